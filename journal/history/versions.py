"""How a record came to be what it is: every write that changed it, and what it was before."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.days import Instant
from journal.history.states import State, kept_states, put
from journal.records import Version, Write

_NOT_DELETED = {"deleted_utc": None}


@dataclass(frozen=True)
class Change:
    """What one write did to one record; `before` is None when it was made then.

    `person_id` is who was writing, None when nobody was named.
    """

    key: str
    label: str
    made_at: Instant
    person_id: str | None
    before: State | None
    after: State | None


def changes(session: Session, kind: str, record_id: str) -> tuple[Change, ...]:
    """Everything that happened to a record or a setting, the latest first."""
    query = (
        select(Write, Version)
        .join(Version, Version.write_id == Write.id)
        .where(Version.kind == kind, Version.record_id == record_id)
        .order_by(Version.id.desc())
    )
    after = kept_states(session, [(kind, record_id)]).get((kind, record_id))
    found = []
    for write, version in session.execute(query):
        change = Change(
            write.key, write.label, write.made_at, write.person_id, version.before, after
        )
        found.append(change)
        after = version.before
    return tuple(found)


def put_back(session: Session, kind: str, record_id: str, key: str) -> None:
    """Make a record what it was before the write `key`, and show it.

    Raises LookupError when that write made the record or never changed it, RefersToGone when it
    would refer to a record that is gone.
    """
    before = next((o.before for o in changes(session, kind, record_id) if o.key == key), None)
    if before is None:
        raise LookupError(key)
    put(session, kind, record_id, {**before, **_NOT_DELETED})
    session.flush()
