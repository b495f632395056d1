"""Which rows of a damaged file are taken: those that would be taken from any other file.

A row is taken when each of its columns holds a value of its kind, the index over the ids does not
contradict it, its record could have been entered, its check-in's answers give its scores, what it
refers to is there or in a backup, and its sum fits. One whose sum does not fit is left out, unless
others refer to it and nothing better is there. Nothing is filled in or put right.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from journal.days import Instant
from journal.exchange.archive import TABLES, Archive, Row, check_row, row_key, values
from journal.exchange.faults import BadCell
from journal.exchange.record_checks import check_record
from journal.history.states import references
from journal.instrument_files import FaultyInstrument, load_instrument, load_instruments
from journal.instruments import Instrument
from journal.limits import Limits, load_limits
from journal.records import (
    KINDS,
    CheckIn,
    Emptied,
    Model,
    OwnInstrument,
    Record,
    SideEffect,
    Undecided,
    Version,
    Write,
)
from journal.safekeeping.damaged_rows import Raw, RawSums, RawTable
from journal.safekeeping.proof import Proof, proof_of
from journal.verification import agrees

UNFIT = (ValueError, TypeError, AttributeError, KeyError, OverflowError, RecursionError, BadCell)

_STORED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}")
_YEARS = range(1900, 2100)
_ID = re.compile(r"[0-9A-Za-z-]{1,36}")

Columns = Mapping[str, tuple[str, ...]]
"""The columns of each table in the order in which a file has them."""

Key = tuple[str, ...]


@dataclass(frozen=True)
class Counts:
    """Of one table: rows that were taken; that are known to have been there and cannot be read;
    that could be read and are not what they should be; and how many of those taken might not be
    what was written, since no sum says so."""

    read: int = 0
    unreadable: int = 0
    refused: int = 0
    unproven: int = 0


@dataclass(frozen=True)
class Sifted:
    """What is taken, as an archive holds it, and counts by table.

    `held` may have rows of the backup as well, those that others refer to; they are not counted.
    """

    held: Archive
    counts: Mapping[str, Counts]


class Sifting:
    """Takes rows, the surest first: as SQLite finds them, then what lies on loose pages.

    The pages of an encrypted file are sealed: there a row needs no sum to be what was written.
    """

    def __init__(self, columns: Columns, backup: Archive | None, *, is_sealed: bool) -> None:
        self._columns, self._is_sealed = columns, is_sealed
        self._backup: Archive = backup or {model.__tablename__: () for model in TABLES}
        self._limits = load_limits()
        self._taken: dict[str, dict[Key, Row]] = {model.__tablename__: {} for model in TABLES}
        self._refused: dict[str, set[int]] = {model.__tablename__: set() for model in TABLES}
        self._known: dict[str, set[str]] = {model.__tablename__: set() for model in TABLES}
        self._unproven: dict[str, set[Key]] = {model.__tablename__: set() for model in TABLES}
        self._doubtful: dict[str, dict[Key, tuple[int, Row]]] = {
            model.__tablename__: {} for model in TABLES
        }
        self._write_keys: dict[int, str] = {}

    def take_tables(self, tables: Mapping[str, RawTable], sums: RawSums) -> None:
        """Take what SQLite found of each table."""
        for model in _WRITES_FIRST:
            table = tables[model.__tablename__]
            self._known[model.__tablename__].update(map(str, table.keys.values()))
            for number, values_ in table.rows.items():
                raw = dict(zip(table.columns, values_, strict=False))
                row = self._checked(model, raw)
                key = table.keys.get(number)
                if row is not None and issubclass(model, Record) and key not in (None, row["id"]):
                    row = None
                if row is None or not self._keep(model, number, row, raw, sums):
                    self._refused[model.__tablename__].add(number)

    def take_loose(
        self, tables: Mapping[str, RawTable], loose: Iterable[tuple[int, Raw]], sums: RawSums
    ) -> None:
        """Take rows of the tables that were not read whole from pages that were read alone."""
        broken = [model for model in _WRITES_FIRST if _is_broken(tables[model.__tablename__])]
        found = [(number, raw) for number, raw in loose if broken]
        for model in broken:
            table = tables[model.__tablename__]
            names = self._columns[model.__tablename__]
            for number, values_ in found:
                if any(value is not None for value in values_[len(names) :]):
                    continue
                if number not in table.keys and table.has_all_keys:
                    continue  # taken out since, or of another table
                raw = dict(zip(names, values_, strict=False))
                row = self._checked(model, raw)
                key = table.keys.get(number)
                if row is None or (issubclass(model, Record) and key not in (None, row["id"])):
                    continue
                if self._keep(model, number, row, raw, sums):
                    self._refused[model.__tablename__].discard(number)

    def _checked(self, model: type[Model], raw: dict[str, Any]) -> Row | None:
        try:
            row = self._row(model, raw)
            check_row(model, row)
            if issubclass(model, Record):
                _check_kind(model, values(model, row), self._limits)
        except UNFIT:
            return None
        return row

    def _row(self, model: type[Model], raw: dict[str, Any]) -> Row:
        """The row as an archive has it. Raises one of UNFIT."""
        columns: Any = model.__table__.columns
        row = {
            column.name: _plain(column.type, raw[column.name])
            for column in columns
            if not (model in (Write, Version) and column.name in ("id", "write_id"))
        }
        if model is Version:
            row["write"] = self._write_keys[raw["write_id"]]
        return row

    def _keep(
        self, model: type[Model], number: int, row: Row, raw: Mapping[str, Any], sums: RawSums
    ) -> bool:
        """Whether a row may be what was written. Of two rows with one key, as a free page may hold
        one, a proven one counts, and else the one changed last.
        """
        if model is Write:
            self._write_keys.setdefault(number, row["key"])
        name, key = model.__tablename__, row_key(model, row)
        proof = proof_of(model, number, raw, sums)
        if proof is Proof.DIFFERS and model is not Write:  # a write is but a label of versions
            self._doubtful[name][key] = number, row
            return False
        taken, unproven = self._taken[name], self._unproven[name]
        is_proven = self._is_sealed or proof is Proof.FITS
        rank, before = (is_proven, row.get("changed_utc") or ""), taken.get(key)
        if before is None or (key not in unproven, before.get("changed_utc") or "") < rank:
            taken[key] = row
            unproven.discard(key)
            if not is_proven:
                unproven.add(key)
        return True

    def finish(self) -> Sifted:
        """Leave out what is out for good, and what refers to what is nowhere; count the rest."""
        for one in self._taken[Emptied.__tablename__].values():
            self._taken.get(one["kind"], {}).pop((one["record_id"],), None)
        self._take_doubtful()
        read = {name: dict(rows) for name, rows in self._taken.items()}
        self._take_parents()
        self._check_answers()
        self._refuse_without_parents()
        self._take_undecided_out()
        held = {
            name: sorted(rows.values(), key=lambda row: row_key(_MODELS[name], row))
            for name, rows in self._taken.items()
        }
        return Sifted(held, {name: self._count(name, read[name]) for name in self._taken})

    def _count(self, name: str, read: Mapping[Key, Row]) -> Counts:
        left = read.keys() & self._taken[name].keys()
        taken, unproven = len(left), len(left & self._unproven[name])
        refused = len(read) - taken + len(self._refused[name])
        model = _MODELS[name]
        if not issubclass(model, Record):
            unreadable = max(len(self._known[name]) - taken - refused, 0)
            return Counts(taken, unreadable, refused, unproven)
        known = self._known[name] | {
            row["record_id"] for row in self._taken["versions"].values() if row["kind"] == name
        }
        out = {one["record_id"] for one in self._taken["emptied"].values() if one["kind"] == name}
        there = known - out - {key[0] for key in read}
        unreadable = max(len(there) - len(self._refused[name]), 0)
        return Counts(taken, unreadable, refused, unproven)

    def _take_doubtful(self) -> None:
        """What others refer to and no backup has, though its sum does not fit."""
        has = {name: {row_key(_MODELS[name], row) for row in rows}
               for name, rows in self._backup.items()}  # fmt: skip
        wanted: list[tuple[str, Key]] = [
            (other, (other_id,))
            for kind in KINDS
            for row in self._taken[kind.__tablename__].values()
            for _, other, other_id in references(kind.__table__, row)
        ]
        used = {row["instrument"] for row in self._taken[CheckIn.__tablename__].values()}
        scales = OwnInstrument.__tablename__
        wanted += [(scales, key) for key, (_, row) in self._doubtful[scales].items()
                   if row["code"] in used]  # fmt: skip
        for name, key in wanted:
            if key in self._doubtful[name] and key not in self._taken[name].keys() | has[name]:
                number, row = self._doubtful[name][key]
                self._taken[name][key] = row
                self._unproven[name].add(key)
                self._refused[name].discard(number)

    def _take_parents(self) -> None:
        """From the backup, what a row refers to and was not read."""
        there = {name: {row_key(_MODELS[name], row): row for row in rows}
                 for name, rows in self._backup.items()}  # fmt: skip
        wanted = [
            (other, other_id)
            for kind in KINDS
            for row in self._taken[kind.__tablename__].values()
            for _, other, other_id in references(kind.__table__, row)
        ]
        while wanted:
            other, other_id = wanted.pop()
            key = (other_id,)
            if key not in self._taken[other] and key in there[other]:
                row = self._taken[other][key] = there[other][key]
                table = _MODELS[other].__table__
                wanted.extend((kind, found) for _, kind, found in references(table, row))
        self._take_scales(there[OwnInstrument.__tablename__])

    def _take_scales(self, there: Mapping[Key, Row]) -> None:
        """Scales are named by their code, which no link tells."""
        scales = self._taken[OwnInstrument.__tablename__]
        used = {row["instrument"] for row in self._taken[CheckIn.__tablename__].values()}
        known = {row["code"] for row in scales.values()}
        for key, row in there.items():
            if row["code"] in used - known:
                scales.setdefault(key, row)

    def _check_answers(self) -> None:
        known: dict[str, Instrument] = dict(load_instruments())
        for row in self._taken[OwnInstrument.__tablename__].values():
            known[row["code"]] = load_instrument(row["definition"], row["code"])
        check_ins = self._taken[CheckIn.__tablename__]
        for key, row in list(check_ins.items()):
            if not _adds_up(CheckIn(**values(CheckIn, row)), known):
                del check_ins[key]

    def _refuse_without_parents(self) -> None:
        is_changing = True
        while is_changing:
            is_changing = False
            for kind in KINDS:
                rows = self._taken[kind.__tablename__]
                for key, row in list(rows.items()):
                    for column, other, other_id in references(kind.__table__, row):
                        if (other_id,) in self._taken[other]:
                            continue
                        is_changing = True
                        if column != "entered_by_id":
                            rows.pop(key, None)
                            break
                        row = rows[key] = {**row, column: None}  # who entered it is not known

    def _take_undecided_out(self) -> None:
        waiting = self._taken[Undecided.__tablename__]
        for key, row in list(waiting.items()):
            if (row["record_id"],) not in self._taken[row["kind"]]:
                del waiting[key]


_MODELS: Mapping[str, type[Model]] = {model.__tablename__: model for model in TABLES}
_WRITES_FIRST: tuple[type[Model], ...] = (Write, *(one for one in TABLES if one is not Write))


def _is_broken(table: RawTable) -> bool:
    return not table.is_whole or bool(table.missing)


def _plain(kind: sa.types.TypeEngine[Any], stored: Any) -> Any:
    """A stored value as JSON has it. Raises one of UNFIT."""
    if stored is None:
        return None
    if isinstance(kind, sa.DateTime):
        if not _STORED.fullmatch(stored):
            raise ValueError
        return datetime.fromisoformat(stored).isoformat()
    if isinstance(kind, sa.Boolean):
        return {0: False, 1: True}[stored]
    if isinstance(kind, sa.JSON):
        return json.loads(stored, parse_constant=_refuse)
    if isinstance(stored, bytes):
        raise TypeError
    return stored


def _refuse(_said: str) -> None:
    raise ValueError


Check = Callable[[Mapping[str, Any]], None]


def _check_kind(kind: type[Record], row: Mapping[str, Any], limits: Limits) -> None:
    """Raise one of UNFIT where nobody could have entered the record."""
    if not _ID.fullmatch(row["id"]):
        raise ValueError
    for name, value in row.items():
        if name.endswith("_offset") and value is not None and abs(value) > 24 * 60:
            raise ValueError
        if isinstance(value, date) and value.year not in _YEARS:
            raise ValueError
    if kind is OwnInstrument:
        try:
            load_instrument(row["definition"], row["code"])
        except FaultyInstrument as fault:
            raise ValueError from fault
    found = dict(row)
    if kind is SideEffect:
        for name in ("onset", "end"):
            utc, offset = row[f"{name}_utc"], row[f"{name}_offset"]
            found[name] = None if utc is None else Instant(utc, offset)
    check_record(kind, found, limits)


def _adds_up(check_in: CheckIn, known: Mapping[str, Instrument]) -> bool:
    try:
        is_right = agrees(check_in, known)
    except UNFIT:
        return False
    return is_right and (check_in.total is None or check_in.total in check_in.scores.values())
