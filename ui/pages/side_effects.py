"""Side effects of a day or of a treatment, listed and logged, with the journal behind them."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from journal.days import Clock, Instant, day_of
from journal.settings import journal_settings
from journal.side_effect_terms import Vocabulary
from journal.side_effects import (
    EndsBeforeItBegan,
    SideEffectEntry,
    bring_back_side_effect,
    discard_side_effect,
    entries,
    entries_after,
    entries_on,
    keep_side_effect,
)
from journal.store import Journal
from journal.treatments import entries as treatment_entries
from ui import look, words
from ui.attempt import Kept, Result, attempt
from ui.drafts.names import EFFECT_DRAFT
from ui.drafts.open_form import OpenForm
from ui.forms.effect_times import first_moment, last_moment
from ui.forms.side_effect import Occasion, SideEffectForm
from ui.icons import Icon
from ui.pages.read_only import is_read_only
from ui.widgets.button import Button, Weight
from ui.widgets.button_row import button_row
from ui.widgets.card import Card
from ui.widgets.entry_row import EntryRow
from ui.widgets.fixed_text import FixedText
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate

CHANGE, DISCARD = "change", "discard"


class SideEffectsPanel(Card):
    """The side effects of a day, or of one treatment, and the form to log one.

    `kinds` are the records it shows. `failed` carries an error of saving; what was typed stays.
    `closed` is sent when the person leaves it, where `closable` offers that.
    """

    kinds = frozenset(("SideEffect", "Treatment", "Setting"))
    failed = Signal(object)
    closed = Signal()

    def __init__(
        self,
        vocabulary: Vocabulary,
        clock: Clock,
        parent: QWidget | None = None,
        *,
        closable: bool = False,
    ) -> None:
        super().__init__(translate("SideEffects", "Side effects"), parent=parent)
        self._vocabulary = vocabulary
        self._clock = clock
        self._journal: Journal | None = None
        self._occasion: Occasion | None = None
        self._shown: dict[str, SideEffectEntry] = {}
        self._discarded: str | None = None
        self.empty = Text("", muted=True)
        self.safety = FixedText()
        self.form = SideEffectForm(vocabulary)
        self.open_form = OpenForm(EFFECT_DRAFT, SideEffectEntry, self.form, self, self._searched)
        self.add = Button(translate("SideEffects", "Log a side effect"), Icon.PLUS)
        self.leave = Button(translate("SideEffects", "Close"), weight=Weight.QUIET)
        self._closable = closable
        self.said = second_line("")
        self.bring_back = Button(translate("SideEffects", "Bring back"), Icon.UNDO, Weight.QUIET)
        self.rows: tuple[EntryRow, ...] = ()
        self._lay_out()
        self.form.kept.connect(self._keep)
        self.form.closed.connect(self._close_form)
        self.form.changed.connect(self.open_form.touch)
        self.open_form.failed.connect(self.failed)
        self.open_form.gone.connect(self._leave_gone)
        self.add.clicked.connect(self.begin)
        self.leave.clicked.connect(self.closed)
        self.bring_back.clicked.connect(self._bring_back)

    def open(self, journal: Journal) -> None:
        """Show nothing of this journal yet."""
        self._journal = journal
        self._occasion = None
        self.open_form.open(journal)
        self._hide_form()

    def show_day(self, day: date) -> None:
        """Show the side effects that began on a day, or were still there."""
        self._show(day, None)

    def show_treatment(self, treatment_id: str, day: date) -> None:
        """Show the side effects logged with a treatment, which was on `day`."""
        self._show(day, treatment_id)

    def begin(self) -> None:
        """Ask for a new side effect, unless one is being told already."""
        if self.form.isHidden():
            self._open_form(None)

    def show_record(self, key: str) -> None:
        """Open one of those shown to be changed; what is being typed into the form stays."""
        if key in self._shown and self.form.isHidden():
            self._open_form(self._shown[key])

    def take_focus(self) -> None:
        """Put the keyboard where one goes on."""
        if self.form.isHidden():
            self.add.setFocus()
        else:
            self.form.take_focus()

    def flush(self) -> None:
        """Keep what was typed a moment ago, now."""
        self.open_form.flush()

    @property
    def is_begun(self) -> bool:
        """Whether a side effect was begun here and not saved."""
        return self.open_form.is_begun

    def refresh(self) -> None:
        """Read the list again; what was typed into an open form stays."""
        if self._occasion is not None:
            self._show(self._occasion.day, self._occasion.treatment_id, is_refresh=True)

    def _hide_form(self) -> None:
        self.form.hide()
        self.add.show()
        self.leave.setVisible(self._closable)

    def _close_form(self) -> None:
        """Leave the form, and with nothing logged the whole panel, as it was opened for that."""
        self._forget_begun()
        if self._closable and not self.rows:
            self.closed.emit()
        else:
            self.add.setFocus()

    def _lay_out(self) -> None:
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        undo = QHBoxLayout()
        undo.setSpacing(look.SMALL)
        undo.addWidget(self.said)
        undo.addWidget(self.bring_back)
        undo.addStretch()
        buttons = button_row(self.add, self.leave)
        self.body.addWidget(self.empty)
        self.body.addLayout(self._list)
        self.body.addLayout(undo)
        self.body.addWidget(self.safety)
        self.body.addWidget(self.form)
        self.body.addLayout(buttons)
        self._hide_form()
        self._say_nothing()

    def _show(self, day: date, treatment_id: str | None, *, is_refresh: bool = False) -> None:
        if self._journal is None:
            return
        name = EFFECT_DRAFT if treatment_id is None else f"{EFFECT_DRAFT} {treatment_id}"
        left = {} if is_refresh else self.open_form.go_to(name, day)
        with self._journal.read() as session:
            ends_at = journal_settings(session).day_ends_at
            found = (
                entries_on(session, day, ends_at)
                if treatment_id is None
                else entries_after(session, treatment_id)
            )
            treatments = treatment_entries(session)
            is_told = bool(left) or not self.form.isHidden()
            kept = {one.id or "": one for one in entries(session)} if is_told else {}
        self._occasion = Occasion(day, self._clock(), treatments, ends_at, treatment_id)
        self._shown = {one.id: one for one in found if one.id is not None}
        self._show_rows()
        if is_refresh:
            self.open_form.see(kept)
            return
        self._say_nothing()
        self._hide_form()
        if left and not self._journal.is_read_only:
            self.open_form.go_on(left, kept.get(left["id"] or ""), self._fill_in)
            self.form.picker.search.setText(left["search"])
            self._show_form()

    def _leave_gone(self) -> None:
        self._forget_begun()
        self.refresh()
        self.add.setFocus()

    def _forget_begun(self) -> None:
        self.open_form.forget()
        self._hide_form()

    def _searched(self) -> dict[str, Any]:
        """Words of one's own, before they are taken for the effect."""
        return {"search": self.form.picker.search.text().strip()}

    def _show_rows(self) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        only_read = is_read_only(self._journal)
        actions: list[tuple[str, str, Icon | None]] = [
            (CHANGE, translate("SideEffects", "Change"), None),
            (DISCARD, translate("SideEffects", "To the trash"), Icon.TRASH),
        ]
        self.rows = tuple(
            EntryRow(
                key,
                self._vocabulary.words(one.effect),
                self._words(one),
                () if only_read else actions,
            )
            for key, one in self._shown.items()
        )
        for row in self.rows:
            row.acted.connect(self._act)
            self._list.addWidget(row)
        is_treatment = self._occasion is not None and self._occasion.treatment_id is not None
        self.empty.setText(
            translate("SideEffects", "None logged after this treatment.")
            if is_treatment
            else translate("SideEffects", "None logged on this day.")
        )
        self.empty.setVisible(not self.rows)
        self.add.setEnabled(not only_read)

    def _act(self, key: str, action: str) -> None:
        if action == CHANGE:
            self._open_form(self._shown[key])
            return
        if self._attempt(
            "Move a side effect to the trash",
            partial(discard_side_effect, side_effect_id=key, at=self._clock()),
        ):
            name = self._vocabulary.words(self._shown[key].effect)
            self._discarded = key
            self.said.setText(
                translate("SideEffects", "“{effect}” is in the trash.").format(effect=name)
            )
            self.said.show()
            self.bring_back.show()
            self.safety.hide()
            self.refresh()

    def _open_form(self, entry: SideEffectEntry | None) -> None:
        if self._occasion is None:
            return
        self._say_nothing()
        self.open_form.begin(entry, self._fill_in)
        self._show_form()
        self.form.take_focus()

    def _fill_in(self, entry: SideEffectEntry | None) -> None:
        if self._occasion is not None:
            self.form.begin(self._occasion, entry)

    def _show_form(self) -> None:
        self.form.show()
        self.add.hide()
        self.leave.hide()

    def _keep(self, entry: SideEffectEntry) -> None:
        label = "Log a side effect" if entry.id is None else "Change a side effect"
        self.refresh()
        keep = partial(keep_side_effect, entry=entry)
        if self.open_form.may_save(entry) and self._attempt(label, keep):
            self._say_nothing()
            found = self._vocabulary.safety_text(entry.effect, entry.severity)
            self.safety.set_words(found.title, found.text)
            self.safety.show()
            self._forget_begun()
            self.refresh()
            self.add.setFocus()

    def _bring_back(self) -> None:
        if self._discarded is not None and self._attempt(
            "Bring a side effect back",
            partial(bring_back_side_effect, side_effect_id=self._discarded),
        ):
            self._say_nothing()
            self.refresh()

    def _attempt(self, label: str, work: Callable[[Session], Result]) -> Kept[Result] | None:
        """What the journal took; otherwise the reason is told."""
        return attempt(self._journal, label, work, self.failed.emit, EndsBeforeItBegan)

    def _say_nothing(self) -> None:
        self._discarded = None
        for widget in (self.said, self.bring_back, self.safety):
            widget.hide()

    def _words(self, entry: SideEffectEntry) -> str:
        parts = [] if entry.severity is None else [words.grade(entry.severity)]
        if self._occasion is not None:
            parts.append(when_words(entry, self._occasion))
        parts.append(entry.note)
        return " · ".join(part for part in parts if part)


def when_words(entry: SideEffectEntry, occasion: Occasion) -> str:
    """From when to when, as far as it is known."""
    if entry.onset is None:
        return translate("SideEffects", "time not known")
    begin = _moment_words(entry.onset, occasion)
    if entry.end is None:
        return translate("SideEffects", "from {begin}").format(begin=begin)
    end = _moment_words(entry.end, occasion)
    return translate("SideEffects", "from {begin} to {end}").format(begin=begin, end=end)


def _moment_words(at: Instant, occasion: Occasion) -> str:
    ends_at = occasion.day_ends_at
    day = day_of(at, ends_at)
    day_words = words.short_day(day, day_of(occasion.now, ends_at))
    if at.utc in (first_moment(day, ends_at).utc, last_moment(day, ends_at).utc):
        return day_words  # a day alone was told
    return words.clock(at.local) if day == occasion.day else f"{day_words}, {words.clock(at.local)}"
