"""From the session to plain values: the one bridge between records and trajectories."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import people, side_effects
from journal.days import DAY_ENDS_AT, Instant, clock_within, day_of, is_late
from journal.instrument_files import load_instrument
from journal.instruments import Instrument
from journal.records import CheckIn, OwnInstrument, Status, Treatment, VitalSigns
from journal.side_effect_terms import Vocabulary
from journal.trajectories import values
from journal.trajectories.hours import (
    ANXIETY,
    DETACHED,
    DIASTOLIC,
    PULSE,
    SYSTOLIC,
    TreatmentHours,
    lay_hours,
)
from journal.trajectories.side_effects import LoggedEffect, SideEffects, lay_side_effects
from journal.trajectories.values import Reading
from journal.words import SELF
from journal.words.recorded import amount_words


def instruments(session: Session, built_in: Mapping[str, Instrument]) -> dict[str, Instrument]:
    """Built-in instruments and the patient's own, by code: all that check-ins may be read with.

    Own ones in the trash are among them, because what was logged with them is not.
    """
    found = dict(built_in)
    query = select(OwnInstrument).order_by(OwnInstrument.entered_utc, OwnInstrument.code)
    for own in session.scalars(query):
        found[own.code] = load_instrument(own.definition, own.code)
    return found


def instruments_to_log(
    session: Session, built_in: Mapping[str, Instrument]
) -> dict[str, Instrument]:
    """The instruments that may be asked for: all but the own ones in the trash."""
    deleted = OwnInstrument.deleted_utc.is_not(None)
    discarded = set(session.scalars(select(OwnInstrument.code).where(deleted)))
    found = instruments(session, built_in)
    return {code: one for code, one in found.items() if code not in discarded}


def readings(
    session: Session,
    instrument: str,
    score: str = "total",
    rater: str = SELF,
    day_ends_at: time = DAY_ENDS_AT,
) -> tuple[Reading, ...]:
    """All complete readings of one score from one rater, by day.

    `rater` is "self" or a person's name; UnknownPerson is raised for any other. One query over
    an index reads the columns alone, without building records.
    """
    query = (
        select(
            CheckIn.day,
            CheckIn.scores,
            CheckIn.rated_utc,
            CheckIn.rated_offset,
            CheckIn.entered_utc,
            CheckIn.entered_offset,
            CheckIn.is_imported,
        )
        .where(
            CheckIn.instrument == instrument,
            CheckIn.observer_id.is_(people.observer_id(session, rater)),
            CheckIn.deleted_utc.is_(None),
        )
        .order_by(CheckIn.day, CheckIn.rated_utc, CheckIn.id)
    )
    return tuple(
        Reading(
            day=row.day,
            value=float(row.scores[score]),
            at=clock_within(row.day, _instant(row.rated_utc, row.rated_offset), day_ends_at),
            is_late=not row.is_imported
            and is_late(row.day, _instant(row.entered_utc, row.entered_offset), day_ends_at),
        )
        for row in session.execute(query)
        if score in row.scores
    )


def treatments(session: Session) -> tuple[values.Treatment, ...]:
    """All completed treatments, by start, as the figures need them."""
    query = (
        select(Treatment)
        .where(Treatment.status == Status.COMPLETED, Treatment.deleted_utc.is_(None))
        .order_by(Treatment.start_utc, Treatment.id)
    )
    return tuple(
        values.Treatment(
            key=one.id,
            start=one.start.local,
            day=one.day,
            course=one.course,
            label=amount_words(one.amount, one.unit, one.route),
            phase=one.phase or "",
        )
        for one in session.scalars(query)
    )


@dataclass(frozen=True)
class LoggedSeries:
    """A series that has entries: an instrument, a rater, its first and last day and how many."""

    instrument: str
    rater: str
    first: date
    last: date
    n: int


def logged_series(session: Session) -> tuple[LoggedSeries, ...]:
    """Every instrument and rater with at least one check-in.

    What an observer rated who is in the trash is not shown until they come back.
    """
    names = {person.id: person.name for person in people.people(session)}
    query = select(CheckIn.instrument, CheckIn.observer_id, CheckIn.day).where(
        CheckIn.deleted_utc.is_(None)
    )
    spans: dict[tuple[str, str], list[date]] = {}
    for code, observer, day in session.execute(query):
        if observer is None or observer in names:
            rater = SELF if observer is None else names[observer]
            spans.setdefault((code, rater), []).append(day)
    return tuple(
        LoggedSeries(code, rater, min(found), max(found), len(found))
        for (code, rater), found in sorted(spans.items())
    )


def offered_series(
    logged: Iterable[LoggedSeries], known: Mapping[str, Instrument]
) -> tuple[LoggedSeries, ...]:
    """Those that can be looked at by days: in the order of the instruments, the patient's first.

    What is asked on treatment days alone belongs to the hours of those days.
    """
    places = {code: place for place, code in enumerate(known)}
    shown = (one for one in logged if one.instrument in known)
    return tuple(
        sorted(
            (one for one in shown if not known[one.instrument].treatment_day_only),
            key=lambda one: (places[one.instrument], one.rater != SELF, one.rater),
        )
    )


def first_day(session: Session, today: date) -> date:
    """The day of the earliest check-in or completed treatment up to today; today without one.

    A treatment that was planned or cancelled makes no range longer, and neither does what an
    observer rated who is in the trash.
    """
    rated = (one.first for one in logged_series(session))
    given = (one.day for one in treatments(session))
    return min((*rated, *given, today))


def treatment_hours(session: Session, day_ends_at: time, today: date) -> tuple[TreatmentHours, ...]:
    """Each completed treatment up to today by the hours of its day.

    Anxiety and feeling detached are the patient's own ratings of that day; blood pressure and
    pulse those measured with the treatment. What has no clock time inside the day is left out.
    """
    rated = {ANXIETY: "anxiety-now", DETACHED: "detached-now"}
    found = {name: readings(session, code, day_ends_at=day_ends_at) for name, code in rated.items()}
    return lay_hours(found | _measured(session, day_ends_at), treatments(session), today)


def _measured(session: Session, day_ends_at: time) -> dict[str, tuple[Reading, ...]]:
    """Blood pressure and pulse of completed treatments, as readings of the treatment's day."""
    query = (
        select(VitalSigns, Treatment.day)
        .join(Treatment, VitalSigns.treatment_id == Treatment.id)
        .where(
            VitalSigns.deleted_utc.is_(None),
            Treatment.deleted_utc.is_(None),
            Treatment.status == Status.COMPLETED,
        )
        .order_by(VitalSigns.taken_utc, VitalSigns.id)
    )
    rows = [
        (signs, day, clock_within(day, signs.taken_at, day_ends_at))
        for signs, day in session.execute(query)
    ]
    return {
        name: tuple(
            Reading(day, float(value), at)
            for signs, day, at in rows
            if (value := getattr(signs, name)) is not None
        )
        for name in (SYSTOLIC, DIASTOLIC, PULSE)
    }


