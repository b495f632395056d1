"""The archive: a zip of JSON and its schema that holds a whole journal, and the way back.

One member a table, its rows in the order of their keys; every write is named by its key, never by
its number in one file. The same journal gives the same bytes, on every copy of it.
"""

import contextlib
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.data_files import FaultyData
from journal.exchange.bounded_zip import BoundedZip, Bounds, opened
from journal.exchange.faults import FileFault, UnreadableFile
from journal.exchange.row_stream import RowStream, TooLarge
from journal.history.states import KEPT, plain, references, value_of
from journal.owner_only import in_place_of
from journal.records import KINDS, Draft, Emptied, Model, Setting, Undecided, Version, Write

FORMAT, NUMBER = "tidemark-archive", 1
HEAD, SCHEMA = "archive.json", "schema.json"

_SCHEMA = 4
"""The last step of `migrations` that changed what an archive holds: those after it are of no
concern to it, and one that does change it has its number here."""

TABLES: tuple[type[Model], ...] = (*KINDS, Setting, Draft, Write, Version, Emptied, Undecided)
"""Everything that an archive holds, each after what it refers to."""

Row = Mapping[str, Any]
Archive = Mapping[str, Sequence[Row]]
"""Rows as JSON has them, by table; of a version, `write` is the key of its write."""

_BOUNDS = Bounds(members=len(TABLES) + 2, content=64 * 1024 * 1024, ratio=1_100)
"""Deflate makes no text smaller than a thousandth: whatever was written can be read. A hundred
years of entries every day are 24 MB."""

_VALUES = 4_000_000
"""Of a hundred years there are 1.2 million."""

_NAME_AT = 30
"""Where the name of the first member stands in a zip."""

_MADE = (1980, 1, 1, 0, 0, 0)
_STORED_AS_IS = 0o600 << 16
_UNIX = 3
_KEY_LENGTH = 300


class NewerArchive(Exception):
    """An archive of a later schema than this program's: its path and that schema's number."""

    def __init__(self, path: Path, found: int) -> None:
        super().__init__(path, found)
        self.path, self.found = path, found


def is_archive(path: Path) -> bool:
    """Whether a file is a zip that has an archive's head. Never raises, and never reads much."""
    try:
        with opened(path, _BOUNDS) as found:
            return HEAD in found.members
    except UnreadableFile as error:
        return error.reason is FileFault.TOO_LARGE_INSIDE and _begins_as_archive(path)


def _begins_as_archive(path: Path) -> bool:
    """Whether the first member is the head, so that what is too large is refused for that."""
    try:
        with path.open("rb") as file:
            return file.read(_NAME_AT + len(HEAD))[_NAME_AT:] == HEAD.encode()
    except OSError:
        return False


def archive_of(session: Session) -> Archive:
    """All that a journal holds, its trash and earlier versions included."""
    keys = {row.id: row.key for row in session.execute(select(Write.id, Write.key))}
    return {model.__tablename__: _rows(session, model, keys) for model in TABLES}


def write_archive(session: Session, path: Path) -> int:
    """Write the archive; returns the number of its rows. Raises OSError; what was there stays."""
    held = archive_of(session)
    head = {"format": FORMAT, "number": NUMBER, "schema": _SCHEMA}
    with in_place_of(path) as file, zipfile.ZipFile(file, "w") as archive:
        _add(archive, HEAD, _text(head) + "\n")
        _add(archive, SCHEMA, json.dumps(schema(), indent=1, sort_keys=True) + "\n")
        for name, rows in held.items():
            _add(archive, _member(name), "[\n" + ",\n".join(map(_text, rows)) + "\n]\n")
    return sum(map(len, held.values()))


def schema() -> Mapping[str, Mapping[str, str]]:
    """The columns of each table and what each holds; a question mark where it may be null."""
    return {
        model.__tablename__: {
            name: _word(column.type) + ("?" if column.nullable else "")
            for name, column in _columns(model).items()
        }
        for model in TABLES
    }


