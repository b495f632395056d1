"""Whatever the Tab key reaches has a name that a screen reader can say."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from journal.instrument_files import load_instruments
from tests.ui.reached import name_of, tab_stops
from tests.ui.showing import show
from ui.forms.questionnaire import Questionnaire
from ui.icons import Icon
from ui.widgets.button import Button
from ui.widgets.card import CardButton
from ui.widgets.chips import Chips
from ui.widgets.day_calendar import DayCalendar
from ui.widgets.day_stepper import DayStepper
from ui.widgets.empty_state import EmptyState
from ui.widgets.form_rows import FormRows
from ui.widgets.nav_rail import Entry, NavRail
from ui.widgets.notice import Notice
from ui.widgets.number_field import NumberField
from ui.widgets.page_body import PageBody
from ui.widgets.value_slider import ValueSlider

INSTRUMENTS = load_instruments()


def filled_rows() -> FormRows:
    rows = FormRows()
    rows.add("Route", QComboBox())
    rows.add("Amount", QLineEdit(), "As the clinic told you")
    rows.add("Start", QTimeEdit())
    rows.add("Minutes", QSpinBox())
    rows.add("Note", QPlainTextEdit())
    rows.add("Systolic", NumberField(0, 9))
    return rows


def full_page() -> PageBody:
    page = PageBody("Today")
    for widget in (
        DayStepper(date(2025, 11, 23)),
        Button("Save", Icon.SAVE),
        CardButton("Note", "add a line"),
        Chips([("a", "Dizzy"), ("b", "Nausea")], "Side effects"),
        EmptyState(Icon.DIARY, "Nothing", "yet", "Begin"),
        ValueSlider("Anxiety now"),
        filled_rows(),
    ):
        page.column.addWidget(widget)
    notice = Notice()
    page.column.addWidget(notice)
    notice.say("Moved to the trash.", "Undo")
    return page


MAKERS: dict[str, Callable[[], QWidget]] = {
    "page": full_page,
    "rail": lambda: NavRail([Entry("today", "Today", Icon.TODAY)]),
}


def make_form(code: str) -> Callable[[], QWidget]:
    return lambda: Questionnaire(INSTRUMENTS[code])


MAKERS.update({code: make_form(code) for code in INSTRUMENTS})


@pytest.mark.parametrize("kind", MAKERS)
def test_every_tab_stop_has_a_name(qtbot: QtBot, kind: str) -> None:
    root = MAKERS[kind]()
    show(qtbot, root)
    stops = tab_stops(root)
    assert stops
    assert [widget for widget in stops if not name_of(widget)] == []


def test_the_calendar_has_names(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    calendar = DayCalendar(owner)
    calendar.prepare(date(2025, 11, 19), date(2025, 11, 23))
    stops = tab_stops(calendar)
    assert len(stops) >= 3
    assert [widget for widget in stops if not name_of(widget)] == []


def test_answers_are_said_with_their_question_as_radio_buttons(qtbot: QtBot) -> None:
    form = Questionnaire(INSTRUMENTS["daily-anxiety"])
    show(qtbot, form)
    first = tab_stops(form)[0]
    interface = QAccessible.queryAccessibleInterface(first)
    assert name_of(first) == f"{INSTRUMENTS['daily-anxiety'].items[0].text}: 0 Not at all"
    assert interface.role() == QAccessible.Role.RadioButton


def test_a_nameless_field_would_be_found(qtbot: QtBot) -> None:
    root = QLineEdit()
    show(qtbot, root)
    assert name_of(tab_stops(root)[0]) == ""
