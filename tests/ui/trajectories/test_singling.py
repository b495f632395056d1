"""Singling out one treatment, hiding it, showing all: by keys, by the list, by buttons."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journal.charts.around import AroundArtists
from journal.charts.shown import EVERYTHING, Shown
from journal.store import Journal
from tests.builders import DAY, treatment
from tests.ui.showing import click, press
from tests.ui.trajectories.logged import drawn, log_example, log_much, show_view, texts
from ui.pages.trajectories import TrajectoriesPage
from ui.pages.trajectories.singling import Singling
from ui.pages.trajectories.view import Member
from ui.widgets.page_body import PageBody

pytestmark = pytest.mark.qt_log_ignore("does not support raise")  # by a tooltip

UP, DOWN, H, ESCAPE = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_H, Qt.Key.Key_Escape
MEMBERS = (Member("a", "treatment 1"), Member("b", "treatment 2"), Member("c", "treatment 3"))


@pytest.fixture
def singling(qtbot: QtBot) -> Singling:
    made = Singling()
    qtbot.addWidget(made)
    made.offer(MEMBERS)
    return made


def test_steps_go_from_one_to_the_next_and_stay_at_the_ends(singling: Singling) -> None:
    found = []
    for step in (1, 1, 1, 1, -1):
        singling.step(step)
        found.append(singling.shown.highlight)
    assert found == ["a", "b", "c", "c", "b"]
    assert singling.field.value == "b"


def test_the_first_step_back_begins_with_the_last(singling: Singling) -> None:
    singling.step(-1)
    assert singling.shown == Shown("c")


def test_one_is_hidden_and_shown_again(singling: Singling) -> None:
    singling.step(1)
    singling.toggle()
    assert singling.shown == Shown("a", frozenset("a"))
    assert singling.told.text() == "1 of 3 hidden"
    assert "treatment 1 (hidden)" in texts(singling.field)
    assert singling.hide_it.text() == "Show it"
    singling.toggle()
    assert singling.shown == Shown("a")
    assert singling.told.text() == ""


def test_nothing_singled_out_hides_nothing(singling: Singling) -> None:
    singling.toggle()
    assert singling.shown == EVERYTHING
    assert not singling.hide_it.isEnabled()
    assert not singling.show_all.isEnabled()


def test_all_are_shown_alike_again(qtbot: QtBot, singling: Singling) -> None:
    singling.step(1)
    singling.toggle()
    singling.step(1)
    with qtbot.waitSignal(singling.changed):
        singling.clear()
    assert singling.shown == EVERYTHING
    assert singling.field.value == ""


def test_a_picture_of_others_shows_all_of_them_and_the_choice_comes_back(
    singling: Singling,
) -> None:
    singling.step(1)
    singling.toggle()
    singling.offer((Member("course 1", "course 1"), Member("course 2", "course 2")))
    assert singling.shown == EVERYTHING
    singling.offer(MEMBERS)
    assert singling.shown == Shown("a", frozenset("a"))


def test_one_member_alone_is_not_singled_out(singling: Singling) -> None:
    assert singling.has_members
    singling.offer(MEMBERS[:1])
    assert not singling.has_members


def test_the_keys_of_the_chart_single_out_and_hide(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    log_much(journal)
    page.open(journal)
    show_view(page, "around")
    drawn(qtbot, page)
    page.card.chart.setFocus()
    press(DOWN)
    first = page.card.singling.shown.highlight
    assert first is not None
    press(DOWN, H)
    shown = page.card.singling.shown
    assert shown.highlight not in (None, first)
    assert shown.hidden == {shown.highlight}
    press(ESCAPE)
    assert page.card.singling.shown == EVERYTHING


def test_keys_pressed_beside_the_chart_reach_it(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    log_much(journal)
    page.open(journal)
    show_view(page, "around")
    drawn(qtbot, page)
    page.setFocus()
    press(UP)
    assert page.card.chart.hasFocus()
    last = page.card.singling.shown.highlight
    assert last is not None
    page.view.take_focus()
    press(UP)
    assert page.card.chart.hasFocus()
    assert page.card.singling.shown.highlight not in (None, last)


def test_up_and_down_scroll_where_there_is_nothing_to_single_out(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    log_much(journal)
    page.open(journal)
    page.resize(1000, 400)
    drawn(qtbot, page)
    body = page.findChild(PageBody)
    assert body is not None
    qtbot.waitUntil(lambda: body.verticalScrollBar().maximum() > 0)
    page.view.take_focus()
    press(DOWN)
    assert body.verticalScrollBar().value() > 0


def test_the_list_the_keys_and_the_buttons_say_the_same(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    log_much(journal)
    page.open(journal)
    show_view(page, "around")
    drawn(qtbot, page)
    singling = page.card.singling
    assert [text.split(",")[0] for text in texts(singling.field)] == [
        "none",
        "treatment 2",
        "treatment 1",
    ]
    singling.field.setCurrentIndex(2)
    click(singling.hide_it)
    assert singling.told.text() == "1 of 2 hidden"
    click(singling.show_all)
    assert singling.shown == EVERYTHING
    assert singling.told.text() == ""


def test_singling_out_changes_the_lines_and_draws_nothing_anew(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    log_much(journal)
    page.open(journal)
    show_view(page, "around")
    before = drawn(qtbot, page)
    page.card.singling.field.setCurrentIndex(2)
    artists = page.card.chart.artists
    assert artists is before
    assert isinstance(artists, AroundArtists)
    widths = {key: line.get_linewidth() for key, line in artists.lines.items()}
    assert widths[page.card.singling.field.value] == max(widths.values())
    click(page.card.singling.hide_it)
    hidden = page.card.singling.field.value
    assert not artists.lines[hidden].get_visible()


def test_what_is_singled_out_stays_so_in_another_view(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    log_much(journal)
    page.open(journal)
    show_view(page, "around")
    page.card.singling.step(1)
    shown = page.card.singling.shown
    show_view(page, "each")
    assert page.card.singling.shown == shown
    show_view(page, "timeline")
    assert page.card.singling.shown == EVERYTHING


def test_the_panel_that_is_singled_out_comes_into_sight(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal
) -> None:
    log_example(journal)
    with journal.write("Add treatments") as session:
        for number in range(1, 16):
            session.add(treatment(DAY - timedelta(days=7 * number)))
    page.open(journal)
    show_view(page, "each")
    drawn(qtbot, page)
    body = page.findChild(PageBody)
    assert body is not None
    bar = body.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    page.card.singling.step(-1)
    assert bar.value() > 0
    bar.setValue(0)
    page.card.chart.setFocus()
    press(Qt.Key.Key_Left)  # to the last point of the last treatment
    assert page.card.chart.mark is not None
    assert bar.value() > 0


def test_a_single_treatment_has_no_row(page: TrajectoriesPage, journal: Journal) -> None:
    log_example(journal)
    page.open(journal)
    show_view(page, "around")
    assert not page.card.singling.isVisibleTo(page)
