"""Visits to the clinic: marked, written down and changed, with the journal behind them."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from journal.days import Clock, day_of
from journal.settings import journal_settings
from journal.visits import VisitEntry, bring_back_visit, discard_visit, keep_visit, visits
from ui import words
from ui.forms.visit import VisitForm
from ui.icons import Icon
from ui.pages.visits.entry_panel import EntryPanel
from ui.widgets.button import Button
from ui.widgets.entry_list import Action, EntryList, EntryWords

translate = QCoreApplication.translate

CHANGE, DISCARD = "change", "discard"


class VisitsPanel(EntryPanel):
    """The visits, the newest first, and the form of one.

    `kinds` are the records it shows. `shown` is sent when the visits were read again.
    """

    kinds = frozenset(("Visit", "Setting"))
    back_label = "Bring a visit back"
    shown = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        self._shown: dict[str, VisitEntry] = {}
        self.today = date.min
        self.form = VisitForm()
        super().__init__(
            clock,
            (
                translate("Visits", "Visits to the clinic"),
                translate("Visits", "“Since the last visit” begins on the day of the latest one."),
            ),
            self.form,
            EntryList(translate("Visits", "No visit marked yet."), self.form),
            Button(translate("Visits", "Add a visit"), Icon.PLUS),
            ("visit", VisitEntry),
            bring_back_visit,
            parent,
        )
        self.form.kept.connect(self._keep)
        self.form.cancelled.connect(self._leave_form)
        self.form.changed.connect(self.open_form.touch)

    @property
    def visits(self) -> tuple[VisitEntry, ...]:
        """What is shown, the newest first."""
        return tuple(self._shown.values())

    def refresh(self) -> None:
        """Read the visits again; what was typed into an open form stays."""
        if self._journal is None:
            return
        with self._journal.read() as session:
            self.today = day_of(self._clock(), journal_settings(session).day_ends_at)
            found = visits(session)
        self._shown = {one.id: one for one in found if one.id is not None}
        self.open_form.see(self._shown)
        self.list.show_entries(
            [
                EntryWords(
                    key,
                    words.day_title(one.day, self.today),
                    second_words(one, self.today),
                    _actions() if self.can_write else (),
                )
                for key, one in self._shown.items()
            ]
        )
        self.add.setVisible(self.can_write and not self.list.is_form_open)
        self.shown.emit()

    def show_record(self, visit_id: str) -> bool:
        """Open a visit to be changed, if it is one; what is being typed into the form stays."""
        if visit_id in self._shown and not self.list.is_form_open:
            self._open_form(self._shown[visit_id])
        if visit_id in self._shown:
            self._focus_form()
        return visit_id in self._shown

    def begin(self) -> None:
        """Ask for a visit; where it was is filled in from the last one."""
        where = next((one.clinic for one in self.visits if one.clinic), "")
        self._open_form(VisitEntry(self.today, where))
        self._focus_form()

    def mark_today(self) -> None:
        """Keep today as a visit at once, and open it for what was agreed."""
        mark = partial(keep_visit, entry=VisitEntry(self.today))
        if kept := self._attempt("Mark a visit", mark):
            self.refresh()
            if not self.list.is_form_open:  # a form that is being filled in stays
                self._open_form(self._shown[kept.result])
                self._focus_form()

    def _go_on(self, left: Mapping[str, Any]) -> None:
        new = VisitEntry(self.today)
        self.open_form.go_on(left, self._shown.get(left["id"] or "", new), self.form.show_entry)
        self.list.open_form(left["id"])
        self.add.hide()

    def _open_form(self, entry: VisitEntry) -> None:
        self.open_form.begin(entry, self.form.show_entry)
        self.list.open_form(entry.id)
        self.add.hide()

    def _act(self, key: str, action: str) -> None:
        entry = self._shown[key]
        if action == CHANGE:
            self._open_form(entry)
            self._focus_form()
        elif self._attempt(
            "Move a visit to the trash", partial(discard_visit, visit_id=key, at=self._clock())
        ):
            said = translate("Visits", "The visit of {day} is in the trash.")
            self._say_discarded(key, said.format(day=words.day_title(entry.day, self.today)))

    def _keep(self, entry: VisitEntry) -> None:
        label = "Add a visit" if entry.id is None else "Change a visit"
        keep = partial(keep_visit, entry=entry)
        self.refresh()
        if self.open_form.may_save(entry) and (kept := self._attempt(label, keep)):
            self._close_form()
            self._focus(kept.result)


def second_words(entry: VisitEntry, today: date) -> str:
    """Whether a visit is still to come, with whom or where it is, and what was agreed."""
    to_come = translate("Visits", "still to come") if entry.day > today else ""
    parts = (to_come, entry.clinic, " ".join(entry.note.split()))
    return " · ".join(part for part in parts if part)


def _actions() -> tuple[Action, ...]:
    return (
        (CHANGE, translate("Visits", "Change"), None),
        (DISCARD, translate("Visits", "To the trash"), Icon.TRASH),
    )
