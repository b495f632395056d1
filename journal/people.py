"""People who write in a journal: the patient and caregivers."""

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.days import Instant
from journal.history.deciding import settle_thrown_away
from journal.records import CheckIn, Draft, Emptied, Person, Role
from journal.words import SELF

_THERE = select(Person).where(Person.deleted_utc.is_(None))


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


def name_patient(session: Session, name: str) -> None:
    """Give the patient a name, which may be empty."""
    found = session.scalars(_THERE.where(Person.role == Role.PATIENT)).first()
    if found is None:
        add_person(session, name, Role.PATIENT)
    else:
        found.name = name


def rename(session: Session, person_id: str, name: str) -> None:
    """Give someone another name; what they wrote stays theirs."""
    session.get_one(Person, person_id).name = name


def people(session: Session) -> tuple[Person, ...]:
    """Everyone who writes, the patient first, then by name."""
    found = session.scalars(_THERE).all()
    return tuple(sorted(found, key=lambda person: (person.role is not Role.PATIENT, person.name)))


def unite_people(session: Session, at: Instant) -> None:
    """Leave one of each in a journal into which another of the same patient was joined.

    There is one patient; caregivers are the same where they bear one name, by which alone ratings
    tell who rated. The one of the least id stays, on every copy alike. What the others rated is
    theirs, also what comes later from a copy that has not heard of it, and so is what stands half
    filled in. The others go to the trash; who made an entry is still told by them, and nobody is
    asked about one of them that another copy threw away.
    """
    found = defaultdict(list)
    for one in session.scalars(select(Person).order_by(Person.deleted_utc.is_not(None), Person.id)):
        name = one.name.strip().casefold() or one.id
        found[None if one.role is Role.PATIENT else name].append(one)
    for first, *others in found.values():
        if first.deleted_utc is not None:
            continue  # nobody of the name writes any more
        there = [one for one in others if one.deleted_utc is None]
        first.name = first.name or next((one.name for one in there if one.name), "")
        for one in there:
            one.deleted_utc = _after_emptying(session, one, at.utc)
            settle_thrown_away(session, one)
        for one in others:
            _hand_over(session, one.id, None if first.role is Role.PATIENT else first.id)


def _hand_over(session: Session, person_id: str, heir_id: str | None) -> None:
    """Make somebody's ratings those of another; None is the patient."""
    for check_in in session.scalars(select(CheckIn).where(CheckIn.observer_id == person_id)):
        check_in.observer_id = heir_id
    if heir_id is None:
        return
    for half in session.scalars(
        select(Draft).where(Draft.form.endswith(person_id, autoescape=True))
    ):
        form = half.form.removesuffix(person_id) + heir_id
        there = session.get(Draft, (form, half.day))
        if there is None:
            session.add(Draft(form=form, day=half.day, content=half.content))
        else:  # answered under both ids while the copies met
            there.content = {**half.content, **there.content}
        session.delete(half)


def _after_emptying(session: Session, person: Person, at: datetime) -> datetime:
    """A moment after any emptying that took a person along elsewhere: all copies keep them."""
    emptied = session.get(Emptied, (person.__tablename__, person.id))
    return at if emptied is None else max(at, emptied.at_utc + timedelta.resolution)


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
