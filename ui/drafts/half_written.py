"""What was typed into a form and not saved, kept until it is saved or left."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from journal.check_ins import draft, drop_draft, keep_draft
from journal.obstacles import CannotSave
from journal.store import Journal
from ui.drafts.waiting import Waiting

_NO_DAY = date.min
"""Drafts are kept by day; those of forms that belong to no day are kept under this one."""

_KEPT_AFTER = 300
"""Milliseconds after which what was typed is kept, however fast more is typed."""

_TRIED_AGAIN_AFTER = 5_000
"""Milliseconds after which what the file refused is tried again."""

_Place = tuple[str, date]


class HalfWritten(Waiting):
    """The draft of one form. `read` gives what the form holds; `failed` carries an error.

    What the file refuses waits, and is tried again with each `flush` and from time to time; that
    is said once. `tried` tells whether the draft is kept now.
    """

    failed = Signal(object)
    tried = Signal(bool)

    def __init__(self, name: str, read: Callable[[], Mapping[str, Any]], parent: QObject) -> None:
        super().__init__(parent)
        self._place: _Place = (name, _NO_DAY)
        self._read = read
        self._journal: Journal | None = None
        self._kept: Mapping[str, Any] = {}
        self._refused: dict[_Place, Mapping[str, Any]] = {}
        self._soon = _timer(self, _KEPT_AFTER)
        self._soon.timeout.connect(self._keep)
        self._again = _timer(self, _TRIED_AGAIN_AFTER)
        self._again.timeout.connect(self._try_again)

    @property
    def has_unkept(self) -> bool:
        """Whether something waits that no journal holds."""
        return bool(self._refused)

    def forget_unkept(self) -> None:
        """Drop what was refused."""
        self._refused.clear()

    @property
    def is_refused(self) -> bool:
        """Whether what stands in the form now was refused."""
        return self._place in self._refused

    def open(self, journal: Journal) -> Mapping[str, Any]:
        """What was left half-written in a journal; empty when nothing was."""
        self._soon.stop()
        self._journal = journal
        self._refused.clear()
        return self._left()

    def close(self) -> None:
        """Let go of the journal."""
        for timer in (self._soon, self._again):
            timer.stop()
        self._journal = None
        self._refused.clear()

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
        """Keep what was typed a moment ago, and what was refused before, now."""
        if self._soon.isActive():
            self._keep()
        self._try_again()

    def forget(self) -> None:
        """The form was saved or left."""
        self._soon.stop()
        self._write(self._place, {})

    def let_go(self) -> None:
        """The form was saved, and its draft dropped with that."""
        self._soon.stop()
        self._refused.pop(self._place, None)
        self._kept = {}

    def _left(self) -> Mapping[str, Any]:
        found = self._found(self._place)
        self._kept = {} if self.is_refused else found
        return found

    def _found(self, place: _Place) -> Mapping[str, Any]:
        """What the journal has of it, or would have if it had taken it."""
        if place in self._refused or self._journal is None:
            return self._refused.get(place, {})
        with self._journal.read() as session:
            return draft(session, *place)

    def _keep(self) -> None:
        self._soon.stop()
        self._write(self._place, self._read())

    def _try_again(self) -> None:
        for place, content in tuple(self._refused.items()):
            if not self._write(place, content):
                return

    def _write(self, place: _Place, content: Mapping[str, Any]) -> bool:
        """Whether the journal has it; nothing to keep takes the draft away."""
        journal, is_here = self._journal, place == self._place
        if journal is None or journal.is_read_only:
            return False
        was_refused = self._refused.pop(place, None) is not None
        if is_here and content == self._kept and not was_refused:
            return True
        try:
            with journal.write("Keep a draft") as session:
                if content:
                    keep_draft(session, *place, content)
                else:
                    drop_draft(session, *place)
        except CannotSave as error:
            if content:
                self._refused[place] = content
                self._again.start()
            self._tell(is_kept=False)
            if not was_refused:
                self.failed.emit(error)
            return False
        if is_here:
            self._kept = content
            self._tell(is_kept=True)
        return True

    def _tell(self, *, is_kept: bool) -> None:
        self.tried.emit(is_kept)


def _timer(parent: QObject, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
