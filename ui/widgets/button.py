"""Buttons: a word, perhaps with an icon before it."""

from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QWidget

from ui import look, surface
from ui.icons import Icon, draw_icon, facing


class Weight(StrEnum):
    """How much a button asks for attention. A page has one `MAIN` button at most."""

    PLAIN = "plain"
    MAIN = "main"
    QUIET = "quiet"


class Button(QPushButton):
    """A button at least 36 px high. A checked one is outlined in the accent.

    `icon_after` puts the icon behind the words, as for "next".
    """

    def __init__(
        self,
        words: str,
        icon_name: Icon | None = None,
        weight: Weight = Weight.PLAIN,
        *,
        icon_after: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self._icon_name = icon_name
        self._weight = weight
        self._icon_after = icon_after
        self.setAccessibleName(words)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        """Change the words, and the name that a screen reader says."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def set_weight(self, weight: Weight) -> None:
        self._weight = weight
        self.update()

    def set_icon_name(self, icon_name: Icon | None) -> None:
        self._icon_name = icon_name
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(*_room(self.font(), look.dpi(), self.text(), self._icon_name is not None))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = look.colours_of(self.palette())
        painter = QPainter(self)
        colour = self._draw_ground(painter, colours)
        semibold = self.isChecked() or self._weight is Weight.MAIN
        font = look.sized(self.font(), semibold=semibold)
        painter.setFont(font)
        painter.setPen(colour)
        area = self.rect()
        if self._icon_name is None:
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.text())
        else:
            self._draw_with_icon(painter, QFontMetrics(font), self._icon_name, colour)
        painter.end()

    def _draw_ground(self, painter: QPainter, colours: look.Colours) -> str:
        """The frame and its fill; returns the colour for what stands on it."""
        is_raised = self.isEnabled() and (self.underMouse() or self.isDown())
        if self._weight is Weight.MAIN and self.isEnabled():
            fill = look.mixed(colours.accent, colours.ink, 0.12) if is_raised else colours.accent
            surface.draw_surface(painter, self.rect(), fill, None)
            if self.hasFocus():
                surface.draw_inner_ring(painter, self.rect(), colours.on_accent)
            return colours.on_accent
        is_framed = self._weight is not Weight.QUIET
        ground = colours.paper if is_framed else None
        line = colours.accent if self.isChecked() else colours.hairline
        surface.draw_surface(
            painter,
            self.rect(),
            colours.raised if is_raised else ground,
            line if is_framed or self.isChecked() else None,
        )
        if self.hasFocus():
            surface.draw_ring(painter, self.rect(), colours.accent)
        if not self.isEnabled():
            return look.mixed(colours.ink, colours.paper, 0.5).name()
        return colours.accent if self.isChecked() else colours.ink

    def _draw_with_icon(
        self, painter: QPainter, metrics: QFontMetrics, icon_name: Icon, colour: str
    ) -> None:
        edge = look.icon_size(self.font())
        text_width = metrics.horizontalAdvance(self.text())
        gap = look.SMALL if self.text() else 0
        left = (self.width() - edge - gap - text_width) // 2
        top = (self.height() - edge) // 2
        text_left = left if self._icon_after else left + edge + gap
        icon_left = left + text_width + gap if self._icon_after else left
        direction = self.layoutDirection()
        icon_area = QRect(QPoint(icon_left, top), QSize(edge, edge))
        text_area = QRect(text_left, 0, text_width + 1, self.height())
        pointing = facing(icon_name, right_to_left=self.isRightToLeft())
        draw_icon(painter, pointing, QStyle.visualRect(direction, self.rect(), icon_area), colour)
        painter.drawText(
            QStyle.visualRect(direction, self.rect(), text_area),
            Qt.AlignmentFlag.AlignCenter,
            self.text(),
        )


@lru_cache(maxsize=1024)
def _room(font: QFont, _dpi: float, words: str, has_icon: bool) -> tuple[int, int]:
    """Width and height that a button takes. A layout asks for the same ones over and over."""
    width = QFontMetrics(look.sized(font, semibold=True)).horizontalAdvance(words)
    if has_icon:
        width += look.icon_size(font) + look.SMALL
    return width + 2 * look.MEDIUM, look.control_height(font)
