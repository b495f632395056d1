"""The thin lines of an overlay: one a treatment or course, hairlines over a few empty days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle

from journal.charts.line_styles import LineStyle
from journal.charts.marks import join
from journal.charts.shown import Shown
from journal.charts.style import Palette
from journal.trajectories.values import Point

_NAN = float("nan")
_FAINT = 0.5
"""How strong the other lines are when one is singled out."""

_LATE, _LATE_ALONE = 17.0, 28.0
"""The area of the mark of a late entry on a line, and of one that stands alone, in points²."""


@dataclass(frozen=True)
class Strand:
    """What one line is drawn from: points by offset, and the offsets that nothing crosses."""

    key: str
    points: tuple[Point, ...]
    barriers: tuple[float, ...] = (0.0,)
    is_joined: bool = True

    def unjoined(self) -> "Strand":
        """The same as points that nothing joins."""
        barriers = tuple(float(one.offset) for one in self.points)
        return replace(self, barriers=barriers, is_joined=False)


@dataclass(frozen=True)
class LateEntries:
    """Entries made more than a day late, as hollow marks in the colours of their lines."""

    artist: PathCollection
    keys: tuple[str, ...]
    places: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Strands:
    """The artists by key; `restyle` changes what they look like and which are seen."""

    lines: dict[str, Line2D]
    bridges: dict[str, Line2D]
    late: LateEntries
    styles: Mapping[str, LineStyle]
    palette: Palette

    @property
    def artists(self) -> tuple[Artist, ...]:
        """All of them."""
        return (*self.bridges.values(), *self.lines.values(), self.late.artist)

    def restyle(self, shown: Shown) -> None:
        """Single out and hide."""
        now = {
            key: one.singled_out(self.palette) if key == shown.foremost else one
            for key, one in self.styles.items()
        }
        back = set(now) - {shown.foremost} if shown.foremost in now else set()
        for key, one in now.items():
            line, bridge = self.lines[key], self.bridges[key]
            for artist in (line, bridge):
                artist.set_visible(key not in shown.hidden)
                artist.set_color(one.colour)
                artist.set_alpha(_FAINT if key in back else None)
            line.set_linewidth(one.width)
            line.set_markersize(one.marker_size)
            line.set_zorder(one.layer)
            bridge.set_zorder(one.layer - 0.5)
        self._restyle_late(now, back, shown)

    def _restyle_late(self, now: dict[str, LineStyle], back: set[str], shown: Shown) -> None:
        late = self.late
        seen = [index for index, key in enumerate(late.keys) if key not in shown.hidden]
        places = np.array([late.places[index] for index in seen], dtype=float).reshape(-1, 2)
        late.artist.set_offsets(places)
        late.artist.set_edgecolor(
            [
                to_rgba(now[late.keys[index]].colour, _FAINT if late.keys[index] in back else 1)
                for index in seen
            ]
        )


def draw_strands(
    axes: Axes,
    strands: Sequence[Strand],
    styles: Mapping[str, LineStyle],
    last: int,
    palette: Palette,
) -> Strands:
    """Draw every strand up to the offset `last`; `restyle` gives each its style.

    Points that nothing joins are larger: they are all that there is to see.
    """
    alone = {one.key for one in strands if not one.is_joined}
    styles = {key: one.as_points() if key in alone else one for key, one in styles.items()}
    lines, bridges = {}, {}
    for one in strands:
        look = styles[one.key]
        drawn = [(float(p.offset), p.value) for p in one.points if p.offset <= last]
        strokes = join(drawn, one.barriers)
        (lines[one.key],) = axes.plot(
            *with_dots(strokes.solid_x, strokes.solid_y, drawn),
            linestyle=look.dash,
            marker=look.marker,
            markeredgewidth=0,
            clip_on=False,
        )
        (bridges[one.key],) = axes.plot(
            strokes.dotted_x, strokes.dotted_y, linewidth=0.8, linestyle=(0, (1, 2.2))
        )
    is_square = any(one.marker == "s" for one in styles.values())
    late = _draw_late(axes, strands, last, palette, is_square=is_square)
    return Strands(lines, bridges, late, styles, palette)


def _draw_late(
    axes: Axes, strands: Sequence[Strand], last: int, palette: Palette, *, is_square: bool
) -> LateEntries:
    """One artist for all; its colours come with the lines'."""
    found = [(one, p) for one in strands for p in one.points if p.is_late and p.offset <= last]
    artist = axes.scatter(
        [p.offset for _, p in found],
        [p.value for _, p in found],
        s=[_LATE if one.is_joined else _LATE_ALONE for one, _ in found],
        marker=MarkerStyle("s" if is_square else "o"),
        facecolors=palette.ground,
        linewidths=1.0,
        clip_on=False,
        zorder=7.5,
    )
    keys = tuple(one.key for one, _ in found)
    return LateEntries(artist, keys, tuple((float(p.offset), p.value) for _, p in found))


def with_dots(
    xs: list[float], ys: list[float], drawn: Sequence[tuple[float, float]]
) -> tuple[list[float], list[float]]:
    """The strokes, and after them each point that no stroke touches, standing alone."""
    joined = set(zip(xs, ys, strict=True))
    alone = [point for point in drawn if point not in joined]
    more_x = [value for x, _ in alone for value in (_NAN, x)]
    more_y = [value for _, y in alone for value in (_NAN, y)]
    return xs + more_x, ys + more_y
