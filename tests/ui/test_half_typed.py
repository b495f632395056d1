"""What was typed and not saved is there again: every form, after a lock and after a crash.

A crash leaves what the journal was given by itself, within 0.3 seconds. Before a lock every page
keeps what was typed last at once, and its pages are made anew when it is unlocked.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from journal.medicines import IntakeEntry, MedicineEntry, keep_intake, keep_medicine
from journal.obstacles import CannotSave, Obstacle
from journal.own_scales import OwnScale, Question, keep_own_scale
from journal.people import people
from journal.questions import QuestionEntry, keep_question
from journal.records import Draft, MedicineKind
from journal.settings import journal_settings
from journal.side_effects import SideEffectEntry, keep_side_effect
from journal.store import Journal
from journal.visits import VisitEntry, keep_visit
from tests.builders import DAY, treatment
from tests.ui.appointment.opened import open_view
from tests.ui.windows import EVENING, INSTRUMENTS, SetClock
from ui.drafts.waiting import Waiting
from ui.forms.note import TextField
from ui.jobs import Jobs
from ui.pages.help_now import HelpNowPage
from ui.pages.medicines import MedicinesPage
from ui.pages.settings import SettingsPage
from ui.pages.today import TodayPage
from ui.pages.today.extras import Extra
from ui.pages.treatments import TreatmentsPage
from ui.pages.visits import VisitsPage
from ui.surroundings import Surroundings

TYPED = "typed with care"
Known = dict[str, str]


@dataclass(frozen=True)
class Case:
    """A form: its page, how one gets to it, and where one types.

    `is_reopened` says that one gets to it the same way to go on, as a small card of Today.
    """

    name: str
    page: type[QWidget]
    go: Callable[[Any, Known], object]
    field: Callable[[Any], QLineEdit | TextField]
    is_reopened: bool = False
    typed: str = TYPED
    typed_last: str = f"{TYPED}, and to the end"


def _act(panel: Callable[[Any], Any], kind: str, action: str) -> Callable[[Any, Known], object]:
    return lambda page, known: panel(page).list.acted.emit(known[kind], action)


def _change_effect(page: Any, known: Known) -> None:
    page.extras.open_card(Extra.SIDE_EFFECTS)
    page.extras.effects.show_record(known["effect"])


def _tell_effect(page: Any, _known: Known) -> None:
    page.extras.open_card(Extra.SIDE_EFFECTS)
    page.extras.effects.begin()


def _tell_intake(page: Any, _known: Known) -> None:
    page.extras.open_card(Extra.MEDICINE)
    page.extras.intakes.begin()


def _name_medicine(page: Any, _known: Known) -> None:
    page.extras.open_card(Extra.MEDICINE)
    page.extras.intakes.begin()
    if not page.extras.intakes.form.isHidden():
        page.extras.intakes.form.other.click()


def _tell_effect_after(page: Any, known: Known) -> None:
    page.open_treatment(known["treatment"])
    if page.view.effects.form.isHidden():
        page.view.effects.begin()


CASES = (
    Case(
        "a note",
        TodayPage,
        lambda page, _: page.extras.open_card(Extra.NOTE),
        lambda page: page.extras.note.field,
    ),
    Case(
        "a question of the day",
        TodayPage,
        lambda page, _: page.extras.open_card(Extra.QUESTION),
        lambda page: page.extras.question.field,
    ),
    Case(
        "a side effect in own words",
        TodayPage,
        _tell_effect,
        lambda page: page.extras.effects.form.picker.search,
        is_reopened=True,
    ),
    Case(
        "a side effect changed",
        TodayPage,
        _change_effect,
        lambda page: page.extras.effects.form.note,
        is_reopened=True,
    ),
    Case(
        "a side effect of a treatment",
        TreatmentsPage,
        _tell_effect_after,
        lambda page: page.view.effects.form.picker.search,
        is_reopened=True,
    ),
    Case(
        "an intake of the day",
        TodayPage,
        _tell_intake,
        lambda page: page.extras.intakes.form.amount,
        is_reopened=True,
    ),
    Case(
        "a medicine named for an intake",
        TodayPage,
        _name_medicine,
        lambda page: page.extras.intakes.medicine_form.name,
        is_reopened=True,
    ),
    Case(
        "a treatment",
        TreatmentsPage,
        lambda page, _: page.begin_new(),
        lambda page: page.form.companion,
    ),
    Case(
        "a treatment changed",
        TreatmentsPage,
        lambda page, known: page.show_record(known["treatment"]),
        lambda page: page.form.companion,
    ),
    Case(
        "a medicine",
        MedicinesPage,
        lambda page, _: page.begin_new(),
        lambda page: page.form.name,
    ),
    Case(
        "a medicine changed",
        MedicinesPage,
        lambda page, known: page.show_record(known["medicine"]),
        lambda page: page.form.amount,
    ),
    Case(
        "an intake",
        MedicinesPage,
        lambda page, _: page.intakes.begin(),
        lambda page: page.intakes.form.amount,
    ),
    Case(
        "an intake changed",
        MedicinesPage,
        _act(lambda page: page.intakes, "intake", "change"),
        lambda page: page.intakes.form.amount,
    ),
    Case(
        "a visit",
        VisitsPage,
        lambda page, _: page.visits.begin(),
        lambda page: page.visits.form.note,
    ),
    Case(
        "a visit changed",
        VisitsPage,
        _act(lambda page: page.visits, "visit", "change"),
        lambda page: page.visits.form.clinic,
    ),
    Case(
        "a question",
        VisitsPage,
        lambda page, _: page.questions.begin(),
        lambda page: page.questions.form.text,
    ),
    Case(
        "an answer",
        VisitsPage,
        _act(lambda page: page.questions, "question", "answer"),
        lambda page: page.questions.form.answer,
    ),
    Case(
        "a question changed",
        VisitsPage,
        _act(lambda page: page.questions, "question", "change"),
        lambda page: page.questions.form.text,
    ),
    Case(
        "a scale",
        SettingsPage,
        lambda page, _: page.scales.begin_new(),
        lambda page: page.scales.form.title,
    ),
    Case(
        "a scale changed",
        SettingsPage,
        lambda page, known: page.scales.change(known["scale"]),
        lambda page: page.scales.form.title,
    ),
    Case("the patient's name", SettingsPage, lambda *_: None, lambda page: page.people.patient),
    Case("a caregiver's name", SettingsPage, lambda *_: None, lambda page: page.people.fields[0]),
    Case(
        "a moment of a treatment day",
        TreatmentsPage,
        lambda page, known: page.open_treatment(known["treatment"]),
        lambda page: page.view.day.card.form.systolic,
        is_reopened=True,
        typed="128",
        typed_last="131",
    ),
    Case("a new caregiver", SettingsPage, lambda *_: None, lambda page: page.people.new_name),
)


@pytest.fixture
def known(journal: Journal) -> Known:
    """One record of each kind, by its kind."""
    with journal.write("Log one of each") as session:
        given = treatment(DAY)
        session.add(given)
        medicine = keep_medicine(session, MedicineEntry("Lorazepam", MedicineKind.OTHER, "1 mg"))
        session.flush()
        return {
            "treatment": given.id,
            "medicine": medicine,
            "intake": keep_intake(session, IntakeEntry(medicine, EVENING)),
            "effect": keep_side_effect(session, SideEffectEntry("headache", onset=EVENING)),
            "visit": keep_visit(session, VisitEntry(DAY, "Dr Weiss")),
            "question": keep_question(session, QuestionEntry(DAY, "May I drive?")),
            "scale": keep_own_scale(session, OwnScale("Mood", (Question("How was it?"),))),
        }


@pytest.fixture
def pages() -> list[QWidget]:
    """Holds what a test opens until Qt deletes it; else Python might, in the middle of an event."""
    return []


def opened(
    qtbot: QtBot, pages: list[QWidget], kind: type[QWidget], journal: Journal, clock: SetClock
) -> Any:
    page: Any = kind(Surroundings(Jobs(), clock, INSTRUMENTS))  # type: ignore[arg-type]
    pages.append(page)
    qtbot.addWidget(page)
    page.open(journal)
    return page


def drafts(journal: Journal) -> int:
    with journal.read() as session:
        return session.query(Draft).count()


def kept(journal: Journal) -> set[str]:
    """Each answer that a draft of the journal holds, as text."""
    with journal.read() as session:
        return {text for draft in session.query(Draft) for text in _texts(draft.content)}


def _texts(held: Any) -> Iterator[str]:
    if isinstance(held, dict | list):
        for one in held.values() if isinstance(held, dict) else held:
            yield from _texts(one)
    else:
        yield str(held)


def put(field: QLineEdit | TextField, text: str) -> None:
    field.clear()
    QTest.keyClicks(field, text)


def text_in(field: QLineEdit | TextField) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_was_typed_is_there_again(
    qtbot: QtBot,
    pages: list[QWidget],
    case: Case,
    journal: Journal,
    known: Known,
    clock: SetClock,
) -> None:
    page = opened(qtbot, pages, case.page, journal, clock)
    case.go(page, known)
    put(case.field(page), case.typed)
    qtbot.waitUntil(lambda: case.typed in kept(journal))  # by itself, and there after a crash
    put(case.field(page), case.typed_last)
    page.flush()  # as before a lock
    again = opened(qtbot, pages, case.page, journal, clock)
    if case.is_reopened:
        case.go(again, known)
    assert text_in(case.field(again)) == case.typed_last


REFUSED = [
    one
    for one in CASES
    if one.name
    in (
        "a note",
        "a question of the day",
        "a side effect in own words",
        "a moment of a treatment day",
        "a visit",
        "a caregiver's name",
    )
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_what_a_full_disk_refuses_stays_and_is_kept_as_soon_as_there_is_room(
    qtbot: QtBot,
    pages: list[QWidget],
    case: Case,
    journal: Journal,
    known: Known,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(qtbot, pages, case.page, journal, clock)
    failed = Mock()
    page.failed.connect(failed)
    case.go(page, known)
    with monkeypatch.context() as full:
        refusal = CannotSave(journal.path, Obstacle.FULL)
        full.setattr(journal, "write", Mock(side_effect=refusal))
        put(case.field(page), case.typed)
        page.flush()
        page.refresh()
        page.flush()
        assert text_in(case.field(page)) == case.typed
        assert failed.call_count == 1, "it is said once"
        assert [one for one in page.findChildren(Waiting) if one.has_unkept]
    page.flush()
    assert not [one for one in page.findChildren(Waiting) if one.has_unkept]
    again = opened(qtbot, pages, case.page, journal, clock)
    if case.is_reopened:
        case.go(again, known)
    assert text_in(case.field(again)) == case.typed


def test_a_note_that_was_refused_is_there_again_after_a_look_at_another_day(
    qtbot: QtBot,
    pages: list[QWidget],
    journal: Journal,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(qtbot, pages, TodayPage, journal, clock)
    refusal = CannotSave(journal.path, Obstacle.FULL)
    with monkeypatch.context() as full:
        full.setattr(journal, "write", Mock(side_effect=refusal))
        put(page.extras.note.field, TYPED)
        page.show_day(DAY - timedelta(days=1))
        assert page.extras.note.field.toPlainText() == ""
        page.show_day(DAY)
        assert page.extras.note.field.toPlainText() == TYPED
        assert "Not kept yet" in page.extras.note.state.text()
    page.flush()
    assert "Kept as you go" in page.extras.note.state.text()
    assert drafts(journal) == 1


def test_a_plan_that_was_refused_stays_and_is_kept_as_soon_as_there_is_room(
    qtbot: QtBot,
    pages: list[QWidget],
    journal: Journal,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(qtbot, pages, HelpNowPage, journal, clock)
    page.plan.edit_button.click()
    with monkeypatch.context() as full:
        refusal = CannotSave(journal.path, Obstacle.FULL)
        full.setattr(journal, "write", Mock(side_effect=refusal))
        put(page.plan.plan_field, TYPED)
        page.flush()
        page.refresh()
        assert page.has_unkept
    page.flush()
    with journal.read() as session:
        assert journal_settings(session).plan == TYPED
    assert not page.has_unkept


def test_an_answer_written_at_an_appointment_is_there_again_after_a_crash(
    qtbot: QtBot, journal: Journal, known: Known, clock: SetClock
) -> None:
    view = open_view(qtbot, journal, clock)
    assert known["question"]
    assert view.questions is not None
    put(view.questions.lines[0].answer, TYPED)
    qtbot.waitUntil(lambda: drafts(journal) > 0)
    later = open_view(qtbot, journal, clock)
    assert later.questions is not None
    assert later.questions.lines[0].answer.text() == TYPED


def test_somebody_who_types_without_a_pause_loses_no_more_than_the_last_moment(
    qtbot: QtBot, pages: list[QWidget], journal: Journal, known: Known, clock: SetClock
) -> None:
    page = opened(qtbot, pages, VisitsPage, journal, clock)
    page.visits.list.acted.emit(known["visit"], "change")

    def one_more_key_is_kept() -> bool:
        page.visits.form.note.insertPlainText("x")  # every few milliseconds, with no rest
        return drafts(journal) > 0

    qtbot.waitUntil(one_more_key_is_kept)


def test_a_name_that_was_taken_waits_no_more(
    qtbot: QtBot, pages: list[QWidget], journal: Journal, clock: SetClock
) -> None:
    page = opened(qtbot, pages, SettingsPage, journal, clock)
    put(page.people.patient, "Kim")
    page.flush()
    assert drafts(journal) == 1
    page.people.patient.editingFinished.emit()
    page.refresh()
    page.flush()
    assert drafts(journal) == 0
    with journal.read() as session:
        assert "Kim" in {one.name for one in people(session)}


def test_a_plan_that_was_cut_off_by_a_crash_is_kept_by_the_next_start(
    qtbot: QtBot, pages: list[QWidget], journal: Journal, clock: SetClock
) -> None:
    page = opened(qtbot, pages, HelpNowPage, journal, clock)
    page.plan.edit_button.click()
    put(page.plan.plan_field, TYPED)
    qtbot.waitUntil(lambda: drafts(journal) > 0)
    opened(qtbot, pages, HelpNowPage, journal, clock)
    with journal.read() as session:
        assert journal_settings(session).plan == TYPED
    assert drafts(journal) == 0


def test_a_small_card_says_that_its_text_was_begun(
    qtbot: QtBot, pages: list[QWidget], journal: Journal, clock: SetClock
) -> None:
    page = opened(qtbot, pages, TodayPage, journal, clock)
    page.extras.open_card(Extra.NOTE)
    put(page.extras.note.field, TYPED)
    page.extras.note.close_button.click()
    assert page.extras.buttons[Extra.NOTE].accessibleName() == "Note: begun, not saved"
