"""A copy of an open journal in one new file, read whole before it takes its name.

Copies lie in one folder beside the journal. Their names say when they were made and why.
"""

import contextlib
import hashlib
import os
import re
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from journal import owner_only
from journal.obstacles import (
    CannotSave,
    DamagedJournal,
    Obstacle,
    obstacle_in,
    refused_by_system,
)
from journal.on_disk import sums
from journal.on_disk.disk_file import ROLLBACK
from journal.on_disk.driver import Access, SqliteError, connect
from journal.on_disk.folder_locks import clearing, is_old, writing_in
from journal.on_disk.keys import Key

_LONGEST = 150
"""Bytes of a journal's name in the names of its copies, which stand in a folder of that name.

File systems take 255 in a name, and SQLite 512 in a whole path.
"""

LONGEST_NAME = 235
"""Bytes of a file's name beside which SQLite and this program can still make theirs."""

_STAMP = "%Y-%m-%d %H%M%SZ"
_NAME = re.compile(r"(\d{4}-\d\d-\d\d \d{6}Z) (.+)")
_BEGUN = re.compile(r"\.(.+?)(?:\.[0-9a-f]{4})?\.part")


def short_stem(path: Path) -> str:
    """A journal's name without its ending, cut where the names made of it would be too long.

    >>> short_stem(Path("mine.tidemark")), short_stem(Path("ü" * 120 + ".tidemark"))[-10:]
    ('mine', 'ü~d2f6dbe5')
    """
    return _cut(path.stem)


def _cut(name: str) -> str:
    """At a letter's end, with a sum of what is left out: two long names stay two."""
    told = os.fsencode(name)
    if len(told) <= _LONGEST:
        return name
    return f"{told[:_LONGEST].decode('utf-8', 'ignore')}~{hashlib.sha256(told).hexdigest()[:8]}"


def folder_of_copies(path: Path) -> Path:
    """Where the copies of a journal lie.

    >>> folder_of_copies(Path("/home/mine.tidemark")).as_posix()
    '/home/mine backups'
    """
    return path.with_name(f"{short_stem(path)} backups")


def copy_name(path: Path, made: datetime, reason: str) -> str:
    """The name of a copy; the names of one journal sort by time.

    >>> copy_name(Path("mine.tidemark"), datetime(2026, 1, 10, 11, tzinfo=UTC), "daily")
    'mine 2026-01-10 110000Z daily.tidemark'
    """
    return f"{short_stem(path)} {made.astimezone(UTC).strftime(_STAMP)} {reason}{path.suffix}"


def free_copy(folder: Path, path: Path, made: datetime, reason: str) -> Path:
    """Where a new copy goes: a second later where one is already, so that none is replaced."""
    while (to := folder / copy_name(path, made, reason)).exists():
        made += timedelta(seconds=1)
    return to


def read_name(path: Path, name: str) -> tuple[datetime, str] | None:
    """When and why a copy of `path` was made; None for a file that is no copy of it.

    >>> read_name(Path("mine.tidemark"), "mine 2026-01-10 110000Z daily.tidemark")
    (datetime.datetime(2026, 1, 10, 11, 0, tzinfo=datetime.timezone.utc), 'daily')
    >>> read_name(Path("mine.tidemark"), "mine too.tidemark")
    """
    first, last = f"{short_stem(path)} ", path.suffix
    if not (name.startswith(first) and name.endswith(last)):
        return None
    found = _NAME.fullmatch(name[len(first) : len(name) - len(last)])
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC), found[2]
    except ValueError:  # digits that are no day or time
        return None


def unfinished(path: Path) -> Path:
    """The name of a file that is being written and has not taken the place of `path` yet.

    Always the same one, for who holds the journal's lock.
    """
    return path.with_name(f".{_short(path)}.part")


def unfinished_alone(path: Path) -> Path:
    """Another such name at each call: two that write a copy at once are not in each other's way."""
    return path.with_name(f".{_short(path)}.{secrets.token_hex(2)}.part")


def _short(path: Path) -> str:
    return path.name if len(os.fsencode(path.name)) <= LONGEST_NAME else _cut(path.name)


