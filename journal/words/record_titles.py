"""Each kind of record on a line, and what stands on a second one below it."""

from collections.abc import Callable, Mapping

from journal.words import count, full_day, opened
from journal.words.recorded import (
    PRIVATE_NOTE,
    SOMEBODY,
    Known,
    Row,
    after,
    amount,
    clock,
    instrument_title,
    measured,
    moment,
    one_line,
    scores,
)


def _rater(row: Row, known: Known) -> str:
    observer = row["observer_id"]
    return "" if observer is None else f"rated by {known.people.get(observer, SOMEBODY)}"


def _check_title(row: Row, known: Known) -> str:
    return f"{instrument_title(row, known)}: {scores(row, known)}"


def _check_second(row: Row, known: Known) -> tuple[str, ...]:
    note = PRIVATE_NOTE if row["is_private"] and row["note"] else one_line(row["note"])
    return (_rater(row, known), note)


def _treatment_title(row: Row, _known: Known) -> str:
    return " ".join(part for part in (opened(row["substance"]) or "Treatment", amount(row)) if part)


def _treatment_second(row: Row, _known: Known) -> tuple[str, ...]:
    minutes = "" if row["minutes"] is None else count(row["minutes"], "minute")
    return row["status"], row["phase"] or "", minutes, row["clinic"], one_line(row["note"])


def _signs_title(row: Row, _known: Known) -> str:
    said = [f"{label.lower()} {words}" for label, words in measured(row) if words]
    return opened(", ".join(said)) or "Vital signs"


def _signs_second(row: Row, known: Known) -> tuple[str, ...]:
    return (after(row, known),)


def _effect_title(row: Row, known: Known) -> str:
    grade = f", {row['severity']}" if row["severity"] else ""
    return f"{known.vocabulary.words(row['effect'])}{grade}"


def _effect_second(row: Row, known: Known) -> tuple[str, ...]:
    end = moment(row["end_utc"], row["end_offset"])
    began = moment(row["onset_utc"], row["onset_offset"])
    if end.partition(",")[0] == began.partition(",")[0]:
        end = clock(row["end_utc"], row["end_offset"])  # of the same day
    return (f"until {end}" if end else "", after(row, known), one_line(row["note"]))


def _medicine_title(row: Row, _known: Known) -> str:
    return ", ".join(part for part in (row["name"], row["amount"]) if part)


def _medicine_second(row: Row, _known: Known) -> tuple[str, ...]:
    first, last = row["from_day"], row["to_day"]
    since = "" if first is None else f"from {full_day(first)}"
    until = "" if last is None else f"to {full_day(last)}"
    return row["kind"], " ".join(part for part in (since, until) if part)


def _intake_title(row: Row, known: Known) -> str:
    name = known.medicines.get(row["medicine_id"], "A medicine")
    return ", ".join(part for part in (name, row["amount"]) if part)


def _intake_second(_row: Row, _known: Known) -> tuple[str, ...]:
    return ("taken once",)


def _note_title(row: Row, _known: Known) -> str:
    return PRIVATE_NOTE if row["is_private"] else one_line(row["text"])


def _note_second(_row: Row, _known: Known) -> tuple[str, ...]:
    return ()


def _question_title(row: Row, _known: Known) -> str:
    return one_line(row["text"])


def _question_second(row: Row, _known: Known) -> tuple[str, ...]:
    if row["answered_on"] is None:
        return ("not answered yet",)
    return (f"answered on {full_day(row['answered_on'])}", one_line(row["answer"]))


def _visit_title(row: Row, _known: Known) -> str:
    return row["clinic"] or "Visit to the clinic"


def _visit_second(row: Row, _known: Known) -> tuple[str, ...]:
    return (one_line(row["note"]),)


def _own_title(row: Row, known: Known) -> str:
    instrument = known.instruments.get(row["code"])
    return row["code"] if instrument is None else instrument.title


def _own_second(_row: Row, _known: Known) -> tuple[str, ...]:
    return ()


def _person_title(row: Row, _known: Known) -> str:
    return row["name"] or "The patient"


def _person_second(row: Row, _known: Known) -> tuple[str, ...]:
    return (row["role"],)


TITLES: Mapping[str, Callable[[Row, Known], str]] = {
    "check_ins": _check_title,
    "treatments": _treatment_title,
    "vital_signs": _signs_title,
    "side_effects": _effect_title,
    "medicines": _medicine_title,
    "intakes": _intake_title,
    "notes": _note_title,
    "questions": _question_title,
    "visits": _visit_title,
    "own_instruments": _own_title,
    "people": _person_title,
}
SECONDS: Mapping[str, Callable[[Row, Known], tuple[str, ...]]] = {
    "check_ins": _check_second,
    "treatments": _treatment_second,
    "vital_signs": _signs_second,
    "side_effects": _effect_second,
    "medicines": _medicine_second,
    "intakes": _intake_second,
    "notes": _note_second,
    "questions": _question_second,
    "visits": _visit_second,
    "own_instruments": _own_second,
    "people": _person_second,
}
