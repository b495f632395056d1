"""The Tab key goes round every page of the window, there and back, and each stop is in sight."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reached import name_of, tab_stops
from tests.ui.showing import focused_widget, press, show
from tests.ui.trajectories.logged import log_much
from tests.ui.windows import SetClock, a_journal, a_window, places_in
from ui.app import Appearance
from ui.page_names import HELP, entries
from ui.widgets.entry_fields import DayField
from ui.window import Window

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)")

PAGES = (*(entry.code for entry in entries()), HELP)
LOW = 560
"""So low that every page but the shortest has to be scrolled."""


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, appearance: Appearance) -> Window:
    """A low window over a journal in which something of each kind is logged."""
    clock = SetClock()
    journal = a_journal(tmp_path, clock, name="Sam")
    log_much(journal)
    window = a_window(qtbot, places_in(tmp_path), appearance, clock)
    window.open_journal(journal)
    show(qtbot, window, 1024, LOW)
    return window


def place(widget: QWidget) -> QRect:
    """Where a widget stands in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def goes_up(before: QWidget, after: QWidget) -> bool:
    """Whether a step leads up the page, other than to the column beside."""
    first, then = place(before), place(after)
    return then.bottom() < first.top() and then.left() < first.right()


def is_in_sight(widget: QWidget) -> bool:
    """Whether all of a widget can be seen, or as much of it as fits on a page."""
    seen = widget.visibleRegion().boundingRect()
    return seen == widget.rect() or seen.height() > LOW / 2


def round_trip(key: Qt.Key, most: int) -> list[QWidget]:
    """What the key comes to from what has the keyboard, until it is there again."""
    reached = [focused_widget()]
    for _ in range(most):
        press(key)
        focused = focused_widget()
        assert is_in_sight(focused), f"“{name_of(focused)}” has the keyboard out of sight"
        if focused is reached[0]:
            return reached
        if focused is not reached[-1]:  # else another part of a date or of a clock time
            reached.append(focused)
    pytest.fail(f"the keyboard never comes back to “{name_of(reached[0])}”")


class ShownWindows(QObject):
    """The windows that are shown while it looks."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_shown = event.type() == QEvent.Type.Show
        if is_shown and isinstance(watched, QWidget) and watched.isWindow():
            self.kinds.append(type(watched).__name__)
        return False


@contextmanager
def nothing_flashes_up(application: QApplication) -> Iterator[None]:
    """A part that is shown before it has a parent is a window of its own for a moment."""
    shown = ShownWindows()
    application.installEventFilter(shown)
    yield
    application.removeEventFilter(shown)
    assert shown.kinds == []


def walk(page: QWidget) -> list[QWidget]:
    """Go round by Tab, and back by Shift+Tab; returns the stops in their order."""
    stops = tab_stops(page)
    most = 6 * len(tab_stops(page.window()))
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    ahead = round_trip(Qt.Key.Key_Tab, most)
    back = round_trip(Qt.Key.Key_Backtab, most)
    assert back == [ahead[0], *ahead[:0:-1]], "Shift+Tab goes another way than Tab"
    assert set(ahead) == {one for one in tab_stops(page.window()) if one.isEnabled()}
    within = [one for one in ahead if page.isAncestorOf(one)]
    assert not [pair for pair in pairwise(within) if goes_up(*pair)]
    return ahead


def open_and_close_popups(page: QWidget) -> None:
    """What opens above a page may not break the chain of the Tab key."""
    for choice in page.findChildren(QComboBox):
        if choice.isVisible():
            choice.showPopup()
            choice.hidePopup()
    for day in page.findChildren(DayField):
        if day.isVisible():
            day.pick.click()
            popup = QApplication.activePopupWidget()
            assert popup is not None
            popup.close()


def test_tab_goes_round_every_page_and_back_and_each_stop_is_in_sight(
    qtbot: QtBot, qapp: QApplication, window: Window
) -> None:
    for name in PAGES:  # one window for all of them, which costs the most
        with nothing_flashes_up(qapp):
            window.show_page(name)
        window.jobs.drain(cancel=False)
        page = window.stack.page(name)
        QCoreApplication.processEvents()  # what was read is laid out
        first = walk(page)
        open_and_close_popups(page)
        with qtbot.waitActive(window):
            window.activateWindow()
        first[0].setFocus(Qt.FocusReason.TabFocusReason)
        assert round_trip(Qt.Key.Key_Tab, 6 * len(first)) == first, name
