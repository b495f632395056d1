"""The backups of one journal, made behind what is written, and brought to a second place.

Each is made on a thread. Whatever else makes one, before an import say, makes it beside the
journal, and from there it is brought to the second place. So is what that place missed before: it
is tried again with every entry and every minute, until it is there.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from journal.defects import note_defect
from journal.obstacles import CannotSave, Obstacle, refused_by_system
from ui.damage import is_damage
from ui.jobs import Jobs, Progress
from ui.remembered import Remembered

if TYPE_CHECKING:
    from journal.safekeeping.backups import Reason
    from journal.store import Journal

translate = QCoreApplication.translate

TRIED_EVERY = 60_000
"""Milliseconds before it is tried again what did not work."""


@dataclass(frozen=True)
class Unreached:
    """A second place that could not be reached, or the journal's own folder of backups.

    `is_lacking` where there are backups that it does not have; `is_left_behind` where those that
    it has are as they were before the passphrase was changed; `is_none_made` where not even the
    backup beside the journal could be made.
    """

    folder: Path
    is_lacking: bool
    is_left_behind: bool
    is_none_made: bool = False


@dataclass(frozen=True)
class _Brought:
    """What kept a second place from having all backups; else how many there open otherwise."""

    failure: CannotSave | None = None
    left: int = 0


class BackingUp(QObject):
    """Makes one journal's backups.

    `made` tells that there is another one; `missed` carries an `Unreached`, or None once all could
    be reached; `said` words. What nobody foresaw is raised once, and only logged when it is tried
    again.
    """

    made = Signal()
    missed = Signal(object)
    said = Signal(str)

    def __init__(self, jobs: Jobs, remembered: Remembered, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._remembered = remembered
        self._journal: Journal | None = None
        self._brought: frozenset[Path] = frozenset()
        self._making: Reason | None = None
        self._owed: Reason | None = None
        self._told: Unreached | None = None
        self._is_under_way = False
        self._was_written = False
        self._again = QTimer(self)
        self._again.setInterval(TRIED_EVERY)
        self._again.timeout.connect(self._try_again)

    def open(self, journal: "Journal") -> None:
        """Back up this journal; see to what was left undone when it was open last."""
        self._journal = journal
        self._is_under_way = self._was_written = False
        self._told = self._owed = None
        if journal.is_sample or journal.is_read_only:
            return
        self._brought = _found(journal)
        self._tell_missed()
        if journal.is_encrypted:
            self._encrypt_left_behind(journal)
        else:
            self._catch_up(is_told=False)

    def close(self) -> None:
        """Back up nothing; the work under way has been waited for."""
        self._journal = None
        self._again.stop()

    def see_place(self) -> None:
        """Another second place was chosen, or none; with the next entry it gets what there is."""
        self._brought = frozenset()
        if self._journal is not None:
            self._remembered.keep_lacking(self._journal.path, None)
        self._tell_missed()

    def see_written(self) -> None:
        """Something was saved: the first time on a day, a backup is made behind it."""
        from journal.safekeeping.backups import Reason, is_due

        journal = self._journal
        if journal is None or journal.is_sample or self._is_under_way:
            self._was_written = True
        elif is_due(journal.path, journal.clock().local):
            self._back_up(journal, Reason.DAILY)
        elif self._second is not None and (self._told or _found(journal) != self._brought):
            self._catch_up(is_told=True)

    def back_up_now(self) -> None:
        """Make a backup because it was asked for."""
        from journal.safekeeping.backups import Reason

        if self._journal is not None and not self._is_under_way:
            self._back_up(self._journal, Reason.ASKED)

    @property
    def _second(self) -> Path | None:
        return self._remembered.state.second_place

    @property
    def _drive(self) -> Path | None:
        return self._remembered.state.second_drive

    def _back_up(self, journal: "Journal", reason: "Reason") -> None:
        """Make one; the window does not close before, however soon after an entry that is."""
        self._is_under_way = True
        self._making = reason
        work = partial(_backed_up, journal, reason)
        self._jobs.start(work, self._tell_backed_up, failed=self._tell_none, is_owed=True)

    def _tell_backed_up(self, _done: object) -> None:
        self._is_under_way, self._owed = False, None
        if self._second is not None:
            self._catch_up(is_told=True)
        else:
            self._tell_made(_Brought())

    def _tell_made(self, done: _Brought) -> None:
        self._see_brought(done, is_told=True)
        self.made.emit()
        self._go_on()

    def _see_brought(self, done: _Brought, *, is_told: bool) -> None:
        self._is_under_way = False
        journal, second = self._journal, self._second
        if journal is None:
            return
        if done.failure is None:
            self._brought = _found(journal)
            self._remembered.keep_lacking(journal.path, None)
            if second is not None and self._remembered.left_behind(journal.path) == second:
                self._remembered.keep_left_behind(journal.path, None)
                if done.left:
                    self.said.emit(left_words(done.left))
        elif is_told and second is not None:
            self._remembered.keep_lacking(journal.path, second)
        self._tell_missed()

    def _tell_missed(self) -> None:
        """Say what a second place misses, where that is not what was said last."""
        journal, second, missed = self._journal, self._second, None
        if journal is not None and self._owed is not None:
            from journal.on_disk.copies import folder_of_copies  # loads SQLAlchemy

            folder = folder_of_copies(journal.path)
            missed = Unreached(folder, is_lacking=False, is_left_behind=False, is_none_made=True)
        elif journal is not None and second is not None:
            is_lacking = self._remembered.lacking(journal.path) == second
            is_left_behind = self._remembered.left_behind(journal.path) == second
            if is_lacking or is_left_behind:
                missed = Unreached(second, is_lacking, is_left_behind)
        if missed != self._told:
            self._told = missed
            self.missed.emit(missed)
        if missed is None:
            self._again.stop()
        elif not self._again.isActive():
            self._again.start()

    def _try_again(self) -> None:
        if self._journal is None or self._is_under_way:
            return
        if self._owed is not None:
            self._back_up(self._journal, self._owed)
        else:
            is_told = self._remembered.lacking(self._journal.path) is not None
            self._catch_up(is_told=is_told)

    def _tell_none(self, error: Exception) -> None:
        """No backup: that is said until there is one, unless it is the journal that is at fault."""
        self._is_under_way = self._was_written = False
        is_gone = isinstance(error, CannotSave) and error.obstacle is Obstacle.GONE
        if is_gone or is_damage(error):
            self._owed = None  # or it would be tried, and said, every minute
            self._tell_missed()
            raise error  # the window says it
        self._owed = self._making
        self._tell_missed_for(error)

    def _tell_missed_for(self, error: Exception) -> None:
        before = self._told
        self._tell_missed()
        if isinstance(error, CannotSave):
            return
        if before == self._told:
            note_defect(error)
        else:
            raise error

    def _let_be(self) -> None:
        self._is_under_way = False

    def _go_on(self) -> None:
        """Something may have been written meanwhile."""
        if self._was_written:
            self._was_written = False
            self.see_written()

    # ---- what was left undone ----

    def _catch_up(self, *, is_told: bool) -> None:
        """Have in the second place what it lacks, and say so where it cannot be, if asked to."""
        if self._journal is not None and self._second is not None:
            self._is_under_way = True
            tell = self._tell_made if is_told else self._tell_caught_up
            work = partial(_caught_up, self._journal, self._second, self._drive)
            self._jobs.start(work, tell, failed=self._tell_not_there, cancelled=self._let_be)

    def _tell_caught_up(self, done: _Brought) -> None:
        """As the journal opened; a stick that is not plugged in then has perhaps all there is."""
        self._see_brought(done, is_told=False)
        self._go_on()

    def _tell_not_there(self, error: Exception) -> None:
        """The second place could not be seen to for a reason that nobody foresaw."""
        self._is_under_way = self._was_written = False
        if self._journal is not None and self._second is not None:
            self._remembered.keep_lacking(self._journal.path, self._second)
        self.made.emit()  # one beside the journal, mostly
        self._tell_missed_for(error)

    def _encrypt_left_behind(self, journal: "Journal") -> None:
        """Backups in clear, of a new passphrase that was cut short; no backup is made meanwhile."""
        self._is_under_way = True
        work = partial(_left_behind_encrypted, journal, self._second, self._drive)
        self._jobs.start(
            work, self._tell_encrypted, failed=self._tell_not_encrypted, cancelled=self._let_be
        )

    def _tell_not_encrypted(self, error: Exception) -> None:
        """The next opening tries it again; what is backed up is backed up all the same."""
        self._tell_encrypted(0)
        raise error

    def _tell_encrypted(self, left: int) -> None:
        self._is_under_way = False
        if left:
            self.said.emit(left_words(left))
        self._catch_up(is_told=False)
        if self._second is None:
            self._go_on()


def _found(journal: "Journal") -> frozenset[Path]:
    from journal.safekeeping.backups import backups

    return frozenset(one.path for one in backups(journal.path))


def _backed_up(journal: "Journal", reason: "Reason", _progress: Progress) -> None:
    from journal.safekeeping.backups import back_up

    now: datetime = journal.clock().local
    back_up(journal, reason, now=now)


def _caught_up(
    journal: "Journal", second: Path, drive: Path | None, progress: Progress
) -> _Brought:
    """What keeps the second place from having all backups that are kept.

    Those there that stand in clear though the journal is encrypted are written over.
    """
    from journal.safekeeping.backups import catch_up

    try:
        _left_behind_encrypted(journal, second, drive, progress)
        return _Brought(left=len(catch_up(journal, second, drive)))
    except CannotSave as failure:
        return _Brought(failure)
    except OSError as error:  # it went while it was read
        return _Brought(refused_by_system(second, error))


def _left_behind_encrypted(
    journal: "Journal", second: Path | None, drive: Path | None, _progress: Progress
) -> int:
    """How many backups still stand in clear; mostly there were none to begin with."""
    from journal.safekeeping.backups import is_there
    from journal.safekeeping.passphrase import encrypt_left_behind

    if journal.key is None:
        return 0
    reached = second if second is not None and is_there(second, drive) else None
    return len(encrypt_left_behind(journal.path, journal.key, reached).left)


def left_words(left: int) -> str:
    """Said of backups that a new passphrase did not reach."""
    one = translate(
        "Keeping",
        "One backup could not be written anew and stayed as it was: not encrypted, or "
        "under another passphrase. Settings show where it lies.",
    )
    many = translate(
        "Keeping",
        "%n backups could not be written anew and stayed as they were: not encrypted, or "
        "under another passphrase. Settings show where they lie.",
        "",
        left,
    )
    return one if left == 1 else many
