"""Questions for the clinic: asked on a day, open until an answer is written beside them."""

import dataclasses
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.days import Instant
from journal.history.trash import kept_or_new
from journal.records import ClinicQuestion


@dataclass(frozen=True)
class QuestionEntry:
    """A question as its form takes it in and gives it back; `id` is None for a new one.

    It is open as long as there is no day on which it was answered.
    """

    asked_on: date
    text: str
    answered_on: date | None = None
    answer: str = ""
    id: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether the clinic has not answered yet."""
        return self.answered_on is None


_FIELDS = tuple(part.name for part in dataclasses.fields(QuestionEntry) if part.name != "id")


class AnsweredBeforeAsked(Exception):
    """A question would be answered before the day on which it came up."""


def questions(session: Session) -> tuple[QuestionEntry, ...]:
    """All questions: the open ones first, the oldest of them at the top; then the answered ones,
    the latest answer first.
    """
    query = (
        select(ClinicQuestion)
        .where(ClinicQuestion.deleted_utc.is_(None))
        .order_by(
            ClinicQuestion.answered_on.is_not(None),
            ClinicQuestion.answered_on.desc(),
            ClinicQuestion.asked_on,
            ClinicQuestion.entered_utc,
            ClinicQuestion.id,
        )
    )
    return tuple(_entry(one) for one in session.scalars(query))


def questions_as_of(session: Session, day: date) -> tuple[QuestionEntry, ...]:
    """The questions asked up to a day, as they stood at its end, in the order they then had.

    What was answered later was still open.
    """
    asked = session.scalars(
        select(ClinicQuestion)
        .where(ClinicQuestion.deleted_utc.is_(None), ClinicQuestion.asked_on <= day)
        .order_by(ClinicQuestion.asked_on, ClinicQuestion.entered_utc, ClinicQuestion.id)
    )
    still_open, answered = [], []
    for one in asked:
        entry = _entry(one)
        if entry.answered_on is None:
            still_open.append(entry)
        elif entry.answered_on > day:
            still_open.append(dataclasses.replace(entry, answered_on=None, answer=""))
        else:
            answered.append((entry.answered_on, entry))
    answered.sort(key=lambda found: found[0], reverse=True)
    return (*still_open, *(entry for _, entry in answered))


def open_questions(session: Session) -> tuple[QuestionEntry, ...]:
    """Questions that have no answer yet, the oldest first."""
    return tuple(one for one in questions(session) if one.is_open)


def ask_clinic(session: Session, text: str, asked_on: date) -> None:
    """Keep a question for the next appointment."""
    session.add(ClinicQuestion(asked_on=asked_on, text=text))


def keep_question(session: Session, entry: QuestionEntry) -> str:
    """Add a question, or change the one that `entry.id` names; returns its id.

    Raises AnsweredBeforeAsked.
    """
    _refuse_early_answer(entry.asked_on, entry.answered_on)
    question = kept_or_new(session, ClinicQuestion, entry.id)
    for name in _FIELDS:
        setattr(question, name, getattr(entry, name))
    session.add(question)
    session.flush()
    return question.id


def answer_question(session: Session, question_id: str, answered_on: date, answer: str) -> None:
    """Write down the answer and the day of it; the answer may be left empty.

    Raises AnsweredBeforeAsked.
    """
    question = session.get_one(ClinicQuestion, question_id)
    _refuse_early_answer(question.asked_on, answered_on)
    question.answered_on, question.answer = answered_on, answer


def reopen_question(session: Session, question_id: str) -> None:
    """Ask a question again; what was answered so far stays beside it."""
    session.get_one(ClinicQuestion, question_id).answered_on = None


def discard_question(session: Session, question_id: str, at: Instant) -> None:
    """Move a question to the trash."""
    session.get_one(ClinicQuestion, question_id).deleted_utc = at.utc


def bring_back_question(session: Session, question_id: str) -> None:
    """Take a question out of the trash."""
    session.get_one(ClinicQuestion, question_id).deleted_utc = None


def _entry(one: ClinicQuestion) -> QuestionEntry:
    return QuestionEntry(id=one.id, **{name: getattr(one, name) for name in _FIELDS})


def _refuse_early_answer(asked_on: date, answered_on: date | None) -> None:
    if answered_on is not None and answered_on < asked_on:
        raise AnsweredBeforeAsked
