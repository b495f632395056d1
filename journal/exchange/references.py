"""The words by which a file refers to records: ids, and the names of people and medicines."""

from collections import defaultdict
from enum import IntEnum

from journal.exchange.incoming import Reference
from journal.records import Medicine, Person, Record

NAMED = (Person, Medicine)
"""Kinds that a file may refer to by name."""


class Origin(IntEnum):
    """Where a name is known from. The first that has the name settles what it means."""

    FILE = 0
    JOURNAL = 1
    TRASH = 2


class AmbiguousName(Exception):
    """More than one record has the name. Never guessed."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class References:
    """Every record that can be referred to."""

    def __init__(self) -> None:
        self._ids: set[tuple[type[Record], str]] = set()
        self._named: dict[tuple[type[Record], str], dict[str, Origin]] = defaultdict(dict)

    def add(self, kind: type[Record], record_id: str, name: str | None, origin: Origin) -> None:
        """Take in one record. One that is in the journal and in the file counts as the file's."""
        self._ids.add((kind, record_id))
        if kind in NAMED and name is not None:
            self._named[kind, name][record_id] = origin

    def find(self, reference: Reference) -> str | None:
        """The id behind a word, None if there is none. Raises AmbiguousName."""
        if (reference.kind, reference.word) in self._ids:
            return reference.word
        named = self._named.get((reference.kind, reference.word), {})
        if not named:
            return None
        nearest = min(named.values())
        found = [record_id for record_id, origin in named.items() if origin is nearest]
        if len(found) > 1:
            raise AmbiguousName(reference.word)
        return found[0]
