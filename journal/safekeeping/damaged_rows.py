"""The rows of a damaged file, as raw values: table by table, then page by page.

A table is read in the order of its rows until a page cannot be read; then one row is asked for
after the other, until one can be read again. Where the way to a page is lost, as when the root of
a table is damaged, each page is laid under a table of its own and read by itself. Only a private
copy is ever touched. SQLCipher refuses each page whose sum is wrong; in a file without a
passphrase a damaged page may give anything, so what comes from here has to be checked.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from journal.on_disk.disk_file import PAGE
from journal.on_disk.driver import APPLICATION_ID, SqliteError, connect
from journal.on_disk.keys import PLAIN_HEADER, Key

_TRIED_BLINDLY = 300
"""How many rows that cannot be read are asked for one after the other, where no index tells which
there are: more than lie on a page. Beyond that the pages are read by themselves."""

_WIDEST = 24
"""More columns than any table has."""

_INDEXES = {
    "settings": ("sqlite_autoindex_settings_1", "name"),
    "drafts": ("sqlite_autoindex_drafts_1", "form"),
    "writes": ("sqlite_autoindex_writes_1", "key"),
    "versions": ("ix_versions_write", "kind"),
    "emptied": ("sqlite_autoindex_emptied_1", "kind"),
    "undecided": ("sqlite_autoindex_undecided_1", "kind"),
}
"""Indexes over the keys of rows, and the first of their columns; else they are over the id."""

Raw = tuple[Any, ...]

_UNREADABLE = (SqliteError, OverflowError, MemoryError, UnicodeError)


@dataclass
class RawTable:
    """What could be read of a table: its rows by their number in the file.

    `keys` are the ids by row number, as far as the index over them can be read. `is_whole` tells
    whether reading the rows met no damage.
    """

    columns: tuple[str, ...] = ()
    rows: dict[int, Raw] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)
    has_all_keys: bool = False
    is_whole: bool = False

    @property
    def missing(self) -> set[int]:
        """The numbers of rows that are known to be there and were not read."""
        return self.keys.keys() - self.rows.keys()


@dataclass
class RawSums:
    """The sums that could be read, by the kind and the key of their rows.

    `is_whole` tells that there are no others.
    """

    found: dict[tuple[str, str], bytes] = field(default_factory=dict)
    is_whole: bool = False


def mend_header(path: Path, *, has_log: bool) -> None:
    """Put right what every plain journal's first bytes say, in a private copy.

    The pages are numbered and linked by themselves; the header is needed to begin. Raises OSError.
    """
    with path.open("r+b") as file:
        header = bytearray(file.read(100).ljust(100, b"\x00"))
        pages = max(path.stat().st_size // PAGE, 1)
        header[:16] = PLAIN_HEADER
        header[16:24] = PAGE.to_bytes(2, "big") + bytes((*(1 + has_log,) * 2, 0, 64, 32, 32))
        header[24:28] = header[92:96]
        header[28:32] = pages.to_bytes(4, "big")
        header[44:48], header[56:60] = (4).to_bytes(4, "big"), (1).to_bytes(4, "big")
        header[52:56] = header[64:68] = bytes(4)
        header[68:72] = APPLICATION_ID.to_bytes(4, "big")
        file.seek(0)
        file.write(header)


def take_in_log(path: Path, key: Key | None) -> None:
    """Have a private copy hold what its log says, as far as that can be done."""
    with contextlib.suppress(*_UNREADABLE), contextlib.closing(_opened(path, key)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


class _File:
    """A private copy that is asked again and again, whatever comes of it.

    SQLCipher answers nothing any more once a page has the wrong sum; then it is opened anew.
    """

    def __init__(self, path: Path, key: Key | None) -> None:
        self._path, self._key = path, key
        self._connection: Any = None

    def rows(self, statement: str) -> Iterator[Raw]:
        """The rows of a statement. Raises one of _UNREADABLE where the next cannot be read."""
        if self._connection is None:
            self._connection = _opened(self._path, self._key)
        try:
            yield from self._connection.execute(statement)
        except _UNREADABLE:
            if self._key is not None:
                self.close()
            raise

    def close(self) -> None:
        """Let go of it."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def read_tables(path: Path, key: Key | None, names: Sequence[str]) -> dict[str, RawTable]:
    """What SQLite finds of these tables in a private copy."""
    with contextlib.closing(_File(path, key)) as file:
        return {name: _read_table(file, name) for name in names}


def read_sums(path: Path, key: Key | None, folder: Path) -> RawSums:
    """The sums of a private copy, from the first on and from the last back to what is damaged.

    In a file without a passphrase, those on pages by themselves as well.
    """
    sums = RawSums()
    with contextlib.closing(_File(path, key)) as file:
        for way in ("", " DESC"):
            asked = f"SELECT kind, record_id, sum FROM sums ORDER BY kind{way}, record_id{way}"  # noqa: S608
            names = []
            with contextlib.suppress(*_UNREADABLE, TypeError):
                for kind, record_id, said in file.rows(asked):
                    names.append((kind, record_id))
                    sums.found[kind, record_id] = said
                # A page that stands twice, or in another's place, breaks the order.
                sums.is_whole = not way and all(a < b for a, b in pairwise(names))
                break
    if key is None and not sums.is_whole:
        for kind, record_id, said in _loose(path, key, folder, "sums"):
            if isinstance(said, bytes):  # else it was a page of another index
                sums.found.setdefault((kind, record_id), said)
    return sums


