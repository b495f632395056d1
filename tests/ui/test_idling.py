"""A time without keys and mouse is counted, whatever clocks and lids do meanwhile."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.idling import Idling


class Clocks:
    """One that stands still while the computer sleeps, and one on the wall."""

    def __init__(self) -> None:
        self.running = self.wall = 1000.0

    def go_on(self, seconds: float) -> None:
        self.running += seconds
        self.wall += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def idling(qtbot: QtBot, clocks: Clocks) -> Iterator[Idling]:
    parent = QObject()
    found = Idling(parent, (lambda: clocks.running, lambda: clocks.wall))
    found.watch(600)
    yield found
    found.watch(0)


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    return field


def test_the_time_is_over_once_and_no_sooner(qtbot: QtBot, idling: Idling, clocks: Clocks) -> None:
    clocks.go_on(599)
    with qtbot.assertNotEmitted(idling.passed):
        assert not idling.look()
    clocks.go_on(1)
    with qtbot.waitSignal(idling.passed):
        assert idling.look()
    assert not idling.look()


def test_a_key_or_the_mouse_lets_it_begin_anew(
    idling: Idling, clocks: Clocks, field: QLineEdit
) -> None:
    clocks.go_on(500)
    QTest.keyClick(field, Qt.Key.Key_A)
    clocks.go_on(500)
    QTest.mousePress(field, Qt.MouseButton.LeftButton)
    clocks.go_on(500)
    assert not idling.look()


def test_a_computer_that_slept_too_long_takes_the_first_key_for_nothing_else(
    qtbot: QtBot, idling: Idling, clocks: Clocks, field: QLineEdit
) -> None:
    clocks.wall += 3600
    with qtbot.waitSignal(idling.passed):
        QTest.keyClick(field, Qt.Key.Key_A)
    assert field.text() == ""


def test_a_clock_that_is_set_back_puts_nothing_off(idling: Idling, clocks: Clocks) -> None:
    clocks.wall -= 7200
    clocks.running += 600
    assert idling.look()


def test_nothing_is_watched_without_a_limit(
    qtbot: QtBot, idling: Idling, clocks: Clocks, field: QLineEdit
) -> None:
    idling.watch(0)
    clocks.go_on(10_000)
    with qtbot.assertNotEmitted(idling.passed):
        QTest.keyClick(field, Qt.Key.Key_A)
    assert field.text() == "a"
