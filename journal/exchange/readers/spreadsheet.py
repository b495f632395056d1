"""A spreadsheet and its mapping: every row as the records that the mapping makes of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import time
from pathlib import Path

from journal.exchange.cells import DateOrder
from journal.exchange.faults import (
    BadCell,
    FaultyMapping,
    FileFault,
    HeaderDoesNotFit,
    ScaleDiffers,
    UnreadableFile,
    UnreadableRow,
)
from journal.exchange.incoming import MOST_RECORDS, Arrivals, Incoming, NewScale
from journal.exchange.mapping import SheetMapping, When, Where
from journal.exchange.moments import Cells, DateSurvey, Timing, date_columns, date_part
from journal.exchange.own_scales import definition, is_same
from journal.exchange.row_records import (
    Block,
    CheckInBlock,
    NoteBlock,
    SideEffectBlock,
    TreatmentBlock,
)
from journal.exchange.sheets import Row, Sheet, open_sheet
from journal.instrument_files import FaultyInstrument, load_instrument
from journal.instruments import Instrument
from journal.limits import load_limits
from journal.records import Note

Progress = Callable[[float], object]
"""Told from time to time which share of the work is done, from 0 to 1. May raise to stop it."""

_ROWS_A_STEP = 200


def read_spreadsheet(
    path: Path,
    mapping: SheetMapping,
    instruments: Mapping[str, Instrument],
    day_ends_at: time,
    progress: Progress | None = None,
) -> Arrivals:
    """All records that a mapping makes of a file. The file is gone through twice.

    `instruments` are the built-in ones and those of the journal. Raises UnreadableFile,
    HeaderDoesNotFit, AmbiguousDates, FaultyMapping and ScaleDiffers.
    """
    sheet = open_sheet(path, mapping.sheet.encoding, mapping.sheet.delimiter)
    columns = _columns(sheet, mapping)
    scales = _new_scales(mapping, instruments)
    known = dict(instruments) | {scale.code: load_instrument(scale.definition) for scale in scales}
    check_mapping(mapping, known)
    reading = _Reading(sheet, mapping, columns)
    orders, n = reading.survey()
    blocks = _blocks(mapping, known, orders, day_ends_at, sheet)
    return reading.arrivals(blocks, scales, n, progress)


def check_mapping(mapping: SheetMapping, instruments: Mapping[str, Instrument]) -> None:
    """Raise FaultyMapping for an instrument, an item or a score that there is not."""
    for block in mapping.all_check_ins:
        instrument = instruments.get(block.instrument)
        if instrument is None:
            reason = f"there is no instrument “{block.instrument}”"
            raise FaultyMapping(mapping.name, None, reason)
        items = {item.code for item in instrument.items}
        scores = {score.code for score in instrument.scores}
        for unknown in (*(block.items.keys() - items), *(block.scores.keys() - scores)):
            reason = f"“{block.instrument}” has no “{unknown}”"
            raise FaultyMapping(mapping.name, None, reason)


def _columns(sheet: Sheet, mapping: SheetMapping) -> dict[str, int]:
    """The place of each column that is read."""
    count = Counter(sheet.header)
    missing = tuple(sorted(mapping.columns - count.keys()))
    twice = tuple(sorted(name for name in mapping.columns if count[name] > 1))
    if missing or twice:
        raise HeaderDoesNotFit(sheet.name, missing, twice)
    return {name: sheet.header.index(name) for name in mapping.columns}


def _new_scales(
    mapping: SheetMapping, instruments: Mapping[str, Instrument]
) -> tuple[NewScale, ...]:
    """The own scales that the journal does not have yet."""
    new = []
    for scale in mapping.scales:
        kept = instruments.get(scale.code)
        if kept is None:
            text = definition(scale)
            try:
                load_instrument(text)
            except FaultyInstrument as fault:
                raise FaultyMapping(mapping.name, None, fault.reason) from fault
            new.append(NewScale(scale.code, scale.title, text))
        elif not is_same(scale, kept):
            raise ScaleDiffers(scale.code)
    return tuple(new)


def _blocks(
    mapping: SheetMapping,
    instruments: Mapping[str, Instrument],
    orders: Sequence[tuple[When, DateOrder]],
    day_ends_at: time,
    sheet: Sheet,
) -> tuple[Block, ...]:
    """What makes the records of a row, one for each block of the mapping."""
    timings = [(when, Timing(when, order, day_ends_at)) for when, order in orders]

    def timing(own: When | None) -> Timing:
        wanted = own or mapping.when
        return next(found for when, found in timings if when is wanted)

    rules, delimiter = mapping.sheet, sheet.form.delimiter
    check_ins = (
        CheckInBlock(block, instruments[block.instrument], timing(block.when), rules, delimiter)
        for block in mapping.all_check_ins
    )
    notes = (NoteBlock(block, timing(block.when)) for block in mapping.notes)
    limits = load_limits()
    treatments = (
        TreatmentBlock(block, timing(block.when), rules, delimiter, limits)
        for block in mapping.treatments
    )
    side_effects = (SideEffectBlock(block, timing(block.when)) for block in mapping.side_effects)
    return (*check_ins, *notes, *treatments, *side_effects)


class _Reading:
    """One file being read: its rows as cells by column name."""

    def __init__(self, sheet: Sheet, mapping: SheetMapping, columns: Mapping[str, int]) -> None:
        self._sheet = sheet
        self._mapping = mapping
        self._columns = columns
        self._missing = frozenset(word.casefold() for word in mapping.sheet.missing)

    def survey(self) -> tuple[list[tuple[When, DateOrder]], int]:
        """The order of dates for each `When` of the mapping, and the number of rows."""
        whens = [self._mapping.when]
        whens += [block.when for block in self._mapping.blocks if block.when is not None]
        surveys = [(when, date_columns(when), DateSurvey()) for when in whens]
        n = 0
        for row in self._sheet.rows():
            n += 1
            if isinstance(row, UnreadableRow):
                continue
            cells = self._cells(row)
            for _, columns, survey in surveys:
                for column in columns:
                    survey.see(date_part(cells(column)))
        return [(when, self._order(when, columns, survey)) for when, columns, survey in surveys], n

    def _order(self, when: When, columns: Sequence[str], survey: DateSurvey) -> DateOrder:
        if when.date_order is not None:
            return when.date_order
        return survey.order(self._sheet.name, columns[0]) if columns else DateOrder.YEAR_FIRST

    def arrivals(
        self,
        blocks: Sequence[Block],
        scales: tuple[NewScale, ...],
        n: int,
        progress: Progress | None,
    ) -> Arrivals:
        """The records of all rows, and the rows that make none."""
        records: list[Incoming] = []
        unreadable: list[UnreadableRow] = []
        passed_over = 0
        for number, row in enumerate(self._sheet.rows()):
            if progress is not None and number % _ROWS_A_STEP == 0:
                progress(number / max(n, 1))
            if isinstance(row, UnreadableRow):
                unreadable.append(row)
                continue
            try:
                found = list(self._records(row, blocks))
            except BadCell as fault:
                unreadable.append(fault.at(self._sheet.name, row.line))
                continue
            records += found
            if len(records) > MOST_RECORDS:
                raise UnreadableFile(self._sheet.name, row.line, FileFault.TOO_MANY_RECORDS)
            passed_over += not found
        return Arrivals(
            source=self._sheet.name,
            records=tuple(records),
            unreadable=tuple(unreadable),
            passed_over=passed_over,
            unknown_columns=self._unknown_columns(),
            scales=scales,
            header=self._sheet.header,
        )

    def _records(self, row: Row, blocks: Sequence[Block]) -> Iterator[Incoming]:
        cells = self._cells(row)
        if not _lets_through(self._mapping.where, cells):
            return
        notes: list[Incoming] = []
        for block in blocks:
            if not _lets_through(block.where, cells):
                continue
            for record in block.records(cells, self._sheet.name, row.line):
                if record.kind is Note:  # two scales may share a column of notes
                    if record in notes:
                        continue
                    notes.append(record)
                yield record

    def _cells(self, row: Row) -> Cells:
        def cell(column: str) -> str:
            text = row.cells[self._columns[column]].strip()
            return "" if text.casefold() in self._missing else text

        return cell

    def _unknown_columns(self) -> tuple[str, ...]:
        expected = {*self._mapping.columns, *self._mapping.ignored}
        named = (name or f"({place})" for place, name in enumerate(self._sheet.header, 1))
        return tuple(name for name in named if name not in expected)


def _lets_through(where: Where, cells: Cells) -> bool:
    return all(cells(column) in words for column, words in where.items())