def read_archive(path: Path) -> Archive:
    """Read an archive and check all of it. Raises UnreadableFile, NewerArchive or FaultyData."""
    with opened(path, _BOUNDS) as archive:
        _check_head(path, archive)
        known = {HEAD, SCHEMA, *(_member(model.__tablename__) for model in TABLES)}
        if archive.members.keys() != known:
            odd = min(archive.members.keys() ^ known)
            raise FaultyData(path.name, None, f"{odd} is missing or unknown")
        stream = RowStream(_VALUES)
        held = {
            model.__tablename__: _read_rows(path.name, archive, model, stream) for model in TABLES
        }
    _check_links(path.name, held)
    return held


def values(model: type[Model], row: Row) -> dict[str, Any]:
    """A row of a table as its columns have it. Raises ValueError where it does not fit."""
    columns = _columns(model)
    if row.keys() != columns.keys():
        raise ValueError("its columns are not those of the schema")
    return {name: _value(column, row[name]) for name, column in columns.items()}


def _member(table: str) -> str:
    return f"tables/{table}.json"


def _columns(model: type[Model]) -> dict[str, sa.Column[Any]]:
    columns: dict[str, Any] = {column.name: column for column in model.__table__.columns}
    if model is Write:
        del columns["id"]
    if model is Version:
        del columns["id"], columns["write_id"]
        columns = {"write": Write.__table__.c.key, **columns}
    return columns


def _rows(session: Session, model: type[Model], keys: Mapping[int, str]) -> list[Row]:
    names = [column.name for column in model.__table__.columns]
    rows = []
    for found in session.execute(select(model.__table__)):
        row = {name: plain(value) for name, value in zip(names, found, strict=True)}
        if model is Version:
            row["write"] = keys[row.pop("write_id")]
        if model in (Version, Write):
            del row["id"]
        rows.append(row)
    return sorted(rows, key=lambda row: row_key(model, row))


def row_key(model: type[Model], row: Row) -> tuple[str, ...]:
    """What names a row of a table on every copy of a journal."""
    if model is Write:
        return (row["key"],)
    if model is Version:
        return row["write"], row["kind"], row["record_id"]
    return tuple(row[column.name] for column in model.__table__.primary_key)


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False)


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    member = zipfile.ZipInfo(name, _MADE)
    member.create_system, member.external_attr = _UNIX, _STORED_AS_IS
    archive.writestr(member, text.encode(), zipfile.ZIP_DEFLATED, 6)


def _word(kind: sa.types.TypeEngine[Any]) -> str:
    if isinstance(kind, sa.Enum):
        return "one of " + ", ".join(kind.enums)
    named = {
        sa.DateTime: "instant in UTC",
        sa.Date: "day",
        sa.Boolean: "true or false",
        sa.Integer: "whole number",
        sa.Float: "number",
        sa.JSON: "object",
        sa.String: "text",
    }
    return next(word for one, word in named.items() if isinstance(kind, one))


def _check_head(path: Path, archive: BoundedZip) -> None:
    head = _json(path.name, archive, HEAD, 10_000)
    is_ours = isinstance(head, dict) and head.get("format") == FORMAT
    if not is_ours or head.get("number") != NUMBER or type(head.get("schema")) is not int:
        raise FaultyData(path.name, None, "it is not a Tidemark archive of a kind known here")
    if head["schema"] > _SCHEMA:
        raise NewerArchive(path, head["schema"])
    if head["schema"] != _SCHEMA:
        raise FaultyData(path.name, None, f"no archive has the schema {head['schema']}")


