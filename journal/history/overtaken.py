"""Changes that two copies of a journal made of one record without having seen each other's.

One of them stands. The others were overtaken, and each is kept as a version that belongs to a
write of its own. The key of that write is made from what the version holds, so every copy of the
journal gives it the same; its instant is that of the overtaken change.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from journal.history.states import CHANGED, Name, State, text_of

MERGED, DECIDED = "Merge a copy", "Decide between two copies"
"""What the write is called: the newer change stood by itself, or a person said which stands."""

_SPACE = uuid.UUID("c0b5f7a2-5b0e-4b0e-8f4a-8a3d5e6b7c91")
_DELETED = "deleted_utc"


def overtaken_key(name: Name, state: State) -> str:
    """The key of the write that stands for an overtaken change of a record."""
    return str(uuid.uuid5(_SPACE, "\n".join((*name, text_of(state)))))


def overtaken_write(name: Name, state: State, label: str = MERGED) -> Mapping[str, Any]:
    """The write that stands for an overtaken change, by the names of its columns."""
    return {
        "key": overtaken_key(name, state),
        "label": label,
        "made_utc": moment_of(state),
        "made_offset": 0,
        "person_id": state.get("entered_by_id"),
        "undoes": None,
    }


def is_overtaken(key: str, name: Name, before: State | None) -> bool:
    """Whether a version stands for an overtaken change: no write made it what came after it."""
    return before is not None and key == overtaken_key(name, before)


def moment_of(state: State) -> datetime:
    """When a record became so, in UTC.

    >>> moment_of({"changed_utc": "2026-01-10T12:00:00", "deleted_utc": None})
    datetime.datetime(2026, 1, 10, 12, 0)
    """
    moments = [datetime.fromisoformat(state[name]) for name in (CHANGED, _DELETED) if state[name]]
    return max(moments, default=datetime.min)  # noqa: DTZ901 - naive, as all that is stored
