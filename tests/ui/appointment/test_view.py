"""The appointment on the whole screen: its keys, its buttons, and what never stands there."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from journal.store import Journal
from tests.ui.appointment.opened import (
    DRIVE,
    PRIVATE,
    each_leaf,
    everything_said,
    open_view,
    sample,
)
from tests.ui.showing import click, press
from tests.ui.windows import SetClock, a_window, places_in
from ui.app import Appearance
from ui.appointment import AppointmentView
from ui.appointment.leaves import ChartSheet, Sheet
from ui.shortcuts import APPOINTMENT_KEY
from ui.widgets.notice import Notice
from ui.window import Start, Window

Key = Qt.Key


def test_arrows_turn_the_leaves_and_stop_at_either_end(
    qtbot: QtBot, journal: Journal, clock: SetClock
) -> None:
    view = open_view(qtbot, journal, clock)
    press(Key.Key_Left)
    assert view.shown == 0
    press(Key.Key_Right, Key.Key_PageDown, Key.Key_Space, Key.Key_PageUp)
    assert view.shown == 2
    press(Key.Key_End, Key.Key_Right)
    assert (view.shown, view.place.text()) == (5, "6 of 6")
    press(Key.Key_Home)
    assert view.shown == 0


def test_buttons_do_what_the_arrows_do(qtbot: QtBot, journal: Journal, clock: SetClock) -> None:
    view = open_view(qtbot, journal, clock)
    assert not view.back.isEnabled()
    click(view.on)
    assert view.shown == 1
    click(view.back)
    assert view.shown == 0
    with qtbot.waitSignal(view.left):
        click(view.leave)


def test_long_words_of_the_bar_do_not_lie_over_one_another(
    qtbot: QtBot, journal: Journal, clock: SetClock
) -> None:
    view = open_view(qtbot, journal, clock, 1024, 700)
    qtbot.waitUntil(lambda: view.down.isVisible())
    usual = view.bar.font().pixelSize()
    view.leave.set_words("Den Termin beenden und zurück (Esc)")
    view.turn(0)
    qtbot.waitUntil(lambda: view.leave.width() >= view.leave.sizeHint().width())
    assert view.down.geometry().right() < view.leave.geometry().left()
    assert 24 <= view.bar.font().pixelSize() < usual


def test_the_way_down_is_shown_as_long_as_there_is_more(
    qtbot: QtBot, journal: Journal, clock: SetClock
) -> None:
    view = open_view(qtbot, journal, clock, 1024, 700)
    sheet = view.leaves[0].widget
    assert isinstance(sheet, Sheet)
    qtbot.waitUntil(lambda: sheet.has_more)
    assert view.down.isVisible()
    while sheet.has_more:
        click(view.down)
    assert not view.down.isVisible()
    press(Key.Key_Up)
    assert view.down.isVisible()


def test_down_singles_out_the_latest_treatment_first_and_then_all_are_alike_again(
    qtbot: QtBot, tmp_path: Path, clock: SetClock
) -> None:
    view = open_view(qtbot, sample(tmp_path, clock), clock)
    press(Key.Key_Right)
    sheet = view.leaves[1].widget
    assert isinstance(sheet, ChartSheet)
    press(Key.Key_Down)
    latest = sheet.chart.shown.highlight
    press(Key.Key_Down)
    assert sheet.chart.shown.highlight not in (None, latest)
    press(Key.Key_Up, Key.Key_Up)
    assert latest is not None
    assert sheet.chart.shown.highlight is None


def test_each_leaf_has_a_name_which_is_told_when_it_is_turned_to(
    qtbot: QtBot, journal: Journal, clock: SetClock
) -> None:
    view = open_view(qtbot, journal, clock)
    told = []
    for leaf, _ in zip(view.leaves, each_leaf(view), strict=True):
        assert leaf.name
        told.append(view.accessibleName())
    assert told[0] == "Since the last visit, 1 of 6"
    assert len(set(told)) == 6


def test_nothing_private_and_no_name_of_the_journal_is_there(
    qtbot: QtBot, journal: Journal, clock: SetClock
) -> None:
    said = everything_said(open_view(qtbot, journal, clock))
    assert DRIVE in said
    assert PRIVATE not in said
    assert journal.path.stem not in said.split()


def test_its_title_tells_nothing(qtbot: QtBot, journal: Journal, clock: SetClock) -> None:
    assert open_view(qtbot, journal, clock).windowTitle() == "Tidemark"


def test_the_sample_says_once_that_it_is_one(qtbot: QtBot, tmp_path: Path, clock: SetClock) -> None:
    view = open_view(qtbot, sample(tmp_path, clock), clock)
    assert everything_said(view).count("nothing here is real") == 1
    assert not view.findChildren(Notice)


def test_f11_opens_it_once_and_escape_leaves_it(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window, Key.Key_F11)
    view = window.presenting.view
    assert view is not None
    assert view.isFullScreen()
    assert window.journal is not None
    window.presenting.begin(window.journal)
    assert window.presenting.view is view
    qtbot.waitUntil(lambda: bool(view.leaves))
    with qtbot.waitSignal(view.left):
        QTest.keyClick(view, Key.Key_Escape)
    assert APPOINTMENT_KEY == "F11"


def test_a_second_f11_leaves_it_too(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window, Key.Key_F11)
    view = window.presenting.view
    assert view is not None
    qtbot.waitUntil(view.isActiveWindow)
    with qtbot.waitSignal(view.left):
        QTest.keyClick(view, Key.Key_F11)


def test_f11_does_nothing_while_no_journal_is_open(
    qtbot: QtBot, tmp_path: Path, appearance: Appearance
) -> None:
    window = a_window(qtbot, places_in(tmp_path / "user"), appearance)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    QTest.keyClick(window, Key.Key_F11)
    assert window.presenting.view is None


def shown_by(window: Window) -> AppointmentView | None:
    """What is on the whole screen."""
    return window.presenting.view


def test_f11_while_the_journal_is_being_opened_shows_it_once_it_is_open(
    qtbot: QtBot, tmp_path: Path, appearance: Appearance, clock: SetClock, journal: Journal
) -> None:
    journal.close()
    window = a_window(qtbot, places_in(tmp_path / "user"), appearance, clock)
    window.start(Start(journal=journal.path))
    window.shortcuts.appointment_wanted.emit()
    assert shown_by(window) is None
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.waitUntil(lambda: shown_by(window) is not None, timeout=20_000)
    view = shown_by(window)
    assert view is not None
    with qtbot.waitSignal(view.left):
        view.end()
    window.open_journal(sample(tmp_path, clock))
    assert shown_by(window) is None


def test_it_is_left_when_the_window_is_closed(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window, Key.Key_F11)
    view = window.presenting.view
    assert view is not None
    with qtbot.waitSignal(view.left):
        window.close()


def test_it_is_left_when_another_journal_is_opened(
    qtbot: QtBot, window: Window, tmp_path: Path, clock: SetClock
) -> None:
    QTest.keyClick(window, Key.Key_F11)
    view = window.presenting.view
    assert view is not None
    other = sample(tmp_path, clock)
    with qtbot.waitSignal(view.left):
        window.open_journal(other)
    assert window.presenting.view is None
