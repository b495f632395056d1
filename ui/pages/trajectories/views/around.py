"""Around each treatment: the days after every treatment, laid over one another."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

from journal.charts.shown import Shown
from journal.words import around as words
from ui.pages.trajectories.reading import Rated, read_rated
from ui.pages.trajectories.view import Choice, Chosen, Nothing, Options, Picture, View
from ui.pages.trajectories.words import no_treatment, treatment_members
from ui.widgets.chart_view import Artists, ChartWords

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from journal.charts.style import Palette

translate = QCoreApplication.translate

ColouredBy = Literal["order", "phase"]
_ORDER: ColouredBy = "order"
_PHASE: ColouredBy = "phase"


def around_view() -> View[Rated]:
    name = translate("Trajectories", "Around each treatment")
    return View("around", name, read_rated, _offer, _show)


def _offer(found: Rated, _chosen: Chosen) -> Mapping[Choice, Options]:
    """Colours by phase only where there are two phases to tell apart."""
    around = found.series.around
    if len({one.treatment.phase for one in around}) < 2:
        return {}
    return {
        Choice.COLOUR: [
            (_ORDER, translate("Trajectories", "the order of treatments")),
            (_PHASE, translate("Trajectories", "phase")),
        ]
    }


def _show(found: Rated, chosen: Chosen) -> Picture | Nothing:
    if not found.series.around:
        return no_treatment()
    around = found.series.around
    coloured_by = _PHASE if chosen[Choice.COLOUR] == _PHASE else _ORDER
    return Picture(
        partial(_draw, found, coloured_by),
        ChartWords(
            words.title(found.subject),
            words.description(found.subject, around),
            found.file_name("around"),
        ),
        words.table(around),
        treatment_members(around),
    )


def _draw(
    found: Rated,
    coloured_by: ColouredBy,
    figure: "Figure",
    palette: "Palette",
    scale: float,
    shown: Shown,
) -> Artists:
    from journal.charts.around import draw_around

    return draw_around(
        figure,
        found.subject,
        found.series.around,
        palette,
        shown=shown,
        scale=scale,
        coloured_by=coloured_by,
    )
