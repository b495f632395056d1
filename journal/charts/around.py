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
from journal.charts import style
from journal.charts.end_labels import EndLabel, EndLabels, make_end_labels
from journal.charts.frame import Captions, Room, draw_frame
from journal.charts.levels import NO_LEVEL, Level, Levels, make_levels
from journal.charts.line_key import KeyEntry, draw_key, key_rows, row_width
from journal.charts.line_styles import PHASES, ColouredBy, LineStyle, phase_style, style_of
from journal.charts.marks import Mark, Marks
from journal.charts.median import draw_median
from journal.charts.offset_axis import draw_counts, label_offsets
from journal.charts.shown import EVERYTHING, Shown
from journal.charts.style import Palette
from journal.charts.treatment_lines import TreatmentLines, draw_treatment_lines, points
from journal.trajectories import figures as trajectories
from journal.trajectories.values import AroundTreatment, OffsetSummary
from journal.words import Subject
from journal.words import around as said

LAST_OFFSET = 42
"""Days after a treatment up to which the overlay is drawn; the second line says when it is cut."""

_LEAST_LAST = 7
_MOST_LABELS = 4
_WIDEST_LABEL = 0.26
"""The part of the chart's width that labels at its right edge may take before they are wrapped."""


@dataclass(frozen=True)
class AroundArtists:
    """The artists of an overlay by name.

    `restyle` singles out and hides without drawing the rest anew; `moving` are all artists that
    lie over what stays, in the order in which they are drawn.
    """

    axes: Axes
    treatments: tuple[AroundTreatment, ...]
    treatment_lines: TreatmentLines
    median: Line2D | None
    band: object | None
    levels: Levels
    end_labels: EndLabels
    ends: "Ends"
    note: Text
    key: tuple[Artist, ...]
    counts: tuple[Text, ...]
    marks: Marks

    @property
    def lines(self) -> dict[str, Line2D]:
        """The line of each treatment by its key."""
        return self.treatment_lines.lines

    @property
    def bridges(self) -> dict[str, Line2D]:
        """The hairlines over one to three empty days, by key."""
        return self.treatment_lines.bridges

    @property
    def late(self) -> PathCollection:
        """The late entries of the treatments that are not hidden."""
        return self.treatment_lines.late.artist

    @property
    def response_line(self) -> Line2D | None:
        """The response line, where one is drawn."""
        return self.levels.line if self.levels.line.get_visible() else None

    @property
    def baseline(self) -> Line2D | None:
        """The level mark of the baseline, where one is drawn."""
        return self.levels.baseline if self.levels.baseline.get_visible() else None

    @property
    def labels(self) -> tuple[Text, ...]:
        """The labels at the ends of lines."""
        return self.end_labels.shown

    @property
    def moving(self) -> tuple[Artist, ...]:
        """What `restyle` may touch, and the median, which lies among it."""
        median = () if self.median is None else (self.median,)
        labels = (*self.end_labels.leads, *self.end_labels.texts, self.note)
        found = (*self.treatment_lines.artists, *median, *self.levels.artists, *labels)
        return tuple(sorted(found, key=lambda artist: artist.get_zorder()))

    def restyle(self, shown: Shown) -> None:
        """Single out a treatment and hide others, changing artists only."""
        self.treatment_lines.restyle(shown)
        level = self.levels.show(self.ends.level(shown.highlight))
        self.end_labels.show([*self.ends.treatment(shown), *level, *self.ends.median])
        of = len(self.treatments)
        hidden = sum(one.treatment.key in shown.hidden for one in self.treatments)
        self.note.set_text(said.hidden_words(hidden, of, has_median=self.median is not None))


