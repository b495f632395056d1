"""The days that a report covers."""

from dataclasses import dataclass
from datetime import date, time

from journal.days import Instant, day_of


@dataclass(frozen=True)
class Span:
    """The range of a report, for days and for instants."""

    first: date
    last: date
    day_ends_at: time

    def has(self, moment: Instant | None) -> bool:
        """Whether a moment falls on a day of the range; without a time it is in none."""
        return moment is not None and self.first <= self.day(moment) <= self.last

    def day(self, moment: Instant) -> date:
        """The journal day of a moment."""
        return day_of(moment, self.day_ends_at)
