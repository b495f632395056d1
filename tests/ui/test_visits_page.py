"""The visits page: questions asked and answered, visits marked and changed, the trash."""

from datetime import timedelta
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journal.obstacles import CannotSave, Obstacle
from journal.questions import QuestionEntry, keep_question, questions
from journal.store import Journal
from journal.visits import VisitEntry, keep_visit, visits
from tests.builders import DAY
from tests.ui.fitting import cut
from tests.ui.reached import name_of, tab_stops
from tests.ui.showing import click, press, show, type_text
from tests.ui.windows import INSTRUMENTS, SetClock
from ui.app import Appearance
from ui.jobs import Jobs
from ui.pages.visits import VisitsPage
from ui.surroundings import Surroundings
from ui.widgets.button import Button
from ui.widgets.entry_list import EntryList

WEEK = timedelta(days=7)
LONG = "Could the next appointments be in the morning, since the afternoons are hard to arrange?"


@pytest.fixture
def page(qtbot: QtBot, clock: SetClock) -> VisitsPage:
    made = VisitsPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    show(qtbot, made, 1000, 1600)
    return made


def fill(journal: Journal) -> None:
    """One open question, one answered; a visit a week ago, and one still to come."""
    with journal.write("Fill") as session:
        keep_question(session, QuestionEntry(DAY - timedelta(days=2), "May I drive?"))
        keep_question(session, QuestionEntry(DAY - 2 * WEEK, "How many?", DAY - WEEK, "Six."))
        keep_visit(session, VisitEntry(DAY - WEEK, "Dr Young", "Six, then we talk."))
        keep_visit(session, VisitEntry(DAY + WEEK, "Dr Young"))


def asked(journal: Journal) -> list[QuestionEntry]:
    with journal.read() as session:
        return list(questions(session))


def visited(journal: Journal) -> list[VisitEntry]:
    with journal.read() as session:
        return list(visits(session))


def action(entries: EntryList, title: str, words: str) -> Button:
    """The button of a row by its words."""
    row = next(row for row in entries.rows if row.title.text() == title)
    return next(button for button in row.buttons if button.text() == words)


def test_an_empty_journal_says_what_will_stand_here(page: VisitsPage, journal: Journal) -> None:
    page.open(journal)
    assert page.questions.list.empty.isVisibleTo(page)
    assert page.visits.list.empty.isVisibleTo(page)
    assert page.head.second.text() == "Mark the days on which you saw the clinic."


def test_open_questions_stand_above_the_answered_ones(page: VisitsPage, journal: Journal) -> None:
    fill(journal)
    page.open(journal)
    rows = page.questions.list.rows
    assert [row.title.text() for row in rows] == ["May I drive?", "How many?"]
    assert action(page.questions.list, "May I drive?", "Write the answer").isVisibleTo(page)
    assert action(page.questions.list, "How many?", "Ask again").isVisibleTo(page)


def test_a_question_is_asked_with_the_keyboard(page: VisitsPage, journal: Journal) -> None:
    page.open(journal)
    page.questions.add.setFocus()
    press(Qt.Key.Key_Space)
    type_text("May I drive?")
    press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    (found,) = asked(journal)
    assert (found.text, found.asked_on, found.is_open) == ("May I drive?", DAY, True)
    assert page.questions.add.hasFocus()


def test_after_an_answer_the_keyboard_stays_with_its_question(
    page: VisitsPage, journal: Journal
) -> None:
    fill(journal)
    page.open(journal)
    click(action(page.questions.list, "May I drive?", "Write the answer"))
    click(page.questions.form.save)
    assert action(page.questions.list, "May I drive?", "Ask again").hasFocus()


def test_a_question_without_words_is_not_kept(page: VisitsPage, journal: Journal) -> None:
    page.open(journal)
    click(page.questions.add)
    click(page.questions.form.save)
    assert asked(journal) == []
    assert page.questions.form.isVisibleTo(page)
    assert page.questions.form.text.accessibleDescription() == "Please write the question."


def test_an_answer_is_written_below_its_question(
    qtbot: QtBot, page: VisitsPage, journal: Journal
) -> None:
    fill(journal)
    page.open(journal)
    click(action(page.questions.list, "May I drive?", "Write the answer"))
    type_text("Not on the day.")
    page.questions.form.answered_on.set_day(DAY - timedelta(days=1))
    first, second = page.questions.list.rows
    qtbot.waitUntil(lambda: first.y() < page.questions.form.y() < second.y())
    click(page.questions.form.save)
    found = next(one for one in asked(journal) if one.text == "May I drive?")
    assert (found.answer, found.answered_on) == ("Not on the day.", DAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("days", "said"),
    [(-3, "That is before the question was asked."), (1, "That day is still to come.")],
)
def test_a_day_that_cannot_be_is_said_and_not_kept(
    page: VisitsPage, journal: Journal, days: int, said: str
) -> None:
    fill(journal)
    page.open(journal)
    click(action(page.questions.list, "May I drive?", "Write the answer"))
    page.questions.form.answered_on.set_day(DAY + timedelta(days=days))
    click(page.questions.form.save)
    assert page.questions.form.answered_on.accessibleDescription() == said
    assert asked(journal)[0].is_open


