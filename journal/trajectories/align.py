"""Where readings lie around treatments: day values, troughs, courses and windows.

Days are compared as dates. Only on the day of a treatment does the clock matter, and there the
instants are compared: two datetimes of one time zone compare by their clocks in Python, which is
wrong in the hour that a clock change repeats.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from statistics import median

from journal.trajectories.rules import Rules
from journal.trajectories.values import DayValue, Point, Reading, Treatment

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def elapsed(moment: datetime) -> timedelta:
    """The time in UTC since 1970, by which instants compare. A naive moment raises TypeError.

    >>> noon, in_india = "2026-01-10T12:00:00+00:00", "2026-01-10T17:30:00+05:30"
    >>> elapsed(datetime.fromisoformat(noon)) == elapsed(datetime.fromisoformat(in_india))
    True
    """
    return moment - _EPOCH


def count_treatments(treatments: Iterable[Treatment], today: date) -> tuple[Treatment, ...]:
    """The treatments that count, in order: those up to today, those of one day made into one."""
    by_day: dict[date, list[Treatment]] = {}
    for treatment in sorted(treatments, key=lambda one: (one.day, elapsed(one.start), one.key)):
        if treatment.day <= today:
            by_day.setdefault(treatment.day, []).append(treatment)
    return tuple(_as_one(same_day) for same_day in by_day.values())


def _as_one(same_day: Sequence[Treatment]) -> Treatment:
    """The first treatment of a day, standing for all of them and printed with all labels."""
    return replace(
        same_day[0],
        course=next((one.course for one in same_day if one.course is not None), None),
        label=" + ".join(one.label for one in same_day if one.label),
        phase=next((one.phase for one in same_day if one.phase), ""),
    )


def number_courses(treatments: Sequence[Treatment], rules: Rules) -> tuple[int, ...]:
    """The course number of each treatment, in order.

    A number that the person gave stands, and equal numbers are one course. Without one, a
    treatment belongs to the course of the one before it, or opens the next free number when more
    than `rules.course_gap` days lie between them.
    """
    numbers: list[int] = []
    for index, treatment in enumerate(treatments):
        if treatment.course is not None:
            numbers.append(treatment.course)
        elif not numbers:
            numbers.append(1)
        elif (treatment.day - treatments[index - 1].day).days > rules.course_gap:
            numbers.append(max(numbers) + 1)
        else:
            numbers.append(numbers[-1])
    return tuple(numbers)


@dataclass(frozen=True)
class TreatmentDay:
    """A treatment day's readings: before the start, at or after it, and without a clock time."""

    before: tuple[Reading, ...]
    after: tuple[Reading, ...]
    unclocked: tuple[Reading, ...]


def split_day(readings: Iterable[Reading], start: datetime) -> TreatmentDay:
    """Split the readings of a treatment day at the start, by instants."""
    clocked: list[tuple[timedelta, Reading]] = []
    unclocked: list[Reading] = []
    for reading in readings:
        if reading.at is None:
            unclocked.append(reading)
        else:
            clocked.append((elapsed(reading.at), reading))
    clocked.sort(key=lambda pair: (pair[0], pair[1].value, pair[1].is_late))
    return TreatmentDay(
        before=tuple(reading for at, reading in clocked if at < elapsed(start)),
        after=tuple(reading for at, reading in clocked if at >= elapsed(start)),
        unclocked=tuple(sorted(unclocked, key=lambda one: (one.value, one.is_late))),
    )


def day_value(
    day: date, readings: Sequence[Reading], *, is_unclocked: bool = False
) -> DayValue | None:
    """The median of a day's readings, or None without any; late as soon as one of them is.

    >>> day = date(2026, 1, 10)
    >>> day_value(day, [Reading(day, 8), Reading(day, 11)]).value
    9.5
    """
    if not readings:
        return None
    return DayValue(
        day=day,
        value=float(median(reading.value for reading in readings)),
        n=len(readings),
        is_late=any(reading.is_late for reading in readings),
        is_unclocked=is_unclocked,
    )


@dataclass(frozen=True)
class RatedDays:
    """One score's readings up to today, sorted out by day.

    `values` holds the day values that count, on a treatment day the trough; `treatment_days` the
    split readings of each treatment day.
    """

    values: Mapping[date, DayValue]
    treatment_days: Mapping[date, TreatmentDay]

    def place(self, origin: date, offsets: Iterable[int]) -> tuple[Point, ...]:
        """The day values that there are at these offsets in days from the origin."""
        found: list[Point] = []
        for offset in offsets:
            value = self.values.get(origin + timedelta(days=offset))
            if value is not None:
                found.append(Point(offset, value.value, value.n, value.day, value.is_late))
        return tuple(found)


def sort_out(
    readings: Iterable[Reading], treatments: Sequence[Treatment], today: date
) -> RatedDays:
    """Day values and treatment days from readings up to today; `treatments` are those counted."""
    by_day: dict[date, list[Reading]] = {}
    for reading in readings:
        if reading.day <= today:
            by_day.setdefault(reading.day, []).append(reading)
    treatment_days = {
        treatment.day: split_day(by_day.get(treatment.day, ()), treatment.start)
        for treatment in treatments
    }
    values: dict[date, DayValue] = {}
    for day in sorted(by_day):
        counted = treatment_days[day].before if day in treatment_days else by_day[day]
        value = day_value(day, counted)
        if value is not None:
            values[day] = value
    return RatedDays(values, treatment_days)


@dataclass(frozen=True)
class Window:
    """The days that belong to one treatment.

    Its days run from +1 to `end` (0 when there are none yet), closed by the next treatment on
    `end` + 1 or open up to today, which is `end` itself. `days_since_previous` is None for the
    first treatment.
    """

    treatment: Treatment
    number: int
    course: int
    end: int
    is_closed: bool
    days_since_previous: int | None

    def days_before(self, days: int) -> range:
        """The offsets of so many days before the treatment, fewer if a treatment lies in them.

        They reach back to the day after the treatment before it at most.
        """
        if self.days_since_previous is not None:
            days = min(days, self.days_since_previous - 1)
        return range(-days, 0)


def lay_windows(treatments: Sequence[Treatment], today: date, rules: Rules) -> tuple[Window, ...]:
    """One window for each of the counted treatments, in order."""
    courses = number_courses(treatments, rules)
    windows: list[Window] = []
    for index, treatment in enumerate(treatments):
        is_closed = index + 1 < len(treatments)
        last_day = treatments[index + 1].day - timedelta(days=1) if is_closed else today
        windows.append(
            Window(
                treatment=treatment,
                number=index + 1,
                course=courses[index],
                end=(last_day - treatment.day).days,
                is_closed=is_closed,
                days_since_previous=(
                    (treatment.day - treatments[index - 1].day).days if index else None
                ),
            )
        )
    return tuple(windows)
