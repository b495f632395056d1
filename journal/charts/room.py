"""What is different in a chart that is read across a room, as in appointment mode.

Nothing but the text scale says so: from a scale on that no desk needs, words are short, strokes
heavy, ticks smaller than words, and the newest stands first, because little is in sight at once.
"""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

from journal.charts import style

_Item = TypeVar("_Item")

ACROSS = 2.4
"""The text scale from which a chart is read across a room."""

_TICKS = 6.3
"""Points of ticks across a room: 24 pixels and more where the smallest words have 32."""

_HEAVIER = 1.7


def is_across(scale: float) -> bool:
    """Whether a chart of this text scale is read across a room.

    >>> is_across(1.5), is_across(3.0)
    (False, True)
    """
    return scale >= ACROSS


def title_size(scale: float) -> float:
    """The size of a title in points; across a room the data needs the height more."""
    return (style.AXIS if is_across(scale) else style.TITLE) * scale


def second_size(scale: float) -> float:
    """The size of a second line in points."""
    return (style.FOOTNOTE if is_across(scale) else style.SUBTITLE) * scale


def tick_size(scale: float) -> float:
    """The size of ticks in points."""
    return (_TICKS if is_across(scale) else style.AXIS) * scale


def tick_pad(scale: float) -> float:
    """Points between the axes and the ticks below them: clear of the lowest tick at their left."""
    return max(5.0, 0.75 * tick_size(scale))


def weight(scale: float) -> float:
    """How many times heavier than at a desk strokes and dots are.

    >>> weight(1.0)
    1.0
    """
    return _HEAVIER if is_across(scale) else 1.0


def strengthen(figure: Figure, scale: float) -> None:
    """Give every stroke and dot on the axes of a figure its weight, once."""
    by = weight(scale)
    if by == 1.0:
        return
    for axes in figure.axes:
        for line in axes.lines:
            _strengthen_line(line, by)
        for dots in axes.collections:
            if isinstance(dots, PathCollection):
                dots.set_sizes(dots.get_sizes() * by**2)
                dots.set_linewidth(np.multiply(dots.get_linewidth(), by).tolist())


def _strengthen_line(line: Line2D, by: float) -> None:
    line.set_linewidth(line.get_linewidth() * by)
    line.set_markersize(line.get_markersize() * by)
    line.set_markeredgewidth(line.get_markeredgewidth() * by)
    figure = line.get_figure(root=True)
    if line.get_path_effects() and figure is not None:
        wide = line.get_linewidth() + 2 * by
        line.set_path_effects([withStroke(linewidth=wide, foreground=figure.get_facecolor())])


def in_order(items: Sequence[_Item], scale: float) -> Sequence[_Item]:
    """Items in the order of time, or the newest first.

    >>> in_order([1, 2, 3], 3.0)
    [3, 2, 1]
    """
    return items[::-1] if is_across(scale) else items
