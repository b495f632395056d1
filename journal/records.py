"""The records of a journal, as SQLAlchemy models.

Every record has a UUID, who entered it, when it was entered, changed and deleted. A deleted
record stays in its table with `deleted_at` set. Instants take two columns, UTC and the offset in
minutes, because SQLite keeps no offset; days are columns of their own.
"""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Enum, ForeignKey, Index, MetaData, String
from sqlalchemy.orm import (
    Composite,
    DeclarativeBase,
    Mapped,
    composite,
    declared_attr,
    mapped_column,
)

from journal.days import Instant

CONSTRAINT_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Role(StrEnum):
    """What a person is to the journal."""

    PATIENT = "patient"
    CAREGIVER = "caregiver"


class Status(StrEnum):
    """Where a treatment stands; only completed ones enter figures."""

    PLANNED = "planned"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Phase(StrEnum):
    """The part of a course a treatment belongs to."""

    INDUCTION = "induction"
    MAINTENANCE = "maintenance"
    BOOSTER = "booster"


class Route(StrEnum):
    """How a treatment was given."""

    IV = "IV"
    IM = "IM"
    SC = "SC"
    NASAL = "nasal"
    ORAL = "oral"
    SUBLINGUAL = "sublingual"


class Unit(StrEnum):
    """The unit in which the clinic told the amount; never converted."""

    MG = "mg"
    MG_PER_KG = "mg/kg"


class Severity(StrEnum):
    """Grade of a side effect."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


class MedicineKind(StrEnum):
    """Kind of another medicine."""

    BENZODIAZEPINE = "benzodiazepine"
    ANTIDEPRESSANT = "antidepressant"
    MOOD_STABILISER = "mood stabiliser"
    BETA_BLOCKER = "beta blocker"
    OTHER = "other"


def _by_value(kind: type[StrEnum]) -> Enum:
    return Enum(
        kind, native_enum=False, length=20, values_callable=lambda k: [word.value for word in k]
    )


def _instant(name: str) -> Composite[Any]:
    """A composite over NAME_utc and NAME_offset; None when the UTC column is empty."""
    return composite(
        Instant, f"{name}_utc", f"{name}_offset", return_none_on=lambda utc, _offset: utc is None
    )


SCALES = uuid.UUID("2f6d4a0e-90c1-4d1b-8a57-1f3f6b1a9c44")
"""Names the space of the ids of own scales."""


def new_id() -> str:
    """A fresh record id: a random UUID as text."""
    return str(uuid.uuid4())


_COLUMN_TYPES: dict[Any, Any] = {
    dict[str, Any]: JSON,
    **{
        kind: _by_value(kind) for kind in (Role, Status, Phase, Route, Unit, Severity, MedicineKind)
    },
}


class Model(DeclarativeBase):
    """Everything that has a table."""

    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)
    type_annotation_map = _COLUMN_TYPES


class Record(Model):
    """What every record carries. `entered_at` is None when the entry time is unknown."""

    __abstract__ = True

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    entered_by_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    entered_utc: Mapped[datetime | None]
    entered_offset: Mapped[int | None]
    changed_utc: Mapped[datetime | None]
    deleted_utc: Mapped[datetime | None]

    def fresh_id(self) -> str:
        """The id of a record that is kept for the first time."""
        return new_id()

    @declared_attr
    @classmethod
    def entered_at(cls) -> Composite[Instant | None]:
        """When the record was entered."""
        return _instant("entered")


class Person(Record):
    """Who enters: the patient or a caregiver."""

    __tablename__ = "people"
    name: Mapped[str]
    role: Mapped[Role]


class CheckIn(Record):
    """One filled-in instrument.

    `answers` and `scores` are one JSON object each, so that a series loads in one query.
    `observer_id` is the observer who rated, None when the patient rated. `is_imported` says that
    the entry time is that of an import, so that the check-in is never late. An incomplete
    check-in has no `total`.
    """

    __tablename__ = "check_ins"
    __table_args__ = (Index("ix_check_ins_series", "instrument", "observer_id", "day"),)
    day: Mapped[date] = mapped_column(index=True)
    rated_utc: Mapped[datetime | None]
    rated_offset: Mapped[int | None]
    observer_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    instrument: Mapped[str]
    version: Mapped[int]
    answers: Mapped[dict[str, Any]]
    scores: Mapped[dict[str, Any]]
    total: Mapped[float | None]
    note: Mapped[str] = mapped_column(default="")
    is_private: Mapped[bool] = mapped_column(default=False)
    is_imported: Mapped[bool] = mapped_column(default=False)

    rated_at: Mapped[Instant | None] = _instant("rated")


class Treatment(Record):
    """One infusion or other dose. `amount` is what the clinic told, in `unit`; `minutes` its
    length; `course` the number the person gave the course, None to follow the rule."""

    __tablename__ = "treatments"
    start_utc: Mapped[datetime]
    start_offset: Mapped[int]
    day: Mapped[date] = mapped_column(index=True)
    status: Mapped[Status]
    phase: Mapped[Phase | None]
    course: Mapped[int | None]
    substance: Mapped[str] = mapped_column(default="")
    route: Mapped[Route | None]
    amount: Mapped[float | None]
    unit: Mapped[Unit | None]
    minutes: Mapped[int | None]
    clinic: Mapped[str] = mapped_column(default="")
    companion: Mapped[str] = mapped_column(default="")
    cost: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    start: Mapped[Instant] = composite(Instant, "start_utc", "start_offset")


class VitalSigns(Record):
    """Blood pressure (mmHg), pulse (per minute), SpO2 (%) and weight (kg) at one moment."""

    __tablename__ = "vital_signs"
    taken_utc: Mapped[datetime | None]
    taken_offset: Mapped[int | None]
    treatment_id: Mapped[str | None] = mapped_column(ForeignKey("treatments.id"), index=True)
    systolic: Mapped[int | None]
    diastolic: Mapped[int | None]
    pulse: Mapped[int | None]
    spo2: Mapped[float | None]
    weight: Mapped[float | None]

    taken_at: Mapped[Instant | None] = _instant("taken")


class SideEffect(Record):
    """One effect, as a code of the vocabulary or in the person's own words."""

    __tablename__ = "side_effects"
    effect: Mapped[str]
    severity: Mapped[Severity | None]
    onset_utc: Mapped[datetime | None]
    onset_offset: Mapped[int | None]
    end_utc: Mapped[datetime | None]
    end_offset: Mapped[int | None]
    treatment_id: Mapped[str | None] = mapped_column(ForeignKey("treatments.id"), index=True)
    note: Mapped[str] = mapped_column(default="")

    onset: Mapped[Instant | None] = _instant("onset")
    end: Mapped[Instant | None] = _instant("end")


