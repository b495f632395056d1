"""How a record came to be what it is: every write that changed it, and what it was before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.days import Instant
from journal.history.overtaken import DECIDED, is_overtaken
from journal.history.states import CHANGED, Name, State, kept_states, put, text_of
from journal.history.watching import moment_after
from journal.records import Setting, Undecided, Version, Write

_NOT_DELETED = {"deleted_utc": None}


@dataclass(frozen=True)
class Change:
    """What one write did to one record; `before` is None when it was made then.

    `person_id` is who was writing, None when nobody was named. `is_overtaken` says that no write
    did it: two copies of the journal were joined, and of two changes the other one stands.
    """

    key: str
    label: str
    made_at: Instant
    person_id: str | None
    before: State | None
    after: State | None
    is_overtaken: bool = False


def changes(session: Session, kind: str, record_id: str) -> tuple[Change, ...]:
    """Everything that happened to a record or a setting, the latest first.

    In every copy of the journal in the same order, whatever was joined when: by the moment of
    each change, which is never before that of the change it was made to.
    """
    name = (kind, record_id)
    query = (
        select(Write, Version)
        .join(Version, Version.write_id == Write.id)
        .where(Version.kind == kind, Version.record_id == record_id)
        .order_by(Version.id)
    )
    now = kept_states(session, [name]).get(name)
    waiting = session.get(Undecided, name)
    found = [(write, version.before) for write, version in session.execute(query)]
    if kind == Setting.__tablename__:  # each copy's own, so the file has them in order
        return _in_a_row(found, now)
    return _joined(name, found, now, None if waiting is None else waiting.thrown_away)


def _in_a_row(found: Sequence[tuple[Write, State | None]], now: State | None) -> tuple[Change, ...]:
    befores = [before for _, before in found]
    told = zip(found, (*befores[1:], now), strict=True)
    return tuple(_change(write, before, after) for (write, before), after in told)[::-1]


def _joined(
    name: Name,
    found: Sequence[tuple[Write, State | None]],
    now: State | None,
    thrown_away: State | None,
) -> tuple[Change, ...]:
    """Changes of which some were made without having seen others.

    `thrown_away` is the state that waits for a decision.
    """
    states = _in_order((*(before for _, before in found), now, thrown_away))
    made: list[tuple[datetime, Change]] = []
    overtaken: list[Change] = []
    for write, before in found:
        if is_overtaken(write.key, name, before):
            if write.label == DECIDED:
                continue  # the decision itself is told, and so is what was thrown away
            one = _change(write, before, _next(states, before), is_overtaken=True)
            overtaken.append(replace(one, person_id=None))
        else:
            at = _moment(write, before)
            made.append((at, _change(write, before, _made(states, before, at))))
    stood = {text_of(one.after): (at, one.made_at) for at, one in made if one.after is not None}
    for one in overtaken:
        first = (one.made_at.utc, one.made_at)
        at, made_at = first if one.after is None else stood.get(text_of(one.after), first)
        made.append((at, replace(one, made_at=made_at)))
    made.sort(key=lambda told: (told[0], told[1].is_overtaken, told[1].key), reverse=True)
    return tuple(one for _, one in made)


def _change(
    write: Write, before: State | None, after: State | None, *, is_overtaken: bool = False
) -> Change:
    return Change(
        write.key, write.label, write.made_at, write.person_id, before, after, is_overtaken
    )


def _in_order(states: Iterable[State | None]) -> list[State]:
    found = {text_of(state): state for state in states if state is not None}
    return [found[text] for text in sorted(found, key=lambda text: (_said(found[text]), text))]


def _said(state: State) -> str:
    said: str | None = state.get(CHANGED)
    return said or ""


def _moment(write: Write, before: State | None) -> datetime:
    """The moment that the change bears; a clock may have been set back before it."""
    said = "" if before is None else _said(before)
    return moment_after(write.made_utc, said) if said else write.made_utc


def _made(states: Sequence[State], before: State | None, at: datetime) -> State | None:
    """What a change made: the state that bears its moment."""
    for state in states:
        if state != before and _said(state) == at.isoformat():
            return state
    return _next(states, before)


def _next(states: Sequence[State], before: State | None) -> State | None:
    """The next state after one in time; None when there is none, since the record is gone."""
    later: Iterator[State] = iter(states)
    if before is not None:
        for state in later:
            if state == before:
                break
    return next(later, None)


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
