"""The answers of the CSV folder: which belong to a check-in, and what they add up to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from journal.exchange.cells import Decimal, number
from journal.exchange.faults import (
    SHOWN,
    BadCell,
    BadRow,
    RowFault,
    UnreadableRow,
    fault_of,
)
from journal.exchange.formula_guard import unguarded
from journal.exchange.incoming import is_same_score
from journal.exchange.layout import ANSWER_COLUMNS, ANSWERS, read_flag
from journal.exchange.sheets import Row, Sheet
from journal.instruments import Instrument
from journal.scoring import (
    Absence,
    Answer,
    BadAnswer,
    answers_to_json,
    check_answers,
    totals,
)


@dataclass(frozen=True)
class AnswerRow:
    """One row of the answers, as it is written."""

    line: int
    item: str
    value: str
    imagined: str


@dataclass(frozen=True)
class ToldScore:
    """A score as `check-ins.csv` has it."""

    code: str
    column: str
    value: float


class AnswerRows:
    """All answers of a folder, by the word for their check-in."""

    def __init__(self, sheet: Sheet) -> None:
        self._by_check_in: dict[str, list[AnswerRow]] = defaultdict(list)
        self._taken: set[str] = set()
        self.unreadable: list[UnreadableRow] = []
        self.decimal = Decimal(None, sheet.form.delimiter)
        places = [sheet.header.index(n) if n in sheet.header else None for n in ANSWER_COLUMNS]
        for row in sheet.rows():
            if isinstance(row, UnreadableRow):
                self.unreadable.append(row)
            else:
                self._keep(row, places)

    def _keep(self, row: Row, places: Sequence[int | None]) -> None:
        cells = ["" if place is None else row.cells[place].strip() for place in places]
        check_in, item, value, imagined = cells
        answer = AnswerRow(row.line, unguarded(item), value, imagined)
        self._by_check_in[unguarded(check_in)].append(answer)

    def of(self, word: str) -> Sequence[AnswerRow]:
        """The answers of one check-in, by its id, or by its row's number where it has none."""
        self._taken.add(word)
        return self._by_check_in.get(word, ())

    def left_over(self) -> Iterable[UnreadableRow]:
        """Answers of check-ins that there are not."""
        for word, rows in self._by_check_in.items():
            if word not in self._taken:
                for row in rows:
                    yield UnreadableRow(
                        ANSWERS, row.line, RowFault.UNKNOWN_CHECK_IN, "check_in", word[:SHOWN]
                    )


def check_in_values(
    instrument: Instrument,
    rows: Sequence[AnswerRow],
    told: Sequence[ToldScore],
    decimal: Decimal,
) -> dict[str, Any]:
    """The answers of a check-in and the scores that follow from them.

    An answer row whose item is the code of a score stands for a check-in of which only that
    score is known. Raises BadRow for an answer, BadCell for a score that differs.
    """
    answers, known = _read(instrument, rows, decimal)
    scores = totals(instrument, answers)
    if not any(answer.value is not None for answer in answers.values()):
        scores |= known
    elif known:
        raise BadRow(_fault(rows[-1], RowFault.UNKNOWN_ITEM, rows[-1].item))
    for score in told:
        if not is_same_score(scores.get(score.code), score.value):
            raise BadCell(RowFault.TOTAL_DIFFERS, f"{score.value:g}", score.column)
    return {
        "answers": answers_to_json(answers),
        "scores": scores,
        "total": scores.get("total"),
    }


def _read(
    instrument: Instrument, rows: Sequence[AnswerRow], decimal: Decimal
) -> tuple[dict[str, Answer], dict[str, float]]:
    """The answers by item, and the scores that stand among them."""
    items = {item.code for item in instrument.items}
    answers: dict[str, Answer] = {}
    known: dict[str, float] = {}
    for row in rows:
        if row.item in answers or row.item in known:
            raise BadRow(_fault(row, RowFault.SECOND_ANSWER, row.item))
        try:
            answer = _answer(row, decimal)
            if row.item not in items and row.value:
                known[row.item] = _known_score(instrument, row, decimal)
                continue
            check_answers(instrument, {row.item: answer})
        except BadCell as bad:
            raise BadRow(_fault(row, bad.reason, bad.value)) from None
        except BadAnswer as bad:
            raise BadRow(_fault(row, fault_of(bad.reason), row.value)) from None
        answers[row.item] = answer
    return answers, known


def _answer(row: AnswerRow, decimal: Decimal) -> Answer:
    imagined = read_flag(row.imagined)
    word = row.value.casefold()
    if word in set(Absence):
        if imagined:
            raise BadCell(RowFault.NOT_TO_BE_IMAGINED, row.value)
        return Answer(None, absence=Absence(word))
    value = number(row.value, decimal) if row.value else None
    return Answer(value, imagined)


def _known_score(instrument: Instrument, row: AnswerRow, decimal: Decimal) -> float:
    scores: Mapping[str, Any] = {score.code: score for score in instrument.scores}
    if row.item not in scores:
        raise BadCell(RowFault.UNKNOWN_ITEM, row.item)
    value = number(row.value, decimal)
    if not scores[row.item].minimum <= value <= scores[row.item].maximum:
        raise BadCell(RowFault.OUT_OF_RANGE, row.value)
    return value


def _fault(row: AnswerRow, reason: RowFault, value: str) -> UnreadableRow:
    return UnreadableRow(ANSWERS, row.line, reason, row.item, value[:SHOWN])
