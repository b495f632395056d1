"""Settings: each change is kept at once, and nothing that was logged is lost by one."""

import csv
from datetime import time
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journal.notes import keep_note
from journal.obstacles import CannotSave, Obstacle
from journal.people import people
from journal.records import Role
from journal.safekeeping.archive_joining import join_archive
from journal.settings import journal_settings
from journal.store import Journal
from tests.builders import DAY, check_in
from tests.ui.showing import click, focused_widget, press, show, type_text
from tests.ui.windows import INSTRUMENTS, SetClock, a_journal
from ui.jobs import Jobs
from ui.pages.settings import SettingsPage
from ui.pages.settings.cards import FileCard
from ui.pages.settings.name_field import NameField
from ui.problem_words import problem_words
from ui.surroundings import Surroundings


@pytest.fixture
def journal(tmp_path: Path, clock: SetClock) -> Journal:
    """A journal that asks for the daily check."""
    return a_journal(tmp_path, clock, name="Sam")


@pytest.fixture
def jobs(qtbot: QtBot) -> Jobs:
    """The one runner of slow work."""
    return Jobs()


@pytest.fixture
def page(qtbot: QtBot, jobs: Jobs, clock: SetClock, journal: Journal) -> SettingsPage:
    """The page with the journal open."""
    page = SettingsPage(Surroundings(jobs, clock, INSTRUMENTS))
    show(qtbot, page)
    page.open(journal)
    journal.listen(lambda _kinds: page.refresh())
    return page


def test_what_is_logged_is_kept_in_the_order_it_is_shown(
    page: SettingsPage, journal: Journal
) -> None:
    assert page.logged.boxes["daily-anxiety"].isChecked()
    assert "detached-now" not in page.logged.boxes, "the treatment-day card asks for it itself"

    for code in ("gad7", "sleep", "daily-anxiety"):
        page.logged.boxes[code].click()

    with journal.read() as session:
        assert journal_settings(session).logged == ("sleep", "gad7")


def test_the_tab_key_reaches_the_tick_boxes_where_they_stand(page: SettingsPage) -> None:
    assert boxes_before(page, page.day.field) == list(page.logged.boxes.values())
    page.logged.show_instruments(list(INSTRUMENTS.values())[::-1], ())
    assert boxes_before(page, page.day.field) == list(page.logged.boxes.values())


def boxes_before(page: SettingsPage, last: QWidget) -> list[QWidget]:
    """The tick boxes of what is logged that the tab key comes to from the top of the page."""
    chain: list[QWidget] = [page]
    while chain[-1] is not last and (after := chain[-1].nextInFocusChain()) is not None:
        chain.append(after)
    return [one for one in chain if one in page.logged.boxes.values()]


def test_the_end_of_the_day_is_kept(qtbot: QtBot, page: SettingsPage, journal: Journal) -> None:
    page.day.field.setTime(QTime(5, 30))
    page.flush()

    with journal.read() as session:
        assert journal_settings(session).day_ends_at == time(5, 30)


def test_caregivers_are_added_and_told_apart(page: SettingsPage, journal: Journal) -> None:
    for name in ("Robin", "alex"):
        page.people.new_name.setFocus()
        type_text(name)
        press(Qt.Key.Key_Return)

    with journal.read() as session:
        names = [(one.name, one.role) for one in people(session)]
    assert names == [
        ("Sam", Role.PATIENT),
        ("Alex", Role.CAREGIVER),
        ("Robin", Role.CAREGIVER),
    ]
    assert "taken" in page.people.problem.text()
    assert page.people.new_name.text() == "alex", "what was typed stays"


def rename(page: SettingsPage, name: str) -> str:
    """Type another name over the caregiver's, and leave the field; what it shows then."""
    field = page.people.fields[0]
    field.setFocus()
    field.selectAll()
    press(Qt.Key.Key_Delete)
    type_text(name)
    press(Qt.Key.Key_Return)
    return field.text()


def test_a_caregiver_is_renamed_and_keeps_what_they_wrote(
    page: SettingsPage, journal: Journal
) -> None:
    with journal.read() as session:
        before = people(session)[1].id

    rename(page, "Alexandra")

    with journal.read() as session:
        after = people(session)[1]
    assert (after.id, after.name) == (before, "Alexandra")
    assert "Alexandra" in page.people.fields[0].accessibleName()


def test_a_caregiver_gets_no_name_that_tells_nobody_apart(
    page: SettingsPage, journal: Journal
) -> None:
    assert rename(page, "") == "Alex"
    assert rename(page, "Self") == "Self", "what was typed stays"

    assert "taken" in page.people.problem.text()
    with journal.read() as session:
        assert people(session)[1].name == "Alex"


def test_the_patient_is_renamed(page: SettingsPage, journal: Journal) -> None:
    page.people.patient.setFocus()
    page.people.patient.selectAll()
    type_text("S.")
    press(Qt.Key.Key_Return)

    with journal.read() as session:
        assert people(session)[0].name == "S."


def typed_over(field: NameField, name: str) -> None:
    """Type over a name without leaving the field."""
    field.setFocus()
    field.selectAll()
    type_text(name)


def called_elsewhere(journal: Journal, place: int, name: str) -> None:
    """As the joining of another copy gives somebody another name."""
    with journal.write("Merge") as session:
        people(session)[place].name = name


def names_kept(journal: Journal) -> list[str]:
    with journal.read() as session:
        return [one.name for one in people(session)]


