"""What is done with the journal's file as a whole: its backup of the day, its passphrase, its lock.

Some of it needs the file for itself. Then the window closes the journal (`close_wanted`), the work
runs on a thread, and the journal is opened again (`open_wanted`), whatever came of the work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QToolTip

from ui.backing_up import BackingUp, left_words
from ui.idling import Idling
from ui.jobs import Jobs, Progress
from ui.page_names import BACKUPS, PASSPHRASE
from ui.problem_words import problem_words
from ui.remembered import Remembered

if TYPE_CHECKING:
    from journal.on_disk.keys import Key
    from journal.store import Journal
    from ui.in_step import Told

translate = QCoreApplication.translate

MINUTE = 60.0
"""In s."""

PRESENTED_AT_LEAST = 60
"""Minutes without a key before it locks in the middle of an appointment: people talk there."""


class Keeping(QObject):
    """Keeps one journal's file.

    `open_wanted` carries a path and what opens it, `waiting` words until then; `locked` a path;
    `said` words; `how_kept` the second place and the minutes after which it locks; `backed_up`
    tells that there is another backup; `second_place_missed` carries an `Unreached`, or None once
    it was reached; `key_changed` carries the key before and after, None where there is none.
    """

    close_wanted = Signal()
    waiting = Signal(str)
    open_wanted = Signal(object, object)
    locked = Signal(object)
    said = Signal(str)
    backed_up = Signal()
    second_place_missed = Signal(object)
    key_changed = Signal(object, object)
    how_kept = Signal(object, int)

    def __init__(
        self,
        jobs: Jobs,
        remembered: Remembered,
        would_lose: Callable[[str, str], bool],
        parent: QObject | None = None,
    ) -> None:
        """`would_lose` says, with an action to lose it, that something typed is not kept yet."""
        super().__init__(parent)
        self._would_lose = would_lose
        self._jobs = jobs
        self._remembered = remembered
        self._journal: Journal | None = None
        self._shared: Path | None = None
        self._is_presented = False
        self._told_later = self._card = ""
        self._backing_up = BackingUp(jobs, remembered, self)
        self._backing_up.made.connect(self.backed_up)
        self._backing_up.missed.connect(self.second_place_missed)
        self._backing_up.said.connect(self.said)
        self.idling = Idling(self)
        self.idling.passed.connect(self.lock)

    def open(self, journal: "Journal") -> None:
        """Keep this journal; say what came of the work for which it was closed."""
        self._journal = journal
        self._backing_up.open(journal)
        if self._told_later:
            self.said.emit(self._told_later)
            self._told_later = ""
        self._watch()

    def card_left(self) -> str:
        """Where in Settings the work was asked for that the journal was closed for; told once."""
        card, self._card = self._card, ""
        return card

    def close(self) -> None:
        """Keep nothing; the work under way has been waited for."""
        self._journal = None
        self._backing_up.close()
        self._watch()

    def tell_how_kept(self) -> None:
        """Tell what this computer remembers of how a journal is kept."""
        state = self._remembered.state
        self.how_kept.emit(state.second_place, state.lock_after)

    def use_second_place(self, folder: Path | None) -> None:
        """Where another copy of each backup goes from now on."""
        from journal.safekeeping.backups import drive_of

        self._remembered.use_second_place(folder, None if folder is None else drive_of(folder))
        self._backing_up.see_place()
        self.tell_how_kept()

    def use_lock_after(self, minutes: int) -> None:
        """Lock after so many minutes without a key or the mouse; 0 is never."""
        self._remembered.use_lock_after(minutes)
        self._watch()
        self.tell_how_kept()

    def see_shared(self, told: "Told") -> None:
        """Where the other computers' copies of the journal lie."""
        self._shared = told.folder

    def see_written(self) -> None:
        """Something was saved."""
        self._backing_up.see_written()

    def back_up_now(self) -> None:
        """Make a backup because it was asked for."""
        self._backing_up.back_up_now()

    # ---- work for which the journal is closed ----

    def set_passphrase(self, now: str, new: str) -> None:
        """Give, change or take away the passphrase; each is empty where there is none."""
        if self._journal is not None:
            state = self._remembered.state
            second = (state.second_place, state.second_drive)
            path, shared = self._journal.path, self._shared
            work = partial(_passphrase_set, path, now or None, new or None, second, shared)
            self._rework(work, partial(_passphrase_words, now, new), PASSPHRASE)

    def restore(self, backup: Path) -> None:
        """Go back to a backup."""
        if self._journal is not None:
            work = partial(_restored, self._journal.path, backup, self._journal.key)
            self._rework(work, _restored_words, BACKUPS)

    def _rework(
        self,
        work: Callable[[Progress], "Reworked"],
        words_after: Callable[["Reworked"], str],
        card: str,
    ) -> None:
        journal = self._journal
        if journal is None:
            return
        if self._would_lose(translate("Keeping", "Lose it"), "forget"):
            return
        path, key = journal.path, journal.key
        self._card = card
        self.close_wanted.emit()
        self.waiting.emit(_waiting_words(card))
        self._jobs.start(
            work,
            partial(self._open_again, path, key, words_after),
            failed=partial(self._open_as_it_was, path, key),
        )

    def _open_again(
        self,
        path: Path,
        before: "Key | None",
        words_after: Callable[["Reworked"], str],
        done: "Reworked",
    ) -> None:
        self._told_later = words_after(done)
        if done.missed is not None:
            self._remembered.keep_left_behind(path, done.missed)
        if done.key != before:
            self.key_changed.emit(before, done.key)
        self.open_wanted.emit(path, done.key)

    def _open_as_it_was(self, path: Path, key: "Key | None", error: Exception) -> None:
        text = problem_words(error)
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
        if self._would_lose(translate("Keeping", "Lock and lose it"), "lock"):
            self._watch()  # what is typed is worth more than a lock in time
            return
        path = self._journal.path
        _close_what_floats()
        self.close_wanted.emit()
        self.locked.emit(path)

    def wait_longer(self, is_presented: bool) -> None:
        """While the journal is shown to somebody, it is talked about and keys are rare."""
        self._is_presented = is_presented
        self._watch()

    def _watch(self) -> None:
        """Look at keys and the mouse only while there is something to lock."""
        is_lockable = self._journal is not None and self._journal.is_encrypted
        minutes = self._remembered.state.lock_after if is_lockable else 0
        least = PRESENTED_AT_LEAST if self._is_presented and minutes else 0
        self.idling.watch(max(minutes, least) * MINUTE)


