"""The command line: its contract, its sentences and its exit statuses."""

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite

import main
from journal import people
from journal.command_line import commands
from journal.command_line.names import COMMANDS
from journal.records import OwnInstrument, Person, Role
from journal.store import Journal
from tests.builders import DAY, check_in, fixed_clock, new_journal, treatment
from tests.journal.on_disk.test_folder_trial import without_log

ROOT = Path(__file__).resolve().parents[3]


def figures(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    asked = ["figures", "--journal", str(path), "--json", "--today", "2026-01-24", *more]
    if "--instrument" not in more:
        asked += ["--instrument", "daily-anxiety"]
    assert commands.run(asked) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.count("\n") == 1
    found: dict[str, Any] = json.loads(told.out)
    return found


def test_the_worked_example_comes_out_digit_for_digit(
    worked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    baseline = {"value": 14.0, "n": 7, "of": 7}
    expected = {
        "instrument": "daily-anxiety",
        "score": "total",
        "recall": "P1D",
        "rater": "self",
        "today": "2026-01-24",
        "rules": {
            "baseline_days": 7,
            "baseline_least": 4,
            "response_fraction": 0.5,
            "sustain_gap": 3,
            "open_gap": 3,
            "course_gap": 60,
            "least_baseline": 5,
        },
        "treatments": [
            {
                "start": "2026-01-10T11:00:00+00:00",
                "day": "2026-01-10",
                "course": 1,
                "course_baseline": baseline,
                "own_baseline": baseline | {"cut": False},
                "line": {"value": 7.0, "from": "course"},
                "response": {"status": "reached", "day": 2},
                "duration": {"days": 7, "at_least": False, "reason": None},
                "best": {"day": 5, "value": 5.0},
                "medians": {
                    "1-3": {"value": 7.0, "n": 3, "of": 3},
                    "4-7": {"value": 6.5, "n": 4, "of": 4},
                    "8-14": {"value": 11.0, "n": 7, "of": 7},
                    "15-28": {"value": None, "n": 0, "of": 0},
                },
                "coverage": {"rated": 14, "of": 14},
            }
        ],
    }
    assert figures(worked, capsys) == expected
    assert list(figures(worked, capsys)) == list(expected)


def test_an_observers_ratings_stand_apart_from_the_patients(
    worked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Journal.open(worked, clock=fixed_clock()) as journal, journal.write("Log") as session:
        ben = people.add_person(session, "Ben", Role.CAREGIVER)
        session.add(check_in(DAY + timedelta(days=2), 1, observer_id=ben.id))
    mine = figures(worked, capsys)["treatments"][0]
    bens = figures(worked, capsys, "--rater", "Ben")["treatments"][0]
    assert mine["coverage"] == {"rated": 14, "of": 14}
    assert bens["coverage"] == {"rated": 1, "of": 14}
    assert bens["line"] is None
    assert bens["response"] == {"status": "no_line", "day": None}


def test_trashed_entries_and_planned_treatments_are_not_counted(
    worked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = figures(worked, capsys)
    with Journal.open(worked, clock=fixed_clock()) as journal, journal.write("Log") as session:
        gone = check_in(DAY + timedelta(days=1), 0)
        gone.deleted_utc = journal.clock().utc
        session.add_all([gone, treatment(DAY + timedelta(days=5), status="planned")])
        session.add(check_in(DAY - timedelta(days=1), None))
    assert figures(worked, capsys) == before


def test_what_comes_after_today_is_not_counted(
    worked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    early = figures(worked, capsys, "--today", "2026-01-13")["treatments"][0]
    assert early["coverage"] == {"rated": 3, "of": 3}
    assert early["duration"] == {"days": 2, "at_least": True, "reason": "today"}
    assert figures(worked, capsys, "--today", "2026-01-09")["treatments"] == []


def test_figures_without_json_say_the_same_in_words(
    worked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["figures", "--journal", str(worked), "--instrument", "daily-anxiety"]
    assert commands.run([*asked, "--today", "2026-01-24"]) == 0
    told = capsys.readouterr().out
    for words in ("14 (course baseline, 7 of 7 days)", "reached on day 2", "lasted: 7 days"):
        assert words in told


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["figures", "--instrument", "moods"], 2, "There is no instrument “moods”"),
        (["figures", "--instrument", "gad7", "--score", "fear"], 2, "There is no score “fear”"),
        (["figures", "--instrument", "gad7", "--rater", "Zoe"], 1, "Nobody called “Zoe”"),
        (["figures", "--instrument", "gad7", "--today", "24/1/2026"], 2, "is no date"),
        (["chart", "timeline", "--instrument", "gad7", "--out", "x.gif"], 2, ".png, .svg or .pdf"),
        (["chart", "pie", "--instrument", "gad7", "--out", "x.png"], 2, "invalid choice"),
    ],
)
def test_wrong_use_is_told_in_one_sentence(
    worked: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    status: int,
    words: str,
) -> None:
    assert exit_status([*arguments, "--journal", str(worked)]) == status
    told = capsys.readouterr()
    assert words in told.err
    assert told.err.count("\n") == 1
    assert "Traceback" not in told.err
    assert told.out == ""


def exit_status(arguments: list[str]) -> int:
    try:
        return commands.run(arguments)
    except SystemExit as stopped:
        return int(stopped.code or 0)


@pytest.mark.parametrize("content", [b"", b"not a journal", bytes(range(256)) * 20])
@pytest.mark.parametrize("command", ["verify", "figures", "export", "import", "chart"])
def test_a_file_that_is_no_journal_is_refused_by_every_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, content: bytes
) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    source = tmp_path / "days.csv"
    source.write_text("day,instrument\n2026-01-01,gad7\n")
    more = {
        "figures": ["--instrument", "gad7"],
        "export": ["--format", "csv", "--out", str(tmp_path / "out")],
        "import": [str(source)],
        "chart": ["timeline", "--instrument", "gad7", "--out", str(tmp_path / "a.png")],
    }
    before = sorted(tmp_path.iterdir())
    assert exit_status([command, *more.get(command, []), "--journal", str(path)]) == 1
    assert "is not a Tidemark journal. Nothing was changed." in capsys.readouterr().err
    assert path.read_bytes() == content
    assert [file for file in sorted(tmp_path.iterdir()) if file.suffix != ".lock"] == before


def test_new_makes_an_empty_journal_and_never_overwrites(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.tidemark"
    assert commands.run(["new", str(path)]) == 0
    assert commands.run(["verify", "--journal", str(path)]) == 0
    assert "0 records" in capsys.readouterr().out
    before = path.read_bytes()
    assert commands.run(["new", str(path)]) == 1
    assert path.read_bytes() == before
    assert "already there" in capsys.readouterr().err


def test_verify_says_when_the_folder_allows_no_log_and_blames_none_for_a_backup_without_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.tidemark"
    new_journal(tmp_path).close()
    with contextlib.closing(sqlite.connect(str(path))) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    assert commands.run(["verify", "--journal", str(path)]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("journal.on_disk.folder_trial.connect", without_log)
    assert commands.run(["verify", "--journal", str(path)]) == 0
    assert "no write-ahead log" in capsys.readouterr().err


def test_verify_finds_answers_that_do_not_give_the_scores_beside_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {str(item): 1 for item in range(1, 8)}
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        session.add(check_in(DAY, 7, answers=answers))
        session.add(check_in(DAY, 8, answers=answers, id="wrong"))
    assert commands.run(["verify", "--journal", str(tmp_path / "mine.tidemark")]) == 1
    assert "1 check-in" in capsys.readouterr().err


def test_verify_finds_a_broken_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with new_journal(tmp_path) as journal:
        raw = journal._opened.writing.raw_connection()
        raw.cursor().execute("PRAGMA foreign_keys = OFF")
        raw.cursor().execute(
            "INSERT INTO intakes (id, medicine_id, amount) VALUES ('a', 'gone', '')"
        )
        raw.close()
    assert commands.run(["verify", "--journal", str(tmp_path / "mine.tidemark")]) == 1
    assert "is damaged" in capsys.readouterr().err


def test_verify_reads_own_scales_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        session.add(OwnInstrument(code="own-x", definition="not toml ["))
        session.add(Person(name="Ben", role=Role.CAREGIVER))
    assert commands.run(["verify", "--journal", str(tmp_path / "mine.tidemark")]) == 1
    assert "own-x" in capsys.readouterr().err


def test_no_command_imports_qt(worked: Path, tmp_path: Path) -> None:
    code = (
        "import json, sys; from journal.command_line import commands\n"
        "for command in json.loads(sys.argv[1]):\n"
        "    try: assert commands.run(command) == 0\n"
        "    except SystemExit as left: assert not left.code\n"
        "import journal.store, journal.series, journal.verification, journal.charts\n"
        "assert not [name for name in sys.modules if name.startswith(('PySide6', 'shiboken'))]\n"
    )
    of_worked = ["--journal", str(worked)]
    asked = [
        *([name, "--help"] for name in COMMANDS),
        ["figures", *of_worked, "--instrument", "daily-anxiety"],
        ["chart", "each", *of_worked, "--instrument", "daily-anxiety", "--out", "chart.svg"],
        ["report", *of_worked, "--to", "2026-01-24", "--out", "report.pdf"],
        ["form", "gad7", "--out", "form.pdf"],
    ]
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(asked)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert {"chart.svg", "report.pdf", "form.pdf"} <= {one.name for one in tmp_path.iterdir()}


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_journal_never_ends_in_a_traceback(
    worked: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - picks what to damage
    content = bytearray(worked.read_bytes())
    for _ in range(chance.randint(1, 40)):
        content[chance.randrange(100, len(content))] = chance.randrange(256)
    worked.write_bytes(content)
    for command in (
        ["figures", "--instrument", "daily-anxiety"],
        ["verify"],
        ["export", "--format", "csv", "--out", str(worked.parent / "out")],
    ):
        status = exit_status([*command, "--journal", str(worked)])
        told = capsys.readouterr().err
        assert status in (0, 1)
        assert status == 0 or "Nothing was" in told
        shutil.rmtree(worked.parent / "out", ignore_errors=True)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_sample_patient_at_the_end_of_time_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], day: str
) -> None:
    assert commands.run(["demo", str(tmp_path / "a.tidemark"), "--today", day]) == 2
    assert "Nothing was made" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX shell")
@pytest.mark.parametrize("how", [">&-", "2>&-"])
def test_output_that_nobody_takes_is_no_reason_to_fail(worked: Path, how: str) -> None:
    """Nor one into which not every letter can be written."""
    asked = f"{sys.executable} main.py figures --instrument daily-anxiety --journal {worked} {how}"
    done = subprocess.run(
        ["bash", "-c", asked],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_who_has_seen_enough_ends_a_command_quietly(worked: Path) -> None:
    asked = ["figures", "--journal", str(worked), "--instrument", "daily-anxiety"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "main.py", *asked], cwd=ROOT, stdout=writing, stderr=-1, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("when", ["loading", "working"])
def test_stopping_a_command_ends_it_in_a_sentence(
    worked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    def stop(*_asked: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "run" if when == "loading" else "passphrase_for", stop)
    asked = ["figures", "--journal", str(worked), "--instrument", "daily-anxiety"]
    assert main.run_command(asked) == 1
    assert capsys.readouterr().err == "Stopped. Nothing was written.\n"


def test_the_door_passes_commands_on_without_a_screen(worked: Path) -> None:
    asked = ["figures", "--journal", str(worked), "--instrument", "daily-anxiety", "--json"]
    environment = {key: value for key, value in os.environ.items() if "DISPLAY" not in key}
    done = subprocess.run(
        [sys.executable, "main.py", *asked, "--today", date(2026, 1, 24).isoformat()],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["treatments"][0]["duration"]["days"] == 7
