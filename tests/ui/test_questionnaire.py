"""The form of an instrument: the keyboard, the mouse, what goes in and what comes out."""

import weakref
from collections.abc import Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from journal.instrument_files import load_instruments
from journal.instruments import Instrument
from journal.scoring import Absence, Answer, Answers, check_answers, is_complete
from tests.ui.showing import click, press, show, type_text
from ui.forms.questionnaire import Questionnaire, hint_words
from ui.widgets.page_body import PageBody
from ui.widgets.scale_buttons import AnswerButton, ScaleButtons
from ui.widgets.text import Text
from ui.widgets.value_slider import ValueSlider

Key = Qt.Key


@pytest.fixture(scope="module")
def instruments() -> Mapping[str, Instrument]:
    return load_instruments()


def opened(
    qtbot: QtBot, instrument: Instrument, answers: Answers | None = None
) -> tuple[Questionnaire, list[str], list[None]]:
    """A form with the keyboard in it, and what it has told."""
    form = Questionnaire(instrument, answers)
    told: list[str] = []
    finished: list[None] = []
    form.answered.connect(told.append)
    form.finished.connect(lambda: finished.append(None))
    show(qtbot, form)
    form.start()
    return form, told, finished


def values(form: Questionnaire) -> dict[str, float | None]:
    return {code: answer.value for code, answer in form.answers().items()}


def answer_button(form: Questionnaire, code: str, value: int) -> AnswerButton:
    line = form.line(code)
    assert isinstance(line.control, ScaleButtons)
    return next(button for button in line.control.buttons if button.value == value)


def texts(form: Questionnaire) -> set[str]:
    return {text.text() for text in form.findChildren(Text) if text.isVisibleTo(form)}


