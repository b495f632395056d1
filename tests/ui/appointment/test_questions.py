"""Questions are ticked and answered where they are read, and kept at once."""

from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from journal.obstacles import CannotSave, Obstacle
from journal.questions import QuestionEntry, answer_question, questions
from journal.records import Write
from journal.store import Journal
from tests.builders import DAY
from tests.ui.appointment.opened import DRIVE, SLEEP, open_view, patient_id
from tests.ui.showing import click, focused_widget, press, type_text
from tests.ui.windows import SetClock
from ui.appointment import AppointmentView
from ui.appointment.questions import QuestionLine

Key = Qt.Key


@pytest.fixture
def view(qtbot: QtBot, journal: Journal, clock: SetClock) -> AppointmentView:
    """The last leaf, where the questions are."""
    journal.writer_id = patient_id(journal)
    made = open_view(qtbot, journal, clock)
    press(Key.Key_End)
    return made


def line(view: AppointmentView, place: int = 0) -> QuestionLine:
    assert view.questions is not None
    return view.questions.lines[place]


def kept(journal: Journal) -> dict[str, QuestionEntry]:
    with journal.read() as session:
        return {one.text: one for one in questions(session)}


def refuse(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    full = CannotSave(journal.path, Obstacle.FULL)
    monkeypatch.setattr(journal, "write", Mock(side_effect=full))


def test_a_tick_is_kept_and_can_be_taken_back(view: AppointmentView, journal: Journal) -> None:
    click(line(view).box)
    assert kept(journal)[DRIVE].answered_on == DAY
    click(line(view).box)
    assert kept(journal)[DRIVE].is_open


def test_an_answer_ticks_its_question_and_is_kept_with_who_wrote_it(
    view: AppointmentView, journal: Journal
) -> None:
    line(view).answer.setFocus()
    type_text("Not before noon")
    press(Key.Key_Return)
    assert line(view).box.isChecked()
    assert kept(journal)[DRIVE].answer == "Not before noon"
    with journal.read() as session:
        last = session.scalars(select(Write).order_by(Write.id.desc())).first()
        assert last is not None
        assert last.person_id == journal.writer_id


def test_tab_goes_from_the_box_to_its_answer_and_on(view: AppointmentView) -> None:
    press(Key.Key_Tab)
    assert focused_widget() is line(view).box
    press(Key.Key_Tab)
    assert focused_widget() is line(view).answer
    press(Key.Key_Tab)
    assert focused_widget() is line(view, 1).box


def test_arrows_turn_the_leaf_from_a_box_and_from_an_empty_answer(view: AppointmentView) -> None:
    line(view).box.setFocus()
    press(Key.Key_Left)
    assert view.shown == 4
    press(Key.Key_Right)
    line(view).answer.setFocus()
    press(Key.Key_Left)
    assert view.shown == 4


def test_arrows_stay_in_an_answer_that_is_being_written(view: AppointmentView) -> None:
    line(view).answer.setFocus()
    type_text("Yes")
    press(Key.Key_Left)
    assert view.shown == 5


def test_escape_inside_an_answer_leaves_and_keeps_what_was_typed(
    qtbot: QtBot, view: AppointmentView, journal: Journal
) -> None:
    line(view, 1).answer.setFocus()
    type_text("At nine")
    with qtbot.waitSignal(view.left):
        press(Key.Key_Escape)
    assert kept(journal)[SLEEP].answer == "At nine"


def test_turning_the_leaf_keeps_what_was_typed(view: AppointmentView, journal: Journal) -> None:
    line(view).answer.setFocus()
    type_text("Yes")
    press(Key.Key_PageUp)
    assert kept(journal)[DRIVE].answer == "Yes"


def test_a_refused_answer_is_told_and_stays_until_it_can_be_kept(
    view: AppointmentView, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        refuse(journal, full)
        line(view).answer.setFocus()
        type_text("Yes")
        press(Key.Key_Return)
        assert view.problem.isVisible()
        assert line(view).answer.text() == "Yes"
    press(Key.Key_Return)
    assert not view.problem.isVisible()
    assert kept(journal)[DRIVE].answer == "Yes"


def test_leaving_with_a_refused_answer_takes_a_second_escape(
    qtbot: QtBot, view: AppointmentView, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(journal, monkeypatch)
    line(view).answer.setFocus()
    type_text("Yes")
    QTest.keyClick(view, Key.Key_Escape)
    assert view.isVisible()
    assert line(view).answer.text() == "Yes"
    with qtbot.waitSignal(view.left):
        QTest.keyClick(view, Key.Key_Escape)


def test_a_journal_open_to_read_shows_questions_that_cannot_be_changed(
    qtbot: QtBot, journal: Journal, clock: SetClock
) -> None:
    path = journal.path
    journal.close()
    view = open_view(qtbot, Journal.open(path, clock=clock, to_read=True), clock)
    assert not line(view).box.isEnabled()
    assert line(view).answer.isReadOnly()


def test_box_and_answer_are_named_by_their_question(view: AppointmentView) -> None:
    assert line(view).box.accessibleName() == DRIVE
    assert DRIVE in line(view).answer.accessibleName()


def test_an_answer_that_was_given_elsewhere_is_said_before_it_is_written_over(
    view: AppointmentView, journal: Journal
) -> None:
    key = line(view).id
    with journal.write("Answer it elsewhere") as session:
        answer_question(session, key, DAY, "Not at all")
    line(view).answer.setFocus()
    type_text("Not before noon")
    line(view).tell()
    assert kept(journal)[DRIVE].answer == "Not at all"
    assert "Not at all" in view.problem.text()
    view.turn(-1)
    assert kept(journal)[DRIVE].answer == "Not before noon"
    assert view.problem.isHidden()
