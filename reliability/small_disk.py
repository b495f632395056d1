"""A small disk in memory, that this process alone sees, and that can be filled to the last page.

Linux, as root or where a user may have namespaces of their own.
"""

import ctypes
import os
import sys
from dataclasses import dataclass
from pathlib import Path

PAGE = 4096
"""What the disk gives out at once: no write that needs room can fail at any place between."""

_NEW_MOUNTS, _NEW_USER = 0x00020000, 0x10000000
_PRIVATE_AND_BELOW = 1 << 18 | 1 << 14


class NoSmallDisk(Exception):
    """The system gives this process no disk of its own."""


@dataclass(frozen=True)
class SmallDisk:
    """A disk mounted at `root`; `ballast` takes up what is not to be left."""

    root: Path

    @property
    def ballast(self) -> Path:
        """The file that takes up room."""
        return self.root / "ballast"

    def leave(self, pages: int | None) -> None:
        """Leave so many pages free, or with None all."""
        with self.ballast.open("wb") as file:
            taken = 0 if pages is None else self.free - pages
            if taken > 0:
                os.posix_fallocate(file.fileno(), 0, taken * PAGE)

    @property
    def free(self) -> int:
        """How many pages are free."""
        found = os.statvfs(self.root)
        return found.f_bfree * found.f_frsize // PAGE


def small_disk(root: Path, pages: int) -> SmallDisk:
    """Mount one at an empty folder, for this process and its children, until the last has ended.

    The process may have one thread only. Raises NoSmallDisk.
    """
    if sys.platform != "linux":
        raise NoSmallDisk
    user, group = os.getuid(), os.getgid()
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(_NEW_MOUNTS if user == 0 else _NEW_MOUNTS | _NEW_USER) != 0:
        raise NoSmallDisk(os.strerror(ctypes.get_errno()))
    if user != 0:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1", encoding="ascii")
    options = f"size={pages * PAGE},mode=0700".encode()
    is_private = library.mount(b"none", b"/", None, _PRIVATE_AND_BELOW, None) == 0
    if not is_private or library.mount(b"tmpfs", os.fsencode(root), b"tmpfs", 0, options) != 0:
        raise NoSmallDisk(os.strerror(ctypes.get_errno()))
    return SmallDisk(root)
