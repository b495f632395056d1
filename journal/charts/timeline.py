"""The timeline: day values as they were, gaps as gaps, treatments marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from journal import words
from journal.charts import style
from journal.charts.calendar_axis import draw_calendar
from journal.charts.frame import Captions, Room, draw_frame, inches_wide
from journal.charts.marks import Mark, Marks, join
from journal.charts.style import Palette
from journal.trajectories.align import count_treatments
from journal.trajectories.values import DayValue, Treatment
from journal.words import Subject

_ROWS = 2
"""Rows above the axes for the amount and phase of treatments."""

_LEAST_MARKER, _GREATEST_MARKER = 1.4, 5.0


@dataclass(frozen=True)
class TimelineArtists:
    """The artists of a timeline by name. `numbers` and `runs` are the labels above it."""

    axes: Axes
    line: Line2D
    bridges: Line2D
    on_time: Line2D
    late: Line2D
    unclocked: Line2D
    treatments: tuple[Line2D, ...]
    numbers: tuple[Text, ...]
    runs: tuple[Text, ...]
    marks: Marks


def draw_timeline(
    figure: Figure,
    subject: Subject,
    values: Sequence[DayValue],
    treatments: Sequence[Treatment],
    span: tuple[date, date],
    palette: Palette,
    scale: float = 1.0,
) -> TimelineArtists:
    """Draw the day values of one score inside `span`, first and last day included.

    `treatments` are all completed ones; those of one day count as one, and all keep their numbers
    when the span shows only some. `scale` is the person's text scale.
    """
    first, last = span
    shown = [value for value in values if first <= value.day <= last]
    by_day = count_treatments(treatments, date.max)
    numbered = [(number, one) for number, one in enumerate(by_day, 1) if first <= one.day <= last]
    counted = [value for value in shown if not value.is_unclocked]
    rows = _ROWS if any(one.label or one.phase for _, one in numbered) else 0
    row = style.line_height(style.LABEL * scale)
    captions = Captions(
        title=words.timeline_title(subject.title, span),
        second_line=words.timeline_second_line(subject, shown, span),
        footnote=words.timeline_footnote(subject, shown),
    )
    room = Room(above=(rows + 1.6) * row if numbered else 0.0, below=row)
    axes = draw_frame(figure, subject, palette, scale, captions, room)
    padding = max((last - first).days * 0.008, 0.5)
    axes.set_xlim(first.toordinal() - padding, last.toordinal() + padding)
    draw_calendar(axes, span, palette, scale)
    colour = palette.observer if subject.is_observer else palette.accent
    size = _marker_size(axes, (last - first).days + 1)
    fences = [one.day.toordinal() for _, one in numbered]
    line, bridges = _draw_strokes(axes, counted, fences, size, colour)
    dots = _draw_dots(axes, subject, shown, size, colour, palette)
    marks, numbers, runs = _draw_treatments(axes, numbered, rows, palette, scale)
    if not shown:
        _say_empty(axes, palette, scale)
    return TimelineArtists(
        axes, line, bridges, *dots, marks, numbers, runs, Marks(axes, _marks(shown, by_day))
    )


def _marker_size(axes: Axes, days: int) -> float:
    """The size of a dot in points: as much as a day has room for, within limits."""
    return float(min(max(inches_wide(axes) * 72 / days * 1.1, _LEAST_MARKER), _GREATEST_MARKER))


def _draw_strokes(
    axes: Axes, counted: Sequence[DayValue], fences: Sequence[float], size: float, colour: str
) -> tuple[Line2D, Line2D]:
    """The line between neighbouring days, and the hairlines over a few empty ones."""
    strokes = join([(value.day.toordinal(), value.value) for value in counted], fences)
    (line,) = axes.plot(
        strokes.solid_x,
        strokes.solid_y,
        color=colour,
        linewidth=min(1.7, 0.35 + size * 0.3),
        zorder=3,
    )
    (bridges,) = axes.plot(
        strokes.dotted_x,
        strokes.dotted_y,
        color=colour,
        linewidth=min(0.9, 0.2 + size * 0.2),
        linestyle=(0, (1, 2.2)),
        zorder=2,
    )
    return line, bridges


def _draw_dots(
    axes: Axes,
    subject: Subject,
    shown: Sequence[DayValue],
    size: float,
    colour: str,
    palette: Palette,
) -> tuple[Line2D, Line2D, Line2D]:
    shape = "s" if subject.is_observer else "o"
    kinds = (
        ([one for one in shown if not one.is_late and not one.is_unclocked], colour, shape, size),
        (
            [one for one in shown if one.is_late and not one.is_unclocked],
            palette.ground,
            shape,
            max(size, 2.0) + 0.8,
        ),
        ([one for one in shown if one.is_unclocked], palette.ground, "D", max(size, 2.4)),
    )
    artists = []
    for found, fill, marker, points in kinds:
        (dots,) = axes.plot(
            [one.day.toordinal() for one in found],
            [one.value for one in found],
            linestyle="none",
            marker=marker,
            markersize=points,
            markerfacecolor=fill,
            markeredgecolor=palette.muted if marker == "D" else colour,
            markeredgewidth=0 if fill == colour else 1.1,
            clip_on=False,
            zorder=4,
        )
        artists.append(dots)
    return artists[0], artists[1], artists[2]


def _draw_treatments(
    axes: Axes,
    numbered: Sequence[tuple[int, Treatment]],
    rows: int,
    palette: Palette,
    scale: float,
) -> tuple[tuple[Line2D, ...], tuple[Text, ...], tuple[Text, ...]]:
    """A vertical line and a triangle each, numbers above, then amount and phase by runs."""
    if not numbered:
        return (), (), ()
    row = style.line_height(style.LABEL * scale) * 72
    days = [one.day.toordinal() for _, one in numbered]
    width = 1.3 if len(numbered) < 40 else 0.7
    xs = [x for day in days for x in (day, day, float("nan"))]
    ys = [y for _ in days for y in (*axes.get_ylim(), float("nan"))]
    (lines,) = axes.plot(xs, ys, color=palette.treatment, linewidth=width, alpha=0.85, zorder=1)
    (heads,) = axes.plot(
        days,
        [1.0] * len(days),
        transform=axes.get_xaxis_transform(),
        linestyle="none",
        marker="v",
        markersize=6.5 if len(numbered) < 40 else 4,
        markeredgewidth=0,
        color=palette.treatment,
        clip_on=False,
        zorder=4,
    )
    numbers = tuple(
        _above(axes, x, row * 0.35, text, palette.treatment, scale, ha="center")
        for x, text in _clusters(axes, numbered, scale)
    )
    runs = _draw_runs(axes, numbered, rows, palette, scale) if rows else ()
    return (lines, heads), numbers, runs


def _above(
    axes: Axes, x: float, points: float, text: str, colour: str, scale: float, ha: str
) -> Text:
    return axes.annotate(
        text,
        (x, 1),
        xycoords=axes.get_xaxis_transform(),
        xytext=(0, points),
        textcoords="offset points",
        ha=ha,
        va="bottom",
        color=colour,
        fontproperties=style.font(style.LABEL * scale),
        annotation_clip=False,
    )


def _clusters(
    axes: Axes, numbered: Sequence[tuple[int, Treatment]], scale: float
) -> list[tuple[float, str]]:
    """Numbers that would collide stand as one: "1–6" over the middle of the six."""
    days_per_inch = (axes.get_xlim()[1] - axes.get_xlim()[0]) / inches_wide(axes)
    groups = [[(number, one.day.toordinal())] for number, one in numbered]

    def label(group: list[tuple[int, int]]) -> tuple[float, str, float]:
        first, last = group[0], group[-1]
        text = str(first[0]) if first == last else f"{first[0]}–{last[0]}"
        half = (style.text_width(text, style.LABEL * scale) / 2 + 0.04) * days_per_inch
        return (first[1] + last[1]) / 2, text, half

    merged = True
    while merged:
        merged = False
        for index in range(len(groups) - 1):
            x, _, half = label(groups[index])
            next_x, _, next_half = label(groups[index + 1])
            if x + half > next_x - next_half:
                groups[index : index + 2] = [groups[index] + groups[index + 1]]
                merged = True
                break
    return [label(group)[:2] for group in groups]


def _draw_runs(
    axes: Axes,
    numbered: Sequence[tuple[int, Treatment]],
    rows: int,
    palette: Palette,
    scale: float,
) -> tuple[Text, ...]:
    """Amount and phase once for each run of treatments that share them, in rows that stay apart."""
    row = style.line_height(style.LABEL * scale) * 72
    left, right = axes.get_xlim()
    days_per_inch = (right - left) / inches_wide(axes)
    taken_to = [left - 1.0] * rows
    drawn = []
    for text, run in groupby(numbered, lambda pair: words.run_label(pair[1])):
        start = float(next(run)[1].day.toordinal())
        width = (style.text_width(text, style.LABEL * scale) + 0.12) * days_per_inch
        start = min(start, max(right - width, left))
        free = [index for index in range(rows) if taken_to[index] <= start]
        if not text or not free:
            continue
        taken_to[free[0]] = start + width
        up = row * (1.45 + free[0])
        drawn.append(_above(axes, start, up, text, palette.muted, scale, ha="left"))
    return tuple(drawn)


def _say_empty(axes: Axes, palette: Palette, scale: float) -> None:
    axes.text(
        0.5,
        0.5,
        words.NO_ENTRIES,
        transform=axes.transAxes,
        ha="center",
        va="center",
        color=palette.muted,
        fontproperties=style.font(style.SUBTITLE * scale),
    )


def _marks(shown: Sequence[DayValue], treatments: Sequence[Treatment]) -> tuple[Mark, ...]:
    return tuple(
        Mark(one.day.toordinal(), one.value, one.day, words.day_value_words(one, treatments))
        for one in shown
    )
