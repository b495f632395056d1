"""People who write in a journal: the patient and caregivers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.records import Person, Role

SELF = "self"
"""The rater's word for the patient's own ratings, in exports and on the command line."""


class UnknownPerson(Exception):
    """Nobody of this name writes in the journal."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def add_person(session: Session, name: str, role: Role) -> Person:
    """Add someone who writes."""
    person = Person(name=name, role=role)
    session.add(person)
    session.flush()
    return person


def people(session: Session) -> tuple[Person, ...]:
    """Everyone who writes, the patient first, then by name."""
    found = session.scalars(select(Person).where(Person.deleted_utc.is_(None))).all()
    return tuple(sorted(found, key=lambda person: (person.role is not Role.PATIENT, person.name)))


def observer_id(session: Session, rater: str) -> str | None:
    """The id behind a rater's word: None for the patient's own ratings.

    Raises UnknownPerson when nobody has the name.
    """
    if rater == SELF:
        return None
    for person in people(session):
        if person.name == rater:
            return person.id
    raise UnknownPerson(rater)


def raters(session: Session) -> tuple[str, ...]:
    """The words for all raters: "self" first, then each observer's name."""
    return (SELF, *(one.name for one in people(session) if one.role is not Role.PATIENT))
