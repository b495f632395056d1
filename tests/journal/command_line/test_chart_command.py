"""The command chart: every kind into every form of file, and wrong use in a sentence."""

from datetime import timedelta
from pathlib import Path

import pytest

from journal.charts.files import DRAWN
from journal.command_line import commands
from journal.command_line.picture_commands import CHART_KINDS
from tests.builders import (
    DAY,
    new_journal,
    sample_file,
)

FIRST_BYTES = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}


def draw(journal: Path, kind: str, out: Path, *more: str) -> int:
    asked = ["chart", kind, "--journal", str(journal), "--out", str(out)]
    try:
        return commands.run([*asked, "--instrument", "daily-anxiety", *more])
    except SystemExit as stopped:
        return int(str(stopped.code))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_file(tmp_path_factory.mktemp("charts"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    new_journal(tmp_path).close()
    return tmp_path / "mine.tidemark"


def test_the_kinds_of_the_command_are_those_that_can_be_drawn() -> None:
    assert set(CHART_KINDS) == set(DRAWN)


@pytest.mark.parametrize(
    ("kind", "ending"),
    [*((kind, "svg") for kind in CHART_KINDS), ("hours", "png"), ("hours", "pdf")],
)
def test_every_kind_is_drawn_of_the_sample_patient(
    sample: Path, tmp_path: Path, kind: str, ending: str
) -> None:
    out = tmp_path / f"chart.{ending}"
    assert draw(sample, kind, out, "--today", str(DAY)) == 0
    assert out.read_bytes().startswith(FIRST_BYTES[ending])
    assert [file.name for file in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize("kind", CHART_KINDS)
@pytest.mark.parametrize("which", ["empty", "worked"])
def test_every_kind_is_drawn_of_no_treatment_and_of_one(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str, which: str
) -> None:
    out = tmp_path / "chart.svg"
    assert draw(request.getfixturevalue(which), kind, out) == 0
    assert out.read_bytes().startswith(FIRST_BYTES["svg"])


@pytest.mark.parametrize("kind", ["hours", "side-effects"])
def test_charts_of_no_one_score_need_no_instrument(worked: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "chart.pdf"
    assert commands.run(["chart", kind, "--journal", str(worked), "--out", str(out)]) == 0
    assert out.exists()


def test_the_calendar_draws_the_year_that_is_asked_for(worked: Path, tmp_path: Path) -> None:
    this, other, same = (tmp_path / f"{name}.png" for name in ("this", "other", "same"))
    today = ("--today", str(DAY + timedelta(days=14)))
    assert draw(worked, "calendar", this, *today) == 0
    assert draw(worked, "calendar", other, *today, "--year", "2025") == 0
    assert draw(worked, "calendar", same, *today, "--year", "2026") == 0
    assert this.read_bytes() != other.read_bytes()
    assert this.read_bytes() == same.read_bytes()


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        (["--year", "soon"], 2, "“soon” is no year"),
        (["--year", "0"], 2, "“0” is no year"),
        (["--today", "24/1/2026"], 2, "is no date"),
        (["--score", "fear"], 2, "There is no score “fear”"),
        (["--instrument", "mood"], 2, "mood"),
        (["--rater", "Zoe"], 1, "Nobody called “Zoe”"),
    ],
)
def test_wrong_use_is_told_in_a_sentence_and_nothing_is_written(
    worked: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    more: list[str],
    status: int,
    words: str,
) -> None:
    out = tmp_path / "chart.png"
    assert draw(worked, "each", out, *more) == status
    told = capsys.readouterr()
    assert words in told.err
    assert told.err.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize("kind", sorted(set(CHART_KINDS) - {"hours", "side-effects"}))
def test_a_chart_of_a_score_asks_for_its_instrument(
    worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    asked = ["chart", kind, "--journal", str(worked), "--out", str(tmp_path / "chart.png")]
    assert commands.run(asked) == 2
    told = capsys.readouterr().err
    assert "needs --instrument. Nothing was written." in told
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [("pie", "chart.png", "invalid choice"), ("each", "chart.gif", ".png, .svg or .pdf")],
)
def test_unknown_kinds_and_endings_are_refused(
    worked: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    kind: str,
    name: str,
    words: str,
) -> None:
    assert draw(worked, kind, tmp_path / name) == 2
    assert words in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_said(
    worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draw(worked, "each", tmp_path / "gone" / "chart.png") == 1
    assert "could not be written" in capsys.readouterr().err


def test_no_chart_takes_the_place_of_the_journal(
    worked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = worked.rename(worked.with_name("mine.png"))
    before = mine.read_bytes()
    assert draw(mine, "each", mine) == 2
    assert "is the journal itself. Nothing was written." in capsys.readouterr().err
    assert mine.read_bytes() == before
