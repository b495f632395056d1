"""Nothing is cut when the text is large, the window narrow, or the words twice as long."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from journal.instrument_files import load_instruments
from journal.instruments import Instrument
from journal.scoring import Absence, Answer
from tests.ui.fitting import cut
from tests.ui.showing import press, show
from ui import look
from ui.app import Appearance
from ui.forms.questionnaire import Questionnaire
from ui.icons import Icon
from ui.widgets.button import Button
from ui.widgets.card import Card, CardButton
from ui.widgets.chips import Chips
from ui.widgets.day_stepper import DayStepper
from ui.widgets.nav_rail import Entry, NavRail
from ui.widgets.page_body import PageBody, PageHead
from ui.widgets.text import Text

INSTRUMENTS = load_instruments()
WIDE, NARROW = 1070, 780


def twice_as_long(instrument: Instrument) -> Instrument:
    """The instrument with every text doubled, as some languages need."""

    def twice(text: str) -> str:
        return f"{text} {text}" if text else ""

    items = tuple(
        replace(
            item,
            text=twice(item.text),
            group=twice(item.group),
            low=twice(item.low),
            high=twice(item.high),
            options=tuple(replace(option, text=twice(option.text)) for option in item.options),
        )
        for item in instrument.items
    )
    return replace(instrument, items=items, instruction=twice(instrument.instruction))


def overlapping(root: QWidget) -> list[tuple[QRect, QRect]]:
    """Pairs of answer buttons and texts of one line that lie over each other."""
    found = []
    for holder in root.findChildren(QWidget):
        areas = [
            child.geometry()
            for child in holder.findChildren(QWidget)
            if child.parentWidget() is holder and child.isVisible() and not child.isWindow()
        ]
        found += [(a, b) for n, a in enumerate(areas) for b in areas[n + 1 :] if a.intersects(b)]
    return found


def page_of(*widgets: QWidget) -> PageBody:
    page = PageBody()
    for widget in widgets:
        page.column.addWidget(widget)
    return page


def mixed_page() -> PageBody:
    row = QWidget()
    side_by_side = QHBoxLayout(row)
    for title in ("Side effects", "Note", "Ask my clinic"):
        side_by_side.addWidget(
            CardButton(title, "add a line, private or for the clinic", Icon.NOTE)
        )
    card = Card("Side effects", "Everything you noticed since the treatment")
    words = ("Felt detached", "Dizzy", "Sleepy", "Nausea", "Headache", "Blurred vision", "Unsteady")
    card.body.addWidget(Chips([(word, word) for word in words], "Side effects"))
    head = PageHead("Sunday 23 November", "Day 12 after", DayStepper(date(2025, 11, 23)))
    return page_of(head, card, row)


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("change", [lambda i: i, twice_as_long], ids=["usual", "doubled"])
@pytest.mark.parametrize("code", list(INSTRUMENTS))
def test_no_form_is_cut(
    qtbot: QtBot,
    appearance: Appearance,
    code: str,
    change: Callable[[Instrument], Instrument],
    scale: float,
) -> None:
    appearance.use_text_scale(scale)
    instrument = change(INSTRUMENTS[code])
    answers = {instrument.items[0].code: Answer(None, absence=Absence.SKIPPED)}
    form = Questionnaire(instrument, answers)
    page = page_of(form)
    show(qtbot, page, WIDE, 700)
    form.start()
    for width in (WIDE, NARROW):
        page.resize(width, 700)
        assert cut(page) == []
        assert overlapping(form) == []
        assert page.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_page_is_cut(qtbot: QtBot, appearance: Appearance, scale: float, width: int) -> None:
    page = mixed_page()
    show(qtbot, page, width, 700)
    with qtbot.waitSignal(appearance.changed):
        appearance.use_text_scale(scale)
    qtbot.waitUntil(lambda: cut(page) == [])
    assert page.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("width", [400, 600, 1000])
def test_a_second_line_that_wraps_beside_something_is_whole(qtbot: QtBot, width: int) -> None:
    beside = Button("Something that needs a good deal of room")
    head = PageHead("Visits", "A second line that is longer than what is left beside it", beside)
    page = page_of(head)
    show(qtbot, page, width, 400)
    qtbot.waitUntil(lambda: cut(page) == [])


def test_what_stands_beside_a_title_leaves_the_second_line_room(qtbot: QtBot) -> None:
    beside = Button("Something that needs a good deal of room")
    head = PageHead("Visits", "", beside)
    page = page_of(head)
    show(qtbot, page, beside.sizeHint().width() + 220, 400)
    qtbot.waitUntil(lambda: beside.x() > 0)
    head.set_words("Visits", "A second line that would be four lines high beside it, or more")
    qtbot.waitUntil(lambda: beside.y() > head.second.height())
    assert beside.x() == 0
    assert cut(page) == []
    head.set_words("Visits", "Short")
    qtbot.waitUntil(lambda: beside.x() > 0)


def a_rail(*names: str) -> NavRail:
    return NavRail([Entry(name.lower(), name, Icon.DIARY) for name in names])


EIGHT = (
    "Today",
    "Treatments",
    "Medicines",
    "Trajectories",
    "Visits",
    "Report",
    "Bring in",
    "Settings",
)


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_eight_pages_fit_on_the_rail_of_a_low_window(
    qtbot: QtBot, appearance: Appearance, scale: float
) -> None:
    appearance.use_text_scale(scale)
    made = a_rail(*EIGHT)
    show(qtbot, made, made.sizeHint().width(), 700)
    assert made.height() == 700
    assert cut(made) == []
    assert made.pages.verticalScrollBar().maximum() == 0


def test_a_rail_with_room_is_roomy_and_a_low_one_keeps_buttons_high_enough(
    qtbot: QtBot, appearance: Appearance
) -> None:
    appearance.use_text_scale(1.5)
    made = a_rail(*EIGHT)
    show(qtbot, made, made.sizeHint().width(), 1000)
    roomy = made.buttons[0].height()
    made.resize(made.width(), 540)
    qtbot.waitUntil(lambda: made.buttons[0].height() < roomy)
    assert cut(made) == []
    assert made.pages.verticalScrollBar().maximum() == 0
    assert made.buttons[0].height() >= look.LEAST_CONTROL
    made.resize(made.width(), 1000)
    qtbot.waitUntil(lambda: made.buttons[0].height() == roomy)


def test_a_rail_without_room_scrolls_to_the_page_that_has_the_keyboard(
    qtbot: QtBot, appearance: Appearance
) -> None:
    appearance.use_text_scale(1.5)
    made = a_rail(*EIGHT)
    show(qtbot, made, made.sizeHint().width(), 420)
    assert cut(made) == []
    assert made.pages.verticalScrollBar().maximum() > 0
    assert made.rect().contains(made.writer.geometry())
    made.buttons[0].setFocus()
    press(*[Qt.Key.Key_Down] * (len(EIGHT) - 1))
    last = made.buttons[-1]
    assert last.hasFocus()
    assert not last.visibleRegion().isEmpty()
    made.set_page("today")
    assert not made.buttons[0].visibleRegion().isEmpty()


def test_a_longer_name_widens_the_rail(qtbot: QtBot) -> None:
    made = a_rail("Today", "Visits")
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.addWidget(made)
    row.addStretch(1)
    show(qtbot, holder)
    before = made.width()
    made.buttons[1].set_name("A name that needs more than the usual room")
    qtbot.waitUntil(lambda: made.width() > before)
    assert cut(made) == []


def test_a_form_follows_a_change_of_text_size_while_it_is_open(
    qtbot: QtBot, appearance: Appearance
) -> None:
    form = Questionnaire(INSTRUMENTS["gad7"])
    page = page_of(form)
    show(qtbot, page, 1000, 700)
    before = form.height()
    with qtbot.waitSignal(appearance.changed):
        appearance.use_text_scale(1.5)
    qtbot.waitUntil(lambda: form.height() > 1.2 * before)
    qtbot.waitUntil(lambda: cut(page) == [])


def test_a_cut_label_would_be_found(qtbot: QtBot) -> None:
    root = QWidget()
    text = Text("far too long for its place", parent=root)
    text.setGeometry(0, 0, 40, 10)
    show(qtbot, root, 200, 100)
    assert len(cut(root)) == 1
