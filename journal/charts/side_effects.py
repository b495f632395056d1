"""Side effects by hours and days from the treatment they followed: a row for each effect."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.text import Annotation, Text

from journal.charts import style
from journal.charts.effect_layout import Layout, RowLayout, lay_rows
from journal.charts.frame import Captions, draw_captions
from journal.charts.hour_axis import HourAxis, hours_and_days, label_hours, mark_breaks
from journal.charts.line_key import KeyEntry, draw_key, key_rows
from journal.charts.line_styles import LineStyle
from journal.charts.marks import Mark, Marks
from journal.charts.shown import EVERYTHING, Shown
from journal.charts.style import Palette
from journal.trajectories.side_effects import GRADES, EffectSpan, SideEffects, effect_rows
from journal.words import side_effects as effect_words
from journal.words.hours import START

_SHAPES = {"mild": ("o", 4.4, 1.8), "moderate": ("s", 5.4, 3.4), "severe": ("D", 6.6, 5.4)}
"""Marker, its size and the width of the bar in points; all three grow with the severity."""

_NO_GRADE = ("x", 4.4, 1.1)
_FADED = 0.3
_UNKNOWN_WIDE = 0.05
"""The part of the axis over which an effect whose end is not known is dotted."""

_ROOM_FOR_NUMBER = 0.97
"""The place on the axis up to which a bar has its number at its end; beyond, at its onset."""

_LABELS_ON_TOP_FROM = 4.5
"""Inches of rows from which the hours are written above them too."""


@dataclass(frozen=True)
class SpanArtists:
    """One side effect: its bar with the shape of its onset, its end, and its number."""

    span: EffectSpan
    bar: Line2D
    end: Line2D | None
    number: Annotation
    has_number: bool

    @property
    def all(self) -> tuple[Artist, ...]:
        """Everything there is of it."""
        return (self.bar, *((self.end,) if self.end else ()), self.number)


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

    @property
    def moving(self) -> tuple[Artist, ...]:
        """The artists that `restyle` may touch."""
        found = [artist for one in self.spans for artist in one.all]
        return tuple(sorted(found, key=lambda artist: artist.get_zorder()))

    def restyle(self, shown: Shown) -> None:
        """Single out the effects of one treatment, hide those of others; nothing is drawn anew."""
        for one in self.spans:
            _dress(one, shown, self.palette)


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
    width, height = figure.get_size_inches()
    axis = _axis(found.spans)
    above, below = draw_captions(figure, _captions(found, axis, 0, is_sample), palette, scale)
    keys = key_rows(_key(found, palette), style.LABEL * scale, width - 2 * style.MARGIN)
    line = style.line_height(style.LABEL * scale)
    ticks = style.line_height(style.AXIS * scale) + 0.1
    top = above + 0.1 + line * len(keys) + (0.1 if keys else 0.0)
    room = height - top - below - ticks
    layout = lay_rows(effect_rows(found), len(found.treatments), width, scale, room - ticks)
    if layout.left_out:
        captions = _captions(found, axis, layout.left_out, is_sample)
        draw_captions(figure, captions, palette, scale)
    has_top = layout.tall > _LABELS_ON_TOP_FROM
    top += ticks if has_top else 0.0
    tall = max(layout.tall if layout.rows else room, 0.6)
    left = style.MARGIN + layout.names_wide + layout.counts_wide + (0.5 if layout.rows else 0.1)
    axes = figure.add_axes(
        (
            left / width,
            1 - (top + tall) / height,
            max(width - left - style.MARGIN * 1.6, 1.0) / width,
            tall / height,
        )
    )
    _lay_axes(axes, layout, tall, palette)
    axis.lay(axes)
    axes.axvline(0, color=palette.ink, linewidth=1.2, zorder=2)
    label_hours(axes, axis, palette, scale, start=START)
    axes.tick_params(axis="x", top=False, labeltop=has_top)
    breaks = mark_breaks([axes], axis, palette)
    names, counts = _write_rows(figure, layout, top, palette, scale)
    spans = tuple(
        _draw_span(axes, axis, row, index, palette, scale)
        for row in layout.rows
        for index in range(len(row.row.spans))
    )
    _say_what_is_not_there(axes, found, layout, palette, scale)
    key_up = tall_between(axes, figure, above + 0.1 + line / 2)
    key = tuple(draw_key(axes, keys, key_up, palette, scale)) if keys else ()
    marks = Marks(axes, _marks(layout, found))
    artists = SideEffectsArtists(
        axes, axis, layout, spans, names, counts, key, breaks, marks, palette
    )
    artists.restyle(shown)
    return artists


def height_for(found: SideEffects, width: float, scale: float = 1.0) -> float:
    """The inches of height at which every effect has room, in a figure so many inches wide."""
    layout = lay_rows(effect_rows(found), len(found.treatments), width, scale, None)
    size = style.FOOTNOTE * scale
    note = effect_words.footnote(found, breaks=(6.0,), is_sample=True)
    lines = len(style.wrap(note, size, width - 2 * style.MARGIN)) * style.line_height(size)
    return layout.tall + lines + 1.9 * scale


def tall_between(axes: Axes, figure: Figure, down: float) -> float:
    """The inches from the top of the axes up to a place so many inches below the figure's top."""
    height = float(figure.get_size_inches()[1])
    return (1 - float(axes.get_position().y1)) * height - down


