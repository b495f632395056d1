"""What the trajectories page says of a series: names of choices, spans of days, tables."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from journal import words
from journal.instruments import Instrument
from journal.people import SELF
from journal.queries import LoggedSeries
from journal.series import Series
from journal.trajectories.values import AroundTreatment, DayValue

translate = QCoreApplication.translate

Rows = list[tuple[str, ...]]


class View(StrEnum):
    """The ways in which a series is shown."""

    TIMELINE = "timeline"
    AROUND = "around"


class Range(StrEnum):
    """Which days the timeline shows."""

    ALL = "all"
    MONTHS_3 = "3"
    MONTHS_6 = "6"
    MONTHS_12 = "12"
    COURSE = "course"
    OWN = "own"


def view_choices() -> list[tuple[str, str]]:
    """The views by name."""
    return [
        (View.TIMELINE, translate("Trajectories", "Timeline")),
        (View.AROUND, translate("Trajectories", "Around each treatment")),
    ]


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


def series_words(logged: LoggedSeries, instrument: Instrument) -> str:
    """A series in the list of those there are."""
    if logged.rater == SELF:
        return instrument.short_title
    return translate("Trajectories", "{title}, rated by {name}").format(
        title=instrument.short_title, name=logged.rater
    )


def singled_choices(figures: Sequence[AroundTreatment]) -> list[tuple[str, str]]:
    """No treatment singled out, or one of them, the newest first."""
    every = ("", translate("Trajectories", "none, all alike"))
    return [every, *((one.treatment.key, words.treatment_words(one)) for one in reversed(figures))]


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or that month's last day.

    >>> months_before(date(2026, 5, 31), 3)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def span_of(chosen: Range, series: Series, own: tuple[date, date]) -> tuple[date, date]:
    """The first and the last day that a range shows."""
    days = [one.day for one in series.day_values] + [one.day for one in series.treatments]
    everything = (min(days, default=series.today), max(days, default=series.today))
    if chosen is Range.OWN:
        return min(own), max(own)
    if chosen is Range.COURSE and series.around:
        last = series.around[-1].course
        first = next(one for one in series.around if one.course == last)
        before = timedelta(days=series.rules.baseline_days)
        return first.treatment.day - before, series.today
    if chosen in (Range.MONTHS_3, Range.MONTHS_6, Range.MONTHS_12):
        return months_before(series.today, int(chosen)), series.today
    return everything


def timeline_table(
    values: Sequence[DayValue], span: tuple[date, date]
) -> tuple[tuple[str, ...], Rows]:
    """The day values inside a span, the newest first."""
    headings = (
        translate("Trajectories", "Day"),
        translate("Trajectories", "Value"),
        translate("Trajectories", "Entries"),
        translate("Trajectories", "Remarks"),
    )
    rows: Rows = [
        (words.full_day(one.day), f"{one.value:g}", str(one.n), _remarks(one))
        for one in reversed(values)
        if span[0] <= one.day <= span[1]
    ]
    return headings, rows


def around_table(figures: Sequence[AroundTreatment]) -> tuple[tuple[str, ...], Rows]:
    """What is known of each treatment, the newest first."""
    headings = (
        translate("Trajectories", "Treatment"),
        translate("Trajectories", "Baseline of the course"),
        translate("Trajectories", "Response line"),
        translate("Trajectories", "Response"),
        translate("Trajectories", "How long"),
        translate("Trajectories", "Best value"),
        translate("Trajectories", "Rated days after"),
    )
    return headings, [_around_row(one) for one in reversed(figures)]


def _around_row(one: AroundTreatment) -> tuple[str, ...]:
    best = ""
    if one.best is not None:
        best = f"{one.best.value:g}, {words.offset_words(one.best.day)}"
    return (
        words.treatment_words(one),
        words.baseline_words(one.course_baseline),
        "" if one.line is None else f"{one.line.value:g}",
        words.response_words(one.response),
        "" if one.duration is None else words.duration_words(one.duration),
        best,
        f"{one.coverage.rated} of {one.coverage.of}",
    )


def _remarks(one: DayValue) -> str:
    parts = []
    if one.is_late:
        parts.append(translate("Trajectories", "entered late"))
    if one.is_unclocked:
        parts.append(translate("Trajectories", "no clock time, counted nowhere"))
    return ", ".join(parts)
