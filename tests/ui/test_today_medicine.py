"""Medicine taken, on Today: said on its card, logged in its place by the keyboard."""

from datetime import date, time, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from journal.medicines import IntakeEntry, MedicineEntry, intakes, keep_intake, keep_medicine
from journal.medicines import medicines as all_medicines
from journal.obstacles import CannotSave, Obstacle
from journal.records import MedicineKind
from journal.store import Journal
from tests.builders import DAY, instant
from tests.ui.showing import focused_widget, press, show, type_text
from tests.ui.windows import EVENING, SetClock, a_journal, today_page
from ui.app import Appearance
from ui.pages.intakes import IntakesPanel
from ui.pages.today import TodayPage
from ui.pages.today.extras import Extra
from ui.widgets.card import CardButton
from ui.widgets.card_row import CardRow

NOW = EVENING


@pytest.fixture
def journal(tmp_path: Path, clock: SetClock) -> Journal:
    """A journal with two medicines, of which the second was taken the day before."""
    made = a_journal(tmp_path, clock)
    with made.write("Add medicines") as session:
        keep_medicine(session, MedicineEntry("Lorazepam", MedicineKind.BENZODIAZEPINE))
        key = keep_medicine(session, MedicineEntry("Propranolol", MedicineKind.BETA_BLOCKER))
        keep_intake(session, IntakeEntry(key, instant("2026-01-09T11:00:00+00:00"), "10 mg"))
    return made


@pytest.fixture
def page(qtbot: QtBot, clock: SetClock, journal: Journal) -> TodayPage:
    made = today_page(qtbot, clock)
    made.open(journal)
    return made


def open_card(page: TodayPage) -> IntakesPanel:
    """Open the card by the keyboard."""
    page.extras.buttons[Extra.MEDICINE].setFocus()
    press(Qt.Key.Key_Return)
    assert page.extras.intakes is not None
    return page.extras.intakes


def names(journal: Journal) -> dict[str | None, str]:
    with journal.read() as session:
        return {one.id: one.name for one in all_medicines(session)}


def logged(journal: Journal, day: date = DAY) -> list[tuple[str, str, str]]:
    """Medicine, time and amount of everything taken at a known time on a day."""
    known = names(journal)
    with journal.read() as session:
        found = [one for one in intakes(session) if one.taken_at is not None]
    return [
        (known[one.medicine_id], f"{one.taken_at.local:%H:%M}", one.amount)
        for one in found
        if one.taken_at is not None and one.taken_at.local.date() == day
    ]


def said(page: TodayPage) -> str:
    return page.extras.buttons[Extra.MEDICINE].accessibleName()


def test_the_card_says_what_was_taken_that_day(page: TodayPage) -> None:
    assert said(page) == "Medicine taken: none logged this day"
    page.show_day(DAY - timedelta(days=1))
    assert said(page) == "Medicine taken: Propranolol 11:00"


def test_enter_logs_what_was_taken_last_at_this_time(page: TodayPage, journal: Journal) -> None:
    panel = open_card(page)
    press(Qt.Key.Key_Return)
    page.refresh()
    assert logged(journal) == [("Propranolol", "21:00", "10 mg")]
    assert said(page) == "Medicine taken: Propranolol 21:00"
    assert panel.add.hasFocus()


def test_an_opened_card_is_scrolled_to_as_a_whole(qtbot: QtBot, page: TodayPage) -> None:
    page.resize(1000, 520)
    panel = open_card(page)
    viewport = panel.parentWidget()
    while viewport is not None and not isinstance(viewport.parentWidget(), QScrollArea):
        viewport = viewport.parentWidget()
    assert viewport is not None
    body = viewport.parentWidget()
    assert isinstance(body, QScrollArea)

    def is_whole() -> bool:
        top = panel.mapTo(body, QPoint(0, 0)).y()
        return top >= 0 and top + panel.height() <= body.viewport().height()

    qtbot.waitUntil(is_whole)


def test_a_digit_chooses_the_medicine(page: TodayPage, journal: Journal) -> None:
    open_card(page)
    press("2", Qt.Key.Key_Return)
    assert logged(journal) == [("Lorazepam", "21:00", "")]


