"""What is being written into a folder, kept from whoever clears away what a kill left there.

Whoever writes shares a lock of the folder with all others who do, and the system frees that of
whoever is killed. Windows and some network drives lock no folders; there a file's age tells.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from journal.days import Instant, now

_OLD = timedelta(days=1)
"""After so long nobody is still writing a file, where nothing else tells."""


@contextmanager
def writing_in(folder: Path) -> Iterator[None]:
    """Hold on to what is written into a folder."""
    number = _opened(folder)
    try:
        if number is not None:
            _lock(number, is_shared=True)
        yield
    finally:
        _close(number)


@contextmanager
def clearing(folder: Path) -> Iterator[bool | None]:
    """Whether nobody writes into a folder, and nobody begins to; None where it cannot be told."""
    number = _opened(folder)
    try:
        yield None if number is None else _lock(number, is_shared=False)
    finally:
        _close(number)


def is_old(path: Path) -> bool:
    """Whether a file was last written so long ago that it was surely left by a kill."""
    try:
        written = Instant.of(datetime.fromtimestamp(path.stat().st_mtime, UTC))
    except OSError:
        return False
    return now().utc - written.utc > _OLD


def _opened(folder: Path) -> int | None:
    try:
        return os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return None


if sys.platform == "win32":

    def _lock(number: int, *, is_shared: bool) -> bool | None:  # noqa: ARG001 - as below
        return None

else:
    import fcntl

    def _lock(number: int, *, is_shared: bool) -> bool | None:
        """Whether the lock was got; None where there is none. Shared, it is waited for."""
        try:
            fcntl.flock(number, fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return None
        return True


def _close(number: int | None) -> None:
    if number is not None:
        with contextlib.suppress(OSError):
            os.close(number)
