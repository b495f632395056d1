"""How long each response lasted: one bar a treatment, in order, beside what is known in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from journal.charts import room, style
from journal.charts.duration_columns import (
    Columns,
    column_names,
    last_day,
    lay_columns,
    row_height,
)
from journal.charts.duration_row import DurationRow, draw_row
from journal.charts.frame import Captions, draw_captions, say_empty
from journal.charts.marks import Marks
from journal.charts.parts import Part, dress_all
from journal.charts.shown import EVERYTHING, Shown
from journal.charts.style import Palette
from journal.trajectories.values import AroundTreatment
from journal.words import NO_TREATMENTS, Subject, count
from journal.words import durations as words
from journal.words import figure as number

_HEAD = 0.16
"""Inches between the words above the chart and the names of the columns."""

_MOST_ROW = 0.42
"""The greatest height of a row in inches, before the text scale."""

_LEAST_HIGH = 4.0
_USUAL_FOOTNOTE = 250
"""Widths of half a letter in the footnote, to reckon with before it is known."""


@dataclass(frozen=True)
class DurationsArtists:
    """The rows by treatment key, in order. `restyle` singles out and hides without a rebuild."""

    axes: Axes
    rows: dict[str, DurationRow]
    labels: tuple[Text, ...]
    palette: Palette

    @property
    def marks(self) -> Marks:
        """One point a row that is not hidden: the end of its bar, or the treatment."""
        return Marks(self.axes, tuple(row.mark for row in self.rows.values() if not row.is_hidden))

    @property
    def parts(self) -> tuple[Part, ...]:
        """What `restyle` may touch, row by row."""
        return tuple(part for row in self.rows.values() for part in row.parts)

    @property
    def shown(self) -> Shown:
        """What is singled out and hidden of the rows that are drawn."""
        return Shown(
            next((key for key, row in self.rows.items() if row.is_singled_out(self.palette)), None),
            frozenset(key for key, row in self.rows.items() if row.is_hidden),
        )

    def restyle(self, shown: Shown) -> None:
        """Single out one treatment and hide others; every row keeps its place."""
        changed = shown.changed_from(self.shown)
        dress_all(
            {key: one for key, one in self.rows.items() if key in changed}, shown, self.palette
        )


def draw_durations(
    figure: Figure,
    subject: Subject,
    treatments: Sequence[AroundTreatment],
    palette: Palette,
    *,
    shown: Shown = EVERYTHING,
    scale: float = 1.0,
) -> DurationsArtists:
    """Draw how long the response after each treatment lasted, the first treatment on top.

    Rows keep a least height: where the figure has no room for all, the latest are drawn and the
    second line says so. `height_for` gives the height that has room.
    """
    if not treatments or not treatments[-1].rules.allows_line:
        return _draw_nothing(figure, subject, treatments, palette, scale)
    width, height = figure.get_size_inches()
    drawn = room.in_order(treatments, scale)
    while True:  # the words that say that some are left out may take a line, and so a row, more
        captions = _captions(subject, treatments, drawn)
        above, below = draw_captions(figure, captions, palette, scale)
        columns = lay_columns(drawn, width, scale)
        least = row_height(columns.most_lines, scale)
        free = height - above - below - _around_rows(scale)
        most = max(int(free / least + 1e-6), 1)
        if most >= len(drawn):
            break
        drawn = room.in_order(treatments[-most:], scale)
    tall = min(max(free / len(drawn), least), max(_MOST_ROW * scale, least))
    top = above + _HEAD + style.line_height(style.FOOTNOTE * scale) + _above_rows(scale)
    axes = _make_axes(figure, columns, len(drawn), tall, top, palette)
    labels = (*_name_columns(figure, columns, top, palette, scale),)
    labels += _label_days(axes, columns, palette, scale)
    rows = {
        one.treatment.key: draw_row(axes, subject, one, place, columns, palette, scale)
        for place, one in enumerate(drawn)
    }
    room.strengthen(figure, scale)
    artists = DurationsArtists(axes, rows, labels, palette)
    dress_all(rows, shown, palette)
    return artists


def height_for(treatments: Sequence[AroundTreatment], width: float, scale: float = 1.0) -> float:
    """The inches of height in which every row is legible, in a figure so many inches wide."""
    if not treatments:
        return _LEAST_HIGH
    size = style.FOOTNOTE * scale
    footnote = ceil(_USUAL_FOOTNOTE * size / 72 / (width - 2 * style.MARGIN))
    lines = 1 if room.is_across(scale) else footnote + 3
    written = lines * style.line_height(size) + style.line_height(style.TITLE * scale) + 0.5
    a_row = row_height(lay_columns(treatments, width, scale).most_lines, scale) * 1.05
    return max(len(treatments) * a_row + written + _around_rows(scale), _LEAST_HIGH)


def _above_rows(scale: float) -> float:
    """Inches for the days above the rows: across a room the lower end is out of sight."""
    return style.line_height(room.tick_size(scale)) if room.is_across(scale) else 0.0


def _around_rows(scale: float) -> float:
    """Inches for the names of the columns and for the labels of the days."""
    small, large = style.FOOTNOTE * scale, style.AXIS * scale
    return _HEAD + style.line_height(small) + style.line_height(large) + 0.08


def _captions(
    subject: Subject, treatments: Sequence[AroundTreatment], drawn: Sequence[AroundTreatment]
) -> Captions:
    return Captions(
        words.title(subject),
        words.second_line(subject, len(treatments), len(drawn)),
        words.footnote(subject, drawn, last_day(drawn)),
    )


def _draw_nothing(
    figure: Figure,
    subject: Subject,
    treatments: Sequence[AroundTreatment],
    palette: Palette,
    scale: float,
) -> DurationsArtists:
    """Words in place of the rows: no treatment, or a scale without a response line."""
    said = words.NO_LINE_HERE if treatments else NO_TREATMENTS
    captions = Captions(
        words.title(subject),
        f"{count(len(treatments), 'treatment')} · {subject.rater}",
        words.sample_words(subject),
    )
    draw_captions(figure, captions, palette, scale)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    return DurationsArtists(axes, {}, (say_empty(axes, said, palette, scale),), palette)


def _make_axes(
    figure: Figure, columns: Columns, rows: int, tall: float, top: float, palette: Palette
) -> Axes:
    """Axes of days across and rows down, a week's hairline each, the treatment in ink."""
    width, height = figure.get_size_inches()
    lower = 1 - (top + rows * tall) / height
    axes = figure.add_axes(
        (columns.bars / width, lower, columns.bars_wide / width, rows * tall / height)
    )
    axes.set_axis_off()
    axes.set(xlim=(0, columns.days + columns.arrow_days), ylim=(rows, 0))
    for day in _ticks(columns, 1.0):
        colour = palette.hairline if day else palette.ink
        axes.axvline(day, color=colour, linewidth=0.8 if day else 1.2, clip_on=False, zorder=0.5)
    return axes


