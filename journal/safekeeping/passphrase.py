"""Encrypt a journal, change its passphrase, or take it away: the file and its backups alike.

The file is written anew beside the old one, read whole and compared, and only then put in its
place. A kill at any moment leaves a journal that opens with the old passphrase or the new one.
"""

import contextlib
import os
from dataclasses import dataclass, replace
from pathlib import Path

from journal.copies import discard_unfinished, sync_folder, unfinished
from journal.journal_file import held, key_of
from journal.keys import Key, Secret, fits, looks_encrypted, new_key
from journal.obstacles import CannotSave, JournalError, Obstacle, has_room
from journal.safekeeping.backups import Reason, back_up, backups
from journal.safekeeping.rewriting import rewrite
from journal.store import Journal

_WIPED_AT_ONCE = 1 << 20


@dataclass(frozen=True)
class Rewritten:
    """How many backups were written anew under a key, and those that could not be."""

    key: Key | None
    backups: int
    left: tuple[Path, ...]


def set_passphrase(
    path: Path, old: Secret | None, new: Secret | None, *, second: Path | None = None
) -> Rewritten:
    """Give a journal a passphrase, another one, or with None take it away.

    A copy of the journal is kept before. Its backups, and those in a second place, are written
    anew alike, those that the old passphrase opens; the others are told and left. A key that is
    given as `new` is taken as it is: that of another computer's copy. Raises what opening
    raises, CannotSave, and DamagedJournal. The journal must not be open here.
    """
    with Journal.open(path, old) as journal:
        if journal.is_read_only:
            raise CannotSave(path, Obstacle.READ_ONLY if has_room(path) else Obstacle.FULL)
        path = journal.path
        back_up(journal, Reason.PASSPHRASE, second=second)
    with held(path):
        old_key = key_of(path, old)
        key = new_key(new) if isinstance(new, str) else new
        anew = unfinished(path)
        discard_unfinished(path)  # of an attempt that was cut short
        rewrite(path, old_key, anew, key)
        if key is None:  # no backup in clear ever lies beside a journal that is encrypted
            _put_in_place(anew, path, is_clear=old_key is None)
            return _rewrite_backups(path, old_key, key, second)
        done = _rewrite_backups(path, old_key, key, second)
        _put_in_place(anew, path, is_clear=old_key is None)
    return done


def encrypt_left_behind(path: Path, key: Key, second: Path | None = None) -> Rewritten:
    """Encrypt backups that still stand in clear beside an encrypted journal.

    There are some only where giving a passphrase was cut short. The journal itself may be open;
    no backup may be made meanwhile. Those told as left still stand in clear.
    """
    done = _rewrite_backups(path, None, key, second)
    return replace(
        done, left=tuple(one for one in done.left if one.exists() and _is_under(one, None))
    )


def _rewrite_backups(
    path: Path, old: Key | None, new: Key | None, second: Path | None
) -> Rewritten:
    found = backups(path)
    if second is not None:
        found += backups(path, second)
    done, left = 0, []
    for one in found:
        try:
            if _rewrite_backup(one.path, old, new):
                done += 1
            elif not _is_under(one.path, new):
                left.append(one.path)
        except (JournalError, OSError):
            left.append(one.path)
    return Rewritten(new, done, tuple(left))


def _is_under(path: Path, key: Key | None) -> bool:
    return not looks_encrypted(path) if key is None else fits(path, key)


def _rewrite_backup(path: Path, old: Key | None, new: Key | None) -> bool:
    """Whether the old key opens this backup, which is then under the new one."""
    if not _is_under(path, old):
        return False
    anew = unfinished(path)
    discard_unfinished(path)
    rewrite(path, old, anew, new)
    _put_in_place(anew, path, is_clear=old is None)
    return True


def _put_in_place(anew: Path, path: Path, *, is_clear: bool) -> None:
    """Put the new file in the old one's place; what stood there in clear is written over.

    A drive may keep what was written over all the same; that is beyond a program's reach.
    """
    if os.name != "posix":  # Windows replaces no file that is open
        anew.replace(path)
        return
    with path.open("r+b") as before:
        anew.replace(path)
        sync_folder(path.parent)
        if is_clear:
            with contextlib.suppress(OSError):
                _wipe(before.fileno(), os.fstat(before.fileno()).st_size)


def _wipe(number: int, size: int) -> None:
    os.lseek(number, 0, os.SEEK_SET)
    for start in range(0, size, _WIPED_AT_ONCE):
        os.write(number, bytes(min(_WIPED_AT_ONCE, size - start)))
    os.fsync(number)
