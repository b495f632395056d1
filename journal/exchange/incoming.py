"""Records on their way in, as plain values, and what makes two of them the same.

With an id, the id alone is identity. Without one it is the content and its occurrence number:
the second of two equal rows is another record. The id made for such a row follows from both, so
that the same row finds its record again, also after that was edited or moved to the trash.
"""

import json
import math
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from journal.days import Instant
from journal.exchange.faults import UnreadableRow
from journal.records import (
    CheckIn,
    ClinicQuestion,
    Intake,
    Medicine,
    Note,
    Person,
    Record,
    SideEffect,
    Treatment,
    VitalSigns,
)

DAY_DERIVED = frozenset({"day"})
"""The day follows from the instant and from when a day ends, which may be set anew."""

_NAMESPACE = uuid.UUID("6f1f3a52-6c0b-5d6e-9a53-2f0a54b1c7de")
"""For the ids of rows that come without one; never to be changed."""

_ROUNDING = 1e-6
"""By how much a score of a file may differ from the sum of its answers."""

CONTENT: dict[type[Record], tuple[str, ...]] = {
    Person: ("name",),
    CheckIn: ("day", "rated_at", "observer_id", "instrument", "answers", "note", "is_private"),
    Treatment: (
        *("start", "day", "status", "phase", "course", "substance", "route", "amount", "unit"),
        *("minutes", "clinic", "companion", "cost", "note"),
    ),
    VitalSigns: ("taken_at", "treatment_id", "systolic", "diastolic", "pulse", "spo2", "weight"),
    SideEffect: ("effect", "severity", "onset", "end", "treatment_id", "note"),
    Medicine: ("name", "kind", "amount", "from_day", "to_day"),
    Intake: ("medicine_id", "taken_at", "amount"),
    Note: ("day", "text", "is_private"),
    ClinicQuestion: ("asked_on", "text", "answered_on", "answer"),
}
"""What makes a record the same as another, whoever entered it and when. In the order in which
records are taken, each kind after those it refers to."""


MOST_RECORDS = 300_000
"""Of one import. A row may make several, and all are in memory before any of them is kept."""


@dataclass(frozen=True)
class Reference:
    """Another record, by the word that the file has for it: an id, or a name."""

    kind: type[Record]
    word: str


@dataclass(frozen=True)
class Incoming:
    """One record as a file gives it.

    `values` are what the file says, by the model's names, and change a record that is already
    there; `defaults` hold only for a new one. `id` is None when the file has none. `column_of`
    names the column behind a reference. `derived` values follow from others or from the moment
    of the import, and do not enter an id that is made. `as_told` is what enters it in place of a
    value that the file alone does not settle, such as the instant of a clock time without offset.
    """

    kind: type[Record]
    file: str
    line: int
    values: Mapping[str, Any]
    defaults: Mapping[str, Any] = field(default_factory=dict)
    id: str | None = None
    column_of: Mapping[str, str] = field(default_factory=dict)
    derived: frozenset[str] = frozenset()
    as_told: Mapping[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> dict[str, Any]:
        """Everything that a new record would be made with."""
        return {**self.defaults, **self.values}

    @cached_property
    def says(self) -> str:
        """What a row without an id says, as text that stays the same in every version."""
        whole = {**self.whole, **self.as_told}
        values = {name: value for name, value in whole.items() if name not in self.derived}
        return json.dumps(content(self.kind, values), default=_said, ensure_ascii=False)


@dataclass(frozen=True)
class NewScale:
    """An own scale that the file needs: its code, its title, its definition as TOML."""

    code: str
    title: str
    definition: str = field(repr=False)


@dataclass(frozen=True)
class Arrivals:
    """Everything that a reader found in a file or folder named `source`.

    `passed_over` counts rows that say nothing or that the mapping does not let through.
    """

    source: str
    records: tuple[Incoming, ...]
    unreadable: tuple[UnreadableRow, ...] = ()
    passed_over: int = 0
    unknown_columns: tuple[str, ...] = ()
    unknown_files: tuple[str, ...] = ()
    scales: tuple[NewScale, ...] = ()
    header: tuple[str, ...] = ()


def content(kind: type[Record], values: Mapping[str, Any]) -> tuple[tuple[str, object], ...]:
    """What counts as the content of a record, in a form that can be compared and hashed.

    Empty values are left out, so that a field added one day changes no content of today. A
    check-in that has no answers is known by the scores it came with.
    """
    names = CONTENT[kind]
    if kind is CheckIn and not values.get("answers"):
        names = (*names, "scores")
    return tuple(
        [(name, _frozen(value)) for name in names if (value := values.get(name)) or _is_zero(value)]
    )


def made_id(kind: type[Record], row_says: str, occurrence: int) -> str:
    """The id for a row without one: from what it says and how often that was said before."""
    return str(uuid.uuid5(_NAMESPACE, f"{kind.__tablename__}\n{row_says}\n{occurrence}"))


def is_same_score(found: float | None, told: float) -> bool:
    """Whether a score that a file has is the one that its answers add up to."""
    return found is not None and math.isclose(found, told, rel_tol=0, abs_tol=_ROUNDING)


def person_id(name: str) -> str:
    """The id for a person of whom a file has only the name."""
    return str(uuid.uuid5(_NAMESPACE, f"{Person.__tablename__}\n{name}"))


def _is_zero(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == 0


def _frozen(value: object) -> object:
    if isinstance(value, dict):
        return tuple(sorted([(key, _frozen(inner)) for key, inner in value.items()]))
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _said(value: object) -> str:
    if isinstance(value, Reference):
        return value.word
    if isinstance(value, Instant | date):
        return str(value)
    raise TypeError(value)
