"""What happens when the program itself is at fault: one log line and one calm dialog.

Neither holds journal content: an error's message may quote what somebody wrote, so only the kinds
of error and the places in the program are kept.
"""

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox, QWidget

from journal.defects import note_defect
from ui.widgets.log_dialog import LogDialog

translate = QCoreApplication.translate


class UncaughtErrors(QObject):
    """Catches what nobody caught, on any thread, from `install` until `remove`."""

    _happened = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialog: QMessageBox | None = None
        self._places_later = ""
        self._before: tuple[Callable[..., object], ...] | None = None
        self._read_log: Callable[[], str] | None = None
        self._takes: Callable[[BaseException], bool] | None = None
        self._window: QWidget | None = None
        self._log_button: QAbstractButton | None = None
        self.log_dialog: LogDialog | None = None
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._caught
        threading.excepthook = self._caught_on_thread
        sys.unraisablehook = self._caught_unraisable

    def remove(self) -> None:
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = None

    def show_log_of(self, read_log: Callable[[], str]) -> None:
        """Offer the log in the dialog from now on; `read_log` reads it when it is asked for."""
        self._read_log = read_log

    def ask_first(self, takes: Callable[[BaseException], bool]) -> None:
        """Ask this from now on whether an error is none of the program's, and so already told."""
        self._takes = takes

    @property
    def dialog(self) -> QMessageBox | None:
        """The dialog on the screen, if there is one."""
        return self._dialog

    def report(self, error: BaseException) -> None:
        """Log an error and show the dialog; may be called from any thread."""
        self._happened.emit(note_defect(error))

    def _caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if self._takes is not None and self._takes(error):
            return
        if issubclass(kind, Exception):
            self.report(error.with_traceback(trace))
        else:
            sys.__excepthook__(kind, error, trace)

    def _caught_on_thread(self, caught: threading.ExceptHookArgs) -> None:
        if isinstance(caught.exc_value, Exception):
            self.report(caught.exc_value)

    def _caught_unraisable(self, caught: "sys.UnraisableHookArgs") -> None:
        """From where Python cannot raise, such as the end of an object: logged, but not told."""
        if isinstance(caught.exc_value, Exception):
            note_defect(caught.exc_value)

    @Slot(str)
    def _show(self, places: str) -> None:
        if self._dialog is not None:
            return  # one is enough; the log has them all
        shown = _shown_undisturbed()
        if shown is not None:
            if not self._places_later:
                shown.destroyed.connect(self._show_later, Qt.ConnectionType.QueuedConnection)
            self._places_later = places
            return
        self._window = QApplication.activeWindow()
        dialog = QMessageBox(self._window)
        dialog.setWindowTitle(translate("Words", "Tidemark"))
        dialog.setText(translate("Words", "Something in Tidemark did not work."))
        dialog.setInformativeText(
            translate(
                "Words",
                "Everything kept before this moment is still in your journal. The last thing you "
                "did may not have been kept, so please look at it again. If this comes back, "
                "close Tidemark and open it again.\n\n"
                "The details name parts of the program only, nothing from your journal.",
            )
        )
        dialog.setDetailedText(places)
        dialog.setStandardButtons(QMessageBox.StandardButton.Ok)
        if self._read_log is not None:
            words = translate("Words", "Show the log")
            self._log_button = dialog.addButton(words, QMessageBox.ButtonRole.ActionRole)
            self._log_button.setAccessibleName(words)
            dialog.buttonClicked.connect(self._chose)  # a button's own signal may come too late
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._closed)
        self._dialog = dialog
        dialog.open()

    @Slot()
    def _show_later(self) -> None:
        """What it waited for has gone."""
        places, self._places_later = self._places_later, ""
        self._show(places)

    @Slot(QAbstractButton)
    def _chose(self, button: QAbstractButton) -> None:
        if button is self._log_button and self._read_log is not None:
            self.log_dialog = LogDialog(self._read_log(), self._window)
            self.log_dialog.open()

    @Slot()
    def _closed(self) -> None:
        self._dialog = self._log_button = None


def _shown_undisturbed() -> QWidget | None:
    """The window on the screen over which no dialog may come up, if there is one."""
    for window in QApplication.topLevelWidgets():
        if getattr(window, "keeps_others_waiting", False) and window.isVisible():
            return window
    return None
