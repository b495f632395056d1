"""Back to a backup: first what would change, then the exchange, with a copy of what is there now.

A backup itself is never written. An older one is brought up to date in a copy.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal import owner_only
from journal.obstacles import (
    CannotSave,
    DamagedJournal,
    JournalError,
    NoJournal,
    NotAJournal,
    Obstacle,
    OlderJournal,
    WrongPassphrase,
    obstacle_in,
    refused_by_system,
)
from journal.on_disk.copies import (
    copy_whole,
    discard_unfinished,
    folder_of_copies,
    free_copy,
    is_sound,
    sync_folder,
    unfinished,
)
from journal.on_disk.disk_file import INDEX, LOCK, LOG, ROLLBACK, beside
from journal.on_disk.driver import Access, SqliteError, connect, make_engine
from journal.on_disk.journal_file import held, key_of
from journal.on_disk.keys import Key, Secret, fits, salt_of
from journal.records import KINDS, CheckIn, Note, Record, Visit
from journal.safekeeping.backups import Backup, Reason, back_up, backups, copies_in
from journal.safekeeping.rewriting import rewrite
from journal.safekeeping.whose import ours_at
from journal.soundness import reads_whole
from journal.store import Journal

_DAMAGED = (DamagedJournal, NotAJournal, WrongPassphrase)
"""What a damaged journal may look like when a backup of it opens with the same passphrase."""

_BESIDE = (LOG, ROLLBACK)
"""Endings of what may hold entries of a journal that its own file does not."""

Rows = Mapping[str, tuple[Any, ...]]


@dataclass(frozen=True)
class KindChanges:
    """Of one kind of record, how many would come back, go away, and be as they were before.

    Records in the trash are counted as gone.
    """

    kind: type[Record]
    back: int
    gone: int
    changed: int


@dataclass(frozen=True)
class Preview:
    """What going back to a backup would change, kind by kind; kinds without a change are left out.

    `is_readable` tells whether the journal of now could be compared: a damaged one cannot.
    """

    backup: Path
    changes: tuple[KindChanges, ...]
    is_readable: bool


def preview(path: Path, backup: Path, passphrase: Secret | None = None) -> Preview:
    """What going back would change.

    Raises what opening the backup raises, Locked, and WrongPassphrase of the journal.
    """
    path = path.resolve()
    with opened_copy(backup, passphrase) as then:
        before = _rows(then)
    _key_of_now(path, backup, passphrase)
    try:
        with Journal.open(path, passphrase, to_read=True) as now:
            present = _rows(now)
    except (*_DAMAGED, NoJournal, OlderJournal):
        return Preview(backup, (), is_readable=False)
    found = (_compare(kind, before[kind], present[kind]) for kind in KINDS)
    changes = tuple(one for one in found if one.back or one.gone or one.changed)
    return Preview(backup, changes, is_readable=True)


def restore(path: Path, backup: Path, passphrase: Secret | None = None) -> Path | None:
    """Put a backup in the journal's place; returns the copy that is kept of what was there.

    None where there was nothing. The journal must not be open here. A backup in clear of an
    encrypted journal is encrypted on the way. Raises what opening the backup raises, Locked and
    WrongPassphrase of the journal, JournalInUse, and CannotSave, also while somebody reads what
    stands in the log alone; the journal is as it was then.
    """
    path = path.resolve()  # its lock, log and backups lie beside the file, not beside a link to it
    backup_key = key_of(backup, passphrase)
    if not is_sound(backup, backup_key):
        raise DamagedJournal(backup)
    with held(path):  # from the copy that is kept to the exchange, so that nobody writes between
        key = _key_of_now(path, backup, passphrase) or backup_key
        kept = _keep_present(path, passphrase)
        anew = unfinished(path)
        discard_unfinished(path)
        rewrite(backup, backup_key, anew, key)
        for ending in (*_BESIDE, INDEX):  # of what was there; the copy that is kept has them
            beside(path, ending).unlink(missing_ok=True)
        anew.replace(path)
        sync_folder(path.parent)
    return kept


def _key_of_now(path: Path, backup: Path, passphrase: Secret | None) -> Key | None:
    """The key of the journal that is there; of one whose damage is shown, that of its backups.

    None for one in clear, or none at all. Raises Locked, and WrongPassphrase where nothing shows
    that it is damage which keeps the passphrase from fitting.
    """
    try:
        return key_of(path, passphrase)
    except (DamagedJournal, NoJournal, NotAJournal):
        return None
    except WrongPassphrase:
        key = _key_of_backups(path, backup, passphrase)
        if key is None:
            raise
        return key


def _key_of_backups(path: Path, backup: Path, passphrase: Secret | None) -> Key | None:
    """The key of a backup that is the journal's as well: it has the journal's salt, which is new
    with each passphrase, or it opens a page of the journal, whose own salt is damaged then."""
    tried: set[bytes] = set()
    for one in (backup, *(found.path for found in backups(path))):
        with contextlib.suppress(JournalError, OSError):
            if (salt := salt_of(one)) in tried:
                continue
            tried.add(salt)
            key = key_of(one, passphrase)
            if key is not None and (key.salt == salt_of(path) or fits(path, key)):
                return key
    return None


def _keep_present(path: Path, passphrase: Secret | None) -> Path | None:
    """A copy of the journal of now; of a damaged one its bytes as they are, and its log's.

    Only for who holds its lock. Of one that can be read, nothing stands in the log alone then.
    """
    if not path.exists():
        return None
    try:
        with Journal.open(path, passphrase, to_read=True) as journal:
            _take_in_log(path, journal.key)
            return back_up(journal, Reason.RESTORE).path
    except OlderJournal:
        return _copy_of_older(path, key_of(path, passphrase))
    except _DAMAGED:
        return put_aside(path)


def _copy_of_older(path: Path, key: Key | None) -> Path:
    """A copy of a journal of an earlier version, as it is. Raises CannotSave, DamagedJournal."""
    _take_in_log(path, key)
    folder = folder_of_copies(path)
    kept = free_copy(folder, path, datetime.now(UTC), Reason.RESTORE)
    try:
        owner_only.folder(folder)
    except OSError as error:
        raise refused_by_system(kept, error) from None
    reading = make_engine(path, key, Access.READ, is_writable=False)
    try:
        copy_whole(reading, path, kept, key)
    finally:
        reading.dispose()
    return kept


def _take_in_log(path: Path, key: Key | None) -> None:
    """Take the log into the file: a kill in the middle of the exchange then loses nothing of it.

    Raises CannotSave, as while somebody reads what stands there alone.
    """
    try:
        with contextlib.closing(connect(path, key)) as connection:
            (is_busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except SqliteError as error:
        raise obstacle_in(path, str(error)) from error
    if is_busy:
        raise CannotSave(path, Obstacle.BUSY)


def put_aside(path: Path) -> Path:
    """Keep a damaged journal as it is, and its log, among the backups, where nothing removes it.

    It stays where it lies as well, under one more name, so that there is no moment without it; a
    full disk has room for that. Only for who holds its lock. Raises CannotSave.
    """
    folder = folder_of_copies(path)
    kept = free_copy(folder, path, datetime.now(UTC), Reason.DAMAGED)
    try:
        owner_only.folder(folder)
        for ending in ("", *_BESIDE):
            file = beside(path, ending)
            if file.exists():
                _name_as_well(file, beside(kept, ending))
        sync_folder(folder)
    except OSError as error:
        raise refused_by_system(kept, error) from None
    return kept


def _name_as_well(file: Path, to: Path) -> None:
    try:
        os.link(file, to)
    except OSError:  # such as a memory stick, whose file system has no links
        copy_bytes(file, to)


def take_place(rescued: Path, path: Path) -> Path | None:
    """Let what was rescued be the journal from now on; returns where the damaged file is kept.

    Raises JournalInUse, CannotSave, DamagedJournal; the journal is as it was then.
    """
    path = path.resolve()
    with held(path):
        kept = put_aside(path) if path.exists() else None
        try:
            for ending in (*_BESIDE, INDEX):
                beside(path, ending).unlink(missing_ok=True)
            rescued.replace(path)
            beside(rescued, LOCK).unlink(missing_ok=True)
            sync_folder(path.parent)
        except OSError as error:
            raise refused_by_system(path, error) from None
    return kept


@dataclass(frozen=True)
class GoodBackup:
    """A backup that can be read whole: how many records are in view in it, and the last day of an
    entry; `passed_over` are newer ones that are damaged."""

    backup: Backup
    records: int
    last_day: date | None
    passed_over: int


_AHEAD = timedelta(minutes=1)
"""How far the time in a name may be ahead of the clock: of two copies made in one second the later
bears the next."""


def newest_good(
    path: Path,
    passphrase: Secret | None = None,
    *,
    second: Path | None = None,
    now: datetime | None = None,
) -> GoodBackup | None:
    """The newest backup, here or in the second place, that can be read whole. Writes nothing.

    None of another journal that bore or bears the same name. What bears a later time than now comes
    last: the clock was set back since it was made.
    """
    path = path.resolve()
    ours = ours_at(path, passphrase)
    found = backups(path) + (() if second is None else copies_in(second, ours))
    moment, passed_over = (now or datetime.now(UTC)) + _AHEAD, 0
    in_order = sorted(found, key=lambda one: (one.made <= moment, one.made), reverse=True)
    for one in in_order:
        if one.reason == Reason.DAMAGED or ours.is_another(one.path):
            continue
        try:
            with opened_copy(one.path, passphrase) as journal, journal.read() as session:
                if reads_whole(session):
                    return GoodBackup(one, *_content(session), passed_over)
        except (JournalError, OSError):
            pass
        passed_over += 1
    return None


def _content(session: Session) -> tuple[int, date | None]:
    counts = [
        session.scalar(select(func.count()).where(kind.deleted_utc.is_(None))) for kind in KINDS
    ]
    days = [
        session.scalar(select(func.max(kind.day)).where(kind.deleted_utc.is_(None)))
        for kind in (CheckIn, Note, Visit)
    ]
    return sum(n or 0 for n in counts), max((day for day in days if day is not None), default=None)


def copy_bytes(file: Path, to: Path) -> None:
    with owner_only.in_place_of(to) as copied, file.open("rb") as opened:
        shutil.copyfileobj(opened, copied)


@contextmanager
def opened_copy(backup: Path, passphrase: Secret | None) -> Iterator[Journal]:
    """A copy to read; an older one as a copy of it that is brought up to date and thrown away.

    Raises what opening raises.
    """
    try:
        with Journal.open(backup, passphrase, to_read=True) as journal:
            yield journal
            return
    except OlderJournal:
        pass
    with tempfile.TemporaryDirectory(prefix="tidemark-") as folder:
        copied = Path(folder) / backup.name
        copy_bytes(backup, copied)
        with Journal.open(copied, passphrase) as journal:
            yield journal


def _rows(journal: Journal) -> Mapping[type[Record], Rows]:
    with journal.read() as session:
        return {kind: _rows_of(session, kind) for kind in KINDS}


def _rows_of(session: Session, kind: type[Record]) -> Rows:
    table = kind.__table__
    found = session.execute(select(table).where(table.c.deleted_utc.is_(None)))
    return {row.id: tuple(row) for row in found}


def _compare(kind: type[Record], before: Rows, now: Rows) -> KindChanges:
    return KindChanges(
        kind,
        back=len(before.keys() - now.keys()),
        gone=len(now.keys() - before.keys()),
        changed=sum(before[key] != now[key] for key in before.keys() & now.keys()),
    )
