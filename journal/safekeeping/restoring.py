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
from journal.copies import (
    discard_unfinished,
    folder_of_copies,
    free_copy,
    is_sound,
    sync_folder,
    unfinished,
)
from journal.journal_file import beside, held, key_of
from journal.keys import Key, Secret
from journal.obstacles import (
    DamagedJournal,
    JournalError,
    NoJournal,
    NotAJournal,
    OlderJournal,
    WrongPassphrase,
    refused_by_system,
)
from journal.records import KINDS, CheckIn, Note, Record, Visit
from journal.safekeeping.backups import Backup, Reason, back_up, backups, copies_in
from journal.safekeeping.rewriting import rewrite
from journal.safekeeping.whose import ours_at
from journal.soundness import reads_whole
from journal.store import Journal

_DAMAGED = (DamagedJournal, NotAJournal, WrongPassphrase)
"""What a damaged journal may look like when a backup of it opens with the same passphrase."""

_BESIDE = ("-wal", "-journal")
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
    """What going back would change. Raises what opening the backup raises."""
    with opened_copy(backup, passphrase) as then:
        before = _rows(then)
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
    encrypted journal is encrypted on the way. Raises what opening the backup raises,
    JournalInUse, and CannotSave; the journal is as it was then.
    """
    backup_key = key_of(backup, passphrase)
    if not is_sound(backup, backup_key):
        raise DamagedJournal(backup)
    kept = _keep_present(path, passphrase)
    with held(path):
        anew = unfinished(path)
        discard_unfinished(path)
        rewrite(backup, backup_key, anew, _key_of_now(path, passphrase) or backup_key)
        for ending in (*_BESIDE, "-shm"):  # of what was there; the copy that is kept has them
            beside(path, ending).unlink(missing_ok=True)
        anew.replace(path)
        sync_folder(path.parent)
    return kept


def _key_of_now(path: Path, passphrase: Secret | None) -> Key | None:
    with contextlib.suppress(Exception):  # a damaged file may be anything
        return key_of(path, passphrase)
    return None


def _keep_present(path: Path, passphrase: Secret | None) -> Path | None:
    """A copy of the journal of now; of a damaged one its bytes as they are, and its log's."""
    if not path.exists():
        return None
    try:
        with Journal.open(path, passphrase) as journal:
            return back_up(journal, Reason.RESTORE).path
    except _DAMAGED:
        pass
    with held(path):
        return put_aside(path)


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
    with held(path):
        kept = put_aside(path) if path.exists() else None
        try:
            for ending in (*_BESIDE, "-shm"):
                beside(path, ending).unlink(missing_ok=True)
            rescued.replace(path)
            beside(rescued, ".lock").unlink(missing_ok=True)
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
    ours = ours_at(path, passphrase)
    found = backups(path) + (() if second is None else copies_in(second, ours))
    moment, passed_over = (now or datetime.now(UTC)) + _AHEAD, 0
    in_order = sorted(found, key=lambda one: (one.made <= moment, one.made), reverse=True)
    for one in in_order:
        if one.reason == Reason.DAMAGED or (ours.writes and ours.has(one.path) is False):
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