def _opened(path: Path, key: Key | None) -> Any:
    connection = connect(path, key)
    # Bytes that are no text stay visible as such, and are refused later.
    connection.text_factory = lambda said: said.decode("utf-8", "surrogateescape")
    connection.execute("PRAGMA writable_schema = ON")  # it then bears with damage in the schema
    return connection


def _read_table(file: _File, name: str) -> RawTable:
    table = RawTable()
    with contextlib.suppress(*_UNREADABLE):
        described = file.rows(f'PRAGMA table_info("{name}")')
        table.columns = tuple(column[1] for column in described)
    if table.columns:
        _read_keys(file, name, table)
        table.is_whole = _read_on(file, name, table)
    return table


def _read_keys(file: _File, name: str, table: RawTable) -> None:
    """What the index over its key tells of a table: which rows there are, and their keys."""
    index, first = _INDEXES.get(name, (f"sqlite_autoindex_{name}_1", "id"))
    asked = f'SELECT rowid, "{first}" FROM "{name}" INDEXED BY "{index}" ORDER BY "{first}"'  # noqa: S608
    for way in ("", " DESC"):
        try:
            for number, said in file.rows(asked + way):
                table.keys[number] = said
        except _UNREADABLE:
            continue
        table.has_all_keys = True
        return


def _read_on(file: _File, name: str, table: RawTable) -> bool:
    """Read rows in their order; past a damaged place, one after the other. Whether none was met."""
    asked = f'SELECT rowid, * FROM "{name}" NOT INDEXED'  # noqa: S608
    after, is_whole = -1, True
    while True:
        try:
            for number, *row in file.rows(f"{asked} WHERE rowid > {after} ORDER BY rowid"):
                table.rows.setdefault(number, tuple(row))
                after = max(after, number)
        except _UNREADABLE:
            is_whole = False
        else:
            return is_whole
        for number in _next_numbers(table, after):
            after = number
            with contextlib.suppress(*_UNREADABLE):
                found = next(file.rows(f"{asked} WHERE rowid = {number}"), None)
                if found is not None:
                    table.rows.setdefault(number, found[1:])
                    break
        else:
            return is_whole


def _next_numbers(table: RawTable, after: int) -> Sequence[int]:
    if table.has_all_keys:
        return sorted(number for number in table.keys if number > after)
    return range(after + 1, after + 1 + _TRIED_BLINDLY)


def loose_rows(path: Path, key: Key | None, folder: Path) -> Iterator[tuple[int, Raw]]:
    """Every row on every page of a private copy, whatever table it is of, with its number.

    The values that a row does not have are None at its end. A row may come more than once, and
    one that was taken out long ago may still lie on a page that is free.
    """
    for number, *row in _loose(path, key, folder, "rows"):
        yield number, tuple(row)


_LAID = {
    "rows": ("rowid, *", ", ".join(f"c{number}" for number in range(_WIDEST)), ""),
    "sums": (
        "kind, record_id, sum",
        "kind, record_id, sum, PRIMARY KEY (kind, record_id)",
        " WITHOUT ROWID",
    ),
}
"""How a page is read by itself: what is asked for, and the columns of the table over it."""


def _loose(path: Path, key: Key | None, folder: Path, what: str) -> Iterator[Raw]:
    pages = path.stat().st_size // PAGE
    under = folder / f"{what}.tidemark"
    asked, columns, ending = _LAID[what]
    try:
        _lay_tables(under, key, pages, f"({columns}){ending}")
        with path.open("rb") as file, under.open("r+b") as over:
            file.seek(PAGE)
            over.seek(PAGE)
            over.write(file.read(max(pages - 1, 0) * PAGE))
        with contextlib.closing(_File(under, key)) as opened:
            for page in range(2, pages + 1):
                with contextlib.suppress(*_UNREADABLE):
                    yield from opened.rows(f"SELECT {asked} FROM page_{page}")  # noqa: S608
    except _UNREADABLE:
        return


def _lay_tables(under: Path, key: Key | None, pages: int, columns: str) -> None:
    """A file whose tables have one page each for their root, from the second to the last."""
    under.touch(0o600)
    with contextlib.closing(connect(under, key)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("CREATE TABLE filler (c)")  # so that the schema lies behind the pages
        connection.execute("INSERT INTO filler VALUES (zeroblob(?))", (pages * PAGE,))
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql)"
            " VALUES ('table', ?, ?, ?, ?)",
            (
                (f"page_{page}", f"page_{page}", page, f"CREATE TABLE page_{page} {columns}")
                for page in range(2, pages + 1)
            ),
        )
        connection.execute("COMMIT")
