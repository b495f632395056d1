"""What a kill left of a copy is taken away, and what is still being written is not."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest

from journal.on_disk.copies import remove_unfinished
from journal.safekeeping.backups import Reason, back_up
from journal.store import Journal
from tests.journal.safekeeping.sealed import make_journal

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY_LONG = timedelta(days=1)


def test_what_a_kill_left_of_a_backup_is_taken_away_in_both_places(tmp_path: Path) -> None:
    path, second = make_journal(tmp_path), tmp_path / "stick"
    second.mkdir()
    with Journal.open(path) as journal:
        back_up(journal, Reason.DAILY, second=second, now=NOON)
    (there,) = second.iterdir()
    for folder in (tmp_path / "mine backups", there):
        for ending in (".part", ".0b1c.part", ".part-journal"):
            (folder / f".mine 2026-03-10 110000Z asked for.tidemark{ending}").touch()
    (tmp_path / ".mine.tidemark.part-journal").touch()
    others = there / ".yours 2026-03-10 110000Z daily.tidemark.part"
    others.touch()

    with Journal.open(path) as journal:
        left_here = [*tmp_path.glob(".*part*"), *(tmp_path / "mine backups").glob(".*")]
        back_up(journal, Reason.DAILY, second=second, now=NOON + DAY_LONG)

    assert left_here == []
    assert [*second.rglob(".*")] == [others]


def test_what_another_program_is_writing_is_not_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, folder = make_journal(tmp_path), tmp_path / "mine backups"
    folder.mkdir()

    def put_on_disk(_half: Path) -> None:
        Journal.open(path).close()  # the window opens, and clears away what a kill left

    monkeypatch.setattr("journal.on_disk.copies._put_on_disk", put_on_disk)
    with Journal.open(path, to_read=True) as journal:
        done = back_up(journal, Reason.ASKED, now=NOON)
    assert [*folder.iterdir()] == [done.path]


def test_in_a_folder_without_locks_only_what_is_a_day_old_counts_as_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, folder = make_journal(tmp_path), tmp_path / "mine backups"
    folder.mkdir()
    old, new = (
        folder / f".mine 2026-03-10 110000Z daily.tidemark.{ab}.part" for ab in ("0b1c", "1c0b")
    )
    for half in (old, new):
        half.touch()
    os.utime(old, (0, 0))
    monkeypatch.setattr("fcntl.flock", Mock(side_effect=OSError))
    remove_unfinished(path)
    assert [*folder.iterdir()] == [new]
