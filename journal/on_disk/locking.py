"""The lock beside a journal, and in it a note of who holds the journal since when.

The system frees the lock of whoever is killed. Between two computers it may say nothing: a folder
that a syncing program copies brings the note along and not the lock. So a note that another
computer left counts as a journal in use, until the person says that it is not.
"""

import contextlib
import json
import platform
from pathlib import Path

from filelock import FileLock, Timeout

from journal.days import Instant, now
from journal.obstacles import Holder, JournalInUse
from journal.on_disk.disk_file import LOCK, beside

_AT = 1
"""Where the note begins: the first byte is the one that Windows locks."""

_MOST_BYTES = 1000


class JournalLock:
    """A lock that is held."""

    def __init__(self, lock: FileLock) -> None:
        self._lock = lock

    def release(self) -> None:
        """Let go of the journal; a second time does nothing."""
        if self._lock.is_locked:
            _note(Path(self._lock.lock_file), "")
        self._lock.release()


def take_lock(path: Path, *, takes_over: bool = False) -> JournalLock | None:
    """The lock of a journal, or None where no file can be made beside it, or none can be locked.

    `takes_over` passes over what another computer noted, though not over a lock that is held.
    Raises JournalInUse.
    """
    file = beside(path, LOCK)
    # Not of one thread alone: a journal is opened on a worker and closed by its window. A file that
    # only lies there is no lock: a kill would leave the journal locked for good.
    lock = FileLock(file, timeout=0, mode=0o600, thread_local=False, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        raise JournalInUse(path, _holder_in(file)) from None
    except OSError:
        return None
    holder = _holder_in(file)
    if holder is not None and not holder.is_here and not takes_over:
        lock.release()
        raise JournalInUse(path, holder, is_locked=False)
    _note(file, json.dumps({"computer": platform.node(), "since": str(now())}))
    return JournalLock(lock)


def _holder_in(file: Path) -> Holder | None:
    """Who noted to hold the journal; None where nobody did, or in words that are not ours."""
    try:
        with file.open("rb", buffering=0) as read:
            read.seek(_AT)
            noted = json.loads(read.read(_MOST_BYTES) or b"{}")
        computer, since = noted["computer"], Instant.parse(noted["since"])
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return None
    if not isinstance(computer, str):
        return None
    return Holder(computer, since, is_here=computer == platform.node())


def _note(file: Path, words: str) -> None:
    """Without room for it, or where it cannot be written, the lock holds all the same."""
    with contextlib.suppress(OSError), file.open("r+b", buffering=0) as note:
        note.truncate(_AT)
        note.seek(_AT)
        note.write(words.encode())
