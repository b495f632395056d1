"""A full redraw of each chart against matplotlib alone with as many points and lines."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from benchmarks.measure import Row, Work, in_turns
from journal import words
from journal.charts.around import draw_around
from journal.charts.style import LIGHT
from journal.charts.timeline import draw_timeline
from journal.series import Series, series_around

TIMES = 9
INCHES = (10.0, 6.0)
DPI = 96


def measure_charts(journals: Mapping[str, Path], today: date) -> list[Row]:
    """The timeline of everything and the overlay of all treatments, drawn from nothing."""
    rows = []
    for size, path in journals.items():
        found = series_around(path, "daily-anxiety", None, "self", today)
        for what, ours, bare in (
            ("draw the timeline", _our_timeline(found), _bare_timeline(found)),
            ("draw around treatments", _our_around(found), _bare_around(found)),
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


def _bare_around(found: Series) -> Work:
    lines = [
        [(point.offset, point.value) for point in (*one.before, *one.after) if point.offset <= 42]
        for one in found.around
    ]

    def draw() -> None:
        figure = _figure()
        axes = figure.add_subplot()
        for line in lines:
            axes.plot([x for x, _ in line], [y for _, y in line])
        axes.set_title("Daily anxiety")
        figure.canvas.draw()

    return draw
