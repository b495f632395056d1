"""Whether a journal holds what it should: its pages when it is opened, its values when in doubt.

SQLite keeps no sums over its pages and no types over its columns, so a damaged page may be
well-formed, stand in another's place, or hold a number where a text belongs. The sum of each row
tells; a journal from before there were sums was taken as it was found.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import JSON, inspect, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from journal.on_disk import sums
from journal.on_disk.driver import SqliteError
from journal.records import KINDS, Draft, Model, Setting

UNFIT = (ValueError, LookupError, AttributeError, TypeError)
"""What reading damaged values raises, and a defect of the program may raise as well."""


def has_whole_pages(session: Session) -> bool:
    """Whether all pages and indexes fit one another. 11 ms for ten years of entries."""
    state = session.connection().exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    return bool(state == "ok")


def is_as_written(session: Session) -> bool:
    """Whether all pages fit one another and every row is what was written."""
    raw = session.connection().connection.dbapi_connection
    return has_whole_pages(session) and sums.fit(raw)


def reads_whole(session: Session) -> bool:
    """Whether the file is whole and every record turns into a value of the right kind."""
    try:
        kinds: tuple[type[Model], ...] = (*KINDS, Setting, Draft)
        return is_as_written(session) and all(_is_sound(session, kind) for kind in kinds)
    except (DatabaseError, SqliteError, *UNFIT):
        return False


def _is_sound(session: Session, kind: type[Model]) -> bool:
    expected = {name: _held_in(column.type) for name, column in inspect(kind).columns.items()}
    records: Iterable[Model | None] = session.scalars(select(kind))
    for record in records:
        if record is None:  # a row that lost its id
            return False
        values = ((getattr(record, name), type_) for name, type_ in expected.items())
        if not all(value is None or isinstance(value, type_) for value, type_ in values):
            return False
    return True


def _held_in(kind: TypeEngine[Any]) -> type | tuple[type, ...]:
    """What a column's values are; of JSON, SQLAlchemy says only that it is an object."""
    if isinstance(kind, JSON):
        return dict
    return (float, int) if kind.python_type is float else kind.python_type