def _close_what_floats() -> None:
    """Menus, lists and tooltips stand in windows of their own, and may name people and days."""
    QToolTip.hideText()  # lets it go; until then it would still be seen
    for window in QApplication.topLevelWidgets():
        if window.windowType() is Qt.WindowType.ToolTip:
            window.hide()
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


@dataclass(frozen=True)
class Reworked:
    """What opens the file after the work on it, and the backups that were left as they were.

    `missed` is a second place that could not be reached; `is_shared` tells that a copy in a shared
    folder is still to follow.
    """

    key: "Key | None"
    left: int = 0
    missed: Path | None = None
    is_shared: bool = False


def _passphrase_set(
    path: Path,
    now: str | None,
    new: str | None,
    second: tuple[Path | None, Path | None],
    shared: Path | None,
    _progress: Progress,
) -> Reworked:
    """The passphrase of another computer's copy makes the same key here, so that both are read."""
    from journal.safekeeping.passphrase import set_passphrase
    from journal.safekeeping.shared_beginning import key_in_folder

    key = None if new is None or shared is None else key_in_folder(shared, new)
    folder, drive = second
    done = set_passphrase(path, now, key or new, second=folder, drive=drive)
    return Reworked(done.key, len(done.left), done.missed, shared is not None)


def _restored(path: Path, backup: Path, key: "Key | None", _progress: Progress) -> Reworked:
    from journal.safekeeping.restoring import restore

    restore(path, backup, key)
    return Reworked(key)


def _restored_words(_done: Reworked) -> str:
    return translate(
        "Keeping",
        "The journal is as it was in the backup. A copy of what was here before is among the "
        "backups.",
    )


def _waiting_words(card: str) -> str:
    if card == BACKUPS:
        return translate("Keeping", "The journal goes back to the backup, and is open again soon.")
    return translate(
        "Keeping", "The journal and its backups are written anew. It is open again soon."
    )


def _passphrase_words(now: str, new: str, done: Reworked) -> str:
    said = [_changed_words(now, new, has_missed=done.missed is not None)]
    if done.left:
        said.append(left_words(done.left))
    if done.is_shared:
        said.append(
            translate(
                "Keeping",
                "The copy in the shared folder is still as it was; it is written anew in a moment, "
                "or a line says what keeps it from that.",
            )
        )
    return " ".join(said)


def _changed_words(now: str, new: str, *, has_missed: bool) -> str:
    """With a second place that was missed a line of its own stands above the pages."""
    if not new:
        return translate("Keeping", "The passphrase is gone. Whoever has the file can read it.")
    changed = translate("Keeping", "The journal and its backups open with the new passphrase now.")
    given = translate(
        "Keeping", "The journal and its backups are encrypted. They open with the passphrase alone."
    )
    if has_missed:
        changed = translate(
            "Keeping", "The journal and the backups beside it open with the new passphrase now."
        )
        given = translate(
            "Keeping",
            "The journal and the backups beside it are encrypted. They open with the passphrase "
            "alone.",
        )
    return changed if now else given
