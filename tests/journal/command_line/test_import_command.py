"""Bringing in, giving out and drawing through the command line, as a person would type it."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from journal.command_line import commands
from journal.command_line.commands import CHART_SUFFIXES
from journal.exchange.layout import LAYOUTS
from journal.records import CheckIn, Draft, Setting, Treatment
from journal.store import Journal
from tests.builders import DAY, fixed_clock, new_journal
from tests.conftest import REPOSITORY

EXAMPLES = REPOSITORY / "docs" / "examples"
MAPPING = """
name = "Mine"
[when]
day_column = "day"
[[check_ins]]
instrument = "anxiety-now"
items = { value = "anxiety" }
"""
DIARY = "day,anxiety,mood\n2026-01-10,40,x\n2026-01-11,20,y\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with new_journal(tmp_path):
        return tmp_path / "mine.tidemark"


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    return written(tmp_path / "map.toml", MAPPING)


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    return written(tmp_path / "diary.csv", DIARY)


def written(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def bring(journal: Path, source: Path, *more: str | Path) -> int:
    return commands.run(["import", str(source), "--journal", str(journal), *map(str, more)])


def count(path: Path, kind: type[Any]) -> int:
    with Journal.open(path, clock=fixed_clock()) as journal, journal.read() as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes; the journal's own lock does not count."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".lock")
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def is_said_in_sentences(text: str) -> bool:
    return text.endswith(".\n") and text.count("\n") == 1 and "Traceback" not in text


def test_a_spreadsheet_comes_in_goes_out_and_is_drawn(
    path: Path, diary: Path, mapping: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(path, diary, "--mapping", mapping) == 0
    told = capsys.readouterr()
    assert "2 rows are new" in told.out
    assert "Columns that the mapping does not name: mood." in told.out
    asked = ["export", "--journal", str(path), "--format", "csv", "--out", str(tmp_path / "out")]
    assert commands.run(asked) == 0
    assert "1 settings" in capsys.readouterr().err
    with new_journal(tmp_path, "other.tidemark"):
        pass
    assert bring(tmp_path / "other.tidemark", tmp_path / "out") == 0
    assert count(tmp_path / "other.tidemark", CheckIn) == 2
    for suffix in CHART_SUFFIXES:
        picture = tmp_path / f"timeline{suffix}"
        chart = ["chart", "timeline", "--journal", str(path), "--instrument", "anxiety-now"]
        assert commands.run([*chart, "--today", "2026-01-24", "--out", str(picture)]) == 0
        assert picture.stat().st_size > 1000


def test_json_is_one_object_and_nothing_else(
    path: Path, diary: Path, mapping: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(diary, DIARY + "2026-01-12,400,z\n")
    for more, is_dry_run, new, present in (
        (["--dry-run"], True, 2, 0),
        ([], False, 2, 0),
        ([], False, 0, 2),
    ):
        capsys.readouterr()
        assert bring(path, diary, "--mapping", mapping, "--json", *more) == 0
        told = capsys.readouterr()
        found = json.loads(told.out)
        assert told.out.count("\n") == 1
        assert told.err == ""
        assert found["dry_run"] is is_dry_run
        assert found["rows"] == {
            "new": new,
            "present": present,
            "changed": 0,
            "unreadable": 1,
            "passed_over": 0,
        }
        (row,) = found["unreadable"]
        assert (row["file"], row["line"], row["column"]) == ("diary.csv", 4, "anxiety")
        assert count(path, CheckIn) == (0 if is_dry_run else 2)


BAD = {
    "random bytes": hashlib.shake_256(b"bytes").digest(4000),
    "nothing": b"",
    "half the columns": b"day\n2026-01-10\n",
    "a NUL": b"day,anxiety\n2026-01-10,4\x000\n",
    "no readable row": b"day,anxiety\n2026-01-10,4000\n,,\n2026-01-11,\n",
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_a_bad_file_changes_nothing(
    path: Path,
    mapping: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: bytes,
) -> None:
    diary = written(tmp_path / "diary.csv", content)
    before = snapshot(tmp_path)
    by_mapping = ("--mapping", mapping)
    runs: list[tuple[str | Path, ...]] = [by_mapping, (*by_mapping, "--json"), ()]
    for more in runs:
        assert bring(path, diary, *more) == 1
        told = capsys.readouterr()
        assert told.out == ""
        assert is_said_in_sentences(told.err)
        assert snapshot(tmp_path) == before


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("name", [one.file for one in LAYOUTS])
def test_a_bad_file_of_a_folder_changes_nothing(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes
) -> None:
    written(tmp_path / "in" / name, content)
    before = snapshot(tmp_path)
    for source in (tmp_path / "in", tmp_path / "in" / name):
        assert bring(path, source) == 1
        assert is_said_in_sentences(capsys.readouterr().err)
        assert snapshot(tmp_path) == before


def test_nothing_is_remembered_of_a_file_that_cannot_be_read(
    path: Path, diary: Path, mapping: Path
) -> None:
    written(diary, "day,anxiety,mood\n2026-01-10,400,x\n2026-01-11,,y\n")
    assert bring(path, diary, "--mapping", mapping) == 1
    assert count(path, Setting) == 0


@pytest.mark.parametrize("content", ["name,amount\nrent,500\n", "day\n2026-01-10\n"])
def test_another_table_is_not_taken_for_one_of_ours(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    table = written(tmp_path / "bank.csv", content)
    assert bring(path, table) == 1
    assert "none of Tidemark's own CSV files" in capsys.readouterr().err


def test_another_name_is_taken_when_it_is_told(path: Path, tmp_path: Path) -> None:
    table = written(tmp_path / "mine.csv", "start,amount,unit\n2026-01-10T11:00:00Z,50,mg\n")
    assert bring(path, table) == 1
    assert bring(path, table, "--format", "csv") == 0
    assert count(path, Treatment) == 1


def test_a_spreadsheet_needs_a_mapping_or_a_remembered_one(
    path: Path, diary: Path, mapping: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(path, diary, "--format", "spreadsheet") == 2
    told = capsys.readouterr()
    assert "No mapping is remembered" in told.err
    assert is_said_in_sentences(told.err)
    assert bring(path, diary, "--format", "spreadsheet", "--mapping", mapping) == 0
    assert bring(path, diary, "--format", "spreadsheet") == 0
    assert bring(path, diary) == 0
    assert capsys.readouterr().out.count("2 already present") >= 2


def test_a_file_of_ours_can_be_read_as_a_spreadsheet(path: Path, tmp_path: Path) -> None:
    ours = written(tmp_path / "notes.csv", "day,text\n2026-01-10,a\n")
    assert bring(path, ours, "--format", "spreadsheet") == 2


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        (["--mapping", "."], 1, ". cannot be used: it cannot be opened."),
        (["--mapping", "map.toml", "--format", "csv"], 2, "without a mapping"),
    ],
)
def test_a_wrong_mapping_is_told(
    path: Path,
    diary: Path,
    capsys: pytest.CaptureFixture[str],
    more: list[str],
    status: int,
    words: str,
) -> None:
    assert bring(path, diary, *more) == status
    told = capsys.readouterr().err
    assert words in told
    assert not told.startswith(" ")


def test_a_folder_is_no_spreadsheet(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(path, tmp_path, "--format", "spreadsheet") == 2
    assert "is a folder" in capsys.readouterr().err


def test_a_folder_has_columns_that_are_not_known(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path / "in" / "notes.csv", "day,text,mood\n2026-01-10,a,3\n")
    assert bring(path, tmp_path / "in") == 0
    assert "Columns not known here: notes.csv: mood." in capsys.readouterr().out


def test_an_export_tells_of_half_filled_forms(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Journal.open(path, clock=fixed_clock()) as journal, journal.write("Keep") as session:
        session.add(Draft(form="gad7", day=DAY, content={"1": 2}))
    asked = ["export", "--journal", str(path), "--format", "csv", "--out", str(tmp_path / "out")]
    assert commands.run(asked) == 0
    assert "1 half-filled forms" in capsys.readouterr().err
