"""A shared folder: each computer writes its own copy there, and all come to hold the same."""

import contextlib
import os
import shutil
import stat
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import select

from journal.obstacles import AlreadyThere, Locked, NoJournal, WrongPassphrase
from journal.on_disk.driver import connect
from journal.on_disk.journal_file import SCHEMA_VERSION
from journal.records import Note, Person, Role
from journal.safekeeping.backups import Reason, backups
from journal.safekeeping.passphrase import set_passphrase
from journal.safekeeping.shared_beginning import (
    SharedCopy,
    begin_from,
    key_in_folder,
    refuse_shared_copy,
)
from journal.safekeeping.shared_copies import Seal, Why, put_seal
from journal.safekeeping.shared_folder import Round, Trouble
from journal.safekeeping.this_computer import Share
from journal.store import Journal
from tests.builders import new_journal
from tests.journal.older import older_file
from tests.journal.safekeeping.copies import Ticking, everything
from tests.journal.safekeeping.desks import Desk, copied, desk_with
from tests.journal.safekeeping.sealed import PASSPHRASE, files_with

MARKER = "a marker that nobody may find"


@pytest.fixture
def first(tmp_path: Path) -> Desk:
    home, shared = tmp_path / "first", tmp_path / "shared"
    home.mkdir()
    shared.mkdir()
    desk = desk_with(new_journal(home, clock=Ticking()), shared)
    desk.note("begun", "note")
    return desk


@pytest.fixture
def second(first: Desk) -> Desk:
    return copied(first, "second")


def settle(*desks: Desk) -> None:
    """Rounds until nobody has anything to write."""
    for _ in range(4):
        found = [desk.step() for desk in desks]
        if not any(one.wrote for one in found):
            return
    raise AssertionError("they write for ever")


def test_what_is_entered_on_one_computer_comes_to_the_other(first: Desk, second: Desk) -> None:
    first.note("from the first")
    first.step()
    found = second.step()
    (joined,) = found.joined
    assert (joined.computer, joined.kinds["notes"].new) == ("first", 1)
    second.note("from the second")
    settle(first, second)
    assert everything(first.journal) == everything(second.journal)


def test_before_each_round_that_changes_something_a_backup_is_made(
    first: Desk, second: Desk
) -> None:
    for text in ("one", "two"):
        first.note(text)
        first.step()
        second.step()
        second.step()
    kept = backups(second.journal.path)
    assert [one.reason for one in kept] == [Reason.ROUND, Reason.ROUND]
    with Journal.open(kept[0].path) as before, before.read() as session:
        texts = set(session.scalars(select(Note.text)))
    assert texts & {"one", "two"} == {"one"}


def as_written(file: Path) -> tuple[int, int, int]:
    """What tells whether a file was written or replaced; when it was read is another matter."""
    found = file.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def test_each_computer_writes_one_file_of_its_own_and_no_other(first: Desk, second: Desk) -> None:
    first.step()
    written = as_written(first.own)
    second.note("from the second")
    second.step()
    assert sorted(first.folder.iterdir()) == sorted([first.own, second.own])
    assert as_written(first.own) == written
    assert stat.S_IMODE(second.own.stat().st_mode) == 0o600


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
def test_whatever_the_order_all_hold_the_same(first: Desk, order: tuple[int, ...]) -> None:
    desks = [first, copied(first, "second", hours=-5), copied(first, "third", hours=30)]
    for number, desk in enumerate(desks):
        desk.note(f"of {number}")
        desk.change("note", f"changed by {number}")
    for at in order:
        desks[at].step()
    settle(*(desks[at] for at in order))
    one, two, three = (everything(desk.journal) for desk in desks)
    assert one == two == three


def test_where_nothing_changed_nothing_is_read_or_written(first: Desk, second: Desk) -> None:
    settle(first, second)
    before = {file: as_written(file) for file in first.folder.iterdir()}
    for desk in (first, second):
        assert desk.step() == Round(others=1)
    assert {file: as_written(file) for file in first.folder.iterdir()} == before
    first.reopen()
    found = first.step()
    assert not found.wrote
    assert [joined.is_new for joined in found.joined] == [False]
    assert {file: as_written(file) for file in first.folder.iterdir()} == before


@pytest.mark.parametrize("secret", [None, PASSPHRASE])
def test_half_of_a_copy_is_left_until_the_rest_has_come(tmp_path: Path, secret: str | None) -> None:
    first, second = encrypted_pair(tmp_path, secret)
    first.note("from the first")
    first.step()
    whole = first.own.read_bytes()
    before = everything(second.journal)
    for share in (0.0, 0.001, 0.3, 0.5, 0.9, 0.9999):
        first.own.write_bytes(whole[: int(len(whole) * share)])
        (left,) = second.step().left
        assert (left.file, left.why) == (first.own.name, Why.DAMAGED)
    assert everything(second.journal) == before
    first.own.write_bytes(whole)
    assert second.step().left == ()
    assert everything(second.journal) == everything(first.journal)


