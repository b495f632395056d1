"""Asking for a file or a folder, from where a person keeps their own."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def file_dialog(parent: QWidget, title: str) -> QFileDialog:
    """A dialog in the person's documents; Qt would begin wherever the program was started."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(documents) if documents and Path(documents).is_dir() else Path.home()
    return QFileDialog(parent, title, str(folder))
