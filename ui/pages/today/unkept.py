"""Answers that no journal holds yet: typed before it was open, or refused by the file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from journal.instruments import Instrument
from journal.scoring import Answers
from ui.pages.today.day_values import Day, Stage


@dataclass(frozen=True)
class Form:
    """One form of one day for one rater; `observer_id` is None for the patient."""

    instrument: Instrument
    day: date
    observer_id: str | None = None


class Unkept:
    """Forms with answers that wait for a journal, and those of them that shall be logged."""

    def __init__(self) -> None:
        self._answers: dict[Form, Answers] = {}
        self._to_log: set[Form] = set()

    def __bool__(self) -> bool:
        return bool(self._answers)

    def __contains__(self, form: Form) -> bool:
        return form in self._answers

    def put(self, form: Form, answers: Answers, *, shall_be_logged: bool = False) -> None:
        """Hold the newest answers of a form."""
        self._answers[form] = answers
        self._to_log.discard(form)
        if shall_be_logged:
            self._to_log.add(form)

    def drop(self, form: Form) -> None:
        """Forget a form, because a journal holds its answers now."""
        self._answers.pop(form, None)
        self._to_log.discard(form)

    def clear(self) -> None:
        """Forget everything."""
        self._answers.clear()
        self._to_log.clear()

    def waiting(self) -> tuple[tuple[Form, Answers, bool], ...]:
        """Every form with its answers, and whether it shall be logged."""
        return tuple((form, found, form in self._to_log) for form, found in self._answers.items())

    def join(self, kept: Mapping[Form, Answers]) -> None:
        """Put what a journal holds under what was typed: the newer answer to an item counts."""
        for form, answers in kept.items():
            self._answers[form] = {**answers, **self._answers[form]}

    def move(self, before: date, after: date) -> None:
        """The day of what was typed turned out to be another one."""
        self._answers = {_moved(form, before, after): a for form, a in self._answers.items()}
        self._to_log = {_moved(form, before, after) for form in self._to_log}

    def laid_over(self, day: Day, observer_id: str | None) -> Day:
        """The day with these answers in place of those that the journal holds."""
        checks = []
        for check in day.checks:
            form = Form(check.instrument, day.day, observer_id)
            if form in self._answers:
                answers = self._answers[form]
                half = replace(check, answers=answers, has_draft=True, stage=Stage.HALF_FILLED)
                checks.append(half)
            else:
                checks.append(check)
        return replace(day, checks=tuple(checks))


def _moved(form: Form, before: date, after: date) -> Form:
    return replace(form, day=after) if form.day == before else form
