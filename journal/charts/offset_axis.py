"""The axis of days from a treatment, and the counts under it."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.text import Text

from journal.charts import room, style
from journal.charts.frame import inches_wide
from journal.charts.style import Palette

_LONG_STEPS = (7, 14, 28, 56, 84, 182, 364)
_COUNT_STEPS = (1, 2, 3, 7, 14, 28, 56, 84, 182)


def label_offsets(axes: Axes, first: int, last: int, palette: Palette, scale: float) -> None:
    """Ticks by weeks: fewer, and shorter ones, where a week has little room."""
    ticks = {first: f"{-first} days\nbefore", 0: "treatment", 7: "7 days\nafter"}
    a_week = inches_wide(axes) / (last - first + 1) * 7
    size = room.tick_size(scale)
    treatment_wide = style.text_width("treatment", size)
    if a_week < treatment_wide or room.is_across(scale):
        ticks |= {first: f"−{-first}", 7: "7"}
    if a_week < treatment_wide * 0.75:
        del ticks[first], ticks[7]
    ticks |= {offset: str(offset) for offset in range(14, last + 1, 7)}
    axes.set_xticks(list(ticks), list(ticks.values()))
    for label in axes.get_xticklabels():
        label.set_fontproperties(style.font(size))
        label.set_color(palette.muted)


def label_days(axes: Axes, first: int, last: int, palette: Palette, scale: float) -> None:
    """Ticks for a span of many days, as many as there is room for; day 0 opens a course."""
    size = room.tick_size(scale)
    a_day = inches_wide(axes) / (last - first + 1)
    needed = style.text_width("days after", size) * 1.2
    step = next((step for step in _LONG_STEPS if a_day * step >= needed), _LONG_STEPS[-1])
    ticks = {0: "first\ntreatment"} | {n: str(n) for n in range(step, last + 1, step)}
    if step in ticks:
        ticks[step] = f"{step}\ndays after"
    axes.set_xticks(list(ticks), list(ticks.values()))
    for label in axes.get_xticklabels():
        label.set_fontproperties(style.font(size))
        label.set_color(palette.muted)


def draw_counts(
    axes: Axes,
    found: Mapping[int, int],
    span: tuple[int, int],
    least: int,
    palette: Palette,
    scale: float,
) -> tuple[Text, ...]:
    """n under every offset of a span, or under every second, seventh… without room for all.

    Where most of those have no value, n stands under those that have one instead. Counts below
    `least` are muted. An offset without any value has a dot in a row of all offsets; among a few
    of them a dot would read as a sign between two numbers, and it has a 0.
    """
    first, last = span
    size = style.FOOTNOTE * scale
    a_day = inches_wide(axes) / (last - first + 1)
    widest = style.text_width(str(max(found.values(), default=0)), size) + 0.06
    is_across = room.is_across(scale)
    steps = [step for step in _COUNT_STEPS if step % 7 == 0] if is_across else _COUNT_STEPS
    step = next((step for step in steps if a_day * step >= widest), steps[-1])
    tick_lines = 1 if is_across else 2
    apart = room.tick_pad(scale) + (1 if is_across else 9)
    down = -(style.line_height(room.tick_size(scale)) * tick_lines * 72 + apart)
    away = -(widest / 2 * 72 + 3 * scale)
    shown = [offset for offset in range(first, last + 1) if offset % step == 0]
    if step > 1 and sum(found.get(offset, 0) > 0 for offset in shown) * 2 < len(shown):
        rated = sorted(offset for offset, n in found.items() if n and first <= offset <= last)
        shown = _spaced(rated, widest / a_day)
    none = "·" if step == 1 else "0"
    texts = [_under(axes, "n", first, down, palette.muted, size, ha="right", away=away)]
    for offset in shown:
        n = found.get(offset, 0)
        colour = palette.ink if n >= least else palette.muted
        texts.append(_under(axes, str(n) if n else none, offset, down, colour, size))
    return tuple(texts)


def _spaced(offsets: Sequence[int], apart: float) -> list[int]:
    """Those that are at least so many days after the one before.

    >>> _spaced([1, 2, 5, 9], 3)
    [1, 5, 9]
    """
    kept: list[int] = []
    for offset in offsets:
        if not kept or offset - kept[-1] >= apart:
            kept.append(offset)
    return kept


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
