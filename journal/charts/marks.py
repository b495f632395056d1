"""What lies under the pointer: the points of a chart with the words that name them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Transform
from numpy.typing import NDArray


@dataclass(frozen=True)
class Mark:
    """One drawn point: where it is in the chart's own units, its day, and what it says.

    `to_pixels` is from there to pixels where it differs from that of the axes of its `Marks`.
    """

    x: float
    y: float
    day: date
    words: str
    key: str = ""
    to_pixels: Transform | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Marks:
    """The points of a chart; those that say nothing else of it lie on `axes`."""

    axes: Axes
    all: tuple[Mark, ...]

    def place(self, mark: Mark) -> tuple[float, float]:
        """Where a mark is, in pixels from the lower left of the figure."""
        x, y = (mark.to_pixels or self.axes.transData).transform((mark.x, mark.y))
        return float(x), float(y)

    def nearest(self, x: float, y: float, within: float = 14.0) -> Mark | None:
        """The mark nearest to a place in pixels from the lower left, None when none is near."""
        if not self.all:
            return None
        places = self._places()
        distances = np.hypot(places[:, 0] - x, places[:, 1] - y)
        index = int(distances.argmin())
        return self.all[index] if distances[index] <= within else None

    def _places(self) -> NDArray[np.float64]:
        """The places of all marks, those together that come to pixels in the same way."""
        places = np.empty((len(self.all), 2))
        together: dict[int, list[int]] = {}
        for index, mark in enumerate(self.all):
            together.setdefault(id(mark.to_pixels), []).append(index)
        for found in together.values():
            to_pixels = self.all[found[0]].to_pixels or self.axes.transData
            inside = [(self.all[index].x, self.all[index].y) for index in found]
            places[found] = to_pixels.transform(inside)
        return places


@dataclass(frozen=True)
class Strokes:
    """Points joined up: solid between neighbouring days, dotted across a few empty ones.

    Both are lists of x and y with NaN between strokes, so that one artist draws them all.
    """

    solid_x: list[float]
    solid_y: list[float]
    dotted_x: list[float]
    dotted_y: list[float]


BRIDGED_DAYS = 3
"""A dotted hairline bridges up to this many empty days; longer gaps stay open."""


@dataclass(frozen=True)
class Gaps:
    """What lies between points: whether a few empty days are bridged, and more are left open."""

    are_bridged: bool = False
    are_open: bool = False

    def __or__(self, other: "Gaps") -> "Gaps":
        return Gaps(self.are_bridged or other.are_bridged, self.are_open or other.are_open)


def gaps(days: Sequence[float], barriers: Sequence[float] = ()) -> Gaps:
    """The gaps between days in order, as `join` draws them; a barrier itself is none.

    >>> gaps([1, 2, 5])
    Gaps(are_bridged=True, are_open=False)
    >>> gaps([1, 3, 9], barriers=[2])
    Gaps(are_bridged=False, are_open=True)
    """
    apart = [
        after - day
        for day, after in pairwise(days)
        if after - day > 1 and not any(day <= barrier < after for barrier in barriers)
    ]
    most = BRIDGED_DAYS + 1
    return Gaps(any(one <= most for one in apart), any(one > most for one in apart))


def join(points: Sequence[tuple[float, float]], barriers: Sequence[float] = ()) -> Strokes:
    """Join points in order; nothing is drawn across a barrier.

    A point on a barrier was made before it: a stroke may end there, none may begin there.

    >>> join([(1, 5), (2, 6), (4, 7)]).dotted_x[:2]
    [2, 4]
    >>> join([(1, 5), (2, 6)], barriers=[1]).solid_x
    []
    """
    strokes = Strokes([], [], [], [])
    fences = np.sort(np.asarray(barriers, dtype=float))
    for (x, y), (next_x, next_y) in pairwise(points):
        crosses = np.searchsorted(fences, x) < np.searchsorted(fences, next_x)
        if crosses or next_x - x > BRIDGED_DAYS + 1:
            continue
        is_solid = next_x - x <= 1
        xs = strokes.solid_x if is_solid else strokes.dotted_x
        ys = strokes.solid_y if is_solid else strokes.dotted_y
        if xs and xs[-1] == x and ys[-1] == y:
            xs.append(next_x)
            ys.append(next_y)
        else:
            xs += [float("nan"), x, next_x] if xs else [x, next_x]
            ys += [float("nan"), y, next_y] if ys else [y, next_y]
    return strokes
