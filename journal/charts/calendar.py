"""A year of day values: one square a day, by weeks and months, the value by its shade."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import Colormap, LinearSegmentedColormap, to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from journal import words
from journal.charts import style
from journal.charts.calendar_grid import Grid, fit_grid
from journal.charts.frame import Captions, draw_captions
from journal.charts.marks import Mark, Marks
from journal.charts.style import Palette
from journal.trajectories.align import count_treatments
from journal.trajectories.values import DayValue, Treatment
from journal.words import Subject
from journal.words import calendar as calendar_words

Corners = list[tuple[float, float]]

_SHADES = {
    (False, False): ("#DCEFEC", "#5DB3A8", "#0F6E66", "#06302D"),
    (True, False): ("#2A4644", "#2A8077", "#4FC3B5", "#DDF7F2"),
    (False, True): ("#EAE4F9", "#A98BE8", "#6229C4", "#2B0E5E"),
    (True, True): ("#3B3357", "#6A4FB5", "#A78BFA", "#EDE7FF"),
}
"""From the least value to the greatest, by (on a dark ground, rated by an observer). One hue, and
even in grey: on white higher is darker, on a dark ground higher is lighter."""

_GAP = 0.14
"""The part of a cell's side that stays free between two squares."""

_CUT, _SMALL = 0.42, 0.42
_STEPS = 28
_KEY_WIDE = 1.5


@dataclass(frozen=True)
class CalendarArtists:
    """The artists of a calendar by name; x and y run in inches from the grid's upper left.

    `days` are the days of the squares in `filled`, `unclocked` and `empty`, in their order.
    """

    axes: Axes
    grid: Grid
    filled: PolyCollection
    unclocked: PolyCollection
    empty: PolyCollection
    cuts: PolyCollection
    days: Mapping[str, tuple[date, ...]]
    treatments: Line2D
    months: tuple[Text, ...]
    weekdays: tuple[Text, ...]
    key: tuple[Artist, ...]
    marks: Marks


def draw_year(
    figure: Figure,
    subject: Subject,
    values: Sequence[DayValue],
    treatments: Sequence[Treatment],
    year: int,
    palette: Palette,
    *,
    scale: float = 1.0,
    today: date | None = None,
) -> CalendarArtists:
    """Draw one year of the day values of a score.

    Days after `today` are not drawn; without it, those after the last entry or treatment of the
    year are not. `treatments` are all completed ones.
    """
    width, height = figure.get_size_inches()
    last = _last_day(values, treatments, year, today)
    shown = [one for one in values if one.day.year == year and one.day <= last]
    counted = count_treatments(treatments, last)
    captions = Captions(
        calendar_words.title(subject, year),
        calendar_words.second_line(subject, values, year, last),
        calendar_words.footnote(subject, shown, year, last),
    )
    above, below = draw_captions(figure, captions, palette, scale)
    label = style.LABEL * scale
    line = style.line_height(label)
    key_tall = 2 * line + 0.2
    wide = width - 2 * style.MARGIN
    tall = max(height - above - below - key_tall - 0.16, 0.6)
    left = max(style.text_width(name, label) for name in calendar_words.WEEKDAYS) + 0.1
    grid = fit_grid(year, wide, tall, left, line + 0.08, scale, last)
    axes = _lay_axes(figure, above + 0.08, wide, grid.below + key_tall)
    by_day: dict[date, list[DayValue]] = {}
    for one in shown:
        by_day.setdefault(one.day, []).append(one)
    drawn = [day for day in grid.days() if day <= last]
    squares = _draw_squares(axes, grid, drawn, by_day, subject, palette)
    heads = _draw_treatments(axes, grid, [one.day for one in counted], palette)
    firsts = [day for day in drawn if day.day == 1] or [date(year, 1, 1)]
    months, weekdays = _draw_names(axes, grid, firsts, palette, scale)
    has_treatments = any(one.day.year == year for one in counted)
    key = _draw_key(axes, grid, subject, has_treatments, palette, scale)
    marks = tuple(
        Mark(*_middle(grid, day), day, calendar_words.day_words(day, by_day.get(day, []), counted))
        for day in drawn
    )
    return CalendarArtists(axes, grid, *squares, heads, months, weekdays, key, Marks(axes, marks))


def _last_day(
    values: Sequence[DayValue], treatments: Sequence[Treatment], year: int, today: date | None
) -> date:
    """The last day of the year that is drawn; before its first day when none is."""
    end = date(year, 12, 31)
    if today is None:
        known = [one.day for one in values] + [one.day for one in treatments]
        today = max(known, default=end)
    return min(today, end)


