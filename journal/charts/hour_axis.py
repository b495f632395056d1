"""A time axis in hours from a treatment's start, wide where much happens and tighter after.

Inside one stretch every hour is equally wide. Where a stretch ends and the hours become tighter,
a double stroke says so on the axis, so that nobody reads the two as one scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.path import Path

from journal.charts import room, style
from journal.charts.frame import inches_wide
from journal.charts.style import Palette

HOURS_A_DAY = 24.0
_DAY_STEPS = (1, 2, 7, 14, 28, 56, 91, 182, 364)


@dataclass(frozen=True)
class HourAxis:
    """Hours at the edges of the stretches, in rising order, and how wide each stretch is drawn.

    `edges` has one more item than `widths`, which are in any unit.
    """

    edges: tuple[float, ...]
    widths: tuple[float, ...]

    @property
    def places(self) -> tuple[float, ...]:
        """Where each edge lies, from 0 to 1.

        >>> HourAxis((0, 6, 24), (3, 1)).places
        (0.0, 0.75, 1.0)
        """
        places = np.concatenate([[0.0], np.cumsum(self.widths)]) / sum(self.widths)
        return tuple(float(place) for place in places)

    def to_place(self, hours: Any) -> Any:
        """From hours to places; beyond the edges the outer stretches go on."""
        return _interpolate(hours, self.edges, self.places)

    def to_hours(self, places: Any) -> Any:
        """From places back to hours."""
        return _interpolate(places, self.places, self.edges)

    @property
    def breaks(self) -> tuple[float, ...]:
        """The hours at which an hour's width changes."""
        an_hour = [
            width / (end - start)
            for width, (start, end) in zip(self.widths, pairwise(self.edges), strict=True)
        ]
        return tuple(
            edge
            for edge, (before, after) in zip(self.edges[1:-1], pairwise(an_hour), strict=True)
            if not np.isclose(before, after)
        )

    def lay(self, axes: Axes) -> None:
        """Give axes this scale and its limits."""
        axes.set_xscale("function", functions=(self.to_place, self.to_hours))
        axes.set_xlim(self.edges[0], self.edges[-1])


def hours_of_day(first: float, last: float) -> HourAxis:
    """The axis of a treatment day: an hour before to three hours after, and tighter beyond.

    >>> hours_of_day(-0.3, 2.0).edges
    (-1.0, 3.0)
    >>> hours_of_day(-0.3, 9.8).edges
    (-1.0, 3.0, 12.0)
    """
    edges, widths = [-1.0, 3.0], [4.0]
    if first < edges[0]:
        edges.insert(0, float(np.floor(first)))
        widths.insert(0, 0.8)
    if last > edges[-1]:
        edges.append(float(max(np.ceil(last / 3) * 3, 6.0)))
        widths.append(1.4)
    return HourAxis(tuple(edges), tuple(widths))


def hours_and_days(first: float, last: float) -> HourAxis:
    """The axis of side effects: six hours wide, the rest of the day tighter, then days.

    >>> hours_and_days(0.2, 30.0).edges
    (0.0, 6.0, 24.0, 48.0)
    """
    edges, widths = [0.0, 6.0], [6.0]
    if first < 0:
        before = float(np.floor(first))
        edges.insert(0, before)
        widths.insert(0, min(-before, 1.0))
    if last > 6.0:
        edges.append(HOURS_A_DAY)
        widths.append(2.6)
    if last > HOURS_A_DAY:
        days = float(np.ceil(last / HOURS_A_DAY))
        edges.append(days * HOURS_A_DAY)
        widths.append(min(1.0 + 0.5 * (days - 1), 3.0))
    return HourAxis(tuple(edges), tuple(widths))


