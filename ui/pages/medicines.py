"""Medicines: those taken now, those ended, and single intakes of those taken when needed."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from journal.days import day_of
from journal.medicines import (
    EndsBeforeItBegan,
    MedicineEntry,
    bring_back_medicine,
    discard_medicine,
    intakes,
    keep_medicine,
    medicines,
)
from journal.records import MedicineKind
from journal.settings import journal_settings
from journal.store import Journal
from ui import look
from ui.attempt import Kept, Result, attempt
from ui.drafts.open_form import OpenForm
from ui.forms.medicine import MedicineForm
from ui.icons import Icon
from ui.pages.intakes import CHANGE, DISCARD, IntakesPanel
from ui.pages.medicine_words import medicines_listed, second_words, trash_words
from ui.pages.read_only import is_read_only
from ui.surroundings import Surroundings
from ui.widgets.button import Button, Weight
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.entry_list import EntryList
from ui.widgets.page_body import PageBody, PageHead

translate = QCoreApplication.translate

_NEW = MedicineEntry("", MedicineKind.OTHER)


class MedicinesPage(QWidget):
    """`failed` carries an error of saving; what was typed stays."""

    kinds = frozenset(("Medicine", "Intake", "Setting"))
    failed = Signal(object)

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = surroundings.clock
        self._journal: Journal | None = None
        self._known: dict[str, MedicineEntry] = {}
        self._today = date.min
        self.add = Button(translate("Medicines", "Add a medicine"), Icon.PLUS, Weight.MAIN)
        self.head = PageHead(translate("Medicines", "Medicines"), beside=self.add)
        self.form = MedicineForm()
        self._form_part = QWidget()
        self.list = EntryList("", self._form_part)
        self.empty = EmptyState(
            Icon.MEDICINE,
            translate("Medicines", "No medicine yet"),
            translate(
                "Medicines",
                "Enter what else you take, so that the clinic sees it beside your treatments. The "
                "amount is kept in the words you were told.",
            ),
            translate("Medicines", "Add a medicine"),
        )
        self.intakes = IntakesPanel(translate("Medicines", "Taken when needed"), surroundings.clock)
        self.open_form = OpenForm("medicine", MedicineEntry, self.form, self)
        self._lay_out()
        self._connect()

    def open(self, journal: Journal) -> None:
        """Show the medicines of a journal, and go on with one that was half written."""
        self._journal = journal
        self.list.close_form()
        self.list.say_nothing()
        left = self.open_form.open(journal)
        self.intakes.open(journal)
        self.intakes.show_day(None)
        self.refresh()
        if left and not journal.is_read_only:
            self.open_form.go_on(left, self._known.get(left["id"] or "", _NEW), self._show_entry)
            self.list.open_form(left["id"])
            self._show()

    def refresh(self) -> None:
        """Read everything again; what was typed into an open form stays."""
        if self._journal is None:
            return
        with self._journal.read() as session:
            ends_at = journal_settings(session).day_ends_at
            found = medicines(session)
        self._today = day_of(self._clock(), ends_at)
        self._known = {one.id: one for one in found if one.id is not None}
        self.open_form.see(self._known)
        self.intakes.refresh()
        self._show()

    def flush(self) -> None:
        """Keep what was typed a moment ago, now."""
        self.open_form.flush()
        self.intakes.flush()

    def show_record(self, medicine_id: str) -> None:
        """Open a medicine to be changed; what is being typed into the form stays."""
        if self.list.is_form_open:
            self.form.take_focus()
        elif medicine_id in self._known:
            self._open_form(self._known[medicine_id])

    def begin_new(self) -> None:
        """Ask for a new medicine."""
        if self.list.is_form_open:
            self.form.take_focus()
        else:
            self._open_form(_NEW)

    def _lay_out(self) -> None:
        self._body = PageBody(translate("Medicines", "Medicines"))
        self._card = Card()
        self._card.body.setContentsMargins(look.LARGE, look.SMALL, look.LARGE, look.LARGE)
        around = QVBoxLayout(self._form_part)
        around.setContentsMargins(0, look.MEDIUM, 0, look.LARGE)
        around.addWidget(self.form)
        self._card.body.addWidget(self.list)
        for widget in (self.head, self._card, self.empty, self.intakes):
            self._body.column.addWidget(widget)
        self._body.column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)

    def _connect(self) -> None:
        self.add.clicked.connect(self.begin_new)
        self.empty.acted.connect(self.begin_new)
        self.form.kept.connect(self._keep)
        self.form.cancelled.connect(self._leave_form)
        self.form.changed.connect(self.open_form.touch)
        self.open_form.failed.connect(self.failed)
        self.open_form.gone.connect(self._leave_gone)
        self.list.acted.connect(self._act)
        self.list.bring_back_wanted.connect(self._bring_back)
        self.intakes.failed.connect(self.failed)
        self.intakes.form_opened.connect(self._body.show_whole)

    def _show(self) -> None:
        only_read = is_read_only(self._journal)
        actions: tuple[tuple[str, str, Icon | None], ...] = (
            (CHANGE, translate("Medicines", "Change"), None),
            (DISCARD, translate("Medicines", "To the trash"), Icon.TRASH),
        )
        known = tuple(self._known.values())
        self.list.show_entries(medicines_listed(known, self._today, () if only_read else actions))
        self.head.set_words(translate("Medicines", "Medicines"), second_words(known, self._today))
        is_telling = self.list.is_form_open
        has_said = not self.list.said.isHidden()
        self._card.setVisible(bool(known) or is_telling or has_said)
        self.empty.setVisible(not known and not is_telling)
        self.empty.action.setVisible(not only_read)
        self.add.setVisible(bool(known) and not is_telling and not only_read)
        self.intakes.setVisible(bool(known))

    def _show_entry(self, entry: MedicineEntry) -> None:
        self.form.show_entry(entry, self._today)

    def _open_form(self, entry: MedicineEntry) -> None:
        self.open_form.begin(entry, self._show_entry)
        self.list.open_form(entry.id)
        self._show()
        self.form.take_focus()
        self._body.show_whole(self._form_part)

    def _leave_form(self) -> None:
        key = self.form.value().id
        self._close_form(key)

    def _leave_gone(self) -> None:
        self._close_form(None)

    def _close_form(self, key: str | None) -> None:
        """Show the list with the keyboard on an entry, or where a new one begins."""
        self.open_form.forget()
        self.list.close_form()
        self.refresh()
        if key is not None:
            self.list.focus_row(key)
        else:
            (self.add if self._known else self.empty.action).setFocus()

    def _keep(self, entry: MedicineEntry) -> None:
        label = "Add a medicine" if entry.id is None else "Change a medicine"
        self.refresh()
        keep = partial(keep_medicine, entry=entry)
        if self.open_form.may_save(entry) and (kept := self._attempt(label, keep)):
            self._close_form(kept.result)

    def _act(self, key: str, action: str) -> None:
        if action == CHANGE:
            self._open_form(self._known[key])
            return
        if self._journal is None:
            return
        with self._journal.read() as session:
            count = sum(one.medicine_id == key for one in intakes(session))
        name = self._known[key].name
        discard = partial(discard_medicine, medicine_id=key, at=self._clock())
        if self._attempt("Move a medicine to the trash", discard):
            self.list.say_discarded(key, trash_words(name, count))
            self.refresh()
            self.list.bring_back.setFocus()

    def _bring_back(self, key: str) -> None:
        if self._attempt("Bring a medicine back", partial(bring_back_medicine, medicine_id=key)):
            self.list.say_nothing()
            self.refresh()
            self.list.focus_row(key)

    def _attempt(self, label: str, work: Callable[[Session], Result]) -> Kept[Result] | None:
        """What the journal took; otherwise the reason is told, and the form keeps all."""
        return attempt(self._journal, label, work, self.failed.emit, EndsBeforeItBegan)
