"""Which journal is open, which is asked for next, and whether the first may be left for it.

Answers given before a journal opened belong to that journal alone: they go along to no other.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from ui.loading import Loading, Manner
from ui.notices import Notices
from ui.page_stack import PageStack
from ui.pages.today import TodayPage

if TYPE_CHECKING:
    from journal.on_disk.keys import Secret
    from journal.store import Journal

translate = QCoreApplication.translate


class Opening(QObject):
    """Asks `Loading` for journals. Without a path, the sample patient is meant."""

    def __init__(
        self,
        loading: Loading,
        stack: PageStack,
        today: TodayPage,
        notices: Notices,
        shares: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shares = shares
        self._begun: tuple[Path, Path] | None = None
        self._loading = loading
        self._stack = stack
        self._today = today
        self._notices = notices
        self._path: Path | None = None
        self._manner = Manner.WRITE
        self.journal: Journal | None = None
        self.is_under_way = False

    def expect(self, path: Path | None) -> None:
        """Have Today's form stand for a journal that `load_expected` will ask for."""
        self._path = path
        self.is_under_way = True

    def load_expected(self) -> None:
        """Open what is expected."""
        if self._path is None:
            self._loading.open_sample()
        else:
            self._loading.open(self._path)

    def open(self, path: Path, manner: Manner = Manner.WRITE) -> None:
        """Open a journal in place of the one that is open."""
        if self._may_leave_for(path):
            self._manner = manner
            self._load(path)

    def open_to_read(self, path: Path) -> None:
        """Open a journal that somebody else is writing in."""
        self.open(path, Manner.READ)

    def take_over(self, path: Path) -> None:
        """Open a journal to write that another computer has noted to have open."""
        self.open(path, Manner.TAKE_OVER)

    def follow(self, action: str) -> None:
        """Open it as a line above the pages offers; its key is a manner, or of something else."""
        if action == Manner.WRITE and self.journal is not None:
            self._open_to_write(self.journal)
        elif action in (Manner.READ, Manner.TAKE_OVER) and self._path is not None:
            path, journal = self._path, self.journal
            if self._may_leave_for(path):
                self._manner = Manner(action)
                self._load(path, journal.key if journal and journal.path == path else None)

    def open_with(self, path: Path, secret: "Secret | None") -> None:
        """Open an encrypted journal as was asked, or one that was closed for work on its file."""
        if path != self._path:
            self._manner = Manner.WRITE
        self.expect(path)
        self._load(path, secret)

    def begin_from(self, folder: Path, path: Path) -> None:
        """Make a journal of what another computer has put into a shared folder, and share it.

        Where that is encrypted, `open_with` tells its passphrase.
        """
        if self._may_leave_for(path):
            self._begun = (folder, path)
            self._loading.begin_from(folder, path, self._shares)

    def open_sample(self) -> None:
        """Open the sample patient."""
        if self._may_leave_for(None):
            self._loading.open_sample()

    def start_new(self, path: Path, name: str, passphrase: str = "") -> None:
        """Make a journal for a patient, whose name may be empty; encrypted with a passphrase."""
        if self._may_leave_for(path):
            self._loading.start_new(path, name, passphrase)

    def end(self, journal: "Journal | None") -> None:
        """The asking is over: this journal is open, or the one before still is."""
        self.is_under_way = False
        if journal is not None:
            self.journal = journal
            self._begun = None

    def would_lose(self, action: str, key: str) -> bool:
        """Keep what was typed; say so where the journal refuses to take it."""
        self._stack.flush()
        is_refused = self.journal is not None and not self.journal.is_read_only
        if not (is_refused and self._stack.has_unkept):
            return False
        text = translate(
            "Window",
            "Some of what you typed could not be saved and would be lost now. Everything saved "
            "before is safe. Make room, or see to the drive, and try again.",
        )
        self._notices.say(text, action, key)
        return True

    def _open_to_write(self, journal: "Journal") -> None:
        """Open a journal to write that is open to read here, or only could be read so far."""
        path, key = journal.path, journal.key
        if self._may_leave_for(path):
            journal.let_go()  # or its own lock would stand in the way
            self._manner = Manner.WRITE
            self._load(path, key)

    def _load(self, path: Path, secret: "Secret | None" = None) -> None:
        if self._begun is not None and self._begun[1] == path:
            self._loading.begin_from(*self._begun, self._shares, secret)
        else:
            self._loading.open(path, secret, self._manner)

    def _may_leave_for(self, path: Path | None) -> bool:
        if self.would_lose(translate("Window", "Leave and lose it"), "forget"):
            return False
        if path != self._path:
            self._today.forget_unkept()
        self._path = path
        return True
