"""Records thrown away in one copy of the journal and changed in another, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.orm import Session

from journal.days import DAY_ENDS_AT, Instant
from journal.diary import day_of_row, person_words
from journal.history.deciding import Question, undecided
from journal.history.overtaken import moment_of
from journal.history.states import State, kept_states, row_of
from journal.history.versions import Change, changes
from journal.words import diary as words
from journal.words.diary import Difference
from journal.words.recorded import Known


@dataclass(frozen=True)
class Done:
    """When something was done to a record and by whom; `by` is empty where nobody was named."""

    at: Instant
    by: str


@dataclass(frozen=True)
class UndecidedRecord:
    """A record that waits for a decision.

    It is in view as it was `changed` in one copy. `differences` are from what was thrown away in
    the other to what is in view.
    """

    kind: str
    id: str
    title: str
    second: str
    day: date | None
    changed: Done
    thrown_away: Done
    differences: tuple[Difference, ...]


def undecided_records(
    session: Session, names: Known, day_ends_at: time = DAY_ENDS_AT
) -> tuple[UndecidedRecord, ...]:
    """Everything that waits for a decision."""
    questions = undecided(session)
    states = kept_states(session, [(one.kind, one.id) for one in questions])
    return tuple(
        _told(session, one, states[one.kind, one.id], names, day_ends_at) for one in questions
    )


def _told(
    session: Session, one: Question, now: State, names: Known, day_ends_at: time
) -> UndecidedRecord:
    row, thrown = row_of(one.kind, now), row_of(one.kind, one.thrown_away)
    happened = changes(session, one.kind, one.id)
    return UndecidedRecord(
        kind=one.kind,
        id=one.id,
        title=words.title(one.kind, row, names),
        second=words.second(one.kind, row, names),
        day=day_of_row(one.kind, row, day_ends_at),
        changed=_done(_making(happened, now), now, names),
        thrown_away=_done(_throwing(happened, one.thrown_away), one.thrown_away, names),
        differences=words.differences(one.kind, thrown, row, names),
    )


def _making(happened: Sequence[Change], now: State) -> Change | None:
    made = (one for one in happened if not one.is_overtaken and one.after == now)
    return next(made, None)


def _throwing(happened: Sequence[Change], thrown_away: State) -> Change | None:
    """The change that threw it away; undoing a decision makes another state of the same moment."""
    at = thrown_away["deleted_utc"]
    made = (one for one in happened if one.after is not None and not one.is_overtaken)
    return next((one for one in made if one.after and one.after["deleted_utc"] == at), None)


def _done(change: Change | None, state: State, names: Known) -> Done:
    if change is None:
        return Done(Instant(moment_of(state), 0), "")
    return Done(change.made_at, person_words(change.person_id, names))
