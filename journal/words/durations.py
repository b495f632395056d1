"""What is said of how long each response lasted: in rows, in panels, as a table, in a paragraph."""

from collections.abc import Sequence
from datetime import date, timedelta

from journal import words
from journal.trajectories.rules import Rules
from journal.trajectories.values import AroundTreatment, DurationEnd, ResponseStatus
from journal.words import Subject
from journal.words.response import (
    days_lasted,
    is_still_open,
    needed_for_absence,
    no_line_reason,
    not_enough_words,
    percent,
    rated_for_absence,
    why_it_ends,
)
from journal.words.table import Table

NO_LINE_HERE = "This scale has no response line, so no response and no duration."
RATED = "rated"
COLUMNS = ("treatment", "days after the treatment", "how long", "days rated")
BRIEF_COLUMNS = ("treatment", "days", "how long", "rated")
HIDDEN = "hidden"

_SHORT_REASONS = {
    DurationEnd.NEXT_TREATMENT: ": next treatment",
    DurationEnd.GAP: ", then empty days",
    DurationEnd.TODAY: ", up to today",
}

_BRIEF_REASONS = {
    DurationEnd.NEXT_TREATMENT: "",  # its stroke stands right after the bar
    DurationEnd.GAP: ", gap",
    DurationEnd.TODAY: "",  # no stroke and an arrow: it goes on
}


def row_name(one: AroundTreatment) -> str:
    """A treatment's number and day; the year stands elsewhere."""
    return f"{one.number} · {words.short_day(one.treatment.day)}"


def lasted_words(one: AroundTreatment, *, is_short: bool = False) -> str:
    """How long the response lasted, or what is known instead; `is_short` names a reason briefly."""
    if one.duration is None:
        return absence_words(one, is_short=is_short)
    lasted, reason = days_lasted(one.duration), one.duration.reason
    if reason is None:
        return lasted
    if is_short:
        return lasted + _SHORT_REASONS[reason]
    joined = ", " if reason is DurationEnd.GAP else ": "
    return lasted + joined + why_it_ends(one, one.duration)


def brief_words(one: AroundTreatment) -> str:
    """`lasted_words` across a room: the reason in a word, or left to the stroke that is drawn."""
    if one.duration is not None:
        reason = one.duration.reason
        return days_lasted(one.duration) + ("" if reason is None else _BRIEF_REASONS[reason])
    status = one.response.status
    if status is ResponseStatus.NOT_REACHED:
        return "not reached"
    if status is ResponseStatus.NO_LINE:
        return "no response line"
    rated, last = rated_for_absence(one)
    if is_still_open(one):
        return f"too soon to say: {rated} of {last}" if last else "too soon to say"
    return f"{rated} of {needed_for_absence(one)} days needed"


def outcome_words(one: AroundTreatment, *, is_brief: bool = False) -> str:
    """Response and duration of one treatment in a phrase; empty where the scale has no line."""
    if not one.rules.allows_line:
        return ""
    said = brief_words(one) if is_brief else lasted_words(one)
    if one.response.day is not None:
        reached = "from" if is_brief else "reached on"
        said = f"{reached} day {one.response.day}, {said}"
    return f"{said}; already at the line before" if one.was_at_line else said


def absence_words(one: AroundTreatment, *, is_short: bool = False) -> str:
    """Why there is no duration, with the numbers that decided it."""
    status = one.response.status
    if status is ResponseStatus.NO_LINE:
        return f"no response line: {_why_no_line(one)}"
    if status is ResponseStatus.NOT_REACHED:
        return "not reached"
    rated, last = rated_for_absence(one)
    if not last:
        return f"{not_enough_words(one)}: {_why_no_day(one)}"
    if is_still_open(one):
        return f"not enough entries yet: {rated} of {words.count(last, 'day')} so far"
    needed = f"{needed_for_absence(one)} needed"
    if is_short:
        return f"not enough: {rated} of {last}, {needed}"
    return f"not enough entries: {rated} of {words.count(last, 'day')}, {needed}"


def _why_no_day(one: AroundTreatment) -> str:
    if is_still_open(one):
        return "the treatment was today"
    return "the next treatment was on the next day"


def _why_no_line(one: AroundTreatment) -> str:
    if one.rules.allows_line and one.baseline_from is None:
        found, least = one.course_baseline, one.rules.baseline_least
        return f"{found.n} of {found.of} days before the course, {least} needed"
    return no_line_reason(one)


def day_of(one: AroundTreatment) -> date:
    """The day on which the response was reached, or else that of the treatment."""
    return one.treatment.day + timedelta(days=one.response.day or 0)


def row_words(one: AroundTreatment) -> str:
    """A row, named as a point is."""
    return f"{words.opened(words.treatment_words(one))}\n{outcome_words(one)}\n{rated_words(one)}"


