"""One treatment's row among the durations: its name, its bar, its words."""

from dataclasses import dataclass
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox, blended_transform_factory

from journal.charts import style
from journal.charts.duration_columns import Columns
from journal.charts.marks import Mark
from journal.charts.parts import Part
from journal.charts.style import Palette
from journal.trajectories.values import AroundTreatment
from journal.words import Subject
from journal.words import durations as words

_BAR = 0.46
"""The height of a bar as a share of its row."""

_STROKE = 0.36
"""Half the height of the stroke for the next treatment, as a share of a row."""

_BESIDE = 0.04
"""Inches left of the days rated that are theirs."""


@dataclass(frozen=True)
class DurationRow:
    """The artists of one treatment by name; None where there is nothing to draw.

    `bar` runs from the day on which the response was reached over the days that it lasted;
    `arrow` goes on from it where the end is not known. `track` are the days looked at, as far as
    the axis goes; `next` stands where the next treatment began. `places` are
    that of the days rated, and before it that of all the rest.
    """

    name: Text
    said: Text
    rated: Text
    track: Line2D
    next: Line2D | None
    bar: Rectangle | None
    arrow: Line2D | None
    mark: Mark
    words: str
    places: tuple[Bbox, Bbox]
    is_observer: bool

    def is_singled_out(self, palette: Palette) -> bool:
        """Whether the treatment stands out: its name is in the colour for that."""
        return bool(self.name.get_color() == palette.treatment)

    @property
    def is_hidden(self) -> bool:
        """Whether the treatment is left out."""
        return not self.track.get_visible()

    @property
    def parts(self) -> tuple[Part, ...]:
        """What `restyle` may touch: the days rated, and all that stands left of them."""
        key = self.mark.key
        left, right = self.places
        return (
            Part((*self._drawn, self.name, self.said), key, left),
            Part((self.rated,), key, right, only_hides=True),
        )

    @property
    def _drawn(self) -> tuple[Artist, ...]:
        """What is not drawn of a hidden treatment, besides words."""
        found = (self.track, self.next, self.bar, self.arrow)
        return tuple(one for one in found if one is not None)

    def restyle(self, palette: Palette, *, is_singled_out: bool, is_hidden: bool) -> None:
        """Change colours and what is seen; nothing moves."""
        plain = palette.observer if self.is_observer else palette.accent
        colour = palette.treatment if is_singled_out else plain
        for artist in (*self._drawn, self.rated):
            artist.set_visible(not is_hidden)
        if self.bar is not None:
            share = 1.0 if self.arrow is None else 0.3
            self.bar.set(facecolor=style.blend(colour, palette.ground, share), edgecolor=colour)
        if self.arrow is not None:
            self.arrow.set_color(colour)
        known = palette.muted if self.bar is None or is_hidden else palette.ink
        self.said.set_text(words.HIDDEN if is_hidden else self.words)
        self.said.set_color(palette.treatment if is_singled_out else known)
        named = palette.muted if is_hidden else palette.ink
        self.name.set_color(palette.treatment if is_singled_out else named)


def draw_row(
    axes: Axes,
    subject: Subject,
    one: AroundTreatment,
    place: int,
    columns: Columns,
    palette: Palette,
    scale: float,
) -> DurationRow:
    """Draw one treatment in the row of a place, 0 at the top."""
    middle = place + 0.5
    track, next_treatment = _draw_track(axes, one, middle, columns, palette)
    bar, arrow, end = _draw_bar(axes, one, middle, columns)
    said = columns.lines[place]
    if columns.years[place]:
        _write(axes, style.MARGIN, middle, columns.years[place], palette.muted, scale, ha="left")
    return DurationRow(
        name=_write(axes, columns.names, middle, words.row_name(one), palette.ink, scale),
        said=_write(axes, columns.said, middle, said, palette.ink, scale, ha="left"),
        rated=_write(axes, columns.rated, middle, words.coverage_words(one), palette.muted, scale),
        track=track,
        next=next_treatment,
        bar=bar,
        arrow=arrow,
        mark=Mark(end, middle, words.day_of(one), words.row_words(one), one.treatment.key),
        words=said,
        places=_lay_places(axes, place, columns),
        is_observer=subject.is_observer,
    )


def _lay_places(axes: Axes, place: int, columns: Columns) -> tuple[Bbox, Bbox]:
    """The place of a row, in fractions of the figure, up to the days rated, and that of them."""
    area = axes.get_position()
    tall = area.height / axes.get_ylim()[0]
    upper = area.y1 - place * tall
    rated = (columns.rated_from - _BESIDE) / _figure_of(axes).get_size_inches()[0]
    return (
        Bbox.from_extents(0, upper - tall, rated, upper),
        Bbox.from_extents(rated, upper - tall, 1, upper),
    )


def _draw_track(
    axes: Axes, one: AroundTreatment, middle: float, columns: Columns, palette: Palette
) -> tuple[Line2D, Line2D | None]:
    """The days looked at as a hairline, and an upright stroke at the next treatment."""
    end = one.window_end + 1
    (track,) = axes.plot(
        [0, min(end, columns.days)],
        [middle] * 2,
        color=style.blend(palette.muted, palette.ground, 0.55),
        linewidth=0.8,
        zorder=1,
    )
    if not one.is_closed or end > columns.days:
        return track, None
    (stroke,) = axes.plot(
        [end] * 2,
        [middle - _STROKE, middle + _STROKE],
        color=palette.treatment,
        linewidth=1.5,
        solid_capstyle="butt",
        zorder=4,
    )
    return track, stroke


def _draw_bar(
    axes: Axes, one: AroundTreatment, middle: float, columns: Columns
) -> tuple[Rectangle | None, Line2D | None, float]:
    """The bar, its arrow where the end is not known, and where the bar ends (0 without one)."""
    if one.duration is None or one.response.day is None:
        return None, None, 0.0
    start, days = one.response.day, one.duration.days
    bar = Rectangle((start, middle - _BAR / 2), days, _BAR, linewidth=1.0, zorder=3)
    axes.add_patch(bar)
    end = float(start + days)
    if not one.duration.at_least:
        return bar, None, end
    (arrow,) = axes.plot(
        [end, end + columns.arrow_days],
        [middle] * 2,
        linewidth=1.6,
        solid_capstyle="butt",
        marker=">",
        markersize=5.5,
        markeredgewidth=0,
        markevery=[1],
        clip_on=False,
        zorder=5,
    )
    return bar, arrow, end


def _write(
    axes: Axes, x: float, y: float, text: str, colour: str, scale: float, ha: str = "right"
) -> Text:
    """A text at inches from the left edge of the figure, in the middle of a row."""
    on = _figure_of(axes)
    va = "center" if "\n" in text else "center_baseline"
    more: dict[str, Any] = {"ha": ha, "va": va, "linespacing": style.LINE_SPACING}
    return axes.text(
        x / on.get_size_inches()[0],
        y,
        text,
        transform=blended_transform_factory(on.transFigure, axes.transData),
        color=colour,
        fontproperties=style.font(style.LABEL * scale),
        **more,
    )


def _figure_of(axes: Axes) -> Figure:
    on = axes.figure
    assert isinstance(on, Figure)  # noqa: S101 - these axes lie on no subfigure
    return on