def test_a_question_is_asked_again_and_shows_what_was_said_before(
    page: VisitsPage, journal: Journal
) -> None:
    fill(journal)
    page.open(journal)
    click(action(page.questions.list, "How many?", "Ask again"))
    assert all(one.is_open for one in asked(journal))
    assert action(page.questions.list, "How many?", "Write the answer").isVisibleTo(page)
    click(action(page.questions.list, "How many?", "Write the answer"))
    assert page.questions.form.value().answer == "Six."


def test_question_and_answer_can_be_changed(page: VisitsPage, journal: Journal) -> None:
    fill(journal)
    page.open(journal)
    click(action(page.questions.list, "How many?", "Change"))
    page.questions.form.text.setPlainText("How many in all?")
    page.questions.form.answer.setPlainText("Six or eight.")
    click(page.questions.form.save)
    found = asked(journal)[1]
    assert (found.text, found.answer) == ("How many in all?", "Six or eight.")
    assert found.answered_on == DAY - WEEK


def test_changing_an_open_question_answers_nothing(page: VisitsPage, journal: Journal) -> None:
    fill(journal)
    page.open(journal)
    click(action(page.questions.list, "May I drive?", "Change"))
    assert not page.questions.form.answer.isVisibleTo(page)
    page.questions.form.text.setPlainText("May I drive home?")
    click(page.questions.form.save)
    found = asked(journal)[0]
    assert (found.text, found.is_open) == ("May I drive home?", True)


def test_a_question_goes_to_the_trash_and_comes_back(page: VisitsPage, journal: Journal) -> None:
    fill(journal)
    page.open(journal)
    before = asked(journal)
    click(action(page.questions.list, "May I drive?", "To the trash"))
    assert [one.text for one in asked(journal)] == ["How many?"]
    assert "May I drive?" in page.questions.list.said.text()
    click(page.questions.list.bring_back)
    assert asked(journal) == before
    assert not page.questions.list.bring_back.isVisibleTo(page)


def test_today_is_marked_by_one_click_and_open_for_what_was_agreed(
    qtbot: QtBot, page: VisitsPage, journal: Journal
) -> None:
    page.open(journal)
    click(page.mark)
    assert [one.day for one in visited(journal)] == [DAY]
    assert not page.mark.isVisibleTo(page), "a day is marked once"
    qtbot.waitUntil(page.visits.form.note.hasFocus)
    type_text("Six, then we talk.")
    click(page.visits.form.save)
    assert [one.note for one in visited(journal)] == ["Six, then we talk."]
    assert page.head.second.text() == "Last visit: today"


def test_what_has_the_keyboard_stays_in_view_when_something_above_grows(
    qtbot: QtBot, page: VisitsPage, journal: Journal
) -> None:
    fill(journal)
    page.resize(1000, 500)
    page.open(journal)
    click(page.mark)
    above = QWidget()
    above.setFixedHeight(900)
    page.top.addWidget(above)
    qtbot.waitUntil(lambda: above.height() == 900 and page.visits.y() > 900)
    qtbot.waitUntil(lambda: page.visits.form.note.visibleRegion().boundingRect().height() > 60)


def test_a_visit_takes_its_place_from_the_last_one(page: VisitsPage, journal: Journal) -> None:
    fill(journal)
    page.open(journal)
    click(page.visits.add)
    assert page.visits.form.value() == VisitEntry(DAY, "Dr Young")
    page.visits.form.day.set_day(DAY - timedelta(days=1))
    page.visits.form.clinic.setFocus()
    press(Qt.Key.Key_Return)
    assert [(DAY - one.day).days for one in visited(journal)] == [-7, 1, 7]


def test_a_visit_to_come_is_not_the_last_one(page: VisitsPage, journal: Journal) -> None:
    fill(journal)
    page.open(journal)
    assert page.head.second.text() == "Last visit: 3 January, 7 days ago"
    to_come = page.visits.list.rows[0]
    assert to_come.title.text() == "Saturday 17 January"
    assert "still to come · Dr Young" in [
        text.text() for text in to_come.findChildren(type(to_come.title))
    ]


