"""What is done on a full disk: every kind of work that writes, each with what has to hold after it.

To what `kills_work` does come those that write other files than the journal.
"""

import itertools
from collections.abc import Mapping
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from journal.check_ins import draft, keep_draft
from journal.exchange.archive import write_archive
from journal.exchange.csv_folder import write_folder
from journal.instrument_files import load_instruments
from journal.obstacles import refused_by_system
from journal.safekeeping.archive_joining import join_archive
from journal.safekeeping.backups import Reason, back_up
from journal.safekeeping.passphrase import set_passphrase
from journal.settings import JournalSettings, journal_settings, keep_settings
from journal.store import Journal
from reliability.kills_work import (
    FIRST,
    GIVEN_OUT,
    MARKER,
    NAME,
    NOW,
    SECOND,
    THEN,
    TODAY,
    WORKS,
    Work,
    note,
)
from ui.places import Places, State

MADE, STATE = "made.tidemark", "state"
EXPORT, ARCHIVE = GIVEN_OUT
SAVES = 8


def save_a_few(folder: Path, passphrase: str | None, tell: Connection) -> None:
    """Save entries, each a pair of notes that belong together."""
    with Journal.open(folder / NAME, passphrase) as journal:
        for number in range(1000, 1000 + SAVES):
            with journal.write("Log") as session:
                session.add_all([note(number), note(number)])
            tell.send(number)


def keep_half(folder: Path, passphrase: str | None, tell: Connection) -> None:
    """Keep a draft that grows, and settings, in one write each; and the window's own state."""
    places = places_in(folder)
    places.make()
    with Journal.open(folder / NAME, passphrase) as journal:
        for number in range(1, SAVES + 1):
            with journal.write("Draft") as session:
                text = f"{number} {MARKER} " + "x" * 2000 * number
                keep_draft(session, "note", TODAY, {"number": number, "text": text})
                keep_settings(session, JournalSettings(plan=str(number)))
            tell.send(number)
            places.keep_state(State(journal=folder / NAME, geometry="x" * 3000 * number))


def places_in(folder: Path) -> Places:
    """The window's folders, on the same disk."""
    return Places(folder / STATE, folder / STATE, folder / STATE)


def what_was_kept(journal: Journal) -> tuple[int, int]:
    """The number of the draft and of the settings; 0 for none."""
    with journal.read() as session:
        kept, plan = draft(session, "note", TODAY), journal_settings(session).plan
    number = int(kept.get("number", 0))
    if kept and kept["text"] != f"{number} {MARKER} " + "x" * 2000 * number:
        number = -1
    return number, int(plan or 0)


def make(folder: Path, passphrase: str | None, tell: Connection) -> None:
    """Make another journal."""
    Journal.create(folder / MADE, passphrase).close()
    tell.send("made")


def export_archive(folder: Path, passphrase: str | None, tell: Connection) -> None:
    """Give everything out as an archive."""
    with Journal.open(folder / NAME, passphrase) as journal, journal.read() as session:
        try:
            write_archive(session, folder / ARCHIVE)
        except OSError as error:
            raise refused_by_system(folder / ARCHIVE, error) from None
    tell.send("exported")


def export_folder(folder: Path, passphrase: str | None, tell: Connection) -> None:
    """Give everything out as CSV."""
    with Journal.open(folder / NAME, passphrase) as journal, journal.read() as session:
        write_folder(session, folder / EXPORT, load_instruments(), with_private=True)
    tell.send("exported")


def bring_in_archive(folder: Path, passphrase: str | None, tell: Connection) -> None:
    """Bring an archive in, which becomes a journal of its own on the way."""
    with Journal.open(folder / NAME, passphrase) as journal:
        join_archive(journal, folder / ARCHIVE)
    tell.send("done")


def change_passphrase(folder: Path, passphrase: str | None, tell: Connection) -> None:
    """Give a passphrase, change it, take it away; tells of backups that were left as they were."""
    for old, new in itertools.pairwise((passphrase, FIRST, THEN, None)):
        done = set_passphrase(folder / NAME, old, new, second=folder / SECOND)
        if done.left:
            tell.send("left")
        tell.send("done")


def make_backups(folder: Path, passphrase: str | None, tell: Connection) -> None:
    """Make two backups, each in two places."""
    with Journal.open(folder / NAME, passphrase) as journal:
        for minutes in (1, 2):
            now = NOW + timedelta(minutes=minutes)
            done = back_up(journal, Reason.ASKED, second=folder / SECOND, now=now)
            tell.send(str(done.path.relative_to(folder)))
            if done.second is not None:
                tell.send(str(done.second.relative_to(folder)))


FULL_DISK_WORKS: Mapping[str, Work] = {
    **WORKS,
    "saving": save_a_few,
    "backing up": make_backups,
    "keeping drafts and settings": keep_half,
    "changing the passphrase": change_passphrase,
    "making a journal": make,
    "exporting an archive": export_archive,
    "exporting CSV": export_folder,
    "bringing in an archive": bring_in_archive,
}
