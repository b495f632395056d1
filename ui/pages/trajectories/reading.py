"""Reading what a view shows: at once, or on a thread where the journal is long."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from sqlalchemy.orm import Session

from journal.instruments import Instrument
from journal.series import Series, series, series_beside
from journal.store import Journal
from journal.words import SELF, Subject, subject
from ui.pages.latest_reading import LatestReading, Opened
from ui.pages.trajectories.view import Asked, Known
from ui.surroundings import Surroundings

ReadOne = Callable[[Session, Asked, Known], Any]
_Wanted = tuple[ReadOne, Asked]


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

    def __init__(self, surroundings: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._instruments = surroundings.instruments
        self._journal: Journal | None = None
        self._latest = LatestReading(surroundings.jobs, surroundings.clock, self)
        self._latest.came.connect(self._take)
        self._kept: dict[_Wanted, object] = {}

    def open(self, journal: Journal) -> None:
        """Read from a journal from now on."""
        self._journal = journal
        self.forget()

    def forget(self) -> None:
        """Forget what was read, because the journal has changed."""
        self._kept.clear()
        self._latest.stop()

    def want(self, read: ReadOne, asked: Asked, entries: int) -> None:
        """Read something, from about so many entries; it comes at once where they are few."""
        if self._journal is None:
            return
        wanted = (read, asked)
        if wanted in self._kept:
            self._latest.stop()
            self.came.emit(self._kept[wanted])
        else:
            self._latest.want(self._journal, partial(_read, wanted, self._instruments), entries)

    def _take(self, result: tuple[_Wanted, object]) -> None:
        wanted, found = result
        self._kept[wanted] = found
        self.came.emit(found)


def _read(
    wanted: _Wanted, instruments: Mapping[str, Instrument], opened: Opened
) -> tuple[_Wanted, object]:
    """Read what is wanted; that comes back with it."""
    read, asked = wanted
    known = Known(instruments, opened.today, opened.day_ends_at, opened.is_sample)
    return wanted, read(opened.session, asked, known)
