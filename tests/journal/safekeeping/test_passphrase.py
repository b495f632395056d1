"""Giving, changing and taking away a passphrase."""

import contextlib
from pathlib import Path

import pytest

from journal.obstacles import CannotSave, JournalInUse, Locked, Obstacle, WrongPassphrase
from journal.on_disk import driver, journal_file, migrations
from journal.on_disk.driver import connect
from journal.on_disk.keys import Key, derive, fits, salt_of
from journal.safekeeping import passphrase as passphrases
from journal.safekeeping.backups import Reason, back_up, backups, catch_up, copies_in
from journal.safekeeping.passphrase import encrypt_left_behind, set_passphrase
from journal.safekeeping.whose import ours_in
from journal.store import Journal
from journal.verification import verify
from tests.journal.safekeeping.sealed import (
    MARKER,
    PASSPHRASE,
    add_note,
    files_with,
    make_journal,
    notes,
)

ANOTHER = "another one"


def test_a_journal_and_its_backups_are_encrypted_and_nothing_stays_in_clear(
    tmp_path: Path,
) -> None:
    path = make_journal(tmp_path)
    with Journal.open(path) as journal:
        back_up(journal, Reason.DAILY)
    assert files_with(MARKER, tmp_path)
    done = set_passphrase(path, None, PASSPHRASE)
    assert (done.backups, done.left) == (2, ())  # the one of the day, and that from just before
    assert files_with(MARKER, tmp_path) == []
    assert notes(path, PASSPHRASE) == [MARKER]
    for one in backups(path):
        assert notes(one.path, PASSPHRASE) == [MARKER]
    with pytest.raises(Locked):
        Journal.open(path)


def test_a_changed_passphrase_opens_the_journal_and_its_backups(tmp_path: Path) -> None:
    path = make_journal(tmp_path, PASSPHRASE)
    set_passphrase(path, PASSPHRASE, ANOTHER)
    assert notes(path, ANOTHER) == [MARKER]
    assert [notes(one.path, ANOTHER) for one in backups(path)] == [[MARKER]]
    with pytest.raises(WrongPassphrase):
        Journal.open(path, PASSPHRASE)


def test_a_passphrase_taken_away_leaves_a_plain_journal(tmp_path: Path) -> None:
    path = make_journal(tmp_path, PASSPHRASE)
    set_passphrase(path, PASSPHRASE, None)
    assert notes(path) == [MARKER]
    assert [notes(one.path) for one in backups(path)] == [[MARKER]]
    verify(path)


def test_a_wrong_passphrase_changes_nothing(tmp_path: Path) -> None:
    path = make_journal(tmp_path, PASSPHRASE)
    before = path.read_bytes()
    with pytest.raises(WrongPassphrase):
        set_passphrase(path, "wrong", ANOTHER)
    assert path.read_bytes() == before
    assert backups(path) == ()


def test_a_journal_open_elsewhere_is_left_as_it_is(tmp_path: Path) -> None:
    path = make_journal(tmp_path)
    with Journal.open(path), pytest.raises(JournalInUse):
        set_passphrase(path, None, PASSPHRASE)
    assert notes(path) == [MARKER]


def test_versions_drafts_and_settings_go_along(tmp_path: Path) -> None:
    def everything(passphrase: str | None) -> dict[str, list[tuple[object, ...]]]:
        with Journal.open(path, passphrase, to_read=True) as journal, journal.read() as session:
            run = session.connection().exec_driver_sql
            tables = run("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
            return {
                table: [tuple(row) for row in run(f'SELECT * FROM "{table}"')]  # noqa: S608
                for table in tables
            }

    path = make_journal(tmp_path)
    with Journal.open(path) as journal:
        add_note(journal, "two")
    before = everything(None)
    assert before["versions"]
    set_passphrase(path, None, PASSPHRASE)
    assert everything(PASSPHRASE) == before


def test_a_second_place_is_encrypted_too(tmp_path: Path) -> None:
    path = make_journal(tmp_path)
    stick = tmp_path / "stick"
    stick.mkdir()
    with Journal.open(path) as journal:
        back_up(journal, Reason.DAILY, second=stick)
    set_passphrase(path, None, PASSPHRASE, second=stick)
    assert files_with(MARKER, tmp_path) == []


def test_a_backup_under_a_forgotten_passphrase_is_told_and_left(tmp_path: Path) -> None:
    path = make_journal(tmp_path, PASSPHRASE)
    with Journal.open(path, PASSPHRASE) as journal:
        kept = back_up(journal, Reason.DAILY).path
    old = kept.read_bytes()
    set_passphrase(path, PASSPHRASE, ANOTHER)
    kept.write_bytes(old)
    done = set_passphrase(path, ANOTHER, "a third")
    assert done.left == (kept,)
    assert kept.read_bytes() == old


@pytest.mark.parametrize("dies_at", ["_rewrite_backups", "_put_in_place"])
def test_a_change_cut_short_leaves_one_that_opens_and_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dies_at: str
) -> None:
    class Killed(BaseException):
        """As a power cut would end it."""

    def die(*_given: object, **_named: object) -> None:
        raise Killed

    path = make_journal(tmp_path)
    with Journal.open(path) as journal:
        back_up(journal, Reason.DAILY)
    with monkeypatch.context() as patched:
        patched.setattr(passphrases, dies_at, die)
        with pytest.raises(Killed):
            set_passphrase(path, None, PASSPHRASE)
    assert notes(path) == [MARKER]
    Journal.open(path).close()
    assert not list(tmp_path.rglob("*.part"))
    set_passphrase(path, None, PASSPHRASE)
    assert files_with(MARKER, tmp_path) == []


