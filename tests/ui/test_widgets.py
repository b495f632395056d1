"""The smaller widgets: what they show, what they tell, and that they leave nothing behind."""

import gc
import weakref
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.showing import click, focused_widget, press, show
from ui.icons import Icon
from ui.widgets.button import Button, Weight
from ui.widgets.card import Card, CardButton
from ui.widgets.chips import Chips
from ui.widgets.day_stepper import DayStepper
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow, placed
from ui.widgets.form_rows import FormRows
from ui.widgets.nav_rail import Entry, NavRail
from ui.widgets.notice import Notice
from ui.widgets.page_body import PageBody, PageHead
from ui.widgets.scale_buttons import ScaleButtons
from ui.widgets.text import Text, card_title
from ui.widgets.value_slider import ValueSlider

Key = Qt.Key

TODAY = date(2025, 11, 23)
PAGES = (
    Entry("today", "Today", Icon.TODAY),
    Entry("treatments", "Treatments", Icon.TREATMENTS),
    Entry("diary", "Diary", Icon.DIARY),
)


def rail(qtbot: QtBot) -> tuple[NavRail, list[str]]:
    made = NavRail(PAGES)
    chosen: list[str] = []
    made.page_chosen.connect(chosen.append)
    show(qtbot, made, 220, 600)
    return made, chosen


def stepper(qtbot: QtBot) -> tuple[DayStepper, list[date]]:
    made = DayStepper(TODAY)
    days: list[date] = []
    made.day_changed.connect(days.append)
    show(qtbot, made, 600, 60)
    return made, days


def test_yesterday_is_one_click_away(qtbot: QtBot) -> None:
    steps, days = stepper(qtbot)
    assert (steps.earlier.text(), steps.later.isVisible()) == ("Yesterday", False)
    assert steps.to_today.isChecked()
    click(steps.earlier)
    assert days == [date(2025, 11, 22)]
    assert steps.earlier.text() == "Fri 21 Nov"
    assert not steps.to_today.isChecked()
    click(steps.to_today)
    assert days == [date(2025, 11, 22), TODAY]


def test_stepping_on_ends_at_today(qtbot: QtBot) -> None:
    steps, days = stepper(qtbot)
    steps.set_day(date(2025, 11, 20))
    assert (steps.later.isVisible(), steps.later.text()) == (True, "Fri 21 Nov")
    click(steps.later)
    click(steps.later)
    assert days == [date(2025, 11, 21), date(2025, 11, 22)]
    assert not steps.later.isVisible()
    click(steps.to_today)
    click(steps.to_today)
    assert days[2:] == [TODAY]
    assert steps.to_today.isChecked()


def test_a_new_day_moves_today_and_not_the_day_shown(qtbot: QtBot) -> None:
    steps, days = stepper(qtbot)
    steps.set_today(date(2025, 11, 24))
    assert (steps.day, days) == (TODAY, [])
    assert not steps.to_today.isChecked()
    assert steps.earlier.text() == "Sat 22 Nov"


def test_a_day_is_picked_and_none_after_today(qtbot: QtBot) -> None:
    steps, days = stepper(qtbot)
    calendar = steps.calendar
    calendar.prepare(steps.day, steps.today)
    assert calendar.calendar.maximumDate().toPython() == TODAY
    calendar.calendar.clicked.emit(calendar.calendar.selectedDate().addDays(-9))
    assert days == [date(2025, 11, 14)]
    calendar.calendar.clicked.emit(calendar.calendar.maximumDate().addDays(1))
    assert days == [date(2025, 11, 14)]


def test_the_rail_shows_and_tells_the_page(qtbot: QtBot) -> None:
    made, chosen = rail(qtbot)
    made.set_page("diary")
    assert [button.isChecked() for button in made.buttons] == [False, False, True]
    assert chosen == []
    click(made.buttons[1])
    assert chosen == ["treatments"]


def test_the_rail_is_one_tab_stop_moved_through_by_arrows(qtbot: QtBot) -> None:
    made, chosen = rail(qtbot)
    made.set_page("today")
    made.buttons[0].setFocus()
    press(Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up)
    assert focused_widget() is made.buttons[1]
    press(Key.Key_Return)
    assert chosen == ["treatments"]
    press(Key.Key_Tab)
    assert focused_widget() is made.help


def test_help_and_the_writer_are_always_at_hand(qtbot: QtBot) -> None:
    made, chosen = rail(qtbot)
    click(made.help)
    assert chosen == ["help"]
    with qtbot.waitSignal(made.writer_wanted):
        click(made.writer)
    made.set_writer("Kim")
    assert made.writer.text() == made.writer.accessibleName() == "Writing: Kim"


