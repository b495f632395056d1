"""Encrypt a journal, change its passphrase, or take it away: the file and its backups alike.

The file is written anew beside the old one, read whole and compared, and only then put in its
place. A kill at any moment leaves a journal that opens with the old passphrase or the new one.
"""

import contextlib
import os
from dataclasses import dataclass, replace
from pathlib import Path

from journal.obstacles import CannotSave, JournalError, Obstacle, has_room
from journal.on_disk.copies import discard_unfinished, sync_folder, unfinished
from journal.on_disk.journal_file import held
from journal.on_disk.keys import Key, Secret, looks_encrypted, new_key
from journal.safekeeping.backups import Reason, back_up, backups, copies_in, is_there
from journal.safekeeping.rewriting import rewrite
from journal.safekeeping.whose import Ours, ours_at, ours_in
from journal.store import Journal

_WIPED_AT_ONCE = 1 << 20


@dataclass(frozen=True)
class Rewritten:
    """How many backups were written anew under a key, and those that could not be.

    `missed` is a second place that could not be reached: the copies there are as they were.
    """

    key: Key | None
    backups: int
    left: tuple[Path, ...]
    missed: Path | None = None


def set_passphrase(
    path: Path,
    old: Secret | None,
    new: Secret | None,
    *,
    second: Path | None = None,
    drive: Path | None = None,
) -> Rewritten:
    """Give a journal a passphrase, another one, or with None take it away.

    A copy of the journal is kept before. Its backups, and those in a second place, are written
    anew alike, those that the old passphrase opens; the others are told and left, and so are those
    of another journal. `drive` is where the second place's was mounted when it was chosen. A key
    that is given as `new` is taken as it is: that of another computer's copy. Raises what opening
    raises, CannotSave, and DamagedJournal. The journal must not be open here.
    """
    with Journal.open(path, old) as journal:
        if journal.is_read_only:
            raise CannotSave(path, Obstacle.READ_ONLY if has_room(path) else Obstacle.FULL)
        path = journal.path
        back_up(journal, Reason.PASSPHRASE, second=second, drive=drive)
        ours = ours_in(journal)
    missed = second if second is not None and not is_there(second, drive) else None
    reached = None if missed is not None else second
    with held(path):
        key = new_key(new) if isinstance(new, str) else new
        anew = unfinished(path)
        discard_unfinished(path)  # of an attempt that was cut short
        rewrite(path, ours.key, anew, key)
        if key is None:  # no backup in clear ever lies beside a journal that is encrypted
            _put_in_place(anew, path, is_clear=ours.key is None)
            done = _rewrite_backups(ours, key, reached)
        else:
            done = _rewrite_backups(ours, key, reached)
            _put_in_place(anew, path, is_clear=ours.key is None)
    return replace(done, missed=missed)


def encrypt_left_behind(path: Path, key: Key, second: Path | None = None) -> Rewritten:
    """Encrypt backups that still stand in clear though the journal is encrypted.

    There are some where giving a passphrase was cut short, or a second place was missing then. The
    journal itself may be open; no backup may be made meanwhile. Those told as left still stand in
    clear.
    """
    in_clear = replace(ours_at(path, key), key=None)
    done = _rewrite_backups(in_clear, key, second)
    return replace(done, left=tuple(one for one in done.left if _is_in_clear(one)))


def _is_in_clear(path: Path) -> bool:
    try:
        return not looks_encrypted(path)
    except OSError:
        return False


def _rewrite_backups(ours: Ours, new: Key | None, second: Path | None) -> Rewritten:
    """Those that open as `ours` does; no other journal's."""
    found = backups(ours.path)
    if second is not None:
        found += copies_in(second, ours)
    done, left, anew = 0, [], replace(ours, key=new)
    for one in found:
        try:
            if ours.opens(one.path) and ours.has(one.path) is not False:
                _rewrite_backup(one.path, ours.key, new)
                done += 1
            elif not anew.opens(one.path):
                left.append(one.path)
        except (JournalError, OSError):
            left.append(one.path)
    return Rewritten(new, done, tuple(left))


def _rewrite_backup(path: Path, old: Key | None, new: Key | None) -> None:
    anew = unfinished(path)
    discard_unfinished(path)
    rewrite(path, old, anew, new)
    _put_in_place(anew, path, is_clear=old is None)


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
