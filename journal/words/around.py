"""The words of the overlay: title, second line, footnote, labels, description, table."""

from collections.abc import Sequence

from journal.trajectories.rules import DEFAULT_RULES, Rules
from journal.trajectories.values import AroundTreatment, Baseline, LineSource, Point
from journal.words import (
    NO_TREATMENTS,
    SAMPLE,
    Subject,
    baseline_words,
    count,
    duration_words,
    figure,
    full_day,
    offset_words,
    opened,
    response_words,
    short_day,
    treatment_words,
)
from journal.words.gaps import gap_words
from journal.words.response import coverage_figure, percent, reference
from journal.words.table import Table

POINTS = "Points: one a questionnaire. Nothing joins them."
PHASE_NAMES = {"": "phase not noted"}
"""What a key says of a phase that is not its own word."""


def title(what: Subject) -> str:
    """What the overlay shows."""
    return f"{what.title} around each treatment"


def second_line(what: Subject, shown: int, last_offset: int, *, is_cut: bool) -> str:
    """How many, unit, direction, by whom, and where the drawing ends if it was cut."""
    parts = [count(shown, "treatment"), what.unit, what.direction, what.rater]
    if is_cut:
        parts.append(f"drawn up to day {last_offset}")
    return " · ".join(parts)


def footnote(
    what: Subject,
    rules: Rules,
    *,
    are_bridged: bool = False,
    are_open: bool = False,
    has_median: bool = False,
    has_late: bool = False,
    has_baseline: bool = False,
    has_closing: bool = False,
) -> str:
    """How to read what is there of the overlay, and the rules that were used.

    `has_closing` says that some lines end in a value on the day of the next treatment.
    """
    if what.asks_about_weeks:
        parts = [POINTS]
    else:
        parts = ["Thin lines: one a treatment, each ending where the next treatment begins."]
        parts.append(gap_words(are_bridged=are_bridged, are_open=are_open))
    if has_median:
        parts.append(
            f"Thick line: median where {rules.overlay_least} or more treatments have a value. "
            f"Band: least to greatest, from {rules.quartiles_from} treatments on the middle half."
        )
    parts.append("n: treatments with a value that day.")
    if has_closing:
        parts.append("A point on the day of the next treatment is counted there.")
    if has_late:
        parts.append("Hollow: entered more than a day late.")
    if has_baseline:
        parts.append(baseline_rule(rules))
    if rules.allows_line:
        parts.append(line_rule(rules, has_baseline=has_baseline))
    if what.is_sample:
        parts.append(SAMPLE)
    return " ".join(part for part in parts if part)


def line_rule(rules: Rules, *, has_baseline: bool) -> str:
    """How a response line is found; without a baseline, why there is none."""
    if has_baseline:
        return f"Response line: {percent(1 - rules.response_fraction)} of the baseline."
    return (
        f"No response line: for a baseline, {rules.baseline_least} of the {rules.baseline_days} "
        "days before must be rated."
    )


def baseline_rule(rules: Rules) -> str:
    """How the baseline on a chart was found."""
    if rules.is_rare:
        return f"Baseline: the last one in the {rules.last_within} days before the course."
    return (
        f"Baseline: the median of the {rules.baseline_days} days before, with at least "
        f"{rules.baseline_least} of them rated."
    )


def hidden_words(hidden: int, of: int, *, has_median: bool) -> str:
    """That lines are hidden, and what still counts them; nothing when none are.

    >>> hidden_words(2, 17, has_median=True)
    '2 hidden; the median counts all 17'
    """
    if not hidden:
        return ""
    return f"{hidden} hidden; {'the median' if has_median else 'n'} counts all {of}"


def key_ends(treatments: Sequence[AroundTreatment]) -> tuple[str, str]:
    """What stands before and after the strokes that run from the first treatment to the last."""
    return f"treatment {treatments[0].number}", str(treatments[-1].number)


def treatment_label(
    one: AroundTreatment, *, is_hidden: bool = False, is_short: bool = False
) -> str:
    """The label at the end of the line that is singled out."""
    day = short_day(one.treatment.day)
    if is_short:
        return f"{one.number} · {day}"
    label = f", {one.treatment.label}" if one.treatment.label else ""
    return f"treatment {one.number}{', hidden' if is_hidden else ''}\n{day}{label}"


