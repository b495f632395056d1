"""What else a day may hold: side effects, medicine taken, a note, a question.

Each card opens in its place. What stands behind the first two loads SQLAlchemy, so it is made
when it is first opened.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal.days import Clock
from journal.side_effect_terms import Vocabulary
from ui import look
from ui.attempt import tried
from ui.drafts.names import (
    EFFECT_DRAFT,
    INTAKE_DRAFT,
    MEDICINE_DRAFT,
    NOTE_DRAFT,
    QUESTION_DRAFT,
)
from ui.forms.note import NoteForm, NoteText, QuestionForm, TextForm
from ui.icons import Icon
from ui.pages.today.day_values import Day
from ui.pages.today.day_words import logged_words, note_words, question_words
from ui.widgets.card import CardButton
from ui.widgets.card_row import CardRow

if TYPE_CHECKING:
    from journal.store import Journal
    from ui.drafts.half_written import HalfWritten
    from ui.pages.intakes import IntakesPanel
    from ui.pages.side_effects import SideEffectsPanel

translate = QCoreApplication.translate


class Extra(StrEnum):
    """The cards, in their order. The texts are named as their drafts are."""

    SIDE_EFFECTS = "side-effects"
    MEDICINE = "medicine"
    NOTE = NOTE_DRAFT
    QUESTION = QUESTION_DRAFT


EXTRA_OF = {
    "side_effects": Extra.SIDE_EFFECTS,
    "intakes": Extra.MEDICINE,
    "notes": Extra.NOTE,
}
"""The card in which a kind of record is changed."""


class Extras(QWidget):
    """Small cards in a row; an open one takes the whole width above the others.

    `failed` carries an error of saving, `said` what was done, `opened` the card that was opened;
    `refresh_wanted` asks for the day to be read again.
    """

    failed = Signal(object)
    opened = Signal(QWidget)
    said = Signal(str)
    refresh_wanted = Signal()

    def __init__(self, vocabulary: Vocabulary, clock: Clock) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self._clock = clock
        self.effects: SideEffectsPanel | None = None
        self.intakes: IntakesPanel | None = None
        self._journal: Journal | None = None
        self._day = date.min
        self.note = NoteForm()
        self.question = QuestionForm()
        self._forms: dict[Extra, QWidget] = {Extra.NOTE: self.note, Extra.QUESTION: self.question}
        self.buttons = {
            Extra.SIDE_EFFECTS: CardButton(
                translate("Today", "Side effects"), "", Icon.SIDE_EFFECT
            ),
            Extra.MEDICINE: CardButton(translate("Today", "Medicine taken"), "", Icon.MEDICINE),
            Extra.NOTE: CardButton(translate("Today", "Note"), "", Icon.NOTE),
            Extra.QUESTION: CardButton(translate("Today", "Ask my clinic"), "", Icon.QUESTION),
        }
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.MEDIUM)
        for extra, button in self.buttons.items():
            button.setProperty("extra", str(extra))
            button.clicked.connect(self._pressed)
        for form in self._forms.values():
            form.hide()
            self._column.addWidget(form)
        self._column.addWidget(CardRow(tuple(self.buttons.values())))
        self._drafts: dict[Extra, HalfWritten] = {}
        self.note.typed.connect(self._keep_note_draft)
        self.note.saved.connect(self._save_note)
        self.note.closed.connect(self._close_note)
        self.note.newer_wanted.connect(self._show_newer_note)
        self.question.typed.connect(self._keep_question_draft)
        self.question.saved.connect(self._save_question)
        self.question.closed.connect(self._close_question)

    @property
    def is_being_written(self) -> bool:
        """Whether a text was begun and neither saved nor kept."""
        panels = (self.effects, self.intakes)
        is_told = any(panel is not None and panel.is_begun for panel in panels)
        texts = (self.note, self.question)
        return is_told or any(form.isVisible() and form.is_begun for form in texts)

    def open(self, journal: "Journal") -> None:
        """Take entries for a journal."""
        self._journal = journal
        self._drop_panels()
        for draft in self._made_drafts():
            draft.open(journal)
        self.setEnabled(True)

    def close_journal(self) -> None:
        """Take nothing until a journal is open."""
        self._journal = None
        for draft in self._drafts.values():
            draft.close()
        self._drop_panels()
        self.setEnabled(False)
        for button in self.buttons.values():
            button.set_second(" ")  # what is logged is not known yet, and the room for it stays

    def _drop_panels(self) -> None:
        """Make all cards small; those that hold what stood in a journal are made anew."""
        self.close_all()
        for extra, panel in ((Extra.SIDE_EFFECTS, self.effects), (Extra.MEDICINE, self.intakes)):
            if panel is not None:
                del self._forms[extra]
                panel.deleteLater()
        self.effects = self.intakes = None

    def close_all(self) -> None:
        """Make all cards small."""
        for extra in self._forms:
            self.close_card(extra)

    def show_day(self, day: Day, *, is_read_only: bool) -> None:
        """Show what stands on a day. What is being typed stays."""
        if day.day != self._day:
            self._flush_texts()
        self._day = day.day
        day = self._laid_over(day)
        for panel in (self.effects, self.intakes):
            if panel is not None and panel.isVisible():
                panel.refresh()
        self._show_texts(day)
        seconds = {
            Extra.SIDE_EFFECTS: logged_words(day.begun & {EFFECT_DRAFT}, day.effects),
            Extra.MEDICINE: logged_words(day.begun & {INTAKE_DRAFT, MEDICINE_DRAFT}, day.taken),
            Extra.NOTE: note_words(day),
            Extra.QUESTION: question_words(day),
        }
        for extra, second in seconds.items():
            self.buttons[extra].set_second(second)
            self.buttons[extra].setEnabled(not is_read_only or extra is Extra.NOTE)
        for form in (self.note, self.question):
            form.field.setReadOnly(is_read_only)
            form.save_button.setVisible(not is_read_only)
        self.note.private.setEnabled(not is_read_only)

    def _laid_over(self, day: Day) -> Day:
        """The day, with texts that the file refused in place of those that it holds."""
        note, question = day.note, day.question_draft
        for extra, draft in self._drafts.items():
            left = draft.go_to(str(extra), day.day)
            if draft.is_refused and extra is Extra.NOTE:
                from ui.pages.today.day_records import begun_note

                note = begun_note(left)
            elif draft.is_refused:
                question = str(left["text"])
        return replace(day, note=note, question_draft=question)

    def _show_texts(self, day: Day) -> None:
        if not self.note.has_waiting:
            self.note.show_value(day.note)
        if not self.question.has_waiting:
            self.question.show_value(day.question_draft, day.questions)
        for extra, draft in self._drafts.items():
            if draft.is_refused:
                (self.note if extra is Extra.NOTE else self.question).say_kept(is_kept=False)

    def open_card(self, extra: Extra) -> None:
        """Open one card in its place."""
        self.buttons[extra].hide()
        if extra is Extra.SIDE_EFFECTS:
            self._open_effects()
        elif extra is Extra.MEDICINE:
            self._open_intakes()
        form = self._forms[extra]
        form.show()
        if isinstance(form, TextForm):
            form.take_focus()
        self.opened.emit(form)

    def open_record(self, extra: Extra, record_id: str) -> None:
        """Open a card with one of its records ready to be changed; a note is alone on its card."""
        self.open_card(extra)
        panel = self._forms[extra]
        if not isinstance(panel, TextForm):
            cast("SideEffectsPanel | IntakesPanel", panel).show_record(record_id)

    def _open_effects(self) -> None:
        """Show the day's side effects; with none yet, ask for one at once."""
        if self.effects is None:
            from ui.pages.side_effects import SideEffectsPanel

            self.effects = SideEffectsPanel(self.vocabulary, self._clock, closable=True)
            self.effects.failed.connect(self.failed)
            self.effects.closed.connect(self._close_effects)
            self._forms[Extra.SIDE_EFFECTS] = self.effects
            self._column.insertWidget(0, self.effects)
            if self._journal is not None:
                self.effects.open(self._journal)
        self.effects.show()
        self.effects.show_day(self._day)
        if self.effects.rows:
            self.effects.take_focus()
        else:
            self.effects.begin()

    def _open_intakes(self) -> None:
        """Show what was taken that day; with nothing yet, ask for it at once."""
        if self.intakes is None:
            from ui.pages.intakes import IntakesPanel

            title = translate("Today", "Medicine taken")
            self.intakes = IntakesPanel(title, self._clock, closable=True)
            self.intakes.failed.connect(self.failed)
            self.intakes.closed.connect(self._close_intakes)
            self.intakes.form_opened.connect(self.opened)
            self._forms[Extra.MEDICINE] = self.intakes
            self._column.insertWidget(0 if self.effects is None else 1, self.intakes)
            if self._journal is not None:
                self.intakes.open(self._journal)
        self.intakes.show()
        self.intakes.show_day(self._day)
        if self.intakes.is_empty:
            self.intakes.begin()
        self.intakes.take_focus()

    def close_card(self, extra: Extra) -> None:
        """Make a card small again."""
        self._forms[extra].hide()
        self.buttons[extra].show()

    def is_open(self, extra: Extra) -> bool:
        """Whether a card is open."""
        return extra in self._forms and not self._forms[extra].isHidden()

    def flush(self) -> None:
        """Have what is being typed kept."""
        self._flush_texts()
        for panel in (self.effects, self.intakes):
            if panel is not None:
                panel.flush()

    def _pressed(self) -> None:
        button = self.sender()
        if button is not None:
            self.open_card(Extra(str(button.property("extra"))))

    def _close_effects(self) -> None:
        self._leave(Extra.SIDE_EFFECTS)

    def _close_intakes(self) -> None:
        self._leave(Extra.MEDICINE)

    def _close_note(self) -> None:
        self._leave(Extra.NOTE)
        self.refresh_wanted.emit()  # its small card says that it was begun

    def _close_question(self) -> None:
        self._leave(Extra.QUESTION)
        self.refresh_wanted.emit()

    def _leave(self, extra: Extra) -> None:
        """Make a card small and leave the keyboard on it."""
        self.close_card(extra)
        self.buttons[extra].setFocus(Qt.FocusReason.OtherFocusReason)

    def _made_drafts(self) -> "tuple[HalfWritten, ...]":
        """Of the two texts; what keeps them loads more than the first paint can wait for."""
        if not self._drafts:
            from ui.drafts.half_written import HalfWritten

            for extra, read in (
                (Extra.NOTE, self._note_content),
                (Extra.QUESTION, self._question_content),
            ):
                self._drafts[extra] = HalfWritten(str(extra), read, self)
                self._drafts[extra].failed.connect(self.failed)
            self._drafts[Extra.NOTE].tried.connect(self.note.say_kept)
            self._drafts[Extra.QUESTION].tried.connect(self.question.say_kept)
        return tuple(self._drafts.values())

    def _note_content(self) -> Mapping[str, object]:
        from ui.pages.today.day_records import note_content

        return note_content(self.note.value, self.note.shown)

    def _question_content(self) -> Mapping[str, object]:
        text = self.question.field.toPlainText()
        return {"text": text} if text else {}

    def _flush_texts(self) -> None:
        self.note.flush()
        self.question.flush()
        for draft in self._drafts.values():
            draft.flush()

    def _keep_note_draft(self) -> None:
        self._keep_draft(Extra.NOTE)

    def _keep_draft(self, extra: Extra) -> None:
        if self._journal is not None:
            self._drafts[extra].touch()
            self._drafts[extra].flush()

    def _save_note(self, note: NoteText) -> None:
        from ui.pages.today.day_records import keep_note

        if self._saved(Extra.NOTE, partial(keep_note, day=self._day, note=note)):
            is_empty = not note.text.strip()
            gone, kept = (
                translate("Today", "The note was taken away."),
                translate("Today", "Note saved."),
            )
            self.said.emit(gone if is_empty else kept)

    def _show_newer_note(self) -> None:
        self.note.flush()
        self._drafts[Extra.NOTE].forget()
        self.refresh_wanted.emit()

    def _keep_question_draft(self) -> None:
        self._keep_draft(Extra.QUESTION)

    def _save_question(self, text: str) -> None:
        from ui.pages.today.day_records import ask_clinic

        if not text.strip():
            self.question.take_focus()
        elif self._saved(Extra.QUESTION, partial(ask_clinic, day=self._day, text=text)):
            self.said.emit(translate("Today", "Your question is kept for the next visit."))

    def _saved(self, extra: Extra, work: "Callable[[Journal], None]") -> bool:
        """Whether the journal took a text; then its card is made small. Otherwise it waits."""
        if self._journal is None:
            return False
        self._drafts[extra].let_go()
        if tried(partial(work, self._journal), self.failed.emit):
            self._leave(extra)
            return True
        self._keep_draft(extra)
        return False
