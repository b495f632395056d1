"""A passphrase: a field that hides it, and the form that gives, changes or takes one away."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import look
from ui.widgets.button import Button, Weight
from ui.widgets.form_rows import FormRows
from ui.widgets.text import Text

translate = QCoreApplication.translate

LEAST_LENGTH = 8
"""Characters; NIST SP 800-63B asks for 8 at least and for no mixture of kinds."""


class PassphraseField(QLineEdit):
    """Dots instead of letters, and no trace of them once they were used."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(1000)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def show_letters(self, is_shown: bool) -> None:
        """Show what is typed, where nobody else looks on."""
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)

    def forget(self) -> None:
        """Empty the field, and what it would undo to."""
        self.setText("")  # unlike clear(), this forgets what can be undone


class PassphraseForm(QWidget):
    """Asks for the passphrase in use where there is one, and twice for a new one.

    `submitted` carries the one in use and the new one, each empty where there is none.
    """

    submitted = Signal(str, str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.now = PassphraseField()
        self.new = PassphraseField()
        self.again = PassphraseField()
        self.letters = QCheckBox(translate("Passphrase", "Show the letters"))
        self.understood = QCheckBox(
            translate("Passphrase", "I have written it down and keep it in a safe place")
        )
        self.problem = Text()
        self.button = Button("", weight=Weight.MAIN)
        self.cancel = Button(translate("Passphrase", "Cancel"), weight=Weight.QUIET)
        self._is_taken_away = False
        self._lay_out()
        self._connect()

    def ask(self, *, has_one: bool, is_taken_away: bool) -> None:
        """Ask for what is needed to give, change or take away a passphrase."""
        self._is_taken_away = is_taken_away
        for field in (self.now, self.new, self.again):
            field.forget()
        self.letters.setChecked(False)
        self.understood.setChecked(False)
        self.problem.hide()
        self._rows.set_row_visible(self.now, visible=has_one)
        for field in (self.new, self.again):
            self._rows.set_row_visible(field, visible=not is_taken_away)
        self.understood.setVisible(not is_taken_away)
        self.button.setText(_button_words(has_one=has_one, is_taken_away=is_taken_away))
        (self.now if has_one else self.new).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._rows = FormRows()
        self._rows.add(translate("Passphrase", "Passphrase in use"), self.now)
        self._rows.add(translate("Passphrase", "New passphrase"), self.new)
        self._rows.add(translate("Passphrase", "Once more"), self.again)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.SMALL)
        buttons.addWidget(self.button)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        for widget in (self._rows, self.letters, self.understood, self.problem):
            column.addWidget(widget)
        column.addLayout(buttons)

    def _connect(self) -> None:
        for field in (self.now, self.new, self.again):
            self.letters.toggled.connect(field.show_letters)
            field.returnPressed.connect(self._submit)
        self.button.clicked.connect(self._submit)
        self.cancel.clicked.connect(self.cancelled)

    def _submit(self) -> None:
        problem = "" if self._is_taken_away else self._problem()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if not problem:
            self.submitted.emit(self.now.text(), "" if self._is_taken_away else self.new.text())

    def _problem(self) -> str:
        if len(self.new.text()) < LEAST_LENGTH:
            return translate(
                "Passphrase",
                "That is short. Use at least %n characters; three or four words are easy to keep.",
                "",
                LEAST_LENGTH,
            )
        if self.new.text() != self.again.text():
            return translate("Passphrase", "The two are not the same. Type the second once more.")
        if not self.understood.isChecked():
            return translate(
                "Passphrase",
                "Write it down first, then say so above. Without it nobody can open the journal.",
            )
        return ""


def _button_words(*, has_one: bool, is_taken_away: bool) -> str:
    if is_taken_away:
        return translate("Passphrase", "Take the passphrase away")
    if has_one:
        return translate("Passphrase", "Change the passphrase")
    return translate("Passphrase", "Encrypt the journal")
