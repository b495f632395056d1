"""Hours: what was rated and measured on each treatment's day, from the hour of its start."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from sqlalchemy.orm import Session

from journal import queries
from journal.charts.shown import Shown
from journal.trajectories.hours import TreatmentHours
from journal.words import hours as words
from ui.icons import Icon
from ui.pages.trajectories.view import (
    Asked,
    Chosen,
    Known,
    Member,
    Nothing,
    Picture,
    View,
    offer_nothing,
)
from ui.pages.trajectories.words import no_treatment
from ui.widgets.chart_view import Artists, ChartWords

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from journal.charts.style import Palette

translate = QCoreApplication.translate

_Read = tuple[tuple[TreatmentHours, ...], bool]
"""The days by their hours, and whether they are a sample's."""


def hours_view() -> View[_Read]:
    name = translate("Trajectories", "Hours")
    return View("hours", name, _read, offer_nothing, _show, is_about_score=False)


def _read(session: Session, _asked: Asked, known: Known) -> _Read:
    return queries.treatment_hours(session, known.day_ends_at, known.today), known.is_sample


def _show(found: _Read, _chosen: Chosen) -> Picture | Nothing:
    hours, _ = found
    if not hours:
        return no_treatment()
    if not any(one.has_values for one in hours):
        return Nothing(
            translate("Trajectories", "Nothing by the clock yet"),
            translate(
                "Trajectories",
                "What is rated or measured at a time on a treatment's day is drawn here, by hours "
                "from its start. “Today” asks for it on such a day.",
            ),
            Icon.CLOCK,
        )
    return Picture(
        partial(_draw, found),
        ChartWords(
            words.title(),
            words.description(hours),
            "treatment-days-by-hours",
            partial(_height, hours),
        ),
        words.table(hours),
        tuple(
            Member(one.treatment.key, words.numbered_words(one.number, one.treatment))
            for one in hours
            if one.has_values
        ),
    )


def _draw(
    found: _Read, figure: "Figure", palette: "Palette", scale: float, shown: Shown
) -> Artists:
    from journal.charts.hours import draw_hours

    hours, is_sample = found
    return draw_hours(figure, hours, palette, shown=shown, scale=scale, is_sample=is_sample)


def _height(hours: tuple[TreatmentHours, ...], _wide: float, scale: float) -> float:
    from journal.charts.hours import height_for

    return height_for(hours, scale)
