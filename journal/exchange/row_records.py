"""What one block of a mapping makes of a row: check-ins, notes, treatments, side effects.

Each block is asked with the cells of a row and answers with records, none when the row says
nothing to it. A cell that cannot be read raises BadCell with its column; the whole row is then
left out.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from typing import Protocol, TypeVar

from journal.exchange.cells import Decimal, number, whole
from journal.exchange.faults import BadCell, RowFault, fault_of
from journal.exchange.incoming import Incoming, Reference, is_same_score
from journal.exchange.mapping import (
    MappedCheckIn,
    MappedNote,
    MappedSideEffect,
    MappedTreatment,
    SheetRules,
    SideEffectPart,
    TreatmentPart,
    Where,
)
from journal.exchange.moments import Cells, Timing
from journal.exchange.record_checks import check_record
from journal.instruments import Instrument, Item, option_value
from journal.limits import Limits
from journal.records import (
    CheckIn,
    Note,
    Person,
    Phase,
    Route,
    Severity,
    SideEffect,
    Status,
    Treatment,
    Unit,
)
from journal.scoring import (
    Absence,
    Answer,
    BadAnswer,
    answers_to_json,
    check_answers,
    totals,
)
from journal.words import SELF

Value = TypeVar("Value")
Word = TypeVar("Word", bound=StrEnum)


class Block(Protocol):
    """Something that a row can become."""

    @property
    def where(self) -> Where:
        """Which rows it reads."""

    def records(self, cells: Cells, file: str, line: int) -> Iterator[Incoming]:
        """The records of one row. Raises BadCell."""


class CheckInBlock:
    """One instrument, from its items or from scores that the file has worked out."""

    def __init__(
        self,
        block: MappedCheckIn,
        instrument: Instrument,
        timing: Timing,
        rules: SheetRules,
        delimiter: str,
    ) -> None:
        self.where = block.where
        self._block = block
        self._instrument = instrument
        self._timing = timing
        self._decimal = Decimal(rules.decimal, delimiter)
        self._items = {item.code: item for item in instrument.items}
        self._columns, self._score_columns = dict(block.items), dict[str, str]()
        for code, column in block.scores.items():
            first, *others = instrument.score(code).items
            if others or first in self._columns:
                self._score_columns[code] = column
            else:  # the score of one item is its answer
                self._columns[first] = column
        self._numbers = {_folded(word): value for word, value in block.words.numbers.items()}
        self._absences = {_folded(word): why for word, why in block.words.absences.items()}

    def records(self, cells: Cells, file: str, line: int) -> Iterator[Incoming]:
        """A check-in; a note of the day where the row holds a note and no answer."""
        answers = self._answers(cells)
        told_scores = self._told_scores(cells)
        note = "" if self._block.note_column is None else cells(self._block.note_column)
        if not answers and not told_scores:
            if note:
                yield _note(self._timing, cells, note, self._block.is_private, file, line)
            return
        scores = self._scores(answers, told_scores)
        when = self._timing.of(cells)
        observer = {}
        if self._block.rater.casefold() != SELF:
            observer = {"observer_id": Reference(Person, self._block.rater)}
        values = {
            "day": when.day,
            "rated_at": when.instant,
            "instrument": self._instrument.code,
            "answers": answers_to_json(answers),
            "scores": scores,
            "total": scores.get("total"),
            "note": note,
            "is_private": bool(note) and self._block.is_private,
            "is_imported": True,
            "version": self._instrument.version,
            **observer,
        }
        told = when.told("rated_at")
        yield Incoming(CheckIn, file, line, values, derived=when.derived, as_told=told)

    def _answers(self, cells: Cells) -> dict[str, Answer]:
        answers = {}
        for code, column in self._columns.items():
            if cells(column):
                answers[code] = read_at(cells, column, partial(self._answer, self._items[code]))
        try:
            check_answers(self._instrument, answers)
        except BadAnswer as bad:
            column = self._columns[bad.item]
            raise BadCell(fault_of(bad.reason), cells(column), column) from None
        return answers

    def _answer(self, item: Item, text: str) -> Answer:
        word = _folded(text)
        if word in self._numbers:
            return Answer(self._numbers[word])
        if word in self._absences:
            return Answer(None, absence=self._absences[word])
        if word in set(Absence):
            return Answer(None, absence=Absence(word))
        value = option_value(item, text)
        if value is not None:
            return Answer(float(value))
        return Answer(number(text, self._decimal))

    def _told_scores(self, cells: Cells) -> dict[str, float]:
        told = {}
        for code, column in self._score_columns.items():
            if not cells(column):
                continue
            value = read_at(cells, column, lambda text: number(text, self._decimal))
            score = self._instrument.score(code)
            if not score.minimum <= value <= score.maximum:
                raise BadCell(RowFault.OUT_OF_RANGE, cells(column), column)
            told[code] = value
        return told

    def _scores(self, answers: Mapping[str, Answer], told: Mapping[str, float]) -> dict[str, float]:
        """What the answers add up to; without answers, what the file has worked out."""
        if not answers:
            return dict(told)
        scores = totals(self._instrument, answers)
        for code, value in told.items():
            if not is_same_score(scores.get(code), value):
                raise BadCell(RowFault.TOTAL_DIFFERS, f"{value:g}", self._score_columns[code])
        return scores


class NoteBlock:
    """Texts that become the note of a day."""

    def __init__(self, block: MappedNote, timing: Timing) -> None:
        self.where = block.where
        self._block = block
        self._timing = timing

    def records(self, cells: Cells, file: str, line: int) -> Iterator[Incoming]:
        """One note, the texts one below the other."""
        text = "\n".join(found for column in self._block.columns if (found := cells(column)))
        if text:
            yield _note(self._timing, cells, text, self._block.is_private, file, line)


class TreatmentBlock:
    """Rows that are treatments.

    Where columns are mapped, a row with nothing in them is none; so is one without a day in a
    day column that the block has for itself.
    """

    def __init__(
        self,
        block: MappedTreatment,
        timing: Timing,
        rules: SheetRules,
        delimiter: str,
        limits: Limits,
    ) -> None:
        self.where = block.where
        self._limits = limits
        self._block = block
        self._timing = timing
        self._decimal = Decimal(rules.decimal, delimiter)
        self._readers: dict[TreatmentPart, Callable[[str], object]] = {
            TreatmentPart.AMOUNT: lambda text: at_least(0, text, number(text, self._decimal)),
            TreatmentPart.MINUTES: lambda text: at_least(0, text, whole(text, self._decimal)),
            TreatmentPart.COURSE: lambda text: at_least(1, text, whole(text, self._decimal)),
            TreatmentPart.UNIT: lambda text: word_of(Unit, text),
            TreatmentPart.ROUTE: lambda text: word_of(Route, text),
            TreatmentPart.PHASE: lambda text: word_of(Phase, text),
            TreatmentPart.STATUS: lambda text: word_of(Status, text),
        }

    def records(self, cells: Cells, file: str, line: int) -> Iterator[Incoming]:
        """A treatment, its fixed values first, then what the row's own cells say."""
        block = self._block
        filled = {part: column for part, column in block.columns.items() if cells(column)}
        if block.columns and not filled:
            return
        if block.when is not None and self._timing.is_empty(cells):
            return
        when = self._timing.start(cells, block.clock)
        values: dict[str, object] = {
            "start": when.instant,
            "day": when.day,
            "status": block.status,
            "substance": block.substance,
            "route": block.route,
            "unit": block.unit,
            "phase": block.phase,
            "clinic": block.clinic,
        }
        for part, column in filled.items():
            values[part.value] = read_at(cells, column, self._readers.get(part, str))
        columns = {part.value: column for part, column in filled.items()}
        try:
            check_record(Treatment, values, self._limits)
        except BadCell as fault:
            raise BadCell(fault.reason, fault.value, columns.get(fault.column, "")) from None
        yield Incoming(
            Treatment,
            file,
            line,
            values,
            column_of=columns,
            derived=when.derived,
            as_told=when.told("start"),
        )


