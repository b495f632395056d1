"""Each chart drawn and restyled, against matplotlib alone with as many points and lines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle, groupby
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PySide6.QtWidgets import QApplication

from benchmarks.measure import Row, Work, in_turns
from benchmarks.treatment_days import effects_after, hours_of
from journal import words
from journal.charts.around import draw_around
from journal.charts.calendar import draw_year
from journal.charts.courses import draw_courses
from journal.charts.durations import draw_durations
from journal.charts.each import draw_each
from journal.charts.hours import draw_hours
from journal.charts.marks import Mark
from journal.charts.parts import Part
from journal.charts.shown import EVERYTHING, Shown
from journal.charts.side_effects import draw_side_effects
from journal.charts.style import LIGHT
from journal.charts.timeline import draw_timeline
from journal.series import Series, series_around
from journal.trajectories.courses import courses
from ui.widgets.chart_canvas import ChartCanvas

TIMES = 7
TIMES_MANY, MANY = 3, 500
"""Runs where there are so many treatments that each takes seconds."""

INCHES = (10.4, 7.3)
DPI = 96

Lines = list[tuple[list[float], list[float]]]


@dataclass(frozen=True)
class Kind:
    """A kind of chart with all that it is drawn from; without `keys` nothing is singled out."""

    name: str
    draw: Callable[[Figure, Shown], Any]
    keys: tuple[str, ...] = ()


def measure_charts(journals: Mapping[str, Path], today: date) -> list[Row]:
    """Every kind drawn from an empty figure, then another treatment singled out in it."""
    application = QApplication.instance() or QApplication([])
    rows = []
    for size, path in journals.items():
        found = series_around(path, "daily-anxiety", None, "self", today)
        times = TIMES if len(found.treatments) < MANY else TIMES_MANY
        for kind in (*_of_days(found), *_of_treatments(found)):
            rows += _measure(kind, size, times)
    application.processEvents()
    return rows


def _measure(kind: Kind, size: str, times: int) -> list[Row]:
    canvas = _Drawn(kind)
    works = [(f"{kind.name}: draw", canvas.renew, _bare_drawing(canvas.lines))]
    if len(kind.keys) > 1:
        singling = _bare_singling(canvas.lines)
        works.append((f"{kind.name}: single out", canvas.step, singling))
    found = [(what, in_turns(ours, bare, times)) for what, ours, bare in works]
    canvas.close()
    return [Row(what, size, ours, bare, "ms", times) for what, (ours, bare) in found]


def _of_days(found: Series) -> list[Kind]:
    """The charts of all days, in which no treatment is singled out."""
    subject = _subject(found)
    span = (found.day_values[0].day, found.today)

    def timeline(figure: Figure, _shown: Shown) -> Any:
        return draw_timeline(figure, subject, found.day_values, found.treatments, span, LIGHT)

    def year(figure: Figure, _shown: Shown) -> Any:
        at = found.today.year
        return draw_year(figure, subject, found.day_values, found.treatments, at, LIGHT)

    return [Kind("timeline", timeline), Kind("calendar", year)]


def _of_treatments(found: Series) -> list[Kind]:
    around = found.around
    keys = tuple(one.treatment.key for one in around)
    over = courses(around)
    hours, effects = hours_of(found.treatments), effects_after(found.treatments, found.today)

    def of_subject(draw: Callable[..., Any], values: Sequence[Any]) -> Callable[..., Any]:
        return lambda figure, shown: draw(figure, _subject(found), values, LIGHT, shown=shown)

    def of_hours(draw: Callable[..., Any], values: Any) -> Callable[..., Any]:
        return lambda figure, shown: draw(figure, values, LIGHT, shown=shown)

    return [
        Kind("around", of_subject(draw_around, around), keys),
        Kind("courses", of_subject(draw_courses, over), tuple(one.key for one in over)),
        Kind("each", of_subject(draw_each, around), keys),
        Kind("durations", of_subject(draw_durations, around), keys),
        Kind("hours", of_hours(draw_hours, hours), keys),
        Kind("side effects", of_hours(draw_side_effects, effects), keys),
    ]


class _Drawn:
    """A chart on the window's own canvas. A step singles out the next of those that are drawn."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._artists: Any = None
        self._shown = EVERYTHING
        self._canvas = ChartCanvas(Figure(figsize=INCHES, dpi=DPI), self._lay_out)
        self._canvas.draw()
        drawn = {mark.key for mark in self._marks}
        self._next = cycle([key for key in kind.keys if key in drawn] or kind.keys)

    @property
    def _marks(self) -> Sequence[Mark]:
        found: Sequence[Mark] = self._artists.marks.all
        return found

    @property
    def lines(self) -> Lines:
        """The points that can be named, a line for each treatment in each pair of axes."""
        marks = sorted(self._marks, key=_line_of)
        lines = (list(found) for _, found in groupby(marks, _line_of))
        return [([one.x for one in line], [one.y for one in line]) for line in lines]

    def renew(self) -> None:
        self._canvas.renew()
        self._canvas.draw()

    def step(self) -> None:
        before, self._shown = self._shown, Shown(next(self._next))
        self._artists.restyle(self._shown)
        self._canvas.restyle(before, self._shown)

    def close(self) -> None:
        self._canvas.deleteLater()

    def _lay_out(self, figure: Figure) -> Sequence[Part]:
        self._artists = self._kind.draw(figure, self._shown)
        parts: Sequence[Part] = self._artists.parts if self._kind.keys else ()
        return parts


def _line_of(mark: Mark) -> tuple[str, int]:
    return mark.key, id(mark.to_pixels)


def _subject(found: Series) -> words.Subject:
    return words.subject(found.instrument, found.score, found.rater, is_sample=False)


def _bare_drawing(lines: Lines) -> Work:
    def draw() -> None:
        _bare(lines).canvas.draw()

    return draw


def _bare_singling(lines: Lines) -> Work:
    """One line after the other in another colour, and all drawn again."""
    figure = _bare(lines)
    drawn = cycle(figure.axes[0].lines)
    figure.canvas.draw()

    def single_out() -> None:
        line = next(drawn)
        line.set_color("black")
        figure.canvas.draw()
        line.set_color("grey")

    return single_out


def _bare(lines: Lines) -> Figure:
    """The same points, all in one pair of axes as matplotlib makes them."""
    figure = Figure(figsize=INCHES, dpi=DPI)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for xs, ys in lines:
        axes.plot(xs, ys, marker="o", markersize=3)
    axes.set_title("Daily anxiety")
    return figure
