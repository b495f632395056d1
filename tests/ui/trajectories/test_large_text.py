"""Every view in a narrow window with large text: nothing is cut, nothing scrolls sideways."""

import pytest
from pytestqt.qtbot import QtBot

from journal.store import Journal
from tests.ui.fitting import NARROW, cut, is_wide
from tests.ui.trajectories.logged import VIEWS, log_much, show_view
from ui.app import Appearance
from ui.pages.trajectories import TrajectoriesPage


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_cut(
    qtbot: QtBot,
    appearance: Appearance,
    page: TrajectoriesPage,
    journal: Journal,
    view: str,
) -> None:
    appearance.use_text_scale(1.5)
    log_much(journal)
    page.resize(NARROW, 700)
    page.open(journal)
    show_view(page, view)
    for is_table in (False, True):
        page.card.as_table.setChecked(is_table)
        qtbot.waitUntil(lambda: cut(page) == [])  # texts that wrap are laid out in a second pass
        assert not is_wide(page)
