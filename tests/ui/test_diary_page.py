"""The diary page: finding a record, reading it, its earlier versions, the trash."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from journal.diary import Diary, DiaryEntry
from journal.history import trash
from journal.people import people
from journal.records import CheckIn, Medicine, Note, Record, Treatment
from journal.store import Journal
from tests.builders import DAY, check_in
from tests.journal.history.kinds import records_of_all_kinds
from tests.ui.fitting import cut
from tests.ui.reached import name_of, tab_stops
from tests.ui.showing import click, focused_widget, press, show, type_text
from tests.ui.windows import INSTRUMENTS, SetClock, a_journal, a_window, places_in
from ui import look
from ui.app import Appearance
from ui.jobs import Jobs
from ui.page_names import DIARY, MEDICINES, TODAY, TREATMENTS, VISITS, entries
from ui.pages.diary import DiaryPage
from ui.pages.diary.page import TRASH
from ui.pages.medicines import MedicinesPage
from ui.pages.today.extras import Extra
from ui.pages.treatments import TreatmentsPage
from ui.pages.visits import VisitsPage
from ui.surroundings import Surroundings
from ui.window import Window


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """One record of every kind but a scale, and forty checks before them."""
    made = a_journal(tmp_path, SetClock(), name="Sam")
    with made.write("Begin") as session:
        days = (DAY - timedelta(days=back) for back in range(1, 41))
        session.add_all(check_in(day, id=f"check {day}") for day in days)
        session.add_all(one for one in records_of_all_kinds() if not hasattr(one, "definition"))
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, journal: Journal) -> DiaryPage:
    """The page beside the rail of a usual window."""
    page = DiaryPage(Surroundings(Jobs(), SetClock(), INSTRUMENTS))
    show(qtbot, page, 1072, 760)
    page.open(journal)
    journal.listen(lambda _kinds: page.refresh())
    return page


def choose(page: DiaryPage, kind: str, record_id: str) -> None:
    """Choose the line of a record."""
    row = page.list.lines.row_of(kind, record_id)
    assert row is not None
    page.list.setCurrentIndex(page.list.lines.index(row))


def show_trash(page: DiaryPage) -> None:
    """Go to the records that were thrown away."""
    (there,) = [one for one in page.place.segments if one.value == TRASH]
    click(there)


def titles(page: DiaryPage) -> list[str]:
    """What the lines say."""
    lines = (page.list.lines.entry(row) for row in range(page.list.lines.rowCount()))
    return [one.title for one in lines if one is not None]


def kept(journal: Journal, kind: type[Record], record_id: str) -> Record:
    """A record as the journal holds it."""
    with journal.read() as session:
        return session.get_one(kind, record_id)


def test_every_record_is_a_line_and_the_head_counts_them(page: DiaryPage) -> None:
    n = len(titles(page))
    assert n == 40 + 10 + 2  # the checks, one of each kind, the two people of the journal
    assert page.head.second.text() == f"{n} records"


def test_the_list_follows_what_is_typed_and_what_is_switched_on(
    qtbot: QtBot, page: DiaryPage
) -> None:
    page.filters.search.setFocus()
    with qtbot.waitSignal(page.filters.changed):
        type_text("LORAZ")
    assert set(titles(page)) == {"Lorazepam", "Lorazepam, 1 mg"}
    assert page.head.second.text().startswith("2 of ")
    page.filters.clear()
    click(page.filters.kinds.chips[4])
    assert titles(page) == ["slept well"]


def test_a_period_ends_today(page: DiaryPage) -> None:
    page.filters.period.setCurrentIndex(1)
    page.filters.period.activated.emit(1)
    days = {page.list.lines.entry(row).day for row in range(page.list.lines.rowCount())}  # type: ignore[union-attr]
    assert min(day for day in days if day is not None) == DAY - timedelta(days=27)


def test_typing_on_the_list_goes_to_the_search(page: DiaryPage) -> None:
    page.list.setFocus()
    press(Qt.Key.Key_N)
    assert focused_widget() is page.filters.search
    assert page.filters.search.text() == "n"


def test_where_nothing_is_found_it_says_so_and_offers_everything(
    qtbot: QtBot, page: DiaryPage
) -> None:
    with qtbot.waitSignal(page.filters.changed):
        page.filters.search.setText("no such words")
    assert page.nothing.isVisible()
    assert not page.list.isVisible()
    click(page.nothing.action)
    assert page.list.isVisible()
    assert len(titles(page)) > 40


def test_a_new_journal_says_what_will_stand_here(qtbot: QtBot, tmp_path: Path) -> None:
    page = DiaryPage(Surroundings(Jobs(), SetClock(), INSTRUMENTS))
    show(qtbot, page, 1072, 760)
    with a_journal(tmp_path, SetClock(), name="Sam") as journal:
        page.open(journal)
        assert page.empty.isVisible()
        assert not page.filters.isVisible()


def test_the_line_that_the_tab_key_comes_to_is_marked(page: DiaryPage) -> None:
    page.filters.kinds.chips[0].setFocus()
    press(Qt.Key.Key_Tab)
    assert focused_widget() is page.list
    assert page.detail.isVisible()
    first = page.list.visualRect(page.list.lines.index(0))
    image = page.list.viewport().grab(first).toImage()
    edge = {image.pixelColor(x, first.height() // 2).name() for x in range(6)}
    assert look.colours_of(page.palette()).accent.lower() in edge


def test_a_line_opens_beside_the_list_and_esc_closes_it(page: DiaryPage) -> None:
    choose(page, "notes", "note")
    page.list.setFocus()
    assert page.detail.isVisible()
    assert page.list.isVisible()
    assert not page.detail.back.isVisible()
    press(Qt.Key.Key_Return)
    assert focused_widget() is page.detail.edit
    press(Qt.Key.Key_Escape)
    assert not page.detail.isVisible()
    assert focused_widget() is page.list


def test_in_a_narrow_window_the_record_takes_the_place_of_the_list(page: DiaryPage) -> None:
    page.resize(560, 700)
    choose(page, "notes", "note")
    assert page.detail.isVisible()
    assert not page.list.isVisible()
    click(page.detail.back)
    assert page.list.isVisible()
    assert not page.detail.isVisible()


def test_an_earlier_version_is_told_and_put_back(page: DiaryPage, journal: Journal) -> None:
    with journal.write("Write a note") as session:
        session.get_one(Note, "note").text = "slept badly"
    choose(page, "notes", "note")
    change, first = page.detail.versions
    assert change.title.text() == "Write a note"
    assert first.buttons == []
    click(change.buttons[0])
    note = kept(journal, Note, "note")
    assert isinstance(note, Note)
    assert note.text == "slept well"
    assert len(page.detail.versions) == 3


def test_a_record_goes_to_the_trash_and_comes_back(
    qtbot: QtBot, page: DiaryPage, journal: Journal
) -> None:
    choose(page, "medicines", "medicine")
    with qtbot.waitSignal(page.said) as said:
        click(page.detail.discard)
    assert said.args == ["“Lorazepam” is in the trash. Ctrl+Z takes that back."]
    assert not page.detail.isVisible()
    show_trash(page)
    assert set(titles(page)) == {"Lorazepam", "Lorazepam, 1 mg"}
    choose(page, "intakes", "intake")
    assert not page.detail.edit.isVisible()
    click(page.detail.bring_back)
    assert titles(page) == []
    assert page.nothing_thrown.isVisible()
    assert not page.trash_bar.isVisible()
    assert kept(journal, Medicine, "medicine").deleted_utc is None


def test_nobody_is_thrown_away_who_writes(page: DiaryPage) -> None:
    choose(page, "people", "person")
    assert not page.detail.discard.isVisible()
    assert page.detail.edit.isVisible()


def test_the_trash_is_emptied_only_after_a_question_that_says_how_much(
    page: DiaryPage, journal: Journal
) -> None:
    for kind, record_id in (("notes", "note"), ("visits", "visit"), ("treatments", "treatment")):
        with journal.write("To the trash") as session:
            trash.discard(session, kind, record_id, journal.clock())
    show_trash(page)
    click(page.trash_bar.begin)
    asked = page.trash_bar.said.text()
    assert "1 note and 1 visit" in asked
    assert "cannot be undone" in asked
    assert "1 treatment and 1 vital signs" in asked, "a side effect outside the trash names it"
    assert focused_widget() is page.trash_bar.keep
    click(page.trash_bar.keep)
    assert kept(journal, Note, "note") is not None
    click(page.trash_bar.begin)
    click(page.trash_bar.empty)
    with journal.read() as session:
        assert session.get(Note, "note") is None
        assert session.get(Treatment, "treatment") is not None
    assert not page.trash_bar.begin.isVisible()
    assert "stays" in page.trash_bar.said.text()


@pytest.mark.parametrize(
    ("kind", "record_id", "day"),
    [("check_ins", "check-in", DAY), ("notes", "note", DAY), ("intakes", "intake", DAY)],
)
def test_what_belongs_to_a_day_is_edited_on_its_day(
    qtbot: QtBot, page: DiaryPage, kind: str, record_id: str, day: date
) -> None:
    choose(page, kind, record_id)
    with qtbot.waitSignal(page.day_record_wanted) as wanted:
        click(page.detail.edit)
    assert wanted.args == [day, kind, record_id]


def test_a_journal_that_is_open_to_read_offers_no_change(
    qtbot: QtBot, tmp_path: Path, journal: Journal
) -> None:
    with journal.write("To the trash") as session:
        trash.discard(session, "notes", "note", journal.clock())
    page = DiaryPage(Surroundings(Jobs(), SetClock(), INSTRUMENTS))
    show(qtbot, page, 1072, 760)
    with Journal.open(journal.path, to_read=True) as to_read:
        page.open(to_read)
        choose(page, "visits", "visit")
        shown = (page.detail.edit, page.detail.discard, page.detail.bring_back)
        assert not any(one.isVisible() for one in shown)
        show_trash(page)
        assert not page.trash_bar.begin.isVisible()


def test_every_stop_has_a_name_and_every_line_can_be_said(page: DiaryPage) -> None:
    choose(page, "treatments", "treatment")
    assert not [type(stop).__name__ for stop in tab_stops(page) if not name_of(stop)]
    role = Qt.ItemDataRole.AccessibleTextRole
    lines = [page.list.lines.index(row).data(role) for row in range(page.list.lines.rowCount())]
    note = next(line for line in lines if "slept well" in line)
    assert note == "Saturday, 10 Jan 2026, slept well, Note"


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_cut_in_a_narrow_window_with_large_text(
    qtbot: QtBot, appearance: Appearance, page: DiaryPage, journal: Journal, scale: float
) -> None:
    appearance.use_text_scale(scale)
    page.resize(816, 700)
    for kind in ("check_ins", "treatments"):
        choose(page, kind, "check-in" if kind == "check_ins" else "treatment")
        assert page.minimumSizeHint().width() <= 816
        assert page.minimumSizeHint().height() <= 572, "two notices stand above it"
        assert not cut(page)
        if page.detail.back.isVisible():
            click(page.detail.back)


def test_a_list_of_ten_years_makes_the_words_of_the_lines_in_view_alone(
    page: DiaryPage, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: set[int] = set()
    entry = Diary.entry

    def counted(diary: Diary, place: int) -> DiaryEntry:
        made.add(place)
        return entry(diary, place)

    monkeypatch.setattr(Diary, "entry", counted)
    with journal.write("Begin") as session:
        session.add_all(check_in(DAY - timedelta(days=back)) for back in range(50, 3700))
    page.list.viewport().grab()
    assert len(made) < 40
    page.list.scrollToBottom()
    page.list.viewport().grab()
    assert len(made) < 80


# ---- in the window ----


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, appearance: Appearance, journal: Journal) -> Window:
    """A window over the journal, on the diary."""
    window = a_window(qtbot, places_in(tmp_path), appearance)
    window.open_journal(journal)
    window.show_page(DIARY)
    show(qtbot, window, 1280, 800)
    return window


def diary_of(window: Window) -> DiaryPage:
    """The diary's page."""
    page = window.stack.page(DIARY)
    assert isinstance(page, DiaryPage)
    return page


