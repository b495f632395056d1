"""A row of words of which exactly one is chosen, such as the parts of a page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.button import Button
from ui.widgets.flow import Flow
from ui.widgets.roving import Roving, step_along


class Segment(Button):
    """One of the words. It is checked by its row, never by itself."""

    def __init__(self, value: str, words: str, name: str) -> None:
        super().__init__(words)
        self.value = value
        self.setAccessibleDescription(name)
        self.setCheckable(True)

    def nextCheckState(self) -> None:
        """The row checks its words itself."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys belong to the row; Qt's buttons would move the focus among themselves."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select):
            super().keyPressEvent(event)
        else:
            event.ignore()


class Segments(QWidget):
    """Left and right choose, as in a row of radio buttons; Tab goes to the one chosen.

    `chosen` carries the value when the person chooses another one.
    """

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.segments = tuple(Segment(value, words, name) for value, words in choices)
        self._roving = Roving(self.segments)
        for segment in self.segments:
            segment.clicked.connect(self._pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Flow(self.segments))
        self.set_value(self.segments[0].value)

    @property
    def value(self) -> str:
        """The value of the word that is chosen."""
        return next(segment.value for segment in self.segments if segment.isChecked())

    def set_value(self, value: str) -> None:
        """Choose one without sending `chosen`; ValueError when there is no such value."""
        place = [segment.value for segment in self.segments].index(value)
        for number, segment in enumerate(self.segments):
            segment.setChecked(number == place)
        self._roving.stop_at(place)

    def take_focus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Focus the word that is chosen."""
        self.segments[self._roving.stop].setFocus(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = step_along(event.key(), self)
        if not step:
            event.ignore()
            return
        self._roving.move(step)
        self._choose(self.segments[self._roving.stop].value)

    def _pressed(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, Segment):
            self._choose(pressed.value)

    def _choose(self, value: str) -> None:
        if value != self.value:
            self.set_value(value)
            self.chosen.emit(value)
