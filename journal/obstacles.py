"""What can stand between a person and a journal file: named errors with data and no text.

`command_line.error_words` and `ui.problem_words` say them. SQLite's own words decide what kept a
write from happening.
"""

import errno
import shutil
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from journal.days import Instant

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError


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


@dataclass(frozen=True)
class Holder:
    """Which computer has a journal open for writing, and since when; `is_here` for this one."""

    computer: str
    since: Instant
    is_here: bool


class JournalInUse(JournalError):
    """Another window or command has the journal open for writing.

    `holder` is who, where that is known. Without `is_locked` only a note says so, which another
    computer may have left behind.
    """

    def __init__(self, path: Path, holder: Holder | None = None, *, is_locked: bool = True) -> None:
        super().__init__(path)
        self.holder = holder
        self.is_locked = is_locked


class NoLocks(JournalError):
    """The journal's folder lets nobody lock or share files, so two who write would harm it."""


class AlreadyThere(JournalError):
    """A new journal would overwrite a file."""


class CannotMake(JournalError):
    """A new file cannot be made there; `is_full` where the disk has no room for it, `is_too_long`
    where its name leaves none for the names of the files beside it."""

    def __init__(self, path: Path, *, is_full: bool = False, is_too_long: bool = False) -> None:
        super().__init__(path)
        self.is_full, self.is_too_long = is_full, is_too_long


class OlderJournal(JournalError):
    """An older file that cannot be brought up to date where it lies."""


class NewerJournal(JournalError):
    """A newer version of the program made the file."""

    def __init__(self, path: Path, found: int) -> None:
        super().__init__(path)
        self.found = found


class FaultyRecords(JournalError):
    """Records that contradict themselves; `ids` are those of the check-ins concerned."""

    def __init__(self, path: Path, ids: tuple[str, ...]) -> None:
        super().__init__(path)
        self.ids = ids


class Locked(JournalError):
    """The journal is encrypted, and no passphrase was given."""


class WrongPassphrase(JournalError):
    """The journal is encrypted, and the passphrase given does not open it."""


class Obstacle(StrEnum):
    """Why a write did not happen."""

    READ_ONLY = "read-only"
    FULL = "full"
    BUSY = "busy"
    DAMAGED = "damaged"
    GONE = "gone"
    OTHER = "other"


class CannotSave(JournalError):
    """A write was refused by the file; nothing was changed."""

    def __init__(self, path: Path, obstacle: Obstacle) -> None:
        super().__init__(path)
        self.obstacle = obstacle


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)
_LEAST_ROOM = 64 * 1024

_KNOWN = {
    "full": Obstacle.FULL,
    "readonly": Obstacle.READ_ONLY,
    "read-only": Obstacle.READ_ONLY,
    "locked": Obstacle.BUSY,
    "malformed": Obstacle.DAMAGED,
    "not a database": Obstacle.DAMAGED,
    "could not decode": Obstacle.DAMAGED,
}
"""Words of SQLite's errors, and what they mean."""


def obstacle_of(path: Path, error: "DBAPIError") -> CannotSave:
    """What an error while writing means."""
    return obstacle_in(path, str(error.orig))


def obstacle_in(path: Path, words: str) -> CannotSave:
    """What SQLite's words for an error mean."""
    found = next((found for word, found in _KNOWN.items() if word in words.lower()), None)
    # A full disk shows in many ways, such as an index of the log that cannot grow.
    otherwise = Obstacle.OTHER if has_room(path) else Obstacle.FULL
    return CannotSave(path, found or otherwise)


def refused_by_system(path: Path, error: OSError) -> CannotSave:
    """What an error of the system while writing means."""
    if error.errno in _NOT_ALLOWED:
        return CannotSave(path, Obstacle.READ_ONLY)
    is_full = says_full(error) or not has_room(path)
    return CannotSave(path, Obstacle.FULL if is_full else Obstacle.OTHER)


def says_full(error: OSError) -> bool:
    """Whether an error of the system is that there is no room."""
    return error.errno in _NO_ROOM


def has_room(path: Path) -> bool:
    """Whether the disk has room for what SQLite writes before anything can be read."""
    try:
        return shutil.disk_usage(path.parent).free >= _LEAST_ROOM
    except OSError:
        return True


def obstacle_or_damage(path: Path, error: "DBAPIError") -> JournalError:
    """What an error while opening means."""
    obstacle = obstacle_of(path, error)
    return DamagedJournal(path) if obstacle.obstacle is Obstacle.DAMAGED else obstacle
