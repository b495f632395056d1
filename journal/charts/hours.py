"""A treatment's day by hours: anxiety, feeling detached, blood pressure and pulse, one below the
other, all treatments laid over one another and one of them singled out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.text import Annotation, Text

from journal import words
from journal.charts import style
from journal.charts.end_labels import spread
from journal.charts.frame import Captions, inches_tall, inches_wide, say_empty
from journal.charts.hidden_note import make_note, say_hidden
from journal.charts.hour_axis import HourAxis, hours_of_day, label_hours, mark_breaks
from journal.charts.hour_lines import (
    JOINED_HOURS,
    CurveArtists,
    draw_curve,
    dress,
    latest,
    looks,
)
from journal.charts.hour_panels import lay_panels, panels_tall
from journal.charts.marks import Mark, Marks
from journal.charts.parts import Part
from journal.charts.shown import EVERYTHING, Shown
from journal.charts.style import Palette
from journal.trajectories.hours import (
    ANXIETY,
    DIASTOLIC,
    SYSTOLIC,
    TreatmentHours,
)
from journal.words import hours as hour_words


@dataclass(frozen=True)
class HoursArtists:
    """The artists of the chart by name.

    `panels` are the axes by their first curve, `curves` what is drawn by curve and treatment key,
    `labels` stand at the ends of the lines by curve, `hidden` says how many are hidden. `hours`
    and `palette` are what was drawn.
    """

    panels: Mapping[str, Axes]
    axis: HourAxis
    curves: Mapping[str, Mapping[str, CurveArtists]]
    labels: Mapping[str, Annotation]
    breaks: tuple[Artist, ...]
    marks: Marks
    hours: tuple[TreatmentHours, ...]
    palette: Palette
    hidden: Text

    @property
    def parts(self) -> tuple[Part, ...]:
        """The artists that `restyle` may touch."""
        lines = [
            line for found in self.curves.values() for one in found.values() for line in one.all
        ]
        return (Part((*lines, *self.labels.values(), self.hidden)),)

    def restyle(self, shown: Shown) -> None:
        """Single out and hide treatments without drawing anything anew."""
        for key, look in looks(self.hours, shown, self.palette).items():
            for found in self.curves.values():
                if key in found:
                    dress(found[key], look)
        _label(self, shown)
        say_hidden(self.hidden, (one.treatment.key for one in self.hours), shown)


def draw_hours(
    figure: Figure,
    hours: Sequence[TreatmentHours],
    palette: Palette,
    *,
    shown: Shown = EVERYTHING,
    scale: float = 1.0,
    is_sample: bool = False,
) -> HoursArtists:
    """Draw the days of all treatments by hours from their starts; `scale` is the text scale.

    A panel of which nothing is known is left out; with nothing at all the words alone are there.
    """
    axis = _axis_of(hours)
    known = _known(hours)
    captions = Captions(
        hour_words.title(),
        hour_words.second_line(hours),
        hour_words.footnote(
            hours, joined_hours=JOINED_HOURS, breaks=axis.breaks, is_sample=is_sample
        ),
    )
    panels = lay_panels(
        figure,
        captions,
        known or hour_words.TOGETHER[:1],
        hours,
        _label_wide(hours, scale),
        palette,
        scale,
    )
    for axes in panels.values():
        axis.lay(axes)
        axes.axvline(0, color=palette.ink, linewidth=1.2, zorder=2)
    lowest = list(panels.values())[-1]
    label_hours(lowest, axis, palette, scale, start=hour_words.START)
    breaks = mark_breaks(list(panels.values()), axis, palette)
    where = {curve: panels[together[0]] for together in known for curve in together}
    curves = {curve: draw_curve(on, curve, hours, palette) for curve, on in where.items()}
    labels = {curve: _make_label(on, scale) for curve, on in where.items()}
    if not known:
        text = hour_words.NO_HOURS if hours else words.NO_TREATMENTS
        say_empty(lowest, text, palette, scale)
    marks = Marks(lowest, _marks(where, hours))
    hidden = make_note(figure, palette, scale)
    artists = HoursArtists(
        panels, axis, curves, labels, breaks, marks, tuple(hours), palette, hidden
    )
    artists.restyle(shown)
    return artists


def _axis_of(hours: Sequence[TreatmentHours]) -> HourAxis:
    points = [point for one in hours for found in one.curves.values() for point in found]
    return hours_of_day(
        min((point.hours for point in points), default=0.0),
        max((point.hours for point in points), default=0.0),
    )


def height_for(hours: Sequence[TreatmentHours], scale: float = 1.0) -> float:
    """The inches of height at which every panel has room enough."""
    return panels_tall(len(_known(hours)), scale)


def _known(hours: Sequence[TreatmentHours]) -> list[tuple[str, ...]]:
    """The groups of curves of which anything is known, in the order of their panels."""
    return [
        curves
        for curves in hour_words.TOGETHER
        if any(one.curve(curve) for one in hours for curve in curves)
    ]


def _label_wide(hours: Sequence[TreatmentHours], scale: float) -> float:
    texts = [_label_text(one, curve) for one in hours[-1:] for curve in (ANXIETY, DIASTOLIC)]
    return max((style.text_width(t, style.LABEL * scale) for t in texts), default=0.0) + 0.2


def _labelled(hours: Sequence[TreatmentHours], shown: Shown) -> TreatmentHours | None:
    """The treatment that is named at the ends of its lines: the one singled out, else the last."""
    if shown.foremost is None:
        return latest(hours, shown)
    return next((one for one in hours if one.treatment.key == shown.foremost), None)


def _label_text(one: TreatmentHours, curve: str) -> str:
    return curve if curve in (SYSTOLIC, DIASTOLIC) else f"treatment {one.number}"


def _make_label(axes: Axes, scale: float) -> Annotation:
    return axes.annotate(
        "",
        (1, 0),
        xycoords="axes fraction",
        xytext=(7, 0),
        textcoords="offset points",
        ha="left",
        va="center",
        fontproperties=style.font(style.LABEL * scale),
        annotation_clip=False,
        zorder=8,
    )


def _label(artists: HoursArtists, shown: Shown) -> None:
    """Write what each line of the named treatment is, at its end."""
    one = _labelled(artists.hours, shown)
    colour = artists.palette.ink if shown.foremost is None else artists.palette.treatment
    for together in hour_words.TOGETHER:
        drawn = [curve for curve in together if curve in artists.labels]
        ends = {curve: one.curve(curve)[-1] for curve in drawn if one and one.curve(curve)}
        for curve in drawn:
            artists.labels[curve].set_visible(curve in ends)
        if not ends or one is None:
            continue
        axes = artists.panels[together[0]]
        low, high = axes.get_ylim()
        ordered = sorted(ends, key=lambda curve: ends[curve].value)
        tall = inches_tall(axes)
        wanted = [(ends[curve].value - low) / (high - low) * tall for curve in ordered]
        label = artists.labels[ordered[0]]
        heights = [float(label.get_fontsize()) * style.LEADING / 72] * len(ordered)
        for curve, middle in zip(ordered, spread(wanted, heights, 0, tall), strict=True):
            label = artists.labels[curve]
            label.set_text(_label_text(one, curve))
            label.set_color(colour)
            reach = _reach(artists.hours, drawn)
            _place(label, axes, artists.axis, reach, middle / tall, artists.palette)


def _reach(hours: Sequence[TreatmentHours], curves: Sequence[str]) -> float:
    """Where the last value of a panel lies: labels stand right of every line."""
    return max(point.hours for one in hours for curve in curves for point in one.curve(curve))


def _place(
    label: Annotation, axes: Axes, axis: HourAxis, hours: float, up: float, palette: Palette
) -> None:
    """Right of these hours where there is room inside the axes, else right of the axes.

    Only inside is there something under it, for which it needs a halo.
    """
    free = (1 - float(axis.to_place(hours))) * inches_wide(axes)
    needed = style.text_width(label.get_text(), float(label.get_fontsize())) + 0.2
    if free > needed:
        label.xy, label.xycoords = (hours, up), axes.get_xaxis_transform()
        label.set_path_effects([withStroke(linewidth=2.5, foreground=palette.ground)])
    else:
        label.xy, label.xycoords = (1, up), "axes fraction"
        label.set_path_effects([])


def _marks(where: Mapping[str, Axes], hours: Sequence[TreatmentHours]) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            point.hours,
            point.value,
            one.treatment.day,
            hour_words.point_words(one, curve, point),
            one.treatment.key,
            axes.transData,
        )
        for one in hours
        for curve, axes in where.items()
        for point in one.curve(curve)
    )