@pytest.mark.parametrize("place", [0, 1])
def test_a_name_that_was_changed_elsewhere_is_not_saved_over_unseen(
    page: SettingsPage, journal: Journal, place: int
) -> None:
    field = (page.people.patient, *page.people.fields)[place]
    typed_over(field, "typed here")
    called_elsewhere(journal, place, "changed elsewhere")
    assert field.meanwhile.is_asking
    press(Qt.Key.Key_Return)
    assert names_kept(journal)[place] == "changed elsewhere"
    assert focused_widget() is field.meanwhile.mine

    click(field.meanwhile.newer)
    assert field.text() == "changed elsewhere"
    click(field.meanwhile.back)
    assert field.text() == "typed here"
    press(Qt.Key.Key_Return)
    assert names_kept(journal)[place] == "typed here", "it was seen, and so the choice was made"
    assert field.meanwhile.isHidden()


def test_a_name_typed_before_a_lock_is_asked_about_when_it_was_changed_meanwhile(
    page: SettingsPage, journal: Journal
) -> None:
    typed_over(page.people.patient, "typed here")
    page.flush()
    page.people.patient.put_back()
    called_elsewhere(journal, 0, "changed elsewhere")
    page.open(journal)
    assert page.people.patient.text() == "typed here"
    click(page.people.patient.meanwhile.mine)
    assert names_kept(journal)[0] == "typed here"


def test_a_name_that_cannot_be_saved_stays_typed(
    qtbot: QtBot, page: SettingsPage, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed_over(page.people.patient, "typed here")
    refused = CannotSave(journal.path, Obstacle.FULL)
    with monkeypatch.context() as full, qtbot.waitSignal(page.failed):
        full.setattr(journal, "write", Mock(side_effect=refused))
        press(Qt.Key.Key_Return)
    page.refresh()
    assert page.people.patient.text() == "typed here"
    press(Qt.Key.Key_Return)
    assert names_kept(journal)[0] == "typed here"


def test_a_caregiver_who_was_taken_out_elsewhere_is_said_with_what_was_typed(
    page: SettingsPage, journal: Journal
) -> None:
    typed_over(page.people.fields[0], "typed here")
    with journal.write("Merge") as session:
        people(session)[1].deleted_utc = journal.clock().utc
    assert not page.people.fields
    assert "“typed here” was not saved" in page.people.problem.text()


def test_records_are_exported_without_private_notes(
    qtbot: QtBot, page: SettingsPage, jobs: Jobs, journal: Journal, tmp_path: Path
) -> None:
    with journal.write("Fill") as session:
        session.add(check_in(total=7, answers={str(n): 1 for n in range(1, 8)}))
        keep_note(session, DAY, "only for me", is_private=True, at=journal.clock())
    target = tmp_path / "out"
    target.mkdir()

    for _ in range(2):
        page.export.export_into(str(target))
        jobs.drain(cancel=False)

    folders = sorted(path.name for path in target.iterdir())
    assert folders == [f"tidemark-{DAY}", f"tidemark-{DAY}-2"], "no export replaces another"
    with (target / folders[0] / "check-ins.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["day"], row["total"]) == (str(DAY), "7")
    assert "only for me" not in (target / folders[0] / "notes.csv").read_text(encoding="utf-8")
    assert "private notes (1)" in page.export.said.text()


def test_an_export_that_fails_is_told(
    qtbot: QtBot, page: SettingsPage, jobs: Jobs, tmp_path: Path
) -> None:
    with qtbot.waitSignal(page.failed) as told:
        page.export.export_into(str(tmp_path / "nowhere"))
        jobs.drain(cancel=False)

    assert type(told.args[0]).__name__ == "CannotWriteFolder"
    assert page.export.button.isEnabled()


def test_everything_goes_into_one_file_that_another_journal_takes_in(
    page: SettingsPage, jobs: Jobs, journal: Journal, tmp_path: Path
) -> None:
    with journal.write("Fill") as session:
        keep_note(session, DAY, "only for me", is_private=True, at=journal.clock())

    page.export.archive_into(str(tmp_path / "all of it"))
    jobs.drain(cancel=False)

    file = tmp_path / "all of it.zip"
    assert str(file) in page.export.said.text()
    with Journal.create(tmp_path / "other.tidemark") as other:
        joined = join_archive(other, file, is_dry_run=False)
    assert joined.plan.kinds["notes"].new == 1


def test_an_archive_that_cannot_be_written_is_told(
    qtbot: QtBot, page: SettingsPage, jobs: Jobs, tmp_path: Path
) -> None:
    with qtbot.waitSignal(page.failed) as told:
        page.export.archive_into(str(tmp_path / "nowhere" / "all.zip"))
        jobs.drain(cancel=False)

    assert "could not be used" in (problem_words(told.args[0]) or "")
    assert page.export.archive.isEnabled()


def test_a_journal_open_only_to_read_cannot_be_set(
    qtbot: QtBot, jobs: Jobs, clock: SetClock, journal: Journal
) -> None:
    reader = Journal.open(journal.path, clock=clock, to_read=True)
    page = SettingsPage(Surroundings(jobs, clock, INSTRUMENTS))
    qtbot.addWidget(page)
    page.open(reader)

    assert not page.logged.isEnabled()
    assert not page.people.isEnabled()
    assert page.export.isEnabled(), "reading out changes nothing"
    reader.close()


def test_the_look_is_told(page: SettingsPage) -> None:
    told: list[object] = []
    page.theme_chosen.connect(told.append)
    page.scale_chosen.connect(told.append)

    click(page.look.theme.segments[2])
    click(page.look.scale.segments[1])

    assert told == ["dark", 1.25]


def test_a_long_path_makes_the_page_no_wider(qtbot: QtBot) -> None:
    card = FileCard()
    show(qtbot, card, 500, 400)
    narrow = card.minimumSizeHint().width()

    card.show_path("/" + "a-folder-with-a-long-name/" * 12 + "mine.tidemark", is_sample=False)

    assert card.minimumSizeHint().width() <= max(narrow, 500)