def test_chips_are_switched_by_click_and_space(qtbot: QtBot) -> None:
    chips = Chips([("a", "Dizzy"), ("b", "Nausea"), ("c", "Headache")], "Side effects")
    count: list[None] = []
    chips.changed.connect(lambda: count.append(None))
    show(qtbot, chips, 400, 60)
    chips.set_chosen(["c"])
    assert count == []
    click(chips.chips[0])
    press(Key.Key_Right, Key.Key_Space)
    assert chips.chosen() == ("a", "b", "c")
    assert len(count) == 2


def test_of_exclusive_chips_one_or_none_is_on(qtbot: QtBot) -> None:
    chips = Chips([("1", "Mild"), ("2", "Moderate")], "How bad", exclusive=True)
    show(qtbot, chips, 400, 60)
    click(chips.chips[0])
    click(chips.chips[1])
    assert chips.chosen() == ("2",)
    click(chips.chips[1])
    assert chips.chosen() == ()


def test_the_keyboard_reaches_the_chips_that_are_left(qtbot: QtBot) -> None:
    chips = Chips([("a", "Dizzy"), ("b", "Nausea"), ("c", "Sore arm"), ("d", "Sea legs")], "Any")
    show(qtbot, chips)

    assert chips.show_only("SEA")
    chips.chips[0].setFocus()
    press(Key.Key_Tab)

    assert [chip.text() for chip in chips.chips if chip.isVisible()] == ["Nausea", "Sea legs"]
    assert chips.chips[1].focusPolicy() == Qt.FocusPolicy.StrongFocus
    chips.chips[1].setFocus()
    press(Key.Key_Right)
    assert focused_widget() is chips.chips[3]
    press(Key.Key_Right)
    assert focused_widget() is chips.chips[3]
    assert not chips.show_only("cough")


def test_things_flow_on_to_the_next_line(qtbot: QtBot) -> None:
    flow = Flow([Button(word) for word in ("One", "Two", "Three", "Four", "Five")])
    show(qtbot, flow, 230, 300)
    height = flow.heightForWidth(230)
    assert height > 2 * flow.sizeHint().height()
    buttons = flow.findChildren(Button)
    assert len({button.y() for button in buttons}) > 1
    assert all(button.geometry().bottom() < height for button in buttons)
    assert placed([], 100) == ()


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot) -> None:
    button = Button("Save", Icon.SAVE, Weight.MAIN)
    show(qtbot, button, 120, 40)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        press(Key.Key_Return)


def test_a_card_button_says_both_its_lines(qtbot: QtBot) -> None:
    card = CardButton("Side effects", "none logged today", Icon.SIDE_EFFECT)
    show(qtbot, card, 300, 90)
    assert card.accessibleName() == "Side effects: none logged today"
    card.set_second("2 logged today")
    assert card.accessibleName() == "Side effects: 2 logged today"
    with qtbot.waitSignal(card.clicked):
        click(card)


def test_a_notice_says_offers_and_goes(qtbot: QtBot) -> None:
    notice = Notice()
    show(qtbot, notice, 600, 60)
    notice.hide()
    notice.say("One day moved to the trash.", "Undo")
    assert notice.isVisible()
    assert notice.words == notice.accessibleName() == "One day moved to the trash."
    undo, away = (button for button in notice.findChildren(Button) if button.isVisible())
    with qtbot.waitSignal(notice.acted):
        click(undo)
    assert not notice.isVisible()
    notice.say("Saved.")
    assert not undo.isVisible()
    with qtbot.waitSignal(notice.closed):
        click(away)
    notice.say("Opened to read.", stays=True)
    assert not away.isVisible()


def test_an_empty_page_says_how_to_begin(qtbot: QtBot) -> None:
    empty = EmptyState(Icon.DIARY, "Nothing here yet", "Your entries will stand here.", "Begin")
    show(qtbot, empty, 600, 400)
    with qtbot.waitSignal(empty.acted):
        click(empty.action)
    assert EmptyState(Icon.DIARY, "Nothing", "here").action.isHidden()


def test_form_rows_name_their_fields(qtbot: QtBot) -> None:
    rows = FormRows()
    amount = QLineEdit()
    label = rows.add("Amount", amount, "As the clinic told you")
    show(qtbot, rows, 600, 300)
    assert (amount.accessibleName(), label.buddy()) == ("Amount", amount)
    assert amount.accessibleDescription() == "As the clinic told you"


