"""The journal kept in step with its shared folder, and what is undecided between copies.

Rounds run on a thread: soon after the journal is opened, some seconds after a change here or in the
folder, and every few minutes. A round waits while other work is under way. What this computer
remembers of the folder lies in small files of this user, beside what the window remembers.
"""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from journal.defects import note_defect
from ui.jobs import Job, Jobs, Progress
from ui.problem_words import problem_words

if TYPE_CHECKING:
    from journal.days import Instant
    from journal.safekeeping.shared_folder import Joined, Left, Round, Seen
    from journal.safekeeping.this_computer import ThisComputer
    from journal.store import Journal

EVERY = 4 * 60_000
"""Milliseconds between two rounds in which nothing was changed here."""

SOON = 1_500
AFTER_A_CHANGE = 15_000
AFTER_NEWS = 3_000
BUSY = 3_000
"""Milliseconds after the opening, after a change, after something came into the folder, and after
other work was found under way."""

_QUICK, _SMALL = 1.5, 8_000_000
"""Seconds that putting the copy there took, or the bytes of a journal of which that is not known:
with more, it is not done when the journal is closed."""


@dataclass(frozen=True)
class SeenCopy:
    """Another computer's copy that was joined; `at` is when it was last read anew."""

    file: str
    computer: str
    at: "Instant"
    is_in_clear: bool = False


@dataclass(frozen=True)
class Told:
    """How the shared folder stands. `folder` is None where none is used.

    `at` is when it was last in step since the journal was opened; `trouble` says what keeps it
    from being so, empty where nothing does.
    """

    folder: Path | None = None
    at: "Instant | None" = None
    is_busy: bool = False
    trouble: str = ""
    copies: tuple[SeenCopy, ...] = ()
    left: "tuple[Left, ...]" = ()


@dataclass(frozen=True)
class _Sharing:
    """The journal that is open, what this computer remembers of its folders, and what a round saw.

    A folder that is chosen anew has not been seen yet.
    """

    journal: "Journal"
    computer: "ThisComputer"
    seen: "Seen"

    def step(self, folder: Path, progress: Progress | None = None) -> "Round":
        """One round; runs on a thread, but for the last one."""
        from journal.safekeeping.shared_folder import keep_in_step

        return keep_in_step(self.journal, folder, self.computer, seen=self.seen, progress=progress)


