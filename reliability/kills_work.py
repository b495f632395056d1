"""What a child process does until it is killed; it tells by a pipe whatever it has finished."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from journal.exchange.csv_folder import plan_folder
from journal.exchange.plan import carry_out
from journal.instrument_files import load_instruments
from journal.on_disk import keys
from journal.records import Note
from journal.safekeeping.backups import Reason, back_up
from journal.safekeeping.merging import LABEL, carry_out_merge, plan_merge
from journal.safekeeping.passphrase import set_passphrase
from journal.safekeeping.restoring import restore
from journal.store import Journal

NAME, OTHER, INCOMING, SECOND, BACKUP = "mine.tidemark", "other.tidemark", "in", "second", "then"
GIVEN_OUT = ("out", "all.zip")
"""What was asked for in clear."""

MARKER = "quite-unlike-anything-else"
"""Stands in every note, so that a note in clear can be found in any file."""

FIRST, THEN = "the first passphrase", "the passphrase after it"
NOW = datetime(2026, 1, 24, 21, tzinfo=UTC)
TODAY = NOW.date()
_QUICK_ROUNDS = 1000

Work = Callable[[Path, str | None, Connection], None]


def derive_quickly() -> None:
    """In this process: most of the time would else go into deriving keys, where nothing breaks."""
    keys._ROUNDS = _QUICK_ROUNDS


@contextmanager
def quick_keys() -> Iterator[None]:
    """Derive quickly for a while."""
    before = keys._ROUNDS
    derive_quickly()
    try:
        yield
    finally:
        keys._ROUNDS = before


def note(number: int, day: date = TODAY) -> Note:
    """A note of about a page."""
    return Note(day=day, text=f"{number} {MARKER} " + "x" * 3000)


def save(folder: Path, passphrase: str | None, tell: Connection) -> None:
    """Save entries, each a pair of notes that belong together."""
    with Journal.open(folder / NAME, passphrase) as journal:
        for number in range(1000, 1060):
            with journal.write("Log") as session:
                session.add_all([note(number), note(number)])
            tell.send(number)


def bring_in(folder: Path, passphrase: str | None, tell: Connection) -> None:
    """Import a folder of CSV files, after a backup."""
    with Journal.open(folder / NAME, passphrase) as journal:
        with journal.read() as session:
            plan = plan_folder(session, folder / INCOMING, load_instruments(), TODAY)
        back_up(journal, Reason.IMPORT)
        with journal.write(plan.label) as session:
            carry_out(session, plan)
        tell.send("done")


def migrate(folder: Path, passphrase: str | None, tell: Connection) -> None:
    """Open a file of the first version."""
    Journal.open(folder / NAME, passphrase).close()
    tell.send("done")


def merge(folder: Path, passphrase: str | None, tell: Connection) -> None:
    """Join another copy."""
    with (
        Journal.open(folder / NAME, passphrase) as journal,
        Journal.open(folder / OTHER, passphrase, to_read=True) as other,
        other.read() as theirs,
    ):
        back_up(journal, Reason.MERGE)
        with journal.write(LABEL) as session:
            carry_out_merge(session, plan_merge(session, theirs))
        tell.send("done")


def change_passphrase(folder: Path, passphrase: str | None, tell: Connection) -> None:
    """Give a passphrase, change it, take it away."""
    for old, new in itertools.pairwise((passphrase, FIRST, THEN, None)):
        set_passphrase(folder / NAME, old, new, second=folder / SECOND)
        tell.send("done")


def make_backups(folder: Path, passphrase: str | None, tell: Connection) -> None:
    """Make backups, each in two places."""
    with Journal.open(folder / NAME, passphrase) as journal:
        for minutes in range(1, 6):
            now = NOW + timedelta(minutes=minutes)
            done = back_up(journal, Reason.ASKED, second=folder / SECOND, now=now)
            tell.send(str(done.path.relative_to(folder)))
            if done.second is not None:
                tell.send(str(done.second.relative_to(folder)))


def go_back(folder: Path, passphrase: str | None, tell: Connection) -> None:
    """Restore a backup."""
    restore(folder / NAME, folder / BACKUP, passphrase)
    tell.send("done")


WORKS: Mapping[str, Work] = {
    "saving": save,
    "importing": bring_in,
    "migrating": migrate,
    "merging": merge,
    "changing the passphrase": change_passphrase,
    "backing up": make_backups,
    "restoring": go_back,
}


def work(name: str, folder: Path, passphrase: str | None, tell: Connection) -> None:
    """Where the child begins."""
    derive_quickly()
    load_instruments()
    tell.send("ready")
    WORKS[name](folder, passphrase, tell)
    tell.send("finished")
