"""The door: what it opens, what it passes on, and what it says when it cannot open."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

import main
from journal.command_line.names import COMMANDS
from ui import system_libraries

ROOT = Path(main.__file__).parent


def run(
    *arguments: str, path: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own; `path` comes before the installed packages."""
    paths = [str(path)] if path is not None else []
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        env={**os.environ, **environment, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_subcommand_runs_without_qt(tmp_path: Path) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text("raise AssertionError('Qt was loaded')")
    journal = tmp_path / "mine.tidemark"

    made = run("new", str(journal), path=tmp_path)

    assert made.returncode == 0, made.stderr
    assert journal.exists()


@pytest.mark.parametrize(
    "arguments",
    [["--no-such-option"], ["--journal"], ["--demo", "--journal", "a"], ["--demo", "more"]],
)
def test_wrong_use_is_one_sentence_and_status_2(arguments: list[str]) -> None:
    used = run(*arguments)

    assert used.returncode == 2
    assert len(used.stderr.splitlines()) == 1
    assert "--help" in used.stderr
    assert "Traceback" not in used.stderr


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_the_options_of_the_window_and_every_command(
    option: str, tmp_path: Path
) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text("raise AssertionError('Qt was loaded')")

    asked = run(option, path=tmp_path, PYTHONIOENCODING="ascii")

    assert asked.returncode == 0, asked.stderr
    assert "--journal FILE" in asked.stdout
    assert "--demo" in asked.stdout
    assert all(f"\n  {name} " in asked.stdout for name in COMMANDS)


def test_a_missing_system_library_is_one_sentence_with_the_command(tmp_path: Path) -> None:
    (tmp_path / "PySide6").mkdir()
    reason = "libEGL.so.1: cannot open shared object file: No such file or directory"
    (tmp_path / "PySide6" / "__init__.py").write_text(f"raise ImportError({reason!r})")

    refused = run(path=tmp_path, QT_QPA_PLATFORM="offscreen")

    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1
    assert "libEGL.so.1 is missing" in refused.stderr
    assert "sudo apt-get install libegl1" in refused.stderr
    assert "no journal was touched" in refused.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a matter of X11")
def test_a_screen_that_does_not_answer_is_one_sentence() -> None:
    refused = run(DISPLAY=":987", QT_QPA_PLATFORM="xcb", WAYLAND_DISPLAY="")

    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a matter of X11")
def test_a_library_of_the_screen_is_looked_for_before_qt_would_abort(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(_name: str) -> None:
        raise OSError("libxcb-cursor.so.0: cannot open shared object file")

    monkeypatch.setattr(ctypes, "CDLL", missing)

    said = system_libraries.obstacle({"DISPLAY": ":0"})

    assert said is not None
    assert "libxcb-cursor.so.0 is missing" in said
    assert "libxcb-cursor0" in said
    assert system_libraries.obstacle({"QT_QPA_PLATFORM": "offscreen"}) is None
    assert system_libraries.obstacle({"WAYLAND_DISPLAY": "wayland-0"}) is None