class InStep(QObject):
    """Keeps one journal in step.

    `shown` carries a `Told`, `troubled` words that hold until it sends none; `undecided_found` how
    many records wait for a decision.
    """

    shown = Signal(object)
    troubled = Signal(str)
    undecided_found = Signal(int)

    def __init__(self, jobs: Jobs, remembered: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self._remembered = remembered
        self._sharing: _Sharing | None = None
        self._job: Job | None = None
        self._told = Told()
        self._trouble = ""
        self._n_undecided = 0
        self._copies: dict[str, SeenCopy] = {}
        self._has_changed = self._has_news = False
        self._begun = 0.0
        self._took: float | None = None
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self.step_now)
        self._folder_watched = QFileSystemWatcher(self)
        self._folder_watched.directoryChanged.connect(self._see_folder)

    def open(self, journal: "Journal") -> None:
        """Keep this journal in step, where a folder was chosen for it."""
        from journal.safekeeping.shared_folder import Seen
        from journal.safekeeping.this_computer import ThisComputer

        self._sharing = sharing = _Sharing(journal, ThisComputer(self._remembered), Seen())
        self._copies.clear()
        self._has_changed, self._took = False, None
        can_share = not journal.is_sample and not journal.is_read_only
        self._show(Told(sharing.computer.share_of(journal.path).folder if can_share else None))
        self._look_for_undecided()
        self._plan(SOON)

    def close(self) -> None:
        """Let go of the journal: no round goes on, and what was just changed is put there quickly.

        Where a round takes long, it is left for the next opening.
        """
        self._next.stop()
        self.jobs.drain()  # nothing may go on with a journal that is closed
        if self._has_changed and not self._told.trouble:
            self._step_a_last_time()
        self._sharing = None
        self._show(Told())
        self._watch_folder()
        self._tell_undecided(0)

    def tell(self) -> None:
        """Tell how it stands."""
        self.shown.emit(self._told)

    def see_written(self) -> None:
        """Something was written: the others shall have it soon."""
        self._look_for_undecided()
        self._has_changed = True  # in a round perhaps by itself; then the next one finds nothing
        if self._job is None:
            self._plan(AFTER_A_CHANGE)

    def use_folder(self, folder: Path | None) -> None:
        """Share the journal in this folder from now on, or with None no more."""
        from journal.obstacles import CannotSave
        from journal.safekeeping.shared_folder import Seen

        sharing = self._sharing
        if sharing is None or sharing.journal.is_sample or sharing.journal.is_read_only:
            return
        self._stop()
        try:
            sharing.computer.use_folder(sharing.journal.path, folder)
        except CannotSave as error:
            self._show(Told(self._told.folder, trouble=problem_words(error) or ""))
            return
        self._copies.clear()
        self._sharing = replace(sharing, seen=Seen())
        self._show(Told(folder))
        self._watch_folder()
        self.step_now()

    def step_now(self) -> None:
        """Begin a round, unless other work is under way: then a little later."""
        sharing, folder = self._sharing, self._told.folder
        if sharing is None or folder is None or self._job is not None:
            return
        if self.jobs.busy:
            self._next.start(BUSY)
            return
        self._has_changed = self._has_news = False
        self._begun = monotonic()
        self._show(replace(self._told, is_busy=True))
        work = partial(sharing.step, folder)
        self._job = self.jobs.start(work, self._end, failed=self._fail, cancelled=self._let_be)

    # ---- what became of a round ----

    def _end(self, done: "Round") -> None:
        self._job = None
        if done.wrote:
            self._took = monotonic() - self._begun
        for one in done.joined:
            self._see_copy(one)
        self._show(self._told_of(done))
        self._watch_folder()
        self._plan(EVERY)
        if self._has_changed:
            self._plan(AFTER_A_CHANGE)
        if self._has_news:
            self._plan(AFTER_NEWS)

    def _fail(self, error: Exception) -> None:
        from journal.obstacles import CannotSave, Obstacle
        from journal.words.shared_folder import not_in_step_words, not_joined_words

        self._job = None
        self._has_changed = True
        if isinstance(error, CannotSave) and error.obstacle is Obstacle.BUSY:
            self._show(replace(self._told, is_busy=False))
            self._plan(BUSY)
            return
        is_new = not self._told.trouble
        text = (
            not_joined_words(error.obstacle)
            if isinstance(error, CannotSave)
            else problem_words(error)
        )
        self._show(replace(self._told, is_busy=False, trouble=text or not_in_step_words()))
        self._plan(EVERY)
        is_damaged = self._sharing is not None and self._sharing.journal.is_damaged
        if is_new and (text is None or is_damaged):
            raise error  # for the window to say it, once
        if text is None:
            note_defect(error)

    def _let_be(self) -> None:
        self._job = None
        self._has_changed = True
        self._show(replace(self._told, is_busy=False))

    def _see_copy(self, one: "Joined") -> None:
        if self._sharing is not None:
            at = self._sharing.journal.clock()
            self._copies[one.file] = SeenCopy(one.file, one.computer, at)

    def _told_of(self, done: "Round") -> Told:
        from journal.words.shared_folder import NEEDS_THE_PERSON, left_words, trouble_words

        folder = self._told.folder
        if done.trouble is not None:
            trouble = trouble_words(done.trouble, folder)
        else:
            whys = [one.why for one in done.left if one.why in NEEDS_THE_PERSON]
            trouble = left_words(whys[0]) if whys else ""
        left = {one.file for one in done.left}
        copies = tuple(
            SeenCopy(one.file, one.computer, one.at, one.file in done.in_clear)
            for one in sorted(self._copies.values(), key=lambda one: one.computer)
            if one.file not in left
        )
        at = self._told.at
        if done.trouble is None and self._sharing is not None:
            at = self._sharing.journal.clock()
        return Told(folder, at, is_busy=False, trouble=trouble, copies=copies, left=done.left)

    def _show(self, told: Told) -> None:
        self._told = told
        self.shown.emit(told)
        if not told.is_busy and told.trouble != self._trouble:
            self._trouble = told.trouble
            self.troubled.emit(told.trouble)

    # ---- when ----

    def _plan(self, wait: int) -> None:
        """The next round after so many milliseconds, if none comes sooner anyway."""
        if self._told.folder is None:
            return
        if not self._next.isActive() or self._next.remainingTime() > wait:
            self._next.start(wait)

    def _watch_folder(self) -> None:
        """Hear of what comes into the folder, where the system tells that."""
        wanted = [] if self._told.folder is None else [str(self._told.folder)]
        found = self._folder_watched.directories()
        if wanted != found:
            if found:
                self._folder_watched.removePaths(found)
            if wanted:
                self._folder_watched.addPaths(wanted)

    def _see_folder(self) -> None:
        self._has_news = True  # of this round itself perhaps; then the next one finds nothing
        if self._job is None:
            self._plan(AFTER_NEWS)

    def _stop(self) -> None:
        self._next.stop()
        if self._job is not None:
            self._job.cancel()
            self.jobs.drain()

    def _step_a_last_time(self) -> None:
        from journal.obstacles import JournalError

        sharing, folder = self._sharing, self._told.folder
        if sharing is None or folder is None:
            return
        try:
            is_small = self._took is None and sharing.journal.path.stat().st_size < _SMALL
        except OSError:  # its drive is gone
            return
        if is_small or (self._took is not None and self._took < _QUICK):
            try:
                sharing.step(folder)
            except JournalError:  # the next opening tries again
                pass
            except Exception as error:  # noqa: BLE001 - the journal is closed whatever this is
                note_defect(error)

    def _look_for_undecided(self) -> None:
        from journal.history.deciding import undecided

        if self._sharing is not None:
            with self._sharing.journal.read() as session:
                n = len(undecided(session))
            self._tell_undecided(n)

    def _tell_undecided(self, n: int) -> None:
        if n != self._n_undecided:
            self._n_undecided = n
            self.undecided_found.emit(n)
