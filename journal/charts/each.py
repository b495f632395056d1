"""Each treatment in a small panel of its own, all on the same axes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from journal.charts import room, style
from journal.charts.frame import Captions, Room, draw_captions, draw_frame, say_empty
from journal.charts.marks import Gaps, Marks, gaps
from journal.charts.panel import Panel, draw_panel
from journal.charts.panel_area import Area
from journal.charts.panel_grid import PanelGrid, Sizes, height_of_panels, lay_panels
from journal.charts.panel_heading import head_panels
from journal.charts.panel_points import cut_at
from journal.charts.parts import Part, dress_all
from journal.charts.shown import EVERYTHING, Shown
from journal.charts.style import Palette
from journal.trajectories.values import AroundTreatment
from journal.words import NO_TREATMENTS, Subject
from journal.words import each as words
from journal.words import figure as number

USUAL_LAST, FURTHEST_LAST = 42, 84
"""Days after a treatment that are drawn; further ones where a response lasted longer, to a limit.
The second line says when the drawing is cut."""

_LEAST_LAST = 7
_HEAD = 0.14
"""Inches between the words above the chart and the first row."""

_APART = 0.3
"""The least inches from a panel to the next, before the text scale."""

_LEAST_HIGH = 4.8
_USUAL_LINES, _USUAL_FOOTNOTE = 3, 300
"""Lines of words above a panel, and widths of half a letter in the footnote, to reckon with."""


@dataclass(frozen=True)
class EachArtists:
    """The panels by treatment key, in order. `restyle` singles out and hides without a rebuild."""

    axes: Axes
    panels: dict[str, Panel]
    labels: tuple[Text, ...]
    palette: Palette

    @property
    def marks(self) -> Marks:
        """The points of the panels that are not hidden."""
        seen = (panel.marks for panel in self.panels.values() if not panel.is_hidden)
        return Marks(self.axes, tuple(mark for marks in seen for mark in marks))

    @property
    def parts(self) -> tuple[Part, ...]:
        """What `restyle` may touch, panel by panel."""
        return tuple(part for key, panel in self.panels.items() for part in panel.parts(key))

    @property
    def shown(self) -> Shown:
        """What is singled out and hidden of the panels that are drawn."""
        return Shown(
            next((key for key, panel in self.panels.items() if panel.is_singled_out), None),
            frozenset(key for key, panel in self.panels.items() if panel.is_hidden),
        )

    def restyle(self, shown: Shown) -> None:
        """Single out one treatment and hide others; every panel keeps its place."""
        changed = shown.changed_from(self.shown)
        dress_all(
            {key: one for key, one in self.panels.items() if key in changed}, shown, self.palette
        )


def draw_each(
    figure: Figure,
    subject: Subject,
    treatments: Sequence[AroundTreatment],
    palette: Palette,
    *,
    shown: Shown = EVERYTHING,
    scale: float = 1.0,
) -> EachArtists:
    """Draw one score around each treatment, a panel each.

    Panels keep a least size: where the figure has no room for all, the latest are drawn and the
    second line says so. `height_for` gives the height that has room.
    """
    if not treatments:
        return _draw_nothing(figure, subject, palette, scale)
    last, longest = _last_offset(treatments)
    apart, left = _beside(subject, treatments, scale)
    width, height = figure.get_size_inches()
    wide = width - left - apart - style.MARGIN / 2
    below_axes = style.line_height(room.tick_size(scale)) + 0.08
    drawn = room.in_order(treatments, scale)
    while True:  # the words that say that some are left out may take a line, and so a row, more
        captions = _captions(subject, treatments, len(drawn), last, is_cut=longest > last)
        above, below = draw_captions(figure, captions, palette, scale)
        free = height - above - _HEAD - below - below_axes
        grid = _lay(drawn, wide, free, apart, scale)
        if grid.shown == len(drawn):
            break
        drawn = room.in_order(treatments[-grid.shown :], scale)
    sizes = Sizes(grid.wide, grid.tall, apart, scale, (-drawn[0].rules.baseline_days, last))
    corner = (left, above + _HEAD)
    panels = _draw_panels(figure, subject, drawn, palette, sizes, grid, corner)
    labels = _label_axes(subject, list(panels.values()), grid.columns, palette, sizes)
    first = next(iter(panels.values()))
    room.strengthen(figure, scale)
    artists = EachArtists(first.area.sheet, panels, labels, palette)
    dress_all(panels, shown, palette)
    return artists


def height_for(count: int, width: float, scale: float = 1.0) -> float:
    """The inches of height in which so many panels are legible, in a figure so many inches wide."""
    wide = width - 2 * style.MARGIN - 0.3 * scale
    is_across = room.is_across(scale)
    usual_lines = 2 if is_across else _USUAL_LINES
    panels = height_of_panels(count, wide, _APART * scale, scale, usual_lines)
    size = style.FOOTNOTE * scale
    footnote = 0 if is_across else ceil(_USUAL_FOOTNOTE * size / 72 / (width - 2 * style.MARGIN))
    lines = footnote + (1 if is_across else 3)
    written = lines * style.line_height(size) + style.line_height(style.TITLE * scale) + 0.7
    return max(panels + written, _LEAST_HIGH)


def _draw_nothing(figure: Figure, subject: Subject, palette: Palette, scale: float) -> EachArtists:
    """The empty axes with the words that there is no treatment."""
    captions = Captions(
        words.title(subject), words.second_line(subject, 0, 0, 0), words.footnote(subject, ())
    )
    axes = draw_frame(figure, subject, palette, scale, captions, Room())
    axes.set(xlim=(-7.5, _LEAST_LAST + 0.5), xticks=[])
    label = say_empty(axes, NO_TREATMENTS, palette, scale)
    return EachArtists(axes, {}, (label,), palette)


def _last_offset(treatments: Sequence[AroundTreatment]) -> tuple[int, int]:
    """The last day drawn in every panel, and the last there would be."""
    longest = max(one.window_end + one.is_closed for one in treatments)
    ends = [
        one.response.day + one.duration.days
        for one in treatments
        if one.duration is not None and one.response.day is not None
    ]
    wanted = min(max(USUAL_LAST, *ends, 0), FURTHEST_LAST)
    return min(max(longest, _LEAST_LAST), wanted), longest


def _captions(
    subject: Subject,
    treatments: Sequence[AroundTreatment],
    drawn: int,
    last: int,
    *,
    is_cut: bool,
) -> Captions:
    lines = [one.points_to(last) for one in treatments]
    found = Gaps()
    for line in lines:
        found |= gaps([point.offset for point in line], barriers=(0,))
    return Captions(
        words.title(subject),
        words.second_line(subject, len(treatments), drawn, last, is_cut=is_cut),
        words.footnote(
            subject,
            treatments,
            is_cut=any(cut_at(one) < last + 0.5 for one in treatments),
            are_bridged=found.are_bridged,
            are_open=found.are_open,
            has_late=any(point.is_late for line in lines for point in line),
            has_unclocked=any(one.unclocked for one in treatments),
        ),
    )


def _beside(
    subject: Subject, treatments: Sequence[AroundTreatment], scale: float
) -> tuple[float, float]:
    """Inches from a panel to the next, where a line's value may stand, and left of the first."""
    values = [number(one.line.value) for one in treatments if one.line is not None]
    size = style.FOOTNOTE * scale
    apart = max((style.text_width(value, size) for value in values), default=0.0) + 0.12
    ticks = [style.text_width(number(tick), room.tick_size(scale)) for tick in subject.ticks]
    return max(apart, _APART * scale), style.MARGIN + max(ticks) + 0.08


