"""Asking for a file or a folder, from where a person keeps their own."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def begin_folder() -> Path:
    """The person's documents, or their own folder; Qt would begin where the program was started."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents and Path(documents).is_dir() else Path.home()


def file_dialog(parent: QWidget, title: str) -> QFileDialog:
    """A dialog that begins in the person's documents."""
    return QFileDialog(parent, title, str(begin_folder()))


def ask_folder(parent: QWidget, title: str, chosen: Callable[[str], object]) -> None:
    """Ask for a folder; `chosen` is told its path."""
    dialog = file_dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    dialog.open()
