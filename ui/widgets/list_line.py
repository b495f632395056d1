"""A line of a list that opens something: a mark, two lines of words, and words beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import look, surface
from ui.icons import Icon, draw_icon
from ui.widgets.drawn_button import DrawnButton
from ui.widgets.roving import Roving


@dataclass(frozen=True)
class LineWords:
    """What one line says. `is_marked` shows the mark in the colour of treatments."""

    key: str
    mark: str
    title: str
    second: str = ""
    aside: str = ""
    aside_second: str = ""
    is_marked: bool = True

    @property
    def spoken(self) -> str:
        """All of it, for who does not see it."""
        parts = (self.mark, self.title, self.second, self.aside, self.aside_second)
        return ", ".join(part for part in parts if part)


class ListLine(DrawnButton):
    """One line, pressed as a whole. What does not fit is cut with an ellipsis.

    `mark_room` is the longest mark of the list; a hairline stands above all but the first line.
    """

    def __init__(
        self,
        words: LineWords,
        mark_room: str,
        *,
        is_first: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_first = is_first
        self.words = words
        self._mark_room = mark_room
        self.setText(words.title)
        self.setAccessibleName(words.spoken)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        title, second = self._metrics(look.TEXT), self._metrics(look.SECOND_LINE)
        height = title.height() + second.height() + 2 * look.INNER
        return QSize(title.averageCharWidth() * 40, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._metrics(look.TEXT).averageCharWidth() * 24, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = look.colours_of(self.palette())
        painter = QPainter(self)
        if not self._is_first:
            painter.fillRect(0, 0, self.width(), look.HAIR, colours.hairline)
        if self.underMouse() or self.isDown():
            ground = self.rect().adjusted(0, look.HAIR, 0, 0)
            surface.draw_surface(painter, ground, colours.raised, None)
        if self.hasFocus():
            surface.draw_ring(painter, self.rect(), colours.accent)
        self._draw_words(painter, colours)
        painter.end()

    def _draw_words(self, painter: QPainter, colours: look.Colours) -> None:
        words = self.words
        plain, strong = self._font(look.TEXT), self._font(look.TEXT, semibold=True)
        small = self._font(look.SECOND_LINE)
        title_height = QFontMetrics(strong).height()
        second_height = QFontMetrics(small).height()
        top = (self.height() - title_height - second_height) // 2
        below = top + title_height
        mark_room = QFontMetrics(strong).horizontalAdvance(self._mark_room) + look.TIGHT
        left = look.SMALL + mark_room + look.LARGE
        edge = look.icon_size(self.font())
        right = self.width() - look.SMALL - edge - look.INNER
        aside = max(
            QFontMetrics(plain).horizontalAdvance(words.aside),
            QFontMetrics(small).horizontalAdvance(words.aside_second),
        )
        aside = min(aside + 1, (right - left) // 2)
        width = right - left - aside - look.MEDIUM
        mark = colours.treatment if words.is_marked else colours.muted
        trailing = Qt.AlignmentFlag.AlignTrailing
        leading = Qt.AlignmentFlag.AlignLeading
        mark_area = QRect(look.SMALL, top, mark_room, title_height)
        self._write(painter, strong, mark, mark_area, words.mark, trailing)
        title_area = QRect(left, top, width, title_height)
        self._write(painter, strong, colours.ink, title_area, words.title, leading)
        second_area = QRect(left, below, width, second_height)
        self._write(painter, small, colours.muted, second_area, words.second, leading)
        aside_area = QRect(right - aside, top, aside, title_height)
        self._write(painter, plain, colours.ink, aside_area, words.aside, trailing)
        aside_area = QRect(right - aside, below, aside, second_height)
        self._write(painter, small, colours.muted, aside_area, words.aside_second, trailing)
        arrow = QRect(self.width() - look.SMALL - edge, (self.height() - edge) // 2, edge, edge)
        draw_icon(painter, self._arrow(), self.visual(arrow), colours.muted)

    def _write(
        self,
        painter: QPainter,
        font: QFont,
        colour: str,
        area: QRect,
        text: str,
        side: Qt.AlignmentFlag,
    ) -> None:
        surface.write_elided(painter, font, colour, self.visual(area), text, side)

    def _arrow(self) -> Icon:
        return Icon.CHEVRON_LEFT if self.isRightToLeft() else Icon.CHEVRON_RIGHT

    def _font(self, size: float, *, semibold: bool = False) -> QFont:
        return look.sized(self.font(), size, semibold=semibold)

    def _metrics(self, size: float) -> QFontMetrics:
        return QFontMetrics(self._font(size, semibold=True))


class LineList(QWidget):
    """Lines one below another; up and down move among them, Enter or a click opens one.

    `opened` carries the key of a line.
    """

    opened = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.lines: tuple[ListLine, ...] = ()
        self._roving = Roving(())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_lines(self, lines: Sequence[LineWords]) -> None:
        """Show other lines; the keyboard stays on the line of the same key."""
        had_focus = next((line.words.key for line in self.lines if line.hasFocus()), None)
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        widest = max((line.mark for line in lines), key=len, default="")
        self.lines = tuple(
            ListLine(words, widest, is_first=not number) for number, words in enumerate(lines)
        )
        self._roving = Roving(self.lines)
        for line in self.lines:
            line.clicked.connect(self._pressed)
            self._column.addWidget(line)
            line.show()  # a layout shows what is added to it only later, too late for the focus
        if had_focus is not None:
            self.focus_line(had_focus)

    def focus_line(self, key: str) -> None:
        """Put the keyboard on a line, or on the first if there is no such line any more."""
        keys = [line.words.key for line in self.lines]
        place = keys.index(key) if key in keys else 0
        if self.lines:
            self._roving.stop_at(place)
            self.lines[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._roving.move(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.lines:
            self.opened.emit(self.lines[self._roving.stop].words.key)
        else:
            event.ignore()

    def _pressed(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, ListLine):
            self.opened.emit(pressed.words.key)
