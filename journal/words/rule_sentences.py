"""The rules behind the figures in sentences, for the method page and for each response card.

Thresholds come from `Rules`, so that no sentence states another number than the one in use.
"""

from journal.trajectories.rules import DEFAULT_RULES, Rules
from journal.words import count, figure
from journal.words.response import percent

SOURCE = (
    "Source: reckoned from the daily ratings published with Fisher and others 2017, "
    "J Abnorm Psychol 126:1044."
)
NOBODY_TREATED = (
    "Two such days running came up in about one in seven even when nothing was done (windows of "
    "14 days; 5 % at 3 days, 10 % at 7): that was found in daily ratings of people whom nobody "
    "treated."
)
"""Rule 5's caution. Reckoned under the default thresholds, and said so under others."""


def course(used: Rules) -> str:
    """Where a course begins."""
    return (
        f"A treatment more than {count(used.course_gap, 'day')} after the one before opens a new "
        "course, unless the person says otherwise."
    )


def baseline(used: Rules) -> str:
    """How the baselines of a score that is rated daily are found."""
    return (
        f"The median of the day values on the {count(used.baseline_days, 'day')} before a "
        f"treatment, of which at least {used.baseline_least} have to be rated. These days never "
        "reach past the treatment before. The course baseline is taken before the first treatment "
        "of the course, the own baseline before each treatment."
    )


def last_baseline(used: Rules) -> str:
    """How the baseline of a questionnaire about weeks is found."""
    return (
        f"The last complete questionnaire within {count(used.last_within, 'day')} before the "
        "course, or before the start on its first day. Questionnaires about weeks are too rare "
        "for a response line, a response or a duration."
    )


def response_line(used: Rules) -> str:
    """How the line is found; `used` allows one."""
    return (
        f"A fall of {percent(used.response_fraction)} from the course baseline, or from the own "
        "baseline where there is no course baseline. There is no line where that baseline is "
        f"below {figure(used.least_baseline or 0)}: a fall from a low value says little."
    )


def response(used: Rules) -> str:
    """When a response is reached, when it is not, and when neither can be said."""
    return (
        "Reached on the first day, day 1 after or later, whose day value is at or below the line "
        f"and whose next rated day, no more than {count(used.sustain_gap, 'day')} on, is too. "
        f"That first day is day {used.response_by} at the latest. A single day never counts. “Not "
        f"reached” is said once the next treatment came or {count(used.response_by, 'day')} have "
        f"passed, if at least {used.coverage_least} and at least {percent(used.coverage_share)} "
        f"of the days up to day {used.response_by}, or to the end of the treatment's days, were "
        "rated; otherwise there are too few entries to say."
    )


def caution(used: Rules) -> str:
    """What two days running can say, and where that is known from."""
    other = " It was reckoned with the thresholds that a new journal has, not with those used here."
    return f"{NOBODY_TREATED}{'' if _is_as_reckoned(used) else other} {SOURCE}"


def _is_as_reckoned(used: Rules) -> bool:
    usual = DEFAULT_RULES
    return (used.response_fraction, used.response_by, used.sustain_gap) == (
        usual.response_fraction,
        usual.response_by,
        usual.sustain_gap,
    )


def duration(used: Rules, *, end: str = "today") -> str:
    """How long a response lasts; `end` names what the last window runs to."""
    gap = count(used.open_gap, "day")
    return (
        "The days from the response to the day before the first of two rated days running above "
        f"the line. It is “at least” so many days where the next treatment, more than {gap} "
        f"without an entry, or {end} came first; it then ends with the last rated day at or below "
        f"the line. Two days running have at most {gap} without an entry between them."
    )


def change(used: Rules) -> str:
    """Which value is the best, and what it is compared with; `used` has a better end."""
    share = " Per cent are given only where there is a response line." if used.allows_line else ""
    return (
        "The best day value after the treatment, the earliest of equal ones; the value before the "
        "start of the next treatment counts too. The change is that value minus the baseline, in "
        f"points.{share}"
    )


def medians(used: Rules) -> str:
    """How many rated days the median of each span of days needs."""
    spans = "; ".join(
        f"days {span.first} to {span.last} with at least {max(span.least, 1)} rated"
        + (f" and {percent(span.share)} of them" if span.share else "")
        for span in used.spans
    )
    return f"{spans[:1].upper()}{spans[1:]}. Only days before the next treatment are possible ones."
