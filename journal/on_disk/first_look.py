"""Whether a journal is whole, asked before anything is opened that could write to it.

SQLite takes in a log that lies beside a file, writes into its header to keep one, and rolls back
what was left half written, all by itself. On a damaged journal each of these could destroy what
might still be read, so the file is looked at first in a way that cannot write.
"""

import contextlib
import re
import shutil
import tempfile
from pathlib import Path

from journal.obstacles import DamagedJournal, Obstacle, obstacle_in
from journal.on_disk import sums
from journal.on_disk.disk_file import INDEX, LOG, PAGE, ROLLBACK, beside, holds
from journal.on_disk.driver import Access, SqliteError, connect
from journal.on_disk.keys import Key

_KEYS = "SELECT key FROM writes ORDER BY id LIMIT 50"
_KNOWN = "SELECT count(*) FROM writes WHERE key IN ({})"

_LOOKED_AT = 1 << 18
"""Bytes at the beginning of a file: the definitions of its tables lie there."""

_OUR_TABLES = re.compile(
    rb'CREATE TABLE "?(check_ins|people|side_effects|treatments|vital_signs)"? \('
    rb"\s+id VARCHAR\(36\) NOT NULL,\s+entered_by_id\b"
)
"""By their first columns too: other programs have tables of people."""
_LEAF = 0x0D


def has_remains(path: Path) -> bool:
    """Whether a file without the mark of a journal was surely one, not encrypted.

    That is, a page of definitions of this program's tables is left in it. Raises OSError.
    """
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    for at in range(0, len(start), PAGE):
        page = start[at : at + PAGE]
        if page[0] == _LEAF and _OUR_TABLES.search(page):
            return True
    return False


def refuse_damaged(path: Path, key: Key | None) -> bool:
    """Whether the journal was seen to be whole; False where it could not be looked at.

    Nothing is written but an empty log, or the index of one, where there was none. Raises
    DamagedJournal.
    """
    has_log, is_half_written = (holds(path, ending) for ending in (LOG, ROLLBACK))
    if not has_log and not is_half_written:
        found = _look(path, key, Access.AS_IT_LIES)
        if found is None:
            return True
        # Another computer or window may have been writing just then; this waits for it.
    found = _look(path, key, Access.READ) if not is_half_written else Obstacle.READ_ONLY
    if found is Obstacle.READ_ONLY:
        found = _look_at_copy(path, key)
    if found is Obstacle.DAMAGED or (has_log and has_foreign_log(path, key)):
        raise DamagedJournal(path)
    return found is None


def has_foreign_log(path: Path, key: Key | None) -> bool:
    """Whether the log beside a journal is surely another's: with it, no write is there any more.

    SQLite takes in any log whose own sums fit, and would put the other's pages in place of these.
    The writes of a journal stay for good, but for those that emptying its trash leaves nothing of.
    """
    try:
        with contextlib.closing(connect(path, key, Access.AS_IT_LIES)) as alone:
            keys = [key for (key,) in alone.execute(_KEYS).fetchall()]
        if not keys:
            return False
        with contextlib.closing(connect(path, key, Access.READ)) as with_log:
            if with_log.execute("SELECT count(*) FROM emptied").fetchone() != (0,):
                return False
            asked = _KNOWN.format(", ".join("?" * len(keys)))
            return bool(with_log.execute(asked, keys).fetchone() == (0,))
    except (SqliteError, UnicodeError):  # read while somebody writes, or of an older version
        return False


def _look(path: Path, key: Key | None, access: Access) -> Obstacle | None:
    try:
        with contextlib.closing(connect(path, key, access)) as connection:
            (state,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            is_whole = state == "ok" and sums.fit(connection)
    except SqliteError as error:
        return obstacle_in(path, str(error)).obstacle
    except UnicodeError:  # from the driver, over the names of damaged tables
        return Obstacle.DAMAGED
    return None if is_whole else Obstacle.DAMAGED


def _look_at_copy(path: Path, key: Key | None) -> Obstacle | None:
    """What was left half written is rolled back in a private copy, and looked at there."""
    try:
        with tempfile.TemporaryDirectory(prefix="tidemark-") as folder:
            return _look(copy_with_log(path, Path(folder), key), key, Access.WRITE)
    except OSError:
        return Obstacle.OTHER


def copy_with_log(path: Path, folder: Path, key: Key | None) -> Path:
    """Copy a journal byte by byte, with what SQLite left beside it, into a folder.

    A log that is another's is left out.

    Returns where it lies then. Raises OSError.
    """
    to = folder / "copy.tidemark"
    for ending in ("", LOG, ROLLBACK):
        if beside(path, ending).exists():
            shutil.copyfile(beside(path, ending), beside(to, ending))
    if holds(to, LOG) and has_foreign_log(to, key):
        for ending in (LOG, INDEX):
            beside(to, ending).unlink(missing_ok=True)
    return to
