"""A copy of a journal brought to another place, byte by byte."""

import contextlib
import os
import shutil
from pathlib import Path

from journal import owner_only
from journal.obstacles import CannotSave, Obstacle, refused_by_system
from journal.on_disk.copies import discard, is_sound, sync_folder, unfinished_alone
from journal.on_disk.folder_locks import writing_in
from journal.on_disk.keys import Key, looks_encrypted


def bring(copy: Path, to: Path, key: Key | None) -> bool:
    """Copy a copy; it takes its name, or another's place, once it was read back whole there.

    Not one that is damaged itself: of that there need not be two. Nor one in clear where `key`
    says that the journal is encrypted, or the other way round. Raises CannotSave.
    """
    with writing_in(to.parent):
        return _bring(copy, to, key)


def _bring(copy: Path, to: Path, key: Key | None) -> bool:
    half = unfinished_alone(to)
    try:
        if (key is not None) != looks_encrypted(copy):
            return False  # left behind by a new passphrase that was cut short
        owner_only.new_file(half)
        with copy.open("rb") as read, half.open("r+b") as written:
            shutil.copyfileobj(read, written)
            written.flush()
            os.fsync(written.fileno())
        if not is_sound(half, key):
            if is_sound(copy, key):
                raise CannotSave(to, Obstacle.OTHER)
            return False
        half.replace(to)
        sync_folder(to.parent)
    except OSError as error:
        raise refused_by_system(to, error) from None
    finally:
        with contextlib.suppress(OSError):
            discard(half)
    return True
