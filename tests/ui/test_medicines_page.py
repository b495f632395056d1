"""The medicines page: what is taken, what ended, single intakes, and the trash."""

from datetime import timedelta
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journal.medicines import IntakeEntry, MedicineEntry, intakes, keep_intake, medicines
from journal.medicines import keep_medicine as keep
from journal.obstacles import CannotSave, Obstacle
from journal.records import MedicineKind
from journal.store import Journal
from tests.builders import DAY, instant
from tests.ui.reached import name_of, tab_stops
from tests.ui.showing import press, show, type_text
from tests.ui.windows import INSTRUMENTS, SetClock
from ui.jobs import Jobs
from ui.pages.medicines import MedicinesPage
from ui.surroundings import Surroundings
from ui.widgets.text import Text

YEAR = timedelta(days=365)


@pytest.fixture
def page(qtbot: QtBot, clock: SetClock) -> MedicinesPage:
    made = MedicinesPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    show(qtbot, made, 1000, 800)
    return made


SERTRALINE = MedicineEntry(
    "Sertraline", MedicineKind.ANTIDEPRESSANT, "100 mg in the morning", DAY - YEAR
)
LORAZEPAM = MedicineEntry("Lorazepam", MedicineKind.BENZODIAZEPINE, "0.5 mg when needed")
ENDED = MedicineEntry("Propranolol", MedicineKind.BETA_BLOCKER, to_day=DAY - timedelta(days=2))


def with_medicines(journal: Journal) -> dict[str, str]:
    """Two taken now and one ended; their ids by name."""
    with journal.write("Add medicines") as session:
        return {one.name: keep(session, one) for one in (SERTRALINE, LORAZEPAM, ENDED)}


def with_intakes(journal: Journal, *times: str, amount: str = "") -> None:
    """Lorazepam taken at some times, beside the three medicines."""
    lorazepam = with_medicines(journal)["Lorazepam"]
    with journal.write("Log intakes") as session:
        for at in times:
            keep_intake(session, IntakeEntry(lorazepam, instant(at), amount))


def known(journal: Journal) -> dict[str, MedicineEntry]:
    with journal.read() as session:
        return {one.name: one for one in medicines(session)}


def taken(journal: Journal) -> tuple[IntakeEntry, ...]:
    with journal.read() as session:
        return intakes(session)


def said(page: MedicinesPage) -> list[tuple[str, str]]:
    """Title and second line of every medicine listed."""
    return [_words(row) for row in page.list.rows]


def _words(row: QWidget) -> tuple[str, str]:
    texts = [text.text() for text in row.findChildren(Text)]
    return texts[-2], texts[-1]


