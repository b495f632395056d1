"""What is read out of a damaged journal: all that can be, nothing else, into a file of its own."""

import os
import shutil
import stat
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import select

from journal.obstacles import DamagedJournal, WrongPassphrase
from journal.on_disk.driver import connect
from journal.on_disk.keys import Key, derive, salt_of
from journal.records import KINDS, CheckIn, Note, Person, Role, Version
from journal.safekeeping.backups import Reason, back_up
from journal.safekeeping.rescue import NothingReadable, Rescued, rescue
from journal.safekeeping.restoring import newest_good, put_aside, take_place
from journal.safekeeping.sifting import Counts
from journal.store import Journal
from tests.builders import DAY, check_in, fixed_clock
from tests.journal.safekeeping.sealed import MARKER, PASSPHRASE, add_note, files_with, notes

PAGE = 4096
NOW = datetime(2026, 1, 24, 12, tzinfo=UTC)
KEY = Key(bytes(range(32)), bytes(range(16)))
KEYS = pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
N = 60


def make(folder: Path, key: Key | str | None = None) -> Path:
    """A closed journal: an observer, and check-ins over many pages, one of them thrown away."""
    path = folder / "mine.tidemark"
    path.write_bytes(_made(key))
    path.chmod(0o600)
    return path


@cache
def _made(key: Key | str | None) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mine.tidemark"
        _make(path, key)
        return path.read_bytes()


def _make(path: Path, key: Key | str | None) -> None:
    with Journal.create(path, key, clock=fixed_clock()) as journal:
        with journal.write("Add somebody") as session:
            session.add(Person(id="ben", name="Ben", role=Role.CAREGIVER))
        with journal.write("Log") as session:
            session.add_all(told(number) for number in range(N))
        with journal.write("Throw away") as session:
            session.get_one(CheckIn, "c0").deleted_utc = journal.clock().utc
        add_note(journal, MARKER)


def told(number: int) -> CheckIn:
    answers = {str(item): number % 3 for item in range(1, 8)}
    total = float(sum(answers.values()))
    return check_in(
        id=f"c{number}",
        answers=answers,
        scores={"total": total},
        total=total,
        note=f"{number} " + "x" * 700,
        observer_id="ben" if number % 2 else None,
    )


