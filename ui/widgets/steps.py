"""A short list of which one line is open: the moments of a day, the steps of a task."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import look, surface
from ui.widgets.drawn_button import DrawnButton
from ui.widgets.roving import Roving


@dataclass(frozen=True)
class Step:
    """One line of the list: its words, what is said about it, and whether it is done."""

    value: str
    title: str
    second: str = ""
    is_done: bool = False


class StepButton(DrawnButton):
    """A title and a second line; a done one has a tick, the open one an accent frame."""

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_step(step)

    def show_step(self, step: Step) -> None:
        """Change what it says."""
        self.step = step
        self.setText(step.title)
        self.setAccessibleName(f"{step.title}, {step.second}" if step.second else step.title)
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """The list checks its lines itself."""

    def sizeHint(self) -> QSize:
        title = QFontMetrics(look.sized(self.font(), semibold=True))
        second = QFontMetrics(look.sized(self.font(), look.SECOND_LINE))
        widest = max(
            title.horizontalAdvance(self.step.title), second.horizontalAdvance(self.step.second)
        )
        height = title.height() + (second.height() if self.step.second else 0)
        return QSize(
            widest + 2 * look.INNER + self._tick_room(),
            max(height + 2 * look.SMALL, look.control_height(self.font())),
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = look.colours_of(self.palette())
        painter = QPainter(self)
        is_raised = self.underMouse() or self.isDown()
        line = colours.accent if self.isChecked() else None
        surface.draw_surface(painter, self.rect(), colours.raised if is_raised else None, line)
        if self.hasFocus():
            surface.draw_ring(painter, self.rect(), colours.accent)
        title_font = look.sized(self.font(), semibold=self.isChecked())
        title_height = QFontMetrics(title_font).height()
        second_font = look.sized(self.font(), look.SECOND_LINE)
        second_height = QFontMetrics(second_font).height() if self.step.second else 0
        top = (self.height() - title_height - second_height) // 2
        width = self.width() - 2 * look.INNER - self._tick_room()
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(title_font)
        painter.setPen(colours.ink)
        title_area = QRect(look.INNER, top, width, title_height)
        painter.drawText(self.visual(title_area), leading, self.step.title)
        painter.setFont(second_font)
        painter.setPen(colours.muted)
        second_area = QRect(look.INNER, top + title_height, width, second_height)
        painter.drawText(self.visual(second_area), leading, self.step.second)
        if self.step.is_done:
            self._draw_tick(painter, colours)
        painter.end()

    def _draw_tick(self, painter: QPainter, colours: look.Colours) -> None:
        edge = self._tick_room() - look.SMALL
        left = self.width() - look.INNER - edge
        area = QRect(left, (self.height() - edge) // 2, edge, edge)
        surface.draw_tick(painter, QRectF(self.visual(area)), colours.accent)

    def _tick_room(self) -> int:
        return look.icon_size(self.font()) + look.SMALL


class Steps(QWidget):
    """Up and down open the line above or below; `chosen` carries its value."""

    chosen = Signal(str)

    def __init__(self, steps: Sequence[Step], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.buttons = tuple(StepButton(step) for step in steps)
        self._roving = Roving(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.TIGHT)
        for button in self.buttons:
            button.setAccessibleDescription(name)
            button.clicked.connect(self._pressed)
            column.addWidget(button)
        column.addStretch()
        self.set_value(steps[0].value)

    @property
    def value(self) -> str:
        """The value of the line that is open."""
        return next(button.step.value for button in self.buttons if button.isChecked())

    def set_value(self, value: str) -> None:
        """Open a line without sending `chosen`; ValueError when there is none."""
        place = [button.step.value for button in self.buttons].index(value)
        for number, button in enumerate(self.buttons):
            button.setChecked(number == place)
        self._roving.stop_at(place)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Change what the lines say; there are as many as before."""
        for button, step in zip(self.buttons, steps, strict=True):
            button.show_step(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            event.ignore()
            return
        self._roving.move(step)
        self._choose(self.buttons[self._roving.stop].step.value)

    def _pressed(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, StepButton):
            self._choose(pressed.step.value)

    def _choose(self, value: str) -> None:
        if value != self.value:
            self.set_value(value)
            self.chosen.emit(value)
