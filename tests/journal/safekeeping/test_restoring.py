"""Going back to a backup: what is shown before, what is kept, what stands there after."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from journal.obstacles import (
    CannotSave,
    DamagedJournal,
    JournalInUse,
    Locked,
    Obstacle,
    WrongPassphrase,
)
from journal.on_disk.driver import connect
from journal.on_disk.journal_file import SCHEMA_VERSION
from journal.records import KINDS, Note
from journal.safekeeping.backups import Reason, back_up, backups
from journal.safekeeping.passphrase import set_passphrase
from journal.safekeeping.restoring import KindChanges, newest_good, preview, restore
from journal.safekeeping.rewriting import rewrite
from journal.store import Journal
from tests.builders import DAY, treatment
from tests.journal.older import older_file
from tests.journal.safekeeping.sealed import (
    MARKER,
    PASSPHRASE,
    add_note,
    files_with,
    make_journal,
    notes,
)


def with_backup(folder: Path, passphrase: str | None = None) -> tuple[Path, Path]:
    """A journal, and a backup of it from before one more note."""
    path = make_journal(folder, passphrase)
    with Journal.open(path, passphrase) as journal:
        kept = back_up(journal, Reason.ASKED).path
        add_note(journal, "later")
    return path, kept


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_backup_takes_the_journals_place_and_a_copy_of_now_is_kept(
    tmp_path: Path, passphrase: str | None
) -> None:
    path, backup = with_backup(tmp_path, passphrase)
    kept = restore(path, backup, passphrase)
    assert notes(path, passphrase) == [MARKER]
    assert kept is not None
    assert notes(kept, passphrase) == [MARKER, "later"]
    assert notes(backup, passphrase) == [MARKER]
    restore(path, kept, passphrase)
    assert notes(path, passphrase) == [MARKER, "later"]


def test_what_would_change_is_shown_before(tmp_path: Path) -> None:
    path = make_journal(tmp_path)
    with Journal.open(path) as journal:
        with journal.write("Add") as session:
            session.add_all([treatment(), Note(day=DAY, text="to be trashed")])
        backup = back_up(journal, Reason.ASKED).path
        add_note(journal, "new")
        with journal.write("Change") as session:
            found = {one.text: one for one in session.scalars(select(Note))}
            found[MARKER].text = "changed"
            found["to be trashed"].deleted_utc = journal.clock().utc
    before = path.read_bytes()
    told = preview(path, backup)
    assert told.changes == (KindChanges(Note, back=1, gone=1, changed=1),)
    assert told.is_readable
    assert path.read_bytes() == before


def test_a_backup_like_the_journal_would_change_nothing(tmp_path: Path) -> None:
    path = make_journal(tmp_path)
    with Journal.open(path) as journal:
        backup = back_up(journal, Reason.ASKED).path
    assert preview(path, backup).changes == ()


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
@pytest.mark.parametrize("damage", ["page", "start", "cut", "gone"])
def test_a_damaged_journal_is_replaced_and_its_bytes_are_kept(
    tmp_path: Path, passphrase: str | None, damage: str
) -> None:
    path, backup = with_backup(tmp_path, passphrase)
    content = bytearray(path.read_bytes())
    if damage == "page":
        content[4096 : 2 * 4096] = b"\xff" * 4096
    elif damage == "start":
        content[:4096] = bytes(4096)
    elif damage == "cut":
        del content[5000:]
    path.write_bytes(content)
    if damage == "gone":
        path.unlink()
    if damage in ("start", "cut", "gone"):
        assert not preview(path, backup, passphrase).is_readable
    kept = restore(path, backup, passphrase)
    assert notes(path, passphrase) == [MARKER]
    if damage == "gone":
        assert kept is None
    elif damage != "page":
        assert kept is not None
        assert kept.read_bytes() == content


def test_a_damaged_backup_is_refused_and_nothing_is_changed(tmp_path: Path) -> None:
    path, backup = with_backup(tmp_path)
    content = bytearray(backup.read_bytes())
    content[4096 : 2 * 4096] = b"\xff" * 4096
    backup.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(DamagedJournal):
        restore(path, backup)
    assert path.read_bytes() == before
    assert len(backups(path)) == 1


def test_a_journal_that_is_open_is_not_replaced(tmp_path: Path) -> None:
    path, backup = with_backup(tmp_path)
    with Journal.open(path), pytest.raises(JournalInUse):
        restore(path, backup)
    assert notes(path) == [MARKER, "later"]


def test_a_backup_in_clear_goes_into_an_encrypted_journal_encrypted(tmp_path: Path) -> None:
    path, backup = with_backup(tmp_path)
    clear = backup.read_bytes()
    set_passphrase(path, None, PASSPHRASE)
    elsewhere = tmp_path / "elsewhere.tidemark"
    elsewhere.write_bytes(clear)
    restore(path, elsewhere, PASSPHRASE)
    assert notes(path, PASSPHRASE) == [MARKER]
    assert files_with(MARKER, tmp_path) == ["elsewhere.tidemark"]


def test_an_encrypted_backup_asks_for_its_passphrase(tmp_path: Path) -> None:
    path, backup = with_backup(tmp_path, PASSPHRASE)
    with pytest.raises(Locked):
        preview(path, backup)
    with pytest.raises(Locked):
        restore(path, backup)
    assert notes(path, PASSPHRASE) == [MARKER, "later"]


def test_a_wrong_passphrase_is_no_damage(tmp_path: Path) -> None:
    path, backup = with_backup(tmp_path)
    elsewhere = tmp_path / "elsewhere.tidemark"
    elsewhere.write_bytes(backup.read_bytes())
    set_passphrase(path, None, PASSPHRASE)
    before = path.read_bytes()
    for asked in (preview, restore):
        with pytest.raises(WrongPassphrase):
            asked(path, elsewhere, "other words")
    assert path.read_bytes() == before
    assert not [one for one in backups(path) if one.reason == Reason.DAMAGED]


def test_the_passphrase_of_before_does_not_come_back_with_an_old_backup(tmp_path: Path) -> None:
    path, backup = with_backup(tmp_path, "words of before")
    elsewhere = tmp_path / "elsewhere.tidemark"
    elsewhere.write_bytes(backup.read_bytes())
    set_passphrase(path, "words of before", PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        restore(path, elsewhere, "words of before")
    assert notes(path, PASSPHRASE) == [MARKER, "later"]


def test_a_link_stays_a_link_and_its_journal_is_gone_back(tmp_path: Path) -> None:
    path, backup = with_backup(tmp_path)
    link = tmp_path / "elsewhere" / "mine.tidemark"
    link.parent.mkdir()
    link.symlink_to(path)
    found = newest_good(link)
    assert found is not None
    assert found.backup.path == backup
    kept = restore(link, backup)
    assert link.is_symlink()
    assert notes(path) == [MARKER]
    assert kept is not None
    assert kept.parent == backup.parent
    assert [one.name for one in link.parent.iterdir()] == [link.name]


def test_nobody_writes_between_the_copy_that_is_kept_and_the_exchange(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, backup = with_backup(tmp_path)
    refused = []

    def rewrite_late(*given: Any) -> None:
        with pytest.raises(JournalInUse) as caught:
            Journal.open(path)
        refused.append(caught)
        rewrite(*given)

    monkeypatch.setattr("journal.safekeeping.restoring.rewrite", rewrite_late)
    restore(path, backup)
    assert refused
    assert notes(path) == [MARKER]


def test_what_a_reader_keeps_in_the_log_keeps_the_journal_from_being_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("journal.on_disk.driver.BUSY_SECONDS", 0.01)
    path, backup = with_backup(tmp_path)
    with Journal.open(path, to_read=True) as reader, reader.read() as session:
        session.scalars(select(Note)).all()
        with Journal.open(path) as writer:
            add_note(writer, "in the log alone")
        with pytest.raises(CannotSave) as caught:
            restore(path, backup)
    assert caught.value.obstacle is Obstacle.BUSY
    assert notes(path) == [MARKER, "in the log alone", "later"]
    restore(path, backup)
    assert notes(path) == [MARKER]


def test_of_a_journal_of_an_earlier_version_a_copy_is_kept(tmp_path: Path) -> None:
    older = older_file(tmp_path, SCHEMA_VERSION - 1)
    (tmp_path / "other").mkdir()
    kept = restore(older, make_journal(tmp_path / "other"))
    assert kept is not None
    assert kept.name.endswith("before restore.tidemark")
    with closing(connect(kept)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION - 1,)
    assert notes(older) == [MARKER]


def test_every_kind_of_record_is_compared() -> None:
    assert len({kind.__tablename__ for kind in KINDS}) == len(KINDS)
