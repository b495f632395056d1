"""Files that are made to be too much: refused in a sentence, in bounded memory."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from journal.exchange import incoming
from journal.exchange.faults import FileFault, UnreadableFile
from journal.exchange.mapping_file import load_mapping
from journal.exchange.plan import plan_import
from journal.exchange.readers import folder as folder_reader
from journal.exchange.readers import spreadsheet
from journal.exchange.sheets import MOST_BYTES
from tests.builders import new_journal
from tests.conftest import REPOSITORY
from tests.journal.exchange.folders import INSTRUMENTS, planned

MIB = 1024 * 1024
HEADER = b"day,score\n"
ROW = b"2026-01-10,5\n"
MAPPING = """
name = "bounds"
[when]
day_column = "day"
[[scales]]
code = "own-score"
title = "Score"
column = "score"
minimum = 0
maximum = 10
low = "none"
high = "all"
"""

IMPORT = """
import contextlib, io, json, resource, sys
from journal.command_line import commands
journal, mapping, *sources = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_AS, (2 * 1024**3, 2 * 1024**3))
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
told = {"before": peak()}
for source in sources:
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        status = commands.run(["import", source, "--journal", journal, "--mapping", mapping])
    told[source] = status, said.getvalue(), peak()
print(json.dumps(told))
"""


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.write(HEADER)
        file.truncate(2 * 1024**3)


def one_line(path: Path) -> None:
    with path.open("wb") as file:
        file.write(HEADER)
        for _ in range(8):
            file.write(b"x" * MIB)


def one_line_of_a_gigabyte(path: Path) -> None:
    with path.open("wb") as file:
        file.write(HEADER + b"x" * MIB)
        file.truncate(1024**3)


def a_million_columns(path: Path) -> None:
    path.write_bytes(b",".join(b"c%d" % number for number in range(1_000_000)) + b"\n1,2\n")


def a_million_empty_columns(path: Path) -> None:
    path.write_bytes(b"," * 1_000_000 + b"\n1,2\n")


def quotes_that_never_end(path: Path) -> None:
    path.write_bytes(HEADER + b'"2026-01-10,5\n' + ROW * 200_000)


def a_cell_of_line_ends(path: Path) -> None:
    path.write_bytes(HEADER + b'"' + b"\n" * 1_000_000)


def nothing_but_zeros(path: Path) -> None:
    path.write_bytes(bytes(5 * MIB))


TOO_MUCH: dict[Callable[[Path], None], str] = {
    sparse: "it is larger than 64 MiB",
    one_line_of_a_gigabyte: "it is larger than 64 MiB",
    one_line: "a line is longer than a million characters",
    a_million_columns: "a line is longer than a million characters",
    a_million_empty_columns: "it has more than 1,000 columns",
    quotes_that_never_end: "a cell is longer than 131,072 characters",
    a_cell_of_line_ends: "a cell is longer than 131,072 characters",
    nothing_but_zeros: "it is not a text file",
}


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    """A mapping of a day and a score."""
    path = tmp_path / "map.toml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits there")
def test_each_is_refused_in_one_sentence_with_little_memory(tmp_path: Path, mapping: Path) -> None:
    new_journal(tmp_path).close()
    journal = tmp_path / "mine.tidemark"
    before = journal.read_bytes()
    sources = {str(tmp_path / f"{make.__name__}.csv"): make for make in TOO_MUCH}
    for path, make in sources.items():
        make(Path(path))

    asked = subprocess.run(
        [sys.executable, "-c", IMPORT, str(journal), str(mapping), *sources],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )

    told = json.loads(asked.stdout)
    for path, make in sources.items():
        status, said, peak = told[path]
        assert status == 1, make
        assert TOO_MUCH[make] in said
        assert said.count("\n") == 1
        assert "Nothing was written" in said
        assert peak - told["before"] < 150, make
    assert journal.read_bytes() == before


def test_a_mapping_that_makes_very_many_records_of_few_rows_is_refused(
    tmp_path: Path, mapping: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_RECORDS", 100)
    source = tmp_path / "a.csv"
    source.write_bytes(HEADER + ROW * 101)

    with new_journal(tmp_path) as journal, journal.read() as session:
        with pytest.raises(UnreadableFile) as caught:
            plan_import(session, source, load_mapping(mapping), INSTRUMENTS)
        source.write_bytes(HEADER + ROW * 100)
        assert plan_import(session, source, load_mapping(mapping), INSTRUMENTS).is_readable

    assert (caught.value.line, caught.value.reason) == (102, FileFault.TOO_MANY_RECORDS)


def test_a_folder_of_very_many_records_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_reader, "MOST_RECORDS", 100)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "notes.csv").write_bytes(b"day,text\n" + b"2026-01-10,a\n" * 101)

    with new_journal(tmp_path) as journal, pytest.raises(UnreadableFile) as caught:
        planned(journal, folder)

    assert caught.value.reason is FileFault.TOO_MANY_RECORDS


def test_what_is_allowed_is_more_than_a_hundred_years_need() -> None:
    assert incoming.MOST_RECORDS > 100 * 366 * 6
    assert MOST_BYTES > 100 * 366 * 10 * 100
