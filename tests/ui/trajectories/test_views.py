"""Each view: what it draws, what its table says, what can be chosen in it."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from journal import words
from journal.charts.around import AroundArtists
from journal.charts.each import EachArtists
from journal.series import Series, series
from journal.store import Journal
from tests.builders import DAY, check_in, treatment
from tests.ui.showing import focused_widget, press
from tests.ui.trajectories.logged import (
    SECOND,
    VIEWS,
    choose,
    drawn,
    log_example,
    log_much,
    marks,
    rows,
    show_view,
    texts,
)
from tests.ui.windows import INSTRUMENTS
from ui.pages.trajectories import TrajectoriesPage
from ui.pages.trajectories.view import Choice
from ui.pages.trajectories.words import Range, months_before

pytestmark = pytest.mark.qt_log_ignore("does not support raise")
"""Qt's plugin without a screen says so when a tooltip is shown."""

FORTNIGHT = timedelta(days=14)


def own_series(journal: Journal) -> Series:
    """The daily anxiety of the patient, read beside the page."""
    with journal.read() as session:
        return series(session, INSTRUMENTS, "daily-anxiety", None, "self", DAY + FORTNIGHT)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_drawn_named_and_told_in_words(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal, view: str
) -> None:
    log_much(journal)
    page.open(journal)
    show_view(page, view)
    assert marks(qtbot, page)
    chart = page.card.chart
    assert chart.accessibleName()
    assert len(chart.accessibleDescription()) > len(chart.accessibleName())
    assert page.card.table.accessibleDescription() == chart.accessibleName()


@pytest.mark.parametrize("view", VIEWS)
def test_a_point_of_every_view_opens_its_day(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal, view: str
) -> None:
    log_much(journal)
    page.open(journal)
    show_view(page, view)
    drawn(qtbot, page)
    page.card.chart.setFocus()
    press(Qt.Key.Key_Right)
    mark = page.card.chart.mark
    assert mark is not None
    with qtbot.waitSignal(page.day_wanted) as told:
        press(Qt.Key.Key_Return)
    assert told.args == [mark.day]
    if view in ("hours", "side-effects"):
        assert mark.day == SECOND


@pytest.mark.parametrize("view", VIEWS)
def test_a_picture_of_every_view_is_saved(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal, tmp_path: Path, view: str
) -> None:
    log_much(journal)
    page.open(journal)
    show_view(page, view)
    drawn(qtbot, page)
    assert page.card.chart.save(tmp_path / "picture.svg")
    assert (tmp_path / "picture.svg").read_bytes().startswith(b"<?xml")
    assert "picture.svg" in page.card.told.text()


def test_a_picture_is_copied(qtbot: QtBot, page: TrajectoriesPage, journal: Journal) -> None:
    log_example(journal)
    page.open(journal)
    drawn(qtbot, page)
    QGuiApplication.clipboard().clear()
    page.card.copy.click()
    assert QGuiApplication.clipboard().image().width() > 1000
    assert page.card.told.text()


def test_many_panels_are_shown_and_saved_at_the_height_they_need(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal, tmp_path: Path
) -> None:
    log_example(journal)
    page.open(journal)
    show_view(page, "each")
    drawn(qtbot, page)
    page.card.chart.save(tmp_path / "few.svg")
    with journal.write("Add treatments") as session:
        for number in range(1, 18):
            session.add(treatment(DAY - timedelta(days=7 * number)))
    page.refresh()
    artists = drawn(qtbot, page)
    assert isinstance(artists, EachArtists)
    assert len(artists.panels) == 18
    assert page.card.chart.minimumHeight() > page.height()
    page.card.chart.save(tmp_path / "many.svg")
    few, many = (size_of(tmp_path / name) for name in ("few.svg", "many.svg"))
    assert many[0] == few[0]
    assert many[1] > 1.5 * few[1]


def size_of(drawing: Path) -> tuple[float, float]:
    """Width and height of an SVG, in points."""
    found = re.search(r'width="([\d.]+)pt" height="([\d.]+)pt"', drawing.read_text())
    assert found is not None
    return float(found[1]), float(found[2])


# ---- the table of the same numbers ----


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


# ---- what can be chosen ----


