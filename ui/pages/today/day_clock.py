"""Tells which day it is, and when the next one has begun."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from journal.days import DAY_ENDS_AT, Clock, day_of

_LONGEST_WAIT = timedelta(minutes=10)
"""The clock is looked at this often, since a computer may sleep past the end of a day."""


class DayClock(QObject):
    """Knows today. `day_begun` carries the day before the clock was looked at."""

    day_begun = Signal(object)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.day_ends_at: time = DAY_ENDS_AT
        self.today: date = day_of(clock())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._wait()

    def end_days_at(self, ends_at: time) -> None:
        """Set when a day ends; `today` follows without `day_begun`."""
        self.day_ends_at = ends_at
        self.today = day_of(self._clock(), ends_at)
        self._wait()

    def look(self) -> None:
        """Look at the clock."""
        before, self.today = self.today, day_of(self._clock(), self.day_ends_at)
        if self.today != before:
            self.day_begun.emit(before)
        self._wait()

    def _wait(self) -> None:
        now = self._clock().local.replace(tzinfo=None)
        end = datetime.combine(self.today + timedelta(days=1), self.day_ends_at)
        wait = min(max(end - now, timedelta(seconds=1)), _LONGEST_WAIT)
        self._timer.start(int(wait.total_seconds() * 1000))
