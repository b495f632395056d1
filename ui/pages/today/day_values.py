"""What Today's page shows of one day, as plain values.

Apart from the page and from its journal side, so that the page can be painted before SQLAlchemy
has loaded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType

from journal.days import DAY_ENDS_AT
from journal.instruments import Instrument
from journal.scoring import Answers
from ui.forms.note import NoteText

NO_ANSWERS: Answers = MappingProxyType({})


class Stage(StrEnum):
    """How far one check is on one day."""

    DUE = "due"
    HALF_FILLED = "half-filled"
    INCOMPLETE = "incomplete"
    LOGGED = "logged"
    NOT_DUE = "not-due"


@dataclass(frozen=True)
class Check:
    """One instrument on one day.

    `scores` are those of the last check-in, and empty without one; `times` how many were logged.
    `answers` are what a form opens with: the draft, else what is logged. `has_draft` says that
    they were never saved, `is_overtaken` that something else was logged since they were begun.
    `next_day` is when a check that is not due comes up again.
    """

    instrument: Instrument
    stage: Stage
    scores: Mapping[str, float] = field(default_factory=dict)
    times: int = 0
    answers: Answers = field(default_factory=lambda: NO_ANSWERS)
    has_draft: bool = False
    is_overtaken: bool = False
    next_day: date | None = None


@dataclass(frozen=True)
class TreatmentNear:
    """Where a day stands among the treatments.

    `number` counts the days with a completed treatment up to this one; `days_after` is None
    before the first. `planned` is the next planned treatment on this day or later, at `at` there.
    """

    number: int = 0
    days_after: int | None = None
    planned: date | None = None
    planned_at: time | None = None
    is_treatment_day: bool = False


@dataclass(frozen=True)
class Day:
    """One day as it stands in the journal. `effects` are side effects, `taken` single intakes of
    medicines, both in words. `begun` names the drafts there are of either."""

    day: date
    checks: tuple[Check, ...]
    note: NoteText = field(default_factory=NoteText)
    question_draft: str = ""
    questions: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    begun: frozenset[str] = frozenset()
    treatment: TreatmentNear = field(default_factory=TreatmentNear)
    day_ends_at: time = DAY_ENDS_AT

    def check(self, code: str) -> Check | None:
        """The check of an instrument, if it is among those of the day."""
        return next((one for one in self.checks if one.instrument.code == code), None)

    def lacks(self, before: "Day") -> bool:
        """Whether a check was logged on this day before and is so no more."""
        was = {one.instrument.code: one.times for one in before.checks}
        return self.day == before.day and any(
            one.times < was.get(one.instrument.code, 0) for one in self.checks
        )

    @property
    def next_due(self) -> Check | None:
        """The first check that waits for somebody; one saved as incomplete was a choice."""
        waiting = (Stage.DUE, Stage.HALF_FILLED)
        return next((one for one in self.checks if one.stage in waiting), None)
