"""A list of entries with a button for a new one and one form that opens among them."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from sqlalchemy.orm import Session

from journal.days import Clock
from journal.store import Journal
from ui.attempt import Kept, Result, attempt
from ui.drafts.open_form import EntryForm as OpenEntryForm
from ui.drafts.open_form import OpenForm
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.entry_list import EntryList


class Entry(Protocol):
    """What a form gives; it has an id once it was kept."""

    @property
    def id(self) -> str | None:
        """None for a new entry."""


class EntryForm(OpenEntryForm, Protocol):
    """A form for one entry that opens in a list."""

    def take_focus(self) -> None:
        """Put the cursor into its first field."""


class EntryPanel(Card):
    """What panels of entries have in common: the form's coming and going, and the keyboard's.

    A panel of its own kind says what is read (`refresh`), how the form opens for a new entry
    (`begin`) and for a draft (`_go_on`), and what the buttons of a row do (`_act`). `failed`
    carries an error of saving; what was typed stays. `focus_moved` is sent when the keyboard was
    put somewhere else, for the page to scroll there.
    """

    failed = Signal(object)
    focus_moved = Signal()

    back_label: ClassVar[str]
    refusals: ClassVar[tuple[type[Exception], ...]] = ()
    """Besides a journal that takes nothing, what keeping an entry may refuse."""

    def __init__(
        self,
        clock: Clock,
        captions: tuple[str, str],
        form: EntryForm,
        entries: EntryList,
        add: Button,
        draft: tuple[str, type[Entry]],
        back: Callable[[Session, str], object],
        parent: QWidget | None = None,
        beside: Callable[[], Mapping[str, Any]] | None = None,
    ) -> None:
        """`draft` names what is half written and is its kind; `beside` gives what is kept with it.

        `back` brings an entry back from the trash.
        """
        super().__init__(*captions, parent=parent)
        self._clock = clock
        self._journal: Journal | None = None
        self._entry_form = form
        self._back = back
        self.list = entries
        self.add = add
        self.open_form = OpenForm(*draft, form, self, beside)
        buttons = QHBoxLayout()
        buttons.addWidget(add)
        buttons.addStretch()
        self.body.addLayout(buttons)
        self.body.addWidget(entries)
        add.clicked.connect(self.begin)
        entries.acted.connect(self._act)
        entries.bring_back_wanted.connect(self._bring_back)
        self.open_form.failed.connect(self.failed)
        self.open_form.gone.connect(self._leave_gone)

    def open(self, journal: Journal) -> None:
        """Show the entries of a journal, and go on with one that was half written."""
        self._journal = journal
        self.list.say_nothing()
        self.list.close_form()
        left = self.open_form.open(journal)
        self.refresh()
        if left and not journal.is_read_only:
            self._go_on(left)

    def refresh(self) -> None:
        """Read the entries again; what was typed into an open form stays."""
        raise NotImplementedError

    def begin(self) -> None:
        """Open the form for a new entry."""
        raise NotImplementedError

    def flush(self) -> None:
        """Keep what was typed a moment ago, now."""
        self.open_form.flush()

    @property
    def can_write(self) -> bool:
        """Whether the journal takes entries."""
        return self._journal is not None and not self._journal.is_read_only

    def _go_on(self, left: Mapping[str, Any]) -> None:
        raise NotImplementedError

    def _act(self, key: str, action: str) -> None:
        raise NotImplementedError

    def _close_form(self) -> None:
        self.open_form.forget()
        self.list.close_form()
        self.refresh()

    def _leave_form(self) -> None:
        left = self._entry_form.value().id
        self._close_form()
        self._focus(left)

    def _leave_gone(self) -> None:
        self._close_form()
        self._focus(None)

    def _focus_form(self) -> None:
        self._entry_form.take_focus()
        self.focus_moved.emit()

    def _focus(self, key: str | None) -> None:
        if key is None:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.list.focus_row(key)
        self.focus_moved.emit()

    def _bring_back(self, key: str) -> None:
        if self._attempt(self.back_label, lambda session: self._back(session, key)):
            self.list.say_nothing()
            self.refresh()
            self._focus(key)

    def _say_discarded(self, key: str, said: str) -> None:
        self.refresh()
        self.list.say_discarded(key, said)
        self.focus_moved.emit()

    def _attempt(self, label: str, work: Callable[[Session], Result]) -> Kept[Result] | None:
        """What the journal took; otherwise the reason is told, and the form keeps all."""
        return attempt(self._journal, label, work, self.failed.emit, *self.refusals)
