"""Printing or saving the page that a passphrase is written on. It is set on a thread, in memory.

Nothing of what loads typst or a printer is loaded before it is asked for: the first start shows
this too.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from journal.days import Clock, day_of
from ui.jobs import Jobs, Progress
from ui.widgets.file_dialog import file_dialog

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtPrintSupport import QPrinter

translate = QCoreApplication.translate

FILE_NAME = "tidemark-passphrase-sheet.pdf"


class SheetMaking(QObject):
    """Makes the sheet of one journal at a time. `said` carries words, `failed` an error."""

    said = Signal(str)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._clock = clock
        self._over = parent
        self._name = ""
        self._printer: QPrinter | None = None

    def show_name(self, name: str) -> None:
        """The file name of the journal that the sheet is of."""
        self._name = name

    def choose_file(self) -> None:
        """Ask where the PDF goes."""
        dialog = file_dialog(self._over, translate("Passphrase", "Save the sheet as PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(translate("Passphrase", "PDF (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(FILE_NAME)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Write the PDF there."""
        if path:
            work = partial(_saved, self._name, day_of(self._clock()), Path(path))
            self._jobs.start(work, self._tell_saved, failed=self.failed.emit)

    def choose_printer(self) -> None:
        """Ask for a printer; without one, say what to do instead."""
        from PySide6.QtPrintSupport import QPrintDialog

        from ui.paper import usual_paper
        from ui.printing import has_printer, printer_for

        if not has_printer():
            self.said.emit(
                translate(
                    "Passphrase",
                    "No printer is set up on this computer. Save the sheet as PDF and print it "
                    "where there is one, or write the passphrase on any paper.",
                )
            )
            return
        self._printer = printer_for(usual_paper(), FILE_NAME)
        dialog = QPrintDialog(self._printer, self._over)
        dialog.setMinMax(1, 1)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._chose_printer)
        QDialog.open(dialog)  # QPrintDialog hides it behind one that takes a receiver

    def _chose_printer(self, result: int) -> None:
        from ui.printing import DOTS_PER_INCH

        if result != QDialog.DialogCode.Accepted or self._printer is None:
            return
        fine = float(min(self._printer.resolution(), DOTS_PER_INCH))
        work = partial(_drawn, self._name, day_of(self._clock()), fine)
        self._jobs.start(work, self._print, failed=self.failed.emit)

    def _print(self, images: tuple[bytes, ...]) -> None:
        from ui.printing import print_pages

        is_taken = self._printer is not None and print_pages(self._printer, images)
        self.said.emit(
            translate("Passphrase", "Sent to the printer. Write the passphrase on it by hand.")
            if is_taken
            else translate(
                "Passphrase", "The printer did not take the sheet. Look at it, then try again."
            )
        )

    def _tell_saved(self, path: Path) -> None:
        self.said.emit(
            translate(
                "Passphrase", "Saved: {path}. Print it and write the passphrase on it by hand."
            ).format(path=path)
        )


def _saved(name: str, day: "date", path: Path, _progress: Progress) -> Path:
    from journal import owner_only
    from journal.report.passphrase_sheet import passphrase_sheet
    from journal.report.typesetting import pdf
    from ui.paper import usual_paper

    owner_only.write(path, pdf(passphrase_sheet(name, day, usual_paper())))
    return path


def _drawn(name: str, day: "date", dots_per_inch: float, _progress: Progress) -> tuple[bytes, ...]:
    from journal.report.passphrase_sheet import passphrase_sheet
    from journal.report.typesetting import images
    from ui.paper import usual_paper

    return images(passphrase_sheet(name, day, usual_paper()), dots_per_inch)
