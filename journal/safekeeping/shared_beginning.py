"""What a computer takes over from a shared folder: a whole journal to begin with, or a key."""

import contextlib
import tempfile
from pathlib import Path

from journal import owner_only
from journal.obstacles import (
    AlreadyThere,
    CannotMake,
    DamagedJournal,
    JournalError,
    Locked,
    NoJournal,
    WrongPassphrase,
)
from journal.on_disk.copies import discard_unfinished, sync_folder, unfinished
from journal.on_disk.disk_file import move_new
from journal.on_disk.driver import SqliteError
from journal.on_disk.journal_file import key_of
from journal.on_disk.keys import Key, Secret, derive, fits, looks_encrypted, salt_of
from journal.safekeeping.shared_copies import (
    LeftForLater,
    Why,
    bears_seal,
    break_seal,
    fetch,
    read_copy_name,
)


class NoCopyThere(NoJournal):
    """The folder holds no computer's copy of a journal, or cannot be read."""


class SharedCopy(JournalError):
    """The file is what a computer puts into a shared folder, and no journal to write in."""


def refuse_shared_copy(path: Path, secret: Secret | None = None) -> None:
    """Raise SharedCopy for a computer's copy: opened where it lies, two would write one file.

    A copy that was given another name is a journal like any. What cannot be told is let through.
    """
    if read_copy_name(path.name) is None:
        return
    try:
        is_sealed = bears_seal(path, key_of(path, secret))
    except (JournalError, SqliteError):
        return
    if is_sealed:
        raise SharedCopy(path)


def begin_from(folder: Path, to: Path, passphrase: Secret | None = None) -> Path:
    """Make a journal on this computer out of what another has put into the shared folder.

    Returns the copy that it was made of: the newest that is whole. Raises Locked, WrongPassphrase
    or DamagedJournal of the newest where none can be taken, NoCopyThere where there is none,
    AlreadyThere and CannotMake.
    """
    copies = _newest_first(folder)
    whys = []
    with tempfile.TemporaryDirectory(prefix="tidemark-") as private:
        for copy in copies:
            try:
                fetched, key, _ = fetch(copy, Path(private), passphrase)
            except LeftForLater as later:
                whys.append(later.why)
                continue
            break_seal(fetched, key)
            _lay_down(fetched, to)
            return copy
    if not copies:
        raise NoCopyThere(folder)
    if Why.OTHER_PASSPHRASE in whys:
        copy = copies[whys.index(Why.OTHER_PASSPHRASE)]
        raise Locked(copy) if passphrase is None else WrongPassphrase(copy)
    raise DamagedJournal(copies[0])


def key_in_folder(folder: Path, passphrase: str) -> Key | None:
    """The key of a copy there that opens with this passphrase; None where none does.

    The same passphrase makes another key in every file that is begun anew, for the salt is
    another. A journal that is given its passphrase takes this key over, so that all computers
    read one another's copies. A third of a second for each passphrase in use there.
    """
    tried = set()
    for copy in _newest_first(folder):
        with contextlib.suppress(OSError):
            salt = salt_of(copy)
            if salt not in tried and looks_encrypted(copy):
                tried.add(salt)
                key = derive(passphrase, salt)
                if fits(copy, key):
                    return key
    return None


def _newest_first(folder: Path) -> list[Path]:
    try:
        found = [file for file in folder.iterdir() if read_copy_name(file.name) is not None]
        return sorted(found, key=lambda file: (file.lstat().st_mtime_ns, file.name), reverse=True)
    except OSError:
        return []


def _lay_down(fetched: Path, to: Path) -> None:
    half = unfinished(to)
    try:
        discard_unfinished(to)
        owner_only.new_file(half)
        half.write_bytes(fetched.read_bytes())
        move_new(half, to)
        sync_folder(to.parent)
    except FileExistsError:
        raise AlreadyThere(to) from None
    except OSError:
        raise CannotMake(to) from None
    finally:
        with contextlib.suppress(OSError):
            discard_unfinished(to)
