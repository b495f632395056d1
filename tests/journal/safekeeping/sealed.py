"""Journals, plain and encrypted, that hold a marker to look for."""

from pathlib import Path

from sqlalchemy import select

from journal.records import Note
from journal.store import Journal
from tests.builders import DAY, fixed_clock

PASSPHRASE = "three words, ü"  # noqa: S105 - of a test
MARKER = "a marker that nobody may find"


def make_journal(folder: Path, passphrase: str | None = None) -> Path:
    """A closed journal with one note."""
    path = folder / "mine.tidemark"
    with Journal.create(path, passphrase, clock=fixed_clock()) as journal:
        add_note(journal, MARKER)
    return path


def add_note(journal: Journal, text: str) -> None:
    """One more note."""
    with journal.write("Keep a note") as session:
        session.add(Note(day=DAY, text=text))


def notes(path: Path, passphrase: str | None = None) -> list[str]:
    """What the notes of a closed journal say."""
    with Journal.open(path, passphrase, to_read=True) as journal, journal.read() as session:
        return list(session.scalars(select(Note.text).order_by(Note.text)))


def files_with(marker: str, folder: Path) -> list[str]:
    """Names of all files below a folder in which a text stands in clear."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return [file.name for file in files if marker.encode() in file.read_bytes()]
