"""The search for a mark finds it wherever it stands: `python -m reliability --only marker` uses it.

What the window itself leaves on the disk is tried in `tests/ui/test_locking.py`.
"""

from pathlib import Path

import pytest

from journal.records import Note
from journal.store import Journal
from reliability.marker import in_clear, mark_of
from tests.builders import DAY

MARK = mark_of(7)
WORDS = {"the mark": MARK}


@pytest.mark.parametrize("code", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("written", [MARK, MARK.upper(), MARK.lower()])
def test_a_mark_is_found_in_any_case_and_coding(tmp_path: Path, code: str, written: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "cache").write_bytes(b"\x00\xff" + written.encode(code) + b"\xfe")
    (tmp_path / "other").write_bytes(b"Quennalmark")
    assert in_clear(tmp_path, WORDS) == ["the mark in in/cache"]


def test_a_mark_in_the_name_of_a_file_is_found(tmp_path: Path) -> None:
    (tmp_path / f"{MARK}.csv").touch()
    assert in_clear(tmp_path, WORDS) == [f"the mark in the name {MARK}.csv"]


@pytest.mark.parametrize(("passphrase", "is_found"), [(None, True), ("three words", False)])
def test_it_is_found_in_a_journal_in_clear_and_not_in_one_that_is_encrypted(
    tmp_path: Path, passphrase: str | None, is_found: bool
) -> None:
    with Journal.create(tmp_path / "mine.tidemark", passphrase) as journal:
        with journal.write("Keep a note") as session:
            session.add(Note(day=DAY, text=MARK))
        assert bool(in_clear(tmp_path, WORDS)) == is_found, "in the log"
    assert bool(in_clear(tmp_path, WORDS)) == is_found
