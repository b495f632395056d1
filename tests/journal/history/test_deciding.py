"""A record thrown away in one copy and changed in the other: what the person is asked, and undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from journal.history.deciding import decide, undecided, undo_decided
from journal.history.trash import discard
from journal.history.undoing import ChangedSince, undo_label
from journal.history.versions import changes
from journal.records import Note, Undecided
from journal.store import Journal
from tests.journal.safekeeping.copies import (
    change_note,
    copy_of,
    everything,
    first_copy,
    merge,
    text_of_note,
)

Copies = tuple[Journal, Journal]


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[Copies]:
    """The note was changed here and thrown away there, and both copies know."""
    ours = first_copy(tmp_path)
    theirs = copy_of(ours, "second")
    change_note(ours, "changed")
    with theirs.write("Throw away") as session:
        discard(session, "notes", "note", theirs.clock())
    merge(ours, theirs)
    merge(theirs, ours)
    yield ours, theirs
    for journal in (ours, theirs):
        journal.close()


def asked(journal: Journal) -> list[str]:
    """The ids of what waits for a decision."""
    with journal.read() as session:
        return [one.id for one in undecided(session)]


def answer(journal: Journal, *, is_kept: bool) -> str:
    """Decide about the note; returns the key of the write."""
    with journal.write("Decide") as session:
        decide(session, "notes", "note", is_kept=is_kept)
    return journal.writes_made[-1]


def undo_write(journal: Journal, key: str) -> str:
    with journal.write(undo_label("Decide")) as session:
        undo_decided(session, key)
    return journal.writes_made[-1]


def is_in_view(journal: Journal) -> bool:
    with journal.read() as session:
        return session.get_one(Note, "note").deleted_utc is None


def both_know(copies: Copies) -> None:
    ours, theirs = copies
    merge(theirs, ours)
    merge(ours, theirs)
    assert everything(ours) == everything(theirs)


@pytest.mark.parametrize("is_kept", [True, False])
def test_undoing_a_decision_asks_again_in_every_copy_and_redoing_decides_again(
    copies: Copies, is_kept: bool
) -> None:
    ours, theirs = copies
    key = answer(ours, is_kept=is_kept)
    assert (asked(ours), is_in_view(ours)) == ([], is_kept)
    key = undo_write(ours, key)
    assert (asked(ours), is_in_view(ours), text_of_note(ours)) == (["note"], True, "changed")
    both_know(copies)
    assert asked(theirs) == ["note"]
    key = undo_write(ours, key)
    assert (asked(ours), is_in_view(ours)) == ([], is_kept)
    both_know(copies)
    assert (asked(theirs), is_in_view(theirs)) == ([], is_kept)
    undo_write(ours, key)
    assert (asked(ours), is_in_view(ours)) == (["note"], True)
    answer(ours, is_kept=not is_kept)
    both_know(copies)
    assert (asked(theirs), is_in_view(theirs)) == ([], not is_kept)


def test_undoing_anything_else_asks_nothing(copies: Copies) -> None:
    ours, _ = copies
    answer(ours, is_kept=True)
    change_note(ours, "changed again")
    undo_write(ours, ours.writes_made[-1])
    assert (asked(ours), text_of_note(ours)) == ([], "changed")


def test_a_decision_whose_record_was_changed_since_is_not_undone(copies: Copies) -> None:
    ours, _ = copies
    key = answer(ours, is_kept=True)
    change_note(ours, "changed again")
    with pytest.raises(ChangedSince):
        undo_write(ours, key)
    assert asked(ours) == []


def test_what_was_thrown_away_here_too_is_no_question_any_more(copies: Copies) -> None:
    ours, _ = copies
    with ours.write("Throw away") as session:
        discard(session, "notes", "note", ours.clock())
    assert asked(ours) == []
    both_know(copies)
    with ours.read() as session:
        assert session.scalars(select(Undecided)).all() == []


def test_both_copies_tell_alike_how_it_came_to_be_decided(copies: Copies) -> None:
    ours, theirs = copies
    answer(ours, is_kept=True)
    both_know(copies)
    with ours.read() as session, theirs.read() as other:
        here, there = (changes(one, "notes", "note") for one in (session, other))
    assert here == there
    labels = [one.label for one in here]
    assert (labels[0], labels[-1]) == ("Decide", "Start")
    assert set(labels[1:-1]) == {"Change", "Throw away"}


def test_a_merge_that_only_raises_a_question_tells_the_pages(tmp_path: Path) -> None:
    ours = first_copy(tmp_path)
    theirs = copy_of(ours, "second")
    change_note(ours, "changed")
    with theirs.write("Throw away") as session:
        discard(session, "notes", "note", theirs.clock())
    told: list[str] = []
    ours.listen(lambda kinds: told.extend(kind.__name__ for kind in kinds))
    plan = merge(ours, theirs)
    assert plan.kinds == {}
    assert told == ["Note"]
    for journal in (ours, theirs):
        journal.close()
