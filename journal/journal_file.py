"""The file under a journal: its lock, its pragmas, and what can be wrong with it.

The one SQLite driver is sqlcipher3. Transactions are explicit (`isolation_level = None` and a
BEGIN of our own), because the driver's legacy mode lets a CREATE TABLE survive a rollback.
"""

import contextlib
import os
import shutil
import stat
import tempfile
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import quote

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlite

APPLICATION_ID = 0x54494445
"""Marks an SQLite file as a journal: "TIDE" in ASCII, in the header's application id."""

SCHEMA_VERSION = 2
"""How many migration steps this version of the program knows; a test holds it to them."""

BUSY_SECONDS = 5.0
_HEADER = b"SQLite format 3\x00"
_HEADER_BYTES = 100
"""In which the schema version stands at 60 and the application id at 68."""


class JournalError(Exception):
    """Something stands between the person and the journal at `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


class NoJournal(JournalError):
    """There is no file at the path, or it cannot be read."""


class NotAJournal(JournalError):
    """The file is something else."""


class DamagedJournal(JournalError):
    """The file was a journal and cannot be read whole."""


class JournalInUse(JournalError):
    """Another window or command has the journal open for writing."""


class AlreadyThere(JournalError):
    """A new journal would overwrite a file."""


class CannotMake(JournalError):
    """A new file cannot be made there."""


class OlderJournal(JournalError):
    """An older file that cannot be brought up to date where it lies."""


class NewerJournal(JournalError):
    """A newer version of the program made the file."""

    def __init__(self, path: Path, found: int) -> None:
        super().__init__(path)
        self.found = found


class Obstacle(StrEnum):
    """Why a write did not happen."""

    READ_ONLY = "read-only"
    FULL = "full"
    BUSY = "busy"
    DAMAGED = "damaged"
    OTHER = "other"


class CannotSave(JournalError):
    """A write was refused by the file; nothing was changed."""

    def __init__(self, path: Path, obstacle: Obstacle) -> None:
        super().__init__(path)
        self.obstacle = obstacle


@dataclass
class Opened:
    """An open file: one pool, seen as two engines that differ in how they BEGIN."""

    path: Path
    reading: Engine
    writing: Engine
    lock: FileLock | None
    is_read_only: bool
    copy: Path | None = None

    def close(self) -> None:
        """Close the pool, release the lock, remove a temporary copy."""
        self.reading.dispose()
        if self.lock is not None:
            self.lock.release()
        if self.copy is not None:
            shutil.rmtree(self.copy, ignore_errors=True)


def create_file(path: Path) -> Opened:
    """Make an empty journal, readable by its owner alone."""
    if path.exists() or path.is_symlink():
        raise AlreadyThere(path)
    half = path.with_name(f".{path.name}-{uuid.uuid4().hex}.part")
    try:
        os.close(os.open(half, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _mark(half)
        making = _opened(half, None, mode="rw")
        try:
            _bring_up_to_date(making)
        finally:
            making.close()  # the last to close, so that the log is taken in and removed
        move_new(half, path)
    except FileExistsError:
        raise AlreadyThere(path) from None
    except (OSError, sqlite.Error, DBAPIError):
        raise CannotMake(path) from None
    finally:
        remove(half)
    return open_file(path)


def move_new(half: Path, path: Path) -> None:
    """Give a finished file its name, never in place of another. Raises OSError."""
    try:
        os.link(half, path)
    except FileExistsError:
        raise
    except OSError:  # such as a memory stick, whose file system has no links
        if path.exists():
            raise FileExistsError(path) from None
        half.rename(path)


def remove(path: Path) -> None:
    """Remove a journal and what SQLite and the lock leave beside it."""
    for ending in ("", "-wal", "-shm", "-journal", ".lock"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def open_file(path: Path, *, to_read: bool = False) -> Opened:
    """Open a journal for writing where that is possible, else for reading."""
    _look_at_header(path)
    path = path.resolve()  # SQLite's log and our lock lie beside the file, not beside a link to it
    lock = None if to_read else _take_lock(path)
    is_writable = lock is not None and _can_write(path)
    opened = _opened(path, lock, mode="rw") if is_writable else _opened_to_read(path, lock)
    try:
        found = _version(opened)
        if found < SCHEMA_VERSION:
            if opened.is_read_only:
                raise OlderJournal(path)
            _keep_copy(opened, found)
            _bring_up_to_date(opened)
    except BaseException as error:
        opened.close()
        if isinstance(error, DBAPIError):
            raise obstacle_or_damage(path, error) from error
        if isinstance(error, UnicodeError):  # from the driver, over the names of damaged tables
            raise DamagedJournal(path) from error
        raise
    return opened


def obstacle_or_damage(path: Path, error: DBAPIError) -> JournalError:
    """What an error while opening means."""
    obstacle = obstacle_of(path, error)
    return DamagedJournal(path) if obstacle.obstacle is Obstacle.DAMAGED else obstacle


def obstacle_of(path: Path, error: DBAPIError) -> CannotSave:
    """What an error while writing means: SQLite's own words decide."""
    return _obstacle(path, str(error.orig))