def encrypted_pair(folder: Path, secret: str | None) -> tuple[Desk, Desk]:
    (folder / "first").mkdir()
    (folder / "shared").mkdir()
    path = folder / "first" / "mine.tidemark"
    first = desk_with(Journal.create(path, secret, clock=Ticking()), folder / "shared")
    first.note(MARKER, "note")
    return first, copied(first, "second")


@pytest.mark.parametrize("secret", [None, PASSPHRASE])
def test_a_copy_of_the_right_length_with_holes_is_left(tmp_path: Path, secret: str | None) -> None:
    first, second = encrypted_pair(tmp_path, secret)
    first.step()
    whole = first.own.read_bytes()
    for start in range(0, len(whole), len(whole) // 7):
        first.own.write_bytes(whole[:start] + bytes(4096) + whole[start + 4096 :])
        (left,) = second.step().left
        assert left.why in (Why.DAMAGED, Why.OTHER_PASSPHRASE)


def test_a_letter_that_was_turned_on_the_way_is_found(first: Desk, second: Desk) -> None:
    first.note("seven")
    first.step()
    whole = first.own.read_bytes()
    assert b"seven" in whole
    first.own.write_bytes(whole.replace(b"seven", b"eight"))
    (left,) = second.step().left
    assert left.why is Why.DAMAGED


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE notes SET day = 'never', changed_utc = '2030-01-01 00:00:00'",
        "UPDATE notes SET entered_by_id = 'nobody', changed_utc = '2030-01-01 00:00:00'",
    ],
)
def test_a_copy_with_its_sum_and_no_sense_is_left(
    first: Desk, second: Desk, statement: str
) -> None:
    first.step()
    with contextlib.closing(connect(first.own)) as connection:
        connection.execute(statement)
    put_seal(first.own, None, Seal("0a1b2c3d4e5f", "first", "token", "content"))
    before = everything(second.journal)
    assert [left.why for left in second.step().left] == [Why.DAMAGED]
    assert everything(second.journal) == before
    assert not second.journal.is_damaged, "it is the copy that is"


def test_a_copy_that_is_written_while_it_is_read_is_left(
    first: Desk, second: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first.step()
    own, copy = first.own, shutil.copyfileobj

    def copy_slowly(read: IO[bytes], written: IO[bytes]) -> None:
        copy(read, written)
        os.utime(own, (1, 1))

    monkeypatch.setattr(shutil, "copyfileobj", copy_slowly)
    (left,) = second.step().left
    assert left.why is Why.ON_ITS_WAY
    monkeypatch.undo()
    assert second.step().left == ()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (".syncthing.{}.tmp", Why.ON_ITS_WAY),
        ("~syncthing~{}.tmp", Why.ON_ITS_WAY),
        (".{}.~7f3a", Why.ON_ITS_WAY),
        ("{}~", Why.ON_ITS_WAY),
        ("{}.part", Why.ON_ITS_WAY),
        ("mine 0a1b2c3d4e5f.sync-conflict-20260110-120000-ABCDEFG.tidemark", Why.CONFLICT),
        ("mine 0a1b2c3d4e5f (Ann's conflicted copy 2026-01-10).tidemark", Why.CONFLICT),
        ("mine 0a1b2c3d4e5f (conflicted copy 2026-01-10 120000).tidemark", Why.CONFLICT),
        ("mine.tidemark", Why.NO_COPY),
    ],
)
def test_what_syncing_programs_leave_is_told_and_not_joined(
    first: Desk, name: str, why: Why
) -> None:
    (first.folder / name.format("mine 0a1b2c3d4e5f.tidemark")).touch()
    found = first.step()
    assert [left.why for left in found.left] == [why]
    assert (found.joined, found.wrote) == ((), True)


def test_other_files_in_the_folder_are_no_matter(first: Desk) -> None:
    (first.folder / "holiday.jpg").write_bytes(b"\xff\xd8\xff")
    (first.folder / ".stfolder").mkdir()
    assert first.step() == Round(wrote=True)


def test_a_strangers_journal_is_refused_and_ours_not_put_beside_it(
    first: Desk, tmp_path: Path
) -> None:
    (tmp_path / "stranger").mkdir()
    stranger = desk_with(new_journal(tmp_path / "stranger", clock=Ticking()), first.folder)
    stranger.note("somebody else's")
    stranger.step()
    found = first.step()
    assert [left.why for left in found.left] == [Why.OTHER_JOURNAL]
    assert (found.trouble, found.wrote) == (Trouble.STRANGERS, False)
    assert list(first.folder.iterdir()) == [stranger.own]


