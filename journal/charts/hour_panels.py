"""The panels of a treatment's day, one below the other over one axis of hours."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from journal import words
from journal.charts import style
from journal.charts.frame import Captions, draw_captions
from journal.charts.style import Palette
from journal.trajectories.hours import ANXIETY, DETACHED, PULSE, SYSTOLIC, TreatmentHours
from journal.words import hours as hour_words

_PANEL_TALL, _LEAST_PANEL_TALL = 1.05, 0.35
_RANGES = {
    ANXIETY: (0, 100, 25),
    DETACHED: (0, 100, 25),
    SYSTOLIC: (40, 200, 40),
    PULSE: (40, 120, 20),
}
"""Least, greatest and step of a panel: the whole scale, or where measurements usually lie."""


def panels_tall(panels: int, scale: float) -> float:
    """The inches of height at which so many panels have room enough, with what is around them."""
    return 1.6 * scale + max(panels, 1) * (_PANEL_TALL + _title_tall(scale))


def _title_tall(scale: float) -> float:
    """The room of a panel's title, with the space above and below it."""
    return style.line_height(style.LABEL * scale) + 0.15


def lay_panels(
    figure: Figure,
    captions: Captions,
    known: Sequence[Sequence[str]],
    hours: Sequence[TreatmentHours],
    labels_wide: float,
    palette: Palette,
    scale: float,
) -> dict[str, Axes]:
    """One pair of axes for each group of curves, by its first, with their titles.

    `labels_wide` is the room for labels right of the axes, in inches.
    """
    width, height = figure.get_size_inches()
    above, below = draw_captions(figure, captions, palette, scale)
    title = _title_tall(scale)
    top = above + 0.06
    bottom = below + style.line_height(style.AXIS * scale) + 0.1
    each = max((height - top - bottom) / len(known) - title, _LEAST_PANEL_TALL)
    ranges = {curves[0]: _range(curves, hours, each, scale) for curves in known}
    ticks = [words.figure(tick) for found in ranges.values() for tick in found]
    left = style.MARGIN + max(style.text_width(t, style.AXIS * scale) for t in ticks) + 0.12
    right = style.MARGIN / 2 + labels_wide
    panels = {}
    for number, (curve, found) in enumerate(ranges.items()):
        down = top + number * (each + title) + title
        box = (left / width, 1 - (down + each) / height, (width - left - right) / width)
        axes = figure.add_axes((*box, each / height))
        _draw_values(axes, found, palette, scale, is_lowest=number == len(ranges) - 1)
        style.write(
            figure,
            left,
            down - title + 0.11,
            hour_words.panel_title(curve),
            style.LABEL * scale,
            palette.ink,
        )
        panels[curve] = axes
    return panels


def _range(
    curves: Sequence[str], hours: Sequence[TreatmentHours], tall: float, scale: float
) -> list[float]:
    """The ticks of a panel: the whole usual range, further where a value lies beyond it."""
    low, high, step = _RANGES[curves[0]]
    values = [point.value for one in hours for curve in curves for point in one.curve(curve)]
    while values and min(values) < low:
        low -= step
    while values and max(values) > high:
        high += step
    most = max(int(tall / (style.line_height(style.AXIS * scale) * 1.1)), 1)
    count = (high - low) // step
    every = next(
        n for n in range(1, count + 1) if count // n <= most and (n == 1 or count % n == 0)
    )
    return [float(tick) for tick in range(low, high + 1, step * every)]


def _draw_values(
    axes: Axes, ticks: Sequence[float], palette: Palette, scale: float, *, is_lowest: bool
) -> None:
    axes.set_facecolor("none")
    axes.set_ylim(ticks[0], ticks[-1])
    axes.set_yticks(ticks, [words.figure(tick) for tick in ticks])
    axes.grid(visible=True, axis="y", color=palette.hairline, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(palette.hairline)
    axes.tick_params(length=0, colors=palette.muted, pad=5)
    axes.tick_params(axis="x", labelbottom=is_lowest)
    for label in axes.get_yticklabels():
        label.set_fontproperties(style.font(style.AXIS * scale))
