"""What starting a journal asks: a name, a place, and a passphrase if that is wanted."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit

from journal.days import Clock
from ui import look
from ui.forms.passphrase import PassphraseAsking, warning_words
from ui.icons import Icon
from ui.jobs import Jobs
from ui.pages.passphrase_sheet import SheetMaking
from ui.widgets.button import Button, Weight
from ui.widgets.button_row import button_row
from ui.widgets.card import Card
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate

SUFFIX = ".tidemark"


def file_filter() -> str:
    """The kinds of file that a dialog offers."""
    return translate("Welcome", "Journals (*{suffix});;All files (*)").format(suffix=SUFFIX)


class StartForm(Card):
    """A name, which may be left empty; `path`, where the journal shall lie; and a passphrase.

    `submitted` carries the path, the name, and the passphrase, empty for none; `failed` an error.
    """

    submitted = Signal(object, str, str)
    cancelled = Signal()
    failed = Signal(object)

    def __init__(self, jobs: Jobs, clock: Clock, path: Path) -> None:
        super().__init__(translate("Welcome", "Start my journal"))
        self.path = path
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.name.returnPressed.connect(self.submit)
        self._where = Text(str(path), look.SECOND_LINE, muted=True, anywhere=True)
        self._where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(look.SMALL)
        form.addRow(translate("Welcome", "Your name or initials, if you like"), self.name)
        self.body.addLayout(form)
        self.body.addSpacing(look.SMALL)
        self.body.addWidget(
            second_line(
                translate(
                    "Welcome",
                    "The journal is one file on this computer, and nothing is ever sent anywhere. "
                    "Other users of the computer cannot open it; an administrator can, unless it "
                    "is encrypted. It will be here:",
                )
            )
        )
        self.body.addWidget(self._where)
        self.body.addSpacing(look.SMALL)
        self.sealed = QCheckBox(
            translate("Welcome", "Encrypt it with a passphrase, asked for at each start")
        )
        self.warning = Text(warning_words())
        self.asking = PassphraseAsking()
        self.sheet = SheetMaking(jobs, clock, self)
        self.said = Text()
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for widget in (self.sealed, self.warning, self.asking, self.said):
            self.body.addWidget(widget)
        self.body.addSpacing(look.MEDIUM)
        self.body.addLayout(self._buttons())
        self._connect()
        self._ask_for_passphrase(is_asked=False)

    def take_focus(self) -> None:
        """Put the cursor into the name, ready to be asked."""
        self.setEnabled(True)
        self.sealed.setChecked(False)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_path(self, path: str) -> None:
        """Choose another place."""
        if path:
            chosen = Path(path)
            self.path = chosen if chosen.suffix else chosen.with_suffix(SUFFIX)
            self._where.setText(str(self.path))

    def submit(self) -> None:
        """Ask for the journal, unless the passphrase is not fit yet."""
        if self.sealed.isChecked() and not self.asking.is_fit():
            return
        passphrase = self.asking.new.text() if self.sealed.isChecked() else ""
        # Making it takes a moment; a second Enter would find the file of the first in its way.
        self.setEnabled(False)
        self.submitted.emit(self.path, self.name.text().strip(), passphrase)
        self.asking.ask(has_one=False)  # the words are not kept longer than they are needed

    def _connect(self) -> None:
        self.sealed.toggled.connect(self._ask_for_passphrase)
        self.asking.entered.connect(self.submit)
        self.asking.print_wanted.connect(self._print_sheet)
        self.asking.save_wanted.connect(self._save_sheet)
        self.sheet.said.connect(self._say)
        self.sheet.failed.connect(self.failed)

    def _ask_for_passphrase(self, is_asked: bool) -> None:
        self.asking.ask(has_one=False)
        for widget in (self.warning, self.asking):
            widget.setVisible(is_asked)
        self.said.hide()

    def _print_sheet(self) -> None:
        self.sheet.show_name(self.path.name)
        self.sheet.choose_printer()

    def _save_sheet(self) -> None:
        self.sheet.show_name(self.path.name)
        self.sheet.choose_file()

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.show()

    def _buttons(self) -> QHBoxLayout:
        start = Button(translate("Welcome", "Start"), weight=Weight.MAIN)
        start.clicked.connect(self.submit)
        elsewhere = Button(translate("Welcome", "Another place"), Icon.FOLDER)
        elsewhere.clicked.connect(self._choose_place)
        back = Button(translate("Welcome", "Back"), weight=Weight.QUIET)
        back.clicked.connect(self.cancelled)
        return button_row(start, elsewhere, apart=back)

    def _choose_place(self) -> None:
        dialog = QFileDialog(self, translate("Welcome", "Where to put the journal"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(file_filter())
        dialog.setDirectory(str(self.path.parent))
        dialog.selectFile(self.path.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.set_path)
        dialog.open()
