"""The one door to SQLite: connections to a journal file, plain or encrypted.

The driver is sqlcipher3, which serves both. Transactions are explicit (`isolation_level = None`
and a BEGIN of our own), because the driver's legacy mode lets a CREATE TABLE survive a rollback.
"""

import os
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2 as sqlite

from journal.on_disk.keys import Key

APPLICATION_ID = 0x54494445
"""Marks an SQLite file as a journal: "TIDE" in ASCII, in the header's application id."""

BUSY_SECONDS = 5.0

SqliteError = sqlite.Error
"""What the driver itself raises, outside SQLAlchemy."""

_STATEMENTS: LRUCache[Any, Any] = LRUCache(500)
"""Statements that were put into SQL once: the same for every journal that is opened."""


class Access(StrEnum):
    """How SQLite takes a file: the parameters of its address."""

    WRITE = "mode=rw"
    READ = "mode=ro"
    AS_IT_LIES = "mode=ro&immutable=1"
    """Without the log beside it, and without a lock."""


def connect(path: Path, key: Key | None = None, access: Access = Access.WRITE) -> Any:
    """A connection of the driver.

    A key that does not fit shows only at the first query, as damage would.
    """
    # By its bytes: a file's name need not be text.
    uri = f"file:{quote(os.fsencode(path.absolute()))}?{access}"
    connection = sqlite.connect(
        uri, uri=True, check_same_thread=False, timeout=BUSY_SECONDS, isolation_level=None
    )
    if key is not None:
        # Its own log goes to standard error and speaks of pages, which helps nobody there.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(key.pragma)
    # What is too large to sort in memory would else lie in a file in clear.
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def make_engine(path: Path, key: Key | None, access: Access, *, is_writable: bool) -> Engine:
    """A pool of connections to a journal, each with the pragmas that a journal needs.

    Without `is_writable` no record is ever written, even where the access would allow it.
    """

    def connected() -> Any:
        connection = connect(path, key, access)
        try:
            _set_up(connection, is_writable=is_writable)
        except BaseException:
            connection.close()  # or it would hold SQLite's own files until it is collected
            raise
        return connection

    pattern = _pattern()
    pool = QueuePool(connected, dialect=pattern.dialect)
    shared = {"compiled_cache": _STATEMENTS}
    engine = Engine(pool, pattern.dialect, pattern.url, execution_options=shared)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, *, is_writable: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    if not is_writable:
        connection.execute("PRAGMA query_only = ON")
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    if is_writable and mark == APPLICATION_ID:
        # Asked only of a journal, since it rewrites the header of whatever file this is.
        # Network and synced folders refuse WAL; SQLite then stays with its own safe journal.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")


@cache
def _pattern() -> Engine:
    """An engine that has asked the driver, once, what this SQLite can do."""
    pattern = create_engine("sqlite://", module=sqlite)
    pattern.connect().close()
    pattern.dispose()
    return pattern


def _begin(connection: Connection) -> None:
    begins = connection.get_execution_options().get("begins")
    connection.exec_driver_sql(begins or "BEGIN")
    if begins:
        # Links are checked at the commit: the order in which rows are flushed knows no links.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
