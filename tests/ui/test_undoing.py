"""Ctrl+Z takes back the last change of the journal, on every page, and says which."""

from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journal.check_ins import all_on
from journal.history import trash
from journal.notes import keep_note, note_on
from journal.obstacles import CannotSave, Obstacle
from journal.settings import JournalSettings, keep_settings
from journal.store import Journal
from journal.treatments import entries
from journal.visits import VisitEntry, keep_visit, visits
from tests.builders import DAY, check_in
from tests.builders import treatment as a_treatment
from tests.journal.safekeeping.copies import copy_of, merge
from tests.ui.showing import click, focused_widget, press, type_text
from tests.ui.windows import SetClock, a_journal, a_window, logged, places_in
from ui.app import Appearance
from ui.jobs import Progress
from ui.page_names import TODAY, VISITS
from ui.pages.today.extras import Extra
from ui.window import Start, Window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, appearance: Appearance) -> Window:
    """A window over a journal, with the keyboard in it."""
    clock = SetClock()
    path = a_journal(tmp_path, clock)
    path.close()
    window = a_window(qtbot, places_in(tmp_path), appearance, clock)
    with qtbot.waitSignals([window.loading.opened, window.loading.charts_ready], timeout=20_000):
        window.start(Start(journal=path.path))
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
    return window


def journal_of(window: Window) -> Journal:
    """The journal that is open."""
    assert window.journal is not None
    return window.journal


def undo(window: Window) -> str:
    """Press Ctrl+Z; returns what is said then."""
    press(Qt.Key.Key_Z, modifier=CTRL)
    return window.notices.passing.words


def test_a_check_is_undone_and_redone_and_today_shows_it(window: Window) -> None:
    press(*"1111111", Qt.Key.Key_Return)
    assert logged(journal_of(window)) is not None

    said = undo(window)

    assert said == "Undone: Log “Daily anxiety check”, Saturday 10 January 2026"
    assert logged(journal_of(window)) is None
    assert window.today.checks.open_code == "daily-anxiety"
    press(Qt.Key.Key_Z, modifier=CTRL | SHIFT)
    kept = logged(journal_of(window))
    assert kept is not None
    assert kept.total == 7
    assert window.notices.passing.words.startswith("Done again: Log “Daily anxiety check”")
    assert {one.value for one in window.today.checks.open_answers().values()} == {1}


def test_a_check_taken_back_is_asked_for_again_and_nothing_says_that_it_was_logged(
    window: Window,
) -> None:
    with journal_of(window).write("Log the weeks too") as session:
        keep_settings(session, JournalSettings(logged=("daily-anxiety", "gad7")))
    press(*"1111111", Qt.Key.Key_Return)
    assert window.today.said.text() == "Daily anxiety check: logged, 7 of 21"
    assert window.today.checks.open_code == "gad7"

    undo(window)

    assert not window.today.said.isVisible()
    assert window.today.checks.open_code == "daily-anxiety"
    press("3")
    assert [one.value for one in window.today.checks.open_answers().values()] == [3]


def test_the_notice_goes_with_the_next_change_which_the_key_would_undo_instead(
    window: Window,
) -> None:
    press(*"1111111", Qt.Key.Key_Return)
    undo(window)
    press("3")
    assert window.notices.passing.isVisible()

    press(*"222222", Qt.Key.Key_Return)

    assert not window.notices.passing.isVisible()
    assert undo(window).startswith("Undone: Log “Daily anxiety check”")


def test_after_an_undone_change_the_form_shows_what_was_there(window: Window) -> None:
    press(*"1111111", Qt.Key.Key_Return)
    click(window.today.checks.line("daily-anxiety").action)
    press(*"2222222", Qt.Key.Key_Return)

    undo(window)
    click(window.today.checks.line("daily-anxiety").action)

    answers = window.today.checks.open_answers()
    assert {one.value for one in answers.values()} == {1}


def test_the_notice_offers_the_way_back_and_again(window: Window) -> None:
    journal = journal_of(window)
    with journal.write("Mark a visit") as session:
        keep_visit(session, VisitEntry(DAY, "North clinic"))
    window.notices.setFocus()

    undo(window)
    click(window.notices.passing.action)
    with journal.read() as session:
        assert len(visits(session)) == 1
    click(window.notices.passing.action)
    with journal.read() as session:
        assert visits(session) == ()


def test_a_change_of_another_day_is_named_with_its_day(window: Window) -> None:
    with journal_of(window).write("Write a note") as session:
        keep_note(
            session,
            DAY - timedelta(days=3),
            "slept well",
            is_private=True,
            at=journal_of(window).clock(),
        )
    assert undo(window) == "Undone: Write a note, Wednesday 7 January 2026"


def test_ctrl_y_redoes_too_and_several_changes_go_back_one_by_one(window: Window) -> None:
    journal = journal_of(window)
    for text in ("first", "second", "third"):
        with journal.write("Write a note") as session:
            keep_note(session, DAY, text, is_private=False, at=journal.clock())
    undo(window)
    undo(window)
    press(Qt.Key.Key_Y, modifier=CTRL)
    with journal.read() as session:
        note = note_on(session, DAY)
    assert note is not None
    assert note.text == "second"


def test_what_was_written_before_the_journal_was_opened_is_not_undone(window: Window) -> None:
    assert undo(window).startswith("Nothing to undo")
    press(Qt.Key.Key_Y, modifier=CTRL)
    assert window.notices.passing.words == "Nothing to redo."


