"""Nothing of the program comes up over an appointment, nor is heard there; it waits till after."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from journal.obstacles import CannotSave, Obstacle
from journal.store import Journal
from tests.ui.appointment.opened import everything_said
from ui import keeping
from ui.appointment import AppointmentView
from ui.backing_up import Unreached
from ui.uncaught import UncaughtErrors
from ui.widgets.notice import Notice
from ui.window import Window

Key = Qt.Key


def begin(qtbot: QtBot, window: Window) -> AppointmentView:
    """The appointment on the screen, with everything read."""
    QTest.keyClick(window, Key.Key_F11)
    view = window.presenting.view
    assert view is not None
    with qtbot.waitActive(view):
        view.activateWindow()
    qtbot.waitUntil(lambda: bool(view.leaves))
    return view


def leave(qtbot: QtBot, window: Window, view: AppointmentView) -> None:
    """Back to the window."""
    with qtbot.waitActive(window), qtbot.waitSignal(view.destroyed):
        QTest.keyClick(view, Key.Key_Escape)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is given to say by notices."""
    said: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        spoken = event.object()
        if isinstance(spoken, Notice):
            said.append(spoken.words)

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return said


def test_what_happens_meanwhile_is_seen_and_heard_once_it_is_left(
    qtbot: QtBot, window: Window, journal: Journal, tmp_path: Path, heard: list[str]
) -> None:
    view = begin(qtbot, window)
    window.notices.say("Another copy of the journal was read in.")
    window.notices.tell_missed(Unreached(tmp_path, is_lacking=True, is_left_behind=False))
    window.problems.say(CannotSave(journal.path, Obstacle.FULL))
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert [one for one in windows if one not in (window, view)] == []
    assert view.isActiveWindow()
    assert view.findChildren(Notice) == []
    told = (window.notices.passing.words, window.notices.missed.words)
    assert not any(words in everything_said(view) for words in told)
    assert heard == []

    leave(qtbot, window, view)

    assert window.notices.passing.isVisible()
    assert window.notices.missed.isVisible()
    assert sorted(heard) == sorted(told)


def dialog_of(errors: UncaughtErrors) -> QWidget | None:
    """What tells of a defect."""
    return errors.dialog


def test_a_defect_is_told_once_it_is_left(qtbot: QtBot, window: Window) -> None:
    errors = UncaughtErrors(window)
    view = begin(qtbot, window)
    errors.report(ValueError())
    errors.report(ValueError())
    QApplication.processEvents()
    assert dialog_of(errors) is None

    leave(qtbot, window, view)

    qtbot.waitUntil(lambda: dialog_of(errors) is not None)


def test_while_people_talk_it_locks_after_an_hour_at_the_earliest(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Journal, "is_encrypted", property(lambda _self: True))
    window.keeping.use_lock_after(10)
    idling = window.keeping.idling
    assert idling.limit == 10 * keeping.MINUTE
    view = begin(qtbot, window)
    assert idling.limit == 60 * keeping.MINUTE
    leave(qtbot, window, view)
    assert idling.limit == 10 * keeping.MINUTE
    window.keeping.use_lock_after(0)
    begin(qtbot, window)
    assert idling.limit == 0


def lock_by_key(view: QWidget, _window: Window) -> None:
    QTest.keyClick(view, Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def lock_by_waiting(_view: QWidget, window: Window) -> None:
    window.keeping.idling.passed.emit()


@pytest.mark.parametrize("lock", [lock_by_key, lock_by_waiting])
def test_locking_leaves_nothing_on_the_screen_but_the_question_for_the_passphrase(
    qtbot: QtBot,
    window: Window,
    monkeypatch: pytest.MonkeyPatch,
    lock: Callable[[QWidget, Window], None],
) -> None:
    monkeypatch.setattr(Journal, "is_encrypted", property(lambda _self: True))
    view = begin(qtbot, window)
    with qtbot.waitSignal(view.destroyed):
        lock(view, window)
    assert window.journal is None
    assert window.presenting.view is None
    assert window.welcome.unlock.isVisible()
    qtbot.waitUntil(window.isActiveWindow)
