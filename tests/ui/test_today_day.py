"""The day around its checks: treatments, notes, questions, a new day, a journal only to read."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journal.check_ins import draft
from journal.notes import note_on
from journal.questions import open_questions
from journal.store import Journal
from tests.builders import DAY, check_in, treatment
from tests.ui.showing import click, press, type_text
from tests.ui.windows import SetClock, drafted, today_page
from ui.pages.today import TodayPage
from ui.pages.today.extras import Extra

ANXIETY = "daily-anxiety"
ALL = ("1", "2", "1", "2", "1", "2", "0")
"""Answers to all seven items; their sum is 9."""


@pytest.fixture
def page(qtbot: QtBot, clock: SetClock) -> TodayPage:
    """The page, without a journal."""
    return today_page(qtbot, clock)


def test_a_new_day_begins_without_losing_what_is_being_filled_in(
    page: TodayPage, journal: Journal, clock: SetClock
) -> None:
    page.open(journal)
    press("2")

    clock.move(hours=7)
    page.clock.look()

    assert page.day == DAY
    assert page.stepper.today == DAY + timedelta(days=1)
    assert "yesterday" in page.said.text()
    press("1")
    assert drafted(journal) == {"1": 2, "2": 1}


def test_a_new_day_is_shown_when_nothing_is_being_filled_in(
    page: TodayPage, journal: Journal, clock: SetClock
) -> None:
    page.open(journal)

    clock.move(hours=7)
    page.clock.look()

    assert page.day == DAY + timedelta(days=1)


def test_a_clock_that_was_set_back_is_said_and_files_nothing_under_another_day(
    page: TodayPage, journal: Journal, clock: SetClock
) -> None:
    page.open(journal)
    press("2")

    clock.move(days=-3)
    page.clock.look()

    said = page.said.text()
    assert "an earlier day, Wednesday 7 January 2026" in said
    assert f"belongs to Saturday {DAY.day} January 2026" in said
    assert "new day" not in said
    press("1")
    assert drafted(journal) == {"1": 2, "2": 1}, "it stays with the day on which it was begun"


def test_after_a_clock_was_set_back_its_day_is_shown_and_never_one_to_come(
    page: TodayPage, journal: Journal, clock: SetClock
) -> None:
    with journal.write("Log") as session:
        session.add(check_in(id="ahead"))
    page.open(journal)
    earlier = DAY - timedelta(days=3)
    page.show_day(DAY - timedelta(days=1))

    clock.move(days=-3)
    page.clock.look()

    assert page.day == page.stepper.today == earlier
    assert "this is that day" in page.said.text()
    page.show_record(DAY, "check_ins", "ahead")
    assert page.day == earlier
    assert "has not come yet" in page.said.text()
    page.show_record(DAY, "notes", "one")
    assert not page.extras.note.isVisible(), "or a note of another day would be changed"


def test_the_second_line_counts_from_the_last_completed_treatment(
    page: TodayPage, journal: Journal
) -> None:
    with journal.write("Treatments") as session:
        for days in (40, 12):
            session.add(treatment(DAY - timedelta(days=days)))
        session.add(treatment(DAY - timedelta(days=12), clock="15:00:00+00:00"))
    page.open(journal)

    assert page.head.second.text() == "Day 12 after treatment 2"

    page.show_day(DAY - timedelta(days=41))
    assert page.head.second.text() == "No treatment up to this day"
    page.show_day(DAY - timedelta(days=40))
    assert page.head.second.text() == "The day of treatment 1"
    assert page.treatment_day.isVisible()


def test_a_note_is_kept_as_it_is_typed_and_saved_when_asked(
    qtbot: QtBot, page: TodayPage, journal: Journal
) -> None:
    page.open(journal)
    click(page.extras.buttons[Extra.NOTE])
    note = page.extras.note
    with qtbot.waitSignal(note.typed):
        type_text("slept well")
    with journal.read() as session:
        assert draft(session, "note", DAY)["text"] == "slept well"
        assert note_on(session, DAY) is None

    note.private.setChecked(True)
    note.take_focus()
    press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)

    with journal.read() as session:
        kept = note_on(session, DAY)
        assert draft(session, "note", DAY) == {}
    assert kept is not None
    assert (kept.text, kept.is_private) == ("slept well", True)
    assert "slept" not in page.extras.buttons[Extra.NOTE].accessibleName()


def test_a_question_waits_for_the_next_visit(page: TodayPage, journal: Journal) -> None:
    page.open(journal)
    click(page.extras.buttons[Extra.QUESTION])
    form = page.extras.question
    type_text("How long between two?")
    click(form.save_button)

    with journal.read() as session:
        assert [one.text for one in open_questions(session)] == ["How long between two?"]
    page.refresh()
    assert "1 question waiting" in page.extras.buttons[Extra.QUESTION].accessibleName()


def test_a_journal_open_only_to_read_is_shown_and_takes_nothing(
    page: TodayPage, journal: Journal, clock: SetClock
) -> None:
    with journal.write("Log the daily check") as session:
        session.add(check_in(total=7, answers={str(n): 1 for n in range(1, 8)}))
    reader = Journal.open(journal.path, clock=clock, to_read=True)

    page.open(reader)

    line = page.checks.line(ANXIETY)
    assert "7 of 21" in line.status.text()
    assert not line.action.isVisible()
    assert page.extras.note.field.isReadOnly()
    reader.close()


def test_the_next_start_knows_what_to_show(page: TodayPage, journal: Journal) -> None:
    page.open(journal)
    assert page.standing() == (ANXIETY, None)

    press(*ALL, Qt.Key.Key_Return)

    assert page.standing() == (ANXIETY, DAY)
    page.begin(ANXIETY, DAY)
    assert page.checks.open_code is None
