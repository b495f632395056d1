"""Going on from another computer: a journal begun from what that one put into a shared folder."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journal.safekeeping.shared_folder import keep_in_step
from journal.safekeeping.this_computer import ThisComputer
from journal.store import Journal
from tests.journal.safekeeping.sealed import PASSPHRASE, add_note, notes
from tests.ui.windows import SetClock, a_window, places_in
from ui.app import Appearance
from ui.page_names import SETTINGS, WELCOME
from ui.pages.settings import SettingsPage
from ui.places import Places
from ui.window import Start, Window

PATIENCE = 20_000


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return places_in(tmp_path / "here")


@pytest.fixture
def window(qtbot: QtBot, places: Places, appearance: Appearance) -> Window:
    window = a_window(qtbot, places, appearance)
    window.start(Start())
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def shared_by_another(tmp_path: Path, passphrase: str | None = None) -> Path:
    """A folder in which another computer has put its copy of a journal with a note."""
    folder = tmp_path / "shared"
    folder.mkdir()
    with Journal.create(tmp_path / "other.tidemark", passphrase, clock=SetClock()) as journal:
        add_note(journal, "from there")
        keep_in_step(journal, folder, ThisComputer(tmp_path / "state", "laptop"))
    return folder


def test_the_journal_is_begun_from_the_folder_and_shared_in_it(
    qtbot: QtBot, tmp_path: Path, places: Places, window: Window
) -> None:
    folder = shared_by_another(tmp_path)
    with qtbot.waitSignal(window.loading.opened, timeout=PATIENCE):
        window.welcome.begin_from(str(folder))
    assert window.journal is not None
    assert window.journal.path == places.default_journal
    assert notes(places.default_journal) == ["from there"]
    assert ThisComputer(places.shares).share_of(places.default_journal).folder == folder
    settings = window.stack.page(SETTINGS)
    assert isinstance(settings, SettingsPage)
    assert settings.shared.where.text() == str(folder)
    assert not settings.backups.asking.comes_back.isHidden(), "going back is undone from there"
    window.in_step.step_now()
    qtbot.waitUntil(lambda: len(list(folder.glob("*.tidemark"))) == 2, timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.jobs.busy == 0, timeout=PATIENCE)
    add_note(window.journal, "the last word")
    window.close()
    with Journal.open(tmp_path / "other.tidemark", clock=SetClock()) as other:
        keep_in_step(other, folder, ThisComputer(tmp_path / "state", "laptop"))
    assert notes(tmp_path / "other.tidemark") == ["from there", "the last word"]


def test_a_copy_is_not_opened_in_the_folder_where_it_lies(
    qtbot: QtBot, tmp_path: Path, window: Window
) -> None:
    folder = shared_by_another(tmp_path)
    (copy,) = folder.iterdir()
    with qtbot.waitSignal(window.loading.failed, timeout=PATIENCE):
        window.open_path(copy)
    assert window.journal is None
    assert "puts into a shared folder" in window.welcome.intro
    assert list(folder.iterdir()) == [copy], "nothing was made beside it"


def test_an_encrypted_journal_asks_for_the_passphrase_of_the_other_computer(
    qtbot: QtBot, tmp_path: Path, places: Places, window: Window
) -> None:
    folder = shared_by_another(tmp_path, PASSPHRASE)
    with qtbot.waitSignal(window.loading.failed, timeout=PATIENCE):
        window.welcome.begin_from(str(folder))
    assert window.welcome.unlock.isVisible()
    window.welcome.unlock.field.setText(PASSPHRASE)
    with qtbot.waitSignal(window.loading.opened, timeout=PATIENCE):
        QTest.keyClick(window.welcome.unlock.field, Qt.Key.Key_Return)
    assert window.journal is not None
    assert window.journal.is_encrypted
    assert notes(places.default_journal, PASSPHRASE) == ["from there"]


def test_a_folder_without_a_copy_is_said_and_can_be_tried_again(
    qtbot: QtBot, tmp_path: Path, places: Places, window: Window
) -> None:
    folder = tmp_path / "shared"
    with qtbot.waitSignal(window.loading.failed, timeout=PATIENCE):
        window.welcome.begin_from(str(folder))
    assert window.stack.shown == WELCOME
    assert "There is no copy of a journal" in window.welcome.intro
    assert not places.default_journal.exists()
    shared_by_another(tmp_path)
    with qtbot.waitSignal(window.loading.opened, timeout=PATIENCE):
        window.welcome.again_button.click()
    assert notes(places.default_journal) == ["from there"]
