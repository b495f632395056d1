"""The journal's own CSV folder, or one file of it: every row as a record, without a mapping."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from journal.days import day_of
from journal.exchange import layout
from journal.exchange.cells import Decimal, number
from journal.exchange.faults import (
    BadCell,
    BadRow,
    FileFault,
    HeaderDoesNotFit,
    NoKnownFile,
    RowFault,
    UnreadableFile,
    UnreadableRow,
)
from journal.exchange.folder_answers import AnswerRows, ToldScore, check_in_values
from journal.exchange.formula_guard import unguarded
from journal.exchange.incoming import DAY_DERIVED, MOST_RECORDS, Arrivals, Incoming, Reference
from journal.exchange.layout import (
    ANSWER_COLUMNS,
    ANSWERS,
    CHECK_INS,
    LAYOUTS,
    NEVER_EMPTY,
    SCORE,
    Column,
    Form,
    Layout,
)
from journal.exchange.sheets import Row, Sheet, open_sheet
from journal.instruments import Instrument
from journal.records import CheckIn, ClinicQuestion, Treatment
from journal.words import SELF

ANSWERS_NEED = ("check_in", "item", "value")

_LAYOUTS = {one.file: one for one in LAYOUTS}
_OUR_FILES = {*_LAYOUTS, ANSWERS, layout.DICTIONARY}

Progress = Callable[[float], object]


@dataclass(frozen=True)
class Surroundings:
    """What reading a folder has to know: the instruments, when a day ends, and today."""

    instruments: Mapping[str, Instrument]
    day_ends_at: time
    today: date


def recognise(path: Path, *, is_ours: bool = False) -> str | None:
    """Which file of the CSV folder this is, by its header; None if it is another table.

    A file with the name of one of them needs the columns of that one and may have others. Under
    another name a few columns in common prove nothing, as any table may have a name and an
    amount: it has to have those that tell the file apart, unless the person said that it `is_ours`.
    Raises UnreadableFile.
    """
    header = set(open_sheet(path).header)
    named = _LAYOUTS.get(path.name)
    if named is not None and header.issuperset(named.needed) and header & set(named.header):
        return path.name
    plain = {name for name in header if not name.startswith(SCORE)}
    fitting = [
        one.file
        for one in LAYOUTS
        if (plain if one.file == CHECK_INS else header).issubset(one.header)
        and header.issuperset(one.needed if is_ours else one.known_by)
    ]
    if header.issuperset(ANSWERS_NEED) and header.issubset(ANSWER_COLUMNS):
        fitting.append(ANSWERS)
    return fitting[0] if len(fitting) == 1 else None


def read_folder(
    path: Path,
    around: Surroundings,
    progress: Progress | None = None,
    *,
    is_ours: bool = False,
) -> Arrivals:
    """All records of a folder, or of one file; check-ins are read with the answers beside them.

    Raises NoKnownFile, UnreadableFile and HeaderDoesNotFit.
    """
    files, unknown_files = _files(path, is_ours=is_ours)
    sheets = {name: _sheet(file, name) for name, file in files.items()}
    reading = _Reading(around, AnswerRows(sheets[ANSWERS]) if ANSWERS in sheets else None)
    ours = [one for one in LAYOUTS if one.file in sheets]
    for number_done, one in enumerate(ours):
        if progress is not None:
            progress(number_done / len(ours))
        reading.read(one, sheets[one.file])
    return reading.arrivals(path.name, unknown_files)


def _files(path: Path, *, is_ours: bool) -> tuple[dict[str, Path], tuple[str, ...]]:
    """The files to read by their names in the folder, and those that are none of them."""
    if not path.is_dir():
        name = recognise(path, is_ours=is_ours)
        if name is None:
            raise NoKnownFile(path)
        beside = {CHECK_INS: ANSWERS, ANSWERS: CHECK_INS}.get(name)
        files = {name: path}
        if beside is not None and (path.parent / beside).is_file():
            files[beside] = path.parent / beside
        return files, ()
    try:
        there = {one.name: one for one in path.iterdir() if not one.name.startswith(".")}
    except OSError:
        raise UnreadableFile(path.name, None, FileFault.CANNOT_OPEN) from None
    files = {name: one for name, one in there.items() if name in {*_LAYOUTS, ANSWERS}}
    if not files:
        raise NoKnownFile(path)
    return files, tuple(sorted(there.keys() - _OUR_FILES))


def _sheet(path: Path, name: str) -> Sheet:
    """Open one file and check that its header fits."""
    sheet = open_sheet(path)
    needed = ANSWERS_NEED if name == ANSWERS else _LAYOUTS[name].needed
    missing = tuple(column for column in needed if column not in sheet.header)
    if not needed and not set(sheet.header) & set(_LAYOUTS[name].header):
        missing = _LAYOUTS[name].header  # any one of them would do
    counts = Counter(column for column in sheet.header if column)
    twice = tuple(column for column, n in counts.items() if n > 1)
    if missing or twice:
        raise HeaderDoesNotFit(sheet.name, missing, twice)
    return sheet


class _Reading:
    def __init__(self, around: Surroundings, answers: AnswerRows | None) -> None:
        self._around = around
        self._answers = answers
        self._records: list[Incoming] = []
        self._unreadable: list[UnreadableRow] = []
        self._unknown_columns: list[str] = []

    def read(self, one: Layout, sheet: Sheet) -> None:
        """Take in one file."""
        decimal = Decimal(None, sheet.form.delimiter)
        for column in sheet.header:
            is_score = one.file == CHECK_INS and column.startswith(SCORE)
            if column not in one.header and not is_score:
                self._unknown_columns.append(f"{sheet.name}: {column}")
        words = self._words(sheet) if one.kind is CheckIn else {}
        for row in sheet.rows():
            if isinstance(row, UnreadableRow):
                self._unreadable.append(row)
                continue
            try:
                cells = dict(zip(sheet.header, row.cells, strict=True))
                word = words.get(row.line, "")
                self._records.append(self._record(one, cells, row, word, decimal, sheet))
            except BadCell as fault:
                self._unreadable.append(fault.at(sheet.name, row.line))
            except BadRow as fault:
                self._unreadable.append(fault.row)
            if len(self._records) > MOST_RECORDS:
                raise UnreadableFile(sheet.name, row.line, FileFault.TOO_MANY_RECORDS)

    def _words(self, sheet: Sheet) -> dict[int, str]:
        """By what the answers call the check-in of each line: its id, else its row's number.

        Numbers count only in a file without any id, where none of them can be meant as one. The
        answers of all these check-ins are accounted for, also where a check-in cannot be read.
        """
        ids = {line: unguarded(cell) for line, cell in sheet.column("id") if cell}
        words = ids or {row.line: str(place) for place, row in enumerate(sheet.rows(), 1)}
        if self._answers is not None:
            for word in words.values():
                self._answers.of(word)
        return words

    def arrivals(self, source: str, unknown_files: tuple[str, ...]) -> Arrivals:
        """Everything that was read."""
        if self._answers is not None:
            self._unreadable += (*self._answers.unreadable, *self._answers.left_over())
        return Arrivals(
            source=source,
            records=tuple(self._records),
            unreadable=tuple(self._unreadable),
            unknown_columns=tuple(self._unknown_columns),
            unknown_files=unknown_files,
        )

    def _record(
        self,
        one: Layout,
        cells: Mapping[str, str],
        row: Row,
        word: str,
        decimal: Decimal,
        sheet: Sheet,
    ) -> Incoming:
        values = _values(one, cells, decimal)
        own_id = values.pop("id", None)
        defaults = dict(one.defaults)
        derived: frozenset[str] = frozenset()
        if one.kind is CheckIn:
            if not word:
                raise BadCell(RowFault.MISSING, "", "id")
            self._complete_check_in(values, defaults, word, _told(cells, decimal))
        elif one.kind is Treatment and "day" not in values:
            defaults["day"] = day_of(values["start"], self._around.day_ends_at)
            derived = DAY_DERIVED
        elif one.kind is ClinicQuestion and "asked_on" not in values:
            defaults["asked_on"] = self._around.today
            derived = frozenset({"asked_on"})
        columns = {column.attribute: column.name for column in one.columns}
        return Incoming(one.kind, sheet.name, row.line, values, defaults, own_id, columns, derived)

    def _complete_check_in(
        self,
        values: dict[str, Any],
        defaults: dict[str, Any],
        word: str,
        told: tuple[ToldScore, ...],
    ) -> None:
        """Add the answers and what follows from them; settle what an empty cell means."""
        instrument = self._around.instruments.get(values["instrument"])
        rows = () if self._answers is None else self._answers.of(word)
        if instrument is None:
            raise BadCell(RowFault.UNKNOWN_INSTRUMENT, values["instrument"], "instrument")
        if self._answers is None:
            raise BadCell(RowFault.NO_ANSWERS, "", "")
        rater = values.get("observer_id")
        if isinstance(rater, Reference) and rater.word.casefold() == SELF:
            values["observer_id"] = None
        if values.get("is_private") and not values.get("note"):
            values.pop("note", None)  # a private note that was left out of the export
        if "entered_at" in values:
            values["is_imported"] = False
        else:
            defaults["is_imported"] = True
        if values.get("version", 0) > instrument.version:
            raise BadCell(RowFault.NEWER_VERSION, str(values["version"]), "version")
        defaults["version"] = instrument.version
        values |= check_in_values(instrument, rows, told, self._answers.decimal)


def _values(one: Layout, cells: Mapping[str, str], decimal: Decimal) -> dict[str, Any]:
    """What the cells of a row say, by the model's names."""
    values: dict[str, Any] = {}
    for column in one.columns:
        if column.name not in cells or not column.attribute:
            continue
        try:
            value = layout.read(cells[column.name], column, decimal)
        except BadCell as fault:
            raise BadCell(fault.reason, fault.value, column.name) from None
        if column.name in one.needed and not value:
            raise BadCell(RowFault.MISSING, "", column.name)
        if column.form is Form.ID and value is not None:
            _check_id(str(value))
        if column.form is Form.REFERENCE and column.refers_to is not None and value is not None:
            value = Reference(column.refers_to, str(value))
        if value is not None or _may_be_empty(one, column):
            values[column.attribute] = value
    return values


def _may_be_empty(one: Layout, column: Column) -> bool:
    """Whether an empty cell says something: that there is nothing, not that nothing is known."""
    is_origin = column.name in ("id", "entered_at", "entered_by")
    return not is_origin and (one.kind, column.attribute) not in NEVER_EMPTY


def _told(cells: Mapping[str, str], decimal: Decimal) -> tuple[ToldScore, ...]:
    """The total and the other scores that a row of check-ins has."""
    told = []
    for column, cell in cells.items():
        code = column.removeprefix(SCORE)
        if (column == "total" or code != column) and cell.strip():
            try:
                told.append(ToldScore(code, column, number(cell.strip(), decimal)))
            except BadCell as fault:
                raise BadCell(fault.reason, fault.value, column) from None
    return tuple(told)


def _check_id(own_id: str) -> None:
    if len(own_id) > layout.LONGEST_ID or not own_id.isprintable():
        raise BadCell(RowFault.BAD_ID, own_id, "id")
