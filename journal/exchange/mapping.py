"""What the columns of a spreadsheet mean: a mapping, as plain values.

A mapping is written by hand as TOML (`mapping_file`), worked out for a header (`suggest`), or
put together by the person in the window. `docs/mapping.md` tells its form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from journal.exchange.cells import DateOrder, OffsetUnit
from journal.instruments import Direction
from journal.records import Phase, Route, Severity, Status, Unit
from journal.scoring import Absence
from journal.words import SELF

Where = Mapping[str, Sequence[str]]
"""Which rows count: for each column named, the cells that are let through."""


class InstantForm(StrEnum):
    """What a column of instants holds."""

    TEXT = "text"
    UNIX_SECONDS = "unix-seconds"
    UNIX_MILLISECONDS = "unix-milliseconds"


@dataclass(frozen=True)
class SheetRules:
    """How the file is written, where that should not be found out.

    `decimal` is the decimal mark, None while it is not told. A cell that reads like one of
    `missing` counts as empty.
    """

    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class When:
    """Where the day and the clock time of a row stand.

    With a `day_column` and a `clock_column` the two are one moment on the calendar, and the
    journal's day follows from it; so it does from an `instant_column` alone. A `day_column`
    beside an `instant_column` is the day itself. Offsets come from the cell, else from
    `offset_column`, else from `utc_offset` (minutes) or `zone`, else from this computer.
    `clock_words` are clock times for words such as "evening".
    """

    day_column: str | None = None
    clock_column: str | None = None
    instant_column: str | None = None
    offset_column: str | None = None
    date_order: DateOrder | None = None
    date_format: str | None = None
    instant_form: InstantForm = InstantForm.TEXT
    offset_unit: OffsetUnit = OffsetUnit.TEXT
    zone: str | None = None
    utc_offset: int | None = None
    clock_words: Mapping[str, time] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads."""
        named = (self.day_column, self.clock_column, self.instant_column, self.offset_column)
        return tuple(name for name in named if name is not None)


@dataclass(frozen=True)
class AnswerWords:
    """Cells that are words: the number each stands for, or why there is none."""

    numbers: Mapping[str, float] = field(default_factory=dict)
    absences: Mapping[str, Absence] = field(default_factory=dict)


@dataclass(frozen=True)
class MappedCheckIn:
    """Columns that hold an instrument: its items, or scores that the file has worked out.

    `items` and `scores` give the column by the code of the item or score. With both, a row whose
    score differs from its answers is not taken.
    """

    instrument: str
    items: Mapping[str, str] = field(default_factory=dict)
    scores: Mapping[str, str] = field(default_factory=dict)
    words: AnswerWords = AnswerWords()
    rater: str = SELF
    note_column: str | None = None
    is_private: bool = True
    when: When | None = None
    where: Where = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads."""
        note = () if self.note_column is None else (self.note_column,)
        return (*self.items.values(), *self.scores.values(), *note)


@dataclass(frozen=True)
class OwnScale:
    """A column that fits no built-in instrument: a scale of the patient's own.

    `code` begins with "own-". `minimum` may be negative; nothing is turned around. `recall` is
    an ISO 8601 duration, "PT0S" for right now.
    """

    code: str
    title: str
    column: str
    minimum: float
    maximum: float
    step: float = 1.0
    low: str = ""
    high: str = ""
    direction: Direction = Direction.NEITHER
    recall: str = "P1D"
    recall_words: str = "today"
    several_a_day: bool = False
    words: AnswerWords = AnswerWords()
    note_column: str | None = None
    is_private: bool = True
    when: When | None = None
    where: Where = field(default_factory=dict)

    def as_check_in(self) -> MappedCheckIn:
        """Where the check-ins of this scale stand: its one item is `value`."""
        return MappedCheckIn(
            instrument=self.code,
            items={"value": self.column},
            words=self.words,
            note_column=self.note_column,
            is_private=self.is_private,
            when=self.when,
            where=self.where,
        )


@dataclass(frozen=True)
class MappedNote:
    """Columns whose texts become the note of a day, one below the other."""

    columns: tuple[str, ...]
    is_private: bool = True
    when: When | None = None
    where: Where = field(default_factory=dict)


class TreatmentPart(StrEnum):
    """What a column can tell of a treatment, beyond its start."""

    AMOUNT = "amount"
    UNIT = "unit"
    ROUTE = "route"
    SUBSTANCE = "substance"
    PHASE = "phase"
    STATUS = "status"
    COURSE = "course"
    MINUTES = "minutes"
    CLINIC = "clinic"
    COMPANION = "companion"
    COST = "cost"
    NOTE = "note"


@dataclass(frozen=True)
class MappedTreatment:
    """Rows that are treatments. A fixed value holds wherever no column tells another.

    `clock` is the time of day given to a treatment of which the file has only the day.
    """

    columns: Mapping[TreatmentPart, str] = field(default_factory=dict)
    clock: time | None = None
    substance: str = ""
    route: Route | None = None
    unit: Unit | None = None
    phase: Phase | None = None
    status: Status = Status.COMPLETED
    clinic: str = ""
    when: When | None = None
    where: Where = field(default_factory=dict)


class SideEffectPart(StrEnum):
    """What a column can tell of a side effect, beyond its onset."""

    EFFECT = "effect"
    SEVERITY = "severity"
    NOTE = "note"


@dataclass(frozen=True)
class MappedSideEffect:
    """Rows that are side effects: of a fixed `effect`, or named by a column.

    `severities` are the grades behind the words or numbers of the severity column; None means
    that there was no side effect, so that nothing is kept.
    """

    columns: Mapping[SideEffectPart, str] = field(default_factory=dict)
    effect: str = ""
    severity: Severity | None = None
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    clock: time | None = None
    when: When | None = None
    where: Where = field(default_factory=dict)


Block = MappedCheckIn | OwnScale | MappedNote | MappedTreatment | MappedSideEffect


@dataclass(frozen=True)
class SheetMapping:
    """What all columns of a spreadsheet mean. `ignored` columns are left out on purpose."""

    name: str
    when: When
    sheet: SheetRules = SheetRules()
    where: Where = field(default_factory=dict)
    check_ins: tuple[MappedCheckIn, ...] = ()
    scales: tuple[OwnScale, ...] = ()
    notes: tuple[MappedNote, ...] = ()
    treatments: tuple[MappedTreatment, ...] = ()
    side_effects: tuple[MappedSideEffect, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def all_check_ins(self) -> tuple[MappedCheckIn, ...]:
        """The check-ins of instruments and of own scales."""
        return (*self.check_ins, *(scale.as_check_in() for scale in self.scales))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Everything that a row can become."""
        return (
            *self.check_ins,
            *self.scales,
            *self.notes,
            *self.treatments,
            *self.side_effects,
        )

    @property
    def columns(self) -> frozenset[str]:
        """Every column that the mapping reads."""
        return frozenset().union(
            self.when.columns,
            self.where,
            *(block.where for block in self.blocks),
            *(block.when.columns for block in self.blocks if block.when is not None),
            *(block.columns for block in self.all_check_ins),
            *(block.columns for block in self.notes),
            *(block.columns.values() for block in self.treatments),
            *(block.columns.values() for block in self.side_effects),
        )
