"""Backups, the passphrase and the lock, as the window does them."""

from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journal.people import add_person
from journal.records import Note, Role
from journal.safekeeping import backups as keeping_backups
from journal.safekeeping.backups import Reason, back_up, backups, copies_in
from journal.safekeeping.whose import ours_in
from journal.store import Journal
from tests.builders import DAY
from tests.journal.safekeeping.sealed import MARKER, PASSPHRASE, add_note, files_with, notes
from tests.ui.showing import click, focused_widget, press
from tests.ui.windows import SetClock, a_window, places_in
from ui.app import Appearance
from ui.jobs import Jobs
from ui.page_names import SETTINGS, TODAY, WELCOME
from ui.pages.settings import SettingsPage
from ui.pages.settings.backups_card import BackupsCard
from ui.places import Places
from ui.window import Start, Window


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return places_in(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, places: Places, appearance: Appearance) -> Window:
    return a_window(qtbot, places, appearance)


def make(folder: Path, passphrase: str | None = None) -> Path:
    path = folder / "mine.tidemark"
    with Journal.create(path, passphrase, clock=SetClock()) as journal:
        with journal.write("Start the journal") as session:
            add_person(session, "", Role.PATIENT)
        add_note(journal, MARKER)
    return path


def show_window(qtbot: QtBot, window: Window, path: Path) -> None:
    window.resize(1280, 800)
    window.start(Start(journal=path))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


def open_window(qtbot: QtBot, window: Window, path: Path) -> Journal:
    with qtbot.waitSignals([window.loading.opened, window.loading.charts_ready], timeout=20_000):
        show_window(qtbot, window, path)
    assert window.journal is not None
    return window.journal


def settings_of(window: Window) -> SettingsPage:
    window.show_page(SETTINGS)
    page = window.stack.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    return page


def ask_for_passphrase(qtbot: QtBot, window: Window, path: Path) -> None:
    with qtbot.waitSignals([window.loading.failed, window.loading.charts_ready], timeout=20_000):
        show_window(qtbot, window, path)
    assert window.stack.shown == WELCOME
    assert window.journal is None


def take_away(qtbot: QtBot, window: Window) -> None:
    card = settings_of(window).passphrase
    card.take_away.click()
    card.form.asking.now.setText(PASSPHRASE)
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        card.form.button.click()
    assert window.journal is not None
    assert not window.journal.is_encrypted


def unlock(qtbot: QtBot, window: Window, passphrase: str) -> None:
    window.welcome.unlock.field.setText(passphrase)
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        QTest.keyClick(window.welcome.unlock.field, Qt.Key.Key_Return)


