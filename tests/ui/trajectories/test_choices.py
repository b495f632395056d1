"""What can be chosen above a picture, and what comes of it."""

from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from journal.charts.around import AroundArtists
from journal.charts.timeline import TimelineArtists
from journal.store import Journal
from tests.builders import DAY, check_in, treatment
from tests.ui.trajectories.logged import (
    choose,
    drawn,
    log_example,
    log_much,
    marks,
    rows,
    show_view,
    texts,
)
from ui.pages.trajectories import TrajectoriesPage
from ui.pages.trajectories.view import Choice
from ui.pages.trajectories.words import Range, months_before

FORTNIGHT = timedelta(days=14)


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


def test_another_rater_stands_beside_until_nobody_is_wanted(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    log_example(journal)
    page.open(journal)
    assert texts(page.choices.fields[Choice.BESIDE]) == ["Alex", "nobody"]
    both = drawn(qtbot, page)
    assert isinstance(both, TimelineArtists)
    assert len(both.marks.all) == 23
    choose(page, Choice.BESIDE, "*nobody")
    assert len(marks(qtbot, page)) == 21


def test_the_patient_stands_beside_an_observer(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    log_example(journal)
    page.open(journal)
    page.choices.what.setCurrentIndex(1)
    assert texts(page.choices.fields[Choice.BESIDE]) == ["the patient", "nobody"]
    assert len(marks(qtbot, page)) == 23


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


def test_a_single_treatment_is_nothing_to_choose_between(
    page: TrajectoriesPage, journal: Journal
) -> None:
    with journal.write("Log") as session:
        session.add(treatment(DAY))
        session.add(check_in(DAY + timedelta(days=1), 9))
    page.open(journal)
    show_view(page, "around")
    assert not page.choices.fields[Choice.UNIT].isVisibleTo(page)
    assert page.card.isVisibleTo(page)


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
