"""One treatment in one small panel: its points, its response, and where its days end."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from journal.charts import room, style
from journal.charts.marks import Mark
from journal.charts.panel_area import Area, make_area
from journal.charts.panel_grid import SPAN_ROOM, Sizes, written
from journal.charts.panel_heading import Heading, write_heading
from journal.charts.panel_places import Places, lay_places
from journal.charts.panel_points import cut_at, draw_points
from journal.charts.parts import Part
from journal.charts.style import Palette
from journal.trajectories.values import AroundTreatment, Point
from journal.words import Subject, durations, figure
from journal.words import each as words

_DOTTED = (0, (1, 2.2))
_DASHED = (0, (4, 2.5))
_NAN = float("nan")


@dataclass(frozen=True)
class Panel:
    """The artists of one treatment by name; None where there is nothing to draw.

    `span` is shaded over the days of the response; `bracket` repeats it above the axes, closed
    where the response ended, with an arrow where its end is not known. `cut` stands where the
    next treatment began, or after today; `beyond` covers what was not measured. `places`
    are those that they have to themselves.
    """

    area: Area
    title: Text
    rated: Text
    outcome: Text
    frame: Rectangle
    hidden: Text
    line: Line2D
    bridges: Line2D | None
    late: Line2D | None
    unclocked: Line2D | None
    response_line: Line2D | None
    line_label: Text | None
    span: Rectangle | None
    bracket: tuple[Line2D, ...]
    cut: Line2D | None
    beyond: Rectangle | None
    unmeasured: Text | None
    marks: tuple[Mark, ...]
    places: Places
    is_observer: bool
    weight: float

    @property
    def is_singled_out(self) -> bool:
        """Whether the treatment stands out."""
        return self.frame.get_visible()

    @property
    def is_hidden(self) -> bool:
        """Whether the treatment is left out."""
        return not self.line.get_visible()

    def parts(self, key: str) -> tuple[Part, ...]:
        """What `restyle` may touch, as parts of a treatment."""
        places = self.places
        return (
            Part((self.title,), key, places.title),
            Part((self.rated,), key, places.rated, only_hides=True),
            Part((self.outcome,), key, places.outcome, only_hides=True),
            Part((self.frame, *self._content, self.hidden), key, places.body),
        )

    @property
    def _content(self) -> tuple[Artist, ...]:
        """What is not drawn inside the panel of a hidden treatment."""
        found = (self.beyond, self.span, self.cut, self.response_line, self.bridges, self.line)
        more = (self.late, self.unclocked, *self.bracket, self.line_label, self.unmeasured)
        return tuple(one for one in (*found, *more) if one is not None)

    def restyle(self, palette: Palette, *, is_singled_out: bool, is_hidden: bool) -> None:
        """Change colours, weights and what is seen; nothing moves."""
        plain = palette.observer if self.is_observer else palette.accent
        colour = palette.treatment if is_singled_out else plain
        for artist in (self.rated, self.outcome, *self._content):
            artist.set_visible(not is_hidden)
        self.hidden.set_visible(is_hidden)
        self.frame.set_visible(is_singled_out)
        self.title.set_color(
            palette.treatment if is_singled_out else palette.muted if is_hidden else palette.ink
        )
        self.line.set(color=colour, linewidth=self.weight * (2.2 if is_singled_out else 1.5))
        if self.bridges is not None:
            self.bridges.set_color(colour)
        if self.late is not None:
            self.late.set_markeredgecolor(colour)


def draw_panel(
    sheet: Axes,
    subject: Subject,
    one: AroundTreatment,
    heading: Heading,
    palette: Palette,
    sizes: Sizes,
    left: float,
    top: float,
    lines: int,
) -> Panel:
    """Draw one treatment; its heading begins at inches from the left and top of the figure.

    `lines` are kept free below the title, whether this panel needs them or not.
    """
    on = _figure_of(sheet)
    title, rated, outcome = write_heading(on, heading, palette, sizes, left, top)
    area = _lay_area(sheet, subject, palette, sizes, left, top + written(lines, sizes.scale))
    cut, beyond, unmeasured = _draw_cut(area, one, palette, sizes)
    span, bracket = _draw_response(area, one, palette, sizes)
    response_line, line_label = _draw_line(area, one, palette, sizes)
    drawn = one.points_to(sizes.span[1])
    line, bridges, late, unclocked = draw_points(area, subject, one, drawn, palette)
    return Panel(
        area,
        title,
        rated,
        outcome,
        _draw_frame(area, palette),
        _say_hidden(area, palette, sizes),
        line,
        bridges,
        late,
        unclocked,
        response_line,
        line_label,
        span,
        bracket,
        cut,
        beyond,
        unmeasured,
        _marks(area, one, drawn),
        lay_places(on, heading, sizes, left, top, lines),
        subject.is_observer,
        room.weight(sizes.scale),
    )


def _marks(area: Area, one: AroundTreatment, drawn: Sequence[Point]) -> tuple[Mark, ...]:
    key, place = one.treatment.key, area.to_pixels
    return tuple(
        Mark(p.offset, p.value, p.day, words.point_words(one, p), key, place) for p in drawn
    )


def _lay_area(
    sheet: Axes, subject: Subject, palette: Palette, sizes: Sizes, left: float, top: float
) -> Area:
    """The area with a hairline at each tick, bands shaded, and the treatment in ink."""
    width, height = _figure_of(sheet).get_size_inches()
    lower = 1 - (top + sizes.tall) / height
    box = Bbox.from_bounds(left / width, lower, sizes.wide / width, sizes.tall / height)
    days = (sizes.span[0] - 0.5, sizes.span[1] + 0.5)
    area = make_area(sheet, box, days, (subject.minimum, subject.maximum))
    area.line(
        [*days, _NAN] * len(subject.ticks),
        [y for tick in subject.ticks for y in (tick, tick, _NAN)],
        color=palette.hairline,
        linewidth=0.8,
        zorder=0.5,
    )
    for low, high, _ in subject.bands[1::2]:
        area.rectangle(days, (low, high), color=palette.hairline, alpha=0.35, linewidth=0, zorder=0)
    area.line([0, 0], [0, 1], by=area.upright, color=palette.ink, linewidth=1.1, zorder=2)
    return area


def _draw_cut(
    area: Area, one: AroundTreatment, palette: Palette, sizes: Sizes
) -> tuple[Line2D | None, Rectangle | None, Text | None]:
    """Where the window ends: at the next treatment, or after today; and what lies beyond."""
    right = sizes.span[1] + 0.5
    at = cut_at(one)
    if at >= right:
        return None, None, None
    cut = area.line(
        [at, at],
        [0, 1],
        by=area.upright,
        color=palette.treatment if one.is_closed else palette.muted,
        linewidth=1.1,
        linestyle="solid" if one.is_closed else _DOTTED,
        zorder=2,
    )
    beyond = area.rectangle(
        (at, right),
        (0, 1),
        by=area.upright,
        color=palette.hairline,
        alpha=0.5,
        linewidth=0,
        zorder=0.2,
    )
    said = words.AFTER_NEXT if one.is_closed else words.AFTER_TODAY
    size = style.FOOTNOTE * sizes.scale
    needed = max(style.text_width(line, size) for line in said.split("\n")) + 0.14
    days = sizes.span[1] - sizes.span[0] + 1
    if (right - at) / days * sizes.wide < needed or 2.6 * style.line_height(size) > sizes.tall:
        return cut, beyond, None
    text = area.sheet.annotate(
        said,
        ((at + right) / 2, 1),
        xycoords=area.upright,
        xytext=(0, -4),
        textcoords="offset points",
        ha="center",
        va="top",
        color=palette.muted,
        linespacing=style.LINE_SPACING,
        fontproperties=style.font(size),
    )
    return cut, beyond, text


def _draw_response(
    area: Area, one: AroundTreatment, palette: Palette, sizes: Sizes
) -> tuple[Rectangle | None, tuple[Line2D, ...]]:
    """The days of the response shaded, each day half a day to either side of its point."""
    if one.duration is None or one.response.day is None:
        return None, ()
    start = one.response.day - 0.5
    measured = cut_at(one)
    end = min(start + one.duration.days, measured)
    span = area.rectangle(
        (start, end),
        (0, 1),
        by=area.upright,
        color=palette.accent,
        alpha=0.16,
        linewidth=0,
        zorder=0.3,
    )
    seen = min(end, sizes.span[1] + 0.5)
    height = 1 + SPAN_ROOM * 0.5 / sizes.tall
    is_open = one.duration.at_least or seen < end
    bar = area.line(
        [start, seen],
        [height] * 2,
        linewidth=1.6,
        solid_capstyle="butt",
        marker="|",
        markersize=5.5,
        markeredgewidth=1.6,
        markevery=[0] if is_open else [0, 1],
        by=area.upright,
        color=palette.accent,
        clip_on=False,
    )
    if not is_open:
        return span, (bar,)
    head = area.line(
        [seen],
        [height],
        marker=">",
        markersize=5.5,
        markeredgewidth=0,
        by=area.upright,
        color=palette.accent,
        clip_on=False,
    )
    return span, (bar, head)


def _draw_line(
    area: Area, one: AroundTreatment, palette: Palette, sizes: Sizes
) -> tuple[Line2D | None, Text | None]:
    """The treatment's own response line, up to where its days end, with its value there."""
    if one.line is None:
        return None, None
    end = min(cut_at(one), sizes.span[1] + 0.5)
    line = area.line(
        [0, end],
        [one.line.value] * 2,
        color=palette.accent,
        linewidth=1.2,
        linestyle=_DASHED,
        zorder=2.5,
    )
    label = area.sheet.annotate(
        figure(one.line.value),
        (end, one.line.value),
        xycoords=area.to_pixels,
        xytext=(3 + 2 * room.weight(sizes.scale), 0),  # clear of a point on the line's end
        textcoords="offset points",
        ha="left",
        va="center",
        color=palette.accent,
        fontproperties=style.font(style.FOOTNOTE * sizes.scale),
        annotation_clip=False,
        zorder=5,
    )
    return line, label


def _draw_frame(area: Area, palette: Palette) -> Rectangle:
    """The frame around the panel that is singled out."""
    return area.rectangle(
        (0, 1),
        (0, 1),
        by=area.unit,
        fill=False,
        edgecolor=palette.treatment,
        linewidth=1.6,
        clip_on=False,
        zorder=6,
    )


def _say_hidden(area: Area, palette: Palette, sizes: Sizes) -> Text:
    text = area.sheet.text(
        0.5,
        0.5,
        durations.HIDDEN,
        transform=area.unit,
        ha="center",
        va="center",
        color=palette.muted,
        fontproperties=style.font(style.LABEL * sizes.scale),
    )
    text.set_path_effects([withStroke(linewidth=2, foreground=palette.ground)])
    return text


def _figure_of(sheet: Axes) -> Figure:
    on = sheet.figure
    assert isinstance(on, Figure)  # noqa: S101 - a sheet lies on no subfigure
    return on
