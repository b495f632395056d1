"""Watches an application from outside and tells when its window was painted and when it was ready.

Times are those of `time.monotonic`, which all processes of a computer share.
"""

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

SETTLE = 1500
"""Milliseconds from a chart's page being shown to the measurement of memory."""


class Watch(QObject):
    """Notes when the first window was painted; `finish` prints all notes and ends the program."""

    painted = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.notes: dict[str, float] = {}
        self._application = application
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint of anything in a window; whatever else it paints now goes before."""
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self._application.removeEventFilter(self)
            QTimer.singleShot(0, self._note_painted)
        return False

    def _note_painted(self) -> None:
        self.note("painted")
        self.painted.emit()

    def note(self, name: str) -> None:
        """Keep the time at which something happened."""
        self.notes[name] = time.monotonic()

    def finish_with_memory(self) -> None:
        """Wait until all is quiet, add the resident memory in MiB, and finish."""
        QTimer.singleShot(SETTLE, self._note_memory)

    def _note_memory(self) -> None:
        self.notes["resident"] = resident()
        self.finish()

    def finish(self) -> None:
        """Print the notes as JSON and leave."""
        sys.stdout.write(json.dumps(self.notes) + "\n")
        sys.stdout.flush()
        QCoreApplication.quit()


def resident() -> float:
    """Memory that this process holds, in MiB. Linux only; elsewhere OSError."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
