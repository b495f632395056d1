"""The columns of a file that were being told when the journal was closed."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject

from journal.exchange.faults import FaultyMapping
from journal.exchange.mapping import SheetMapping
from journal.exchange.mapping_file import load_mapping
from journal.exchange.mapping_text import mapping_text
from journal.store import Journal
from ui.drafts.half_written import HalfWritten

Told = tuple[Path, SheetMapping]
"""A file, and what its columns are said to be."""


class HalfTold(HalfWritten):
    """The draft of what was told. `told` gives what stands there, None where nothing is told."""

    def __init__(self, told: Callable[[], Told | None], parent: QObject) -> None:
        super().__init__("columns of a file", self._content, parent)
        self._told = told
        self._going_on: Told | None = None

    def file_left(self, journal: Journal) -> Path | None:
        """The file to go on with in a journal, if it is still there."""
        left = self.open(journal)
        self._going_on = None if journal.is_read_only else _told_of(left)
        return None if self._going_on is None else self._going_on[0]

    def mapping_left(self, path: Path) -> SheetMapping | None:
        """What was told of a file; asked once."""
        left, self._going_on = self._going_on, None
        return None if left is None or left[0] != path else left[1]

    def _content(self) -> dict[str, str]:
        told = self._told()
        return {} if told is None else {"path": str(told[0]), "toml": mapping_text(told[1])}


def _told_of(left: Mapping[str, str]) -> Told | None:
    """What a draft kept; None where the file or the mapping is of no use any more."""
    try:
        path = Path(left["path"])
        return (path, load_mapping(left["toml"])) if path.is_file() else None
    except (KeyError, FaultyMapping, OSError):
        return None
