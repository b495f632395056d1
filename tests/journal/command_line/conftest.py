"""Journals that several commands are asked about."""

from pathlib import Path

import pytest

from tests.builders import check_in, new_journal, treatment, worked_example


@pytest.fixture
def worked(tmp_path: Path) -> Path:
    """A journal that holds the worked example."""
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        session.add(treatment())
        session.add_all(check_in(day, total) for day, total in worked_example())
    return tmp_path / "mine.tidemark"