def shade(share: float, palette: Palette, *, is_observer: bool = False) -> str:
    """The colour of a value, by its share of the way from the least to the greatest possible."""
    shades = _shades(palette.is_dark, is_observer)
    return to_hex(shades(min(max(share, 0.0), 1.0)))


@cache
def _shades(is_dark: bool, is_observer: bool) -> Colormap:
    return LinearSegmentedColormap.from_list("shades", _SHADES[is_dark, is_observer])


def _shade(value: float, subject: Subject, palette: Palette) -> str:
    share = (value - subject.minimum) / (subject.maximum - subject.minimum)
    return shade(share, palette, is_observer=subject.is_observer)


def _lay_axes(figure: Figure, down: float, wide: float, tall: float) -> Axes:
    """Axes without anything, in inches from their upper left corner."""
    width, height = figure.get_size_inches()
    axes = figure.add_axes(
        (style.MARGIN / width, 1 - (down + tall) / height, wide / width, tall / height)
    )
    axes.set(xlim=(0, wide), ylim=(tall, 0), facecolor="none")
    axes.set_axis_off()
    return axes


def _draw_squares(
    axes: Axes,
    grid: Grid,
    days: Sequence[date],
    by_day: Mapping[date, Sequence[DayValue]],
    subject: Subject,
    palette: Palette,
) -> tuple[
    PolyCollection, PolyCollection, PolyCollection, PolyCollection, dict[str, tuple[date, ...]]
]:
    """The days with a value, those without a clock time, the empty ones, and the cut corners."""
    rated = {day: one for day, found in by_day.items() for one in found if not one.is_unclocked}
    loose = {day: one for day, found in by_day.items() for one in found if day not in rated}
    late = [day for day, one in rated.items() if one.is_late]
    empty = [day for day in days if day not in rated]
    filled = PolyCollection(
        [_square(grid, day, is_cut=one.is_late) for day, one in rated.items()],
        facecolors=[_shade(one.value, subject, palette) for one in rated.values()],
        edgecolors="none",
        zorder=2,
    )
    small = PolyCollection(
        [_small_square(grid, day) for day in loose],
        facecolors=[_shade(one.value, subject, palette) for one in loose.values()],
        edgecolors=palette.muted,
        linewidths=0.7,
        zorder=3,
    )
    outlined = PolyCollection(
        [_square(grid, day) for day in empty],
        facecolors="none",
        edgecolors=palette.hairline,
        linewidths=0.8,
        zorder=1,
    )
    cuts = PolyCollection(
        [_corner(grid, day) for day in late],
        facecolors=palette.ground,
        edgecolors=palette.muted,
        linewidths=0.6,
        zorder=2.5,
    )
    for collection in (filled, small, outlined, cuts):
        axes.add_collection(collection, autolim=False)
    known = {"filled": tuple(rated), "unclocked": tuple(loose), "empty": tuple(empty)}
    return filled, small, outlined, cuts, known


def _square(grid: Grid, day: date, *, is_cut: bool = False) -> Corners:
    """The box of a day, without its upper right corner where that is cut off."""
    gap = _GAP * grid.tall
    x, y = grid.corner(day)
    left, top = x + gap / 2, y + gap / 2
    right, bottom = x + grid.wide - gap / 2, y + grid.tall - gap / 2
    if is_cut:
        cut = grid.tall * _CUT
        upper = [(left, top), (right - cut, top), (right, top + cut)]
        return [*upper, (right, bottom), (left, bottom)]
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _small_square(grid: Grid, day: date) -> Corners:
    """A small square in the lower right of a day's box."""
    _, _, (right, bottom), _ = _square(grid, day)
    side = grid.tall * _SMALL
    right, bottom = right - grid.tall * 0.08, bottom - grid.tall * 0.08
    left, top = right - side, bottom - side
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _corner(grid: Grid, day: date) -> Corners:
    """What was cut off the upper right corner of a late day."""
    (_, _), (x, top), (right, y), *_ = _square(grid, day, is_cut=True)
    return [(x, top), (right, top), (right, y)]


def _middle(grid: Grid, day: date) -> tuple[float, float]:
    left, top = grid.corner(day)
    return left + grid.wide / 2, top + grid.tall / 2


def _draw_treatments(axes: Axes, grid: Grid, days: Sequence[date], palette: Palette) -> Line2D:
    """A triangle in the upper left of each treatment day of the year."""
    corners = [grid.corner(day) for day in days if day.year == grid.year]
    middles = [(x + grid.tall * 0.4, y + grid.tall * 0.42) for x, y in corners]
    return _plot_heads(axes, middles, grid, palette)


