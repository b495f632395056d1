"""Slow work off the window's thread: one `Jobs` for the whole program.

Work is a plain function that takes a `Progress`. What becomes of it is told on the window's thread
to bound methods; those of a window that has gone in the meantime are quietly left out. The
signals are all sent by the one long-lived `Jobs`, since a sender that its own signal deletes
loses deliveries.
"""

import inspect
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from weakref import WeakMethod

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid

from journal.defects import note_defect

Result = TypeVar("Result")


class Cancelled(Exception):
    """Raised inside the work by its progress once the person has asked it to stop."""


@dataclass(frozen=True)
class Advance:
    """How far the work has come: a share from 0 to 1, and what it is doing, in words."""

    share: float
    doing: str


@dataclass(frozen=True)
class _Advanced:
    pass


@dataclass(frozen=True)
class _Done:
    result: object


@dataclass(frozen=True)
class _Failed:
    error: Exception


@dataclass(frozen=True)
class _Stopped:
    pass


class Progress:
    """Handed to the work, which calls it now and then from its own thread."""

    def __init__(self, number: int, reported: Callable[[int, object], None]) -> None:
        self._number = number
        self._reported = reported
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._waiting: Advance | None = None

    def __call__(self, share: float, doing: str = "") -> None:
        """Tell how far the work is; raises `Cancelled` when it should stop."""
        self.stop_if_cancelled()
        with self._lock:
            is_first = self._waiting is None
            self._waiting = Advance(share, doing)
        if is_first:  # the newest is taken when it is delivered, so a busy worker floods nobody
            self._reported(self._number, _Advanced())

    @property
    def is_cancelled(self) -> bool:
        """Whether the work should stop."""
        return self._stop.is_set()

    def stop_if_cancelled(self) -> None:
        """Raises `Cancelled` when the work should stop."""
        if self.is_cancelled:
            raise Cancelled

    def cancel(self) -> None:
        self._stop.set()

    def take(self) -> Advance | None:
        """The newest advance that has not been taken yet."""
        with self._lock:
            newest, self._waiting = self._waiting, None
        return newest


class Receiver:
    """A callback that keeps no window alive: methods of a QObject are held weakly."""

    def __init__(self, callback: Callable[..., object]) -> None:
        self._owner_is_window = inspect.ismethod(callback) and isinstance(
            callback.__self__, QObject
        )
        self._find: Callable[[], Callable[..., object] | None] = (
            WeakMethod(callback) if self._owner_is_window else lambda: callback
        )

    def __call__(self, *values: object) -> None:
        callback = self._find()
        if callback is None:
            return
        if self._owner_is_window and not isValid(getattr(callback, "__self__")):  # noqa: B009
            return
        callback(*values)


class Job:
    """One piece of work under way."""

    def __init__(self, number: int, progress: Progress) -> None:
        self.number = number
        self._progress = progress

    def cancel(self) -> None:
        """Ask the work to stop at its next progress; it may still be done before it notices."""
        self._progress.cancel()


@dataclass(frozen=True)
class _Told:
    """Who is told about a job, and where its progress stands."""

    progress: Progress
    done: Receiver
    failed: Receiver | None
    cancelled: Receiver | None
    advanced: Receiver | None
    is_owed: bool


class Jobs(QObject):
    """Runs work on threads and tells the window's thread what became of it.

    `busy_changed` carries the number of jobs that have not been told about yet.
    """

    busy_changed = Signal(int)
    _reported = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._told: dict[int, _Told] = {}
        self._last = 0
        self._reported.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> int:
        """How many jobs are waiting, running, or done and not yet told."""
        return len(self._told)

    def start(
        self,
        work: Callable[[Progress], Result],
        done: Callable[[Result], object],
        *,
        failed: Callable[[Exception], object] | None = None,
        cancelled: Callable[[], object] | None = None,
        advanced: Callable[[Advance], object] | None = None,
        is_owed: bool = False,
    ) -> Job:
        """Run `work` on a thread.

        Exactly one of `done`, `failed` and `cancelled` is called afterwards, on this thread. An
        error that nobody asked for is raised here, so that it reaches the uncaught-error hook;
        one of work that was cancelled is nobody's any more, and only logged. What is owed is done
        before the program closes, and not cancelled then.
        """
        self._last += 1
        number = self._last
        progress = Progress(number, self._reported.emit)
        self._told[number] = _Told(
            progress,
            Receiver(done),
            failed and Receiver(failed),
            cancelled and Receiver(cancelled),
            advanced and Receiver(advanced),
            is_owed,
        )
        self.busy_changed.emit(self.busy)
        self._pool.start(lambda: self._run(number, work, progress))
        return Job(number, progress)

    def drain(self, *, cancel: bool = True) -> None:
        """Wait for all work, cancelling it first unless it is owed, and deliver its ends.

        To be called before the program closes; it returns when no thread is left running. Without
        `cancel` all work comes to its end.
        """
        while self._told:
            for told in tuple(self._told.values()):
                if cancel and not told.is_owed:
                    told.progress.cancel()
            self._pool.waitForDone()
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def _run(self, number: int, work: Callable[[Progress], Any], progress: Progress) -> None:
        """On the worker's thread."""
        report: object
        try:
            progress.stop_if_cancelled()
            report = _Done(work(progress))
        except Cancelled:
            report = _Stopped()
        except Exception as error:  # noqa: BLE001 - told to whoever started the work
            report = _Failed(error)
            if progress.is_cancelled:
                note_defect(error)
                report = _Stopped()
        self._reported.emit(number, report)

    @Slot(int, object)
    def _tell(self, number: int, report: object) -> None:
        """On the window's thread."""
        told = self._told[number]
        if isinstance(report, _Advanced):
            newest = told.progress.take()
            if newest is not None and told.advanced is not None:
                told.advanced(newest)
            return
        del self._told[number]
        self.busy_changed.emit(self.busy)
        if isinstance(report, _Done):
            told.done(report.result)
        elif isinstance(report, _Failed):
            if told.failed is None:
                raise report.error
            told.failed(report.error)
        elif told.cancelled is not None:
            told.cancelled()
