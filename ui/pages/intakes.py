"""Single intakes of medicines, of one day or of all, listed and logged, with the journal behind."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from journal.days import DAY_ENDS_AT, Clock, day_of
from journal.medicines import (
    EndsBeforeItBegan,
    IntakeEntry,
    MedicineEntry,
    bring_back_intake,
    discard_intake,
    intakes,
    keep_intake,
    keep_medicine,
    medicines,
)
from journal.records import MedicineKind
from journal.settings import journal_settings
from journal.store import Journal
from ui import look
from ui.attempt import Kept, Result, attempt
from ui.drafts.names import INTAKE_DRAFT, MEDICINE_DRAFT
from ui.drafts.open_form import OpenForm
from ui.forms.intake import IntakeForm, Shelf
from ui.forms.medicine import MedicineForm
from ui.icons import Icon
from ui.pages.medicine_words import intakes_listed
from ui.pages.read_only import is_read_only
from ui.widgets.button import Button, Weight
from ui.widgets.button_row import button_row
from ui.widgets.card import Card
from ui.widgets.entry_list import EntryList
from ui.widgets.text import section_heading

translate = QCoreApplication.translate

CHANGE, DISCARD = "change", "discard"

_NEW = MedicineEntry("", MedicineKind.OTHER)

_AT_ONCE = 20
"""So many intakes are listed at first, and so many more each time they are asked for."""


class IntakesPanel(Card):
    """The intakes of a day, or all of them by month, and the form to log one.

    `kinds` are the records it shows. `failed` carries an error of saving; what was typed stays.
    `closed` is sent when the person leaves it, where `closable` offers that; `form_opened` carries
    the form that came up.
    """

    kinds = frozenset(("Medicine", "Intake", "Setting"))
    failed = Signal(object)
    closed = Signal()
    form_opened = Signal(QWidget)

    def __init__(
        self, title: str, clock: Clock, parent: QWidget | None = None, *, closable: bool = False
    ) -> None:
        super().__init__(title, parent=parent)
        self._clock = clock
        self._closable = closable
        self._journal: Journal | None = None
        self._day: date | None = None
        self._day_ends_at = DAY_ENDS_AT
        self._shelf = Shelf()
        self._shown: dict[str, IntakeEntry] = {}
        self._most = _AT_ONCE
        self.form = IntakeForm(clock, asks_for_day=not closable)
        self.medicine_form = MedicineForm()
        self.open_form = OpenForm(INTAKE_DRAFT, IntakeEntry, self.form, self)
        self._naming = OpenForm(MEDICINE_DRAFT, MedicineEntry, self.medicine_form, self)
        self._medicine_head = section_heading(translate("Intakes", "Which medicine is it?"))
        self.add = Button(translate("Intakes", "Log an intake"), Icon.PLUS)
        self.more = Button(translate("Intakes", "Show earlier ones"), Icon.CHEVRON_DOWN)
        self.leave = Button(translate("Intakes", "Close"), weight=Weight.QUIET)
        self._lay_out()
        self._connect()

    def open(self, journal: Journal) -> None:
        """Show nothing of this journal yet."""
        self._journal = journal
        self._most = _AT_ONCE
        self.open_form.open(journal)
        self._naming.open(journal)
        self._close_form()
        self.list.say_nothing()

    def show_day(self, day: date | None) -> None:
        """Show the intakes of a day, or of all days; what was begun there is open again."""
        self._day = day
        left = self.open_form.go_to(INTAKE_DRAFT, day)
        named = self._naming.go_to(MEDICINE_DRAFT, day)
        self.list.say_nothing()
        self._close_form()
        self.refresh()
        if (left or named) and self._journal is not None and not self._journal.is_read_only:
            self._go_on(left, named)

    def refresh(self) -> None:
        """Read the list again; what was typed into an open form stays."""
        if self._journal is None:
            return
        with self._journal.read() as session:
            self._day_ends_at = journal_settings(session).day_ends_at
            self._shelf = Shelf(medicines(session), intakes(session))
        found = [one for one in self._shelf.intakes if self._day in (None, self._day_of(one))]
        if self._day is None:
            found.sort(key=lambda one: one.taken_at is not None)  # without a time: last
            found.reverse()
        self._shown = {one.id: one for one in found if one.id is not None}
        if self.list.is_form_open:
            is_begun = self.open_form.is_begun
            self.form.set_shelf(self._shelf)
            if not is_begun:
                self.open_form.settle()  # the amount of the last time may be another one now
        self.open_form.see({one.id or "": one for one in self._shelf.intakes})
        self._show_rows()

    def begin(self) -> None:
        """Ask for a new intake, unless one is being told already."""
        if not self.list.is_form_open:
            self._open_form(None)

    def show_record(self, key: str) -> None:
        """Open one of those shown to be changed; what is being typed into the form stays."""
        if key in self._shown and not self.list.is_form_open:
            self._open_form(self._shown[key])

    def take_focus(self) -> None:
        """Put the keyboard where one goes on."""
        if not self.list.is_form_open:
            self.add.setFocus()
        elif self.form.isHidden():
            self.medicine_form.take_focus()
        else:
            self.form.take_focus()

    def flush(self) -> None:
        """Keep what was typed a moment ago, now."""
        self.open_form.flush()
        self._naming.flush()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is listed."""
        return not self._shown

    @property
    def is_begun(self) -> bool:
        """Whether something was begun here and not saved."""
        return self.open_form.is_begun or self._naming.is_begun

    def _lay_out(self) -> None:
        self._telling = QWidget()
        forms = QVBoxLayout(self._telling)
        forms.setContentsMargins(0, look.SMALL, 0, look.SMALL)
        forms.setSpacing(look.MEDIUM)
        forms.addWidget(self.form)
        forms.addWidget(self._medicine_head)
        forms.addWidget(self.medicine_form)
        self.list = EntryList(
            translate("Intakes", "None logged on this day.")
            if self._closable
            else translate("Intakes", "No intake logged yet."),
            self._telling,
        )
        buttons = button_row(self.add, apart=self.leave)
        if self._closable:
            self.body.addWidget(self.list)
            self.body.addLayout(buttons)
        else:  # what is done most often stands above a list that grows
            self.body.addLayout(buttons)
            self.body.addWidget(self.list)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.more.hide()
        self.medicine_form.hide()
        self._medicine_head.hide()

    def _connect(self) -> None:
        self.form.kept.connect(self._keep)
        self.form.closed.connect(self._leave_form)
        self.form.other_wanted.connect(self._ask_for_medicine)
        self.form.changed.connect(self.open_form.touch)
        self.medicine_form.changed.connect(self._naming.touch)
        self.open_form.gone.connect(self._leave_gone)
        for one in (self.open_form, self._naming):
            one.failed.connect(self.failed)
        self.medicine_form.kept.connect(self._keep_medicine)
        self.medicine_form.cancelled.connect(self._leave_medicine)
        self.list.acted.connect(self._act)
        self.list.bring_back_wanted.connect(self._bring_back)
        self.add.clicked.connect(self.begin)
        self.more.clicked.connect(self._show_more)
        self.leave.clicked.connect(self.closed)

    def _show_rows(self) -> None:
        actions: tuple[tuple[str, str, Icon | None], ...] = (
            (CHANGE, translate("Intakes", "Change"), None),
            (DISCARD, translate("Intakes", "To the trash"), Icon.TRASH),
        )
        listed = intakes_listed(
            tuple(self._shown.values()),
            {one.id: one.name for one in self._shelf.medicines},
            self._day_ends_at,
            day_of(self._clock(), self._day_ends_at) if self._day is None else None,
            () if is_read_only(self._journal) else actions,
        )
        self.list.show_entries(listed if self._day is not None else listed[: self._most])
        self.more.setVisible(self._day is None and len(listed) > self._most)
        self._show_buttons()

    def _show_buttons(self) -> None:
        is_telling = self.list.is_form_open
        self.add.setVisible(not is_telling and not is_read_only(self._journal))
        self.leave.setVisible(self._closable and not is_telling)

    def _show_more(self) -> None:
        first = tuple(self._shown)[self._most]
        self._most += _AT_ONCE
        self._show_rows()
        self.list.focus_row(first)

    def _day_of(self, entry: IntakeEntry) -> date | None:
        return None if entry.taken_at is None else day_of(entry.taken_at, self._day_ends_at)

    def _open_form(self, entry: IntakeEntry | None) -> None:
        self.open_form.begin(entry, self._show_intake)
        self._naming.begin(_NEW, self._show_medicine)
        self.list.open_form(None if entry is None else entry.id)
        if self._shelf.medicines:
            self._show_intake_form()
        else:
            self._ask_for_medicine()

    def _go_on(self, left: Mapping[str, Any], named: Mapping[str, Any]) -> None:
        """Show what was left half written; a medicine that was being named comes first."""
        self.open_form.begin(None, self._show_intake)
        self._naming.begin(_NEW, self._show_medicine)
        self.list.open_form(left.get("id"))
        if left:
            kept = {one.id: one for one in self._shelf.intakes}
            self.open_form.go_on(left, kept.get(left["id"]), self._show_intake)
        if named:
            self._naming.go_on(named, _NEW, self._show_medicine)
        is_naming = bool(named) or not self._shelf.medicines
        self._show_form(self.medicine_form if is_naming else self.form)

    def _show_intake(self, entry: IntakeEntry | None) -> None:
        today = day_of(self._clock(), self._day_ends_at)
        self.form.begin(self._day or today, self._shelf, entry, self._day_ends_at)

    def _show_medicine(self, entry: MedicineEntry) -> None:
        self.medicine_form.show_entry(entry, day_of(self._clock(), self._day_ends_at))

    def _show_intake_form(self) -> None:
        self._show_form(self.form)
        self._go_to_form()

    def _ask_for_medicine(self) -> None:
        self._show_form(self.medicine_form)
        self._go_to_form()

    def _show_form(self, shown: IntakeForm | MedicineForm) -> None:
        for form in (self.form, self.medicine_form):
            form.setVisible(form is shown)
        self._medicine_head.setVisible(shown is self.medicine_form)
        self._show_buttons()

    def _go_to_form(self) -> None:
        self.take_focus()
        self.form_opened.emit(self._telling)

    def _close_form(self) -> None:
        self.list.close_form()
        self._show_buttons()

    def _leave_form(self) -> None:
        """Leave the form, and with nothing logged the whole panel, as it was opened for that."""
        key = self.form.value().id
        self._forget_begun()
        if self._closable and self.is_empty:
            self.closed.emit()
        elif key is not None:
            self.list.focus_row(key)
        else:
            self.add.setFocus()

    def _leave_gone(self) -> None:
        self._forget_begun()
        self.refresh()
        self.add.setFocus()

    def _forget_begun(self) -> None:
        self.open_form.forget()
        self._naming.forget()
        self._close_form()

    def _leave_medicine(self) -> None:
        self._forget_named()
        if self._shelf.medicines:
            self._show_intake_form()
        else:
            self._leave_form()

    def _forget_named(self) -> None:
        self._naming.forget()
        self._naming.begin(_NEW, self._show_medicine)

    def _keep_medicine(self, entry: MedicineEntry) -> None:
        if kept := self._attempt("Add a medicine", partial(keep_medicine, entry=entry)):
            self._forget_named()
            self.refresh()
            self.form.choose(kept.result)
            self._show_intake_form()

    def _keep(self, entry: IntakeEntry) -> None:
        label = "Log an intake" if entry.id is None else "Change an intake"
        self.refresh()
        keep = partial(keep_intake, entry=entry)
        if self.open_form.may_save(entry) and self._attempt(label, keep):
            self._forget_begun()
            self.refresh()
            self.add.setFocus()

    def _act(self, key: str, action: str) -> None:
        if action == CHANGE:
            self._open_form(self._shown[key])
            return
        known = self._shelf.medicine(self._shown[key].medicine_id)
        discard = partial(discard_intake, intake_id=key, at=self._clock())
        if self._attempt("Move an intake to the trash", discard):
            self.refresh()
            self.list.say_discarded(
                key,
                translate("Intakes", "An intake of {medicine} is in the trash.").format(
                    medicine="" if known is None else known.name
                ),
            )

    def _bring_back(self, key: str) -> None:
        if self._attempt("Bring an intake back", partial(bring_back_intake, intake_id=key)):
            self.list.say_nothing()
            self.refresh()
            self.list.focus_row(key)

    def _attempt(self, label: str, work: Callable[[Session], Result]) -> Kept[Result] | None:
        """What the journal took; otherwise the reason is told."""
        return attempt(self._journal, label, work, self.failed.emit, EndsBeforeItBegan)
