"""Since the last visit on the screen: the panel, and the visits page that it stands on."""

from datetime import timedelta

import pytest
from PySide6.QtGui import QFont, QGuiApplication
from pytestqt.qtbot import QtBot

from journal.records import SideEffect
from journal.store import Journal
from journal.trajectories.since import figures_between
from journal.visits import VisitEntry, keep_visit
from journal.words.since_visit import (
    EffectSince,
    QuestionnaireSince,
    QuestionSince,
    SinceVisit,
    sections,
)
from tests.builders import DAY, check_in, treatment
from tests.ui.reached import name_of, tab_stops
from tests.ui.showing import click, show
from tests.ui.windows import INSTRUMENTS, SetClock
from ui.app import Appearance
from ui.jobs import Jobs
from ui.pages import latest_reading
from ui.pages.since_visit import SinceVisitPanel
from ui.pages.visits import VisitsPage
from ui.surroundings import Surroundings

SINCE = SinceVisit(
    figures=figures_between([], [], DAY - timedelta(days=9), DAY),
    visit=DAY - timedelta(days=9),
    is_visit_today=False,
    what=None,
    questionnaires=(
        QuestionnaireSince("gad7", "GAD-7", "the last 2 weeks", DAY, 9.0, DAY, 9.0, 1),
    ),
    effects=(EffectSince("Nausea", "severe", 3, 2, is_still_there=True),),
    open_questions=(QuestionSince("May I drive the day after?", DAY),),
)


def shown_panel(qtbot: QtBot, *, is_large: bool = False, width: int = 900) -> SinceVisitPanel:
    panel = SinceVisitPanel(is_large=is_large)
    panel.show_value(SINCE)
    show(qtbot, panel, width, 800)
    return panel


def opened_page(qtbot: QtBot, journal: Journal, clock: SetClock) -> VisitsPage:
    page = VisitsPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    show(qtbot, page, 1000, 900)
    page.open(journal)
    return page


def said(page: VisitsPage) -> str:
    return page.since.panel.accessibleDescription()


def test_every_section_is_shown_under_its_heading(qtbot: QtBot) -> None:
    panel = shown_panel(qtbot)
    assert [part.heading.text() for part in panel.parts] == [
        "Treatments",
        "Days and questionnaires",
        "Side effects",
        "Other medicines",
        "Questions for the clinic",
    ]
    for part, section in zip(panel.parts, sections(SINCE), strict=True):
        assert [row.line for row in part.lines.rows] == list(section.lines)
    assert panel.second.text().startswith("From 1 January 2026, the day of the last visit")


def test_it_is_said_to_who_does_not_see_it_and_copied_as_text(qtbot: QtBot) -> None:
    panel = shown_panel(qtbot)
    assert panel.accessibleName() == "Since the last visit"
    assert "Nausea: severe, no end noted; logged 2 times" in panel.accessibleDescription()
    assert [name_of(stop) for stop in tab_stops(panel)] == ["Copy as text"]
    click(panel.copy)
    assert QGuiApplication.clipboard().text() == panel.accessibleDescription()


def test_for_an_appointment_nothing_is_left_to_press_and_type_follows_the_font(
    qtbot: QtBot, appearance: Appearance
) -> None:
    panel = SinceVisitPanel(is_large=True)
    panel.show_value(SINCE)
    large = QFont(panel.font())
    large.setPixelSize(38)
    panel.setFont(large)
    show(qtbot, panel, 1280, 800)
    assert tab_stops(panel) == []
    row = panel.parts[2].lines.rows[0]
    assert row.figure.display_font().pixelSize() == 38
    assert row.detail.display_font().pixelSize() >= 32
    for text in (row.label, row.figure, row.detail):
        assert text.height() >= text.heightForWidth(text.width())


def test_the_visits_page_opens_with_it(qtbot: QtBot, journal: Journal, clock: SetClock) -> None:
    with journal.write("Log") as session:
        keep_visit(session, VisitEntry(DAY - timedelta(days=20)))
        session.add(treatment(DAY - timedelta(days=15)))
        session.add(treatment(DAY - timedelta(days=30)))
        session.add_all(check_in(DAY - timedelta(days=day), 9) for day in range(40))
    page = opened_page(qtbot, journal, clock)
    assert "Treatments: 1\n" in said(page)
    assert page.since.y() < page.questions.y() < page.visits.y()


def test_marking_a_visit_and_logging_change_what_is_said(
    qtbot: QtBot, journal: Journal, clock: SetClock
) -> None:
    page = opened_page(qtbot, journal, clock)
    assert "no visit is marked yet" in said(page)
    with journal.write("Log") as session:
        keep_visit(session, VisitEntry(DAY - timedelta(days=3)))
        session.add(SideEffect(effect="nausea", onset=clock(), severity="mild"))
    page.refresh()
    assert "from 7 January 2026, the day of the last visit" in said(page)
    assert "Nausea: mild, no end noted" in said(page)
    assert {"CheckIn", "Treatment", "Visit", "Medicine", "Intake", "SideEffect"} <= page.kinds


def test_a_long_journal_is_read_on_a_thread(
    qtbot: QtBot, journal: Journal, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(latest_reading, "MANY", 3)
    with journal.write("Log") as session:
        session.add_all(check_in(DAY - timedelta(days=day), 9) for day in range(8))
    jobs = Jobs()
    page = VisitsPage(Surroundings(jobs, clock, INSTRUMENTS))
    show(qtbot, page, 1000, 900)
    page.open(journal)
    assert page.since.panel.since is None
    qtbot.waitUntil(lambda: jobs.busy == 0)
    assert "8 of 8 days rated" in said(page)
