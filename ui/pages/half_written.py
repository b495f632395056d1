"""What was typed into a form and not saved, kept until it is saved or left."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from journal.check_ins import draft, drop_draft, keep_draft
from journal.obstacles import CannotSave
from journal.store import Journal

_NO_DAY = date.min
"""Drafts are kept by day; those of forms that belong to no day are kept under this one."""

_KEPT_AFTER = 300
"""Milliseconds after which what was typed is kept, however fast more is typed."""

_Place = tuple[str, date]


class HalfWritten(QObject):
    """The draft of one form. `read` gives what the form holds; `failed` carries an error."""

    failed = Signal(object)

    def __init__(self, name: str, read: Callable[[], Mapping[str, Any]], parent: QObject) -> None:
        super().__init__(parent)
        self._place: _Place = (name, _NO_DAY)
        self._read = read
        self._journal: Journal | None = None
        self._kept: Mapping[str, Any] = {}
        self._refused: dict[_Place, Mapping[str, Any]] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_KEPT_AFTER)
        self._soon.timeout.connect(self._keep)

    def open(self, journal: Journal) -> Mapping[str, Any]:
        """What was left half-written in a journal; empty when nothing was."""
        self._soon.stop()
        self._journal = journal
        self._refused.clear()
        return self._left()

    def go_to(self, name: str, day: date | None) -> Mapping[str, Any]:
        """What was left for another day or record; what stands in the form is kept before."""
        self.flush()
        self._place = (name, day or _NO_DAY)
        return self._left()

    def has_left(self, name: str, day: date | None) -> bool:
        """Whether something was left half-written there."""
        self.flush()
        return bool(self._found((name, day or _NO_DAY)))

    def touch(self) -> None:
        """Keep the form soon."""
        if not self._soon.isActive():
            self._soon.start()

    def flush(self) -> None:
        """Keep what was typed a moment ago, now."""
        if self._soon.isActive():
            self._keep()

    def forget(self) -> None:
        """The form was saved or left."""
        self._soon.stop()
        self._write({})

    def _left(self) -> Mapping[str, Any]:
        self._kept = self._found(self._place)
        return self._kept

    def _found(self, place: _Place) -> Mapping[str, Any]:
        """What the journal has of it, or would have if it had taken it."""
        if place in self._refused or self._journal is None:
            return self._refused.get(place, {})
        with self._journal.read() as session:
            return draft(session, *place)

    def _keep(self) -> None:
        self._soon.stop()
        self._write(self._read())

    def _write(self, content: Mapping[str, Any]) -> None:
        """Nothing to keep takes the draft away."""
        journal = self._journal
        self._refused.pop(self._place, None)
        if journal is None or journal.is_read_only or content == self._kept:
            return
        try:
            with journal.write("Keep a draft") as session:
                if content:
                    keep_draft(session, *self._place, content)
                else:
                    drop_draft(session, *self._place)
        except CannotSave as error:
            self._refused[self._place] = content
            self.failed.emit(error)
        else:
            self._kept = content
