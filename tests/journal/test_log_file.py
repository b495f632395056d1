"""The log holds what went wrong where, and nothing of anybody's."""

import ast
import logging
import os
import platform
import re
import stat
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import main
from journal import log_file
from journal.command_line import commands
from journal.defects import note_defect, place_of, places_of
from journal.log_file import MOST_BYTES, keep_log, note_start, read_log
from tests.conftest import REPOSITORY

ENTRY = "felt watched at the bakery"
PATH = "/home/anna-lehmann/journal.tidemark"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """A log that everything that is logged goes to."""
    path = tmp_path / "state" / "tidemark.log"
    root = logging.getLogger()
    before = list(root.handlers)
    keep_log(root, path)
    yield path
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()


def failed(*said: object) -> BaseException:
    """An error whose message, notes, cause and context all quote what was said."""
    try:
        try:
            raise KeyError(*said)
        except KeyError as inner:
            inner.add_note(f"{said}")
            raise ValueError(*said) from inner
    except ValueError as error:
        error.add_note(f"{said}")
        return error


def test_an_error_leaves_its_kind_and_its_way_through_the_program(log: Path) -> None:
    note_defect(failed(ENTRY))

    told = log.read_text(encoding="utf-8")
    assert "builtins.ValueError" in told
    assert "which followed" in told
    assert "builtins.KeyError" in told
    assert "tests/journal/test_log_file.py:" in told
    assert "in failed" in told


def test_no_way_of_logging_puts_an_entry_or_a_path_into_the_log(log: Path) -> None:
    ours, theirs = logging.getLogger("journal.store"), logging.getLogger("matplotlib.font_manager")
    note_defect(failed(ENTRY, PATH))
    for logger in (ours, theirs):
        logger.warning("an argument: %s %r", ENTRY, PATH)
        logger.warning("an extra", extra={"entry": ENTRY, "path": PATH})
        try:
            raise OSError(2, ENTRY, PATH)
        except OSError:
            logger.exception("an error with %s", PATH)
    theirs.warning(f"words made on the way: {ENTRY} in {PATH}")
    theirs.warning("facts", extra={"facts": ENTRY})
    logging.captureWarnings(True)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"{ENTRY} {PATH}", stacklevel=1)
    logging.captureWarnings(False)

    told = log.read_text(encoding="utf-8")
    assert told.count("\n20") >= 9
    assert "an argument: %s %r" in told, "the program's own fixed words are kept"
    assert "builtins.FileNotFoundError" in told
    for mark in (ENTRY, "bakery", PATH, "anna", str(Path.home()), str(log.parent)):
        assert mark not in told


@given(st.lists(st.text(min_size=6), min_size=1, max_size=3))
def test_no_text_in_an_error_is_ever_among_what_is_said_of_it(said: list[str]) -> None:
    told = places_of(failed(*said))
    plain = places_of(failed())
    assert told == plain


def test_an_error_in_code_from_elsewhere_does_not_name_its_file(log: Path) -> None:
    code = compile("def fail():\n    raise ValueError('x')\n", f"{PATH}/anna.py", "exec")
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102
    try:
        names["fail"]()  # type: ignore[operator]
    except ValueError as error:
        note_defect(error)

    told = log.read_text(encoding="utf-8")
    assert "anna" not in told
    assert "elsewhere:2 in fail" in told


def test_places_are_told_from_the_program_its_packages_and_python() -> None:
    import sqlalchemy.orm.session

    assert place_of(__file__) == "tests/journal/test_log_file.py"
    assert place_of(str(sqlalchemy.orm.session.__file__)) == "sqlalchemy/orm/session.py"
    assert place_of(str(ast.__file__)) == "ast.py"


def test_a_very_deep_error_is_told_shortly() -> None:
    def down() -> None:
        down()

    with pytest.raises(RecursionError) as caught:
        down()

    lines = places_of(caught.value).splitlines()
    assert "  …" in lines
    assert len(lines) < 70


@pytest.mark.skipif(sys.platform == "win32", reason="there are no modes there")
def test_it_stays_small_and_its_owners_alone_when_it_begins_anew(log: Path) -> None:
    noted, long = logging.getLogger("journal"), "and so on " * 1000
    before = os.umask(0)
    for _ in range(2 * MOST_BYTES // len(long)):
        noted.error(long)
    os.umask(before)

    files = sorted(log.parent.iterdir())
    assert [one.name for one in files] == ["tidemark.log", "tidemark.log.1"]
    assert all(one.stat().st_size <= MOST_BYTES for one in files)
    assert {stat.S_IMODE(one.stat().st_mode) for one in files} == {0o600}
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700
    assert read_log(log).startswith(files[1].read_text(encoding="utf-8")[:100])


def test_a_log_that_cannot_be_written_says_nothing_anywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file where the folder would be")
    logger = logging.Logger("journal.test")
    keep_log(logger, tmp_path / "taken" / "tidemark.log")

    logger.error("an argument: %s", ENTRY)

    told = capsys.readouterr()
    assert told.out == told.err == ""
    assert read_log(tmp_path / "taken" / "tidemark.log") == ""


def test_the_start_tells_what_the_program_runs_on_and_not_whose_computer_it_is(log: Path) -> None:
    note_start()

    told = log.read_text(encoding="utf-8")
    assert "Python 3." in told
    assert platform.node() not in told


LOGGERS = ("_log", "logger", "log", "logging")
LOGGED = re.compile(rf"\b(?:{'|'.join(LOGGERS)})\s*\.")
"""Stands in every module that calls a logger; it takes long to read the others to no end."""


def calls_of_loggers() -> Iterator[tuple[str, ast.Call]]:
    """Every call of a logger's method in the program."""
    for folder in ("journal", "ui", "main.py"):
        path = REPOSITORY / folder
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            source = file.read_text(encoding="utf-8")
            if not LOGGED.search(source):
                continue
            for node in ast.walk(ast.parse(source)):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and isinstance(node.func.value, ast.Name)
                    and node.func.value.id in LOGGERS
                    and node.func.attr
                    in ("debug", "info", "warning", "error", "exception", "critical", "log")
                ):
                    yield f"{file.relative_to(REPOSITORY)}:{node.lineno}", node


def test_the_programs_own_words_are_fixed() -> None:
    found = list(calls_of_loggers())
    assert found
    for place, call in found:
        assert len(call.args) == 1, place
        assert isinstance(call.args[0], ast.Constant), place


def test_a_defect_of_a_command_is_one_sentence_and_places_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_arguments: object) -> int:
        raise failed(ENTRY, PATH)

    monkeypatch.setattr(commands, "run", fail)
    monkeypatch.setattr(log_file, "log_path", lambda: tmp_path / "tidemark.log")
    before = list(logging.getLogger().handlers)

    status = main.run_command(["figures"])

    for handler in [one for one in logging.getLogger().handlers if one not in before]:
        logging.getLogger().removeHandler(handler)
        handler.close()
    told = capsys.readouterr()
    assert (status, told.out) == (1, "")
    assert told.err.count("\n") == 1
    assert "did not work" in told.err
    logged = (tmp_path / "tidemark.log").read_text(encoding="utf-8")
    assert "builtins.ValueError" in logged
    for mark in (ENTRY, PATH, "anna"):
        assert mark not in told.err
        assert mark not in logged
