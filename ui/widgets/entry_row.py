"""One entry of a list: its words, a second line, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import look
from ui.icons import Icon
from ui.widgets.button import Button, Weight
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate


class EntryRow(QWidget):
    """A hairline stands above it. `acted` carries the row's key and that of the action."""

    acted = Signal(str, str)

    def __init__(
        self,
        key: str,
        title: str,
        second: str = "",
        actions: Sequence[tuple[str, str, Icon | None]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key = key
        self.title = Text(title)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        if second:
            words.addWidget(second_line(second))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.SMALL, 0, look.SMALL)
        row.setSpacing(look.TIGHT)
        row.addLayout(words, 1)
        self.buttons: list[Button] = []
        for action, action_words, icon_name in actions:
            button = Button(action_words, icon_name, Weight.QUIET)
            name = translate("EntryRow", "{action}: {entry}")
            button.setAccessibleName(name.format(action=action_words, entry=title))
            button.setProperty("action", action)
            button.clicked.connect(self._pressed)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            self.buttons.append(button)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), look.HAIR, look.colours_of(self.palette()).hairline)
        painter.end()

    def _pressed(self) -> None:
        button = self.sender()
        if button is not None:
            self.acted.emit(self.key, str(button.property("action")))
