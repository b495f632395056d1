"""The file under a journal: made, opened once it was seen to be whole, and brought up to date."""

import contextlib
import os
import stat
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from journal import owner_only
from journal.obstacles import (
    AlreadyThere,
    CannotMake,
    CannotSave,
    DamagedJournal,
    JournalError,
    JournalInUse,
    Locked,
    NewerJournal,
    NoJournal,
    NoLocks,
    NotAJournal,
    Obstacle,
    OlderJournal,
    WrongPassphrase,
    has_room,
    obstacle_in,
    obstacle_or_damage,
    refused_by_system,
)
from journal.on_disk.copies import (
    LONGEST_NAME,
    copy_whole,
    folder_of_copies,
    free_copy,
    remove_unfinished,
)
from journal.on_disk.disk_file import LOG, beside, identity_of, move_new, remove, traces
from journal.on_disk.driver import APPLICATION_ID, Access, SqliteError, connect
from journal.on_disk.first_look import has_remains, refuse_damaged
from journal.on_disk.folder_trial import allowed_in
from journal.on_disk.keys import (
    PLAIN_HEADER,
    Key,
    Secret,
    derive,
    fits,
    looks_encrypted,
    new_key,
    salt_of,
)
from journal.on_disk.locking import JournalLock, take_lock
from journal.on_disk.opened import Opened, can_write, opened_to_read, opened_with
from journal.on_disk.sums import NoSum

SCHEMA_VERSION = 5
"""How many migration steps this version of the program knows; a test holds it to them."""

_HEADER_BYTES = 100
"""In which the schema version stands at 60 and the application id at 68."""


