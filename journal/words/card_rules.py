"""How a response card is worked out: every rule that was used, with the card's own numbers.

Thresholds come from `AroundTreatment.rules`, so that a paragraph never states another number than
the one that was used.
"""

from datetime import date

from journal.trajectories.rules import DEFAULT_RULES
from journal.trajectories.values import AroundTreatment, Baseline, Point, ResponseStatus
from journal.words import count, figure, full_day, offset_words, opened
from journal.words.response import (
    change_remark,
    days_lasted,
    days_of_response,
    line_words,
    missing_for_response,
    needed_for_absence,
    no_line_reason,
    percent,
    points,
    rated_for_absence,
    reference,
    why_it_ends,
    window_ends,
)

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

NOTHING_FILLED_IN = (
    "A day value is the median of a day’s complete entries. Nothing is smoothed, filled in or "
    "carried forward. Entries on the treatment day count only with a clock time before the start."
)


def worked_out(
    one: AroundTreatment, *, code: str, recall: str, opens_course: bool, baseline_day: date | None
) -> tuple[str, ...]:
    """The paragraphs under "How this is worked out"."""
    if one.rules.is_rare:
        return (
            _last_complete(one, baseline_day),
            _rare(recall),
            _change(one, code),
            _coverage(one),
        )
    return (
        NOTHING_FILLED_IN,
        _baseline(one, opens_course=opens_course),
        _line(one),
        *(() if one.line is None else (_response(one), _caution(one), _duration(one))),
        _change(one, code),
        _medians(one),
        _coverage(one),
    )


def _baseline(one: AroundTreatment, *, opens_course: bool) -> str:
    rules = one.rules
    rule = (
        f"Baseline: the median of the day values on the {count(rules.baseline_days, 'day')} before "
        f"a treatment, of which at least {rules.baseline_least} have to be rated. The days never "
        "reach past the treatment before. The course baseline is taken before the first treatment "
        f"of the course; a treatment more than {rules.course_gap} days after the one before opens "
        "a new course, unless the person says otherwise."
    )
    parts = [rule, f"Here the course baseline is {_found(one.course_baseline)}."]
    if not opens_course:
        parts.append(f"The own baseline, before this treatment, is {_found(one.own_baseline)}.")
    return " ".join(parts)


def _found(found: Baseline) -> str:
    cut = ", after the treatment before it" if found.cut else ""
    rated = f"{found.n} of {count(found.of, 'day')} rated{cut}"
    return f"none: {rated}" if found.value is None else f"{figure(found.value)}: {rated}"


def _line(one: AroundTreatment) -> str:
    rules = one.rules
    if not rules.allows_line or rules.least_baseline is None:
        return (
            f"Response line: none, as {no_line_reason(one)}. So there is no response, no duration "
            "and no change in per cent."
        )
    rule = (
        f"Response line: a fall of {percent(rules.response_fraction)} from the course baseline, or "
        "from the own baseline where there is no course baseline. There is none where that "
        f"baseline is below {figure(rules.least_baseline)}: a fall from a low value says little."
    )
    if one.line is None:
        return f"{rule} Here there is none: {no_line_reason(one)}."
    found, name = reference(one)
    share = f"{1 - rules.response_fraction:g}"
    return (
        f"{rule} Here it is {share} × {figure(found.value or 0)} = {figure(one.line.value)}, "
        f"from the {name}."
    )


def _response(one: AroundTreatment) -> str:
    rules = one.rules
    rule = (
        "Response: reached on the first day, day 1 after or later, whose day value is at or below "
        f"the line and whose next rated day, no more than {count(rules.sustain_gap, 'day')} on, is "
        f"too. That day is day {rules.response_by} at the latest. A single day never counts. "
        "“Not reached” is said once the next treatment came or "
        f"{count(rules.response_by, 'day')} have passed, if of the days up to day "
        f"{rules.response_by}, or to the end of the window, at least {rules.coverage_least} and at "
        f"least {percent(rules.coverage_share)} were rated."
    )
    return f"{rule} Here: {_response_here(one)}"