def baseline_label(one: AroundTreatment, first_of_course: int, *, is_short: bool = False) -> str:
    """The baseline's name, value and n; `first_of_course` opened the course.

    Empty where there is no baseline.
    """
    found, whose = reference(one)
    if found.value is None:
        return ""
    number = first_of_course if one.baseline_from is LineSource.COURSE else one.number
    if is_short:
        name = whose.removeprefix("course ")
        n = "the last one" if one.rules.is_rare else _rated(found)
        return f"{name} {figure(found.value)}\n{n}"
    if one.rules.is_rare:
        return f"{whose} {figure(found.value)}\nthe last one before\ntreatment {number}"
    when = f"before treatment {number}"
    if found.cut and one.baseline_from is LineSource.OWN:
        when = "after the treatment before it"
    return f"{whose} {figure(found.value)}\n{_rated(found)}\n{when}"


def _rated(found: Baseline) -> str:
    return f"{found.n} of {found.of} days"


def line_label(one: AroundTreatment, *, names_treatment: bool, is_short: bool = False) -> str:
    """The response line's value, or why a score that could have one has none."""
    where = f"\nof treatment {one.number}" if names_treatment else ""
    if one.line is not None:
        return f"response line {figure(one.line.value)}{where}"
    rules = one.rules
    if not rules.allows_line or rules.least_baseline is None:
        return ""
    found, _ = reference(one)
    if is_short and found.value is not None:
        return f"no response line\nbaseline below {figure(rules.least_baseline)}"
    if is_short:
        return f"no response line\n{_rated(one.course_baseline)}"
    if found.value is not None:
        least = figure(rules.least_baseline)
        return f"no response line{where}\nbaseline {figure(found.value)},\n{least} is the least"
    days = one.course_baseline
    return (
        f"no response line{where}\n{days.n} of {days.of} days before,\n"
        f"{rules.baseline_least} are needed"
    )


def point_words(one: AroundTreatment, point: Point) -> str:
    """One point of a treatment's line, named."""
    late = ", entered late" if point.is_late else ""
    return (
        f"{opened(treatment_words(one))}\n"
        f"{offset_words(point.offset)}, {full_day(point.day)}: {figure(point.value)}{late}"
    )


def description(what: Subject, figures: Sequence[AroundTreatment]) -> str:
    """The overlay in one paragraph: what is known of each treatment."""
    if not figures:
        return f"{what.title}. {NO_TREATMENTS}."
    sentences = []
    for one in figures:
        lasted = "" if one.duration is None else f", lasting {duration_words(one.duration)}"
        sentences.append(
            f"{opened(treatment_words(one))}: response {response_words(one.response)}"
            f"{lasted}; {one.coverage.rated} of {count(one.coverage.of, 'day')} rated."
        )
    return f"{title(what)}, {what.direction}, {what.rater}. " + " ".join(sentences)


def table(figures: Sequence[AroundTreatment]) -> Table:
    """What is known of each treatment, the newest first."""
    headings = (
        "Treatment",
        "Phase",
        "Baseline of the course",
        "Response line",
        "Response",
        "How long",
        "Best value",
        "Entries after" if any(one.rules.is_rare for one in figures) else "Rated days after",
    )
    return Table(headings, tuple(_row(one) for one in reversed(figures)))


def _row(one: AroundTreatment) -> tuple[str, ...]:
    best = ""
    if one.best is not None:
        best = f"{figure(one.best.value)}, {offset_words(one.best.day)}"
    return (
        treatment_words(one),
        one.treatment.phase,
        baseline_words(one.course_baseline),
        "" if one.line is None else f"{figure(one.line.value)}{_whose_line(one)}",
        response_words(one.response),
        "" if one.duration is None else duration_words(one.duration),
        best,
        coverage_figure(one.coverage, is_rare=one.rules.is_rare),
    )


def _whose_line(one: AroundTreatment) -> str:
    is_own = one.line is not None and one.line.source is LineSource.OWN
    return ", from its own baseline" if is_own else ""


def rules_of(figures: Sequence[AroundTreatment]) -> Rules:
    """The thresholds behind these figures."""
    return figures[0].rules if figures else DEFAULT_RULES