@pytest.mark.parametrize(
    ("chosen", "first", "last"),
    [
        (Range.ALL, DAY - timedelta(days=7), DAY + FORTNIGHT),
        (Range.COURSE, DAY - timedelta(days=7), DAY + FORTNIGHT),
        (Range.MONTHS_3, date(2025, 10, 24), DAY + FORTNIGHT),
        (Range.MONTHS_12, date(2025, 1, 24), DAY + FORTNIGHT),
        (Range.OWN, date(2026, 1, 11), date(2026, 1, 13)),
    ],
)
def test_a_range_of_days(
    qtbot: QtBot,
    page: TrajectoriesPage,
    journal: Journal,
    chosen: Range,
    first: date,
    last: date,
) -> None:
    log_example(journal)
    page.open(journal)
    page.choices.first_day.set_day(date(2026, 1, 13))
    page.choices.last_day.set_day(date(2026, 1, 11))  # the other way round means the same
    choose(page, Choice.RANGE, chosen)
    low, high = drawn(qtbot, page).marks.axes.get_xlim()
    assert (low + high) / 2 == (first.toordinal() + last.toordinal()) / 2
    assert high - low == pytest.approx((last - first).days, rel=0.02, abs=1.01)
    assert page.choices.first_day.isVisibleTo(page) == (chosen is Range.OWN)
    show_view(page, "around")
    assert not page.choices.first_day.isVisibleTo(page)


def test_nobody_else_is_nothing_to_choose(page: TrajectoriesPage, journal: Journal) -> None:
    with journal.write("Log") as session:
        session.add(check_in(DAY, 9))
    page.open(journal)
    assert not page.choices.fields[Choice.BESIDE].isVisibleTo(page)


def test_one_line_for_each_treatment_or_for_each_course(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    log_much(journal)
    page.open(journal)
    show_view(page, "around")
    each = drawn(qtbot, page)
    assert isinstance(each, AroundArtists)
    assert len(each.lines) == 2
    assert page.choices.fields[Choice.COLOUR].isVisibleTo(page)
    choose(page, Choice.UNIT, "course")
    assert not isinstance(drawn(qtbot, page), AroundArtists)
    assert "course" in page.card.chart.accessibleName().lower()
    assert not page.choices.fields[Choice.COLOUR].isVisibleTo(page)
    assert len(rows(page)) == 1


def test_a_view_shown_again_still_has_its_choices(page: TrajectoriesPage, journal: Journal) -> None:
    log_much(journal)
    page.open(journal)
    show_view(page, "around")
    choose(page, Choice.UNIT, "course")
    show_view(page, "timeline")
    assert not page.choices.fields[Choice.UNIT].isVisibleTo(page)
    show_view(page, "around")
    assert page.choices.fields[Choice.UNIT].value == "course"
    assert "course" in page.card.chart.accessibleName().lower()
    assert not page.choices.fields[Choice.COLOUR].isVisibleTo(page)


def test_lines_are_coloured_by_order_or_by_phase(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    log_much(journal)
    page.open(journal)
    show_view(page, "around")
    by_order = drawn(qtbot, page)
    assert isinstance(by_order, AroundArtists)
    choose(page, Choice.COLOUR, "phase")
    by_phase = drawn(qtbot, page)
    assert isinstance(by_phase, AroundArtists)
    assert by_phase.lines.keys() == by_order.lines.keys()
    assert [line.get_color() for line in by_phase.lines.values()] != [
        line.get_color() for line in by_order.lines.values()
    ]


def test_one_phase_is_nothing_to_colour_by(page: TrajectoriesPage, journal: Journal) -> None:
    log_example(journal)
    page.open(journal)
    show_view(page, "around")
    assert not page.choices.fields[Choice.COLOUR].isVisibleTo(page)


def test_every_year_of_the_calendar_can_be_chosen(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    log_example(journal)
    with journal.write("Log") as session:
        session.add(check_in(date(2024, 5, 1), 9))
    page.open(journal)
    show_view(page, "calendar")
    assert texts(page.choices.fields[Choice.YEAR]) == ["2026", "2025", "2024"]
    choose(page, Choice.YEAR, "2024")
    assert {mark.day.year for mark in marks(qtbot, page)} == {2024}
    assert "2024" in page.card.chart.accessibleName()


def test_months_end_where_a_month_ends() -> None:
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 1) == date(2025, 12, 15)
    assert months_before(date(2026, 12, 1), 12) == date(2025, 12, 1)
