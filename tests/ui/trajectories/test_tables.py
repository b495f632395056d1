"""The same numbers as a table, behind one key: every row is what the figures say."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journal import words
from journal.series import Series, series
from journal.store import Journal
from tests.builders import DAY
from tests.ui.showing import focused_widget, press
from tests.ui.trajectories.logged import (
    drawn,
    log_example,
    log_much,
    rows,
    show_view,
)
from tests.ui.windows import INSTRUMENTS
from ui.pages.trajectories import TrajectoriesPage
from ui.pages.trajectories.view import Choice

FORTNIGHT = timedelta(days=14)


def own_series(journal: Journal) -> Series:
    """The daily anxiety of the patient, read beside the page."""
    with journal.read() as session:
        return series(session, INSTRUMENTS, "daily-anxiety", None, "self", DAY + FORTNIGHT)


def test_the_table_of_the_timeline_has_every_day(page: TrajectoriesPage, journal: Journal) -> None:
    log_example(journal)
    page.open(journal)
    page.card.as_table.click()
    assert page.card.table.isVisibleTo(page)
    assert not page.card.chart.isVisibleTo(page)
    found = rows(page)
    for value in own_series(journal).day_values:
        day = [row for row in found if row[0] == words.full_day(value.day)]
        assert any(words.figure(value.value) in row for row in day)
    assert found[0][0] == "24 January 2026"


@pytest.mark.parametrize("view", ["around", "each", "durations"])
def test_the_table_of_treatments_says_what_the_figures_say(
    page: TrajectoriesPage, journal: Journal, view: str
) -> None:
    log_much(journal)
    page.open(journal)
    show_view(page, view)
    page.card.as_table.click()
    found = rows(page)
    figures = own_series(journal).around
    assert [row[0] for row in found] == [words.treatment_words(one) for one in reversed(figures)]
    first = ", ".join(found[-1])
    assert "day 2" in first
    assert "7 days" in first


def test_the_table_of_hours_has_every_value(page: TrajectoriesPage, journal: Journal) -> None:
    log_much(journal)
    page.open(journal)
    show_view(page, "hours")
    cells = [row[1:] for row in rows(page)]
    assert ("10 min before the start", "60", "", "", "") in cells
    assert ("40 min after the start", "", "70", "132/84", "80") in cells
    assert ("1 h after the start", "20", "", "", "") in cells


def test_the_table_of_side_effects_has_every_one(page: TrajectoriesPage, journal: Journal) -> None:
    log_much(journal)
    page.open(journal)
    show_view(page, "side-effects")
    text = " ".join(cell for row in rows(page) for cell in row)
    assert len(rows(page)) == 1
    for part in ("Nausea", "mild", "30 min after the start", "1 h 30 min"):
        assert part in text


def test_the_table_of_the_calendar_has_every_day_of_the_year(
    page: TrajectoriesPage, journal: Journal
) -> None:
    log_example(journal)
    page.open(journal)
    show_view(page, "calendar")
    in_year = [one for one in own_series(journal).day_values if one.day.year == DAY.year]
    text = [" ".join(row) for row in rows(page)]
    for value in in_year:
        assert any(
            words.full_day(value.day) in row and words.figure(value.value) in row for row in text
        )


def test_one_key_shows_the_table_and_moves_the_keyboard_there_and_back(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    log_example(journal)
    page.open(journal)
    drawn(qtbot, page)
    page.card.chart.setFocus()
    press(Qt.Key.Key_T)
    assert focused_widget() is page.card.table
    assert page.card.table.currentIndex().row() == 0
    press(Qt.Key.Key_T)
    assert focused_widget() is page.card.chart
    page.setFocus()
    press(Qt.Key.Key_T)
    assert focused_widget() is page.card.table
    assert "T" in page.card.as_table.toolTip()


def test_letters_typed_in_a_list_stay_there(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    log_example(journal)
    page.open(journal)
    drawn(qtbot, page)
    page.choices.fields[Choice.RANGE].setFocus()
    press(Qt.Key.Key_T)
    assert page.card.chart.isVisibleTo(page)
