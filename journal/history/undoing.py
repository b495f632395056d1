"""Undo and redo: a write of its own that puts back every row of an earlier one.

What an earlier write made goes to the trash, so that undoing loses nothing either. Undoing an
undo is a redo.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.history.overtaken import is_overtaken
from journal.history.states import (
    CHANGED,
    KEPT,
    Name,
    State,
    are_alike,
    by_kind,
    kept_states,
    name_of,
    put,
)
from journal.history.watching import moment_after, watch_of
from journal.records import Record, Setting, Version, Write

UNDO, REDO = "Undo: ", "Redo: "


class ChangedSince(Exception):
    """A record of the write `key` was changed by a later one, which undoing would undo too."""

    def __init__(self, key: str, kind: str, record_id: str) -> None:
        super().__init__(key, kind, record_id)
        self.key, self.kind, self.record_id = key, kind, record_id


class NothingToUndo(Exception):
    """Nothing is kept of what the write `key` changed: it was emptied out of the trash."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def undo_label(label: str) -> str:
    """What the undoing of a write is called.

    >>> undo_label("Mark a visit"), undo_label("Undo: Mark a visit")
    ('Undo: Mark a visit', 'Redo: Mark a visit')
    >>> undo_label("Redo: Mark a visit")
    'Undo: Mark a visit'
    """
    return (REDO if label.startswith(UNDO) else UNDO) + plain_label(label)


def plain_label(label: str) -> str:
    """What a write is called, however often it was undone and done again.

    >>> plain_label("Redo: Mark a visit")
    'Mark a visit'
    """
    return label.removeprefix(UNDO).removeprefix(REDO)


def undo(session: Session, key: str) -> None:
    """Put back every record and setting that the write `key` changed; within a write only.

    Raises ChangedSince when one of them was changed since, NothingToUndo when none is left, and
    RefersToGone when one would refer to a record that is gone; nothing is changed then.
    """
    write = session.scalars(select(Write).where(Write.key == key)).first()
    versions = () if write is None else _versions(session, write.id)
    if write is None or not versions:
        raise NothingToUndo(key)
    _refuse_later_changes(session, write, versions)
    watch = watch_of(session)
    watch.undoes = key
    rows = _load(session, versions)
    for version in versions:
        row = rows.get((version.kind, version.record_id))
        if version.before is not None:
            put(session, version.kind, version.record_id, version.before)
        elif isinstance(row, Record):
            row.deleted_utc = watch.made_at.utc
        elif row is not None:
            session.delete(row)
    session.flush()


def _versions(session: Session, write_id: int) -> Sequence[Version]:
    query = select(Version).where(Version.write_id == write_id).order_by(Version.id)
    return session.scalars(query).all()


def _refuse_later_changes(session: Session, write: Write, versions: Iterable[Version]) -> None:
    """A row must be what the write made of it, by whatever ways it became so again.

    What another copy of the journal changed before it, and brought in after it, was overtaken.
    """
    later: dict[Name, State | None] = {}
    before = {(one.kind, one.record_id): one.before for one in versions}
    query = (
        select(Version, Write.key)
        .join(Write, Version.write_id == Write.id)
        .where(Version.write_id > write.id)
        .order_by(Version.id.desc())
    )
    for one, key in session.execute(query):
        name = one.kind, one.record_id
        if name in before and not is_overtaken(key, name, one.before):
            later[name] = one.before  # the earliest of them comes last
    now = kept_states(session, later)
    for name, left in later.items():
        found = now.get(name)
        if not are_alike(left, found) and not _was_made_by(write, before[name], found):
            raise ChangedSince(write.key, *name)


def _was_made_by(write: Write, before: State | None, now: State | None) -> bool:
    """Whether a row's last change is the one of a write, as its moment tells."""
    if now is None or CHANGED not in now:
        return False
    made = write.made_utc if before is None else moment_after(write.made_utc, before[CHANGED])
    return datetime.fromisoformat(now[CHANGED]) == made


def _load(session: Session, versions: Iterable[Version]) -> dict[Name, Record | Setting]:
    """The rows themselves in few queries, so that each is at hand when it is put back."""
    found: dict[Name, Record | Setting] = {}
    for kind, keys in by_kind((one.kind, one.record_id) for one in versions):
        model = KEPT[kind]
        key = model.id if issubclass(model, Record) else model.name
        rows: Iterable[Record | Setting] = session.scalars(select(model).where(key.in_(keys)))
        found |= {name_of(row): row for row in rows}
    return found
