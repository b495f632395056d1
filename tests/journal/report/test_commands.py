"""`tidemark report` and `tidemark form`, from arguments to files and exit statuses."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from journal.command_line import commands
from journal.records import Note, OwnInstrument
from tests.builders import DAY
from tests.journal.report.papers import CUT_OFF, OWN, a_journal, pages_of, text_of, worked_records

REPOSITORY = Path(__file__).resolve().parents[3]
EVERY_SECTION = (
    "treatments",
    "side-effects",
    "vital-signs",
    "medicines",
    "questionnaires",
    "questions",
    "notes",
    "method",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed journal with the worked example and a private note."""
    records = [*worked_records(), Note(day=DAY, text="Xylophone", is_private=True)]
    with a_journal(tmp_path, records) as journal:
        return journal.path


def _report(path: Path, out: Path, *more: str) -> int:
    return commands.run(
        ["report", "--journal", str(path), "--out", str(out), "--to", str(CUT_OFF), *more]
    )


def test_the_report_is_written_and_what_was_left_out_is_said(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report.pdf"
    assert _report(path, out, "--without", *EVERY_SECTION) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert f"Wrote the report: {out}" in said.err
    assert "Private notes left out: 1." in said.err
    assert "Sections left out: 8." in said.err
    assert len(pages_of(out.read_bytes())) == 1


def test_choices_reach_the_paper(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    asked = ["--without", *EVERY_SECTION, "--name", "initials", "--from", str(DAY)]
    assert _report(path, out, *asked, "--paper", "letter", "--instrument", "daily-anxiety") == 0
    text = text_of(out.read_bytes())
    assert "S. W." in text
    assert "10 January 2026 to 24 January 2026" in text


def test_the_same_command_gives_the_same_bytes_on_another_computer(
    path: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    assert _report(path, first, "--without", *EVERY_SECTION) == 0
    command = [
        *("report", "--journal", str(path), "--out", str(second), "--to", str(CUT_OFF)),
        *("--without", *EVERY_SECTION),
    ]
    elsewhere = os.environ | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    subprocess.run([sys.executable, "main.py", *command], cwd=REPOSITORY, check=True, env=elsewhere)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        (("--without", "everything"), 2, "invalid choice"),
        (("--to", "2999-01-01"), 2, "is still to come. Nothing was written."),
        (("--from", str(CUT_OFF + timedelta(days=1))), 2, "lies after the last"),
        (("--instrument", "nothing"), 2, "There is no instrument “nothing”."),
        (("--rater", "Nobody"), 1, "Nobody called “Nobody” rates in this journal."),
        (("--out", "report.txt"), 2, "must end in .pdf"),
        (("--out", f"/{'n' * 300}/all.pdf"), 1, "could not be written to"),
        (("--out", "/nowhere/at/all.pdf"), 1, "could not be written to /nowhere/at/all.pdf"),
        (("--journal", "/nowhere/mine.tidemark"), 1, "is not there or cannot be read"),
    ],
)
def test_what_stands_in_the_way_is_one_sentence_and_writes_nothing(
    path: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    more: tuple[str, ...],
    status: int,
    words: str,
) -> None:
    out = tmp_path / "report.pdf"
    try:
        found = _report(path, out, *more)
    except SystemExit as left:
        found = int(str(left.code))
    assert found == status
    assert words in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("command", ["report", "form"])
def test_no_file_takes_the_place_of_the_journal(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    mine, other = tmp_path / "mine.pdf", tmp_path / "other.pdf"
    path.rename(mine)
    other.symlink_to(mine)
    before = mine.read_bytes()
    for out in (mine, other):
        asked = [command, *(["gad7"] if command == "form" else [])]
        assert commands.run([*asked, "--journal", str(mine), "--out", str(out)]) == 2
        assert "is the journal itself. Nothing was written." in capsys.readouterr().err
    assert mine.read_bytes() == before


def test_a_form_needs_no_journal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "form.pdf"
    assert commands.run(["form", "gad7", "--out", str(out)]) == 0
    assert "Wrote the form" in capsys.readouterr().err
    assert "GAD-7" in text_of(out.read_bytes())


def test_a_scale_of_ones_own_comes_from_its_journal(path: Path, tmp_path: Path) -> None:
    from journal.store import Journal

    with Journal.open(path) as journal, journal.write("Add a scale") as session:
        session.add(OwnInstrument(code="own-tension", definition=OWN))
    out = tmp_path / "form.pdf"
    assert commands.run(["form", "own-tension", "--journal", str(path), "--out", str(out)]) == 0
    assert "Tension in the shoulders" in text_of(out.read_bytes())