def _ticks(columns: Columns, scale: float) -> list[int]:
    """Days labelled: weeks, or as many of them as there is room for."""
    a_day = (columns.bars_wide) / (columns.days + columns.arrow_days)
    needed = style.text_width("280", room.tick_size(scale)) * 1.6
    weeks = next((weeks for weeks in (1, 2, 4, 8, 13) if weeks * 7 * a_day >= needed), 26)
    return list(range(0, columns.days + 1, weeks * 7))


def _label_days(axes: Axes, columns: Columns, palette: Palette, scale: float) -> tuple[Text, ...]:
    is_above = room.is_across(scale)
    return tuple(
        axes.annotate(
            number(day),
            (day, 1 if is_above else 0),
            xycoords=axes.get_xaxis_transform(),
            xytext=(0, 4 if is_above else -5),
            textcoords="offset points",
            ha="center",
            va="bottom" if is_above else "top",
            color=palette.muted,
            fontproperties=style.font(room.tick_size(scale)),
            annotation_clip=False,
        )
        for day in _ticks(columns, scale)
    )


def _name_columns(
    figure: Figure, columns: Columns, top: float, palette: Palette, scale: float
) -> tuple[Text, ...]:
    """What stands in each column, above the rows."""
    size = style.FOOTNOTE * scale
    up = top - _above_rows(scale) - style.line_height(size) - 0.04
    name, days, said, rated = column_names(scale)
    has_room = style.text_width(days, size) + columns.bars < columns.said
    return (
        style.write(figure, columns.names, up, name, size, palette.muted, ha="right"),
        style.write(figure, columns.bars, up, days if has_room else "days", size, palette.muted),
        style.write(figure, columns.said, up, said, size, palette.muted),
        style.write(figure, columns.rated, up, rated, size, palette.muted, ha="right"),
    )
