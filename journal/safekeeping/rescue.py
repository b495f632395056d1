"""What can still be read of a damaged journal, in a new file beside it.

The damaged file is read in a private copy and left as it is. What its log adds is read too, and
where the log itself does the damage, the file without it. Rows of a backup are joined by what was
read, so that of each record the newest state that is anywhere is in the new file.
"""

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from journal.exchange.archive import TABLES, Archive, archive_of
from journal.obstacles import DamagedJournal, NoJournal, WrongPassphrase, refused_by_system
from journal.on_disk.copies import short_stem
from journal.on_disk.disk_file import LOG, beside
from journal.on_disk.first_look import copy_with_log
from journal.on_disk.keys import Key, Secret, derive, fits, looks_encrypted, salt_of
from journal.records import KINDS, Draft, Record, Setting
from journal.safekeeping.archive_joining import fill
from journal.safekeeping.backups import backups
from journal.safekeeping.damaged_rows import (
    loose_rows,
    mend_header,
    read_sums,
    read_tables,
    take_in_log,
)
from journal.safekeeping.merging import carry_out_merge, plan_merge
from journal.safekeeping.restoring import copy_bytes, opened_copy
from journal.safekeeping.sifting import UNFIT, Columns, Counts, Sifted, Sifting
from journal.settings import journal_settings
from journal.store import Journal
from journal.verification import verify

LABEL = "Read out a damaged journal"

_NAMES = tuple(model.__tablename__ for model in TABLES)


@dataclass(frozen=True)
class Rescued:
    """The new file, counts of what was read by table, and what a backup added.

    `added` are the records, outside the trash or in it, that only the backup had.
    """

    path: Path
    counts: Mapping[str, Counts]
    backup: Path | None
    added: int

    @property
    def records(self) -> Counts:
        """All kinds of record together."""
        found = [self.counts[kind.__tablename__] for kind in KINDS]
        return Counts(
            sum(one.read for one in found),
            sum(one.unreadable for one in found),
            sum(one.refused for one in found),
            sum(one.unproven for one in found),
        )


class NothingReadable(DamagedJournal):
    """Of the damaged file no record can be read."""


def rescue(
    path: Path,
    passphrase: Secret | None = None,
    *,
    backup: Path | None = None,
    now: datetime | None = None,
) -> Rescued:
    """Read what can be read of a damaged journal into a new file, which opens with its passphrase.

    With a good backup the new file holds what either of them has. Raises NothingReadable,
    WrongPassphrase, NoJournal, CannotSave, and what opening the backup raises; nothing is left
    behind then.
    """
    to = free_rescue(path, now or datetime.now(UTC))
    try:
        with tempfile.TemporaryDirectory(prefix="tidemark-") as folder:
            return _rescue(path, passphrase, backup, to, Path(folder))
    except FileNotFoundError:
        raise NoJournal(path) from None
    except OSError as error:
        raise refused_by_system(to, error) from None


def free_rescue(path: Path, now: datetime) -> Path:
    """Where what is read of a damaged journal goes: beside it, never in place of a file.

    >>> free_rescue(Path("mine.tidemark"), datetime(2026, 1, 10, 11, tzinfo=UTC)).name
    'mine rescued 2026-01-10.tidemark'
    """
    stem = f"{short_stem(path)} rescued {now.astimezone().date()}"
    found, number = path.with_name(f"{stem}{path.suffix}"), 1
    while found.exists():
        number += 1
        found = path.with_name(f"{stem} {number}{path.suffix}")
    return found


def is_sealed_with(path: Path, passphrase: Secret | None) -> bool:
    """Whether a journal that a passphrase does not open would open with it but for damage."""
    try:
        return key_of_damaged(path, passphrase) is not None
    except (WrongPassphrase, NoJournal):
        return False