@dataclass(frozen=True)
class Ends:
    """What may be written at the ends of lines, whichever treatment is singled out."""

    treatments: tuple[AroundTreatment, ...]
    median: tuple[EndLabel, ...]
    last: int
    palette: Palette
    widest: float
    size: float

    def treatment(self, shown: Shown) -> list[EndLabel]:
        """The label of the treatment that is singled out."""
        one = next((o for o in self.treatments if o.treatment.key == shown.highlight), None)
        drawn = [p for p in points(one) if p.offset <= self.last] if one else []
        if one is None or not drawn:
            return []
        is_hidden = one.treatment.key in shown.hidden
        text = self._wrapped(said.treatment_label(one, is_hidden=is_hidden))
        end = drawn[-1]
        is_at_edge = end.offset == self.last and not is_hidden
        return [EndLabel(text, None, end.value, self.palette.treatment, has_lead=is_at_edge)]

    def level(self, highlight: str | None) -> Level:
        """The level of the treatment singled out, else the one all share, else the latest."""
        one = next((o for o in self.treatments if o.treatment.key == highlight), None)
        having = [o for o in self.treatments if o.line is not None]
        is_named = one is not None
        if one is None and having:
            one = having[-1]
            is_named = len({o.line for o in having}) > 1
        elif one is None and self.treatments and len({o.course for o in self.treatments}) == 1:
            one = self.treatments[-1]
        return NO_LEVEL if one is None else self._level(one, is_named=is_named)

    def width(self) -> float:
        """The room that the widest of all labels needs, in inches, so that it never changes."""
        labels = list(self.median)
        for one in self.treatments:
            labels += self.treatment(Shown(highlight=one.treatment.key))
            labels += self.treatment(Shown(one.treatment.key, frozenset((one.treatment.key,))))
            for is_named in (True, False):
                level = self._level(one, is_named=is_named)
                texts = (level.line_label, level.baseline_label)
                labels += [EndLabel(text, None, 0, "") for text in texts if text]
        return max((one.width(self.size) for one in labels), default=0.0)

    def _level(self, one: AroundTreatment, *, is_named: bool) -> Level:
        found = said.reference(one)
        opening = next(o.number for o in self.treatments if o.course == one.course)
        days = one.rules.baseline_days if found is None else min(found.of, one.rules.baseline_days)
        return Level(
            baseline=None if found is None else found.value,
            days=max(days, 1),
            baseline_label=self._wrapped(said.baseline_label(one, opening)),
            line=None if one.line is None else one.line.value,
            line_label=self._wrapped(said.line_label(one, names_treatment=is_named)),
        )

    def _wrapped(self, text: str) -> str:
        lines = (style.wrap(line, self.size, self.widest) for line in text.split("\n"))
        return "\n".join(part for line in lines for part in line)


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
    rules = said.rules_of(treatments)
    longest = max((one.window_end + one.is_closed for one in treatments), default=_LEAST_LAST)
    last = min(max(longest, _LEAST_LAST), LAST_OFFSET)
    first = -rules.baseline_days
    summary = [one for one in trajectories.summarise(treatments, rules) if one.offset <= last]
    wide = float(figure.get_size_inches()[0])
    ends = _ends(treatments, summary, last, wide, palette, scale)
    styles = _styles(treatments, subject, palette, coloured_by)
    rows, note_at = _key(treatments, styles, palette, coloured_by, wide, scale)
    row = style.line_height(style.LABEL * scale)
    above = max(len(rows), note_at[1] + 1) if len(treatments) > 1 else 0
    axes = draw_frame(
        figure,
        subject,
        palette,
        scale,
        _captions(subject, treatments, last, longest),
        Room(above=row * above, right=style.MARGIN + ends.width() + 0.16, below=row * 2.6),
    )
    axes.set_xlim(first - 0.5, last + 0.5)
    label_offsets(axes, first, last, palette, scale)
    lines = draw_treatment_lines(axes, treatments, styles, last, palette)
    median, band = draw_median(axes, summary, palette)
    counts: tuple[Text, ...] = ()
    if treatments:
        axes.axvline(0, color=palette.ink, linewidth=1.2, zorder=2)
        found = {one.offset: one.n for one in summary}
        counts = draw_counts(axes, found, (first, last), rules.overlay_least, palette, scale)
    else:
        _say_empty(axes, palette, scale)
    up = row * (above - 0.5) + 0.08
    artists = AroundArtists(
        axes=axes,
        treatments=tuple(treatments),
        treatment_lines=lines,
        median=median,
        band=band,
        levels=make_levels(axes, palette),
        end_labels=make_end_labels(axes, _MOST_LABELS, palette, scale),
        ends=ends,
        note=_write_note(axes, note_at, up, palette, scale),
        key=tuple(draw_key(axes, rows, up, palette, scale)),
        counts=counts,
        marks=Marks(axes, _marks(treatments, last)),
    )
    artists.restyle(shown)
    return artists


