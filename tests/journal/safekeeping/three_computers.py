"""Three copies of a journal, edited and joined in any order that hypothesis thinks of."""

import itertools
import random
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from sqlalchemy import select

from journal.history.deciding import decide
from journal.history.states import KEPT
from journal.history.trash import bring_back, discard, empty_trash
from journal.records import KINDS, Record, Undecided
from journal.safekeeping.merging import plan_merge
from tests.journal.history.kinds import CHANGES, records_of_all_kinds
from tests.journal.safekeeping.copies import copy_of, everything, first_copy, merge

COPY = st.integers(0, 2)


class ThreeComputers(RuleBasedStateMachine):
    """Three copies edited apart and joined in any order come to hold the same."""

    def __init__(self) -> None:
        super().__init__()
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
