"""The treatment-day card: five moments, each saved by itself, nothing typed ever lost."""

from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journal.check_ins import check_ins_on
from journal.days import DAY_ENDS_AT
from journal.limits import load_limits
from journal.obstacles import CannotSave, Obstacle
from journal.records import Status, VitalSigns
from journal.store import Journal
from journal.treatment_days import Moment, MomentEntry, keep_moment, moments
from journal.treatments import TreatmentEntry, keep_treatment
from tests.builders import DAY, instant
from tests.ui.reached import name_of, tab_stops
from tests.ui.showing import press, show
from tests.ui.windows import INSTRUMENTS, SetClock
from ui.pages.treatment_day import TreatmentDayPanel

START = instant("2026-01-10T11:00:00+00:00")
AT_40 = instant("2026-01-10T11:43:00+00:00")


@pytest.fixture
def clock() -> SetClock:
    return SetClock(AT_40)


@pytest.fixture
def treatment_id(journal: Journal) -> str:
    entry = TreatmentEntry(start=START, day=DAY, status=Status.COMPLETED, minutes=40)
    with journal.write("Add a treatment") as session:
        return keep_treatment(session, entry)


def panel_of(qtbot: QtBot, journal: Journal, clock: SetClock) -> TreatmentDayPanel:
    panel = TreatmentDayPanel(INSTRUMENTS, load_limits(), clock)
    show(qtbot, panel)
    panel.open(journal)
    assert panel.show_day(DAY)
    return panel


def kept(journal: Journal, treatment_id: str) -> dict[Moment, MomentEntry]:
    treatment = TreatmentEntry(id=treatment_id, start=START, day=DAY)
    with journal.read() as session:
        return {one.moment: one for one in moments(session, treatment)}


def test_a_day_without_a_treatment_shows_nothing(
    qtbot: QtBot, journal: Journal, clock: SetClock
) -> None:
    panel = TreatmentDayPanel(INSTRUMENTS, load_limits(), clock)
    qtbot.addWidget(panel)
    panel.open(journal)
    assert not panel.show_day(DAY)


def test_it_opens_on_the_moment_that_it_is(
    qtbot: QtBot, journal: Journal, clock: SetClock, treatment_id: str
) -> None:
    panel = panel_of(qtbot, journal, clock)
    assert panel.card.steps.value == Moment.MINUTES_40
    assert kept(journal, treatment_id) == {}


@pytest.mark.parametrize(
    ("minutes", "status", "said"),
    [
        (0, Status.COMPLETED, "started at 11:00"),
        (-60, Status.COMPLETED, "starts at 11:00"),
        (0, Status.PLANNED, "starts at 11:00"),
    ],
)
def test_a_treatment_that_took_place_started_and_any_other_starts(
    qtbot: QtBot, journal: Journal, clock: SetClock, minutes: int, status: Status, said: str
) -> None:
    with journal.write("Add a treatment") as session:
        keep_treatment(session, TreatmentEntry(start=START, day=DAY, status=status))
    clock.move(minutes=minutes)
    assert panel_of(qtbot, journal, clock).card.second.text() == said


def test_digits_and_enter_save_a_moment(
    qtbot: QtBot, journal: Journal, clock: SetClock, treatment_id: str
) -> None:
    panel = panel_of(qtbot, journal, clock)
    panel.card.form.take_focus()
    clock.move(minutes=2)
    press("6", "2", Qt.Key.Key_Return, "8", "0", Qt.Key.Key_Return)
    found = kept(journal, treatment_id)[Moment.MINUTES_40]
    assert (found.anxiety, found.detached) == (62, 80)
    assert found.at == instant("2026-01-10T11:45:00+00:00")  # when the first digit was typed
    assert panel.card.steps.buttons[1].step.is_done
    assert not panel.card.is_begun


def test_blood_pressure_and_pulse_belong_to_the_treatment(
    qtbot: QtBot, journal: Journal, clock: SetClock, treatment_id: str
) -> None:
    panel = panel_of(qtbot, journal, clock)
    form = panel.card.form
    for field, digits in ((form.systolic, "142"), (form.diastolic, "88"), (form.pulse, "91")):
        field.setFocus()
        press(*digits)
    panel.card.save_button.click()
    with journal.read() as session:
        row = session.query(VitalSigns).one()
        assert (row.treatment_id, row.systolic, row.diastolic, row.pulse) == (
            treatment_id,
            142,
            88,
            91,
        )
        assert check_ins_on(session, "anxiety-now", DAY) == ()


@pytest.mark.parametrize(
    ("systolic", "diastolic", "pulse"),
    [("301", "80", ""), ("120", "19", ""), ("80", "90", ""), ("", "", "19")],
)
def test_a_typing_error_is_refused_in_place(
    qtbot: QtBot,
    journal: Journal,
    clock: SetClock,
    treatment_id: str,
    systolic: str,
    diastolic: str,
    pulse: str,
) -> None:
    panel = panel_of(qtbot, journal, clock)
    form = panel.card.form
    for field, digits in (
        (form.systolic, systolic),
        (form.diastolic, diastolic),
        (form.pulse, pulse),
    ):
        field.setFocus()
        if digits:
            press(*digits)
    assert form.is_refused
    panel.card.submit()
    assert kept(journal, treatment_id) == {}
    assert panel.card.is_begun