def test_a_row_is_shown_and_hidden_as_a_whole(qtbot: QtBot) -> None:
    rows = FormRows()
    plain, explained = QLineEdit(), QLineEdit()
    labels = [rows.add("One", plain), rows.add("Two", explained, "A hint")]
    show(qtbot, rows, 600, 300)
    for label, field in zip(labels, (plain, explained), strict=True):
        rows.set_row_visible(field, visible=False)
        assert not label.isVisible()
        assert not field.isVisible()
        rows.set_row_visible(field, visible=True)
        assert label.isVisible()
        assert field.isVisible()


@pytest.mark.parametrize("make", [QComboBox, QSpinBox])
def test_the_wheel_changes_no_field_in_passing(
    qtbot: QtBot, make: Callable[[], QComboBox | QSpinBox]
) -> None:
    rows, other, field = FormRows(), QLineEdit(), make()
    if isinstance(field, QComboBox):
        field.addItems(["one", "two", "three"])
        field.setCurrentIndex(1)
    else:
        field.setValue(1)
    rows.add("Other", other)
    rows.add("Route", field)
    show(qtbot, rows, 400, 200)
    other.setFocus()
    middle = QPointF(field.rect().center())
    turn = QWheelEvent(
        middle,
        field.mapToGlobal(middle),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, turn)
    now = field.currentIndex() if isinstance(field, QComboBox) else field.value()
    assert now == 1


def test_a_heads_parts_go_below_each_other_when_there_is_no_room(qtbot: QtBot) -> None:
    steps = DayStepper(TODAY)
    head = PageHead("Sunday 23 November", "Day 12 after treatment 9", steps)
    show(qtbot, head, 1000, 120)
    assert steps.x() > head.title.geometry().right()
    head.resize(420, 200)
    qtbot.waitUntil(lambda: steps.y() > head.second.geometry().bottom())
    head.set_words("Monday", "")
    assert head.second.isHidden()


def test_a_pages_column_stands_at_the_top_and_wraps(qtbot: QtBot) -> None:
    page = PageBody("Today")
    card = Card("A title", "A second line")
    card.body.addWidget(QLabel("contents"))
    page.column.addWidget(card)
    show(qtbot, page, 1000, 700)
    assert card.y() < 60
    assert card.height() < 200
    page.resize(500, 400)
    assert page.horizontalScrollBar().maximum() == 0


def test_text_keeps_to_the_length_of_a_line(qtbot: QtBot) -> None:
    text = Text("word " * 60)
    qtbot.addWidget(text)
    longest = text.fontMetrics().horizontalAdvance("word " * 15)
    assert 0.8 * longest < text.sizeHint().width() <= longest
    assert text.heightForWidth(200) > text.heightForWidth(400)
    assert card_title("Note").display_font().pointSizeF() > text.display_font().pointSizeF()


MAKERS: dict[str, Callable[[], QWidget]] = {
    "button": lambda: Button("Save", Icon.SAVE),
    "card": lambda: Card("Title", "Second"),
    "card button": lambda: CardButton("Title", "Second", Icon.NOTE),
    "chips": lambda: Chips([("a", "A"), ("b", "B")], "Letters"),
    "day stepper": lambda: DayStepper(TODAY),
    "empty state": lambda: EmptyState(Icon.DIARY, "Nothing", "yet", "Begin"),
    "form rows": FormRows,
    "nav rail": lambda: NavRail(PAGES),
    "notice": Notice,
    "page body": PageBody,
    "page head": lambda: PageHead("Title", "Second", DayStepper(TODAY)),
    "scale buttons": lambda: ScaleButtons([(0, "No"), (1, "Yes")], "Question"),
    "value slider": lambda: ValueSlider("Anxiety"),
}


def test_a_deleted_widget_leaves_nothing_behind(qtbot: QtBot) -> None:
    gone = {}
    for name, make in MAKERS.items():
        widget = make()
        widget.show()
        gone[name] = weakref.ref(widget)
        widget.close()
        widget.deleteLater()
        del widget
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert [name for name, one in gone.items() if one() is not None] == []


@pytest.mark.parametrize("name", ["button", "card button", "nav rail", "chips", "scale buttons"])
def test_whatever_is_pressed_is_high_enough(qtbot: QtBot, name: str) -> None:
    widget = MAKERS[name]()
    show(qtbot, widget, 400, 500)
    pressed = [widget, *widget.findChildren(QWidget)]
    heights = [w.height() for w in pressed if w.focusPolicy() & Qt.FocusPolicy.ClickFocus]
    assert heights
    assert min(heights) >= 36
    assert widget.sizeHint() != QSize()
