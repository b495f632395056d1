"""Calendar: a year of one score, a square for each day."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from journal.charts.shown import Shown
from journal.words import calendar as words
from ui.pages.trajectories.reading import Rated, read_rated
from ui.pages.trajectories.view import Choice, Chosen, Nothing, Options, Picture, View
from ui.pages.trajectories.words import no_entries
from ui.widgets.chart_view import Artists, ChartWords

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from journal.charts.style import Palette

translate = QCoreApplication.translate


def calendar_view() -> View[Rated]:
    return View("calendar", translate("Trajectories", "Calendar"), read_rated, _offer, _show)


def _offer(found: Rated, _chosen: Chosen) -> Mapping[Choice, Options]:
    """The years from the first to the last in which a day was rated, the latest first."""
    years = [one.day.year for one in found.series.day_values]
    if not years:
        return {}
    return {Choice.YEAR: [(str(year), str(year)) for year in range(max(years), min(years) - 1, -1)]}


def _show(found: Rated, chosen: Chosen) -> Picture | Nothing:
    series, subject = found.series, found.subject
    if not series.day_values:
        return no_entries()
    year = int(chosen[Choice.YEAR])
    return Picture(
        partial(_draw, found, year),
        ChartWords(
            words.title(subject, year),
            words.description(subject, series.day_values, series.treatments, year),
            found.file_name(f"calendar-{year}"),
        ),
        words.table(series.day_values, series.treatments, year),
    )


def _draw(
    found: Rated, year: int, figure: "Figure", palette: "Palette", scale: float, _shown: Shown
) -> Artists:
    from journal.charts.calendar import draw_year

    one = found.series
    return draw_year(
        figure,
        found.subject,
        one.day_values,
        one.treatments,
        year,
        palette,
        scale=scale,
        today=one.today,
    )
