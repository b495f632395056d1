"""A check that is not open: one line that says how far it is, and a button that opens it."""

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import look
from ui.icons import Icon, draw_icon
from ui.pages.today.check_words import action_words, status_words
from ui.pages.today.day_values import Check, Stage
from ui.widgets.button import Button
from ui.widgets.text import Text, second_line


class Tick(QWidget):
    """A tick before what is done."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        edge = look.icon_size(self.font())
        return QSize(edge, edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_icon(painter, Icon.CHECK, self.rect(), look.colours_of(self.palette()).accent)
        painter.end()


class CheckLine(QWidget):
    """One check that is not open. `opened` carries its instrument's code."""

    opened = Signal(str)

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code
        self._tick = Tick()
        self._title = Text(semibold=True)
        self.status = second_line("")
        self.action = Button("")
        self.action.clicked.connect(self._open)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        second = QHBoxLayout()
        second.setSpacing(look.TIGHT)
        second.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignVCenter)
        second.addWidget(self.status, 1)
        texts.addWidget(self._title)
        texts.addLayout(second)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.INNER)
        row.addLayout(texts, 1)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_check(self, check: Check, today: date, *, is_read_only: bool) -> None:
        """Show how far the check is."""
        title, action = check.instrument.title, action_words(check)
        self._title.setText(title)
        self.status.setText(status_words(check, today))
        self._tick.setVisible(check.stage in (Stage.LOGGED, Stage.INCOMPLETE))
        self.action.set_words(action)
        self.action.setAccessibleName(f"{action}: {title}")
        self.action.setVisible(not is_read_only)

    def _open(self) -> None:
        self.opened.emit(self.code)
