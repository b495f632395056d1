"""The one door through which files and folders are made: their owner's alone, whatever the umask.

Files are 0600 and folders 0700; on Windows an access list says the same. What libraries make by
themselves, such as SQLite's log and matplotlib's list of fonts, follows from `from_now_on`, which
the program calls before anything else.
"""

import contextlib
import os
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

FILE, FOLDER = 0o600, 0o700
_OTHERS = 0o077


def from_now_on() -> None:
    """Take away from others what this process makes without asking for a mode.

    And leave no image of its memory behind when it crashes: a journal would stand in it in clear.
    """
    os.umask(_OTHERS)
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


def new_file(path: Path) -> None:
    """Make an empty file that was not there. Raises FileExistsError and other OSErrors."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, FILE))
    restrict(path)  # a umask may have taken from the owner as well, and Windows knows no modes


def restrict(path: Path, mode: int = FILE) -> None:
    """Take a file, or with the mode FOLDER a folder, away from others. Raises OSError."""
    if sys.platform == "win32":
        from journal.access_lists import give_to_owner  # loads ctypes, which nobody else needs

        give_to_owner(path)
    else:
        path.chmod(mode)


def keep_from_others(path: Path) -> None:
    """Take a file that came with others' rights away from them, where it is one's own to take."""
    with contextlib.suppress(OSError):
        if sys.platform != "win32" and path.stat().st_mode & _OTHERS:
            restrict(path)


def folder(path: Path) -> None:
    """Make a folder where there is none, and those above it. Raises OSError.

    One that is there is left as it is: others may have been let in on purpose.
    """
    if path.is_dir():
        return
    if path.parent != path:
        folder(path.parent)
    path.mkdir(FOLDER, exist_ok=True)
    restrict(path, FOLDER)


@contextmanager
def in_place_of(path: Path) -> Iterator[IO[bytes]]:
    """A file to write into, which takes the place of `path` once it is whole and on the disk.

    When the writing fails, what was there before stays and nothing else is left. Raises OSError.
    """
    half = path.with_name(f".{path.stem}-{uuid.uuid4().hex}{path.suffix}")
    new_file(half)
    try:
        with half.open("r+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        raise


def write(path: Path, content: bytes) -> None:
    """Write a whole file; an older one stays until this one is whole. Raises OSError."""
    with in_place_of(path) as file:
        file.write(content)
