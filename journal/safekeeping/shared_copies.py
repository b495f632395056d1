"""One computer's copy of a journal in a shared folder: its name, how it is written, how it is read.

A copy is a journal file that bears a seal: who wrote it, a mark of this one writing, and a sum
over all that it holds, for SQLite keeps no sums and half of a copy may look like a whole one. The
seal is a setting, so a copy opens like any journal; half-filled forms are left out of it.
"""

import contextlib
import hashlib
import json
import os
import re
import shutil
import stat
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from journal import owner_only
from journal.obstacles import (
    CannotSave,
    JournalError,
    Locked,
    NewerJournal,
    Obstacle,
    WrongPassphrase,
)
from journal.on_disk import sums
from journal.on_disk.copies import is_sound, short_stem, sync_folder
from journal.on_disk.disk_file import INDEX, LOCK, LOG, ROLLBACK
from journal.on_disk.driver import Access, SqliteError, connect
from journal.on_disk.journal_file import SCHEMA_VERSION, key_of
from journal.on_disk.keys import Key, Secret
from journal.store import Journal

SUFFIX = ".tidemark"
_ID = r"[0-9a-f]{12}"
_COPY = re.compile(rf"(.+) ({_ID}){re.escape(SUFFIX)}")
_CONFLICT = re.compile("conflict", re.IGNORECASE)
_BESIDE = (LOCK, LOG, INDEX, ROLLBACK)
"""Endings of what lies beside a journal that is open."""

_SEAL = "shared copy"
"""The setting that only a copy in a shared folder has."""

_UNSUMMED = ("settings", "drafts", sums.TABLE, "sqlite_sequence")

MOST_BYTES = 1 << 30
"""A larger file is left alone: no journal grows to it."""


class Why(StrEnum):
    """Why a file in the shared folder was left for later."""

    ON_ITS_WAY = "on its way"
    """A syncing program has not brought all of it yet, or it was changed while it was read."""
    DAMAGED = "damaged"
    """It is no whole copy. It may still be on its way."""
    CONFLICT = "conflict"
    """A syncing program put it aside, since two computers wrote one file."""
    OTHER_PASSPHRASE = "other passphrase"  # noqa: S105 - no passphrase
    NEWER = "newer"
    """A newer version of the program wrote it."""
    OTHER_JOURNAL = "other journal"
    NO_COPY = "no copy"
    """A journal that was put there by hand."""
    UNREADABLE = "unreadable"
    """The system does not let it be read, or has no room for a copy of it."""


class LeftForLater(Exception):
    """A file that cannot be joined now."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Seal:
    """Who wrote a copy, under which name; the mark of that one writing; what it held."""

    by: str
    name: str
    token: str
    content: str


def copy_name(journal: Path, computer: str) -> str:
    """The name of a computer's copy.

    >>> copy_name(Path("mine.tidemark"), "0a1b2c3d4e5f")
    'mine 0a1b2c3d4e5f.tidemark'
    """
    return f"{short_stem(journal)} {computer}{SUFFIX}"


def read_copy_name(name: str) -> str | None:
    """The id of the computer whose copy this is; None for any other file.

    >>> read_copy_name("mine 0a1b2c3d4e5f.tidemark")
    '0a1b2c3d4e5f'
    >>> read_copy_name("mine.tidemark"), read_copy_name(".mine 0a1b2c3d4e5f.tidemark")
    (None, None)
    """
    found = _COPY.fullmatch(name)
    return None if found is None or name.startswith((".", "~")) else found[2]


def why_no_copy(name: str) -> Why | None:
    """What a file is that is no copy; None where it has nothing to do with journals.

    >>> why_no_copy(".syncthing.mine 0a1b2c3d4e5f.tidemark.tmp").value
    'on its way'
    >>> why_no_copy("mine 0a1b2c3d4e5f.sync-conflict-20260110-120000-ABCDEFG.tidemark").value
    'conflict'
    >>> why_no_copy("mine 0a1b2c3d4e5f (Ann's conflicted copy 2026-01-10).tidemark").value
    'conflict'
    >>> why_no_copy("mine.tidemark").value, why_no_copy("holiday.jpg")
    ('no copy', None)
    """
    if SUFFIX not in name or name.endswith(_BESIDE):
        return None
    if name.startswith((".", "~")) or not name.endswith(SUFFIX):
        return Why.ON_ITS_WAY
    return Why.CONFLICT if _CONFLICT.search(name) else Why.NO_COPY


def unfinished_copy(to: Path) -> Path:
    """Where a copy is written before it takes its name.

    Syncthing leaves files of this name alone. Where another program sends one on, the other
    computers do not take it for a copy, and it is gone in a moment.
    """
    return to.with_name(f"~syncthing~{to.name}.tmp")


def looks_of(path: Path) -> str:
    """How a file looks from outside; another look means that it was written. Raises OSError."""
    found = path.lstat()
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


# ---- writing ----


def write_copy(journal: Journal, to: Path, private: Path, seal: Seal) -> str:
    """Write a sealed copy of the journal, encrypted alike, in the place of an older one.

    `private` is a folder of this user's own, where it is made and read whole. Returns how the
    file looks. Raises CannotSave and DamagedJournal; what was there before stays then.
    """
    made = private / to.name
    journal.copy_to(made)
    try:
        put_seal(made, journal.key, seal)
    except SqliteError:
        raise CannotSave(made, Obstacle.OTHER) from None
    if not is_sound(made, journal.key):
        raise CannotSave(made, Obstacle.OTHER)
    half = unfinished_copy(to)
    try:
        half.unlink(missing_ok=True)
        owner_only.new_file(half)
        with made.open("rb") as read, half.open("r+b") as written:
            shutil.copyfileobj(read, written)
            written.flush()
            os.fsync(written.fileno())
        half.replace(to)
        sync_folder(to.parent)
        return looks_of(to)
    except OSError:
        raise CannotSave(to, Obstacle.OTHER) from None
    finally:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
            made.unlink(missing_ok=True)


def put_seal(path: Path, key: Key | None, seal: Seal) -> None:
    """Seal a copy, and leave half-filled forms out of it. Raises SqliteError."""
    with contextlib.closing(connect(path, key)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA journal_mode = MEMORY")
        with sums.kept(connection):
            connection.execute("DELETE FROM drafts")
            connection.execute("DELETE FROM settings WHERE name = ?", (_SEAL,))
            values = {
                "by": seal.by,
                "name": seal.name,
                "token": seal.token,
                "content": seal.content,
                "sum": _sum(connection),
            }
            connection.execute(
                "INSERT INTO settings (name, value) VALUES (?, ?)", (_SEAL, json.dumps(values))
            )


def bears_seal(path: Path, key: Key | None) -> bool:
    """Whether a journal is a copy made for a shared folder. Raises SqliteError."""
    with contextlib.closing(connect(path, key, Access.AS_IT_LIES)) as connection:
        return _seal_in(connection) is not None


def _seal_in(connection: Any) -> str | None:
    asked = "SELECT value FROM settings WHERE name = ?"
    row: tuple[str] | None = connection.execute(asked, (_SEAL,)).fetchone()
    return None if row is None else row[0]


def break_seal(path: Path, key: Key | None) -> None:
    """Make a journal of a copy: it bears nobody's seal any more. Raises SqliteError."""
    with contextlib.closing(connect(path, key)) as connection, sums.kept(connection):
        connection.execute("DELETE FROM settings WHERE name = ?", (_SEAL,))


