"""The words of the timeline: title, second line, footnote, points, description, table."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Protocol

from journal.trajectories.values import DayValue, Treatment
from journal.words import NO_ENTRIES, SAMPLE, SELF, Subject, count, figure, full_day, months
from journal.words.gaps import gap_words
from journal.words.table import Table

CHANGE_NOTE = "A change of 4 points is often treated as meaningful; a stricter study found 6."
_LEAST_CHANGE = 4

NOT_TOLD = "not told"


class Rated(Protocol):
    """The same score from another rater: "self" or a person's name, and the day values."""

    @property
    def rater(self) -> str:
        """Who rated."""

    @property
    def day_values(self) -> Sequence[DayValue]:
        """The day values, in order."""


def title(what: Subject, span: tuple[date, date]) -> str:
    """What the timeline shows, and when."""
    return f"{what.title}, {months(span)}"


def rater_words(rater: str) -> str:
    """Who rated, as a label says it.

    >>> rater_words("self"), rater_words("Ben")
    ('the patient', 'Ben')
    """
    return "the patient" if rater == SELF else rater


def own_rater(what: Subject) -> str:
    """Who rated the score that the chart is about.

    The subject says it as part of a sentence.
    """
    return what.rater.removeprefix("rated by ")


def inside(values: Sequence[DayValue], span: tuple[date, date]) -> tuple[DayValue, ...]:
    """The day values of a span, its first and last day included."""
    return tuple(one for one in values if span[0] <= one.day <= span[1])


def second_line(
    what: Subject,
    shown: Sequence[DayValue],
    span: tuple[date, date],
    beside: Sequence[Rated] = (),
) -> str:
    """Unit, direction, how many, by whom; each rater is counted alone."""
    days = (span[1] - span[0]).days + 1
    mine = _rated(shown)
    if what.asks_about_weeks:
        counted = [count(mine, "rating")]
    else:
        counted = [f"{mine} of {count(days, 'day')} rated"]
    if not beside:
        return " · ".join((what.unit, what.direction, *counted, what.rater))
    others = [
        f"{_rated(inside(one.day_values, span))} by {rater_words(one.rater)}" for one in beside
    ]
    said = f"{counted[0]} by {own_rater(what)}, {', '.join(others)}"
    return " · ".join((what.unit, what.direction, said))


def footnote(
    what: Subject,
    shown: Sequence[DayValue],
    others: Sequence[DayValue] = (),
    *,
    are_bridged: bool = False,
    are_open: bool = False,
    has_others: bool = False,
) -> str:
    """What the signs mean, those alone that are there, and what an empty place means.

    `others` are the values of other raters. A few empty days may be bridged, more are left open.
    """
    parts = []
    if what.asks_about_weeks and (shown or others):
        parts.append(
            f"Points: one a questionnaire, with a hairline over the {what.recall_days} days it "
            "asks about. Nothing joins them."
        )
    elif said := gap_words(are_bridged=are_bridged, are_open=are_open):
        parts.append(said)
    if has_others:
        parts.append("Each rater has a line and a shape of their own; no value is made of two.")
    if any(one.is_late for one in (*shown, *others)):
        parts.append("Hollow: entered more than a day late.")
    if any(one.is_unclocked for one in (*shown, *others)):
        parts.append("Diamond: on a treatment day without a clock time, counted nowhere.")
    if what.has_change_note and has_change(shown):
        parts.append(CHANGE_NOTE)
    if what.is_sample:
        parts.append(SAMPLE)
    return " ".join(parts)


def has_change(values: Sequence[DayValue]) -> bool:
    """Whether two values running differ by as much as is often treated as meaningful."""
    counted = [one for one in values if not one.is_unclocked]
    return any(abs(b.value - a.value) >= _LEAST_CHANGE for a, b in pairwise(counted))


def value_words(value: DayValue, treatments: Sequence[Treatment], rater: str = "") -> str:
    """One point of the timeline, named; `treatments` are in order.

    >>> value_words(DayValue(date(2026, 1, 10), 7.0, 1), [])
    '10 January 2026: 7'
    """
    by = f"{rater}, " if rater else ""
    parts = [f"{by}{full_day(value.day)}: {figure(value.value)}"]
    if value.n > 1:
        parts.append(f"median of {value.n} entries")
    number = bisect_right(treatments, value.day, key=lambda one: one.day)
    if number:
        days = (value.day - treatments[number - 1].day).days
        parts.append(f"day {days} after treatment {number}" if days else f"treatment {number}")
    parts += _remarks(value)
    return ", ".join(parts)


