"""Notes on days, private or for the clinic."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.days import Instant
from journal.records import Note


def keep_note(session: Session, day: date, text: str, *, is_private: bool, at: Instant) -> None:
    """Set the note of a day; an empty text moves it to the trash."""
    kept = note_on(session, day)
    if kept is None:
        if text:
            session.add(Note(day=day, text=text, is_private=is_private))
    elif not text:
        kept.deleted_utc = at.utc
    else:
        kept.text, kept.is_private = text, is_private


def note_on(session: Session, day: date) -> Note | None:
    """The note of a day, the first entered if an import brought several."""
    query = select(Note).where(Note.day == day, Note.deleted_utc.is_(None))
    return session.scalars(query.order_by(Note.entered_utc, Note.id).limit(1)).first()
