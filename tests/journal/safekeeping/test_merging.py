"""Copies of a journal that are joined: nothing twice, nothing lost, the same in any order."""

import itertools
import random
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from sqlalchemy import select

from journal.days import Instant
from journal.diary import read_diary
from journal.history.deciding import decide
from journal.history.states import KEPT
from journal.history.trash import bring_back, discard, empty_trash
from journal.history.versions import changes
from journal.instruments import load_instruments
from journal.people import add_person, people
from journal.queries import readings
from journal.records import KINDS, Emptied, Note, OwnInstrument, Record, Role, Undecided
from journal.safekeeping.merging import MergePlan, carry_out_merge, plan_merge
from journal.side_effect_terms import load_vocabulary
from journal.store import Journal
from journal.trajectories.align import day_value
from tests.builders import DAY, check_in, new_journal
from tests.examples import tried
from tests.journal.history.kinds import CHANGES, records_of_all_kinds

START = Instant.parse("2026-01-10T12:00:00+00:00")


class Ticking:
    """A clock that goes on by a minute whenever it is asked, and may be set wrong."""

    def __init__(self, skew: timedelta = timedelta(0)) -> None:
        self.at = Instant(START.utc + skew, 0)

    def __call__(self) -> Instant:
        self.at = Instant(self.at.utc + timedelta(minutes=1), 0)
        return self.at


def first_copy(folder: Path) -> Journal:
    """A journal with one record of each kind."""
    journal = new_journal(folder, "first.tidemark", Ticking())
    with journal.write("Start") as session:
        for record in records_of_all_kinds():
            session.add(record)
            session.flush()
    return journal


def copy_of(journal: Journal, name: str, skew: timedelta = timedelta(0)) -> Journal:
    path = journal.path.with_name(f"{name}.tidemark")
    journal.copy_to(path)
    return Journal.open(path, clock=Ticking(skew))


def merge(into: Journal, other: Journal) -> MergePlan:
    """Join another copy, which is only read."""
    with into.write("Merge") as session, other.read() as theirs:
        plan = plan_merge(session, theirs)
        carry_out_merge(session, plan)
    return plan


def change_note(journal: Journal, text: str) -> None:
    with journal.write("Change") as session:
        session.get_one(Note, "note").text = text


def text_of_note(journal: Journal) -> str | None:
    with journal.read() as session:
        found = session.get(Note, "note")
        return None if found is None else found.text


def everything(journal: Journal) -> object:
    """All that two copies that have seen the same must have alike."""
    with journal.read() as session:
        rows = {
            (kind.__tablename__, row.id): tuple(row)
            for kind in KINDS
            for row in session.execute(select(kind.__table__))
        }
        undecided = {
            (one.kind, one.record_id): one.thrown_away for one in session.scalars(select(Undecided))
        }
        emptied = {(one.kind, one.record_id) for one in session.scalars(select(Emptied))}
    return rows, undecided, emptied


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


KIND_NAMES = tuple(kind.__tablename__ for kind in KINDS)
COPY = st.integers(0, 2)


class ThreeComputers(RuleBasedStateMachine):
    """Three copies edited apart and joined in any order come to hold the same."""

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self.folder = Path(tempfile.mkdtemp(prefix="tidemark-merge-"))
        first = first_copy(self.folder)
        self.copies = [
            first,
            copy_of(first, "second", timedelta(hours=-5)),
            copy_of(first, "third", timedelta(days=40)),
        ]
        self.numbers = itertools.count()

    @rule(at=COPY, kind=st.sampled_from(KINDS))
    def add(self, at: int, kind: type[Record]) -> None:
        if kind.__tablename__ in ("own_instruments",):
            return
        record = next(one for one in records_of_all_kinds() if isinstance(one, kind))
        record.id = f"{kind.__tablename__}-{next(self.numbers)}"
        for column, other in (
            ("observer_id", "people"),
            ("treatment_id", "treatments"),
            ("medicine_id", "medicines"),
        ):
            if getattr(record, column, None) is not None:
                with self.copies[at].read() as session:
                    found = session.scalars(select(KEPT[other].id)).first()  # type: ignore[union-attr]
                if found is None:
                    return
                setattr(record, column, found)
        with self.copies[at].write("Add") as session:
            session.add(record)

    @rule(at=COPY, kind=st.sampled_from(KINDS), pick=st.integers(0, 20), which=st.integers(0, 20))
    def change(self, at: int, kind: type[Record], pick: int, which: int) -> None:
        with self.copies[at].write("Change") as session:
            rows = session.scalars(select(kind).order_by(kind.id)).all()
            if rows:
                name = sorted(CHANGES[kind])[which % len(CHANGES[kind])]
                values = CHANGES[kind][name]
                setattr(rows[pick % len(rows)], name, values[which % len(values)])

    @rule(at=COPY, kind=st.sampled_from(KINDS), pick=st.integers(0, 20))
    def throw_away(self, at: int, kind: type[Record], pick: int) -> None:
        journal = self.copies[at]
        with journal.write("Throw away") as session:
            rows = session.scalars(select(kind).order_by(kind.id)).all()
            if rows:
                discard(session, kind.__tablename__, rows[pick % len(rows)].id, journal.clock())

    @rule(at=COPY, kind=st.sampled_from(KINDS), pick=st.integers(0, 20))
    def bring_back(self, at: int, kind: type[Record], pick: int) -> None:
        with self.copies[at].write("Bring back") as session:
            rows = session.scalars(select(kind).order_by(kind.id)).all()
            if rows:
                bring_back(session, kind.__tablename__, rows[pick % len(rows)].id)

    @rule(at=COPY)
    def empty(self, at: int) -> None:
        journal = self.copies[at]
        with journal.write("Empty the trash") as session:
            empty_trash(session, journal.clock())

    @rule(at=COPY, is_kept=st.booleans())
    def decide(self, at: int, is_kept: bool) -> None:
        with self.copies[at].write("Decide") as session:
            found = session.scalars(select(Undecided)).first()
            if found is not None:
                decide(session, found.kind, found.record_id, is_kept=is_kept)

    @rule(into=COPY, other=COPY)
    def join(self, into: int, other: int) -> None:
        if into != other:
            merge(self.copies[into], self.copies[other])

    def teardown(self) -> None:
        """In the end one has seen the others, and they it; then no two have anything to add."""
        hub, *others = random.sample(range(3), 3)
        try:
            for other in others:
                merge(self.copies[hub], self.copies[other])
            for other in others:
                merge(self.copies[other], self.copies[hub])
            first, second, third = map(everything, self.copies)
            assert first == second == third
            for ours, theirs in itertools.permutations(self.copies, 2):
                with ours.read() as session, theirs.read() as other_session:
                    assert not plan_merge(session, other_session).is_changing
        finally:
            for journal in self.copies:
                journal.close()
            shutil.rmtree(self.folder)


ThreeComputers.TestCase.settings = tried(10, steps=25)
test_three_computers_that_saw_the_same_hold_the_same = ThreeComputers.TestCase
