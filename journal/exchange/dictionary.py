"""The data dictionary of a CSV folder: what its columns mean, and the words behind its codes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from journal.exchange.exported import Table
from journal.exchange.formula_guard import guarded
from journal.exchange.layout import (
    ANSWERS,
    CHECK_INS,
    DICTIONARY,
    DICTIONARY_COLUMNS,
    LAYOUTS,
    SCORE,
    number_text,
)
from journal.instruments import Instrument, Item
from journal.scoring import Absence

_ANSWER_MEANINGS = {
    "check_in": "Id of the check-in",
    "item": "Code of the item, or of a score of which the answers are not known",
    "value": "A number, or why there is none",
    "imagined": "Whether it was rated by imagining it",
}
_ABSENCES = {
    Absence.SKIPPED: "Skipped",
    Absence.DID_NOT_COME_UP: "Did not come up",
    Absence.NOT_ASKED: "Not asked",
}

_GUARD = (
    "An apostrophe before = + - @ or a tab, where a text or a cell would begin with it: it keeps "
    "spreadsheets from taking the text for a formula, and is taken away when the file is brought in"
)

Row = tuple[str, str, str, str, str, str]
"""File, column, instrument, item, code, label."""


def dictionary(
    instruments: Iterable[Instrument], effects: Mapping[str, str], scores: Sequence[str]
) -> Table:
    """The dictionary for the instruments, side effects and score columns of one export.

    `effects` are the words for the codes of the vocabulary.
    """
    rows = (
        ("", "", "", "", "'", _GUARD),
        *_columns(scores),
        *(row for instrument in instruments for row in _instrument(instrument)),
        *(("side-effects.csv", "effect", "", "", code, words) for code, words in effects.items()),
    )
    return Table(
        DICTIONARY, DICTIONARY_COLUMNS, tuple([guarded(cell) for cell in row] for row in rows)
    )


def _columns(scores: Sequence[str]) -> Iterator[Row]:
    for one in LAYOUTS:
        for column in one.columns:
            yield one.file, column.name, "", "", "", column.meaning
            for word in column.words or ():
                yield one.file, column.name, "", "", word.value, word.value.capitalize()
    for column_name in scores:
        code = column_name.removeprefix(SCORE)
        yield CHECK_INS, column_name, "", "", code, "A score beyond the total"
    for name, meaning in _ANSWER_MEANINGS.items():
        yield ANSWERS, name, "", "", "", meaning
    for absence, words in _ABSENCES.items():
        yield ANSWERS, "value", "", "", absence.value, words


def _instrument(instrument: Instrument) -> Iterator[Row]:
    code = instrument.code
    yield CHECK_INS, "instrument", code, "", code, instrument.title
    for score in instrument.scores:
        column = score.code if score.code == "total" else f"{SCORE}{score.code}"
        yield CHECK_INS, column, code, "", score.code, score.title
    for item in instrument.items:
        words = f"{item.group}: {item.text}" if item.group else item.text
        yield ANSWERS, "item", code, item.code, item.code, words
        yield from (
            (ANSWERS, "value", code, item.code, value, label) for value, label in _values(item)
        )


def _values(item: Item) -> Iterator[tuple[str, str]]:
    for option in item.options:
        yield str(option.value), option.text
    for value, label in ((item.minimum, item.low), (item.maximum, item.high)):
        if label and not item.options:
            yield number_text(value), label
