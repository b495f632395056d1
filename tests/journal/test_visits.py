"""Visits come back as they were entered, and the last one is found."""

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.records import Visit
from journal.store import Journal
from journal.visits import (
    VisitEntry,
    bring_back_visit,
    discard_visit,
    keep_visit,
    last_visit,
    visits,
)
from tests.builders import DAY, fixed_clock, new_journal
from tests.examples import tried

FIRST = VisitEntry(DAY, "Dr Young", "Six more, then we talk again.")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with new_journal(tmp_path) as made:
        yield made


def keep(journal: Journal, *entries: VisitEntry) -> list[str]:
    with journal.write("Mark a visit") as session:
        return [keep_visit(session, entry) for entry in entries]


def test_a_visit_comes_back_as_it_was_entered(journal: Journal) -> None:
    (kept,) = keep(journal, FIRST)
    with journal.read() as session:
        assert visits(session) == (dataclasses.replace(FIRST, id=kept),)


def test_a_changed_visit_is_the_same_visit(journal: Journal) -> None:
    (kept,) = keep(journal, FIRST)
    moved = VisitEntry(DAY - timedelta(days=1), "Dr Young", "", kept)
    assert keep(journal, moved) == [kept]
    with journal.read() as session:
        assert visits(session) == (moved,)


def test_the_newest_visit_comes_first(journal: Journal) -> None:
    keep(journal, *(VisitEntry(DAY + timedelta(days=n)) for n in (3, 9, 1)))
    with journal.read() as session:
        assert [(one.day - DAY).days for one in visits(session)] == [9, 3, 1]


def test_an_appointment_to_come_is_not_the_last_visit(journal: Journal) -> None:
    keep(journal, FIRST, VisitEntry(DAY + timedelta(days=8)))
    with journal.read() as session:
        today = last_visit(session, DAY + timedelta(days=7))
        on_the_day = last_visit(session, DAY + timedelta(days=8))
        before_all = last_visit(session, DAY - timedelta(days=1))
    assert today is not None
    assert today.day == DAY
    assert on_the_day is not None
    assert on_the_day.day == DAY + timedelta(days=8)
    assert before_all is None


def test_a_discarded_visit_is_not_counted_from_until_it_is_brought_back(journal: Journal) -> None:
    (kept,) = keep(journal, FIRST)
    with journal.write("Trash") as session:
        discard_visit(session, kept, fixed_clock()())
    with journal.read() as session:
        assert visits(session) == ()
        assert last_visit(session, DAY) is None
        assert session.get_one(Visit, kept).note == FIRST.note
    with journal.write("Bring back") as session:
        bring_back_visit(session, kept)
    with journal.read() as session:
        assert last_visit(session, DAY) == dataclasses.replace(FIRST, id=kept)


@tried(8)  # each makes a journal
@given(offsets=st.lists(st.integers(-30, 30), max_size=6), today=st.integers(-35, 35))
def test_the_last_visit_is_the_greatest_day_up_to_today(
    tmp_path_factory: pytest.TempPathFactory, offsets: list[int], today: int
) -> None:
    with new_journal(tmp_path_factory.mktemp("visits")) as journal:
        keep(journal, *(VisitEntry(_day(offset)) for offset in offsets))
        with journal.read() as session:
            found = last_visit(session, _day(today))
    past = [offset for offset in offsets if offset <= today]
    assert (None if found is None else found.day) == (_day(max(past)) if past else None)


def _day(offset: int) -> date:
    return DAY + timedelta(days=offset)
