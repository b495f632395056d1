"""How long nobody has used keys or mouse, counting the time in which the computer slept."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

_ACTIVITY = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}
)
_LOOKS_EVERY = 15.0
"""In s: as long as something stays in sight at most on a computer that has just woken up."""

CLOCKS = (time.monotonic, time.time)
"""The first stands still while a Linux computer sleeps, the second can be set back."""


class Idling(QObject):
    """Watches the whole program; `passed` is sent once the time set has gone by."""

    passed = Signal()

    def __init__(self, parent: QObject, clocks: Sequence[Callable[[], float]] = CLOCKS) -> None:
        super().__init__(parent)
        self._clocks = clocks
        self.limit = 0.0
        self._last = self._now()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def watch(self, limit: float) -> None:
        """Count anew, up to `limit` in seconds; 0 watches nothing."""
        application = QCoreApplication.instance()
        if application is None:
            return
        application.removeEventFilter(self)
        self._timer.stop()
        self.limit = limit
        self._last = self._now()
        if limit:
            application.installEventFilter(self)
            self._timer.start(round(min(limit, _LOOKS_EVERY) * 1000))

    def look(self) -> bool:
        """Whether the time has gone by; tells so once."""
        gone_by = max(now - last for now, last in zip(self._now(), self._last, strict=True))
        if not self.limit or gone_by < self.limit:
            return False
        self.watch(0)
        self.passed.emit()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key that comes too late does nothing more: what it was meant for is out of sight."""
        if event.type() in _ACTIVITY:
            if self.look():
                return True
            self._last = self._now()
        return super().eventFilter(watched, event)

    def _now(self) -> tuple[float, ...]:
        return tuple(clock() for clock in self._clocks)
