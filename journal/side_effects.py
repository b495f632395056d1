"""Logging side effects: what, how strong, from when to when, after which treatment."""

import dataclasses
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.days import DAY_ENDS_AT, Instant, day_of
from journal.history.trash import kept_or_new
from journal.records import Severity, SideEffect


@dataclass(frozen=True)
class SideEffectEntry:
    """A side effect as the form takes it in and gives it back; `id` is None for a new one.

    `effect` is a code of the vocabulary or the person's own words.
    """

    effect: str
    severity: Severity | None = None
    onset: Instant | None = None
    end: Instant | None = None
    treatment_id: str | None = None
    id: str | None = None
    note: str = ""


_FIELDS = tuple(part.name for part in dataclasses.fields(SideEffectEntry) if part.name != "id")


class EndsBeforeItBegan(Exception):
    """A side effect would end before its onset."""


def keep_side_effect(session: Session, entry: SideEffectEntry) -> str:
    """Add a side effect, or change the one that `entry.id` names; returns its id."""
    if entry.onset is not None and entry.end is not None and entry.end.utc < entry.onset.utc:
        raise EndsBeforeItBegan
    effect = kept_or_new(session, SideEffect, entry.id)
    for name in _FIELDS:
        setattr(effect, name, getattr(entry, name))
    session.add(effect)
    session.flush()
    return effect.id


def discard_side_effect(session: Session, side_effect_id: str, at: Instant) -> None:
    """Move a side effect to the trash."""
    session.get_one(SideEffect, side_effect_id).deleted_utc = at.utc


def bring_back_side_effect(session: Session, side_effect_id: str) -> None:
    """Take a side effect out of the trash."""
    session.get_one(SideEffect, side_effect_id).deleted_utc = None


def entries(session: Session) -> tuple[SideEffectEntry, ...]:
    """All side effects, the earliest onset first; those without one last."""
    query = (
        select(SideEffect)
        .where(SideEffect.deleted_utc.is_(None))
        .order_by(SideEffect.onset_utc.is_(None), SideEffect.onset_utc, SideEffect.id)
    )
    return tuple(
        SideEffectEntry(id=one.id, **{name: getattr(one, name) for name in _FIELDS})
        for one in session.scalars(query)
    )


def entries_on(
    session: Session, day: date, day_ends_at: time = DAY_ENDS_AT
) -> tuple[SideEffectEntry, ...]:
    """Side effects that began on a day, or were still there on it."""
    return tuple(one for one in entries(session) if _touches(one, day, day_ends_at))


def entries_after(session: Session, treatment_id: str) -> tuple[SideEffectEntry, ...]:
    """Side effects logged with one treatment."""
    return tuple(one for one in entries(session) if one.treatment_id == treatment_id)


def is_first_moment(moment: Instant, day_ends_at: time = DAY_ENDS_AT) -> bool:
    """Whether a time stands for its whole day: a day's first moment is kept where no clock time
    of an onset is known.

    >>> is_first_moment(Instant.parse("2026-01-10T03:00:00+01:00"))
    True
    """
    return moment.local.time() == day_ends_at


def is_last_moment(moment: Instant, day_ends_at: time = DAY_ENDS_AT) -> bool:
    """The same for an end, which is kept as the last minute of its day.

    >>> is_last_moment(Instant.parse("2026-01-11T02:59:00+01:00"))
    True
    """
    return (moment.local + timedelta(minutes=1)).time() == day_ends_at


def _touches(entry: SideEffectEntry, day: date, day_ends_at: time) -> bool:
    if entry.onset is None:
        return False
    began = day_of(entry.onset, day_ends_at)
    ended = began if entry.end is None else day_of(entry.end, day_ends_at)
    return began <= day <= ended
