"""Answers to an instrument, and the scores that follow from them.

A score needs every one of its items: none is ever prorated or filled in. "Not at all" is the
number 0; "skipped", "did not come up" and "not asked" are absences, and none of them is 0.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from journal.instruments import Band, Instrument, Item, Score


class Absence(StrEnum):
    """Why an item has no value."""

    SKIPPED = "skipped"
    DID_NOT_COME_UP = "did-not-come-up"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True)
class Answer:
    """What was answered to one item: a value, perhaps imagined, or why there is none.

    An absence with a value, or imagined, raises ValueError.
    """

    value: float | None
    imagined: bool = False
    absence: Absence | None = None

    def __post_init__(self) -> None:
        if self.absence is not None and (self.value is not None or self.imagined):
            raise ValueError("an absent answer has no value")


Answers = Mapping[str, Answer]
"""Answers by item code. An item without one was not answered."""


class AnswerFault(StrEnum):
    """What is wrong with an answer."""

    UNKNOWN_ITEM = "unknown-item"
    NOT_AN_OPTION = "not-an-option"
    OUT_OF_RANGE = "out-of-range"
    NOT_TO_BE_IMAGINED = "not-to-be-imagined"
    UNREADABLE = "unreadable"


class BadAnswer(Exception):
    """An answer that its instrument does not allow: the item's code, what was given, and why."""

    def __init__(self, item: str, value: object, reason: AnswerFault) -> None:
        super().__init__(item, value, reason)
        self.item = item
        self.value = value
        self.reason = reason


def totals(instrument: Instrument, answers: Answers) -> dict[str, float]:
    """The complete scores by code. A score with an item that has no value is left out."""
    found = {}
    for score in instrument.scores:
        values = [answers[code].value for code in score.items if code in answers]
        present = [value for value in values if value is not None]
        if len(present) == len(score.items):
            found[score.code] = math.fsum(present)
    return found


def is_complete(instrument: Instrument, answers: Answers) -> bool:
    """Whether every scored item has a value."""
    return all(
        item.code in answers and answers[item.code].value is not None
        for item in instrument.items
        if item.scored
    )


def band(score: Score, value: float) -> Band | None:
    """The band of a total; None where there are no bands, or the value lies between two.

    A median of two totals may be 4.5, which no published band names.
    """
    return next((band for band in score.bands if band.least <= value <= band.greatest), None)


def check_answers(instrument: Instrument, answers: Answers) -> None:
    """Raise BadAnswer for the first answer that the instrument does not allow.

    A choice takes the value of one of its options, a number anything in its range, on a step or
    off it. Missing answers and absences are allowed.
    """
    items = {item.code: item for item in instrument.items}
    for code, answer in answers.items():
        if code not in items:
            raise BadAnswer(code, answer.value, AnswerFault.UNKNOWN_ITEM)
        reason = _fault(items[code], answer)
        if reason is not None:
            raise BadAnswer(code, answer.value, reason)


def _fault(item: Item, answer: Answer) -> AnswerFault | None:
    if answer.imagined and not item.may_be_imagined:
        return AnswerFault.NOT_TO_BE_IMAGINED
    if answer.value is None:
        return None
    if item.options:
        allowed = any(option.value == answer.value for option in item.options)
        return None if allowed else AnswerFault.NOT_AN_OPTION
    # Written so that a value which is not a number at all is refused too.
    return None if item.minimum <= answer.value <= item.maximum else AnswerFault.OUT_OF_RANGE


def answers_to_json(answers: Answers) -> dict[str, object]:
    """Answers as plain JSON values, the shortest that comes back as the same answers.

    >>> answers_to_json({"1": Answer(2.0), "2": Answer(None, absence=Absence.SKIPPED)})
    {'1': 2, '2': 'skipped'}
    """
    return {code: _to_json(answer) for code, answer in answers.items()}


def _to_json(answer: Answer) -> object:
    if answer.absence is not None:
        return answer.absence.value
    value = answer.value
    number = int(value) if value is not None and float(value).is_integer() else value
    return {"value": number, "imagined": True} if answer.imagined else number


def answers_from_json(data: Mapping[str, object]) -> dict[str, Answer]:
    """Answers from their JSON form; BadAnswer for anything `answers_to_json` would not write."""
    return {code: _from_json(code, found) for code, found in data.items()}


def _from_json(code: str, found: object) -> Answer:
    if isinstance(found, str):
        try:
            return Answer(None, absence=Absence(found))
        except ValueError:
            raise BadAnswer(code, found, AnswerFault.UNREADABLE) from None
    imagined: object = False
    value = found
    if isinstance(found, dict):
        if not found.keys() <= {"value", "imagined"} or "value" not in found:
            raise BadAnswer(code, found, AnswerFault.UNREADABLE)
        value, imagined = found["value"], found.get("imagined", False)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not isinstance(imagined, bool) or not (value is None or is_number):
        raise BadAnswer(code, found, AnswerFault.UNREADABLE)
    return Answer(_finite(code, value), imagined)


def _finite(code: str, value: object) -> float | None:
    if not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise BadAnswer(code, value, AnswerFault.UNREADABLE)
    return number
