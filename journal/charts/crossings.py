"""How many strokes run through a place, so that words can stand where there are none."""

from collections.abc import Collection, Iterable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

Strokes = NDArray[np.float64]
"""Strokes as rows of x and y of one end, then of the other, in the figure's pixels."""


def strokes_of(axes: Axes, without: Collection[Line2D] = ()) -> Strokes:
    """Every stroke of the lines in sight; a point that none touches is one without length."""
    left_out = set(without)
    found = [_strokes(line) for line in axes.lines if line.get_visible() and line not in left_out]
    return np.concatenate(found) if found else np.empty((0, 4))


def _strokes(line: Line2D) -> Strokes:
    ends = np.asarray(line.get_xydata(), dtype=float)
    if not len(ends):
        return np.empty((0, 4))
    places = np.asarray(line.get_transform().transform(ends), dtype=float)
    each = np.hstack((places, places))  # a point by itself has neighbours that are no numbers
    rows: Strokes = np.vstack((np.hstack((places[:-1], places[1:])), each))
    is_whole = np.isfinite(rows).all(axis=1)
    return np.asarray(rows[is_whole], dtype=float)


def crossings(strokes: Strokes, left: float, bottom: float, right: float, top: float) -> int:
    """How many strokes run through a box, or touch it.

    >>> across, beside = (0.0, 1.0, 9.0, 1.0), (0.0, 5.0, 9.0, 5.0)
    >>> crossings(np.array([across, beside]), 2, 0, 4, 2)
    1
    """
    x, y, to_x, to_y = strokes.T
    begin, end = np.zeros(len(strokes)), np.ones(len(strokes))
    for start, way, low, high in ((x, to_x - x, left, right), (y, to_y - y, bottom, top)):
        with np.errstate(divide="ignore", invalid="ignore"):
            at = np.stack(((low - start) / way, (high - start) / way))
        is_level = way == 0
        is_outside = is_level & ((start < low) | (start > high))
        first = np.where(is_level, np.where(is_outside, 2.0, 0.0), at.min(axis=0))
        last = np.where(is_level, 1.0, at.max(axis=0))
        begin, end = np.maximum(begin, first), np.minimum(end, last)
    return int((begin <= end).sum())


def clearest(strokes: Strokes, boxes: Iterable[tuple[float, float, float, float]]) -> int:
    """The number of the box that the fewest strokes run through, the first of equal ones."""
    counted = [crossings(strokes, *box) for box in boxes]
    return counted.index(min(counted))
