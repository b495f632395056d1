"""Scales of one's own in the settings: what is made there is what Today asks and a chart shows."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journal.check_ins import log_check_in
from journal.instruments import Direction, Option
from journal.obstacles import CannotSave, Obstacle
from journal.own_scales import (
    Choices,
    OwnScale,
    Question,
    Slider,
    as_instrument,
    change_own_scale,
    discarded_own_scales,
    keep_own_scale,
    own_scales,
)
from journal.scoring import Answer
from journal.settings import journal_settings
from journal.store import Journal
from tests.builders import DAY
from tests.ui.fitting import cut
from tests.ui.reached import name_of, tab_stops
from tests.ui.showing import focused_widget, press, show, type_text
from tests.ui.windows import INSTRUMENTS, SetClock, a_journal, logged, today_page
from ui.app import Appearance
from ui.forms.own_options import OptionLine
from ui.forms.own_scale import OwnScaleForm
from ui.jobs import Jobs
from ui.pages.settings import SettingsPage
from ui.pages.trajectories import TrajectoriesPage
from ui.surroundings import Surroundings
from ui.widgets.page_body import PageBody
from ui.widgets.scale_buttons import ScaleButtons

NARROW = 816
"""What a window of 1024 pixels leaves beside the rail."""

MOOD = OwnScale(
    "Mood",
    (Question("How was your mood?", Slider(-3, 3, 1, "Very low", "Very high")),),
    direction=Direction.BETTER,
    due_every=1,
)
JAW = OwnScale(
    "Jaw",
    (
        Question("How tense was it?", Choices((Option(0, "Not at all"), Option(1, "Very")))),
        Question("How sore was it?", Slider(0, 10, 0.5)),
    ),
    recall="P1W",
    recall_words="the last week",
    direction=Direction.WORSE,
    due_every=7,
)
TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return


@pytest.fixture
def journal(tmp_path: Path, clock: SetClock) -> Journal:
    return a_journal(tmp_path, clock, logged=())


@pytest.fixture
def page(qtbot: QtBot, clock: SetClock, journal: Journal) -> SettingsPage:
    """The settings with the journal open."""
    made = SettingsPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    show(qtbot, made, NARROW, 700)
    made.open(journal)
    journal.listen(lambda _kinds: made.refresh())
    return made


def kept(journal: Journal, scale: OwnScale = MOOD) -> OwnScale:
    with journal.write("Make a scale") as session:
        code = keep_own_scale(session, scale)
    return replace(scale, code=code)


def log(journal: Journal, scale: OwnScale, value: float = 1) -> None:
    with journal.write("Log") as session:
        instrument = as_instrument(scale)
        answers = {item.code: Answer(value) for item in instrument.items}
        log_check_in(session, instrument, DAY, answers)


def scales(journal: Journal) -> list[OwnScale]:
    with journal.read() as session:
        return list(own_scales(session))


def act(page: SettingsPage, place: int, action: int) -> None:
    page.scales.list.rows[place].buttons[action].click()


def go_to(name: str) -> None:
    """Press Tab until the keyboard is at what a screen reader calls so."""
    for _ in range(60):
        if name_of(focused_widget()) == name:
            return
        press(TAB)
    pytest.fail(f"Tab does not reach {name}")


def make_slider_by_keyboard(page: SettingsPage) -> None:
    """A scale from -3 to 3, from the button to the key that saves it."""
    page.scales.add.setFocus()
    press(ENTER)
    type_text("Mood")
    press(TAB)
    type_text("How was your mood?")
    go_to("Least number")
    type_text("-3")
    press(TAB)
    type_text("Very low")
    press(TAB)
    type_text("3")
    press(TAB)
    type_text("Very high")
    go_to("Neither")
    press(Qt.Key.Key_Left)
    press(ENTER)


def test_a_slider_is_made_by_the_keyboard_alone(page: SettingsPage, journal: Journal) -> None:
    make_slider_by_keyboard(page)
    assert scales(journal) == [replace(MOOD, code="own-mood")]
    assert name_of(focused_widget()) == "Change: Mood"
    assert page.logged.boxes["own-mood"].isChecked()
    with journal.read() as session:
        assert journal_settings(session).logged == ("own-mood",)


def test_what_is_made_is_asked_today_and_drawn(
    qtbot: QtBot, page: SettingsPage, journal: Journal, clock: SetClock
) -> None:
    today = today_page(qtbot, clock)
    today.open(journal)
    journal.listen(lambda _kinds: today.refresh())
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    make_slider_by_keyboard(page)

    assert today.checks.open_code == "own-mood"
    with qtbot.waitActive(today):
        today.activateWindow()
    today.start()
    type_text("-2")
    press(ENTER)

    check_in = logged(journal, "own-mood")
    assert check_in is not None
    assert (check_in.total, check_in.answers) == (-2, {"value": -2})
    assert today.checks.line("own-mood").status.text() == "logged, −2 on a scale from −3 to 3"

    trajectories = TrajectoriesPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    show(qtbot, trajectories, 1000, 750)
    trajectories.open(journal)
    assert trajectories.choices.what.currentText().startswith("Mood")
    qtbot.waitUntil(lambda: trajectories.card.isVisibleTo(trajectories))


def test_answers_to_choose_from_are_added_by_enter(page: SettingsPage, journal: Journal) -> None:
    page.scales.begin_new()
    type_text("Jaw")
    press(TAB)
    type_text("How tense was it?")
    press(TAB, Qt.Key.Key_Right)
    go_to("Words of answer 4")
    press(ENTER)
    type_text("Unbearable")
    assert name_of(focused_widget()) == "Words of answer 5"
    press(ENTER, ENTER)

    (scale,) = scales(journal)
    answer = scale.questions[0].answer
    assert isinstance(answer, Choices)
    assert [(one.value, one.text) for one in answer.options] == [
        (0, "Not at all"),
        (1, "A little"),
        (2, "Quite a lot"),
        (3, "Very much"),
        (4, "Unbearable"),
    ]


def test_what_will_be_asked_stands_below_as_it_is_typed(qtbot: QtBot, page: SettingsPage) -> None:
    page.scales.begin_new()
    form = page.scales.form
    type_text("Jaw")
    press(TAB)
    type_text("How tense was it?")
    qtbot.waitUntil(lambda: preview_says(form) == ("Jaw", "How tense was it?"))

    form.questions[0].kind.segments[1].click()
    qtbot.waitUntil(lambda: bool(preview_buttons(form)))
    assert [button.text() for button in preview_buttons(form)[0].buttons] == [
        "0  Not at all",
        "1  A little",
        "2  Quite a lot",
        "3  Very much",
    ]

    for line in form.questions[0].options.lines:
        line.words.clear()
        line.edited.emit()
    qtbot.waitUntil(lambda: form.preview.questionnaire is None)
    assert form.preview.waiting.isVisibleTo(form)


def preview_says(form: OwnScaleForm) -> tuple[str, str]:
    shown = form.preview.questionnaire
    return ("", "") if shown is None else (shown.instrument.title, shown.instrument.items[0].text)


def preview_buttons(form: OwnScaleForm) -> list[ScaleButtons]:
    shown = form.preview.questionnaire
    return [] if shown is None else shown.findChildren(ScaleButtons)


def test_what_is_only_shown_is_reached_by_no_key(page: SettingsPage, journal: Journal) -> None:
    kept(journal, JAW)
    act(page, 0, 0)
    preview = page.scales.form.preview
    assert preview.questionnaire is not None
    assert tab_stops(preview) == []


@pytest.mark.parametrize("scale", [MOOD, JAW])
def test_a_scale_comes_out_of_the_form_as_it_went_in(
    page: SettingsPage, journal: Journal, scale: OwnScale
) -> None:
    code = kept(journal, scale).code
    act(page, 0, 0)
    page.scales.form.submit()
    assert scales(journal) == [replace(scale, code=code)]


def test_tab_goes_in_reading_order(page: SettingsPage, journal: Journal) -> None:
    kept(journal, JAW)
    act(page, 0, 0)
    reached: list[str] = []
    while len(reached) < 40 and name_of(focused_widget()) != "Save":
        reached.append(name_of(focused_widget()))
        press(TAB)
    assert reached == [
        "Name of the scale",
        "Question 1",
        "Remove question 1",
        "One of several answers",
        "Number of answer 1",
        "Words of answer 1",
        "Number of answer 2",
        "Words of answer 2",
        "Add an answer",
        "Question 2",
        "Remove question 2",
        "A number on a line",
        "Least number",
        "What the least number means",
        "Greatest number",
        "What the greatest number means",
        "0.5",  # Qt names a box of choices by the one chosen
        "Ask something else too",
        "the last week",
        "Every few days",
        "Days between",
        "It may be logged more than once a day",
        "A higher number is worse",
    ]


def test_one_more_thing_is_asked_and_one_less(page: SettingsPage) -> None:
    page.scales.begin_new()
    form = page.scales.form
    assert not form.questions[0].remove.isVisibleTo(form)
    form.add_question.click()
    assert form.questions[1].text.hasFocus()
    assert form.sum_said.isVisibleTo(form)
    form.questions[0].remove.click()
    assert len(form.questions) == 1
    assert not form.sum_said.isVisibleTo(form)


def test_of_a_used_scale_only_words_change(page: SettingsPage, journal: Journal) -> None:
    log(journal, kept(journal))
    act(page, 0, 0)
    form = page.scales.form
    assert form.fixed_said.isVisibleTo(form)
    (fields,) = form.questions
    fixed = (fields.kind, fields.slider.least, fields.slider.step, form.asking.recall)
    assert not any(part.isEnabled() for part in fixed)
    assert not form.add_question.isVisibleTo(form)
    fields.slider.low.setText("As low as can be")
    form.asking.often.segments[2].click()
    form.submit()
    (changed,) = scales(journal)
    assert (changed.version, changed.due_every) == (2, None)
    assert changed.questions[0].answer == Slider(-3, 3, 1, "As low as can be", "Very high")


def test_a_change_of_name_shows_where_it_is_chosen(page: SettingsPage, journal: Journal) -> None:
    scale = kept(journal)
    with journal.write("Change a scale") as session:
        change_own_scale(session, replace(scale, title="Spirits"))
    assert page.logged.boxes["own-mood"].text() == "Spirits"


@pytest.mark.parametrize(
    ("title", "question", "said"),
    [
        ("", "How?", "Please give the scale a name."),
        ("mood", "How?", "Another one has this name. Please tell the two apart."),
        ("gad-7", "How?", "Another one has this name. Please tell the two apart."),
    ],
)
def test_a_name_that_tells_nothing_is_refused_in_words(
    page: SettingsPage, journal: Journal, title: str, question: str, said: str
) -> None:
    kept(journal)
    page.scales.begin_new()
    form = page.scales.form
    form.title.setText(title)
    form.questions[0].text.setText(question)
    form.submit()
    assert form.title.accessibleDescription() == said
    assert form.title.hasFocus()
    assert len(scales(journal)) == 1


def test_what_is_refused_comes_into_sight(qtbot: QtBot, page: SettingsPage) -> None:
    page.scales.begin_new()
    form = page.scales.form
    (body,) = page.findChildren(PageBody)
    qtbot.waitUntil(lambda: form.height() > body.viewport().height())
    body.ensureWidgetVisible(form.save)
    qtbot.waitUntil(lambda: form.title.visibleRegion().isEmpty())
    form.save.click()
    qtbot.waitUntil(lambda: not form.title.visibleRegion().isEmpty())


def filled(page: SettingsPage) -> OwnScaleForm:
    page.scales.begin_new()
    form = page.scales.form
    form.title.setText("Jaw")
    form.questions[0].text.setText("How tense was it?")
    return form


def test_a_range_that_is_none_is_refused_in_words(page: SettingsPage, journal: Journal) -> None:
    form = filled(page)
    slider = form.questions[0].slider
    for least, greatest, said in (
        (None, 10, "Please give both ends a number."),
        (10, 10, "The greatest number has to be above the least."),
        (0, 0.5, "The steps are larger than the whole scale."),
    ):
        slider.least.set_value(least)
        slider.greatest.set_value(greatest)
        form.submit()
        assert form.questions[0].said.text() == said
    assert scales(journal) == []


def leave_one(lines: list[OptionLine]) -> None:
    """Take the words of all answers but the first away."""
    for line in lines[1:]:
        line.words.clear()


def test_answers_that_cannot_be_told_apart_are_refused_in_words(
    page: SettingsPage, journal: Journal
) -> None:
    form = filled(page)
    (fields,) = form.questions
    fields.kind.segments[1].click()
    lines = fields.options.lines
    changes: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: lines[1].words.setText("not at ALL"), "Two answers have the same words."),
        (lambda: lines[1].number.set_value(0), "Two answers have the same number."),
        (lambda: lines[0].number.set_value(None), "Please give each answer a number."),
        (lambda: leave_one(lines), "Please give at least two answers."),
    )
    for change, said in changes:
        change()
        form.submit()
        assert fields.said.text() == said
    assert scales(journal) == []


def test_days_between_that_are_not_told_are_asked_for(page: SettingsPage, journal: Journal) -> None:
    form = filled(page)
    form.asking.often.segments[1].click()
    form.asking.days.set_value(None)
    form.submit()
    assert form.asking.days.accessibleDescription() == "Please say how many days."
    form.asking.days.set_value(3)
    form.submit()
    assert [one.due_every for one in scales(journal)] == [3]


def test_the_trash_gives_a_scale_back(page: SettingsPage, journal: Journal) -> None:
    scale = kept(journal)
    log(journal, scale)
    act(page, 0, 1)
    assert scales(journal) == []
    assert "own-mood" not in page.logged.boxes
    assert page.scales.list.said.text() == "Mood is in the trash. What was logged with it stays."
    page.scales.list.bring_back.click()
    assert scales(journal) == [scale]
    assert page.logged.boxes["own-mood"].isChecked()


def test_what_is_in_the_trash_for_long_comes_back_too(page: SettingsPage, journal: Journal) -> None:
    scale = kept(journal)
    act(page, 0, 1)
    page.open(journal)
    (row,) = page.scales.list.rows
    assert name_of(row.buttons[0]) == "Bring back: Mood"
    row.buttons[0].click()
    assert scales(journal) == [scale]
    with journal.read() as session:
        assert discarded_own_scales(session) == ()


def test_what_is_typed_outlives_a_refresh(page: SettingsPage, journal: Journal) -> None:
    page.scales.begin_new()
    type_text("typed with care")
    kept(journal)
    assert page.scales.form.value().title == "typed with care"
    assert page.scales.form.title.hasFocus()


def test_leaving_the_form_changes_nothing(page: SettingsPage, journal: Journal) -> None:
    scale = kept(journal)
    act(page, 0, 0)
    page.scales.form.title.setText("Other")
    page.scales.form.cancel.click()
    assert scales(journal) == [scale]
    assert page.scales.list.rows[0].buttons[0].hasFocus()


def test_a_scale_that_cannot_be_saved_stays_in_the_form(
    qtbot: QtBot, page: SettingsPage, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = filled(page)
    full = CannotSave(journal.path, Obstacle.FULL)
    monkeypatch.setattr(journal, "write", Mock(side_effect=full))
    with qtbot.waitSignal(page.failed):
        form.submit()
    assert form.isVisibleTo(page)
    assert form.value().title == "Jaw"


def test_what_was_logged_meanwhile_keeps_its_meaning(page: SettingsPage, journal: Journal) -> None:
    scale = kept(journal)
    act(page, 0, 0)
    form = page.scales.form
    form.questions[0].slider.least.set_value(-5)
    log(journal, scale)
    form.submit()
    assert form.said.text().startswith("Something was logged with it meanwhile")
    assert scales(journal) == [scale]


def test_a_journal_open_only_to_read_offers_nothing(
    qtbot: QtBot, clock: SetClock, journal: Journal
) -> None:
    kept(journal)
    reader = Journal.open(journal.path, clock=clock, to_read=True)
    page = SettingsPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    qtbot.addWidget(page)
    page.open(reader)
    assert page.scales.list.rows[0].buttons == []
    assert not page.scales.add.isVisibleTo(page)
    reader.close()


@pytest.mark.parametrize("scale", [MOOD, JAW])
def test_every_tab_stop_has_a_name(page: SettingsPage, journal: Journal, scale: OwnScale) -> None:
    kept(journal, scale)
    act(page, 0, 0)
    stops = tab_stops(page.scales)
    assert len(stops) >= 8
    assert [widget for widget in stops if not name_of(widget)] == []


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_cut(
    qtbot: QtBot, appearance: Appearance, page: SettingsPage, journal: Journal, scale: float
) -> None:
    appearance.use_text_scale(scale)
    log(journal, kept(journal, JAW))
    act(page, 0, 0)
    (body,) = page.findChildren(PageBody)
    # Texts that wrap are laid out in a second pass.
    qtbot.waitUntil(lambda: cut(page) == [] and body.horizontalScrollBar().maximum() == 0)
    assert is_within(page.scales.form, page.scales)


def is_within(part: QWidget, whole: QWidget) -> bool:
    return part.mapTo(whole, part.rect().bottomRight()).x() < whole.width()
