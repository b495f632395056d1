"""What a page says while there is nothing on it yet."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import look
from ui.icons import Icon, draw_icon
from ui.widgets.button import Button, Weight
from ui.widgets.text import Text, card_title


class Picture(QWidget):
    """An icon at twice its usual size, in the colour of second lines."""

    def __init__(self, icon_name: Icon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name

    def sizeHint(self) -> QSize:
        edge = 2 * look.icon_size(self.font())
        return QSize(edge, edge)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRect(0, 0, self.width(), self.height())
        draw_icon(painter, self._icon_name, area, look.colours_of(self.palette()).muted)
        painter.end()


class EmptyState(QWidget):
    """Says what will stand here and how to begin; `acted` is sent when its button is pressed."""

    acted = Signal()

    def __init__(
        self,
        icon_name: Icon,
        title: str,
        second: str,
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(look.LARGE, look.WIDE, look.LARGE, look.WIDE)
        column.setSpacing(look.INNER)
        column.addStretch(1)
        column.addWidget(Picture(icon_name), 0, middle)
        heading = card_title(title)
        words = Text(second, muted=True)
        for text in (heading, words):
            text.setAlignment(middle)
            column.addWidget(text)
        self.action = Button(action, None, Weight.MAIN)
        if not action:
            self.action.hide()
        self.action.clicked.connect(self._act)
        column.addSpacing(look.SMALL)
        column.addWidget(self.action, 0, middle)
        column.addStretch(1)

    def _act(self) -> None:
        self.acted.emit()
