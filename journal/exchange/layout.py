"""The files of the CSV folder and their columns: a contract in both directions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from journal.days import Instant
from journal.exchange.cells import FIRST_YEAR, LAST_YEAR, Decimal, number, whole
from journal.exchange.faults import BadCell, RowFault
from journal.exchange.formula_guard import guarded, unguarded
from journal.records import (
    CheckIn,
    ClinicQuestion,
    Intake,
    Medicine,
    MedicineKind,
    Note,
    Person,
    Phase,
    Record,
    Role,
    Route,
    Severity,
    SideEffect,
    Status,
    Treatment,
    Unit,
    VitalSigns,
)

CHECK_INS = "check-ins.csv"
ANSWERS = "answers.csv"
DICTIONARY = "data-dictionary.csv"
SCORE = "score_"
"""Before the name of a score, for the columns beyond the total."""

LONGEST_ID = 36

ANSWER_COLUMNS = ("check_in", "item", "value", "imagined")
DICTIONARY_COLUMNS = ("file", "column", "instrument", "item", "code", "label")

_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}


class Form(StrEnum):
    """What the cells of a column hold."""

    ID = "id"
    CODE = "code"
    TEXT = "text"
    DAY = "day"
    INSTANT = "instant"
    NUMBER = "number"
    WHOLE = "whole"
    FLAG = "flag"
    WORD = "word"
    REFERENCE = "reference"


@dataclass(frozen=True)
class Column:
    """One column: its name, the model's attribute behind it, what its cells hold and mean.

    `attribute` is empty for what the file works out. `least` is the smallest number it may hold.
    """

    name: str
    attribute: str
    form: Form
    meaning: str
    words: type[StrEnum] | None = None
    refers_to: type[Record] | None = None
    least: float | None = None


@dataclass(frozen=True)
class Layout:
    """One file: its kind of record, its columns in order, those it cannot do without.

    `known_by` are columns that together stand in no other table, by which the file is known
    under another name. `defaults` are what a new record has where the file says nothing.
    """

    file: str
    kind: type[Record]
    columns: tuple[Column, ...]
    known_by: tuple[str, ...]
    needed: tuple[str, ...] = ()
    defaults: Mapping[str, Any] = field(default_factory=dict)

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


_ID = Column("id", "id", Form.ID, "Stays the same from one export to the next")
_ENTERED_BY = Column(
    "entered_by", "entered_by_id", Form.REFERENCE, "Who entered it", refers_to=Person
)


def _text(name: str, meaning: str, attribute: str = "") -> Column:
    return Column(name, attribute or name, Form.TEXT, meaning)


def _day(name: str, meaning: str, attribute: str = "") -> Column:
    return Column(name, attribute or name, Form.DAY, meaning)


def _instant(name: str, meaning: str) -> Column:
    return Column(name, name, Form.INSTANT, meaning)


def _word(name: str, words: type[StrEnum], meaning: str) -> Column:
    return Column(name, name, Form.WORD, meaning, words=words)


def _whole(name: str, meaning: str, least: int = 0) -> Column:
    return Column(name, name, Form.WHOLE, meaning, least=least)


def _number(name: str, meaning: str) -> Column:
    return Column(name, name, Form.NUMBER, meaning, least=0)


_PRIVATE = Column("private", "is_private", Form.FLAG, "Whether the note is private")
_TREATMENT = Column(
    "treatment", "treatment_id", Form.REFERENCE, "Id of the treatment", refers_to=Treatment
)

LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "people.csv",
        Person,
        (_ID, _text("name", "Name"), _word("role", Role, "Patient or caregiver")),
        known_by=("id", "name", "role"),
        defaults={"name": "", "role": Role.CAREGIVER},
    ),
    Layout(
        CHECK_INS,
        CheckIn,
        (
            _ID,
            _day("day", "The day it is about"),
            _instant("rated_at", "When it was rated, if known"),
            _instant("entered_at", "When it was entered; empty if it was imported"),
            _ENTERED_BY,
            Column("rater", "observer_id", Form.REFERENCE, "self, or a name", refers_to=Person),
            Column("instrument", "instrument", Form.CODE, "Code of the instrument"),
            _whole("version", "Version of the instrument", least=1),
            Column("total", "", Form.NUMBER, "Worked out from the answers; empty if incomplete"),
            _text("note", "Note"),
            _PRIVATE,
        ),
        known_by=("day", "instrument", "total"),
        needed=("day", "instrument"),
        defaults={"observer_id": None, "note": "", "is_private": False},
    ),
    Layout(
        "treatments.csv",
        Treatment,
        (
            _ID,
            _instant("start", "When it began"),
            _day("day", "The day it belongs to"),
            _word("status", Status, "Planned, completed or cancelled"),
            _word("phase", Phase, "Part of the course"),
            _whole("course", "Number the person gave the course", least=1),
            _text("substance", "Substance"),
            _word("route", Route, "How it was given"),
            _number("amount", "Amount as the clinic told it"),
            _word("unit", Unit, "Unit of the amount"),
            _whole("minutes", "How long it took"),
            _text("clinic", "Clinic"),
            _text("companion", "Who came along"),
            _text("cost", "What it cost"),
            _text("note", "Note"),
        ),
        known_by=("start", "substance", "route"),
        needed=("start",),
        defaults={"status": Status.COMPLETED},
    ),
    Layout(
        "vital-signs.csv",
        VitalSigns,
        (
            _ID,
            _instant("taken_at", "When they were taken"),
            _TREATMENT,
            _whole("systolic", "Upper blood pressure, mmHg"),
            _whole("diastolic", "Lower blood pressure, mmHg"),
            _whole("pulse", "Pulse, per minute"),
            _number("spo2", "Oxygen saturation, per cent"),
            _number("weight", "Weight, kg"),
        ),
        known_by=("taken_at", "systolic", "diastolic"),
    ),
    Layout(
        "side-effects.csv",
        SideEffect,
        (
            _ID,
            _text("effect", "Code of the vocabulary, or own words"),
            _word("severity", Severity, "Mild, moderate or severe"),
            _instant("onset", "When it began"),
            _instant("end", "When it was over"),
            _TREATMENT,
            _ENTERED_BY,
            _text("note", "Note"),
        ),
        known_by=("effect", "severity", "onset"),
        defaults={"effect": ""},
    ),
    Layout(
        "medicines.csv",
        Medicine,
        (
            _ID,
            _text("name", "Name"),
            _word("kind", MedicineKind, "Kind of medicine"),
            _text("amount", "Amount in words"),
            _day("from", "First day", "from_day"),
            _day("to", "Last day", "to_day"),
        ),
        known_by=("name", "kind", "from", "to"),
        defaults={"name": "", "kind": MedicineKind.OTHER},
    ),
    Layout(
        "intakes.csv",
        Intake,
        (
            _ID,
            Column("medicine", "medicine_id", Form.REFERENCE, "Its id", refers_to=Medicine),
            _instant("taken_at", "When it was taken"),
            _text("amount", "Amount in words"),
        ),
        known_by=("medicine", "taken_at"),
    ),
    Layout(
        "notes.csv",
        Note,
        (_ID, _day("day", "The day it is about"), _text("text", "Note"), _PRIVATE),
        known_by=("day", "text", "private"),
        needed=("day",),
        defaults={"text": ""},
    ),
    Layout(
        "questions.csv",
        ClinicQuestion,
        (
            _ID,
            _day("asked_on", "The day it was written down"),
            _text("text", "Question for the clinic"),
            _day("answered_on", "The day it was answered"),
            _text("answer", "Answer"),
        ),
        known_by=("asked_on", "text"),
        defaults={"text": ""},
    ),
)
"""In the order in which they are read, each after those it refers to."""

NEVER_EMPTY = {
    (CheckIn, "day"),
    (CheckIn, "version"),
    (Treatment, "start"),
    (Treatment, "day"),
    (Treatment, "status"),
    (Medicine, "kind"),
    (Intake, "medicine_id"),
    (Note, "day"),
    (ClinicQuestion, "asked_on"),
    (Person, "role"),
}
"""What every record has: an empty cell there is as good as no column."""


def written(value: object, form: Form) -> str:
    """A value as its cell; nothing is an empty cell."""
    if value is None:
        return ""
    if form in (Form.TEXT, Form.ID, Form.CODE, Form.REFERENCE):
        return guarded(str(value).replace("\0", ""))  # which no text file may hold
    if form is Form.FLAG:
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return str(value)


def number_text(value: float) -> str:
    """A number in the shortest form that reads back the same: 12 rather than 12.0.

    >>> number_text(12.0), number_text(0.5)
    ('12', '0.5')
    """
    is_plain = float(value).is_integer() and abs(value) < 2**53
    return str(int(value)) if is_plain else repr(float(value))


def read(text: str, column: Column, decimal: Decimal) -> object:
    """The value of a cell, None for an empty one; a text is never None. Raises BadCell."""
    if column.form is Form.TEXT:
        return unguarded(text)
    cell = text.strip()
    if column.form is Form.FLAG:
        return _flag(cell)
    if not cell:
        return None
    if column.form in (Form.ID, Form.CODE, Form.REFERENCE):
        return unguarded(cell)
    if column.form is Form.WORD and column.words is not None:
        return _one_of(cell, column.words)
    if column.form is Form.DAY:
        return _iso_day(cell)
    if column.form is Form.INSTANT:
        return _iso_instant(cell)
    value = whole(cell, decimal) if column.form is Form.WHOLE else number(cell, decimal)
    if column.least is not None and value < column.least:
        raise BadCell(RowFault.OUT_OF_RANGE, text)
    return value


def read_flag(text: str) -> bool:
    """A cell that is true or false. Raises BadCell."""
    return _flag(text.strip())


def _flag(cell: str) -> bool:
    if cell.casefold() not in _FLAGS:
        raise BadCell(RowFault.NOT_A_FLAG, cell)
    return _FLAGS[cell.casefold()]


def _one_of(cell: str, words: type[StrEnum]) -> StrEnum:
    for word in words:
        if word.value.casefold() == cell.casefold():
            return word
    raise BadCell(RowFault.UNKNOWN_WORD, cell)


def _iso_day(cell: str) -> date:
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        raise BadCell(RowFault.NOT_A_DATE, cell) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadCell(RowFault.OUT_OF_RANGE, cell)
    return day


def _iso_instant(cell: str) -> Instant:
    try:
        moment = datetime.fromisoformat(cell)
    except ValueError:
        raise BadCell(RowFault.NOT_AN_INSTANT, cell) from None
    if moment.tzinfo is None:
        raise BadCell(RowFault.NO_OFFSET, cell)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise BadCell(RowFault.OUT_OF_RANGE, cell)
    return Instant.of(moment)
