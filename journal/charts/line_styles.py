"""How the line of one treatment looks: by its place in the order, or by its phase."""

from dataclasses import dataclass, replace
from typing import Literal

from journal.charts.style import Palette

ColouredBy = Literal["order", "phase"]

Dash = Literal["solid"] | tuple[float, tuple[float, ...]]

PHASES = ("induction", "maintenance", "booster", "")
"""The phases in the order of a key; "" where none was noted."""

_MARKERS = {"induction": "o", "maintenance": "^", "booster": "D", "": "P"}
_DASHES: dict[str, Dash] = {"booster": (0, (6, 1.4)), "": (0, (3, 1.2, 1, 1.2))}
_PHASE_COLOURS = {
    "induction": ("#4C9BC9", "#7CC0E8"),
    "maintenance": ("#174A7E", "#4F8FD0"),
    "booster": ("#A3266B", "#F08CBC"),
    "": ("#6B7683", "#8A96A3"),
}
"""On a light ground and on a dark one. They differ in lightness too, and in dash and marker."""

_LARGER, _ALONE = 1.7, 1.8
"""By how much a dot grows on the line that is singled out, and where no line leads to it."""


@dataclass(frozen=True)
class LineStyle:
    """Colour as hex, widths and size of marker in points, shape of marker, dash, layer."""

    colour: str
    width: float
    marker: str
    marker_size: float = 2.8
    dash: Dash = "solid"
    layer: float = 3.0
    singled_width: float = 2.4

    def singled_out(self, palette: Palette) -> "LineStyle":
        """The same in the colour and weight of the one treatment that is singled out."""
        return replace(
            self,
            colour=palette.treatment,
            width=self.singled_width,
            marker_size=self.marker_size * _LARGER,
            layer=7.0,
        )

    def as_points(self) -> "LineStyle":
        """The same for dots that nothing joins."""
        return replace(self, marker_size=self.marker_size * _ALONE)

    def heavier(self, by: float) -> "LineStyle":
        """The same with strokes and dots so many times as heavy."""
        return replace(
            self,
            width=self.width * by,
            marker_size=self.marker_size * by,
            singled_width=self.singled_width * by,
        )


def style_of(
    index: int,
    count: int,
    phase: str,
    palette: Palette,
    *,
    coloured_by: ColouredBy = "order",
    is_observer: bool = False,
) -> LineStyle:
    """The style of one of `count` treatments, counted from 0."""
    if coloured_by == "phase":
        return phase_style(phase, palette)
    share = 1.0 if count < 2 else index / (count - 1)
    return LineStyle(
        colour=palette.in_order(index, count, is_observer=is_observer),
        width=0.9 + 0.6 * share,
        marker="s" if is_observer else "o",
    )


def phase_style(phase: str, palette: Palette) -> LineStyle:
    """The style of a phase; one that the key does not know looks as if none was noted."""
    known = phase if phase in PHASES else ""
    return LineStyle(
        colour=_PHASE_COLOURS[known][palette.is_dark],
        width=1.1,
        marker=_MARKERS[known],
        marker_size=3.6,
        dash=_DASHES.get(known, "solid"),
    )