def fill_disk(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    full = CannotSave(journal.path, Obstacle.FULL)
    monkeypatch.setattr(journal, "write", Mock(side_effect=full))


def test_an_empty_journal_says_how_to_begin(page: MedicinesPage, journal: Journal) -> None:
    page.open(journal)
    assert page.empty.isVisibleTo(page)
    assert not page.intakes.isVisibleTo(page)
    page.empty.action.click()
    assert page.form.isVisibleTo(page)
    assert page.form.name.hasFocus()


def test_medicines_are_said_in_words_those_taken_now_first(
    page: MedicinesPage, journal: Journal
) -> None:
    with_medicines(journal)
    page.open(journal)
    assert said(page) == [
        ("Lorazepam", "benzodiazepine, 0.5 mg when needed"),
        ("Sertraline", "antidepressant, 100 mg in the morning, since 10 January 2025"),
        ("Propranolol", "beta blocker, until 8 January"),
    ]
    assert page.head.second.text() == "2 taken now"


def test_a_medicine_to_come_stands_between_those_taken_and_those_ended(
    page: MedicinesPage, journal: Journal
) -> None:
    with_medicines(journal)
    with journal.write("Plan") as session:
        keep(session, MedicineEntry("Buspirone", MedicineKind.OTHER, from_day=DAY + YEAR))
    page.open(journal)
    assert said(page)[2] == ("Buspirone", "other, from 10 January 2027")
    shown = [text.text() for text in page.list.findChildren(Text)]
    assert [word for word in shown if word in ("Taken now", "Not begun yet", "Ended")] == [
        "Taken now",
        "Not begun yet",
        "Ended",
    ]
    assert page.head.second.text() == "2 taken now"


def test_a_medicine_is_added_by_the_keyboard_alone(page: MedicinesPage, journal: Journal) -> None:
    page.open(journal)
    page.empty.action.setFocus()
    press(Qt.Key.Key_Return)
    type_text("Sertraline")
    press(Qt.Key.Key_Tab)
    type_text("100 mg")
    press(Qt.Key.Key_Tab, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left)
    press(Qt.Key.Key_Return)
    found = known(journal)["Sertraline"]
    assert (found.amount, found.kind) == ("100 mg", MedicineKind.ANTIDEPRESSANT)
    assert (found.from_day, found.to_day) == (None, None)
    assert page.list.rows[0].buttons[0].hasFocus()


def test_a_change_is_made_in_place_and_keeps_the_rest(
    page: MedicinesPage, journal: Journal
) -> None:
    keys = with_medicines(journal)
    page.open(journal)
    page.list.rows[1].buttons[0].click()
    page.form.has_ended.click()
    page.form.submit()
    changed = known(journal)["Sertraline"]
    assert (changed.id, changed.to_day) == (keys["Sertraline"], DAY)
    assert (changed.amount, changed.from_day) == (SERTRALINE.amount, SERTRALINE.from_day)
    assert said(page)[1][1].endswith("from 10 January 2025 to today")


def test_leaving_the_form_changes_nothing(page: MedicinesPage, journal: Journal) -> None:
    with_medicines(journal)
    page.open(journal)
    before = known(journal)
    page.list.rows[0].buttons[0].click()
    page.form.name.setText("Other")
    page.form.cancel.click()
    assert known(journal) == before
    assert page.list.rows[0].buttons[0].hasFocus()


def test_an_end_before_the_beginning_is_refused_in_words(
    page: MedicinesPage, journal: Journal
) -> None:
    with_medicines(journal)
    page.open(journal)
    page.list.rows[1].buttons[0].click()
    page.form.has_ended.click()
    page.form.to_day.set_day(DAY - YEAR - timedelta(days=1))
    page.form.submit()
    assert page.form.days_said.text().startswith("It would end before it began.")
    assert page.form.isVisibleTo(page)
    assert known(journal)["Sertraline"].to_day is None
    page.form.to_day.set_day(DAY - YEAR)
    page.form.submit()
    assert known(journal)["Sertraline"].to_day == DAY - YEAR


def test_a_medicine_without_a_name_is_asked_for_one(page: MedicinesPage, journal: Journal) -> None:
    page.open(journal)
    page.begin_new()
    page.form.name.setText("   ")
    page.form.submit()
    assert page.form.name.accessibleDescription() == "Please give it a name."
    assert known(journal) == {}


def test_the_trash_gives_a_medicine_back_with_its_intakes(
    page: MedicinesPage, journal: Journal
) -> None:
    with_intakes(journal, "2026-01-09T11:00:00+00:00")
    page.open(journal)
    page.list.rows[0].buttons[1].click()
    assert "Lorazepam" not in known(journal)
    assert page.list.said.text() == "Lorazepam is in the trash, and its 1 intake with it."
    assert page.list.bring_back.hasFocus()
    assert page.intakes.is_empty
    page.list.bring_back.click()
    assert "Lorazepam" in known(journal)
    assert not page.intakes.is_empty


def test_what_is_typed_outlives_a_refresh_and_a_change_of_page(
    page: MedicinesPage, journal: Journal
) -> None:
    with_medicines(journal)
    page.open(journal)
    page.begin_new()
    page.form.name.setText("typed with care")
    page.hide()
    with journal.write("Add a medicine") as session:
        keep(session, MedicineEntry("Other", MedicineKind.OTHER))
    page.refresh()
    page.show()
    assert page.form.isVisibleTo(page)
    assert page.form.value().name == "typed with care"
    assert len(page.list.rows) == 4


def test_a_refresh_leaves_the_keyboard_in_the_form(page: MedicinesPage, journal: Journal) -> None:
    with_medicines(journal)
    page.open(journal)
    page.list.rows[0].buttons[0].click()
    page.form.amount.setFocus()
    page.refresh()
    assert page.form.amount.hasFocus()


def test_an_intake_that_cannot_be_saved_stays_in_the_form(
    qtbot: QtBot, page: MedicinesPage, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_medicines(journal)
    page.open(journal)
    page.intakes.begin()
    page.intakes.form.amount.setText("typed with care")
    fill_disk(journal, monkeypatch)
    with qtbot.waitSignal(page.failed):
        page.intakes.form.submit()
    assert page.intakes.form.isVisibleTo(page)
    assert page.intakes.form.value().amount == "typed with care"


def test_a_medicine_that_cannot_be_saved_stays_in_the_form(
    qtbot: QtBot, page: MedicinesPage, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.open(journal)
    page.begin_new()
    page.form.name.setText("typed with care")
    fill_disk(journal, monkeypatch)
    with qtbot.waitSignal(page.failed):
        page.form.submit()
    assert page.form.isVisibleTo(page)
    assert page.form.value().name == "typed with care"


def test_an_intake_takes_two_keys(page: MedicinesPage, journal: Journal, clock: SetClock) -> None:
    with_intakes(journal, "2026-01-09T11:00:00+00:00", amount="1 tablet")
    page.open(journal)
    page.intakes.add.setFocus()
    press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    last = taken(journal)[-1]
    assert last.medicine_id == known(journal)["Lorazepam"].id
    assert (last.taken_at, last.amount) == (clock(), "1 tablet")
    assert page.intakes.add.hasFocus()


def test_intakes_stand_by_month_the_newest_first(page: MedicinesPage, journal: Journal) -> None:
    with_intakes(
        journal,
        "2025-12-30T11:00:00+00:00",
        "2026-01-09T11:00:00+00:00",
        "2026-01-10T00:30:00+00:00",
    )
    page.open(journal)
    titles = [_words(row)[0] for row in page.intakes.list.rows]
    assert [title.partition(",")[0] for title in titles] == [
        "Friday 9 January",
        "Friday 9 January",
        "Tuesday 30 December 2025",
    ]
    shown = [text.text() for text in page.intakes.list.findChildren(Text)]
    assert {"January 2026: 2 intakes", "December 2025: 1 intake"} <= set(shown)


def test_a_long_list_is_shown_in_parts(page: MedicinesPage, journal: Journal) -> None:
    with_intakes(journal, *(f"2026-01-{1 + n // 4:02}T{10 + n % 4}:00:00+00:00" for n in range(33)))
    page.open(journal)
    assert len(page.intakes.list.rows) == 20
    page.intakes.more.click()
    assert len(page.intakes.list.rows) == 33
    assert page.intakes.list.rows[20].buttons[0].hasFocus()
    assert not page.intakes.more.isVisibleTo(page)


def test_an_intake_is_changed_to_another_day(page: MedicinesPage, journal: Journal) -> None:
    with_intakes(journal, "2026-01-09T11:00:00+00:00", amount="1 tablet")
    page.open(journal)
    page.intakes.list.rows[0].buttons[0].click()
    page.intakes.form.day.edit.setDate(page.intakes.form.day.edit.date().addDays(-1))
    page.intakes.form.submit()
    (changed,) = taken(journal)
    assert changed.taken_at is not None
    assert changed.taken_at.local.date() == DAY - timedelta(days=2)
    assert changed.amount == "1 tablet"


def test_an_ended_medicine_is_offered_on_a_day_on_which_it_was_taken(
    page: MedicinesPage, journal: Journal
) -> None:
    with_medicines(journal)
    page.open(journal)
    page.intakes.begin()
    form = page.intakes.form
    assert form.medicine is not None
    assert [one.text() for one in form.medicine.segments] == ["1  Lorazepam", "2  Sertraline"]
    form.day.edit.setDate(form.day.edit.date().addDays(-5))
    assert [one.text() for one in form.medicine.segments] == [
        "1  Lorazepam",
        "2  Propranolol",
        "3  Sertraline",
    ]


def test_an_intake_in_the_trash_comes_back(page: MedicinesPage, journal: Journal) -> None:
    with_intakes(journal, "2026-01-09T11:00:00+00:00")
    page.open(journal)
    page.intakes.list.rows[0].buttons[1].click()
    assert taken(journal) == ()
    assert page.intakes.list.said.text() == "An intake of Lorazepam is in the trash."
    press(Qt.Key.Key_Return)
    assert len(taken(journal)) == 1


def test_an_intake_without_a_time_gets_none_by_a_change_of_its_amount(
    page: MedicinesPage, journal: Journal
) -> None:
    key = with_medicines(journal)["Lorazepam"]
    with journal.write("Bring in") as session:
        keep_intake(session, IntakeEntry(key, None))
    page.open(journal)
    assert _words(page.intakes.list.rows[0]) == ("time not known", "Lorazepam")
    page.intakes.list.rows[0].buttons[0].click()
    page.intakes.form.amount.setText("half")
    page.intakes.form.submit()
    assert [(one.taken_at, one.amount) for one in taken(journal)] == [(None, "half")]


def test_nothing_is_offered_that_a_read_only_journal_cannot_do(
    page: MedicinesPage, journal: Journal, clock: SetClock
) -> None:
    with_intakes(journal, "2026-01-09T11:00:00+00:00")
    path = journal.path
    journal.close()
    with Journal.open(path, clock=clock, to_read=True) as opened:
        page.open(opened)
        assert len(page.list.rows) == 3
        assert len(page.intakes.list.rows) == 1
        assert not page.add.isVisibleTo(page)
        assert not page.intakes.add.isVisibleTo(page)
        assert [row.buttons for row in (*page.list.rows, *page.intakes.list.rows)] == [[]] * 4


def test_every_tab_stop_has_a_name(page: MedicinesPage, journal: Journal) -> None:
    with_intakes(journal, "2026-01-09T11:00:00+00:00")
    page.open(journal)
    page.begin_new()
    page.intakes.begin()
    stops = tab_stops(page)
    assert len(stops) > 12
    assert [stop for stop in stops if not name_of(stop)] == []


def test_a_medicine_that_was_half_typed_is_there_again_after_a_crash(
    qtbot: QtBot, page: MedicinesPage, journal: Journal, clock: SetClock
) -> None:
    page.open(journal)
    page.begin_new()
    page.form.name.setText("Lora")
    page.form.has_begun.setChecked(True)
    page.flush()
    later = MedicinesPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    qtbot.addWidget(later)
    later.open(journal)
    assert later.list.is_form_open
    assert later.form.value() == MedicineEntry("Lora", MedicineKind.OTHER, from_day=DAY)
    later.form.amount.setText("0.5 mg")
    later.form.submit()
    assert known(journal)["Lora"].amount == "0.5 mg"
    again = MedicinesPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    qtbot.addWidget(again)
    again.open(journal)
    assert not again.list.is_form_open


def test_a_change_that_was_half_typed_is_laid_over_its_own_medicine(
    qtbot: QtBot, page: MedicinesPage, journal: Journal, clock: SetClock
) -> None:
    key = with_medicines(journal)["Sertraline"]
    page.open(journal)
    page.list.acted.emit(key, "change")
    page.form.amount.setText("50 mg")
    page.flush()
    later = MedicinesPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    qtbot.addWidget(later)
    later.open(journal)
    assert (later.form.value().id, later.form.value().amount) == (key, "50 mg")
    later.form.cancel.click()
    assert known(journal)["Sertraline"].amount == SERTRALINE.amount


def test_a_form_in_which_nothing_was_changed_is_not_opened_again(
    qtbot: QtBot, page: MedicinesPage, journal: Journal, clock: SetClock
) -> None:
    page.open(journal)
    page.begin_new()
    page.form.name.setText("Lora")
    page.flush()
    page.form.name.clear()
    page.flush()
    later = MedicinesPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    qtbot.addWidget(later)
    later.open(journal)
    assert not later.list.is_form_open
