"""When a row of a spreadsheet was: its day and its instant, by a mapping's `When`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from itertools import combinations
from typing import TypeVar
from zoneinfo import ZoneInfo

from journal.days import Instant, day_of
from journal.exchange.cells import (
    DateOrder,
    Moment,
    Zone,
    date_readings,
    instant_at,
    instant_of_unix,
    read_clock,
    read_date,
    read_formatted,
    read_moment,
    read_offset,
    split_moment,
)
from journal.exchange.faults import AmbiguousDates, BadCell, RowFault
from journal.exchange.incoming import DAY_DERIVED
from journal.exchange.mapping import InstantForm, When

MOST_EXAMPLES = 3

Value = TypeVar("Value")

Cells = Callable[[str], str]
"""The cell of a row under a column's name; empty for one that is missing."""

_PER_SECOND = {InstantForm.UNIX_SECONDS: 1, InstantForm.UNIX_MILLISECONDS: 1000}


@dataclass
class DateSurvey:
    """What all the dates of one column have in common: the orders that fit every one of them."""

    possible: set[DateOrder] = field(default_factory=lambda: set(DateOrder))
    n: int = 0
    _differ: dict[tuple[DateOrder, DateOrder], list[str]] = field(default_factory=dict)

    def see(self, text: str) -> None:
        """Take one more date into account. What is no date in any order is left to its row."""
        readings = date_readings(text)
        if not readings:
            return
        self.n += 1
        self.possible &= readings.keys()
        for pair in combinations(DateOrder, 2):
            one, other = (readings.get(order) for order in pair)
            examples = self._differ.setdefault(pair, [])
            if one != other and len(examples) < MOST_EXAMPLES and text not in examples:
                examples.append(text)

    @property
    def examples(self) -> tuple[str, ...]:
        """Dates that the orders still possible read differently, or that contradict each other."""
        orders = self.possible or set(DateOrder)
        pairs = [pair for pair in combinations(DateOrder, 2) if orders.issuperset(pair)]
        found = dict.fromkeys(text for pair in pairs for text in self._differ.get(pair, ()))
        return tuple(found)[:MOST_EXAMPLES]

    def order(self, file: str, column: str) -> DateOrder:
        """The order of the whole column. Raises AmbiguousDates when it does not tell."""
        if not self.possible or self.examples:
            orders = tuple(order for order in DateOrder if order in self.possible)
            raise AmbiguousDates(file, column, self.examples, orders)
        return next(order for order in DateOrder if order in self.possible)


def date_columns(when: When) -> tuple[str, ...]:
    """The columns whose order of dates has to be found out."""
    if when.date_order is not None or when.date_format is not None:
        return ()
    is_text = when.instant_form is InstantForm.TEXT
    named = (when.day_column, when.instant_column if is_text else None)
    return tuple(name for name in named if name is not None)


def date_part(text: str) -> str:
    """The date of a text that may hold a clock time as well."""
    if not text or date_readings(text):
        return text
    try:
        return split_moment(text)[0]
    except BadCell:
        return text


@dataclass(frozen=True)
class RowMoment:
    """The day of a row, its instant if known, and which of the two follows from the other.

    `as_told` is the instant as the file has it where nothing but this computer's own zone tells
    the offset: a clock time without one. It is empty where the instant is known for certain.
    """

    day: date
    instant: Instant | None
    derived: frozenset[str] = frozenset()
    as_told: str = ""

    def told(self, name: str) -> dict[str, str]:
        """What stands for the instant, kept as `name`, in the identity of a record."""
        return {name: self.as_told} if self.as_told else {}

    @property
    def told_day(self) -> dict[str, str]:
        """What stands for the day, where it follows from the instant."""
        return {"day": self.as_told or str(self.instant)} if self.derived else {}


