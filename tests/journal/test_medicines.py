"""Other medicines and single intakes: kept, changed, thrown away, and asked for by day."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from journal.medicines import (
    EndsBeforeItBegan,
    IntakeEntry,
    MedicineEntry,
    bring_back_intake,
    bring_back_medicine,
    discard_intake,
    discard_medicine,
    intakes,
    intakes_on,
    keep_intake,
    keep_medicine,
    last_intake,
    medicines,
    medicines_changed,
    to_choose_from,
)
from journal.records import MedicineKind
from journal.store import Journal
from tests.builders import DAY, fixed_clock, instant, new_journal

NOW = fixed_clock()()
KIND = MedicineKind.OTHER


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return new_journal(tmp_path)


def kept(journal: Journal, *entries: MedicineEntry) -> list[str]:
    """Keep some medicines; their ids."""
    with journal.write("Add medicines") as session:
        return [keep_medicine(session, one) for one in entries]


def taken(journal: Journal, medicine_id: str, *times: str) -> list[str]:
    """Keep an intake at each of some times; their ids."""
    with journal.write("Log intakes") as session:
        return [keep_intake(session, IntakeEntry(medicine_id, instant(at))) for at in times]


def names(entries: tuple[MedicineEntry, ...]) -> list[str]:
    return [one.name for one in entries]


def test_a_medicine_comes_back_as_it_was_kept(journal: Journal) -> None:
    entry = MedicineEntry("Sertraline", MedicineKind.ANTIDEPRESSANT, "100 mg", DAY, DAY)
    (key,) = kept(journal, entry)
    with journal.read() as session:
        (found,) = medicines(session)
    assert found == MedicineEntry(
        "Sertraline", MedicineKind.ANTIDEPRESSANT, "100 mg", DAY, DAY, id=key
    )


def test_a_change_stays_the_same_medicine(journal: Journal) -> None:
    (key,) = kept(journal, MedicineEntry("Sertraline", KIND, "50 mg"))
    kept(journal, MedicineEntry("Sertraline", KIND, "100 mg", id=key))
    with journal.read() as session:
        assert [(one.id, one.amount) for one in medicines(session)] == [(key, "100 mg")]


def test_a_medicine_cannot_end_before_it_began(journal: Journal) -> None:
    wrong = MedicineEntry("Sertraline", KIND, from_day=DAY, to_day=DAY - timedelta(days=1))
    with pytest.raises(EndsBeforeItBegan):
        kept(journal, wrong)
    with journal.read() as session:
        assert medicines(session) == ()


def test_medicines_stand_by_name_whatever_their_letters(journal: Journal) -> None:
    kept(journal, MedicineEntry("sertraline", KIND), MedicineEntry("Lorazepam", KIND, to_day=DAY))
    with journal.read() as session:
        assert names(medicines(session)) == ["Lorazepam", "sertraline"]


@pytest.mark.parametrize(
    ("from_day", "to_day", "is_taken"),
    [
        (None, None, True),
        (DAY, DAY, True),
        (None, DAY - timedelta(days=1), False),
        (DAY + timedelta(days=1), None, False),
    ],
)
def test_a_medicine_is_taken_from_its_first_to_its_last_day(
    from_day: date | None, to_day: date | None, is_taken: bool
) -> None:
    assert MedicineEntry("x", KIND, from_day=from_day, to_day=to_day).covers(DAY) is is_taken


def test_what_began_and_ended_between_two_days_counts_both_of_them(journal: Journal) -> None:
    first, last = DAY, DAY + timedelta(days=9)
    kept(
        journal,
        MedicineEntry("began first day", KIND, from_day=first),
        MedicineEntry("ended last day", KIND, from_day=DAY - timedelta(days=30), to_day=last),
        MedicineEntry("came and went", KIND, from_day=last, to_day=last),
        MedicineEntry("began after", KIND, from_day=last + timedelta(days=1)),
        MedicineEntry("ended before", KIND, to_day=first - timedelta(days=1)),
        MedicineEntry("days unknown", KIND),
    )
    with journal.read() as session:
        found = medicines_changed(session, first, last)
    assert names(found.started) == ["began first day", "came and went"]
    assert names(found.stopped) == ["came and went", "ended last day"]


def test_intakes_go_to_the_trash_with_their_medicine_and_come_back(journal: Journal) -> None:
    (key,) = kept(journal, MedicineEntry("lorazepam", KIND))
    taken(journal, key, "2026-01-10T11:00:00+00:00")
    with journal.write("Discard") as session:
        discard_medicine(session, key, NOW)
    with journal.read() as session:
        assert (medicines(session), intakes(session)) == ((), ())
    with journal.write("Bring back") as session:
        bring_back_medicine(session, key)
    with journal.read() as session:
        assert (len(medicines(session)), len(intakes(session))) == (1, 1)


def test_an_intake_is_changed_thrown_away_and_brought_back(journal: Journal) -> None:
    (key,) = kept(journal, MedicineEntry("lorazepam", KIND))
    (intake,) = taken(journal, key, "2026-01-10T11:00:00+00:00")
    changed = IntakeEntry(key, instant("2026-01-10T12:00:00+00:00"), "1 tablet", id=intake)
    with journal.write("Change") as session:
        keep_intake(session, changed)
    with journal.read() as session:
        assert intakes(session) == (changed,)
    with journal.write("Discard") as session:
        discard_intake(session, intake, NOW)
    with journal.read() as session:
        assert intakes(session) == ()
    with journal.write("Bring back") as session:
        bring_back_intake(session, intake)
    with journal.read() as session:
        assert intakes(session) == (changed,)


def test_an_intake_after_midnight_belongs_to_the_evening(journal: Journal) -> None:
    (key,) = kept(journal, MedicineEntry("lorazepam", KIND))
    taken(journal, key, "2026-01-11T01:00:00+00:00", "2026-01-11T04:00:00+00:00")
    with journal.read() as session:
        assert len(intakes_on(session, DAY)) == 1
        assert len(intakes_on(session, DAY, time(0))) == 0


def test_an_intake_without_a_time_is_on_no_day_and_comes_last(journal: Journal) -> None:
    (key,) = kept(journal, MedicineEntry("lorazepam", KIND))
    with journal.write("Bring in") as session:
        keep_intake(session, IntakeEntry(key, None, "unknown"))
    taken(journal, key, "2026-01-10T11:00:00+00:00")
    with journal.read() as session:
        found = intakes(session)
        assert [one.amount for one in found] == ["", "unknown"]
        assert intakes_on(session, DAY) == found[:1]
    assert last_intake(found) == found[0]
    assert last_intake(found[1:]) is None


def test_the_last_intake_of_a_medicine_is_its_own(journal: Journal) -> None:
    one, other = kept(journal, MedicineEntry("a", KIND), MedicineEntry("b", KIND))
    taken(journal, one, "2026-01-10T11:00:00+00:00")
    taken(journal, other, "2026-01-10T12:00:00+00:00")
    with journal.read() as session:
        found = intakes(session)
    assert last_intake(found) == found[1]
    assert last_intake(found, one) == found[0]
    assert last_intake(found, "another") is None


def test_medicines_taken_singly_are_offered_first_and_only_those_of_the_day(
    journal: Journal,
) -> None:
    _, _, singly, ended = kept(
        journal,
        MedicineEntry("a", KIND),
        MedicineEntry("b", KIND),
        MedicineEntry("c", KIND),
        MedicineEntry("d", KIND, to_day=DAY - timedelta(days=1)),
    )
    taken(journal, singly, "2026-01-09T11:00:00+00:00")
    taken(journal, ended, "2026-01-09T11:00:00+00:00")
    with journal.read() as session:
        offered = to_choose_from(medicines(session), intakes(session), DAY)
    assert names(offered) == ["c", "a", "b"]
