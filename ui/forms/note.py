"""The two text fields of a day: a note, private or for the clinic, and a question for the clinic.

A value goes in, a value comes out. What is typed is told as a draft soon after each key, and at
once when `flush` asks for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QWidget

from ui import look
from ui.icons import Icon
from ui.widgets.button import Button, Weight
from ui.widgets.card import Card
from ui.widgets.meanwhile import Meanwhile, News
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate

DRAFT_AFTER = 300
"""Milliseconds after which what was typed is kept as a draft, however fast more is typed."""

_LINES = 4


@dataclass(frozen=True)
class NoteText:
    """The note of a day. `is_draft` says that it was typed and never saved, `is_overtaken` that
    another one was saved since it was begun; `opened` marks the one that was there then."""

    text: str = ""
    is_private: bool = False
    is_draft: bool = False
    is_overtaken: bool = False
    opened: str = ""


def kept_words(*, is_kept: bool) -> str:
    """Where what was typed and not saved is."""
    if is_kept:
        return translate("TextForm", "Kept as you go, not saved yet.")
    return translate("TextForm", "Not kept yet: it stands here alone, and is tried again.")


class TextField(QPlainTextEdit):
    """A few lines of text: Tab leaves it, Ctrl+Enter saves."""

    submitted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        height = QFontMetrics(self.font()).lineSpacing() * _LINES + look.LARGE
        self.setFixedHeight(height)

    def take_focus(self) -> None:
        """Put the cursor behind the text."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)


class TextForm(Card):
    """A text that is kept as it is typed and saved when asked.

    `typed` asks for a draft to be kept, `saved` for the text to be saved; both carry `value`.
    """

    typed = Signal(object)
    saved = Signal(object)
    closed = Signal()

    def __init__(self, title: str, save: str, icon_name: Icon) -> None:
        super().__init__(title)
        self.field = TextField(title)
        self.field.textChanged.connect(self._touched)
        self.field.submitted.connect(self._save)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(DRAFT_AFTER)
        self._rest.timeout.connect(self._tell)
        self.state = second_line("")
        self.save_button = Button(save, icon_name)
        self.save_button.clicked.connect(self._save)
        self.close_button = Button(translate("TextForm", "Close"), weight=Weight.QUIET)
        self.close_button.clicked.connect(self._close)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(look.SMALL)
        self.buttons.addWidget(self.save_button)
        self.buttons.addWidget(self.close_button)
        self.buttons.addWidget(self.state, 1)
        self._is_showing = False
        self._is_begun = False

    @property
    def is_begun(self) -> bool:
        """Whether the person has written something that was not saved yet."""
        return self._is_begun

    @property
    def value(self) -> object:
        """What the form holds."""
        return self.field.toPlainText()

    @property
    def has_waiting(self) -> bool:
        """Whether something was typed that has not been told as a draft yet."""
        return self._rest.isActive()

    def flush(self) -> None:
        """Tell what was typed now instead of soon."""
        if self._rest.isActive():
            self._rest.stop()
            self._tell()

    def take_focus(self) -> None:
        """Put the cursor behind the text."""
        self.field.take_focus()

    def say_kept(self, is_kept: bool) -> None:
        """Say whether the draft that was told is kept."""
        self.state.setText(kept_words(is_kept=is_kept))

    def show_text(self, text: str) -> None:
        """Show a text without taking it for typed; the cursor stays if the text is the same."""
        self._rest.stop()
        self._is_begun = False
        if text != self.field.toPlainText():
            self._is_showing = True
            self.field.setPlainText(text)
            self._is_showing = False

    def _touched(self) -> None:
        if not self._is_showing:
            self._is_begun = True
            if not self._rest.isActive():
                self._rest.start()

    def _tell(self) -> None:
        self.typed.emit(self.value)

    def _save(self) -> None:
        self._rest.stop()
        self.saved.emit(self.value)

    def _close(self) -> None:
        self.flush()
        self.closed.emit()


class NoteForm(TextForm):
    """The note of a day with its private switch. `newer_wanted` asks for the one that is kept."""

    newer_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            translate("NoteForm", "Note"), translate("NoteForm", "Save note"), Icon.CHECK
        )
        self.shown = NoteText()
        self.private = QCheckBox(translate("NoteForm", "Private"))
        self.private.setAccessibleDescription(self._meaning())
        self.private.toggled.connect(self._touched)
        self.body.addWidget(self.field)
        row = QHBoxLayout()
        row.setSpacing(look.SMALL)
        row.addWidget(self.private)
        row.addWidget(second_line(self._meaning()), 1)
        self.body.addLayout(row)
        self.meanwhile = Meanwhile()
        self.meanwhile.mine_wanted.connect(self._keep_mine)
        self.meanwhile.newer_wanted.connect(self.newer_wanted)
        self.body.addWidget(self.meanwhile)
        self.body.addSpacing(look.SMALL)
        self.body.addLayout(self.buttons)

    @property
    def value(self) -> NoteText:
        """The note as it stands."""
        return NoteText(self.field.toPlainText(), self.private.isChecked())

    def show_value(self, note: NoteText) -> None:
        """Show a note; `shown` is what the journal had, whatever is typed from then on."""
        self.shown = note
        self.show_text(note.text)
        self._is_showing = True
        self.private.setChecked(note.is_private)
        self._is_showing = False
        self.state.setText(kept_words(is_kept=True) if note.is_draft else "")
        if note.is_overtaken:
            self.meanwhile.tell(News.CHANGED)
        else:
            self.meanwhile.hide()

    def _save(self) -> None:
        if self.meanwhile.is_asking:
            self.meanwhile.take_focus()
        else:
            super()._save()

    def _keep_mine(self) -> None:
        self.meanwhile.hide()
        super()._save()

    def _meaning(self) -> str:
        return translate("NoteForm", "left out of exports unless you ask for it")


class QuestionForm(TextForm):
    """A new question for the clinic, under those that wait for an answer."""

    def __init__(self) -> None:
        super().__init__(
            translate("QuestionForm", "Ask my clinic"),
            translate("QuestionForm", "Keep this question"),
            Icon.CHECK,
        )
        self._waiting = Text()
        self.body.addWidget(self._waiting)
        self.body.addWidget(self.field)
        self.body.addWidget(
            second_line(
                translate(
                    "QuestionForm",
                    "Questions are kept here for the next appointment. They are not sent.",
                )
            )
        )
        self.body.addSpacing(look.SMALL)
        self.body.addLayout(self.buttons)

    def show_value(self, draft: str, waiting: Sequence[str]) -> None:
        """Show a question that was begun, and those that were kept."""
        self.show_text(draft)
        self.state.setText(kept_words(is_kept=True) if draft else "")
        self._waiting.setText("\n".join(f"– {text}" for text in waiting))
        self._waiting.setVisible(bool(waiting))
