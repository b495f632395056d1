"""What is loaded behind the first paint: SQLAlchemy and the journal, then matplotlib.

The work runs on a thread of `Jobs`; what came of it arrives on the window's thread as signals. Only
the latest request counts: a journal that opens after another was asked for is closed again.
"""

import importlib
import tempfile
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from journal import owner_only
from journal.days import Clock
from ui.jobs import Jobs, Progress

if TYPE_CHECKING:
    from journal.on_disk.keys import Key, Secret
    from journal.store import Journal

_JOURNAL_MODULES = (
    "journal.check_ins",
    "journal.treatments",
    "journal.queries",
    "journal.settings",
)
_CHART_MODULES = ("matplotlib.figure", "matplotlib.backends.backend_qtagg")

KeyFor = Callable[[Path], "Key | None"]
"""What this computer remembers of the key to a journal. May wait."""

SAMPLE_NAME = "Sample patient.tidemark"


class Manner(StrEnum):
    """How a journal is to be opened."""

    WRITE = "write"
    READ = "read"
    """Its lock is left to whoever holds it."""
    TAKE_OVER = "take over"
    """Also where another computer has noted that it is open there."""


class Loading(QObject):
    """Opens journals. `opened` carries a Journal; `failed` the path that was asked for, and why."""

    opened = Signal(object)
    failed = Signal(object, object)
    charts_ready = Signal()

    def __init__(
        self,
        jobs: Jobs,
        clock: Clock,
        parent: QObject | None = None,
        *,
        key_for: KeyFor | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._clock = clock
        self._key_for = key_for or _no_key
        self._latest = 0
        self._path = Path()
        self._secret: Secret | None = None
        self._is_closed = False
        self._has_charts = False
        self._throw_away: tempfile.TemporaryDirectory[str] | None = None

    def open(
        self, path: Path, secret: "Secret | None" = None, manner: Manner = Manner.WRITE
    ) -> None:
        """Open the journal at a path.

        `secret` is what opens an encrypted one; without it `key_for` is asked, on the thread.
        """
        work = partial(_opened, path, self._clock, secret, self._key_for, manner)
        self._begin(path, work, secret)

    def secret_for(self, path: Path) -> "Secret | None":
        """What the journal asked for last was to be opened with. Not on the window's thread."""
        return self._secret or self._key_for(path)

    def start_new(self, path: Path, name: str, passphrase: str = "") -> None:
        """Make a journal for a patient, whose name may be empty, and open it.

        It is encrypted where there is a passphrase.
        """
        self._begin(path, partial(_started, path, self._clock, name, passphrase or None))

    def begin_from(
        self, folder: Path, path: Path, remembered: Path, secret: "Secret | None" = None
    ) -> None:
        """Make a journal of the newest copy in a shared folder, share it there, and open it.

        `remembered` is where this computer keeps which folder that is.
        """
        self._begin(path, partial(_begun, folder, path, self._clock, remembered, secret))

    def open_sample(self) -> None:
        """Open the sample patient in a throw-away copy, which goes when the program ends."""
        if self._throw_away is None:
            self._throw_away = tempfile.TemporaryDirectory(prefix="tidemark-sample-")
        path = Path(self._throw_away.name) / SAMPLE_NAME
        self._begin(path, partial(_sample, path, self._clock))

    def close(self) -> None:
        """Take no more journals; remove the throw-away copy. Jobs have been drained by now."""
        self._is_closed = True
        if self._throw_away is not None:
            self._throw_away.cleanup()
            self._throw_away = None

    def _begin(
        self, path: Path, work: Callable[[Progress], "Journal"], secret: "Secret | None" = None
    ) -> None:
        self._latest += 1
        self._path, self._secret = path, secret
        number = self._latest
        self._jobs.start(
            partial(_numbered, number, work), self._tell_opened, failed=self._tell_failed
        )

    def _tell_opened(self, result: tuple[int, "Journal"]) -> None:
        number, journal = result
        if self._is_closed or number != self._latest:
            journal.close()
            return
        self.opened.emit(journal)
        self._load_charts()

    def _tell_failed(self, failure: Exception) -> None:
        if not isinstance(failure, _Failure):
            raise failure
        if not self._is_closed and failure.number == self._latest:
            self.failed.emit(self._path, failure.error)
            self._load_charts()

    def _load_charts(self) -> None:
        """Load matplotlib on a thread, so that the first chart does not wait for it."""
        if not self._has_charts:
            self._has_charts = True
            self._jobs.start(_import_charts, self._tell_charts)

    def _tell_charts(self, _result: None) -> None:
        self.charts_ready.emit()


class _Failure(Exception):
    """An error together with the number of the request that it ended."""

    def __init__(self, number: int, error: Exception) -> None:
        super().__init__(number, error)
        self.number, self.error = number, error


def _numbered(
    number: int, work: Callable[[Progress], "Journal"], progress: Progress
) -> tuple[int, "Journal"]:
    try:
        return number, work(progress)
    except Exception as error:
        raise _Failure(number, error) from error


def _no_key(_path: Path) -> None:
    """What is known of the keys of journals where nobody was asked to remember any."""


def _opened(
    path: Path,
    clock: Clock,
    secret: "Secret | None",
    key_for: KeyFor,
    manner: Manner,
    progress: Progress,
) -> "Journal":
    _import_all(_JOURNAL_MODULES, progress)
    from journal.obstacles import DamagedJournal, Locked, WrongPassphrase
    from journal.safekeeping.rescue import is_sealed_with
    from journal.safekeeping.shared_beginning import refuse_shared_copy
    from journal.store import Journal

    found = key_for(path) if secret is None else None
    to_read = manner is Manner.READ
    if not to_read:
        refuse_shared_copy(path, secret or found)
    try:
        return Journal.open(
            path,
            secret or found,
            clock=clock,
            to_read=to_read,
            takes_over=manner is Manner.TAKE_OVER,
        )
    except WrongPassphrase:
        if found is None:
            if is_sealed_with(path, secret):
                raise DamagedJournal(path) from None
            raise
        raise Locked(path) from None  # nobody typed anything that could be wrong


def _started(
    path: Path, clock: Clock, name: str, passphrase: str | None, progress: Progress
) -> "Journal":
    _import_all(_JOURNAL_MODULES, progress)
    from journal.people import add_person
    from journal.records import Role
    from journal.store import Journal

    owner_only.folder(path.parent)
    journal = Journal.create(path, passphrase, clock=clock)
    try:
        with journal.write("Start the journal") as session:
            add_person(session, name, Role.PATIENT)
    except BaseException:
        journal.close()
        raise
    return journal


def _begun(
    folder: Path,
    path: Path,
    clock: Clock,
    remembered: Path,
    secret: "Secret | None",
    progress: Progress,
) -> "Journal":
    _import_all(_JOURNAL_MODULES, progress)
    from journal.safekeeping.shared_beginning import begin_from
    from journal.safekeeping.this_computer import ThisComputer
    from journal.store import Journal

    owner_only.folder(path.parent)
    begin_from(folder, path, secret)
    ThisComputer(remembered).use_folder(path, folder)
    return Journal.open(path, secret, clock=clock)


def _sample(path: Path, clock: Clock, progress: Progress) -> "Journal":
    _import_all((*_JOURNAL_MODULES, "journal.sample"), progress)
    from journal.sample import make_sample
    from journal.store import Journal

    if not path.exists():
        make_sample(path)
    return Journal.open(path, clock=clock)


def _import_all(names: tuple[str, ...], progress: Progress) -> None:
    for name in names:
        progress.stop_if_cancelled()
        importlib.import_module(name)


def _import_charts(progress: Progress) -> None:
    _import_all(_CHART_MODULES, progress)