def edit(window: Window, kind: str, record_id: str) -> None:
    """Choose a record in the diary, and its editing."""
    window.show_page(DIARY)
    choose(diary_of(window), kind, record_id)
    click(diary_of(window).detail.edit)


def test_the_diary_stands_after_the_trajectories_and_has_its_key(window: Window) -> None:
    names = [entry.code for entry in entries()]
    assert names.index(DIARY) == names.index("trajectories") + 1
    assert len(names) == 9, "the digits have no tenth key"
    window.show_page(TODAY)
    press(str(names.index(DIARY) + 1), modifier=Qt.KeyboardModifier.ControlModifier)
    assert window.stack.shown == DIARY


def test_a_treatment_a_medicine_and_a_visit_are_edited_where_they_are_listed(
    window: Window,
) -> None:
    for kind, record_id, name in (
        ("treatments", "treatment", TREATMENTS),
        ("medicines", "medicine", MEDICINES),
        ("visits", "visit", VISITS),
        ("questions", "question", VISITS),
    ):
        window.show_page(DIARY)
        choose(diary_of(window), kind, record_id)
        click(diary_of(window).detail.edit)
        assert window.stack.shown == name
        page = window.stack.page(name)
        if isinstance(page, TreatmentsPage | MedicinesPage):
            assert page.form.value().id == record_id
        elif isinstance(page, VisitsPage):
            panel = page.visits if kind == "visits" else page.questions
            assert panel.form.isVisible()
            assert panel.form.value().id == record_id