def test_an_empty_journal_is_whatever_journal_it_meets(first: Desk, tmp_path: Path) -> None:
    first.step()
    (tmp_path / "new").mkdir()
    new = desk_with(new_journal(tmp_path / "new", clock=Ticking()), first.folder)
    with new.journal.write("Begin") as session:  # as the program does where a name is given
        session.add(Person(name="Ann", role=Role.PATIENT))
    new.step()
    new.note("entered after that")
    settle(new, first)
    assert everything(new.journal) == everything(first.journal)


def test_two_that_were_empty_when_they_met_are_one_journal(tmp_path: Path) -> None:
    desks = []
    (tmp_path / "shared").mkdir()
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        journal = new_journal(tmp_path / name, clock=Ticking())
        desks.append(desk_with(journal, tmp_path / "shared"))
    settle(*desks)
    for desk in desks:
        desk.note("entered apart")
    settle(*desks)
    first, second = (everything(desk.journal) for desk in desks)
    assert first == second


def test_a_computer_that_was_copied_takes_an_id_of_its_own(first: Desk) -> None:
    first.step()
    clone = copied(first, "clone")
    shutil.copytree(first.journal.path.parent / "state", clone.journal.path.parent / "state")
    # The memory is kept by the journal's place, which is the same on the other computer.
    share = first.computer.share_of(first.journal.path)
    clone.computer.keep(clone.journal.path, share)
    first.note("entered by the first")
    clone.note("entered by the clone")
    first.step()
    found = clone.step()
    assert found.has_new_id
    assert clone.own != first.own
    settle(first, clone)
    assert not first.step().has_new_id
    assert everything(first.journal) == everything(clone.journal)
    assert len(list(first.folder.iterdir())) == 2


def test_a_journal_copied_by_hand_has_not_the_id_of_the_computer_it_came_from(
    first: Desk, second: Desk
) -> None:
    first.step()
    second.step()
    assert first.own != second.own


def test_of_an_encrypted_journal_nothing_stands_in_clear(tmp_path: Path) -> None:
    first, second = encrypted_pair(tmp_path, PASSPHRASE)
    second.note(f"{MARKER} too")
    settle(first, second)
    assert everything(first.journal) == everything(second.journal)
    assert files_with(MARKER, tmp_path) == []
    assert files_with("SQLite format 3", first.folder) == []


def test_another_passphrase_is_told_until_both_have_the_same(tmp_path: Path) -> None:
    first, second = encrypted_pair(tmp_path, PASSPHRASE)
    settle(first, second)
    before = second.own.read_bytes()
    second.journal.close()
    set_passphrase(second.journal.path, PASSPHRASE, "another one")
    second.reopen("another one")
    found = second.step()
    assert [left.why for left in found.left] == [Why.OTHER_PASSPHRASE]
    assert (found.wrote, found.has_new_id, found.trouble) == (True, False, None)
    assert second.own.read_bytes()[:16] != before[:16]
    assert [left.why for left in first.step().left] == [Why.OTHER_PASSPHRASE]
    first.journal.close()
    assert key_in_folder(first.folder, "a third one") is None
    set_passphrase(first.journal.path, PASSPHRASE, key_in_folder(first.folder, "another one"))
    first.reopen("another one")
    first.note("entered since")
    settle(first, second)
    assert everything(first.journal) == everything(second.journal)


def test_a_journal_begun_apart_joins_once_it_is_given_the_same_passphrase(tmp_path: Path) -> None:
    first, _ = encrypted_pair(tmp_path, PASSPHRASE)
    first.step()
    (tmp_path / "apart").mkdir()
    path = tmp_path / "apart" / "mine.tidemark"
    apart = desk_with(Journal.create(path, PASSPHRASE, clock=Ticking()), first.folder)
    found = apart.step()
    assert (found.trouble, found.wrote) == (Trouble.OTHER_KEY, False)
    apart.journal.close()
    set_passphrase(path, PASSPHRASE, key_in_folder(first.folder, PASSPHRASE))
    apart.reopen(PASSPHRASE)
    settle(apart, first)
    assert everything(first.journal) == everything(apart.journal)


def test_a_copy_in_clear_beside_an_encrypted_journal_is_joined_and_told(tmp_path: Path) -> None:
    first, second = encrypted_pair(tmp_path, None)
    second.note("from the second")
    settle(first, second)
    first.journal.close()
    set_passphrase(first.journal.path, None, PASSPHRASE)
    first.reopen(PASSPHRASE)
    found = first.step()
    assert (found.in_clear, found.wrote) == ((second.own.name,), True)
    assert [left.why for left in second.step().left] == [Why.OTHER_PASSPHRASE]


def test_a_folder_that_is_gone_is_told_and_not_made(first: Desk) -> None:
    first.folder.rmdir()
    assert first.step().trouble is Trouble.GONE
    assert not first.folder.exists()


