"""Where small panels lie: as many columns as make them well shaped, none below a least size."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from journal.charts import room, style

BETWEEN = 0.16
"""Inches between a row of panels and the next, before the text scale."""

SPAN_ROOM = 0.15
"""Inches between the words above a panel and its axes, where the span of the response lies."""

_LEAST_WIDE, _LEAST_TALL = 1.55, 0.75
"""The least inches of a panel, before the text scale."""

_LEAST_WIDE_ACROSS = 1.3
"""The least width where a chart is read across a room, and the words are short."""

_WELL_SHAPED = 1.7
"""The width that looks best, as a multiple of the height."""

_WANTED_TALL = 1.0
"""The height of a panel where the figure may be as tall as it likes."""

LinesAt = Callable[[float], Sequence[int]]
"""The lines of text above each panel when panels are so many inches wide."""


@dataclass(frozen=True)
class PanelGrid:
    """Panels in rows, all of one size, in inches.

    `shown` is how many of the latest there is room for; `tops` where the text above each row
    begins, from the top of the free space; `lines` how many lines that text has.
    """

    shown: int
    columns: int
    wide: float
    tall: float
    tops: tuple[float, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Sizes:
    """What all panels share: width, height and the space to the next in inches, text scale, first
    and last offset."""

    wide: float
    tall: float
    apart: float
    scale: float
    span: tuple[int, int]


def lay_panels(
    count: int, wide: float, tall: float, apart: float, scale: float, lines_at: LinesAt
) -> PanelGrid:
    """Lay `count` panels into a space of `wide` × `tall` inches, `apart` from side to side.

    Where they would become too small the earliest are left out; one is always laid.
    """
    most = min(most_columns(wide, apart, scale), count)
    for shown in range(count, 0, -1):
        laid = [
            _lay(shown, columns, wide, tall, apart, scale, lines_at)
            for columns in range(1, min(most, shown) + 1)
        ]
        fitting = [grid for grid in laid if grid.tall >= _LEAST_TALL * scale]
        if fitting or shown == 1:
            return max(fitting or laid, key=lambda one: min(one.wide / _WELL_SHAPED, one.tall))
    raise ValueError(count)


def most_columns(wide: float, apart: float, scale: float) -> int:
    """How many panels of the least width lie side by side; at least one."""
    least = _LEAST_WIDE_ACROSS if room.is_across(scale) else _LEAST_WIDE
    return max(int((wide + apart) / (least * scale + apart)), 1)


def height_of_panels(count: int, wide: float, apart: float, scale: float, lines: int) -> float:
    """The inches that so many panels take when each has so many lines of text above it."""
    rows = ceil(max(count, 1) / most_columns(wide, apart, scale))
    return rows * (_WANTED_TALL * scale + written(lines, scale)) + (rows - 1) * BETWEEN * scale


def written(lines: int, scale: float) -> float:
    """The inches that a panel's title, its lines of text and its span take above the axes."""
    title = style.line_height(style.AXIS * scale)
    return title + lines * style.line_height(style.FOOTNOTE * scale) + SPAN_ROOM


def _lay(
    count: int,
    columns: int,
    wide: float,
    tall: float,
    apart: float,
    scale: float,
    lines_at: LinesAt,
) -> PanelGrid:
    panel_wide = (wide - (columns - 1) * apart) / columns
    each = lines_at(panel_wide)[-count:]
    lines = tuple(max(each[start : start + columns]) for start in range(0, count, columns))
    above = [written(one, scale) for one in lines]
    free = tall - sum(above) - (len(lines) - 1) * BETWEEN * scale
    panel_tall = max(free / len(lines), 0.1)
    tops, top = [], 0.0
    for one in above:
        tops.append(top)
        top += one + panel_tall + BETWEEN * scale
    return PanelGrid(count, columns, panel_wide, panel_tall, tuple(tops), lines)
