"""Pages as a file."""

from pathlib import Path

from journal import owner_only


def write_file(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read; an older one stays until this one is whole.

    Raises OSError where that cannot be done.
    """
    owner_only.write(path, content)
