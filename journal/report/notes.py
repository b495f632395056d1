"""The lines that were written beside the days, and how many of them stay in the journal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from journal import people, queries
from journal.instruments import Instrument
from journal.records import CheckIn, Note
from journal.report.span import Span
from journal.side_effects import SideEffectEntry
from journal.treatments import TreatmentEntry


@dataclass(frozen=True)
class Written:
    """A line that somebody wrote about a day; `about` is what it hangs on, in words."""

    day: date
    about: str
    text: str


def notes_of(
    session: Session,
    built_in: Mapping[str, Instrument],
    span: Span,
    given: Iterable[TreatmentEntry],
    effects: Iterable[SideEffectEntry],
) -> tuple[Written, ...]:
    """Every line that is not private, by day. Visits bring theirs to their own section."""
    notes = select(Note).where(Note.deleted_utc.is_(None), Note.is_private.is_(False))
    found = [Written(note.day, "", note.text) for note in session.scalars(notes)]
    found += _notes_of_check_ins(session, built_in)
    found += [Written(one.day, "treatment", one.note) for one in given if one.note]
    days = {one.id: one.day for one in given}
    for effect in effects:
        if effect.note:
            # Without a time it is here by its treatment, which lies in the range.
            day = days[effect.treatment_id] if effect.onset is None else span.day(effect.onset)
            found.append(Written(day, "side effect", effect.note))
    found = [one for one in found if span.first <= one.day <= span.last and one.text.strip()]
    return tuple(sorted(found, key=lambda one: (one.day, one.about, one.text)))


def _notes_of_check_ins(session: Session, built_in: Mapping[str, Instrument]) -> Iterable[Written]:
    """The lines beside ratings that are not private; those of an observer say whose they are."""
    known = queries.instruments(session, built_in)
    names = {one.id: one.name for one in people.people(session)}
    query = select(CheckIn).where(
        CheckIn.deleted_utc.is_(None), CheckIn.is_private.is_(False), CheckIn.note != ""
    )
    for check in session.scalars(query):
        about = check.instrument
        if check.instrument in known:
            about = known[check.instrument].short_title
        if check.observer_id is None:
            yield Written(check.day, about, check.note)
        elif check.observer_id in names:
            by = names[check.observer_id]
            yield Written(check.day, f"{about}, rated by {by}", check.note)


def count_private_notes(session: Session, span: Span) -> int:
    """How many notes stay in the journal; those of an observer in the trash are not spoken of."""
    notes = select(func.count()).select_from(Note)
    notes = notes.where(
        Note.deleted_utc.is_(None), Note.is_private, Note.day.between(span.first, span.last)
    )
    lines = select(func.count()).select_from(CheckIn)
    lines = lines.where(
        CheckIn.deleted_utc.is_(None),
        CheckIn.is_private,
        CheckIn.note != "",
        CheckIn.day.between(span.first, span.last),
        or_(
            CheckIn.observer_id.is_(None),
            CheckIn.observer_id.in_([one.id for one in people.people(session)]),
        ),
    )
    return (session.scalar(notes) or 0) + (session.scalar(lines) or 0)
