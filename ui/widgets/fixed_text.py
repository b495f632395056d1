"""A text that never changes, set apart from what the person writes."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import look, surface
from ui.icons import Icon, draw_icon
from ui.widgets.text import Text, section_heading


class FixedText(QWidget):
    """A title and a text on a quiet ground, without any alarm colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = section_heading("")
        self._text = Text()
        edge = look.icon_size(self.font())
        row = QHBoxLayout(self)
        row.setContentsMargins(look.MEDIUM + edge + look.INNER, look.INNER, look.MEDIUM, look.INNER)
        words = QVBoxLayout()
        words.setSpacing(look.TIGHT)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row.addLayout(words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def title(self) -> str:
        return self._title.text()

    def set_words(self, title: str, text: str) -> None:
        """Show another text."""
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = look.colours_of(self.palette())
        painter = QPainter(self)
        surface.draw_surface(painter, self.rect(), colours.raised, None)
        edge = look.icon_size(self.font())
        area = QRect(look.MEDIUM, self._title.y(), edge, max(edge, self._title.height()))
        draw_icon(painter, Icon.INFORMATION, area, colours.ink)
        painter.end()
