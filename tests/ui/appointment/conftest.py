"""A journal with one treatment and two questions, and a window in which it is open."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal.store import Journal
from tests.ui.appointment.opened import one_treatment
from tests.ui.windows import SetClock, a_window, places_in
from ui.app import Appearance
from ui.window import Window


@pytest.fixture
def journal(tmp_path: Path, clock: SetClock) -> Journal:
    return one_treatment(tmp_path, clock)


@pytest.fixture
def window(
    qtbot: QtBot, tmp_path: Path, appearance: Appearance, clock: SetClock, journal: Journal
) -> Window:
    """The window with a journal open in it."""
    made = a_window(qtbot, places_in(tmp_path / "user"), appearance, clock)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.open_journal(journal)
    return made
