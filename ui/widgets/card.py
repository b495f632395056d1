"""Framed surfaces on which the parts of a page stand."""

from functools import lru_cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui import look, surface
from ui.icons import Icon, draw_icon
from ui.widgets.drawn_button import DrawnButton
from ui.widgets.text import Text, card_title, second_line


class Card(QWidget):
    """A rounded sheet of paper with a hairline around it, and a layout for its contents.

    Without `framed` it is only the layout, for use inside another card.
    """

    def __init__(
        self,
        title: str = "",
        second: str = "",
        *,
        framed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._framed = framed
        self.body = QVBoxLayout(self)
        edge = look.LARGE if framed else 0
        self.body.setContentsMargins(edge, edge - TITLE_RISE if edge else 0, edge, edge)
        self.body.setSpacing(look.SMALL)
        self.title: Text | None = None
        if title:
            self.title = card_title(title)
            self.body.addWidget(self.title)
            self.setAccessibleName(title)
        if second:
            self.body.addWidget(second_line(second))
        if title or second:
            self.body.addSpacing(look.TIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._framed:
            return
        colours = look.colours_of(self.palette())
        painter = QPainter(self)
        surface.draw_surface(
            painter, self.rect(), colours.paper, colours.hairline, radius=look.CARD_RADIUS
        )
        painter.end()


TITLE_RISE = look.TIGHT
"""Ascenders leave air above a title; the margin above it is that much less."""


class CardButton(DrawnButton):
    """A card that is pressed as a whole: a title, a second line, perhaps an icon."""

    def __init__(
        self,
        title: str,
        second: str,
        icon_name: Icon | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._second = second
        self.setText(title)
        self.set_second(second)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_second(self, second: str) -> None:
        """Change what the card says under its title."""
        self._second = second
        self.setAccessibleName(f"{self.text()}: {second}" if second.strip() else self.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        title = QFontMetrics(look.sized(self.font(), semibold=True))
        width = title.horizontalAdvance(self.text())
        width = max(width, min(self._metrics().horizontalAdvance(self._second), 240))
        width += 2 * self._inset() + self._icon_room()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        widest, height = _least(self.font(), self.logicalDpiY(), self.text(), self._second)
        return QSize(widest + 2 * self._inset() + self._icon_room(), height)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = width - 2 * self._inset() - self._icon_room()
        return _height(self.font(), self.logicalDpiY(), self._second, room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            QAbstractButton.keyPressEvent(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = look.colours_of(self.palette())
        painter = QPainter(self)
        is_raised = self.underMouse() or self.isDown()
        fill = look.mixed(colours.paper, colours.raised, 0.6) if is_raised else colours.paper
        surface.draw_surface(painter, self.rect(), fill, colours.hairline, radius=look.CARD_RADIUS)
        if self.hasFocus():
            surface.draw_ring(painter, self.rect(), colours.accent, radius=look.CARD_RADIUS)
        self._draw_words(painter, colours)
        painter.end()

    def _draw_words(self, painter: QPainter, colours: look.Colours) -> None:
        title_font = look.sized(self.font(), semibold=True)
        title_height = QFontMetrics(title_font).height()
        left = self._inset() + self._icon_room()
        width = self.width() - left - self._inset()
        title_area = QRect(left, look.MEDIUM, width, title_height)
        second_top = look.MEDIUM + title_height + look.TIGHT
        second_area = QRect(left, second_top, width, self.height() - second_top)
        if self._icon_name is not None:
            edge = look.icon_size(self.font())
            top = look.MEDIUM + (title_height - edge) // 2
            icon_area = QRect(self._inset(), top, edge, edge)
            draw_icon(painter, self._icon_name, self.visual(icon_area), colours.muted)
        leading = Qt.AlignmentFlag.AlignLeading
        painter.setFont(title_font)
        painter.setPen(colours.ink if self.isEnabled() else colours.muted)
        painter.drawText(
            self.visual(title_area), leading | Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        painter.setFont(look.sized(self.font(), look.SECOND_LINE))
        painter.setPen(colours.muted)
        painter.drawText(self.visual(second_area), leading | Qt.TextFlag.TextWordWrap, self._second)

    def _inset(self) -> int:
        return look.MEDIUM + look.TIGHT

    def _icon_room(self) -> int:
        return 0 if self._icon_name is None else look.icon_size(self.font()) + look.SMALL

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(look.sized(self.font(), look.SECOND_LINE))


@lru_cache(maxsize=512)
def _least(font: QFont, _dpi: int, title: str, second: str) -> tuple[int, int]:
    """Width of the title or of the longest word, and height of a card with one line below it.

    A row of cards asks for the same ones whenever anything is laid out; so does it for `_height`.
    """
    title_metrics = QFontMetrics(look.sized(font, semibold=True))
    second_metrics = QFontMetrics(look.sized(font, look.SECOND_LINE))
    longest = max((second_metrics.horizontalAdvance(word) for word in second.split()), default=0)
    widest = max(title_metrics.horizontalAdvance(title), longest)
    return widest, 2 * look.MEDIUM + 2 * title_metrics.height()


@lru_cache(maxsize=512)
def _height(font: QFont, _dpi: int, second: str, room: int) -> int:
    """Height of a card with so much room for the words of its second line."""
    title = QFontMetrics(look.sized(font, semibold=True)).height()
    area = QRect(0, 0, max(room, 1), 10_000)
    metrics = QFontMetrics(look.sized(font, look.SECOND_LINE))
    words = metrics.boundingRect(area, Qt.TextFlag.TextWordWrap, second)
    return 2 * look.MEDIUM + title + look.TIGHT + words.height()
