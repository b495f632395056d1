"""A first guess at what the columns of a spreadsheet mean, for the person to look over.

Only meanings are suggested. Dates that can be read in two orders stay open: the plan asks.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from journal.exchange.cells import (
    Decimal,
    OffsetUnit,
    date_readings,
    number,
    read_clock,
    split_moment,
    whole,
)
from journal.exchange.faults import BadCell
from journal.exchange.mapping import (
    InstantForm,
    MappedCheckIn,
    MappedNote,
    OwnScale,
    SheetMapping,
    SheetRules,
    When,
)
from journal.instruments import Instrument, Item, Score, option_value
from journal.own_scales import fresh_code

MISSING_WORDS = ("NA", "N/A", "NaN", "null", "-")
NOTE_WORDS = {"note", "notes", "comment", "comments", "remark", "remarks", "diary"}
RANGES = (
    *((0, 3), (1, 5), (0, 4), (1, 7), (0, 10), (1, 10), (-3, 3), (-5, 5), (-10, 10)),
    *((0, 100), (-100, 100)),
)
"""Ranges that scales usually have; the first that holds all values is suggested."""

_MOST = 0.9
"""The share of a column's cells that have to fit."""

_UNIX_SECONDS = (946_684_800, 4_102_444_800)
"""From 2000 to 2100."""

_MOST_HOURS = 14
"""No place is further from UTC."""

_MOST_STEPS = 9
"""A column that only rises, over more values than that, is a count."""

_COUNTERS = {"id", "no", "nr", "index", "row", "number", "year", "week", "version"}
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class _Column:
    name: str
    cells: tuple[str, ...]

    @property
    def words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self.name.casefold()))

    @property
    def slug(self) -> str:
        return "".join(_WORD.findall(self.name.casefold()))

    def mostly(self, fits: Callable[[str], object]) -> bool:
        """Whether most cells can be read so; a column without cells never is."""
        n = sum(1 for cell in self.cells if _can(fits, cell))
        return bool(self.cells) and n >= _MOST * len(self.cells)


def suggest(
    name: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    instruments: Mapping[str, Instrument],
    delimiter: str = ",",
) -> SheetMapping:
    """A mapping for a table, from its header and some hundred rows. It may map nothing."""
    table = [tuple(cell.strip() for cell in row) for row in rows]
    found = {cell for row in table for cell in row}
    missing = tuple(word for word in MISSING_WORDS if word in found)
    columns = [
        _Column(title, tuple(row[at] for row in table if row[at] not in ("", *missing)))
        for at, title in enumerate(header)
        if title and list(header).count(title) == 1
    ]
    decimal = Decimal(None, delimiter)
    when = _when(columns)
    left = [column for column in columns if column.name not in when.columns]
    check_ins = _check_ins(left, instruments, decimal)
    taken = {column for block in check_ins for column in block.columns}
    left = [column for column in left if column.name not in taken]
    notes = [column for column in left if column.words & NOTE_WORDS and column.cells]
    left = [column for column in left if column not in notes]
    has_clock = when.clock_column is not None or when.instant_column is not None
    return SheetMapping(
        name=name,
        when=when,
        sheet=SheetRules(missing=missing),
        check_ins=check_ins,
        scales=_scales(left, decimal, has_clock=has_clock),
        notes=(MappedNote(tuple(column.name for column in notes)),) if notes else (),
    )


def _when(columns: Sequence[_Column]) -> When:
    day = _first(columns, date_readings)
    for form, per_second in ((InstantForm.UNIX_SECONDS, 1), (InstantForm.UNIX_MILLISECONDS, 1000)):
        unix = _first(columns, partial(_is_unix, per_second=per_second))
        if unix is not None:
            offset, unit = _offset(columns)
            return When(
                day_column=day,
                instant_column=unix,
                instant_form=form,
                offset_column=offset,
                offset_unit=unit,
            )
    instant = _first(columns, _is_moment)
    if instant is not None:
        return When(day_column=day, instant_column=instant)
    return When(day_column=day, clock_column=_first(columns, _is_clock))


def _offset(columns: Sequence[_Column]) -> tuple[str | None, OffsetUnit]:
    """The column of offsets from UTC beside counted seconds, and what it counts."""
    for column in columns:
        if "offset" not in column.slug or not column.mostly(_is_whole):
            continue
        largest = max(abs(whole(cell)) for cell in column.cells if _can(_is_whole, cell))
        if largest <= _MOST_HOURS:
            return column.name, OffsetUnit.HOURS
        in_minutes = largest <= _MOST_HOURS * 60
        return column.name, OffsetUnit.MINUTES if in_minutes else OffsetUnit.SECONDS
    return None, OffsetUnit.TEXT


