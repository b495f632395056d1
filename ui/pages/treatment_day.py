"""The treatment-day card with its journal behind it, for any page that shows a treatment's day."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from journal.check_ins import drop_draft, keep_draft
from journal.days import Clock, Instant
from journal.instruments import Instrument
from journal.limits import Limits
from journal.records import Status
from journal.scoring import BadAnswer
from journal.settings import journal_settings
from journal.store import Journal
from journal.treatment_days import MomentEntry, keep_moment, moments
from journal.treatments import TreatmentEntry, entries, entry_on
from journal.words.recorded import amount_words
from ui import words
from ui.attempt import attempt
from ui.drafts.half_written import HalfWritten
from ui.forms.treatment_day import Draft, TreatmentDayCard

translate = QCoreApplication.translate


class TreatmentDayPanel(QWidget):
    """The moments of one treatment, read from the journal and kept there.

    `kinds` are the records it shows; `failed` carries an error of saving, and what was typed stays.
    """

    kinds = frozenset(("CheckIn", "Treatment", "VitalSigns", "Setting"))
    failed = Signal(object)

    def __init__(
        self,
        instruments: Mapping[str, Instrument],
        limits: Limits,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._instruments = instruments
        self._clock = clock
        self._journal: Journal | None = None
        self._treatment_id: str | None = None
        self.card = TreatmentDayCard(instruments, limits, clock)
        self._typed: Draft = {}
        self._half = HalfWritten("treatment-day", self._content, self)
        self._half.failed.connect(self.failed)
        self._half.tried.connect(self.card.say_kept)
        self.card.saved.connect(self._save)
        self.card.typed.connect(self._keep_draft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.card)

    def open(self, journal: Journal) -> None:
        """Show nothing of this journal yet."""
        self._journal = journal
        self._half.open(journal)
        self._treatment_id = None

    def show_day(self, day: date) -> bool:
        """Show the treatment of a day; False when there is none on it."""
        if self._journal is None:
            return False
        with self._journal.read() as session:
            found = entry_on(session, day)
        return found is not None and self.show_treatment(found.id or "")

    def show_treatment(self, treatment_id: str) -> bool:
        """Show one treatment; False when it is not there any more."""
        if self._journal is None:
            return False
        self.flush()
        with self._journal.read() as session:
            treatment = next((one for one in entries(session) if one.id == treatment_id), None)
            if treatment is None:
                return False
            settings = journal_settings(session)
            found = moments(session, treatment, settings.day_ends_at)
        typed = self._half.go_to(_draft_name(treatment_id), treatment.day)
        self._treatment_id = treatment_id
        self.card.show_day(
            treatment,
            found,
            typed,
            _words(treatment, self._clock()),
            settings.day_ends_at,
            is_read_only=self._journal.is_read_only,
        )
        return True

    def refresh(self) -> None:
        """Read the moments again; what is being typed stays."""
        if self._treatment_id is not None:
            self.show_treatment(self._treatment_id)

    def flush(self) -> None:
        """Keep what was typed as a draft, now."""
        self.card.flush()
        self._half.flush()

    def _save(self, entry: MomentEntry, left: Draft) -> None:
        treatment = self.card.treatment
        if treatment is None or treatment.id is None:
            return

        def keep(session: Session) -> None:
            ends_at = journal_settings(session).day_ends_at
            keep_moment(session, treatment, entry, self._instruments, self._clock(), ends_at)
            self._put_draft(session, treatment, left)

        label = "Log a moment of the treatment day"
        self._half.let_go()
        if attempt(self._journal, label, keep, self.failed.emit, BadAnswer):
            self.show_treatment(treatment.id)
        else:
            self.card.touch()

    def _keep_draft(self, content: Draft) -> None:
        self._typed = content
        self._half.touch()
        self._half.flush()

    def _content(self) -> Draft:
        return self._typed

    def _put_draft(self, session: Session, treatment: TreatmentEntry, content: Draft) -> None:
        name = _draft_name(treatment.id or "")
        if content:
            keep_draft(session, name, treatment.day, content)
        else:
            drop_draft(session, name, treatment.day)


def _draft_name(treatment_id: str) -> str:
    return f"treatment-day {treatment_id}"


def _words(treatment: TreatmentEntry, now: Instant) -> str:
    """The amount, and when the treatment starts or did start."""
    amount = amount_words(treatment.amount, treatment.unit, treatment.route)
    has_started = treatment.status is Status.COMPLETED and treatment.start.utc <= now.utc
    said = (
        translate("TreatmentDay", "started at {clock}")
        if has_started
        else translate("TreatmentDay", "starts at {clock}")
    ).format(clock=words.clock(treatment.start.local))
    return f"{amount}, {said}" if amount else said
