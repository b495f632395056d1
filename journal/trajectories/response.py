"""Response line, response and duration: what the days after one treatment amount to.

The functions take values by offset: day values on the window's days and, on the day of the next
treatment, its trough. They restrict themselves to the window's days where the trough has no say.
"""

from collections.abc import Mapping
from itertools import pairwise

from journal.trajectories.rules import Rules
from journal.trajectories.values import (
    Baseline,
    Duration,
    DurationEnd,
    LineSource,
    Response,
    ResponseLine,
    ResponseStatus,
)

_ROUNDING = 1e-9
"""Keeps a value that equals the line from falling above it by binary rounding (3 is 0.3 × 10)."""


def response_line(course: Baseline, own: Baseline, rules: Rules) -> ResponseLine | None:
    """The line below the course baseline, or below the own one when there is no course baseline.

    None where the score has no line or the baseline is below the least meaningful one. A course
    baseline that is too low is not replaced by the own one.

    >>> week = Baseline(value=14, n=7, of=7)
    >>> response_line(week, week, Rules(least_baseline=5))
    ResponseLine(value=7.0, source=<LineSource.COURSE: 'course'>)
    """
    if not rules.allows_line or rules.least_baseline is None:
        return None
    source = LineSource.COURSE if course.value is not None else LineSource.OWN
    value = course.value if course.value is not None else own.value
    if value is None or value < rules.least_baseline:
        return None
    return ResponseLine((1 - rules.response_fraction) * value, source)


def is_at_line(value: float, line: ResponseLine) -> bool:
    """Whether a value is at or below the line.

    >>> is_at_line(7, ResponseLine(7.0, LineSource.COURSE))
    True
    """
    return value <= line.value + _ROUNDING


def response(
    values: Mapping[int, float],
    line: ResponseLine | None,
    window_end: int,
    is_closed: bool,
    rules: Rules,
) -> Response:
    """Whether, and from which day on, two rated days running were at or below the line.

    >>> line = ResponseLine(7.0, LineSource.COURSE)
    >>> response({1: 10, 2: 7, 4: 6}, line, window_end=4, is_closed=False, rules=Rules()).day
    2
    """
    if line is None:
        return Response(ResponseStatus.NO_LINE)
    rated = sorted(values)
    for first, second in pairwise(rated):
        if first > rules.response_by:
            break
        is_pair = second - first <= rules.sustain_gap
        if is_pair and is_at_line(values[first], line) and is_at_line(values[second], line):
            return Response(ResponseStatus.REACHED, first)
    if _shows_absence(values, window_end, is_closed, rules):
        return Response(ResponseStatus.NOT_REACHED)
    return Response(ResponseStatus.NOT_ENOUGH_ENTRIES)


def _shows_absence(
    values: Mapping[int, float], window_end: int, is_closed: bool, rules: Rules
) -> bool:
    """Whether enough days have passed and were rated to say that there was no response."""
    last = min(rules.response_by, window_end)
    rated = sum(1 <= offset <= last for offset in values)
    return (
        (is_closed or window_end >= rules.response_by)
        and rated >= rules.coverage_least
        and rated >= rules.coverage_share * last
    )


def duration(
    values: Mapping[int, float],
    line: ResponseLine,
    reached_on: int,
    window_end: int,
    is_closed: bool,
    rules: Rules,
) -> Duration:
    """Days from the response to the first of two rated days running above the line.

    Open-ended when the next treatment, a gap or today comes first; it then counts up to the last
    rated day at or below the line before that. `reached_on` is the offset of the response.

    >>> line = ResponseLine(7.0, LineSource.COURSE)
    >>> duration({1: 6, 2: 7, 3: 9, 5: 8}, line, 1, window_end=5, is_closed=False, rules=Rules())
    Duration(days=2, at_least=False, reason=None)
    """
    last_rated = last_at_line = reached_on
    above_since: int | None = None
    for offset in sorted(offset for offset in values if offset > reached_on):
        if offset - last_rated - 1 > rules.open_gap:
            break  # nothing after a gap counts
        if is_at_line(values[offset], line):
            last_at_line, above_since = offset, None
        elif above_since is None:
            above_since = offset
        else:
            return Duration(above_since - reached_on, at_least=False)
        last_rated = offset
    ends_on = window_end + 1 if is_closed else window_end
    if ends_on - last_rated - 1 > rules.open_gap:
        reason = DurationEnd.GAP
    else:
        reason = DurationEnd.NEXT_TREATMENT if is_closed else DurationEnd.TODAY
    return Duration(last_at_line - reached_on + 1, at_least=True, reason=reason)
