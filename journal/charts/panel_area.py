"""A rectangle of a figure with units of its own, in which a small panel is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import (
    Bbox,
    BboxTransformFrom,
    BboxTransformTo,
    Transform,
    TransformedBbox,
    blended_transform_factory,
)


@dataclass(frozen=True, eq=False)
class Area:
    """A place on a sheet with days across and values up, in the stead of axes.

    Axes of matplotlib's for each panel would take more time to make than all that is drawn in
    them. `box` is in fractions of the figure, which the sheet covers; `days` and `values` run
    from edge to edge. `to_pixels` takes days and values, `unit` takes fractions of the area,
    `upright` days and fractions, `level` fractions and values.
    """

    sheet: Axes
    box: Bbox
    days: tuple[float, float]
    values: tuple[float, float]
    to_pixels: Transform
    unit: Transform
    upright: Transform
    level: Transform

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        *,
        by: Transform | None = None,
        clip_on: bool = True,
        **look: Any,
    ) -> Line2D:
        """A line through days and values, or through what `by` takes."""
        made = Line2D(xs, ys, transform=by or self.to_pixels, **look)
        self.sheet.add_line(made)
        self._clip(made, clip_on=clip_on)
        return made

    def rectangle(
        self,
        across: tuple[float, float],
        up: tuple[float, float],
        *,
        by: Transform | None = None,
        clip_on: bool = True,
        **look: Any,
    ) -> Rectangle:
        """A rectangle between two days and two values, or between what `by` takes."""
        (left, right), (low, high) = across, up
        made = Rectangle(
            (left, low), right - left, high - low, transform=by or self.to_pixels, **look
        )
        self.sheet.add_artist(made)
        self._clip(made, clip_on=clip_on)
        return made

    def _clip(self, made: Line2D | Rectangle, *, clip_on: bool) -> None:
        made.set_clip_box(TransformedBbox(Bbox.unit(), self.unit))
        made.set_clip_on(clip_on)


def make_area(
    sheet: Axes, box: Bbox, days: tuple[float, float], values: tuple[float, float]
) -> Area:
    """An area at a place of the figure that a sheet covers."""
    on = sheet.figure
    unit = BboxTransformTo(TransformedBbox(box, on.transFigure))
    within = Bbox.from_extents(days[0], values[0], days[1], values[1])
    to_pixels = BboxTransformFrom(within) + unit
    return Area(
        sheet,
        box,
        days,
        values,
        to_pixels,
        unit,
        blended_transform_factory(to_pixels, unit),
        blended_transform_factory(unit, to_pixels),
    )
