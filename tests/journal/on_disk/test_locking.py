import errno
import json
import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest

from journal.command_line.error_words import refusal_of
from journal.days import Instant
from journal.obstacles import Holder, JournalInUse
from journal.on_disk.journal_file import held
from journal.on_disk.locking import take_lock
from journal.store import Journal
from tests.builders import new_journal

ANOTHER = {"computer": "attic", "since": "2026-01-10T19:40:00+00:00"}


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    with new_journal(tmp_path) as journal:
        path = journal.path
    yield path
    Journal.open(path, takes_over=True).close()  # or the lock would have outlived the test


def lock_of(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


def leave_note(path: Path, note: object) -> None:
    """What a computer leaves that stops without closing the journal."""
    lock_of(path).write_bytes(b"\0" + json.dumps(note).encode())


def refused(path: Path) -> JournalInUse:
    with pytest.raises(JournalInUse) as found:
        Journal.open(path)
    return found.value


def test_who_is_refused_is_told_which_computer_holds_it_since_when(path: Path) -> None:
    with Journal.open(path):
        refused(path)  # and an attempt takes nothing of the note away
        error = refused(path)
    assert error.is_locked
    assert error.holder is not None
    assert (error.holder.computer, error.holder.is_here) == (platform.node(), True)


@pytest.mark.parametrize("is_locked", [True, False])
@pytest.mark.parametrize("computer", ["here", "attic"])
def test_the_command_line_says_where_it_is_open_since_when(computer: str, is_locked: bool) -> None:
    since = Instant.parse(ANOTHER["since"])
    holder = Holder(computer, since, is_here=computer == "here")
    refusal = refusal_of(JournalInUse(Path("mine.tidemark"), holder, is_locked=is_locked))
    assert refusal is not None
    assert f"{since.local.astimezone():%Y-%m-%d %H:%M}" in refusal.sentence
    assert ("attic" in refusal.sentence) == (computer == "attic")
    assert "Nothing was changed" in refusal.sentence


def test_what_is_held_while_no_window_has_it_open_is_told_alike(path: Path) -> None:
    with held(path):
        assert refused(path).holder is not None


def test_a_note_of_another_computer_counts_though_its_lock_did_not_come_along(path: Path) -> None:
    leave_note(path, ANOTHER)
    error = refused(path)
    assert not error.is_locked
    assert error.holder is not None
    assert (error.holder.computer, error.holder.is_here) == ("attic", False)
    assert str(error.holder.since) == ANOTHER["since"]
    with Journal.open(path, to_read=True) as reader:
        assert reader.is_read_only
    assert refused(path).holder is not None, "being refused and reading leave the note"


def test_it_is_written_in_here_once_the_person_says_so(path: Path) -> None:
    leave_note(path, ANOTHER)
    with Journal.open(path, takes_over=True) as journal:
        assert not journal.is_read_only
        with pytest.raises(JournalInUse):
            Journal.open(path, takes_over=True)  # a lock that is held is nobody's to take over
    Journal.open(path).close()


def test_a_note_of_this_computer_was_left_by_a_kill_and_is_passed_over(path: Path) -> None:
    leave_note(path, ANOTHER | {"computer": platform.node()})
    Journal.open(path).close()
    assert len(lock_of(path).read_bytes()) <= 1, "a journal that was closed is nobody's"


@pytest.mark.parametrize(
    "note", [{}, [], 7, {"computer": 7, "since": "now"}, {"computer": "attic", "since": "soon"}]
)
def test_words_that_are_no_note_keep_nobody_out(path: Path, note: object) -> None:
    leave_note(path, note)
    Journal.open(path).close()


def test_a_lock_that_was_let_go_of_twice_takes_nothing_from_the_next(path: Path) -> None:
    lock = take_lock(path)
    assert lock is not None
    lock.release()
    with Journal.open(path):
        lock.release()
        assert refused(path).holder is not None


@pytest.mark.skipif(sys.platform == "win32", reason="locks files in another way")
@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS])
def test_where_nothing_can_be_locked_a_journal_is_read_and_locked_for_nobody(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    with monkeypatch.context() as folder:
        folder.setattr("fcntl.flock", Mock(side_effect=OSError(number, "no locks")))
        with Journal.open(path) as journal:
            assert journal.is_read_only
    with Journal.open(path) as journal:
        assert not journal.is_read_only
