"""What SQLite can do in a folder, tried with an empty file that is gone again at once.

Asked before a folder is blamed: a lock that is refused may be held by another program, and a copy
of a journal has no write-ahead log because it was made without one.
"""

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from journal.obstacles import has_room
from journal.on_disk.driver import SqliteError, connect


@dataclass(frozen=True)
class Allowed:
    """Whether files can be locked in a folder, and whether one can have a write-ahead log."""

    locks: bool
    log: bool


def allowed_in(folder: Path) -> Allowed | None:
    """What a folder allows; None where nothing can be tried in it."""
    try:
        number, name = tempfile.mkstemp(prefix=".tidemark-", dir=folder)
    except OSError:
        return None
    os.close(number)
    try:
        return _tried(Path(name)) if has_room(Path(name)) else None
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError):
                Path(name + ending).unlink(missing_ok=True)


def _tried(file: Path) -> Allowed:
    with contextlib.closing(connect(file)) as connection:
        connection.execute("PRAGMA busy_timeout = 0")  # nobody else knows the file
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except SqliteError:
            return Allowed(locks=False, log=False)
        try:
            (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
            connection.execute("CREATE TABLE tried (it)")
        except SqliteError:
            return Allowed(locks=True, log=False)
        return Allowed(locks=True, log=mode == "wal")