def _json(file: str, archive: BoundedZip, member: str, most: int) -> Any:
    try:
        return json.loads(archive.read(member, most).decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise FaultyData(f"{file}: {member}", None, "it is not JSON in UTF-8") from None


def _refuse_constant(_said: str) -> None:
    raise ValueError


def _read_rows(file: str, archive: BoundedZip, model: type[Model], stream: RowStream) -> list[Row]:
    member = _member(model.__tablename__)
    rows: list[Row] = []
    try:
        with contextlib.closing(archive.blocks(member, _BOUNDS.content)) as blocks:
            for row in stream.rows(blocks):
                _check_row_of(f"{file}: {member}", model, row, len(rows))
                rows.append(row)
    except TooLarge:
        raise UnreadableFile(f"{file}: {member}", None, FileFault.TOO_LARGE_INSIDE) from None
    except (ValueError, RecursionError):
        reason = "it is not a list of rows, as JSON in UTF-8"
        raise FaultyData(f"{file}: {member}", None, reason) from None
    if len({row_key(model, row) for row in rows}) < len(rows):
        raise FaultyData(f"{file}: {member}", None, "two of its rows have one key")
    return rows


def _check_row_of(where: str, model: type[Model], row: Row, before: int) -> None:
    try:
        check_row(model, row)
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
        line = before + 2  # each row has a line, after the one that opens
        raise FaultyData(where, line, "the row does not fit the schema") from None


def check_row(model: type[Model], row: Row) -> None:
    """Raise ValueError, TypeError, AttributeError, KeyError or OverflowError if it does not fit."""
    values(model, row)
    if not all(0 < len(part) <= _KEY_LENGTH for part in row_key(model, row)):
        raise ValueError
    state = row.get("before") if model is Version else row.get("thrown_away")
    if model is Undecided and row["thrown_away"].keys() != _columns(KEPT[row["kind"]]).keys():
        raise ValueError
    if "record_id" in row and row["kind"] not in KEPT:
        raise ValueError
    if state is not None:
        table = KEPT[row["kind"]].__table__
        (key,) = table.primary_key
        if state[key.name] != row["record_id"]:
            raise ValueError
        for column in table.columns:
            if column.name in state:
                _value(column, state[column.name])


def _value(column: Any, said: Any) -> Any:
    if said is None:
        if not column.nullable:
            raise ValueError
        return None
    kind = column.type
    wanted = (
        dict if isinstance(kind, sa.JSON)
        else bool if isinstance(kind, sa.Boolean)
        else int if isinstance(kind, sa.Integer)
        else (int, float) if isinstance(kind, sa.Float)
        else str
    )  # fmt: skip
    if not isinstance(said, wanted) or (isinstance(said, bool) and wanted is not bool):
        raise ValueError
    if isinstance(said, int) and abs(said) >= 1 << 53:
        raise ValueError
    _text(said).encode()  # half a sign, or a number without end, cannot be stored
    found = value_of(kind, said)
    if isinstance(found, date) and (
        plain(found) != said or (isinstance(found, datetime) and found.tzinfo is not None)
    ):
        raise ValueError
    return found


def _check_links(file: str, held: Archive) -> None:
    """Whether everything that a row refers to is in the archive. Raises FaultyData."""
    ids = {kind.__tablename__: {row["id"] for row in held[kind.__tablename__]} for kind in KINDS}
    keys = {row["key"] for row in held[Write.__tablename__]}
    if any(row["write"] not in keys for row in held[Version.__tablename__]):
        raise FaultyData(file, None, "a version names a write that is not there")
    if any(row["record_id"] not in ids.get(row["kind"], ()) for row in held["undecided"]):
        raise FaultyData(file, None, "what is undecided is not there")
    for kind, other, other_id in _named(held):
        if other_id not in ids[other]:
            raise FaultyData(f"{file}: {_member(kind)}", None, "a row names one that is not there")


def _named(held: Archive) -> Iterator[tuple[str, str, str]]:
    for kind in KINDS:
        for row in held[kind.__tablename__]:
            for _, other, other_id in references(kind.__table__, row):
                yield kind.__tablename__, other, other_id