def test_an_unusual_number_is_asked_about_and_kept(
    qtbot: QtBot, journal: Journal, clock: SetClock, treatment_id: str
) -> None:
    panel = panel_of(qtbot, journal, clock)
    panel.card.form.pulse.setFocus()
    press("1", "6", "0")
    assert "Please check" in panel.card.form.pulse.accessibleDescription()
    panel.card.submit()
    assert kept(journal, treatment_id)[Moment.MINUTES_40].pulse == 160


def test_a_time_of_another_moment_is_refused(
    qtbot: QtBot, journal: Journal, clock: SetClock, treatment_id: str
) -> None:
    panel = panel_of(qtbot, journal, clock)
    form = panel.card.form
    form.take_focus()
    press("3", "0")
    form.at.setTime(form.at.time().addSecs(3600))
    assert form.is_refused
    assert "another moment" in form.time_line.text()
    panel.card.submit()
    assert kept(journal, treatment_id) == {}


def test_what_was_typed_survives_other_moments_and_a_restart(
    qtbot: QtBot, journal: Journal, clock: SetClock, treatment_id: str
) -> None:
    panel = panel_of(qtbot, journal, clock)
    panel.card.form.take_focus()
    press("6", "2")
    panel.card.steps.buttons[0].click()
    assert panel.card.form.value().is_empty
    panel.card.steps.buttons[1].click()
    assert panel.card.form.value().anxiety == 62
    panel.flush()
    again = panel_of(qtbot, journal, clock)
    assert again.card.form.anxiety.value == 62
    assert again.card.steps.buttons[1].step.second == "not saved yet"
    again.card.submit()
    assert kept(journal, treatment_id)[Moment.MINUTES_40].anxiety == 62
    third = panel_of(qtbot, journal, clock)
    assert not third.card.is_begun


def test_a_moment_is_changed_and_emptied(
    qtbot: QtBot, journal: Journal, clock: SetClock, treatment_id: str
) -> None:
    panel = panel_of(qtbot, journal, clock)
    panel.card.form.take_focus()
    press("6", "2", Qt.Key.Key_Return, "5", Qt.Key.Key_Return)
    panel.card.form.take_focus()
    panel.card.form.anxiety.field.selectAll()
    press("4", "0")
    panel.card.submit()
    assert kept(journal, treatment_id)[Moment.MINUTES_40].anxiety == 40
    panel.card.form.take_focus()
    panel.card.form.anxiety.field.selectAll()
    press(Qt.Key.Key_Delete)
    panel.card.submit()
    found = kept(journal, treatment_id)[Moment.MINUTES_40]
    assert (found.anxiety, found.detached) == (None, 5)


def test_what_cannot_be_saved_stays_in_the_form(
    qtbot: QtBot,
    journal: Journal,
    clock: SetClock,
    treatment_id: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    panel = panel_of(qtbot, journal, clock)
    panel.card.form.take_focus()
    press("6", "2")
    full = CannotSave(journal.path, Obstacle.FULL)
    with monkeypatch.context() as patched, qtbot.waitSignal(panel.failed) as told:
        patched.setattr(journal, "write", Mock(side_effect=full))
        panel.card.submit()
    assert told.args == [full]
    assert panel.card.form.anxiety.value == 62
    panel.card.submit()
    assert kept(journal, treatment_id)[Moment.MINUTES_40].anxiety == 62


def test_up_and_down_go_through_the_moments(
    qtbot: QtBot, journal: Journal, clock: SetClock, treatment_id: str
) -> None:
    panel = panel_of(qtbot, journal, clock)
    panel.card.steps.buttons[1].setFocus()
    press(Qt.Key.Key_Down)
    assert panel.card.steps.value == Moment.HOUR_1
    press(Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert panel.card.steps.value == Moment.BEFORE
    assert panel.card.form.title.text() == "Before"


def test_every_field_has_a_name(
    qtbot: QtBot, journal: Journal, clock: SetClock, treatment_id: str
) -> None:
    panel = panel_of(qtbot, journal, clock)
    stops = tab_stops(panel)
    assert len(stops) >= 8
    assert [stop for stop in stops if not name_of(stop)] == []


@pytest.mark.parametrize(("button", "anxiety"), [("mine", 62), ("newer", 20)])
def test_a_moment_that_was_logged_meanwhile_is_not_saved_over_unseen(
    qtbot: QtBot,
    journal: Journal,
    clock: SetClock,
    treatment_id: str,
    button: str,
    anxiety: int,
) -> None:
    panel = panel_of(qtbot, journal, clock)
    panel.card.form.take_focus()
    press("6", "2")
    given = panel.card.treatment
    assert given is not None
    with journal.write("Log it elsewhere") as session:
        logged = MomentEntry(Moment.MINUTES_40, clock(), anxiety=20)
        keep_moment(session, given, logged, INSTRUMENTS, clock(), DAY_ENDS_AT)
    panel.refresh()
    panel.card.save_button.click()
    assert kept(journal, treatment_id)[Moment.MINUTES_40].anxiety == 20
    getattr(panel.card.meanwhile, button).click()
    assert kept(journal, treatment_id)[Moment.MINUTES_40].anxiety == anxiety
    assert panel.card.form.value().anxiety == anxiety
    assert panel.card.meanwhile.isHidden()
    assert not panel.card.is_begun
