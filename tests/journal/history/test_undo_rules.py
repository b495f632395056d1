"""Whatever is written, undone and redone: undo gives what was before, redo what was after."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy.orm import Session

from journal.history import trash, undoing
from journal.history.states import Name
from journal.records import KINDS, Record
from journal.settings import keep_value
from tests.builders import new_journal
from tests.examples import tried
from tests.journal.history.kinds import AT, CHANGES, in_view, records_of_all_kinds, standing

States = dict[Name, dict[str, Any]]

kinds = st.sampled_from(KINDS)


@st.composite
def alterations(draw: st.DrawFn) -> tuple[type[Record], str, Any]:
    """A kind, one of its values, and what it becomes."""
    kind = draw(kinds)
    name = draw(st.sampled_from(sorted(CHANGES[kind])))
    return kind, name, draw(st.sampled_from(CHANGES[kind][name]))


class UndoAndRedo(RuleBasedStateMachine):
    """Keeps beside the journal what it held before and after each write."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.journal = new_journal(Path(self.folder.name))
        with self.journal.write("Begin") as session:
            session.add_all(records_of_all_kinds())
        self.number = 0
        self.to_undo: list[tuple[str, States, States]] = []
        self.to_redo: list[tuple[str, States, States]] = []

    def teardown(self) -> None:
        if hasattr(self, "journal"):
            self.journal.close()
            self.folder.cleanup()

    def _written(self, before: States) -> None:
        made = self.journal.writes_made
        if len(made) > self.number + 1:
            self.to_undo.append((made[-1], before, self._now()))
            self.to_redo.clear()
        self.number = len(made) - 1

    def _now(self) -> States:
        with self.journal.read() as session:
            return standing(session)

    @rule(changes=st.lists(alterations(), min_size=1, max_size=4))
    def change(self, changes: list[tuple[type[Record], str, Any]]) -> None:
        before = self._now()
        with self.journal.write("Change") as session:
            for kind, name, value in changes:
                setattr(_one(session, kind), name, value)
                session.flush()
        self._written(before)

    @rule(kind=kinds)
    def throw_away(self, kind: type[Record]) -> None:
        before = self._now()
        with self.journal.write("To the trash") as session:
            trash.discard(session, kind.__tablename__, _one(session, kind).id, AT)
        self._written(before)

    @rule(kind=kinds)
    def bring_back(self, kind: type[Record]) -> None:
        before = self._now()
        with self.journal.write("Bring back") as session:
            trash.bring_back(session, kind.__tablename__, _one(session, kind).id)
        self._written(before)

    @rule(kind=kinds)
    def add(self, kind: type[Record]) -> None:
        before = self._now()
        with self.journal.write("Add") as session:
            another = next(one for one in records_of_all_kinds() if type(one) is kind)
            another.id = f"{another.id} {len(before)}"
            if hasattr(another, "code"):
                another.code = another.id
            session.add(another)
        self._written(before)

    @rule(value=st.integers(0, 2))
    def set_something(self, value: int) -> None:
        before = self._now()
        with self.journal.write("Set") as session:
            keep_value(session, "something", {"value": value})
        self._written(before)

    @precondition(lambda self: self.to_undo)
    @rule()
    def undo(self) -> None:
        key, before, after = self.to_undo.pop()
        with self.journal.write("Undo") as session:
            undoing.undo(session, key)
        assert in_view(self._now()) == in_view(before)
        self._put(self.to_redo, before, after)

    @precondition(lambda self: self.to_redo)
    @rule()
    def redo(self) -> None:
        key, before, after = self.to_redo.pop()
        with self.journal.write("Redo") as session:
            undoing.undo(session, key)
        assert in_view(self._now()) == in_view(after)
        self._put(self.to_undo, before, after)

    def _put(self, stack: list[tuple[str, States, States]], before: States, after: States) -> None:
        made = self.journal.writes_made
        self.number = len(made) - 1
        stack.append((made[-1], before, after))

    @invariant()
    def nothing_is_lost(self) -> None:
        """Undoing takes nothing out of the journal."""
        if hasattr(self, "journal"):
            known = {name for _, before, after in self.to_undo for name in (*before, *after)}
            records = {name for name in known if name[0] != "settings"}
            assert records <= set(self._now())


def _one(session: Session, kind: type[Record]) -> Record:
    made = next(one for one in records_of_all_kinds() if type(one) is kind)
    return session.get_one(kind, made.id)


TestUndoAndRedo = UndoAndRedo.TestCase
TestUndoAndRedo.settings = tried(5, steps=16)


def test_every_kind_of_record_is_tried() -> None:
    assert set(CHANGES) == set(KINDS) == {type(one) for one in records_of_all_kinds()}
