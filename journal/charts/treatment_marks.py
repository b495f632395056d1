"""Treatments on a calendar axis: a line and a triangle each, numbers, amounts and phases above."""

from collections.abc import Sequence
from itertools import groupby

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text

from journal.charts import style
from journal.charts.frame import inches_wide
from journal.charts.style import Palette
from journal.trajectories.values import Treatment
from journal.words.timeline import run_labels

ROWS = 2
"""Rows above the axes for the amount and phase of treatments."""


def draw_treatments(
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
    """Amount and phase once for each run of treatments that share them, in rows that stay apart.

    Where not all of them have room, there is less on each; where that has none either, nothing is
    written, because the label before one that was left out would seem to hold on.
    """
    days = [one.day.toordinal() for _, one in numbered]
    for labels in run_labels([one for _, one in numbered]):
        placed = _placed(axes, days, labels, rows, scale)
        if placed is not None:
            row = style.line_height(style.LABEL * scale) * 72
            return tuple(
                _above(axes, x, row * (1.45 + level), text, palette.muted, scale, ha="left")
                for x, level, text in placed
            )
    return ()


def _placed(
    axes: Axes, days: Sequence[int], labels: Sequence[str], rows: int, scale: float
) -> list[tuple[float, int, str]] | None:
    """Where the label of each run begins, and in which row; None where one has no room."""
    left, right = axes.get_xlim()
    days_per_inch = (right - left) / inches_wide(axes)
    taken_to = [left - 1.0] * rows
    placed = []
    for text, run in groupby(zip(days, labels, strict=True), lambda pair: pair[1]):
        width = (style.text_width(text, style.LABEL * scale) + 0.12) * days_per_inch
        start = min(float(next(run)[0]), max(right - width, left))
        level = next((index for index in range(rows) if taken_to[index] <= start), None)
        if level is None:
            return None
        taken_to[level] = start + width
        placed.append((start, level, text))
    return placed
