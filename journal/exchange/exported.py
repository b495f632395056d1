"""The records that go into a CSV folder, as rows of cells in an order that stays the same."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.exchange.formula_guard import guarded
from journal.exchange.layout import (
    ANSWER_COLUMNS,
    ANSWERS,
    LAYOUTS,
    SCORE,
    Column,
    Layout,
    number_text,
    written,
)
from journal.instruments import Instrument
from journal.records import (
    KINDS,
    CheckIn,
    ClinicQuestion,
    Draft,
    Intake,
    Medicine,
    Note,
    OwnInstrument,
    Person,
    Record,
    Role,
    Setting,
    SideEffect,
    Treatment,
    Version,
    Visit,
    VitalSigns,
)
from journal.scoring import Answer, answers_from_json, totals
from journal.words import SELF

_FIRST_DAY = date.min
_FIRST_MOMENT = datetime.min  # noqa: DTZ901 - stored instants are naive and mean UTC

_ORDER: dict[type[Record], Callable[[Any], tuple[Any, ...]]] = {
    Person: lambda one: (one.role is not Role.PATIENT, one.name),
    CheckIn: lambda one: (one.day, one.rated_utc or _FIRST_MOMENT),
    Treatment: lambda one: (one.start_utc,),
    VitalSigns: lambda one: (one.taken_utc or _FIRST_MOMENT,),
    SideEffect: lambda one: (one.onset_utc or _FIRST_MOMENT,),
    Medicine: lambda one: (one.name, one.from_day or _FIRST_DAY),
    Intake: lambda one: (one.taken_utc or _FIRST_MOMENT,),
    Note: lambda one: (one.day,),
    ClinicQuestion: lambda one: (one.asked_on,),
}
"""The order of rows, made whole by the id. All of it comes back with an import."""


@dataclass(frozen=True)
class LeftOut:
    """What a CSV folder does not carry, counted.

    Records in the trash and those that hang on them, private notes, own scales, visits to the
    clinic, versions before a change, settings, and half-filled forms.
    """

    trash: int
    private_notes: int
    own_scales: int
    visits: int
    versions: int
    settings: int
    drafts: int


@dataclass(frozen=True)
class Table:
    """One file: its name, its header, its rows."""

    file: str
    header: tuple[str, ...]
    rows: tuple[Sequence[str], ...]


class Export:
    """Everything that a CSV folder is made of, read in one session."""

    def __init__(
        self, session: Session, instruments: Mapping[str, Instrument], *, with_private: bool
    ) -> None:
        self._session = session
        self._instruments = instruments
        self._with_private = with_private
        everything = {one.kind: list(session.scalars(select(one.kind))) for one in LAYOUTS}
        self._records: dict[type[Record], list[Any]] = {
            kind: [record for record in records if record.deleted_utc is None]
            for kind, records in everything.items()
        }
        self._ids = {kind: {one.id for one in found} for kind, found in self._records.items()}
        intakes = self._records[Intake]
        kept = [one for one in intakes if one.medicine_id in self._ids[Medicine]]
        self._hanging = len(intakes) - len(kept)
        self._records[Intake] = kept
        if not with_private:
            self._records[Note] = [one for one in self._records[Note] if not one.is_private]
        self._records[Person] = self._people(everything[Person])
        self._words = _person_words(self._records[Person])

    @property
    def check_ins(self) -> Sequence[CheckIn]:
        """The check-ins that are exported."""
        return self._records[CheckIn]

    @property
    def effects(self) -> tuple[str, ...]:
        """The side effects that are exported, each once."""
        return tuple(sorted({one.effect for one in self._records[SideEffect]}))

    def tables(self) -> Iterator[Table]:
        """Every file with records."""
        for one in LAYOUTS:
            records = _in_order(one.kind, self._records[one.kind])
            if one.kind is CheckIn:
                yield self._check_ins(one, records)
                yield self._answers(records)
            else:
                yield self._table(one, records)

    def left_out(self) -> LeftOut:
        """What stays behind."""
        trash = self._hanging - sum(one.deleted_utc is not None for one in self._records[Person])
        for kind in KINDS:
            trash += self._count(kind, kind.deleted_utc.is_not(None))
        private = 0
        if not self._with_private:
            private = self._count(Note, Note.is_private, Note.deleted_utc.is_(None))
            private += sum(one.is_private and bool(one.note) for one in self.check_ins)
        return LeftOut(
            trash=trash,
            private_notes=private,
            own_scales=self._count(OwnInstrument, OwnInstrument.deleted_utc.is_(None)),
            visits=self._count(Visit, Visit.deleted_utc.is_(None)),
            versions=self._count(Version),
            settings=self._count(Setting),
            drafts=self._count(Draft),
        )

    def _count(self, kind: type[Any], *where: Any) -> int:
        return self._session.scalar(select(func.count()).select_from(kind).where(*where)) or 0

    def _people(self, everybody: Sequence[Any]) -> list[Person]:
        """Everybody who is not in the trash, and whoever an exported record names."""
        named: set[str | None] = {one.observer_id for one in self._records[CheckIn]}
        for kind in (CheckIn, SideEffect):
            named |= {one.entered_by_id for one in self._records[kind]}
        return [one for one in everybody if one.deleted_utc is None or one.id in named]

    def _table(self, one: Layout, records: Sequence[Any]) -> Table:
        rows = tuple([self._cell(record, column) for column in one.columns] for record in records)
        return Table(one.file, one.header, rows)

    def _check_ins(self, one: Layout, records: Sequence[CheckIn]) -> Table:
        scores = sorted({code for record in records for code in record.scores} - {"total"})
        rows = []
        for record in records:
            cells = [self._cell(record, column) for column in one.columns]
            found = (record.scores.get(code) for code in scores)
            cells += ["" if value is None else number_text(value) for value in found]
            rows.append(cells)
        header = (*one.header, *(guarded(f"{SCORE}{code}") for code in scores))
        return Table(one.file, header, tuple(rows))

    def _answers(self, records: Sequence[CheckIn]) -> Table:
        rows = tuple(cells for record in records for cells in self._answer_rows(record))
        return Table(ANSWERS, ANSWER_COLUMNS, rows)

    def _answer_rows(self, record: CheckIn) -> Iterator[Sequence[str]]:
        instrument = self._instruments.get(record.instrument)
        answers = answers_from_json(record.answers)
        own_id = guarded(record.id)
        for item in _item_order(answers, instrument):
            yield own_id, guarded(item), *_answer_cells(answers[item])
        for code, value in sorted(_known_scores(record, answers, instrument).items()):
            yield own_id, guarded(code), number_text(value), "false"

    def _cell(self, record: Any, column: Column) -> str:
        if column.name == "total":
            return "" if record.total is None else number_text(record.total)
        value = getattr(record, column.attribute)
        match column.name:
            case "rater":
                value = SELF if value is None else self._words[value]
            case "entered_by":
                value = self._words.get(value)
            case "entered_at" if record.is_imported:
                value = None
            case "treatment" if value not in self._ids[Treatment]:
                value = None
            case "note" if isinstance(record, CheckIn) and self._withholds(record):
                value = ""
        return written(value, column.form)

    def _withholds(self, record: CheckIn) -> bool:
        return record.is_private and not self._with_private


def _in_order(kind: type[Record], records: Sequence[Any]) -> list[Any]:
    return sorted(records, key=lambda record: (*_ORDER[kind](record), record.id))


def _person_words(people: Sequence[Person]) -> dict[str, str]:
    """The name of each person, or the id of whom the name does not tell."""
    names = Counter(person.name for person in people)
    ids = {person.id for person in people}
    words = {}
    for person in people:
        name = person.name
        is_plain = name == name.strip() and name.isprintable() and name.casefold() not in ("", SELF)
        words[person.id] = name if is_plain and names[name] == 1 and name not in ids else person.id
    return words


def _item_order(answers: Mapping[str, Answer], instrument: Instrument | None) -> list[str]:
    """The items as the instrument has them; any others after them."""
    known = [] if instrument is None else [item.code for item in instrument.items]
    places = {code: place for place, code in enumerate(known)}
    return sorted(answers, key=lambda code: (places.get(code, len(known)), code))


def _answer_cells(answer: Answer) -> tuple[str, str]:
    if answer.absence is not None:
        return answer.absence.value, "false"
    value = "" if answer.value is None else number_text(answer.value)
    return value, "true" if answer.imagined else "false"


def _known_scores(
    record: CheckIn, answers: Mapping[str, Answer], instrument: Instrument | None
) -> Mapping[str, float]:
    """The scores of a check-in of which the answers were never known."""
    if any(answer.value is not None for answer in answers.values()):
        return {}
    worked_out = {} if instrument is None else totals(instrument, answers)
    return {code: value for code, value in record.scores.items() if code not in worked_out}