def _plot_heads(
    axes: Axes, middles: Sequence[tuple[float, float]], grid: Grid, palette: Palette
) -> Line2D:
    (heads,) = axes.plot(
        [x for x, _ in middles],
        [y for _, y in middles],
        linestyle="none",
        marker="v",
        markersize=grid.tall * 72 * 0.6,
        markerfacecolor=palette.treatment,
        markeredgecolor=palette.ground,
        markeredgewidth=min(grid.tall * 72 * 0.08, 1.2),
        zorder=4,
    )
    return heads


def _draw_names(
    axes: Axes, grid: Grid, firsts: Sequence[date], palette: Palette, scale: float
) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """The months above their first days, the weekdays left, and lines between the months."""
    size = style.LABEL * scale
    line = style.line_height(size)
    months = []
    for first in firsts:
        place = grid.place(first)
        x = grid.left + (place.column + (place.row > 0 and place.column > 0)) * grid.wide
        text = words.short_month(first)
        y = grid.top(place.strip) - 0.05
        months.append(_write(axes, x, y, text, palette.ink, size, va="bottom"))
    step = next((n for n in (1, 2, 3) if grid.tall * n >= line), 6)
    weekdays = [
        _write(
            axes,
            grid.left - 0.08,
            grid.top(strip) + (row + 0.5) * grid.tall,
            calendar_words.WEEKDAYS[row],
            palette.muted,
            size,
            ha="right",
            va="center",
        )
        for strip in sorted({grid.place(first).strip for first in firsts})
        for row in range(0, 7, step)
    ]
    axes.add_collection(
        LineCollection(
            [_border(grid, first) for first in firsts if grid.place(first).column],
            colors=palette.muted,
            linewidths=0.7,
            zorder=1.5,
        ),
        autolim=False,
    )
    return tuple(months), tuple(weekdays)


def _border(grid: Grid, first: date) -> Corners:
    """The line between the month of this first day and the one before it."""
    left, _ = grid.corner(first)
    top = grid.top(grid.place(first).strip)
    bottom = top + 7 * grid.tall
    down = top + first.weekday() * grid.tall
    if first.weekday() == 0:
        return [(left, top), (left, bottom)]
    right = left + grid.wide
    return [(right, top), (right, down), (left, down), (left, bottom)]


def _draw_key(
    axes: Axes, grid: Grid, subject: Subject, has_treatments: bool, palette: Palette, scale: float
) -> tuple[Artist, ...]:
    """The scale of shades with its numbers, and what else may be in a cell."""
    size = style.LABEL * scale
    top = grid.below + 0.14
    wide = _KEY_WIDE * scale
    drawn = _draw_scale(axes, subject, (grid.left, top), wide, palette, size)
    x = grid.left + wide + 0.35
    side = grid.tall * (1 - _GAP)
    box = PolyCollection(
        [[(x, top), (x + side, top), (x + side, top + side), (x, top + side)]],
        facecolors="none",
        edgecolors=palette.hairline,
        linewidths=0.8,
    )
    axes.add_collection(box, autolim=False)
    middle = top + side / 2
    empty, treatment = calendar_words.NO_ENTRY, calendar_words.TREATMENT
    drawn += [box, _write(axes, x + side + 0.07, middle, empty, palette.muted, size, va="center")]
    if has_treatments:
        x += side + 0.35 + style.text_width(empty, size)
        drawn += [
            _plot_heads(axes, [(x + side / 2, middle)], grid, palette),
            _write(axes, x + side + 0.05, middle, treatment, palette.muted, size, va="center"),
        ]
    return tuple(drawn)


def _draw_scale(
    axes: Axes,
    subject: Subject,
    corner: tuple[float, float],
    wide: float,
    palette: Palette,
    size: float,
) -> list[Artist]:
    """The shades from the least to the greatest value, with the instrument's own ticks."""
    left, top = corner
    tall = style.line_height(size) * 0.8
    each = wide / _STEPS
    bars = PolyCollection(
        [
            [(x, top), (x + each * 1.03, top), (x + each * 1.03, top + tall), (x, top + tall)]
            for x in (left + n * each for n in range(_STEPS))
        ],
        facecolors=[
            shade(n / (_STEPS - 1), palette, is_observer=subject.is_observer) for n in range(_STEPS)
        ],
        edgecolors="none",
    )
    axes.add_collection(bars, autolim=False)
    drawn: list[Artist] = [bars]
    for tick in subject.ticks:
        x = left + (tick - subject.minimum) / (subject.maximum - subject.minimum) * wide
        number = words.figure(tick)
        drawn.append(_write(axes, x, top + tall + 0.03, number, palette.muted, size, ha="center"))
    return drawn


def _write(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    colour: str,
    size: float,
    ha: str = "left",
    va: str = "top",
) -> Text:
    return axes.text(x, y, text, ha=ha, va=va, color=colour, fontproperties=style.font(size))
