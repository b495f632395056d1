"""Side effects by hours and days from the treatment they followed: a row for each effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from journal.charts import room, style
from journal.charts.effect_bars import SpanArtists, draw_span, dress, key_style
from journal.charts.effect_layout import Layout, lay_rows
from journal.charts.frame import Captions, draw_captions
from journal.charts.hidden_note import make_note, say_hidden
from journal.charts.hour_axis import HourAxis, hours_and_days, label_hours, mark_breaks
from journal.charts.line_key import KeyEntry, draw_key, key_rows
from journal.charts.marks import Mark, Marks
from journal.charts.parts import Part
from journal.charts.shown import EVERYTHING, Shown
from journal.charts.style import Palette
from journal.trajectories.side_effects import GRADES, EffectSpan, SideEffects, effect_rows
from journal.words import side_effects as effect_words
from journal.words.hours import START

_WRITTEN_ACROSS = 1.1
"""Inches of words around the rows across a room, before the text scale."""

_LABELS_ON_TOP_FROM = 4.5
"""Inches of rows from which the hours are written above them too."""


@dataclass(frozen=True)
class SideEffectsArtists:
    """The artists of the chart by name; y runs in inches from the top of the rows."""

    axes: Axes
    axis: HourAxis
    layout: Layout
    spans: tuple[SpanArtists, ...]
    names: tuple[Text, ...]
    counts: tuple[Text, ...]
    key: tuple[Artist, ...]
    breaks: tuple[Artist, ...]
    marks: Marks
    palette: Palette
    found: SideEffects
    hidden: Text

    @property
    def parts(self) -> tuple[Part, ...]:
        """The artists that `restyle` may touch."""
        return (Part((self.hidden, *(artist for one in self.spans for artist in one.all))),)

    def restyle(self, shown: Shown) -> None:
        """Single out the effects of one treatment, hide those of others; nothing is drawn anew."""
        for one in self.spans:
            dress(one, shown, self.palette)
        say_hidden(self.hidden, (one.key for one in self.found.treatments), shown)


def draw_side_effects(
    figure: Figure,
    found: SideEffects,
    palette: Palette,
    *,
    shown: Shown = EVERYTHING,
    scale: float = 1.0,
    is_sample: bool = False,
) -> SideEffectsArtists:
    """Draw every side effect that followed a treatment, in the rows of `effect_rows`.

    Lanes become thinner where the figure is low; `height_for` gives the height that has room.
    """
    axis = _axis(found.spans)
    frame = _lay_frame(figure, found, axis, palette, scale, is_sample=is_sample)
    layout = frame.layout
    axes = _make_axes(figure, frame, axis, palette, scale)
    breaks = mark_breaks([axes], axis, palette)
    names, counts = _write_rows(figure, layout, frame.top, palette, scale)
    spans = tuple(
        draw_span(axes, axis, row, index, palette, scale)
        for row in layout.rows
        for index in range(len(row.row.spans))
    )
    _say_what_is_not_there(axes, found, layout, palette, scale)
    key = tuple(draw_key(axes, frame.keys, frame.keys_up, palette, scale)) if frame.keys else ()
    marks = Marks(axes, _marks(layout, found))
    room.strengthen(figure, scale)
    artists = SideEffectsArtists(
        axes,
        axis,
        layout,
        spans,
        names,
        counts,
        key,
        breaks,
        marks,
        palette,
        found,
        hidden=make_note(figure, palette, scale),
    )
    artists.restyle(shown)
    return artists


@dataclass(frozen=True)
class Frame:
    """What stands around the rows: their top, height and left edge in inches, and the key.

    `keys_up` is where the key's first row lies, above the top of the rows.
    """

    layout: Layout
    top: float
    tall: float
    left: float
    keys: list[list[KeyEntry]]
    keys_up: float

    @property
    def has_labels_on_top(self) -> bool:
        """Whether the hours are written above the rows too."""
        return self.layout.tall > _LABELS_ON_TOP_FROM


def _lay_frame(
    figure: Figure,
    found: SideEffects,
    axis: HourAxis,
    palette: Palette,
    scale: float,
    *,
    is_sample: bool,
) -> Frame:
    """Write what stands above and below, and lay the rows between."""
    width, height = figure.get_size_inches()
    captions = _captions(found, axis, 0, is_sample)
    above, below = draw_captions(figure, captions, palette, scale)
    keys = key_rows(_key(found, palette), style.LABEL * scale, width - 2 * style.MARGIN)
    line = style.line_height(style.LABEL * scale)
    ticks = style.line_height(room.tick_size(scale)) + 0.1
    top = above + 0.1 + line * len(keys) + (0.1 if keys else 0.0)
    free = height - top - below - ticks
    layout = lay_rows(effect_rows(found), len(found.treatments), width, scale, free - ticks)
    are_numbered = [row.has_numbers for row in layout.rows if row.row.spans]
    if layout.left_out or not all(are_numbered):
        captions = _captions(found, axis, layout.left_out, is_sample, are_numbered)
        draw_captions(figure, captions, palette, scale)
    top += ticks if layout.tall > _LABELS_ON_TOP_FROM else 0.0
    left = style.MARGIN + layout.names_wide + layout.counts_wide + (0.5 if layout.rows else 0.1)
    tall = max(layout.tall if layout.rows else free, 0.6)
    return Frame(layout, top, tall, left, keys, top - above - 0.1 - line / 2)


def _make_axes(
    figure: Figure, frame: Frame, axis: HourAxis, palette: Palette, scale: float
) -> Axes:
    """The axes of hours, with a hairline between two rows and a line at the start."""
    width, height = figure.get_size_inches()
    last = style.text_width("+28 days", room.tick_size(scale)) / 2 if room.is_across(scale) else 0.0
    wide = max(width - frame.left - max(style.MARGIN * 1.6, last + 0.05), 1.0)
    box = (frame.left / width, 1 - (frame.top + frame.tall) / height)
    axes = figure.add_axes((*box, wide / width, frame.tall / height))
    axes.set_facecolor("none")
    axes.set_ylim(frame.tall, 0)
    between = [(row.top + row.tall + after.top) / 2 for row, after in pairwise(frame.layout.rows)]
    axes.set_yticks(between, [""] * len(between))
    axes.grid(visible=True, axis="y", color=palette.hairline, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(palette.hairline)
    axes.tick_params(length=0, colors=palette.muted, pad=5)
    axis.lay(axes)
    axes.axvline(0, color=palette.ink, linewidth=1.2, zorder=2)
    label_hours(axes, axis, palette, scale, start=START)
    axes.tick_params(axis="x", top=False, labeltop=frame.has_labels_on_top)
    return axes


def height_for(found: SideEffects, width: float, scale: float = 1.0) -> float:
    """The inches of height at which every effect has room, in a figure so many inches wide."""
    layout = lay_rows(effect_rows(found), len(found.treatments), width, scale, None)
    if room.is_across(scale):  # there is no footnote
        return layout.tall + _WRITTEN_ACROSS * scale
    size = style.FOOTNOTE * scale
    note = effect_words.footnote(found, breaks=(6.0,), is_sample=True)
    lines = len(style.wrap(note, size, width - 2 * style.MARGIN)) * style.line_height(size)
    return layout.tall + lines + 1.9 * scale


def _axis(spans: Sequence[EffectSpan]) -> HourAxis:
    """From the first onset to the last time that is known, and on a little from an open end."""
    starts = [span.onset_hours for span in spans]
    ends = [
        span.onset_hours + max(0.5, span.onset_hours * 0.1)
        if span.end_hours is None
        else span.end_hours
        for span in spans
    ]
    return hours_and_days(min(starts, default=0.0), max(ends, default=0.0))


def _captions(
    found: SideEffects,
    axis: HourAxis,
    left_out: int,
    is_sample: bool,
    are_numbered: Sequence[bool] = (True,),
) -> Captions:
    return Captions(
        effect_words.title(),
        effect_words.second_line(found, left_out),
        effect_words.footnote(
            found, breaks=axis.breaks, is_sample=is_sample, are_numbered=are_numbered
        ),
    )


def _key(found: SideEffects, palette: Palette) -> list[KeyEntry]:
    """The grades that are there, as they are drawn."""
    there = {effect_words.grade_words(span.severity) for span in found.spans}
    return [
        KeyEntry("", (key_style(grade, palette),), grade)
        for grade in (*GRADES, effect_words.NO_GRADE)
        if grade in there
    ]


def _write_rows(
    figure: Figure, layout: Layout, top: float, palette: Palette, scale: float
) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """The name of each effect, and beside it how many treatments it followed."""
    size = style.LABEL * scale
    names, counts = [], []
    for row in layout.rows:
        y = top + row.top + row.tall / 2
        names.append(
            style.write(
                figure, style.MARGIN, y, "\n".join(row.name), size, palette.ink, va="center"
            )
        )
        x = style.MARGIN + layout.names_wide + 0.16
        counts.append(style.write(figure, x, y, row.count, size, palette.muted, va="center"))
    return tuple(names), tuple(counts)


def _say_what_is_not_there(
    axes: Axes, found: SideEffects, layout: Layout, palette: Palette, scale: float
) -> None:
    """In words: that nothing was logged, or in a row that no time of it is known."""
    size = style.SUBTITLE if found.is_empty else style.LABEL
    empty = [] if layout.rows else [(axes.get_ylim()[0] / 2, effect_words.NO_EFFECTS)]
    if not layout.rows and not found.is_empty:
        empty = [(axes.get_ylim()[0] / 2, effect_words.NONE_FOLLOWED)]
    timeless = [
        (row.top + row.tall / 2, effect_words.TIME_UNKNOWN)
        for row in layout.rows
        if not row.row.spans
    ]
    for y, text in (*empty, *timeless):
        axes.text(
            0.5,
            y,
            text,
            transform=axes.get_yaxis_transform(),
            ha="center",
            va="center",
            color=palette.muted,
            fontproperties=style.font(size * scale),
        )


def _marks(layout: Layout, found: SideEffects) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            span.onset_hours,
            row.middle(index),
            span.day,
            effect_words.span_words(span, found),
            span.key,
        )
        for row in layout.rows
        for index, span in enumerate(row.row.spans)
    )
