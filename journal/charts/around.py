"""The overlay: every treatment's days laid over one another, with the median of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from journal import words
from journal.charts import style
from journal.charts.end_labels import EndLabel, draw_end_labels
from journal.charts.frame import Captions, Room, draw_frame, inches_wide
from journal.charts.marks import Mark, Marks, join
from journal.charts.median import draw_median
from journal.charts.style import Palette
from journal.trajectories import figures as trajectories
from journal.trajectories.rules import DEFAULT_RULES
from journal.trajectories.values import AroundTreatment, OffsetSummary, Point
from journal.words import Subject

LAST_OFFSET = 42
"""Days after a treatment up to which the overlay is drawn; the second line says when it is cut."""

_LEAST_LAST = 7
_NAN = float("nan")


@dataclass(frozen=True)
class AroundArtists:
    """The artists of an overlay by name; `lines` and `bridges` hold one for each treatment key."""

    axes: Axes
    lines: dict[str, Line2D]
    bridges: dict[str, Line2D]
    median: Line2D | None
    band: object | None
    late: PathCollection
    response_line: Line2D | None
    labels: tuple[Text, ...]
    counts: tuple[Text, ...]
    marks: Marks


def draw_around(
    figure: Figure,
    subject: Subject,
    treatments: Sequence[AroundTreatment],
    palette: Palette,
    *,
    highlight: str | None = None,
    scale: float = 1.0,
) -> AroundArtists:
    """Draw the figures of one score around each treatment.

    `highlight` is the key of a treatment to single out. The response line is that treatment's,
    else the one that all share, else the latest; its label says which.
    """
    rules = treatments[0].rules if treatments else DEFAULT_RULES
    longest = max((one.window_end + one.is_closed for one in treatments), default=_LEAST_LAST)
    last = min(max(longest, _LEAST_LAST), LAST_OFFSET)
    first = -rules.baseline_days
    row = style.line_height(style.LABEL * scale)
    summary = [one for one in trajectories.summarise(treatments, rules) if one.offset <= last]
    ends = _end_labels(treatments, summary, highlight, last, palette)
    wide = max((one.width(style.LABEL * scale) for one in ends), default=0.0)
    axes = draw_frame(
        figure,
        subject,
        palette,
        scale,
        _captions(subject, treatments, last, longest),
        Room(right=style.MARGIN + wide + 0.16, below=row * 2.6),
    )
    axes.set_xlim(first - 0.5, last + 0.5)
    _label_offsets(axes, first, last, palette, scale)
    lines, bridges = _draw_treatments(
        axes, treatments, highlight, last, palette, is_observer=subject.is_observer
    )
    late = _draw_late(axes, treatments, lines, last, palette)
    median, band = draw_median(axes, summary, palette)
    response_line = _draw_response_line(axes, treatments, highlight, palette)
    counts: tuple[Text, ...] = ()
    if treatments:
        axes.axvline(0, color=palette.ink, linewidth=1.2, zorder=2)
        counts = _draw_counts(axes, summary, first, last, rules.overlay_least, palette, scale)
    else:
        _say_empty(axes, palette, scale)
    labels = draw_end_labels(axes, ends, palette, scale)
    return AroundArtists(
        axes,
        lines,
        bridges,
        median,
        band,
        late,
        response_line,
        labels,
        counts,
        Marks(axes, _marks(treatments, last)),
    )


def _captions(
    subject: Subject, treatments: Sequence[AroundTreatment], last: int, longest: int
) -> Captions:
    rules = treatments[0].rules if treatments else DEFAULT_RULES
    has_late = any(p.is_late for one in treatments for p in points(one) if p.offset <= last)
    is_cut = longest > LAST_OFFSET
    return Captions(
        title=words.around_title(subject),
        second_line=words.around_second_line(subject, len(treatments), last, is_cut=is_cut),
        footnote=words.around_footnote(subject, rules, has_late=has_late),
    )


def points(one: AroundTreatment) -> tuple[Point, ...]:
    """Every point drawn for a treatment: before, its trough, after, and the closing trough."""
    trough = (one.trough,) if one.trough else ()
    closing = (one.closing,) if one.closing else ()
    return (*one.before, *trough, *one.after, *closing)


def _draw_treatments(
    axes: Axes,
    treatments: Sequence[AroundTreatment],
    highlight: str | None,
    last: int,
    palette: Palette,
    *,
    is_observer: bool,
) -> tuple[dict[str, Line2D], dict[str, Line2D]]:
    lines, bridges = {}, {}
    for index, one in enumerate(treatments):
        is_singled_out = one.treatment.key == highlight
        share = 1.0 if len(treatments) < 2 else index / (len(treatments) - 1)
        colour = palette.in_order(index, len(treatments), is_observer=is_observer)
        width = 0.9 + 0.6 * share
        if is_singled_out:
            colour, width = palette.treatment, 2.4
        drawn = [(float(p.offset), p.value) for p in points(one) if p.offset <= last]
        strokes = join(drawn, barriers=[0])
        layer = 7 if is_singled_out else 3
        (lines[one.treatment.key],) = axes.plot(
            *_with_dots(strokes.solid_x, strokes.solid_y, drawn),
            color=colour,
            linewidth=width,
            marker="s" if is_observer else "o",
            markersize=4.5 if is_singled_out else 2.8,
            markeredgewidth=0,
            clip_on=False,
            zorder=layer,
        )
        (bridges[one.treatment.key],) = axes.plot(
            strokes.dotted_x,
            strokes.dotted_y,
            color=colour,
            linewidth=0.8,
            linestyle=(0, (1, 2.2)),
            zorder=layer - 0.5,
        )
    return lines, bridges


def _draw_late(
    axes: Axes,
    treatments: Sequence[AroundTreatment],
    lines: Mapping[str, Line2D],
    last: int,
    palette: Palette,
) -> PathCollection:
    """The late entries as hollow dots in the colours of their lines; one artist for all."""
    found = [(one, p) for one in treatments for p in points(one) if p.is_late and p.offset <= last]
    return axes.scatter(
        [p.offset for _, p in found],
        [p.value for _, p in found],
        s=17,
        facecolors=palette.ground,
        edgecolors=[lines[one.treatment.key].get_color() for one, _ in found],
        linewidths=1.0,
        clip_on=False,
        zorder=7.5,
    )


def _with_dots(
    xs: list[float], ys: list[float], drawn: Sequence[tuple[float, float]]
) -> tuple[list[float], list[float]]:
    """The strokes, and after them each point that no stroke touches, standing alone."""
    joined = set(zip(xs, ys, strict=True))
    alone = [point for point in drawn if point not in joined]
    more_x = [value for x, _ in alone for value in (_NAN, x)]
    more_y = [value for _, y in alone for value in (_NAN, y)]
    return xs + more_x, ys + more_y


def _with_line(
    treatments: Sequence[AroundTreatment], highlight: str | None
) -> tuple[AroundTreatment | None, bool]:
    """Whose response line is drawn, and whether it needs to be named."""
    having = [one for one in treatments if one.line is not None]
    singled = [one for one in having if one.treatment.key == highlight]
    if singled:
        return singled[0], True
    if highlight in {one.treatment.key for one in treatments} or not having:
        return None, False
    return having[-1], len({one.line for one in having}) > 1


def _draw_response_line(
    axes: Axes, treatments: Sequence[AroundTreatment], highlight: str | None, palette: Palette
) -> Line2D | None:
    one, _ = _with_line(treatments, highlight)
    if one is None or one.line is None:
        return None
    (line,) = axes.plot(
        [0, axes.get_xlim()[1]],
        [one.line.value] * 2,
        color=palette.accent,
        linewidth=1.4,
        linestyle=(0, (5, 3)),
        zorder=2.5,
    )
    return line


def _end_labels(
    treatments: Sequence[AroundTreatment],
    summary: Sequence[OffsetSummary],
    highlight: str | None,
    last: int,
    palette: Palette,
) -> list[EndLabel]:
    labels = []
    singled = [one for one in treatments if one.treatment.key == highlight]
    drawn = [p for one in singled for p in points(one) if p.offset <= last]
    if drawn:
        one = singled[0]
        text = f"treatment {one.number}\n{words.short_day(one.treatment.day)}"
        text += f", {one.treatment.label}" if one.treatment.label else ""
        end = drawn[-1]
        labels.append(EndLabel(text, end.offset, end.value, palette.treatment))
    chosen, names_treatment = _with_line(treatments, highlight)
    if chosen is not None and chosen.line is not None:
        text = words.line_words(chosen, names_treatment=names_treatment)
        labels.append(EndLabel(text, None, chosen.line.value, palette.accent))
    known = [(one.offset, one.median) for one in summary if one.median is not None]
    if known:
        labels.append(EndLabel("median", *known[-1], palette.ink))
    return labels


def _label_offsets(axes: Axes, first: int, last: int, palette: Palette, scale: float) -> None:
    ticks = {first: f"{-first} days\nbefore", 0: "treatment", 7: "7 days\nafter"}
    a_week = inches_wide(axes) / (last - first + 1) * 7
    treatment_wide = style.text_width("treatment", style.AXIS * scale)
    if a_week < treatment_wide:
        ticks |= {first: f"−{-first}", 7: "7"}
    if a_week < treatment_wide * 0.75:
        del ticks[first], ticks[7]
    ticks |= {offset: str(offset) for offset in range(14, last + 1, 7)}
    axes.set_xticks(list(ticks), list(ticks.values()))
    for label in axes.get_xticklabels():
        label.set_fontproperties(style.font(style.AXIS * scale))
        label.set_color(palette.muted)


def _draw_counts(
    axes: Axes,
    summary: Sequence[OffsetSummary],
    first: int,
    last: int,
    least: int,
    palette: Palette,
    scale: float,
) -> tuple[Text, ...]:
    """n under every offset, or under every second, seventh… where there is no room for all."""
    size = style.FOOTNOTE * scale
    room = inches_wide(axes) / (last - first + 1)
    widest = style.text_width(str(max((one.n for one in summary), default=0)), size) + 0.06
    step = next((step for step in (1, 2, 3, 7) if room * step >= widest), 7)
    down = -(style.line_height(style.AXIS * scale) * 2 * 72 + 14)
    found = {one.offset: one.n for one in summary}
    away = -(widest / 2 * 72 + 3)
    texts = [_under(axes, "n", first, down, palette.muted, size, ha="right", away=away)]
    for offset in range(first, last + 1):
        if offset % step == 0:
            n = found.get(offset, 0)
            colour = palette.ink if n >= least else palette.muted
            texts.append(_under(axes, str(n) if n else "·", offset, down, colour, size))
    return tuple(texts)


def _under(
    axes: Axes,
    text: str,
    x: float,
    down: float,
    colour: str,
    size: float,
    ha: str = "center",
    away: float = 0.0,
) -> Text:
    return axes.annotate(
        text,
        (x, 0),
        xycoords=axes.get_xaxis_transform(),
        xytext=(away, down),
        textcoords="offset points",
        ha=ha,
        va="top",
        color=colour,
        fontproperties=style.font(size),
        annotation_clip=False,
    )


def _say_empty(axes: Axes, palette: Palette, scale: float) -> None:
    axes.text(
        0.5,
        0.5,
        words.NO_TREATMENTS,
        transform=axes.transAxes,
        ha="center",
        va="center",
        color=palette.muted,
        fontproperties=style.font(style.SUBTITLE * scale),
    )


def _marks(treatments: Sequence[AroundTreatment], last: int) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            p.offset,
            p.value,
            p.day,
            f"{words.opened(words.treatment_words(one))}\n"
            f"{words.offset_words(p.offset)}, {words.full_day(p.day)}: {words.figure(p.value)}",
            one.treatment.key,
        )
        for one in treatments
        for p in points(one)
        if p.offset <= last
    )
