"""Whether pages have to leave out what would write."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journal.store import Journal


def is_read_only(journal: "Journal | None") -> bool:
    """Whether the journal that is open takes no entries. Before one is open, all is offered."""
    return journal is not None and journal.is_read_only
