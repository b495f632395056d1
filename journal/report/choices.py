"""What the patient chose to have on paper."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from journal.words import SELF


class Section(StrEnum):
    """A part of the report after its first page; each may be left out."""

    TREATMENTS = "treatments"
    SIDE_EFFECTS = "side-effects"
    VITAL_SIGNS = "vital-signs"
    MEDICINES = "medicines"
    QUESTIONNAIRES = "questionnaires"
    QUESTIONS = "questions"
    NOTES = "notes"
    METHOD = "method"


class Naming(StrEnum):
    """How the patient is named on every page."""

    FULL = "full"
    INITIALS = "initials"
    NONE = "none"


class Paper(StrEnum):
    """The size of a page."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def width(self) -> float:
        """In inches."""
        return 8.5 if self is Paper.LETTER else 210 / 25.4

    @property
    def height(self) -> float:
        """In inches."""
        return 11.0 if self is Paper.LETTER else 297 / 25.4


@dataclass(frozen=True)
class ReportChoices:
    """What is in a report.

    It covers the days from `first`, or from the first entry when that is None, to `cut_off`, both
    included. Nothing about a later day is in it. `instrument` None is the one that stands for the
    patient's days; `score` None is the instrument's main score.
    """

    cut_off: date
    first: date | None = None
    sections: frozenset[Section] = frozenset(Section)
    naming: Naming = Naming.FULL
    paper: Paper = Paper.A4
    instrument: str | None = None
    score: str | None = None
    rater: str = SELF


def named(name: str, naming: Naming) -> str:
    """The name as it was chosen to stand; empty for none.

    >>> named("Sam Winter-Hill", Naming.INITIALS)
    'S. W.'
    """
    if naming is Naming.NONE:
        return ""
    if naming is Naming.FULL:
        return name.strip()
    return " ".join(f"{word[0].upper()}." for word in name.split())
