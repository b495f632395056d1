"""The clipboard, and those who keep a history of it.

What is copied out of a journal can be pasted, but it asks the programs that keep what was on the
clipboard, on the disk and for long, to leave it out.
"""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage

NOT_KEPT = {
    "x-kde-passwordManagerHint": b"secret",  # Klipper, and others that took it over
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\x01",
}
"""Formats that ask for it, with what they hold."""


def copy_text(text: str) -> None:
    """Put a text on the clipboard."""
    content = QMimeData()
    content.setText(text)
    _put(content)


def copy_image(image: QImage) -> None:
    """Put a picture on the clipboard."""
    content = QMimeData()
    content.setImageData(image)
    _put(content)


def mark_every_copy() -> None:
    """Mark also what a field or a label copies by itself, before anybody else can read it."""
    QGuiApplication.clipboard().dataChanged.connect(_mark)


def _mark() -> None:
    """Of what a field or a label copies the words are put back, without their looks."""
    clipboard = QGuiApplication.clipboard()
    held = clipboard.mimeData() if clipboard.ownsClipboard() else None
    if held is not None and held.hasText() and not any(map(held.hasFormat, NOT_KEPT)):
        copy_text(held.text())


def _put(content: QMimeData) -> None:
    for name, held in NOT_KEPT.items():
        content.setData(name, held)
    QGuiApplication.clipboard().setMimeData(content)
