"""What a range of days holds of one score: its median, its coverage, what was entered late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from statistics import median

from journal.trajectories.rules import Span
from journal.trajectories.values import Coverage, DayValue, SpanMedian, Treatment

RANGE_SPAN = Span(1, 1)
"""A range's median asks for as much as that of a span of days: two rated days, and half of them."""


@dataclass(frozen=True)
class RangeFigures:
    """One score over the days from `first` to `last`, both included.

    Treatment days are neither possible nor rated days: their entries after the dose count in no
    daily figure. `late` are the days whose value was entered late, treatment days too.
    """

    first: date
    last: date
    median: SpanMedian
    coverage: Coverage
    late: int


def figures_between(
    values: Iterable[DayValue], treatments: Sequence[Treatment], first: date, last: date
) -> RangeFigures:
    """The figures of the days from `first` to `last`; `treatments` are those that took place.

    >>> day = date(2026, 1, 10)
    >>> values = [DayValue(day, 8.0, 1), DayValue(date(2026, 1, 11), 11.0, 1)]
    >>> found = figures_between(values, [], day, date(2026, 1, 12))
    >>> found.median, found.coverage
    (SpanMedian(value=9.5, n=2, of=3), Coverage(rated=2, of=3))
    """
    treated = {one.day for one in treatments if first <= one.day <= last}
    inside = [one for one in values if first <= one.day <= last and not one.is_unclocked]
    rated = [one.value for one in inside if one.day not in treated]
    of = max((last - first).days + 1, 0) - len(treated)
    has_enough = len(rated) >= least_rated(of)
    return RangeFigures(
        first=first,
        last=last,
        median=SpanMedian(float(median(rated)) if has_enough else None, len(rated), of),
        coverage=Coverage(len(rated), of),
        late=sum(one.is_late for one in inside),
    )


def least_rated(of: int) -> int:
    """The rated days that the median of so many possible ones needs.

    >>> least_rated(1), least_rated(15)
    (2, 8)
    """
    return max(RANGE_SPAN.least, ceil(RANGE_SPAN.share * of))
