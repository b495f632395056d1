"""The time axis of a timeline: days, weeks, months or years, whichever has room."""

from collections.abc import Iterator
from datetime import date, timedelta

from matplotlib.axes import Axes

from journal import words
from journal.charts import style
from journal.charts.frame import inches_wide
from journal.charts.style import Palette

_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6)
_YEAR_STEPS = (1, 2, 5, 10, 20, 50)
_DAYS_A_MONTH, _DAYS_A_YEAR = 30.4, 365.25
_LONGEST_SPAN_IN_DAYS = 60


def draw_calendar(axes: Axes, span: tuple[date, date], palette: Palette, scale: float) -> None:
    """Label the time axis of axes that run in proleptic day numbers."""
    first, last = span
    days = (last - first).days + 1
    size = style.AXIS * scale
    most = max(int(inches_wide(axes) / (style.text_width("28 Sep", size) * 1.6)), 2)
    ticks = list(_ticks(first, last, days, most))
    axes.set_xticks(
        [tick.toordinal() for tick, _ in ticks],
        [label for _, label in ticks],
    )
    for label in axes.get_xticklabels():
        label.set_fontproperties(style.font(size))
        label.set_color(palette.muted)
    axes.tick_params(axis="x", length=3, color=palette.hairline)


def _ticks(first: date, last: date, days: int, most: int) -> Iterator[tuple[date, str]]:
    if days <= _LONGEST_SPAN_IN_DAYS:
        step = next((step for step in _DAY_STEPS if days / step <= most), _DAY_STEPS[-1])
        for number in range(0, days, step):
            day = first + timedelta(days=number)
            yield day, words.short_day(day)
        return
    months = next((m for m in _MONTH_STEPS if days / _DAYS_A_MONTH / m <= most), None)
    if months is not None:
        yield from _months(first, last, months)
        return
    years = next((y for y in _YEAR_STEPS if days / _DAYS_A_YEAR / y <= most), _YEAR_STEPS[-1])
    for year in range(first.year, last.year + 1):
        day = date(year, 1, 1)
        if year % years == 0 and first <= day <= last:
            yield day, str(year)


def _months(first: date, last: date, step: int) -> Iterator[tuple[date, str]]:
    is_first = True
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = date(number // 12, number % 12 + 1, 1)
        if number % step == 0 and first <= day <= last:
            year = f"\n{day.year}" if is_first or day.month <= step else ""
            yield day, words.short_month(day) + year
            is_first = False
