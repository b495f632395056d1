"""What the window does about a journal that cannot be read whole, or is gone while backups are not.

The damaged file is never written. A backup, or what could be read, takes its place, and the
damaged file is kept under another name.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from PySide6.QtCore import QCoreApplication, QObject, Signal

from journal.obstacles import CannotSave, DamagedJournal, NoJournal, NotAJournal, Obstacle
from ui.jobs import Jobs, Progress
from ui.page_names import DAMAGED
from ui.page_stack import PageStack
from ui.problem_words import problem_words
from ui.remembered import Remembered

if TYPE_CHECKING:
    from journal.on_disk.keys import Secret
    from journal.safekeeping.rescue import Rescued
    from journal.safekeeping.restoring import GoodBackup
    from journal.store import Journal
    from ui.pages.damaged_journal import DamagedJournalPage

translate = QCoreApplication.translate

SEE_DAMAGE = "damage"
"""The key of the line that leads here."""

SecretFor = Callable[[Path], "Secret | None"]
"""What opened a journal, or was meant to. May wait for the keychain."""


def is_damage(error: BaseException) -> bool:
    """Whether an error while a journal is open says that its file is damaged."""
    is_in_the_way = isinstance(error, CannotSave) and error.obstacle is Obstacle.DAMAGED
    return isinstance(error, DamagedJournal) or is_in_the_way


def is_of_the_file(error: BaseException) -> TypeGuard[Exception]:
    """Whether an error while a journal is open is its file's, and none of the program."""
    return isinstance(error, DamagedJournal | CannotSave)


@contextmanager
def said_by(takes: Callable[[BaseException], bool]) -> Iterator[None]:
    """What `takes` says of the file's faults ends here; any other error goes on."""
    try:
        yield
    except Exception as error:
        if not takes(error):
            raise


