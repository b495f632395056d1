"""What the journal can say about one score around each treatment, rule by rule.

`around` gives one `AroundTreatment` per completed treatment, `timeline` the day values in order,
`summarise` the overlay's median and range. No value is smoothed, filled in or carried forward.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median, quantiles

from journal.trajectories.align import (
    RatedDays,
    Window,
    count_treatments,
    day_value,
    lay_windows,
    sort_out,
)
from journal.trajectories.response import duration, is_at_line, response, response_line
from journal.trajectories.rules import DEFAULT_RULES, Better, Rules, Span
from journal.trajectories.values import (
    AroundTreatment,
    Baseline,
    Best,
    Coverage,
    DayValue,
    OffsetSummary,
    Point,
    Reading,
    ResponseLine,
    SpanMedian,
    Treatment,
)


def around(
    readings: Iterable[Reading],
    treatments: Iterable[Treatment],
    today: date,
    rules: Rules = DEFAULT_RULES,
) -> tuple[AroundTreatment, ...]:
    """The figures of one score from one rater around each completed treatment, in order.

    Treatments and readings after `today` are left out; treatments of one day count as one.
    """
    counted = count_treatments(treatments, today)
    rated = sort_out(readings, counted, today)
    windows = lay_windows(counted, today, rules)
    courses: dict[int, Baseline] = {}
    for window in windows:
        if window.course not in courses:
            courses[window.course] = course_baseline(rated, window, rules)
    return tuple(_figures(rated, window, courses[window.course], rules) for window in windows)


def _figures(rated: RatedDays, window: Window, course: Baseline, rules: Rules) -> AroundTreatment:
    """Every figure around one treatment, given its course's baseline."""
    day, end, is_closed = window.treatment.day, window.end, window.is_closed
    before = rated.place(day, window.days_before(rules.baseline_days))
    trough = _only(rated.place(day, (0,)))
    after = rated.place(day, range(1, end + 1))
    closing = _only(rated.place(day, (end + 1,))) if is_closed else None
    values = {point.offset: point.value for point in (*after, *((closing,) if closing else ()))}
    own = own_baseline(rated, window, rules)
    line = response_line(course, own, rules)
    found = response(values, line, end, is_closed, rules)
    lasted = None
    if line is not None and found.day is not None:
        lasted = duration(values, line, found.day, end, is_closed, rules)
    best_day = best(values, rules.better)
    reference = course if course.value is not None else own
    return AroundTreatment(
        treatment=window.treatment,
        number=window.number,
        course=window.course,
        window_end=end,
        is_closed=is_closed,
        before=before,
        trough=trough,
        after=after,
        closing=closing,
        day_0_after=rated.treatment_days[day].after,
        unclocked=rated.treatment_days[day].unclocked,
        course_baseline=course,
        own_baseline=own,
        line=line,
        was_at_line=was_at_line(before, trough, line),
        response=found,
        duration=lasted,
        best=best_day,
        change=change(best_day, reference),
        change_percent=change_percent(best_day, reference) if line is not None else None,
        medians={span.name: span_median(values, span, end) for span in rules.spans},
        coverage=coverage(values, end),
        rules=rules,
    )


def _only(points: Sequence[Point]) -> Point | None:
    return points[0] if points else None


def baseline(values: Sequence[float], of: int, rules: Rules, *, cut: bool = False) -> Baseline:
    """The median of the day values before a treatment, None below the least number of days.

    `of` is the number of days in the span, rated or not.

    >>> baseline([12, 14, 15, 13], of=7, rules=Rules())
    Baseline(value=13.5, n=4, of=7, cut=False)
    >>> baseline([12, 14, 15], of=7, rules=Rules()).value is None
    True
    """
    has_enough = len(values) >= max(rules.baseline_least, 1)
    value = float(median(values)) if has_enough else None
    return Baseline(value, len(values), of, cut)


def own_baseline(rated: RatedDays, window: Window, rules: Rules) -> Baseline:
    """The baseline of the days before this treatment, cut at the treatment before it.

    Questionnaires about weeks have none.
    """
    if rules.is_rare:
        return Baseline(value=None, n=0, of=0)
    span = window.days_before(rules.baseline_days)
    values = [point.value for point in rated.place(window.treatment.day, span)]
    return baseline(values, len(span), rules, cut=len(span) < rules.baseline_days)


def course_baseline(rated: RatedDays, opening: Window, rules: Rules) -> Baseline:
    """The baseline of a course, taken before the treatment that opened it.

    For questionnaires about weeks it is the last complete one on the days before the course, or
    on its first day before the start; where one day holds several, their median.
    """
    if not rules.is_rare:
        return own_baseline(rated, opening, rules)
    span = opening.days_before(rules.last_within)
    points = rated.place(opening.treatment.day, (*span, 0))
    if not points:
        return Baseline(None, n=0, of=len(span), cut=len(span) < rules.last_within)
    of = max(len(span), 1)  # with a treatment the day before, the first day itself is all there is
    return Baseline(points[-1].value, n=1, of=of, cut=len(span) < rules.last_within)


