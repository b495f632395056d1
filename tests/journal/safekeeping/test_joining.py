"""A copy that was chosen is looked at, joined after a backup, and refused where it is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal.exchange.archive import write_archive
from journal.obstacles import DamagedJournal, Locked, NotAJournal
from journal.people import add_person
from journal.records import Note, Role
from journal.safekeeping.backups import backups
from journal.safekeeping.joining import (
    IsTheJournal,
    join_copy,
    joined_kinds,
    look_at_copy,
)
from journal.safekeeping.shared_identity import OtherJournal
from journal.store import Journal
from journal.words.joining import did_join, would_join
from tests.builders import DAY, new_journal
from tests.journal.safekeeping.sealed import PASSPHRASE


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Journal]:
    with new_journal(tmp_path) as journal:
        add_note(journal, "note", "in both")
        yield journal


def add_note(journal: Journal, name: str, text: str) -> None:
    with journal.write("Write a note") as session:
        session.add(Note(id=name, day=DAY, text=text))


@pytest.fixture
def copy(ours: Journal, tmp_path: Path) -> Path:
    """Another copy, with one more note."""
    path = tmp_path / "laptop.tidemark"
    ours.copy_to(path)
    with Journal.open(path) as journal:
        add_note(journal, "theirs", "from there")
    return path


def texts(journal: Journal) -> list[str]:
    with journal.read() as session:
        return sorted(one.text for one in session.query(Note))


def test_looking_writes_nothing_and_says_what_would_come(ours: Journal, copy: Path) -> None:
    plan = look_at_copy(ours, copy)
    assert would_join(joined_kinds(plan)) == ("1 note would come in.",)
    assert texts(ours) == ["in both"]
    assert backups(ours.path) == ()


def test_joining_makes_a_backup_first_and_joining_again_makes_none(
    ours: Journal, copy: Path
) -> None:
    plan = join_copy(ours, copy)
    assert did_join(joined_kinds(plan)) == ("1 note came in.",)
    assert texts(ours) == ["from there", "in both"]
    (made,) = backups(ours.path)
    assert made.reason == "before merge"
    with Journal.open(made.path, to_read=True) as before:
        assert texts(before) == ["in both"]
    again = join_copy(ours, copy)
    assert did_join(joined_kinds(again)) == ("That copy held nothing that this journal did not.",)
    assert backups(ours.path) == (made,)


def test_an_archive_of_a_copy_is_joined_like_the_copy(
    ours: Journal, copy: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "laptop.zip"
    with Journal.open(copy, to_read=True) as journal, journal.read() as session:
        write_archive(session, archive)
    assert would_join(joined_kinds(look_at_copy(ours, archive))) == ("1 note would come in.",)
    join_copy(ours, archive)
    assert texts(ours) == ["from there", "in both"]


def test_a_copy_that_is_encrypted_opens_with_its_passphrase(ours: Journal, tmp_path: Path) -> None:
    path = tmp_path / "sealed.tidemark"
    Journal.create(path, PASSPHRASE).close()
    with pytest.raises(Locked):
        look_at_copy(ours, path)
    assert not look_at_copy(ours, path, PASSPHRASE).is_changing


def test_what_is_no_copy_of_the_journal_is_refused(ours: Journal, tmp_path: Path) -> None:
    with pytest.raises(IsTheJournal):
        look_at_copy(ours, ours.path)
    with new_journal(tmp_path, "stranger.tidemark") as stranger:
        add_note(stranger, "theirs", "of somebody else")
        name_patient(stranger, "")
    for refused in (look_at_copy, join_copy):
        with pytest.raises(OtherJournal):
            refused(ours, stranger.path)
    text = tmp_path / "text.tidemark"
    text.write_text("no journal")
    with pytest.raises(NotAJournal):
        look_at_copy(ours, text)
    assert texts(ours) == ["in both"]


def test_a_journal_begun_by_itself_is_joined_on_a_persons_word_or_with_a_record_in_common(
    ours: Journal, tmp_path: Path
) -> None:
    with new_journal(tmp_path, "stranger.tidemark") as stranger:
        add_note(stranger, "theirs", "of the same person")
        name_patient(stranger, "Sam")
    assert look_at_copy(ours, stranger.path, is_same_patient=True).kinds["notes"].new == 1
    with Journal.open(stranger.path) as stranger:
        add_note(stranger, "note", "in both")
    assert look_at_copy(ours, stranger.path).kinds["notes"].new == 1


def test_journals_without_a_patient_are_joined_by_whoever_made_them(
    ours: Journal, tmp_path: Path
) -> None:
    with new_journal(tmp_path, "imported.tidemark") as other:
        add_note(other, "theirs", "of another spreadsheet")
    assert look_at_copy(ours, other.path).kinds["notes"].new == 1
    name_patient(ours, "")
    with Journal.open(other.path) as other:
        name_patient(other, "")
    with pytest.raises(OtherJournal):
        look_at_copy(ours, other.path)


def name_patient(journal: Journal, name: str) -> None:
    with journal.write("Begin") as session:
        add_person(session, name, Role.PATIENT)


def test_a_damaged_copy_is_refused(ours: Journal, copy: Path) -> None:
    whole = copy.read_bytes()
    copy.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedJournal):
        join_copy(ours, copy)
    assert (texts(ours), backups(ours.path)) == (["in both"], ())
