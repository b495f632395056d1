"""Two copies of a journal, read as far as they may differ.

Copies mostly hold the same. Rows are compared as the driver has them, and the states, versions and
writes are read of those records alone that are not the same in both: for ten years of entries a
tenth of the time.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from journal.history.states import Name, State, by_kind, kept_states
from journal.records import KINDS, Emptied, Undecided, Version, Write

RECORDS = tuple(kind.__tablename__ for kind in KINDS)

VersionName = tuple[str, str, str]
"""What names a version: the key of its write, the kind and the id of its record."""

_VERSIONS = """
    SELECT writes.key, versions.kind, versions.record_id
    FROM versions JOIN writes ON writes.id = versions.write_id
"""


@dataclass(frozen=True)
class Copy:
    """One copy: states and versions of the records in which it may differ from the other, and all
    its writes, what was emptied out of its trash, and what waits for a decision in it."""

    states: Mapping[Name, State]
    writes: Mapping[str, Mapping[str, Any]]
    versions: Mapping[VersionName, State | None]
    emptied: Mapping[Name, datetime]
    thrown_away: Mapping[Name, State]


@dataclass(frozen=True)
class _Outline:
    """A copy from outside: its rows as the driver has them, and what names its versions."""

    rows: Mapping[Name, tuple[Any, ...]]
    versions: frozenset[VersionName]
    emptied: Mapping[Name, datetime]
    thrown_away: Mapping[Name, State]


def read_both(session: Session, other: Session) -> tuple[Copy, Copy]:
    """Both copies, read of every record in which they may differ."""
    ours, theirs = _outline(session), _outline(other)
    names = _that_differ(ours, theirs)
    return _read(session, ours, names), _read(other, theirs, names)


def _that_differ(ours: _Outline, theirs: _Outline) -> frozenset[Name]:
    there = ours.rows.keys() | theirs.rows.keys()
    if there & (ours.emptied.keys() | theirs.emptied.keys()):
        return frozenset(there)  # what refers to such a record has to be known as well
    names = {name for name in there if ours.rows.get(name) != theirs.rows.get(name)}
    names |= {(kind, record_id) for _, kind, record_id in ours.versions ^ theirs.versions}
    return frozenset(names | ours.thrown_away.keys() | theirs.thrown_away.keys())


def _outline(session: Session) -> _Outline:
    ask = session.connection().exec_driver_sql
    rows: dict[Name, tuple[Any, ...]] = {}
    for kind in KINDS:
        columns = ", ".join(f'"{column.name}"' for column in kind.__table__.columns)
        found = ask(f'SELECT "id", {columns} FROM "{kind.__tablename__}"')  # noqa: S608
        rows.update({(kind.__tablename__, row[0]): tuple(row) for row in found})
    versions = {(key, kind, record_id) for key, kind, record_id in ask(_VERSIONS)}
    return _Outline(
        rows,
        frozenset(one for one in versions if one[1] in RECORDS),
        {(one.kind, one.record_id): one.at_utc for one in session.scalars(select(Emptied))},
        {(one.kind, one.record_id): one.thrown_away for one in session.scalars(select(Undecided))},
    )


def _read(session: Session, outline: _Outline, names: frozenset[Name]) -> Copy:
    versions = {
        (key, kind, record_id): before
        for kind, ids in by_kind(names)
        for key, record_id, before in session.execute(_versions(kind, ids))
    }
    columns = [column for column in Write.__table__.columns if column.name != "id"]
    writes = {row.key: dict(row._mapping) for row in session.execute(select(*columns))}
    return Copy(
        kept_states(session, names & outline.rows.keys()),
        writes,
        versions,
        outline.emptied,
        outline.thrown_away,
    )


def _versions(kind: str, ids: Collection[str]) -> Select[str, str, State | None]:
    return (
        select(Write.key, Version.record_id, Version.before)
        .join(Version, Version.write_id == Write.id)
        .where(Version.kind == kind, Version.record_id.in_(ids))
    )
