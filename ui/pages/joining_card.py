"""Another copy of the journal, from a file: what joining it would do, and then the joining."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from journal.keys import Secret
from journal.safekeeping.joining import join_copy, joined_kinds, look_at_copy
from journal.safekeeping.merging import MergePlan
from journal.store import Journal
from journal.words.joining import did_join, would_join
from ui import look, words
from ui.forms.passphrase import PassphraseField
from ui.icons import Icon
from ui.jobs import Jobs, Progress
from ui.widgets.button import Button, Weight
from ui.widgets.card import Card
from ui.widgets.file_dialog import file_dialog
from ui.widgets.flow import Flow
from ui.widgets.form_rows import FormRows
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate

_LOCKED, _WRONG = "Locked", "WrongPassphrase"


class JoiningCard(Card):
    """`said` carries what came in, `writing` whether the journal is being written to.

    `failed` carries an error of which nobody knows the words; `joined` is sent when it is done.
    """

    said = Signal(str)
    failed = Signal(object)
    writing = Signal(bool)
    joined = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(
            translate("Joining", "Join another copy"),
            translate(
                "Joining",
                "When this journal was continued on another computer, both copies can be joined, "
                "record by record. Nothing comes in twice, and of two changes the newer stands. "
                "The other copy stays as it is.",
            ),
        )
        self._jobs = jobs
        self._journal: Journal | None = None
        self._path = Path()
        self._secret: Secret | None = None
        self.choose = Button(translate("Joining", "Choose a copy"), Icon.FOLDER)
        self.file = Text(size=look.SECOND_LINE, muted=True, anywhere=True)
        self.problem = Text()
        self.passphrase = _Asking()
        self.preview = _Preview()
        for part in (self.choose, self.file, self.problem, self.passphrase, self.preview):
            self.body.addWidget(part)
        self.body.setAlignment(self.choose, Qt.AlignmentFlag.AlignLeading)
        self.choose.clicked.connect(self._choose_file)
        self.passphrase.answered.connect(self._try)
        self.passphrase.cancelled.connect(self._leave)
        self.preview.agreed.connect(self._join)
        self.preview.cancelled.connect(self._leave)
        self._show()

    def open(self, journal: Journal) -> None:
        """Join copies to this journal."""
        self._journal = journal
        self.setEnabled(not journal.is_sample and not journal.is_read_only)
        self._show()

    def look_at(self, file: str) -> None:
        """Look at a copy, with the key of this journal where it is encrypted."""
        if self._journal is not None and file:
            self._path = Path(file)
            self.file.setText(file)
            self._look(self._journal.key)

    # ---- looking ----

    def _choose_file(self) -> None:
        dialog = file_dialog(self, translate("Joining", "The other copy of this journal"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            (
                translate("Joining", "Journals and archives (*.tidemark *.zip)"),
                translate("Joining", "All files (*)"),
            )
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.look_at)
        dialog.open()

    def _try(self, passphrase: str) -> None:
        self._look(passphrase)

    def _look(self, secret: Secret | None) -> None:
        if self._journal is None:
            return
        self._secret = secret
        self._show(translate("Joining", "Looking at the other copy."))
        self.choose.setEnabled(False)
        work = partial(_looked_at, self._journal, self._path, secret)
        self._jobs.start(work, self._tell_plan, failed=self._tell_trouble, cancelled=self._leave)

    def _tell_plan(self, plan: MergePlan) -> None:
        self._show()
        self.file.show()
        self.preview.ask(plan)

    def _tell_trouble(self, error: Exception) -> None:
        kind = type(error).__name__
        if kind in (_LOCKED, _WRONG):
            was_typed = isinstance(self._secret, str)
            self._show()
            self.file.show()
            self.passphrase.ask(words.problem(error) or "" if was_typed and kind == _WRONG else "")
            return
        text = _refusal(error)
        self._show(text or "")
        self.file.setVisible(text is not None)
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        if text is None:
            self.failed.emit(error)

    def _leave(self) -> None:
        self._show()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- joining ----

    def _join(self) -> None:
        if self._journal is None:
            return
        self._show(translate("Joining", "Joining the other copy."))
        self.choose.setEnabled(False)
        self.writing.emit(True)  # noqa: FBT003
        work = partial(_joined, self._journal, self._path, self._secret)
        self._jobs.start(work, self._tell_joined, failed=self._tell_failed, cancelled=self._stop)

    def _tell_joined(self, plan: MergePlan) -> None:
        self._stop()
        self.said.emit(" ".join(did_join(joined_kinds(plan))))
        self.joined.emit()

    def _tell_failed(self, error: Exception) -> None:
        self._stop()
        self._tell_trouble(error)

    def _stop(self) -> None:
        self.writing.emit(False)  # noqa: FBT003
        self._leave()

    def _show(self, problem: str = "") -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.choose.setEnabled(True)
        for part in (self.file, self.passphrase, self.preview):
            part.hide()
        self.passphrase.field.forget()


class _Asking(QWidget):
    """The passphrase of the other copy."""

    answered = Signal(str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = PassphraseField()
        self.problem = Text()
        self.button = Button(translate("Joining", "Open the copy"))
        self.cancel = Button(translate("Joining", "Leave it"), weight=Weight.QUIET)
        rows = FormRows()
        rows.add(
            translate("Joining", "Passphrase of the copy"),
            self.field,
            translate("Joining", "The one with which it is opened on the other computer."),
        )
        column = _column(self)
        column.addWidget(rows)
        column.addWidget(self.problem)
        column.addWidget(Flow((self.button, self.cancel)))
        self.field.returnPressed.connect(self._answer)
        self.button.clicked.connect(self._answer)
        self.cancel.clicked.connect(self.cancelled)

    def ask(self, problem: str) -> None:
        """Ask, saying first what was wrong with the last answer."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self) -> None:
        if self.field.text():
            self.answered.emit(self.field.text())


