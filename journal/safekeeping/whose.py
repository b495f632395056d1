"""Whose copies they are: journals of one name have copies of one name, and are told apart here.

Every write has a random key of its own, which is copied with the file: files with a write in common
are copies of one journal. In a second place each journal has a folder of its own, named after one
of its writes. Nothing here writes to a copy.
"""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import select

from journal.obstacles import JournalError
from journal.on_disk.copies import folder_of_copies, read_name, short_stem
from journal.on_disk.driver import Access, SqliteError, connect
from journal.on_disk.journal_file import key_of
from journal.on_disk.keys import Key, Secret, fits, looks_encrypted, salt_of
from journal.records import Write
from journal.store import Journal

_ASKED = 64
"""Writes of a copy that are looked for in the journal; some may have been emptied out since."""

_DIGITS = 8
_NOTHING_WRITTEN = "0" * _DIGITS


@dataclass(frozen=True)
class Ours:
    """What tells the copies of the journal at `path`: the keys of its writes, the first one first.

    There are none where nothing was written yet, or where a damaged file no longer tells them.
    """

    path: Path
    key: Key | None = field(repr=False)
    writes: tuple[str, ...] = field(repr=False)

    def has(self, copy: Path) -> bool | None:
        """Whether a file is a copy of this journal; None where that cannot be told.

        That is one that cannot be read, or not with the journal's key, or holds nothing.
        """
        found = _writes_in(copy, self.key, _ASKED)
        return None if not found else not self._known.isdisjoint(found)

    def is_another(self, copy: Path) -> bool:
        """Whether a file is surely a copy of another journal."""
        return bool(self.writes) and self.has(copy) is False

    def opens(self, copy: Path) -> bool:
        """Whether a copy opens as the journal does: with its key, or without one. Raises OSError.

        Of one that is damaged it can mostly be told as well.
        """
        return not looks_encrypted(copy) if self.key is None else fits(copy, self.key)

    def folders(self, second: Path) -> tuple[Path, ...]:
        """Where copies of this journal lie in a second place: mostly one folder, or none yet.

        A folder is known by its name, or by its newest copy that can be read. Where the journal
        tells nothing, it is any of its name that holds what its key opens.
        """
        return tuple(one for one in _folders_of(self.path, second) if self._is_place(one))

    def folder(self, second: Path) -> Path:
        """Where the next copy goes in a second place."""
        found = self.folders(second)
        first = self.writes[0][:_DIGITS] if self.writes else _NOTHING_WRITTEN
        return found[0] if found else second / f"{short_stem(self.path)} {first}"

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.writes)

    def _is_place(self, folder: Path) -> bool:
        digits = folder.name[-_DIGITS:]
        if any(write.startswith(digits) for write in self.writes):
            return True
        for copy in _newest_first(self.path, folder):
            if not self.writes:  # what the key of a damaged journal opens is surely its own
                return self.key is not None and self.opens(copy)
            told = self.has(copy)
            if told is not None:
                return told
        return not self.writes and digits == _NOTHING_WRITTEN


class Sealed(StrEnum):
    """How a copy stands to its journal, as far as anybody can see who has no passphrase."""

    ALIKE = "as the journal"
    NOT = "none"
    OTHERWISE = "another"


def sealed(copy: Path, journal: Path) -> Sealed:
    """Whether a copy opens as the journal beside it does; one that cannot be read counts as so.

    Each new passphrase brings a new salt, which stands in the first bytes of all that it opens.
    """
    try:
        is_encrypted = looks_encrypted(copy)
        if is_encrypted == looks_encrypted(journal):
            is_alike = not is_encrypted or salt_of(copy) == salt_of(journal)
            return Sealed.ALIKE if is_alike else Sealed.OTHERWISE
        return Sealed.OTHERWISE if is_encrypted else Sealed.NOT
    except OSError:
        return Sealed.ALIKE


def ours_in(journal: Journal) -> Ours:
    """What tells the copies of an open journal."""
    with journal.read() as session:
        writes = session.scalars(select(Write.key).order_by(Write.id))
        return Ours(journal.path, journal.key, tuple(writes))


def ours_at(path: Path, secret: Secret | None) -> Ours:
    """What tells the copies of a journal that is not open here, and is perhaps damaged or gone.

    Where it tells nothing itself, the newest copy beside it that can be read speaks for it.
    """
    key = None
    for file in (path, *_newest_first(path, folder_of_copies(path))):
        with contextlib.suppress(JournalError, OSError, ValueError):
            key = key_of(file, secret) or key
            writes = _writes_in(file, key)
            if writes:
                return Ours(path, key, writes)
    return Ours(path, key, ())


def _folders_of(path: Path, second: Path) -> Iterator[Path]:
    named = re.compile(re.escape(short_stem(path)) + rf" [0-9a-f]{{{_DIGITS}}}")
    with contextlib.suppress(OSError):
        for one in sorted(second.iterdir()):
            if named.fullmatch(one.name) and one.is_dir():
                yield one


def _newest_first(path: Path, folder: Path) -> list[Path]:
    try:
        names = [file.name for file in folder.iterdir()]
    except OSError:
        return []
    told = [(found[0], name) for name in names if (found := read_name(path, name)) is not None]
    return [folder / name for _, name in sorted(told, reverse=True)]


def _writes_in(file: Path, key: Key | None, most: int = -1) -> tuple[str, ...]:
    """Keys of the first writes in a file; as many as a damaged one tells, and perhaps none."""
    found: list[str] = []
    with contextlib.suppress(SqliteError, OSError, UnicodeError):
        under = key if looks_encrypted(file) else None
        with contextlib.closing(connect(file, under, Access.AS_IT_LIES)) as connection:
            for write in _asked(connection, most):
                found.append(write)  # noqa: PERF402 - what was read before damage counts
    return tuple(found)


def _asked(connection: Any, most: int) -> Iterator[str]:
    columns = {row[1] for row in connection.execute("PRAGMA table_info(writes)")}
    if "key" in columns:
        asked = connection.execute("SELECT key FROM writes ORDER BY id LIMIT ?", (most,))
        yield from (key for (key,) in asked if isinstance(key, str))
    elif columns:
        from journal.on_disk.migrations import key_of_keyless  # loads Alembic; such copies are rare

        asked = "SELECT id, made_utc, made_offset, label FROM writes ORDER BY id LIMIT ?"
        yield from map(key_of_keyless, connection.execute(asked, (most,)))
