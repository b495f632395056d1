"""A key in one row under the second line: strokes as they are drawn, each with its name."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text

from journal.charts import style
from journal.charts.line_styles import LineStyle
from journal.charts.style import Palette

_STROKE = 0.34
_RAMP_STROKE = 0.1
_GAP = 0.07
_BETWEEN = 0.2


@dataclass(frozen=True)
class KeyEntry:
    """Strokes between two words; either may be empty. A single stroke shows its marker."""

    before: str
    strokes: tuple[LineStyle, ...]
    after: str = ""

    def width(self, size: float) -> float:
        """How wide it is at a size of type, in inches."""
        texts = [style.text_width(text, size) + _GAP for text in (self.before, self.after) if text]
        return sum(texts) + self.strokes_wide

    @property
    def strokes_wide(self) -> float:
        """The width of all strokes, in inches."""
        return _STROKE if len(self.strokes) == 1 else _RAMP_STROKE * len(self.strokes)


@dataclass(frozen=True)
class KeyPlan:
    """The rows of a key, and where a note stands that may come and go: inches, row."""

    rows: list[list[KeyEntry]]
    note_x: float
    note_row: int

    @property
    def count(self) -> int:
        """How many rows there are, that of the note included."""
        return max(len(self.rows), self.note_row + 1)


def plan_key(entries: Sequence[KeyEntry], longest: str, wide: float, scale: float) -> KeyPlan:
    """Lay out a key and the room for a note, at most `longest`, on a figure `wide` inches wide."""
    size = style.LABEL * scale
    free = wide - 2 * style.MARGIN
    rows = key_rows(entries, size, free)
    taken = row_width(rows[-1], size) if rows else 0.0
    if rows and taken + style.text_width(longest, size) <= free:
        return KeyPlan(rows, style.MARGIN + taken, len(rows) - 1)
    return KeyPlan(rows, style.MARGIN, len(rows))


def key_rows(entries: Sequence[KeyEntry], size: float, width: float) -> list[list[KeyEntry]]:
    """The entries in as many rows as they need in `width` inches."""
    rows: list[list[KeyEntry]] = []
    free = 0.0
    for entry in entries:
        needed = entry.width(size) + _BETWEEN
        if not rows or needed > free:
            rows.append([])
            free = width
        rows[-1].append(entry)
        free -= needed
    return rows


def row_width(row: Sequence[KeyEntry], size: float) -> float:
    """The width of a row, in inches, with the space after it."""
    return sum(entry.width(size) + _BETWEEN for entry in row)


def draw_key(
    axes: Axes, rows: Sequence[Sequence[KeyEntry]], up: float, palette: Palette, scale: float
) -> list[Artist]:
    """Draw the rows from the left margin, the middle of the first `up` inches above the axes."""
    figure = axes.figure.figure
    wide, tall = figure.get_size_inches()
    size = style.LABEL * scale
    drawn: list[Artist] = []
    for number, row in enumerate(rows):
        y = axes.get_position().y1 + (up - number * style.line_height(size)) / tall
        x = style.MARGIN
        for entry in row:
            start = x
            if entry.before:
                drawn.append(_write(axes, x / wide, y, entry.before, palette, size))
                x += style.text_width(entry.before, size) + _GAP
            drawn += _strokes(axes, entry, x, y)
            x += entry.strokes_wide + _GAP
            if entry.after:
                drawn.append(_write(axes, x / wide, y, entry.after, palette, size))
            x = start + entry.width(size) + _BETWEEN
    return drawn


def write_note(axes: Axes, plan: KeyPlan, up: float, palette: Palette, scale: float) -> Text:
    """An empty text at the place of the note."""
    size = style.LABEL * scale
    return axes.annotate(
        "",
        (plan.note_x * 72, 1),
        xycoords=("figure points", "axes fraction"),
        xytext=(0, (up - plan.note_row * style.line_height(size)) * 72),
        textcoords="offset points",
        ha="left",
        va="center",
        color=palette.ink,
        fontproperties=style.font(size),
        annotation_clip=False,
        zorder=8,
    )


def _write(axes: Axes, x: float, y: float, text: str, palette: Palette, size: float) -> Artist:
    return axes.figure.figure.text(
        x, y, text, ha="left", va="center", color=palette.muted, fontproperties=style.font(size)
    )


def _strokes(axes: Axes, entry: KeyEntry, x: float, y: float) -> list[Artist]:
    figure = axes.figure.figure
    wide = figure.get_size_inches()[0]
    each = entry.strokes_wide / len(entry.strokes)
    artists: list[Artist] = []
    for number, one in enumerate(entry.strokes):
        left = x + number * each
        right = left + each
        stroke = Line2D(
            [left / wide, (left + right) / 2 / wide, right / wide],
            [y] * 3,
            transform=figure.transFigure,
            color=one.colour,
            linewidth=one.width * 1.4,
            linestyle=one.dash,
            marker=one.marker if len(entry.strokes) == 1 else "",
            markersize=one.marker_size + 1,
            markevery=[1],
            solid_capstyle="butt",
        )
        figure.add_artist(stroke)
        artists.append(stroke)
    return artists
