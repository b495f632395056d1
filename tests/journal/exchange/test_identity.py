"""What makes a row the same as before: its wall clock, and the people it names."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from journal.exchange.faults import RowFault
from journal.exchange.mapping_file import load_mapping
from journal.exchange.plan import ImportPlan, Tally, carry_out, plan_import
from journal.records import CheckIn, Person, Role
from journal.store import Journal
from tests.builders import instant, new_journal
from tests.journal.exchange.folders import (
    INSTRUMENTS,
    add,
    brought_in,
    exported,
    folder_of,
    planned,
    rows,
)

EVERYTHING = """
name = "Mine"
[when]
{when}
[[scales]]
code = "own-tension"
title = "Tension"
column = "tension"
minimum = 0
maximum = 10
[[notes]]
columns = ["note"]
[[treatments]]
columns = {{ amount = "dose" }}
clock = "09:00"
[[side_effects]]
columns = {{ effect = "effect" }}
severity = "mild"
clock = "09:00"
"""
DAY_AND_CLOCK = 'day_column = "day"\nclock_column = "clock"\n'
ROWS = "day,clock,at,unix,tension,note,dose,effect\n" + "".join(
    f"2026-0{month}-10,{clock}:30,2026-0{month}-10 {clock}:30,{unix},3,a,50,dizzy\n"
    for month, clock, unix in ((1, "02", "1768008600"), (7, "20", "1783708200"))
)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return new_journal(tmp_path)


@pytest.fixture
def zone() -> Iterator[Callable[[str], None]]:
    """Sets the time zone of this computer, and puts it back."""
    if not hasattr(time, "tzset"):
        pytest.skip("the time zone cannot be set for one process here")
    before = os.environ.get("TZ")

    def put(name: str | None) -> None:
        os.environ.pop("TZ", None)
        if name is not None:
            os.environ["TZ"] = name
        time.tzset()

    yield put
    put(before)


def taken(journal: Journal, folder: Path, when: str) -> ImportPlan:
    path = folder / "diary.csv"
    path.write_text(ROWS, encoding="utf-8")
    mapping = load_mapping(EVERYTHING.format(when=when))
    with journal.read() as session:
        plan = plan_import(session, path, mapping, INSTRUMENTS)
    with journal.write(plan.label) as session:
        return carry_out(session, plan)


@pytest.mark.parametrize(
    "when",
    [
        DAY_AND_CLOCK,
        'day_column = "day"\n',
        'instant_column = "at"\n',
        'day_column = "day"\ninstant_column = "at"\n',
        'instant_column = "unix"\ninstant_form = "unix-seconds"\n',
    ],
)
def test_a_computer_in_another_zone_brings_nothing_in_twice(
    journal: Journal, tmp_path: Path, zone: Callable[[str], None], when: str
) -> None:
    zone("Europe/Berlin")
    first = taken(journal, tmp_path, when)
    assert {kind: found.new for kind, found in first.kinds.items()} == {
        "check_ins": 2,
        "treatments": 2,
        "side_effects": 2,
        "notes": 2,
    }
    zone("America/New_York")
    again = taken(journal, tmp_path, when)
    assert again.rows == Tally(present=2)
    assert all(found.new == 0 for found in again.kinds.values())


def test_offsets_that_are_told_stay_part_of_the_identity(journal: Journal, tmp_path: Path) -> None:
    for offset in ("+01:00", "+05:00"):
        told = taken(journal, tmp_path, f'{DAY_AND_CLOCK}utc_offset = "{offset}"\n')
        assert told.rows == Tally(new=2)


SINGLE = "id,day,instrument,rater\nc1,2026-01-10,anxiety-now,{}\n"
ANSWERS = "check_in,item,value\nc1,value,40\n"


def ana(own_id: str, **fields: object) -> Person:
    return Person(id=own_id, name="Ana", role=Role.CAREGIVER, **fields)


def observer(journal: Journal) -> str | None:
    with journal.read() as session:
        return session.scalars(select(CheckIn)).one().observer_id


def mapped(journal: Journal, folder: Path, rater: str) -> ImportPlan:
    path = folder / "rated.csv"
    path.write_text("day,anxiety\n2026-01-10,40\n", encoding="utf-8")
    mapping = f'name = "x"\n[when]\nday_column = "day"\n[[check_ins]]\nrater = "{rater}"\n'
    mapping += 'instrument = "anxiety-now"\nitems = { value = "anxiety" }\n'
    with journal.read() as session:
        return plan_import(session, path, load_mapping(mapping), INSTRUMENTS)


def test_a_name_that_two_people_have_is_not_guessed(journal: Journal, tmp_path: Path) -> None:
    add(journal, ana("a1"), ana("a2"))
    folder = folder_of(tmp_path, check_ins=SINGLE.format("Ana"), answers=ANSWERS)
    for plan in (planned(journal, folder), mapped(journal, tmp_path, "Ana")):
        assert [(row.reason, row.value) for row in plan.unreadable] == [
            (RowFault.AMBIGUOUS_REFERENCE, "Ana")
        ]
        assert not plan.is_readable
    folder_of(tmp_path, check_ins=SINGLE.format("a2"))
    assert brought_in(journal, folder).rows == Tally(new=1)
    assert observer(journal) == "a2"


def test_a_name_means_the_person_of_the_same_folder(journal: Journal, tmp_path: Path) -> None:
    add(journal, ana("a1"))
    files = {"check_ins": SINGLE.format("Ana"), "answers": ANSWERS}
    folder = folder_of(tmp_path, people="id,name\na2,Ana\n", **files)
    assert brought_in(journal, folder).unreadable == ()
    assert observer(journal) == "a2"


def test_a_name_means_nobody_in_the_trash_if_somebody_else_has_it(
    journal: Journal, tmp_path: Path
) -> None:
    gone = instant("2026-01-20T10:00:00+00:00").utc
    add(journal, ana("a1"), ana("a2", deleted_utc=gone))
    folder = folder_of(tmp_path, check_ins=SINGLE.format("Ana"), answers=ANSWERS)
    assert brought_in(journal, folder).unreadable == ()
    assert observer(journal) == "a1"


@pytest.mark.parametrize("word", ["self", "Self", "SELF"])
def test_self_is_the_patient_in_any_case(journal: Journal, tmp_path: Path, word: str) -> None:
    folder = folder_of(tmp_path, check_ins=SINGLE.format(word), answers=ANSWERS)
    assert brought_in(journal, folder).new_people == ()
    assert mapped(journal, tmp_path, word).new_people == ()
    assert observer(journal) is None


def test_a_person_called_self_goes_out_by_id(journal: Journal, tmp_path: Path) -> None:
    add(journal, Person(id="p1", name="Self", role=Role.CAREGIVER))
    folder = folder_of(tmp_path, check_ins=SINGLE.format("p1"), answers=ANSWERS)
    brought_in(journal, folder)
    exported(journal, tmp_path / "out")
    assert [row["rater"] for row in rows(tmp_path / "out", "check-ins.csv")] == ["p1"]