def run_labels(treatments: Sequence[Treatment]) -> tuple[tuple[str, ...], ...]:
    """What each treatment has above it, in several ways, the one that says most first.

    A run of treatments with the same label carries it once. So one that was not told says so, or
    the label before it would seem to hold on.
    """
    amounts, phases = [one.label for one in treatments], [one.phase for one in treatments]
    both = [", ".join(filter(None, pair)) for pair in zip(amounts, phases, strict=True)]
    ways = (tuple(one or NOT_TOLD for one in way) for way in (both, amounts, phases) if any(way))
    return tuple(dict.fromkeys(ways))


def description(
    what: Subject,
    values: Sequence[DayValue],
    treatments: Sequence[Treatment],
    beside: Sequence[Rated] = (),
) -> str:
    """The timeline in one paragraph, for who does not see it; all are inside its span."""
    raters = [(own_rater(what), values), *((rater_words(o.rater), o.day_values) for o in beside)]
    if not any(_rated(found) for _, found in raters):
        return f"{what.title}. {NO_ENTRIES}."
    head = f"{what.title}, {what.unit}, {what.direction}"
    parts = [f"{head}, {what.rater}."] if not beside else [f"{head}."]
    for rater, found in raters:
        by = f" by {rater}" if beside else ""
        parts.append(_extent(found, by, is_weeks=what.asks_about_weeks))
    parts.append(f"{count(len({one.day for one in treatments}), 'treatment')} marked.")
    return " ".join(parts)


def table(what: Subject, values: Sequence[DayValue], beside: Sequence[Rated] = ()) -> Table:
    """The day values, the newest first; with other raters beside, each rater in a column."""
    if beside:
        return _table_of_raters(what, values, beside)
    headings = ["Day", "Value", "Entries", "Remarks"]
    if what.asks_about_weeks:
        headings.insert(2, "Change from the one before")
    before = {
        later.day: later.value - earlier.value
        for earlier, later in pairwise(one for one in values if not one.is_unclocked)
    }
    rows = []
    for one in reversed(values):
        cells = [full_day(one.day), figure(one.value), str(one.n), ", ".join(_remarks(one))]
        if what.asks_about_weeks:
            change = None if one.is_unclocked else before.get(one.day)
            cells.insert(2, "" if change is None else _change(change, what))
        rows.append(tuple(cells))
    return Table(tuple(headings), tuple(rows))


def _table_of_raters(what: Subject, values: Sequence[DayValue], beside: Sequence[Rated]) -> Table:
    raters = [values, *(one.day_values for one in beside)]
    names = [own_rater(what), *(rater_words(one.rater) for one in beside)]
    days = sorted({one.day for found in raters for one in found}, reverse=True)
    rows = [(full_day(day), *(_on(found, day) for found in raters)) for day in days]
    return Table(("Day", *(f"Rated by {name}" for name in names)), tuple(rows))


def _on(values: Sequence[DayValue], day: date) -> str:
    """What one rater has on a day, with its remarks; empty is empty."""
    found = [one for one in values if one.day == day]
    return "; ".join(", ".join((figure(one.value), *_remarks(one))) for one in found)


def _change(change: float, what: Subject) -> str:
    sign = "+" if change > 0 else ""
    is_noted = what.has_change_note and abs(change) >= _LEAST_CHANGE
    note = ", often treated as meaningful; a stricter study found 6" if is_noted else ""
    return f"{sign}{figure(change)}{note}"


def _remarks(one: DayValue) -> list[str]:
    late = ["entered late"] if one.is_late else []
    return [*late, "no clock time, counted nowhere"] if one.is_unclocked else late


def _rated(values: Sequence[DayValue]) -> int:
    return sum(not one.is_unclocked for one in values)


def _extent(values: Sequence[DayValue], by: str, *, is_weeks: bool) -> str:
    """How many, from when to when, between which values."""
    counted = [one for one in values if not one.is_unclocked]
    if not counted:
        return f"Nothing rated{by}."
    numbers = [one.value for one in counted]
    many = count(len(counted), "rating") if is_weeks else f"{count(len(counted), 'day')} rated"
    return (
        f"{many}{by} from {full_day(counted[0].day)} to {full_day(counted[-1].day)}, "
        f"between {figure(min(numbers))} and {figure(max(numbers))}."
    )
