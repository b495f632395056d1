"""What was typed into a form that belongs to no day, kept until it is saved or left."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from journal.check_ins import draft, drop_draft, keep_draft
from journal.obstacles import CannotSave
from journal.store import Journal

_NO_DAY = date.min
"""Drafts are kept by day; these belong to none."""

_KEPT_AFTER = 300
"""Milliseconds of rest after which what was typed is kept."""


class HalfWritten(QObject):
    """The draft of one form. `read` gives what the form holds; `failed` carries an error."""

    failed = Signal(object)

    def __init__(self, name: str, read: Callable[[], Mapping[str, Any]], parent: QObject) -> None:
        super().__init__(parent)
        self._name = name
        self._read = read
        self._journal: Journal | None = None
        self._is_kept = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_KEPT_AFTER)
        self._rest.timeout.connect(self._keep)

    def open(self, journal: Journal) -> Mapping[str, Any]:
        """What was left half-written in a journal; empty when nothing was."""
        self._rest.stop()
        self._journal = journal
        with journal.read() as session:
            found = draft(session, self._name, _NO_DAY)
        self._is_kept = bool(found)
        return found

    def touch(self) -> None:
        """Keep the form soon."""
        self._rest.start()

    def flush(self) -> None:
        """Keep what was typed a moment ago, now."""
        if self._rest.isActive():
            self._keep()

    def forget(self) -> None:
        """The form was saved or left."""
        self._rest.stop()
        if self._is_kept:
            self._is_kept = not self._write({})

    def _keep(self) -> None:
        self._rest.stop()
        self._is_kept = self._write(self._read()) or self._is_kept

    def _write(self, content: Mapping[str, Any]) -> bool:
        """Whether the journal took it; nothing to keep takes the draft away."""
        if self._journal is None or self._journal.is_read_only:
            return False
        try:
            with self._journal.write("Keep a draft") as session:
                if content:
                    keep_draft(session, self._name, _NO_DAY, content)
                else:
                    drop_draft(session, self._name, _NO_DAY)
        except CannotSave as error:
            self.failed.emit(error)
            return False
        return True
