"""Begins and ends the appointment mode of the journal that is open."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.surroundings import Surroundings

if TYPE_CHECKING:
    from journal.store import Journal
    from ui.appointment import AppointmentView


class Presenting(QObject):
    """Keeps one appointment view at a time.

    `changed` carries whether one is shown, `failed` an error that is none of its own;
    `lock_wanted` asks to lock the journal.
    """

    changed = Signal(bool)
    failed = Signal(object)
    lock_wanted = Signal()

    def __init__(self, surroundings: Surroundings, window: QWidget) -> None:
        super().__init__(window)
        self._surroundings = surroundings
        self._window = window
        self.view: AppointmentView | None = None

    def begin(self, journal: "Journal") -> None:
        """Cover the screen that the window is on."""
        from ui.appointment import AppointmentView  # the journal's own modules come with it

        if self.view is not None:
            self.view.activateWindow()
            return
        self.view = AppointmentView(self._surroundings, journal)
        self.view.left.connect(self._forget)
        self.view.failed.connect(self.failed)
        self.view.lock_wanted.connect(self.lock_wanted)
        self.view.setScreen(self._window.screen())
        self.view.setGeometry(self._window.screen().geometry())
        self.view.showFullScreen()
        self.view.activateWindow()
        self.changed.emit(self.view.isVisible())

    def end(self) -> None:
        """Leave it, because the journal is about to be closed."""
        if self.view is not None:
            self.view.end()

    def _forget(self) -> None:
        self.view = None
        self.changed.emit(self.view is not None)
        self._window.window().activateWindow()