def _sum(connection: Any) -> str:
    """A sum over all that a copy holds, the same whichever version of the program makes it."""
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    ).fetchall()
    found = hashlib.sha256()
    for (table,) in tables:
        if table not in _UNSUMMED:
            found.update(f"\n{table}\n".encode())
            quoted = table.replace('"', '""')
            for row in connection.execute(f'SELECT * FROM "{quoted}" ORDER BY rowid'):  # noqa: S608
                found.update(repr(row).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


# ---- reading ----


def fetch(path: Path, private: Path, key: Secret | None) -> tuple[Path, Key | None, Seal]:
    """A copy of another computer's copy in a folder of this user's own, once it is seen whole.

    Nothing is made or changed where the copy lies. Raises LeftForLater.
    """
    fetched = private / path.name
    try:
        _copy_as_it_stands(path, fetched)
    except OSError:
        raise LeftForLater(Why.UNREADABLE) from None
    try:
        found_key = key_of(fetched, key)
        seal = _read_seal(fetched, found_key)
    except (Locked, WrongPassphrase):
        raise LeftForLater(Why.OTHER_PASSPHRASE) from None
    except NewerJournal:
        raise LeftForLater(Why.NEWER) from None
    except (JournalError, SqliteError, ValueError):  # empty, or not the first page yet
        raise LeftForLater(Why.DAMAGED) from None
    return fetched, found_key, seal


def _copy_as_it_stands(path: Path, to: Path) -> None:
    before = path.lstat()
    if not stat.S_ISREG(before.st_mode) or before.st_size > MOST_BYTES:
        raise LeftForLater(Why.UNREADABLE)
    looks = looks_of(path)
    to.unlink(missing_ok=True)
    owner_only.new_file(to)
    with path.open("rb") as read, to.open("r+b") as written:
        shutil.copyfileobj(read, written)
    if looks_of(path) != looks or to.stat().st_size != before.st_size:
        raise LeftForLater(Why.ON_ITS_WAY)


def _read_seal(path: Path, key: Key | None) -> Seal:
    """The seal of a copy that is whole, page by page and in sum. Raises LeftForLater."""
    if not is_sound(path, key):
        raise LeftForLater(Why.DAMAGED)
    with contextlib.closing(connect(path, key, Access.AS_IT_LIES)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > SCHEMA_VERSION:
            raise LeftForLater(Why.NEWER)
        sealed = _seal_in(connection)
        if sealed is None:
            raise LeftForLater(Why.NO_COPY)
        values = json.loads(sealed)
        if not isinstance(values, dict) or values.get("sum") != _sum(connection):
            raise LeftForLater(Why.DAMAGED)
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise LeftForLater(Why.DAMAGED)  # whatever wrote it; its records would not go in
    return Seal(*(str(values.get(name, "")) for name in ("by", "name", "token", "content")))
