"""Joining another copy from the settings: seen first, then joined, and never what is no copy."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journal.obstacles import CannotSave, Obstacle
from journal.people import add_person, people
from journal.records import Note, Role
from journal.safekeeping.backups import backups
from journal.safekeeping.passphrase import set_passphrase
from journal.store import Journal
from tests.builders import DAY, new_journal
from tests.journal.safekeeping.sealed import PASSPHRASE
from tests.ui.fitting import cut
from tests.ui.reached import name_of, tab_stops
from tests.ui.showing import click, focused_widget, press, show, type_text
from tests.ui.windows import SetClock, a_journal
from ui.app import Appearance
from ui.jobs import Jobs
from ui.pages.settings.joining_card import JoiningCard


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    made = a_journal(tmp_path, SetClock(), name="Sam")
    yield made
    made.close()


@pytest.fixture
def copy(journal: Journal, tmp_path: Path) -> Path:
    """Another copy, with a note of its own."""
    path = tmp_path / "laptop.tidemark"
    journal.copy_to(path)
    with Journal.open(path, clock=SetClock()) as other, other.write("Write a note") as session:
        session.add(Note(id="theirs", day=DAY, text="from there"))
    return path


@pytest.fixture
def card(qtbot: QtBot, journal: Journal) -> Iterator[JoiningCard]:
    jobs = Jobs()
    made = JoiningCard(jobs)
    show(qtbot, made, 700, 400)
    made.open(journal)
    yield made
    jobs.drain()


def has_note(journal: Journal) -> bool:
    with journal.read() as session:
        return session.get(Note, "theirs") is not None


def look_at(qtbot: QtBot, card: JoiningCard, path: Path) -> None:
    card.look_at(str(path))
    assert not card.choose.isEnabled(), "one copy at a time"
    qtbot.waitUntil(card.choose.isEnabled, timeout=20_000)


def test_what_would_come_is_shown_before_anything_is_written(
    qtbot: QtBot, card: JoiningCard, journal: Journal, copy: Path
) -> None:
    look_at(qtbot, card, copy)
    assert card.preview.words.text() == "1 note would come in."
    assert card.file.text() == str(copy)
    assert focused_widget() is card.preview.agree
    assert not has_note(journal)
    click(card.preview.cancel)
    assert not card.preview.isVisible()
    assert focused_widget() is card.choose


def test_the_copy_is_joined_after_a_backup_and_the_pages_wait_for_it(
    qtbot: QtBot, card: JoiningCard, journal: Journal, copy: Path
) -> None:
    look_at(qtbot, card, copy)
    held: list[bool] = []
    card.writing.connect(held.append)
    with qtbot.waitSignal(card.said, timeout=20_000) as told:
        click(card.preview.agree)
    assert told.args == ["1 note came in."]
    assert held == [True, False]
    assert has_note(journal)
    assert [one.reason for one in backups(journal.path)] == ["before merge"]
    look_at(qtbot, card, copy)
    assert "holds nothing that this journal does not" in card.preview.words.text()
    assert not card.preview.agree.isVisible()


def test_an_encrypted_copy_asks_for_its_passphrase_once(
    qtbot: QtBot, card: JoiningCard, journal: Journal, copy: Path
) -> None:
    set_passphrase(copy, None, PASSPHRASE)
    look_at(qtbot, card, copy)
    assert focused_widget() is card.passphrase.field
    assert not card.passphrase.problem.isVisible()
    type_text("wrong one")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(card.choose.isEnabled, timeout=20_000)
    assert "does not open" in card.passphrase.problem.text()
    assert card.passphrase.field.text() == ""
    card.passphrase.field.setText(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(card.preview.isVisible, timeout=20_000)
    assert card.preview.words.text() == "1 note would come in."
    with qtbot.waitSignal(card.joined, timeout=20_000):
        click(card.preview.agree)
    assert has_note(journal)


def test_what_is_no_copy_is_refused_in_a_sentence(
    qtbot: QtBot, card: JoiningCard, journal: Journal, tmp_path: Path
) -> None:
    text = tmp_path / "text.tidemark"
    text.write_text("no journal")
    archive = tmp_path / "archive.zip"
    archive.write_bytes(b"PK\x03\x04 and nothing more")
    for path, said in (
        (journal.path, "this journal itself"),
        (text, "is not a Tidemark journal"),
        (archive, "is not a Tidemark journal"),
        (tmp_path / "gone.tidemark", "is not at"),
    ):
        look_at(qtbot, card, path)
        assert said in card.problem.text()
        assert not card.preview.isVisible()


def test_a_journal_that_was_begun_by_itself_is_joined_once_the_person_says_whose_it_is(
    qtbot: QtBot, card: JoiningCard, journal: Journal, tmp_path: Path
) -> None:
    with journal.write("Write a note") as session:
        session.add(Note(id="ours", day=DAY, text="from here"))
    with new_journal(tmp_path, "caregiver.tidemark") as other, other.write("Begin") as session:
        add_person(session, "S.", Role.PATIENT)
        session.add(Note(id="theirs", day=DAY, text="from there"))
    look_at(qtbot, card, other.path)
    assert "“S.”, and this one about “Sam”" in card.stranger.words.text()
    assert focused_widget() is card.stranger.cancel
    assert not cut(card)
    assert not card.preview.isVisible()
    click(card.stranger.agree)
    qtbot.waitUntil(card.preview.isVisible, timeout=20_000)
    assert not has_note(journal)
    with qtbot.waitSignal(card.joined, timeout=20_000):
        click(card.preview.agree)
    assert has_note(journal)
    look_at(qtbot, card, other.path)
    assert card.preview.isVisible(), "they have met, and nothing is asked again"
    with journal.read() as session:
        patients = [one.name for one in people(session) if one.role is Role.PATIENT]
    assert len(patients) == 1


def test_where_nothing_can_be_saved_the_journal_stays_as_it_was(
    qtbot: QtBot,
    card: JoiningCard,
    journal: Journal,
    copy: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look_at(qtbot, card, copy)
    full = CannotSave(journal.path, Obstacle.FULL)
    monkeypatch.setattr("journal.safekeeping.joining.back_up", Mock(side_effect=full))
    held: list[bool] = []
    card.writing.connect(held.append)
    click(card.preview.agree)
    qtbot.waitUntil(lambda: held == [True, False], timeout=20_000)
    assert "disk is full" in card.problem.text()
    assert not has_note(journal)


def test_a_journal_that_is_open_to_read_joins_nothing(
    qtbot: QtBot, card: JoiningCard, journal: Journal
) -> None:
    with Journal.open(journal.path, to_read=True) as to_read:
        card.open(to_read)
        assert not card.choose.isEnabled()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_cut_and_every_stop_has_a_name(
    qtbot: QtBot, appearance: Appearance, card: JoiningCard, copy: Path, scale: float
) -> None:
    appearance.use_text_scale(scale)
    look_at(qtbot, card, copy)
    assert not cut(card)
    assert not [type(stop).__name__ for stop in tab_stops(card) if not name_of(stop)]
