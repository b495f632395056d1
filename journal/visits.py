"""Visits to the clinic: the days from which "since the last visit" is counted."""

import dataclasses
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.days import Instant
from journal.history.trash import kept_or_new
from journal.records import Visit


@dataclass(frozen=True)
class VisitEntry:
    """A visit as its form takes it in and gives it back; `id` is None for a new one.

    `clinic` says whom or where, `note` what was agreed.
    """

    day: date
    clinic: str = ""
    note: str = ""
    id: str | None = None


_FIELDS = tuple(part.name for part in dataclasses.fields(VisitEntry) if part.name != "id")


def visits(session: Session) -> tuple[VisitEntry, ...]:
    """All visits, the newest first; of two on one day the one entered last."""
    query = (
        select(Visit)
        .where(Visit.deleted_utc.is_(None))
        .order_by(Visit.day.desc(), Visit.entered_utc.desc(), Visit.id)
    )
    return tuple(
        VisitEntry(id=one.id, **{name: getattr(one, name) for name in _FIELDS})
        for one in session.scalars(query)
    )


def last_visit(session: Session, today: date) -> VisitEntry | None:
    """The latest visit on or before a day; an appointment still to come is none."""
    return next((one for one in visits(session) if one.day <= today), None)


def keep_visit(session: Session, entry: VisitEntry) -> str:
    """Add a visit, or change the one that `entry.id` names; returns its id."""
    visit = kept_or_new(session, Visit, entry.id)
    for name in _FIELDS:
        setattr(visit, name, getattr(entry, name))
    session.add(visit)
    session.flush()
    return visit.id


def discard_visit(session: Session, visit_id: str, at: Instant) -> None:
    """Move a visit to the trash."""
    session.get_one(Visit, visit_id).deleted_utc = at.utc


def bring_back_visit(session: Session, visit_id: str) -> None:
    """Take a visit out of the trash."""
    session.get_one(Visit, visit_id).deleted_utc = None