def test_a_journal_inside_the_folder_is_told(first: Desk) -> None:
    first.folder = first.journal.path.parent.parent
    assert first.step() == Round(trouble=Trouble.JOURNAL_INSIDE)


def test_a_folder_that_cannot_be_written_is_read_all_the_same(first: Desk, second: Desk) -> None:
    first.step()
    second.computer.use_folder(second.journal.path, second.folder)
    (second.folder / f"~syncthing~{second.own.name}.tmp").mkdir()  # in the way of the writing
    found = second.step()
    assert (found.trouble, found.wrote) == (Trouble.CANNOT_WRITE, False)
    assert len(found.joined) == 1
    assert not second.own.exists()


def test_a_computer_that_died_while_it_wrote_its_copy_knows_it_again(
    first: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first.step()
    own = first.own
    first.note("written as the power went")
    keep = first.computer.keep
    kept: list[Share] = []

    def keep_once(journal: Path, share: Share) -> None:
        if kept:
            raise KeyboardInterrupt
        kept.append(share)
        keep(journal, share)

    monkeypatch.setattr(first.computer, "keep", keep_once)
    with pytest.raises(KeyboardInterrupt):
        first.step()
    monkeypatch.undo()
    first.reopen()
    found = first.step()
    assert (found.has_new_id, first.own) == (False, own)


def test_a_copy_of_a_newer_version_is_left_until_this_one_is_newer_too(
    first: Desk, second: Desk
) -> None:
    first.step()
    with contextlib.closing(connect(first.own)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    assert [left.why for left in second.step().left] == [Why.NEWER]


def test_a_copy_of_an_older_version_is_brought_up_to_date_in_private(tmp_path: Path) -> None:
    for name in ("old", "new", "shared"):
        (tmp_path / name).mkdir()
    older = older_file(
        tmp_path / "old",
        3,
        "INSERT INTO notes (id, day, text, is_private) VALUES ('n', '2026-01-10', 'older', 0)",
    )
    put_seal(older, None, Seal("0a1b2c3d4e5f", "old", "token", "content"))
    copy = tmp_path / "shared" / "mine 0a1b2c3d4e5f.tidemark"
    older.rename(copy)
    before = copy.read_bytes()
    new = desk_with(new_journal(tmp_path / "new", clock=Ticking()), tmp_path / "shared")
    (joined,) = new.step().joined
    assert joined.kinds["notes"].new == 1
    assert copy.read_bytes() == before


def test_a_folder_for_sharing_is_made_for_its_owner_alone(first: Desk, tmp_path: Path) -> None:
    share = first.computer.use_folder(first.journal.path, tmp_path / "made" / "here")
    assert share.folder is not None
    assert stat.S_IMODE(share.folder.stat().st_mode) == 0o700
    assert first.computer.share_of(first.journal.path) == share
    assert first.computer.use_folder(first.journal.path, None).folder is None


@pytest.mark.parametrize("secret", [None, PASSPHRASE])
def test_a_second_computer_begins_from_the_folder(tmp_path: Path, secret: str | None) -> None:
    first, _ = encrypted_pair(tmp_path, secret)
    first.step()
    (tmp_path / "begun").mkdir()
    to = tmp_path / "begun" / "mine.tidemark"
    assert begin_from(first.folder, to, secret) == first.own
    begun = desk_with(Journal.open(to, secret, clock=Ticking()), first.folder)
    begun.note("entered there")
    settle(begun, first)
    assert everything(begun.journal) == everything(first.journal)
    with pytest.raises(AlreadyThere):
        begin_from(first.folder, to, secret)


@pytest.mark.parametrize("secret", [None, PASSPHRASE])
def test_a_copy_is_not_written_in_where_it_lies(tmp_path: Path, secret: str | None) -> None:
    first, _ = encrypted_pair(tmp_path, secret)
    first.step()
    with pytest.raises(SharedCopy):
        refuse_shared_copy(first.own, secret)
    taken = tmp_path / "taken.tidemark"
    taken.write_bytes(first.own.read_bytes())
    refuse_shared_copy(taken, secret)
    refuse_shared_copy(first.journal.path, secret)
    refuse_shared_copy(tmp_path / first.own.name, secret)  # not there: said when it is opened


def test_beginning_says_what_is_in_the_way(tmp_path: Path) -> None:
    first, _ = encrypted_pair(tmp_path, PASSPHRASE)
    to = tmp_path / "begun.tidemark"
    with pytest.raises(NoJournal):
        begin_from(first.folder, to)
    first.step()
    with pytest.raises(Locked):
        begin_from(first.folder, to)
    with pytest.raises(WrongPassphrase):
        begin_from(first.folder, to, "not this one")
    assert not to.exists()
