"""The words of the diary: every record on a line, in full, and what a change made of it.

A row is a record's values by the names of its columns. What it only names by an id is said by
what is `Known`.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from journal.words import count, full_day
from journal.words.record_lines import LINES
from journal.words.record_titles import SECONDS, TITLES
from journal.words.recorded import Known, Row

DAY = "Day"
PLACE, IN_VIEW, IN_TRASH = "Place", "in the journal", "in the trash"
"""How a change says that a record was thrown away or brought back."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Line:
    """One thing that a record says: what it is about, and the words."""

    label: str
    words: str


@dataclass(frozen=True)
class Difference:
    """One thing that a change made different, in words; empty where nothing was said."""

    label: str
    before: str
    after: str


KINDS = {
    "check_ins": "Check",
    "treatments": "Treatment",
    "vital_signs": "Vital signs",
    "side_effects": "Side effect",
    "medicines": "Medicine",
    "intakes": "Intake",
    "notes": "Note",
    "questions": "Question",
    "visits": "Visit",
    "own_instruments": "Own scale",
    "people": "Person",
}
"""What each kind of record is called, in the order in which a person thinks of them."""

_MANY = {
    "vital_signs": "vital signs",
    "people": "people",
}


def kinds_counted(counted: Mapping[str, int]) -> str:
    """So many records of each kind, in a sentence.

    >>> kinds_counted({"notes": 2, "visits": 1})
    '2 notes and 1 visit'
    """
    said = [
        count(number, KINDS[kind].lower(), _MANY.get(kind, "")) for kind, number in counted.items()
    ]
    return " and ".join((", ".join(said[:-1]), said[-1]) if len(said) > 1 else said)


def title(kind: str, row: Row, known: Known) -> str:
    """A record on one line."""
    return TITLES[kind](row, known)


def second(kind: str, row: Row, known: Known) -> str:
    """What else a record says, on a second line; empty when that is nothing."""
    return " · ".join(part for part in SECONDS[kind](row, known) if part)


def lines(kind: str, row: Row, known: Known) -> tuple[Line, ...]:
    """Everything that a record says."""
    said = (Line(label, words) for label, words in LINES[kind](row, known))
    return tuple(line for line in said if line.words)


def differences(
    kind: str, before: Row | None, after: Row | None, known: Known
) -> tuple[Difference, ...]:
    """What a change made of a record, in words."""
    old = {} if before is None else {one.label: one.words for one in lines(kind, before, known)}
    new = {} if after is None else {one.label: one.words for one in lines(kind, after, known)}
    return tuple(
        Difference(label, old.get(label, ""), new.get(label, ""))
        for label in dict.fromkeys((*old, *new))
        if old.get(label) != new.get(label)
    )


def folded(text: str) -> str:
    """Text as it is searched in: without capitals and accents.

    >>> folded("Übelkeit, Café")
    'ubelkeit, cafe'
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def day_searched(day: date | None) -> str:
    """A day by all the ways in which it is looked for.

    >>> day_searched(date(2026, 1, 10))
    'Saturday 10 January 2026 2026-01-10'
    """
    return "" if day is None else f"{_WEEKDAYS[day.weekday()]} {full_day(day)} {day.isoformat()}"
