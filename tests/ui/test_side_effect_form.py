"""The form of a side effect: the effect first, then how strong, when, and after which treatment."""

from dataclasses import replace
from datetime import time

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journal.records import Severity, Status
from journal.side_effect_terms import load_vocabulary
from journal.side_effects import SideEffectEntry
from journal.treatments import TreatmentEntry
from tests.builders import DAY, instant
from tests.ui.reached import name_of, tab_stops
from tests.ui.showing import press, show, type_text
from ui.forms.effect_times import Span, first_moment, last_moment
from ui.forms.side_effect import Occasion, SideEffectForm

VOCABULARY = load_vocabulary()
START = instant("2026-01-10T11:00:00+05:30")
END = instant("2026-01-10T11:40:00+05:30")
INFUSION = TreatmentEntry(id="t1", start=START, day=DAY, status=Status.COMPLETED, minutes=40)
EVENING = instant("2026-01-10T20:00:00+05:30")
ON_THE_DAY = Occasion(DAY, EVENING, (INFUSION,))


def form_for(
    qtbot: QtBot, occasion: Occasion = ON_THE_DAY, entry: SideEffectEntry | None = None
) -> SideEffectForm:
    form = SideEffectForm(VOCABULARY)
    show(qtbot, form)
    form.begin(occasion, entry)
    return form


def picked(qtbot: QtBot, effect: str, occasion: Occasion = ON_THE_DAY) -> SideEffectForm:
    form = form_for(qtbot, occasion)
    form.picker.picked.emit(effect)
    return form


def test_an_effect_is_picked_from_the_vocabulary(qtbot: QtBot) -> None:
    form = form_for(qtbot)
    chips = {chip.value: chip for _, found in form.picker.lists for chip in found.chips}
    assert set(chips) == set(VOCABULARY.effects)
    chips["nausea"].click()
    form.severity.buttons[1].click()
    with qtbot.waitSignal(form.kept) as told:
        form.submit()
    assert told.args == [
        SideEffectEntry("nausea", Severity.MODERATE, START, END, treatment_id="t1")
    ]


def test_typing_narrows_the_lists_and_enter_takes_the_only_one(qtbot: QtBot) -> None:
    form = form_for(qtbot)
    form.picker.take_focus()
    type_text("vomit")
    left = [
        chip.value
        for _, found in form.picker.lists
        for chip in found.chips
        if chip.isVisibleTo(form)
    ]
    assert left == ["vomiting"]
    with qtbot.assertNotEmitted(form.kept):
        press(Qt.Key.Key_Return)
    assert form.value().effect == "vomiting"
    press(Qt.Key.Key_2)
    with qtbot.waitSignal(form.kept) as told:
        press(Qt.Key.Key_Return)
    assert told.args[0].severity is Severity.MODERATE


def test_enter_in_the_note_saves_once(qtbot: QtBot) -> None:
    form = picked(qtbot, "nausea")
    told: list[SideEffectEntry] = []
    form.kept.connect(told.append)
    form.note.setFocus()
    type_text("in the car")
    press(Qt.Key.Key_Return)
    assert [one.note for one in told] == ["in the car"]


def test_own_words_are_taken_as_they_are(qtbot: QtBot) -> None:
    form = form_for(qtbot)
    form.picker.take_focus()
    type_text("a taste of metal")
    assert form.picker.own.isVisibleTo(form)
    form.picker.own.click()
    assert form.value().effect == "a taste of metal"
    assert form.safety.title == "Tell the clinic at the next visit"


@pytest.mark.parametrize(
    ("effect", "severity", "title"),
    [
        ("chest-pain", None, "Emergency number now"),
        ("blood-in-urine", 1, "Contact your clinic now"),
        ("headache", 1, "Tell the clinic at the next visit"),
    ],
)
def test_the_fixed_text_of_an_effect_is_shown(
    qtbot: QtBot, effect: str, severity: int | None, title: str
) -> None:
    form = picked(qtbot, effect)
    if severity is not None:
        form.severity.buttons[severity - 1].click()
    assert form.safety.title == title
    assert form.safety.isVisibleTo(form)


