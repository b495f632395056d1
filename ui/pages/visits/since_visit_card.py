"""What has happened since the last visit, read from the journal and shown."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal import queries
from journal.instruments import Instrument
from journal.series import main_series
from journal.side_effect_terms import Vocabulary
from journal.since_visit import SinceVisit, since_visit
from journal.store import Journal
from ui.pages.latest_reading import LatestReading, Opened
from ui.pages.since_visit import SinceVisitPanel
from ui.surroundings import Surroundings


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
        self, surroundings: Surroundings, vocabulary: Vocabulary, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._built_in, self._vocabulary = surroundings.instruments, vocabulary
        self._journal: Journal | None = None
        self._reading = LatestReading(surroundings.jobs, surroundings.clock, self)
        self.panel = SinceVisitPanel()
        self._reading.came.connect(self.panel.show_value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)

    def open(self, journal: Journal) -> None:
        """Show a journal."""
        self._journal = journal
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        if self._journal is None:
            return
        with self._journal.read() as session:
            entries = sum(one.n for one in queries.logged_series(session))
        read = partial(_read, self._built_in, self._vocabulary)
        self._reading.want(self._journal, read, entries)


def _read(built_in: Mapping[str, Instrument], vocabulary: Vocabulary, opened: Opened) -> SinceVisit:
    main = main_series(opened.session, built_in, opened.today, is_sample=opened.is_sample)
    return since_visit(opened.session, main, vocabulary, built_in)
