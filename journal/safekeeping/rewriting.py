"""A journal's file written anew under another key, or under none, and compared before it counts.

Everything goes along: records, versions, trash, drafts and settings.
"""

import contextlib
import hashlib
import os
from pathlib import Path
from typing import Any

from journal import owner_only
from journal.obstacles import (
    CannotSave,
    DamagedJournal,
    Obstacle,
    obstacle_in,
    refused_by_system,
)
from journal.on_disk.copies import is_sound
from journal.on_disk.disk_file import LOG, beside
from journal.on_disk.driver import APPLICATION_ID, Access, SqliteError, connect
from journal.on_disk.keys import Key


def rewrite(path: Path, key: Key | None, to: Path, new_key: Key | None) -> None:
    """Write the journal at `path` to the new file `to`, which opens with `new_key`.

    The journal must not be open. What a log beside it holds is taken in first; where the disk
    has no room for that, nothing is written. Raises FileExistsError, DamagedJournal where `path`
    cannot be read whole, and CannotSave. What is begun at `to` is taken away again then.
    """
    _take_in_log(path, key)
    try:
        owner_only.new_file(to)
    except FileExistsError:
        raise
    except OSError as error:
        raise refused_by_system(to, error) from None
    try:
        _export(path, key, to, new_key)
        if not is_sound(to, new_key) or _content(path, key) != _content(to, new_key):
            raise DamagedJournal(path)
        with to.open("r+b") as file:
            os.fsync(file.fileno())
    except BaseException as error:
        with contextlib.suppress(OSError):
            to.unlink(missing_ok=True)
            to.with_name(f"{to.name}-journal").unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise refused_by_system(to, error) from None
        if isinstance(error, SqliteError):
            raise _refusal(path, to, error) from error
        raise


def _take_in_log(path: Path, key: Key | None) -> None:
    """Leave no log beside the file: one of the old key would spoil the new file at its opening."""
    log = beside(path, LOG)
    is_busy = 0
    try:
        if log.exists():
            with contextlib.closing(connect(path, key)) as connection:
                is_busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if log.exists() and log.stat().st_size:
            raise CannotSave(path, Obstacle.BUSY if is_busy else Obstacle.FULL)
    except OSError as error:
        raise refused_by_system(path, error) from None
    except SqliteError as error:
        raise _refusal(path, path, error) from error


def _refusal(path: Path, to: Path, error: SqliteError) -> CannotSave | DamagedJournal:
    found = obstacle_in(to, str(error))
    return DamagedJournal(path) if found.obstacle is Obstacle.DAMAGED else found


def _export(path: Path, key: Key | None, to: Path, new_key: Key | None) -> None:
    """SQLCipher's own way; it copies neither the mark nor the version of the tables."""
    given = "" if new_key is None else f"x'{new_key.raw.hex()}{new_key.salt.hex()}'"
    with contextlib.closing(connect(path, key)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute("ATTACH DATABASE ? AS anew KEY ?", (str(to), given))
        connection.execute(f"PRAGMA anew.application_id = {APPLICATION_ID}")
        connection.execute("SELECT sqlcipher_export('anew')")
        connection.execute(f"PRAGMA anew.user_version = {int(version)}")
        connection.execute("DETACH DATABASE anew")


def _content(path: Path, key: Key | None) -> tuple[str, ...]:
    """A digest of each table with its definition, and the version of the tables."""
    with contextlib.closing(connect(path, key, Access.READ)) as connection:
        tables = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        ).fetchall()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return (str(version), *(_digest(connection, name, sql) for name, sql in tables))


def _digest(connection: Any, name: str, sql: str | None) -> str:
    digest = hashlib.sha256(f"{name} {sql}".encode())
    quoted = name.replace('"', '""')
    for row in connection.execute(f'SELECT * FROM "{quoted}" ORDER BY 1, 2'):  # noqa: S608
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
