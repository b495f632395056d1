"""The bring-in page: choose, tell the columns, look, take; back at each step."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from journal import owner_only
from journal.exchange.faults import AmbiguousDates, FaultyMapping
from journal.exchange.mapping import SheetMapping
from journal.exchange.mapping_file import load_mapping
from journal.exchange.mapping_text import mapping_text
from journal.exchange.plan import ImportPlan
from journal.store import Journal
from ui.icons import Icon
from ui.jobs import Job, Progress
from ui.pages.bring_in.choose import ChooseStep
from ui.pages.bring_in.columns import ColumnsStep
from ui.pages.bring_in.half_told import HalfTold, Told
from ui.pages.bring_in.preview import DatesQuestion, Preview
from ui.pages.bring_in.steps import Step, next_words, second_words
from ui.pages.bring_in.words import trouble
from ui.pages.bring_in.work import Table, carry_out_plan, examine, plan_table
from ui.pages.bring_in.working import WorkingCard
from ui.surroundings import Surroundings
from ui.widgets.button import Button, Weight
from ui.widgets.file_dialog import file_dialog
from ui.widgets.flow import Flow
from ui.widgets.page_body import PageBody, PageHead
from ui.widgets.text import Text

translate = QCoreApplication.translate


class BringInPage(QWidget):
    """`failed` carries an error of saving, `said` what was done.

    `writing` tells when a file begins to come in, and when that has ended in whatever way.
    """

    kinds: frozenset[str] = frozenset()
    failed = Signal(object)
    said = Signal(str)
    writing = Signal(bool)

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = surroundings.jobs
        self._clock = surroundings.clock
        self._instruments = surroundings.instruments
        self._journal: Journal | None = None
        self._path = Path()
        self._table: Table | None = None
        self._plan: ImportPlan | None = None
        self._job: Job | None = None
        self._step = self._before_work = Step.FILE
        self._is_writing = False
        self._half = HalfTold(self._told, self)
        self.head = PageHead(translate("BringIn", "Bring in"))
        self.trouble = Text("", semibold=True)
        self.choose = ChooseStep()
        self.columns = ColumnsStep()
        self.dates = DatesQuestion()
        self.preview = Preview()
        self.done = Preview()
        self.working = WorkingCard()
        self.back = Button(translate("BringIn", "Back"), Icon.CHEVRON_LEFT)
        self.save_mapping = Button(translate("BringIn", "Save the mapping"), Icon.SAVE)
        self.load_mapping = Button(translate("BringIn", "Use a mapping file"), Icon.FOLDER)
        self.go_on = Button("", weight=Weight.MAIN)
        self._lay_out()
        self._connect()
        self.show_step(Step.FILE)

    @property
    def step(self) -> Step:
        """Where the person is."""
        return self._step

    def open(self, journal: Journal) -> None:
        """Bring files into a journal, and go on with one whose columns were half told."""
        self._journal = journal
        self._table = self._plan = None
        self._tell("")
        self.show_step(Step.FILE)
        left = self._half.file_left(journal)
        if left is not None:
            self.begin(left)

    def flush(self) -> None:
        """Keep what was told a moment ago, now."""
        self._half.flush()

    def refresh(self) -> None:
        """Nothing of the journal is shown here."""

    def begin(self, path: Path) -> None:
        """Look at a file or folder, and go on to its columns or to what would come in."""
        if self._journal is None:
            return
        self._path = path
        work = partial(examine, self._journal, path, self._instruments, self._clock)
        self._start(work, self._take_examined, translate("BringIn", "Reading the file"))

    def use_mapping(self, path: Path) -> None:
        """Take what the columns mean from a mapping file."""
        if self._table is None:
            return
        try:
            mapping = load_mapping(path)
        except (FaultyMapping, OSError) as error:
            self._fail(error)
            return
        self._tell("")
        self.columns.show_table(self._table, mapping)

    def keep_mapping(self, path: Path) -> None:
        """Write the mapping to a file, readable by its owner."""
        mapping = self._mapping
        if mapping is None:
            return
        try:
            owner_only.write(path, mapping_text(mapping).encode())
        except OSError as error:
            self._fail(error)
            return
        self.said.emit(translate("BringIn", "The mapping is saved as {path}.").format(path=path))

    def show_step(self, step: Step) -> None:
        """Show one step and its buttons."""
        self._step = step
        parts: dict[Step, QWidget] = {
            Step.FILE: self.choose,
            Step.COLUMNS: self.columns,
            Step.DATES: self.dates,
            Step.PREVIEW: self.preview,
            Step.DONE: self.done,
            Step.WORKING: self.working,
        }
        for name, part in parts.items():
            part.setVisible(name is step)
        self.head.set_words(translate("BringIn", "Bring in"), second_words(step, self._path.name))
        self.back.setVisible(step not in (Step.FILE, Step.WORKING, Step.DONE))
        self.go_on.setVisible(step not in (Step.FILE, Step.WORKING))
        self.go_on.set_words(next_words(step))
        self.save_mapping.setVisible(
            step in (Step.COLUMNS, Step.PREVIEW, Step.DONE) and self._mapping is not None
        )
        self.load_mapping.setVisible(step is Step.COLUMNS)
        self._allow()
        self._body.verticalScrollBar().setValue(0)
        if self.isVisible():
            self._take_focus(step)

    def _take_focus(self, step: Step) -> None:
        """Keep the keyboard on the page: what had it may just have been hidden."""
        wanted = {
            Step.WORKING: self.working.cancel,
            Step.PREVIEW: self.go_on,
            Step.DONE: self.go_on,
        }
        wanted.get(step, self).setFocus()

    def _touch(self) -> None:
        if self._step is Step.COLUMNS:  # and it was the person who told something
            self._half.touch()

    def _told(self) -> Told | None:
        return None if self._mapping is None else (self._path, self._mapping)

    @property
    def _mapping(self) -> SheetMapping | None:
        """What the columns mean; None where no mapping is needed."""
        return None if self._table is None else self.columns.mapping

    def _lay_out(self) -> None:
        buttons = Flow((self.go_on, self.back, self.load_mapping, self.save_mapping))
        self._body = PageBody(translate("BringIn", "Bring in"))
        column = self._body.column
        column.addWidget(self.head)
        column.addWidget(self.trouble)
        parts: tuple[QWidget, ...] = (
            self.choose,
            self.columns,
            self.dates,
            self.preview,
            self.done,
            self.working,
        )
        for part in parts:
            column.addWidget(part)
        column.addWidget(buttons)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)
        self.trouble.hide()

    def _connect(self) -> None:
        self.choose.chosen.connect(self.begin)
        self.columns.ready_changed.connect(self._allow)
        self.columns.ready_changed.connect(self._touch)
        self._half.failed.connect(self.failed)
        self.back.clicked.connect(self._go_back)
        self.go_on.clicked.connect(self._go_on)
        self.working.cancel.clicked.connect(self._stop)
        self.save_mapping.clicked.connect(self._ask_where_to_save)
        self.load_mapping.clicked.connect(self._ask_for_mapping)

    def _allow(self) -> None:
        """Going on needs columns that make a mapping, rows to read, a journal to write in."""
        is_ready = True
        if self._step is Step.COLUMNS:
            is_ready = self.columns.is_ready
        elif self._step is Step.PREVIEW:
            can_write = self._journal is not None and not self._journal.is_read_only
            is_ready = can_write and self._plan is not None and self._plan.is_readable
        self.go_on.setEnabled(is_ready)

    def _go_back(self) -> None:
        self._tell("")
        has_columns = self._table is not None
        to_columns = self._step in (Step.DATES, Step.PREVIEW) and has_columns
        if not to_columns:
            self._half.forget()
        self.show_step(Step.COLUMNS if to_columns else Step.FILE)

    def _go_on(self) -> None:
        if self._step is Step.DATES:
            self.columns.tell_order(self.dates.order)
        if self._step in (Step.COLUMNS, Step.DATES):
            self._look()
        elif self._step is Step.PREVIEW:
            self._take_in()
        elif self._step is Step.DONE:
            self._table = self._plan = None
            self.show_step(Step.FILE)

    def _look(self) -> None:
        """Plan what the columns make of the file."""
        mapping = self._mapping
        if self._journal is not None and mapping is not None:
            work = partial(plan_table, self._journal, self._path, mapping, self._instruments)
            self._start(work, self._take_plan, translate("BringIn", "Looking at each row"))

    def _take_in(self) -> None:
        """Carry the plan out."""
        if self._journal is not None and self._plan is not None:
            work = partial(carry_out_plan, self._journal, self._plan)
            self._is_writing = True
            self.writing.emit(self._is_writing)
            self._start(work, self._take_done, translate("BringIn", "Bringing in"))

    def _start(
        self,
        work: Callable[[Progress], object],
        done: Callable[[object], None],
        doing: str,
    ) -> None:
        self._tell("")
        self._before_work = self._step
        self.working.begin(doing)
        self.show_step(Step.WORKING)
        self._job = self._jobs.start(
            work,
            done,
            failed=self._fail,
            cancelled=self._stopped,
            advanced=self.working.advance,
        )

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end_writing(self) -> None:
        if self._is_writing:
            self._is_writing = False
            self.writing.emit(self._is_writing)

    def _stopped(self) -> None:
        self._end_writing()
        self.show_step(self._before_work)

    def _fail(self, error: Exception) -> None:
        self._end_writing()
        if self._step is Step.WORKING:
            self.show_step(self._before_work)
        if isinstance(error, AmbiguousDates):
            self.dates.ask(error)
            self.show_step(Step.DATES)
            return
        said = trouble(error)
        if said is None:
            raise error
        self._tell(said)

    def _take_examined(self, found: object) -> None:
        if isinstance(found, Table):
            self._table, self._plan = found, None
            self.columns.show_table(found, self._half.mapping_left(self._path))
            self.show_step(Step.COLUMNS)
        elif isinstance(found, ImportPlan):
            self._table = None
            self._take_plan(found)

    def _take_plan(self, found: object) -> None:
        if isinstance(found, ImportPlan):
            self._plan = found
            self.preview.show_plan(found)
            self.show_step(Step.PREVIEW)
            if not found.is_readable:
                self._tell(translate("BringIn", "Not one row can be read."))

    def _take_done(self, found: object) -> None:
        self._end_writing()
        self._half.forget()
        if isinstance(found, ImportPlan):
            self.done.show_plan(found, is_done=True)
            self.show_step(Step.DONE)

    def _tell(self, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def _ask_where_to_save(self) -> QFileDialog:
        dialog = file_dialog(self, translate("BringIn", "Save the mapping"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.selectFile(f"{self._path.stem}.toml")
        return self._open(dialog, self._keep_chosen)

    def _ask_for_mapping(self) -> QFileDialog:
        dialog = file_dialog(self, translate("BringIn", "Use a mapping file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return self._open(dialog, self._use_chosen)

    def _open(self, dialog: QFileDialog, take: Callable[[str], None]) -> QFileDialog:
        dialog.setNameFilter(translate("BringIn", "Mappings (*.toml)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(take)
        dialog.open()
        return dialog

    def _keep_chosen(self, path: str) -> None:
        self.keep_mapping(Path(path))

    def _use_chosen(self, path: str) -> None:
        self.use_mapping(Path(path))
