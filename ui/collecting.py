"""Rubbish is collected between two events, on the thread of the windows, and never elsewhere.

Python collects on whichever thread happens to ask for memory, in the midst of whatever it does. One
that frees widgets on a worker's thread, or while Qt builds another widget, ends the program.
"""

import gc
from time import monotonic

from PySide6.QtCore import QObject, QTimer

_LOOKS_EVERY = 1000
"""In ms."""

_WHOLE_EVERY = 60.0
"""In s. Going through everything takes some tenths of a second; what has just gone, a few ms."""


class Collecting(QObject):
    """Takes collecting over from Python for as long as the program runs."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._whole_at = monotonic()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start(_LOOKS_EVERY)

    def collect_due(self) -> None:
        """Collect as much as Python would have by now, but everything only now and then."""
        due = [
            generation
            for generation, (count, threshold) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > threshold > 0
        ]
        if not due:
            return
        is_whole = due[-1] == 2 and monotonic() - self._whole_at >= _WHOLE_EVERY
        gc.collect(2 if is_whole else min(due[-1], 1))
        if is_whole:
            self._whole_at = monotonic()
