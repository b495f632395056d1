"""What stands in place of a picture, and how little is enough for one."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from journal.records import Status
from journal.store import Journal
from tests.builders import DAY, check_in, treatment
from tests.ui.trajectories.logged import VIEWS, drawn, log_example, marks, show_view
from ui.pages.trajectories import TrajectoriesPage

OF_TREATMENTS = ("around", "each", "durations", "hours")


def says(page: TrajectoriesPage) -> str:
    """The heading in place of the picture."""
    assert page.empty.isVisibleTo(page)
    assert not page.card.isVisibleTo(page)
    assert page.empty.said is not None
    assert page.empty.said.second
    return page.empty.said.title


def test_an_empty_journal_says_how_to_begin(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    page.open(journal)
    assert page.nothing.isVisibleTo(page)
    assert not page.card.isVisibleTo(page)
    assert not page.view.isVisibleTo(page)
    assert not page.choices.isVisibleTo(page)
    with qtbot.waitSignal(page.import_wanted):
        page.nothing.action.click()


@pytest.mark.parametrize("view", OF_TREATMENTS)
def test_no_completed_treatment_yet(page: TrajectoriesPage, journal: Journal, view: str) -> None:
    log_example(journal, is_treated=False)
    with journal.write("Plan") as session:
        session.add(treatment(DAY + timedelta(days=40), status=Status.PLANNED))
    page.open(journal)
    show_view(page, view)
    assert says(page) == "No completed treatment yet"
    show_view(page, "timeline")
    assert page.card.isVisibleTo(page)
    assert not page.empty.isVisibleTo(page)


def test_no_side_effect_yet(page: TrajectoriesPage, journal: Journal) -> None:
    log_example(journal)
    page.open(journal)
    show_view(page, "side-effects")
    assert says(page) == "No side effect yet"


def test_a_treatment_day_without_hours(page: TrajectoriesPage, journal: Journal) -> None:
    log_example(journal)
    page.open(journal)
    show_view(page, "hours")
    assert says(page) == "Nothing by the clock yet"


def test_a_scale_without_a_response_line_has_no_durations(
    page: TrajectoriesPage, journal: Journal
) -> None:
    log_example(journal)
    with journal.write("Log") as session:
        session.add(check_in(DAY, 9, instrument="gad7"))
    page.open(journal)
    show_view(page, "durations")
    page.choices.what.set_value("gad7 self")
    assert says(page) == "No durations here"
    page.choices.what.set_value("daily-anxiety self")
    assert page.card.isVisibleTo(page)


def test_entries_that_were_never_completed(page: TrajectoriesPage, journal: Journal) -> None:
    with journal.write("Log") as session:
        session.add(check_in(DAY, None))
    page.open(journal)
    for view in ("timeline", "calendar"):
        show_view(page, view)
        assert says(page) == "No complete entry yet"


def test_treatments_without_any_score_still_have_their_views(
    page: TrajectoriesPage, journal: Journal
) -> None:
    with journal.write("Log") as session:
        session.add(treatment(DAY))
    page.open(journal)
    assert page.view.isVisibleTo(page)
    assert page.nothing.isVisibleTo(page)
    show_view(page, "hours")
    assert says(page) == "Nothing by the clock yet"
    assert not page.nothing.isVisibleTo(page)


@pytest.mark.parametrize("view", ["timeline", "calendar"])
def test_one_reading_is_drawn(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal, view: str
) -> None:
    with journal.write("Log") as session:
        session.add(check_in(DAY, 9))
    page.open(journal)
    show_view(page, view)
    words = [mark.words for mark in marks(qtbot, page) if mark.day == DAY]
    assert words == ["10 January 2026: 9"]


@pytest.mark.parametrize("view", [one for one in VIEWS if one not in ("hours", "side-effects")])
def test_one_treatment_is_drawn(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal, view: str
) -> None:
    log_example(journal)
    page.open(journal)
    show_view(page, view)
    drawn(qtbot, page)
    assert "treatment" in page.card.chart.accessibleDescription().lower()


@pytest.mark.parametrize("view", ["around", "each", "durations"])
def test_a_treatment_without_readings_is_drawn(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal, view: str
) -> None:
    with journal.write("Log") as session:
        session.add(check_in(DAY - timedelta(days=200), 9))
        session.add(treatment(DAY))
    page.open(journal)
    show_view(page, view)
    drawn(qtbot, page)
    assert "0 of 14" in page.card.chart.accessibleDescription()