def test_a_day_is_logged_with_eight_keys(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    form, told, finished = opened(qtbot, instruments["daily-anxiety"])
    assert form.current == "1"
    press("1", "2", "1", "0", "3", "0", "2")
    assert values(form) == {"1": 1, "2": 2, "3": 1, "4": 0, "5": 3, "6": 0, "7": 2}
    assert told == ["1", "2", "3", "4", "5", "6", "7"]
    assert finished == []
    press(Key.Key_Return)
    assert len(finished) == 1
    assert is_complete(form.instrument, form.answers())
    check_answers(form.instrument, form.answers())


def test_backspace_goes_back_and_a_digit_changes_the_answer(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    form, told, _ = opened(qtbot, instruments["daily-anxiety"])
    press("1", "2", Key.Key_Backspace)
    assert form.current == "2"
    assert values(form) == {"1": 1, "2": 2}
    press("3")
    assert values(form) == {"1": 1, "2": 3}
    assert told == ["1", "2", "2"]
    assert form.current == "3"
    press(*[Key.Key_Backspace] * 9)
    assert form.current == "1"


def test_arrows_move_and_stop_at_the_ends(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    form, told, _ = opened(qtbot, instruments["daily-anxiety"])
    press(Key.Key_Down, Key.Key_Down, Key.Key_Up)
    assert form.current == "2"
    press(*[Key.Key_Down] * 9)
    assert form.current == "7"
    press(*[Key.Key_Up] * 9)
    assert form.current == "1"
    assert told == []


def test_left_right_and_space_choose_too(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    form, _, _ = opened(qtbot, instruments["daily-anxiety"])
    press(Key.Key_Right)
    assert answer_button(form, "1", 0).shows_ring
    press(Key.Key_Right, Key.Key_Right, Key.Key_Left)
    assert answer_button(form, "1", 1).shows_ring
    assert form.answers() == {}
    press(Key.Key_Space)
    assert values(form) == {"1": 1}


def test_delete_takes_an_answer_away(qtbot: QtBot, instruments: Mapping[str, Instrument]) -> None:
    form, told, _ = opened(qtbot, instruments["daily-anxiety"], {"1": Answer(2.0)})
    form.go_to("1")
    press(Key.Key_Delete)
    assert form.answers() == {}
    assert told == ["1"]
    assert not answer_button(form, "1", 2).isChecked()
    press(Key.Key_Delete)
    assert told == ["1"]


def test_an_answer_outside_the_scale_and_commands_do_nothing(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    form, told, _ = opened(qtbot, instruments["daily-anxiety"])
    press("4", "9", Key.Key_A)
    press("1", modifier=Qt.KeyboardModifier.ControlModifier)
    assert (form.answers(), told, form.current) == ({}, [], "1")


def test_a_partial_form_can_be_finished_and_shown_again(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    form, _, finished = opened(qtbot, instruments["daily-anxiety"])
    press("1", "0", Key.Key_Enter)
    assert len(finished) == 1
    again, told, _ = opened(qtbot, form.instrument, form.answers())
    assert values(again) == {"1": 1, "2": 0}
    assert again.current == "3"
    assert told == []


def test_progress_is_said(qtbot: QtBot, instruments: Mapping[str, Instrument]) -> None:
    form, _, _ = opened(qtbot, instruments["daily-anxiety"])
    assert "0 of 7" in texts(form)
    press("0", "0")
    assert "2 of 7" in texts(form)
    assert "Press 0–3 to answer, Backspace to go back. Kept as you go." in texts(form)
    press(*"00000")
    assert "7 of 7" in texts(form)
    assert form.is_complete


def test_a_click_answers_and_moves_on(qtbot: QtBot, instruments: Mapping[str, Instrument]) -> None:
    form, told, finished = opened(qtbot, instruments["daily-anxiety"])
    click(answer_button(form, "3", 2))
    assert (values(form), told, form.current) == ({"3": 2}, ["3"], "4")
    click(answer_button(form, "3", 2))
    assert values(form) == {"3": 2}
    click(answer_button(form, "3", 0))
    assert values(form) == {"3": 0}
    assert not answer_button(form, "3", 2).isChecked()
    click(form.save)
    assert len(finished) == 1


def test_a_context_menu_takes_an_answer_away(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    form, told, _ = opened(qtbot, instruments["daily-anxiety"], {"2": Answer(1.0)})
    menu = form.line("2").make_menu()
    menu.actions()[0].trigger()
    assert (form.answers(), told) == ({}, ["2"])


def test_the_current_line_is_stressed_and_only_that_one(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    form, _, _ = opened(qtbot, instruments["daily-anxiety"])
    press("1")
    stressed = [code for code in "1234567" if form.line(code).words.is_semibold]
    assert stressed == ["2"]
    form.save.setFocus()
    assert form.current is None
    assert not any(form.line(code).words.is_semibold for code in "1234567")


def test_stress_moves_nothing(qtbot: QtBot, instruments: Mapping[str, Instrument]) -> None:
    form, _, _ = opened(qtbot, instruments["gad7"])
    form.resize(620, form.heightForWidth(620))
    before = [form.line(code).geometry() for code in "1234567"]
    press(Key.Key_Down, Key.Key_Down)
    assert [form.line(code).geometry() for code in "1234567"] == before


def test_sliders_take_typed_numbers_and_enter_goes_on(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    form, told, finished = opened(qtbot, instruments["sleep"])
    type_text("7,5")
    assert values(form) == {"hours": 7.5}
    press(Key.Key_Return)
    assert (form.current, finished) == ("quality", [])
    type_text("10")
    press(Key.Key_Return)
    assert values(form) == {"hours": 7.5, "quality": 10}
    assert len(finished) == 1
    assert set(told) == {"hours", "quality"}
    check_answers(form.instrument, form.answers())


def test_sliders_take_arrow_keys_and_move_with_up_and_down(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    form, _, _ = opened(qtbot, instruments["functioning"])
    press(Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Left)
    assert values(form) == {"work": 1}
    press(Key.Key_Down, Key.Key_PageUp)
    assert values(form) == {"work": 1, "home": 0}
    press(Key.Key_Up)
    assert form.current == "work"
    press(Key.Key_Delete)
    assert values(form) == {"home": 0}


def test_going_back_over_numbers_takes_none_away(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    answers = {"work": Answer(3.0), "home": Answer(5.0)}
    form, told, _ = opened(qtbot, instruments["functioning"], answers)
    press(Key.Key_Backspace, Key.Key_Backspace, Key.Key_Backspace)
    assert (form.current, form.answers(), told) == ("work", answers, [])
    type_text("84")
    assert values(form)["work"] == 8
    press(Key.Key_Backspace)
    assert "work" not in form.answers()


def test_one_number_and_enter_is_all_that_a_moment_needs(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    form, _, finished = opened(qtbot, instruments["anxiety-now"])
    type_text("350")
    press(Key.Key_Enter)
    assert values(form) == {"value": 35}
    assert len(finished) == 1


def test_a_situation_is_marked_as_imagined(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    form, told, _ = opened(qtbot, instruments["social-daily"])
    press("2", Key.Key_I)
    assert form.answers() == {"fear-1": Answer(2.0, imagined=True)}
    assert told == ["fear-1", "fear-1"]
    press("1", "3")
    assert form.answers()["avoidance-1"] == Answer(1.0, imagined=True)
    assert form.answers()["fear-2"] == Answer(3.0)
    marks = form.findChildren(QCheckBox)
    assert len(marks) == 6
    assert marks[0].isChecked()
    click(marks[0], QPoint(8, marks[0].height() // 2))
    assert form.answers()["fear-1"] == Answer(2.0)
    assert form.answers()["avoidance-1"] == Answer(1.0)
    check_answers(form.instrument, form.answers())


def test_items_of_a_group_stand_together(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    form, _, _ = opened(qtbot, instruments["social-daily"])
    fear, avoidance, following = (form.line(c) for c in ("fear-1", "avoidance-1", "fear-2"))
    assert fear.parent() is avoidance.parent()
    assert following.parent() is not fear.parent()
    assert fear.item.group in texts(form)
    name = answer_button(form, "avoidance-1", 1).accessibleName()
    assert name.startswith(f"{fear.item.group}: {avoidance.item.text}: 1")


def test_an_absence_is_shown_kept_and_replaced(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    answers = {"1": Answer(None, absence=Absence.SKIPPED), "9": Answer(1.0)}
    form, _, _ = opened(qtbot, instruments["daily-anxiety"], answers)
    assert "Skipped" in texts(form)
    assert form.answers() == answers
    assert "0 of 7" in texts(form)
    press("0")
    assert form.answers()["1"] == Answer(0.0)
    assert "Skipped" not in texts(form)


def test_only_standard_questionnaires_carry_their_licence(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    standard, _, _ = opened(qtbot, instruments["gad7"])
    own, _, _ = opened(qtbot, instruments["daily-anxiety"])
    assert instruments["gad7"].licence in texts(standard)
    assert instruments["daily-anxiety"].licence not in texts(own)


def test_a_long_form_keeps_the_current_line_in_view(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    page = PageBody()
    form = Questionnaire(instruments["social-situations"])
    page.column.addWidget(form)
    show(qtbot, page, 1000, 600)
    form.start()
    for _ in range(47):
        press("1")
        assert form.current is not None
        line = form.line(form.current)
        top = line.mapTo(page.viewport(), QPoint(0, 0)).y()
        assert 0 <= top <= page.viewport().height() - line.height()
    press("1")
    assert form.is_complete
    assert page.verticalScrollBar().value() > 1000


def test_a_click_scrolls_nothing_from_under_the_pointer(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    page = PageBody()
    form = Questionnaire(instruments["daily-anxiety"])
    page.column.addWidget(form)
    show(qtbot, page, 1000, 200)
    form.start()
    bar = page.verticalScrollBar()
    bar.setValue(0)
    place = form.line("3").mapTo(page.viewport(), QPoint(0, 0))
    assert place.y() > page.viewport().height()
    click(answer_button(form, "2", 1))
    assert (form.current, bar.value()) == ("3", 0)
    press("1")
    assert bar.value() > 0


def test_tab_stops_once_at_each_row_of_answers(
    qtbot: QtBot, instruments: Mapping[str, Instrument]
) -> None:
    form, _, _ = opened(qtbot, instruments["daily-anxiety"], {"1": Answer(2.0)})
    form.go_to("1")
    assert QApplication.focusWidget() is answer_button(form, "1", 2)
    press(Key.Key_Tab)
    assert form.current == "2"
    press(Key.Key_Tab)
    assert form.current == "3"
    press(*[Key.Key_Tab] * 5)
    assert QApplication.focusWidget() is form.save


def test_hints_say_which_keys_work(instruments: Mapping[str, Instrument]) -> None:
    assert "0–3" in hint_words(instruments["social-daily"].items)
    assert "imagined" in hint_words(instruments["social-daily"].items)
    assert "Type a number" in hint_words(instruments["sleep"].items)
    wide = instruments["daily-anxiety"].items[0]
    twelve = replace(wide, options=tuple(replace(o, value=o.value + 9) for o in wide.options))
    assert "Space" in hint_words([twelve])


def test_a_form_without_a_save_button(qtbot: QtBot, instruments: Mapping[str, Instrument]) -> None:
    form = Questionnaire(instruments["anxiety-now"], save_words="", framed=False)
    show(qtbot, form)
    assert not form.save.isVisible()
    assert isinstance(form.line("value").control, ValueSlider)
    assert len(form.findChildren(QLineEdit)) == 1


@pytest.mark.parametrize("code", list(load_instruments()))
def test_a_deleted_form_leaves_nothing_behind(
    qtbot: QtBot, instruments: Mapping[str, Instrument], code: str
) -> None:
    form = Questionnaire(instruments[code])
    form.show()
    form.start()
    gone = weakref.ref(form)
    form.close()
    form.deleteLater()
    del form
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert gone() is None
