"""A zip archive that somebody else made: its members one by one, and never more than was allowed.

What the archive says of itself is checked before anything is unpacked, and what comes out is
counted, since an archive can lie about its sizes. Nothing is written to the disk.
"""

import zipfile
import zlib
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from journal.exchange.faults import FileFault, UnreadableFile

_BLOCK = 64 * 1024
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_END_BYTES, _END_64_BYTES = 22, 20
_DIRECTORY_BYTES = 600
"""A member, in the directory: 46 bytes, its name, and what packers add to it."""

_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_SECRET = 0x1

BROKEN = (OSError, EOFError, ValueError, NotImplementedError, zipfile.BadZipFile, zlib.error)
"""What the standard library raises over a file that is no archive, or a damaged one."""


@dataclass(frozen=True)
class Bounds:
    """How much an archive may be: bytes of the file, members, bytes of all that comes out of it.

    `ratio` is how many times the size of the archive may come out.
    """

    archive: int = 256 * 1024 * 1024
    members: int = 1_000
    content: int = 1024 * 1024 * 1024
    ratio: int = 200


class BoundedZip:
    """An open archive whose directory has been checked. Made by `opened`."""

    def __init__(self, archive: zipfile.ZipFile, name: str, left: int) -> None:
        self._archive = archive
        self._name = name
        self._left = left
        self.members: Mapping[str, zipfile.ZipInfo] = {
            one.filename: one for one in archive.infolist() if not one.is_dir()
        }

    def read(self, member: str, most: int) -> bytes:
        """One member, whole. Raises UnreadableFile where it is longer than `most` bytes."""
        return b"".join(self.blocks(member, most))

    def blocks(self, member: str, most: int) -> Generator[bytes, None, None]:
        """One member, a block at a time. Raises UnreadableFile, also on the way."""
        named = f"{self._name}: {member}"
        if member not in self.members:
            raise UnreadableFile(named, None, FileFault.CANNOT_OPEN)
        came = 0
        try:
            with self._archive.open(self.members[member]) as file:
                while block := file.read(_BLOCK):
                    came += len(block)
                    self._left -= len(block)
                    if came > most or self._left < 0:
                        raise UnreadableFile(named, None, FileFault.TOO_LARGE_INSIDE)
                    yield block
        except BROKEN as error:
            raise UnreadableFile(named, None, FileFault.BROKEN_ARCHIVE) from error


@contextmanager
def opened(path: Path, bounds: Bounds | None = None) -> Iterator[BoundedZip]:
    """Open an archive whose directory keeps within its bounds. Raises UnreadableFile."""
    bounds = bounds or Bounds()
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise UnreadableFile(path.name, None, FileFault.NOT_A_FILE)
        if size > bounds.archive:
            raise UnreadableFile(path.name, None, FileFault.TOO_LARGE_INSIDE)
        fault = _end_fault(path, bounds)
        if fault is not None:
            raise UnreadableFile(path.name, None, fault)
        archive = zipfile.ZipFile(path)
    except BROKEN as error:
        raise UnreadableFile(path.name, None, FileFault.BROKEN_ARCHIVE) from error
    with archive:
        fault = _fault(archive.infolist(), size, bounds)
        if fault is not None:
            raise UnreadableFile(path.name, None, fault)
        yield BoundedZip(archive, path.name, min(bounds.content, size * bounds.ratio))


def _end_fault(path: Path, bounds: Bounds) -> FileFault | None:
    """What the last bytes tell against an archive, before its directory is read into memory.

    An archive with a comment, or of the form for more than 4 GB, is not of the usual kind.
    """
    with path.open("rb") as file:
        file.seek(-min(_END_BYTES + _END_64_BYTES, path.stat().st_size), 2)
        last = file.read()
    end = last[-_END_BYTES:]
    if not end.startswith(_END) or end[-2:] != b"\0\0" or last.startswith(_END_64):
        return FileFault.BROKEN_ARCHIVE
    directory = int.from_bytes(end[12:16], "little")
    too_long = directory > bounds.members * _DIRECTORY_BYTES
    return FileFault.TOO_LARGE_INSIDE if too_long else None


def _fault(members: list[zipfile.ZipInfo], size: int, bounds: Bounds) -> FileFault | None:
    """What the directory of an archive tells against it."""
    names = [one.filename for one in members]
    told = sum(one.file_size for one in members)
    if len(names) > bounds.members or told > min(bounds.content, size * bounds.ratio):
        return FileFault.TOO_LARGE_INSIDE
    if len(set(names)) < len(names) or not all(_is_plain(name) for name in names):
        return FileFault.ODD_NAMES
    if any(one.compress_type not in _KNOWN or one.flag_bits & _IS_SECRET for one in members):
        return FileFault.BROKEN_ARCHIVE
    return None


def _is_plain(name: str) -> bool:
    """Whether a name stays inside the archive's own folder.

    >>> [_is_plain(name) for name in ("a/b.json", "../b", "/b", "c:b", "a\\\\b", "")]
    [True, False, False, False, False, False]
    """
    parts = name.removesuffix("/").split("/")
    is_shown = name.isprintable() and len(name) <= 255
    return is_shown and not {"", ".", ".."}.intersection(parts) and not set(name) & set("\\:")
