"""The page: its cards from top to bottom, and what each change of them writes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from journal import queries
from journal.people import add_person, name_patient, people, rename
from journal.records import OwnInstrument, Role
from journal.settings import JournalSettings, journal_settings, keep_settings
from journal.store import Journal
from ui.attempt import Kept, Result, attempt
from ui.drafts.half_written import HalfWritten
from ui.in_step import Told
from ui.page_names import BACKUPS, PASSPHRASE, SOMEBODY_NEW
from ui.pages.settings.backups_card import BackupsCard
from ui.pages.settings.cards import (
    DayCard,
    FileCard,
    LoggedCard,
    LookCard,
)
from ui.pages.settings.export_card import ExportCard
from ui.pages.settings.joining_card import JoiningCard
from ui.pages.settings.log_card import LogCard
from ui.pages.settings.own_scales_card import OwnScalesCard
from ui.pages.settings.passphrase_card import PassphraseCard
from ui.pages.settings.people_card import PeopleCard, Somebody
from ui.pages.settings.shared_folder_card import SharedFolderCard
from ui.surroundings import Surroundings
from ui.widgets.page_body import PageBody, PageHead

translate = QCoreApplication.translate


class SettingsPage(QWidget):
    """Everything that is set, each change kept at once.

    `failed` carries an error, `said` what was done, `writing` whether the journal is being
    written to; `theme_chosen` and `scale_chosen` the look; the others ask the
    window for another journal, for another page or for the log, or for what is done with the
    journal's file as a whole.
    """

    kinds = frozenset({"Setting", "Person", "OwnInstrument"})
    failed = Signal(object)
    said = Signal(str)
    writing = Signal(bool)
    theme_chosen = Signal(str)
    scale_chosen = Signal(float)
    open_wanted = Signal()
    start_wanted = Signal()
    sample_wanted = Signal()
    import_wanted = Signal()
    log_wanted = Signal()
    passphrase_wanted = Signal(str, str)
    lock_wanted = Signal()
    lock_after_chosen = Signal(int)
    remember_chosen = Signal(bool)
    backup_wanted = Signal()
    restore_wanted = Signal(object)
    second_place_chosen = Signal(object)

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._instruments = surroundings.instruments
        self._journal: Journal | None = None
        self.logged = LoggedCard()
        self.logged.show_instruments(surroundings.instruments.values(), ())
        self.scales = OwnScalesCard(surroundings.instruments.values())
        self.day = DayCard()
        self.people = PeopleCard()
        self._names = HalfWritten("people", self.people.typed, self)
        self.look = LookCard()
        self.passphrase = PassphraseCard(surroundings.jobs, surroundings.clock)
        self.backups = BackupsCard(surroundings.jobs)
        self.joining = JoiningCard(surroundings.jobs)
        self.shared = SharedFolderCard()
        self.export = ExportCard(surroundings)
        self.file = FileCard()
        self.log = LogCard()
        self._lay_out()
        self._connect()

    def open(self, journal: Journal) -> None:
        """Show the settings of a journal."""
        self._journal = journal
        for card in (self.logged, self.day, self.people):
            card.setEnabled(not journal.is_read_only)
        has_log = journal.is_read_only or journal.has_log
        self.file.show_path(str(journal.path), is_sample=journal.is_sample, has_log=has_log)
        self.file.buttons["bring-in"].setEnabled(not journal.is_read_only)
        self.passphrase.open(journal)
        self.backups.open(journal)
        self.joining.open(journal)
        self.shared.open(journal)
        self.export.open(journal)
        self.scales.open(journal)
        typed = self._names.open(journal)
        self.refresh()
        if typed:
            self.people.show_typed(typed)

    def refresh(self) -> None:
        """Read the settings again."""
        if self._journal is None:
            return
        with self._journal.read() as session:
            settings = journal_settings(session)
            known = queries.instruments_to_log(session, self._instruments)
            found = people(session)
        self.logged.show_instruments(known.values(), settings.logged)
        self.scales.refresh()
        self.day.show_time(settings.day_ends_at)
        patient = next((one.name for one in found if one.role is Role.PATIENT), "")
        caregivers = [Somebody(one.id, one.name) for one in found if one.role is Role.CAREGIVER]
        self.people.show_people(patient, caregivers)
        self._names.touch()  # what was taken meanwhile waits no more

    def show_record(self, record_id: str) -> None:
        """Go where a scale of one's own or somebody who writes is changed, or somebody added."""
        if self._journal is None:
            return
        with self._journal.read() as session:
            scale = session.get(OwnInstrument, record_id)
            code = "" if scale is None else scale.code
        if code:
            self.scales.change(code)
        else:
            self.people.take_focus("" if record_id == SOMEBODY_NEW else record_id)
            self._body.show_whole(self.people)

    def show_card(self, name: str) -> None:
        """Go where a passphrase or a backup was asked for, now that it is done."""
        cards: dict[str, PassphraseCard | BackupsCard] = {
            PASSPHRASE: self.passphrase,
            BACKUPS: self.backups,
        }
        card = cards[name]
        card.take_focus()
        self._body.show_whole(card)

    def show_look(self, theme: str, scale: float) -> None:
        """Show which look is chosen."""
        self.look.show_look(theme, scale)

    def show_keeping(self, second_place: Path | None, lock_after: int) -> None:
        """Show what this computer keeps of how the journal is kept."""
        self.backups.show_second_place(second_place)
        self.passphrase.show_lock_after(lock_after)

    def show_shared(self, told: Told) -> None:
        """Show how the shared folder stands."""
        self.shared.show_told(told)
        self.backups.show_shared(is_shared=told.folder is not None)

    def flush(self) -> None:
        """Keep what was changed a moment ago."""
        self.day.flush()
        self.scales.flush()
        self._names.flush()

    def _lay_out(self) -> None:
        title = translate("Settings", "Settings")
        self._body = body = PageBody(title)
        self.scales.went_to.connect(body.show_whole)
        body.column.addWidget(PageHead(title))
        cards = (self.logged, self.scales, self.day, self.people, self.look)
        kept = (self.passphrase, self.backups, self.joining, self.shared, self.export)
        for card in (*cards, *kept, self.file, self.log):
            body.column.addWidget(card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(body)

    def _connect(self) -> None:
        self.logged.changed.connect(self._keep_logged)
        self.scales.failed.connect(self.failed)
        self.day.changed.connect(self._keep_day_end)
        self.people.touched.connect(self._names.touch)
        self._names.failed.connect(self.failed)
        self.people.patient_named.connect(self._name_patient)
        self.people.caregiver_added.connect(self._add_caregiver)
        self.people.caregiver_renamed.connect(self._rename_caregiver)
        self.look.theme_chosen.connect(self.theme_chosen)
        self.look.scale_chosen.connect(self.scale_chosen)
        self.passphrase.form_opened.connect(self._show_passphrase_form)
        self.passphrase.wanted.connect(self.passphrase_wanted)
        self.passphrase.lock_wanted.connect(self.lock_wanted)
        self.passphrase.lock_after_chosen.connect(self.lock_after_chosen)
        self.passphrase.remember_chosen.connect(self.remember_chosen)
        self.passphrase.failed.connect(self.failed)
        self.backups.backup_wanted.connect(self.backup_wanted)
        self.backups.restore_wanted.connect(self.restore_wanted)
        self.backups.second_place_chosen.connect(self.second_place_chosen)
        self.backups.failed.connect(self.failed)
        self.joining.said.connect(self.said)
        self.joining.failed.connect(self.failed)
        self.joining.writing.connect(self.writing)
        self.joining.joined.connect(self.backups.refresh)
        self.export.failed.connect(self.failed)
        self.file.asked.connect(self._asked)
        self.log.wanted.connect(self.log_wanted)

    def _show_passphrase_form(self) -> None:
        self._body.show_whole(self.passphrase)

    def _keep_logged(self, codes: tuple[str, ...]) -> None:
        self._change("Choose what is logged", lambda settings: replace(settings, logged=codes))

    def _keep_day_end(self, ends_at: time) -> None:
        self._change(
            "Choose when a day ends", lambda settings: replace(settings, day_ends_at=ends_at)
        )

    def _change(self, label: str, change: Callable[[JournalSettings], JournalSettings]) -> None:
        if not self._attempt(label, partial(_change, change)):
            self.refresh()

    def _name_patient(self, name: str) -> None:
        self.refresh()  # it may have been named elsewhere a moment ago
        if self.people.patient.is_to_be_saved:
            self._attempt("Name the patient", partial(name_patient, name=name))

    def _add_caregiver(self, name: str) -> None:
        self._attempt("Add a caregiver", partial(add_person, name=name, role=Role.CAREGIVER))

    def _rename_caregiver(self, person_id: str, name: str) -> None:
        self.refresh()
        if any(one.id == person_id and one.is_to_be_saved for one in self.people.fields):
            self._attempt("Rename a caregiver", partial(rename, person_id=person_id, name=name))

    def _attempt(self, label: str, work: Callable[[Session], Result]) -> Kept[Result] | None:
        return attempt(self._journal, label, work, self.failed.emit)

    def _asked(self, key: str) -> None:
        wanted = {
            "open": self.open_wanted,
            "start": self.start_wanted,
            "sample": self.sample_wanted,
            "bring-in": self.import_wanted,
        }
        wanted[key].emit()


def _change(change: Callable[[JournalSettings], JournalSettings], session: Session) -> None:
    keep_settings(session, change(journal_settings(session)))
