"""The moments of a treatment day: what was rated and measured before, during and after a dose.

Each moment is kept as a check-in of "anxiety-now", one of "detached-now" and one row of vital
signs, all at the same instant. Which moment a record belongs to follows from its time alone, so
records that were imported or logged elsewhere find their place too.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
from functools import partial
from typing import TypeVar

from sqlalchemy.orm import Session

from journal.check_ins import check_ins_on, discard_check_in, log_check_in
from journal.days import DAY_ENDS_AT, Instant, day_of
from journal.instruments import Instrument
from journal.records import CheckIn, VitalSigns
from journal.scoring import Answer
from journal.treatments import TreatmentEntry, VitalSignsEntry, keep_vital_signs, vital_signs

ANXIETY = "anxiety-now"
DETACHED = "detached-now"
_ITEM = "value"
_EVENING_AT = time(20, 0)

Timed = TypeVar("Timed")


class Moment(StrEnum):
    """When on a treatment day, by the time since the start."""

    BEFORE = "before"
    MINUTES_40 = "40-minutes"
    HOUR_1 = "1-hour"
    HOURS_2 = "2-hours"
    EVENING = "evening"


_USUALLY = {
    Moment.BEFORE: timedelta(minutes=-10),
    Moment.MINUTES_40: timedelta(minutes=40),
    Moment.HOUR_1: timedelta(hours=1),
    Moment.HOURS_2: timedelta(hours=2),
    Moment.EVENING: timedelta(hours=4),
}
"""Time since the start that a moment has unless it is changed; the evening's is the earliest."""

_ENDS = {
    Moment.BEFORE: timedelta(0),
    Moment.MINUTES_40: timedelta(minutes=50),
    Moment.HOUR_1: timedelta(minutes=90),
    Moment.HOURS_2: timedelta(hours=4),
}
"""Time since the start at which a moment gives way to the next one."""


@dataclass(frozen=True)
class MomentEntry:
    """One moment as the form takes it in and gives it back.

    Anxiety and feeling detached go from 0 to 100, blood pressure is in mmHg, the pulse per
    minute; None is empty, never 0. The ids name the records behind it, None for new ones.
    """

    moment: Moment
    at: Instant
    anxiety: float | None = None
    detached: float | None = None
    systolic: int | None = None
    diastolic: int | None = None
    pulse: int | None = None
    anxiety_id: str | None = None
    detached_id: str | None = None
    vital_signs_id: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was rated or measured."""
        values = (self.anxiety, self.detached, self.systolic, self.diastolic, self.pulse)
        return all(value is None for value in values)


def moment_of(at: Instant, start: Instant) -> Moment:
    """The moment to which a time belongs.

    >>> start = Instant.parse("2026-01-10T11:00:00+00:00")
    >>> moment_of(Instant.parse("2026-01-10T11:55:00+00:00"), start)
    <Moment.HOUR_1: '1-hour'>
    """
    since = at.utc - start.utc
    return next((moment for moment, end in _ENDS.items() if since < end), Moment.EVENING)


def usual_time(moment: Moment, treatment: TreatmentEntry) -> Instant:
    """The time a moment has unless another is given; for the evening 20:00, or four hours on."""
    start = treatment.start
    usual = dataclasses.replace(start, utc=start.utc + _USUALLY[moment])
    if moment is not Moment.EVENING:
        return usual
    evening = start.local.replace(hour=_EVENING_AT.hour, minute=0, second=0)
    return max(usual, Instant.of(evening), key=lambda one: one.utc)


def time_for(
    moment: Moment, treatment: TreatmentEntry, now: Instant, day_ends_at: time = DAY_ENDS_AT
) -> Instant:
    """The time to write beside a moment: now when it is that moment, else the usual one."""
    return now if fits(moment, now, treatment, day_ends_at) else usual_time(moment, treatment)


def fits(
    moment: Moment, at: Instant, treatment: TreatmentEntry, day_ends_at: time = DAY_ENDS_AT
) -> bool:
    """Whether a time lies on the treatment's day and belongs to the moment."""
    is_that_day = day_of(at, day_ends_at) == treatment.day
    return is_that_day and moment_of(at, treatment.start) is moment


