"""The log on the screen: read, copied and saved by the person, and sent by nobody."""

import stat
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.ui.showing import click, show
from tests.ui.windows import INSTRUMENTS, SetClock, a_journal, a_window, places_in
from ui.app import Appearance
from ui.jobs import Jobs
from ui.pages.settings import SettingsPage
from ui.surroundings import Surroundings
from ui.widgets.log_dialog import LogDialog

LOG = "2026-01-10T21:00:00Z ui.window ui/window.py:3 what went wrong\n"


@pytest.fixture
def dialog(qtbot: QtBot) -> LogDialog:
    """A log of one line on the screen."""
    dialog = LogDialog(LOG)
    show(qtbot, dialog)
    return dialog


def test_it_can_be_read_and_not_changed(dialog: LogDialog) -> None:
    assert dialog.text.toPlainText() == LOG
    assert dialog.text.isReadOnly()


def test_it_is_copied_whole(dialog: LogDialog) -> None:
    click(dialog.copy)

    assert QGuiApplication.clipboard().text() == LOG
    assert "clipboard" in dialog.said.text()


@pytest.mark.skipif(sys.platform == "win32", reason="files have no owner's bits there")
def test_it_is_saved_for_the_owner_alone(dialog: LogDialog, tmp_path: Path) -> None:
    chosen = dialog.choose_file()
    chosen.fileSelected.emit(str(tmp_path / "log.txt"))
    chosen.close()

    assert (tmp_path / "log.txt").read_text(encoding="utf-8") == LOG
    assert stat.S_IMODE((tmp_path / "log.txt").stat().st_mode) == 0o600
    assert "log.txt" in dialog.said.text()


def test_a_place_that_cannot_be_written_is_told(dialog: LogDialog, tmp_path: Path) -> None:
    dialog.save_as(str(tmp_path / "gone" / "log.txt"))

    assert dialog.said.isVisible()
    assert "cannot be saved there" in dialog.said.text()


def test_without_any_fault_it_says_so(qtbot: QtBot) -> None:
    dialog = LogDialog("")
    show(qtbot, dialog)

    assert dialog.text.toPlainText() == "Nothing has gone wrong."
    assert not dialog.copy.isEnabled()
    assert not dialog.save.isEnabled()


def test_the_settings_ask_for_it(qtbot: QtBot, tmp_path: Path) -> None:
    page = SettingsPage(Surroundings(Jobs(), SetClock(), INSTRUMENTS))
    show(qtbot, page)
    page.open(a_journal(tmp_path, SetClock()))

    with qtbot.waitSignal(page.log_wanted):
        page.log.button.click()


def test_the_window_shows_what_the_log_file_holds(
    qtbot: QtBot, tmp_path: Path, appearance: Appearance
) -> None:
    places = places_in(tmp_path)
    places.log_file.write_text(LOG, encoding="utf-8")
    places.log_file.with_name("tidemark.log.1").write_text("earlier\n", encoding="utf-8")
    window = a_window(qtbot, places, appearance)
    journal = a_journal(tmp_path, SetClock())
    window.open_journal(journal)
    window.show_page("settings")

    window.stack.page("settings").log.button.click()  # type: ignore[attr-defined]

    (shown,) = window.findChildren(LogDialog)
    assert shown.text.toPlainText() == "earlier\n" + LOG
    shown.close()
