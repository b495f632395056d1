"""The form of a treatment: what goes in comes out, and what is surely a typing error stays in."""

from dataclasses import replace
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journal.days import Instant
from journal.limits import load_limits
from journal.records import Phase, Route, Status, Unit
from journal.treatments import TreatmentEntry
from tests.builders import DAY, instant
from tests.ui.reached import name_of, tab_stops
from tests.ui.showing import press, show, type_text
from tests.ui.windows import SetClock
from ui.forms.clock import instant_on
from ui.forms.treatment import TreatmentForm

WHOLE = TreatmentEntry(
    start=instant("2026-01-10T11:00:00+05:30"),
    day=DAY,
    status=Status.COMPLETED,
    id="a1",
    phase=Phase.MAINTENANCE,
    course=2,
    substance="ketamine",
    route=Route.IV,
    amount=0.5,
    unit=Unit.MG_PER_KG,
    minutes=40,
    clinic="Harbour Street",
    companion="Alex",
    cost="180",
    note="a calm hour",
)


def form_with(qtbot: QtBot, entry: TreatmentEntry, clock: SetClock | None = None) -> TreatmentForm:
    form = TreatmentForm(load_limits(), clock or SetClock())
    show(qtbot, form)
    form.show_entry(entry)
    return form


def test_a_treatment_comes_out_as_it_went_in(qtbot: QtBot) -> None:
    form = form_with(qtbot, WHOLE)
    assert form.value() == WHOLE
    with qtbot.waitSignal(form.kept) as told:
        form.save.click()
    assert told.args == [WHOLE]


def test_every_field_changes_its_part_alone(qtbot: QtBot) -> None:
    form = form_with(qtbot, WHOLE)
    form.route.set_value(Route.SC)
    form.amount.set_value(0.75)
    form.minutes.set_value(None)
    form.course.set_value(None)
    form.clinic.setText("  Hill  ")
    assert form.value() == replace(
        WHOLE, route=Route.SC, amount=0.75, minutes=None, course=None, clinic="Hill"
    )


def test_an_amount_is_never_converted(qtbot: QtBot) -> None:
    form = form_with(qtbot, WHOLE)
    form.unit.set_value(Unit.MG)
    assert (form.value().amount, form.value().unit) == (0.5, Unit.MG)


def test_an_unusual_amount_is_asked_about_and_kept(qtbot: QtBot) -> None:
    form = form_with(qtbot, replace(WHOLE, amount=1.5))
    assert "Please check this number" in form.said
    with qtbot.waitSignal(form.kept) as told:
        form.submit()
    assert told.args[0].amount == 1.5


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [(0.0, Unit.MG, "above 0"), (1001.0, Unit.MG, "at most 1000 mg"), (5.0, None, "the unit")],
)
def test_a_typing_error_is_refused_in_place(
    qtbot: QtBot, amount: float, unit: Unit | None, words: str
) -> None:
    form = form_with(qtbot, replace(WHOLE, amount=amount, unit=unit))
    with qtbot.assertNotEmitted(form.kept):
        form.submit()
    assert words in form.said
    assert form.is_refused
    form.amount.set_value(50)
    form.unit.set_value(Unit.MG)
    with qtbot.waitSignal(form.kept):
        form.submit()


def test_no_amount_needs_no_unit(qtbot: QtBot) -> None:
    form = form_with(qtbot, replace(WHOLE, amount=None, unit=None))
    assert not form.is_refused
    assert form.value() == replace(WHOLE, amount=None, unit=None)


def test_a_new_treatment_took_place_if_its_time_has_passed(qtbot: QtBot) -> None:
    fresh = TreatmentEntry(start=Instant.at(date(2026, 1, 10), time(12)), day=DAY)
    form = form_with(qtbot, fresh)  # the clock stands at nine in the evening
    assert form.value().status is Status.COMPLETED
    form.day.edit.setDate(form.day.edit.date().addDays(7))
    assert form.value().status is Status.PLANNED


def test_a_status_that_was_chosen_stays(qtbot: QtBot) -> None:
    fresh = TreatmentEntry(start=Instant.at(DAY, time(12)), day=DAY)
    form = form_with(qtbot, fresh)
    form.status.segments[-1].click()
    form.day.edit.setDate(form.day.edit.date().addDays(7))
    assert form.value().status is Status.CANCELLED


def test_enter_in_a_line_saves(qtbot: QtBot) -> None:
    form = form_with(qtbot, WHOLE)
    form.cost.setFocus()
    form.cost.selectAll()
    type_text("200")
    with qtbot.waitSignal(form.kept) as told:
        press(Qt.Key.Key_Return)
    assert told.args[0].cost == "200"


def test_every_field_has_a_name(qtbot: QtBot) -> None:
    form = form_with(qtbot, WHOLE)
    stops = tab_stops(form)
    assert len(stops) > 14
    assert [stop for stop in stops if not name_of(stop)] == []


def test_a_moment_made_elsewhere_keeps_its_offset() -> None:
    before = instant("2026-01-10T11:00:30+05:30")
    assert instant_on(DAY, time(11, 0), before) == before
    moved = instant_on(date(2026, 1, 11), time(9, 15), before)
    assert str(moved) == "2026-01-11T09:15:00+05:30"


def test_after_midnight_belongs_to_the_day_before() -> None:
    before = instant("2026-01-10T23:00:00+05:30")
    assert str(instant_on(DAY, time(0, 30), before)) == "2026-01-11T00:30:00+05:30"
    midnight = time(0, 0)
    assert str(instant_on(DAY, time(0, 30), before, midnight)) == "2026-01-10T00:30:00+05:30"
