"""Another copy of a journal joined to this one, record by record.

The same record twice adds nothing. Versions of both copies are kept, so what was overtaken can be
seen and put back. Settings and half-filled forms stay each copy's own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from journal.history.overtaken import MERGED, moment_of, overtaken_key, overtaken_write
from journal.history.states import (
    KEPT,
    Name,
    State,
    by_kind,
    kept_states,
    record_kind,
    references,
    row_of,
    text_of,
)
from journal.history.watching import watch_of
from journal.people import unite_people
from journal.records import Emptied, Undecided, Version, Write
from journal.safekeeping.both_copies import RECORDS, Copy, VersionName, read_both
from journal.safekeeping.heads import Standing, standing

LABEL = MERGED
"""What the joining of a copy is called."""


@dataclass(frozen=True)
class KindMerge:
    """Of one kind of record: how many come in new, become what they are in the other copy, are
    in both changed so that the older change became a version, or go for good."""

    new: int = 0
    changed: int = 0
    overtaken: int = 0
    gone: int = 0


@dataclass(frozen=True)
class MergePlan:
    """What joining the other copy does, by kind; and everything that is to be written."""

    kinds: Mapping[str, KindMerge]
    undecided: tuple[Name, ...]
    writes: tuple[Mapping[str, Any], ...]
    versions: tuple[tuple[VersionName, State | None], ...]
    rows: Mapping[Name, State]
    gone: frozenset[Name]
    emptied: Mapping[Name, datetime]
    thrown_away: Mapping[Name, State]
    is_changing: bool


def plan_merge(session: Session, other: Session) -> MergePlan:
    """What joining another copy would do; nothing is written."""
    ours, theirs = read_both(session, other)
    emptied = _emptied(ours, theirs)
    found = _standings(ours, theirs)
    gone = _gone({name: one.state for name, one in found.items()}, emptied)
    found = {name: one for name, one in found.items() if name not in gone}
    overtaken = {
        (overtaken_key(name, state), *name): (name, state)
        for name, one in found.items()
        for state in one.over
    }
    versions = {
        name: before
        for name, before in theirs.versions.items()
        if name not in ours.versions and (name[1], name[2]) not in gone
    }
    versions |= {key: state for key, (_, state) in overtaken.items() if key not in ours.versions}
    keys = {key for key, _, _ in versions} - ours.writes.keys()
    writes = [theirs.writes[key] for key in keys if key in theirs.writes]
    writes += [
        overtaken_write(name, state)
        for (key, _, _), (name, state) in overtaken.items()
        if key in keys and key not in theirs.writes
    ]
    rows = {name: one.state for name, one in found.items() if ours.states.get(name) != one.state}
    thrown = {name: one.thrown_away for name, one in found.items() if one.thrown_away is not None}
    leaving = gone & ours.states.keys()
    return MergePlan(
        _counts(ours, rows, overtaken.values(), leaving),
        tuple(sorted(thrown)),
        tuple(sorted(writes, key=lambda write: (write["made_utc"], write["key"]))),
        tuple(sorted(versions.items(), key=lambda item: item[0])),
        rows,
        frozenset(leaving),
        emptied,
        thrown,
        is_changing=bool(
            versions or rows or leaving or emptied != ours.emptied or thrown != ours.thrown_away
        ),
    )


def carry_out_merge(session: Session, plan: MergePlan) -> None:
    """Write what was planned, in a unit of work of this copy."""
    if plan.writes:
        session.execute(insert(Write), list(plan.writes))
    ids = {row.key: row.id for row in session.execute(select(Write.key, Write.id))}
    if plan.versions:
        session.execute(
            insert(Version),
            [
                {"write_id": ids[key], "kind": kind, "record_id": record_id, "before": before}
                for (key, kind, record_id), before in plan.versions
            ],
        )
    _put_rows(session, plan.rows)
    _take_out(session, plan.gone)
    for (kind, record_id), at in plan.emptied.items():
        session.merge(Emptied(kind=kind, record_id=record_id, at_utc=at))
    flagged = {*session.scalars(select(Undecided.kind)), *(kind for kind, _ in plan.thrown_away)}
    session.execute(delete(Undecided))
    for (kind, record_id), state in plan.thrown_away.items():
        session.add(Undecided(kind=kind, record_id=record_id, thrown_away=dict(state)))
    watch = watch_of(session)
    watch.kinds.update(KEPT[name] for name in plan.kinds.keys() | flagged)
    session.expire_all()
    unite_people(session, watch.made_at)


def _emptied(ours: Copy, theirs: Copy) -> Mapping[Name, datetime]:
    found = dict(ours.emptied)
    for name, at in theirs.emptied.items():
        found[name] = max(at, found.get(name, at))
    return found


def _standings(ours: Copy, theirs: Copy) -> dict[Name, Standing]:
    over: dict[Name, set[str]] = defaultdict(set)
    for copy in (ours, theirs):
        for (_, kind, record_id), before in copy.versions.items():
            if before is not None:
                over[kind, record_id].add(text_of(before))
    found = {}
    for name in ours.states.keys() | theirs.states.keys():
        states = (
            copied[name]
            for copy in (ours, theirs)
            for copied in (copy.states, copy.thrown_away)
            if name in copied
        )
        found[name] = standing(states, over[name])
    return found


def _gone(states: Mapping[Name, State], emptied: Mapping[Name, datetime]) -> frozenset[Name]:
    """What was taken out of the trash for good in either copy, and not changed since.

    What a record that stays refers to stays as well.
    """
    gone = {
        name for name, at in emptied.items() if name in states and moment_of(states[name]) <= at
    }
    needs = {name: set(_needed(name, state)) for name, state in states.items()}
    while True:
        needed = {other for name in states.keys() - gone for other in needs[name]} & gone
        if not needed:
            return frozenset(gone)
        gone -= needed


def _needed(name: Name, state: State) -> Iterator[Name]:
    for _, kind, record_id in references(KEPT[name[0]].__table__, state):
        yield kind, record_id


def _put_rows(session: Session, rows: Mapping[Name, State]) -> None:
    """Written past the watch: the versions came with the other copy."""
    there = kept_states(session, rows).keys()
    for kind in RECORDS:
        model = record_kind(kind)
        found = {name: row_of(kind, state) for name, state in rows.items() if name[0] == kind}
        new = [row for name, row in found.items() if name not in there]
        if new:
            session.execute(insert(model.__table__), new)  # type: ignore[arg-type]
        for (_, record_id), row in found.items():
            if (kind, record_id) in there:
                table: Any = model.__table__
                session.execute(update(table).where(table.c.id == record_id).values(row))


def _take_out(session: Session, gone: Iterable[Name]) -> None:
    for kind, ids in sorted(by_kind(gone), key=lambda item: -RECORDS.index(item[0])):
        model = record_kind(kind)
        session.execute(delete(Version).where(Version.kind == kind, Version.record_id.in_(ids)))
        session.execute(delete(model).where(model.id.in_(ids)))
    if gone:
        emptied = ~sa.exists().where(Version.write_id == Write.id)
        session.execute(delete(Write).where(emptied))


def _counts(
    ours: Copy,
    rows: Mapping[Name, State],
    overtaken: Iterable[tuple[Name, State]],
    gone: Iterable[Name],
) -> Mapping[str, KindMerge]:
    new = Counter(kind for kind, record_id in rows if (kind, record_id) not in ours.states)
    changed = Counter(kind for kind, record_id in rows if (kind, record_id) in ours.states)
    over = Counter(name[0] for name, _ in overtaken)
    leaving = Counter(kind for kind, _ in gone)
    return {
        kind: KindMerge(new[kind], changed[kind], over[kind], leaving[kind])
        for kind in RECORDS
        if new[kind] or changed[kind] or over[kind] or leaving[kind]
    }