def _captions(
    subject: Subject, treatments: Sequence[AroundTreatment], last: int, longest: int
) -> Captions:
    has_late = any(p.is_late for one in treatments for p in points(one) if p.offset <= last)
    has_baseline = any(one.baseline_from is not None for one in treatments)
    return Captions(
        title=said.title(subject),
        second_line=said.second_line(subject, len(treatments), last, is_cut=longest > LAST_OFFSET),
        footnote=said.footnote(
            subject, said.rules_of(treatments), has_late=has_late, has_baseline=has_baseline
        ),
    )


def _ends(
    treatments: Sequence[AroundTreatment],
    summary: Sequence[OffsetSummary],
    last: int,
    wide: float,
    palette: Palette,
    scale: float,
) -> Ends:
    known = [(one.offset, one.median) for one in summary if one.median is not None]
    return Ends(
        treatments=tuple(treatments),
        median=(EndLabel("median", *known[-1], palette.ink),) if known else (),
        last=last,
        palette=palette,
        widest=wide * _WIDEST_LABEL,
        size=style.LABEL * scale,
    )


def _styles(
    treatments: Sequence[AroundTreatment],
    subject: Subject,
    palette: Palette,
    coloured_by: ColouredBy,
) -> dict[str, LineStyle]:
    return {
        one.treatment.key: style_of(
            index,
            len(treatments),
            one.treatment.phase,
            palette,
            coloured_by=coloured_by,
            is_observer=subject.is_observer,
        )
        for index, one in enumerate(treatments)
    }


def _key(
    treatments: Sequence[AroundTreatment],
    styles: dict[str, LineStyle],
    palette: Palette,
    coloured_by: ColouredBy,
    wide: float,
    scale: float,
) -> tuple[list[list[KeyEntry]], tuple[float, int]]:
    """The rows of the key, and where the note on hidden lines stands: inches, row."""
    if len(treatments) < 2:
        return [], (style.MARGIN, 0)
    if coloured_by == "phase":
        there = {one.treatment.phase if one.treatment.phase in PHASES else "" for one in treatments}
        entries = [
            KeyEntry("", (phase_style(phase, palette),), said.PHASE_NAMES.get(phase, phase))
            for phase in PHASES
            if phase in there
        ]
    else:
        before, after = said.key_ends(treatments)
        step = -(-len(treatments) // 12)
        ramp = tuple(styles[one.treatment.key] for one in treatments[::-step][::-1])
        entries = [KeyEntry(before, ramp, after)]
    size = style.LABEL * scale
    free = wide - 2 * style.MARGIN
    rows = key_rows(entries, size, free)
    taken = row_width(rows[-1], size)
    longest = said.hidden_words(len(treatments), len(treatments), has_median=True)
    if taken + style.text_width(longest, size) <= free:
        return rows, (style.MARGIN + taken, len(rows) - 1)
    return rows, (style.MARGIN, len(rows))


def _write_note(
    axes: Axes, at: tuple[float, int], up: float, palette: Palette, scale: float
) -> Text:
    """The text that says how many lines are hidden; empty at first."""
    size = style.LABEL * scale
    return axes.annotate(
        "",
        (at[0] * 72, 1),
        xycoords=("figure points", "axes fraction"),
        xytext=(0, (up - at[1] * style.line_height(size)) * 72),
        textcoords="offset points",
        ha="left",
        va="center",
        color=palette.ink,
        fontproperties=style.font(size),
        annotation_clip=False,
        zorder=8,
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
        Mark(p.offset, p.value, p.day, said.point_words(one, p), one.treatment.key)
        for one in treatments
        for p in points(one)
        if p.offset <= last
    )
