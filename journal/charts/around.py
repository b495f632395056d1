"""The overlay: every treatment's days laid over one another, with the median of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from journal import words
from journal.charts import room, style
from journal.charts.around_labels import (
    WIDEST_LABEL,
    WIDEST_SHORT_LABEL,
    BesideTreatments,
)
from journal.charts.end_labels import EndLabel, make_end_labels
from journal.charts.frame import Captions, Room, draw_frame, say_empty
from journal.charts.levels import make_levels
from journal.charts.line_key import KeyEntry, KeyPlan, draw_key, plan_key, write_note
from journal.charts.line_styles import PHASES, ColouredBy, LineStyle, phase_style, style_of
from journal.charts.marks import Gaps, Mark, Marks, gaps
from journal.charts.median import draw_median
from journal.charts.offset_axis import draw_counts, label_offsets
from journal.charts.overlay import Overlay
from journal.charts.parts import Part
from journal.charts.shown import EVERYTHING, Shown
from journal.charts.strands import Strand, draw_strands
from journal.charts.style import Palette
from journal.trajectories import figures as trajectories
from journal.trajectories.values import AroundTreatment, OffsetSummary
from journal.words import Subject
from journal.words import around as said

LAST_OFFSET = 42
"""Days after a treatment up to which the overlay is drawn; the second line says when it is cut."""

_LEAST_LAST = 7
_MOST_LABELS = 4
_MOST_STROKES = 12
"""Strokes in the key that runs from the first treatment to the last."""


@dataclass(frozen=True)
class AroundArtists:
    """The artists of an overlay by name.

    `restyle` singles out and hides without drawing the rest anew; `parts` are all artists that
    lie over what stays.
    """

    axes: Axes
    overlay: Overlay
    median: Line2D | None
    band: object | None
    key: tuple[Artist, ...]
    counts: tuple[Text, ...]
    marks: Marks

    @property
    def lines(self) -> dict[str, Line2D]:
        """The line of each treatment by its key."""
        return self.overlay.strands.lines

    @property
    def bridges(self) -> dict[str, Line2D]:
        """The hairlines over one to three empty days, by key."""
        return self.overlay.strands.bridges

    @property
    def late(self) -> PathCollection:
        """The late entries of the treatments that are not hidden."""
        return self.overlay.strands.late.artist

    @property
    def response_line(self) -> Line2D | None:
        """The response line, where one is drawn."""
        line = self.overlay.levels.line
        return line if line.get_visible() else None

    @property
    def baseline(self) -> Line2D | None:
        """The level mark of the baseline, where one is drawn."""
        mark = self.overlay.levels.baseline
        return mark if mark.get_visible() else None

    @property
    def labels(self) -> tuple[Text, ...]:
        """The labels at the ends of lines."""
        return self.overlay.end_labels.shown

    @property
    def parts(self) -> tuple[Part, ...]:
        """What `restyle` may touch, and the median, which lies among it."""
        return (Part(self.overlay.moving),)

    def restyle(self, shown: Shown) -> None:
        """Single out a treatment and hide others, changing artists only."""
        self.overlay.restyle(shown)


def draw_around(
    figure: Figure,
    subject: Subject,
    treatments: Sequence[AroundTreatment],
    palette: Palette,
    *,
    shown: Shown = EVERYTHING,
    scale: float = 1.0,
    coloured_by: ColouredBy = "order",
) -> AroundArtists:
    """Draw the figures of one score around each treatment.

    `coloured_by` tells lines apart by the order of treatments or by their phase. Baseline and
    response line are those of the treatment singled out, else those that all share, else the
    latest; their labels say whose. Median, band and n are of all treatments, hidden ones too.
    """
    longest = max((one.window_end + one.is_closed for one in treatments), default=_LEAST_LAST)
    last = min(max(longest, _LEAST_LAST), LAST_OFFSET)
    rules = said.rules_of(treatments)
    summary = [one for one in trajectories.summarise(treatments, rules) if one.offset <= last]
    wide = float(figure.get_size_inches()[0])
    beside = _beside(treatments, summary, last, wide, palette, scale)
    styles = _styles(treatments, subject, palette, coloured_by, room.weight(scale))
    key = _key(treatments, styles, coloured_by, palette, wide, scale)
    row = style.line_height(style.LABEL * scale)
    above = key.count if len(treatments) > 1 else 0
    around = Room(
        above=row * above,
        right=style.MARGIN + beside.width() + 0.16,
        below=row * (1.1 if room.is_across(scale) else 2.6),
        has_labels=beside.width() > 0,
    )
    captions = _captions(subject, treatments, summary, last, longest)
    axes = draw_frame(figure, subject, palette, scale, captions, around)
    counts = _draw_offsets(axes, treatments, summary, last, palette, scale)
    median, band = draw_median(axes, summary, palette)
    up = row * (above - 0.5) + 0.08
    overlay = Overlay(
        strands=draw_strands(axes, _strands(subject, treatments), styles, last, palette),
        levels=make_levels(axes, palette, is_under_points=subject.asks_about_weeks),
        end_labels=make_end_labels(axes, _MOST_LABELS, palette, scale),
        note=write_note(axes, key, up, palette, scale),
        said=beside,
        among=() if median is None else (median,),
    )
    room.strengthen(figure, scale)
    overlay.restyle(shown)
    drawn_key = tuple(draw_key(axes, key.rows, up, palette, scale))
    marks = Marks(axes, _marks(treatments, last))
    return AroundArtists(axes, overlay, median, band, drawn_key, counts, marks)


def _strands(subject: Subject, treatments: Sequence[AroundTreatment]) -> list[Strand]:
    strands = [
        Strand(one.treatment.key, (*one.points_before, *one.points_after)) for one in treatments
    ]
    return [one.unjoined() for one in strands] if subject.asks_about_weeks else strands


def _draw_offsets(
    axes: Axes,
    treatments: Sequence[AroundTreatment],
    summary: Sequence[OffsetSummary],
    last: int,
    palette: Palette,
    scale: float,
) -> tuple[Text, ...]:
    """The axis of days with n under it; without a treatment the chart says that there is none."""
    rules = said.rules_of(treatments)
    first = -rules.baseline_days
    axes.set_xlim(first - 0.5, last + 0.5)
    label_offsets(axes, first, last, palette, scale)
    if not treatments:
        say_empty(axes, words.NO_TREATMENTS, palette, scale)
        return ()
    axes.axvline(0, color=palette.ink, linewidth=1.2, zorder=2)
    found = {one.offset: one.n for one in summary}
    return draw_counts(axes, found, (first, last), rules.overlay_least, palette, scale)


def _captions(
    subject: Subject,
    treatments: Sequence[AroundTreatment],
    summary: Sequence[OffsetSummary],
    last: int,
    longest: int,
) -> Captions:
    drawn = [one.points_to(last) for one in treatments]
    found = Gaps()
    for line in drawn:
        found |= gaps([p.offset for p in line], barriers=(0,))
    has_baseline = any(one.baseline_from is not None for one in treatments)
    return Captions(
        title=said.title(subject),
        second_line=said.second_line(subject, len(treatments), last, is_cut=longest > LAST_OFFSET),
        footnote=said.footnote(
            subject,
            said.rules_of(treatments),
            are_bridged=found.are_bridged,
            are_open=found.are_open,
            has_median=any(one.median is not None for one in summary),
            has_late=any(p.is_late for line in drawn for p in line),
            has_baseline=has_baseline,
            has_closing=any(
                one.closing in line for one, line in zip(treatments, drawn, strict=True)
            ),
        ),
    )


def _beside(
    treatments: Sequence[AroundTreatment],
    summary: Sequence[OffsetSummary],
    last: int,
    wide: float,
    palette: Palette,
    scale: float,
) -> BesideTreatments:
    known = [(one.offset, one.median) for one in summary if one.median is not None]
    return BesideTreatments(
        treatments=tuple(treatments),
        median=(EndLabel("median", *known[-1], palette.ink),) if known else (),
        last=last,
        palette=palette,
        widest=wide * (WIDEST_SHORT_LABEL if room.is_across(scale) else WIDEST_LABEL),
        size=style.LABEL * scale,
        is_short=room.is_across(scale),
    )


def _styles(
    treatments: Sequence[AroundTreatment],
    subject: Subject,
    palette: Palette,
    coloured_by: ColouredBy,
    weight: float,
) -> dict[str, LineStyle]:
    return {
        one.treatment.key: style_of(
            index,
            len(treatments),
            one.treatment.phase,
            palette,
            coloured_by=coloured_by,
            is_observer=subject.is_observer,
        ).heavier(weight)
        for index, one in enumerate(treatments)
    }


def _key(
    treatments: Sequence[AroundTreatment],
    styles: dict[str, LineStyle],
    coloured_by: ColouredBy,
    palette: Palette,
    wide: float,
    scale: float,
) -> KeyPlan:
    """Which lines are which: the phases there are, or strokes from the first to the last."""
    entries: list[KeyEntry] = []
    if len(treatments) > 1 and coloured_by == "phase":
        there = {one.treatment.phase if one.treatment.phase in PHASES else "" for one in treatments}
        entries = [
            KeyEntry("", (phase_style(phase, palette),), said.PHASE_NAMES.get(phase, phase))
            for phase in PHASES
            if phase in there
        ]
    elif len(treatments) > 1:
        before, after = said.key_ends(treatments)
        step = -(-len(treatments) // _MOST_STROKES)
        ramp = tuple(styles[one.treatment.key] for one in treatments[::-step][::-1])
        entries = [KeyEntry(before, ramp, after)]
    longest = said.hidden_words(len(treatments), len(treatments), has_median=True)
    if room.is_across(scale):
        longest = ""  # nobody hides lines there, so no row is kept free to say so
    return plan_key(entries, longest, wide, scale)


def _marks(treatments: Sequence[AroundTreatment], last: int) -> tuple[Mark, ...]:
    return tuple(
        Mark(p.offset, p.value, p.day, said.point_words(one, p), one.treatment.key)
        for one in treatments
        for p in one.points_to(last)
    )