class SideEffectBlock:
    """Rows that are side effects; without a word for the effect or its grade there is none."""

    def __init__(self, block: MappedSideEffect, timing: Timing) -> None:
        self.where = block.where
        self._block = block
        self._timing = timing
        self._severities = {_folded(word): grade for word, grade in block.severities.items()}

    def records(self, cells: Cells, file: str, line: int) -> Iterator[Incoming]:
        """A side effect with its onset."""
        effect = self._text(SideEffectPart.EFFECT, cells) or self._block.effect
        severity = self._block.severity
        column = self._block.columns.get(SideEffectPart.SEVERITY)
        graded = column is not None and bool(cells(column))
        if column is not None and graded:
            severity = read_at(cells, column, self._severity)
        has_effect_column = SideEffectPart.EFFECT in self._block.columns
        if not effect or (column is not None and not graded and not has_effect_column):
            return
        if graded and severity is None:
            return
        when = self._timing.start(cells, self._block.clock)
        values = {
            "effect": effect,
            "severity": severity,
            "onset": when.instant,
            "note": self._text(SideEffectPart.NOTE, cells),
        }
        yield Incoming(SideEffect, file, line, values, as_told=when.told("onset"))

    def _text(self, part: SideEffectPart, cells: Cells) -> str:
        column = self._block.columns.get(part)
        return "" if column is None else cells(column)

    def _severity(self, text: str) -> Severity | None:
        word = _folded(text)
        return self._severities[word] if word in self._severities else word_of(Severity, text)


def _note(
    timing: Timing, cells: Cells, text: str, is_private: bool, file: str, line: int
) -> Incoming:
    when = timing.of(cells)
    values = {"day": when.day, "text": text, "is_private": is_private}
    return Incoming(Note, file, line, values, as_told=when.told_day)


def read_at(cells: Cells, column: str, read: Callable[[str], Value]) -> Value:
    """Read one cell; a fault carries the column's name."""
    try:
        return read(cells(column))
    except BadCell as fault:
        raise BadCell(fault.reason, fault.value, column) from None


def word_of(kind: type[Word], text: str) -> Word:
    """One of the words of an enumeration, in any case."""
    wanted = _folded(text)
    for word in kind:
        if word.value.casefold() == wanted:
            return word
    raise BadCell(RowFault.UNKNOWN_WORD, text)


def at_least(least: float, text: str, value: Value) -> Value:
    """The value of a cell if it is not below `least`."""
    if isinstance(value, int | float) and value < least:
        raise BadCell(RowFault.OUT_OF_RANGE, text)
    return value


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
