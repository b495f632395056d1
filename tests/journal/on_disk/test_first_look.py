"""A journal that is damaged is refused before anything has been written to it or beside it."""

import contextlib
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlcipher3 import dbapi2 as sqlite

from journal.history.trash import discard, empty_trash
from journal.obstacles import CannotSave, DamagedJournal, NotAJournal, Obstacle
from journal.on_disk.disk_file import PAGE
from journal.records import CheckIn, Note
from journal.safekeeping.rescue import rescue
from journal.store import Journal
from tests.builders import DAY, check_in, new_journal

NOISE = random.Random(1).randbytes  # noqa: S311 - of a test
BEGINNINGS = pytest.mark.parametrize("n", [16, 100, PAGE])
"""Bytes of the beginning: the mark alone, the header, and the first page with definitions in it."""

TO_READ = pytest.mark.parametrize("to_read", [False, True])


def left_by_a_crash(tmp_path: Path) -> Path:
    """A journal whose newest entry is in the log beside it alone."""
    path = tmp_path / "mine.tidemark"
    left = tmp_path / "left.tidemark"
    with new_journal(tmp_path) as journal:
        with journal.write("Log") as session:
            session.add_all(Note(day=DAY, text="x" * 900) for _ in range(20))
        for ending in ("", "-wal"):
            shutil.copyfile(f"{path}{ending}", f"{left}{ending}")
    return left


def spoil(path: Path) -> None:
    """A page that the log does not hold never reached the disk."""
    content = bytearray(path.read_bytes())
    content[4 * PAGE : 5 * PAGE] = bytes(PAGE)
    path.write_bytes(content)


def lying_there(path: Path) -> dict[str, bytes]:
    found = path.parent.glob(f"{path.name}*")
    return {one.name: one.read_bytes() for one in found if one.suffix != ".lock"}


@TO_READ
def test_the_log_beside_a_damaged_journal_is_not_taken_in(tmp_path: Path, to_read: bool) -> None:
    left = left_by_a_crash(tmp_path)
    spoil(left)
    before = lying_there(left)
    with pytest.raises(DamagedJournal):
        Journal.open(left, to_read=to_read)
    assert len(before) == 2
    assert lying_there(left) == before


def test_what_a_kill_left_half_written_is_rolled_back_only_where_that_makes_it_whole(
    tmp_path: Path,
) -> None:
    path = tmp_path / "mine.tidemark"
    new_journal(tmp_path).close()
    raw = sqlite.connect(str(path), isolation_level=None)
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.execute("PRAGMA cache_spill = 1")
    raw.execute("PRAGMA cache_size = 1")
    raw.execute("BEGIN IMMEDIATE")
    for number in range(60):
        raw.execute("INSERT INTO settings VALUES (?, ?)", (str(number), "x" * 900))
    half = tmp_path / "half.tidemark"
    for ending in ("", "-journal"):
        shutil.copyfile(f"{path}{ending}", f"{half}{ending}")
    raw.close()
    bad = tmp_path / "bad.tidemark"
    shutil.copyfile(f"{half}-journal", f"{bad}-journal")
    shutil.copyfile(half, bad)
    content = bytearray(bad.read_bytes())
    content[20 * PAGE : 21 * PAGE] = bytes(PAGE)
    bad.write_bytes(content)
    before = lying_there(bad)

    with Journal.open(half) as journal, journal.read() as session:
        assert not session.scalars(select(Note)).all()
    with pytest.raises(DamagedJournal):
        Journal.open(bad)
    assert lying_there(bad) == before


def test_a_log_of_another_file_is_not_believed(tmp_path: Path) -> None:
    left = left_by_a_crash(tmp_path)
    other = tmp_path / "other.tidemark"
    (tmp_path / "away").mkdir()
    with new_journal(tmp_path / "away") as journal, journal.write("Log") as session:
        session.add_all(check_in(note="y" * 900) for _ in range(40))
    shutil.copyfile(tmp_path / "away" / "mine.tidemark", other)
    shutil.copyfile(f"{left}-wal", f"{other}-wal")
    before = lying_there(other)
    with pytest.raises(DamagedJournal):
        Journal.open(other)
    assert lying_there(other) == before