def test_the_first_entry_of_a_day_is_backed_up_and_the_second_is_not(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    journal = open_window(qtbot, window, make(tmp_path))
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        add_note(journal, "first of the day")
    (made,) = backups(journal.path)
    assert notes(made.path) == [MARKER, "first of the day"]
    add_note(journal, "second")
    qtbot.waitUntil(lambda: window.jobs.busy == 0, timeout=20_000)
    assert backups(journal.path) == (made,)


def test_a_second_place_that_is_missing_is_said_until_it_is_there(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    journal = open_window(qtbot, window, make(tmp_path))
    stick = tmp_path / "stick"
    window.keeping.use_second_place(stick)
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        window.keeping.back_up_now()
    assert window.notices.missed.isVisible()
    assert str(stick) in window.notices.missed.words
    stick.mkdir()
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        window.keeping.back_up_now()
    assert not window.notices.missed.isVisible()
    there, here = copies_in(stick, ours_in(journal)), backups(journal.path)
    assert [one.path.name for one in there] == [one.path.name for one in here]
    assert len(there) == 2, "the one that the stick missed as well"


def test_a_missing_second_place_is_tried_with_each_entry_and_said_again_after_the_lock(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    path, stick = make(tmp_path), tmp_path / "stick"
    journal = open_window(qtbot, window, path)
    window.keeping.use_second_place(stick)
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        add_note(journal, "first of the day")
    assert window.notices.missed.isVisible()
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        window.keeping.close_wanted.emit()  # as for the lock
        assert not window.notices.missed.isVisible()
        window.keeping.open_wanted.emit(path, None)
    qtbot.waitUntil(lambda: window.jobs.busy == 0, timeout=20_000)
    assert window.notices.missed.isVisible()
    assert window.journal is not None
    stick.mkdir()
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        add_note(window.journal, "second")
    assert not window.notices.missed.isVisible()
    assert len(copies_in(stick, ours_in(window.journal))) == 1


def test_copies_that_a_new_passphrase_did_not_reach_are_said_until_they_are_encrypted(
    qtbot: QtBot,
    window: Window,
    places: Places,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("journal.keys._ROUNDS", 10)
    path, stick, away = make(tmp_path), tmp_path / "stick", tmp_path / "away"
    stick.mkdir()
    journal = open_window(qtbot, window, path)
    window.keeping.use_second_place(stick)
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        add_note(journal, "first of the day")
    stick.rename(away)
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        window.keeping.set_passphrase("", PASSPHRASE)
    assert "the backups beside it are encrypted" in window.notices.passing.words
    assert "not encrypted" in window.notices.missed.words
    assert places.read_state().left_behind == ((str(path), str(stick)),)
    qtbot.waitUntil(lambda: window.jobs.busy == 0, timeout=20_000)
    assert window.notices.missed.isVisible()
    away.rename(stick)
    again = window.keeping._backing_up._again
    assert again.isActive(), "tried again by itself"
    again.setInterval(0)
    qtbot.waitUntil(window.notices.missed.isHidden, timeout=20_000)
    assert not again.isActive()
    assert places.read_state().left_behind == ()
    assert files_with(MARKER, tmp_path) == []


def test_whatever_makes_a_backup_it_reaches_the_second_place(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    journal = open_window(qtbot, window, make(tmp_path))
    stick = tmp_path / "stick"
    stick.mkdir()
    window.keeping.use_second_place(stick)
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        add_note(journal, "first of the day")
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        back_up(journal, Reason.MERGE, now=journal.clock().local)  # as what joins a copy does
        add_note(journal, "from the copy")
    there = copies_in(stick, ours_in(journal))
    assert {one.reason for one in there} == {"daily", "before merge"}


def test_a_backup_that_cannot_be_made_is_said(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    journal = open_window(qtbot, window, make(tmp_path))
    (tmp_path / "mine backups").write_text("in the way")
    with qtbot.waitSignal(window.keeping.said, timeout=20_000) as said:
        add_note(journal, "first of the day")
    assert said.args is not None
    assert "No backup could be made" in said.args[0]


def test_settings_show_backups_and_lead_back_to_one(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    journal = open_window(qtbot, window, make(tmp_path))
    card = settings_of(window).backups
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        click(card.now)
    add_note(journal, "later")
    (row,) = card.rows
    row.buttons[0].click()
    qtbot.waitUntil(card.asking.isVisible)
    assert "1 note entered since would go" in card.asking.words.text()
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        card.asking.agree.click()
    assert "as it was in the backup" in window.notices.passing.words
    assert window.stack.shown == SETTINGS
    assert window.journal is not None
    path = window.journal.path
    assert notes(path) == [MARKER]
    assert sorted(one.reason for one in backups(path)) == ["asked for", "before restore"]


def test_a_backup_of_another_journal_that_had_the_name_before_is_shown_as_such(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = make(tmp_path)
    with Journal.open(path) as journal:
        back_up(journal, Reason.DAILY)
    path.unlink()
    card = BackupsCard(Jobs())
    qtbot.addWidget(card)
    with Journal.open(make(tmp_path)) as journal:
        card.open(journal)
        card.show()
        card.rows[0].buttons[0].click()
        qtbot.waitUntil(card.asking.isVisible)
    assert "a backup of another journal" in card.asking.words.text()


def test_an_encrypted_journal_asks_for_its_passphrase_and_opens(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    path = make(tmp_path, PASSPHRASE)
    ask_for_passphrase(qtbot, window, path)
    assert focused_widget() is window.welcome.unlock.field
    QTest.keyClicks(window.welcome.unlock.field, "wrong")
    with qtbot.waitSignal(window.loading.failed, timeout=20_000):
        press(Qt.Key.Key_Return)
    assert "does not open this journal" in window.welcome.unlock.problem.text()
    assert window.welcome.unlock.field.text() == ""
    unlock(qtbot, window, PASSPHRASE)
    assert window.stack.shown == TODAY
    assert window.journal is not None
    assert window.journal.is_encrypted


def test_settings_encrypt_the_journal_and_take_the_passphrase_away_again(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    journal = open_window(qtbot, window, make(tmp_path))
    path = journal.path
    card = settings_of(window).passphrase
    card.give.click()
    assert card.warning.isVisible()
    assert not card.form.asking.now.isVisible()
    asking = card.form.asking
    asking.new.setText(PASSPHRASE)
    asking.again.setText(PASSPHRASE)
    card.form.button.click()
    assert "Write it down first" in asking.problem.text()
    asking.understood.setChecked(True)
    assert asking.problem.isHidden(), "it is put right"
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        card.form.button.click()
        assert "written anew" in window.welcome.intro
        assert not window.welcome.start_button.isVisible(), "nothing is to be begun meanwhile"
    assert window.journal is not None
    assert window.journal.is_encrypted
    assert "are encrypted" in window.notices.passing.words
    assert window.stack.shown == SETTINGS
    page = window.stack.currentWidget()
    assert isinstance(page, SettingsPage)
    assert page.passphrase.change.hasFocus()
    qtbot.waitUntil(lambda: not page.passphrase.visibleRegion().isEmpty())
    assert files_with(MARKER, tmp_path) == []
    take_away(qtbot, window)
    assert notes(path) == [MARKER]


@pytest.mark.parametrize(
    ("new", "again", "said"),
    [("short", "short", "That is short"), ("long enough", "long enuff", "not the same")],
)
def test_a_new_passphrase_that_will_not_do_is_said(
    qtbot: QtBot, window: Window, tmp_path: Path, new: str, again: str, said: str
) -> None:
    open_window(qtbot, window, make(tmp_path))
    card = settings_of(window).passphrase
    wanted = Mock()
    card.wanted.connect(wanted)
    card.give.click()
    card.form.asking.new.setText(new)
    card.form.asking.again.setText(again)
    card.form.asking.understood.setChecked(True)
    card.form.button.click()
    assert said in card.form.asking.problem.text()
    wanted.assert_not_called()


def test_a_wrong_passphrase_in_use_changes_nothing_and_the_journal_is_open_again(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    path = make(tmp_path, PASSPHRASE)
    ask_for_passphrase(qtbot, window, path)
    unlock(qtbot, window, PASSPHRASE)
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        window.keeping.set_passphrase("wrong", "another one")
    assert "does not open this journal" in window.notices.passing.words
    assert notes(path, PASSPHRASE) == [MARKER]


def test_a_key_locks_the_journal_and_what_was_half_typed_is_there_after(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    path = make(tmp_path, PASSPHRASE)
    ask_for_passphrase(qtbot, window, path)
    unlock(qtbot, window, PASSPHRASE)
    window.navigation.show_day(DAY)
    press("2", "1")
    press(Qt.Key.Key_L, modifier=Qt.KeyboardModifier.ControlModifier)
    assert window.journal is None
    assert window.stack.shown == WELCOME
    assert window.welcome.unlock.isVisible()
    unlock(qtbot, window, PASSPHRASE)
    assert window.stack.shown == TODAY
    with Journal.open(path, PASSPHRASE, to_read=True) as kept, kept.read() as session:
        drafts = session.connection().exec_driver_sql("SELECT content FROM drafts").scalars().all()
    assert any('"1": 2' in draft and '"2": 1' in draft for draft in drafts)


def test_a_plain_journal_is_not_locked_and_that_is_said(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    open_window(qtbot, window, make(tmp_path))
    press(Qt.Key.Key_L, modifier=Qt.KeyboardModifier.ControlModifier)
    assert window.journal is not None
    assert "has no passphrase" in window.notices.passing.words


def test_an_encrypted_journal_locks_itself_when_nobody_is_there(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_for_passphrase(qtbot, window, make(tmp_path, PASSPHRASE))
    monkeypatch.setattr("ui.keeping.MINUTE", 0.02)  # of a second, for once
    unlock(qtbot, window, PASSPHRASE)
    qtbot.waitUntil(lambda: window.journal is None, timeout=10_000)
    assert window.welcome.unlock.isVisible()


def test_no_backup_is_made_of_the_sample_patient(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Mock()
    monkeypatch.setattr(keeping_backups, "back_up", made)
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        window.start(Start(is_demo=True))
        window.show()
    journal = window.journal
    assert journal is not None
    with journal.write("Note") as session:
        session.add(Note(day=DAY, text="mine"))
    qtbot.waitUntil(lambda: window.jobs.busy == 0, timeout=20_000)
    made.assert_not_called()
