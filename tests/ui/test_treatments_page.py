"""The treatments page: the list, the form, one treatment opened, and the trash."""

from datetime import date, timedelta
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journal.instrument_files import load_instruments
from journal.obstacles import CannotSave, Obstacle
from journal.records import Phase, Status
from journal.side_effects import SideEffectEntry, entries_after, keep_side_effect
from journal.store import Journal
from journal.treatments import entries
from tests.builders import DAY, check_in, treatment
from tests.ui.reached import name_of, tab_stops
from tests.ui.showing import press, show
from tests.ui.windows import INSTRUMENTS, SetClock
from ui.jobs import Jobs
from ui.pages.treatments import TreatmentsPage
from ui.surroundings import Surroundings

WEEK = timedelta(days=7)


@pytest.fixture
def page(qtbot: QtBot, clock: SetClock) -> TreatmentsPage:
    made = TreatmentsPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    show(qtbot, made, 1000, 800)
    return made


def with_treatments(journal: Journal) -> None:
    """Two done in one course, one done long before, one cancelled, one planned."""
    with journal.write("Add treatments") as session:
        session.add(treatment(DAY - timedelta(days=200), phase=Phase.INDUCTION))
        session.add(treatment(DAY - WEEK))
        session.add(treatment(DAY - timedelta(days=3), status=Status.CANCELLED))
        session.add(treatment(DAY))
        session.add(treatment(DAY + WEEK, status=Status.PLANNED))


def statuses(journal: Journal) -> list[tuple[date, Status]]:
    with journal.read() as session:
        return [(one.day, one.status) for one in entries(session)]


def test_an_empty_journal_says_how_to_begin(page: TreatmentsPage, journal: Journal) -> None:
    page.open(journal)
    assert page.empty.isVisibleTo(page)
    page.empty.action.click()
    assert page.form.isVisibleTo(page)


def test_the_list_is_newest_first_with_numbers_and_courses(
    page: TreatmentsPage, journal: Journal
) -> None:
    with_treatments(journal)
    page.open(journal)
    words = [line.words for line in page.list.lines]
    assert [one.mark for one in words] == ["–", "3", "–", "2", "1"]
    assert [one.aside for one in words] == [
        "planned",
        "induction",
        "cancelled",
        "induction",
        "induction",
    ]
    assert [words[place].aside_second for place in (1, 3, 4)] == [
        "course 2",
        "course 2",
        "course 1",
    ]
    assert page.head.second.text() == "3 completed, 1 planned"


def test_a_new_one_is_filled_in_from_the_last(
    qtbot: QtBot, page: TreatmentsPage, journal: Journal
) -> None:
    with_treatments(journal)
    page.open(journal)
    page.add.click()
    entry = page.form.value()
    assert (entry.amount, entry.unit, entry.minutes, entry.id) == (0.5, "mg/kg", 40, None)
    assert entry.day == DAY
    page.form.cost.setText("180")
    page.form.submit()
    assert len(statuses(journal)) == 6
    assert page.view.isVisibleTo(page)
    assert not page.form.isVisibleTo(page)


def test_leaving_the_form_changes_nothing(page: TreatmentsPage, journal: Journal) -> None:
    with_treatments(journal)
    page.open(journal)
    before = statuses(journal)
    page.add.click()
    page.form.cancel.click()
    assert page.list.isVisibleTo(page)
    assert statuses(journal) == before


def test_a_planned_one_takes_place(page: TreatmentsPage, journal: Journal, clock: SetClock) -> None:
    with_treatments(journal)
    clock.move(days=7)
    page.open(journal)
    page.list.opened.emit(page.list.lines[0].words.key)
    assert page.view.head.title.text() == "A planned treatment"
    page.view.took_place.click()
    assert statuses(journal)[-1] == (DAY + WEEK, Status.COMPLETED)
    assert page.view.head.title.text() == "Treatment 4"


def test_a_planned_one_is_cancelled(page: TreatmentsPage, journal: Journal) -> None:
    with_treatments(journal)
    page.open(journal)
    page.list.opened.emit(page.list.lines[0].words.key)
    page.view.was_cancelled.click()
    assert statuses(journal)[-1] == (DAY + WEEK, Status.CANCELLED)
    assert not page.view.day.isVisibleTo(page)


def test_a_change_keeps_what_it_did_not_touch(page: TreatmentsPage, journal: Journal) -> None:
    with_treatments(journal)
    page.open(journal)
    key = page.list.lines[1].words.key
    page.list.opened.emit(key)
    page.view.change.click()
    page.form.amount.set_value(0.6)
    page.form.submit()
    with journal.read() as session:
        (changed,) = [one for one in entries(session) if one.id == key]
    assert (changed.amount, changed.phase, changed.minutes) == (0.6, Phase.INDUCTION, 40)
    assert page.view.head.title.text() == "Treatment 3"


def test_the_trash_gives_back(page: TreatmentsPage, journal: Journal) -> None:
    with_treatments(journal)
    page.open(journal)
    page.list.opened.emit(page.list.lines[1].words.key)
    page.view.discard.click()
    assert len(statuses(journal)) == 4
    assert page.said.text() == "Treatment 3 is in the trash."
    page.bring_back.click()
    assert len(statuses(journal)) == 5
    assert not page.bring_back.isVisibleTo(page)


def test_an_opened_one_shows_its_day(page: TreatmentsPage, journal: Journal) -> None:
    with_treatments(journal)
    with journal.write("Log") as session:
        session.add(check_in(DAY, 9))
    page.open(journal)
    key = page.list.lines[1].words.key
    with journal.write("Log a side effect") as session:
        keep_side_effect(session, SideEffectEntry("nausea", treatment_id=key))
    page.open_treatment(key)
    assert [row.title.text() for row in page.view.effects.rows] == ["Nausea"]
    assert page.view.day.isVisibleTo(page)
    shown = [text.text() for text in page.view.readings.texts]
    title = load_instruments()["daily-anxiety"].short_title
    assert shown == [title, "9 of 21"]


