"""The keys that work wherever the keyboard is: pages, help, who is writing, the appointment."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.page_names import HELP

WRITER_KEY = "F2"
HELP_KEY = "F1"
APPOINTMENT_KEY = "F11"
LOCK_KEY = "Ctrl+L"
UNDO_KEYS = ("Ctrl+Z",)
REDO_KEYS = ("Ctrl+Shift+Z", "Ctrl+Y")
"""A text field that has the keyboard takes these for itself."""


class Shortcuts(QObject):
    """`page_wanted` carries a page's name, `writer_wanted` asks who is writing.

    `appointment_wanted` asks for the journal on the whole screen, `lock_wanted` to lock it;
    `undo_wanted` and `redo_wanted` for a change of it.
    """

    page_wanted = Signal(str)
    writer_wanted = Signal()
    appointment_wanted = Signal()
    lock_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, window: QWidget, pages: Sequence[str]) -> None:
        super().__init__(window)
        for keys, name in (
            *((f"Ctrl+{number}", page) for number, page in enumerate(pages, 1)),
            (HELP_KEY, HELP),
        ):
            shortcut = QShortcut(QKeySequence(keys), window)
            shortcut.setProperty("page", name)
            shortcut.activated.connect(self._tell_page)
        writer = QShortcut(QKeySequence(WRITER_KEY), window)
        writer.activated.connect(self.writer_wanted)
        appointment = QShortcut(QKeySequence(APPOINTMENT_KEY), window)
        appointment.activated.connect(self.appointment_wanted)
        lock = QShortcut(QKeySequence(LOCK_KEY), window)
        lock.activated.connect(self.lock_wanted)
        for keys, signal in (
            *((keys, self.undo_wanted) for keys in UNDO_KEYS),
            *((keys, self.redo_wanted) for keys in REDO_KEYS),
        ):
            QShortcut(QKeySequence(keys), window).activated.connect(signal)

    def _tell_page(self) -> None:
        self.page_wanted.emit(str(self.sender().property("page")))
