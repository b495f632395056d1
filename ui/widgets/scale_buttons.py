"""A row of answers of which at most one is chosen: 0 Not at all, 1 A little, and so on."""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from ui import look, surface
from ui.widgets.drawn_button import DrawnButton
from ui.widgets.roving import Roving, step_along

GAP = look.SMALL
_BETWEEN = "  "
"""Stands between the number of an answer and its words."""

_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class AnswerButton(DrawnButton):
    """One answer: its number, then its words, on two lines if there is no room on one."""

    picked = Signal(int)
    focused = Signal()

    def __init__(self, value: int, words: str, question: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.value = value
        self.words = words
        self._was_reached_by_key = False
        self.setCheckable(True)
        self.setAutoExclusive(True)  # a screen reader says "radio button"
        self.clicked.connect(self._press)
        self.setText(f"{value}  {words}".strip())
        self.setAccessibleName(f"{question}: {value} {words}".strip())
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def shows_ring(self) -> bool:
        """Whether the keyboard stands on this very answer, and not only on its row."""
        return self._was_reached_by_key and self.hasFocus()

    def show_ring(self) -> None:
        """Say that the keyboard stands on this answer, which it may have reached otherwise."""
        self._was_reached_by_key = True
        self.update()

    def nextCheckState(self) -> None:
        """The row checks its answers itself."""

    def room(self, words_width: int) -> int:
        """Width in pixels of the button with words this wide."""
        gap = self._width_of(_BETWEEN) if self.words else 0
        return self._width_of(str(self.value)) + gap + words_width + 2 * look.SMALL

    def words_width(self, lines: int) -> int:
        """The width that the words need on one line, on two, or (3) with one word to a line."""
        parts = self.words.split()
        if lines == 1 or len(parts) < 2:
            return self._width_of(self.words)
        if lines > 2:
            return max(self._width_of(part) for part in parts)
        return min(
            max(self._width_of(" ".join(parts[:cut])), self._width_of(" ".join(parts[cut:])))
            for cut in range(1, len(parts))
        )

    def height_for(self, width: int) -> int:
        room = width - self.room(0) + 1
        text = _height(self.font(), self.logicalDpiY(), self.words, room)
        return max(look.control_height(self.font()), text + 2 * look.SMALL)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._was_reached_by_key = event.reason() in _KEYBOARD
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = look.colours_of(self.palette())
        painter = QPainter(self)
        is_raised = self.isEnabled() and (self.underMouse() or self.isDown())
        if self.isChecked():
            surface.draw_surface(painter, self.rect(), colours.accent, None)
            colour = colours.on_accent
        else:
            fill = colours.raised if is_raised else colours.paper
            line = look.mixed(colours.hairline, colours.muted, 0.5 if is_raised else 0)
            surface.draw_surface(painter, self.rect(), fill, line)
            colour = colours.ink if self.isEnabled() else colours.muted
        if self.shows_ring:
            if self.isChecked():
                surface.draw_inner_ring(painter, self.rect(), colours.on_accent)
            else:
                surface.draw_ring(painter, self.rect(), colours.accent)
        painter.setPen(colour)
        painter.setFont(look.sized(self.font(), semibold=self.isChecked()))
        self._draw_words(painter)
        painter.end()

    def _press(self) -> None:
        self.picked.emit(self.value)

    def _draw_words(self, painter: QPainter) -> None:
        metrics = painter.fontMetrics()
        bounds = self._words_bounds(self.width(), metrics)
        number_width = metrics.horizontalAdvance(str(self.value))
        gap = self._width_of(_BETWEEN) if self.words else 0
        left = (self.width() - number_width - gap - bounds.width()) // 2
        top = (self.height() - bounds.height()) // 2
        first_line = metrics.height()
        number = QRect(left, top, number_width + 1, first_line)
        words = QRect(left + number_width + gap, top, bounds.width() + 1, bounds.height())
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.visual(number), leading, str(self.value))
        painter.drawText(self.visual(words), leading | Qt.TextFlag.TextWordWrap, self.words)

    def _width_of(self, words: str) -> int:
        return _width(self.font(), self.logicalDpiY(), words)

    def _words_bounds(self, width: int, metrics: QFontMetrics) -> QSize:
        return _bounds(metrics, self.words, width - self.room(0) + 1)


def _bounds(metrics: QFontMetrics, words: str, room: int) -> QSize:
    if not words:
        return QSize(0, metrics.height())
    area = QRect(0, 0, max(1, room), 10_000)
    flags = Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap
    return metrics.boundingRect(area, flags, words).size()