def test_a_side_effect_is_logged_and_its_text_is_shown(
    qtbot: QtBot, page: TreatmentsPage, journal: Journal
) -> None:
    with_treatments(journal)
    page.open(journal)
    key = page.list.lines[1].words.key
    page.open_treatment(key)
    effects = page.view.effects
    effects.add.click()
    effects.form.picker.picked.emit("blood-in-urine")
    effects.form.submit()
    with journal.read() as session:
        (kept,) = entries_after(session, key)
    assert kept.effect == "blood-in-urine"
    assert effects.safety.isVisibleTo(page)
    assert effects.safety.title == "Contact your clinic now"
    effects.rows[0].buttons[1].click()
    with journal.read() as session:
        assert entries_after(session, key) == ()
    effects.bring_back.click()
    with journal.read() as session:
        assert len(entries_after(session, key)) == 1


def test_the_day_of_a_treatment_is_asked_for(
    qtbot: QtBot, page: TreatmentsPage, journal: Journal
) -> None:
    with_treatments(journal)
    page.open(journal)
    page.open_treatment(page.list.lines[3].words.key)
    with qtbot.waitSignal(page.day_wanted) as told:
        page.view.open_day.click()
    assert told.args == [DAY - WEEK]


def test_the_keyboard_opens_and_leaves_a_treatment(page: TreatmentsPage, journal: Journal) -> None:
    with_treatments(journal)
    page.open(journal)
    page.list.lines[0].setFocus()
    press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert page.view.head.title.text() == "Treatment 3"
    page.view.back.click()
    assert page.list.lines[1].hasFocus()


def test_a_form_that_cannot_be_saved_keeps_all(
    qtbot: QtBot, page: TreatmentsPage, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_treatments(journal)
    page.open(journal)
    page.add.click()
    page.form.note.setPlainText("typed with care")
    full = CannotSave(journal.path, Obstacle.FULL)
    monkeypatch.setattr(journal, "write", Mock(side_effect=full))
    with qtbot.waitSignal(page.failed):
        page.form.submit()
    assert page.form.isVisibleTo(page)
    assert page.form.value().note == "typed with care"


def test_a_refresh_leaves_an_open_form_alone(page: TreatmentsPage, journal: Journal) -> None:
    with_treatments(journal)
    page.open(journal)
    page.add.click()
    page.form.note.setPlainText("typed with care")
    with journal.write("Log") as session:
        session.add(check_in(DAY, 9))
    page.refresh()
    assert page.form.value().note == "typed with care"
    assert page.form.isVisibleTo(page)


def test_nothing_is_offered_that_a_read_only_journal_cannot_do(
    page: TreatmentsPage, journal: Journal, clock: SetClock
) -> None:
    with_treatments(journal)
    path = journal.path
    journal.close()
    with Journal.open(path, clock=clock, to_read=True) as opened:
        page.open(opened)
        assert not page.add.isVisibleTo(page)
        page.open_treatment(page.list.lines[1].words.key)
        for button in (page.view.change, page.view.discard, page.view.day.card.save_button):
            assert not button.isVisibleTo(page)


def test_every_tab_stop_has_a_name(page: TreatmentsPage, journal: Journal) -> None:
    with_treatments(journal)
    page.open(journal)
    assert [stop for stop in tab_stops(page) if not name_of(stop)] == []
    page.open_treatment(page.list.lines[1].words.key)
    stops = tab_stops(page)
    assert len(stops) > 10
    assert [stop for stop in stops if not name_of(stop)] == []


def test_a_treatment_that_was_half_typed_is_there_again_after_a_crash(
    qtbot: QtBot, page: TreatmentsPage, journal: Journal, clock: SetClock
) -> None:
    with_treatments(journal)
    page.open(journal)
    page.begin_new()
    page.form.cost.setText("180")
    page.form.phase.set_value("")
    typed = page.form.value()
    page.flush()
    later = TreatmentsPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    show(qtbot, later, 1000, 800)
    later.open(journal)
    assert later.form.isVisibleTo(later)
    assert later.form.value() == typed
    later.form.submit()
    assert len(statuses(journal)) == 6
    again = TreatmentsPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    show(qtbot, again, 1000, 800)
    again.open(journal)
    assert again.list.isVisibleTo(again)


def test_a_change_that_was_half_typed_goes_back_to_its_own_treatment(
    qtbot: QtBot, page: TreatmentsPage, journal: Journal, clock: SetClock
) -> None:
    with_treatments(journal)
    page.open(journal)
    page.open_treatment(page.list.lines[1].words.key)
    page.begin_change()
    page.form.cost.setText("180")
    page.flush()
    later = TreatmentsPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    show(qtbot, later, 1000, 800)
    later.open(journal)
    assert later.form.value().cost == "180"
    later.form.cancel.click()
    assert later.view.isVisibleTo(later)
    assert len(statuses(journal)) == 5
    with journal.read() as session:
        assert {one.cost for one in entries(session)} == {""}


def test_a_treatment_form_that_is_only_opened_leaves_nothing(
    qtbot: QtBot, page: TreatmentsPage, journal: Journal, clock: SetClock
) -> None:
    with_treatments(journal)
    page.open(journal)
    page.begin_new()
    page.flush()
    later = TreatmentsPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    show(qtbot, later, 1000, 800)
    later.open(journal)
    assert later.list.isVisibleTo(later)
