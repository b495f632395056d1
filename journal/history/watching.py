"""What a write changed: stamps records and keeps the version before each change.

Rows are watched in the session's flush, so every change made through the ORM is kept, whatever
made it. Rows written by Core statements are not seen, so nothing writes records that way but the
emptying of the trash, of which no version may stay. Sums are kept of rows whatever writes them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, event, insert
from sqlalchemy.orm import Session

from journal.days import Instant
from journal.history.states import KEPT, State, kept_states, name_of
from journal.on_disk import sums
from journal.records import Draft, Emptied, Model, Record, Setting, Version, Write, new_id

Kind = type[Model]

_WATCH = "watch"
"""Name in a session's `info` of what watches it."""

_A_MOMENT = timedelta(microseconds=1)


@dataclass
class Watch:
    """What one session has changed so far: the kinds touched and the versions to keep.

    `key` names the write once there is something to keep of it; `undoes` the one it puts back.
    """

    label: str
    made_at: Instant
    writer_id: str | None
    kinds: set[Kind] = field(default_factory=set)
    write_id: int | None = None
    key: str | None = None
    undoes: str | None = None
    seen: set[tuple[str, str]] = field(default_factory=set)
    raw: Any = None

    def after_begin(self, _session: Session, _begun: object, connection: Connection) -> None:
        """Note which rows the transaction touches, whatever writes them."""
        self.raw = connection.connection.dbapi_connection
        sums.follow(self.raw)

    def finish(self, session: Session) -> None:
        """Do what is left before the commit: the sums of the rows that were touched."""
        session.flush()
        if self.raw is not None:
            sums.bring_up_to_date(self.raw)

    def before_flush(self, session: Session, _context: object, _instances: object) -> None:
        """Stamp new and changed records and note each row as it stood before the write."""
        versions = list(self._versions(session))
        is_emptying = any(isinstance(row, Emptied) for row in (*session.new, *session.dirty))
        if (versions or is_emptying) and self.write_id is None:
            self._keep_write(session)
        for version in versions:
            version.write_id = self.write_id or 0
            session.add(version)

    def moment_after(self, before: str | None) -> datetime:
        """When the change was made: never before the one that it follows, or at its moment.

        A clock may have been set back, and copies of a journal tell by it which change is newer.
        """
        if before is None:
            return self.made_at.utc
        return moment_after(self.made_at.utc, before)

    def _versions(self, session: Session) -> Iterable[Version]:
        for row in list(session.new):
            if isinstance(row, Record):
                self._stamp_new(row)
            if isinstance(row, Record | Setting):
                yield from self._version(row, None)
            self._note(row)
        changed = [row for row in session.dirty if session.is_modified(row)]
        gone = list(session.deleted)
        kept = (row for row in (*changed, *gone) if isinstance(row, Record | Setting))
        names = {name_of(row) for row in kept} - self.seen
        before = kept_states(session, names)
        for row in (*changed, *gone):
            if isinstance(row, Record | Setting) and name_of(row) in before:
                yield from self._changed(row, before[name_of(row)])
            self._note(row)

    def _note(self, row: object) -> None:
        if isinstance(row, Record | Setting | Draft):
            self.kinds.add(type(row))
        elif isinstance(row, Emptied):
            self.kinds.add(KEPT[row.kind])

    def _stamp_new(self, row: Record) -> None:
        row.id = row.id or row.fresh_id()
        row.changed_utc = row.changed_utc or self.made_at.utc
        row.entered_by_id = row.entered_by_id or self.writer_id
        if row.entered_at is None:
            row.entered_at = self.made_at

    def _changed(self, row: Record | Setting, before: State) -> Iterable[Version]:
        if isinstance(row, Record):
            row.changed_utc = self.moment_after(before["changed_utc"])
        yield from self._version(row, before)

    def _keep_write(self, session: Session) -> None:
        self.key = new_id()
        values = {
            "key": self.key,
            "label": self.label,
            "made_utc": self.made_at.utc,
            "made_offset": self.made_at.offset,
            "person_id": self.writer_id,
            "undoes": self.undoes,
        }
        done = session.execute(insert(Write).values(values).returning(Write.id))
        self.write_id = done.scalar_one()

    def _version(self, row: Record | Setting, before: State | None) -> Iterable[Version]:
        """The version of a row, unless an earlier flush of the same write has kept it."""
        name = name_of(row)
        if name not in self.seen:
            self.seen.add(name)
            yield Version(kind=name[0], record_id=name[1], before=before)


def moment_after(made: datetime, before: str) -> datetime:
    """The moment of a change made at `made` to what was last changed at `before`."""
    return max(made, datetime.fromisoformat(before) + _A_MOMENT)


def watch(session: Session, label: str, made_at: Instant, writer_id: str | None) -> Watch:
    """Keep versions of what this session changes, from now on."""
    seen = Watch(label, made_at, writer_id)
    session.info[_WATCH] = seen
    event.listen(session, "after_begin", seen.after_begin)
    event.listen(session, "before_flush", seen.before_flush)
    return seen


def watch_of(session: Session) -> Watch:
    """What watches a session that writes; LookupError for one that only reads."""
    found: Watch = session.info[_WATCH]
    return found
