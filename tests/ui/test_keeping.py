"""The passphrase and the lock, as the window does them."""

from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journal.store import Journal
from tests.builders import DAY
from tests.journal.safekeeping.sealed import MARKER, PASSPHRASE, files_with, notes
from tests.ui.one_note import make, open_window, settings_of, show_window
from tests.ui.showing import focused_widget, press
from ui.page_names import SETTINGS, TODAY, WELCOME
from ui.pages.settings import SettingsPage
from ui.window import Window


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
