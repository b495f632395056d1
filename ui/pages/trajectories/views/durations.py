"""How long each response lasted."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from journal.charts.shown import Shown
from journal.trajectories.values import AroundTreatment
from journal.words import durations as words
from ui.pages.trajectories.reading import Rated, read_rated
from ui.pages.trajectories.view import Chosen, Nothing, Picture, View, offer_nothing
from ui.pages.trajectories.words import no_treatment, treatment_members
from ui.widgets.chart_view import Artists, ChartWords

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from journal.charts.style import Palette

translate = QCoreApplication.translate


def durations_view() -> View[Rated]:
    name = translate("Trajectories", "How long")
    return View("durations", name, read_rated, offer_nothing, _show)


def _show(found: Rated, _chosen: Chosen) -> Picture | Nothing:
    around = found.series.around
    if not around:
        return no_treatment()
    if not found.series.rules.allows_line:
        return Nothing(translate("Trajectories", "No durations here"), words.NO_LINE_HERE)
    return Picture(
        partial(_draw, found),
        ChartWords(
            words.title(found.subject),
            words.description(found.subject, around),
            found.file_name("durations"),
            partial(_height, around),
        ),
        words.table(around),
        treatment_members(around),
    )


def _draw(
    found: Rated, figure: "Figure", palette: "Palette", scale: float, shown: Shown
) -> Artists:
    from journal.charts.durations import draw_durations

    return draw_durations(
        figure, found.subject, found.series.around, palette, shown=shown, scale=scale
    )


def _height(around: Sequence[AroundTreatment], wide: float, scale: float) -> float:
    from journal.charts.durations import height_for

    return height_for(around, wide, scale)
