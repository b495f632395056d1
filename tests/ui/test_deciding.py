"""What two copies of a journal disagree on: shown with both sides, decided, and taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journal.history.deciding import undecided, undo_decided
from journal.history.states import kept_states
from journal.records import Note, Undecided
from journal.store import Journal
from tests.builders import DAY
from tests.ui.fitting import cut
from tests.ui.reached import name_of, tab_stops
from tests.ui.showing import click, focused_widget, press, show
from tests.ui.windows import INSTRUMENTS, SetClock, a_journal, a_window, places_in
from ui.app import Appearance
from ui.jobs import Jobs
from ui.page_names import DIARY
from ui.pages.diary import DiaryPage
from ui.surroundings import Surroundings

TEXTS = ("slept badly", "a long walk")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Two notes that another copy has thrown away before they were changed here."""
    made = a_journal(tmp_path, SetClock(), name="Sam")
    disagree(made)
    yield made
    made.close()


def disagree(journal: Journal) -> None:
    """Have notes that wait for a decision, as a merge leaves them."""
    names = [("notes", f"note {number}") for number in range(len(TEXTS))]
    with journal.write("Write notes") as session:
        session.add_all(Note(id=name, day=DAY, text="slept well") for _, name in names)
        session.flush()
        thrown = {name: dict(state) for name, state in kept_states(session, names).items()}
    with journal.write("Write a note") as session:
        for (_, name), text in zip(names, TEXTS, strict=True):
            session.get_one(Note, name).text = text
        for (kind, name), state in thrown.items():
            state["deleted_utc"] = "2026-01-10T20:00:00"
            session.add(Undecided(kind=kind, record_id=name, thrown_away=state))


@pytest.fixture
def page(qtbot: QtBot, journal: Journal) -> DiaryPage:
    page = DiaryPage(Surroundings(Jobs(), SetClock(), INSTRUMENTS))
    show(qtbot, page, 1072, 760)
    page.open(journal)
    journal.listen(lambda _kinds: page.refresh())
    return page


def waiting(journal: Journal) -> list[str]:
    with journal.read() as session:
        return [one.id for one in undecided(session)]


def is_in_view(journal: Journal, record_id: str) -> bool:
    with journal.read() as session:
        return session.get_one(Note, record_id).deleted_utc is None


def test_the_list_flags_what_is_undecided_and_a_third_place_counts_it(page: DiaryPage) -> None:
    entries = [page.list.lines.entry(row) for row in range(page.list.lines.rowCount())]
    assert {one.title for one in entries if one and one.is_undecided} == set(TEXTS)
    place = page.place.segments[-1]
    assert place.isVisible()
    assert place.text() == "To decide (2)"
    click(place)
    assert page.deciding.isVisible()
    assert not page.list.isVisible()
    assert not page.filters.isVisible()


def test_each_is_shown_with_both_sides_and_two_answers(page: DiaryPage, journal: Journal) -> None:
    page.show_undecided()
    first, second = page.deciding.cards
    assert [card.record.title for card in (first, second)] == list(TEXTS)
    assert focused_widget() is first.keep
    assert not [type(stop).__name__ for stop in tab_stops(page) if not name_of(stop)]


def test_keep_and_delete_do_what_they_say_and_the_place_goes_when_it_is_empty(
    qtbot: QtBot, page: DiaryPage, journal: Journal
) -> None:
    page.show_undecided()
    with qtbot.waitSignal(page.said) as said:
        click(page.deciding.cards[0].delete)
    assert said.args == ["“slept badly” is in the trash. Ctrl+Z takes that back."]
    assert not is_in_view(journal, "note 0")
    assert waiting(journal) == ["note 1"]
    (left,) = page.deciding.cards
    assert focused_widget() is left.keep
    click(left.keep)
    assert is_in_view(journal, "note 1")
    assert waiting(journal) == []
    assert page.list.isVisible()
    assert not page.deciding.isVisible()
    assert not page.place.segments[-1].isVisible()
    assert focused_widget() is page.place.segments[0]
    with journal.write("Undo") as session:
        undo_decided(session, journal.writes_made[-1])
    assert page.place.segments[-1].text() == "To decide (1)"


def test_without_questions_there_is_no_third_place(qtbot: QtBot, tmp_path: Path) -> None:
    page = DiaryPage(Surroundings(Jobs(), SetClock(), INSTRUMENTS))
    show(qtbot, page, 1072, 760)
    with a_journal(tmp_path, SetClock(), name="Sam") as journal:
        page.open(journal)
        assert not page.place.segments[-1].isVisible()
        page.show_undecided()
        assert page.place.value == "kept"


def test_a_journal_that_is_open_to_read_shows_them_without_answers(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with a_journal(tmp_path, SetClock(), name="Sam") as journal:
        disagree(journal)
    page = DiaryPage(Surroundings(Jobs(), SetClock(), INSTRUMENTS))
    show(qtbot, page, 1072, 760)
    with Journal.open(journal.path, to_read=True) as to_read:
        page.open(to_read)
        page.show_undecided()
        assert not any(card.answers.isVisible() for card in page.deciding.cards)


def test_nothing_is_cut_with_large_text(
    qtbot: QtBot, appearance: Appearance, page: DiaryPage
) -> None:
    appearance.use_text_scale(1.5)
    page.resize(816, 700)
    page.show_undecided()
    assert page.minimumSizeHint().width() <= 816
    assert not cut(page)


def test_a_line_above_the_pages_leads_there_and_stays_until_nothing_is_undecided(
    qtbot: QtBot, tmp_path: Path, appearance: Appearance, journal: Journal
) -> None:
    window = a_window(qtbot, places_in(tmp_path), appearance)
    window.open_journal(journal)
    show(qtbot, window, 1280, 800)
    notice = window.notices.undecided
    assert notice.words.startswith("2 records were deleted in one copy")
    click(notice.action)
    assert window.stack.shown == DIARY
    page = window.stack.page(DIARY)
    assert isinstance(page, DiaryPage)
    assert notice.isVisible()
    page.deciding.cards[0].delete.click()
    assert notice.words.startswith("A record was deleted in one copy")
    page.deciding.cards[0].keep.click()
    assert not notice.isVisible()
    for n in (1, 2):
        press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
        assert len(waiting(journal)) == n
    assert notice.isVisible()
    press(Qt.Key.Key_Y, modifier=Qt.KeyboardModifier.ControlModifier)
    assert waiting(journal) == ["note 1"]
    assert not is_in_view(journal, "note 0")
