"""The places in the figure that a small panel and the words above it have to themselves."""

from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from journal.charts import style
from journal.charts.panel_grid import SPAN_ROOM, Sizes, written
from journal.charts.panel_heading import Heading

_REACH = 0.06
"""Inches that dots and frames reach out of the axes; less than is kept free beside a label."""


@dataclass(frozen=True)
class Places:
    """The places of the name, the rated days, the words below and the panel itself.

    None reaches into another, or into one of the next panel. All are in fractions of the figure.
    """

    title: Bbox
    rated: Bbox
    outcome: Bbox
    body: Bbox


def lay_places(
    on: Figure, heading: Heading, sizes: Sizes, left: float, top: float, lines: int
) -> Places:
    """The places of a panel whose heading begins at inches from the left and top of the figure."""
    start, end = left - _REACH, left + sizes.wide + sizes.apart - _REACH
    size = style.AXIS * sizes.scale
    named = min(left + style.text_width(heading.title, size, bold=True) + _REACH, end)
    below = top + style.line_height(size)
    axes = top + written(lines, sizes.scale)
    body = max(axes - SPAN_ROOM - _REACH / 4, below)  # the same where no words stand above
    return Places(
        title=_box(on, start, named, top - _REACH / 2, below),
        rated=_box(on, named, end, top - _REACH / 2, below),
        outcome=_box(on, start, end, below, body),
        body=_box(on, start, end, body, axes + sizes.tall + _REACH),
    )


def _box(on: Figure, left: float, right: float, top: float, bottom: float) -> Bbox:
    """A place given in inches from the left and top of the figure."""
    width, height = on.get_size_inches()
    return Bbox.from_extents(left / width, 1 - bottom / height, right / width, 1 - top / height)
