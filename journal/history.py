"""What a write changed: stamps records and keeps the version before each change.

Rows are watched in the session's flush, so every change made through the ORM is kept, whatever
made it. Rows written by Core statements are not seen, so nothing writes records that way.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import event, insert, inspect, select
from sqlalchemy.orm import Session

from journal.days import Instant
from journal.records import Draft, Model, Record, Setting, Version, Write, new_id

Kind = type[Model]


@dataclass
class Watch:
    """What one session has changed so far: the kinds touched and the versions to keep."""

    label: str
    made_at: Instant
    writer_id: str | None
    kinds: set[Kind] = field(default_factory=set)
    write_id: int | None = None

    def before_flush(self, session: Session, _context: object, _instances: object) -> None:
        """Stamp new and changed records and note each row as it stood."""
        versions = list(self._versions(session))
        if versions and self.write_id is None:
            self.write_id = self._keep_write(session)
        for version in versions:
            version.write_id = self.write_id or 0
            session.add(version)

    def _versions(self, session: Session) -> Iterable[Version]:
        for row in list(session.new):
            if isinstance(row, Record):
                self._stamp_new(row)
            if isinstance(row, Record | Setting):
                yield self._version(row, None)
            self._note(row)
        for row in list(session.dirty):
            if session.is_modified(row):
                before = row_before(session, row)
                if isinstance(row, Record):
                    row.changed_utc = self.made_at.utc
                if isinstance(row, Record | Setting):
                    yield self._version(row, before)
                self._note(row)
        for row in list(session.deleted):
            if isinstance(row, Record | Setting):
                yield self._version(row, row_before(session, row))
            self._note(row)

    def _note(self, row: object) -> None:
        if isinstance(row, Record | Setting | Draft):
            self.kinds.add(type(row))

    def _stamp_new(self, row: Record) -> None:
        row.id = row.id or new_id()
        row.changed_utc = row.changed_utc or self.made_at.utc
        row.entered_by_id = row.entered_by_id or self.writer_id
        if row.entered_at is None:
            row.entered_at = self.made_at

    def _keep_write(self, session: Session) -> int:
        values = {
            "label": self.label,
            "made_utc": self.made_at.utc,
            "made_offset": self.made_at.offset,
            "person_id": self.writer_id,
        }
        done = session.execute(insert(Write).values(values).returning(Write.id))
        return done.scalar_one()

    def _version(self, row: Record | Setting, before: dict[str, Any] | None) -> Version:
        key = row.id if isinstance(row, Record) else row.name
        return Version(kind=row.__tablename__, record_id=key, before=before)


def watch(session: Session, label: str, made_at: Instant, writer_id: str | None) -> Watch:
    """Keep versions of what this session changes, from now on."""
    seen = Watch(label, made_at, writer_id)
    event.listen(session, "before_flush", seen.before_flush)
    return seen


def row_before(session: Session, row: Model) -> dict[str, Any]:
    """The row as the file holds it, as JSON values by column name.

    Asked of the file itself: what the session remembers of a changed attribute may be the new
    value already.
    """
    table = type(row).__table__
    keys = inspect(row).identity or ()
    is_row = [
        column == key for column, key in zip(inspect(type(row)).primary_key, keys, strict=True)
    ]
    found = session.connection().execute(select(table).where(*is_row)).one()
    return {name: _plain(value) for name, value in found._mapping.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
