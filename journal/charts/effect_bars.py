"""One side effect as a bar: shape, weight and shade by how strong it was, its end, its number."""

from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.text import Annotation

from journal.charts import room, style
from journal.charts.effect_layout import RowLayout
from journal.charts.hour_axis import HourAxis
from journal.charts.line_styles import LineStyle
from journal.charts.shown import Shown
from journal.charts.style import Palette
from journal.trajectories.side_effects import GRADES, EffectSpan

_SHAPES = {"mild": ("o", 4.4, 1.8), "moderate": ("s", 5.4, 3.4), "severe": ("D", 6.6, 5.4)}
"""Marker, its size and the width of the bar in points; all three grow with the severity."""

_NO_GRADE = ("x", 4.4, 1.1)
_FADED = 0.35
_OPEN_WIDE = 0.05
"""The part of the axis over which an effect without an end is drawn: it states no length."""

_ROOM_FOR_NUMBER = 0.97
"""The place on the axis up to which a bar has its number at its end; beyond, at its onset."""


@dataclass(frozen=True)
class SpanArtists:
    """One side effect: its bar with the shape of its onset, its end, and its number."""

    span: EffectSpan
    bar: Line2D
    end: Line2D | None
    number: Annotation
    has_number: bool

    @property
    def all(self) -> tuple[Artist, ...]:
        """Everything there is of it."""
        return (self.bar, *((self.end,) if self.end else ()), self.number)


def key_style(severity: str, palette: Palette) -> LineStyle:
    """How a grade looks in a key."""
    marker, size, width = _SHAPES.get(severity, _NO_GRADE)
    return LineStyle(_colour(severity, palette), width / 1.4, marker, size - 1)


def draw_span(
    axes: Axes, axis: HourAxis, row: RowLayout, index: int, palette: Palette, scale: float
) -> SpanArtists:
    span = row.row.spans[index]
    y = row.middle(index)
    marker, size, width = _SHAPES.get(span.severity or "", _NO_GRADE)
    thin = min(1.0, row.lane / 0.12)
    is_unknown = span.end_hours is None and not span.is_still_there
    end = span.end_hours
    if end is None:
        place = min(float(axis.to_place(span.onset_hours)) + _OPEN_WIDE, 1.0)
        end = float(axis.to_hours(place))
    (bar,) = axes.plot(
        [span.onset_hours, end],
        [y, y],
        linewidth=1.4 if is_unknown else max(width * thin, 0.9),
        linestyle=(0, (1, 1.2)) if is_unknown else "solid",
        solid_capstyle="butt",
        marker=marker,
        markersize=max(size * thin, 2.6),
        markeredgewidth=1.2,
        markevery=[0],
        clip_on=False,
        zorder=4,
    )
    cap = None if is_unknown else _draw_end(axes, span, end, y, thin)
    has_room = float(axis.to_place(end)) < _ROOM_FOR_NUMBER
    number = axes.annotate(
        str(span.number),
        (end if has_room else span.onset_hours, y),
        xytext=(5 if has_room else -size / 2 - 3, 0),
        textcoords="offset points",
        ha="left" if has_room else "right",
        va="center_baseline",
        fontproperties=style.font(_number_size(scale)),
        path_effects=[withStroke(linewidth=2, foreground=palette.ground)],
        annotation_clip=False,
        zorder=5,
    )
    return SpanArtists(span, bar, cap, number, row.has_numbers)


def _draw_end(axes: Axes, span: EffectSpan, end: float, y: float, thin: float) -> Line2D:
    """An upright stroke where an effect ended, an arrow where no end was noted so far."""
    (cap,) = axes.plot(
        [end],
        [y],
        linestyle="none",
        marker=">" if span.is_still_there else "|",
        markersize=max((6.5 if span.is_still_there else 6.0) * thin, 3.0),
        markeredgewidth=1.1,
        clip_on=False,
        zorder=4,
    )
    return cap


def _number_size(scale: float) -> float:
    """Numbers are words across a room, and as large."""
    return (style.FOOTNOTE if room.is_across(scale) else style.FOOTNOTE - 1) * scale


def dress(one: SpanArtists, shown: Shown, palette: Palette) -> None:
    """Give a side effect its colour and layer, its number where there is room or it matters."""
    span = one.span
    is_singled_out = span.key == shown.foremost
    is_shown = span.key not in shown.hidden
    colour = palette.treatment if is_singled_out else _colour(span.severity, palette)
    is_back = shown.foremost is not None and not is_singled_out
    if is_back:
        colour = style.blend(colour, palette.ground, _FADED)  # a bar never shines through a shape
    layer = 7.0 if is_singled_out else 4.0
    for line in (one.bar, *((one.end,) if one.end else ())):
        line.set_color(colour)
        line.set_markeredgecolor(colour)
        line.set_visible(is_shown)
        line.set_zorder(layer)
    one.bar.set_markerfacecolor(palette.ground if span.onset_day else colour)
    one.number.set_visible(is_shown and (one.has_number or is_singled_out))
    one.number.set_color(palette.treatment if is_singled_out else palette.muted)
    one.number.set_alpha(_FADED if is_back else None)
    one.number.set_zorder(layer + 1)


def _colour(severity: str | None, palette: Palette) -> str:
    """The shade of a grade: the stronger the further from the ground."""
    if severity not in GRADES:
        return palette.muted
    return palette.in_order(GRADES.index(severity) + 2, len(GRADES) + 2)
