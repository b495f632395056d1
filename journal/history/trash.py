"""The trash: records thrown away, brought back, or taken out for good by the person alone.

Throwing a record away marks that one alone. What hangs on it, the intakes of a medicine and the
vital signs of a treatment, is out of view with it and comes back with it; what was thrown away by
itself before stays thrown away.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from journal.days import Instant
from journal.history.overtaken import moment_of
from journal.history.states import Name, by_kind, kept_states, record_kind, referred_kind
from journal.records import (
    KINDS,
    CheckIn,
    Draft,
    Emptied,
    Intake,
    OwnInstrument,
    Record,
    Version,
    VitalSigns,
    Write,
)

R = TypeVar("R", bound=Record)

HANGS_ON: dict[type[Record], str] = {Intake: "medicine_id", VitalSigns: "treatment_id"}
"""What is out of view with another record, by the column that names the other."""


@dataclass(frozen=True)
class Emptying:
    """What emptying the trash takes out for good, and what must stay, counted by kind.

    What a record outside the trash refers to stays in the trash.
    """

    removed: Mapping[str, int]
    kept: Mapping[str, int]

    @property
    def n(self) -> int:
        """How many records are taken out."""
        return sum(self.removed.values())


def discard(session: Session, kind: str, record_id: str, at: Instant) -> None:
    """Move a record to the trash."""
    _row(session, kind, record_id).deleted_utc = at.utc


def bring_back(session: Session, kind: str, record_id: str) -> None:
    """Take a record out of the trash, and with it the one that it hangs on."""
    row = _row(session, kind, record_id)
    row.deleted_utc = None
    column = HANGS_ON.get(type(row))
    other_id = None if column is None else getattr(row, column)
    if column is not None and other_id is not None:
        (key,) = type(row).__table__.c[column].foreign_keys
        _row(session, referred_kind(key), other_id).deleted_utc = None


def kept_or_new(session: Session, kind: type[R], record_id: str | None) -> R:
    """The record that a form is about to change, out of the trash if it lies there.

    A new one without an id, and where it was emptied while the form was open: what was typed is
    never lost.
    """
    found = None if record_id is None else session.get(kind, record_id)
    if found is None:
        return kind()
    found.deleted_utc = None
    return found


def in_trash(session: Session) -> frozenset[Name]:
    """Every record that is out of view: thrown away, or hanging on one that is."""
    return frozenset(_thrown(session) | hangs_on(session).keys())


def hangs_on(session: Session) -> dict[Name, Name]:
    """What hangs on a record in the trash, and that record."""
    thrown = _thrown(session)
    return {name: other for name, other in _hanging(session) if other in thrown}


def emptying(session: Session) -> Emptying:
    """What emptying the trash would do now."""
    found = in_trash(session)
    gone = _free(session, found)
    return Emptying(_count(gone), _count(found - gone))


def empty_trash(session: Session, at: Instant) -> Emptying:
    """Take everything in the trash out for good, with its earlier versions.

    Only its kind and id are left, so that no copy of the journal brings it back; it cannot be
    undone. What a record outside the trash refers to stays.
    """
    session.flush()
    found = in_trash(session)
    gone = _free(session, found)
    # What is deleted is overwritten in the file too, not only left out of it.
    session.connection().exec_driver_sql("PRAGMA secure_delete = ON")
    moments = {name: moment_of(state) for name, state in kept_states(session, gone).items()}
    _forget_versions(session, gone)
    for kind, ids in by_kind(gone):
        model = record_kind(kind)
        session.execute(delete(model).where(model.id.in_(ids)))
        for record_id in ids:
            # A clock may have been set back, and the trash is emptied after what was thrown away.
            moment = max(at.utc, moments[kind, record_id])
            session.merge(Emptied(kind=kind, record_id=record_id, at_utc=moment))
    _forget_drafts(session, {record_id for _, record_id in gone})
    session.flush()
    return Emptying(_count(gone), _count(found - gone))


def _row(session: Session, kind: str, record_id: str) -> Record:
    return session.get_one(record_kind(kind), record_id)


def _thrown(session: Session) -> set[Name]:
    """What was thrown away by itself."""
    return {
        (kind.__tablename__, record_id)
        for kind in KINDS
        for record_id in session.scalars(select(kind.id).where(kind.deleted_utc.is_not(None)))
    }


def _hanging(session: Session) -> Iterator[tuple[Name, Name]]:
    """What hangs on another record, and that other one."""
    for kind, name in HANGS_ON.items():
        yield from _links(session, kind, kind.__table__.c[name])


def _links(
    session: Session, kind: type[Record], column: sa.ColumnElement[Any]
) -> Iterator[tuple[Name, Name]]:
    """Each record that refers to another by a column, and that other one."""
    for key in column.foreign_keys:
        other = referred_kind(key)
        query = select(kind.id, column).where(column.is_not(None))
        for record_id, other_id in session.execute(query):
            yield (kind.__tablename__, record_id), (other, other_id)


def _all_links(session: Session) -> Iterator[tuple[Name, Name]]:
    """Every record that refers to another; a check-in to the own scale it was made with."""
    for kind in KINDS:
        for column in kind.__table__.columns:
            yield from _links(session, kind, column)
    scales = {own.code: own.id for own in session.scalars(select(OwnInstrument))}
    query = select(CheckIn.id, CheckIn.instrument).where(CheckIn.instrument.in_(scales))
    for record_id, code in session.execute(query):
        yield (CheckIn.__tablename__, record_id), (OwnInstrument.__tablename__, scales[code])


def _free(session: Session, found: frozenset[Name]) -> frozenset[Name]:
    """Of the records in the trash, those that nothing which stays refers to.

    What only hangs on one that stays stays with it, to come back with it.
    """
    needed_by: dict[Name, set[Name]] = defaultdict(set)
    for name, other in _all_links(session):
        if other in found and other != name:
            needed_by[other].add(name)
    thrown = _thrown(session)
    for name, other in _hanging(session):
        if name in found - thrown:
            needed_by[name].add(other)
    gone = set(found)
    while True:
        stays = {name for name in gone if not needed_by[name] <= gone}
        if not stays:
            return frozenset(gone)
        gone -= stays


def _forget_versions(session: Session, gone: Iterable[Name]) -> None:
    """Forget the versions, and the writes of which nothing else is kept."""
    writes: set[int] = set()
    for kind, ids in by_kind(gone):
        is_one = sa.and_(Version.kind == kind, Version.record_id.in_(ids))
        writes.update(session.scalars(select(Version.write_id).where(is_one)))
        session.execute(delete(Version).where(is_one))
    emptied = ~sa.exists().where(Version.write_id == Write.id)
    for write_id in writes:
        session.execute(delete(Write).where(Write.id == write_id, emptied))


def _forget_drafts(session: Session, ids: set[str]) -> None:
    """A form that was changing one of them has nothing left to change."""
    for draft in session.scalars(select(Draft)):
        if draft.content.get("id") in ids:
            session.delete(draft)


def _count(names: Iterable[Name]) -> Mapping[str, int]:
    counted = Counter(kind for kind, _ in names)
    order = [kind.__tablename__ for kind in KINDS]
    return {kind: counted[kind] for kind in order if kind in counted}
