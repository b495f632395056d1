"""The trajectories page: what can be chosen, and what is drawn and said of it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal.charts.around import AroundArtists
from journal.charts.timeline import TimelineArtists
from journal.people import people
from journal.records import Status
from journal.store import Journal
from tests.builders import DAY, check_in, treatment, worked_example
from tests.ui.showing import show
from tests.ui.test_names import name_of, tab_stops
from tests.ui.windows import INSTRUMENTS, SetClock, a_journal
from ui.jobs import Jobs
from ui.pages import trajectories
from ui.pages.trajectories import TrajectoriesPage
from ui.pages.trajectory_words import Range, View, months_before
from ui.widgets.entry_fields import ChoiceField

FORTNIGHT = timedelta(days=14)


@pytest.fixture
def clock() -> SetClock:
    clock = SetClock()
    clock.move(days=14)
    return clock


@pytest.fixture
def journal(tmp_path: Path, clock: SetClock) -> Journal:
    return a_journal(tmp_path, clock)


@pytest.fixture
def jobs() -> Jobs:
    return Jobs()


@pytest.fixture
def page(qtbot: QtBot, clock: SetClock, jobs: Jobs) -> TrajectoriesPage:
    made = TrajectoriesPage(jobs, clock, INSTRUMENTS)
    show(qtbot, made, 1000, 800)
    return made


def with_example(journal: Journal, *, is_treated: bool = True) -> None:
    """The worked example, rated by the patient, and two days rated by Alex."""
    with journal.write("Log") as session:
        alex = people(session)[1].id
        for day, value in worked_example():
            session.add(check_in(day, value))
        for number in (1, 2):
            session.add(check_in(DAY + timedelta(days=number), 12, observer_id=alex))
        if is_treated:
            session.add(treatment(DAY))


def wait_for_chart(qtbot: QtBot, page: TrajectoriesPage) -> None:
    qtbot.waitUntil(lambda: page.chart.artists is not None)


def texts(field: ChoiceField) -> list[str]:
    return [field.itemText(number) for number in range(field.count())]


def test_an_empty_journal_says_so(qtbot: QtBot, page: TrajectoriesPage, journal: Journal) -> None:
    page.open(journal)
    assert page.nothing.isVisibleTo(page)
    assert not page.chart.isVisibleTo(page)
    assert not page.view.isVisibleTo(page)
    with qtbot.waitSignal(page.import_wanted):
        page.nothing.action.click()


def test_the_timeline_comes_first(qtbot: QtBot, page: TrajectoriesPage, journal: Journal) -> None:
    with_example(journal)
    page.open(journal)
    wait_for_chart(qtbot, page)
    artists = page.chart.artists
    assert isinstance(artists, TimelineArtists)
    assert len(artists.marks.all) == 21
    assert "Daily anxiety" in name_of(page.chart)
    assert "21 days rated" in page.chart.accessibleDescription()


def test_raters_are_never_mixed(qtbot: QtBot, page: TrajectoriesPage, journal: Journal) -> None:
    with_example(journal)
    page.open(journal)
    assert texts(page.what) == ["Daily anxiety", "Daily anxiety, rated by Alex"]
    page.what.setCurrentIndex(1)
    wait_for_chart(qtbot, page)
    assert page.chart.artists is not None
    assert len(page.chart.artists.marks.all) == 2


def test_around_a_treatment(qtbot: QtBot, page: TrajectoriesPage, journal: Journal) -> None:
    with_example(journal)
    page.open(journal)
    page.view.segments[1].click()
    wait_for_chart(qtbot, page)
    artists = page.chart.artists
    assert isinstance(artists, AroundArtists)
    assert len(artists.lines) == 1
    assert "reached on day 2 after" in page.chart.accessibleDescription()


def test_one_treatment_is_singled_out(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    with_example(journal)
    with journal.write("Add a treatment") as session:
        session.add(treatment(DAY + timedelta(days=10)))
    page.open(journal)
    page.view.segments[1].click()
    wait_for_chart(qtbot, page)
    assert [text.split(",")[0] for text in texts(page.singled)] == [
        "none",
        "treatment 2",
        "treatment 1",
    ]
    before = page.chart.artists
    page.singled.setCurrentIndex(2)
    qtbot.waitUntil(lambda: page.chart.artists not in (before, None))
    artists = page.chart.artists
    assert isinstance(artists, AroundArtists)
    widths = {key: line.get_linewidth() for key, line in artists.lines.items()}
    assert widths[page.singled.value] == max(widths.values())
    assert any("treatment 1" in label.get_text() for label in artists.labels)


def test_no_completed_treatment_yet(page: TrajectoriesPage, journal: Journal) -> None:
    with_example(journal, is_treated=False)
    with journal.write("Plan") as session:
        session.add(treatment(DAY + timedelta(days=40), status=Status.PLANNED))
    page.open(journal)
    page.view.segments[1].click()
    assert page.no_treatment.isVisibleTo(page)
    assert not page.chart.isVisibleTo(page)
    page.view.segments[0].click()
    assert page.chart.isVisibleTo(page)


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
    with_example(journal)
    page.open(journal)
    page.first_day.set_day(date(2026, 1, 13))
    page.last_day.set_day(date(2026, 1, 11))  # the other way round means the same
    page.range.set_value(chosen)
    wait_for_chart(qtbot, page)
    assert page.chart.artists is not None
    low, high = page.chart.artists.marks.axes.get_xlim()
    assert (low + high) / 2 == (first.toordinal() + last.toordinal()) / 2
    assert high - low == pytest.approx((last - first).days, rel=0.02, abs=1.01)
    assert page.first_day.isVisibleTo(page) == (chosen is Range.OWN)


def test_a_click_on_a_point_asks_for_its_day(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    with_example(journal)
    page.open(journal)
    with qtbot.waitSignal(page.day_wanted) as told:
        page.chart.day_wanted.emit(DAY)
    assert told.args == [DAY]


def test_the_table_says_the_same(qtbot: QtBot, page: TrajectoriesPage, journal: Journal) -> None:
    with_example(journal)
    page.open(journal)
    page.as_table.click()
    assert page.table.isVisibleTo(page)
    assert not page.chart.isVisibleTo(page)
    model = page.table.table
    assert model.rowCount() == 21
    assert model.data(model.index(0, 0)) == "24 January 2026"
    assert model.data(model.index(0, 1)) == "13"
    page.view.segments[1].click()
    row = [model.data(model.index(0, column)) for column in range(model.columnCount())]
    assert row[1:5] == ["14, 7 of 7 days rated", "7", "reached on day 2 after", "7 days"]


def test_what_is_logged_elsewhere_shows_after_a_refresh(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    with_example(journal)
    page.open(journal)
    page.range.set_value(Range.MONTHS_3)
    with journal.write("Log") as session:
        session.add(check_in(DAY - timedelta(days=20), 11))
    page.refresh()
    wait_for_chart(qtbot, page)
    assert page.chart.artists is not None
    assert len(page.chart.artists.marks.all) == 22
    assert page.range.value == Range.MONTHS_3


def test_a_long_series_is_reckoned_on_a_thread(
    qtbot: QtBot,
    page: TrajectoriesPage,
    journal: Journal,
    jobs: Jobs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trajectories, "MANY", 10)
    with_example(journal)
    page.open(journal)
    assert jobs.busy == 1
    wait_for_chart(qtbot, page)
    assert page.chart.artists is not None
    assert len(page.chart.artists.marks.all) == 21
    assert not jobs.busy


def test_scores_are_offered_where_there_are_several(
    page: TrajectoriesPage, journal: Journal
) -> None:
    with_example(journal)
    with journal.write("Log") as session:
        scores = {"hours": 7.5, "quality": 6}
        session.add(check_in(DAY, None, instrument="sleep", scores=scores))
    page.open(journal)
    assert not page.score.isVisibleTo(page)
    page.what.set_value("sleep self")
    assert page.score.isVisibleTo(page)
    assert page.score.count() == 2


def test_months_end_where_a_month_ends() -> None:
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 1) == date(2025, 12, 15)
    assert months_before(date(2026, 12, 1), 12) == date(2025, 12, 1)


@pytest.mark.parametrize("view", View)
def test_every_tab_stop_has_a_name(page: TrajectoriesPage, journal: Journal, view: View) -> None:
    with_example(journal)
    page.open(journal)
    page.view.set_value(view)
    page.as_table.click()
    stops = tab_stops(page)
    assert len(stops) >= 6
    assert [stop for stop in stops if not name_of(stop)] == []
