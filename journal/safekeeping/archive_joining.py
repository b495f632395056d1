"""An archive brought into a journal: whole into an empty one, else record by record as a copy is.

It first becomes a journal of its own, beside nothing that stands in clear, and is checked there.
"""

import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import func, insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from journal.data_files import FaultyData
from journal.exchange.archive import TABLES, Archive, archive_of, read_archive, values
from journal.history.watching import watch_of
from journal.instrument_files import FaultyInstrument
from journal.obstacles import CannotMake, CannotSave, DamagedJournal, FaultyRecords, Obstacle
from journal.records import KINDS, Draft, Emptied, Model, Setting, Version, Write
from journal.safekeeping.backups import Reason, back_up
from journal.safekeeping.merging import MergePlan, carry_out_merge, plan_merge
from journal.safekeeping.shared_identity import refuse_other
from journal.settings import journal_settings
from journal.store import Journal
from journal.verification import verify

LABEL = "Bring in an archive"


@dataclass(frozen=True)
class Joined:
    """What came in of the records; into a journal without any, settings and drafts as well."""

    plan: MergePlan
    settings: int
    drafts: int


def join_archive(journal: Journal, path: Path, *, is_dry_run: bool = False) -> Joined:
    """Bring an archive in, after a backup, or only say what would come in.

    Raises UnreadableFile, NewerArchive, FaultyData or OtherJournal; nothing is written then.
    """
    held = read_archive(path)
    with _as_journal(path.name, held, is_sealed=journal.is_encrypted) as theirs:
        with journal.read() as session:
            refuse_other(path, session, theirs)
            joined, is_first = _joined(session, theirs, held)
        if is_dry_run:
            return joined
        back_up(journal, Reason.IMPORT)
        with journal.write(LABEL) as session:
            session.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
            joined, is_first = _joined(session, theirs, held)
            if is_first:
                fill(session, held)
                watch_of(session).kinds.update((*KINDS, Setting, Draft))
            elif joined.plan.is_changing:
                carry_out_merge(session, joined.plan)
    return joined


@contextmanager
def opened_archive(path: Path, *, is_sealed: bool) -> Iterator[Session]:
    """An archive to read as a journal; nothing of it stands in clear where `is_sealed`.

    Raises UnreadableFile, NewerArchive or FaultyData.
    """
    with _as_journal(path.name, read_archive(path), is_sealed=is_sealed) as theirs:
        yield theirs


def _joined(session: Session, theirs: Session, held: Archive) -> tuple[Joined, bool]:
    models: tuple[type[Model], ...] = (*KINDS, Emptied)
    tables = [model.__table__ for model in models]
    is_first = not any(session.scalar(select(func.count()).select_from(one)) for one in tables)
    settings, drafts = (len(held[model.__tablename__]) for model in (Setting, Draft))
    plan = plan_merge(session, theirs)
    return Joined(plan, settings * is_first, drafts * is_first), is_first


def _made(path: Path, passphrase: str | None) -> Journal:
    try:
        return Journal.create(path, passphrase)
    except CannotMake as error:
        obstacle = Obstacle.FULL if error.is_full else Obstacle.OTHER
        raise CannotSave(path.parent, obstacle) from None


@contextmanager
def _as_journal(file: str, held: Archive, *, is_sealed: bool) -> Iterator[Session]:
    """The archive as a journal of its own, open to read."""
    passphrase = secrets.token_hex(32) if is_sealed else None
    with (
        tempfile.TemporaryDirectory(prefix="tidemark-") as folder,
        _made(Path(folder) / "archive.tidemark", passphrase) as journal,
    ):
        try:
            with journal.write(LABEL) as session:
                session.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
                fill(session, held)
            _check(file, journal, held)
        except (SQLAlchemyError, DamagedJournal, ValueError, TypeError, LookupError, OverflowError):
            raise FaultyData(file, None, "its rows do not make a journal") from None
        with journal.read() as session:
            yield session


def _check(file: str, journal: Journal, held: Archive) -> None:
    """Whether all can be read as it is meant, and says what the archive says."""
    key = journal.key
    try:
        verify(journal.path, key)
        with journal.read() as session:
            journal_settings(session)
            is_same = archive_of(session) == held
    except (FaultyRecords, FaultyInstrument):
        raise FaultyData(file, None, "its check-ins or scales contradict themselves") from None
    if not is_same:
        raise FaultyData(file, None, "its rows are not in order, or would not stay what they are")


def fill(session: Session, held: Archive) -> None:
    """All rows as they are, past the watch: their versions come with them."""
    known = set(session.scalars(select(Write.key)))
    writes = [row for row in held[Write.__tablename__] if row["key"] not in known]
    writes.sort(key=lambda row: (row["made_utc"], row["key"]))
    _insert(session, Write, [values(Write, row) for row in writes])
    ids = {row.key: row.id for row in session.execute(select(Write.key, Write.id))}
    for model in TABLES:
        rows = [values(model, row) for row in held[model.__tablename__]]
        if model is Version:
            rows = [
                {**row, "write_id": ids[row["write"]]} for row in rows if row["write"] not in known
            ]
            for row in rows:
                del row["write"]
        if model in (Setting, Draft):
            _insert(session, model, rows, in_place=True)
        elif model is not Write:
            _insert(session, model, rows)


def _insert(
    session: Session, model: type[Model], rows: Sequence[Any], *, in_place: bool = False
) -> None:
    if rows:
        table: Any = model.__table__
        adding = insert(table).prefix_with("OR REPLACE") if in_place else insert(table)
        session.execute(adding, rows)
