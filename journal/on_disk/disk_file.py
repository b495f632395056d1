"""A journal as a file on the disk: what lies beside it, what tells it from others, how it moves."""

from pathlib import Path

LOG, INDEX, ROLLBACK = "-wal", "-shm", "-journal"
"""Endings of what SQLite keeps beside a file: its log, that log's index, what to roll back."""

PAGE = 4096
"""Bytes of a page of SQLite's."""

LOCK = ".lock"
"""Ending of the lock that this program keeps beside it."""


def beside(path: Path, ending: str) -> Path:
    """The file that SQLite or the lock keeps beside a journal.

    >>> beside(Path("mine.tidemark"), LOG).name
    'mine.tidemark-wal'
    """
    return path.with_name(path.name + ending)


def holds(path: Path, ending: str) -> bool:
    """Whether there is anything in that file."""
    try:
        return beside(path, ending).stat().st_size > 0
    except OSError:
        return False


def traces(path: Path) -> frozenset[Path]:
    """What lies beside a journal that looking at it may have made."""
    return frozenset(one for one in (beside(path, LOG), beside(path, INDEX)) if one.exists())


def identity_of(path: Path) -> tuple[int, int] | None:
    """What tells a file from every other, as SQLite looks at it too; None for one that is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def move_new(half: Path, path: Path) -> None:
    """Give a finished file its name, never in place of another. Raises OSError."""
    try:
        path.hardlink_to(half)
    except FileExistsError:
        raise
    except OSError:  # such as a memory stick, whose file system has no links
        if path.exists():
            raise FileExistsError(path) from None
        half.rename(path)


def remove(path: Path) -> None:
    """Remove a journal and what SQLite and the lock leave beside it."""
    for ending in ("", LOG, INDEX, ROLLBACK, LOCK):
        beside(path, ending).unlink(missing_ok=True)
