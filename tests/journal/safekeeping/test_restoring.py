"""Going back to a backup: what is shown before, what is kept, what stands there after."""

from pathlib import Path

import pytest
from sqlalchemy import select

from journal.obstacles import DamagedJournal, JournalInUse, Locked
from journal.records import KINDS, Note
from journal.safekeeping.backups import Reason, back_up, backups
from journal.safekeeping.passphrase import set_passphrase
from journal.safekeeping.restoring import KindChanges, preview, restore
from journal.store import Journal
from tests.builders import DAY, treatment
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


def test_every_kind_of_record_is_compared() -> None:
    assert len({kind.__tablename__ for kind in KINDS}) == len(KINDS)