def test_no_backup_is_in_clear_while_the_journal_is_still_encrypted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """As a power cut would end it."""

    def die(*_given: object, **_named: object) -> None:
        raise Killed

    path = make_journal(tmp_path, PASSPHRASE)
    with Journal.open(path, PASSPHRASE) as journal:
        back_up(journal, Reason.DAILY)
    monkeypatch.setattr(passphrases, "_put_in_place", die)
    with pytest.raises(Killed):
        set_passphrase(path, PASSPHRASE, None)
    Journal.open(path, PASSPHRASE).close()
    assert files_with(MARKER, tmp_path) == []


def test_a_backup_left_in_clear_is_encrypted_afterwards(tmp_path: Path) -> None:
    path = make_journal(tmp_path)
    with Journal.open(path) as journal:
        kept = back_up(journal, Reason.DAILY).path
    clear = kept.read_bytes()
    set_passphrase(path, None, PASSPHRASE)
    kept.write_bytes(clear)
    encrypt_left_behind(path, derive(PASSPHRASE, salt_of(path)))
    assert files_with(MARKER, tmp_path) == []
    assert notes(kept, PASSPHRASE) == [MARKER]


def test_a_log_that_cannot_be_taken_in_is_never_left_beside_a_file_of_another_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "BUSY_SECONDS", 0.05)
    path = make_journal(tmp_path)
    with contextlib.closing(connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM notes").fetchall()
        with Journal.open(path) as journal:
            add_note(journal, "only in the log")
        with pytest.raises(CannotSave) as refused:
            set_passphrase(path, None, PASSPHRASE)
        assert refused.value.obstacle is Obstacle.BUSY
    assert notes(path) == [MARKER, "only in the log"]
    set_passphrase(path, None, PASSPHRASE)
    assert notes(path, PASSPHRASE) == [MARKER, "only in the log"]


def test_an_encrypted_older_file_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(migrations.migrate, "__defaults__", (migrations.STEPS[:1],))
        patched.setattr(journal_file, "SCHEMA_VERSION", 1)
        opened = journal_file.create_file(tmp_path / "old.tidemark", PASSPHRASE)
        opened.close()
    with Journal.open(tmp_path / "old.tidemark", PASSPHRASE) as journal:
        assert journal.is_encrypted
    (kept,) = backups(tmp_path / "old.tidemark")
    assert kept.reason == "before upgrade from 1"
    with pytest.raises(Locked):
        Journal.open(kept.path, to_read=True)


def test_copies_in_a_second_place_that_was_missing_are_told_and_follow_when_it_is_back(
    tmp_path: Path,
) -> None:
    keys = [Key(bytes([number]) * 32, bytes(range(number, number + 16))) for number in (1, 2)]
    path, stick, away = make_journal(tmp_path), tmp_path / "stick", tmp_path / "away"
    stick.mkdir()
    with Journal.open(path) as journal:
        back_up(journal, Reason.DAILY, second=stick)
    old: Key | None = None
    for new in keys:
        stick.rename(away)
        assert set_passphrase(path, old, new, second=stick).missed == stick
        away.rename(stick)
        with Journal.open(path, new) as journal:
            encrypt_left_behind(path, new, stick)
            assert catch_up(journal, stick) == ()
            there = copies_in(stick, ours_in(journal))
            assert len(there) == len(backups(path)) > 1
            assert all(fits(one.path, new) for one in there)
        old = new
    assert files_with(MARKER, tmp_path) == []


def test_a_copy_in_a_second_place_that_no_longer_lies_beside_the_journal_is_told(
    tmp_path: Path,
) -> None:
    old, new = (Key(bytes([number]) * 32, bytes(range(number, number + 16))) for number in (1, 2))
    path, stick = make_journal(tmp_path), tmp_path / "stick"
    set_passphrase(path, None, old)
    with Journal.open(path, old) as journal:
        stick.mkdir()
        kept = back_up(journal, Reason.DAILY, second=stick)
    kept.path.unlink()
    set_passphrase(path, old, new)
    with Journal.open(path, new) as journal:
        assert catch_up(journal, stick) == (kept.second,)
