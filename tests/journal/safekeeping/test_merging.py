"""Copies of a journal that are joined: nothing twice, nothing lost, the same in any order."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from journal.check_ins import draft, draft_name, keep_draft
from journal.diary import read_diary
from journal.history.deciding import decide, undecided
from journal.history.trash import discard, empty_trash
from journal.history.undoing import ChangedSince, undo
from journal.history.versions import changes
from journal.instrument_files import load_instruments
from journal.people import add_person, people, rename, unite_people
from journal.queries import readings
from journal.records import Note, OwnInstrument, Person, Role, Undecided
from journal.safekeeping.merging import plan_merge
from journal.side_effect_terms import load_vocabulary
from journal.store import Journal
from journal.trajectories.align import day_value
from tests.builders import DAY, check_in, new_journal
from tests.examples import tried
from tests.journal.safekeeping.copies import (
    Ticking,
    change_note,
    copy_of,
    everything,
    first_copy,
    merge,
    text_of_note,
)
from tests.journal.safekeeping.three_computers import ThreeComputers


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Journal, Journal]:
    first = first_copy(tmp_path)
    return first, copy_of(first, "second")


def test_what_is_new_in_the_other_copy_comes_in_with_its_author_and_versions(
    copies: tuple[Journal, Journal],
) -> None:
    ours, theirs = copies
    theirs.writer_id = "person"
    with theirs.write("Note") as session:
        session.add(Note(id="theirs", day=DAY, text="from there"))
    plan = merge(ours, theirs)
    assert plan.kinds["notes"].new == 1
    with ours.read() as session:
        assert session.get_one(Note, "theirs").entered_by_id == "person"
        (made,) = changes(session, "notes", "theirs")
        assert (made.label, made.person_id, made.before) == ("Note", "person", None)
    assert everything(ours) == everything(theirs)


def test_the_same_copy_twice_adds_nothing(copies: tuple[Journal, Journal]) -> None:
    ours, theirs = copies
    change_note(theirs, "changed there")
    merge(ours, theirs)
    before = everything(ours)
    again = merge(ours, theirs)
    assert not again.is_changing
    assert (again.kinds, again.versions, again.writes) == ({}, (), ())
    assert everything(ours) == before


def test_a_change_made_after_seeing_the_other_stands(copies: tuple[Journal, Journal]) -> None:
    ours, theirs = copies
    change_note(ours, "first")
    merge(theirs, ours)
    change_note(theirs, "second")
    plan = merge(ours, theirs)
    assert text_of_note(ours) == "second"
    assert plan.kinds["notes"].overtaken == 0


def test_of_two_changes_the_newer_stands_and_the_older_is_a_version(
    copies: tuple[Journal, Journal],
) -> None:
    ours, theirs = copies
    change_note(ours, "older")
    theirs.clock()
    theirs.clock()
    change_note(theirs, "newer")
    merge(ours, theirs)
    merge(theirs, ours)
    assert text_of_note(ours) == text_of_note(theirs) == "newer"
    for journal in copies:
        with journal.read() as session:
            texts = [
                one.before["text"]
                for one in changes(session, "notes", "note")
                if one.before is not None
            ]
        assert "older" in texts


def test_ones_own_change_that_stood_against_the_others_can_still_be_undone(
    copies: tuple[Journal, Journal],
) -> None:
    ours, theirs = copies
    change_note(theirs, "older, from there")
    ours.clock()
    before = text_of_note(ours)
    change_note(ours, "newer, from here")
    key = ours.writes_made[-1]
    merge(ours, theirs)
    with ours.write("Undo") as session:
        undo(session, key)
    assert text_of_note(ours) == before


def test_ones_own_change_that_was_overtaken_cannot_be_undone(
    copies: tuple[Journal, Journal],
) -> None:
    ours, theirs = copies
    change_note(ours, "older, from here")
    key = ours.writes_made[-1]
    theirs.clock()
    theirs.clock()
    change_note(theirs, "newer, from there")
    merge(ours, theirs)
    with ours.write("Undo") as session, pytest.raises(ChangedSince):
        undo(session, key)
    assert text_of_note(ours) == "newer, from there"


def test_a_deletion_against_a_change_is_left_to_the_person(
    copies: tuple[Journal, Journal],
) -> None:
    ours, theirs = copies
    change_note(ours, "changed")
    with theirs.write("Throw away") as session:
        discard(session, "notes", "note", theirs.clock())
    assert merge(ours, theirs).undecided == (("notes", "note"),)
    assert merge(theirs, ours).undecided == (("notes", "note"),)
    assert everything(ours) == everything(theirs)
    assert text_of_note(ours) == "changed"
    with ours.read() as session:
        assert session.get_one(Note, "note").deleted_utc is None


@pytest.mark.parametrize("is_kept", [True, False])
def test_what_the_person_decides_holds_in_every_copy(
    copies: tuple[Journal, Journal], is_kept: bool
) -> None:
    ours, theirs = copies
    change_note(ours, "changed")
    with theirs.write("Throw away") as session:
        discard(session, "notes", "note", theirs.clock())
    merge(ours, theirs)
    merge(theirs, ours)
    with ours.write("Decide") as session:
        decide(session, "notes", "note", is_kept=is_kept)
    merge(theirs, ours)
    merge(ours, theirs)
    assert everything(ours) == everything(theirs)
    with theirs.read() as session:
        assert session.scalars(select(Undecided)).all() == []
        found = session.get_one(Note, "note")
        assert (found.text, found.deleted_utc is None) == ("changed", is_kept)


def test_what_was_emptied_out_of_the_trash_is_not_brought_back(
    copies: tuple[Journal, Journal],
) -> None:
    ours, theirs = copies
    with ours.write("Throw away") as session:
        discard(session, "notes", "note", ours.clock())
    with ours.write("Empty") as session:
        empty_trash(session, ours.clock())
    merge(ours, theirs)
    assert text_of_note(ours) is None
    merge(theirs, ours)
    assert text_of_note(theirs) is None
    assert everything(ours) == everything(theirs)


def test_what_was_emptied_after_the_clock_was_set_back_is_not_brought_back(
    tmp_path: Path,
) -> None:
    ours = first_copy(tmp_path)
    set_wrong = Ticking(timedelta(days=400))
    with Journal.open(copy_of(ours, "ahead").path, clock=set_wrong) as ahead:
        change_note(ahead, "written in a year to come")
        merge(ours, ahead)
        with ours.write("Throw away") as session:
            discard(session, "notes", "note", ours.clock())
        with ours.write("Empty") as session:
            empty_trash(session, ours.clock())
        merge(ours, ahead)
        assert text_of_note(ours) is None


def test_what_was_changed_since_comes_back_though_it_was_emptied(
    copies: tuple[Journal, Journal],
) -> None:
    ours, theirs = copies
    with ours.write("Throw away") as session:
        discard(session, "notes", "note", ours.clock())
    with ours.write("Empty") as session:
        empty_trash(session, ours.clock())
    for _ in range(5):
        theirs.clock()
    change_note(theirs, "still wanted")
    merge(ours, theirs)
    assert text_of_note(ours) == "still wanted"
    merge(theirs, ours)
    assert everything(ours) == everything(theirs)


def test_a_check_made_of_one_day_on_both_computers_counts_with_the_median_and_either_can_go(
    tmp_path: Path,
) -> None:
    day = DAY - timedelta(days=30)
    ours = new_journal(tmp_path, "first.tidemark", Ticking())
    theirs = copy_of(ours, "second")
    for journal, total in ((ours, 6), (theirs, 11)):
        with journal.write("Log") as session:
            session.add(check_in(day, total, id=f"of {total}"))
    merge(ours, theirs)
    merge(theirs, ours)
    assert everything(ours) == everything(theirs)
    assert value_of(ours, day) == (8.5, 2)
    with ours.read() as session:
        found = read_diary(session, load_instruments(), load_vocabulary())
    shown = map(found.entry, found.find())
    listed = {one.id for one in shown if (one.kind, one.day) == ("check_ins", day)}
    assert listed == {"of 6", "of 11"}, "each can be thrown away"
    with ours.write("Throw away") as session:
        discard(session, "check_ins", "of 11", ours.clock())
    merge(theirs, ours)
    assert value_of(theirs, day) == (6, 1)


def value_of(journal: Journal, day: date) -> tuple[float, int] | None:
    with journal.read() as session:
        of_day = [one for one in readings(session, "daily-anxiety") if one.day == day]
    found = day_value(day, of_day)
    return None if found is None else (found.value, found.n)


def test_people_of_one_name_are_one_after_two_journals_begun_apart_have_met(
    tmp_path: Path,
) -> None:
    made = []
    for name, total in (("first", 6), ("second", 12)):
        journal = new_journal(tmp_path, f"{name}.tidemark", Ticking())
        with journal.write("Begin") as session:
            add_person(session, "Sam" if name == "second" else "", Role.PATIENT)
            alex = add_person(session, "Alex" if name == "first" else "alex ", Role.CAREGIVER)
            session.add(check_in(DAY, total, observer_id=alex.id))
        made.append(journal)
    ours, theirs = made
    merge(ours, theirs)
    merge(theirs, ours)
    assert everything(ours) == everything(theirs)
    with ours.read() as session:
        patient, alex = people(session)
        assert (patient.name, alex.name.strip().casefold()) == ("Sam", "alex")
        found = readings(session, "daily-anxiety", rater=alex.name)
    assert sorted(one.value for one in found) == [6, 12]


def test_a_rating_from_a_copy_that_has_not_heard_who_is_one_is_shown_with_the_others(
    tmp_path: Path,
) -> None:
    ours = new_journal(tmp_path, "ours.tidemark", Ticking())
    with ours.write("Begin") as session:
        session.add(Person(id="alex-here", name="Alex", role=Role.CAREGIVER))
    theirs = new_journal(tmp_path, "theirs.tidemark", Ticking())
    with theirs.write("Begin") as session:
        session.add(Person(id="alex-there", name="alex", role=Role.CAREGIVER))
    merge(ours, theirs)
    with theirs.write("Rated before it heard") as session:
        session.add(check_in(DAY, 12, observer_id="alex-there"))
    half = {"1": 2}
    with theirs.write("Half filled in") as session:
        keep_draft(session, draft_name("daily-anxiety", "alex-there"), DAY, half)
    merge(ours, theirs)
    merge(theirs, ours)
    assert everything(ours) == everything(theirs)
    for journal in (ours, theirs):
        with journal.read() as session:
            found = readings(session, "daily-anxiety", rater="Alex")
            assert [one.value for one in found] == [12]
    with theirs.read() as session:
        assert draft(session, draft_name("daily-anxiety", "alex-here"), DAY) == half
        assert draft(session, draft_name("daily-anxiety", "alex-there"), DAY) == {}


def test_what_is_half_filled_in_under_both_ids_of_one_person_is_put_together(
    tmp_path: Path,
) -> None:
    journal = new_journal(tmp_path)
    forms = [draft_name("daily-anxiety", one) for one in ("alex-a", "alex-b")]
    with journal.write("Answered while the copies met") as session:
        for one in ("alex-a", "alex-b"):
            session.add(Person(id=one, name="Alex", role=Role.CAREGIVER))
        for form, answers in zip(forms, ({"1": 2}, {"1": 5, "2": 3}), strict=True):
            keep_draft(session, form, DAY, answers)
        session.flush()
        unite_people(session, journal.clock())
    with journal.read() as session:
        assert [draft(session, one, DAY) for one in forms] == [{"1": 2, "2": 3}, {}]


def test_nobody_is_asked_about_a_person_who_is_one_with_another_though_renamed_elsewhere(
    copies: tuple[Journal, Journal],
) -> None:
    ours, theirs = copies
    apart = copy_of(ours, "third")
    with apart.write("A patient begun apart") as session:
        session.add(Person(id="another", name="Ana", role=Role.PATIENT))
    with theirs.write("Rename") as session:
        rename(session, "person", "Anna")
    for other in (apart, theirs):
        merge(ours, other)
    for other in (apart, theirs):
        merge(other, ours)
    with ours.read() as session:
        assert [one.id for one in people(session)] == ["another"]
        assert undecided(session) == ()
    assert everything(ours) == everything(theirs) == everything(apart)


def test_a_person_emptied_out_of_the_trash_and_needed_elsewhere_stays_on_every_copy(
    copies: tuple[Journal, Journal],
) -> None:
    ours, theirs = copies
    behind = copy_of(ours, "third", timedelta(hours=-5))
    with ours.write("A patient begun apart") as session:
        session.add(Person(id="another", name="Ana", role=Role.PATIENT))
    merge(ours, theirs)
    with ours.write("Empty the trash") as session:
        empty_trash(session, ours.clock())
    with theirs.write("Rated by one that is gone there") as session:
        session.add(check_in(id="rated", observer_id="person", answers={"1": 2}))
    for other in (ours, theirs):
        merge(behind, other)
    for other in (ours, theirs):
        merge(other, behind)
    assert everything(ours) == everything(theirs) == everything(behind)


def test_a_scale_made_under_one_name_in_both_copies_is_one_scale(
    copies: tuple[Journal, Journal],
) -> None:
    ours, theirs = copies
    for journal, title in ((ours, "Ease"), (theirs, "Ease of mind")):
        with journal.write("Make a scale") as session:
            session.add(OwnInstrument(code="own-ease", definition=f"title = '{title}'"))
    merge(ours, theirs)
    merge(theirs, ours)
    assert everything(ours) == everything(theirs)
    with ours.read() as session:
        query = select(OwnInstrument).where(OwnInstrument.code == "own-ease")
        assert len(session.scalars(query).all()) == 1


def test_a_plan_writes_nothing(copies: tuple[Journal, Journal]) -> None:
    ours, theirs = copies
    change_note(theirs, "changed there")
    before = everything(ours)
    with ours.read() as session, theirs.read() as other:
        plan = plan_merge(session, other)
    assert plan.kinds["notes"].changed == 1
    assert everything(ours) == before


ThreeComputers.TestCase.settings = tried(12, steps=25)
test_three_computers_that_saw_the_same_hold_the_same = ThreeComputers.TestCase
