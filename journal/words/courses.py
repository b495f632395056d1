"""The words of the chart of courses: title, second line, footnote, labels, description, table."""

from collections.abc import Sequence

from journal.trajectories.courses import AroundCourse
from journal.trajectories.rules import DEFAULT_RULES, Rules
from journal.trajectories.values import AroundTreatment, Point, ResponseStatus
from journal.words import (
    NO_TREATMENTS,
    SAMPLE,
    Subject,
    baseline_words,
    count,
    figure,
    full_day,
    offset_words,
    opened,
    response_words,
    short_day,
)
from journal.words.around import POINTS, baseline_rule, line_rule
from journal.words.gaps import gap_words
from journal.words.response import coverage_figure
from journal.words.table import Table


def title(what: Subject) -> str:
    """What the chart shows."""
    return f"{what.title} over each course"


def second_line(
    what: Subject, shown: Sequence[AroundCourse], last_offset: int, *, is_cut: bool
) -> str:
    """How many, unit, direction, by whom, and where the drawing ends if it was cut."""
    treatments = count(sum(len(one.treatments) for one in shown), "treatment")
    parts = [
        f"{count(len(shown), 'course')}, {treatments}",
        what.unit,
        what.direction,
        what.rater,
    ]
    if is_cut:
        parts.append(f"drawn up to day {last_offset}")
    return " · ".join(parts)


def footnote(
    what: Subject,
    rules: Rules,
    *,
    are_bridged: bool = False,
    are_open: bool = False,
    has_counts: bool = False,
    has_late: bool = False,
    has_baseline: bool = False,
) -> str:
    """How to read what is there of the chart, and the rules that were used."""
    if what.asks_about_weeks:
        parts = [POINTS, "Triangles: the treatments of a course."]
    else:
        parts = [
            "Lines: one a course, by days from its first treatment. Triangles: the treatments of "
            "a course; nothing is drawn across one.",
            gap_words(are_bridged=are_bridged, are_open=are_open),
        ]
    parts.append(
        f"A treatment more than {rules.course_gap} days after the one before opens a course, "
        "unless told otherwise."
    )
    if has_counts:
        parts.append("n: courses with a value that day.")
    if has_late:
        parts.append("Hollow: entered more than a day late.")
    if has_baseline:
        parts.append(baseline_rule(rules))
    if rules.allows_line:
        parts.append(line_rule(rules, has_baseline=has_baseline))
    if what.is_sample:
        parts.append(SAMPLE)
    return " ".join(part for part in parts if part)


def course_words(one: AroundCourse) -> str:
    """One course, named in a line."""
    return (
        f"course {one.number}, from {short_day(one.day)} {one.day.year}, "
        f"{count(len(one.treatments), 'treatment')}"
    )


def course_label(one: AroundCourse, *, is_hidden: bool = False) -> str:
    """The label of a course's row of triangles."""
    hidden = ", hidden" if is_hidden else ""
    return f"course {one.number}, {short_day(one.day)} {one.day.year}{hidden}"


def hidden_words(hidden: int, of: int) -> str:
    """That lines are hidden, and what still counts them; nothing when none are.

    >>> hidden_words(1, 3)
    '1 hidden; n counts all 3'
    """
    return f"{hidden} hidden; n counts all {of}" if hidden else ""


def baseline_label(one: AroundCourse) -> str:
    """The baseline's value and n; empty where there is none."""
    found = one.baseline
    if found.value is None:
        return ""
    if one.treatments[0].rules.is_rare:
        return f"baseline {figure(found.value)}\nthe last one before\ncourse {one.number}"
    return (
        f"baseline {figure(found.value)}\n{found.n} of {found.of} days\nbefore course {one.number}"
    )


def line_label(one: AroundCourse) -> str:
    """The response line's value, or why a score that could have one has none."""
    rules = one.treatments[0].rules
    where = f"\nof course {one.number}"
    if one.line is not None:
        return f"response line {figure(one.line.value)}{where}"
    if not rules.allows_line or rules.least_baseline is None:
        return ""
    found = one.baseline
    if found.value is not None:
        least = figure(rules.least_baseline)
        return f"no response line{where}\nbaseline {figure(found.value)},\n{least} is the least"
    return (
        f"no response line{where}\n{found.n} of {found.of} days before,\n"
        f"{rules.baseline_least} are needed"
    )


def point_words(one: AroundCourse, point: Point) -> str:
    """One point of a course's line, named: its day in the course, and since which treatment."""
    late = ", entered late" if point.is_late else ""
    before = [each for each in one.treatments if each.treatment.day < point.day]
    since = ""
    if len(before) > 1:
        days = (point.day - before[-1].treatment.day).days
        since = f", {offset_words(days)} treatment {before[-1].number}"
    return (
        f"{opened(course_words(one))}\n{offset_words(point.offset)}{since}, "
        f"{full_day(point.day)}: {figure(point.value)}{late}"
    )


def description(what: Subject, shown: Sequence[AroundCourse]) -> str:
    """The chart in one paragraph: what is known of each course."""
    if not shown:
        return f"{what.title}. {NO_TREATMENTS}."
    sentences = [
        f"{opened(course_words(one))}: baseline {baseline_words(one.baseline)}; "
        f"{_responses(one.treatments)}{_coverage(one)}."
        for one in shown
    ]
    return f"{title(what)}, {what.direction}, {what.rater}. " + " ".join(sentences)


def table(shown: Sequence[AroundCourse]) -> Table:
    """What is known of each course, the newest first."""
    is_rare = any(one.treatments[0].rules.is_rare for one in shown)
    headings = (
        "Course",
        "First treatment",
        "Treatments",
        "Baseline",
        "Response line",
        "Response after its treatments",
        "Entries after" if is_rare else "Rated days after",
    )
    rows = tuple(
        (
            str(one.number),
            full_day(one.day),
            str(len(one.treatments)),
            baseline_words(one.baseline),
            "" if one.line is None else figure(one.line.value),
            _reached(one.treatments),
            coverage_figure(one.coverage, is_rare=is_rare),
        )
        for one in reversed(shown)
    )
    return Table(headings, rows)


def _coverage(one: AroundCourse) -> str:
    days = count(one.coverage.of, "day")
    if one.treatments[0].rules.is_rare:
        return f"{count(one.coverage.rated, 'entry', 'entries')} in {days}"
    return f"{one.coverage.rated} of {days} rated"


def _reached(treatments: Sequence[AroundTreatment]) -> str:
    """After how many treatments a response was reached, of all; empty without a line."""
    if all(one.response.status is ResponseStatus.NO_LINE for one in treatments):
        return response_words(treatments[0].response)
    reached = sum(one.response.status is ResponseStatus.REACHED for one in treatments)
    return f"reached after {reached} of {len(treatments)}"


def _responses(treatments: Sequence[AroundTreatment]) -> str:
    return f"response {_reached(treatments)}; "


def rules_of(shown: Sequence[AroundCourse]) -> Rules:
    """The thresholds behind these figures."""
    return shown[0].treatments[0].rules if shown else DEFAULT_RULES
