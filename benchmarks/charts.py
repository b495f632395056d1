"""Each chart drawn and restyled, against matplotlib alone with as many points and lines."""

from collections.abc import Mapping
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from benchmarks.measure import Row, Work, in_turns
from journal import words
from journal.charts.around import LAST_OFFSET, draw_around
from journal.charts.courses import draw_courses
from journal.charts.shown import Shown
from journal.charts.style import LIGHT, evenly_spaced
from journal.charts.timeline import draw_timeline
from journal.series import Series, series_around
from journal.trajectories.courses import courses

TIMES = 9
INCHES = (10.0, 6.0)
DPI = 96


def measure_charts(journals: Mapping[str, Path], today: date) -> list[Row]:
    """The timeline of everything and the overlays, drawn from nothing; a treatment singled out."""
    rows = []
    for size, path in journals.items():
        found = series_around(path, "daily-anxiety", None, "self", today)
        for what, ours, bare in (
            ("draw the timeline", _our_timeline(found), _bare_timeline(found)),
            ("draw around treatments", _our_around(found), _bare_around(found)),
            ("draw over courses", _our_courses(found), _bare_around(found)),
            ("single out a treatment", _our_singling(found), _bare_singling(found)),
        ):
            ours_ms, bare_ms = in_turns(ours, bare, TIMES)
            rows.append(Row(what, size, ours_ms, bare_ms, "ms", TIMES))
    return rows


def _figure() -> Figure:
    figure = Figure(figsize=INCHES, dpi=DPI)
    FigureCanvasAgg(figure)
    return figure


def _subject(found: Series) -> words.Subject:
    return words.subject(found.instrument, found.score, found.rater, is_sample=False)


def _our_timeline(found: Series) -> Work:
    span = (found.day_values[0].day, found.today)
    subject = _subject(found)

    def draw() -> None:
        figure = _figure()
        draw_timeline(figure, subject, found.day_values, found.treatments, span, LIGHT)
        figure.canvas.draw()

    return draw


def _bare_timeline(found: Series) -> Work:
    days = [one.day.toordinal() for one in found.day_values]
    values = [one.value for one in found.day_values]
    treated = [one.day.toordinal() for one in found.treatments]

    def draw() -> None:
        figure = _figure()
        axes = figure.add_subplot()
        axes.plot(days, values, marker="o", markersize=3)
        axes.vlines(treated, 0, 21)
        axes.set_title("Daily anxiety")
        figure.canvas.draw()

    return draw


def _our_around(found: Series) -> Work:
    subject = _subject(found)

    def draw() -> None:
        figure = _figure()
        draw_around(figure, subject, found.around, LIGHT)
        figure.canvas.draw()

    return draw


def _our_courses(found: Series) -> Work:
    subject = _subject(found)
    laid = courses(found.around)

    def draw() -> None:
        figure = _figure()
        draw_courses(figure, subject, laid, LIGHT)
        figure.canvas.draw()

    return draw


def _bare_around(found: Series) -> Work:
    def draw() -> None:
        figure = _bare_lines(found)
        figure.canvas.draw()

    return draw


def _our_singling(found: Series) -> Work:
    """As the chart view does it: artists changed, and drawn over a kept picture of the others."""
    figure = _figure()
    canvas: Any = FigureCanvasAgg(figure)
    artists = draw_around(figure, _subject(found), found.around, LIGHT)
    for artist in artists.parts[0].artists:
        artist.set_animated(True)
    canvas.draw()
    still = canvas.copy_from_bbox(figure.bbox)
    keys = cycle(one.treatment.key for one in found.around)

    def single_out() -> None:
        artists.restyle(Shown(next(keys)))
        with evenly_spaced():
            canvas.restore_region(still)
            for artist in artists.parts[0].artists:
                figure.draw_artist(artist)

    return single_out


def _bare_singling(found: Series) -> Work:
    """One line after the other in another colour, and all drawn again."""
    figure = _bare_lines(found)
    lines = cycle(figure.axes[0].lines)
    figure.canvas.draw()

    def single_out() -> None:
        line = next(lines)
        line.set_color("black")
        figure.canvas.draw()
        line.set_color("grey")

    return single_out


def _bare_lines(found: Series) -> Figure:
    figure = _figure()
    axes = figure.add_subplot()
    for one in found.around:
        drawn = [point for point in (*one.before, *one.after) if point.offset <= LAST_OFFSET]
        axes.plot([point.offset for point in drawn], [point.value for point in drawn])
    axes.set_title("Daily anxiety")
    return figure
