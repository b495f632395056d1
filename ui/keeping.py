"""What is done with the journal's file as a whole: its backup of the day, its passphrase, its lock.

Some of it needs the file for itself. Then the window closes the journal (`close_wanted`), the work
runs on a thread, and the journal is opened again (`open_wanted`), whatever came of the work.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ui import words
from ui.jobs import Jobs, Progress
from ui.remembered import Remembered

if TYPE_CHECKING:
    from journal.keys import Secret
    from journal.safekeeping.backups import BackedUp, Reason
    from journal.store import Journal

translate = QCoreApplication.translate

_ACTIVITY = frozenset(
    (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel)
)
MINUTE = 60_000


class Keeping(QObject):
    """Keeps one journal's file.

    `open_wanted` carries a path and what opens it; `locked` a path; `said` words; `how_kept` the
    second place and the minutes after which it locks; `backed_up` tells that there is another
    backup; `second_place_missed` carries a folder that could not be reached, or None once it
    could.
    """

    close_wanted = Signal()
    open_wanted = Signal(object, object)
    locked = Signal(object)
    said = Signal(str)
    backed_up = Signal()
    second_place_missed = Signal(object)

    how_kept = Signal(object, int)

    def __init__(self, jobs: Jobs, remembered: Remembered, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._remembered = remembered
        self._journal: Journal | None = None
        self._is_backing_up = False
        self._told_later = ""
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)

    def open(self, journal: "Journal") -> None:
        """Keep this journal; say what came of the work for which it was closed."""
        self._journal = journal
        self._is_backing_up = False
        if self._told_later:
            self.said.emit(self._told_later)
            self._told_later = ""
        self._watch()

    def close(self) -> None:
        """Keep nothing; the work under way has been waited for."""
        self._journal = None
        self._watch()

    def tell_how_kept(self) -> None:
        """Tell what this computer remembers of how a journal is kept."""
        state = self._remembered.state
        self.how_kept.emit(state.second_place, state.lock_after)

    def use_second_place(self, folder: Path | None) -> None:
        """Where another copy of each backup goes from now on."""
        self._remembered.use_second_place(folder)
        self.second_place_missed.emit(None)
        self.tell_how_kept()

    def use_lock_after(self, minutes: int) -> None:
        """Lock after so many minutes without a key or the mouse; 0 is never."""
        self._remembered.use_lock_after(minutes)
        self._watch()
        self.tell_how_kept()

    @property
    def _second(self) -> Path | None:
        return self._remembered.state.second_place

    # ---- backups ----

    def see_written(self) -> None:
        """Something was saved: the first time on a day, a backup is made behind it."""
        from journal.safekeeping.backups import Reason, is_due

        journal = self._journal
        if journal is None or journal.is_sample or self._is_backing_up:
            return
        if is_due(journal.path, _aware(journal)):
            self._back_up(journal, Reason.DAILY)

    def back_up_now(self) -> None:
        """Make a backup because it was asked for."""
        from journal.safekeeping.backups import Reason

        if self._journal is not None and not self._is_backing_up:
            self._back_up(self._journal, Reason.ASKED)

    def _back_up(self, journal: "Journal", reason: "Reason") -> None:
        self._is_backing_up = True
        work = partial(_backed_up, journal, reason, self._second)
        self._jobs.start(
            work, self._tell_backed_up, failed=self._tell_no_backup, cancelled=self._let_be
        )

    def _tell_backed_up(self, done: "BackedUp") -> None:
        self._is_backing_up = False
        self.second_place_missed.emit(None if done.second_failure is None else self._second)
        self.backed_up.emit()

    def _tell_no_backup(self, error: Exception) -> None:
        self._is_backing_up = False
        text = words.problem(error)
        if text is None:
            raise error
        self.said.emit(
            translate(
                "Keeping",
                "No backup could be made. The journal itself is safe. Make room on the drive, or "
                "look whether its folder can be written to; it is tried again with the next entry.",
            )
        )

    def _let_be(self) -> None:
        self._is_backing_up = False

    # ---- work for which the journal is closed ----

    def set_passphrase(self, now: str, new: str) -> None:
        """Give, change or take away the passphrase; each is empty where there is none."""
        if self._journal is not None:
            path, second = self._journal.path, self._second
            work = partial(_passphrase_set, path, now or None, new or None, second)
            self._rework(work, _passphrase_words(now, new))

    def restore(self, backup: Path) -> None:
        """Go back to a backup."""
        if self._journal is not None:
            work = partial(_restored, self._journal.path, backup, self._journal.key)
            self._rework(
                work,
                translate(
                    "Keeping",
                    "The journal is as it was in the backup. A copy of what was here before is "
                    "among the backups.",
                ),
            )

    def _rework(self, work: Callable[[Progress], "Secret | None"], words_after: str) -> None:
        journal = self._journal
        if journal is None:
            return
        path, key = journal.path, journal.key
        self.close_wanted.emit()
        self._jobs.start(
            work,
            partial(self._open_again, path, words_after),
            failed=partial(self._open_as_it_was, path, key),
        )

    def _open_again(self, path: Path, words_after: str, secret: "Secret | None") -> None:
        self._told_later = words_after
        self.open_wanted.emit(path, secret)

    def _open_as_it_was(self, path: Path, key: "Secret | None", error: Exception) -> None:
        text = words.problem(error)
        self._told_later = text or ""
        self.open_wanted.emit(path, key)
        if text is None:
            raise error

    # ---- the lock ----

    def lock(self) -> None:
        """Close an encrypted journal and show nothing of it until it is unlocked."""
        if self._journal is None:
            return
        if not self._journal.is_encrypted:
            self.said.emit(
                translate(
                    "Keeping",
                    "This journal has no passphrase, so it cannot be locked. Settings can give it "
                    "one.",
                )
            )
            return
        path = self._journal.path
        self.close_wanted.emit()
        self.locked.emit(path)

    def _watch(self) -> None:
        """Look at keys and the mouse only while there is something to lock."""
        application = QApplication.instance()
        is_lockable = self._journal is not None and self._journal.is_encrypted
        if application is None:
            return
        application.removeEventFilter(self)
        self._idle.stop()
        minutes = self._remembered.state.lock_after
        if is_lockable and minutes:
            self._idle.start(minutes * MINUTE)
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY:
            self._idle.start()
        return super().eventFilter(watched, event)


def _aware(journal: "Journal") -> datetime:
    return journal.clock().local


def _backed_up(
    journal: "Journal", reason: "Reason", second: Path | None, _progress: Progress
) -> "BackedUp":
    from journal.safekeeping.backups import back_up

    return back_up(journal, reason, second=second, now=_aware(journal))


def _passphrase_set(
    path: Path, now: str | None, new: str | None, second: Path | None, _progress: Progress
) -> "Secret | None":
    from journal.safekeeping.passphrase import set_passphrase

    return set_passphrase(path, now, new, second=second).key


def _restored(
    path: Path, backup: Path, key: "Secret | None", _progress: Progress
) -> "Secret | None":
    from journal.safekeeping.restoring import restore

    restore(path, backup, key)
    return key


def _passphrase_words(now: str, new: str) -> str:
    if not new:
        return translate("Keeping", "The passphrase is gone. Whoever has the file can read it.")
    if now:
        return translate("Keeping", "The journal and its backups open with the new passphrase now.")
    return translate(
        "Keeping", "The journal and its backups are encrypted. They open with the passphrase alone."
    )
