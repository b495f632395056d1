"""One treatment's day by hours from its start: what was rated and measured, and when.

Instants are compared, never clocks: a night on which the clocks change has its true length.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from journal.trajectories.align import count_treatments, elapsed
from journal.trajectories.values import Reading, Treatment

ANXIETY, DETACHED = "anxiety", "detached"
SYSTOLIC, DIASTOLIC, PULSE = "systolic", "diastolic", "pulse"
CURVES = (ANXIETY, DETACHED, SYSTOLIC, DIASTOLIC, PULSE)
"""What there may be a curve of: ratings from 0 to 100, mmHg, mmHg, and beats per minute."""


@dataclass(frozen=True)
class HourPoint:
    """One value at hours from the start; before it they are negative."""

    hours: float
    value: float
    is_late: bool = False


@dataclass(frozen=True)
class TreatmentHours:
    """The curves of one treatment's day by their names, each in order of time.

    `number` is that of `count_treatments`. A curve of which nothing is known is not there.
    """

    treatment: Treatment
    number: int
    curves: Mapping[str, tuple[HourPoint, ...]]

    def curve(self, name: str) -> tuple[HourPoint, ...]:
        """The points of one curve, none when nothing is known of it."""
        return self.curves.get(name, ())

    @property
    def has_values(self) -> bool:
        """Whether anything at all is known of this day by its hours."""
        return any(self.curves.values())


def hours_between(start: datetime, moment: datetime) -> float:
    """The hours that passed from one instant to another, negative when it lies before.

    >>> start = datetime.fromisoformat("2026-03-29T00:30:00+01:00")
    >>> hours_between(start, datetime.fromisoformat("2026-03-29T03:30:00+02:00"))
    2.0
    """
    return (elapsed(moment) - elapsed(start)).total_seconds() / 3600


def lay_hours(
    readings: Mapping[str, Iterable[Reading]], treatments: Iterable[Treatment], today: date
) -> tuple[TreatmentHours, ...]:
    """Every completed treatment up to today with the curves of its day, in order.

    `readings` are those of each curve, by its name. Only those on a treatment's day enter, and of
    these only those with a clock time. Treatments of one day count as one, at the first's start.

    >>> noon = datetime.fromisoformat("2026-01-10T12:00:00+00:00")
    >>> treatment = Treatment("a", noon, noon.date())
    >>> rated = Reading(noon.date(), 40, noon.replace(hour=13, minute=30))
    >>> (found,) = lay_hours({"anxiety": [rated]}, [treatment], noon.date())
    >>> found.curve("anxiety")
    (HourPoint(hours=1.5, value=40.0, is_late=False),)
    """
    by_day = {name: _by_day(found) for name, found in readings.items()}
    laid = []
    for number, treatment in enumerate(count_treatments(treatments, today), 1):
        curves = {
            name: _curve(days[treatment.day], treatment.start)
            for name, days in by_day.items()
            if treatment.day in days
        }
        laid.append(TreatmentHours(treatment, number, curves))
    return tuple(laid)


def _by_day(readings: Iterable[Reading]) -> dict[date, list[tuple[datetime, Reading]]]:
    """The readings with a clock time, by their days."""
    days: dict[date, list[tuple[datetime, Reading]]] = {}
    for one in readings:
        if one.at is not None:
            days.setdefault(one.day, []).append((one.at, one))
    return days


def _curve(found: Iterable[tuple[datetime, Reading]], start: datetime) -> tuple[HourPoint, ...]:
    points = [
        HourPoint(hours_between(start, at), float(one.value), one.is_late) for at, one in found
    ]
    return tuple(sorted(points, key=lambda point: (point.hours, point.value)))
