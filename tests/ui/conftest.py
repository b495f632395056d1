"""What every test of a window stands on: no screen, the program's dress, no modal loops."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QDialog,
    QFileDialog,
    QInputDialog,
    QMenu,
    QMessageBox,
)
from pytestqt.qtbot import QtBot

from journal.store import Journal
from tests.ui.windows import SetClock, a_journal, a_window, places_in
from ui.app import Appearance, Theme
from ui.places import Places
from ui.window import Window

_MODAL: tuple[tuple[type, tuple[str, ...]], ...] = (
    (QDialog, ("exec",)),
    (QMenu, ("exec",)),
    (QMessageBox, ("exec", "about", "critical", "information", "question", "warning")),
    (
        QFileDialog,
        (
            "exec",
            "getExistingDirectory",
            "getOpenFileName",
            "getOpenFileNames",
            "getSaveFileName",
        ),
    ),
    (QInputDialog, ("exec", "getDouble", "getInt", "getItem", "getMultiLineText", "getText")),
    (QColorDialog, ("exec", "getColor")),
)


class ModalLoop(AssertionError):
    """Something opened a loop of its own, in which a test would wait for ever."""


def _refuse(*_arguments: object, **_options: object) -> None:
    raise ModalLoop


@pytest.fixture(autouse=True)
def no_modal_loops(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, names in _MODAL:
        for name in names:
            monkeypatch.setattr(kind, name, _refuse)


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Appearance:
    """The application in the program's style, once for all tests of a process."""
    return Appearance(qapp)


@pytest.fixture
def appearance(dressed: Appearance) -> Iterator[Appearance]:
    """The application's appearance, put back after the test."""
    yield dressed
    dressed.use_text_scale(1.0)
    dressed.use_theme(Theme.SYSTEM)


@pytest.fixture(autouse=True)
def clean_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    """Dress the application for tests that open windows, and delete what they leave behind."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("dressed")
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def clock() -> SetClock:
    """Nine in the evening of the day of the tests."""
    return SetClock()


@pytest.fixture
def journal(tmp_path: Path, clock: SetClock) -> Journal:
    """A journal that asks for the daily check."""
    return a_journal(tmp_path, clock)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """The folders of a user who never started the program."""
    return places_in(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, places: Places, appearance: Appearance, clock: SetClock) -> Window:
    """A window that was not started."""
    return a_window(qtbot, places, appearance, clock)
