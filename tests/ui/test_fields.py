"""Answers in rows, numbers, lines to point on: what they take and what they tell."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from journal.crisis_lines import load_crisis_lines
from tests.ui.showing import click, press, show, type_text
from ui.pages.diary.filters import Filters
from ui.pages.help_now import Numbers
from ui.widgets.entry_fields import ChoiceField, ClockField, DayField
from ui.widgets.number_field import NumberField
from ui.widgets.scale_buttons import ScaleButtons
from ui.widgets.value_slider import ValueSlider

Key = Qt.Key

FOUR = ((0, "Not at all"), (1, "A little"), (2, "Quite a lot"), (3, "Very much"))


def number_field(
    qtbot: QtBot, least: float = 0, greatest: float = 100, step: float = 1
) -> tuple[NumberField, list[object]]:
    field = NumberField(least, greatest, step, "Number")
    told: list[object] = []
    field.changed.connect(told.append)
    show(qtbot, field, 100, 40)
    field.setFocus()
    return field, told


def slider(qtbot: QtBot) -> tuple[ValueSlider, list[object]]:
    line = ValueSlider("Anxiety now", low="Not anxious", high="Very anxious")
    told: list[object] = []
    line.changed.connect(told.append)
    show(qtbot, line, 500, 80)
    return line, told


def scale(qtbot: QtBot, width: int = 700) -> tuple[ScaleButtons, list[tuple[int, bool]]]:
    row = ScaleButtons(FOUR, "Worry")
    told: list[tuple[int, bool]] = []
    row.chosen.connect(lambda value, by_key: told.append((value, by_key)))
    show(qtbot, row, width, row.heightForWidth(width))
    return row, told


def test_a_number_is_told_as_it_is_typed(qtbot: QtBot) -> None:
    field, told = number_field(qtbot)
    type_text("42")
    assert (field.value, told) == (42, [4, 42])


def test_an_empty_field_is_none_and_never_zero(qtbot: QtBot) -> None:
    field, told = number_field(qtbot)
    seen = [field.value]
    type_text("0")
    seen.append(field.value)
    press(Key.Key_Backspace)
    seen.append(field.value)
    assert seen == [None, 0, None]
    assert told == [0, None]


@pytest.mark.parametrize(
    ("typed", "kept"), [("101", 10), ("1000", 100), ("a7b", 7), ("7.5", 75), ("-3", 3), ("1 2", 12)]
)
def test_what_cannot_become_a_number_in_range_is_not_taken(
    qtbot: QtBot, typed: str, kept: float
) -> None:
    field, _ = number_field(qtbot)
    type_text(typed)
    assert (field.value, field.text()) == (kept, str(kept))


@pytest.mark.parametrize("typed", ["7.5", "7,5"])
def test_decimals_need_a_step_that_is_not_whole(qtbot: QtBot, typed: str) -> None:
    field, _ = number_field(qtbot, 0, 24, 0.5)
    type_text(typed)
    assert field.value == 7.5


def test_negative_numbers_where_the_range_has_them(qtbot: QtBot) -> None:
    field, told = number_field(qtbot, -5, 5)
    type_text("-3")
    assert (field.value, told) == (-3, [-3])


def test_a_number_begun_below_the_range_goes_away_again(qtbot: QtBot) -> None:
    field, told = number_field(qtbot, 40, 300)
    type_text("1")
    assert (field.value, told) == (None, [])
    type_text("20")
    assert field.value == 120
    field.selectAll()
    type_text("3")
    field.clearFocus()
    assert (field.value, field.text()) == (120, "120")


def test_steps_stay_in_the_range(qtbot: QtBot) -> None:
    field, _ = number_field(qtbot, 0, 24, 0.5)
    press(Key.Key_Right)
    assert field.value == 0
    press(Key.Key_Left)
    assert field.value == 0
    press(Key.Key_Right, Key.Key_PageUp)
    assert field.value == 5.5
    press(*[Key.Key_PageUp] * 9)
    assert field.value == 24


def test_setting_a_number_tells_nothing(qtbot: QtBot) -> None:
    field, told = number_field(qtbot)
    field.set_value(7)
    assert (field.text(), told) == ("7", [])
    field.set_value(None)
    assert (field.text(), told) == ("", [])


def test_pointing_at_the_line_answers(qtbot: QtBot) -> None:
    line, told = slider(qtbot)
    track = line.track
    assert line.value is None
    click(track, QPoint(track.width() // 2, track.height() // 2))
    assert told == [50]
    click(track, QPoint(0, track.height() // 2))
    click(track, QPoint(track.width() - 1, track.height() // 2))
    assert told == [50, 0, 100]
    assert line.field.text() == "100"


def test_no_handle_is_drawn_before_there_is_an_answer(qtbot: QtBot) -> None:
    line, _ = slider(qtbot)
    empty = line.track.grab().toImage()
    line.set_value(0)
    assert line.track.grab().toImage() != empty
    line.set_value(None)
    assert line.track.grab().toImage() == empty


def test_the_line_turns_round_with_the_writing_direction(qtbot: QtBot) -> None:
    line, told = slider(qtbot)
    line.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    click(line.track, QPoint(0, line.track.height() // 2))
    assert told == [100]
    press(Key.Key_Left)
    assert line.value == 100
    press(Key.Key_Right)
    assert line.value == 99


def turn_wheel(widget: QWidget) -> None:
    """One notch of the wheel with the mouse in the middle of a widget."""
    middle = QPointF(widget.rect().center())
    turn = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, turn)


def test_scrolling_past_changes_no_answer(qtbot: QtBot) -> None:
    line, told = slider(qtbot)
    line.set_value(30)
    turn_wheel(line.track)
    assert (line.value, told) == (30, [])


@pytest.mark.parametrize(
    "make",
    [
        lambda: DayField("Day"),
        lambda: ClockField("Start"),
        lambda: ChoiceField("Unit", [("a", "first"), ("b", "second")]),
        lambda: Numbers(load_crisis_lines()),
        Filters,
    ],
)
def test_scrolling_past_a_field_neither_changes_it_nor_puts_the_keyboard_there(
    qtbot: QtBot, make: Callable[[], QWidget]
) -> None:
    part = make()
    show(qtbot, part, 300, 300)
    for field in (part, *part.findChildren(QWidget)):
        if isinstance(field, QComboBox | QAbstractSpinBox) and field.isVisible():
            shown = field.grab().toImage()
            turn_wheel(field)
            assert field.grab().toImage() == shown
            assert field.focusPolicy() is Qt.FocusPolicy.StrongFocus


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("26112025", date(2025, 11, 26)),
        ("05032026", date(2026, 3, 5)),
        ("0532026", date(2026, 3, 5)),
        ("0510", date(2026, 10, 5)),
        ("3002", date(2026, 2, 28)),
        ("0513", date(2026, 3, 5)),
    ],
)
def test_a_day_is_typed_in_digits_alone(qtbot: QtBot, typed: str, expected: date) -> None:
    field = DayField("Day")
    field.set_day(date(2026, 1, 10))
    show(qtbot, field, 300, 40)
    field.edit.setFocus()
    type_text(typed)
    assert field.day == expected


def test_digits_and_clicks_choose_one_answer(qtbot: QtBot) -> None:
    row, told = scale(qtbot)
    row.take_focus()
    press("2")
    click(row.buttons[0])
    assert told == [(2, True), (0, False)]
    assert [button.isChecked() for button in row.buttons] == [True, False, False, False]
    row.set_value(None)
    assert row.value is None
    assert not any(button.isChecked() for button in row.buttons)
    assert len(told) == 2


def test_an_answer_shown_where_the_keyboard_is_leaves_the_row_in_reach(qtbot: QtBot) -> None:
    row, _ = scale(qtbot)
    row.take_focus()
    row.set_value(2)  # as redoing does
    back = QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.PopupFocusReason)
    QApplication.sendEvent(row.buttons[0], back)  # a menu was open in between
    row.take_focus()
    press("3")
    assert row.value == 3


def test_answers_stand_in_one_row_then_two_then_below_one_another(qtbot: QtBot) -> None:
    row, _ = scale(qtbot)
    wide, narrow, slim = row.room(1), row.room(3) - 1, row.minimumSizeHint().width()
    for width, rows in ((wide, 1), (narrow, 2), (slim, 4)):
        row.resize(width, row.heightForWidth(width))
        tops = {button.y() for button in row.buttons}
        assert len(tops) == rows
        assert len({button.width() for button in row.buttons}) == 1
        assert all(row.rect().contains(button.geometry()) for button in row.buttons)


def test_answers_turn_round_with_the_writing_direction(qtbot: QtBot) -> None:
    row, _ = scale(qtbot)
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    row.resize(row.width() + 1, row.height())
    assert row.buttons[0].x() > row.buttons[3].x()
    row.take_focus()
    press(Key.Key_Left, Key.Key_Left)
    assert row.buttons[1].shows_ring


def test_a_ring_shows_where_the_keyboard_is_and_not_the_mouse(qtbot: QtBot) -> None:
    row, _ = scale(qtbot)
    plain = row.buttons[1].grab().toImage()
    row.take_focus()
    press(Key.Key_Right, Key.Key_Right)
    assert row.buttons[1].grab().toImage() != plain
    row.buttons[1].clearFocus()
    row.buttons[1].setFocus(Qt.FocusReason.MouseFocusReason)
    assert row.buttons[1].grab().toImage() == plain


def test_the_number_of_a_day_is_typed_at_once(qtbot: QtBot) -> None:
    field = DayField("Day")
    field.set_day(date(2026, 11, 25))
    show(qtbot, field, 300, 40)
    field.edit.setFocus()
    type_text("24")
    assert field.day == date(2026, 11, 24)
    type_text("Oct")
    assert field.day == date(2026, 10, 24)
