"""Charts drawn for tests, and what can be measured of their artists."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, groupby, pairwise
from types import MappingProxyType

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from journal import words
from journal.charts import style
from journal.charts.around import AroundArtists, draw_around
from journal.charts.line_styles import ColouredBy
from journal.charts.shown import Shown
from journal.charts.timeline import TimelineArtists, draw_timeline
from journal.instrument_files import load_instruments
from journal.trajectories import figures
from journal.trajectories.rules import Rules
from journal.trajectories.values import DayValue, Reading, Treatment
from journal.words import Subject

FIRST = date(2025, 9, 1)
RULES = Rules(least_baseline=5)
Point = tuple[float, float]


@dataclass(frozen=True)
class Other:
    """Another rater of the same score."""

    rater: str
    day_values: tuple[DayValue, ...]


def subject(code: str = "daily-anxiety", rater: str = "self") -> Subject:
    """A built-in instrument as the subject of a chart."""
    instrument = load_instruments()[code]
    return words.subject(instrument, instrument.main_score, rater, is_sample=False)


def day(number: int) -> date:
    """Day 0 is the first of September."""
    return FIRST + timedelta(days=number)


def reading(number: int, value: float, *, is_late: bool = False) -> Reading:
    """A reading without a clock time."""
    return Reading(day(number), value, None, is_late)


def treatment(number: int, label: str = "0.5 mg/kg IV", phase: str = "induction") -> Treatment:
    """A treatment at eleven in the morning."""
    on = day(number)
    start = datetime(on.year, on.month, on.day, 11, tzinfo=UTC)
    return Treatment(str(number), start, on, None, label, phase)


def figure(size: tuple[float, float] = (10.0, 5.0)) -> Figure:
    """A figure with a canvas, so that texts can be measured."""
    made = Figure(figsize=size, dpi=100)
    FigureCanvasAgg(made)
    return made


def lay_out(on: Figure) -> None:
    """Put everything where a drawing puts it; only the colouring of pixels is left out."""
    with style.evenly_spaced():
        on.draw_without_rendering()


def timeline(
    readings: Sequence[Reading],
    treatments: Sequence[Treatment] = (),
    *,
    until: int = 100,
    size: tuple[float, float] = (10.0, 5.0),
    scale: float = 1.0,
    code: str = "daily-anxiety",
    rater: str = "self",
    beside: Mapping[str, Sequence[Reading]] = MappingProxyType({}),
) -> TimelineArtists:
    """A timeline from day 0 to day `until`, drawn."""
    values = figures.timeline(readings, treatments, day(until))
    on = figure(size)
    span = (FIRST, day(until))
    others = [
        Other(name, figures.timeline(found, treatments, day(until)))
        for name, found in beside.items()
    ]
    what = subject(code, rater)
    drawn = draw_timeline(on, what, values, treatments, span, style.LIGHT, scale, beside=others)
    lay_out(on)
    return drawn


def around(
    readings: Sequence[Reading],
    treatments: Sequence[Treatment],
    *,
    until: int = 100,
    size: tuple[float, float] = (10.0, 5.0),
    scale: float = 1.0,
    highlight: str | None = None,
    hidden: Sequence[str] = (),
    coloured_by: ColouredBy = "order",
) -> AroundArtists:
    """An overlay up to day `until`, drawn."""
    found = figures.around(readings, treatments, day(until), RULES)
    on = figure(size)
    shown = Shown(highlight, frozenset(hidden))
    drawn = draw_around(
        on, subject(), found, style.LIGHT, shown=shown, scale=scale, coloured_by=coloured_by
    )
    lay_out(on)
    return drawn


def places(line: Line2D) -> list[Point]:
    """The points of a line, breaks among them as NaN."""
    xs, ys = (np.asarray(data, dtype=float) for data in line.get_data())
    return [(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]


def heights(line: Line2D) -> list[float]:
    """The values of a line's points."""
    return [y for _, y in places(line)]


def strokes(line: Line2D) -> list[list[Point]]:
    """The connected strokes of a line, as points; single points are not strokes."""
    runs = groupby(places(line), lambda place: math.isnan(place[0]) or math.isnan(place[1]))
    return [run for broken, found in runs if not broken and len(run := list(found)) > 1]


def segments(line: Line2D) -> list[tuple[Point, Point]]:
    """Every drawn segment of a line."""
    return [pair for stroke in strokes(line) for pair in pairwise(stroke)]


def texts(on: Figure) -> list[Text]:
    """Every text that is shown."""
    found = on.findobj(lambda artist: isinstance(artist, Text))
    return [one for one in found if isinstance(one, Text) and one.get_text() and one.get_visible()]


def outside(on: Figure) -> list[str]:
    """Texts that reach beyond the figure."""
    box = on.bbox
    return [
        one.get_text()
        for one in texts(on)
        if (extent := one.get_window_extent()).x0 < box.x0 - 1
        or extent.x1 > box.x1 + 1
        or extent.y0 < box.y0 - 1
        or extent.y1 > box.y1 + 1
    ]


def overlapping(found: Iterable[Text]) -> list[tuple[str, str]]:
    """Pairs of texts that lie over one another."""
    boxes = [(one.get_text(), one.get_window_extent()) for one in found]
    return [
        (text, other)
        for (text, box), (other, beside) in combinations(boxes, 2)
        if box.overlaps(beside)
    ]
