"""The words of a year of day values, for the chart, its table and who does not see it."""

from collections.abc import Sequence
from datetime import date

from journal.trajectories.align import count_treatments
from journal.trajectories.values import DayValue, Treatment
from journal.words import (
    NO_ENTRIES,
    SAMPLE,
    Subject,
    count,
    figure,
    full_day,
    short_day,
)
from journal.words.table import Table
from journal.words.timeline import value_words

NO_ENTRY = "no entry"
TREATMENT = "treatment"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def title(what: Subject, year: int) -> str:
    """What the calendar shows, and of which year."""
    return f"{what.title}, {year}"


def second_line(what: Subject, values: Sequence[DayValue], year: int, last: date) -> str:
    """Unit, direction, how many of the year's days up to `last`, by whom.

    In the year of the very first entry the days before it are not counted, as on the timeline.
    """
    new_year = date(year, 1, 1)
    began = min((one.day for one in values if one.day <= last), default=new_year)
    first = max(began, new_year)
    days = max((last - first).days + 1, 0)
    rated = len({o.day for o in values if first <= o.day <= last and not o.is_unclocked})
    since = "" if first == new_year else f" since {short_day(first)}"
    counted = f"{rated} of {count(days, 'day')} rated{since}"
    if what.asks_about_weeks:
        counted = count(rated, "rating")
    parts = (what.unit, what.direction, counted, what.rater)
    return " · ".join(parts)


def footnote(what: Subject, values: Sequence[DayValue], year: int, last: date) -> str:
    """What the signs mean, those alone that are there."""
    shown = [one for one in values if one.day.year == year]
    parts = ["One box a day, a week from Monday to Sunday."]
    if any(one.is_late for one in shown):
        parts.append("Cut corner: entered more than a day late.")
    if any(one.is_unclocked for one in shown):
        parts.append("Small square: on a treatment day without a clock time, counted nowhere.")
    if last < date(year, 12, 31):
        parts.append(f"Drawn up to {full_day(last)}.")
    if what.is_sample:
        parts.append(SAMPLE)
    return " ".join(parts)


def day_words(day: date, values: Sequence[DayValue], treatments: Sequence[Treatment]) -> str:
    """One day of the calendar, named; `treatments` are those counted, in order.

    >>> day_words(date(2026, 1, 10), [], [])
    '10 January 2026: no entry'
    """
    if values:
        return "\n".join(value_words(one, treatments) for one in values)
    numbers = [number for number, one in enumerate(treatments, 1) if one.day == day]
    beside = f", {TREATMENT} {numbers[0]}" if numbers else ""
    return f"{full_day(day)}: {NO_ENTRY}{beside}"


def description(
    what: Subject, values: Sequence[DayValue], treatments: Sequence[Treatment], year: int
) -> str:
    """The calendar in one paragraph: each month with its days rated and their range."""
    shown = [one for one in values if one.day.year == year and not one.is_unclocked]
    if not shown:
        return f"{title(what, year)}. {NO_ENTRIES}."
    given = len({one.day for one in treatments if one.day.year == year})
    sentences = [
        f"{title(what, year)}, {what.unit}, {what.direction}, {what.rater}.",
        f"{count(len(shown), 'day')} rated, {count(given, 'treatment')} marked.",
    ]
    for month in range(1, 13):
        numbers = [one.value for one in shown if one.day.month == month]
        if numbers:
            name = full_day(date(year, month, 1)).split(" ")[1]
            between = f"between {figure(min(numbers))} and {figure(max(numbers))}"
            if len(numbers) == 1:
                between = figure(numbers[0])
            sentences.append(f"{name}: {count(len(numbers), 'day')}, {between}.")
    return " ".join(sentences)


def table(values: Sequence[DayValue], treatments: Sequence[Treatment], year: int) -> Table:
    """Every day of the year that has a value or a treatment."""
    counted = count_treatments(treatments, date(year, 12, 31))
    numbers = {one.day: number for number, one in enumerate(counted, 1) if one.day.year == year}
    shown = [one for one in values if one.day.year == year]
    rows = [(one.day, figure(one.value), str(one.n), _beside(one, numbers)) for one in shown]
    rated = {one.day for one in shown}
    rows += [
        (day, NO_ENTRY, "", f"{TREATMENT} {number}")
        for day, number in numbers.items()
        if day not in rated
    ]
    rows.sort(key=lambda row: row[0])
    return Table(
        ("Day", "Value", "Entries", "Beside it"),
        tuple((full_day(day), *rest) for day, *rest in rows),
    )


def _beside(one: DayValue, numbers: dict[date, int]) -> str:
    parts = [f"{TREATMENT} {numbers[one.day]}"] if one.day in numbers else []
    if one.is_late:
        parts.append("entered late")
    if one.is_unclocked:
        parts.append("no clock time, counted nowhere")
    return ", ".join(parts)
