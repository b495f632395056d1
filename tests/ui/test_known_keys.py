"""What this computer remembers of the key to a journal, as the window does it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journal.on_disk.keys import salt_of
from journal.store import Journal
from tests.journal.safekeeping.sealed import MARKER, PASSPHRASE, make_journal, notes
from tests.ui.showing import press
from tests.ui.windows import KeychainInMemory, SetClock, a_window, start
from ui.app import Appearance
from ui.page_names import SETTINGS, WELCOME
from ui.pages.settings import SettingsPage
from ui.pages.settings.passphrase_card import PassphraseCard
from ui.places import Places
from ui.window import Window

ANOTHER = "another one"


@pytest.fixture
def keychain() -> KeychainInMemory:
    return KeychainInMemory()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_journal(tmp_path, PASSPHRASE)


@pytest.fixture
def window(
    qtbot: QtBot, places: Places, appearance: Appearance, keychain: KeychainInMemory
) -> Window:
    return a_window(qtbot, places, appearance, SetClock(), keychain)


def unlock(qtbot: QtBot, window: Window, *, remember: bool, passphrase: str = PASSPHRASE) -> None:
    form = window.welcome.unlock
    form.remember.setChecked(remember)
    form.field.setText(passphrase)
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        form.button.click()
    at_rest(qtbot, window)


def at_rest(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.jobs.busy == 0, timeout=20_000)


def card_of(window: Window) -> PassphraseCard:
    window.show_page(SETTINGS)
    page = window.stack.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    return page.passphrase


def test_nothing_is_asked_of_a_keychain_unless_it_is_ticked(
    qtbot: QtBot, window: Window, path: Path, keychain: KeychainInMemory
) -> None:
    start(qtbot, window, path)
    assert not window.welcome.unlock.remember.isChecked()
    unlock(qtbot, window, remember=False)
    assert not card_of(window).remember.isChecked()
    assert keychain.asked == 0


def test_a_remembered_journal_opens_by_itself_at_the_next_start(
    qtbot: QtBot,
    window: Window,
    places: Places,
    appearance: Appearance,
    path: Path,
    keychain: KeychainInMemory,
) -> None:
    start(qtbot, window, path)
    unlock(qtbot, window, remember=True)
    assert card_of(window).remember.isChecked()
    assert keychain.kept is not None
    assert list(keychain.kept) == [salt_of(path).hex()]
    assert PASSPHRASE not in str(keychain.kept)
    window.close()
    again = a_window(qtbot, places, appearance, SetClock(), keychain)
    start(qtbot, again, path)
    assert again.journal is not None
    assert again.journal.is_encrypted


def test_once_locked_it_asks_although_it_is_remembered(
    qtbot: QtBot, window: Window, path: Path
) -> None:
    start(qtbot, window, path)
    unlock(qtbot, window, remember=True)
    press(Qt.Key.Key_L, modifier=Qt.KeyboardModifier.ControlModifier)
    assert window.welcome.unlock.remember.isChecked()
    with qtbot.waitSignal(window.loading.failed, timeout=20_000):
        window.open_path(path)
    assert window.stack.shown == WELCOME
    unlock(qtbot, window, remember=True)
    assert window.journal is not None


@pytest.mark.parametrize("where", ["at the lock", "in the settings"])
def test_unticking_forgets_it(
    qtbot: QtBot, window: Window, path: Path, keychain: KeychainInMemory, where: str
) -> None:
    start(qtbot, window, path)
    unlock(qtbot, window, remember=True)
    if where == "at the lock":
        window.keeping.lock()
        unlock(qtbot, window, remember=False)
    else:
        card_of(window).remember.click()
        at_rest(qtbot, window)
    assert keychain.kept == {}
    assert not window.known_keys.is_remembered
    assert not card_of(window).remember.isChecked()


@pytest.mark.parametrize("new", [ANOTHER, ""])
def test_a_changed_passphrase_is_remembered_in_place_of_the_old_and_a_removed_one_forgotten(
    qtbot: QtBot, window: Window, path: Path, keychain: KeychainInMemory, new: str
) -> None:
    start(qtbot, window, path)
    unlock(qtbot, window, remember=True)
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        window.keeping.set_passphrase(PASSPHRASE, new)
    at_rest(qtbot, window)
    assert notes(path, new or None) == [MARKER]
    assert keychain.kept is not None
    assert list(keychain.kept) == ([salt_of(path).hex()] if new else [])
    assert window.known_keys.is_remembered == bool(new)


def test_without_a_keychain_the_tick_stays_off_and_that_is_said(
    qtbot: QtBot, window: Window, path: Path, keychain: KeychainInMemory
) -> None:
    keychain.kept = None
    start(qtbot, window, path)
    unlock(qtbot, window, remember=True)
    assert "no keychain" in window.notices.passing.words
    assert not card_of(window).remember.isChecked()
    assert not window.known_keys.is_remembered


def test_a_keychain_that_cannot_be_asked_to_forget_is_said_and_the_tick_stays_on(
    qtbot: QtBot, window: Window, path: Path, keychain: KeychainInMemory
) -> None:
    start(qtbot, window, path)
    unlock(qtbot, window, remember=True)
    keychain.kept = None
    card = card_of(window)
    card.remember.click()
    at_rest(qtbot, window)
    assert "may still hold the key" in window.notices.passing.words
    assert card.remember.isChecked()


def test_a_key_that_does_not_fit_asks_for_the_passphrase_and_blames_nobody(
    qtbot: QtBot,
    window: Window,
    places: Places,
    appearance: Appearance,
    path: Path,
    keychain: KeychainInMemory,
) -> None:
    start(qtbot, window, path)
    unlock(qtbot, window, remember=True)
    window.close()
    keychain.kept = {salt_of(path).hex(): "00" * 32}
    again = a_window(qtbot, places, appearance, SetClock(), keychain)
    start(qtbot, again, path)
    assert again.journal is None
    assert again.welcome.unlock.isVisible()
    assert not again.welcome.unlock.problem.isVisible()


def test_a_plain_journal_is_never_remembered(
    qtbot: QtBot, window: Window, tmp_path: Path, keychain: KeychainInMemory
) -> None:
    path = tmp_path / "plain.tidemark"
    Journal.create(path).close()
    start(qtbot, window, path)
    window.known_keys.choose(is_wanted=True)
    at_rest(qtbot, window)
    assert keychain.asked == 0
    assert not card_of(window).remember.isVisible()
