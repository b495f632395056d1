"""The timeline: the days of one score as they were, and the other raters beside."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from journal import words
from journal.charts.shown import EVERYTHING, Shown
from journal.series import Series
from journal.trajectories.values import DayValue
from journal.words.table import Table
from ui.pages.trajectories.reading import Rated, read_rated
from ui.pages.trajectories.view import Choice, Chosen, Nothing, Options, Picture, View
from ui.pages.trajectories.words import Range, no_entries, range_choices, rater_words, span_of
from ui.widgets.chart_view import Artists, ChartWords

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from journal.charts.style import Palette

translate = QCoreApplication.translate

_EVERYBODY, _NOBODY = "*everybody", "*nobody"


def timeline_view() -> View[Rated]:
    return View("timeline", translate("Trajectories", "Timeline"), read_rated, _offer, _show)


def _offer(found: Rated, _chosen: Chosen) -> Mapping[Choice, Options]:
    return {Choice.RANGE: range_choices(), Choice.BESIDE: _raters(found.beside)}


def _raters(beside: Sequence[Series]) -> Options:
    """Everybody, each one, nobody; with a single other rater no more than that one and nobody."""
    if not beside:
        return ()
    each = [(one.rater, rater_words(one.rater)) for one in beside]
    everybody = [(_EVERYBODY, translate("Trajectories", "every other rater"))]
    nobody = (_NOBODY, translate("Trajectories", "nobody"))
    return [*(everybody if len(each) > 1 else ()), *each, nobody]


def _show(found: Rated, chosen: Chosen) -> Picture | Nothing:
    series, subject = found.series, found.subject
    if not series.day_values:
        return no_entries()
    span = span_of(Range(chosen[Choice.RANGE]), series, chosen.own)
    inside = tuple(one for one in series.day_values if span[0] <= one.day <= span[1])
    said = ChartWords(
        words.timeline_title(subject.title, span),
        words.timeline_description(subject, inside, series.treatments),
        f"{series.instrument.code}-timeline",
    )
    return Picture(partial(_draw, found, span), said, _table(inside))


def _draw(
    found: Rated,
    span: tuple[date, date],
    figure: "Figure",
    palette: "Palette",
    scale: float,
    _shown: Shown = EVERYTHING,
) -> Artists:
    from journal.charts.timeline import draw_timeline

    one = found.series
    return draw_timeline(
        figure, found.subject, one.day_values, one.treatments, span, palette, scale
    )


def _table(inside: Sequence[DayValue]) -> Table:
    """The day values inside a span, the newest first."""
    headings = (
        translate("Trajectories", "Day"),
        translate("Trajectories", "Value"),
        translate("Trajectories", "Entries"),
        translate("Trajectories", "Remarks"),
    )
    rows = (
        (words.full_day(one.day), words.figure(one.value), str(one.n), _remarks(one))
        for one in reversed(inside)
    )
    return Table(headings, tuple(rows))


def _remarks(one: DayValue) -> str:
    parts = []
    if one.is_late:
        parts.append(translate("Trajectories", "entered late"))
    if one.is_unclocked:
        parts.append(translate("Trajectories", "no clock time, counted nowhere"))
    return ", ".join(parts)