def _obstacle(path: Path, words: str) -> CannotSave:
    known = {
        "full": Obstacle.FULL,
        "readonly": Obstacle.READ_ONLY,
        "read-only": Obstacle.READ_ONLY,
        "locked": Obstacle.BUSY,
        "malformed": Obstacle.DAMAGED,
        "not a database": Obstacle.DAMAGED,
        "could not decode": Obstacle.DAMAGED,
    }
    found = (obstacle for word, obstacle in known.items() if word in words.lower())
    return CannotSave(path, next(found, Obstacle.OTHER))


def _look_at_header(path: Path) -> None:
    """Refuse another program's file before anything is made beside it."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotAJournal(path)
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except (OSError, ValueError):
        raise NoJournal(path) from None
    if not header.startswith(_HEADER):
        raise NotAJournal(path)
    if len(header) == _HEADER_BYTES:
        version, mark = (int.from_bytes(header[at : at + 4], "big") for at in (60, 68))
        if mark != APPLICATION_ID:
            raise NotAJournal(path)
        if version > SCHEMA_VERSION:
            raise NewerJournal(path, version)


def _take_lock(path: Path) -> FileLock | None:
    """The lock beside the journal, or None where no file can be made beside it."""
    # Not of one thread alone: a journal is opened on a worker and closed by its window.
    lock = FileLock(path.with_name(path.name + ".lock"), timeout=0, mode=0o600, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise JournalInUse(path) from None
    except OSError:
        return None
    return lock


def _can_write(path: Path) -> bool:
    try:
        with path.open("r+b"):
            return True
    except OSError:
        return False


def _opened(
    path: Path, lock: FileLock | None, *, mode: str, asks: str = "", asks_only: bool = False
) -> Opened:
    is_writable = mode == "rw" and not asks_only
    engine = _engine(path, f"mode={mode}{asks}", is_writable=is_writable)
    writing = engine.execution_options(begins="BEGIN IMMEDIATE")
    return Opened(path, engine, writing, lock, is_read_only=not is_writable)


def _opened_to_read(path: Path, lock: FileLock | None) -> Opened:
    """Open for reading only, also on a folder where SQLite can make no file of its own.

    A write-ahead log that was left there would be passed over with `immutable`, and with it the
    newest entries; then a copy of both files is read instead.
    """
    if _can_write(path) and os.access(path.parent, os.W_OK):
        # Only asked questions, but with the right to clear away the log files when it closes.
        return _opened(path, lock, mode="rw", asks_only=True)
    opened = _opened(path, lock, mode="ro")
    try:
        with opened.reading.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one()
    except DBAPIError as error:
        opened.reading.dispose()
        if obstacle_of(path, error).obstacle is Obstacle.DAMAGED:
            opened.close()
            raise DamagedJournal(path) from error
    else:
        return opened
    log = path.with_name(path.name + "-wal")
    if not log.exists() or not log.stat().st_size:
        return _opened(path, lock, mode="ro", asks="&immutable=1")
    folder = Path(tempfile.mkdtemp(prefix="tidemark-"))
    for file in (path, log):
        shutil.copy(file, folder / file.name)
    opened = _opened(folder / path.name, lock, mode="rw")
    return Opened(path, opened.reading, opened.writing, lock, is_read_only=True, copy=folder)


def _engine(path: Path, asks: str, *, is_writable: bool) -> Engine:
    uri = f"file:{quote(str(path.absolute()))}?{asks}"

    def connect() -> Any:
        connection = sqlite.connect(
            uri, uri=True, check_same_thread=False, timeout=BUSY_SECONDS, isolation_level=None
        )
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
        return connection

    engine = create_engine("sqlite://", module=sqlite, creator=connect, poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    begins = connection.get_execution_options().get("begins")
    connection.exec_driver_sql(begins or "BEGIN")
    if begins:
        # Links are checked at the commit: the order in which rows are flushed knows no links.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


def _version(opened: Opened) -> int:
    """The schema version of a journal, after asking whether it is one."""
    with opened.reading.connect() as connection:
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        if mark != APPLICATION_ID:
            raise NotAJournal(opened.path)
        if found > SCHEMA_VERSION:
            raise NewerJournal(opened.path, found)
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one()
    return found


def _mark(path: Path) -> None:
    """Make an empty file an SQLite file that says it is a journal."""
    with contextlib.closing(sqlite.connect(str(path), isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _bring_up_to_date(opened: Opened) -> None:
    from journal.migrations import migrate  # Alembic takes a while to load and is rarely needed

    migrate(opened.writing)


def _keep_copy(opened: Opened, version: int) -> None:
    """Keep the file as it was, beside it, before its tables are changed."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    name = f"{opened.path.stem} before upgrade from {version}, {stamp}{opened.path.suffix}"
    kept = opened.path.with_name(name)
    half = kept.with_name(kept.name + ".part")
    raw = opened.reading.raw_connection()
    try:
        half.unlink(missing_ok=True)
        raw.cursor().execute("VACUUM INTO ?", (str(half),))
        half.chmod(0o600)
        with contextlib.closing(sqlite.connect(str(half))) as copied:
            (state,) = copied.execute("PRAGMA integrity_check").fetchone()
        if state != "ok":
            raise DamagedJournal(opened.path)
        half.replace(kept)
    except OSError:
        raise CannotSave(opened.path, Obstacle.OTHER) from None
    except sqlite.Error as error:
        raise _obstacle(opened.path, str(error)) from error
    finally:
        raw.close()
        half.unlink(missing_ok=True)
