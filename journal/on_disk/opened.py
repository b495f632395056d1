"""A journal's file while it is open: for writing, or only for reading wherever it lies."""

import contextlib
import dataclasses
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from journal.obstacles import (
    DamagedJournal,
    Obstacle,
    has_room,
    obstacle_of,
    refused_by_system,
)
from journal.on_disk.disk_file import LOG, beside, identity_of
from journal.on_disk.driver import Access, SqliteError, connect, make_engine
from journal.on_disk.keys import Key
from journal.on_disk.locking import JournalLock


@dataclass
class Opened:
    """An open file: one pool, seen as two engines that differ in how they BEGIN."""

    path: Path
    reading: Engine
    writing: Engine
    lock: JournalLock | None
    is_read_only: bool
    is_seen_whole: bool = False
    key: Key | None = None
    copy: Path | None = None
    identity: tuple[int, int] | None = None

    @property
    def is_in_place(self) -> bool:
        """Whether the open file is still the one at its path.

        One that was moved, deleted or replaced takes what is written, and nobody finds it again.
        """
        return self.identity is None or self.identity == identity_of(self.path)

    def let_go(self) -> None:
        """Release the lock and keep the file open."""
        if self.lock is not None:
            self.lock.release()

    def close(self, *, is_damaged: bool = False) -> None:
        """Close the pool, release the lock, remove a temporary copy.

        The last to close takes the log into the file; of a damaged one it stays beside it.
        """
        with _looked_at(self.path, self.key) if is_damaged else contextlib.nullcontext():
            self.reading.dispose()
        self.let_go()
        if self.copy is not None:
            shutil.rmtree(self.copy, ignore_errors=True)


@contextmanager
def _looked_at(path: Path, key: Key | None) -> Iterator[None]:
    """Meanwhile nobody is the last to close: one that may not write is the last, and takes
    nothing in."""
    try:
        looking = connect(path, key, Access.READ)
    except SqliteError:  # it cannot be opened any more, and so not be written to either
        yield
        return
    with contextlib.closing(looking):
        with contextlib.suppress(SqliteError):
            looking.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        yield


def can_write(path: Path) -> bool:
    """Whether the file itself may be written to."""
    try:
        with path.open("r+b"):
            return True
    except OSError:
        return False


def opened_with(
    path: Path, lock: JournalLock | None, key: Key | None, access: Access, *, is_writable: bool
) -> Opened:
    """Open with these rights; nothing is asked of the file yet."""
    engine = make_engine(path, key, access, is_writable=is_writable)
    writing = engine.execution_options(begins="BEGIN IMMEDIATE")
    return Opened(path, engine, writing, lock, is_read_only=not is_writable, key=key)


def opened_to_read(path: Path, lock: JournalLock | None, key: Key | None) -> Opened:
    """Open for reading only, also where SQLite can make no file of its own, or has no room.

    A write-ahead log that was left there would be passed over with `immutable`, and with it the
    newest entries; then a copy of both files is read instead.
    """
    if can_write(path) and os.access(path.parent, os.W_OK) and has_room(path):
        # Only asked questions, but with the right to clear away the log files when it closes.
        return opened_with(path, lock, key, Access.WRITE, is_writable=False)
    opened = opened_with(path, lock, key, Access.READ, is_writable=False)
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
    log = beside(path, LOG)
    if not log.exists() or not log.stat().st_size:
        return opened_with(path, lock, key, Access.AS_IT_LIES, is_writable=False)
    folder = _copied(path, log)
    opened = opened_with(folder / path.name, lock, key, Access.WRITE, is_writable=True)
    return dataclasses.replace(opened, is_read_only=True, copy=folder)


def _copied(*files: Path) -> Path:
    """A folder of this user alone with copies of the files. Raises CannotSave."""
    folder = None
    try:
        folder = Path(tempfile.mkdtemp(prefix="tidemark-"))
        for file in files:
            shutil.copy(file, folder / file.name)
    except OSError as error:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        raise refused_by_system(files[0], error) from None
    return folder
