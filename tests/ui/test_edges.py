"""What stands in line with what: margins, heads, rows of words, lines of a questionnaire."""

import pytest
from PySide6.QtCore import QLocale, QPoint
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from journal.instrument_files import load_instruments
from tests.ui.showing import show
from ui import words
from ui.app import Appearance
from ui.forms.questionnaire import Questionnaire
from ui.notices import Notices
from ui.widgets.button import Button
from ui.widgets.chart_view import ChartView
from ui.widgets.flow import Flow
from ui.widgets.page_body import PageBody, PageHead


class Page(QWidget):
    """Notices above a page with one high or low part in it."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self.notices = Notices()
        self.body = PageBody("A page")
        self.part = QFrame()
        self.part.setMinimumHeight(height)
        self.body.column.addWidget(self.part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.body, 1)
        self.notices.say("Something happened.")

    def edges(self, widget: QWidget) -> tuple[int, int]:
        """The left and right edge of a widget, in pixels of the page."""
        left = widget.mapTo(self, QPoint(0, 0)).x()
        return left, left + widget.width()


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("width", [816, 1072, 1700])
@pytest.mark.parametrize("height", [50, 3000])
def test_a_notice_has_the_edges_of_the_page_with_a_scroll_bar_and_without(
    qtbot: QtBot, appearance: Appearance, height: int, width: int, scale: float
) -> None:
    page = Page(height)
    show(qtbot, page, width, 600)
    appearance.use_text_scale(scale)
    qtbot.waitUntil(lambda: page.edges(page.notices.passing) == page.edges(page.part))

    assert page.body.verticalScrollBar().isVisible() == (height > 600)


def test_a_head_is_as_high_as_its_words_on_a_high_page(qtbot: QtBot) -> None:
    body = PageBody("A page")
    head = PageHead("Tuesday", "No treatment up to this day", Button("Today"))
    body.column.addWidget(head)
    show(qtbot, body, 900, 700)

    assert head.height() == head.heightForWidth(head.width())


def test_a_row_of_words_ends_with_its_last_word(qtbot: QtBot) -> None:
    buttons = [Button(name) for name in ("Timeline", "Around each treatment", "Durations")]
    flow = Flow(buttons)
    show(qtbot, flow)
    flow.resize(flow.sizeHint())

    assert flow.width() == buttons[-1].geometry().right() + 1
    assert buttons[0].y() == buttons[-1].y()


@pytest.mark.parametrize(
    ("system", "expected"),
    [("en_US", "en_US"), ("de_DE", "en_DE"), ("C", "en_GB")],
)
def test_dates_are_in_the_language_of_the_words_wherever_the_person_lives(
    monkeypatch: pytest.MonkeyPatch, system: str, expected: str
) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale(system))

    assert words.locale().name() == expected


def test_a_chart_is_high_enough_for_its_text(qtbot: QtBot, appearance: Appearance) -> None:
    view = ChartView()
    show(qtbot, view, 740, 300)
    usual = view.minimumHeight()
    assert usual >= 24 * view.fontMetrics().height()

    appearance.use_text_scale(1.5)

    qtbot.waitUntil(lambda: view.minimumHeight() >= 1.4 * usual)


@pytest.mark.parametrize("width", [740, 976])
def test_the_words_of_gad7_have_room_and_a_long_question_stands_above(
    qtbot: QtBot, width: int
) -> None:
    form = Questionnaire(load_instruments()["gad7"])
    show(qtbot, form, width, 800)
    lines = {item.code: form.line(item.code) for item in form.instrument.items}

    for code in "1234567":
        line = lines[code]
        assert line.words.height() < 4 * line.fontMetrics().lineSpacing()
        assert line.words.geometry().right() < line.control.x()
    assert {line.control.x() for line in lines.values()} == {lines["1"].control.x()}
    long = lines["difficulty"]
    if long.words.geometry().right() >= long.control.x():
        assert long.words.geometry().bottom() < long.control.y()
    assert long.words.heightForWidth(long.words.width()) <= long.words.height()
