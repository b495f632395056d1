"""Computers that share a journal through a folder."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from journal.records import Note
from journal.safekeeping.shared_folder import Round, Seen, keep_in_step
from journal.safekeeping.this_computer import ThisComputer
from journal.store import Journal
from tests.builders import DAY
from tests.journal.safekeeping.copies import Ticking


@dataclass
class Desk:
    """One computer: its journal, what it remembers, and the folder as it sees it."""

    journal: Journal
    computer: ThisComputer
    folder: Path
    seen: Seen = field(default_factory=Seen)

    def step(self) -> Round:
        return keep_in_step(self.journal, self.folder, self.computer, seen=self.seen)

    @property
    def own(self) -> Path:
        share = self.computer.share_of(self.journal.path)
        return self.folder / f"{self.journal.path.stem} {share.id}.tidemark"

    def note(self, text: str, name: str | None = None) -> None:
        with self.journal.write("Note") as session:
            session.add(Note(id=name, day=DAY, text=text))

    def change(self, name: str, text: str) -> None:
        with self.journal.write("Change") as session:
            session.get_one(Note, name).text = text

    def reopen(self, secret: str | None = None) -> None:
        self.journal.close()
        self.journal = Journal.open(self.journal.path, secret, clock=self.journal.clock)
        self.seen = Seen()


def desk_with(journal: Journal, shared: Path) -> Desk:
    place = journal.path.parent / "state"
    return Desk(journal, ThisComputer(place, journal.path.parent.name), shared)


def copied(desk: Desk, name: str, *, hours: int = 0) -> Desk:
    """The same journal on another computer, which looks at the same folder."""
    home = desk.journal.path.parent.with_name(name)
    home.mkdir()
    desk.journal.copy_to(home / "mine.tidemark")
    key = desk.journal.key
    clock = Ticking(timedelta(hours=hours))
    return desk_with(Journal.open(home / "mine.tidemark", key, clock=clock), desk.folder)
