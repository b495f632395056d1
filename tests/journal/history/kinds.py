"""One record of every kind, and the state of a whole journal, for tests of its history."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.days import Instant
from journal.history.states import CHANGED, KEPT, Name, kept_states
from journal.records import (
    CheckIn,
    ClinicQuestion,
    Intake,
    Medicine,
    MedicineKind,
    Note,
    OwnInstrument,
    Person,
    Record,
    Role,
    SideEffect,
    Treatment,
    Visit,
    VitalSigns,
)
from tests.builders import DAY, check_in, treatment

AT = Instant.parse("2026-01-10T12:00:00+00:00")


def records_of_all_kinds() -> tuple[Record, ...]:
    """One of each, each after those it refers to."""
    return (
        Person(id="person", name="Ana", role=Role.PATIENT),
        OwnInstrument(id="own", code="own-calm", definition="title = 'Calm'"),
        check_in(id="check-in", observer_id="person", answers={"1": 2}, rated_at=AT),
        treatment(id="treatment"),
        VitalSigns(id="signs", treatment_id="treatment", taken_at=AT, systolic=128),
        SideEffect(id="effect", effect="nausea", treatment_id="treatment", onset=AT),
        Medicine(id="medicine", name="Lorazepam", kind=MedicineKind.BENZODIAZEPINE),
        Intake(id="intake", medicine_id="medicine", taken_at=AT, amount="1 mg"),
        Note(id="note", day=DAY, text="slept well"),
        ClinicQuestion(id="question", asked_on=DAY, text="How long?"),
        Visit(id="visit", day=DAY, clinic="North clinic"),
    )


CHANGES: Mapping[type[Record], Mapping[str, tuple[Any, ...]]] = {
    Person: {"name": ("Ana", "Anna")},
    OwnInstrument: {"definition": ("title = 'Calm'", "title = 'Ease'")},
    CheckIn: {
        "answers": ({"1": 2}, {"1": 3}, {}),
        "total": (10.0, None),
        "rated_at": (AT, None),
        "day": (DAY, date(2026, 1, 11)),
    },
    Treatment: {"amount": (0.5, 0.7, None), "start": (AT,), "unit": ("mg", "mg/kg", None)},
    VitalSigns: {"systolic": (128, None), "taken_at": (AT, None), "weight": (70.5,)},
    SideEffect: {"note": ("", "after the meal"), "onset": (AT, None)},
    Medicine: {"name": ("Lorazepam", "Ativan"), "from_day": (DAY, None)},
    Intake: {"amount": ("1 mg", ""), "taken_at": (AT, None)},
    Note: {"text": ("slept well", "slept"), "is_private": (True, False)},
    ClinicQuestion: {"answer": ("", "A week"), "answered_on": (DAY, None)},
    Visit: {"clinic": ("North clinic", ""), "day": (DAY, date(2026, 1, 11))},
}
"""Values that records of each kind may be changed to."""


def standing(session: Session) -> dict[Name, dict[str, Any]]:
    """Every record and setting as the file holds it, but for the moment of its last change."""
    names = []
    for table, kind in KEPT.items():
        (key,) = kind.__table__.primary_key
        names += [(table, found) for found in session.scalars(select(key))]
    return {
        name: {column: value for column, value in state.items() if column != CHANGED}
        for name, state in kept_states(session, names).items()
    }


def in_view(states: Mapping[Name, dict[str, Any]]) -> dict[Name, dict[str, Any]]:
    """Those that are not in the trash."""
    return {name: state for name, state in states.items() if state.get("deleted_utc") is None}