class Medicine(Record):
    """Another medicine: amount in words, from and to as days."""

    __tablename__ = "medicines"
    name: Mapped[str]
    kind: Mapped[MedicineKind]
    amount: Mapped[str] = mapped_column(default="")
    from_day: Mapped[date | None]
    to_day: Mapped[date | None]


class Intake(Record):
    """One dose of a medicine taken when needed."""

    __tablename__ = "intakes"
    medicine_id: Mapped[str] = mapped_column(ForeignKey("medicines.id"), index=True)
    taken_utc: Mapped[datetime | None]
    taken_offset: Mapped[int | None]
    amount: Mapped[str] = mapped_column(default="")

    taken_at: Mapped[Instant | None] = _instant("taken")


class Note(Record):
    """A line about a day. Private ones leave the journal only when the patient says so."""

    __tablename__ = "notes"
    day: Mapped[date] = mapped_column(index=True)
    text: Mapped[str]
    is_private: Mapped[bool] = mapped_column(default=False)


class ClinicQuestion(Record):
    """Something the patient wants to ask the clinic, and the answer."""

    __tablename__ = "questions"
    asked_on: Mapped[date]
    text: Mapped[str]
    answered_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")


class Visit(Record):
    """A day on which the patient saw the clinic; "since the last visit" begins there.

    `clinic` says whom or where, `note` what was agreed.
    """

    __tablename__ = "visits"
    day: Mapped[date] = mapped_column(index=True)
    clinic: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class OwnInstrument(Record):
    """A scale of the patient's own, as the TOML text that `instruments` reads."""

    __tablename__ = "own_instruments"
    code: Mapped[str] = mapped_column(unique=True)
    definition: Mapped[str]

    def fresh_id(self) -> str:
        """The same for one code everywhere, so that two copies of a journal have one such scale."""
        return str(uuid.uuid5(SCALES, self.code))


class Setting(Model):
    """One setting of this journal, as JSON: what is logged, when a day ends, mappings."""

    __tablename__ = "settings"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]


class Draft(Model):
    """A half-filled form, kept as it is typed. Not a record: no version of it is kept."""

    __tablename__ = "drafts"
    form: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]]


class Write(Model):
    """One unit of work of the person: what it was, when, and who was writing.

    `key` names it on every copy of the journal; `undoes` is the key of the write that it put back.
    """

    __tablename__ = "writes"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(36), unique=True)
    label: Mapped[str]
    made_utc: Mapped[datetime]
    made_offset: Mapped[int]
    person_id: Mapped[str | None]
    undoes: Mapped[str | None] = mapped_column(String(36))

    made_at: Mapped[Instant] = composite(Instant, "made_utc", "made_offset")


class Version(Model):
    """A row as it stood before a write; `before` is None when the write created it.

    A write keeps one version of a row, however often it changed it.
    """

    __tablename__ = "versions"
    __table_args__ = (
        Index("ix_versions_record", "kind", "record_id"),
        Index("ix_versions_write", "write_id", "kind", "record_id", unique=True),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    write_id: Mapped[int] = mapped_column(ForeignKey("writes.id"))
    kind: Mapped[str]
    record_id: Mapped[str]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class Emptied(Model):
    """A record that was taken out of the trash for good, so that no copy brings it back.

    Nothing of it is left but its kind and its id.
    """

    __tablename__ = "emptied"
    kind: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(primary_key=True)
    at_utc: Mapped[datetime]


class Undecided(Model):
    """A record in view here that was thrown away in another copy, neither having seen the other.

    `thrown_away` is its state in that copy. The person decides.
    """

    __tablename__ = "undecided"
    kind: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(primary_key=True)
    thrown_away: Mapped[dict[str, Any]]


KINDS: tuple[type[Record], ...] = (
    Person,
    OwnInstrument,
    CheckIn,
    Treatment,
    VitalSigns,
    SideEffect,
    Medicine,
    Intake,
    Note,
    ClinicQuestion,
    Visit,
)
"""Every kind of record, each after those it refers to."""
