"""Logging a day: by keyboard, with drafts, before and after the journal is open."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from journal.check_ins import check_in_on, check_ins_on
from journal.obstacles import CannotSave, Obstacle
from journal.people import people
from journal.records import Severity, SideEffect
from journal.settings import JournalSettings, keep_settings
from journal.store import Journal
from tests.builders import DAY, check_in
from tests.ui.showing import click, press, type_text
from tests.ui.windows import SetClock, a_journal, drafted, logged, today_page
from ui.pages.today import TodayPage
from ui.pages.today.extras import Extra

ANXIETY = "daily-anxiety"
ALL = ("1", "2", "1", "2", "1", "2", "0")
"""Answers to all seven items; their sum is 9."""


@pytest.fixture
def page(qtbot: QtBot, clock: SetClock) -> TodayPage:
    """The page, without a journal."""
    return today_page(qtbot, clock)


def test_a_day_is_logged_by_keyboard_alone(page: TodayPage, journal: Journal) -> None:
    page.open(journal)

    press(*ALL, Qt.Key.Key_Return)

    kept = logged(journal)
    assert kept is not None
    assert kept.total == 9
    assert kept.rated_at == journal.clock()
    assert drafted(journal) == {}
    assert page.checks.open_code is None
    assert page.checks.line(ANXIETY).status.text() == "logged, 9 of 21"


def test_before_the_journal_is_open_nothing_is_said_about_what_it_holds(
    page: TodayPage, journal: Journal
) -> None:
    with journal.write("Log") as session:
        session.add(SideEffect(effect="nausea", onset=journal.clock(), severity="mild"))
    assert page.head.second.text() == "The journal is being opened."
    button = page.extras.buttons[Extra.SIDE_EFFECTS]
    assert button.accessibleName() == "Side effects"
    page.open(journal)
    assert page.head.second.text() == "No treatment up to this day"
    assert button.accessibleName() == "Side effects: Nausea"


def test_answers_given_before_the_journal_is_open_are_handed_over(
    page: TodayPage, journal: Journal
) -> None:
    press("3", "2")
    form = page.checks.form(ANXIETY)

    page.open(journal)

    assert drafted(journal) == {"1": 3, "2": 2}
    assert not page.has_unkept
    assert page.checks.open_code == ANXIETY
    assert form is not None
    assert form.current == "3", "the keyboard stays where it was"
    press("1")
    assert drafted(journal) == {"1": 3, "2": 2, "3": 1}


def test_a_day_saved_before_the_journal_is_open_is_logged_when_it_opens(
    page: TodayPage, journal: Journal
) -> None:
    press(*ALL, Qt.Key.Key_Return)

    page.open(journal)

    kept = logged(journal)
    assert kept is not None
    assert kept.total == 9


def test_a_draft_comes_back_and_newer_answers_are_put_over_it(
    qtbot: QtBot, clock: SetClock, page: TodayPage, journal: Journal
) -> None:
    page.open(journal)
    press("3", "2")
    page.leave_journal()

    again = today_page(qtbot, clock)
    press("0")
    again.open(journal)

    assert drafted(journal) == {"1": 0, "2": 2}
    form = again.checks.form(ANXIETY)
    assert form is not None
    assert {code: answer.value for code, answer in form.answers().items()} == {"1": 0, "2": 2}


def test_what_was_typed_belongs_to_the_day_as_the_journal_sees_it(
    qtbot: QtBot, clock: SetClock, tmp_path: Path
) -> None:
    journal = a_journal(tmp_path, clock)
    with journal.write("Choose when a day ends") as session:
        keep_settings(session, JournalSettings(logged=(ANXIETY,), day_ends_at=time(5, 0)))
    clock.move(hours=7)  # four in the morning: still DAY in this journal
    page = today_page(qtbot, clock)
    assert page.day == DAY + timedelta(days=1)

    press("3")
    page.open(journal)

    assert page.day == DAY
    assert drafted(journal) == {"1": 3}


def test_saving_with_answers_missing_asks_in_the_form(page: TodayPage, journal: Journal) -> None:
    page.open(journal)
    press("1", "1", "1", "1", Qt.Key.Key_Return)

    prompt = page.checks.open_check(ANXIETY).prompt
    assert prompt.isVisible()
    assert "3 answers are missing" in prompt.text
    assert logged(journal) is None

    click(prompt.on_button)
    form = page.checks.form(ANXIETY)
    assert form is not None
    assert not prompt.isVisible()
    assert form.current == "5"


def test_what_is_asked_is_scrolled_into_view(
    qtbot: QtBot, page: TodayPage, journal: Journal
) -> None:
    page.resize(700, 320)
    page.open(journal)
    press("1", Qt.Key.Key_Return)

    button = page.checks.open_check(ANXIETY).prompt.on_button
    qtbot.waitUntil(lambda: not button.visibleRegion().isEmpty())
    assert button.hasFocus()


def test_an_incomplete_check_is_kept_without_a_total(page: TodayPage, journal: Journal) -> None:
    page.open(journal)
    press("1", Qt.Key.Key_Return)

    click(page.checks.open_check(ANXIETY).prompt.save_button)

    kept = logged(journal)
    assert kept is not None
    assert kept.total is None
    assert kept.answers == {"1": 1}
    assert "without a total" in page.checks.line(ANXIETY).status.text()


def test_enter_without_any_answer_saves_nothing(page: TodayPage, journal: Journal) -> None:
    page.open(journal)

    press(Qt.Key.Key_Return)

    assert logged(journal) is None


def test_the_next_due_check_opens_after_saving(
    page: TodayPage, clock: SetClock, tmp_path: Path
) -> None:
    journal = a_journal(tmp_path, clock, logged=(ANXIETY, "gad7", "anxiety-now"))
    page.open(journal)

    press(*ALL, Qt.Key.Key_Return)

    assert page.checks.open_code == "gad7"
    assert page.said.text() == "Daily anxiety check: logged, 9 of 21"
    press(*("2",) * 8, Qt.Key.Key_Return)
    assert [page.checks.open_code] == [None], "what has no due day does not open by itself"
    kept = logged(journal, "gad7")
    assert kept is not None
    assert kept.total == 14


def test_a_logged_check_is_changed_and_keeps_what_stands_beside_it(
    page: TodayPage, journal: Journal
) -> None:
    with journal.write("Log the daily check") as session:
        answers = {str(n): 1 for n in range(1, 8)}
        first = check_in(total=7, answers=answers, note="quiet", is_private=True)
        session.add(first)
    page.open(journal)
    line = page.checks.line(ANXIETY)
    assert "7 of 21" in line.status.text()

    click(line.action)
    press("3", Qt.Key.Key_Return)

    kept = logged(journal)
    assert kept is not None
    assert (kept.id, kept.total) == (first.id, 9)
    assert (kept.note, kept.is_private) == ("quiet", True)


def test_changes_that_were_not_saved_can_be_put_back(page: TodayPage, journal: Journal) -> None:
    with journal.write("Log the daily check") as session:
        session.add(check_in(total=7, answers={str(n): 1 for n in range(1, 8)}))
    page.open(journal)
    click(page.checks.line(ANXIETY).action)
    press("3")
    assert drafted(journal) != {}

    page.refresh()
    click(page.checks.open_check(ANXIETY).put_back)

    assert drafted(journal) == {}
    form = page.checks.form(ANXIETY)
    assert form is not None
    assert form.answers()["1"].value == 1


def test_several_a_day_are_logged_one_beside_another(
    page: TodayPage, clock: SetClock, tmp_path: Path
) -> None:
    journal = a_journal(tmp_path, clock, logged=("anxiety-now",))
    page.open(journal)
    for value in ("30", "70"):
        click(page.checks.line("anxiety-now").action)
        type_text(value)
        press(Qt.Key.Key_Return)
        clock.move(minutes=30)

    with journal.read() as session:
        found = [one.total for one in check_ins_on(session, "anxiety-now", DAY)]
    assert found == [30, 70]
    assert "2 times, last 70 of 100" in page.checks.line("anxiety-now").status.text()


def test_yesterday_is_one_step_away_and_has_no_clock_time(
    page: TodayPage, journal: Journal
) -> None:
    page.open(journal)

    click(page.stepper.earlier)
    press(*ALL, Qt.Key.Key_Return)

    with journal.read() as session:
        kept = check_in_on(session, ANXIETY, DAY - timedelta(days=1))
    assert kept is not None
    assert kept.total == 9
    assert kept.rated_at is None
    assert logged(journal) is None


def test_a_check_that_two_computers_logged_says_how_it_counts(
    page: TodayPage, journal: Journal
) -> None:
    with journal.write("Join a copy") as session:
        session.add_all(check_in(total=total) for total in (6, 11))
    page.open(journal)
    said = page.checks.line(ANXIETY).status.text()
    assert "logged 2 times" in said
    assert "the median counts" in said


def test_a_day_to_come_is_never_shown(page: TodayPage, journal: Journal) -> None:
    page.open(journal)

    page.show_day(DAY + timedelta(days=3))

    assert page.day == DAY
    assert "has not come yet" in page.said.text()


def test_a_caregiver_rates_beside_the_patient(page: TodayPage, journal: Journal) -> None:
    page.open(journal)
    press(*ALL, Qt.Key.Key_Return)
    with journal.read() as session:
        alex = people(session)[1]

    page.write_as(alex.id, alex.name)
    assert "Alex" in page.observer_line.text()
    press(*("3",) * 7, Qt.Key.Key_Return)

    patient, observer = logged(journal), logged(journal, observer_id=alex.id)
    assert patient is not None
    assert observer is not None
    assert (patient.total, observer.total) == (9, 21)


def test_a_side_effect_that_was_begun_waits_on_its_day(page: TodayPage, journal: Journal) -> None:
    page.open(journal)
    page.extras.open_card(Extra.SIDE_EFFECTS)
    effects = page.extras.effects
    assert effects is not None
    assert not effects.leave.isVisible(), "one way to close is enough"
    effects.form.picker.picked.emit("nausea")
    effects.form.note.setText("on the way home")

    page.show_day(DAY - timedelta(days=1))
    assert not page.extras.is_open(Extra.SIDE_EFFECTS)
    page.show_day(DAY)
    page.extras.open_card(Extra.SIDE_EFFECTS)
    effects.form.severity.take_focus()
    press("2", Qt.Key.Key_Return)

    with journal.read() as session:
        kept = session.scalars(select(SideEffect)).all()
    assert [(one.effect, one.severity, one.note) for one in kept] == [
        ("nausea", Severity.MODERATE, "on the way home")
    ]


def test_closing_an_empty_list_of_side_effects_closes_all_of_it(
    page: TodayPage, journal: Journal
) -> None:
    page.open(journal)
    page.extras.open_card(Extra.SIDE_EFFECTS)
    effects = page.extras.effects
    assert effects is not None

    effects.form.close_button.click()

    assert not page.extras.is_open(Extra.SIDE_EFFECTS)


def test_a_refused_draft_stays_in_the_form_and_is_kept_later(
    qtbot: QtBot, page: TodayPage, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.open(journal)
    real = journal.write

    def refuse(label: str) -> object:
        raise CannotSave(journal.path, Obstacle.FULL)

    monkeypatch.setattr(journal, "write", refuse)
    with qtbot.waitSignal(page.failed) as told:
        press("2")
    assert isinstance(told.args[0], CannotSave)
    page.refresh()
    form = page.checks.form(ANXIETY)
    assert form is not None
    assert form.answers()["1"].value == 2
    assert page.has_unkept

    monkeypatch.setattr(journal, "write", real)
    press("1")

    assert drafted(journal) == {"1": 2, "2": 1}
    assert not page.has_unkept


def test_a_half_filled_form_is_said_to_be_one(
    page: TodayPage, journal: Journal, clock: SetClock, tmp_path: Path
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    other = a_journal(folder, clock, logged=(ANXIETY, "sleep"))
    page.open(other)
    press("2")

    click(page.checks.line("sleep").action)

    assert page.checks.line(ANXIETY).status.text() == "half filled in"
