"""The log: what went wrong in which part of the program, and nothing of anybody's.

A person may send it to whoever helps them, so it must be safe to show. An error's message may
quote an entry, an argument of a log call may be a path: neither is ever written. What is written
are the time, the place in the program, the fixed words of the program's own calls, and
of an error its type and the places it came through. Other packages' words are left out whole.
"""

import contextlib
import logging
import platform
import sys
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO, Any

import platformdirs

from journal import owner_only
from journal.defects import place_of, places_of

MOST_BYTES = 200_000
"""Of one log file; one older one is kept beside it."""

_OURS = ("journal", "ui", "main", "__main__", "resources")
_log = logging.getLogger(__name__)


def log_path() -> Path:
    """Where this user's log lies."""
    return platformdirs.user_state_path("tidemark", appauthor=False) / "tidemark.log"


class _Nameless(logging.Formatter):
    """Writes a record without anything that was put into it."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        where = f"{place_of(record.pathname)}:{record.lineno}"
        is_ours = record.name.partition(".")[0] in _OURS
        words = (
            record.msg
            if is_ours and isinstance(record.msg, str)
            else "words of another package, left out"
        )
        line = f"{at} {record.name} {where} {words}"
        facts = getattr(record, "facts", None) if is_ours else None
        if isinstance(facts, str):
            line += f"\n{facts}"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else f"{line}\n{places_of(error)}"


class _Keeper(RotatingFileHandler):
    """A log file of a bounded size that is its owner's alone, also after it begins anew."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=MOST_BYTES, backupCount=1, encoding="utf-8", delay=True)
        self.setFormatter(_Nameless())

    def _open(self) -> Any:
        path = Path(self.baseFilename)
        with contextlib.suppress(FileExistsError):
            owner_only.new_file(path)
        owner_only.restrict(path)
        opened: IO[str] = super()._open()
        return opened

    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk is no reason to say anything: Python would print the record itself."""


def keep_log(logger: logging.Logger, path: Path) -> None:
    """Send what is logged to a file; where none can be made nothing is kept."""
    with contextlib.suppress(OSError):
        owner_only.folder(path.parent)
    logger.addHandler(_Keeper(path))


def note_start() -> None:
    """Note what the program runs on, as helps who reads the log. No names, no places."""
    qt = getattr(sys.modules.get("PySide6"), "__version__", "not loaded")
    facts = (
        f"{platform.system()} {platform.release()} {platform.machine()}, "
        f"Python {platform.python_version()}, Qt {qt}"
    )
    _log.warning("the program was started on", extra={"facts": facts})


def read_log(path: Path) -> str:
    """All that is kept, the oldest first; empty where there is none."""
    kept = []
    for part in (path.with_name(path.name + ".1"), path):
        with contextlib.suppress(OSError), part.open(encoding="utf-8", errors="replace") as file:
            kept.append(file.read(2 * MOST_BYTES))
    return "".join(kept)
