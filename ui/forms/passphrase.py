"""A passphrase: a field that hides it, what asks for a new one, and the form in the settings."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from ui import look
from ui.icons import Icon
from ui.widgets.button import Button, Weight
from ui.widgets.button_row import button_row
from ui.widgets.flow import Flow
from ui.widgets.form_rows import FormRows
from ui.widgets.text import Text

translate = QCoreApplication.translate

LEAST_LENGTH = 8
"""Characters; NIST SP 800-63B asks for 8 at least and for no mixture of kinds."""


def warning_words() -> str:
    """What a lost passphrase means, said before there is one."""
    return translate(
        "Passphrase",
        "If the passphrase is lost, nobody can open the journal: not you, not the clinic, "
        "not the people who make Tidemark. There is no way around it. Write it on paper "
        "and keep the paper where you keep other important papers.",
    )


def remember_words() -> str:
    """What is ticked by who need not type the passphrase at each start."""
    return translate("Passphrase", "Remember on this computer")


def remembering_words() -> str:
    """What that means."""
    return translate(
        "Passphrase",
        "The journal then opens by itself when Tidemark starts; once locked, it asks all the same. "
        "Its key lies in the keychain of this computer. Whoever uses this computer under your "
        "name can open the journal then.",
    )


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


class PassphraseAsking(QWidget):
    """Asks for the passphrase in use where there is one, and twice for a new one.

    `entered` is sent by Enter in a field; `print_wanted` and `save_wanted` ask for a sheet to
    write it on.
    """

    entered = Signal()
    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.now = PassphraseField()
        self.new = PassphraseField()
        self.again = PassphraseField()
        self.letters = QCheckBox(translate("Passphrase", "Show the letters"))
        self.print = Button(translate("Passphrase", "Print a sheet to keep it on"), Icon.PRINT)
        self.save = Button(translate("Passphrase", "Save the sheet as PDF"), Icon.SAVE)
        self.sheets = Flow((self.print, self.save))
        self.understood = QCheckBox(
            translate("Passphrase", "I have written it down and keep it in a safe place")
        )
        self.problem = Text()
        self._is_taken_away = False
        self._lay_out()
        for field in (self.now, self.new, self.again):
            self.letters.toggled.connect(field.show_letters)
            field.returnPressed.connect(self.entered)
            field.textEdited.connect(self._say_nothing)
        self.understood.toggled.connect(self._say_nothing)
        self.print.clicked.connect(self.print_wanted)
        self.save.clicked.connect(self.save_wanted)

    def ask(self, *, has_one: bool, is_taken_away: bool = False) -> None:
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
        for widget in (self.sheets, self.understood):
            widget.setVisible(not is_taken_away)

    def is_fit(self) -> bool:
        """Whether what was typed will do; what will not is said."""
        problem = "" if self._is_taken_away else self._problem()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        return not problem

    def _lay_out(self) -> None:
        self._rows = FormRows()
        self._rows.add(translate("Passphrase", "Passphrase in use"), self.now)
        self._rows.add(translate("Passphrase", "New passphrase"), self.new)
        self._rows.add(translate("Passphrase", "Once more"), self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        for widget in (self._rows, self.letters, self.sheets, self.understood, self.problem):
            column.addWidget(widget)

    def _say_nothing(self) -> None:
        """What was said of the form may be put right now."""
        self.problem.hide()

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


class PassphraseForm(QWidget):
    """What the settings ask to give, change or take away a passphrase.

    `submitted` carries the one in use and the new one, each empty where there is none.
    """

    submitted = Signal(str, str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asking = PassphraseAsking()
        self.button = Button("", weight=Weight.MAIN)
        self.cancel = Button(translate("Passphrase", "Cancel"), weight=Weight.QUIET)
        self._is_taken_away = False
        buttons = button_row(self.button, apart=self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        column.addWidget(self.asking)
        column.addSpacing(look.SMALL)
        column.addLayout(buttons)
        self.asking.entered.connect(self._submit)
        self.button.clicked.connect(self._submit)
        self.cancel.clicked.connect(self.cancelled)

    def ask(self, *, has_one: bool, is_taken_away: bool) -> None:
        """Ask for what is needed, with the cursor in the first field."""
        self._is_taken_away = is_taken_away
        self.asking.ask(has_one=has_one, is_taken_away=is_taken_away)
        self.button.setText(_button_words(has_one=has_one, is_taken_away=is_taken_away))
        first = self.asking.now if has_one else self.asking.new
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit(self) -> None:
        if self.asking.is_fit():
            new = "" if self._is_taken_away else self.asking.new.text()
            self.submitted.emit(self.asking.now.text(), new)


def _button_words(*, has_one: bool, is_taken_away: bool) -> str:
    if is_taken_away:
        return translate("Passphrase", "Take the passphrase away")
    if has_one:
        return translate("Passphrase", "Change the passphrase")
    return translate("Passphrase", "Encrypt the journal")
