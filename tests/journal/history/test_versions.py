"""How a record came to be what it is can be read, and an earlier version put back."""

import itertools
from datetime import timedelta
from pathlib import Path

import pytest

from journal import notes
from journal.days import Instant
from journal.history import trash, undoing
from journal.history.versions import changes, put_back
from journal.records import Note
from journal.store import Journal
from tests.builders import DAY, fixed_clock, new_journal
from tests.journal.safekeeping.copies import change_note, copy_of, first_copy, merge

NOW = fixed_clock()()


def journal_with_a_note(folder: Path) -> tuple[Journal, str]:
    """A note that was written and changed twice, by two people."""
    journal = new_journal(folder)
    with journal.write("Begin") as session:
        session.add(Note(id="note", day=DAY, text="first"))
    for writer, text in (("ana", "second"), ("ben", "third")):
        journal.writer_id = writer
        with journal.write("Write a note") as session:
            notes.keep_note(session, DAY, text, is_private=False, at=NOW)
    return journal, "note"


def test_every_change_says_who_when_and_from_what_to_what(tmp_path: Path) -> None:
    journal, key = journal_with_a_note(tmp_path)
    with journal, journal.read() as session:
        found = changes(session, "notes", key)
    assert [one.person_id for one in found] == ["ben", "ana", None]
    assert [one.label for one in found] == ["Write a note", "Write a note", "Begin"]
    assert {one.made_at for one in found} == {NOW}
    texts = [(one.before and one.before["text"], one.after and one.after["text"]) for one in found]
    assert texts == [("second", "third"), ("first", "second"), (None, "first")]


def test_an_earlier_version_is_put_back_as_a_change_that_can_be_undone(tmp_path: Path) -> None:
    journal, key = journal_with_a_note(tmp_path)
    with journal:
        with journal.read() as session:
            before_second = changes(session, "notes", key)[1].key
        with journal.write("Put an earlier version back") as session:
            put_back(session, "notes", key, before_second)
        with journal.read() as session:
            assert session.get_one(Note, key).text == "first"
            assert len(changes(session, "notes", key)) == 4
        with journal.write("Undo") as session:
            undoing.undo(session, journal.writes_made[-1])
        with journal.read() as session:
            assert session.get_one(Note, key).text == "third"


def test_an_earlier_version_of_a_record_in_the_trash_comes_into_view(tmp_path: Path) -> None:
    journal, key = journal_with_a_note(tmp_path)
    with journal:
        with journal.write("To the trash") as session:
            trash.discard(session, "notes", key, NOW)
        with journal.read() as session:
            latest = changes(session, "notes", key)[0].key
        with journal.write("Put an earlier version back") as session:
            put_back(session, "notes", key, latest)
        with journal.read() as session:
            found = notes.note_on(session, DAY)
            assert found is not None
            assert found.text == "third"


def test_there_is_nothing_before_a_record_was_made(tmp_path: Path) -> None:
    journal, key = journal_with_a_note(tmp_path)
    with journal, journal.write("Put back") as session, pytest.raises(LookupError):
        put_back(session, "notes", key, journal.writes_made[0])


def told(journal: Journal) -> list[tuple[str, object, object, bool]]:
    """Label, text before and after, and whether it was overtaken, of each change of the note."""
    with journal.read() as session:
        return [
            (
                one.label,
                one.before and one.before["text"],
                one.after and one.after["text"],
                one.is_overtaken,
            )
            for one in changes(session, "notes", "note")
        ]


def test_after_a_merge_every_copy_tells_the_changes_in_the_order_in_which_they_were_made(
    tmp_path: Path,
) -> None:
    ours = first_copy(tmp_path)
    theirs = copy_of(ours, "second")
    change_note(ours, "older")
    for _ in range(3):
        theirs.clock()
    change_note(theirs, "newer")
    merge(ours, theirs)
    merge(theirs, ours)
    with ours.write("Last") as session:
        session.get_one(Note, "note").text = "last"
    merge(theirs, ours)
    assert told(ours) == [
        ("Last", "newer", "last", False),
        ("Merge a copy", "older", "newer", True),
        ("Change", "slept well", "newer", False),
        ("Change", "slept well", "older", False),
        ("Start", None, "slept well", False),
    ]
    with ours.read() as session, theirs.read() as other:
        assert changes(session, "notes", "note") == changes(other, "notes", "note")
    for journal in (ours, theirs):
        journal.close()


def test_a_clock_that_was_set_back_changes_nothing_in_the_order(tmp_path: Path) -> None:
    hours = itertools.count()
    begun = fixed_clock()()

    def going_back() -> Instant:
        return Instant(begun.utc - timedelta(hours=next(hours)), 0)

    with new_journal(tmp_path, clock=going_back) as journal:
        with journal.write("Begin") as session:
            session.add(Note(id="note", day=DAY, text="first"))
        for label, text in (("One", "second"), ("Two", "third"), ("Three", "first")):
            with journal.write(label) as session:
                session.get_one(Note, "note").text = text
        assert told(journal) == [
            ("Three", "third", "first", False),
            ("Two", "second", "third", False),
            ("One", "first", "second", False),
            ("Begin", None, "first", False),
        ]
