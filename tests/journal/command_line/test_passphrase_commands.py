"""Commands on an encrypted journal: the passphrase comes from a file or the terminal."""

import getpass
import sys
from pathlib import Path

import pytest

from journal.command_line import commands
from journal.safekeeping.passphrase import set_passphrase
from journal.store import Journal
from tests.builders import fixed_clock, treatment

PASSPHRASE = "three words, ü"  # noqa: S105 - of a test


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """An encrypted journal with a treatment."""
    path = tmp_path / "mine.tidemark"
    with (
        Journal.create(path, PASSPHRASE, clock=fixed_clock()) as journal,
        journal.write("Log") as session,
    ):
        session.add(treatment())
    return path


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The file that holds its passphrase."""
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE + "\n", encoding="utf-8")
    path.chmod(0o600)
    return path


def arguments(command: str, journal: Path, out: Path) -> list[str]:
    more = {
        "verify": [],
        "figures": ["--instrument", "daily-anxiety"],
        "chart": ["around", "--instrument", "daily-anxiety", "--out", str(out / "chart.svg")],
        "report": ["--out", str(out / "report.pdf")],
        "export": ["--format", "csv", "--out", str(out / "csv")],
    }
    return [command, *more[command], "--journal", str(journal)]


@pytest.mark.parametrize("command", ["verify", "figures", "chart", "report", "export"])
def test_a_command_reads_the_passphrase_from_a_file_and_refuses_without(
    command: str, sealed: Path, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = arguments(command, sealed, tmp_path)
    assert commands.run(asked) == 1
    said = capsys.readouterr()
    assert "--passphrase-file" in said.err
    assert "Nothing was changed" in said.err
    assert said.out == ""
    assert commands.run([*asked, "--passphrase-file", str(kept)]) == 0


@pytest.mark.parametrize("command", ["chart", "report", "export"])
def test_what_leaves_an_encrypted_journal_in_clear_is_said_so(
    command: str, sealed: Path, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = arguments(command, sealed, tmp_path)
    assert commands.run([*asked, "--passphrase-file", str(kept)]) == 0
    said = capsys.readouterr()
    (out,) = (place for place in asked if place.startswith(str(tmp_path)) and "mine" not in place)
    assert f"The journal is encrypted; {out} is not." in said.err
    assert said.out == ""
    set_passphrase(sealed, PASSPHRASE, None)
    again = [place.replace(out, f"{tmp_path}/again{Path(out).suffix}") for place in asked]
    assert commands.run(again) == 0
    assert "is encrypted" not in capsys.readouterr().err


def test_a_wrong_passphrase_is_said_and_changes_nothing(
    sealed: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.write_text("another")
    before = sealed.read_bytes()
    assert commands.run(["verify", "--journal", str(sealed), "--passphrase-file", str(kept)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("The passphrase does not open")
    assert "another" not in said
    assert sealed.read_bytes() == before


def test_what_comes_in_goes_into_the_encrypted_journal(
    sealed: Path, kept: Path, tmp_path: Path
) -> None:
    source = tmp_path / "in" / "notes.csv"
    source.parent.mkdir()
    source.write_text("day,text\n2026-01-02,a marker that is unlike others\n")
    asked = ["import", str(source), "--journal", str(sealed), "--passphrase-file", str(kept)]
    assert commands.run(asked) == 0
    assert b"a marker that is unlike others" not in sealed.read_bytes()
    assert commands.run(["verify", "--journal", str(sealed), "--passphrase-file", str(kept)]) == 0


def test_a_new_journal_is_made_encrypted(tmp_path: Path, kept: Path) -> None:
    path = tmp_path / "new.tidemark"
    assert commands.run(["new", str(path), "--passphrase-file", str(kept)]) == 0
    with Journal.open(path, PASSPHRASE) as journal:
        assert journal.is_encrypted


def test_the_person_at_the_terminal_is_asked(
    sealed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def answer(prompt: str, _stream: object) -> str:
        asked.append(prompt)
        return PASSPHRASE

    monkeypatch.setattr(getpass, "getpass", answer)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    assert commands.run(["verify", "--journal", str(sealed)]) == 0
    assert asked == ["Passphrase of mine.tidemark: "]


@pytest.mark.parametrize("content", [b"", b"\nsecond line", b"\xff\xfe\x00", None])
def test_a_file_without_a_passphrase_is_said(
    content: bytes | None, sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "empty"
    if content is not None:
        file.write_bytes(content)
    assert commands.run(["verify", "--journal", str(sealed), "--passphrase-file", str(file)]) == 1
    assert "holds no passphrase" in capsys.readouterr().err


def test_a_file_that_others_can_read_is_remarked_on(
    sealed: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.chmod(0o644)
    assert commands.run(["verify", "--journal", str(sealed), "--passphrase-file", str(kept)]) == 0
    assert "chmod 600" in capsys.readouterr().err
