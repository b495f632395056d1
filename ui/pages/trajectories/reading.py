"""Reading what a view shows: at once, or on a thread where the journal is long."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from sqlalchemy.orm import Session

from journal.days import Clock, day_of
from journal.instruments import Instrument
from journal.series import Series, series, series_beside
from journal.settings import journal_settings
from journal.store import Journal
from journal.words import SELF, Subject, subject
from ui.jobs import Job, Jobs, Progress
from ui.pages.trajectories.view import Asked, Known

MANY = 2000
"""From more entries than this is read on a thread."""

ReadOne = Callable[[Session, Asked, Known], Any]


@dataclass(frozen=True)
class Rated:
    """One score from one rater, and the same score from the others who have rated it."""

    series: Series
    beside: tuple[Series, ...] = ()

    @property
    def subject(self) -> Subject:
        """What a chart of it says of the score."""
        return subject_of(self.series)

    def file_name(self, kind: str) -> str:
        """The name under which a picture of it is saved, without its ending and without names."""
        rater = "" if self.series.rater == SELF else "-observer"
        return f"{self.series.instrument.code}{rater}-{kind}"


def subject_of(found: Series) -> Subject:
    """What a chart of a series says of its score."""
    return subject(found.instrument, found.score, found.rater, is_sample=found.is_sample)


def read_rated(session: Session, asked: Asked, known: Known) -> Rated:
    """Read a score from the rater asked for, and from the others who have rated it."""
    found = series(
        session,
        known.instruments,
        asked.instrument,
        asked.score,
        asked.rater,
        known.today,
        is_sample=known.is_sample,
    )
    return Rated(found, series_beside(session, known.instruments, found))


class Reader(QObject):
    """Keeps what it has read until it is told to forget it.

    `came` carries what was asked for last; what was asked for before it never comes.
    """

    came = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        clock: Clock,
        instruments: Mapping[str, Instrument],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._clock = clock
        self._instruments = instruments
        self._journal: Journal | None = None
        self._job: Job | None = None
        self._wanted: tuple[ReadOne, Asked] | None = None
        self._age = 0
        self._kept: dict[tuple[ReadOne, Asked], object] = {}

    def open(self, journal: Journal) -> None:
        """Read from a journal from now on."""
        self._journal = journal
        self.forget()

    def forget(self) -> None:
        """Forget what was read, because the journal has changed."""
        self._kept.clear()
        self._age += 1
        self._stop()

    def want(self, read: ReadOne, asked: Asked, entries: int) -> None:
        """Read something, from about so many entries; it comes at once where they are few."""
        if self._journal is None:
            return
        self._stop()
        self._wanted = wanted = (read, asked)
        if wanted in self._kept:
            self.came.emit(self._kept[wanted])
            return
        work = partial(_read, wanted, self._age, self._journal, self._clock, self._instruments)
        if entries > MANY:
            self._job = self._jobs.start(work, self._take)
        else:
            self._take(work(None))

    def _stop(self) -> None:
        self._wanted = None
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _take(self, result: tuple[tuple[ReadOne, Asked], int, object]) -> None:
        wanted, age, found = result
        if age == self._age:
            self._kept[wanted] = found
            if wanted == self._wanted:
                self.came.emit(found)


def _read(
    wanted: tuple[ReadOne, Asked],
    age: int,
    journal: Journal,
    clock: Clock,
    instruments: Mapping[str, Instrument],
    progress: Progress | None,
) -> tuple[tuple[ReadOne, Asked], int, object]:
    """Read what is wanted; that and its age come back with it."""
    if progress is not None:
        progress.stop_if_cancelled()
    read, asked = wanted
    with journal.read() as session:
        ends_at = journal_settings(session).day_ends_at
        known = Known(instruments, day_of(clock(), ends_at), ends_at, journal.is_sample)
        return wanted, age, read(session, asked, known)
