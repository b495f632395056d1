"""A table to read: no text is cut off, and nothing scrolls that has room."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.showing import show
from ui.widgets.data_table import DataTable

LONG = "day 1 to day 42, " * 20


@pytest.fixture
def table(qtbot: QtBot) -> DataTable:
    made = DataTable("Values")
    show(qtbot, made, 600, 300)
    return made


def scrolls(table: DataTable) -> bool:
    return table.horizontalScrollBar().maximum() > 0


def test_a_table_that_has_room_reaches_the_edge_and_does_not_scroll(
    qtbot: QtBot, table: DataTable
) -> None:
    for width in (600, 420, 800):
        table.show_rows(("Day", "Value"), [("1 May", "7")])
        table.resize(width, 300)
        qtbot.waitUntil(lambda: sum(map(table.columnWidth, (0, 1))) == table.viewport().width())
        qtbot.waitUntil(lambda: not scrolls(table))


def test_a_long_text_in_the_last_column_is_never_cut_off(qtbot: QtBot, table: DataTable) -> None:
    table.show_rows(("Treatment", "Values"), [("1", LONG)])
    assert table.columnWidth(1) > table.fontMetrics().horizontalAdvance(LONG)
    table.resize(500, 300)
    assert table.columnWidth(1) > table.fontMetrics().horizontalAdvance(LONG)
    qtbot.waitUntil(lambda: scrolls(table))
    table.show_rows(("Day", "Value"), [("1 May", "7")])
    qtbot.waitUntil(lambda: not scrolls(table))