def create_file(path: Path, passphrase: Secret | None = None) -> Opened:
    """Make an empty journal, readable by its owner alone; encrypted where there is a passphrase.

    A key instead of a passphrase is used as it is, as for another copy of a journal.
    """
    if len(os.fsencode(path.name)) > LONGEST_NAME:
        raise CannotMake(path, is_too_long=True)
    if _is_taken(path):
        raise AlreadyThere(path)
    half = path.with_name(f".{uuid.uuid4().hex}.part")
    key = new_key(passphrase) if isinstance(passphrase, str) else passphrase
    try:
        os.close(os.open(half, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _mark(half, key)
        making = opened_with(half, None, key, Access.WRITE, is_writable=True)
        try:
            _bring_up_to_date(making)
        finally:
            making.close()  # the last to close, so that the log is taken in and removed
        if beside(half, LOG).exists():
            raise CannotMake(path, is_full=True)  # there was no room to take it in
        move_new(half, path)
    except FileExistsError:
        raise AlreadyThere(path) from None
    except (OSError, SqliteError, DBAPIError) as error:
        raise CannotMake(path, is_full=_is_full(half, error)) from None
    finally:
        with contextlib.suppress(OSError):
            remove(half)
    return open_file(path, passphrase)


def _is_full(path: Path, error: Exception) -> bool:
    if isinstance(error, OSError):
        return refused_by_system(path, error).obstacle is Obstacle.FULL
    words = str(error.orig if isinstance(error, DBAPIError) else error)
    return obstacle_in(path, words).obstacle is Obstacle.FULL


def _is_taken(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError:  # a path that is too long, say
        raise CannotMake(path) from None


def open_file(
    path: Path,
    passphrase: Secret | None = None,
    *,
    to_read: bool = False,
    takes_over: bool = False,
) -> Opened:
    """Open a journal for writing where that is possible, else for reading.

    A passphrase for a journal that is not encrypted is passed over.
    """
    key = key_of(path, passphrase)
    path = path.resolve()  # SQLite's log and our lock lie beside the file, not beside a link to it
    lock = None if to_read else take_lock(path, takes_over=takes_over)
    try:
        is_whole = _seen_whole(path, key, lock)
        is_writable = lock is not None and can_write(path) and has_room(path)
        if is_writable:  # SQLite makes its log with the rights of the file
            for one in (path, *traces(path)):
                owner_only.keep_from_others(one)
        opened = (
            opened_with(path, lock, key, Access.WRITE, is_writable=True)
            if is_writable
            else opened_to_read(path, lock, key)
        )
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    try:
        found = _version(opened)
        if is_writable:
            remove_unfinished(path)
        if found < SCHEMA_VERSION:
            if opened.is_read_only:
                raise OlderJournal(path) if has_room(path) else CannotSave(path, Obstacle.FULL)
            _keep_copy(opened, found)
            _bring_up_to_date(opened)
        opened.identity = identity_of(path)
        opened.is_seen_whole = is_whole and found == SCHEMA_VERSION
    except BaseException as error:
        opened.close()
        refused = _refusal(path, error)
        if refused is None:
            raise
        raise refused from error
    return opened


def _refusal(path: Path, error: BaseException) -> JournalError | None:
    """What an error of the driver or over the sums says of the file; None for any other."""
    if isinstance(error, DBAPIError):
        return _locks_or(path, obstacle_or_damage(path, error))
    if isinstance(error, SqliteError):
        found = obstacle_in(path, str(error))
        is_damage = found.obstacle is Obstacle.DAMAGED
        return DamagedJournal(path) if is_damage else _locks_or(path, found)
    # The first is from the driver, over the names of damaged tables.
    return DamagedJournal(path) if isinstance(error, UnicodeError | NoSum) else None


def _locks_or(path: Path, found: JournalError) -> JournalError:
    """What was found, or that it is the folder: without locks, that looks like another who writes.

    Some that lock files share no memory between programs, as a write-ahead log needs.
    """
    if isinstance(found, CannotSave) and found.obstacle in (Obstacle.BUSY, Obstacle.OTHER):
        allowed = allowed_in(path.parent)
        if allowed is not None and not (allowed.locks and allowed.log):
            return NoLocks(path)
    return found


def _seen_whole(path: Path, key: Key | None, lock: JournalLock | None) -> bool:
    """What `refuse_damaged` says; where it refuses, nothing new is left beside the journal."""
    before = traces(path)
    try:
        return refuse_damaged(path, key)
    except DamagedJournal:
        with contextlib.suppress(JournalInUse, OSError):
            alone = lock or take_lock(path)  # or what is removed might be another's
            if alone is not None:
                for one in traces(path) - before:
                    one.unlink(missing_ok=True)
                if alone is not lock:
                    alone.release()
        raise


def key_of(path: Path, passphrase: Secret | None) -> Key | None:
    """The key of a journal's file, once it has been seen to fit; None for a plain one.

    Raises NoJournal, NotAJournal, NewerJournal, Locked, WrongPassphrase.
    """
    if not _look_at_header(path):
        return None
    if passphrase is None:
        raise Locked(path)
    try:
        key = passphrase if isinstance(passphrase, Key) else derive(passphrase, salt_of(path))
        if fits(path, key):
            return key
    except OSError:
        raise NoJournal(path) from None
    raise WrongPassphrase(path)


def _look_at_header(path: Path) -> bool:
    """Whether the file is encrypted; another program's is refused before one is made beside it."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotAJournal(path)
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
        version, mark = (int.from_bytes(header[at : at + 4], "big") for at in (60, 68))
        is_plain = header.startswith(PLAIN_HEADER)
        is_marked = is_plain and (len(header) < _HEADER_BYTES or mark == APPLICATION_ID)
        if not is_marked and has_remains(path):
            raise DamagedJournal(path)
        is_encrypted = not is_plain and looks_encrypted(path)
    except (OSError, ValueError):
        raise NoJournal(path) from None
    if is_encrypted:
        return True
    if not is_marked:
        raise NotAJournal(path)
    if len(header) == _HEADER_BYTES and version > SCHEMA_VERSION:
        raise NewerJournal(path, version)
    return False


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock of a journal that is not open here, so that nobody opens it meanwhile.

    Raises JournalInUse, or CannotSave where no lock can be made.
    """
    lock = take_lock(path.resolve())
    if lock is None:
        raise CannotSave(path, Obstacle.READ_ONLY)
    try:
        yield
    finally:
        lock.release()


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


def _mark(path: Path, key: Key | None) -> None:
    """Make an empty file an SQLite file that says it is a journal."""
    with contextlib.closing(connect(path, key)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _bring_up_to_date(opened: Opened) -> None:
    from journal.on_disk.migrations import (
        migrate,  # Alembic takes a while to load and is rarely needed
    )

    migrate(opened.writing)


def _keep_copy(opened: Opened, version: int) -> None:
    """Keep the file as it was, among its backups, before its tables are changed."""
    folder = folder_of_copies(opened.path)
    try:
        owner_only.folder(folder)
    except OSError as error:
        raise refused_by_system(folder, error) from None
    to = free_copy(folder, opened.path, datetime.now(UTC), f"before upgrade from {version}")
    copy_whole(opened.reading, opened.path, to, opened.key)
