"""Copies of a journal, each with a clock of its own, and how they are joined."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from journal.days import Instant
from journal.records import KINDS, Emptied, Note, Undecided
from journal.safekeeping.merging import MergePlan, carry_out_merge, plan_merge
from journal.store import Journal
from tests.builders import new_journal
from tests.journal.history.kinds import records_of_all_kinds

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