def moments(
    session: Session, treatment: TreatmentEntry, day_ends_at: time = DAY_ENDS_AT
) -> tuple[MomentEntry, ...]:
    """The moments at which something was rated or measured, by time.

    Where several records of one kind belong to a moment, the one nearest to its usual time is
    taken.
    """
    signs = vital_signs(session, treatment.id) if treatment.id is not None else ()
    rated = {
        code: [one for one in check_ins_on(session, code, treatment.day) if one.total is not None]
        for code in (ANXIETY, DETACHED)
    }
    found = []
    for moment in Moment:
        place = partial(_nearest, moment, treatment, day_ends_at)
        entry = _entry(
            moment,
            place((one.rated_at, one) for one in rated[ANXIETY]),
            place((one.rated_at, one) for one in rated[DETACHED]),
            place((one.taken_at, one) for one in signs),
        )
        if entry is not None:
            found.append(entry)
    return tuple(found)


def keep_moment(
    session: Session,
    treatment: TreatmentEntry,
    entry: MomentEntry,
    instruments: Mapping[str, Instrument],
    now: Instant,
    day_ends_at: time = DAY_ENDS_AT,
) -> None:
    """Keep one moment of a treatment that is kept itself; what was emptied goes to the trash.

    Records that are there already keep their own times unless the moment's time was changed.
    BadAnswer is raised for a rating outside 0 to 100.
    """
    shown = {one.moment: one.at for one in moments(session, treatment, day_ends_at)}
    is_moved = shown.get(entry.moment) != entry.at
    ratings = (
        (ANXIETY, entry.anxiety, entry.anxiety_id),
        (DETACHED, entry.detached, entry.detached_id),
    )
    for code, value, kept_id in ratings:
        if value is not None:
            kept = None if kept_id is None else session.get(CheckIn, kept_id)
            log_check_in(
                session,
                instruments[code],
                treatment.day,
                {_ITEM: Answer(value)},
                rated_at=entry.at if kept is None or is_moved else kept.rated_at,
                check_in_id=kept_id,
                note="" if kept is None else kept.note,
                is_private=kept is not None and kept.is_private,
            )
        elif kept_id is not None:
            discard_check_in(session, kept_id, now)
    _keep_signs(session, treatment, entry, is_moved=is_moved, now=now)


def _keep_signs(
    session: Session, treatment: TreatmentEntry, entry: MomentEntry, *, is_moved: bool, now: Instant
) -> None:
    known = vital_signs(session, treatment.id) if treatment.id is not None else ()
    before = next(
        (one for one in known if one.id == entry.vital_signs_id),
        VitalSignsEntry(taken_at=None, treatment_id=treatment.id),
    )
    after = dataclasses.replace(
        before,
        taken_at=entry.at if before.id is None or is_moved else before.taken_at,
        systolic=entry.systolic,
        diastolic=entry.diastolic,
        pulse=entry.pulse,
    )
    measured = (after.systolic, after.diastolic, after.pulse, after.spo2, after.weight)
    if any(value is not None for value in measured):
        keep_vital_signs(session, after)
    elif after.id is not None:
        session.get_one(VitalSigns, after.id).deleted_utc = now.utc


def _nearest(
    moment: Moment,
    treatment: TreatmentEntry,
    day_ends_at: time,
    timed: Iterable[tuple[Instant | None, Timed]],
) -> Timed | None:
    """Of the records that belong to a moment, the one nearest to its usual time."""
    usual = usual_time(moment, treatment)
    belonging = [
        (abs(at.utc - usual.utc), record)
        for at, record in timed
        if at is not None and fits(moment, at, treatment, day_ends_at)
    ]
    return min(belonging, key=lambda pair: pair[0])[1] if belonging else None


def _entry(
    moment: Moment,
    anxiety: CheckIn | None,
    detached: CheckIn | None,
    measured: VitalSignsEntry | None,
) -> MomentEntry | None:
    times = (
        anxiety.rated_at if anxiety is not None else None,
        detached.rated_at if detached is not None else None,
        measured.taken_at if measured is not None else None,
    )
    at = next((one for one in times if one is not None), None)
    if at is None:
        return None
    return MomentEntry(
        moment=moment,
        at=at,
        anxiety=None if anxiety is None else anxiety.total,
        detached=None if detached is None else detached.total,
        systolic=None if measured is None else measured.systolic,
        diastolic=None if measured is None else measured.diastolic,
        pulse=None if measured is None else measured.pulse,
        anxiety_id=None if anxiety is None else anxiety.id,
        detached_id=None if detached is None else detached.id,
        vital_signs_id=None if measured is None else measured.id,
    )
