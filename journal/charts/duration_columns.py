"""Where the parts of a row of durations lie: name, bar, what is known in words, days rated."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from journal.charts import room, style
from journal.trajectories.values import AroundTreatment
from journal.words import durations as words

ARROW = 0.2
"""Inches that the arrow of an open-ended bar takes beyond the bar."""

ROW_SPACE = 0.07
"""The least inches between the text of a row and the next, before the text scale."""

_APART = 0.16
_MOST_FOR_WORDS, _MOST_ACROSS = 0.46, 0.6
"""The share of the free width that the words may take in one line; across a room the greater."""

_LEAST_DAYS, _MOST_DAYS_LOOKED_AT = 14, 28
"""Days that the axis has at least; and how far it goes for days without a response."""


@dataclass(frozen=True)
class Columns:
    """Inches from the left edge, and the words of each row broken into lines.

    `names` and `rated` are right edges, `bars`, `said` and `rated_from` left ones; `days` is the
    last day on the axis of the bars, which is `bars_wide` wide with the room for an arrow.
    """

    years: tuple[str, ...]
    names: float
    bars: float
    bars_wide: float
    said: float
    rated_from: float
    rated: float
    lines: tuple[str, ...]
    days: int

    @property
    def most_lines(self) -> int:
        """The lines of the row that has most."""
        return max(line.count("\n") + 1 for line in self.lines)

    @property
    def arrow_days(self) -> float:
        """How many days wide an arrow is."""
        return ARROW * self.days / (self.bars_wide - ARROW)


def lay_columns(treatments: Sequence[AroundTreatment], width: float, scale: float) -> Columns:
    """Lay the columns of a figure so many inches wide; the words give way before the bars do."""
    size = style.LABEL * scale
    years = _years(treatments)
    years_wide = max(style.text_width(year, size) for year in years)
    names = max(style.text_width(words.row_name(one), size, bold=True) for one in treatments)
    rated = max(
        style.text_width(column_names(scale)[-1], style.FOOTNOTE * scale),
        *(style.text_width(words.coverage_words(one), size) for one in treatments),
    )
    names_end = style.MARGIN + years_wide + (_APART if years_wide else 0) + names
    bars = names_end + _APART
    rated_end = width - style.MARGIN
    free = rated_end - rated - _APART - bars
    lines = _lines(treatments, free, size, is_brief=room.is_across(scale))
    said_wide = max(
        style.text_width(column_names(scale)[-2], style.FOOTNOTE * scale),
        *(style.text_width(line, size, bold=True) for text in lines for line in text.split("\n")),
    )
    return Columns(
        years=years,
        names=names_end,
        bars=bars,
        bars_wide=max(free - said_wide - _APART, 4 * ARROW),
        said=rated_end - rated - _APART - said_wide,
        rated_from=rated_end - rated,
        rated=rated_end,
        lines=lines,
        days=last_day(treatments),
    )


def column_names(scale: float) -> tuple[str, str, str, str]:
    """What stands above the columns."""
    return words.BRIEF_COLUMNS if room.is_across(scale) else words.COLUMNS


def row_height(lines: int, scale: float) -> float:
    """The least inches of a row whose words take so many lines."""
    return lines * style.line_height(style.LABEL * scale) + ROW_SPACE * scale


def _lines(
    treatments: Sequence[AroundTreatment], free: float, size: float, *, is_brief: bool
) -> tuple[str, ...]:
    """Each row's words on one line if all fit, else with short reasons, else broken."""
    wide = free * (_MOST_ACROSS if is_brief else _MOST_FOR_WORDS)
    if is_brief:
        brief = (words.brief_words(one) for one in treatments)
        return tuple("\n".join(style.wrap(text, size, wide, bold=True)) for text in brief)
    for is_short in (False, True):
        said = tuple(words.lasted_words(one, is_short=is_short) for one in treatments)
        if all(style.text_width(text, size, bold=True) <= wide for text in said):
            return said
    return tuple("\n".join(style.wrap(text, size, wide, bold=True)) for text in said)


def _years(treatments: Sequence[AroundTreatment]) -> tuple[str, ...]:
    """The year beside the first row of each year."""
    found = [str(one.treatment.day.year) for one in treatments]
    changed = (year if year != before else "" for before, year in pairwise(found))
    return (found[0], *changed)


def last_day(treatments: Sequence[AroundTreatment]) -> int:
    """The last day on the axis, up to whole weeks.

    The longest bar ends before it, and so do the days looked at unless they are many.
    """
    bars = [
        one.response.day + one.duration.days
        for one in treatments
        if one.duration is not None and one.response.day is not None
    ]
    looked_at = [min(one.window_end + 1, _MOST_DAYS_LOOKED_AT) for one in treatments]
    return max(_LEAST_DAYS, ceil(max(bars + looked_at, default=0) / 7) * 7)
