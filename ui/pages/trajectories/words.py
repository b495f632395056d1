"""What the trajectories page says of its choices, and the days that a range covers."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from journal import words
from journal.series import Series
from journal.trajectories.values import AroundTreatment
from ui.icons import Icon
from ui.pages.trajectories.view import Choice, Member, Nothing

translate = QCoreApplication.translate


class Range(StrEnum):
    """Which days the timeline shows."""

    ALL = "all"
    MONTHS_3 = "3"
    MONTHS_6 = "6"
    MONTHS_12 = "12"
    COURSE = "course"
    OWN = "own"


def choice_names() -> dict[Choice, str]:
    """What stands over each choice."""
    return {
        Choice.RANGE: translate("Trajectories", "Days"),
        Choice.YEAR: translate("Trajectories", "Year"),
        Choice.UNIT: translate("Trajectories", "One line for"),
        Choice.COLOUR: translate("Trajectories", "Coloured by"),
        Choice.BESIDE: translate("Trajectories", "Beside it"),
    }


def range_choices() -> list[tuple[str, str]]:
    """The ranges by name."""
    return [
        (Range.ALL, translate("Trajectories", "all days")),
        (Range.MONTHS_3, translate("Trajectories", "the last 3 months")),
        (Range.MONTHS_6, translate("Trajectories", "the last 6 months")),
        (Range.MONTHS_12, translate("Trajectories", "the last 12 months")),
        (Range.COURSE, translate("Trajectories", "this course, and the week before")),
        (Range.OWN, translate("Trajectories", "days of my own choice")),
    ]


def treatment_members(around: tuple[AroundTreatment, ...]) -> tuple[Member, ...]:
    """The treatments, as they can be singled out."""
    return tuple(Member(one.treatment.key, words.treatment_words(one)) for one in around)


def no_treatment() -> Nothing:
    """Said where a view is about treatments and none took place."""
    return Nothing(
        translate("Trajectories", "No completed treatment yet"),
        translate(
            "Trajectories",
            "After a completed treatment, the days before and after it are drawn here.",
        ),
        Icon.TREATMENTS,
    )


def no_entries() -> Nothing:
    """Said where a score was begun and never completed."""
    return Nothing(
        translate("Trajectories", "No complete entry yet"),
        translate(
            "Trajectories",
            "A total needs an answer to every question. Complete one under “Today”, and it is "
            "drawn here.",
        ),
    )


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or that month's last day.

    >>> months_before(date(2026, 5, 31), 3)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def span_of(
    chosen: Range, series: Series, beside: Sequence[Series], own: tuple[date, date]
) -> tuple[date, date]:
    """The first and the last day that a range shows; all days are those of every rater shown."""
    if chosen is Range.OWN:
        return min(own), max(own)
    if chosen is Range.COURSE and series.around:
        last = series.around[-1].course
        first = next(one for one in series.around if one.course == last)
        before = timedelta(days=series.rules.baseline_days)
        return first.treatment.day - before, series.today
    if chosen in (Range.MONTHS_3, Range.MONTHS_6, Range.MONTHS_12):
        return months_before(series.today, int(chosen)), series.today
    days = [value.day for one in (series, *beside) for value in one.day_values]
    days += [one.day for one in series.treatments]
    return min(days, default=series.today), max(days, default=series.today)
