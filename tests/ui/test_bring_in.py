"""Bringing in, step by step: nothing is written unseen, and the same file adds nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
from pytestqt.qtbot import QtBot

from journal.exchange.csv_folder import write_folder
from journal.exchange.mapping_file import load_mapping
from journal.exchange.mapping_text import mapping_text
from journal.obstacles import CannotSave, Obstacle
from journal.on_disk.copies import folder_of_copies
from journal.queries import readings
from journal.records import CheckIn, Note, OwnInstrument, Treatment
from journal.safekeeping.backups import backups
from journal.store import Journal
from tests.builders import DAY, check_in, treatment
from tests.ui.reached import name_of, tab_stops
from tests.ui.showing import show
from tests.ui.windows import INSTRUMENTS, SetClock, a_journal
from ui.jobs import Jobs
from ui.pages.bring_in import BringInPage
from ui.pages.bring_in.column_row import ColumnRow
from ui.pages.bring_in.roles import Meaning
from ui.pages.bring_in.steps import Step
from ui.surroundings import Surroundings

DIARY = """Date,Tension,Infusion mg,notes
13/01/2026,7,,slept badly
14/01/2026,4,40,
never,5,,
15/01/2026,11,,
16/01/2026,3,,a walk
""" + "".join(f"{day}/01/2026,{day % 5},,\n" for day in range(17, 27))
TAKEN = (13, 1, 2)
"""Check-ins, treatments and notes in the rows that can be read."""


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.drain()


@pytest.fixture
def page(qtbot: QtBot, jobs: Jobs, clock: SetClock, journal: Journal) -> BringInPage:
    made = BringInPage(Surroundings(jobs, clock, INSTRUMENTS))
    show(qtbot, made, 1000, 800)
    made.open(journal)
    return made


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    path = tmp_path / "diary.csv"
    path.write_text(DIARY, encoding="utf-8")
    return path


def wait_for(qtbot: QtBot, page: BringInPage, step: Step) -> None:
    qtbot.waitUntil(lambda: page.step is step)


def row_of(page: BringInPage, column: str) -> ColumnRow:
    return next(row for row in page.columns.rows if row.column == column)


def counts(journal: Journal) -> tuple[int, int, int]:
    with journal.read() as session:
        return (
            session.query(CheckIn).count(),
            session.query(Treatment).count(),
            session.query(Note).count(),
        )


def look_at_columns(qtbot: QtBot, page: BringInPage, path: Path) -> None:
    page.choose.chosen.emit(path)
    wait_for(qtbot, page, Step.COLUMNS)


def look_at_diary(qtbot: QtBot, page: BringInPage, diary: Path) -> None:
    """As far as the preview, with the infusions told."""
    look_at_columns(qtbot, page, diary)
    row_of(page, "Infusion mg").meaning.set_value(Meaning.TREATMENT)
    page.columns.whole_file.unit.set_value("mg")
    tension = row_of(page, "Tension").scale
    tension.minimum.set_value(0)
    tension.maximum.set_value(10)
    page.go_on.click()
    wait_for(qtbot, page, Step.PREVIEW)


def test_columns_are_suggested_with_their_values(
    qtbot: QtBot, page: BringInPage, diary: Path
) -> None:
    look_at_columns(qtbot, page, diary)
    meanings = {row.column: row.role.meaning for row in page.columns.rows}
    assert meanings == {
        "Date": Meaning.DAY,
        "Tension": Meaning.SCALE,
        "Infusion mg": Meaning.NOTHING,
        "notes": Meaning.NOTE,
    }


def test_nothing_is_written_before_it_was_seen(
    qtbot: QtBot, page: BringInPage, journal: Journal, diary: Path
) -> None:
    look_at_diary(qtbot, page, diary)
    assert counts(journal) == (0, 0, 0)
    assert page.preview.table is not None
    model = page.preview.table.table
    rows = [
        tuple(model.data(model.index(row, column)) for column in range(3))
        for row in range(model.rowCount())
    ]
    assert rows == [
        ("diary.csv, line 4", "Date: never", "this is not a date"),
        ("diary.csv, line 5", "Tension: 11", "this lies outside the range"),
    ]


def test_the_readable_rows_are_taken(
    qtbot: QtBot, page: BringInPage, journal: Journal, diary: Path
) -> None:
    look_at_diary(qtbot, page, diary)
    told: list[bool] = []
    page.writing.connect(told.append)
    page.go_on.click()
    assert told == [True], "the other pages wait from the first moment on"
    wait_for(qtbot, page, Step.DONE)
    assert told == [True, False]
    assert page.go_on.hasFocus(), "the keyboard is not lost with the button that was hidden"
    assert counts(journal) == TAKEN
    (made,) = backups(journal.path)
    assert made.reason == "before import"
    with Journal.open(made.path, to_read=True) as before:
        assert counts(before) == (0, 0, 0)
    with journal.read() as session:
        assert [one.value for one in readings(session, "own-tension")][:4] == [7, 4, 3, 2]
        (given,) = session.query(Treatment)
        assert (given.amount, given.unit, str(given.start.local.time())) == (40, "mg", "10:00:00")


def test_the_same_file_twice_adds_nothing_and_needs_no_telling(
    qtbot: QtBot, page: BringInPage, journal: Journal, diary: Path
) -> None:
    look_at_diary(qtbot, page, diary)
    page.go_on.click()
    wait_for(qtbot, page, Step.DONE)
    page.go_on.click()
    assert page.step is Step.FILE
    look_at_columns(qtbot, page, diary)
    assert row_of(page, "Infusion mg").role.part == "amount"
    page.go_on.click()
    wait_for(qtbot, page, Step.PREVIEW)
    page.go_on.click()
    wait_for(qtbot, page, Step.DONE)
    assert counts(journal) == TAKEN


def test_ambiguous_dates_are_asked_about(
    qtbot: QtBot, page: BringInPage, journal: Journal, tmp_path: Path
) -> None:
    path = tmp_path / "short.csv"
    path.write_text("Date,Tension\n03/04/2026,7\n05/04/2026,4\n", encoding="utf-8")
    look_at_columns(qtbot, page, path)
    page.go_on.click()
    wait_for(qtbot, page, Step.DATES)
    assert page.dates.orders is not None
    words = [segment.text() for segment in page.dates.orders.segments]
    assert words == ["day, month, year: 3 April 2026", "month, day, year: 4 March 2026"]
    page.dates.orders.segments[1].click()
    page.go_on.click()
    wait_for(qtbot, page, Step.PREVIEW)
    page.go_on.click()
    wait_for(qtbot, page, Step.DONE)
    with journal.read() as session:
        assert [str(one.day) for one in session.query(CheckIn).order_by(CheckIn.day)] == [
            "2026-03-04",
            "2026-05-04",
        ]


def test_back_leads_to_the_columns_as_they_were(
    qtbot: QtBot, page: BringInPage, diary: Path
) -> None:
    look_at_diary(qtbot, page, diary)
    page.back.click()
    assert row_of(page, "Infusion mg").role.meaning is Meaning.TREATMENT
    assert page.columns.isVisibleTo(page)
    page.back.click()
    assert page.choose.isVisibleTo(page)


def test_columns_that_make_no_mapping_are_told_in_place(
    qtbot: QtBot, page: BringInPage, diary: Path
) -> None:
    look_at_columns(qtbot, page, diary)
    assert page.go_on.isEnabled()
    row_of(page, "Date").meaning.set_value(Meaning.NOTHING)
    assert not page.go_on.isEnabled()
    assert "holds the day" in page.columns.problem.text()
    row_of(page, "Date").meaning.set_value(Meaning.DAY)
    assert page.go_on.isEnabled()


def test_an_exported_folder_needs_no_telling(
    qtbot: QtBot, page: BringInPage, journal: Journal, clock: SetClock, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = a_journal(tmp_path / "other", clock)
    with other.write("Log") as session:
        answers = {str(number): 2 for number in range(1, 8)}
        session.add(check_in(DAY, 14, answers=answers))
        session.add(treatment(DAY))
    with other.read() as session:
        write_folder(session, tmp_path / "export", INSTRUMENTS)
    page.choose.chosen.emit(tmp_path / "export")
    wait_for(qtbot, page, Step.PREVIEW)
    assert not page.save_mapping.isVisibleTo(page)
    page.go_on.click()
    wait_for(qtbot, page, Step.DONE)
    assert counts(journal)[:2] == (1, 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [("", "it is empty"), ("\0\1\2\3" * 50, "not a text file")],
)
def test_a_file_that_cannot_be_read_is_told(
    qtbot: QtBot, page: BringInPage, tmp_path: Path, content: str, words: str
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(content, encoding="utf-8")
    page.choose.chosen.emit(path)
    qtbot.waitUntil(lambda: bool(page.trouble.text()))
    assert words in page.trouble.text()
    assert page.step is Step.FILE


def test_a_folder_of_something_else_is_told(
    qtbot: QtBot, page: BringInPage, tmp_path: Path
) -> None:
    (tmp_path / "photos").mkdir()
    page.choose.chosen.emit(tmp_path / "photos")
    qtbot.waitUntil(lambda: bool(page.trouble.text()))
    assert "none of the files that Tidemark exports" in page.trouble.text()


def test_a_file_without_one_readable_row_cannot_be_taken(
    qtbot: QtBot, page: BringInPage, journal: Journal, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Date,Tension\nnever,1\nnot,2\n", encoding="utf-8")
    look_at_columns(qtbot, page, path)
    row_of(page, "Date").meaning.set_value(Meaning.DAY)
    row_of(page, "Tension").meaning.set_value(Meaning.SCALE)
    page.go_on.click()
    wait_for(qtbot, page, Step.PREVIEW)
    assert not page.go_on.isEnabled()
    assert "Not one row" in page.trouble.text()


def test_an_import_that_cannot_be_saved_writes_nothing(
    qtbot: QtBot,
    page: BringInPage,
    journal: Journal,
    diary: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look_at_diary(qtbot, page, diary)
    full = CannotSave(journal.path, Obstacle.FULL)
    monkeypatch.setattr(journal, "write", Mock(side_effect=full))
    page.go_on.click()
    wait_for(qtbot, page, Step.PREVIEW)
    assert "disk is full" in page.trouble.text()
    assert counts(journal) == (0, 0, 0)


def test_without_a_backup_nothing_is_brought_in(
    qtbot: QtBot, page: BringInPage, journal: Journal, diary: Path
) -> None:
    look_at_diary(qtbot, page, diary)
    folder_of_copies(journal.path).write_text("in the way")
    page.go_on.click()
    wait_for(qtbot, page, Step.PREVIEW)
    assert "could not be saved" in page.trouble.text()
    assert counts(journal) == (0, 0, 0)


def test_the_mapping_is_saved_and_used_again(
    qtbot: QtBot, page: BringInPage, diary: Path, tmp_path: Path
) -> None:
    look_at_diary(qtbot, page, diary)
    path = tmp_path / "diary.toml"
    with qtbot.waitSignal(page.said):
        page.keep_mapping(path)
    kept = load_mapping(path)
    assert kept.treatments[0].unit == "mg"
    page.back.click()
    row_of(page, "Infusion mg").meaning.set_value(Meaning.NOTHING)
    page.use_mapping(path)
    assert row_of(page, "Infusion mg").role.meaning is Meaning.TREATMENT


def test_a_mapping_written_by_hand_is_used_as_it_is(
    qtbot: QtBot, page: BringInPage, journal: Journal, diary: Path, tmp_path: Path
) -> None:
    look_at_diary(qtbot, page, diary)
    mapping = page.columns.mapping
    note = replace(mapping.notes[0], where={"Tension": ["7"]})
    path = tmp_path / "by-hand.toml"
    path.write_text(mapping_text(replace(mapping, notes=(note,))), encoding="utf-8")
    page.back.click()
    page.use_mapping(path)
    assert page.columns.rows == ()
    assert page.columns.by_hand.isVisibleTo(page)
    page.go_on.click()
    wait_for(qtbot, page, Step.PREVIEW)
    page.go_on.click()
    wait_for(qtbot, page, Step.DONE)
    assert counts(journal) == (13, 1, 1)


def test_a_faulty_mapping_is_told(
    qtbot: QtBot, page: BringInPage, diary: Path, tmp_path: Path
) -> None:
    look_at_columns(qtbot, page, diary)
    path = tmp_path / "faulty.toml"
    path.write_text('name = "x"\n', encoding="utf-8")
    page.use_mapping(path)
    assert "cannot be used" in page.trouble.text()
    assert page.step is Step.COLUMNS


def test_a_scale_with_another_range_is_told(
    qtbot: QtBot, page: BringInPage, journal: Journal, diary: Path
) -> None:
    look_at_diary(qtbot, page, diary)
    page.go_on.click()
    wait_for(qtbot, page, Step.DONE)
    with journal.read() as session:
        assert session.query(OwnInstrument).count() == 1
    page.go_on.click()
    look_at_columns(qtbot, page, diary)
    row_of(page, "Tension").scale.maximum.set_value(20)
    page.go_on.click()
    qtbot.waitUntil(lambda: "another range" in page.trouble.text())
    assert page.step is Step.COLUMNS


def test_work_can_be_stopped(
    qtbot: QtBot, page: BringInPage, journal: Journal, jobs: Jobs, diary: Path
) -> None:
    look_at_diary(qtbot, page, diary)
    page.go_on.click()
    page.working.cancel.click()
    qtbot.waitUntil(lambda: not jobs.busy)
    is_done = page.step is Step.DONE  # it may have been done before it noticed
    assert page.step in (Step.DONE, Step.PREVIEW)
    assert counts(journal) == (TAKEN if is_done else (0, 0, 0))


def test_a_read_only_journal_is_looked_at_only(
    qtbot: QtBot, page: BringInPage, journal: Journal, clock: SetClock, diary: Path
) -> None:
    path = journal.path
    journal.close()
    with Journal.open(path, clock=clock, to_read=True) as opened:
        page.open(opened)
        look_at_diary(qtbot, page, diary)
        assert not page.go_on.isEnabled()


def test_every_tab_stop_has_a_name(qtbot: QtBot, page: BringInPage, diary: Path) -> None:
    assert [stop for stop in tab_stops(page) if not name_of(stop)] == []
    look_at_columns(qtbot, page, diary)
    row_of(page, "Infusion mg").meaning.set_value(Meaning.ANSWER)
    stops = tab_stops(page)
    assert len(stops) > 12
    assert [stop for stop in stops if not name_of(stop)] == []
    row_of(page, "Infusion mg").meaning.set_value(Meaning.NOTHING)
    page.go_on.click()
    wait_for(qtbot, page, Step.PREVIEW)
    assert [stop for stop in tab_stops(page) if not name_of(stop)] == []


def test_columns_that_were_half_told_are_gone_on_with(
    qtbot: QtBot, page: BringInPage, jobs: Jobs, clock: SetClock, journal: Journal, diary: Path
) -> None:
    look_at_columns(qtbot, page, diary)
    row_of(page, "notes").meaning.set_value(Meaning.NOTHING)
    page.flush()
    told = page.columns.mapping
    later = BringInPage(Surroundings(jobs, clock, INSTRUMENTS))
    qtbot.addWidget(later)
    later.open(journal)
    wait_for(qtbot, later, Step.COLUMNS)
    assert later.columns.mapping == told
    later.back.click()
    again = BringInPage(Surroundings(jobs, clock, INSTRUMENTS))
    qtbot.addWidget(again)
    again.open(journal)
    assert again.step is Step.FILE