def _first(columns: Sequence[_Column], fits: Callable[[str], object]) -> str | None:
    """The first column that fits, one that speaks of a start before the others."""
    fitting = [column.name for column in columns if column.mostly(fits)]
    fitting.sort(key=lambda name: "start" not in name.casefold())
    return fitting[0] if fitting else None


def _is_whole(cell: str) -> bool:
    whole(cell)
    return True


def _is_unix(cell: str, per_second: int) -> bool:
    least, most = _UNIX_SECONDS
    return cell.isdecimal() and least * per_second <= int(cell) <= most * per_second


def _is_moment(cell: str) -> bool:
    return bool(date_readings(split_moment(cell)[0]))


def _is_clock(cell: str) -> bool:
    read_clock(cell)
    return ":" in cell or cell[-1:] in "mM."


def _check_ins(
    columns: Sequence[_Column], instruments: Mapping[str, Instrument], decimal: Decimal
) -> tuple[MappedCheckIn, ...]:
    blocks = []
    for instrument in instruments.values():
        items = {
            item.code: column.name
            for item in instrument.items
            for column in columns
            if _names_item(column, instrument, item)
            and column.mostly(partial(_answers, item, decimal))
        }
        scores = {
            score.code: column.name
            for score in instrument.scores
            for column in columns
            if column.slug in _score_slugs(instrument.code, score.code)
            and column.name not in items.values()
            and column.mostly(partial(_is_score, score, decimal))
        }
        if items or scores:
            blocks.append(MappedCheckIn(instrument.code, items, scores))
    return tuple(blocks)


def _names_item(column: _Column, instrument: Instrument, item: Item) -> bool:
    """Whether a column is headed by the question itself or by the codes of both."""
    texts = {_slug(item.text), _slug(f"{item.group} {item.text}")}
    number_of = item.code.zfill(2) if item.code.isdecimal() else item.code
    if instrument.code.startswith("own-") and len(instrument.items) == 1:
        texts.add(_slug(instrument.title))
    codes = {
        _slug(f"{instrument.code} {between} {code}")
        for between in ("", "item", "q")
        for code in (item.code, number_of)
    }
    if item.group:  # two questions about one situation have the same words
        texts.discard(_slug(item.text))
    return column.slug in texts | codes


def _score_slugs(instrument: str, score: str) -> set[str]:
    named = {_slug(f"{instrument} {score}")}
    return named | {_slug(f"{instrument} score"), _slug(instrument)} if score == "total" else named


def _is_score(score: Score, decimal: Decimal, cell: str) -> bool:
    return score.minimum <= number(cell, decimal) <= score.maximum


def _answers(item: Item, decimal: Decimal, cell: str) -> bool:
    if option_value(item, cell) is not None:
        return True
    return item.minimum <= number(cell, decimal) <= item.maximum


def _scales(
    columns: Sequence[_Column], decimal: Decimal, *, has_clock: bool
) -> tuple[OwnScale, ...]:
    scales: dict[str, OwnScale] = {}
    for column in columns:
        if column.words & _COUNTERS or not column.mostly(lambda cell: _is_number(cell, decimal)):
            continue
        values = [number(cell, decimal) for cell in column.cells if _is_number(cell, decimal)]
        if len(set(values)) < 2 or _counts_up(values):
            continue
        code = fresh_code(column.name, scales)
        minimum, maximum = _range(values)
        is_whole = all(value.is_integer() for value in values)
        scales[code] = OwnScale(
            code=code,
            title=column.name,
            column=column.name,
            minimum=minimum,
            maximum=maximum,
            step=1.0 if is_whole else 0.1,
            recall="PT0S" if has_clock else "P1D",
            recall_words="right now" if has_clock else "today",
            several_a_day=has_clock,
        )
    return tuple(scales.values())


def _counts_up(values: Sequence[float]) -> bool:
    """Whether these look like numbers of rows, days or seconds rather than ratings."""
    never_falls = all(a <= b for a, b in pairwise(values))
    return max(values) >= _UNIX_SECONDS[0] or (never_falls and len(set(values)) > _MOST_STEPS)


def _range(values: Sequence[float]) -> tuple[float, float]:
    for minimum, maximum in RANGES:
        if minimum <= min(values) and max(values) <= maximum:
            return float(minimum), float(maximum)
    return min(values), max(values)


def _is_number(cell: str, decimal: Decimal) -> bool:
    number(cell, decimal)
    return True


def _slug(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))


def _can(fits: Callable[[str], object], cell: str) -> bool:
    try:
        return bool(fits(cell))
    except BadCell:
        return False