@lru_cache(maxsize=2048)
def _width(font: QFont, _dpi: int, words: str) -> int:
    """Width of words as a chosen answer has them. Layouts ask for the same ones over and over."""
    return QFontMetrics(look.sized(font, semibold=True)).horizontalAdvance(words)


@lru_cache(maxsize=2048)
def _height(font: QFont, _dpi: int, words: str, room: int) -> int:
    return _bounds(QFontMetrics(look.sized(font, semibold=True)), words, room).height()


class ScaleButtons(QWidget):
    """Exclusive answers in columns of equal width: in one row, else two, else one below another.

    A digit chooses the answer of that value. Left and right move among the answers and Space
    chooses; other keys are left to the form around. `chosen` carries the value that the person
    chose, and whether by the keyboard.
    """

    chosen = Signal(int, bool)
    focused = Signal()

    def __init__(
        self,
        answers: Sequence[tuple[int, str]],
        question: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._value: int | None = None
        self._rooms: dict[int, int] = {}
        self._heights: dict[int, int] = {}
        self.setAccessibleName(question)
        self.buttons = tuple(AnswerButton(value, words, question, self) for value, words in answers)
        self._roving = Roving(self.buttons)
        for button in self.buttons:
            button.picked.connect(self._pick)
            button.focused.connect(self.focused)
        # A fixed height would be that of the size hint, and cut whatever wraps.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def value(self) -> int | None:
        """The chosen answer; None when there is none."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Show an answer, or none, without sending `chosen`."""
        self._value = value
        stop = 0
        for place, button in enumerate(self.buttons):
            button.setAutoExclusive(False)  # else the last one could not be unchecked
            button.setChecked(button.value == value)
            button.setAutoExclusive(True)
            if button.value == value:
                stop = place
        self._roving.stop_at(stop)

    def take_focus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Focus the row; without a ring on an answer unless `reason` is the keyboard's."""
        self.buttons[self._roving.stop].setFocus(reason)

    def room(self, lines: int) -> int:
        """Width in pixels that all answers in one row need, their words on so many lines."""
        return self._across(len(self.buttons), self._widest(lines))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        columns = self._columns(width)
        rows = -(-len(self.buttons) // columns)
        return rows * self._row_height(self._column_width(width, columns)) + (rows - 1) * GAP

    def sizeHint(self) -> QSize:
        width = self.room(1)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._widest(3), look.control_height(self.font()))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        columns = self._columns(self.width())
        width = self._column_width(self.width(), columns)
        height = self._row_height(width)
        for place, button in enumerate(self.buttons):
            row, column = divmod(place, columns)
            area = QRect(column * (width + GAP), row * (height + GAP), width, height)
            button.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), area))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._rooms.clear()
            self._heights.clear()
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & _COMMANDS:
            event.ignore()
            return
        step = step_along(event.key(), self)
        digit = event.key() - Qt.Key.Key_0.value
        if step:
            self._move(step)
        elif any(button.value == digit for button in self.buttons) and 0 <= digit <= 9:
            self._choose(digit, by_key=True)
        else:
            event.ignore()

    def _move(self, step: int) -> None:
        """The first press shows where the keyboard is, the following ones move it."""
        focused = next((button for button in self.buttons if button.hasFocus()), None)
        if focused is None or focused.shows_ring:
            self._roving.move(step)
        else:
            focused.show_ring()

    def _pick(self, value: int) -> None:
        self._choose(value, by_key=any(button.shows_ring for button in self.buttons))

    def _choose(self, value: int, *, by_key: bool) -> None:
        self.set_value(value)
        self.chosen.emit(value, by_key)

    def _widest(self, lines: int) -> int:
        """Width of the widest answer; measured once, since a long form asks for it very often."""
        if lines not in self._rooms:
            self._rooms[lines] = max(
                button.room(button.words_width(lines)) for button in self.buttons
            )
        return self._rooms[lines]

    def _across(self, columns: int, width: int) -> int:
        return columns * width + (columns - 1) * GAP

    def _columns(self, width: int) -> int:
        count = len(self.buttons)
        half = -(-count // 2)
        return next((n for n in (count, half) if self._across(n, self._widest(3)) <= width), 1)

    def _column_width(self, width: int, columns: int) -> int:
        return (width - (columns - 1) * GAP) // columns

    def _row_height(self, column_width: int) -> int:
        if column_width not in self._heights:
            self._heights[column_width] = max(
                button.height_for(column_width) for button in self.buttons
            )
        return self._heights[column_width]
