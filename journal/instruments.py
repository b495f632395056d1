"""Questionnaires and scales as values: what is asked, how it is answered, and what is summed.

Imports the standard library only, because the form of the day is built from an instrument before
anything else has loaded.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_DAYS_IN = {"Y": 365, "M": 30, "W": 7, "D": 1}
LAST = 1000
"""The place of an instrument that names none."""


class Direction(StrEnum):
    """What a higher value means."""

    WORSE = "worse"
    BETTER = "better"
    NEITHER = "neither"


@dataclass(frozen=True)
class Option:
    """One answer to choose. `code` is its LOINC answer code, in standard instruments only."""

    value: int
    text: str
    code: str | None = None


@dataclass(frozen=True)
class Item:
    """One question.

    With `options` it is a choice; without, a number from `minimum` to `maximum`, set in steps of
    `step`, with its ends named by `low` and `high`. `group` is the heading under which items
    stand together, a situation say. `may_be_imagined`: it may be rated by imagining it.
    """

    code: str
    text: str
    minimum: float
    maximum: float
    step: float
    options: tuple[Option, ...]
    low: str
    high: str
    group: str
    may_be_imagined: bool
    unit: str
    loinc: str | None
    scored: bool


@dataclass(frozen=True)
class Band:
    """A named part of a score's range, both ends included. Standard questionnaires only."""

    least: int
    greatest: int
    name: str


@dataclass(frozen=True)
class Score:
    """The sum of some items. `minimum` and `maximum` follow from the items.

    `least_baseline`: below this a baseline gives no response line; None where there never is one.
    `ticks` are the places at which a chart's axis is labelled.
    """

    code: str
    title: str
    items: tuple[str, ...]
    minimum: float
    maximum: float
    direction: Direction
    bands: tuple[Band, ...]
    least_baseline: float | None
    ticks: tuple[float, ...]
    loinc: str | None = None


@dataclass(frozen=True)
class Instrument:
    """A questionnaire or scale.

    `recall` is an ISO 8601 duration, "PT0S" for right now; `recall_words` says the same. It is
    due every `due_every` days, or at no fixed time when that is None. A `standard` one is published
    and word for word; no other has bands or LOINC codes. `order` is its place among the others.
    """

    code: str
    version: int
    title: str
    short_title: str
    recall: str
    recall_words: str
    instruction: str
    items: tuple[Item, ...]
    scores: tuple[Score, ...]
    licence: str
    source: str
    several_a_day: bool
    due_every: int | None
    treatment_day_only: bool
    loinc: str | None
    standard: bool
    order: int = LAST

    def item(self, code: str) -> Item:
        """The item of that code; KeyError when there is none."""
        for item in self.items:
            if item.code == code:
                return item
        raise KeyError(code)

    def score(self, code: str) -> Score:
        """The score of that code; KeyError when there is none."""
        for score in self.scores:
            if score.code == code:
                return score
        raise KeyError(code)

    @property
    def main_score(self) -> Score:
        """The total where there is one, else the first score."""
        return next((score for score in self.scores if score.code == "total"), self.scores[0])

    @property
    def recall_days(self) -> int:
        """How many days one entry asks about, a month taken as 30; 0 for less than one."""
        days = self.recall.removeprefix("P").split("T")[0]
        return sum(int(part[:-1]) * _DAYS_IN[part[-1]] for part in re.findall(r"\d+[YMWD]", days))

    @property
    def has_line(self) -> bool:
        """Whether the main score can have a response line.

        It has to be about one day or one moment, start at 0, rise as things get worse, and name
        its least meaningful baseline.
        """
        return self.recall_days <= 1 and self.main_score.least_baseline is not None


def option_value(item: Item, text: str) -> int | None:
    """The value of the option with that text, whatever its case and spacing; None without one."""
    wanted = folded(text)
    return next((option.value for option in item.options if folded(option.text) == wanted), None)


def folded(text: str) -> str:
    """A text as it counts when two are compared: without case, with single spaces."""
    return " ".join(text.split()).casefold()
