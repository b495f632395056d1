"""Records thrown away in one copy of the journal and changed in another: the person decides.

Until then such a record stays in view and is flagged. Undoing a decision asks again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from journal.history.overtaken import DECIDED, is_overtaken, overtaken_write
from journal.history.states import CHANGED, Name, State, record_kind
from journal.history.undoing import undo
from journal.history.watching import watch_of
from journal.records import KINDS, Record, Undecided, Version, Write

_A_MOMENT = timedelta(microseconds=1)
_RECORDS = [kind.__tablename__ for kind in KINDS]


@dataclass(frozen=True)
class Question:
    """A record that waits for a decision, and its state in the copy where it was thrown away."""

    kind: str
    id: str
    thrown_away: State


def undecided(session: Session) -> tuple[Question, ...]:
    """What waits for a decision. A record that was thrown away here since does so no more."""
    found = session.scalars(select(Undecided).order_by(Undecided.kind, Undecided.record_id)).all()
    in_view = {
        (kind, record_id)
        for kind in {one.kind for one in found}
        for record_id in _in_view(session, kind)
    }
    return tuple(
        Question(one.kind, one.record_id, one.thrown_away)
        for one in sorted(found, key=lambda one: _RECORDS.index(one.kind))
        if (one.kind, one.record_id) in in_view
    )


def decide(session: Session, kind: str, record_id: str, *, is_kept: bool) -> None:
    """Keep a record that another copy had thrown away, or throw it away here as well.

    Within a write only. Raises LookupError where there is nothing to decide.
    """
    found = session.get(Undecided, (kind, record_id))
    if found is None:
        raise LookupError(record_id)
    row = session.get_one(record_kind(kind), record_id)
    at = watch_of(session).made_at.utc
    if is_kept:
        row.changed_utc = at  # the decision is a change, so that it stands in the other copy too
    else:
        row.deleted_utc = at
    session.flush()
    _close(session, found)


def settle_thrown_away(session: Session, row: Record) -> None:
    """A record that waits for a decision goes to the trash here as well: nothing is left to decide.

    Within a write only, after the record was thrown away.
    """
    found = session.get(Undecided, (row.__tablename__, row.id))
    if found is not None:
        session.flush()
        _close(session, found)


def undo_decided(session: Session, key: str) -> None:
    """Undo a write as `undo` does; where it was a decision, the question is open again.

    Undoing that decides once more as before. Raises what `undo` raises.
    """
    write = session.scalars(select(Write).where(Write.key == key)).one_or_none()
    undone = None if write is None else write.undoes
    asked = dict(_decided_by(session, key))
    answered = {} if undone is None else dict(_decided_by(session, undone))
    undo(session, key)
    _mark(session, (*asked, *answered))
    for (kind, record_id), state in asked.items():
        # Not the state that was decided about, nor of the moment of what is put back in view.
        at = watch_of(session).moment_after(state[CHANGED]) + _A_MOMENT
        again = {**state, CHANGED: at.isoformat()}
        session.merge(Undecided(kind=kind, record_id=record_id, thrown_away=again))
    for kind, record_id in answered:
        found = session.get(Undecided, (kind, record_id))
        if found is not None:
            _close(session, found)
    session.flush()


def _in_view(session: Session, kind: str) -> Iterator[str]:
    model = record_kind(kind)
    yield from session.scalars(select(model.id).where(model.deleted_utc.is_(None)))


def _mark(session: Session, names: Iterable[Name]) -> None:
    """Where a decision changed nothing but that it was made, taking it back is a change as well."""
    watch = watch_of(session)
    for kind, record_id in names:
        if (kind, record_id) not in watch.seen:
            session.get_one(record_kind(kind), record_id).changed_utc = watch.made_at.utc
    session.flush()


def _close(session: Session, found: Undecided) -> None:
    """Nothing is left to decide: what was thrown away is a version of its own from now on."""
    name, state = (found.kind, found.record_id), found.thrown_away
    session.delete(found)
    made = insert(Write).values(overtaken_write(name, state, DECIDED)).returning(Write.id)
    write_id = session.execute(made).scalar_one()
    session.execute(
        insert(Version).values(write_id=write_id, kind=name[0], record_id=name[1], before=state)
    )


def _decided_by(session: Session, key: str) -> Iterator[tuple[Name, State]]:
    """The records about which a write of this file decided: `decide` adds two writes in a row."""
    query = (
        select(Version, Write.key)
        .join(Write, Version.write_id == Write.id)
        .where(
            Write.label == DECIDED,
            Write.id == select(Write.id + 1).where(Write.key == key).scalar_subquery(),
        )
    )
    for version, overtaken in session.execute(query):
        name = version.kind, version.record_id
        before = version.before
        if before is not None and is_overtaken(overtaken, name, before):
            yield name, before
