"""How a response card is worked out: every rule that was used, with the card's own numbers.

Thresholds come from `AroundTreatment.rules`, so that a paragraph never states another number than
the one that was used.
"""

from datetime import date

from journal.trajectories.values import AroundTreatment, Baseline, Point, ResponseStatus
from journal.words import count, figure, full_day, offset_words, opened
from journal.words import rule_sentences as sentences
from journal.words.response import (
    change_remark,
    days_lasted,
    days_of_response,
    line_words,
    missing_for_response,
    needed_for_absence,
    no_line_reason,
    points,
    rated_for_absence,
    reference,
    why_it_ends,
    window_ends,
)

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


def _named(name: str, rule: str) -> str:
    """A rule behind the name of what it is about."""
    return f"{name}: {rule[:1].lower()}{rule[1:]}"


def _baseline(one: AroundTreatment, *, opens_course: bool) -> str:
    parts = [
        _named("Baseline", sentences.baseline(one.rules)),
        sentences.course(one.rules),
        f"Here the course baseline is {_found(one.course_baseline)}.",
    ]
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
    rule = _named("Response line", sentences.response_line(rules))
    if one.line is None:
        return f"{rule} Here there is none: {no_line_reason(one)}."
    found, name = reference(one)
    share = f"{1 - rules.response_fraction:g}"
    return (
        f"{rule} Here it is {share} × {figure(found.value or 0)} = {figure(one.line.value)}, "
        f"from the {name}."
    )


def _response(one: AroundTreatment) -> str:
    rule = _named("Response", sentences.response(one.rules))
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
    after = one.points_after
    place = next(place for place, point in enumerate(after) if point.offset == day)
    return after[place], after[place + 1]


def _placed(one: AroundTreatment, point: Point) -> str:
    where = offset_words(point.offset)
    if point.offset > one.window_end:
        where += ", before the next treatment began"
    return f"{figure(point.value)} on {where}"


def _caution(one: AroundTreatment) -> str:
    return _named("What two days can say", sentences.caution(one.rules))


def _duration(one: AroundTreatment) -> str:
    rule = _named("Duration", sentences.duration(one.rules))
    if one.duration is None:
        return f"{rule} Here there is none, as there is no response to count from."
    return (
        f"{rule} Here: {days_of_response(one)}, {days_lasted(one.duration)}; "
        f"{why_it_ends(one, one.duration)}."
    )


def _change(one: AroundTreatment, code: str) -> str:
    found, name = reference(one)
    name = "baseline" if one.rules.is_rare else name
    rule = _named("Best value and change", sentences.change(one.rules))
    if one.change is None or one.best is None or found.value is None:
        return f"{rule} Here one of the two is missing."
    here = (
        f"Here: {figure(one.best.value)} − {figure(found.value)} = {points(one.change)}, "
        f"from the {name}."
    )
    remark = change_remark(code, one.change)
    return " ".join(part for part in (rule, here, f"{opened(remark)}." if remark else "") if part)


def _medians(one: AroundTreatment) -> str:
    return _named("Medians of days after", sentences.medians(one.rules))


def _coverage(one: AroundTreatment) -> str:
    return (
        "Days after: from the day after the treatment to the day before the next one, or to "
        f"today. Here {window_ends(one)}, and {one.coverage.rated} of "
        f"{count(one.coverage.of, 'day')} were rated."
    )


def _last_complete(one: AroundTreatment, day: date | None) -> str:
    rule = _named("Baseline", sentences.last_baseline(one.rules))
    found = one.course_baseline
    if found.value is None:
        return f"{rule} Here there is none."
    on = "" if day is None else f", filled in about {full_day(day)}"
    return f"{rule} Here it is {figure(found.value)}{on}."


def _rare(recall: str) -> str:
    return (
        f"One entry asks about {recall}, and so covers days before the treatment too when it was "
        "filled in sooner than that."
    )
