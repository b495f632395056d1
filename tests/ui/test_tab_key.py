"""The Tab key alone: it reaches all there is, as it is read, and is caught nowhere."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from journal.limits import load_limits
from journal.records import Status
from journal.treatments import TreatmentEntry, keep_treatment
from tests.builders import DAY, instant
from tests.ui.reached import tab_stops, walked
from tests.ui.showing import show
from tests.ui.windows import SetClock, a_journal, today_page
from ui.forms.intake import IntakeForm
from ui.forms.medicine import MedicineForm
from ui.forms.question_answer import QuestionAnswerForm
from ui.forms.treatment import TreatmentForm
from ui.forms.visit import VisitForm
from ui.widgets.flow import Flow
from ui.widgets.page_body import PageBody


def medicine_form() -> QWidget:
    form = MedicineForm()
    form.has_begun.setChecked(True)
    form.has_ended.setChecked(True)
    return form


FORMS: tuple[Callable[[], QWidget], ...] = (
    medicine_form,
    VisitForm,
    QuestionAnswerForm,
    lambda: TreatmentForm(load_limits(), SetClock()),
    lambda: IntakeForm(SetClock(), asks_for_day=True),
)


@pytest.mark.parametrize("make", FORMS)
def test_the_tab_key_goes_through_a_whole_form_and_is_caught_in_none_of_its_fields(
    qtbot: QtBot, make: Callable[[], QWidget]
) -> None:
    form = make()
    show(qtbot, form)
    stops = [one for one in tab_stops(form) if one.isEnabled()]
    stops[0].setFocus()
    assert set(walked(form)) == set(stops)


def test_what_is_made_later_is_reached_where_it_stands(qtbot: QtBot) -> None:
    body = PageBody("Page")
    last, middle, first, left, right = fields = [QLineEdit() for _ in range(5)]
    grid = QGridLayout()
    grid.addWidget(right, 0, 1)
    grid.addWidget(left, 0, 0)
    body.column.addWidget(last)
    show(qtbot, body)
    body.column.insertWidget(0, middle)
    body.column.insertWidget(0, Flow((first,)))
    body.column.insertLayout(1, grid)
    for field in fields:
        field.show()
    first.setFocus()
    qtbot.waitUntil(lambda: first.nextInFocusChain() is left)
    assert walked(body) == [first, left, right, middle, last]


def test_a_treatment_day_is_gone_through_from_the_top_to_the_bottom(
    qtbot: QtBot, tmp_path: Path
) -> None:
    clock = SetClock()
    journal = a_journal(tmp_path, clock)
    start = instant("2026-01-10T11:00:00+00:00")
    with journal.write("Add a treatment") as session:
        entry = TreatmentEntry(start=start, day=DAY, status=Status.COMPLETED)
        keep_treatment(session, entry)
    page = today_page(qtbot, clock)
    page.open(journal)
    tab_stops(page.stepper)[0].setFocus()
    parts = (page.stepper, page.treatment_day, page.checks, page.extras)

    def order() -> list[QWidget]:
        found = (next((p for p in parts if p.isAncestorOf(one)), None) for one in walked(page))
        return list(dict.fromkeys(part for part in found if part is not None))

    qtbot.waitUntil(lambda: order() == list(parts))
    assert set(walked(page)) == {one for one in tab_stops(page) if one.isEnabled()}