def test_a_visit_is_changed_discarded_and_brought_back(page: VisitsPage, journal: Journal) -> None:
    fill(journal)
    page.open(journal)
    click(action(page.visits.list, "Saturday 3 January", "Change"))
    page.visits.form.note.setPlainText("Eight, then we talk.")
    click(page.visits.form.save)
    assert visited(journal)[1].note == "Eight, then we talk."
    before = visited(journal)
    click(action(page.visits.list, "Saturday 3 January", "To the trash"))
    assert len(visited(journal)) == 1
    click(page.visits.list.bring_back)
    assert visited(journal) == before


def test_cancel_leaves_everything_as_it_was(page: VisitsPage, journal: Journal) -> None:
    fill(journal)
    page.open(journal)
    before = asked(journal), visited(journal)
    for opener, form in (
        (page.questions.add, page.questions.form),
        (page.visits.add, page.visits.form),
    ):
        click(opener)
        type_text("3")
        click(form.cancel)
        assert opener.hasFocus()
    page.flush()
    assert (asked(journal), visited(journal)) == before
    page.open(journal)
    assert not page.questions.list.is_form_open
    assert not page.visits.list.is_form_open


def test_what_is_typed_outlives_a_refresh(page: VisitsPage, journal: Journal) -> None:
    fill(journal)
    page.open(journal)
    click(action(page.questions.list, "May I drive?", "Write the answer"))
    type_text("Not on")
    with journal.write("Elsewhere") as session:
        keep_question(session, QuestionEntry(DAY, "A new one"))
    page.refresh()
    assert len(page.questions.list.rows) == 3
    type_text(" the day.")
    assert page.questions.form.value().answer == "Not on the day."


def test_what_is_typed_outlives_the_page_and_the_program(
    qtbot: QtBot, page: VisitsPage, journal: Journal, clock: SetClock
) -> None:
    fill(journal)
    page.open(journal)
    click(action(page.questions.list, "May I drive?", "Write the answer"))
    type_text("Not on the day.")
    click(page.visits.add)
    page.visits.form.note.setPlainText("Talk again in")
    page.flush()

    other = VisitsPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    show(qtbot, other, 1000, 1600)
    other.open(journal)
    assert other.questions.form.value().answer == "Not on the day."
    assert other.visits.form.value().note == "Talk again in"
    click(other.questions.form.save)
    click(other.visits.form.save)
    assert asked(journal)[0].answer == "Not on the day."
    assert len(visited(journal)) == 3

    third = VisitsPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    qtbot.addWidget(third)
    third.open(journal)
    assert not third.questions.list.is_form_open, "what was saved is no draft any more"
    assert not third.visits.list.is_form_open


def test_a_refused_write_is_told_and_the_form_keeps_all(
    page: VisitsPage, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.open(journal)
    told: list[object] = []
    page.failed.connect(told.append)
    click(page.questions.add)
    type_text("May I drive?")
    monkeypatch.setattr(journal, "write", Mock(side_effect=CannotSave(journal.path, Obstacle.FULL)))
    click(page.questions.form.save)
    assert [type(one) for one in told] == [CannotSave]
    assert page.questions.form.value().text == "May I drive?"
    assert page.questions.form.isVisibleTo(page)


def test_a_journal_open_to_read_offers_nothing_to_write(page: VisitsPage, journal: Journal) -> None:
    fill(journal)
    path = journal.path
    journal.close()
    with Journal.open(path, to_read=True) as reader:
        page.open(reader)
        shown = [page.mark, page.questions.add, page.visits.add]
        for panel in (page.questions, page.visits):
            shown += [button for row in panel.list.rows for button in row.buttons]
        assert len(page.questions.list.rows) == 2
        assert not [widget for widget in shown if widget.isVisibleTo(page)]


def test_every_stop_has_a_name(page: VisitsPage, journal: Journal) -> None:
    fill(journal)
    page.open(journal)
    assert all(name_of(stop) for stop in tab_stops(page))
    click(page.visits.add)
    click(action(page.questions.list, "How many?", "Change"))
    stops = tab_stops(page)
    assert len(stops) > 10
    assert [type(stop).__name__ for stop in stops if not name_of(stop)] == []


@pytest.mark.parametrize("is_writing", [False, True])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_cut_in_a_narrow_window(
    qtbot: QtBot,
    appearance: Appearance,
    clock: SetClock,
    journal: Journal,
    scale: float,
    is_writing: bool,
) -> None:
    appearance.use_text_scale(scale)
    fill(journal)
    with journal.write("Ask") as session:
        keep_question(session, QuestionEntry(DAY, LONG, DAY, LONG))
    page = VisitsPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    page.open(journal)
    show(qtbot, page, 816, 700)
    if is_writing:
        click(page.visits.add)
        click(action(page.questions.list, LONG, "Change"))
    qtbot.waitUntil(lambda: cut(page) == [])
