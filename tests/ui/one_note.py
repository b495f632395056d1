"""A window with a journal open in it that has one note, for what is done with its file."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from journal.people import add_person
from journal.records import Role
from journal.store import Journal
from tests.journal.safekeeping.sealed import MARKER, add_note
from tests.ui.windows import SetClock
from ui.page_names import SETTINGS
from ui.pages.settings import SettingsPage
from ui.window import Start, Window


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
