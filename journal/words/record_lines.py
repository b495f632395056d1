"""Everything that a record of each kind says, line by line."""

from collections.abc import Callable, Iterator, Mapping

from journal.instrument_files import FaultyInstrument, load_instrument
from journal.instruments import Item
from journal.scoring import answers_from_json
from journal.words import count, figure, full_day
from journal.words.recorded import SOMEBODY, Known, Row, amount, measured, moment, scores

_ABSENT = {
    "skipped": "skipped",
    "did-not-come-up": "did not come up",
    "not-asked": "not asked",
}


def _yes(is_so: bool) -> str:
    return "yes" if is_so else ""


def _check_lines(row: Row, known: Known) -> Iterator[tuple[str, str]]:
    instrument = known.instruments.get(row["instrument"])
    yield "Day", full_day(row["day"])
    yield "Rated by", known.people.get(row["observer_id"], SOMEBODY) if row["observer_id"] else ""
    yield "Rated at", moment(row["rated_utc"], row["rated_offset"])
    yield "Result", scores(row, known)
    if instrument is not None:
        answers = answers_from_json(row["answers"])
        for item in instrument.items:
            if item.code in answers:
                answer = answers[item.code]
                said = (
                    _ABSENT.get(str(answer.absence), "")
                    if answer.value is None
                    else _answer(item, answer.value)
                )
                yield _item_label(item), f"{said} (imagined)" if answer.imagined else said
    yield "Note", row["note"]
    yield "Private", _yes(row["is_private"])


def _item_label(item: Item) -> str:
    return f"{item.group}: {item.text}" if item.group else item.text


def _answer(item: Item, value: float) -> str:
    for option in item.options:
        if option.value == value:
            return f"{option.text} ({figure(value)})"
    return f"{figure(value)} {item.unit}".rstrip()


def _treatment_lines(row: Row, _known: Known) -> Iterator[tuple[str, str]]:
    yield "Day", full_day(row["day"])
    yield "Start", moment(row["start_utc"], row["start_offset"])
    yield "Status", row["status"]
    yield "Phase", row["phase"] or ""
    yield "Course", "" if row["course"] is None else str(row["course"])
    yield "Substance", row["substance"]
    yield "Amount", amount(row)
    yield "Length", "" if row["minutes"] is None else count(row["minutes"], "minute")
    yield "Clinic", row["clinic"]
    yield "With", row["companion"]
    yield "Cost", row["cost"]
    yield "Note", row["note"]


def _signs_lines(row: Row, known: Known) -> Iterator[tuple[str, str]]:
    yield "Measured", moment(row["taken_utc"], row["taken_offset"])
    yield from measured(row)
    yield "Treatment", known.treatments.get(row["treatment_id"] or "", "")


def _effect_lines(row: Row, known: Known) -> Iterator[tuple[str, str]]:
    yield "Side effect", known.vocabulary.words(row["effect"])
    yield "How strong", row["severity"] or ""
    yield "From", moment(row["onset_utc"], row["onset_offset"])
    yield "To", moment(row["end_utc"], row["end_offset"])
    yield "Treatment", known.treatments.get(row["treatment_id"] or "", "")
    yield "Note", row["note"]


def _medicine_lines(row: Row, _known: Known) -> Iterator[tuple[str, str]]:
    yield "Medicine", row["name"]
    yield "Kind", row["kind"]
    yield "Amount", row["amount"]
    yield "From", "" if row["from_day"] is None else full_day(row["from_day"])
    yield "To", "" if row["to_day"] is None else full_day(row["to_day"])


def _intake_lines(row: Row, known: Known) -> Iterator[tuple[str, str]]:
    yield "Medicine", known.medicines.get(row["medicine_id"], "")
    yield "Taken", moment(row["taken_utc"], row["taken_offset"])
    yield "Amount", row["amount"]


def _note_lines(row: Row, _known: Known) -> Iterator[tuple[str, str]]:
    yield "Day", full_day(row["day"])
    yield "Note", row["text"]
    yield "Private", _yes(row["is_private"])


def _question_lines(row: Row, _known: Known) -> Iterator[tuple[str, str]]:
    yield "Asked on", full_day(row["asked_on"])
    yield "Question", row["text"]
    yield "Answered on", "" if row["answered_on"] is None else full_day(row["answered_on"])
    yield "Answer", row["answer"]


def _visit_lines(row: Row, _known: Known) -> Iterator[tuple[str, str]]:
    yield "Day", full_day(row["day"])
    yield "With or where", row["clinic"]
    yield "Agreed", row["note"]


def _own_lines(row: Row, _known: Known) -> Iterator[tuple[str, str]]:
    try:
        scale = load_instrument(row["definition"], row["code"])
    except FaultyInstrument:
        yield "Scale", row["code"]
        return
    yield "Scale", scale.title
    yield "About", scale.recall_words
    for number, item in enumerate(scale.items, 1):
        yield f"Question {number}", f"{item.text} ({_range(item)})"
    yield "Due", "" if scale.due_every is None else f"every {count(scale.due_every, 'day')}"


def _range(item: Item) -> str:
    if item.options:
        return ", ".join(option.text for option in item.options)
    return f"{figure(item.minimum)} to {figure(item.maximum)} {item.unit}".rstrip()


def _person_lines(row: Row, _known: Known) -> Iterator[tuple[str, str]]:
    yield "Name", row["name"]
    yield "Writes as", row["role"]


LINES: Mapping[str, Callable[[Row, Known], Iterator[tuple[str, str]]]] = {
    "check_ins": _check_lines,
    "treatments": _treatment_lines,
    "vital_signs": _signs_lines,
    "side_effects": _effect_lines,
    "medicines": _medicine_lines,
    "intakes": _intake_lines,
    "notes": _note_lines,
    "questions": _question_lines,
    "visits": _visit_lines,
    "own_instruments": _own_lines,
    "people": _person_lines,
}
