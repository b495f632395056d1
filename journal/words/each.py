"""What is said of the small panels: one treatment each, all on the same axes."""

from collections.abc import Sequence

from journal import words
from journal.trajectories.values import AroundTreatment, Point
from journal.words import Subject
from journal.words.durations import (
    coverage_words,
    drawn_words,
    left_out_words,
    outcome_words,
    rated_words,
    row_name,
    rule_words,
)
from journal.words.gaps import gap_words
from journal.words.table import Table

AFTER_NEXT = "after the next\ntreatment"
AFTER_TODAY = "after\ntoday"


def title(what: Subject) -> str:
    """What the panels show."""
    return f"{what.title}, each treatment by itself"


def second_line(
    what: Subject, count: int, shown: int, last_offset: int, *, is_cut: bool = False
) -> str:
    """How many, unit, direction, by whom; where the drawing ends and what is left out."""
    parts = [
        drawn_words(shown, count),
        what.unit,
        what.direction,
        what.axis,
        "days from the treatment",
        what.rater,
        *((f"drawn up to day {last_offset}",) if is_cut else ()),
        *left_out_words(shown, count),
    ]
    return " · ".join(parts)


def panel_title(one: AroundTreatment, *, has_year: bool) -> str:
    """A panel's name; the year where it is the first panel of one."""
    return row_name(one) + (f" {one.treatment.day.year}" if has_year else "")


def footnote(
    what: Subject,
    treatments: Sequence[AroundTreatment],
    *,
    is_cut: bool = False,
    are_bridged: bool = False,
    are_open: bool = False,
    has_late: bool = False,
    has_unclocked: bool = False,
) -> str:
    """What the signs mean, those alone that are there, and the rules that were used."""
    if not treatments:
        return words.SAMPLE if what.is_sample else ""
    lasted = [one.duration for one in treatments if one.duration is not None]
    parts = []
    if any(one.line is not None for one in treatments):
        parts.append("Dashed: response line.")
    if lasted:
        parts.append("Shaded: from the day the response was reached to its end.")
    if any(found.at_least for found in lasted):
        parts.append("With an arrow: the end is not known.")
    if is_cut:
        parts.append(
            "Grey: not measured, because the next treatment had begun or the day has not come."
        )
    if not what.asks_about_weeks:
        parts.append(gap_words(are_bridged=are_bridged, are_open=are_open))
    if has_late:
        parts.append("Hollow: entered more than a day late.")
    if has_unclocked:
        parts.append("Diamond: on the treatment day without a clock time, counted nowhere.")
    if what.bands:
        names = ", ".join(name.lower() for _, _, name in what.bands)
        parts.append(f"Bands from the lowest: {names}.")
    parts.append(rule_words(treatments[-1].rules))
    if what.is_sample:
        parts.append(words.SAMPLE)
    return " ".join(part for part in parts if part)


def point_words(one: AroundTreatment, point: Point) -> str:
    """One point of a panel, named."""
    late = ", entered late" if point.is_late else ""
    return (
        f"{words.opened(words.treatment_words(one))}\n{_offset_words(one, point)}, "
        f"{words.full_day(point.day)}: {words.figure(point.value)}{late}"
    )


def _offset_words(one: AroundTreatment, point: Point) -> str:
    if one.closing is not None and point.offset == one.closing.offset:
        return f"day {point.offset} after, before the next treatment"
    return words.offset_words(point.offset)


def description(what: Subject, treatments: Sequence[AroundTreatment]) -> str:
    """The panels in one paragraph, for who does not see them."""
    if not treatments:
        return f"{what.title}. {words.NO_TREATMENTS}."
    sentences = []
    for one in treatments:
        outcome = outcome_words(one)
        said = f"{outcome}; " if outcome else ""
        sentences.append(f"{words.opened(words.treatment_words(one))}: {said}{rated_words(one)}.")
    return f"{title(what)}, {what.direction}, {what.rater}. " + " ".join(sentences)


def table(treatments: Sequence[AroundTreatment]) -> Table:
    """The same numbers as a table, the newest first; a day's value stands after its offset."""
    is_rare = any(one.rules.is_rare for one in treatments)
    rated = "Entries after" if is_rare else "Days rated"
    return Table(
        ("Treatment", "Response line", "Response and how long", rated, "Before", "After"),
        tuple(_row(one, is_rare=is_rare) for one in reversed(treatments)),
    )


def _row(one: AroundTreatment, *, is_rare: bool) -> tuple[str, ...]:
    return (
        words.treatment_words(one),
        "" if one.line is None else words.figure(one.line.value),
        outcome_words(one) or "no response line for this scale",
        rated_words(one) if is_rare else coverage_words(one),
        _days(one.points_before),
        _days(one.points_after),
    )


def _days(found: Sequence[Point]) -> str:
    return ", ".join(
        f"day {words.figure(point.offset)}: {words.figure(point.value)}" for point in found
    )
