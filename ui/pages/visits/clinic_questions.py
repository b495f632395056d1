"""Questions for the clinic: asked, answered and asked again, with the journal behind them."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from journal.days import Clock, day_of
from journal.questions import (
    AnsweredBeforeAsked,
    QuestionEntry,
    bring_back_question,
    discard_question,
    keep_question,
    questions,
    reopen_question,
)
from journal.settings import journal_settings
from ui import words
from ui.forms.question_answer import Part, QuestionAnswerForm
from ui.icons import Icon
from ui.pages.visits.entry_panel import EntryPanel
from ui.widgets.button import Button
from ui.widgets.entry_list import Action, EntryList, EntryWords

translate = QCoreApplication.translate

ANSWER, CHANGE, REOPEN, DISCARD = "answer", "change", "reopen", "discard"

_SHORT = 60
"""The most characters of a question that a sentence about it repeats."""


class QuestionsPanel(EntryPanel):
    """The open questions first, then the answered ones; one form opens among them.

    `kinds` are the records it shows.
    """

    kinds = frozenset(("ClinicQuestion", "Setting"))
    back_label = "Bring a question back"
    refusals = (AnsweredBeforeAsked,)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        self._today = date.min
        self._shown: dict[str, QuestionEntry] = {}
        self.form = QuestionAnswerForm()
        super().__init__(
            clock,
            (
                translate("Questions", "Questions for the clinic"),
                translate("Questions", "Kept here for the next visit. They are not sent."),
            ),
            self.form,
            EntryList(translate("Questions", "No question yet."), self.form),
            Button(translate("Questions", "Ask a question"), Icon.PLUS),
            ("clinic question", QuestionEntry),
            bring_back_question,
            parent,
            self._part,
        )
        self.form.kept.connect(self._keep)
        self.form.cancelled.connect(self._leave_form)
        self.form.changed.connect(self.open_form.touch)

    def refresh(self) -> None:
        """Read the questions again; what was typed into an open form stays."""
        if self._journal is None:
            return
        with self._journal.read() as session:
            self._today = day_of(self._clock(), journal_settings(session).day_ends_at)
            found = questions(session)
        self._shown = {one.id: one for one in found if one.id is not None}
        self.open_form.see(self._shown)
        self._show_rows()

    def show_record(self, question_id: str) -> bool:
        """Open a question to be changed, if it is one; what is being typed into the form stays."""
        if question_id in self._shown and not self.list.is_form_open:
            self._open_form(self._shown[question_id], Part.CHANGE)
        if question_id in self._shown:
            self._focus_form()
        return question_id in self._shown

    def begin(self) -> None:
        """Ask for a new question."""
        self._open_form(QuestionEntry(self._today, ""), Part.ASK)
        self._focus_form()

    def _go_on(self, left: Mapping[str, Any]) -> None:
        kept = self._shown.get(left["id"] or "", QuestionEntry(self._today, ""))
        self.open_form.go_on(left, kept, self._show_as(Part(left["part"])))
        self.list.open_form(left["id"])
        self.add.hide()

    def _show_rows(self) -> None:
        first_answered = next((key for key, one in self._shown.items() if not one.is_open), None)
        self.list.show_entries(
            [
                EntryWords(
                    key,
                    one.text,
                    second_words(one, self._today),
                    _actions(one) if self.can_write else (),
                    translate("Questions", "Answered") if key == first_answered else "",
                )
                for key, one in self._shown.items()
            ]
        )
        self.add.setVisible(self.can_write and not self.list.is_form_open)

    def _open_form(self, entry: QuestionEntry, part: Part) -> None:
        self.open_form.begin(entry, self._show_as(part))
        self.list.open_form(entry.id)
        self.add.hide()

    def _show_as(self, part: Part) -> Callable[[QuestionEntry], None]:
        return partial(self.form.show_entry, part=part, today=self._today)

    def _part(self) -> dict[str, Any]:
        """What the form was opened for, for a draft."""
        return {"part": str(self.form.part)}

    def _act(self, key: str, action: str) -> None:
        entry = self._shown[key]
        if action in (ANSWER, CHANGE):
            self._open_form(entry, Part(action))
            self._focus_form()
        elif action == REOPEN:
            self.list.say_nothing()
            if self._attempt("Ask again", partial(reopen_question, question_id=key)):
                self.refresh()
                self._focus(key)
        elif self._attempt(
            "Move a question to the trash",
            partial(discard_question, question_id=key, at=self._clock()),
        ):
            said = translate("Questions", "“{question}” is in the trash.")
            self._say_discarded(key, said.format(question=_shortened(entry.text)))

    def _keep(self, entry: QuestionEntry) -> None:
        labels = {Part.ASK: "Ask my clinic", Part.ANSWER: "Write down an answer"}
        label = labels.get(self.form.part, "Change a question")
        self.refresh()
        keep = partial(keep_question, entry=entry)
        if self.open_form.may_save(entry) and self._attempt(label, keep):
            self._close_form()
            self._focus(entry.id)


def second_words(entry: QuestionEntry, today: date) -> str:
    """When a question was asked, when it was answered, and the answer."""
    asked = translate("Questions", "asked {day}").format(day=words.short_day(entry.asked_on, today))
    if entry.answered_on is None:
        before = translate("Questions", "said before: {answer}").format(answer=entry.answer)
        return f"{asked} · {before}" if entry.answer else asked
    day = words.short_day(entry.answered_on, today)
    if not entry.answer:
        return translate("Questions", "answered {day}, nothing written down").format(day=day)
    return translate("Questions", "answered {day}: {answer}").format(day=day, answer=entry.answer)


def _actions(entry: QuestionEntry) -> tuple[Action, ...]:
    first: Action = (
        (ANSWER, translate("Questions", "Write the answer"), None)
        if entry.is_open
        else (REOPEN, translate("Questions", "Ask again"), None)
    )
    return (
        first,
        (CHANGE, translate("Questions", "Change"), None),
        (DISCARD, translate("Questions", "To the trash"), Icon.TRASH),
    )


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "…"
