"""Planning, completing and changing treatments, and the readings of a treatment day."""

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.days import Instant
from journal.history.trash import kept_or_new
from journal.records import Phase, Route, Status, Treatment, Unit, VitalSigns


@dataclass(frozen=True)
class TreatmentEntry:
    """A treatment as the form takes it in and gives it back.

    `id` is None for one that is not kept yet. `amount` is the clinic's number in `unit`;
    `minutes` is how long it ran.
    """

    start: Instant
    day: date
    status: Status = Status.PLANNED
    id: str | None = None
    phase: Phase | None = None
    course: int | None = None
    substance: str = "ketamine"
    route: Route | None = None
    amount: float | None = None
    unit: Unit | None = None
    minutes: int | None = None
    clinic: str = ""
    companion: str = ""
    cost: str = ""
    note: str = ""


_FIELDS = tuple(part.name for part in dataclasses.fields(TreatmentEntry) if part.name != "id")
_CARRIED_OVER = ("phase", "substance", "route", "amount", "unit", "minutes", "clinic", "companion")


def keep_treatment(session: Session, entry: TreatmentEntry) -> str:
    """Add a treatment, or change the one that `entry.id` names; returns its id."""
    values = {name: getattr(entry, name) for name in _FIELDS}
    treatment = kept_or_new(session, Treatment, entry.id)
    for name, value in values.items():
        if getattr(treatment, name) != value:
            setattr(treatment, name, value)
    session.add(treatment)
    session.flush()
    return treatment.id


def complete_treatment(session: Session, treatment_id: str) -> None:
    """A planned treatment took place."""
    session.get_one(Treatment, treatment_id).status = Status.COMPLETED


def cancel_treatment(session: Session, treatment_id: str) -> None:
    """A planned treatment did not take place."""
    session.get_one(Treatment, treatment_id).status = Status.CANCELLED


def discard_treatment(session: Session, treatment_id: str, at: Instant) -> None:
    """Move a treatment to the trash."""
    session.get_one(Treatment, treatment_id).deleted_utc = at.utc


def bring_back_treatment(session: Session, treatment_id: str) -> None:
    """Take a treatment out of the trash."""
    session.get_one(Treatment, treatment_id).deleted_utc = None


def entries(session: Session) -> tuple[TreatmentEntry, ...]:
    """All treatments, the earliest first."""
    query = (
        select(Treatment)
        .where(Treatment.deleted_utc.is_(None))
        .order_by(Treatment.start_utc, Treatment.id)
    )
    return tuple(entry_of(treatment) for treatment in session.scalars(query))


def entry_of(treatment: Treatment) -> TreatmentEntry:
    """The plain value of a treatment's row."""
    return TreatmentEntry(id=treatment.id, **{name: getattr(treatment, name) for name in _FIELDS})


def next_entry(session: Session, start: Instant, day: date) -> TreatmentEntry:
    """A new planned treatment, filled in from the last one that was not cancelled."""
    known = [entry for entry in entries(session) if entry.status is not Status.CANCELLED]
    fresh = TreatmentEntry(start=start, day=day)
    if not known:
        return fresh
    carried = {name: getattr(known[-1], name) for name in _CARRIED_OVER}
    return dataclasses.replace(fresh, **carried)


def entry_on(session: Session, day: date) -> TreatmentEntry | None:
    """The first treatment of a day that is planned or completed."""
    on_day = [one for one in entries(session) if one.day == day]
    return next((one for one in on_day if one.status is not Status.CANCELLED), None)


@dataclass(frozen=True)
class VitalSignsEntry:
    """Blood pressure (mmHg), pulse (per minute), SpO2 (%) and weight (kg) at one moment."""

    taken_at: Instant | None
    treatment_id: str | None = None
    id: str | None = None
    systolic: int | None = None
    diastolic: int | None = None
    pulse: int | None = None
    spo2: float | None = None
    weight: float | None = None


_SIGNS = tuple(part.name for part in dataclasses.fields(VitalSignsEntry) if part.name != "id")


def keep_vital_signs(session: Session, entry: VitalSignsEntry) -> str:
    """Add vital signs, or change those that `entry.id` names; returns their id."""
    signs = kept_or_new(session, VitalSigns, entry.id)
    for name in _SIGNS:
        setattr(signs, name, getattr(entry, name))
    session.add(signs)
    session.flush()
    return signs.id


def vital_signs(session: Session, treatment_id: str) -> tuple[VitalSignsEntry, ...]:
    """Vital signs of one treatment, by time."""
    query = select(VitalSigns).where(
        VitalSigns.treatment_id == treatment_id, VitalSigns.deleted_utc.is_(None)
    )
    found = session.scalars(query)
    ordered = sorted(found, key=lambda one: (one.taken_utc or datetime.min, one.id))  # noqa: DTZ901
    return tuple(
        VitalSignsEntry(id=one.id, **{name: getattr(one, name) for name in _SIGNS})
        for one in ordered
    )
