"""What happens when the program itself is at fault: one log line and one calm dialog.

Neither holds journal content: an error's message may quote what somebody wrote, so only the kinds
of error and the places in the program are kept.
"""

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QMessageBox

translate = QCoreApplication.translate
_log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parent.parent


def places_of(error: BaseException) -> str:
    """The error's type and traceback, with those of its causes, and none of their messages.

    The innermost place comes last, as in Python's own traceback.
    """
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        kind = type(current)
        lines = [f"{kind.__module__}.{kind.__qualname__}"]
        for frame, line in walk_tb(current.__traceback__):
            code = frame.f_code
            lines.append(f"  {_short(code.co_filename)}:{line} in {code.co_qualname}")
        parts.append("\n".join(lines))
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    return "\nwhich followed\n".join(parts)


def _short(file_name: str) -> str:
    """A path inside the program, or the bare name: a whole path may name the person."""
    path = Path(file_name)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else path.name


class UncaughtErrors(QObject):
    """Catches what nobody caught, on any thread, from `install` until `remove`."""

    _happened = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialog: QMessageBox | None = None
        self._before: tuple[Callable[..., object], Callable[..., object]] | None = None
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._caught
        threading.excepthook = self._caught_on_thread

    def remove(self) -> None:
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before
            self._before = None

    @property
    def dialog(self) -> QMessageBox | None:
        """The dialog on the screen, if there is one."""
        return self._dialog

    def report(self, error: BaseException) -> None:
        """Log an error and show the dialog; may be called from any thread."""
        places = places_of(error)
        _log.error("uncaught error\n%s", places)
        self._happened.emit(places)

    def _caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, Exception):
            self.report(error.with_traceback(trace))
        else:
            sys.__excepthook__(kind, error, trace)

    def _caught_on_thread(self, caught: threading.ExceptHookArgs) -> None:
        if isinstance(caught.exc_value, Exception):
            self.report(caught.exc_value)

    @Slot(str)
    def _show(self, places: str) -> None:
        if self._dialog is not None:
            return  # one is enough; the log has them all
        dialog = QMessageBox(QApplication.activeWindow())
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
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._closed)
        self._dialog = dialog
        dialog.open()

    @Slot()
    def _closed(self) -> None:
        self._dialog = None
