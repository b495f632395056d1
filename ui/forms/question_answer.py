"""The form of a clinic question and its answer: a `QuestionEntry` goes in and comes out."""

import dataclasses
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journal.questions import QuestionEntry
from ui import look
from ui.forms.note import TextField
from ui.icons import Icon
from ui.widgets.button import Button, Weight
from ui.widgets.button_row import button_row
from ui.widgets.entry_fields import DayField, Labelled

translate = QCoreApplication.translate


class Part(StrEnum):
    """What the form is opened for."""

    ASK = "ask"
    ANSWER = "answer"
    CHANGE = "change"


class QuestionAnswerForm(QWidget):
    """The question for a new one, the answer beside an open one, both to change what was written.

    `kept` carries the entry, `cancelled` asks to leave it, `changed` follows each key.
    """

    kept = Signal(object)
    cancelled = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: QuestionEntry | None = None
        self._today = date.max
        self._is_showing = False
        self.part = Part.ASK
        self.text = TextField(translate("QuestionAnswer", "Question"))
        self.asked_on = DayField(translate("QuestionAnswer", "Asked on"))
        self.answer = TextField(translate("QuestionAnswer", "Answer"))
        self.answered_on = DayField(translate("QuestionAnswer", "Answered on"))
        self.save = Button(translate("QuestionAnswer", "Save"), Icon.CHECK, Weight.MAIN)
        self.cancel = Button(translate("QuestionAnswer", "Cancel"), weight=Weight.QUIET)
        self._lay_out()
        for text in (self.text, self.answer):
            text.textChanged.connect(self._touch)
            text.submitted.connect(self.submit)
        for day in (self.asked_on, self.answered_on):
            day.changed.connect(self._touch)
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.cancelled)

    def show_entry(self, entry: QuestionEntry, part: Part, today: date) -> None:
        """Show a question. An answer is taken to be given today until another day is chosen."""
        self._entry, self.part, self._today = entry, part, today
        self._is_showing = True
        self.text.setPlainText(entry.text)
        self.asked_on.set_day(entry.asked_on)
        self.answer.setPlainText(entry.answer)
        self.answered_on.set_day(entry.answered_on or max(today, entry.asked_on))
        self._is_showing = False
        has_answer = part is Part.ANSWER or (part is Part.CHANGE and not entry.is_open)
        self._question.setVisible(part is not Part.ANSWER)
        self._asked.setVisible(part is Part.CHANGE)
        for widget in (self._answer, self._answered):
            widget.setVisible(has_answer)
        for labelled in (self._question, self._answered):
            labelled.say("")

    def value(self) -> QuestionEntry:
        """The question as it stands in the form."""
        if self._entry is None:
            raise RuntimeError("nothing was shown yet")
        entry = dataclasses.replace(
            self._entry, text=self.text.toPlainText().strip(), asked_on=self.asked_on.day
        )
        if self._answered.isHidden():
            return entry
        return dataclasses.replace(
            entry, answered_on=self.answered_on.day, answer=self.answer.toPlainText().strip()
        )

    def submit(self) -> None:
        """Send `kept`, or say what stands in the way."""
        value = self.value()
        self._question.say(
            "" if value.text else translate("QuestionAnswer", "Please write the question.")
        )
        self._answered.say(self._day_problem(value))
        if not value.text:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._answered.said:
            self.answered_on.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.kept.emit(value)

    def take_focus(self) -> None:
        """Put the cursor where there is something to write."""
        (self.answer if self.part is Part.ANSWER else self.text).take_focus()

    def _day_problem(self, value: QuestionEntry) -> str:
        if value.answered_on is None:
            return ""
        if value.answered_on < value.asked_on:
            return translate("QuestionAnswer", "That is before the question was asked.")
        if value.answered_on > max(self._today, value.asked_on):
            return translate("QuestionAnswer", "That day is still to come.")
        return ""

    def _lay_out(self) -> None:
        self._question = Labelled(translate("QuestionAnswer", "Question"), self.text)
        self._asked = Labelled(translate("QuestionAnswer", "Asked on"), self.asked_on)
        self._answer = Labelled(
            translate("QuestionAnswer", "Answer"),
            self.answer,
            hint=translate("QuestionAnswer", "It may stay empty."),
        )
        self._answered = Labelled(translate("QuestionAnswer", "Answered on"), self.answered_on)
        days = QHBoxLayout()
        days.setSpacing(look.LARGE)
        days.addWidget(self._asked)
        days.addWidget(self._answered)
        days.addStretch()
        buttons = button_row(self.save, self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.SMALL, 0, look.MEDIUM)
        column.setSpacing(look.MEDIUM)
        column.addWidget(self._question)
        column.addWidget(self._answer)
        column.addLayout(days)
        column.addLayout(buttons)

    def _touch(self) -> None:
        if not self._is_showing:
            self.changed.emit()