class _Preview(QWidget):
    """What joining would do, before it is done."""

    agreed = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = Text()
        self.agree = Button(translate("Joining", "Join this copy"), weight=Weight.MAIN)
        self.cancel = Button(_leave_words(is_changing=True), weight=Weight.QUIET)
        self.kept = second_line(
            translate(
                "Joining",
                "A backup is made first: Ctrl+Z does not take a joined copy back, but the backup "
                "leads back.",
            )
        )
        column = _column(self)
        for part in (self.words, self.kept, Flow((self.agree, self.cancel))):
            column.addWidget(part)
        self.agree.clicked.connect(self.agreed)
        self.cancel.clicked.connect(self.cancelled)

    def ask(self, plan: MergePlan) -> None:
        """Show what would happen."""
        self.words.setText("\n".join(would_join(joined_kinds(plan))))
        self.agree.setVisible(plan.is_changing)
        self.cancel.set_words(_leave_words(is_changing=plan.is_changing))
        self.kept.setVisible(plan.is_changing)
        self.show()
        target = self.agree if plan.is_changing else self.cancel
        target.setFocus(Qt.FocusReason.OtherFocusReason)


def _leave_words(*, is_changing: bool) -> str:
    return translate("Joining", "Leave it") if is_changing else translate("Joining", "Put it away")


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.SMALL)
    return column


def _looked_at(
    journal: Journal, path: Path, secret: Secret | None, _progress: Progress
) -> MergePlan:
    return look_at_copy(journal, path, secret)


def _joined(journal: Journal, path: Path, secret: Secret | None, _progress: Progress) -> MergePlan:
    return join_copy(journal, path, secret)


def _refusal(error: Exception) -> str | None:
    """Why a file is not joined; None when the error is a defect of the program."""
    known = {
        "IsTheJournal": translate(
            "Joining", "That is this journal itself. Choose the copy from the other computer."
        ),
        "OtherJournal": translate(
            "Joining",
            "That is another journal, not a copy of this one. Nothing was changed. Entries of "
            "another journal can be brought in from its CSV export under “Bring in”.",
        ),
        "NewerArchive": translate(
            "Joining",
            "That archive was made by a newer version of Tidemark. Nothing was changed. Install "
            "that version to join it.",
        ),
        "FaultyData": translate(
            "Joining",
            "That archive does not fit together, so none of it was taken. Nothing was changed. "
            "Make it once more on the other computer.",
        ),
        "UnreadableFile": translate(
            "Joining",
            "That file cannot be read. Nothing was changed. Make the copy once more on the other "
            "computer.",
        ),
    }
    return known.get(type(error).__name__) or words.problem(error)
