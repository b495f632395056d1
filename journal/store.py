"""Open a journal file; read it and write it, one short session per unit of work.

`Journal` has `read()`, `write(label)` and listeners, and never grows beyond that. Every write of
the program goes through `write(label)`: it is kept whole or not at all, the version before each
change is kept with it, and the listeners are told which kinds of record changed.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from journal import days, history, obstacles
from journal.days import Clock
from journal.history import Kind
from journal.on_disk import journal_file
from journal.on_disk.copies import copy_whole
from journal.on_disk.driver import BUSY_SECONDS, SqliteError
from journal.on_disk.keys import Key, Secret
from journal.on_disk.opened import Opened
from journal.records import Setting
from journal.soundness import UNFIT, is_as_written, reads_whole

Listener = Callable[[frozenset[Kind]], None]

_OF_THE_FILE = (DatabaseError, OperationalError)
"""What the driver raises when the file is full, read-only, busy or damaged; no subclass of them."""

SAMPLE = "sample"
"""Name of the setting that marks a journal as holding the sample patient."""


class Journal:
    """One open journal. Made by `open` or `create`; `close` it, or use it as a context."""

    def __init__(self, opened: Opened, clock: Clock) -> None:
        self._opened = opened
        self._clock = clock
        self._listeners: list[Listener] = []
        self._writes_made: list[str] = []
        self._writing = threading.Lock()
        self._writing_thread: int | None = None
        self._is_damaged = False
        self.writer_id: str | None = None
        try:
            with self.read() as session:
                # A page in another's place, or a digit, would be believed.
                if not opened.is_seen_whole and not is_as_written(session):
                    raise obstacles.DamagedJournal(self.path)
                self.is_sample = session.get(Setting, SAMPLE) is not None
        except SqliteError as error:
            opened.close()
            raise obstacles.obstacle_in(self.path, str(error)) from error
        except BaseException:
            opened.close()  # or the lock would outlive the attempt
            raise

    @classmethod
    def open(
        cls,
        path: Path,
        passphrase: Secret | None = None,
        *,
        clock: Clock = days.now,
        to_read: bool = False,
        takes_over: bool = False,
    ) -> Self:
        """Open a journal; `to_read` takes no lock and never changes the file.

        `takes_over` passes over a note that another computer has it open.

        Raises NoJournal, NotAJournal, NewerJournal, OlderJournal, DamagedJournal, JournalInUse,
        and for an encrypted one Locked without a passphrase, WrongPassphrase with another.
        """
        opened = journal_file.open_file(path, passphrase, to_read=to_read, takes_over=takes_over)
        return cls(opened, clock)

    @classmethod
    def create(
        cls, path: Path, passphrase: Secret | None = None, *, clock: Clock = days.now
    ) -> Self:
        """Make an empty journal, encrypted where there is a passphrase.

        Raises AlreadyThere or CannotMake.
        """
        return cls(journal_file.create_file(path, passphrase), clock)

    @property
    def path(self) -> Path:
        """Where the journal lies."""
        return self._opened.path

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be saved: a read-only folder, or opened only to read."""
        return self._opened.is_read_only

    @property
    def is_damaged(self) -> bool:
        """Whether something could not be read since it was opened."""
        return self._is_damaged

    @property
    def is_in_place(self) -> bool:
        """Whether the file is still where it was opened, and no other lies there."""
        return self._opened.is_in_place

    @property
    def key(self) -> Key | None:
        """What opens the file again; None where it is not encrypted."""
        return self._opened.key

    @property
    def is_encrypted(self) -> bool:
        """Whether the file can be read only with its passphrase."""
        return self.key is not None

    @property
    def has_log(self) -> bool:
        """Whether SQLite keeps a write-ahead log of it; its folder may allow none."""
        with self._opened.reading.connect() as connection:
            mode: str = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        return mode == "wal"

    @property
    def clock(self) -> Clock:
        """What tells this journal the time."""
        return self._clock

    @property
    def writes_made(self) -> tuple[str, ...]:
        """Keys of what was written here since the journal was opened, in that order."""
        return tuple(self._writes_made)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session over one unchanging view of the journal; it refuses to be written with.

        Raises DamagedJournal when what is asked for cannot be read.
        """
        try:
            with _session(self._opened.reading) as session:
                event.listen(session, "before_flush", _refuse_to_write)
                yield session
        except DatabaseError as error:
            if type(error) not in _OF_THE_FILE:
                raise  # a wrong statement is a defect of the program
            found = obstacles.obstacle_or_damage(self.path, error)
            self._is_damaged |= isinstance(found, obstacles.DamagedJournal)
            raise found from error
        except UNFIT as error:
            self._refuse_damage(error)
            raise

    def _refuse_damage(self, error: Exception) -> None:
        """Say that it is the file's fault, where it is: what was read was no value of its kind."""
        with _session(self._opened.reading) as session:
            if not reads_whole(session):
                self._is_damaged = True
                raise obstacles.DamagedJournal(self.path) from error

    @contextmanager
    def write(self, label: str) -> Iterator[Session]:
        """One unit of work, named as the person would name it: kept whole or not at all.

        A write on another thread is waited for. Raises CannotSave when the file cannot be
        written; nothing is changed then. Once damage was found, nothing is written any more.
        """
        if self._is_damaged:
            raise obstacles.CannotSave(self.path, obstacles.Obstacle.DAMAGED)
        if self.is_read_only:
            is_full = not obstacles.has_room(self.path)
            why = obstacles.Obstacle.FULL if is_full else obstacles.Obstacle.READ_ONLY
            raise obstacles.CannotSave(self.path, why)
        if not self.is_in_place:
            raise obstacles.CannotSave(self.path, obstacles.Obstacle.GONE)
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("a write inside a write")
        if not self._writing.acquire(timeout=BUSY_SECONDS):
            raise obstacles.CannotSave(self.path, obstacles.Obstacle.BUSY)
        self._writing_thread = threading.get_ident()
        try:
            with _session(self._opened.writing) as session:
                seen = history.watch(session, label, self._clock(), self.writer_id)
                yield session
                seen.finish(session)
                session.commit()
            if seen.key is not None:
                self._writes_made.append(seen.key)
        except DatabaseError as error:
            if type(error) not in _OF_THE_FILE:
                raise  # a wrong statement or a broken constraint is a defect of the program
            raise self._refused(str(error.orig)) from error
        except SqliteError as error:  # over the sums, which are no business of SQLAlchemy's
            raise self._refused(str(error)) from error
        except UNFIT as error:
            self._refuse_damage(error)
            raise
        finally:
            self._writing_thread = None
            self._writing.release()
        if seen.kinds:
            self._tell(frozenset(seen.kinds))

    def _refused(self, words: str) -> obstacles.CannotSave:
        found = obstacles.obstacle_in(self.path, words)
        self._is_damaged |= found.obstacle is obstacles.Obstacle.DAMAGED
        return found

    def _tell(self, kinds: frozenset[Kind]) -> None:
        """Tell every listener, also when one of them fails; the first failure is raised then."""
        failures: list[Exception] = []
        for listener in tuple(self._listeners):
            try:
                listener(kinds)
            except Exception as error:  # noqa: BLE001 - raised below, after all were told
                failures.append(error)
        if failures:
            raise failures[0]

    def copy_to(self, to: Path) -> None:
        """Copy what was saved up to now into one file, encrypted alike and read whole.

        Raises CannotSave or DamagedJournal.
        """
        try:
            copy_whole(self._opened.reading, self.path, to, self._opened.key)
        except obstacles.DamagedJournal:
            self._is_damaged = True
            raise

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` after each write which kinds changed; returns how to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def let_go(self) -> None:
        """Leave the lock of a journal that is only read to whoever opens it next."""
        if self.is_read_only:
            self._opened.let_go()

    def close(self) -> None:
        """Let go of the file and its lock; one that is damaged is not written to by that either."""
        self._opened.close(is_damaged=self._is_damaged)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _refuse_to_write(_session: Session, _context: object, _instances: object) -> None:
    raise RuntimeError("a change in a session that only reads; use Journal.write")


def _session(engine: Engine) -> Session:
    return Session(engine, expire_on_commit=False)
