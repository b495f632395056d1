"""Asking where to save a picture, and as what kind of file."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.widgets.file_dialog import begin_folder

translate = QCoreApplication.translate

SUFFIXES = (".png", ".svg", ".pdf")


class PictureDialog(QFileDialog):
    """`path_chosen` carries a Path that ends in one of SUFFIXES."""

    path_chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget) -> None:
        title = translate("ChartView", "Save the picture")
        super().__init__(parent, title, str(begin_folder()))
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilters(
            [
                translate("ChartView", "Picture (*.png)"),
                translate("ChartView", "Drawing (*.svg)"),
                translate("ChartView", "Page (*.pdf)"),
            ]
        )
        self.setDefaultSuffix("png")
        self.filterSelected.connect(self._use_suffix)
        self.selectFile(name + SUFFIXES[0])
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fileSelected.connect(self._choose)

    def _use_suffix(self, name_filter: str) -> None:
        found = next(suffix for suffix in SUFFIXES if f"*{suffix}" in name_filter)
        self.setDefaultSuffix(found.removeprefix("."))
        chosen = self.selectedFiles()
        if chosen:
            self.selectFile(Path(chosen[0]).with_suffix(found).name)

    def _choose(self, path: str) -> None:
        chosen = Path(path)
        known = chosen.suffix.lower() in SUFFIXES
        self.path_chosen.emit(chosen if known else chosen.with_name(chosen.name + SUFFIXES[0]))
