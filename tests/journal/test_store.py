"""What a person may rely on when she saves, and what happens to files that are no journal."""

import contextlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlcipher3 import dbapi2 as sqlcipher

from journal import obstacles
from journal.obstacles import (
    AlreadyThere,
    CannotMake,
    CannotSave,
    DamagedJournal,
    JournalInUse,
    NewerJournal,
    NoJournal,
    NotAJournal,
    Obstacle,
    OlderJournal,
)
from journal.on_disk import journal_file, sums
from journal.on_disk.opened import Opened
from journal.records import KINDS, CheckIn, Draft, Note, Person, Role, Setting, Treatment
from journal.store import Journal
from tests.builders import DAY, check_in, new_journal, treatment
from tests.examples import tried


def count(journal: Journal, model: type[Any]) -> int:
    with journal.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_saved_entry_is_there_after_opening_again(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        session.add(check_in(total=12))
    with Journal.open(tmp_path / "mine.tidemark") as again, again.read() as session:
        kept = session.scalars(select(CheckIn)).one()
        assert (kept.day, kept.total) == (DAY, 12)


def test_a_write_that_fails_midway_leaves_nothing(tmp_path: Path) -> None:
    def fail_midway(journal: Journal) -> None:
        with journal.write("Log") as session:
            session.add(check_in())
            session.flush()
            raise ZeroDivisionError

    with new_journal(tmp_path) as journal:
        with pytest.raises(ZeroDivisionError):
            fail_midway(journal)
        assert count(journal, CheckIn) == 0
        with journal.write("Log") as session:
            session.add(check_in())
        assert count(journal, CheckIn) == 1


def test_a_finished_write_tells_which_kinds_changed(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        told: list[frozenset[type]] = []
        stop = journal.listen(told.append)
        with journal.write("Log") as session:
            session.add_all([check_in(), treatment(), Draft(form="x", day=DAY, content={})])
        with journal.write("Nothing at all"):
            pass
        with journal.write("Change") as session:
            session.scalars(select(Treatment)).one().minutes = 60
        stop()
        with journal.write("Unheard") as session:
            session.add(check_in())
    assert told == [frozenset({CheckIn, Treatment, Draft}), frozenset({Treatment})]


def test_a_failed_write_tells_nobody(tmp_path: Path) -> None:
    def fail(journal: Journal) -> None:
        with journal.write("Log") as session:
            session.add(check_in())
            raise ZeroDivisionError

    with new_journal(tmp_path) as journal:
        told: list[frozenset[type]] = []
        journal.listen(told.append)
        with pytest.raises(ZeroDivisionError):
            fail(journal)
        assert told == []


def test_reading_sees_one_unchanging_view_while_a_write_goes_on(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, journal.read() as reading:
        assert reading.scalar(select(func.count()).select_from(CheckIn)) == 0
        with journal.write("Log") as session:
            session.add(check_in())
        assert reading.scalar(select(func.count()).select_from(CheckIn)) == 0


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    with Journal.create(tmp_path / "mine.tidemark") as journal, journal.write("Log") as session:
        session.add(check_in())
        session.flush()
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert set(modes.values()) == {0o600}, modes


def test_saves_are_synced_and_links_are_checked(tmp_path: Path) -> None:
    with Journal.create(tmp_path / "mine.tidemark") as journal, journal.read() as session:
        connection = session.connection()
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_second_window_is_refused_and_a_reader_is_not(tmp_path: Path) -> None:
    path = tmp_path / "mine.tidemark"
    with new_journal(tmp_path) as journal:
        with pytest.raises(JournalInUse):
            Journal.open(path)
        with journal.write("Log") as session:
            session.add(check_in())
        with Journal.open(path, to_read=True) as reader:
            assert reader.is_read_only
            assert count(reader, CheckIn) == 1
    with Journal.open(path) as again:
        assert not again.is_read_only


def test_the_lock_of_a_killed_program_does_not_keep_the_journal_shut(tmp_path: Path) -> None:
    path = tmp_path / "mine.tidemark"
    new_journal(tmp_path).close()
    code = (
        "import os, signal, sys; from pathlib import Path; from journal.store import Journal\n"
        "from tests.builders import check_in\n"
        "j = Journal.open(Path(sys.argv[1]))\n"
        "with j.write('Log') as s: s.add(check_in())\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    root = Path(__file__).resolve().parents[2]
    killed = subprocess.run([sys.executable, "-c", code, str(path)], cwd=root, check=False)
    assert killed.returncode == -9
    with Journal.open(path) as journal:
        assert count(journal, CheckIn) == 1


def test_a_new_journal_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "letter.tidemark"
    path.write_text("Dear doctor")
    with pytest.raises(AlreadyThere):
        Journal.create(path)
    assert path.read_text() == "Dear doctor"


def test_a_journal_cannot_be_made_in_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(CannotMake):
        Journal.create(tmp_path / "nowhere" / "mine.tidemark")


@pytest.mark.parametrize("content", [b"", b"hello", bytes(range(256)) * 40])
def test_a_file_that_is_no_journal_is_refused_and_left_alone(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "other.tidemark"
    path.write_bytes(content)
    with pytest.raises(NotAJournal):
        Journal.open(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotAJournal):
        Journal.open(path)
    assert path.read_bytes() == before


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(NoJournal):
        Journal.open(tmp_path / "gone.tidemark")


def test_a_newer_journal_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.tidemark"
    new_journal(tmp_path).close()
    set_version(path, 99)
    before = path.read_bytes()
    with pytest.raises(NewerJournal) as told:
        Journal.open(path)
    assert told.value.found == 99
    assert path.read_bytes() == before


def test_an_older_journal_is_not_changed_by_one_who_only_reads(tmp_path: Path) -> None:
    new_journal(tmp_path).close()
    set_version(tmp_path / "mine.tidemark", 0)
    with pytest.raises(OlderJournal):
        Journal.open(tmp_path / "mine.tidemark", to_read=True)


def set_version(path: Path, version: int) -> None:
    connection = sqlcipher.connect(str(path))
    connection.execute(f"PRAGMA user_version = {version}")
    sums.write_all(connection)
    connection.commit()
    connection.close()


def test_a_truncated_journal_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "mine.tidemark"
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        session.add_all(check_in() for _ in range(200))
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(DamagedJournal):
        Journal.open(path)


def test_a_link_to_a_journal_shares_its_lock(tmp_path: Path) -> None:
    new_journal(tmp_path).close()
    link = tmp_path / "elsewhere" / "link.tidemark"
    link.parent.mkdir()
    link.symlink_to(tmp_path / "mine.tidemark")
    with Journal.open(tmp_path / "mine.tidemark"), pytest.raises(JournalInUse):
        Journal.open(link)
    assert list(link.parent.iterdir()) == [link]


@tried(15)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=200)), min_size=1))
def test_a_journal_with_bytes_overwritten_is_read_right_or_said_to_be_damaged(
    tmp_path: Path, damage: list[tuple[int, bytes]]
) -> None:
    whole = tmp_path / "whole.tidemark"
    if not whole.exists():
        with Journal.create(whole) as journal, journal.write("Log") as session:
            session.add_all(check_in(total=number, note="x" * 200) for number in range(60))
    path = tmp_path / f"{uuid.uuid4()}.tidemark"
    content = bytearray(whole.read_bytes())
    for place, some in damage:
        start = 100 + place % (len(content) - 400)  # the header is another test's
        content[start : start + len(some)] = some
    path.write_bytes(content)
    with (
        contextlib.suppress(DamagedJournal, NotAJournal, NewerJournal, OlderJournal, CannotSave),
        Journal.open(path, to_read=True) as journal,
        journal.read() as session,
    ):
        for kind in KINDS:
            session.scalars(select(kind)).all()


def test_who_only_reads_leaves_no_files_behind(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        session.add(check_in())
    before = sorted(tmp_path.iterdir())
    with Journal.open(tmp_path / "mine.tidemark", to_read=True) as reader:
        assert count(reader, CheckIn) == 1
    assert sorted(tmp_path.iterdir()) == before


def test_a_session_that_reads_cannot_write(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, journal.read() as session:
        session.add(check_in())
        with pytest.raises(RuntimeError):
            session.flush()
    with (
        Journal.open(tmp_path / "mine.tidemark", to_read=True) as reader,
        pytest.raises(CannotSave),
        reader.write("Log"),
    ):
        pass


def test_a_record_and_what_it_refers_to_can_be_added_in_any_order(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Log") as session:
            session.add(check_in(observer_id="ben"))
            session.add(Person(id="ben", name="Ben", role=Role.CAREGIVER))
        assert count(journal, CheckIn) == 1


def test_a_listener_that_fails_keeps_nobody_else_from_hearing(tmp_path: Path) -> None:
    def fail(_kinds: object) -> None:
        raise ZeroDivisionError

    with new_journal(tmp_path) as journal:
        told: list[frozenset[type]] = []
        journal.listen(fail)
        journal.listen(told.append)
        with pytest.raises(ZeroDivisionError), journal.write("Log") as session:
            session.add(check_in())
        assert told == [frozenset({CheckIn})]
        assert count(journal, CheckIn) == 1


def test_a_journal_that_cannot_be_made_whole_is_not_made_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_opened: object) -> None:
        raise OperationalError("", {}, Exception("database or disk is full"))

    monkeypatch.setattr(journal_file, "_bring_up_to_date", fail)
    with pytest.raises(CannotMake):
        Journal.create(tmp_path / "mine.tidemark")
    assert list(tmp_path.iterdir()) == []


def test_a_journal_whose_log_the_disk_had_no_room_to_take_in_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = journal_file._bring_up_to_date
    reading = []

    def leave_a_log(opened: Opened) -> None:
        """As on a full disk: closing cannot take the log in, here because somebody still reads."""
        whole(opened)
        reading.append(sqlcipher.connect(opened.path))
        reading[0].execute("SELECT count(*) FROM sqlite_schema").fetchone()

    monkeypatch.setattr(journal_file, "_bring_up_to_date", leave_a_log)
    with pytest.raises(CannotMake):
        Journal.create(tmp_path / "mine.tidemark")
    reading[0].close()
    assert list(tmp_path.glob("*mine*")) == []


@pytest.mark.parametrize("name", ["mine/x.tidemark", "n" * 300])
def test_a_name_under_which_no_file_can_be_made_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "mine").write_bytes(b"")
    with pytest.raises(CannotMake):
        Journal.create(tmp_path / name)
    assert [one.name for one in tmp_path.iterdir()] == ["mine"]


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text elsewhere")
def test_a_file_name_that_is_no_text_is_a_name_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"m\xffne.tidemark")
    with Journal.create(path) as journal, journal.write("Log") as session:
        session.add(check_in())
    with Journal.open(path) as again:
        assert count(again, CheckIn) == 1
        again.copy_to(path.with_suffix(".copy"))
    assert path.with_suffix(".copy").exists()


def test_a_full_disk_leaves_the_journal_as_it_was(tmp_path: Path) -> None:
    def fill(journal: Journal) -> None:
        with journal.write("Log") as session:
            session.connection().exec_driver_sql("PRAGMA max_page_count = 1")
            session.add_all(Note(day=DAY, text="x" * 5000) for _ in range(100))

    with new_journal(tmp_path) as journal:
        with pytest.raises(CannotSave) as told:
            fill(journal)
        assert told.value.obstacle is Obstacle.FULL
        assert count(journal, Note) == 0


def test_a_broken_constraint_is_a_defect_and_not_the_files_fault(tmp_path: Path) -> None:
    with (
        new_journal(tmp_path) as journal,
        pytest.raises(IntegrityError),
        journal.write("Log") as session,
    ):
        session.add(check_in(observer_id="nobody"))


@contextmanager
def as_nobody() -> Iterator[None]:
    """Drop root's right to write anywhere, so that a read-only folder is one."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder outside the test run's private one, so that another user can reach it."""
    folder = Path("/tmp") / f"tidemark-test-{os.getpid()}"  # noqa: S108
    folder.mkdir(mode=0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.parametrize("leave_log", [False, True])
def test_a_journal_in_a_read_only_folder_opens_for_reading(
    public_folder: Path, leave_log: bool
) -> None:
    made = new_journal(public_folder)
    with made.write("Log") as session:
        session.add(check_in())
    if leave_log:
        log = public_folder / "mine.tidemark-wal"
        kept = log.read_bytes()
        made.close()
        log.write_bytes(kept)
    made.close()
    (public_folder / "mine.tidemark.lock").unlink(missing_ok=True)
    for file in public_folder.iterdir():
        file.chmod(0o444)
    public_folder.chmod(0o555)
    before = {file.name: file.read_bytes() for file in public_folder.iterdir()}
    with as_nobody(), Journal.open(public_folder / "mine.tidemark") as journal:
        assert journal.is_read_only
        assert count(journal, CheckIn) == 1
        with pytest.raises(CannotSave) as told, journal.write("Log"):
            pass
        assert told.value.obstacle is Obstacle.READ_ONLY
    assert {file.name: file.read_bytes() for file in public_folder.iterdir()} == before


def test_a_write_inside_a_write_is_a_defect(tmp_path: Path) -> None:
    with (
        new_journal(tmp_path) as journal,
        journal.write("Outer"),
        pytest.raises(RuntimeError),
        journal.write("Inner"),
    ):
        pass


def test_a_write_on_another_thread_is_waited_for(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, ThreadPoolExecutor(1) as threads:
        with journal.write("First") as session:
            session.add(check_in())
            session.flush()
            second = threads.submit(_log_one, journal)
            assert not second.done()
        second.result(timeout=10)
        assert count(journal, CheckIn) == 2


def _log_one(journal: Journal) -> None:
    with journal.write("Second") as session:
        session.add(check_in())


def test_a_journal_marked_as_sample_says_so(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        assert not journal.is_sample
        with journal.write("Mark") as session:
            session.add(Setting(name="sample", value={"is": True}))
    with Journal.open(tmp_path / "mine.tidemark") as again:
        assert again.is_sample


def test_every_error_of_the_file_names_the_file() -> None:
    kinds = [kind for kind in vars(obstacles).values() if isinstance(kind, type)]
    errors = [kind for kind in kinds if issubclass(kind, Exception)]
    assert {obstacles.NoJournal, obstacles.CannotSave} <= set(errors)
    assert all(issubclass(kind, obstacles.JournalError) for kind in errors)


def test_nothing_is_saved_into_a_file_that_was_moved_away(tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere.tidemark"
    with new_journal(tmp_path) as journal:
        journal.path.rename(moved)
        with pytest.raises(CannotSave) as told, journal.write("Log"):
            pass
        assert told.value.obstacle is obstacles.Obstacle.GONE
        moved.rename(journal.path)
        _log_one(journal)
        assert count(journal, CheckIn) == 1
