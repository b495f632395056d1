"""Visits to the clinic: marked, written down and changed, with the journal behind them."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from sqlalchemy.orm import Session

from journal.days import Clock, day_of
from journal.settings import journal_settings
from journal.store import Journal
from journal.visits import VisitEntry, bring_back_visit, discard_visit, keep_visit, visits
from ui import words
from ui.forms.visit import VisitForm
from ui.icons import Icon
from ui.pages.attempt import attempt
from ui.pages.half_written import HalfWritten
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.entry_list import Action, EntryList, EntryWords

translate = QCoreApplication.translate

CHANGE, DISCARD = "change", "discard"


class VisitsPanel(Card):
    """The visits, the newest first, and the form of one.

    `kinds` are the records it shows. `failed` carries an error of saving; what was typed stays.
    `focus_moved` is sent when the keyboard was put somewhere else, for the page to scroll there.
    `shown` is sent when the visits were read again.
    """

    kinds = frozenset(("Visit", "Setting"))
    failed = Signal(object)
    focus_moved = Signal()
    shown = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("Visits", "Visits to the clinic"),
            translate("Visits", "“Since the last visit” begins on the day of the latest one."),
            parent=parent,
        )
        self._clock = clock
        self._journal: Journal | None = None
        self._shown: dict[str, VisitEntry] = {}
        self.today = date.min
        self.form = VisitForm()
        self.list = EntryList(translate("Visits", "No visit marked yet."), self.form)
        self.add = Button(translate("Visits", "Add a visit"), Icon.PLUS)
        self._half = HalfWritten("visit", self._content, self)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addStretch()
        self.body.addLayout(buttons)
        self.body.addWidget(self.list)
        self._connect()

    @property
    def visits(self) -> tuple[VisitEntry, ...]:
        """What is shown, the newest first."""
        return tuple(self._shown.values())

    def open(self, journal: Journal) -> None:
        """Show the visits of a journal, and go on with one that was half written."""
        self._journal = journal
        self.list.say_nothing()
        self.list.close_form()
        left = self._half.open(journal)
        self.refresh()
        if left and not journal.is_read_only:
            self._open_form(_entry_of(left))

    def refresh(self) -> None:
        """Read the visits again; an open form stays as it is."""
        if self._journal is None:
            return
        with self._journal.read() as session:
            self.today = day_of(self._clock(), journal_settings(session).day_ends_at)
            found = visits(session)
        self._shown = {one.id: one for one in found if one.id is not None}
        can_write = not self._journal.is_read_only
        self.list.show_entries(
            [
                EntryWords(
                    key,
                    words.day_title(one.day, self.today),
                    second_words(one, self.today),
                    _actions() if can_write else (),
                )
                for key, one in self._shown.items()
            ]
        )
        self.add.setVisible(can_write and not self.list.is_form_open)
        self.shown.emit()

    def flush(self) -> None:
        """Keep what was typed a moment ago, now."""
        self._half.flush()

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
        kept: list[str] = []
        if self._attempt("Mark a visit", partial(_keep_into, kept, VisitEntry(self.today))):
            self.refresh()
            if not self.list.is_form_open:  # a form that is being filled in stays
                self._open_form(self._shown[kept[0]])
                self._focus_form()

    def _connect(self) -> None:
        self.add.clicked.connect(self.begin)
        self.list.acted.connect(self._act)
        self.list.bring_back_wanted.connect(self._bring_back)
        self.form.kept.connect(self._keep)
        self.form.cancelled.connect(self._leave_form)
        self.form.changed.connect(self._half.touch)
        self._half.failed.connect(self.failed)

    def _open_form(self, entry: VisitEntry) -> None:
        self.form.show_entry(entry)
        self.list.open_form(entry.id)
        self.add.hide()

    def _close_form(self) -> None:
        self._half.forget()
        self.list.close_form()
        self.refresh()

    def _leave_form(self) -> None:
        left = self.form.value().id
        self._close_form()
        self._focus(left)

    def _focus_form(self) -> None:
        self.form.take_focus()
        self.focus_moved.emit()

    def _focus(self, key: str | None) -> None:
        if key is None:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.list.focus_row(key)
        self.focus_moved.emit()

    def _act(self, key: str, action: str) -> None:
        entry = self._shown[key]
        if action == CHANGE:
            self._open_form(entry)
            self._focus_form()
        elif self._attempt(
            "Move a visit to the trash", partial(discard_visit, visit_id=key, at=self._clock())
        ):
            self.refresh()
            said = translate("Visits", "The visit of {day} is in the trash.")
            day = words.day_title(entry.day, self.today)
            self.list.say_discarded(key, said.format(day=day))
            self.focus_moved.emit()

    def _keep(self, entry: VisitEntry) -> None:
        label = "Add a visit" if entry.id is None else "Change a visit"
        kept: list[str] = []
        if self._attempt(label, partial(_keep_into, kept, entry)):
            self._close_form()
            self._focus(kept[0])

    def _bring_back(self, key: str) -> None:
        if self._attempt("Bring a visit back", partial(bring_back_visit, visit_id=key)):
            self.list.say_nothing()
            self.refresh()
            self._focus(key)

    def _attempt(self, label: str, work: Callable[[Session], object]) -> bool:
        """Whether the journal took it; otherwise the reason is told, and the form keeps all."""
        return attempt(self._journal, label, work, self.failed.emit)

    def _content(self) -> dict[str, Any]:
        """What stands in the form, for a draft."""
        if not self.list.is_form_open:
            return {}
        entry = self.form.value()
        return {
            "id": entry.id,
            "day": entry.day.isoformat(),
            "clinic": entry.clinic,
            "note": entry.note,
        }


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


def _keep_into(kept: list[str], entry: VisitEntry, session: Session) -> None:
    kept.append(keep_visit(session, entry))


def _entry_of(content: Mapping[str, Any]) -> VisitEntry:
    day = date.fromisoformat(content["day"])
    return VisitEntry(day, content["clinic"], content["note"], content["id"])
