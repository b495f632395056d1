"""The page: what is offered, what is read, and what it does when the journal changes."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from journal.charts.timeline import TimelineArtists
from journal.store import Journal
from tests.builders import DAY, check_in
from tests.ui.reached import name_of, tab_stops
from tests.ui.trajectories.logged import (
    VIEWS,
    choose,
    drawn,
    log_example,
    log_much,
    marks,
    show_view,
    texts,
)
from ui.jobs import Jobs
from ui.pages import latest_reading
from ui.pages.trajectories import TrajectoriesPage
from ui.pages.trajectories.view import Choice
from ui.pages.trajectories.words import Range


def test_the_timeline_comes_first(qtbot: QtBot, page: TrajectoriesPage, journal: Journal) -> None:
    log_example(journal)
    page.open(journal)
    artists = drawn(qtbot, page)
    assert isinstance(artists, TimelineArtists)
    assert len([mark for mark in artists.marks.all if mark.key != "Alex"]) >= 21
    assert "Daily anxiety" in name_of(page.card.chart)
    assert "21 days rated" in page.card.chart.accessibleDescription()


def test_every_view_is_offered(page: TrajectoriesPage, journal: Journal) -> None:
    log_example(journal)
    page.open(journal)
    assert tuple(one.value for one in page.view.segments) == VIEWS


def test_raters_are_never_mixed(qtbot: QtBot, page: TrajectoriesPage, journal: Journal) -> None:
    log_example(journal)
    page.open(journal)
    show_view(page, "around")
    assert texts(page.choices.what) == ["Daily anxiety", "Daily anxiety, rated by Alex"]
    page.choices.what.setCurrentIndex(1)
    assert len(marks(qtbot, page)) == 2


def test_a_click_on_a_point_asks_for_its_day(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    log_example(journal)
    page.open(journal)
    with qtbot.waitSignal(page.day_wanted) as told:
        page.card.chart.day_wanted.emit(DAY)
    assert told.args == [DAY]


def test_what_is_logged_elsewhere_shows_after_a_refresh(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    log_example(journal)
    page.open(journal)
    choose(page, Choice.RANGE, Range.MONTHS_3)
    before = len(marks(qtbot, page))
    with journal.write("Log") as session:
        session.add(check_in(DAY - timedelta(days=20), 11))
    page.refresh()
    assert len(marks(qtbot, page)) == before + 1
    assert page.choices.fields[Choice.RANGE].value == Range.MONTHS_3


def test_a_chart_has_its_size_before_it_is_drawn(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    log_example(journal)
    page.resize(560, 420)
    page.open(journal)
    drawn(qtbot, page)
    canvas = page.card.chart.canvas
    assert canvas is not None
    before = canvas.size()
    show_view(page, "each")
    at_once = canvas.size()
    drawn(qtbot, page)
    assert canvas.size() == at_once != before


@pytest.mark.parametrize("view", VIEWS)
def test_a_long_journal_is_read_on_a_thread(
    qtbot: QtBot,
    page: TrajectoriesPage,
    journal: Journal,
    jobs: Jobs,
    monkeypatch: pytest.MonkeyPatch,
    view: str,
) -> None:
    log_much(journal)
    page.view.set_value(view)
    monkeypatch.setattr(latest_reading, "MANY", 10)
    page.open(journal)
    assert jobs.busy == 1
    drawn(qtbot, page)
    assert not jobs.busy


def test_what_was_asked_for_before_never_comes_in_its_place(
    qtbot: QtBot,
    page: TrajectoriesPage,
    journal: Journal,
    jobs: Jobs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log_much(journal)
    monkeypatch.setattr(latest_reading, "MANY", 1)
    page.open(journal)
    page.choices.what.set_value("daily-anxiety Alex")
    page.choices.what.set_value("daily-anxiety self")
    show_view(page, "hours")
    qtbot.waitUntil(lambda: not jobs.busy)
    drawn(qtbot, page)
    assert page.view.value == "hours"
    assert "by the hour" in page.card.chart.accessibleName()


def test_a_view_shown_again_is_not_read_again(
    qtbot: QtBot,
    page: TrajectoriesPage,
    journal: Journal,
    jobs: Jobs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(latest_reading, "MANY", 1)
    log_much(journal)
    page.open(journal)
    qtbot.waitUntil(lambda: not jobs.busy)
    for view in ("around", "each", "durations", "calendar", "timeline"):
        show_view(page, view)
        assert not jobs.busy
    page.refresh()
    assert jobs.busy == 1
    qtbot.waitUntil(lambda: not jobs.busy)


def test_scores_are_offered_where_there_are_several(
    page: TrajectoriesPage, journal: Journal
) -> None:
    log_example(journal)
    with journal.write("Log") as session:
        scores = {"hours": 7.5, "quality": 6}
        session.add(check_in(DAY, None, instrument="sleep", scores=scores))
    page.open(journal)
    score = page.choices.score
    assert not score.isVisibleTo(page)
    page.choices.what.set_value("sleep self")
    assert score.isVisibleTo(page)
    assert score.count() == 2
    score.setCurrentIndex(1)
    assert "quality" in page.card.chart.accessibleName().lower()
    show_view(page, "hours")
    assert not score.isVisibleTo(page)
    assert not page.choices.what.isVisibleTo(page)


@pytest.mark.parametrize("view", VIEWS)
def test_every_tab_stop_has_a_name(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal, view: str
) -> None:
    log_much(journal)
    page.open(journal)
    show_view(page, view)
    for is_table in (False, True):
        page.card.as_table.setChecked(is_table)
        stops = tab_stops(page)
        assert len(stops) >= 5
        assert [stop for stop in stops if not name_of(stop)] == []
