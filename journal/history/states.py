"""A row as JSON, and back: the state in which a version keeps it.

A state holds the row by the names of its columns. Two states are alike when they differ in
nothing but the moment of the change.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Session

from journal.records import KINDS, Record, Setting

State = Mapping[str, Any]
"""A row's values by the names of its columns, as JSON has them."""

Name = tuple[str, str]
"""What names a row: its table and its key."""

CHANGED = "changed_utc"
_AT_ONCE = 500

KEPT: dict[str, type[Record] | type[Setting]] = {
    **{kind.__tablename__: kind for kind in KINDS},
    Setting.__tablename__: Setting,
}
"""What versions are kept of, by the name of its table."""


def record_kind(name: str) -> type[Record]:
    """The kind of record of a table. Raises LookupError for any other table.

    >>> record_kind("notes").__name__
    'Note'
    """
    kind = KEPT[name]
    if not issubclass(kind, Record):
        raise LookupError(name)
    return kind


def name_of(row: Record | Setting) -> Name:
    """What names a row."""
    return row.__tablename__, row.id if isinstance(row, Record) else row.name


def kept_states(session: Session, names: Iterable[Name]) -> dict[Name, State]:
    """Records and settings as the file holds them; those that are not there are left out.

    Asked of the file itself: what the session remembers of a changed attribute may be the new
    value already.
    """
    found: dict[Name, State] = {}
    for kind, ids in by_kind(names):
        table = KEPT[kind].__table__
        (key,) = table.primary_key
        columns = [column.name for column in table.columns]
        with session.no_autoflush:
            rows = session.execute(select(table).where(key.in_(ids))).all()
        for row in rows:
            state = {name: plain(value) for name, value in zip(columns, row, strict=True)}
            found[kind, state[key.name]] = state
    return found


def by_kind(names: Iterable[Name]) -> Iterator[tuple[str, list[str]]]:
    """The keys of each kind, no more at once than a statement takes."""
    keys: dict[str, list[str]] = defaultdict(list)
    for kind, record_id in names:
        keys[kind].append(record_id)
    for kind, found in keys.items():
        for first in range(0, len(found), _AT_ONCE):
            yield kind, found[first : first + _AT_ONCE]


def are_alike(one: State | None, other: State | None) -> bool:
    """Whether two states differ in nothing but the moment of the change.

    >>> are_alike({"text": "a", "changed_utc": "1"}, {"text": "a", "changed_utc": "2"})
    True
    >>> are_alike({"text": "a"}, None)
    False
    """
    if one is None or other is None:
        return one is other
    names = {*one, *other} - {CHANGED}
    return all(one.get(name) == other.get(name) for name in names)


def text_of(state: State) -> str:
    """A state as one text, the same wherever it is made.

    >>> text_of({"b": None, "a": 1})
    '{"a":1,"b":null}'
    """
    return json.dumps(state, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def row_of(kind: str, state: State) -> dict[str, Any]:
    """The values of a state as the columns have them; what the table no longer has is left out."""
    return {
        column.name: value_of(column.type, state[column.name])
        for column in KEPT[kind].__table__.columns
        if column.name in state
    }


def put(session: Session, kind: str, record_id: str, state: State) -> None:
    """Make a row be what it was, as a change of its own; one that is gone is made again.

    The moment of the change is the new one. Raises RefersToGone where the state names a record
    that is not there any more.
    """
    table = KEPT[kind].__table__
    values = {name: value for name, value in row_of(kind, state).items() if name != CHANGED}
    for column, other, other_id in references(table, state):
        if session.get(KEPT[other], other_id) is None:
            raise RefersToGone(kind, record_id, column)
    row = session.get(KEPT[kind], record_id)
    if row is None:
        session.add(KEPT[kind](**values))
        return
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


class RefersToGone(Exception):
    """A state names, in `column`, a record that was taken out of the trash for good."""

    def __init__(self, kind: str, record_id: str, column: str) -> None:
        super().__init__(kind, record_id, column)
        self.kind, self.record_id, self.column = kind, record_id, column


def references(table: sa.FromClause, state: State) -> Iterator[tuple[str, str, str]]:
    """The records that a state names: its column, the other's kind, the other's id."""
    for column in table.columns:
        for key in column.foreign_keys:
            other_id = state.get(column.name)
            if other_id is not None:
                yield column.name, referred_kind(key), other_id


def referred_kind(key: ForeignKey) -> str:
    """The kind that a column refers to.

    >>> [referred_kind(key) for key in KEPT["intakes"].__table__.c.medicine_id.foreign_keys]
    ['medicines']
    """
    return key.target_fullname.partition(".")[0]


def plain(value: Any) -> Any:
    """A value of a column as JSON has it."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def value_of(kind: sa.types.TypeEngine[Any], said: Any) -> Any:
    """The value of a column that JSON has so.

    >>> value_of(sa.Date(), "2026-01-10")
    datetime.date(2026, 1, 10)
    """
    if said is None:
        return None
    if isinstance(kind, sa.DateTime):
        return datetime.fromisoformat(said)
    if isinstance(kind, sa.Date):
        return date.fromisoformat(said)
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return kind.enum_class(said)
    return said