def label_hours(axes: Axes, axis: HourAxis, palette: Palette, scale: float, *, start: str) -> None:
    """Label the hours from the start as far as they have room; `start` is the word for hour 0."""
    size = room.tick_size(scale)
    wide_axes = inches_wide(axes)
    placed: list[tuple[float, str]] = []
    for hours in _by_rank(axis):
        text = _hour_words(hours, start)
        middle = float(axis.to_place(hours)) * wide_axes
        half = style.text_width(text, size) / 2 + 0.12
        taken = [
            (float(axis.to_place(h)) * wide_axes, style.text_width(t, size) / 2) for h, t in placed
        ]
        if all(abs(middle - other) >= half + wide for other, wide in taken):
            placed.append((hours, text))
    placed.sort()
    axes.set_xticks([hours for hours, _ in placed], [text for _, text in placed])
    axes.set_xticks([], minor=True)
    for tick in axes.xaxis.get_major_ticks():
        for label in (tick.label1, tick.label2):
            label.set_fontproperties(style.font(size))
            label.set_color(palette.muted)
    axes.tick_params(axis="x", length=3, color=palette.hairline)


def _by_rank(axis: HourAxis) -> list[float]:
    """The hours that may be labelled, those that must be first."""
    first, last = axis.edges[0], axis.edges[-1]
    tight = axis.breaks[-1] if axis.breaks and last <= HOURS_A_DAY else 6.0
    wide = [float(hours) for hours in range(-1, int(tight) + 1)]
    rest = [6.0, 12.0, 18.0, 9.0, 15.0] if last <= HOURS_A_DAY else [12.0, 18.0]
    days = [0.0]
    if last > HOURS_A_DAY:
        most = last / HOURS_A_DAY
        step = next((step for step in _DAY_STEPS if most / step <= 5), _DAY_STEPS[-1])
        days = [0.0, HOURS_A_DAY, *(HOURS_A_DAY * n for n in range(step, int(most) + 1, step))]
    ranked = [*days, *axis.breaks, 1.0, 2.0, last, *wide, *rest, first]
    return list(dict.fromkeys(hours for hours in ranked if first <= hours <= last))


def _hour_words(hours: float, start: str) -> str:
    if hours == 0:
        return start
    if hours >= HOURS_A_DAY and hours % HOURS_A_DAY == 0:
        days = int(hours // HOURS_A_DAY)
        return f"+{days} {'day' if days == 1 else 'days'}"
    sign = "+" if hours > 0 else "−"
    return f"{sign}{abs(hours):g} h"


def mark_breaks(panels: Sequence[Axes], axis: HourAxis, palette: Palette) -> tuple[Artist, ...]:
    """Where the scale changes: a dotted line through all panels, a double stroke on the lowest."""
    drawn: list[Artist] = []
    for hours in axis.breaks:
        drawn += [
            axes.axvline(
                hours, color=palette.hairline, linewidth=1.0, linestyle=(0, (1, 2)), zorder=1
            )
            for axes in panels
        ]
        (strokes,) = panels[-1].plot(
            [hours],
            [0],
            transform=panels[-1].get_xaxis_transform(),
            linestyle="none",
            marker=_DOUBLE_STROKE,
            markersize=9,
            markeredgecolor=palette.muted,
            markeredgewidth=1.0,
            clip_on=False,
            zorder=6,
        )
        drawn.append(strokes)
    return tuple(drawn)


_DOUBLE_STROKE = Path([(-0.45, -0.5), (-0.05, 0.5), (0.05, -0.5), (0.45, 0.5)], [1, 2, 1, 2])


def _interpolate(values: Any, known: Sequence[float], wanted: Sequence[float]) -> Any:
    """Linear between the known places, and on along the outer stretches beyond them."""
    given = np.asarray(values, dtype=float)
    inside = np.interp(given, known, wanted)
    low = wanted[0] + (given - known[0]) * (wanted[1] - wanted[0]) / (known[1] - known[0])
    high = wanted[-1] + (given - known[-1]) * (wanted[-1] - wanted[-2]) / (known[-1] - known[-2])
    return np.where(given < known[0], low, np.where(given > known[-1], high, inside))
