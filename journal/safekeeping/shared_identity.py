"""Which journals are copies of one, and whether two of them hold the same."""

import hashlib
from pathlib import Path

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from journal.history.states import text_of
from journal.obstacles import JournalError
from journal.people import people
from journal.records import (
    KINDS,
    OwnInstrument,
    Person,
    Record,
    Role,
    Setting,
    Undecided,
    Write,
    new_id,
)
from journal.store import Journal

_NAME = "identity"
"""The setting that names a journal, the same in all copies of it."""

_NAMED = (Person, OwnInstrument)
"""Kinds that get the same id in journals that have nothing in common, by their name or code."""

_RECORDS = [kind.__tablename__ for kind in KINDS]

_VERSIONS = """
    SELECT writes.key, versions.kind, versions.record_id
    FROM versions JOIN writes ON writes.id = versions.write_id
    WHERE versions.kind <> 'settings' ORDER BY 1, 2, 3
"""
_EMPTIED = "SELECT kind, record_id, at_utc FROM emptied ORDER BY 1, 2"


class OtherJournal(JournalError):
    """The file holds a journal that was begun by itself, perhaps another patient's.

    `patient` and `ours` are the names that the two have for the patient, empty for none.
    """

    def __init__(self, path: Path, patient: str = "", ours: str = "") -> None:
        super().__init__(path)
        self.patient, self.ours = patient, ours


def identity_of(session: Session) -> str | None:
    """What names this journal; None where it was never shared."""
    value = session.scalars(select(Setting.value).where(Setting.name == _NAME)).one_or_none()
    return None if value is None else str(value.get("id"))


def give_identity(journal: Journal, identity: str | None = None) -> None:
    """Name a journal, unless it has a name and no other is given.

    No change that a person made: it is written past the watch, and nothing undoes it.
    """
    with journal.read() as session:
        found = identity_of(session)
    if found is not None and identity in (None, found):
        return
    value = {"id": identity or new_id()}
    with journal.write("Name the journal") as session:
        if found is None:
            session.execute(insert(Setting).values(name=_NAME, value=value))
        else:
            session.execute(update(Setting).where(Setting.name == _NAME).values(value=value))


def are_copies(ours: Session, theirs: Session) -> bool:
    """Whether two journals are copies of one; what nothing was written in is a copy of any."""
    found = identity_of(ours)
    if found is not None and found == identity_of(theirs):
        return True
    return _is_empty(ours) or _is_empty(theirs) or _share_a_write(ours, theirs)


def are_of_one_patient(ours: Session, theirs: Session) -> bool:
    """Whether two journals are about the same patient, as far as they tell, though begun apart.

    Copies are; and so are those that have a record in common, such as rows of one spreadsheet that
    were brought into both, that name the patient alike, or of which neither has a patient: those
    were made on the command line, and are joined there by whoever made them.
    """
    if are_copies(ours, theirs):
        return True
    if any(_ids(ours, kind) & _ids(theirs, kind) for kind in KINDS if kind not in _NAMED):
        return True
    name, their = _patient(ours), _patient(theirs)
    return name != "" and name == their


def refuse_other(path: Path, ours: Session, theirs: Session) -> None:
    """Raise OtherJournal unless what the file at `path` holds is about the same patient."""
    if not are_of_one_patient(ours, theirs):
        raise OtherJournal(path, patient_name(theirs), patient_name(ours))


def _patient(session: Session) -> str | None:
    """What the patient is called, whatever the capitals; None where there is none at all."""
    is_there = any(one.role is Role.PATIENT for one in people(session))
    return patient_name(session).casefold() if is_there else None


def patient_name(session: Session) -> str:
    """The name of the patient; empty where none was given."""
    return next((one.name.strip() for one in people(session) if one.role is Role.PATIENT), "")


def _ids(session: Session, kind: type[Record]) -> set[str]:
    return set(session.scalars(select(kind.id)))


def is_same(journal: Journal, other: Journal) -> bool:
    """Whether both are copies of one journal; then they have one identity from now on."""
    with journal.read() as ours, other.read() as theirs:
        if not are_copies(ours, theirs):
            return False
        found, their = identity_of(ours), identity_of(theirs)
        is_empty, is_their_empty = _is_empty(ours), _is_empty(theirs)
    if their not in (None, found) and (is_empty == is_their_empty or is_empty):
        # Of two names the lesser, so that all come to one; but what is empty takes the other's.
        give_identity(journal, min(found or their, their) if is_their_empty == is_empty else their)
    return True


def _share_a_write(ours: Session, theirs: Session) -> bool:
    """Every write has a random key of its own, which is copied with the file."""
    keys = set(ours.scalars(select(Write.key)))
    return not keys.isdisjoint(theirs.scalars(select(Write.key)))


def _is_empty(session: Session) -> bool:
    """Whether nothing was entered yet but names, which are asked for when a journal is begun."""
    kinds = (kind for kind in KINDS if kind is not Person)
    return all(session.scalars(select(kind.id).limit(1)).first() is None for kind in kinds)


def content_of(session: Session) -> str:
    """A sum over what the copies of a journal have in common once they have seen the same.

    Settings and half-filled forms are each copy's own. 0.1 s for ten years of entries.
    """
    ask = session.connection().exec_driver_sql
    found = hashlib.sha256()
    for kind in _RECORDS:
        rows = ask(f"SELECT id, changed_utc, deleted_utc FROM {kind} ORDER BY id")  # noqa: S608
        found.update(f"{kind} {rows.fetchall()}\n".encode())
    found.update(f"{ask(_VERSIONS).fetchall()} {ask(_EMPTIED).fetchall()}\n".encode())
    for open_ in session.scalars(select(Undecided).order_by(Undecided.kind, Undecided.record_id)):
        found.update(f"{open_.kind} {open_.record_id} {text_of(open_.thrown_away)}\n".encode())
    return found.hexdigest()
