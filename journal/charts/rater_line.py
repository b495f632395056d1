"""One rater's values on a calendar axis: strokes between days, dots by what they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from journal.charts.frame import inches_wide
from journal.charts.line_styles import Dash
from journal.charts.marks import join
from journal.charts.style import Palette
from journal.trajectories.values import DayValue

_LEAST_MARKER, _GREATEST_MARKER = 1.4, 5.0
_LEAST_SHAPE = 3.4
_LEAST_POINT = 5.0
_SELF_SHAPE = "o"
_SHAPES = ("s", "^", "P", "v")
_SIGNS = {"o": "\N{BLACK CIRCLE}", "s": "\N{BLACK SQUARE}", "P": "+"} | {
    "^": "\N{BLACK UP-POINTING TRIANGLE}",
    "v": "\N{BLACK DOWN-POINTING TRIANGLE}",
}
_DASHES: tuple[Dash, ...] = ("solid", (0, (5, 1.4)), (0, (3, 1.2, 1, 1.2)), (0, (8, 1.4)))
"""Of the first observer, the second …; a diamond is a value without a clock time."""


@dataclass(frozen=True)
class RaterLook:
    """Colour as hex, shape of the dots and dash of the line of one rater."""

    colour: str
    shape: str
    dash: Dash = "solid"

    @property
    def sign(self) -> str:
        """The shape as a letter, to stand before the rater's name."""
        return _SIGNS[self.shape]


def look_of(palette: Palette, observer: int | None) -> RaterLook:
    """The look of the patient (None), or of an observer, counted from 0."""
    if observer is None:
        return RaterLook(palette.accent, _SELF_SHAPE)
    place = observer % len(_SHAPES)
    return RaterLook(palette.observer, _SHAPES[place], _DASHES[place])


@dataclass(frozen=True)
class RaterLine:
    """The artists of one rater by name; `periods` are the days that values ask about."""

    look: RaterLook
    line: Line2D
    bridges: Line2D
    on_time: Line2D
    late: Line2D
    unclocked: Line2D
    periods: Line2D


def draw_rater(
    axes: Axes,
    shown: Sequence[DayValue],
    fences: Sequence[float],
    look: RaterLook,
    palette: Palette,
    *,
    recall_days: int = 1,
    layer: float = 3.0,
) -> RaterLine:
    """Draw one rater's values; `fences` are days that no stroke crosses.

    Values that ask about more than a day are joined to nothing: each has a hairline over the
    `recall_days` days that end on its own.
    """
    counted = [value for value in shown if not value.is_unclocked]
    left, right = axes.get_xlim()
    weight = _marker_size(axes, right - left, _LEAST_MARKER)
    size = _marker_size(axes, right - left, _least_marker(look, recall_days))
    joined = [] if recall_days > 1 else counted
    line, bridges = _draw_strokes(axes, joined, fences, weight, look, layer)
    periods = _draw_periods(axes, counted if recall_days > 1 else [], recall_days, look, layer)
    dots = _draw_dots(axes, shown, size, look, palette, layer + 1)
    return RaterLine(look, line, bridges, *dots, periods)


def _least_marker(look: RaterLook, recall_days: int) -> float:
    """An observer is told by the shape of the dots, which has to be seen over years as well."""
    if recall_days > 1:
        return _LEAST_POINT
    return _LEAST_MARKER if look.shape == _SELF_SHAPE else _LEAST_SHAPE


def _marker_size(axes: Axes, days: float, least: float) -> float:
    """The size of a dot in points: as much as a day has room for, within limits."""
    room = inches_wide(axes) * 72 / days * 1.1
    return float(min(max(room, least), max(_GREATEST_MARKER, least)))


def _draw_strokes(
    axes: Axes,
    counted: Sequence[DayValue],
    fences: Sequence[float],
    weight: float,
    look: RaterLook,
    layer: float,
) -> tuple[Line2D, Line2D]:
    """The line between neighbouring days, and the hairlines over a few empty ones."""
    strokes = join([(value.day.toordinal(), value.value) for value in counted], fences)
    (line,) = axes.plot(
        strokes.solid_x,
        strokes.solid_y,
        color=look.colour,
        linewidth=min(1.7, 0.35 + weight * 0.3),
        linestyle=look.dash,
        zorder=layer,
    )
    (bridges,) = axes.plot(
        strokes.dotted_x,
        strokes.dotted_y,
        color=look.colour,
        linewidth=min(0.9, 0.2 + weight * 0.2),
        linestyle=(0, (1, 2.2)),
        zorder=layer - 1,
    )
    return line, bridges


def _draw_periods(
    axes: Axes, counted: Sequence[DayValue], days: int, look: RaterLook, layer: float
) -> Line2D:
    """A hairline over the days that a value asks about, with a foot where they begin."""
    nan = float("nan")
    xs = [x for v in counted for x in (v.day.toordinal() - days + 1, v.day.toordinal(), nan)]
    ys = [y for v in counted for y in (v.value, v.value, nan)]
    (line,) = axes.plot(
        xs,
        ys,
        color=look.colour,
        linewidth=1.0,
        marker="|",
        markersize=6,
        markevery=3,
        alpha=0.55,
        zorder=layer,
    )
    return line


def _draw_dots(
    axes: Axes,
    shown: Sequence[DayValue],
    size: float,
    look: RaterLook,
    palette: Palette,
    layer: float,
) -> tuple[Line2D, Line2D, Line2D]:
    """Filled where entered on time, hollow where late, a diamond without a clock time."""
    shape, colour = look.shape, look.colour
    kinds = (
        ([one for one in shown if not one.is_late and not one.is_unclocked], colour, shape, size),
        (
            [one for one in shown if one.is_late and not one.is_unclocked],
            palette.ground,
            shape,
            max(size, 2.0) + 0.8,
        ),
        ([one for one in shown if one.is_unclocked], palette.ground, "D", max(size, 2.4)),
    )
    artists = []
    for found, fill, marker, points in kinds:
        (dots,) = axes.plot(
            [one.day.toordinal() for one in found],
            [one.value for one in found],
            linestyle="none",
            marker=marker,
            markersize=points,
            markerfacecolor=fill,
            markeredgecolor=palette.muted if marker == "D" else colour,
            markeredgewidth=0 if fill == colour else 1.1,
            clip_on=False,
            zorder=layer,
        )
        artists.append(dots)
    return artists[0], artists[1], artists[2]
