"""One entry of a list: its words, a second line, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

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
        self.buttons: list[Button] = []
        self.title = Text(title)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        if second:
            words.addWidget(second_line(second))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, look.SMALL, 0, look.SMALL)
        self._row.setSpacing(look.TIGHT)
        self._row.addLayout(words, 1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(look.TIGHT)
        self._row.addLayout(self._actions)
        for action, action_words, icon_name in actions:
            button = Button(action_words, icon_name, Weight.QUIET)
            name = translate("EntryRow", "{action}: {entry}")
            button.setAccessibleName(name.format(action=action_words, entry=title))
            button.setProperty("action", action)
            button.clicked.connect(self._pressed)
            self._actions.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            self.buttons.append(button)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for the actions to stand below the words."""
        inner = super().minimumSizeHint()
        width = max(self.title.minimumSizeHint().width(), self._actions_width())
        return QSize(width, inner.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), look.HAIR, look.colours_of(self.palette()).hairline)
        painter.end()

    def _arrange(self) -> None:
        """Actions that would leave the words less than half of the row go below them."""
        directions = QBoxLayout.Direction
        is_crowded = self._actions_width() > self.width() // 2
        direction = directions.TopToBottom if is_crowded else directions.LeftToRight
        if direction is not self._row.direction():
            self._row.setDirection(direction)
            side = Qt.AlignmentFlag.AlignLeading if is_crowded else Qt.AlignmentFlag(0)
            self._row.setAlignment(self._actions, side)

    def _actions_width(self) -> int:
        """Also while they are hidden, so that nothing moves when they come back."""
        return sum(button.sizeHint().width() + look.TIGHT for button in self.buttons)

    def _pressed(self) -> None:
        button = self.sender()
        if button is not None:
            self.acted.emit(self.key, str(button.property("action")))