def was_at_line(before: Sequence[Point], trough: Point | None, line: ResponseLine | None) -> bool:
    """Whether the last value before the start was already at or below the line.

    That value is the trough, or else the last one of the days before.
    """
    last = trough or (before[-1] if before else None)
    return last is not None and line is not None and is_at_line(last.value, line)


def best(values: Mapping[int, float], better: Better = Better.LOWER) -> Best | None:
    """The best day value after the treatment; of equal ones the earliest.

    >>> best({1: 9, 2: 6, 5: 6})
    Best(day=2, value=6.0)
    >>> best({1: 9, 2: 6, 5: 6}, Better.HIGHER)
    Best(day=1, value=9.0)
    """
    if not values or better is Better.NEITHER:
        return None
    sign = -1 if better is Better.HIGHER else 1
    day = min(values, key=lambda offset: (sign * values[offset], offset))
    return Best(day, float(values[day]))


def change(best_day: Best | None, reference: Baseline) -> float | None:
    """The best day value minus the baseline, in points.

    >>> change(Best(5, 5.0), Baseline(14.0, 7, 7))
    -9.0
    """
    if best_day is None or reference.value is None:
        return None
    return best_day.value - reference.value


def change_percent(best_day: Best | None, reference: Baseline) -> float | None:
    """The change in per cent of the baseline, for scores that rule 4 allows a line.

    >>> change_percent(Best(5, 5.0), Baseline(20.0, 7, 7))
    -75.0
    """
    points = change(best_day, reference)
    return 100 * points / reference.value if points is not None and reference.value else None


def span_median(values: Mapping[int, float], span: Span, window_end: int) -> SpanMedian:
    """The median of a span's days inside the window, None when too few of them were rated.

    >>> span_median({4: 6, 5: 8, 7: 5}, Span(4, 7), window_end=6)
    SpanMedian(value=7.0, n=2, of=3)
    """
    last = min(span.last, window_end)
    of = max(last - span.first + 1, 0)
    rated = [value for offset, value in values.items() if span.first <= offset <= last]
    has_enough = len(rated) >= max(span.least, 1) and len(rated) >= span.share * of
    return SpanMedian(float(median(rated)) if has_enough else None, len(rated), of)


def coverage(values: Mapping[int, float], window_end: int) -> Coverage:
    """Rated days of possible days, from +1 to the end of the window.

    >>> coverage({1: 6, 3: 8, 4: 7}, window_end=3)
    Coverage(rated=2, of=3)
    """
    return Coverage(sum(1 <= offset <= window_end for offset in values), window_end)


def timeline(
    readings: Iterable[Reading], treatments: Iterable[Treatment], today: date
) -> tuple[DayValue, ...]:
    """Every day value up to today, in order.

    Treatment-day readings after the dose stay out. Unclocked ones make a value of their own,
    flagged, after the trough of that day if there is one: such a day may come twice.
    """
    rated = sort_out(readings, count_treatments(treatments, today), today)
    shown = list(rated.values.values())
    for day, split in rated.treatment_days.items():
        unclocked = day_value(day, split.unclocked, is_unclocked=True)
        if unclocked is not None:
            shown.append(unclocked)
    return tuple(sorted(shown, key=lambda value: (value.day, value.is_unclocked)))


def summarise(
    treatments: Sequence[AroundTreatment], rules: Rules = DEFAULT_RULES
) -> tuple[OffsetSummary, ...]:
    """The overlay's median and range at every offset from the first value to the last.

    Offsets inside without any value are there with n = 0, so that a line breaks at them. Each
    treatment gives one value an offset: its days before, its own trough at 0, its days after.
    The trough that closes a window is not among them: it is drawn as the line's last point, but
    is in no median, and it stands in the summary already, at offset 0 of the next treatment,
    where every value is one from before a dose.
    """
    values: dict[int, list[float]] = {}
    for one in treatments:
        for point in (*one.points_before, *one.after):
            values.setdefault(point.offset, []).append(point.value)
    if not values:
        return ()
    return tuple(
        summarise_offset(offset, values.get(offset, ()), rules)
        for offset in range(min(values), max(values) + 1)
    )


def summarise_offset(offset: int, values: Sequence[float], rules: Rules) -> OffsetSummary:
    """Median and range of the treatments' values at one offset; None with too few treatments.

    The range is that of the quartiles, by linear interpolation between the ordered values, or
    the whole range where treatments are too few for quartiles.

    >>> summarise_offset(3, [6, 9, 8], Rules())
    OffsetSummary(offset=3, n=3, median=8.0, low=6.0, high=9.0)
    >>> summarise_offset(3, [6, 9, 8, 2, 10], Rules())
    OffsetSummary(offset=3, n=5, median=8.0, low=6.0, high=9.0)
    """
    n = len(values)
    if n < max(rules.overlay_least, 1):
        return OffsetSummary(offset, n, None, None, None)
    low, high = float(min(values)), float(max(values))
    if n >= max(rules.quartiles_from, 2):
        low, _, high = quantiles(values, n=4, method="inclusive")
    return OffsetSummary(offset, n, float(median(values)), low, high)
