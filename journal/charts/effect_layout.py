"""Where everything of the side effects' chart lies: columns, rows, and a lane for each effect."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from journal.charts import room as across
from journal.charts import style
from journal.trajectories.side_effects import EffectRow
from journal.words import opened
from journal.words import side_effects as effect_words

_PAD = 0.09
"""White space between two rows, in inches."""

_LANES_WITH_NUMBERS = 12
"""Up to so many lanes a row keeps their usual height; with more they share it."""

_LEAST_LANE = 0.045
_STEPS = 20
_WIDEST_NAME = 0.27
"""The part of the chart's width that the names of effects may take before they are wrapped."""


@dataclass(frozen=True)
class RowLayout:
    """One effect: its name in lines, its count, top and height in inches, and that of a lane."""

    row: EffectRow
    name: tuple[str, ...]
    count: str
    top: float
    tall: float
    lane: float
    has_numbers: bool

    def middle(self, index: int) -> float:
        """The middle of a lane, in inches from the top of the rows."""
        free = self.tall - self.lane * max(len(self.row.spans), 1)
        return self.top + free / 2 + (index + 0.5) * self.lane


@dataclass(frozen=True)
class Layout:
    """The rows, the widths of the two columns of words, and the height of everything.

    `left_out` rows have no room.
    """

    rows: tuple[RowLayout, ...]
    names_wide: float
    counts_wide: float
    tall: float
    left_out: int = 0


def lay_rows(
    rows: Sequence[EffectRow], treatments: int, width: float, scale: float, room: float | None
) -> Layout:
    """Lay the rows in a figure so many inches wide.

    `room` is the height there is; lanes become thinner to fit it, down to a least, and then the
    last rows are left out. None: as much as all of them need.
    """
    found = _lay(rows, treatments, width, scale, 1.0)
    if room is None:
        return found
    for share in range(_STEPS - 1, 0, -1):
        if found.tall <= room:
            return found
        found = _lay(rows, treatments, width, scale, share / _STEPS)
    kept = [row for row in found.rows if row.top + row.tall <= room] or list(found.rows[:1])
    tall = kept[-1].top + kept[-1].tall if kept else found.tall
    return replace(found, rows=tuple(kept), tall=tall, left_out=len(rows) - len(kept))


def _lay(
    rows: Sequence[EffectRow], treatments: int, width: float, scale: float, share: float
) -> Layout:
    """The rows with lanes and white space of a share of their usual height."""
    size = style.LABEL * scale
    line = style.line_height(size)
    names = [style.wrap(opened(row.effect), size, width * _WIDEST_NAME) for row in rows]
    counts = [effect_words.row_count(row, treatments) for row in rows]
    if across.is_across(scale):
        counts = [effect_words.brief_count(row, treatments) for row in rows]
    usual = style.line_height(style.FOOTNOTE * scale)
    lanes = [max(len(row.spans), 1) for row in rows]
    wanted = [min(usual, max(usual * _LANES_WITH_NUMBERS / n, _LEAST_LANE)) for n in lanes]

    pad = _PAD * scale * share
    placed = []
    top = pad / 2
    for row, name, count, n, lane in zip(rows, names, counts, lanes, wanted, strict=True):
        thin = max(lane * share, _LEAST_LANE)
        tall = max(thin * n, line * len(name))
        has_numbers = thin >= usual * 0.8
        placed.append(RowLayout(row, tuple(name), count, top, tall, thin, has_numbers))
        top += tall + pad
    return Layout(
        tuple(placed),
        max((style.text_width(t, size) for name in names for t in name), default=0.0),
        max((style.text_width(t, size) for t in counts), default=0.0),
        top - pad / 2,
    )