def test_a_severe_grade_may_bring_another_text(qtbot: QtBot) -> None:
    severe = next(
        one for one in VOCABULARY.effects.values() if one.safety is not one.safety_if_severe
    )
    form = picked(qtbot, severe.code)
    titles = []
    for button in form.severity.buttons:
        button.click()
        titles.append(form.safety.title)
    texts = VOCABULARY.safety_texts
    assert titles == [texts[severe.safety].title] * 2 + [texts[severe.safety_if_severe].title]


def test_an_effect_from_a_clock_time(qtbot: QtBot) -> None:
    occasion = Occasion(DAY, EVENING)
    form = picked(qtbot, "dizzy", occasion)
    assert not form.times.span.segments[0].isVisibleTo(form)
    form.times.span.segments[1].click()
    form.times.from_clock.set_clock(time(18, 30))
    onset, end = form.times.value()
    assert onset is not None
    assert (onset.local.date(), onset.local.time(), end) == (DAY, time(18, 30), None)
    form.times.ended_by_clock.click()
    form.times.until_clock.set_clock(time(0, 15))  # after midnight, the same evening
    _, end = form.times.value()
    assert end is not None
    assert (end.utc - onset.utc).total_seconds() == 5.75 * 3600


def test_an_end_before_the_onset_is_refused_in_place(qtbot: QtBot) -> None:
    form = picked(qtbot, "dizzy")
    form.times.span.segments[1].click()
    form.times.from_clock.set_clock(time(18, 30))
    form.times.ended_by_clock.click()
    form.times.until_clock.set_clock(time(18, 0))
    with qtbot.assertNotEmitted(form.kept):
        form.submit()
    assert "before it began" in form.problem.text()


def test_an_effect_over_days_has_no_made_up_clock(qtbot: QtBot) -> None:
    form = picked(qtbot, "tired", Occasion(DAY, EVENING))
    form.times.span.segments[2].click()
    form.times.ended_by_day.click()
    onset, end = form.times.value()
    assert (onset, end) == (first_moment(DAY), last_moment(DAY))


@pytest.mark.parametrize(
    ("onset", "end", "span"),
    [
        (START, END, Span.DURING),
        (instant("2026-01-10T13:10:00+05:30"), None, Span.CLOCK),
        (first_moment(DAY), None, Span.DAYS),
        (START, instant("2026-01-13T09:00:00+05:30"), Span.DAYS),
        (None, None, Span.UNKNOWN),
    ],
)
def test_an_effect_comes_out_as_it_went_in(
    qtbot: QtBot, onset: object, end: object, span: Span
) -> None:
    entry = SideEffectEntry(
        "nausea",
        Severity.MILD,
        onset,  # type: ignore[arg-type]
        end,  # type: ignore[arg-type]
        treatment_id="t1",
        id="e1",
        note="on the way home",
    )
    form = form_for(qtbot, entry=entry)
    assert form.times.span.value == span
    assert form.value() == entry


@pytest.mark.parametrize(("days_later", "is_followed"), [(0, True), (1, True), (2, False)])
def test_a_treatment_within_a_day_is_filled_in(
    qtbot: QtBot, days_later: int, is_followed: bool
) -> None:
    day = replace(ON_THE_DAY, day=DAY.replace(day=DAY.day + days_later)).day
    now = instant(f"{day}T20:00:00+05:30")
    form = picked(qtbot, "dizzy", Occasion(day, now, (INFUSION,)))
    assert form.value().treatment_id == ("t1" if is_followed else None)


def test_a_treatment_to_come_is_not_filled_in(qtbot: QtBot) -> None:
    morning = instant("2026-01-10T08:00:00+05:30")
    form = picked(qtbot, "dizzy", Occasion(DAY, morning, (INFUSION,)))
    assert form.value().treatment_id is None


def test_every_field_has_a_name(qtbot: QtBot) -> None:
    form = form_for(qtbot)
    for effect in ("", "nausea"):
        if effect:
            form.picker.picked.emit(effect)
        stops = tab_stops(form)
        assert len(stops) > 5
        assert [stop for stop in stops if not name_of(stop)] == []
