"""Giving the journal a passphrase, changing it, taking it away; and when it locks itself."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox

from journal.days import Clock
from journal.store import Journal
from ui import look
from ui.forms.passphrase import (
    PassphraseForm,
    remember_words,
    remembering_words,
    warning_words,
)
from ui.icons import Icon
from ui.jobs import Jobs
from ui.pages.passphrase_sheet import SheetMaking
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.flow import Flow
from ui.widgets.form_rows import FormRows
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate

LOCK_AFTER = (2, 5, 10, 30, 0)
"""Minutes that can be chosen; 0 is never."""


class PassphraseCard(Card):
    """`wanted` carries the passphrase in use and the new one, each empty where there is none.

    `lock_wanted` asks for the journal to be locked; `lock_after_chosen` carries minutes,
    `remember_chosen` whether this computer shall remember it; `failed` an error. `form_opened` is
    sent when the form came up.
    """

    wanted = Signal(str, str)
    lock_wanted = Signal()
    lock_after_chosen = Signal(int)
    remember_chosen = Signal(bool)
    failed = Signal(object)
    form_opened = Signal()

    def __init__(self, jobs: Jobs, clock: Clock) -> None:
        super().__init__(translate("Passphrase", "Passphrase"))
        self._has_one = False
        self.words = Text()
        self.warning = Text(warning_words())
        self.give = Button(translate("Passphrase", "Give it a passphrase"), Icon.PRIVATE)
        self.change = Button(translate("Passphrase", "Change it"))
        self.take_away = Button(translate("Passphrase", "Take it away"))
        self.lock = Button(translate("Passphrase", "Lock now"), Icon.PRIVATE)
        self.after = QComboBox()
        for minutes in LOCK_AFTER:
            self.after.addItem(_after_words(minutes), minutes)
        self._after_row = FormRows()
        self._after_row.add(translate("Passphrase", "Locks itself"), self.after)
        self.remember = QCheckBox(remember_words())
        self.remember.setAccessibleDescription(remembering_words())
        self._remembering = second_line(remembering_words())
        self.form = PassphraseForm()
        self.sheet = SheetMaking(jobs, clock, self)
        self.said = Text()
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons = Flow([self.give, self.change, self.take_away, self.lock])
        for widget in (
            *(self.words, self._buttons, self._after_row, self.remember, self._remembering),
            *(self.warning, self.form, self.said),
        ):
            self.body.addWidget(widget)
        self.body.setSpacing(look.INNER)
        self._connect()
        self._show_form(is_open=False)

    def open(self, journal: Journal) -> None:
        """Show whether this journal is encrypted."""
        self._has_one = journal.is_encrypted
        self.setEnabled(not journal.is_read_only and not journal.is_sample)
        self.words.setText(_words(has_one=self._has_one))
        self.sheet.show_name(journal.path.name)
        self._show_form(is_open=False)

    def take_focus(self) -> None:
        """Put the keyboard on what can be done next."""
        (self.change if self._has_one else self.give).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_lock_after(self, minutes: int) -> None:
        """Show when it locks itself."""
        self.after.setCurrentIndex(max(self.after.findData(minutes), 0))

    def show_remembered(self, is_remembered: bool) -> None:
        """Show whether this computer remembers it."""
        self.remember.setChecked(is_remembered)

    def _connect(self) -> None:
        self.give.clicked.connect(self._ask_new)
        self.change.clicked.connect(self._ask_new)
        self.take_away.clicked.connect(self._ask_to_take_away)
        self.lock.clicked.connect(self.lock_wanted)
        self.after.activated.connect(self._choose_after)
        self.form.submitted.connect(self.wanted)
        self.form.cancelled.connect(self._close_form)
        self.remember.clicked.connect(self.remember_chosen)
        self.form.asking.print_wanted.connect(self.sheet.choose_printer)
        self.form.asking.save_wanted.connect(self.sheet.choose_file)
        self.sheet.said.connect(self._say)
        self.sheet.failed.connect(self.failed)

    def _ask_new(self) -> None:
        self._show_form(is_open=True)
        self.warning.show()
        self.form.ask(has_one=self._has_one, is_taken_away=False)
        self.form_opened.emit()

    def _ask_to_take_away(self) -> None:
        self._show_form(is_open=True)
        self.form.ask(has_one=True, is_taken_away=True)
        self.form_opened.emit()

    def _close_form(self) -> None:
        self._show_form(is_open=False)
        self.take_focus()

    def _show_form(self, *, is_open: bool) -> None:
        self.form.setVisible(is_open)
        self.warning.hide()
        self._buttons.setVisible(not is_open)
        self.give.setVisible(not self._has_one)
        for button in (self.change, self.take_away, self.lock):
            button.setVisible(self._has_one)
        for widget in (self._after_row, self.remember, self._remembering):
            widget.setVisible(self._has_one and not is_open)
        self.said.hide()

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.show()

    def _choose_after(self, index: int) -> None:
        self.lock_after_chosen.emit(self.after.itemData(index))


def _words(*, has_one: bool) -> str:
    if has_one:
        return translate(
            "Passphrase",
            "This journal is encrypted, and so are its backups. Ctrl+L locks it at any time; what "
            "is half typed stays in it.",
        )
    return translate(
        "Passphrase",
        "This journal has no passphrase. Other people who use this computer under their own name "
        "cannot read it; whoever uses yours, or takes the computer apart, can. With a passphrase "
        "the journal and its backups are encrypted.",
    )


def _after_words(minutes: int) -> str:
    if not minutes:
        return translate("Passphrase", "never")
    return translate("Passphrase", "after %n minutes without a key", "", minutes)