def discard_unfinished(path: Path) -> None:
    """Take away what was begun to take the place of `path`, and SQLite's own file beside it.

    Raises OSError.
    """
    discard(unfinished(path))


def discard(half: Path) -> None:
    """Take away a file that was begun, and SQLite's own file beside it. Raises OSError."""
    for one in (half, half.with_name(half.name + ROLLBACK)):
        one.unlink(missing_ok=True)


def remove_unfinished(path: Path, folder: Path | None = None) -> None:
    """Take away what a kill left of a journal or of its copies while they were written.

    The copies are those in its own folder unless another is named; what somebody else is writing
    there is let be. Only for who holds the journal's lock. What cannot be removed stays.
    """
    folder = folder or folder_of_copies(path)
    left = {unfinished(path)}
    with clearing(folder) as is_nobody_writing:
        if is_nobody_writing is not False:
            left |= {one for one in _begun(path, folder) if is_nobody_writing or is_old(one)}
        for half in left:
            with contextlib.suppress(OSError):
                discard(half)


def _begun(path: Path, folder: Path) -> set[Path]:
    try:
        names = {file.name.removesuffix(ROLLBACK) for file in folder.iterdir()}
    except OSError:
        return set()
    begun = [found for name in names if (found := _BEGUN.fullmatch(name)) is not None]
    return {folder / one[0] for one in begun if read_name(path, one[1]) is not None}


def sync_folder(folder: Path) -> None:
    """A rename is on the disk only when its folder is; Windows has no such call."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def copy_whole(reading: Engine, path: Path, to: Path, key: Key | None) -> None:
    """Copy the journal at `path` to `to`, which is replaced only by a copy that is whole.

    The copy holds what was saved up to now, in one file without a log beside it, readable by its
    owner alone; that of an encrypted journal opens with the same passphrase. Raises CannotSave,
    or DamagedJournal when the journal itself cannot be read whole.
    """
    with writing_in(to.parent):
        _copy_whole(reading, path, to, key)


def _copy_whole(reading: Engine, path: Path, to: Path, key: Key | None) -> None:
    half = unfinished_alone(to)
    try:
        raw = reading.raw_connection()
    except SqliteError as error:
        raise obstacle_in(to, str(error)) from error
    try:
        # Made here, since SQLite makes files that others may read; it takes an empty one.
        owner_only.new_file(half)
        # One that only asks refuses this as well, though it changes nothing here.
        (asks_only,) = raw.cursor().execute("PRAGMA query_only").fetchone()
        raw.cursor().execute("PRAGMA query_only = OFF")
        try:
            # By its bytes, as `connect` does.
            raw.cursor().execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(half),))
        finally:
            raw.cursor().execute(f"PRAGMA query_only = {int(asks_only)}")
        if not is_sound(half, key):
            raise _fault(raw.driver_connection, path, to)
        _put_on_disk(half)
        half.replace(to)
        sync_folder(to.parent)
    except OSError as error:
        raise refused_by_system(to, error) from None
    except SqliteError as error:
        found = obstacle_in(to, str(error))
        if found.obstacle is Obstacle.DAMAGED:
            raise DamagedJournal(path) from error
        raise found from error
    finally:
        raw.close()
        with contextlib.suppress(OSError):
            discard(half)


def _fault(reading: Any, path: Path, to: Path) -> CannotSave | DamagedJournal:
    """Whose fault it is that a copy cannot be read: the journal's, or its own drive's."""
    is_of_the_copy = _is_whole(reading, is_encrypted=False)  # its seals were asked in copying
    return CannotSave(to, Obstacle.OTHER) if is_of_the_copy else DamagedJournal(path)


def _put_on_disk(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def is_sound(path: Path, key: Key | None) -> bool:
    """Whether every page of a file can be read and fits the others, and every row its sum.

    Writes nothing.
    """
    try:
        with contextlib.closing(connect(path, key, Access.AS_IT_LIES)) as connection:
            return _is_whole(connection, is_encrypted=key is not None)
    except SqliteError:
        return False


def _is_whole(connection: Any, *, is_encrypted: bool) -> bool:
    if is_encrypted and connection.execute("PRAGMA cipher_integrity_check").fetchall():
        return False
    if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        return False
    return sums.fit(connection)
