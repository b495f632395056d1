"""From a day and a clock time, as they are typed, to an instant."""

from datetime import UTC, date, datetime, time, timedelta, timezone

from journal.days import DAY_ENDS_AT, Instant, day_of


def instant_on(
    day: date, clock: time, before: Instant | None = None, day_ends_at: time = DAY_ENDS_AT
) -> Instant:
    """The instant of a clock time on a journal day.

    `before` is what stood there: it comes back as it is when day and clock are still its own, and
    one that was made under another offset than this computer's keeps that offset.
    """
    if before is None:
        return Instant.at(day, clock, day_ends_at)
    if day_of(before, day_ends_at) == day and clock_of(before) == clock:
        return before
    if before.offset == _offset_here(before):
        return Instant.at(day, clock, day_ends_at)
    calendar = day + timedelta(days=1) if clock < day_ends_at else day
    zone = timezone(timedelta(minutes=before.offset))
    return Instant.of(datetime.combine(calendar, clock, zone))


def clock_of(moment: Instant) -> time:
    """The wall clock of an instant, to the minute.

    >>> clock_of(Instant.parse("2026-01-10T11:00:40+01:00"))
    datetime.time(11, 0)
    """
    return moment.local.time().replace(second=0, microsecond=0)


def _offset_here(moment: Instant) -> int:
    return Instant.of(moment.utc.replace(tzinfo=UTC).astimezone()).offset
