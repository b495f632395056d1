"""What is said before something of an encrypted journal goes into a file that is not."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

translate = QCoreApplication.translate


class InClear(QObject):
    """Asks once for one kind of file, as long as the same journal is open.

    `words` says what happens to the file; `go_on` what the button does all the same.
    """

    def __init__(self, words: str, go_on: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._go_on_words = go_on
        self._over = parent
        self._is_needed = False
        self._work: Callable[[], object] | None = None
        self.dialog: QMessageBox | None = None

    def open(self, *, is_encrypted: bool) -> None:
        """Another journal is open: it is asked again, where that is encrypted."""
        self._is_needed = is_encrypted

    def before(self, work: Callable[[], object]) -> None:
        """Do it now, or once the person has read what it means and goes on."""
        if not self._is_needed:
            work()
            return
        self._work = work
        dialog = QMessageBox(self._over)
        dialog.setWindowTitle(translate("InClear", "Tidemark"))
        dialog.setText(translate("InClear", "This journal is encrypted. What you save is not."))
        dialog.setInformativeText(self._words)
        go_on = dialog.addButton(self._go_on_words, QMessageBox.ButtonRole.AcceptRole)
        go_on.setAccessibleName(self._go_on_words)
        dialog.setDefaultButton(dialog.addButton(QMessageBox.StandardButton.Cancel))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._go_on)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _go_on(self) -> None:
        work, self._work = self._work, None
        self._is_needed = False
        if work is not None:
            work()

    def _closed(self) -> None:
        self.dialog = self._work = None
