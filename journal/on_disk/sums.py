"""A sum for every row of a journal, so that a changed byte is never believed.

SQLite keeps no sums over its pages: a digit that has become another digit is read as if it had been
entered. So each row of each table has a sum in a table of its own, taken over the row's values as
they are stored, and one over the version and the definitions of the tables. Sums are brought up to
date in the transaction of the change, whatever made the change: temporary triggers note the rows
that a connection touches. They are checked whenever a journal is opened or a copy of it is made.

A sum says that a row is what was written. It is no signature: who may write to the file may write
sums as well.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from itertools import repeat
from typing import Any

from journal.on_disk.driver import SqliteError

TABLE = "sums"

SINCE = 5
"""The version of the tables from which on a journal has sums."""

DEFINITIONS = "sqlite_schema"
"""The kind under which the sum over the version and the definitions of the tables stands."""

_BYTES = 8
_BETWEEN = "\x1f"
_NEXT_ROW = f"]{_BETWEEN}["
"""Never within a text: JSON writes what is no printable ASCII as an escape."""

_AT_ONCE = 2_000

# The form of these texts is for ever: a sum that was written has to be found again by any later
# version. JSON of ASCII alone is the same in every Python; `repr` and `marshal` are not.
_as_json = json.JSONEncoder(ensure_ascii=True, separators=(_BETWEEN, ":")).encode


class NoSum(Exception):
    """A row holds what no row that was written holds, such as bytes where a text belongs."""


def sum_of(row: Mapping[str, Any]) -> bytes:
    """The sum of a row, from its stored values by the names of its columns. Raises NoSum.

    >>> sum_of({"id": "a", "total": 7.5}).hex()
    '191b773ee9ac3083'
    >>> sum_of({"total": 7.5, "id": "a"}) == sum_of({"id": "a", "total": 7.5})
    True
    """
    (found,) = _sums([[row[name] for name in sorted(row)]])
    return found


def key_of(values: Iterable[Any]) -> str:
    """What names a row among those of its table, from the values of its primary key.

    >>> key_of((7,)), key_of(("daily", "2026-01-10"))
    ('7', 'daily 2026-01-10')
    """
    return " ".join(map(str, values))


def fit(connection: Any) -> bool:
    """Whether every row has its sum, every sum its row, and each fits the other.

    Asked in one view of the file, of a connection of the driver. A journal from before there were
    sums has none that could be wrong. 50 ms for ten years of entries.
    """
    with _one_view(connection):
        try:
            return _fit(connection)
        except NoSum:
            return False
        except SqliteError as error:
            if "could not decode" in str(error).lower():  # bytes that are no text
                return False
            raise


def follow(connection: Any) -> None:
    """Note from now on which rows this connection touches, until it is closed.

    For a transaction of it that has begun; there is nothing to do in a journal without sums.
    """
    found = connection.execute("SELECT 1 FROM temp.sqlite_schema WHERE name = 'touched'")
    if found.fetchone() or not _has_sums(connection):
        return
    connection.execute("PRAGMA recursive_triggers = ON")  # so that REPLACE tells what it takes out
    connection.execute("CREATE TEMP TABLE touched (kind, row, PRIMARY KEY (kind, row))")
    connection.execute("CREATE TEMP TABLE gone (kind, record_id, PRIMARY KEY (kind, record_id))")
    for table in _tables(connection):
        new = f"INSERT OR IGNORE INTO touched VALUES ('{table}', new.rowid);"  # noqa: S608
        key = _key(connection, table, "old")
        old = f"INSERT OR IGNORE INTO gone VALUES ('{table}', {key});"  # noqa: S608
        for event, body in (("INSERT", new), ("UPDATE", old + new), ("DELETE", old)):
            connection.execute(
                f'CREATE TEMP TRIGGER "{table} {event}" AFTER {event} ON main."{table}"'
                f" BEGIN {body} END"
            )


def bring_up_to_date(connection: Any) -> None:
    """Write the sums of the rows that were touched, within the transaction that touched them."""
    found = connection.execute("SELECT 1 FROM temp.sqlite_schema WHERE name = 'touched'")
    if not found.fetchone():
        return
    gone = connection.execute("SELECT kind, record_id FROM gone").fetchall()
    connection.executemany("DELETE FROM sums WHERE kind = ? AND record_id = ?", gone)
    for (table,) in connection.execute("SELECT DISTINCT kind FROM touched").fetchall():
        _write(connection, table, "WHERE rowid IN (SELECT row FROM touched WHERE kind = ?)", table)
    connection.execute("DELETE FROM gone")
    connection.execute("DELETE FROM touched")


def write_all(connection: Any) -> None:
    """Write every sum anew, as after a change of the tables; nothing in a journal without sums."""
    if not _has_sums(connection):
        return
    connection.execute("DELETE FROM sums")
    for table in _tables(connection):
        _write(connection, table)
    connection.execute(
        "INSERT INTO sums VALUES (?, '', ?)", (DEFINITIONS, _sum_of_definitions(connection))
    )


@contextmanager
def kept(connection: Any) -> Iterator[None]:
    """A transaction of a connection outside any pool, which keeps the sums of what it changes."""
    connection.execute("BEGIN IMMEDIATE")
    follow(connection)
    yield
    bring_up_to_date(connection)
    connection.execute("COMMIT")


@contextmanager
def _one_view(connection: Any) -> Iterator[None]:
    """Else another program's writing between two questions would look like damage."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _fit(connection: Any) -> bool:
    if not _has_sums(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return bool(version < SINCE)
    asked = "SELECT sum FROM sums WHERE kind = ?"
    if connection.execute(asked, (DEFINITIONS,)).fetchall() != [(_sum_of_definitions(connection),)]:
        return False  # and it would not be certain that the tables can be asked
    rows = 1
    for table in _tables(connection):
        asked = "SELECT record_id, sum FROM sums WHERE kind = ?"
        written = dict(connection.execute(asked, (table,)).fetchall())  # quicker than a join
        found: dict[str, bytes] = {}
        before = rows
        for keys, sums in _summed(connection, table):
            found.update(zip(keys, sums, strict=True))
            rows += len(keys)
        if found != written or len(found) != rows - before:  # or one row stands there twice
            return False
    (sums,) = connection.execute("SELECT count(*) FROM sums").fetchone()
    return bool(sums == rows)


def _write(connection: Any, table: str, which: str = "", *values: str) -> None:
    for keys, sums in _summed(connection, table, which, *values):
        connection.executemany(
            "INSERT OR REPLACE INTO sums VALUES (?, ?, ?)",
            zip(repeat(table), keys, sums, strict=False),
        )


def _summed(
    connection: Any, table: str, which: str = "", *values: str
) -> Iterator[tuple[list[str], list[bytes]]]:
    """The keys of rows, and what their sums should be; many at once."""
    asked = f'SELECT {_key(connection, table, table)}, {_columns(connection, table)} FROM "{table}"'  # noqa: S608
    found = connection.execute(f"{asked} {which}", values)
    while many := found.fetchmany(_AT_ONCE):
        yield [row[0] for row in many], _sums([row[1:] for row in many])


def _sums(rows: Sequence[Sequence[Any]]) -> list[bytes]:
    """The sum of each row, from its values; all at once, since that takes a third of the time."""
    try:
        texts = _as_json(rows)[2:-2].split(_NEXT_ROW)
    except TypeError:
        raise NoSum from None
    return [blake2b(text.encode("ascii"), digest_size=_BYTES).digest() for text in texts]


def _sum_of_definitions(connection: Any) -> bytes:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    asked = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
    said = [value for row in connection.execute(asked) for value in row]
    (found,) = _sums([[version, *said]])
    return found


def _has_sums(connection: Any) -> bool:
    return "sum" in _described(connection, TABLE)


def _tables(connection: Any) -> list[str]:
    """Every table that is the journal's own."""
    asked = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    found = [name for (name,) in connection.execute(asked)]
    return [name for name in found if name != TABLE and not name.startswith("sqlite_")]


def _described(connection: Any, table: str) -> dict[str, int]:
    """The columns of a table, and the place of each in the primary key; 0 is none."""
    found = connection.execute(f'PRAGMA table_info("{table}")')
    return {column[1]: column[5] for column in found}


def _columns(connection: Any, table: str) -> str:
    return ", ".join(f'"{table}"."{name}"' for name in sorted(_described(connection, table)))


def _key(connection: Any, table: str, row: str) -> str:
    """As `key_of`, in the words of SQLite."""
    places = {place: name for name, place in _described(connection, table).items() if place}
    key = " || ' ' || ".join(f'"{row}"."{places[place]}"' for place in sorted(places))
    return f"CAST({key} AS TEXT)"
