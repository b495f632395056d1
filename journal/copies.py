"""A copy of an open journal in one new file, read whole before it takes its name."""

import contextlib
import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from journal.driver import SqliteError, connect
from journal.keys import Key
from journal.obstacles import CannotSave, DamagedJournal, Obstacle, obstacle_in


def copy_whole(reading: Engine, path: Path, to: Path, key: Key | None) -> None:
    """Copy the journal at `path` to `to`, which is replaced only by a copy that is whole.

    The copy holds what was saved up to now, in one file without a log beside it, readable by its
    owner alone; that of an encrypted journal opens with the same passphrase. Raises CannotSave,
    or DamagedJournal when the journal itself cannot be read whole.
    """
    half = to.with_name(f".{to.name}.part")
    raw = reading.raw_connection()
    try:
        half.unlink(missing_ok=True)
        # Made here, since SQLite makes files that others may read; it takes an empty one.
        os.close(os.open(half, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        raw.cursor().execute("VACUUM INTO ?", (str(half),))
        _refuse_unsound(half, path, key)
        _put_on_disk(half)
        half.replace(to)
    except OSError:
        raise CannotSave(to, Obstacle.OTHER) from None
    except SqliteError as error:
        found = obstacle_in(to, str(error))
        if found.obstacle is Obstacle.DAMAGED:
            raise DamagedJournal(path) from error
        raise found from error
    finally:
        raw.close()
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)


def _refuse_unsound(copied: Path, path: Path, key: Key | None) -> None:
    if not is_sound(copied, key):
        raise DamagedJournal(path)


def _put_on_disk(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def is_sound(path: Path, key: Key | None) -> bool:
    """Whether every page of a file can be read and fits the others. Writes nothing."""
    try:
        with contextlib.closing(connect(path, key, asks="mode=ro&immutable=1")) as connection:
            return _is_whole(connection, is_encrypted=key is not None)
    except SqliteError:
        return False


def _is_whole(connection: Any, *, is_encrypted: bool) -> bool:
    if is_encrypted and connection.execute("PRAGMA cipher_integrity_check").fetchall():
        return False
    return bool(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
