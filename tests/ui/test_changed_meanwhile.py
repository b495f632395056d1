"""A record that is changed while its form is open is never saved over without a word."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from journal import medicines, notes, own_scales, questions, side_effects, treatments, visits
from journal.records import MedicineKind
from journal.store import Journal
from tests.builders import DAY, check_in, treatment
from tests.ui.showing import press
from tests.ui.windows import EVENING, INSTRUMENTS, SetClock, a_journal, logged, today_page
from ui.drafts.open_form import OpenForm
from ui.forms.note import TextField
from ui.jobs import Jobs
from ui.pages.medicines import MedicinesPage
from ui.pages.settings import SettingsPage
from ui.pages.today import TodayPage
from ui.pages.today.extras import Extra
from ui.pages.treatments import TreatmentsPage
from ui.pages.visits import VisitsPage
from ui.surroundings import Surroundings

MINE, NEWER = "typed here", "changed elsewhere"


@dataclass(frozen=True)
class Case:
    """A kind of record: how one is made, read and kept, and the form that changes it.

    `part` is the field of the entry that the tests change, and `field` where one types it.
    """

    name: str
    page: type[QWidget]
    make: Callable[[Session], str]
    read: Callable[[Session], tuple[Any, ...]]
    keep: Callable[[Session, Any], object]
    discard: Callable[..., object]
    change: Callable[[Any, str], object]
    open_form: Callable[[Any], OpenForm]
    field: Callable[[Any], QLineEdit | TextField]
    part: str


def _a_treatment(session: Session) -> str:
    given = treatment(DAY)
    session.add(given)
    session.flush()
    return given.id


def _an_intake(session: Session) -> str:
    entry = medicines.MedicineEntry("Lorazepam", MedicineKind.OTHER)
    medicine = medicines.keep_medicine(session, entry)
    return medicines.keep_intake(session, medicines.IntakeEntry(medicine, EVENING))


def _change_effect(page: Any, key: str) -> None:
    page.open_treatment(page.list.lines[0].words.key)
    page.view.effects.show_record(key)


def _an_effect(session: Session) -> str:
    entry = side_effects.SideEffectEntry("headache", onset=EVENING)
    return side_effects.keep_side_effect(
        session, replace(entry, treatment_id=_a_treatment(session))
    )


CASES = (
    Case(
        "a visit",
        VisitsPage,
        lambda session: visits.keep_visit(session, visits.VisitEntry(DAY, "Dr Weiss")),
        visits.visits,
        visits.keep_visit,
        visits.discard_visit,
        lambda page, key: page.visits.list.acted.emit(key, "change"),
        lambda page: page.visits.open_form,
        lambda page: page.visits.form.note,
        "note",
    ),
    Case(
        "an answer",
        VisitsPage,
        lambda session: questions.keep_question(session, questions.QuestionEntry(DAY, "Why?")),
        questions.questions,
        questions.keep_question,
        questions.discard_question,
        lambda page, key: page.questions.list.acted.emit(key, "answer"),
        lambda page: page.questions.open_form,
        lambda page: page.questions.form.answer,
        "answer",
    ),
    Case(
        "a treatment",
        TreatmentsPage,
        _a_treatment,
        treatments.entries,
        treatments.keep_treatment,
        treatments.discard_treatment,
        lambda page, key: page.show_record(key),
        lambda page: page.open_form,
        lambda page: page.form.companion,
        "companion",
    ),
    Case(
        "a side effect",
        TreatmentsPage,
        _an_effect,
        side_effects.entries,
        side_effects.keep_side_effect,
        side_effects.discard_side_effect,
        _change_effect,
        lambda page: page.view.effects.open_form,
        lambda page: page.view.effects.form.note,
        "note",
    ),
    Case(
        "an intake",
        MedicinesPage,
        _an_intake,
        medicines.intakes,
        medicines.keep_intake,
        medicines.discard_intake,
        lambda page, key: page.intakes.list.acted.emit(key, "change"),
        lambda page: page.intakes.open_form,
        lambda page: page.intakes.form.amount,
        "amount",
    ),
    Case(
        "a medicine",
        MedicinesPage,
        lambda session: medicines.keep_medicine(
            session, medicines.MedicineEntry("Lorazepam", MedicineKind.OTHER)
        ),
        medicines.medicines,
        medicines.keep_medicine,
        medicines.discard_medicine,
        lambda page, key: page.show_record(key),
        lambda page: page.open_form,
        lambda page: page.form.amount,
        "amount",
    ),
    Case(
        "a scale",
        SettingsPage,
        lambda session: own_scales.keep_own_scale(
            session, own_scales.OwnScale("Mood", (own_scales.Question("How was it?"),))
        ),
        own_scales.own_scales,
        own_scales.change_own_scale,
        own_scales.discard_own_scale,
        lambda page, key: page.scales.change(key),
        lambda page: page.scales.open_form,
        lambda page: page.scales.form.title,
        "title",
    ),
)
each = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
VISIT = pytest.mark.parametrize("case", CASES[:1], ids=lambda case: case.name)


class Opened:
    """A page with the form of a record open, and what others do to the record."""

    def __init__(self, case: Case, page: Any, journal: Journal, key: str) -> None:
        self.case, self.page, self.journal, self.key = case, page, journal, key
        self.held: QWidget = page
        case.change(page, key)

    @property
    def asks(self) -> bool:
        return self.case.open_form(self.page).meanwhile.is_asking

    @property
    def meanwhile(self) -> Any:
        return self.case.open_form(self.page).meanwhile

    @property
    def shown(self) -> str:
        field = self.case.field(self.page)
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    @property
    def kept(self) -> str | None:
        with self.journal.read() as session:
            found = self._found(session)
        return None if found is None else str(getattr(found, self.case.part))

    def type_in(self, text: str = MINE) -> None:
        field = self.case.field(self.page)
        field.clear()
        QTest.keyClicks(field, text)

    def change_elsewhere(self, **parts: str) -> None:
        with self.journal.write("Change it") as session:
            found = self._found(session)
            self.case.keep(session, replace(found, **(parts or {self.case.part: NEWER})))
        self.page.refresh()

    def discard_elsewhere(self) -> None:
        with self.journal.write("Throw it away") as session:
            self.case.discard(session, self.key, EVENING)
        self.page.refresh()

    def save(self) -> None:
        self.case.open_form(self.page).form.submit()

    def _found(self, session: Session) -> Any:
        found = self.case.read(session)
        return next((one for one in found if self.key in (*_names(one),)), None)


def _names(entry: Any) -> tuple[str | None, ...]:
    return getattr(entry, "id", None), getattr(entry, "code", None)


@pytest.fixture
def opened(qtbot: QtBot, case: Case, tmp_path: Path, clock: SetClock) -> Opened:
    journal = a_journal(tmp_path, clock)
    with journal.write("Log it") as session:
        key = case.make(session)
    page: Any = case.page(Surroundings(Jobs(), clock, INSTRUMENTS))  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.resize(1000, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.open(journal)
    return Opened(case, page, journal, key)


@each
def test_a_form_in_which_nothing_was_typed_shows_the_newer_record(opened: Opened) -> None:
    opened.change_elsewhere()
    assert (opened.shown, opened.asks) == (NEWER, False)
    opened.save()
    assert opened.kept == NEWER


@VISIT
def test_what_was_typed_is_saved_over_it_only_when_that_was_chosen(opened: Opened) -> None:
    opened.type_in()
    opened.change_elsewhere()
    assert opened.asks
    opened.save()
    assert (opened.kept, opened.shown) == (NEWER, MINE)
    assert opened.meanwhile.mine.hasFocus()
    opened.meanwhile.mine.click()
    assert (opened.kept, opened.asks) == (MINE, False)


@each
def test_the_newer_record_can_be_looked_at_and_what_was_typed_is_not_lost_by_it(
    opened: Opened,
) -> None:
    opened.type_in()
    opened.change_elsewhere()
    assert opened.asks
    opened.save()
    assert (opened.kept, opened.shown) == (NEWER, MINE)
    opened.meanwhile.newer.click()
    assert opened.shown == NEWER
    opened.page.refresh()
    opened.meanwhile.back.click()
    assert opened.shown == MINE
    opened.save()
    assert opened.kept == MINE


@each
def test_what_went_to_the_trash_comes_back_only_when_that_was_chosen(opened: Opened) -> None:
    opened.type_in()
    opened.discard_elsewhere()
    opened.save()
    assert opened.kept is None
    opened.meanwhile.mine.click()
    assert opened.kept == MINE


@each
def test_a_form_whose_record_went_to_the_trash_closes_when_nothing_was_typed(
    opened: Opened,
) -> None:
    opened.discard_elsewhere()
    assert not opened.case.field(opened.page).isVisible()
    assert opened.kept is None


@VISIT
def test_a_record_left_in_the_trash_takes_its_form_along(opened: Opened) -> None:
    opened.type_in()
    opened.discard_elsewhere()
    opened.meanwhile.newer.click()
    assert not opened.case.field(opened.page).isVisible()
    assert opened.kept is None


@VISIT
def test_a_change_that_was_undone_is_asked_about_no_more(opened: Opened) -> None:
    opened.type_in()
    opened.change_elsewhere(clinic="Dr Roth")
    assert opened.asks
    opened.change_elsewhere(clinic="Dr Weiss")
    assert not opened.asks


@VISIT
def test_a_change_that_came_after_the_last_look_is_seen_when_saving(opened: Opened) -> None:
    opened.type_in()
    with opened.journal.write("Change it") as session:
        found = visits.visits(session)[0]
        visits.keep_visit(session, replace(found, note=NEWER))
    opened.save()
    assert (opened.asks, opened.kept) == (True, NEWER)


@VISIT
def test_the_change_is_asked_about_after_a_crash_too(
    qtbot: QtBot, opened: Opened, clock: SetClock
) -> None:
    opened.type_in()
    opened.page.flush()
    opened.change_elsewhere()
    later = VisitsPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    qtbot.addWidget(later)
    opened.held = later  # until Qt deletes it
    later.open(opened.journal)
    assert later.visits.form.note.toPlainText() == MINE
    assert later.visits.open_form.meanwhile.is_asking


@pytest.fixture
def today(qtbot: QtBot, journal: Journal, clock: SetClock) -> TodayPage:
    page = today_page(qtbot, clock)
    page.open(journal)
    page.extras.open_card(Extra.NOTE)
    return page


def keep_elsewhere(page: TodayPage, journal: Journal, text: str) -> None:
    with journal.write("Write it") as session:
        notes.keep_note(session, DAY, text, is_private=False, at=EVENING)
    page.refresh()


def kept_note(journal: Journal) -> str:
    with journal.read() as session:
        found = notes.note_on(session, DAY)
        return "" if found is None else found.text


def test_a_note_that_was_written_meanwhile_is_not_saved_over_unseen(
    today: TodayPage, journal: Journal
) -> None:
    form = today.extras.note
    form.field.setPlainText(MINE)
    keep_elsewhere(today, journal, NEWER)
    form.save_button.click()
    assert (kept_note(journal), form.field.toPlainText()) == (NEWER, MINE)
    form.meanwhile.mine.click()
    assert kept_note(journal) == MINE


def test_the_note_that_was_written_meanwhile_can_be_shown_instead(
    today: TodayPage, journal: Journal
) -> None:
    form = today.extras.note
    form.field.setPlainText(MINE)
    keep_elsewhere(today, journal, NEWER)
    form.meanwhile.newer.click()
    assert (form.field.toPlainText(), form.meanwhile.is_asking) == (NEWER, False)


def test_a_note_that_is_changed_again_asks_nothing(today: TodayPage, journal: Journal) -> None:
    keep_elsewhere(today, journal, "as it was")
    today.extras.note.field.setPlainText(MINE)
    today.refresh()
    today.extras.note.save_button.click()
    assert kept_note(journal) == MINE


def test_a_check_that_was_logged_meanwhile_is_not_logged_over_unseen(
    today: TodayPage, journal: Journal
) -> None:
    today.start()
    press("2", "1", "3", "1", "0", "1")
    with journal.write("Log it") as session:
        session.add(check_in(DAY, 9))
    today.refresh()
    press("1")
    check = today.checks.open_check("daily-anxiety")
    assert check.meanwhile.is_asking
    press(Qt.Key.Key_Return)
    assert logged_total(journal) == 9
    check.meanwhile.mine.click()
    assert logged_total(journal) == 2 + 1 + 3 + 1 + 0 + 1 + 1


def logged_total(journal: Journal) -> float | None:
    found = logged(journal)
    return None if found is None else found.total