def test_a_new_change_leaves_nothing_to_redo(window: Window) -> None:
    journal = journal_of(window)
    for day in (DAY, DAY - timedelta(days=1)):
        with journal.write("Mark a visit") as session:
            keep_visit(session, VisitEntry(day))
        if day == DAY:
            undo(window)
    press(Qt.Key.Key_Y, modifier=CTRL)
    assert window.notices.passing.words == "Nothing to redo."


def test_in_a_text_field_the_keys_undo_the_typing_alone(window: Window) -> None:
    journal = journal_of(window)
    with journal.write("Mark a visit") as session:
        keep_visit(session, VisitEntry(DAY))
    window.today.extras.open_card(Extra.NOTE)
    field = window.today.extras.note.field
    assert focused_widget() in (field, *field.findChildren(QWidget))
    type_text("slept badly")
    undo(window)
    assert field.toPlainText() != "slept badly"
    with journal.read() as session:
        assert len(visits(session)) == 1


def test_it_works_on_every_page_and_the_page_shows_it(window: Window) -> None:
    journal = journal_of(window)
    with journal.write("Add a treatment") as session:
        session.add(a_treatment())
    window.show_page("treatments")
    undo(window)
    with journal.read() as session:
        assert entries(session) == ()
    window.show_page(VISITS)
    press(Qt.Key.Key_Y, modifier=CTRL)
    with journal.read() as session:
        assert len(entries(session)) == 1


def test_a_change_that_was_changed_again_elsewhere_is_left_and_said(window: Window) -> None:
    journal = journal_of(window)
    with journal.write("Mark a visit") as session:
        key = keep_visit(session, VisitEntry(DAY, "North clinic"))
    with copy_of(journal, "elsewhere") as elsewhere:
        with elsewhere.write("Change a visit") as session:
            keep_visit(session, VisitEntry(DAY, "South clinic", id=key))
        merge(journal, elsewhere)
    assert undo(window).startswith("Not undone: Mark a visit")
    with journal.read() as session:
        assert [one.clinic for one in visits(session)] == ["South clinic"]


def test_what_was_emptied_out_of_the_trash_is_passed_over(window: Window) -> None:
    journal = journal_of(window)
    with journal.write("Write a note") as session:
        keep_note(session, DAY, "kept", is_private=False, at=journal.clock())
    with journal.write("Mark a visit") as session:
        key = keep_visit(session, VisitEntry(DAY))
    with journal.write("To the trash") as session:
        trash.discard(session, "visits", key, journal.clock())
    with journal.write("Empty the trash") as session:
        trash.empty_trash(session, journal.clock())
    assert undo(window).startswith("Undone: Write a note")


def test_a_change_of_many_records_is_undone_while_the_pages_wait(
    qtbot: QtBot, window: Window
) -> None:
    journal = journal_of(window)
    with journal.write("Bring in") as session:
        session.add_all(check_in(DAY - timedelta(days=back)) for back in range(1, 301))
    window.undoing.undo()
    assert window.stack.is_held
    qtbot.waitUntil(lambda: not window.stack.is_held, timeout=20_000)
    assert window.notices.passing.words == (
        "Undone: Bring in (300 records), Sunday 16 March 2025 to Friday 9 January 2026"
    )
    with journal.read() as session:
        assert all_on(session, DAY - timedelta(days=1)) == ()


def test_an_undo_that_was_called_off_while_it_waited_is_the_next_to_be_undone(
    qtbot: QtBot, window: Window
) -> None:
    journal = journal_of(window)
    with journal.write("Bring in") as session:
        session.add_all(check_in(DAY - timedelta(days=back)) for back in range(1, 301))
    window.jobs.start(until_called_off, lambda _done: None)
    window.undoing.undo()
    window.jobs.drain()
    assert not window.stack.is_held
    window.undoing.undo()
    done = "Undone: Bring in (300 records)"
    qtbot.waitUntil(lambda: window.notices.passing.words.startswith(done), timeout=20_000)


def until_called_off(progress: Progress) -> None:
    while True:
        progress.stop_if_cancelled()


def test_what_the_file_refuses_to_undo_is_undone_by_the_same_key_later(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = journal_of(window)
    with journal.write("Mark a visit") as session:
        keep_visit(session, VisitEntry(DAY))

    def refuse(_label: str) -> None:
        raise CannotSave(journal.path, Obstacle.FULL)

    with monkeypatch.context() as patch:
        patch.setattr(journal, "write", refuse)
        assert "full" in undo(window)
        patch.setattr(journal, "write", Mock(side_effect=LookupError))
        with pytest.raises(LookupError):
            window.undoing.undo()
        patch.setattr(journal, "read", Mock(side_effect=LookupError))
        with pytest.raises(LookupError):
            window.undoing.undo()
    assert undo(window).startswith("Undone: Mark a visit")


def test_while_a_file_is_brought_in_nothing_is_undone(window: Window) -> None:
    journal = journal_of(window)
    with journal.write("Mark a visit") as session:
        keep_visit(session, VisitEntry(DAY))
    window.holding.set_held(True)
    window.undoing.undo()
    with journal.read() as session:
        assert len(visits(session)) == 1
    window.holding.set_held(False)


def test_without_a_journal_the_keys_do_nothing(
    qtbot: QtBot, tmp_path: Path, appearance: Appearance
) -> None:
    window = a_window(qtbot, places_in(tmp_path), appearance)
    window.start(Start())
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.undoing.undo()
    assert not window.notices.passing.isVisible()
    assert window.stack.shown != TODAY
