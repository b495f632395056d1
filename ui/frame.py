"""The window itself, painted before the pages that it will hold have been loaded.

Loading what the pages need takes longer than everything else before the first paint, so the frame
comes first, in the look and at the place of the last time, and is furnished behind it.
"""

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import look


class Frame(QWidget):
    """A window with the grounds of the rail and the page; `hold` puts the content over them.

    `painted` is sent once, after the first paint; `held` carries the content when it is there.
    """

    painted = Signal()
    held = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Tidemark")
        self.content: QWidget | None = None
        self._was_painted = False

    def hold(self, content: QWidget) -> None:
        """Fill the window with its content, for good."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(content)
        self.content = content
        content.show()
        self.held.emit(content)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = look.colours_of(self.palette())
        rail = QRect(0, 0, look.RAIL_WIDTH, self.height())
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            rail.moveRight(self.width() - 1)
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.page)
        painter.fillRect(rail, colours.paper)
        painter.end()
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The content keeps everything first, and may hold the window open."""
        event.setAccepted(self.content is None or self.content.close())
