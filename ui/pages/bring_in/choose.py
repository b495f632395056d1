"""The first step: which file or folder."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui import look
from ui.icons import Icon
from ui.widgets.card import CardButton
from ui.widgets.file_dialog import file_dialog
from ui.widgets.text import second_line

translate = QCoreApplication.translate


class ChooseStep(QWidget):
    """Asks for a file or a folder, which may also be dropped here; `chosen` carries its path."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file = CardButton(
            translate("BringIn", "A spreadsheet"),
            translate("BringIn", "one CSV file, with a line of column names at the top"),
            Icon.IMPORT,
        )
        self.folder = CardButton(
            translate("BringIn", "A Tidemark folder"),
            translate("BringIn", "CSV files that Tidemark has exported; they need no mapping"),
            Icon.FOLDER,
        )
        self.file.clicked.connect(self.choose_file)
        self.folder.clicked.connect(self.choose_folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.INNER)
        column.addWidget(self.file)
        column.addWidget(self.folder)
        column.addSpacing(look.SMALL)
        explained = second_line(
            translate(
                "BringIn",
                "A spreadsheet program saves CSV under “Save as” or “Export”. First you see "
                "what would come in, and nothing is written until you say so. The same file "
                "twice adds nothing. Dropping a file here works as well.",
            )
        )
        row = QHBoxLayout()
        row.addWidget(explained)
        row.addStretch()
        column.addLayout(row)
        self.setAcceptDrops(True)

    def choose_file(self) -> QFileDialog:
        """Ask for a CSV file; returns the dialog that was opened."""
        dialog = file_dialog(self, translate("BringIn", "Bring in a spreadsheet"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [
                translate("BringIn", "Spreadsheets (*.csv *.tsv *.txt)"),
                translate("BringIn", "All files (*)"),
            ]
        )
        return self._open(dialog)

    def choose_folder(self) -> QFileDialog:
        """Ask for a folder; returns the dialog that was opened."""
        dialog = file_dialog(self, translate("BringIn", "Bring in a Tidemark folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return self._open(dialog)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._take(event.mimeData().urls()[0].toLocalFile())

    def _open(self, dialog: QFileDialog) -> QFileDialog:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._take)
        dialog.open()
        return dialog

    def _take(self, path: str) -> None:
        if path:
            self.chosen.emit(Path(path))