def test_once_damage_is_found_nothing_is_written_any_more_and_the_log_stays(tmp_path: Path) -> None:
    path = tmp_path / "mine.tidemark"
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        session.add_all(check_in(note="y" * 900) for _ in range(40))
    journal = Journal.open(path)
    with journal.write("Log") as session:
        session.add(Note(day=DAY, text="acknowledged"))
    content = bytearray(path.read_bytes())
    for page in range(4, len(content) // PAGE):
        if content[page * PAGE :][:PAGE].count(b"y" * 900) > 1:
            content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    path.write_bytes(content)
    before = lying_there(path)

    with pytest.raises(DamagedJournal), journal.read() as session:
        session.scalars(select(CheckIn)).all()
    with pytest.raises(CannotSave) as told, journal.write("Log") as session:
        session.add(Note(day=DAY, text="more"))
    journal.close()

    assert told.value.obstacle is Obstacle.DAMAGED
    after = lying_there(path)
    assert {name: after[name] for name in (path.name, f"{path.name}-wal")} == {
        name: before[name] for name in (path.name, f"{path.name}-wal")
    }


@TO_READ
def test_the_log_of_another_journal_is_not_taken_in_though_it_fits(
    tmp_path: Path, to_read: bool
) -> None:
    path = tmp_path / "mine.tidemark"
    with new_journal(tmp_path) as journal, journal.write("Write") as session:
        session.add(Note(day=DAY, text="mine"))
    (tmp_path / "other").mkdir()
    with new_journal(tmp_path / "other") as other:
        with other.write("Write") as session:
            session.add_all(Note(day=DAY, text="x" * 900) for _ in range(20))
        shutil.copyfile(f"{other.path}-wal", f"{path}-wal")
    before = lying_there(path)
    with pytest.raises(DamagedJournal):
        Journal.open(path, to_read=to_read)
    assert lying_there(path) == before
    rescued = rescue(path)
    with Journal.open(rescued.path) as journal, journal.read() as session:
        assert session.scalars(select(Note.text)).all() == ["mine"]


def test_a_log_that_empties_the_trash_of_all_there_was_is_the_journals_own(tmp_path: Path) -> None:
    path, left = tmp_path / "mine.tidemark", tmp_path / "left.tidemark"
    with new_journal(tmp_path) as journal, journal.write("Write") as session:
        session.add(Note(id="note", day=DAY, text="mine"))
    with Journal.open(path) as journal:
        with journal.write("Throw away") as session:
            discard(session, "notes", "note", journal.clock())
        with journal.write("Empty") as session:
            empty_trash(session, journal.clock())
        for ending in ("", "-wal"):
            shutil.copyfile(f"{path}{ending}", f"{left}{ending}")
    with Journal.open(left) as journal, journal.read() as session:
        assert session.scalars(select(Note)).all() == []


@BEGINNINGS
@pytest.mark.parametrize("fill", [bytes, NOISE], ids=["zeros", "noise"])
def test_a_journal_without_its_beginning_is_damaged_and_no_other_file(
    tmp_path: Path, n: int, fill: Callable[[int], bytes]
) -> None:
    with new_journal(tmp_path) as journal:
        path = journal.path
    path.write_bytes(fill(n) + path.read_bytes()[n:])
    with pytest.raises(DamagedJournal):
        Journal.open(path)


def test_a_database_of_another_program_with_a_table_of_people_is_no_journal(
    tmp_path: Path,
) -> None:
    path = tmp_path / "theirs.sqlite"
    with contextlib.closing(sqlite.connect(path)) as theirs:
        theirs.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT)")
        for number in range(40):  # so that the definitions fill more than the first page
            theirs.execute(f"CREATE TABLE table_{number} ({'a' * 200} TEXT)")
    with pytest.raises(NotAJournal):
        Journal.open(path)
