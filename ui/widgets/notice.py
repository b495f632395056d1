"""One line that says what happened, perhaps with something to do about it."""

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import look, surface
from ui.icons import Icon, draw_icon
from ui.widgets.announcing import announce
from ui.widgets.button import Button, Weight
from ui.widgets.text import Text

translate = QCoreApplication.translate


class Notice(QWidget):
    """A calm line across a page; hidden until it has something to say.

    `acted` is sent when the person presses its button, `closed` when they put it away.
    """

    acted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon.INFORMATION
        self._is_unheard = False
        self._words = Text()
        self.action = Button("")
        self._close = Button(translate("Words", "Put away"), None, Weight.QUIET)
        row = QHBoxLayout(self)
        edge = look.INNER
        row.setContentsMargins(look.MEDIUM, look.SMALL, edge, look.SMALL)
        row.setSpacing(look.SMALL)
        self._icon_room = QWidget()
        row.addWidget(self._icon_room)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        self.action.clicked.connect(self._act)
        self._close.clicked.connect(self._put_away)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def say(
        self,
        words: str,
        action: str = "",
        *,
        icon_name: Icon = Icon.INFORMATION,
        stays: bool = False,
    ) -> None:
        """Show a line, with a button when `action` has words; `stays` leaves out "Put away".

        A screen reader says it too, once the window is the one in use.
        """
        self._icon = icon_name
        self._words.setText(words)
        self.setAccessibleName(words)
        self.action.set_words(action)
        self.action.setVisible(bool(action))
        self._close.setVisible(not stays)
        edge = look.icon_size(self.font())
        self._icon_room.setFixedSize(edge, edge)
        self.show()
        self._is_unheard = True
        self._announce()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = look.colours_of(self.palette())
        painter = QPainter(self)
        surface.draw_surface(painter, self.rect(), colours.paper, colours.hairline)
        room = self._icon_room.geometry()
        draw_icon(painter, self._icon, QRect(room), colours.accent)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self._announce()
        return super().event(event)

    def _announce(self) -> None:
        """Not over another window: in an appointment nobody else is to hear it."""
        if self._is_unheard and not self.isHidden() and self.isActiveWindow():
            self._is_unheard = False
            announce(self, self.words)

    def _act(self) -> None:
        self.hide()
        self.acted.emit()

    def _put_away(self) -> None:
        self.hide()
        self.closed.emit()