def test_arrow_keys_choose_the_medicine(page: TodayPage, journal: Journal) -> None:
    open_card(page)
    press(Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert logged(journal) == [("Lorazepam", "21:00", "")]


def test_tab_goes_from_the_medicine_to_time_and_amount(page: TodayPage, journal: Journal) -> None:
    panel = open_card(page)
    press(Qt.Key.Key_Tab)
    assert panel.form.at.hasFocus()
    type_text("09")
    press(Qt.Key.Key_Tab)
    assert panel.form.amount.hasFocus()
    panel.form.amount.selectAll()
    type_text("2 tablets")
    press(Qt.Key.Key_Return)
    assert logged(journal) == [("Propranolol", "09:00", "2 tablets")]


def test_an_intake_of_yesterday_is_logged_on_yesterday(page: TodayPage, journal: Journal) -> None:
    yesterday = DAY - timedelta(days=1)
    page.show_day(yesterday)
    panel = open_card(page)
    assert panel.add.hasFocus()
    press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert [one[1] for one in logged(journal, yesterday)] == ["11:00", "21:00"]


def test_a_time_to_come_is_refused_in_words(page: TodayPage, journal: Journal) -> None:
    panel = open_card(page)
    for hour, words in ((23, "change the time"), (1, "choose the day before")):
        panel.form.at.set_clock(time(hour))
        panel.form.submit()
        assert words in panel.form.problem.text()
        assert panel.form.problem.isVisibleTo(page)
    assert logged(journal) == []
    panel.form.at.set_clock(time(20, 30))
    panel.form.submit()
    assert logged(journal) == [("Propranolol", "20:30", "10 mg")]


def test_an_intake_is_changed_thrown_away_and_brought_back(
    page: TodayPage, journal: Journal
) -> None:
    panel = open_card(page)
    press(Qt.Key.Key_Return)
    panel.list.rows[0].buttons[0].setFocus()
    press(Qt.Key.Key_Return)
    panel.form.amount.setText("20 mg")
    panel.form.submit()
    assert logged(journal) == [("Propranolol", "21:00", "20 mg")]
    panel.list.rows[0].buttons[1].setFocus()
    press(Qt.Key.Key_Return)
    assert logged(journal) == []
    press(Qt.Key.Key_Return)
    assert logged(journal) == [("Propranolol", "21:00", "20 mg")]


def test_an_intake_that_is_asked_for_is_ready_to_be_changed(
    page: TodayPage, journal: Journal
) -> None:
    open_card(page).form.submit()
    with journal.read() as session:
        key = next(one.id for one in intakes(session) if one.taken_at == NOW)
    page.show_record(DAY, "intakes", key or "")
    assert page.extras.intakes is not None
    assert page.extras.intakes.form.isVisibleTo(page)
    assert page.extras.intakes.form.value().id == key


def test_what_a_full_disk_refuses_stays_in_the_form(
    qtbot: QtBot, page: TodayPage, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = open_card(page)
    panel.form.amount.setText("typed with care")
    full = CannotSave(journal.path, Obstacle.FULL)
    monkeypatch.setattr(journal, "write", Mock(side_effect=full))
    with qtbot.waitSignal(page.failed):
        panel.form.submit()
    assert panel.form.isVisibleTo(page)
    assert panel.form.value().amount == "typed with care"


def test_what_was_begun_outlives_a_refresh_and_a_change_of_day(page: TodayPage) -> None:
    panel = open_card(page)
    panel.form.amount.setText("typed with care")
    page.refresh()
    assert panel.form.value().amount == "typed with care"
    page.show_day(DAY - timedelta(days=1))
    assert not page.extras.is_open(Extra.MEDICINE)
    page.show_day(DAY)
    assert said(page) == "Medicine taken: begun, not saved"
    open_card(page)
    assert panel.form.isVisibleTo(page)
    assert panel.form.value().amount == "typed with care"
    assert panel.form.value().taken_at == NOW


def test_a_form_that_was_only_opened_is_not_begun(page: TodayPage, clock: SetClock) -> None:
    open_card(page)
    clock.move(minutes=2)
    assert not page.extras.is_being_written
    page.show_day(DAY - timedelta(days=1))
    page.show_day(DAY)
    assert said(page) == "Medicine taken: none logged this day"


def test_leaving_with_nothing_logged_makes_the_card_small(page: TodayPage) -> None:
    panel = open_card(page)
    panel.form.close_button.click()
    assert not page.extras.is_open(Extra.MEDICINE)
    assert focused_widget() is page.extras.buttons[Extra.MEDICINE]


def test_a_medicine_that_is_not_listed_is_added_on_the_way(
    page: TodayPage, journal: Journal
) -> None:
    panel = open_card(page)
    panel.form.amount.setText("400 mg")
    panel.form.other.click()
    type_text("Ibuprofen")
    press(Qt.Key.Key_Return)
    assert panel.form.isVisibleTo(page)
    press(Qt.Key.Key_Return)
    assert [one[0] for one in logged(journal)] == ["Ibuprofen"]


def test_a_medicine_being_named_is_not_lost_with_the_day(page: TodayPage) -> None:
    panel = open_card(page)
    panel.form.other.click()
    type_text("Ibupro")
    page.show_day(DAY - timedelta(days=1))
    page.show_day(DAY)
    open_card(page)
    assert panel.medicine_form.isVisibleTo(page)
    assert panel.medicine_form.name.text() == "Ibupro"


def test_without_any_medicine_the_first_is_asked_for(
    qtbot: QtBot, tmp_path: Path, clock: SetClock
) -> None:
    journal = a_journal(tmp_path, clock)
    page = today_page(qtbot, clock)
    page.open(journal)
    panel = open_card(page)
    assert panel.medicine_form.name.hasFocus()
    type_text("Lorazepam")
    press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert logged(journal) == [("Lorazepam", "21:00", "")]


def test_a_read_only_journal_says_it_and_offers_nothing(
    qtbot: QtBot, journal: Journal, clock: SetClock
) -> None:
    path = journal.path
    journal.close()
    page = today_page(qtbot, clock)
    with Journal.open(path, clock=clock, to_read=True) as opened:
        page.open(opened)
        page.show_day(DAY - timedelta(days=1))
        assert said(page) == "Medicine taken: Propranolol 11:00"
        assert not page.extras.buttons[Extra.MEDICINE].isEnabled()
        page.leave_journal()


@pytest.mark.parametrize(("width", "scale", "rows"), [(976, 1.0, 1), (740, 1.0, 2), (976, 1.5, 2)])
def test_the_cards_wrap_two_by_two_and_none_is_cut(
    qtbot: QtBot, appearance: Appearance, width: int, scale: float, rows: int
) -> None:
    appearance.use_text_scale(scale)
    cards = [CardButton("Medicine taken", "add a line, private or for the clinic") for _ in "1234"]
    row = CardRow(cards)
    show(qtbot, row, width, 300)
    assert len({card.y() for card in cards}) == rows
    for card in cards:
        assert card.height() >= card.heightForWidth(card.width())
        assert card.geometry().right() < width
    cards[0].hide()
    qtbot.waitUntil(lambda: cards[1].x() == 0)
