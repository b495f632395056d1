"""Response, duration and change of one treatment in words, and what is missing for them."""

from math import ceil

from journal.trajectories.rules import Better
from journal.trajectories.values import (
    AroundTreatment,
    Baseline,
    Coverage,
    Duration,
    DurationEnd,
    LineSource,
)
from journal.words import count, figure

MEANINGFUL_CHANGE = {"gad7": 4}
"""Points from which a change of a questionnaire carries a remark: Toussaint and others 2020,
J Affect Disord 265:395; the stricter 6 is the reliable change of Bischoff and others 2020."""


def signed(value: float) -> str:
    """A difference with its sign; none before zero.

    >>> signed(-9.0), signed(2.5), signed(0.0)
    ('−9', '+2.5', '0')
    """
    return figure(value) if value <= 0 else f"+{figure(value)}"


def reference(one: AroundTreatment) -> tuple[Baseline, str]:
    """The baseline that the line and the change refer to, and its name."""
    if one.baseline_from is LineSource.OWN:
        return one.own_baseline, "own baseline"
    return one.course_baseline, "course baseline"


def line_words(one: AroundTreatment) -> str:
    """The response line's value and what it was taken from; empty without one."""
    if one.line is None:
        return ""
    share = percent(1 - one.rules.response_fraction)
    return f"{figure(one.line.value)}, {share} of the {reference(one)[1]}"


def no_line_reason(one: AroundTreatment) -> str:
    """Why there is no response line."""
    rules = one.rules
    found, name = reference(one)
    if rules.better is not Better.LOWER:
        return "it is drawn only where a lower value is better"
    if rules.is_rare:
        return "a questionnaire about weeks is filled in too rarely for one"
    if not rules.allows_line or rules.least_baseline is None:
        return "no least baseline is set for this scale"
    if found.value is None:
        return "there is no baseline to take it from"
    return f"the {name} of {figure(found.value)} is below {figure(rules.least_baseline)}"


def coverage_figure(found: Coverage, *, is_rare: bool) -> str:
    """Rated days of possible days; entries in so many days where none is due each day.

    >>> [coverage_figure(Coverage(3, 27), is_rare=is_rare) for is_rare in (False, True)]
    ['3 of 27', '3 in 27 days']
    """
    if is_rare:
        return f"{found.rated} in {count(found.of, 'day')}"
    return f"{found.rated} of {found.of}"


def rated_for_absence(one: AroundTreatment) -> tuple[int, int]:
    """Rated days, and the last of the days, that decide whether "not reached" can be said."""
    last = min(one.rules.response_by, one.window_end)
    return sum(point.offset <= last for point in one.after), last


def needed_for_absence(one: AroundTreatment) -> int:
    """How many of those days have to be rated."""
    last = rated_for_absence(one)[1]
    return max(one.rules.coverage_least, ceil(one.rules.coverage_share * last))


def is_still_open(one: AroundTreatment) -> bool:
    """Whether days that decide about a response are still to come."""
    return not one.is_closed and one.window_end < one.rules.response_by


def not_enough_words(one: AroundTreatment) -> str:
    """What is said where there are not enough entries, or not yet."""
    return "not enough entries yet" if is_still_open(one) else "not enough entries"


def missing_for_response(one: AroundTreatment) -> str:
    """What is missing before anything can be said about a response."""
    rated, last = rated_for_absence(one)
    needed = needed_for_absence(one)
    if is_still_open(one):
        today = "the treatment was today" if last == 0 else f"today is day {last} after"
        return (
            f"{today}; this can be said from day {one.rules.response_by} after, "
            "or from the next treatment on"
        )
    if last == 0:
        return f"the next treatment was on the next day; at least {needed} rated days are needed"
    return f"{rated} of {count(last, 'day')} rated; at least {needed} are needed"


def days_lasted(lasted: Duration) -> str:
    """How long, and whether that is all that is known.

    >>> days_lasted(Duration(12, True, DurationEnd.NEXT_TREATMENT))
    'at least 12 days'
    """
    return f"{'at least ' if lasted.at_least else ''}{count(lasted.days, 'day')}"


def days_of_response(one: AroundTreatment) -> str:
    """The days that a duration counts; empty without one."""
    if one.duration is None or one.response.day is None:
        return ""
    first, last = one.response.day, one.response.day + one.duration.days - 1
    return f"day {first} after" if first == last else f"day {first} to day {last} after"


def why_it_ends(one: AroundTreatment, lasted: Duration) -> str:
    """What came after the days of a response."""
    return {
        None: "then two rated days running above the line",
        DurationEnd.NEXT_TREATMENT: "the next treatment came first",
        DurationEnd.GAP: f"then more than {count(one.rules.open_gap, 'day')} without an entry",
        DurationEnd.TODAY: "today came first",
    }[lasted.reason]


def window_ends(one: AroundTreatment) -> str:
    """Where the window ends, and why there."""
    if one.is_closed:
        return f"the next treatment was on day {one.window_end + 1}"
    if one.window_end == 0:
        return "the treatment was today"
    return f"today is day {one.window_end} after"


def change_remark(code: str, change: float | None) -> str:
    """What studies say of a change of this size; empty below it and for other scores.

    >>> change_remark("gad7", -4.0)
    'a change of 4 is often treated as meaningful; a stricter study found 6'
    >>> change_remark("gad7", -3.0)
    ''
    """
    least = MEANINGFUL_CHANGE.get(code)
    if least is None or change is None or abs(change) < least:
        return ""
    return f"a change of {least} is often treated as meaningful; a stricter study found 6"


def points(value: float) -> str:
    """A difference in points, with its sign.

    >>> points(-9.0), points(1.0)
    ('−9 points', '+1 point')
    """
    return f"{signed(value)} {'point' if abs(value) == 1 else 'points'}"


def percent(share: float) -> str:
    """A share in per cent; no line breaks before the sign.

    >>> percent(0.5) == "50\N{NO-BREAK SPACE}%"
    True
    """
    return f"{figure(round(share * 100))}\N{NO-BREAK SPACE}%"
