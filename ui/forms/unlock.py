"""The passphrase of a journal, asked before anything of it can be read."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from ui import look
from ui.forms.passphrase import PassphraseField, remember_words, remembering_words
from ui.icons import Icon
from ui.widgets.button import Button, Weight
from ui.widgets.card import Card
from ui.widgets.form_rows import FormRows
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate


class UnlockForm(Card):
    """`submitted` carries the passphrase, and whether this computer shall remember it.

    `other_wanted` asks for another journal.
    """

    submitted = Signal(str, bool)
    other_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(translate("Unlock", "Unlock the journal"))
        self.field = PassphraseField()
        self.field.returnPressed.connect(self._submit)
        rows = FormRows()
        rows.add(translate("Unlock", "Passphrase"), self.field)
        hint = translate(
            "Unlock", "Nobody can open this journal without it, and nobody can ask for it."
        )
        self.field.setAccessibleDescription(hint)
        self.remember = QCheckBox(remember_words())
        self.remember.setAccessibleDescription(remembering_words())
        self.problem = Text()
        self.problem.hide()
        self.button = Button(translate("Unlock", "Unlock"), weight=Weight.MAIN)
        self.button.clicked.connect(self._submit)
        self.other = Button(translate("Unlock", "Open another journal"), Icon.FOLDER, Weight.QUIET)
        self.other.clicked.connect(self.other_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.SMALL)
        buttons.addWidget(self.button)
        buttons.addStretch()
        buttons.addWidget(self.other)
        remembering = second_line(remembering_words())
        for widget in (rows, second_line(hint), self.remember, remembering, self.problem):
            self.body.addWidget(widget)
        self.body.addSpacing(look.SMALL)
        self.body.addLayout(buttons)

    def ask(self, problem: str = "", *, is_remembered: bool = False) -> None:
        """Ask, saying first what was wrong with the last answer."""
        self.remember.setChecked(is_remembered)
        self.field.forget()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self._set_busy(is_busy=False)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit(self) -> None:
        if self.field.text():
            passphrase = self.field.text()
            self._set_busy(is_busy=True)
            self.submitted.emit(passphrase, self.remember.isChecked())

    def _set_busy(self, *, is_busy: bool) -> None:
        """Opening takes a moment; a second press would only make it longer."""
        self.button.setEnabled(not is_busy)
        self.field.setReadOnly(is_busy)
