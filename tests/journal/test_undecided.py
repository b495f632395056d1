"""What two copies disagree on is told with both sides: what changed, when, and by whom."""

from pathlib import Path

from journal.diary import known, read_diary
from journal.history.deciding import decide, undo_decided
from journal.history.trash import discard
from journal.records import Note, Person, Role
from journal.side_effect_terms import load_vocabulary
from journal.store import Journal
from journal.undecided import UndecidedRecord, undecided_records
from tests.builders import DAY, new_journal
from tests.journal.safekeeping.copies import Ticking, copy_of, merge

VOCABULARY = load_vocabulary()


def told(journal: Journal) -> tuple[UndecidedRecord, ...]:
    with journal.read() as session:
        names, _ = known(session, {}, VOCABULARY)
        return undecided_records(session, names)


def flagged(journal: Journal) -> list[str]:
    """The ids that the diary flags."""
    with journal.read() as session:
        diary = read_diary(session, {}, VOCABULARY)
    entries = (diary.entry(place) for place in diary.find())
    return [one.id for one in entries if one.is_undecided]


def test_both_sides_are_told_alike_in_both_copies_until_it_is_decided(tmp_path: Path) -> None:
    ours = new_journal(tmp_path, clock=Ticking())
    with ours.write("Start") as session:
        session.add(Person(id="person", name="Ana", role=Role.CAREGIVER))
        session.add(Note(id="note", day=DAY, text="slept well"))
    theirs = copy_of(ours, "second")
    ours.writer_id = "person"
    with ours.write("Write a note") as session:
        session.get_one(Note, "note").text = "slept badly"
    with theirs.write("Move to the trash") as session:
        discard(session, "notes", "note", theirs.clock())
    merge(ours, theirs)
    merge(theirs, ours)
    (one,) = told(ours)
    assert told(theirs) == (one,)
    assert (one.kind, one.id, one.title, one.day) == ("notes", "note", "slept badly", DAY)
    assert [(part.before, part.after) for part in one.differences] == [
        ("slept well", "slept badly")
    ]
    assert (one.changed.by, one.thrown_away.by) == ("Ana", "")
    assert one.changed.at.utc.date() == one.thrown_away.at.utc.date() == DAY
    assert flagged(ours) == flagged(theirs) == ["note"]
    with ours.write("Keep it") as session:
        decide(session, "notes", "note", is_kept=True)
    assert (told(ours), flagged(ours)) == ((), [])
    with ours.write("Undo: Keep it") as session:
        undo_decided(session, ours.writes_made[-1])
    (again,) = told(ours)
    assert again.thrown_away == one.thrown_away
    for journal in (ours, theirs):
        journal.close()