def _response_here(one: AroundTreatment) -> str:
    status, day = one.response.status, one.response.day
    already = ""
    if one.was_at_line:
        already = " The last value before was already at or below the line."
    if status is ResponseStatus.REACHED and day is not None:
        first, second = _pair(one, day)
        return f"{_placed(one, first)} and {_placed(one, second)}, at a line of " + (
            f"{line_words(one)}.{already}"
        )
    if status is ResponseStatus.NOT_REACHED:
        rated, last = rated_for_absence(one)
        return (
            f"no such pair of days, with {rated} of {count(last, 'day')} rated; at least "
            f"{needed_for_absence(one)} are needed to say so.{already}"
        )
    return f"{missing_for_response(one)}.{already}"


def _pair(one: AroundTreatment, day: int) -> tuple[Point, Point]:
    """The day of the response and the rated day after it, which may close the window."""
    points_after = [*one.after, *((one.closing,) if one.closing is not None else ())]
    place = next(place for place, point in enumerate(points_after) if point.offset == day)
    return points_after[place], points_after[place + 1]


def _placed(one: AroundTreatment, point: Point) -> str:
    where = offset_words(point.offset)
    if point.offset > one.window_end:
        where += ", before the next treatment began"
    return f"{figure(point.value)} on {where}"


def _caution(one: AroundTreatment) -> str:
    used, usual = one.rules, DEFAULT_RULES
    is_usual = (used.response_fraction, used.response_by, used.sustain_gap) == (
        usual.response_fraction,
        usual.response_by,
        usual.sustain_gap,
    )
    other = (
        ""
        if is_usual
        else " It was reckoned with the thresholds that a new journal has, not with those set here."
    )
    return f"What two days can say: {NOBODY_TREATED[0].lower()}{NOBODY_TREATED[1:]}{other} {SOURCE}"


def _duration(one: AroundTreatment) -> str:
    gap = count(one.rules.open_gap, "day")
    rule = (
        "Duration: the days from the response to the day before the first of two rated days "
        "running above the line. It is “at least” where the next treatment, more than "
        f"{gap} without an entry, or today came first, and then ends with the last rated day at or "
        f"below the line. Two days running have at most {gap} without an entry between them."
    )
    if one.duration is None:
        return f"{rule} Here there is none, as there is no response to count from."
    return (
        f"{rule} Here: {days_of_response(one)}, {days_lasted(one.duration)}; "
        f"{why_it_ends(one, one.duration)}."
    )


def _change(one: AroundTreatment, code: str) -> str:
    found, name = reference(one)
    name = "baseline" if one.rules.is_rare else name
    rule = (
        "Change: the best day value after the treatment minus the baseline, in points; of equal "
        "best values the earliest. The value before the start of the next treatment counts too."
    )
    if one.rules.allows_line:
        rule += " Per cent are given only where there is a response line."
    if one.change is None or one.best is None or found.value is None:
        return f"{rule} Here one of the two is missing."
    here = (
        f"Here: {figure(one.best.value)} − {figure(found.value)} = {points(one.change)}, "
        f"from the {name}."
    )
    remark = change_remark(code, one.change)
    return " ".join(part for part in (rule, here, f"{opened(remark)}." if remark else "") if part)


def _medians(one: AroundTreatment) -> str:
    rules = []
    for span in one.rules.spans:
        share = f" and {percent(span.share)} of them" if span.share else ""
        rules.append(
            f"days {span.first} to {span.last} with at least {max(span.least, 1)} rated{share}"
        )
    return (
        f"Medians of days after: {'; '.join(rules)}. Only days before the next treatment are "
        "possible ones."
    )


def _coverage(one: AroundTreatment) -> str:
    return (
        "Days after: from the day after the treatment to the day before the next one, or to "
        f"today. Here {window_ends(one)}, and {one.coverage.rated} of "
        f"{count(one.coverage.of, 'day')} were rated."
    )


def _last_complete(one: AroundTreatment, day: date | None) -> str:
    rule = (
        "Baseline: the last complete one within "
        f"{count(one.rules.last_within, 'day')} before the course, or before the start on its "
        "first day."
    )
    found = one.course_baseline
    if found.value is None:
        return f"{rule} Here there is none."
    on = "" if day is None else f", filled in about {full_day(day)}"
    return f"{rule} Here it is {figure(found.value)}{on}."


def _rare(recall: str) -> str:
    return (
        f"One entry asks about {recall}, and so covers days before the treatment too when it was "
        "filled in sooner than that. Such entries are too rare for a response line, a response or "
        "a duration."
    )
