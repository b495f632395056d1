"""All records in one list: what each says, how it is found, and how it came to be."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from journal import diary
from journal.diary import Diary, DiaryEntry, Wanted
from journal.history import trash, undoing
from journal.instrument_files import load_instruments
from journal.records import (
    KINDS,
    Intake,
    Note,
    Person,
    Role,
    SideEffect,
    Treatment,
)
from journal.side_effect_terms import load_vocabulary
from journal.store import Journal
from journal.words import diary as words
from tests.builders import DAY, check_in, fixed_clock, instant, new_journal
from tests.journal.history.kinds import records_of_all_kinds

INSTRUMENTS, VOCABULARY = load_instruments(), load_vocabulary()
NOW = fixed_clock()()
OWN = """
code = "own-calm"
version = 1
title = "Calm"
short_title = "Calm"
recall = "P1D"
recall_words = "today"
instruction = "How calm?"
several_a_day = false
licence = "own"
source = "own"
[[items]]
code = "value"
text = "How calm?"
minimum = 0
maximum = 10
step = 1
[[scores]]
code = "total"
title = "Calm"
direction = "neither"
ticks = [0, 5, 10]
"""


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """One record of every kind, entered by the patient."""
    with new_journal(tmp_path) as made:
        with made.write("Begin") as session:
            records = records_of_all_kinds()
            for one in records:
                one.entered_by_id = "person"
                if hasattr(one, "definition"):
                    one.definition = OWN
            session.add_all(records)
        yield made


def read(journal: Journal) -> Diary:
    """The diary as it stands."""
    with journal.read() as session:
        return diary.read_diary(session, INSTRUMENTS, VOCABULARY)


def found(journal: Journal, wanted: Wanted = diary.EVERYTHING) -> list[DiaryEntry]:
    """The entries that are looked for."""
    made = read(journal)
    return [made.entry(place) for place in made.find(wanted)]


def whole(journal: Journal, kind: str, record_id: str) -> diary.WholeRecord:
    """One record in full."""
    with journal.read() as session:
        names, _ = diary.known(session, INSTRUMENTS, VOCABULARY)
        record = diary.whole_record(session, kind, record_id, names)
    assert record is not None
    return record


def test_every_kind_of_record_is_a_line(journal: Journal) -> None:
    lines = {one.kind: (one.title, one.second) for one in found(journal)}
    assert set(lines) == {kind.__tablename__ for kind in KINDS} == set(words.KINDS)
    assert lines["check_ins"] == ("Daily anxiety: 10 of 21", "rated by Ana")
    assert lines["treatments"] == (
        "Ketamine 0.5 mg/kg IV",
        "completed · induction · 40 minutes",
    )
    assert lines["vital_signs"][1] == "after the treatment of 10 January 2026"
    assert lines["side_effects"] == ("Nausea", "after the treatment of 10 January 2026")
    assert lines["medicines"] == ("Lorazepam", "benzodiazepine")
    assert lines["intakes"] == ("Lorazepam, 1 mg", "taken once")
    assert lines["notes"] == ("slept well", "")
    assert lines["questions"] == ("How long?", "not answered yet")
    assert lines["visits"] == ("North clinic", "")
    assert lines["own_instruments"] == ("Calm", "")
    assert lines["people"] == ("Ana", "patient")


def test_the_latest_day_comes_first_and_within_it_the_latest_time(journal: Journal) -> None:
    with journal.write("Log") as session:
        session.add_all(
            check_in(day, rated_at=instant(f"{day}T{clock}:00+00:00"), id=f"{day} {clock}")
            for day in (date(2027, 1, 1), date(2027, 1, 2))
            for clock in ("09:00", "21:00")
        )
    assert [(str(one.day), one.clock) for one in found(journal)][:4] == [
        ("2027-01-02", "21:00"),
        ("2027-01-02", "09:00"),
        ("2027-01-01", "21:00"),
        ("2027-01-01", "09:00"),
    ]


def test_a_record_without_a_day_stands_on_the_day_on_which_it_was_entered(
    journal: Journal,
) -> None:
    with journal.write("Log") as session:
        session.add(SideEffect(id="timeless", effect="my own words"))
        session.add(Intake(id="when", medicine_id="medicine"))
    days = {one.id: one.day for one in found(journal)}
    assert days["timeless"] == days["when"] == days["person"] == NOW.local.date()


@pytest.mark.parametrize(
    ("looked_for", "kinds"),
    [
        ("LORAZEPAM", {"medicines", "intakes"}),
        ("nausea", {"side_effects"}),
        ("slept", {"notes"}),
        ("how long", {"questions"}),
        ("north", {"visits"}),
        ("well slept", {"notes"}),
        ("slept badly", set()),
    ],
)
def test_all_of_the_words_are_looked_for_in_any_order(
    journal: Journal, looked_for: str, kinds: set[str]
) -> None:
    assert {one.kind for one in found(journal, Wanted(looked_for))} == kinds


@pytest.mark.parametrize("looked_for", ["cafe", "CAFÉ", "zoe", "Zoë"])
def test_accents_and_capitals_do_not_matter(journal: Journal, looked_for: str) -> None:
    with journal.write("Write a note") as session:
        session.get_one(Note, "note").text = "Café with Zoë"
    assert [one.kind for one in found(journal, Wanted(looked_for))] == ["notes"]


@pytest.mark.parametrize("looked_for", ["10 January 2026", "2026-01-10", "saturday 10 jan"])
def test_a_day_is_found_as_it_is_written(journal: Journal, looked_for: str) -> None:
    kinds = {one.kind for one in found(journal, Wanted(looked_for))}
    assert {"check_ins", "notes", "treatments"} <= kinds
    assert "people" not in kinds


def test_a_private_note_is_found_by_words_that_the_list_does_not_show(journal: Journal) -> None:
    with journal.write("Write a note") as session:
        note = session.get_one(Note, "note")
        note.text, note.is_private = "about my sister", True
    (one,) = found(journal, Wanted("sister"))
    assert (one.title, one.is_private) == ("A private note", True)
    assert "sister" not in one.second


def test_kinds_days_and_people_narrow_the_list(journal: Journal) -> None:
    with journal.write("Log") as session:
        session.add(Person(id="alex", name="Alex", role=Role.CAREGIVER))
        session.flush()
        session.add(check_in(DAY + timedelta(days=3), id="observed", observer_id="alex"))
        session.add(Note(id="by-alex", day=DAY, text="restless", entered_by_id="alex"))
    observed = found(journal, Wanted(person_id="alex"))
    assert {one.id for one in observed} == {"observed", "by-alex"}
    assert {one.by for one in observed} == {"Alex"}
    only = found(journal, Wanted(kinds=frozenset(("notes", "visits")), last=DAY))
    assert {one.kind for one in only} == {"notes", "visits"}
    later = found(journal, Wanted(first=DAY + timedelta(days=1), last=DAY + timedelta(days=5)))
    assert [one.id for one in later] == ["observed"]
    assert read(journal).people() == (("person", "Ana"), ("alex", "Alex"))


def test_what_is_in_the_trash_is_listed_apart_with_what_went_with_it(journal: Journal) -> None:
    with journal.write("To the trash") as session:
        trash.discard(session, "medicines", "medicine", NOW)
    thrown = {one.id: one.goes_with for one in found(journal, Wanted(is_in_trash=True))}
    assert thrown == {"medicine": None, "intake": ("medicines", "medicine")}
    assert not {one.id for one in found(journal)} & set(thrown)
    made = read(journal)
    assert made.count(is_in_trash=True) == 2
    assert made.count(is_in_trash=False) == len(KINDS) - 2


def test_a_changed_record_is_marked_and_tells_what_became_of_it(journal: Journal) -> None:
    journal.writer_id = "person"
    with journal.write("Change a treatment") as session:
        treatment = session.get_one(Treatment, "treatment")
        treatment.amount, treatment.clinic = 0.7, "North clinic"
    assert [one.id for one in found(journal) if one.is_changed] == ["treatment"]
    last, first = whole(journal, "treatments", "treatment").history
    assert (last.label, last.by, last.made_at) == ("Change a treatment", "Ana", NOW)
    assert [(one.label, one.before, one.after) for one in last.differences] == [
        ("Amount", "0.5 mg/kg IV", "0.7 mg/kg IV"),
        ("Clinic", "", "North clinic"),
    ]
    assert first.is_first


def test_the_way_to_the_trash_and_back_is_part_of_what_happened(journal: Journal) -> None:
    with journal.write("To the trash") as session:
        trash.discard(session, "notes", "note", NOW)
    with journal.write("Undo: To the trash") as session:
        undoing.undo(session, journal.writes_made[-1])
    back, away, _ = whole(journal, "notes", "note").history
    assert [(one.before, one.after) for one in away.differences] == [
        ("in the journal", "in the trash")
    ]
    assert [(one.before, one.after) for one in back.differences] == [
        ("in the trash", "in the journal")
    ]


def test_a_check_tells_each_answer_in_the_words_of_its_scale(journal: Journal) -> None:
    with journal.write("Log") as session:
        answers = {"1": 2, "2": "skipped", "3": None}
        session.add(check_in(id="told", answers=answers, total=None))
    told = {one.label: one.words for one in whole(journal, "check_ins", "told").lines}
    asked = INSTRUMENTS["daily-anxiety"]
    assert told["Result"] == "incomplete"
    assert told[asked.item("1").text] == "Quite a lot (2)"
    assert told[asked.item("2").text] == "skipped"
    assert asked.item("3").text not in told


@pytest.mark.parametrize("kind", sorted(words.KINDS))
def test_every_record_says_when_it_was_entered_and_has_words(journal: Journal, kind: str) -> None:
    (one,) = found(journal, Wanted(kinds=frozenset((kind,))))
    record = whole(journal, kind, one.id)
    assert record.lines
    assert record.title == one.title
    assert record.day == one.day
    assert record.entered.endswith("by Ana")
    assert "None" not in " ".join(line.words for line in record.lines)


def test_a_record_that_is_gone_has_no_words(journal: Journal) -> None:
    with journal.read() as session:
        names, _ = diary.known(session, INSTRUMENTS, VOCABULARY)
        assert diary.whole_record(session, "notes", "nowhere", names) is None


def test_a_write_tells_its_label_and_the_days_of_its_records(journal: Journal) -> None:
    with journal.write("Log two") as session:
        session.add_all((check_in(), check_in(DAY + timedelta(days=2))))
    with journal.read() as session:
        written = diary.written(session, journal.writes_made[-1])
        assert diary.written(session, "no such key") is None
    assert written == diary.Written("Log two", (DAY, DAY + timedelta(days=2)), 2)
