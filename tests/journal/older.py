"""A journal as an earlier version of the program made it."""

from pathlib import Path

import pytest

from journal.on_disk import journal_file, migrations
from journal.on_disk.migrations import STEPS
from journal.store import Journal


def older_file(folder: Path, steps: int, *statements: str) -> Path:
    """A journal as an earlier version of the program made it, with rows written by hand."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations.migrate, "__defaults__", (STEPS[:steps],))
        patch.setattr(journal_file, "SCHEMA_VERSION", steps)
        path = folder / "mine.tidemark"
        with Journal.create(path) as journal, journal._opened.writing.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
            return journal.path
