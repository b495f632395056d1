"""A line to point on, with its ends named and the number beside it."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import look, surface
from ui.widgets.number_field import NumberField, number_words
from ui.widgets.text import second_line


class Track(QWidget):
    """The line itself, for the mouse; the keyboard uses the number beside it."""

    pointed = Signal(float)

    def __init__(self, least: float, greatest: float, step: float, parent: QWidget) -> None:
        super().__init__(parent)
        self._least = least
        self._greatest = greatest
        self._step = step
        self._value: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_value(self, value: float | None) -> None:
        self._value = value
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, look.control_height(self.font()))

    def minimumSizeHint(self) -> QSize:
        return QSize(96, look.control_height(self.font()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._point_at(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point_at(event.position().x())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling past must not change an answer

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = look.colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        ends = QRect(0, round(middle) - 3, self.width(), 6)
        surface.draw_surface(painter, ends, colours.hairline, None, radius=3)
        if self._value is not None:
            radius = self._radius()
            x = self._x_of(self._value)
            filled = QRect(0, ends.y(), round(x), ends.height())
            if self.isRightToLeft():
                filled = QRect(round(x), ends.y(), self.width() - round(x), ends.height())
            surface.draw_surface(painter, filled, colours.accent, None, radius=3)
            painter.setPen(QPen(QColor(colours.paper), 2))
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(QPointF(x, middle), radius, radius)
        painter.end()

    def _radius(self) -> float:
        return look.icon_size(self.font()) / 2

    def _span(self) -> QRectF:
        """Where the middle of the handle can be."""
        edge = self._radius() + 1
        return QRectF(self.rect()).adjusted(edge, 0, -edge, 0)

    def _x_of(self, value: float) -> float:
        span = self._span()
        share = (value - self._least) / (self._greatest - self._least)
        return (
            span.right() - share * span.width()
            if self.isRightToLeft()
            else (span.left() + share * span.width())
        )

    def _point_at(self, x: float) -> None:
        span = self._span()
        share = min(max((x - span.left()) / max(span.width(), 1), 0), 1)
        if self.isRightToLeft():
            share = 1 - share
        steps = round(share * (self._greatest - self._least) / self._step)
        self.pointed.emit(round(min(self._least + steps * self._step, self._greatest), 6))


class ValueSlider(QWidget):
    """A number on a line from `low` to `high`, both named; no handle until it is answered.

    The number field takes the keyboard: digits, left and right, Page Up and Page Down. `changed`
    is sent when the person changes the number, with a float or None.
    """

    changed = Signal(object)
    focused = Signal()

    def __init__(
        self,
        name: str,
        *,
        least: float = 0,
        greatest: float = 100,
        step: float = 1,
        low: str = "",
        high: str = "",
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least = least
        self._greatest = greatest
        self.track = Track(least, greatest, step, self)
        self.field = NumberField(least, greatest, step, name, self)
        self.field.setAccessibleDescription(f"{least:g} {low} – {greatest:g} {high} {unit}".strip())
        self.field.leave_on_backspace()
        self.track.pointed.connect(self._point)
        self.field.changed.connect(self._change)
        self.field.focused.connect(self.focused)
        self._lay_out(low, high, unit)
        # A fixed height would be that of the size hint, and cut whatever wraps.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def value(self) -> float | None:
        return self.field.value

    def set_value(self, value: float | None) -> None:
        """Show a number, or none, without sending `changed`."""
        self.field.set_value(value)
        self.track.set_value(value)

    def take_focus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.field.setFocus(reason)

    def _lay_out(self, low: str, high: str, unit: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(look.MEDIUM)
        line = QVBoxLayout()
        line.setSpacing(0)
        line.addWidget(self.track)
        ends = QHBoxLayout()
        left = second_line(low or f"{number_words(self._least)} {unit}".strip())
        right = second_line(high or f"{number_words(self._greatest)} {unit}".strip())
        right.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        ends.addWidget(left, 1)
        ends.addSpacing(look.MEDIUM)
        ends.addWidget(right, 1)
        line.addLayout(ends)
        row.addLayout(line, 1)
        row.addWidget(self.field, 0, Qt.AlignmentFlag.AlignTop)
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)

    def _point(self, value: float) -> None:
        self.field.setFocus(Qt.FocusReason.MouseFocusReason)
        if value != self.field.value:
            self.field.set_value(value)
            self._change(value)

    def _change(self, value: float | None) -> None:
        self.track.set_value(value)
        self.changed.emit(value)
