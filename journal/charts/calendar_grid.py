"""Where the days of a year lie: weeks as columns from Monday to Sunday, in one strip or several."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_STRIPS = (1, 2, 3, 4)
"""How many strips a year may be cut into, each of whole months."""

_TALLEST = 0.32
"""The greatest height of a cell in inches, before the text scale."""

_SHAPE = 1.5
"""How many times as wide as tall a cell may be."""


_LEAST = 0.03


@dataclass(frozen=True)
class Place:
    """A day's strip, its column in the strip and its row, Monday 0."""

    strip: int
    column: int
    row: int


@dataclass(frozen=True)
class Grid:
    """A year in so many strips; a day's cell is `wide` and `tall` inches.

    `left` inches are kept for the names of the weekdays, `head` above each strip for the months.
    `shown` are the strips that are drawn, from the first on; None draws all.
    """

    year: int
    strips: int
    wide: float
    tall: float
    left: float
    head: float
    shown: int | None = None

    def days(self) -> Iterator[date]:
        """Every day of the year."""
        day = date(self.year, 1, 1)
        while day.year == self.year:
            yield day
            if day == date.max:
                return
            day += timedelta(days=1)

    def place(self, day: date) -> Place:
        """Where a day of the year lies."""
        strip = (day.month - 1) * self.strips // 12
        first = date(self.year, strip * 12 // self.strips + 1, 1)
        return Place(strip, (first.weekday() + (day - first).days) // 7, day.weekday())

    def corner(self, day: date) -> tuple[float, float]:
        """The upper left corner of a day's cell, in inches from that of the grid."""
        place = self.place(day)
        x = self.left + place.column * self.wide
        return x, self.top(place.strip) + place.row * self.tall

    def top(self, strip: int) -> float:
        """The top of a strip's cells, in inches."""
        return strip * (self.head + 7 * self.tall) + self.head

    @property
    def columns(self) -> int:
        """The weeks of the longest strip."""
        return max(self.place(day).column for day in _ends(self.year, self.strips)) + 1

    @property
    def below(self) -> float:
        """Where the strips that are drawn end, in inches from the top of the grid."""
        return (self.shown or self.strips) * (self.head + 7 * self.tall)


def _ends(year: int, strips: int) -> list[date]:
    """The last day of each strip."""
    firsts = [date(year, strip * 12 // strips + 1, 1) for strip in range(1, strips)]
    return [*(first - timedelta(days=1) for first in firsts), date(year, 12, 31)]


def fit_grid(
    year: int,
    wide: float,
    tall: float,
    left: float,
    head: float,
    scale: float = 1.0,
    last: date | None = None,
) -> Grid:
    """The year up to its `last` day in the strips that give the largest cells in so many inches.

    >>> fit_grid(2026, 10, 4, 0.4, 0.2).strips, fit_grid(2026, 10, 2, 0.4, 0.2).strips
    (2, 1)
    >>> fit_grid(2026, 10, 2, 0.4, 0.2, last=date(2026, 4, 10)).shown
    1
    """
    grids = []
    for strips in _STRIPS:
        whole = Grid(year, strips, 1.0, 1.0, 0.0, 0.0)
        shown = strips if last is None else _strips_up_to(last, whole)
        a_week = (wide - left) / whole.columns
        high = max(min((tall / shown - head) / 7, _TALLEST * scale, a_week), _LEAST)
        across = max(min(a_week, high * _SHAPE), _LEAST)
        grids.append(Grid(year, strips, across, high, left, head, shown))
    return max(grids, key=lambda grid: grid.wide * grid.tall)


def _strips_up_to(last: date, grid: Grid) -> int:
    """The strips up to a day; the first one also where the day lies before the year."""
    if last.year != grid.year:
        return 1 if last.year < grid.year else grid.strips
    return grid.place(last).strip + 1