class Damage(QObject):
    """Offers what can be done and does it.

    `close_wanted` asks that the journal be closed, `shown` that nothing of it be left on the rail;
    `open_wanted` carries a path and what opens it, `said` words about what was done,
    `other_wanted` asks for another file, `new_wanted` for a new journal.
    """

    close_wanted = Signal()
    shown = Signal()
    open_wanted = Signal(object, object)
    said = Signal(str)
    other_wanted = Signal()
    new_wanted = Signal()

    def __init__(
        self,
        jobs: Jobs,
        stack: PageStack,
        remembered: Remembered,
        secret_for: SecretFor,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._stack = stack
        self._remembered = remembered
        self._secret_for = secret_for
        self._path = Path()
        self._secret: Secret | None = None
        self._good: GoodBackup | None = None
        self._rescued: Rescued | None = None
        self._told_later = ""
        self.page: DamagedJournalPage | None = None

    def takes(self, path: Path, error: Exception) -> bool:
        """Whether it is for this page to say why a journal was not opened; then it does."""
        if isinstance(error, NotAJournal | NoJournal):  # what a damaged journal may look like
            from journal.safekeeping.backups import backups

            was_one = path.exists() and path == self._remembered.state.journal
            if not path.parent.is_dir() or not (was_one or backups(path)):
                return False  # never a journal, or on a drive that is not there
        elif not isinstance(error, DamagedJournal):
            return False
        self._offer(path, None, is_there=not isinstance(error, NoJournal) or path.exists())
        return True

    def see(self, journal: "Journal") -> None:
        """The journal that is open was found to be damaged, and the person wants to go on."""
        path, key = journal.path, journal.key
        self.close_wanted.emit()
        self._offer(path, key, is_there=path.exists())

    def say_done(self) -> None:
        """A journal is open: say what was done for it."""
        if self._told_later:
            self.said.emit(self._told_later)
            self._told_later = ""

    def _offer(self, path: Path, secret: "Secret | None", *, is_there: bool) -> None:
        self._path, self._good, self._rescued = path, None, None
        page = self._made()
        page.tell(path, is_there=is_there)
        self.shown.emit()
        self._stack.show_page(DAMAGED)
        page.setFocus()
        second = self._remembered.state.second_place
        work = partial(_looked, path, secret, self._secret_for, second)
        self._jobs.start(work, self._tell_looked, failed=self._tell_failed)

    def _made(self) -> "DamagedJournalPage":
        if self.page is None:
            from ui.pages.damaged_journal import DamagedJournalPage

            self.page = page = DamagedJournalPage()
            page.back_wanted.connect(self._go_back)
            page.read_out_wanted.connect(self._read_out)
            page.use_wanted.connect(self._use)
            page.other_wanted.connect(self.other_wanted)
            page.new_wanted.connect(self.new_wanted)
            self._stack.add(DAMAGED, page)
        return self.page

    def _tell_looked(self, found: "tuple[Secret | None, GoodBackup | None]") -> None:
        self._secret, self._good = found
        self._made().offer(self._good, datetime.now().astimezone().date())

    def _go_back(self) -> None:
        if self._good is not None:
            self._made().set_busy(translate("Damaged", "Going back to the backup …"))
            work = partial(_gone_back, self._path, self._good.backup.path, self._secret)
            self._jobs.start(work, self._open, failed=self._tell_failed)

    def _read_out(self) -> None:
        self._made().set_busy(translate("Damaged", "Reading what can be read …"))
        backup = None if self._good is None else self._good.backup.path
        work = partial(_read, self._path, self._secret, backup)
        self._jobs.start(work, self._tell_read, failed=self._tell_failed)

    def _tell_read(self, rescued: "Rescued") -> None:
        self._rescued = rescued
        self._made().tell_rescued(rescued)

    def _use(self) -> None:
        if self._rescued is not None:
            self._made().set_busy(translate("Damaged", "Putting it in its place …"))
            work = partial(_put_in_place, self._rescued.path, self._path)
            self._jobs.start(work, self._open, failed=self._tell_failed)

    def _open(self, kept: Path | None) -> None:
        done = translate("Damaged", "The journal is whole again.")
        where = translate("Damaged", "The damaged file is kept as {path}.")
        self._told_later = done if kept is None else f"{done} {where.format(path=kept)}"
        self.open_wanted.emit(self._path, self._secret)

    def _tell_failed(self, error: Exception) -> None:
        from journal.safekeeping.rescue import NothingReadable

        text = problem_words(error)
        if isinstance(error, NothingReadable):
            text = _nothing_readable(has_backup=self._good is not None)
        self._made().tell_problem(text or "")
        if text is None:
            raise error


def _nothing_readable(*, has_backup: bool) -> str:
    if has_backup:
        return translate(
            "Damaged",
            "Of this file nothing can be read any more. It was left as it is. Go back to the "
            "backup, or look for another copy.",
        )
    return translate(
        "Damaged",
        "Of this file nothing can be read any more. It was left as it is. Look for another copy "
        "of it, or begin a new journal.",
    )


def _looked(
    path: Path,
    known: "Secret | None",
    secret_for: SecretFor,
    second: Path | None,
    _progress: Progress,
) -> "tuple[Secret | None, GoodBackup | None]":
    from journal.safekeeping.restoring import newest_good

    secret = known or secret_for(path)
    return secret, newest_good(path, secret, second=second)


def _gone_back(
    path: Path, backup: Path, secret: "Secret | None", _progress: Progress
) -> Path | None:
    from journal.safekeeping.restoring import restore

    return restore(path, backup, secret)


def _read(
    path: Path, secret: "Secret | None", backup: Path | None, _progress: Progress
) -> "Rescued":
    from journal.safekeeping.rescue import rescue

    return rescue(path, secret, backup=backup)


def _put_in_place(rescued: Path, path: Path, _progress: Progress) -> Path | None:
    from journal.safekeeping.restoring import take_place

    return take_place(rescued, path)
