"""Reading from the journal at once, or on a thread where there is much to read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from functools import partial

from PySide6.QtCore import QObject, Signal
from sqlalchemy.orm import Session

from journal.days import Clock, day_of
from journal.settings import journal_settings
from journal.store import Journal
from ui.jobs import Job, Jobs, Progress

MANY = 2000
"""What reckons with more entries than this is read on a thread."""


@dataclass(frozen=True)
class Opened:
    """A journal while it is read, and the day that is today for it."""

    session: Session
    today: date
    day_ends_at: time
    is_sample: bool


Read = Callable[[Opened], object]


class LatestReading(QObject):
    """`came` carries what was asked for last; what was asked for before it never comes."""

    came = Signal(object)

    def __init__(self, jobs: Jobs, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._clock = jobs, clock
        self._job: Job | None = None
        self._wanted = 0

    def want(self, journal: Journal, read: Read, entries: int) -> None:
        """Read something that reckons with about so many entries.

        `read` may run on another thread, and so knows no widget.
        """
        self.stop()
        work = partial(_read, self._wanted, journal, self._clock, read)
        if entries > MANY:
            self._job = self._jobs.start(work, self._take)
        else:
            self._take(work(None))

    def stop(self) -> None:
        """Want nothing any more."""
        self._wanted += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _take(self, result: tuple[int, object]) -> None:
        number, found = result
        if number == self._wanted:
            self.came.emit(found)


def _read(
    number: int, journal: Journal, clock: Clock, read: Read, progress: Progress | None
) -> tuple[int, object]:
    """What is read; the number that it is wanted under comes back with it."""
    if progress is not None:
        progress.stop_if_cancelled()
    with journal.read() as session:
        ends_at = journal_settings(session).day_ends_at
        opened = Opened(session, day_of(clock(), ends_at), ends_at, journal.is_sample)
        return number, read(opened)