def _lay(
    drawn: Sequence[AroundTreatment], wide: float, tall: float, apart: float, scale: float
) -> PanelGrid:
    @cache
    def lines_at(panel_wide: float) -> list[int]:
        return [len(heading.lines) for heading in head_panels(drawn, panel_wide, scale)]

    return lay_panels(len(drawn), wide, tall, apart, scale, lines_at)


def _draw_panels(
    figure: Figure,
    subject: Subject,
    drawn: Sequence[AroundTreatment],
    palette: Palette,
    sizes: Sizes,
    grid: PanelGrid,
    corner: tuple[float, float],
) -> dict[str, Panel]:
    sheet = figure.add_axes((0, 0, 1, 1))
    sheet.set_axis_off()
    panels = {}
    for index, heading in enumerate(head_panels(drawn, grid.wide, sizes.scale)):
        row, column = divmod(index, grid.columns)
        panels[drawn[index].treatment.key] = draw_panel(
            sheet,
            subject,
            drawn[index],
            heading,
            palette,
            sizes,
            corner[0] + column * (sizes.wide + sizes.apart),
            corner[1] + grid.tops[row],
            grid.lines[row],
        )
    return panels


def _label_axes(
    subject: Subject, panels: Sequence[Panel], columns: int, palette: Palette, sizes: Sizes
) -> tuple[Text, ...]:
    """The values beside the first panel of each row, the days under the lowest of each column."""
    labels = []
    for index, panel in enumerate(panels):
        if index % columns == 0:
            labels += [
                _label(panel.area, number(tick), palette, sizes, y=tick)
                for tick in _legible(subject.ticks, sizes)
            ]
        if index + columns >= len(panels):
            labels += [
                _label(panel.area, number(day), palette, sizes, x=day) for day in _days(sizes)
            ]
    return tuple(labels)


def _label(
    area: Area,
    text: str,
    palette: Palette,
    sizes: Sizes,
    *,
    x: float | None = None,
    y: float | None = None,
) -> Text:
    """A label left of an area at a value, or below it at a day."""
    at_day = x is not None
    return area.sheet.annotate(
        text,
        (x if x is not None else 0, y if y is not None else 0),
        xycoords=area.upright if at_day else area.level,
        xytext=(0, -4) if at_day else (-5, 0),
        textcoords="offset points",
        ha="center" if at_day else "right",
        va="top" if at_day else "center",
        color=palette.muted,
        fontproperties=style.font(room.tick_size(sizes.scale)),
        annotation_clip=False,
    )


def _legible(ticks: Sequence[float], sizes: Sizes) -> Sequence[float]:
    """The ticks that have room for a label each, the ends always among them."""
    most = sizes.tall / style.line_height(room.tick_size(sizes.scale)) + 1
    if len(ticks) <= most:
        return ticks
    return (ticks[0], ticks[-1])


def _days(sizes: Sizes) -> list[int]:
    """Weeks that have room for a label each; the treatment is always among them."""
    first, last = sizes.span
    widest = style.text_width("−28", room.tick_size(sizes.scale)) + 0.08
    a_day = sizes.wide / (last - first + 1)
    step = next((weeks * 7 for weeks in (1, 2, 3, 4) if weeks * 7 * a_day >= widest), 84)
    days = [day for day in range(-step, last + 1, step) if day >= first]
    reaches_out = days[0] == first and a_day < widest  # into the value beside it
    return days[1:] if reaches_out else days