def side_effects_after(
    session: Session, vocabulary: Vocabulary, today: date, day_ends_at: time = DAY_ENDS_AT
) -> SideEffects:
    """All side effects up to today, placed by the completed treatments that they followed.

    One that ends after today has no end yet. One without any time counts when its treatment does.
    """
    logged = [
        _logged(one, vocabulary, today, day_ends_at)
        for one in side_effects.entries(session)
        if one.onset is None or day_of(one.onset, day_ends_at) <= today
    ]
    return lay_side_effects(logged, treatments(session), today)


def _logged(
    one: side_effects.SideEffectEntry, vocabulary: Vocabulary, today: date, day_ends_at: time
) -> LoggedEffect:
    end = one.end
    if end is not None and day_of(end, day_ends_at) > today:
        end = None
    onset_by_day = one.onset is not None and side_effects.is_first_moment(one.onset, day_ends_at)
    end_by_day = end is not None and side_effects.is_last_moment(end, day_ends_at)
    return LoggedEffect(
        effect=vocabulary.words(one.effect),
        code=one.effect,
        severity=None if one.severity is None else one.severity.value,
        onset=None if one.onset is None else one.onset.local,
        end=None if end is None else end.local,
        key=one.treatment_id,
        onset_day=day_of(one.onset, day_ends_at) if one.onset and onset_by_day else None,
        end_day=day_of(end, day_ends_at) if end and end_by_day else None,
    )


def _instant(utc: datetime | None, offset: int | None) -> Instant | None:
    return None if utc is None or offset is None else Instant(utc, offset)
