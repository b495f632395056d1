"""What is not needed any more is freed between two events, and nothing is kept of what Qt frees."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLayoutItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from journal.crisis_lines import load_crisis_lines
from ui.collecting import Collecting
from ui.pages.help_now import Numbers
from ui.widgets.tab_order import put_in_reading_order


class Ring:
    """Something that holds itself, and so is freed by collecting alone."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collecting(qtbot: QtBot) -> Iterator[Collecting]:
    parent = QObject()
    threshold = gc.get_threshold()
    yield Collecting(parent)
    gc.set_threshold(*threshold)
    gc.enable()


def test_python_collects_nothing_by_itself_while_the_program_runs(collecting: Collecting) -> None:
    gc.set_threshold(1, 1, 1)
    ring = weakref.ref(Ring())
    assert [[number] for number in range(100)]
    assert ring() is not None


def test_between_two_events_what_is_due_is_collected(collecting: Collecting, qtbot: QtBot) -> None:
    gc.set_threshold(1, 1, 1)
    ring = weakref.ref(Ring())
    assert [[number] for number in range(100)]
    qtbot.waitUntil(lambda: ring() is None, timeout=3000)


def test_no_item_of_a_layout_is_held_that_qt_may_free(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.addWidget(numbers := Numbers(load_crisis_lines()))
    before = _items()  # PySide itself holds some for as long as their layout is there
    for code in ("DE", "", "GB"):
        numbers.show_country(code)
        put_in_reading_order(page)
    assert _items() == before


def _items() -> int:
    """Items of layouts that Python knows of; a layout within another is one and a QObject too."""
    found = (one for one in gc.get_objects() if isinstance(one, QLayoutItem))
    return sum(not isinstance(one, QObject) for one in found)
