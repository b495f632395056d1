"""Questions for the clinic are asked, answered, asked again, discarded and brought back."""

import dataclasses
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from journal.questions import (
    AnsweredBeforeAsked,
    QuestionEntry,
    answer_question,
    ask_clinic,
    bring_back_question,
    discard_question,
    keep_question,
    open_questions,
    questions,
    questions_as_of,
    reopen_question,
)
from journal.store import Journal
from tests.builders import DAY, fixed_clock, new_journal

LATER = DAY + timedelta(days=9)
DRIVING = QuestionEntry(DAY, "May I drive the day after?")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with new_journal(tmp_path) as made:
        yield made


def keep(journal: Journal, *entries: QuestionEntry) -> list[str]:
    with journal.write("Ask my clinic") as session:
        return [keep_question(session, entry) for entry in entries]


def texts(journal: Journal) -> list[str]:
    with journal.read() as session:
        return [one.text for one in questions(session)]


def test_a_question_comes_back_as_it_was_entered(journal: Journal) -> None:
    whole = dataclasses.replace(DRIVING, answered_on=LATER, answer="Yes, after a night's sleep.")
    (kept,) = keep(journal, whole)
    with journal.read() as session:
        assert questions(session) == (dataclasses.replace(whole, id=kept),)


def test_asking_from_a_day_is_the_same_as_keeping_an_open_question(journal: Journal) -> None:
    with journal.write("Ask my clinic") as session:
        ask_clinic(session, DRIVING.text, DRIVING.asked_on)
    with journal.read() as session:
        (found,) = open_questions(session)
    assert dataclasses.replace(found, id=None) == DRIVING
    assert found.is_open


def test_open_questions_come_first_and_the_latest_answer_next(journal: Journal) -> None:
    keep(
        journal,
        QuestionEntry(DAY, "answered first", DAY),
        QuestionEntry(DAY, "answered last", LATER),
        QuestionEntry(LATER, "asked last"),
        QuestionEntry(DAY, "asked first"),
    )
    assert texts(journal) == ["asked first", "asked last", "answered last", "answered first"]
    with journal.read() as session:
        assert [one.text for one in open_questions(session)] == ["asked first", "asked last"]


def test_an_answer_closes_a_question_on_its_day(journal: Journal) -> None:
    (kept,) = keep(journal, DRIVING)
    with journal.write("Answer") as session:
        answer_question(session, kept, LATER, "Yes.")
    with journal.read() as session:
        (found,) = questions(session)
        assert (found.answered_on, found.answer, found.is_open) == (LATER, "Yes.", False)
        assert open_questions(session) == ()


def test_a_question_may_be_marked_answered_without_words(journal: Journal) -> None:
    (kept,) = keep(journal, DRIVING)
    with journal.write("Answer") as session:
        answer_question(session, kept, DAY, "")
    with journal.read() as session:
        assert not questions(session)[0].is_open


def test_a_question_asked_again_keeps_what_was_answered(journal: Journal) -> None:
    (kept,) = keep(journal, dataclasses.replace(DRIVING, answered_on=LATER, answer="Maybe."))
    with journal.write("Ask again") as session:
        reopen_question(session, kept)
    with journal.read() as session:
        (found,) = open_questions(session)
    assert found.answer == "Maybe."


def test_no_question_is_answered_before_it_was_asked(journal: Journal) -> None:
    early = DAY - timedelta(days=1)
    (kept,) = keep(journal, DRIVING)
    with pytest.raises(AnsweredBeforeAsked), journal.write("Answer") as session:
        answer_question(session, kept, early, "Yes.")
    with pytest.raises(AnsweredBeforeAsked), journal.write("Change") as session:
        keep_question(session, dataclasses.replace(DRIVING, answered_on=early, id=kept))
    with journal.read() as session:
        assert questions(session) == (dataclasses.replace(DRIVING, id=kept),)


def test_a_discarded_question_is_asked_no_more_until_it_is_brought_back(journal: Journal) -> None:
    (kept,) = keep(journal, DRIVING)
    with journal.write("Trash") as session:
        discard_question(session, kept, fixed_clock()())
    assert texts(journal) == []
    with journal.write("Bring back") as session:
        bring_back_question(session, kept)
    assert texts(journal) == [DRIVING.text]


def test_questions_of_a_day_stand_as_they_did_at_its_end(journal: Journal) -> None:
    first, second, third = DRIVING.text, "How long is it?", "And coffee?"
    oldest = dataclasses.replace(DRIVING, asked_on=DAY - timedelta(days=1))
    ids = keep(journal, oldest, QuestionEntry(DAY, second), QuestionEntry(LATER, third))
    with journal.read() as session:
        before = questions_as_of(session, DAY)
    assert [(one.text, one.is_open) for one in before] == [(first, True), (second, True)]
    with journal.write("Answer") as session:
        answer_question(session, ids[0], LATER, "No.")
        answer_question(session, ids[1], LATER + timedelta(days=1), "An hour.")
    with journal.read() as session:
        assert questions_as_of(session, DAY) == before
        then = questions_as_of(session, LATER)
        now = questions_as_of(session, LATER + timedelta(days=1))
        assert now == questions(session)
    assert [(one.text, one.answer) for one in then] == [(second, ""), (third, ""), (first, "No.")]
