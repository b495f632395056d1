"""The response card on the screen: its lines, its rules, and the treatment it stands on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from journal.people import people
from journal.records import Status
from journal.side_effect_terms import load_vocabulary
from journal.store import Journal
from journal.words.cards import CardLine, ResponseCard
from tests.builders import DAY, check_in, treatment, worked_example
from tests.ui.reached import name_of, tab_stops
from tests.ui.showing import click, press, show
from tests.ui.windows import INSTRUMENTS, SetClock
from ui.app import Appearance
from ui.jobs import Jobs
from ui.pages import latest_reading
from ui.pages.treatments import TreatmentsPage
from ui.pages.treatments.treatment_card import TreatmentCardPanel
from ui.surroundings import Surroundings
from ui.widgets.response_card import ResponseCardView

CARD = ResponseCard(
    key="1",
    title="Treatment 1, 10 Jan 2026",
    second="Daily anxiety, 0 to 21",
    lines=(
        CardLine("Best day value", "5", "on day 5 after"),
        CardLine(
            "Days 8 to 14 after",
            "none",
            "2 of 7 days rated; at least 4 are needed",
            is_withheld=True,
        ),
        CardLine("Strongest side effect", "none logged", ""),
    ),
    worked_out=(
        "Baseline: the median of the day values on the days before a treatment, of which at least "
        "four have to be rated. The days never reach past the treatment before.",
        "Change: the best day value after the treatment minus the baseline, in points.",
    ),
)


def in_two_weeks() -> SetClock:
    clock = SetClock()
    clock.move(days=14)
    return clock


@pytest.fixture
def clock() -> SetClock:
    return in_two_weeks()


def shown_card(qtbot: QtBot, width: int = 900) -> ResponseCardView:
    view = ResponseCardView()
    view.show_card(CARD)
    show(qtbot, view, width, 700)
    return view


def figures(page: TreatmentsPage) -> dict[str, str]:
    return {row.line.label: row.line.figure for row in page.view.response.view.lines.rows}


def opened_page(qtbot: QtBot, journal: Journal, clock: SetClock) -> TreatmentsPage:
    page = TreatmentsPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    show(qtbot, page, 1000, 900)
    page.open(journal)
    page.list.opened.emit(page.list.lines[0].words.key)
    return page


def with_the_worked_example(journal: Journal, code: str = "daily-anxiety") -> None:
    with journal.write("Log") as session:
        session.add_all(check_in(day, value, instrument=code) for day, value in worked_example())


def test_every_line_is_shown_and_what_is_withheld_is_not_strong(qtbot: QtBot) -> None:
    view = shown_card(qtbot)
    shown = [(row.label.text(), row.figure.text(), row.detail.text()) for row in view.lines.rows]
    assert shown == [(line.label, line.figure, line.detail) for line in CARD.lines]
    assert [row.figure.is_semibold for row in view.lines.rows] == [True, False, True]


def test_a_card_without_details_keeps_its_columns(qtbot: QtBot) -> None:
    view = shown_card(qtbot)
    before = view.lines.rows[0].figure.x()
    view.show_card(replace(CARD, lines=CARD.lines[2:]))
    qtbot.waitUntil(lambda: view.lines.rows[0].figure.x() > 0)
    assert view.lines.rows[0].figure.x() == before


def test_the_rules_open_in_place_with_the_keyboard(qtbot: QtBot) -> None:
    view = shown_card(qtbot)
    assert not view.rules.isVisibleTo(view)
    view.how.setFocus()
    press(Qt.Key.Key_Return)
    assert view.rules.isVisibleTo(view)
    assert [one.text() for one in view.paragraphs] == list(CARD.worked_out)
    assert view.how.accessibleName() == "Close how this is worked out"
    assert view.how.hasFocus()
    press(Qt.Key.Key_Space)
    assert not view.rules.isVisibleTo(view)
    assert view.how.accessibleName() == "How this is worked out"


def test_another_card_leaves_the_rules_open(qtbot: QtBot) -> None:
    view = shown_card(qtbot)
    click(view.how)
    view.show_card(ResponseCard("2", "Treatment 2", "", CARD.lines[:1], ("Another rule.",)))
    assert view.rules.isVisibleTo(view)
    assert [one.text() for one in view.paragraphs] == ["Another rule."]
    assert len(view.lines.rows) == 1


def test_it_is_said_to_who_does_not_see_it(qtbot: QtBot) -> None:
    view = shown_card(qtbot)
    assert view.accessibleName() == CARD.title
    for line in CARD.lines:
        assert line.spoken in view.accessibleDescription()
    assert [name_of(stop) for stop in tab_stops(view)] == [
        "How this is worked out",
        "Copy as text",
    ]


def test_its_text_can_be_selected_and_copied(qtbot: QtBot) -> None:
    view = shown_card(qtbot)
    selectable = Qt.TextInteractionFlag.TextSelectableByMouse
    assert all(row.figure.textInteractionFlags() & selectable for row in view.lines.rows)
    click(view.copy)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0] == CARD.title
    assert "Best day value: 5, on day 5 after" in copied
    assert copied[-1] == CARD.worked_out[-1]
    assert view.said.isVisibleTo(view)


def test_details_stand_beside_where_there_is_room_and_below_where_not(
    qtbot: QtBot, appearance: Appearance
) -> None:
    view = shown_card(qtbot, 900)
    first = view.lines.rows[0]
    assert first.beside.x() > first.figure.x()
    view.resize(420, 700)
    qtbot.waitUntil(lambda: first.beside.x() == first.figure.x())
    assert not view.lines.is_wide
    assert first.beside.y() >= first.figure.geometry().bottom()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_cut_on_a_small_screen(
    qtbot: QtBot, appearance: Appearance, scale: float
) -> None:
    appearance.use_text_scale(scale)
    view = shown_card(qtbot, 660)
    view.resize(660, view.heightForWidth(660) + 40)
    qtbot.waitUntil(lambda: view.width() == 660)
    for row in view.lines.rows:
        for text in (row.label, row.figure, row.detail):
            if text.isVisibleTo(view):
                assert text.height() >= text.heightForWidth(text.width())
                assert text.width() >= text.minimumSizeHint().width() - 1
    click(view.how)
    view.resize(660, 900)
    qtbot.waitUntil(
        lambda: all(one.height() >= one.heightForWidth(one.width()) for one in view.paragraphs)
    )


def test_an_opened_treatment_shows_what_came_after(
    qtbot: QtBot, journal: Journal, clock: SetClock
) -> None:
    with_the_worked_example(journal)
    with journal.write("Add") as session:
        session.add(treatment())
    page = opened_page(qtbot, journal, clock)
    assert page.view.response.isVisibleTo(page)
    shown = figures(page)
    assert (shown["Response"], shown["Duration"]) == ("reached on day 2 after", "7 days")
    assert not page.view.response.what.isVisibleTo(page)


def test_a_change_in_the_journal_is_taken_in(
    qtbot: QtBot, journal: Journal, clock: SetClock
) -> None:
    with_the_worked_example(journal)
    with journal.write("Add") as session:
        session.add(treatment())
    page = opened_page(qtbot, journal, clock)
    with journal.write("Log") as session:
        session.add(check_in(DAY + timedelta(days=5), 1))
    page.refresh()
    assert figures(page)["Best day value"] == "3"  # the median of that day's 5 and 1
    assert {"Medicine", "Intake", "SideEffect", "CheckIn", "Treatment"} <= page.kinds


def test_what_was_rated_is_chosen_the_daily_check_first(
    qtbot: QtBot, journal: Journal, clock: SetClock
) -> None:
    with_the_worked_example(journal, "gad7")
    with_the_worked_example(journal)
    with journal.write("Add") as session:
        session.add(treatment())
        alex = next(one for one in people(session) if one.name == "Alex")
        session.add(check_in(instrument="functioning", observer_id=alex.id))
    page = opened_page(qtbot, journal, clock)
    choice = page.view.response.what
    assert choice.isVisibleTo(page)
    assert [choice.itemText(place) for place in range(choice.count())] == [
        "Daily anxiety",
        "GAD-7",
        "Functioning, rated by Alex",
    ]
    assert "Response" in figures(page)
    choice.setCurrentIndex(1)
    assert "Response" not in figures(page)
    assert figures(page)["Baseline"] == "14"


def test_without_any_rating_it_says_so(qtbot: QtBot, journal: Journal, clock: SetClock) -> None:
    with journal.write("Add") as session:
        session.add(treatment())
    page = opened_page(qtbot, journal, clock)
    panel = page.view.response
    assert panel.nothing.isVisibleTo(page)
    assert not panel.view.isVisibleTo(page)


@pytest.mark.parametrize(
    ("day", "status"),
    [(DAY, Status.CANCELLED), (DAY, Status.PLANNED), (date(2026, 3, 1), Status.COMPLETED)],
)
def test_a_treatment_that_has_not_taken_place_has_no_card(
    qtbot: QtBot, journal: Journal, clock: SetClock, day: date, status: Status
) -> None:
    with journal.write("Add") as session:
        session.add(treatment(day, status=status))
    page = opened_page(qtbot, journal, clock)
    assert not page.view.response.isVisibleTo(page)


def test_a_long_series_is_read_on_a_thread(
    qtbot: QtBot, journal: Journal, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(latest_reading, "MANY", 3)
    with_the_worked_example(journal)
    with journal.write("Add") as session:
        session.add(treatment())
    jobs = Jobs()
    panel = TreatmentCardPanel(Surroundings(jobs, clock, INSTRUMENTS), load_vocabulary())
    show(qtbot, panel)
    panel.open(journal)
    panel.show_treatment(DAY)
    assert jobs.busy == 1
    assert panel.view.lines.rows == ()
    qtbot.waitUntil(lambda: jobs.busy == 0)
    assert panel.view.card is not None
    assert panel.view.card.title.startswith("Treatment 1, 10 Jan 2026")
