"""Short ways to write down a course of days: day 0 is 10 January 2026."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from journal.trajectories.figures import around
from journal.trajectories.rules import Rules
from journal.trajectories.values import AroundTreatment, Reading, Treatment

DAY_0 = date(2026, 1, 10)
DAILY = Rules(least_baseline=5)
"""The rules of `daily-anxiety`: a baseline of 14 gives a line at 7."""


def on(offset: int) -> date:
    return DAY_0 + timedelta(days=offset)


def clock(offset: int, hours: str) -> datetime:
    return datetime.combine(on(offset), time.fromisoformat(hours), UTC)


def treated(
    offset: int = 0, hours: str = "11:00", *, course: int | None = None, label: str = ""
) -> Treatment:
    start = clock(offset, hours)
    return Treatment(f"{offset} {hours}", start, on(offset), course=course, label=label)


def rated(values: Mapping[int, float]) -> list[Reading]:
    """Readings without a clock time, by offset."""
    return [Reading(on(offset), value) for offset, value in values.items()]


def rated_at(offset: int, hours: str, value: float) -> Reading:
    return Reading(on(offset), value, at=clock(offset, hours))


def each_day(first: int, *values: float | None) -> dict[int, float]:
    """One value a day from the first offset on; None leaves a day out."""
    days = {first + index: value for index, value in enumerate(values)}
    return {offset: value for offset, value in days.items() if value is not None}


def week_before(value: float, day_0: int = 0) -> list[Reading]:
    return rated(dict.fromkeys(range(day_0 - 7, day_0), value))


def first_of(
    readings: Iterable[Reading],
    *later: Treatment,
    today: int,
    rules: Rules = DAILY,
) -> AroundTreatment:
    """The figures of the treatment on day 0 at 11:00."""
    return around(readings, [treated(), *later], on(today), rules)[0]