@pytest.mark.parametrize(
    ("kind", "record_id", "extra"),
    [
        ("notes", "note", Extra.NOTE),
        ("intakes", "intake", Extra.MEDICINE),
        ("side_effects", "effect", Extra.SIDE_EFFECTS),
    ],
)
def test_what_a_day_may_hold_is_edited_in_its_card_on_that_day(
    window: Window, kind: str, record_id: str, extra: Extra
) -> None:
    edit(window, kind, record_id)
    assert window.stack.shown == TODAY
    assert window.today.day == DAY
    assert window.today.extras.is_open(extra)


def test_a_check_is_edited_in_its_form_or_the_page_says_where(
    window: Window, journal: Journal
) -> None:
    with journal.write("Log") as session:
        alex = next(one for one in people(session) if one.name == "Alex")
        session.add_all(
            [
                check_in(DAY, 5, id="by-alex", observer_id=alex.id),
                check_in(DAY, 3, id="weeks", instrument="gad7"),
            ]
        )
    edit(window, "check_ins", "check-in")
    assert window.today.checks.open_code == "daily-anxiety"
    edit(window, "check_ins", "by-alex")
    assert window.today.said.text().startswith("That check is by Alex.")
    edit(window, "check_ins", "weeks")
    assert "“GAD-7” is not asked for now." in window.today.said.text()


def test_moving_to_the_trash_is_undone_with_ctrl_z(window: Window, journal: Journal) -> None:
    page = diary_of(window)
    choose(page, "check_ins", "check-in")
    click(page.detail.discard)
    assert page.list.lines.row_of("check_ins", "check-in") is None
    press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert kept(journal, CheckIn, "check-in").deleted_utc is None
    assert page.list.lines.row_of("check_ins", "check-in") is not None
    assert window.notices.passing.words == ("Undone: Move to the trash, Saturday 10 January 2026")


def test_a_click_on_a_line_opens_it(window: Window) -> None:
    page = diary_of(window)
    row = page.list.lines.row_of("notes", "note")
    assert row is not None
    area = page.list.visualRect(page.list.lines.index(row))
    click(page.list.viewport(), QPoint(area.center()))
    assert page.detail.isVisible()
