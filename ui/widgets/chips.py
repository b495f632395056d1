"""Small words to switch on and off, such as side effects or the kinds shown in a list."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import look, surface
from ui.widgets.drawn_button import DrawnButton
from ui.widgets.flow import Flow
from ui.widgets.roving import Roving, step_along


class Chip(DrawnButton):
    """A rounded word; one that is on has a tick as well as the accent."""

    def __init__(self, value: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value = value
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(look.sized(self.font(), semibold=True))
        width = metrics.horizontalAdvance(self.text()) + 2 * look.MEDIUM + self._tick_room()
        return QSize(width, look.control_height(self.font()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = look.colours_of(self.palette())
        painter = QPainter(self)
        is_on = self.isChecked()
        is_raised = self.underMouse() or self.isDown()
        radius = self.height() / 2
        fill = colours.raised if is_raised else colours.paper
        line = colours.accent if is_on else colours.hairline
        surface.draw_surface(painter, self.rect(), fill, line, radius=radius)
        if self.hasFocus():
            surface.draw_ring(painter, self.rect(), colours.accent, radius=radius)
        room = self._tick_room() if is_on else 0
        if is_on:
            edge = room - look.TIGHT
            left = look.MEDIUM - look.TIGHT
            tick = QRect(left, (self.height() - edge) // 2, edge, edge)
            surface.draw_tick(painter, QRectF(self.visual(tick)), colours.accent)
        painter.setFont(look.sized(self.font(), semibold=is_on))
        painter.setPen(colours.accent if is_on else colours.ink)
        painter.drawText(
            self.visual(self.rect().adjusted(room, 0, 0, 0)),
            Qt.AlignmentFlag.AlignCenter,
            self.text(),
        )
        painter.end()

    def _tick_room(self) -> int:
        return look.icon_size(self.font()) - look.TIGHT


class Chips(QWidget):
    """Several chips, any number of them on, or with `exclusive` exactly one or none.

    Left and right move among them, Space switches. `changed` is sent when the person switches.
    """

    changed = Signal()

    def __init__(
        self,
        chips: Sequence[tuple[str, str]],
        name: str,
        *,
        exclusive: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._exclusive = exclusive
        self.setAccessibleName(name)
        self.chips = tuple(Chip(value, words) for value, words in chips)
        self._roving = Roving(self.chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Flow(self.chips))
        for chip in self.chips:
            chip.setAccessibleDescription(name)
            chip.toggled.connect(self._toggled)
        self._is_setting = False

    def chosen(self) -> tuple[str, ...]:
        """The values of the chips that are on, in their order."""
        return tuple(chip.value for chip in self.chips if chip.isChecked())

    def set_chosen(self, values: Iterable[str]) -> None:
        """Switch exactly these on, without sending `changed`."""
        wanted = frozenset(values)
        self._is_setting = True
        for chip in self.chips:
            chip.setChecked(chip.value in wanted)
        self._is_setting = False

    def show_only(self, words: str) -> bool:
        """Show the chips in which these words occur; whether there are any."""
        wanted = words.casefold()
        left = [wanted in chip.text().casefold() for chip in self.chips]
        for chip, is_left in zip(self.chips, left, strict=True):
            chip.setVisible(is_left)
        if any(left):
            self._roving.stop_at(left.index(True))  # Tab would pass by one that is hidden
        return any(left)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = step_along(event.key(), self)
        if step:
            self._roving.move(step)
        else:
            event.ignore()

    def _toggled(self) -> None:
        if self._is_setting:
            return
        switched = self.sender()
        if self._exclusive and isinstance(switched, Chip) and switched.isChecked():
            self.set_chosen((switched.value,))
        self.changed.emit()
