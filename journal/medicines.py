"""Other medicines, from when to when they are taken, and single intakes of those taken when needed.

An amount is words, as the clinic told it: nothing is reckoned from it.
"""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.days import DAY_ENDS_AT, Instant, day_of
from journal.history.trash import kept_or_new
from journal.records import Intake, Medicine, MedicineKind


@dataclass(frozen=True)
class MedicineEntry:
    """A medicine as the form takes it in and gives it back; `id` is None for a new one.

    `from_day` and `to_day` are the first and the last day of taking it. Without the first it is
    not known when it began; without the last it is still taken.
    """

    name: str
    kind: MedicineKind
    amount: str = ""
    from_day: date | None = None
    to_day: date | None = None
    id: str | None = None

    def covers(self, day: date) -> bool:
        """Whether the medicine is taken on a day.

        >>> until = MedicineEntry("Lorazepam", MedicineKind.OTHER, to_day=date(2026, 1, 10))
        >>> until.covers(date(2026, 1, 10)), until.covers(date(2026, 1, 11))
        (True, False)
        """
        has_begun = self.from_day is None or self.from_day <= day
        return has_begun and (self.to_day is None or day <= self.to_day)


@dataclass(frozen=True)
class IntakeEntry:
    """One dose of a medicine; `taken_at` is None when an import did not say when."""

    medicine_id: str
    taken_at: Instant | None
    amount: str = ""
    id: str | None = None


@dataclass(frozen=True)
class MedicinesChanged:
    """The medicines begun, and those taken for the last time, between two days."""

    started: tuple[MedicineEntry, ...]
    stopped: tuple[MedicineEntry, ...]


class EndsBeforeItBegan(Exception):
    """The last day of a medicine would lie before its first."""


_MEDICINE = tuple(part.name for part in dataclasses.fields(MedicineEntry) if part.name != "id")
_INTAKE = tuple(part.name for part in dataclasses.fields(IntakeEntry) if part.name != "id")


def keep_medicine(session: Session, entry: MedicineEntry) -> str:
    """Add a medicine, or change the one that `entry.id` names; returns its id."""
    if entry.from_day is not None and entry.to_day is not None and entry.to_day < entry.from_day:
        raise EndsBeforeItBegan
    medicine = kept_or_new(session, Medicine, entry.id)
    for name in _MEDICINE:
        setattr(medicine, name, getattr(entry, name))
    session.add(medicine)
    session.flush()
    return medicine.id


def discard_medicine(session: Session, medicine_id: str, at: Instant) -> None:
    """Move a medicine to the trash. Its intakes are not shown until it comes back."""
    session.get_one(Medicine, medicine_id).deleted_utc = at.utc


def bring_back_medicine(session: Session, medicine_id: str) -> None:
    """Take a medicine out of the trash, and its intakes with it."""
    session.get_one(Medicine, medicine_id).deleted_utc = None


def medicines(session: Session) -> tuple[MedicineEntry, ...]:
    """All medicines by name; one name twice by its first day."""
    found = session.scalars(select(Medicine).where(Medicine.deleted_utc.is_(None)))
    ordered = sorted(found, key=lambda one: (one.name.casefold(), one.from_day or date.min, one.id))
    return tuple(
        MedicineEntry(id=one.id, **{name: getattr(one, name) for name in _MEDICINE})
        for one in ordered
    )


def medicines_changed(session: Session, first: date, last: date) -> MedicinesChanged:
    """What was begun and what was ended between two days, both included."""
    known = medicines(session)
    return MedicinesChanged(
        started=tuple(one for one in known if one.from_day and first <= one.from_day <= last),
        stopped=tuple(one for one in known if one.to_day and first <= one.to_day <= last),
    )


def keep_intake(session: Session, entry: IntakeEntry) -> str:
    """Add an intake, or change the one that `entry.id` names; returns its id."""
    intake = kept_or_new(session, Intake, entry.id)
    for name in _INTAKE:
        setattr(intake, name, getattr(entry, name))
    session.add(intake)
    session.flush()
    return intake.id


def discard_intake(session: Session, intake_id: str, at: Instant) -> None:
    """Move an intake to the trash."""
    session.get_one(Intake, intake_id).deleted_utc = at.utc


def bring_back_intake(session: Session, intake_id: str) -> None:
    """Take an intake out of the trash."""
    session.get_one(Intake, intake_id).deleted_utc = None


def intakes(session: Session) -> tuple[IntakeEntry, ...]:
    """All intakes of medicines that are not in the trash, the earliest first.

    Those without a time come last.
    """
    query = (
        select(Intake)
        .join(Medicine, Medicine.id == Intake.medicine_id)
        .where(Intake.deleted_utc.is_(None), Medicine.deleted_utc.is_(None))
        .order_by(Intake.taken_utc.is_(None), Intake.taken_utc, Intake.id)
    )
    return tuple(
        IntakeEntry(id=one.id, **{name: getattr(one, name) for name in _INTAKE})
        for one in session.scalars(query)
    )


def intakes_on(
    session: Session, day: date, day_ends_at: time = DAY_ENDS_AT
) -> tuple[IntakeEntry, ...]:
    """The intakes of a day."""
    return tuple(
        one
        for one in intakes(session)
        if one.taken_at is not None and day_of(one.taken_at, day_ends_at) == day
    )


def last_intake(taken: Iterable[IntakeEntry], medicine_id: str | None = None) -> IntakeEntry | None:
    """The latest intake of one medicine, or of any; one without a time is never the latest."""
    timed = [
        (one.taken_at.utc, one)
        for one in taken
        if one.taken_at is not None and medicine_id in (None, one.medicine_id)
    ]
    return max(timed, key=lambda found: found[0])[1] if timed else None


def to_choose_from(
    known: Iterable[MedicineEntry], taken: Iterable[IntakeEntry], day: date
) -> tuple[MedicineEntry, ...]:
    """The medicines of a day in the order in which an intake offers them.

    Those that were taken singly before come first; within both parts the order given stays, so
    that a key means the same medicine from day to day.
    """
    singly = {one.medicine_id for one in taken}
    on_day = [one for one in known if one.covers(day)]
    return tuple(sorted(on_day, key=lambda one: one.id not in singly))
