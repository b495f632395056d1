"""Writing the journal's records out, from the settings: CSV files, or all of it as an archive."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog

from journal.days import day_of
from journal.exchange.archive import write_archive
from journal.exchange.csv_folder import ExportReport, write_folder
from journal.instruments import Instrument
from journal.store import Journal
from ui.icons import Icon
from ui.jobs import Progress
from ui.surroundings import Surroundings
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.file_dialog import ask_folder, file_dialog
from ui.widgets.in_clear import InClear
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate


class ExportCard(Card):
    """Asks where, writes on a thread, says what was written. `failed` carries an error."""

    failed = Signal(object)

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(
            translate("Export", "Export"),
            translate(
                "Export",
                "CSV files that any spreadsheet opens and that Tidemark can bring in again. "
                "The journal itself stays as it is.",
            ),
        )
        self._jobs = surroundings.jobs
        self._clock = surroundings.clock
        self._instruments = surroundings.instruments
        self._journal: Journal | None = None
        self.private = QCheckBox(translate("Export", "Private notes too"))
        self.button = Button(translate("Export", "Choose a folder"), Icon.EXPORT)
        self.button.clicked.connect(self._ask)
        self.archive = Button(translate("Export", "Save an archive"), Icon.EXPORT)
        self.archive.clicked.connect(self._ask_for_archive)
        self.in_clear = InClear(
            translate(
                "Export",
                "Whoever gets the files can read everything in them, without the passphrase. Put "
                "them where only you can get at them, and remove them when they are not needed any "
                "more.",
            ),
            translate("Export", "Save anyway"),
            self,
        )
        self.said = Text()
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said.hide()
        self.body.addWidget(self.private)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(
            second_line(
                translate(
                    "Export",
                    "Or everything in one file, with private notes, earlier versions and the "
                    "trash: for another Tidemark, which joins it, or to keep in a form that "
                    "needs no Tidemark to be read.",
                )
            )
        )
        self.body.addWidget(self.archive, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self.said)

    def open(self, journal: Journal) -> None:
        """Export from this journal."""
        self._journal = journal
        self.in_clear.open(is_encrypted=journal.is_encrypted)
        self.said.hide()

    def export_into(self, folder: str) -> None:
        """Write the files into a new folder of today's date inside the one chosen."""
        if self._journal is None or not folder:
            return
        self._rest(is_resting=True)
        work = partial(
            _write,
            self._journal,
            _free_folder(Path(folder), f"tidemark-{day_of(self._clock())}"),
            self._instruments,
            self.private.isChecked(),
        )
        self._jobs.start(work, self._tell_written, failed=self._tell_failed)

    def archive_into(self, file: str) -> None:
        """Write everything into one file; the dialog has asked about one that is there."""
        if self._journal is None or not file:
            return
        self._rest(is_resting=True)
        chosen = Path(file)
        path = chosen if chosen.suffix else chosen.with_suffix(".zip")
        work = partial(_write_archive, self._journal, path)
        self._jobs.start(work, self._tell_archived, failed=self._tell_failed)

    def _rest(self, *, is_resting: bool) -> None:
        for button in (self.button, self.archive):
            button.setEnabled(not is_resting)

    def _ask_for_archive(self) -> None:
        self.in_clear.before(self._choose_file)

    def _choose_file(self) -> None:
        dialog = file_dialog(self, translate("Export", "Where to put the archive"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(translate("Export", "Archives (*.zip)"))
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(f"tidemark-{day_of(self._clock())}.zip")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.archive_into)
        dialog.open()

    def _ask(self) -> None:
        self.in_clear.before(self._choose_folder)

    def _choose_folder(self) -> None:
        ask_folder(self, translate("Export", "Where to put the CSV files"), self.export_into)

    def _tell_archived(self, found: tuple[Path, int]) -> None:
        path, rows = found
        self._rest(is_resting=False)
        self.said.setText(
            translate("Export", "{rows} rows are in {file}.").format(rows=rows, file=path)
        )
        self.said.show()

    def _tell_written(self, report: ExportReport) -> None:
        self._rest(is_resting=False)
        rows = sum(report.rows.values())
        self.said.setText(
            translate("Export", "{rows} rows are in {folder}. Left out: {left_out}.").format(
                rows=rows, folder=report.folder, left_out=left_out_words(report)
            )
        )
        self.said.show()

    def _tell_failed(self, error: Exception) -> None:
        self._rest(is_resting=False)
        self.failed.emit(error)


def left_out_words(report: ExportReport) -> str:
    """What stayed in the journal, each kind with its number."""
    left = report.left_out
    counted = (
        (left.private_notes, translate("Export", "private notes")),
        (left.trash, translate("Export", "records in the trash")),
        (left.own_scales, translate("Export", "scales of your own")),
        (left.visits, translate("Export", "visits")),
        (left.versions, translate("Export", "earlier versions")),
        (left.settings, translate("Export", "settings")),
    )
    return ", ".join(f"{name} ({n})" for n, name in counted if n) or translate("Export", "nothing")


def _write(
    journal: Journal,
    folder: Path,
    instruments: Mapping[str, Instrument],
    with_private: bool,
    _progress: Progress,
) -> ExportReport:
    with journal.read() as session:
        return write_folder(session, folder, instruments, with_private=with_private)


def _write_archive(journal: Journal, path: Path, _progress: Progress) -> tuple[Path, int]:
    with journal.read() as session:
        return path, write_archive(session, path)


def _free_folder(parent: Path, name: str) -> Path:
    """A folder that is not there yet, so that an earlier export is left alone."""
    number = 1
    found = parent / name
    while found.exists():
        number += 1
        found = parent / f"{name}-{number}"
    return found