def key_of_damaged(path: Path, passphrase: Secret | None) -> Key | None:
    """What opens the pages of a damaged journal; None where it was not encrypted.

    Its salt stands in the first bytes; where they are damaged, that of a backup is tried, which
    is the same. Raises WrongPassphrase, NoJournal.
    """
    if passphrase is None:
        return None
    try:
        if isinstance(passphrase, Key):
            keys: Iterable[Key] = (passphrase,)
        else:
            keys = (derive(passphrase, salt) for salt in _salts(path))
        for key in keys:
            if fits(path, key):
                return key
    except OSError:
        raise NoJournal(path) from None
    raise WrongPassphrase(path)


def _salts(path: Path) -> Iterable[bytes]:
    """The salt of a journal, and those of its backups that differ from it, each once."""
    found = {salt_of(path): None}
    for one in backups(path):
        if looks_encrypted(one.path):
            found[salt_of(one.path)] = None
    return found


def _rescue(
    path: Path, passphrase: Secret | None, backup: Path | None, to: Path, folder: Path
) -> Rescued:
    key = key_of_damaged(path, passphrase)
    with Journal.create(folder / "read.tidemark", key) as read:
        with read.read() as session:
            raw = session.connection().connection
            columns: Columns = {
                name: tuple(row[1] for row in raw.execute(f'PRAGMA table_info("{name}")'))
                for name in _NAMES
            }
        sifted = _sifted(path, key, folder, columns, _held(backup, passphrase))
        found = Rescued(to, sifted.counts, backup, 0)
        if not found.records.read:
            raise NothingReadable(path)
        with read.write(LABEL) as session:
            session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            fill(session, sifted.held)
        _drop_odd_settings(read)
        verify(read.path, key)
        if backup is None:
            read.copy_to(to)
            return found
        return _joined(read, backup, passphrase, found, folder)


def _sifted(
    path: Path, key: Key | None, folder: Path, columns: Columns, backup: Archive | None
) -> Sifted:
    sifting = Sifting(columns, backup, is_sealed=key is not None)
    ways = (True, False) if beside(path, LOG).exists() else (True,)
    for with_log in ways:
        room = folder / ("with log" if with_log else "without log")
        room.mkdir(0o700)
        copied = copy_with_log(path, room, key)
        if not with_log:
            beside(copied, LOG).unlink(missing_ok=True)
        if key is None:
            mend_header(copied, has_log=beside(copied, LOG).exists())
        take_in_log(copied, key)
        tables = read_tables(copied, key, _NAMES)
        sums = read_sums(copied, key, room)
        sifting.take_tables(tables, sums)
        sifting.take_loose(tables, loose_rows(copied, key, room), sums)
    return sifting.finish()


def _held(backup: Path | None, passphrase: Secret | None) -> Archive | None:
    if backup is None:
        return None
    with opened_copy(backup, passphrase) as journal, journal.read() as session:
        return archive_of(session)


def _drop_odd_settings(journal: Journal) -> None:
    """Settings that cannot be read as what they are would keep the journal from being used."""
    try:
        with journal.read() as session:
            journal_settings(session)
    except (*UNFIT, DamagedJournal):
        with journal.write(LABEL) as session:
            for row in session.scalars(select(Setting)):
                session.delete(row)


def _joined(
    read: Journal, backup: Path, passphrase: Secret | None, found: Rescued, folder: Path
) -> Rescued:
    """The backup with everything that was read, in one new file."""
    copied = folder / "joined.tidemark"
    copy_bytes(backup, copied)
    with Journal.open(copied, passphrase) as joined, read.read() as theirs:
        ids = _ids(read)
        with joined.write(LABEL) as session:
            plan = plan_merge(session, theirs)
            if plan.is_changing:
                carry_out_merge(session, plan)
            for kind in (Setting, Draft):
                for row in theirs.scalars(select(kind)):
                    names = [column.name for column in kind.__table__.columns]
                    session.merge(kind(**{name: getattr(row, name) for name in names}))
        added = sum(len(there - ids[kind]) for kind, there in _ids(joined).items())
        verify(joined.path, joined.key)
        joined.copy_to(found.path)
    return Rescued(found.path, found.counts, backup, added)


def _ids(journal: Journal) -> dict[type[Record], set[str]]:
    with journal.read() as session:
        return {kind: set(session.scalars(select(kind.id))) for kind in KINDS}
