"""The median of all treatments and its band, broken where too few have a value."""

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

from journal.charts.style import Palette
from journal.trajectories.values import OffsetSummary

_NAN = float("nan")
_LONE = 0.2
"""Days to either side over which the range of an offset that stands alone is drawn."""


def _runs(summary: Sequence[OffsetSummary]) -> list[list[OffsetSummary]]:
    """Neighbouring offsets that have a median; none runs from before a treatment to after it."""
    runs: list[list[OffsetSummary]] = []
    before: OffsetSummary | None = None
    for one in summary:
        if one.median is None:
            before = None
            continue
        if before is None or before.offset == 0:
            runs.append([])
        runs[-1].append(one)
        before = one
    return runs


def _known(value: float | None) -> float:
    return _NAN if value is None else value


def _range(one: OffsetSummary) -> tuple[float, ...]:
    return one.offset, _known(one.low), _known(one.high)


def _wide_enough(run: Sequence[tuple[float, ...]]) -> Sequence[tuple[float, ...]]:
    """A run of one offset, made wide enough for its range to be seen."""
    if len(run) > 1:
        return run
    ((offset, *range_),) = run
    return [(offset - _LONE, *range_), (offset + _LONE, *range_)]


def _gapped(runs: Sequence[Sequence[tuple[float, ...]]]) -> list[list[float]]:
    """Columns of all runs, one after the other, with NaN between them."""
    columns: list[list[float]] = []
    for run in runs:
        for index, column in enumerate(zip(*run, strict=True)):
            if index == len(columns):
                columns.append([])
            gap = [_NAN] if columns[index] else []
            columns[index] += [*gap, *map(float, column)]
    return columns


def draw_median(
    axes: Axes, summary: Sequence[OffsetSummary], palette: Palette
) -> tuple[Line2D | None, object | None]:
    """The median and its band, broken where too few treatments have a value and at day 0."""
    if not any(one.median is not None for one in summary):
        return None, None
    runs = _runs(summary)
    places, lows, highs = _gapped([_wide_enough([_range(one) for one in run]) for run in runs])
    band = axes.fill_between(
        places,
        lows,
        highs,
        color=palette.accent,
        alpha=0.12,
        linewidth=0,
        zorder=1,
    )
    xs, medians = _gapped([[(one.offset, _known(one.median)) for one in run] for run in runs])
    alone = [
        index
        for index, value in enumerate(medians)
        if not math.isnan(value)
        and all(
            math.isnan(medians[near]) for near in (index - 1, index + 1) if 0 <= near < len(medians)
        )
    ]
    (median,) = axes.plot(
        xs,
        medians,
        color=palette.ink,
        linewidth=2.6,
        marker="_",
        markersize=9,
        markeredgewidth=2.6,
        markevery=alone,
        solid_capstyle="round",
        path_effects=[withStroke(linewidth=4.6, foreground=palette.ground)],
        zorder=5,
    )
    return median, band
