"""Entries as a draft keeps them: a form's entry becomes JSON values, and JSON values an entry."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

from journal.days import Instant
from journal.medicines import MedicineEntry
from journal.records import MedicineKind, Phase, Route, Status, Unit
from journal.treatments import TreatmentEntry


def content_of(entry: MedicineEntry | TreatmentEntry) -> dict[str, Any]:
    """What a draft keeps of an entry, by the names of its fields.

    >>> ended = MedicineEntry("Propranolol", MedicineKind.BETA_BLOCKER, to_day=date(2026, 1, 9))
    >>> {name: value for name, value in content_of(ended).items() if value}
    {'name': 'Propranolol', 'kind': 'beta blocker', 'to_day': '2026-01-09'}
    """
    names = (part.name for part in dataclasses.fields(entry))
    return {name: _plain(getattr(entry, name)) for name in names}


def medicine_of(content: Mapping[str, Any]) -> MedicineEntry:
    """The medicine that a draft kept."""
    return MedicineEntry(
        **{
            **content,
            "kind": MedicineKind(content["kind"]),
            "from_day": _day(content["from_day"]),
            "to_day": _day(content["to_day"]),
        }
    )


def treatment_of(content: Mapping[str, Any]) -> TreatmentEntry:
    """The treatment that a draft kept."""
    phase, route, unit = (content[name] for name in ("phase", "route", "unit"))
    return TreatmentEntry(
        **{
            **content,
            "start": Instant.parse(content["start"]),
            "day": date.fromisoformat(content["day"]),
            "status": Status(content["status"]),
            "phase": None if phase is None else Phase(phase),
            "route": None if route is None else Route(route),
            "unit": None if unit is None else Unit(unit),
        }
    )


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, (Instant, str)) else value


def _day(words: str | None) -> date | None:
    return None if words is None else date.fromisoformat(words)
