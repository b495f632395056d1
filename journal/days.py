"""Local days, and instants that remember the offset they were made under.

A *day* is a local calendar date chosen by the person, never derived from UTC. It ends at 03:00
unless set otherwise, so what is rated at 00:40 belongs to the day before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

DAY_ENDS_AT = time(3, 0)
"""When a day ends, on the next morning, unless the person sets another hour."""

LATE_AFTER_DAYS = 1
"""An entry made more than this many days after its day is late."""


@dataclass(frozen=True)
class Instant:
    """A moment, with the UTC offset that was in force where it was made.

    `utc` is naive and means UTC; `offset` is in minutes east of UTC. Two instants compare by
    `utc` alone where order matters; equality also asks for the same offset.
    """

    utc: datetime
    offset: int

    @classmethod
    def of(cls, moment: datetime) -> "Instant":
        """The instant of an aware datetime, to the second. A naive one raises ValueError."""
        offset = moment.utcoffset()
        if offset is None:
            raise ValueError("an instant needs an offset")
        utc = moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        return cls(utc, round(offset.total_seconds() / 60))

    @classmethod
    def parse(cls, text: str) -> "Instant":
        """Read ISO 8601 with an offset.

        >>> Instant.parse("2026-01-10T11:00:00+01:00").utc
        datetime.datetime(2026, 1, 10, 10, 0)
        """
        return cls.of(datetime.fromisoformat(text))

    @classmethod
    def at(cls, day: date, clock: time, day_ends_at: time = DAY_ENDS_AT) -> "Instant":
        """The instant of a wall-clock time on a journal day, in this computer's time zone.

        A clock before `day_ends_at` lies on the next calendar date.
        """
        calendar = day + timedelta(days=1) if clock < day_ends_at else day
        return cls.of(datetime.combine(calendar, clock).astimezone())

    @property
    def local(self) -> datetime:
        """The same moment as an aware datetime at its own offset."""
        zone = timezone(timedelta(minutes=self.offset))
        return self.utc.replace(tzinfo=UTC).astimezone(zone)

    def __str__(self) -> str:
        return self.local.isoformat()


Clock = Callable[[], Instant]
"""Tells the time; handed to whatever needs it, so that tests can set it."""


def now() -> Instant:
    """This computer's time and offset."""
    return Instant.of(datetime.now().astimezone())


def day_of(moment: Instant | datetime, day_ends_at: time = DAY_ENDS_AT) -> date:
    """The journal day on which a moment falls, by its own wall clock.

    >>> day_of(Instant.parse("2026-01-11T00:40:00+00:00"))
    datetime.date(2026, 1, 10)
    """
    shift = timedelta(hours=day_ends_at.hour, minutes=day_ends_at.minute)
    if isinstance(moment, Instant):
        return (moment.utc + timedelta(minutes=moment.offset) - shift).date()
    return (moment.replace(tzinfo=None) - shift).date()


def clock_within(
    day: date, moment: Instant | None, day_ends_at: time = DAY_ENDS_AT
) -> datetime | None:
    """The moment as an aware datetime if it lies inside the day, else None.

    A check-in about yesterday that is rated today has no clock time on yesterday.
    """
    if moment is None or day_of(moment, day_ends_at) != day:
        return None
    return moment.local


def is_late(day: date, entered_at: Instant | None, day_ends_at: time = DAY_ENDS_AT) -> bool:
    """Whether an entry was made more than one day after its day; an unknown entry time never is.

    >>> is_late(date(2026, 1, 10), Instant.parse("2026-01-11T22:00:00+00:00"))
    False
    >>> is_late(date(2026, 1, 10), Instant.parse("2026-01-12T09:00:00+00:00"))
    True
    """
    if entered_at is None:
        return False
    return (day_of(entered_at, day_ends_at) - day).days > LATE_AFTER_DAYS