def rated_words(one: AroundTreatment, *, is_brief: bool = False) -> str:
    """How much was entered after a treatment; a questionnaire about weeks is not due each day."""
    if not one.coverage.of:
        return "no day after yet"
    if one.rules.is_rare:
        entries = words.count(len(one.after), "entry", "entries")
        return f"{entries} in {words.count(one.coverage.of, 'day')}"
    return f"{coverage_words(one)} {RATED if is_brief else 'days rated'}"


def coverage_words(one: AroundTreatment) -> str:
    """Rated days of possible days, beside every figure."""
    return f"{one.coverage.rated} of {one.coverage.of}"


def title(what: Subject) -> str:
    """What the durations show."""
    return f"{what.title}: how long each response lasted"


def second_line(what: Subject, count: int, shown: int) -> str:
    """What a bar is, how many treatments, by whom, and which are left out for want of room."""
    parts = [
        drawn_words(shown, count),
        "each bar from the day on which the response was reached",
        what.rater,
    ]
    return " · ".join((*parts, *left_out_words(shown, count)))


def drawn_words(shown: int, count: int) -> str:
    """How many treatments are drawn, of how many where there is no room for all.

    >>> drawn_words(17, 17), drawn_words(24, 60)
    ('17 treatments', 'the latest 24 of 60 treatments')
    """
    every = words.count(count, "treatment")
    return every if shown == count else f"the latest {shown} of {every}"


def left_out_words(shown: int, count: int) -> tuple[str, ...]:
    """Where the treatments are that are not drawn; nothing when all are.

    >>> left_out_words(24, 60)
    ('the others in the table',)
    """
    return ("the others in the table",) if shown < count else ()


def footnote(what: Subject, treatments: Sequence[AroundTreatment], last: int) -> str:
    """What the signs mean, those alone that are there, and the rules that were used.

    `last` is the last day on the axis.
    """
    lasted = [one.duration for one in treatments if one.duration is not None]
    parts = []
    if any(not found.at_least for found in lasted):
        parts.append("Full bar: reached and ended.")
    if any(found.at_least for found in lasted):
        parts.append("Light bar with an arrow: the end is not known, for the reason beside it.")
    if treatments:
        ends = [(one.window_end + 1, one.is_closed) for one in treatments]
        cut = f", drawn up to day {last}" if any(end > last for end, _ in ends) else ""
        has_stroke = any(is_closed and end <= last for end, is_closed in ends)
        stroke = "; an upright stroke: the next treatment" if has_stroke else ""
        parts.append(f"Thin line: the days looked at{cut}{stroke}.")
        parts.append(rule_words(treatments[-1].rules))
    parts.append(sample_words(what))
    return " ".join(part for part in parts if part)


def sample_words(what: Subject) -> str:
    """That nothing is real, where that is so."""
    return words.SAMPLE if what.is_sample else ""


def rule_words(rules: Rules) -> str:
    """How response line, response and duration are worked out; empty where there is no line."""
    if not rules.allows_line:
        return ""
    return (
        f"Response line: {percent(1 - rules.response_fraction)} of the baseline, the median of the "
        f"{rules.baseline_days} days before with at least {rules.baseline_least} rated. Reached: "
        f"two rated days running at or below it, no more than {rules.sustain_gap} days apart, by "
        f"day {rules.response_by}. Ended: two rated days running above it."
    )


def description(what: Subject, treatments: Sequence[AroundTreatment]) -> str:
    """The durations in one paragraph, for who does not see them."""
    if not treatments:
        return f"{what.title}. {words.NO_TREATMENTS}."
    if not treatments[-1].rules.allows_line:
        return f"{title(what)}. {NO_LINE_HERE}"
    sentences = [
        f"{words.opened(words.treatment_words(one))}: {outcome_words(one)}; {rated_words(one)}."
        for one in treatments
    ]
    return f"{title(what)}, {what.rater}. " + " ".join(sentences)


def table(treatments: Sequence[AroundTreatment]) -> Table:
    """The same numbers as a table, the newest first."""
    return Table(
        ("Treatment", "Response line", "Reached", "How long", "Why no longer known", "Days rated"),
        tuple(_row(one) for one in reversed(treatments)),
    )


def _row(one: AroundTreatment) -> tuple[str, ...]:
    found = one.duration
    reached = "" if one.response.day is None else words.offset_words(one.response.day)
    why = "" if found is None or found.reason is None else why_it_ends(one, found)
    return (
        words.treatment_words(one),
        "" if one.line is None else words.figure(one.line.value),
        reached or absence_words(one),
        "" if found is None else days_lasted(found),
        why,
        coverage_words(one),
    )
