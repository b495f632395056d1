"""The page: the ways to begin, the form of a new journal, and the passphrase of a locked one."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QVBoxLayout,
    QWidget,
)

from journal.days import Clock
from ui import look
from ui.forms.unlock import UnlockForm
from ui.icons import Icon
from ui.jobs import Jobs
from ui.pages.welcome.start_form import StartForm, file_filter
from ui.widgets.button import Button, Weight
from ui.widgets.card import CardButton
from ui.widgets.file_dialog import ask_folder
from ui.widgets.flow import Flow
from ui.widgets.page_body import CentredBody
from ui.widgets.text import Text, page_title, second_line

translate = QCoreApplication.translate

_COLUMN = 620


class WelcomePage(QWidget):
    """Four ways to begin.

    `start_wanted` carries a path, a name and a passphrase, which may be empty; `open_wanted` and
    `read_wanted` a path, the latter to open it only to read, `take_over_wanted` one to be written
    in here though another computer noted that it has it open; `sample_wanted` asks for the sample
    patient, `shared_chosen` carries a shared folder and where the journal of it shall lie.
    `unlock_wanted` carries a path and its passphrase, and before it `remember_wanted`
    the path and whether this computer shall remember it. `failed` carries an error.
    """

    kinds: frozenset[str] = frozenset()
    start_wanted = Signal(object, str, str)
    open_wanted = Signal(object)
    read_wanted = Signal(object)
    take_over_wanted = Signal(object)
    sample_wanted = Signal()
    shared_chosen = Signal(object, object)
    unlock_wanted = Signal(object, str)
    remember_wanted = Signal(object, bool)
    failed = Signal(object)

    def __init__(
        self, jobs: Jobs, clock: Clock, journal_path: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._default = journal_path
        self._tried = journal_path
        self._title = page_title("")
        self._intro = Text()
        self._first: QWidget = self
        self._retry = self._make_retry()
        self._choices = self._make_choices()
        self.form = StartForm(jobs, clock, journal_path)
        self.form.hide()
        self.form.submitted.connect(self.start_wanted)
        self.form.failed.connect(self.failed)
        self.form.cancelled.connect(self._show_choices)
        self.unlock = UnlockForm()
        self.unlock.submitted.connect(self._unlock)
        self.unlock.other_wanted.connect(self.greet)
        self._lay_out()
        self.greet()

    @property
    def intro(self) -> str:
        """What is said under the title."""
        return self._intro.text()

    def greet(self) -> None:
        """Show the first start."""
        self._title.setText(translate("Welcome", "Welcome to Tidemark"))
        self._intro.setText(
            translate(
                "Welcome",
                "Log a day in less than a minute. Tidemark keeps what you enter on this "
                "computer and shows how your days went around each treatment, so that the next "
                "appointment starts from facts.",
            )
        )
        self._retry.hide()
        self._show_choices()

    def wait(self, text: str) -> None:
        """Offer nothing while the journal is closed for work on its file."""
        self._title.setText(translate("Welcome", "One moment"))
        self._intro.setText(text)
        for part in (self._retry, self._choices, self.form, self.unlock):
            part.hide()
        self._first = self

    def tell_problem(
        self, text: str, path: Path, *, can_read: bool, can_take_over: bool = False
    ) -> None:
        """Say why a journal could not be opened; `can_read` offers to open it only to read.

        `can_take_over` offers to write in it here all the same.
        """
        self._tried = path
        self._title.setText(translate("Welcome", "This journal was not opened"))
        self._intro.setText(text)
        self._retry.show()
        self.read_button.setVisible(can_read)
        self.take_over_button.setVisible(can_take_over)
        self._show_choices()

    def ask_passphrase(self, path: Path, problem: str = "", *, is_remembered: bool = False) -> None:
        """Ask for what opens an encrypted journal; `problem` says what was wrong before."""
        self._tried = path
        self._title.setText(translate("Welcome", "This journal is locked"))
        self._intro.setText(str(path.stem))
        self._retry.hide()
        self._choices.hide()
        self.form.hide()
        self.unlock.show()
        self._first = self.unlock.field
        self.unlock.ask(problem, is_remembered=is_remembered)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the keyboard on. A focus proxy would break the chain of the Tab key."""
        super().focusInEvent(event)
        if self._first is not self:
            self._first.setFocus(event.reason())

    def _lay_out(self) -> None:
        body = CentredBody(translate("Welcome", "Welcome"), _COLUMN)
        inner = body.inner
        for widget in (self._title, self._intro, self._retry):
            inner.addWidget(widget)
        inner.addSpacing(look.LARGE)
        inner.addWidget(self._choices)
        inner.addWidget(self.form)
        inner.addWidget(self.unlock)
        inner.addSpacing(look.LARGE)
        inner.addWidget(
            second_line(
                translate(
                    "Welcome",
                    "Tidemark records and shows. It gives no advice, and it cannot alert anyone. "
                    "“Help now” is always on the left.",
                )
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(body)

    def _make_choices(self) -> QWidget:
        self.start_button = CardButton(
            translate("Welcome", "Start my journal"),
            translate("Welcome", "a new, empty one, on this computer"),
            Icon.PLUS,
        )
        self._open = CardButton(
            translate("Welcome", "Open a journal"),
            translate("Welcome", "one that you or somebody you care for already has"),
            Icon.FOLDER,
        )
        self._sample = CardButton(
            translate("Welcome", "Look around first"),
            translate("Welcome", "with a sample patient; nothing in it is real, nothing is kept"),
            Icon.TRAJECTORIES,
        )
        self.shared_button = CardButton(
            translate("Welcome", "Go on from another computer"),
            translate("Welcome", "with the journal in a folder that both keep in step"),
            Icon.COPY,
        )
        self.shared_button.clicked.connect(self._choose_shared)
        self.start_button.clicked.connect(self._show_form)
        self._open.clicked.connect(self.choose_file)
        self._sample.clicked.connect(self.sample_wanted)
        choices = QWidget()
        layout = QVBoxLayout(choices)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.INNER)
        for button in (self.start_button, self._open, self.shared_button, self._sample):
            layout.addWidget(button)
        return choices

    def _make_retry(self) -> QWidget:
        self.again_button = Button(translate("Welcome", "Try again"), weight=Weight.MAIN)
        self.again_button.clicked.connect(self._try_again)
        self.read_button = Button(translate("Welcome", "Open to read"))
        self.read_button.clicked.connect(self._open_to_read)
        self.take_over_button = Button(
            translate("Welcome", "Write in it here"), weight=Weight.QUIET
        )
        self.take_over_button.clicked.connect(self._take_over)
        holder = QWidget()
        row = QVBoxLayout(holder)
        row.setContentsMargins(0, look.SMALL, 0, 0)
        row.addWidget(Flow((self.again_button, self.read_button, self.take_over_button)))
        return holder

    def choose_file(self) -> None:
        """Ask for a journal to open."""
        dialog = QFileDialog(self, translate("Welcome", "Open a journal"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(file_filter())
        dialog.setDirectory(str(self._default.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _choose_shared(self) -> None:
        ask_folder(self, translate("Welcome", "The folder that is kept in step"), self.begin_from)

    def begin_from(self, folder: str) -> None:
        """Begin with what another computer has put into a folder."""
        if folder:
            self.shared_chosen.emit(Path(folder), self._default)

    def _chosen(self, path: str) -> None:
        self.open_wanted.emit(Path(path))

    def _try_again(self) -> None:
        self.open_wanted.emit(self._tried)

    def _unlock(self, passphrase: str, is_to_remember: bool) -> None:
        self.remember_wanted.emit(self._tried, is_to_remember)
        self.unlock_wanted.emit(self._tried, passphrase)

    def _open_to_read(self) -> None:
        self.read_wanted.emit(self._tried)

    def _take_over(self) -> None:
        self.take_over_wanted.emit(self._tried)

    def ask_for_new(self, path: Path) -> None:
        """Ask what starting another journal asks."""
        self.greet()
        self._default = path
        self.form.set_path(str(path))
        self._show_form()

    def _show_form(self) -> None:
        self._choices.hide()
        self.unlock.hide()
        self.form.show()
        self._first = self.form.name
        self.form.take_focus()

    def _show_choices(self) -> None:
        self.form.hide()
        self.unlock.hide()
        self._choices.show()
        self._first = self.start_button if self._retry.isHidden() else self.again_button
