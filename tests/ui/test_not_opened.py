"""A journal that does not open for a reason that nobody foresaw."""

from pathlib import Path
from unittest.mock import Mock

import pytest
from pytestqt.qtbot import QtBot

from journal.store import Journal
from tests.ui.one_note import make, show_window
from tests.ui.showing import click, errors_raised
from ui.page_names import TODAY, WELCOME
from ui.window import Window


def test_nobody_answers_a_check_for_a_journal_that_does_not_come(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path)
    with monkeypatch.context() as faulty, errors_raised(qtbot) as raised:
        faulty.setattr(Journal, "open", Mock(side_effect=LookupError))
        with qtbot.waitSignal(window.loading.failed, timeout=20_000):
            show_window(qtbot, window, path)
        qtbot.waitUntil(lambda: window.stack.shown == WELCOME, timeout=20_000)
    assert [type(one) for one in raised] == [LookupError]
    assert "Something in Tidemark did not work" in window.welcome.intro
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        click(window.welcome.again_button)
    assert window.stack.shown == TODAY
