"""The timeline: the days of one score as they were, and the other raters beside."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from journal.charts.shown import Shown
from journal.series import Series
from journal.trajectories.values import Treatment
from journal.words import timeline as words
from ui.pages.trajectories.reading import Rated, read_rated
from ui.pages.trajectories.view import Choice, Chosen, Nothing, Options, Picture, View
from ui.pages.trajectories.words import Range, no_entries, range_choices, span_of
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
    each = [(one.rater, words.rater_words(one.rater)) for one in beside]
    everybody = [(_EVERYBODY, translate("Trajectories", "every other rater"))]
    nobody = (_NOBODY, translate("Trajectories", "nobody"))
    return [*(everybody if len(each) > 1 else ()), *each, nobody]


def _show(found: Rated, chosen: Chosen) -> Picture | Nothing:
    one, subject = found.series, found.subject
    beside = _beside(found.beside, chosen[Choice.BESIDE])
    if not one.day_values:
        return no_entries()
    span = span_of(Range(chosen[Choice.RANGE]), one, beside, chosen.own)
    inside = words.inside(one.day_values, span)
    others = tuple(
        replace(other, day_values=words.inside(other.day_values, span)) for other in beside
    )
    return Picture(
        partial(_draw, found, beside, span),
        ChartWords(
            words.title(subject, span),
            words.description(subject, inside, _given(one, span), others),
            found.file_name("timeline"),
        ),
        words.table(subject, inside, others),
    )


def _beside(others: Sequence[Series], chosen: str) -> tuple[Series, ...]:
    """Those of the other raters who are to stand beside."""
    return tuple(one for one in others if chosen in (_EVERYBODY, one.rater))


def _given(one: Series, span: tuple[date, date]) -> tuple[Treatment, ...]:
    return tuple(given for given in one.treatments if span[0] <= given.day <= span[1])


def _draw(
    found: Rated,
    beside: tuple[Series, ...],
    span: tuple[date, date],
    figure: "Figure",
    palette: "Palette",
    scale: float,
    _shown: Shown,
) -> Artists:
    from journal.charts.timeline import draw_timeline

    one = found.series
    return draw_timeline(
        figure,
        found.subject,
        one.day_values,
        one.treatments,
        span,
        palette,
        scale,
        beside=beside,
    )
