"""The page: its list, its form and the opened treatment take turns."""

from collections.abc import Callable, Mapping
from datetime import time
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from journal.days import DAY_ENDS_AT, Instant
from journal.limits import load_limits
from journal.records import Status
from journal.side_effect_terms import load_vocabulary
from journal.store import Journal
from journal.treatments import (
    TreatmentEntry,
    bring_back_treatment,
    cancel_treatment,
    complete_treatment,
    discard_treatment,
    keep_treatment,
    next_entry,
)
from ui import look
from ui.attempt import Kept, Result, attempt
from ui.drafts.open_form import OpenForm
from ui.forms.clock import clock_of
from ui.forms.treatment import TreatmentForm
from ui.icons import Icon
from ui.pages.treatments.listed import Treatments, line_words, read_treatments, title_words
from ui.pages.treatments.treatment_card import TreatmentCardPanel
from ui.pages.treatments.treatment_view import TreatmentView
from ui.surroundings import Surroundings
from ui.widgets.button import Button, Weight
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.list_line import LineList
from ui.widgets.page_body import PageBody, PageHead
from ui.widgets.text import Text

translate = QCoreApplication.translate

_NOON = time(12, 0)


class TreatmentsPage(QWidget):
    """`day_wanted` carries a day to open; `failed` an error of saving."""

    kinds = TreatmentCardPanel.kinds | {"VitalSigns"}
    day_wanted = Signal(object)
    failed = Signal(object)

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = surroundings.clock
        self._journal: Journal | None = None
        self._treatments: Treatments | None = None
        self._opened: str | None = None
        self._discarded: str | None = None
        limits = load_limits()
        self.add = Button(translate("Treatments", "Add a treatment"), Icon.PLUS, Weight.MAIN)
        self.head = PageHead(translate("Treatments", "Treatments"), beside=self.add)
        self.said = Text("")
        self.bring_back = Button(translate("Treatments", "Bring back"), Icon.UNDO)
        self.list = LineList(translate("Treatments", "Treatments, the newest first"))
        self.empty = EmptyState(
            Icon.TREATMENTS,
            translate("Treatments", "No treatment yet"),
            translate(
                "Treatments",
                "Add the next one, or one that took place. The form is filled in from the last.",
            ),
            translate("Treatments", "Add a treatment"),
        )
        self.form = TreatmentForm(limits, surroundings.clock)
        self.open_form = OpenForm("treatment", TreatmentEntry, self.form, self)
        self.view = TreatmentView(surroundings, limits, load_vocabulary())
        self._lay_out()
        self._connect()

    def open(self, journal: Journal) -> None:
        """Show the treatments of a journal, and go on with one that was half written."""
        self._journal = journal
        self._opened = self._discarded = None
        self.view.open(journal)
        self._show_list()
        left = self.open_form.open(journal)
        if left and self._treatments is not None and not journal.is_read_only:
            self._go_on(journal, self._treatments, left)

    def refresh(self) -> None:
        """Read everything again; what was typed into an open form stays."""
        if self._journal is None:
            return
        self._read()
        if not self._form_part.isHidden():
            self._see()
            return
        if self._opened is not None:
            self.open_treatment(self._opened)
        else:
            self._show_lines()

    def flush(self) -> None:
        """Keep what was typed, now."""
        self.open_form.flush()
        self.view.flush()

    def open_treatment(self, treatment_id: str) -> None:
        """Open one treatment in place; the list if it is not there any more."""
        found = None if self._treatments is None else self._treatments.find(treatment_id)
        if found is None or self._treatments is None:
            self._show_list()
            return
        self._opened = treatment_id
        self._show_part(self.view)
        self.view.show_treatment(found, self._treatments)

    def show_record(self, treatment_id: str) -> None:
        """Open a treatment to be changed; what is being typed into the form stays."""
        if self._form_part.isHidden():
            self._read()
            self.open_treatment(treatment_id)
            self.begin_change()

    def begin_new(self) -> None:
        """Ask for a new treatment, filled in from the last one."""
        if self._journal is not None and self._treatments is not None:
            entry = _new_entry(self._journal, self._treatments)
            self._begin(translate("Treatments", "New treatment"), entry)

    def begin_change(self) -> None:
        """Show the opened treatment in the form."""
        found = None if self._treatments is None else self._treatments.find(self._opened)
        if found is not None:
            self._begin(title_words(found), found.entry)

    def _lay_out(self) -> None:
        self._body = PageBody(translate("Treatments", "Treatments"))
        undo = QHBoxLayout()
        undo.setSpacing(look.MEDIUM)
        undo.addWidget(self.said)
        undo.addWidget(self.bring_back)
        undo.addStretch()
        self._list_card = Card()
        self._list_card.body.addWidget(self.list)
        self._list_part = _column(self.head, undo, self._list_card, self.empty)
        self._form_head = PageHead()
        card = Card()
        card.body.addWidget(self.form)
        self._form_part = _column(self._form_head, card)
        for part in (self._list_part, self._form_part, self.view):
            self._body.column.addWidget(part)
        self._body.column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)
        self._show_part(self._list_part)
        self._say_nothing()

    def _connect(self) -> None:
        self.add.clicked.connect(self.begin_new)
        self.empty.acted.connect(self.begin_new)
        self.bring_back.clicked.connect(self._bring_back)
        self.list.opened.connect(self._open_listed)
        self.form.kept.connect(self._keep)
        self.form.cancelled.connect(self._leave_form)
        self.form.changed.connect(self.open_form.touch)
        self.open_form.failed.connect(self.failed)
        self.open_form.gone.connect(self._leave_gone)
        self.view.left.connect(self._leave_view)
        self.view.change_wanted.connect(self.begin_change)
        self.view.status_wanted.connect(self._set_status)
        self.view.discard_wanted.connect(self._discard)
        self.view.day_wanted.connect(self.day_wanted)
        self.view.failed.connect(self.failed)

    def _read(self) -> None:
        if self._journal is not None:
            with self._journal.read() as session:
                self._treatments = read_treatments(session, self._clock)

    def _show_list(self) -> None:
        self._opened = None
        self._read()
        self._show_part(self._list_part)
        self._show_lines()

    def _show_lines(self) -> None:
        if self._treatments is None or self._journal is None:
            return
        listed = self._treatments.listed
        self.list.show_lines([line_words(one, self._treatments.today) for one in listed])
        done = sum(one.number is not None for one in listed)
        planned = sum(one.entry.status is Status.PLANNED for one in listed)
        second = translate("Treatments", "{done} completed, {planned} planned").format(
            done=done, planned=planned
        )
        self.head.set_words(translate("Treatments", "Treatments"), second if listed else "")
        self._list_card.setVisible(bool(listed))
        self.empty.setVisible(not listed)
        can_write = not self._journal.is_read_only
        self.add.setVisible(bool(listed) and can_write)
        self.empty.action.setVisible(can_write)

    def _go_on(self, journal: Journal, treatments: Treatments, left: Mapping[str, Any]) -> None:
        """Show the form as it was left, half written."""
        found = treatments.find(left["id"])
        if found is None:
            title, entry = translate("Treatments", "New treatment"), _new_entry(journal, treatments)
        else:
            title, entry, self._opened = title_words(found), found.entry, left["id"]
        self.open_form.go_on(left, entry, self._fill_in, self.form.show_typed)
        self._show_form(title, translate("Treatments", "Begun before, not saved yet."))

    def _begin(self, title: str, entry: TreatmentEntry) -> None:
        has_last = self._treatments is not None and bool(self._treatments.listed)
        is_from_last = entry.id is None and has_last
        self.open_form.begin(entry, self._fill_in, self.form.show_typed)
        self._show_form(
            title, translate("Treatments", "Filled in from the last one.") if is_from_last else ""
        )

    def _fill_in(self, entry: TreatmentEntry) -> None:
        ends_at = None if self._treatments is None else self._treatments.day_ends_at
        self.form.show_entry(entry, ends_at or DAY_ENDS_AT)

    def _show_form(self, title: str, second: str) -> None:
        self._form_head.set_words(title, second)
        self._show_part(self._form_part)
        self.form.take_focus()

    def _see(self) -> None:
        """The treatment in the form may have been changed meanwhile."""
        if self._treatments is not None:
            self.open_form.see({one.entry.id or "": one.entry for one in self._treatments.listed})

    def _show_part(self, shown: QWidget) -> None:
        for part in (self._list_part, self._form_part, self.view):
            part.setVisible(part is shown)
        self._body.verticalScrollBar().setValue(0)

    def _open_listed(self, treatment_id: str) -> None:
        self.open_treatment(treatment_id)
        self.view.back.setFocus()

    def _leave_gone(self) -> None:
        self.open_form.forget()
        self._show_list()
        self.add.setFocus()

    def _leave_form(self) -> None:
        self.open_form.forget()
        if self._opened is None:
            self._show_list()
            self.add.setFocus()
        else:
            self.open_treatment(self._opened)
            self.view.change.setFocus()

    def _leave_view(self) -> None:
        left = self._opened or ""
        self.view.flush()
        self._show_list()
        self.list.focus_line(left)

    def _keep(self, entry: TreatmentEntry) -> None:
        label = "Add a treatment" if entry.id is None else "Change a treatment"
        self._read()
        self._see()
        keep = partial(keep_treatment, entry=entry)
        if self.open_form.may_save(entry) and (kept := self._attempt(label, keep)):
            self.open_form.forget()
            self._say_nothing()
            self._read()
            self.open_treatment(kept.result)
            self.view.back.setFocus()

    def _set_status(self, status: Status) -> None:
        if self._opened is None:
            return
        is_done = status is Status.COMPLETED
        change = complete_treatment if is_done else cancel_treatment
        label = "Complete a treatment" if is_done else "Cancel a treatment"
        if self._attempt(label, partial(change, treatment_id=self._opened)):
            self.refresh()

    def _discard(self) -> None:
        found = None if self._treatments is None else self._treatments.find(self._opened)
        if found is None or found.entry.id is None:
            return
        discard = partial(discard_treatment, treatment_id=found.entry.id, at=self._clock())
        if self._attempt("Move a treatment to the trash", discard):
            self._show_list()
            self._discarded = found.entry.id
            self.said.setText(
                translate("Treatments", "{treatment} is in the trash.").format(
                    treatment=title_words(found)
                )
            )
            self.said.show()
            self.bring_back.show()
            self.bring_back.setFocus()

    def _bring_back(self) -> None:
        if self._discarded is not None and self._attempt(
            "Bring a treatment back", partial(bring_back_treatment, treatment_id=self._discarded)
        ):
            self._say_nothing()
            self._show_list()

    def _attempt(self, label: str, work: Callable[[Session], Result]) -> Kept[Result] | None:
        """What the journal took; otherwise the reason is told, and the form keeps all."""
        return attempt(self._journal, label, work, self.failed.emit)

    def _say_nothing(self) -> None:
        self._discarded = None
        self.said.hide()
        self.bring_back.hide()


def _new_entry(journal: Journal, treatments: Treatments) -> TreatmentEntry:
    """A treatment of today, filled in from the last one."""
    last = next(iter(treatments.listed), None)
    clock = _NOON if last is None else clock_of(last.entry.start)
    start = Instant.at(treatments.today, clock, treatments.day_ends_at)
    with journal.read() as session:
        return next_entry(session, start, treatments.today)


def _column(*parts: QWidget | QHBoxLayout) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.MEDIUM)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    return widget
