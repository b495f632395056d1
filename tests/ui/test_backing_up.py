"""Backups as the window makes them: when, where to, and what is said where none can be made."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from pytestqt.qtbot import QtBot

from journal.obstacles import CannotSave, DamagedJournal
from journal.records import Note
from journal.safekeeping import backups as keeping_backups
from journal.safekeeping.backups import Reason, back_up, backups, copies_in
from journal.safekeeping.passphrase import set_passphrase
from journal.safekeeping.whose import ours_in
from journal.store import Journal
from tests.builders import DAY
from tests.journal.safekeeping.sealed import MARKER, PASSPHRASE, add_note, files_with, notes
from tests.ui.one_note import make, open_window, settings_of
from tests.ui.showing import click, errors_raised
from ui.jobs import Jobs, Progress
from ui.page_names import SETTINGS
from ui.pages.settings.backups_card import BackupsCard
from ui.places import Places
from ui.window import Start, Window


def failing_twice(work: Callable[..., object]) -> Callable[..., object]:
    left = [LookupError(), LookupError()]

    def fail_or_work(*values: Any, **named: Any) -> object:
        if left:
            raise left.pop()
        return work(*values, **named)

    return fail_or_work


def test_the_first_entry_of_a_day_is_backed_up_and_the_second_is_not(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    journal = open_window(qtbot, window, make(tmp_path))
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        add_note(journal, "first of the day")
    (made,) = backups(journal.path)
    assert notes(made.path) == [MARKER, "first of the day"]
    add_note(journal, "second")
    qtbot.waitUntil(lambda: window.jobs.busy == 0, timeout=20_000)
    assert backups(journal.path) == (made,)


def test_a_second_place_that_is_missing_is_said_until_it_is_there(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    journal = open_window(qtbot, window, make(tmp_path))
    stick = tmp_path / "stick"
    window.keeping.use_second_place(stick)
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        window.keeping.back_up_now()
    assert window.notices.missed.isVisible()
    assert str(stick) in window.notices.missed.words
    stick.mkdir()
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        window.keeping.back_up_now()
    assert not window.notices.missed.isVisible()
    there, here = copies_in(stick, ours_in(journal)), backups(journal.path)
    assert [one.path.name for one in there] == [one.path.name for one in here]
    assert len(there) == 2, "the one that the stick missed as well"


def test_a_missing_second_place_is_tried_with_each_entry_and_said_at_each_opening(
    qtbot: QtBot, window: Window, places: Places, tmp_path: Path
) -> None:
    path, stick = make(tmp_path), tmp_path / "stick"
    journal = open_window(qtbot, window, path)
    window.keeping.use_second_place(stick)
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        add_note(journal, "first of the day")
    assert window.notices.missed.isVisible()
    assert places.read_state().lacking == ((str(path), str(stick)),)
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        window.keeping.close_wanted.emit()  # as for the lock
        assert not window.notices.missed.isVisible()
        window.keeping.open_wanted.emit(path, None)
    qtbot.waitUntil(lambda: window.jobs.busy == 0, timeout=20_000)
    assert window.notices.missed.isVisible()
    assert window.journal is not None
    stick.mkdir()
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        add_note(window.journal, "second")
    assert not window.notices.missed.isVisible()
    assert places.read_state().lacking == ()
    assert len(copies_in(stick, ours_in(window.journal))) == 1


def test_copies_that_a_new_passphrase_did_not_reach_are_said_until_they_are_encrypted(
    qtbot: QtBot,
    window: Window,
    places: Places,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("journal.on_disk.keys._ROUNDS", 10)
    path, stick, away = make(tmp_path), tmp_path / "stick", tmp_path / "away"
    stick.mkdir()
    journal = open_window(qtbot, window, path)
    window.keeping.use_second_place(stick)
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        add_note(journal, "first of the day")
    stick.rename(away)
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        window.keeping.set_passphrase("", PASSPHRASE)
    assert "the backups beside it are encrypted" in window.notices.passing.words
    assert "not encrypted" in window.notices.missed.words
    assert places.read_state().left_behind == ((str(path), str(stick)),)
    qtbot.waitUntil(lambda: window.jobs.busy == 0, timeout=20_000)
    assert window.notices.missed.isVisible()
    away.rename(stick)
    again = window.keeping._backing_up._again
    assert again.isActive(), "tried again by itself"
    again.setInterval(0)
    qtbot.waitUntil(window.notices.missed.isHidden, timeout=20_000)
    assert not again.isActive()
    assert places.read_state().left_behind == ()
    assert files_with(MARKER, tmp_path) == []


def test_whatever_makes_a_backup_it_reaches_the_second_place(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    journal = open_window(qtbot, window, make(tmp_path))
    stick = tmp_path / "stick"
    stick.mkdir()
    window.keeping.use_second_place(stick)
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        add_note(journal, "first of the day")
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        back_up(journal, Reason.MERGE, now=journal.clock().local)  # as what joins a copy does
        add_note(journal, "from the copy")
    there = copies_in(stick, ours_in(journal))
    assert {one.reason for one in there} == {"daily", "before merge"}


def test_a_second_place_that_was_just_chosen_gets_the_backups_there_are_with_the_next_entry(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    journal = open_window(qtbot, window, make(tmp_path))
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        add_note(journal, "first of the day")
    stick = tmp_path / "stick"
    stick.mkdir()
    window.keeping.use_second_place(stick)
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        add_note(journal, "second")
    assert [one.reason for one in copies_in(stick, ours_in(journal))] == ["daily"]


def test_a_backup_that_cannot_be_made_is_said(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    journal = open_window(qtbot, window, make(tmp_path))
    in_the_way = tmp_path / "mine backups"
    in_the_way.write_text("in the way")
    with qtbot.waitSignal(window.keeping.second_place_missed, timeout=20_000):
        add_note(journal, "first of the day")
    assert "No backup could be made" in window.notices.missed.words
    in_the_way.unlink()
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        window.keeping._backing_up._again.setInterval(0)
    assert window.notices.missed.isHidden()
    assert notes(backups(journal.path)[0].path) == [MARKER, "first of the day"]


def test_a_fault_that_nobody_foresaw_keeps_no_backup_from_being_tried_again(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = open_window(qtbot, window, make(tmp_path))
    stick = tmp_path / "stick"
    stick.mkdir()
    window.keeping.use_second_place(stick)
    for name in ("back_up", "catch_up"):
        monkeypatch.setattr(keeping_backups, name, failing_twice(getattr(keeping_backups, name)))
    with errors_raised(qtbot) as raised:
        add_note(journal, "first of the day")
        qtbot.waitUntil(window.notices.missed.isVisible, timeout=20_000)
        assert "No backup could be made" in window.notices.missed.words
        window.keeping._backing_up._again.setInterval(0)
        qtbot.waitUntil(window.notices.missed.isHidden, timeout=20_000)
    assert [type(one) for one in raised] == [LookupError] * 2, "each is told once, then logged"
    assert len(copies_in(stick, ours_in(journal))) == 1


def test_damage_that_a_backup_finds_is_said_and_nothing_is_written_any_more(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = open_window(qtbot, window, make(tmp_path))
    monkeypatch.setattr("journal.store.copy_whole", Mock(side_effect=DamagedJournal(journal.path)))
    with errors_raised(qtbot) as raised:
        add_note(journal, "first of the day")
        qtbot.waitUntil(lambda: window.jobs.busy == 0, timeout=20_000)
    (error,) = raised
    assert isinstance(error, DamagedJournal)
    assert window.problems.takes(error)
    assert window.notices.damage.isVisible()
    assert window.notices.missed.isHidden()
    with pytest.raises(CannotSave):
        add_note(journal, "second")


def test_a_backup_that_is_owed_is_not_tried_again_once_the_journal_is_seen_to_be_damaged(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = open_window(qtbot, window, make(tmp_path))
    in_the_way = tmp_path / "mine backups"
    in_the_way.write_text("in the way")
    with qtbot.waitSignal(window.keeping.second_place_missed, timeout=20_000):
        add_note(journal, "first of the day")
    in_the_way.unlink()
    monkeypatch.setattr("journal.store.copy_whole", Mock(side_effect=DamagedJournal(journal.path)))
    again = window.keeping._backing_up._again
    with errors_raised(qtbot) as raised:
        again.setInterval(0)
        qtbot.waitUntil(lambda: not again.isActive(), timeout=20_000)
    assert [type(one) for one in raised] == [DamagedJournal]
    assert window.jobs.busy == 0
    assert window.notices.missed.isHidden()


def wait_for_closing(progress: Progress) -> None:
    while not progress.is_cancelled:
        pass


def test_what_is_written_as_the_window_closes_is_backed_up_as_well(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    journal = open_window(qtbot, window, make(tmp_path))
    window.jobs._pool.setMaxThreadCount(1)
    window.jobs.start(wait_for_closing, bool)  # and so the backup is queued
    add_note(journal, "first of the day")
    window.close()
    assert len(backups(journal.path)) == 1


def test_settings_show_backups_and_lead_back_to_one(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    journal = open_window(qtbot, window, make(tmp_path))
    card = settings_of(window).backups
    with qtbot.waitSignal(window.keeping.backed_up, timeout=20_000):
        click(card.now)
    add_note(journal, "later")
    (row,) = card.rows
    row.buttons[0].click()
    qtbot.waitUntil(card.asking.isVisible)
    assert "1 note entered since would go" in card.asking.words.text()
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        card.asking.agree.click()
    assert "as it was in the backup" in window.notices.passing.words
    assert window.stack.shown == SETTINGS
    assert window.journal is not None
    path = window.journal.path
    assert notes(path) == [MARKER]
    assert sorted(one.reason for one in backups(path)) == ["asked for", "before restore"]


def test_a_backup_of_another_journal_that_had_the_name_before_is_shown_as_such(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = make(tmp_path)
    with Journal.open(path) as journal:
        back_up(journal, Reason.DAILY)
    path.unlink()
    card = BackupsCard(Jobs())
    qtbot.addWidget(card)
    with Journal.open(make(tmp_path)) as journal:
        card.open(journal)
        card.show()
        card.rows[0].buttons[0].click()
        qtbot.waitUntil(card.asking.isVisible)
    assert "a backup of another journal" in card.asking.words.text()


def test_copies_that_no_passphrase_of_now_opens_are_shown_with_where_they_lie(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("journal.on_disk.keys._ROUNDS", 10)
    path, stick = make(tmp_path, PASSPHRASE), tmp_path / "stick"
    stick.mkdir()
    with Journal.open(path, PASSPHRASE) as journal:
        done = back_up(journal, Reason.DAILY, second=stick)
    done.path.unlink()
    set_passphrase(path, PASSPHRASE, "another one")  # without the stick
    card = BackupsCard(Jobs())
    qtbot.addWidget(card)
    with Journal.open(path, "another one") as journal:
        card.open(journal)
        card.show_second_place(stick)
        card.show()
        qtbot.waitUntil(card.left.isVisible)
    assert card.left.under_another.paths.text() == str(done.second)
    assert card.left.in_clear.isHidden()
    card.show_second_place(None)
    assert card.left.isHidden()


def test_no_backup_is_made_of_the_sample_patient(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Mock()
    monkeypatch.setattr(keeping_backups, "back_up", made)
    with qtbot.waitSignal(window.loading.opened, timeout=20_000):
        window.start(Start(is_demo=True))
        window.show()
    journal = window.journal
    assert journal is not None
    with journal.write("Note") as session:
        session.add(Note(day=DAY, text="mine"))
    qtbot.waitUntil(lambda: window.jobs.busy == 0, timeout=20_000)
    made.assert_not_called()
