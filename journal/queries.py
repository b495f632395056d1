"""From the session to plain values: the one bridge between records and trajectories."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import people
from journal.days import DAY_ENDS_AT, Instant, clock_within, is_late
from journal.instruments import Instrument, load_instrument
from journal.records import CheckIn, OwnInstrument, Status, Treatment
from journal.trajectories import values
from journal.trajectories.values import Reading


def instruments(session: Session, built_in: Mapping[str, Instrument]) -> dict[str, Instrument]:
    """Built-in instruments and the patient's own, by code."""
    found = dict(built_in)
    query = select(OwnInstrument).where(OwnInstrument.deleted_utc.is_(None))
    for own in session.scalars(query.order_by(OwnInstrument.entered_utc, OwnInstrument.code)):
        found[own.code] = load_instrument(own.definition, own.code)
    return found


def readings(
    session: Session,
    instrument: str,
    score: str = "total",
    rater: str = people.SELF,
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


def amount_words(amount: float | None, unit: str | None, route: str | None) -> str:
    """The amount as the clinic told it.

    >>> amount_words(0.5, "mg/kg", "IV")
    '0.5 mg/kg IV'
    """
    number = "" if amount is None else f"{amount:g}"
    return " ".join(part for part in (number, unit or "", route or "") if part)


@dataclass(frozen=True)
class LoggedSeries:
    """A series that has entries: an instrument, a rater, its first and last day and how many."""

    instrument: str
    rater: str
    first: date
    last: date
    n: int


def logged_series(session: Session) -> tuple[LoggedSeries, ...]:
    """Every instrument and rater with at least one complete check-in."""
    names = {person.id: person.name for person in people.people(session)}
    query = select(CheckIn.instrument, CheckIn.observer_id, CheckIn.day).where(
        CheckIn.deleted_utc.is_(None)
    )
    spans: dict[tuple[str, str], list[date]] = {}
    for code, observer, day in session.execute(query):
        rater = people.SELF if observer is None else names.get(observer, observer)
        spans.setdefault((code, rater), []).append(day)
    return tuple(
        LoggedSeries(code, rater, min(found), max(found), len(found))
        for (code, rater), found in sorted(spans.items())
    )


def _instant(utc: datetime | None, offset: int | None) -> Instant | None:
    return None if utc is None or offset is None else Instant(utc, offset)
