"""The points of one treatment in a small panel, joined as the overlay joins them."""

from collections.abc import Sequence

from matplotlib.lines import Line2D

from journal.charts.marks import join
from journal.charts.panel_area import Area
from journal.charts.style import Palette
from journal.trajectories.values import AroundTreatment, Point
from journal.words import Subject

_DOTTED = (0, (1, 2.2))
_NAN = float("nan")

_DOT, _LATE = 3.4, 4.2
_DOT_ALONE, _LATE_ALONE = 5.0, 5.4
"""The sizes of dots in points: those on a line, and those that are all that there is to see."""


def cut_at(one: AroundTreatment) -> float:
    """Where a window ends on the axis of days: at the next treatment, or after today."""
    return one.window_end + (1.0 if one.is_closed else 0.5)


def draw_points(
    area: Area, subject: Subject, one: AroundTreatment, drawn: Sequence[Point], palette: Palette
) -> tuple[Line2D, Line2D | None, Line2D | None, Line2D | None]:
    """Line with its dots, bridges, late dots, and day 0 without a clock time.

    What asks about weeks stays points: a line between two would state days that nobody rated.
    """
    days = [(float(point.offset), point.value) for point in drawn]
    is_joined = not subject.asks_about_weeks
    strokes = join(days if is_joined else [], barriers=[0])
    shape = "s" if subject.is_observer else "o"
    xs, ys = list(strokes.solid_x), list(strokes.solid_y)
    joined = set(zip(xs, ys, strict=True))
    for point in drawn:
        if (point.offset, point.value) not in joined:  # it stands alone
            xs += [_NAN, point.offset]
            ys += [_NAN, point.value]
    line = area.line(
        xs,
        ys,
        marker=shape,
        markersize=_DOT if is_joined else _DOT_ALONE,
        markeredgewidth=0,
        clip_on=False,
        zorder=3,
    )
    bridges = None
    if strokes.dotted_x:
        bridges = area.line(
            strokes.dotted_x, strokes.dotted_y, linewidth=0.9, linestyle=_DOTTED, zorder=2.8
        )
    late = [(point.offset, point.value) for point in drawn if point.is_late]
    unclocked = [(0, reading.value) for reading in one.unclocked]
    return (
        line,
        bridges,
        _draw_hollow(area, late, shape, _LATE if is_joined else _LATE_ALONE, palette),
        _draw_hollow(area, unclocked, "D", 3.6, palette),
    )


def _draw_hollow(
    area: Area, found: Sequence[tuple[float, float]], shape: str, size: float, palette: Palette
) -> Line2D | None:
    """Hollow dots, in muted ink unless they are given another colour; None when there are none."""
    if not found:
        return None
    return area.line(
        [x for x, _ in found],
        [y for _, y in found],
        linestyle="none",
        marker=shape,
        markersize=size,
        markerfacecolor=palette.ground,
        markeredgecolor=palette.muted,
        markeredgewidth=1.0,
        clip_on=False,
        zorder=4,
    )
