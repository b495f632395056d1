"""Who is writing is one key away, and what an observer rates stands beside the patient's own."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from journal import queries
from journal.people import add_person, unite_people
from journal.records import CheckIn, Person, Role
from journal.store import Journal
from tests.builders import DAY
from tests.ui.showing import NUMBER_KEYS, focused_widget, press, show
from tests.ui.windows import SetClock, a_journal, a_window, logged, places_in
from ui.app import Appearance
from ui.page_names import SETTINGS, TODAY, VISITS
from ui.pages.settings import SettingsPage
from ui.window import Window
from ui.writers import WriterMenu

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)")


@pytest.fixture
def journal(tmp_path: Path, clock: SetClock) -> Journal:
    return a_journal(tmp_path, clock, name="Sam")


@pytest.fixture
def window(
    qtbot: QtBot, tmp_path: Path, appearance: Appearance, clock: SetClock, journal: Journal
) -> Window:
    made = a_window(qtbot, places_in(tmp_path), appearance, clock)
    made.open_journal(journal)
    show(qtbot, made, 1024, 700)
    made.show_page(TODAY)
    return made


def open_menu(window: Window) -> WriterMenu:
    """Press the key of the writers, and return the menu that has the keyboard now."""
    press(Qt.Key.Key_F2)
    assert QApplication.activePopupWidget() is window.writer_menu
    return window.writer_menu


def press_in(menu: WriterMenu, *keys: str | Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(menu, NUMBER_KEYS[key] if isinstance(key, str) else key)


def test_the_key_opens_the_writers_at_who_writes_now(window: Window) -> None:
    menu = open_menu(window)
    assert menu.activeAction().data() == menu.current
    press_in(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()
    assert window.rail.writer.text() == "Writing: Sam"


def test_an_arrow_and_enter_choose_who_writes(window: Window, journal: Journal) -> None:
    press_in(open_menu(window), Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert window.rail.writer.text() == "Writing: Alex"
    press_in(open_menu(window), Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert window.rail.writer.text() == "Writing: Sam"


def test_a_digit_chooses_who_writes(window: Window) -> None:
    press_in(open_menu(window), "2")
    assert window.rail.writer.text() == "Writing: Alex"
    assert not window.writer_menu.isVisible()


def test_adding_somebody_leads_to_the_field_for_their_name(qtbot: QtBot, window: Window) -> None:
    press_in(open_menu(window), Qt.Key.Key_Up, Qt.Key.Key_Return)
    page = window.stack.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    assert window.stack.shown == SETTINGS
    field = page.people.new_name
    assert focused_widget() is field
    qtbot.waitUntil(lambda: field.visibleRegion().boundingRect() == field.rect())


def test_a_name_is_shown_as_it_is_written(window: Window, journal: Journal) -> None:
    with journal.write("Add a caregiver") as session:
        add_person(session, "Ann & Bo", Role.CAREGIVER)
    menu = window.writer_menu
    names = [one.name for one in menu.writers]
    shown = [action.text().replace("&&", "\0") for action in menu.actions()]
    place = names.index("Ann & Bo")
    assert shown[place].replace("&", "").replace("\0", "&") == f"{place + 1}  Ann & Bo"


def test_the_key_can_be_found(window: Window) -> None:
    assert "F2" in window.rail.writer.toolTip()
    assert "F2" in window.rail.writer.accessibleDescription()


def test_without_a_journal_the_key_opens_nothing(
    qtbot: QtBot, tmp_path: Path, appearance: Appearance
) -> None:
    bare = a_window(qtbot, places_in(tmp_path), appearance)
    show(qtbot, bare)
    bare.shortcuts.writer_wanted.emit()
    assert QApplication.activePopupWidget() is None


def test_pages_have_their_numbers(window: Window) -> None:
    codes = [button.code for button in window.rail.buttons]
    number = codes.index(VISITS) + 1
    press(str(number), modifier=Qt.KeyboardModifier.ControlModifier)
    assert window.stack.shown == VISITS
    press("1", modifier=Qt.KeyboardModifier.ControlModifier)
    assert window.stack.shown == TODAY


def test_a_caregiver_rates_beside_the_patient(window: Window, journal: Journal) -> None:
    """The patient's own rating stays as it is; both are kept, each with its rater."""
    press(*"1111111", Qt.Key.Key_Return)
    own = logged(journal)
    assert own is not None

    press_in(open_menu(window), "2")
    assert "Alex" in window.today.observer_line.text()
    press(*"2223222", Qt.Key.Key_Return)

    alex = window.writer_menu.current.id
    with journal.read() as session:
        rows = session.scalars(select(CheckIn).where(CheckIn.deleted_utc.is_(None))).all()
        found = {row.observer_id: (row.id, row.total, row.entered_by_id) for row in rows}
        assert len(rows) == 2
        assert found[None] == (own.id, 7, own.entered_by_id)
        assert own.entered_by_id != alex
        seen = found[alex]
        assert seen[1:] == (15, alex)
        by_rater = [
            [one.value for one in queries.readings(session, "daily-anxiety", rater=rater)]
            for rater in ("self", "Alex")
        ]
    assert by_rater == [[7], [15]]

    press_in(open_menu(window), "1")
    after = logged(journal)
    assert after is not None
    assert (after.id, after.changed_utc) == (own.id, own.changed_utc)
    assert not window.today.observer_line.isVisible()


def test_what_a_caregiver_half_fills_is_kept_apart(window: Window, journal: Journal) -> None:
    press_in(open_menu(window), "2")
    press(*"22")
    press_in(open_menu(window), "1")
    press(*"1111111", Qt.Key.Key_Return)
    own = logged(journal)
    assert own is not None
    assert own.total == 7
    alex = next(one.id for one in window.writer_menu.writers if one.name == "Alex")
    assert logged(journal, observer_id=alex) is None
    press_in(open_menu(window), "2")
    press(*"22222", Qt.Key.Key_Return)
    theirs = logged(journal, observer_id=alex)
    assert theirs is not None
    assert theirs.total == 14
    assert theirs.day == DAY


def test_a_caregiver_who_is_one_with_another_goes_on_with_the_form_half_filled_in(
    window: Window, journal: Journal, qtbot: QtBot
) -> None:
    """Another computer knew the same Alex by another id, and the journals have met."""
    press_in(open_menu(window), "2")
    press(*"22")
    before = window.writer_menu.current.id
    with qtbot.waitSignal(window.writer_menu.chosen), journal.write("Merge a copy") as session:
        session.add(Person(id="0", name="alex", role=Role.CAREGIVER))
        session.flush()
        unite_people(session, journal.clock())
    assert window.writer_menu.current.id == journal.writer_id == "0" != before
    press(*"22222", Qt.Key.Key_Return)
    theirs = logged(journal, observer_id="0")
    assert theirs is not None
    assert theirs.total == 14
