"""What has happened since the last visit, read from the journal and shown."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal import queries
from journal.days import Clock, day_of
from journal.instruments import Instrument
from journal.series import main_series
from journal.settings import journal_settings
from journal.side_effect_terms import Vocabulary
from journal.since_visit import SinceVisit, since_visit
from journal.store import Journal
from ui.jobs import Job, Jobs, Progress
from ui.pages.since_visit import SinceVisitPanel

MANY = 4000
"""A journal with more entries than this is read on a thread."""

_Read = tuple[int, SinceVisit]
"""What came of one reading, after the number that tells whether it is the one waited for."""


class SinceVisitCard(QWidget):
    """The panel with the journal behind it. `kinds` are the records that it is made from."""

    kinds = frozenset(
        (
            "CheckIn",
            "ClinicQuestion",
            "Intake",
            "Medicine",
            "OwnInstrument",
            "Person",
            "Setting",
            "SideEffect",
            "Treatment",
            "Visit",
        )
    )

    def __init__(
        self,
        jobs: Jobs,
        clock: Clock,
        instruments: Mapping[str, Instrument],
        vocabulary: Vocabulary,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._clock = jobs, clock
        self._built_in, self._vocabulary = instruments, vocabulary
        self._journal: Journal | None = None
        self._job: Job | None = None
        self._wanted = 0
        self.panel = SinceVisitPanel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)

    def open(self, journal: Journal) -> None:
        """Show a journal."""
        self._journal = journal
        self.refresh()

    def refresh(self) -> None:
        """Read again: at once, or on a thread where there is much to read."""
        if self._journal is None:
            return
        self._wanted += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None
        with self._journal.read() as session:
            entries = sum(one.n for one in queries.logged_series(session))
        work = partial(
            _read, self._wanted, self._journal, self._built_in, self._vocabulary, self._clock
        )
        if entries > MANY:
            self._job = self._jobs.start(work, self._take)
        else:
            self._take(work(None))

    def _take(self, read: _Read) -> None:
        number, found = read
        if number == self._wanted:
            self.panel.show_value(found)


def _read(
    number: int,
    journal: Journal,
    built_in: Mapping[str, Instrument],
    vocabulary: Vocabulary,
    clock: Clock,
    progress: Progress | None,
) -> _Read:
    if progress is not None:
        progress.stop_if_cancelled()
    with journal.read() as session:
        today = day_of(clock(), journal_settings(session).day_ends_at)
        main = main_series(session, built_in, today, is_sample=journal.is_sample)
        return number, since_visit(session, main, vocabulary, built_in)