def _axis(spans: Sequence[EffectSpan]) -> HourAxis:
    """From the first onset to the last time that is known."""
    starts = [span.onset_hours for span in spans]
    ends = [span.onset_hours if span.end_hours is None else span.end_hours for span in spans]
    return hours_and_days(min(starts, default=0.0), max(ends, default=0.0))


def _captions(found: SideEffects, axis: HourAxis, left_out: int, is_sample: bool) -> Captions:
    return Captions(
        effect_words.title(),
        effect_words.second_line(found, left_out),
        effect_words.footnote(found, breaks=axis.breaks, is_sample=is_sample),
    )


def _key(found: SideEffects, palette: Palette) -> list[KeyEntry]:
    """The grades that are there, as they are drawn."""
    there = {effect_words.grade_words(span.severity) for span in found.spans}
    entries = []
    for grade in (*GRADES, effect_words.NO_GRADE):
        if grade in there:
            marker, size, width = _SHAPES.get(grade, _NO_GRADE)
            looks = LineStyle(_colour(grade, palette), width / 1.4, marker, size - 1)
            entries.append(KeyEntry("", (looks,), grade))
    return entries


def _colour(severity: str | None, palette: Palette) -> str:
    """The shade of a grade: the stronger the further from the ground."""
    if severity not in GRADES:
        return palette.muted
    return palette.in_order(GRADES.index(severity) + 2, len(GRADES) + 2)


def _lay_axes(axes: Axes, layout: Layout, tall: float, palette: Palette) -> None:
    axes.set_facecolor("none")
    axes.set_ylim(tall, 0)
    between = [
        (row.top + row.tall + after.top) / 2
        for row, after in zip(layout.rows, layout.rows[1:], strict=False)
    ]
    axes.set_yticks(between, [""] * len(between))
    axes.grid(visible=True, axis="y", color=palette.hairline, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(palette.hairline)
    axes.tick_params(length=0, colors=palette.muted, pad=5)


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


def _draw_span(
    axes: Axes, axis: HourAxis, row: RowLayout, index: int, palette: Palette, scale: float
) -> SpanArtists:
    span = row.row.spans[index]
    y = row.middle(index)
    marker, size, width = _SHAPES.get(span.severity or "", _NO_GRADE)
    thin = min(1.0, row.lane / 0.12)
    is_unknown = span.end_hours is None and not span.is_still_there
    end = span.end_hours
    if end is None:
        right = axis.edges[-1]
        place = min(float(axis.to_place(span.onset_hours)) + _UNKNOWN_WIDE, 1.0)
        end = right if span.is_still_there else float(axis.to_hours(place))
    (bar,) = axes.plot(
        [span.onset_hours, end],
        [y, y],
        linewidth=1.4 if is_unknown else max(width * thin, 0.9),
        linestyle=(0, (1, 1.2)) if is_unknown else "solid",
        solid_capstyle="butt",
        marker=marker,
        markersize=max(size * thin, 2.6),
        markeredgewidth=1.2,
        markevery=[0],
        clip_on=False,
        zorder=4,
    )
    cap = None
    if not is_unknown:
        (cap,) = axes.plot(
            [end],
            [y],
            linestyle="none",
            marker=">" if span.is_still_there else "|",
            markersize=max((6.5 if span.is_still_there else 6.0) * thin, 3.0),
            markeredgewidth=1.1,
            clip_on=False,
            zorder=4,
        )
    has_room = float(axis.to_place(end)) < _ROOM_FOR_NUMBER
    number = axes.annotate(
        str(span.number),
        (end if has_room else span.onset_hours, y),
        xytext=(5 if has_room else -size / 2 - 3, 0),
        textcoords="offset points",
        ha="left" if has_room else "right",
        va="center_baseline",
        fontproperties=style.font((style.FOOTNOTE - 1) * scale),
        path_effects=[withStroke(linewidth=2, foreground=palette.ground)],
        annotation_clip=False,
        zorder=5,
    )
    return SpanArtists(span, bar, cap, number, row.has_numbers)


def _dress(one: SpanArtists, shown: Shown, palette: Palette) -> None:
    """Give a side effect its colour and layer, its number where there is room or it matters."""
    span = one.span
    is_singled_out = span.key == shown.highlight
    is_shown = span.key not in shown.hidden
    colour = palette.treatment if is_singled_out else _colour(span.severity, palette)
    alpha = _FADED if shown.highlight is not None and not is_singled_out else None
    layer = 7.0 if is_singled_out else 4.0
    for line in (one.bar, *((one.end,) if one.end else ())):
        line.set_color(colour)
        line.set_markeredgecolor(colour)
        line.set_alpha(alpha)
        line.set_visible(is_shown)
        line.set_zorder(layer)
    one.bar.set_markerfacecolor(palette.ground if span.onset_day else colour)
    one.number.set_visible(is_shown and (one.has_number or is_singled_out))
    one.number.set_color(palette.treatment if is_singled_out else palette.muted)
    one.number.set_alpha(alpha)
    one.number.set_zorder(layer + 1)


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