class Timing:
    """Reads one `When` in row after row, once the order of its dates is settled."""

    def __init__(self, when: When, order: DateOrder, day_ends_at: time) -> None:
        self._when = when
        self._order = order
        self._day_ends_at = day_ends_at
        self._zone = zone_of(when)
        self._seen: tuple[Cells, RowMoment] | None = None
        self._words: Mapping[str, time] = {
            word.casefold(): clock for word, clock in when.clock_words.items()
        }

    def is_empty(self, cells: Cells) -> bool:
        """Whether a row tells no day at all."""
        column = self._when.day_column or self._when.instant_column
        return column is None or not cells(column)

    def of(self, cells: Cells) -> RowMoment:
        """The moment of a row. Raises BadCell with the column."""
        if self._seen is None or self._seen[0] is not cells:  # many parts ask about one row
            self._seen = (cells, self._read(cells))
        return self._seen[1]

    def _read(self, cells: Cells) -> RowMoment:
        if self._when.day_column is None:
            return self._derived(*self._needed_instant(cells))
        moment = _at(self._when.day_column, cells, self._calendar)
        found = self._instant(cells)
        if found is not None:
            instant, as_told = found
            return RowMoment(moment.date, instant, as_told=as_told)
        clock = self._clock(cells)
        if clock is None:
            return RowMoment(moment.date, None)
        whole = Moment(moment.date, clock, self._told_offset(cells))
        return self._derived(*self._placed(whole))

    def start(self, cells: Cells, clock: time | None) -> RowMoment:
        """The same for what has to have a clock time; a day without one begins at `clock`."""
        found = self.of(cells)
        if found.instant is not None:
            return found
        if clock is None:
            raise BadCell(RowFault.MISSING, "", self._when.clock_column or "")
        return self._derived(*self._placed(Moment(found.day, clock, None)))

    def _derived(self, instant: Instant, as_told: str) -> RowMoment:
        return RowMoment(day_of(instant, self._day_ends_at), instant, DAY_DERIVED, as_told)

    def _placed(self, moment: Moment) -> tuple[Instant, str]:
        """The instant of a moment, and the moment as told if nothing told its offset."""
        instant = instant_at(moment, self._zone)
        if moment.offset is not None or self._zone is not None:
            return instant, ""
        return instant, datetime.combine(moment.date, moment.clock).isoformat()

    def _calendar(self, text: str) -> Moment:
        if not text:
            raise BadCell(RowFault.MISSING, text)
        if self._when.date_format is not None:
            return read_formatted(text, self._when.date_format)
        return Moment(read_date(date_part(text), self._order), time(), None)

    def _clock(self, cells: Cells) -> time | None:
        column = self._when.clock_column
        text = "" if column is None else cells(column)
        if column is None or not text:
            return None
        word = self._words.get(text.casefold())
        return word if word is not None else _at(column, cells, read_clock)

    def _instant(self, cells: Cells) -> tuple[Instant, str] | None:
        column = self._when.instant_column
        if column is None or not cells(column):
            return None
        offset = self._told_offset(cells)
        return _at(column, cells, lambda text: self._read_instant(text, offset))

    def _needed_instant(self, cells: Cells) -> tuple[Instant, str]:
        instant = self._instant(cells)
        if instant is None:
            raise BadCell(RowFault.MISSING, "", self._when.instant_column or "")
        return instant

    def _read_instant(self, text: str, offset: int | None) -> tuple[Instant, str]:
        form = self._when.instant_form
        if form is not InstantForm.TEXT:
            instant = instant_of_unix(text, _PER_SECOND[form], offset, self._zone)
            is_assumed = offset is None and self._zone is None
            return instant, f"{instant.utc.isoformat()}Z" if is_assumed else ""
        if self._when.date_format is not None and self._when.day_column is None:
            moment = read_formatted(text, self._when.date_format)
        else:
            moment = read_moment(text, self._order)
        told = moment.offset if moment.offset is not None else offset
        return self._placed(Moment(moment.date, moment.clock, told))

    def _told_offset(self, cells: Cells) -> int | None:
        column = self._when.offset_column
        if column is None or not cells(column):
            return None
        return _at(column, cells, lambda text: read_offset(text, self._when.offset_unit))


def zone_of(when: When) -> Zone:
    """The zone that a mapping names, or None for that of this computer."""
    if when.utc_offset is not None:
        return timezone(timedelta(minutes=when.utc_offset))
    return None if when.zone is None else ZoneInfo(when.zone)


def _at(column: str, cells: Cells, read: Callable[[str], Value]) -> Value:
    """Read one cell; a fault carries the column's name."""
    try:
        return read(cells(column))
    except BadCell as fault:
        raise BadCell(fault.reason, fault.value, column) from None
