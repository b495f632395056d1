"""Treatments, trajectories and bringing in: nothing is cut in a narrow window with large text."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journal.limits import load_limits
from journal.side_effect_terms import load_vocabulary
from journal.store import Journal
from journal.treatments import TreatmentEntry
from tests.builders import DAY, check_in, instant, treatment
from tests.ui.fitting import NARROW, cut, is_wide
from tests.ui.showing import show
from tests.ui.windows import INSTRUMENTS, SetClock, a_journal
from ui.app import Appearance
from ui.forms.side_effect import Occasion, SideEffectForm
from ui.jobs import Jobs
from ui.pages.bring_in import BringInPage
from ui.pages.bring_in.steps import Step
from ui.pages.trajectories import TrajectoriesPage
from ui.pages.treatment_day import TreatmentDayPanel
from ui.pages.treatments import TreatmentsPage
from ui.surroundings import Surroundings
from ui.widgets.page_body import PageBody


@pytest.fixture
def journal(tmp_path: Path, clock: SetClock) -> Journal:
    made = a_journal(tmp_path, clock)
    with made.write("Log") as session:
        session.add(check_in(DAY, 9))
        session.add(treatment(DAY, clinic="Harbour Street", companion="Alex"))
    return made


def treatments(clock: SetClock, journal: Journal) -> TreatmentsPage:
    page = TreatmentsPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    page.open(journal)
    return page


def treatment_form(clock: SetClock, journal: Journal) -> QWidget:
    page = treatments(clock, journal)
    page.begin_new()
    return page


def opened_treatment(clock: SetClock, journal: Journal) -> QWidget:
    page = treatments(clock, journal)
    page.open_treatment(page.list.lines[0].words.key)
    return page


def trajectories(clock: SetClock, journal: Journal) -> QWidget:
    page = TrajectoriesPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    page.open(journal)
    return page


def treatment_day(clock: SetClock, journal: Journal) -> QWidget:
    panel = TreatmentDayPanel(INSTRUMENTS, load_limits(), clock)
    panel.open(journal)
    panel.show_day(DAY)
    return on_page(panel)


def effect_lists(clock: SetClock, _journal: Journal) -> QWidget:
    form = SideEffectForm(load_vocabulary())
    form.begin(Occasion(DAY, clock()))
    return on_page(form)


def effect_details(clock: SetClock, _journal: Journal) -> QWidget:
    form = SideEffectForm(load_vocabulary())
    start = instant(f"{DAY}T11:00:00+00:00")
    form.begin(Occasion(DAY, clock(), (TreatmentEntry(id="t", start=start, day=DAY),)))
    form.picker.picked.emit("blood-in-urine")
    return on_page(form)


def on_page(widget: QWidget) -> PageBody:
    page = PageBody("page")
    page.column.addWidget(widget)
    return page


MAKERS: tuple[Callable[[SetClock, Journal], QWidget], ...] = (
    treatments,
    treatment_form,
    opened_treatment,
    trajectories,
    treatment_day,
    effect_lists,
    effect_details,
)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_cut(
    qtbot: QtBot,
    appearance: Appearance,
    clock: SetClock,
    journal: Journal,
    make: Callable[[SetClock, Journal], QWidget],
    scale: float,
) -> None:
    appearance.use_text_scale(scale)
    page = make(clock, journal)
    show(qtbot, page, NARROW, 700)
    qtbot.waitUntil(lambda: cut(page) == [])  # texts that wrap are laid out in a second pass
    assert not is_wide(page)


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_of_the_columns_is_cut(
    qtbot: QtBot,
    appearance: Appearance,
    clock: SetClock,
    journal: Journal,
    tmp_path: Path,
    scale: float,
) -> None:
    appearance.use_text_scale(scale)
    diary = tmp_path / "diary.csv"
    rows = "".join(f"{day}/01/2026,{day % 5},{day % 4},x\n" for day in range(13, 27))
    diary.write_text("Date,Tension,gad7_1,What happened on that day\n" + rows, encoding="utf-8")
    page = BringInPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    page.open(journal)
    show(qtbot, page, NARROW, 700)
    page.begin(diary)
    qtbot.waitUntil(lambda: page.step is Step.COLUMNS and cut(page) == [])
    assert not is_wide(page)
    page.go_on.click()
    qtbot.waitUntil(lambda: page.step is Step.PREVIEW and cut(page) == [])
