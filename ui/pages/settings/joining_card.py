"""Another copy of the journal, from a file: what joining it would do, and then the joining."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from journal.data_files import FaultyData
from journal.exchange.archive import NewerArchive
from journal.exchange.faults import UnreadableFile
from journal.obstacles import Locked, WrongPassphrase
from journal.on_disk.keys import Secret
from journal.safekeeping.joining import (
    IsTheJournal,
    join_copy,
    joined_kinds,
    look_at_copy,
)
from journal.safekeeping.merging import MergePlan
from journal.safekeeping.shared_identity import OtherJournal
from journal.store import Journal
from journal.words.joining import did_join
from ui import look
from ui.icons import Icon
from ui.jobs import Jobs, Progress
from ui.pages.settings.joining_steps import Asking, Preview, Stranger
from ui.problem_words import problem_words
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.file_dialog import file_dialog
from ui.widgets.text import Text

translate = QCoreApplication.translate


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
        self._is_same_patient = False
        self.choose = Button(translate("Joining", "Choose a copy"), Icon.FOLDER)
        self.file = Text(size=look.SECOND_LINE, muted=True, anywhere=True)
        self.problem = Text()
        self.passphrase = Asking()
        self.stranger = Stranger()
        self.preview = Preview()
        self._parts = (self.file, self.passphrase, self.stranger, self.preview)
        for part in (self.choose, self.problem, *self._parts):
            self.body.addWidget(part)
        self.body.setAlignment(self.choose, Qt.AlignmentFlag.AlignLeading)
        self.choose.clicked.connect(self._choose_file)
        self.passphrase.answered.connect(self._try)
        self.passphrase.cancelled.connect(self._leave)
        self.stranger.agreed.connect(self._take_word)
        self.stranger.cancelled.connect(self._leave)
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
            self._path, self._is_same_patient = Path(file), False
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

    def _take_word(self) -> None:
        """A person has said that the other journal is about the same patient."""
        self._is_same_patient = True
        self._look(self._secret)

    def _try(self, passphrase: str) -> None:
        self._look(passphrase)

    def _look(self, secret: Secret | None) -> None:
        if self._journal is None:
            return
        self._secret = secret
        self._show(translate("Joining", "Looking at the other copy."))
        self.choose.setEnabled(False)
        work = partial(_looked_at, self._journal, self._path, secret, self._is_same_patient)
        self._jobs.start(work, self._tell_plan, failed=self._tell_trouble, cancelled=self._leave)

    def _tell_plan(self, plan: MergePlan) -> None:
        self._show()
        self.file.show()
        self.preview.ask(plan)

    def _tell_trouble(self, error: Exception) -> None:
        if isinstance(error, Locked | WrongPassphrase):
            is_wrong = isinstance(error, WrongPassphrase) and isinstance(self._secret, str)
            self._show()
            self.file.show()
            self.passphrase.ask(problem_words(error) or "" if is_wrong else "")
            return
        if isinstance(error, OtherJournal):
            self._show()
            self.file.show()
            self.stranger.ask(error)
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
        work = partial(_joined, self._journal, self._path, self._secret, self._is_same_patient)
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
        for part in self._parts:
            part.hide()
        self.passphrase.field.forget()


def _looked_at(
    journal: Journal,
    path: Path,
    secret: Secret | None,
    is_same_patient: bool,
    _progress: Progress,
) -> MergePlan:
    return look_at_copy(journal, path, secret, is_same_patient=is_same_patient)


def _joined(
    journal: Journal,
    path: Path,
    secret: Secret | None,
    is_same_patient: bool,
    _progress: Progress,
) -> MergePlan:
    return join_copy(journal, path, secret, is_same_patient=is_same_patient)


def _refusal(error: Exception) -> str | None:
    """Why a file is not joined; None when the error is a defect of the program."""
    known: dict[type[Exception], str] = {
        IsTheJournal: translate(
            "Joining", "That is this journal itself. Choose the copy from the other computer."
        ),
        NewerArchive: translate(
            "Joining",
            "That archive was made by a newer version of Tidemark. Nothing was changed. Install "
            "that version to join it.",
        ),
        FaultyData: translate(
            "Joining",
            "That archive does not fit together, so none of it was taken. Nothing was changed. "
            "Make it once more on the other computer.",
        ),
        UnreadableFile: translate(
            "Joining",
            "That file cannot be read. Nothing was changed. Make the copy once more on the other "
            "computer.",
        ),
    }
    return known.get(type(error)) or problem_words(error)
