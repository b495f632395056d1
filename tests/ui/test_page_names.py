"""On every page of the window, whatever the Tab key reaches has a name to be said."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.reached import name_of, tab_stops
from tests.ui.showing import show
from tests.ui.windows import SetClock, a_journal, a_window, places_in, today_page
from ui.app import Appearance
from ui.page_names import DIARY, HELP, MEDICINES, SETTINGS, TODAY, VISITS, WELCOME
from ui.pages.today.extras import Extra


@pytest.mark.parametrize("name", [WELCOME, TODAY, MEDICINES, DIARY, VISITS, SETTINGS, HELP])
def test_every_stop_of_a_page_has_a_name(
    qtbot: QtBot, appearance: Appearance, tmp_path: Path, name: str
) -> None:
    window = a_window(qtbot, places_in(tmp_path), appearance)
    show(qtbot, window)
    window.open_journal(a_journal(tmp_path, SetClock()))

    window.stack.show_page(name)

    stops = tab_stops(window)
    assert len(stops) > 3  # the rail alone has three
    assert not [type(stop).__name__ for stop in stops if not name_of(stop)]


@pytest.mark.parametrize("extra", list(Extra))
def test_the_cards_of_a_day_have_names_when_open(
    qtbot: QtBot, tmp_path: Path, extra: Extra
) -> None:
    page = today_page(qtbot, SetClock())
    page.open(a_journal(tmp_path, SetClock()))

    page.extras.open_card(extra)

    assert not [type(stop).__name__ for stop in tab_stops(page) if not name_of(stop)]