def pages_of(path: Path, key: Key | None, table: str) -> tuple[int, list[int]]:
    """The root of a table, from 1, and the leaves below it."""
    connection = connect(path, key)
    (root,) = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
    ).fetchone()
    connection.close()
    content = path.read_bytes()
    marked = f"{0} ".encode() if key else b"x" * 700
    return root, [
        number + 1
        for number in range(len(content) // PAGE)
        if content[number * PAGE : (number + 1) * PAGE].count(marked) > 2
    ]


def spoil(path: Path, page: int, content: bytes = bytes(PAGE)) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(content)


def ids(path: Path, key: Key | str | None = None) -> dict[str, set[str]]:
    with Journal.open(path, key, to_read=True) as journal, journal.read() as session:
        return {kind.__tablename__: set(session.scalars(select(kind.id))) for kind in KINDS}


def rescued(path: Path, key: Key | str | None = None, backup: Path | None = None) -> Rescued:
    """Rescue, and see that the damaged file is as it was and nothing else is left beside it."""
    before = path.read_bytes(), set(path.parent.iterdir())
    found = rescue(path, key, backup=backup, now=NOW)
    assert path.read_bytes() == before[0]
    assert set(path.parent.iterdir()) - before[1] == {found.path}
    assert stat.S_IMODE(found.path.stat().st_mode) == 0o600
    return found


def test_rows_around_a_page_that_is_gone_are_read_and_those_on_it_are_counted(
    tmp_path: Path,
) -> None:
    path = make(tmp_path)
    _, leaves = pages_of(path, None, "check_ins")
    spoil(path, leaves[3])
    found = rescued(path)
    counts = found.counts["check_ins"]
    assert found.path.name == "mine rescued 2026-01-24.tidemark"
    assert 0 < counts.unreadable < 8
    assert counts == Counts(N - counts.unreadable, counts.unreadable, 0)
    assert found.records.read == len(set.union(*ids(found.path).values())) == counts.read + 2
    with Journal.open(found.path) as journal, journal.read() as session:
        assert session.get_one(CheckIn, "c0").deleted_utc is not None, "the trash comes along"
        before = [one.before for one in session.scalars(select(Version)) if one.record_id == "c0"]
    assert {state and state["id"] for state in before} == {None, "c0"}, "and so do versions"


@KEYS
def test_a_table_whose_root_is_gone_is_read_page_by_page(tmp_path: Path, key: Key | None) -> None:
    path = make(tmp_path, key)
    root, _ = pages_of(path, key, "check_ins")
    spoil(path, root, os.urandom(PAGE))
    found = rescued(path, key)
    assert found.counts["check_ins"] == Counts(N, 0, 0)
    assert ids(found.path, key)["check_ins"] == {f"c{number}" for number in range(N)}
    assert bool(files_with(MARKER, tmp_path)) == (key is None)


@KEYS
def test_a_journal_without_its_first_page_is_read_page_by_page(
    tmp_path: Path, key: Key | None
) -> None:
    path = make(tmp_path, key)
    spoil(path, 1)
    assert rescued(path, key).records == Counts(N + 2, 0, 0)


def test_a_journal_that_was_cut_off_gives_what_is_left(tmp_path: Path) -> None:
    path = make(tmp_path)
    with path.open("r+b") as file:
        file.truncate(pages_of(path, None, "check_ins")[1][6] * PAGE)
    found = rescued(path)
    assert found.records.read > N // 4
    assert found.records.read + found.records.unreadable + found.records.refused == N + 2


def test_the_salt_of_a_damaged_beginning_is_that_of_a_backup(tmp_path: Path) -> None:
    path = make(tmp_path, KEY)
    path.unlink()
    key = derive(PASSPHRASE, KEY.salt)
    make(tmp_path, key)
    with Journal.open(path, key) as journal:
        back_up(journal, Reason.ASKED)
    spoil(path, 1)
    assert rescued(path, PASSPHRASE).records.read == N + 2
    with pytest.raises(WrongPassphrase):
        rescue(path, "another")


def test_what_a_crash_left_in_the_log_is_read_too(tmp_path: Path) -> None:
    path = make(tmp_path)
    left = tmp_path / "left" / "mine.tidemark"
    left.parent.mkdir()
    with Journal.open(path) as journal:
        add_note(journal, "the newest")
        for ending in ("", "-wal"):
            shutil.copyfile(f"{path}{ending}", f"{left}{ending}")
    _, leaves = pages_of_copy(left, tmp_path)
    spoil(left, leaves[3])
    assert notes(rescued(left).path) == [MARKER, "the newest"]


def pages_of_copy(path: Path, folder: Path) -> tuple[int, list[int]]:
    copied = folder / "copied"
    shutil.copyfile(path, copied)
    return pages_of(copied, None, "check_ins")


def test_a_log_of_another_file_does_not_keep_the_file_itself_from_being_read(
    tmp_path: Path,
) -> None:
    path = make(tmp_path)
    (tmp_path / "other").mkdir()
    with Journal.create(tmp_path / "other" / "mine.tidemark") as other:
        add_note(other, "of another")
        shutil.copyfile(f"{other.path}-wal", f"{path}-wal")
    with pytest.raises(DamagedJournal):
        Journal.open(path)
    assert ids(rescued(path).path)["check_ins"] == {f"c{number}" for number in range(N)}


def test_a_column_whose_name_is_no_text_any_more_takes_no_rows_along(tmp_path: Path) -> None:
    path = make(tmp_path)
    before = ids(path)
    content = path.read_bytes()
    as_made = b"\tanswers JSON"
    assert as_made in content
    path.write_bytes(content.replace(as_made, b"\tansw\x91rs JSON"))
    assert ids(rescued(path).path) == before


def test_values_that_nobody_entered_are_refused(tmp_path: Path) -> None:
    path = make(tmp_path)
    raw = connect(path)
    raw.execute("PRAGMA ignore_check_constraints = ON")
    raw.execute(
        "UPDATE check_ins SET answers = replace(answers, '\"3\": 1', '\"3\": 2') WHERE id = 'c1'"
    )
    raw.execute("UPDATE check_ins SET day = 'yesterday' WHERE id = 'c2'")
    raw.execute("UPDATE check_ins SET note = x'ff00' WHERE id = 'c3'")
    raw.execute("UPDATE check_ins SET changed_utc = '2626-01-01 00:00:00.000000' WHERE id = 'c4'")
    raw.execute("UPDATE check_ins SET scores = '{\"total\": NaN}' WHERE id = 'c6'")
    raw.close()
    found = rescued(path)
    assert found.counts["check_ins"] == Counts(N - 5, 0, 5)


def test_what_does_not_fit_its_sum_is_left_out_unless_others_hang_on_it(tmp_path: Path) -> None:
    path = make(tmp_path)
    with closing(connect(path)) as raw:
        raw.execute("UPDATE notes SET text = 'another'")
        raw.execute("UPDATE people SET name = 'Bem'")
    found = rescued(path)
    assert found.counts["notes"] == Counts(0, 0, 1)
    assert found.counts["people"] == Counts(1, 0, 0, unproven=1)
    assert found.counts["check_ins"] == Counts(N, 0, 0)


@KEYS
def test_where_sums_are_gone_it_is_told_of_how_many_records(
    tmp_path: Path, key: Key | None
) -> None:
    path = make(tmp_path, key)
    root, _ = pages_of(path, key, "sums")
    spoil(path, root)
    found = rescued(path, key).records
    assert found == Counts(N + 2, 0, 0, unproven=found.unproven)
    assert (found.unproven > 0) is (key is None), "an encrypted page is sealed by itself"


def test_without_the_person_an_observers_rating_does_not_become_the_patients(
    tmp_path: Path,
) -> None:
    path = make(tmp_path)
    with Journal.open(path) as journal:
        good = back_up(journal, Reason.ASKED).path
    root, _ = pages_of(path, None, "people")
    spoil(path, root)
    alone, joined = rescued(path), rescued(path, backup=good)
    assert alone.counts["check_ins"] == Counts(N // 2, 0, N // 2)
    assert joined.counts["check_ins"] == Counts(N, 0, 0)
    assert "ben" in ids(joined.path)["people"]
    assert joined.path.name == "mine rescued 2026-01-24 2.tidemark"


def test_a_backup_and_what_was_read_give_the_best_of_both(tmp_path: Path) -> None:
    path = make(tmp_path)
    with Journal.open(path, clock=fixed_clock("2026-01-24T22:00:00+00:00")) as journal:
        good = back_up(journal, Reason.ASKED).path
        add_note(journal, "after the backup")
        with journal.write("Change") as session:
            changed = session.scalars(select(Note).where(Note.text == MARKER)).one()
            changed.text = "changed since"
    _, leaves = pages_of(path, None, "check_ins")
    spoil(path, leaves[3])
    found = rescued(path, backup=good)
    assert found.added == found.counts["check_ins"].unreadable > 0
    assert ids(found.path)["check_ins"] == {f"c{number}" for number in range(N)}
    assert notes(found.path) == ["after the backup", "changed since"]


@pytest.mark.parametrize("size", [20 * PAGE, 60, 0])
def test_where_nothing_can_be_read_nothing_is_left_behind(tmp_path: Path, size: int) -> None:
    path = tmp_path / "mine.tidemark"
    path.write_bytes(os.urandom(size))
    with pytest.raises(NothingReadable):
        rescue(path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = make(tmp_path)
    spoil(path, 4)
    return path


def test_what_was_rescued_takes_the_place_of_the_damaged_file_which_is_kept(damaged: Path) -> None:
    before = damaged.read_bytes()
    kept = take_place(rescued(damaged).path, damaged)
    assert kept is not None
    assert kept.read_bytes() == before
    assert kept.name.endswith(" damaged.tidemark")
    assert notes(damaged) == [MARKER]


def test_the_newest_backup_that_can_be_read_is_found_past_damaged_ones(tmp_path: Path) -> None:
    path = make(tmp_path)
    with Journal.open(path) as journal:
        made = [back_up(journal, Reason.ASKED, now=NOW.replace(day=day)).path for day in (3, 4, 5)]
        back_up(journal, Reason.ASKED, now=NOW.replace(year=2027))
    spoil(made[-1], 4)
    put_aside(path)
    found = newest_good(path, now=NOW)
    assert found is not None
    assert found.backup.path == made[1]
    assert (found.records, found.last_day, found.passed_over) == (N + 1, DAY, 1)


def test_a_backup_in_the_second_place_counts_as_well(tmp_path: Path) -> None:
    path, stick = make(tmp_path), tmp_path / "stick"
    stick.mkdir()
    with Journal.open(path) as journal:
        done = back_up(journal, Reason.ASKED, second=stick)
    spoil(done.path, 4)
    found = newest_good(path, second=stick)
    assert found is not None
    assert found.backup.path == done.second
    assert newest_good(path) is None
    assert salt_of(done.path)
