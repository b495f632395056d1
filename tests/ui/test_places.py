"""Where the program keeps its own files, and who can read them."""

import logging
import os
import stat
from datetime import date
from pathlib import Path

import pytest

from ui.places import Places, State


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Folders of one user, none of them made yet."""
    return Places(tmp_path / "data", tmp_path / "state", tmp_path / "cache")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_folders_are_the_owners_alone(places: Places) -> None:
    os.umask(0)
    places.make()

    assert {mode(folder) for folder in (places.data, places.state, places.cache)} == {0o700}


def test_what_was_kept_comes_back(places: Places) -> None:
    places.make()
    state = State(Path("/somewhere/mine.tidemark"), "geometry", "sleep", date(2026, 1, 10))

    places.keep_state(state)

    assert places.read_state() == state
    assert mode(places.state_file) == 0o600


@pytest.mark.parametrize(
    "content", ["", "not JSON", "[]", '{"done_on": "yesterday"}', '{"done_on": 3, "journal": 4}']
)
def test_an_unreadable_state_counts_as_none(places: Places, content: str) -> None:
    places.make()
    places.state_file.write_text(content)

    assert places.read_state() == State()


def test_a_state_that_cannot_be_kept_stops_nobody(places: Places) -> None:
    places.keep_state(State(first_form="gad7"))

    assert places.read_state() == State()


def test_the_last_journal_is_opened_even_when_it_is_gone(places: Places, tmp_path: Path) -> None:
    places.make()
    places.default_journal.touch()
    gone = tmp_path / "on a drive" / "mine.tidemark"
    places.keep_state(State(journal=gone))

    assert places.journal_to_open() == gone


def test_without_a_last_journal_the_usual_one_is_opened(places: Places) -> None:
    places.make()
    assert places.journal_to_open() is None

    places.default_journal.touch()

    assert places.journal_to_open() == places.default_journal


def test_the_log_is_the_owners_alone(places: Places) -> None:
    os.umask(0)
    places.make()
    logger = logging.Logger("ui.test")

    places.log_here(logger)
    logger.error("a line")
    for keeper in logger.handlers:
        keeper.close()

    assert mode(places.log_file) == 0o600
    assert "a line" in places.log_file.read_text(encoding="utf-8")


def test_matplotlib_is_pointed_into_the_cache(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MPLCONFIGDIR", raising=False)

    places.point_matplotlib_here()

    assert Path(os.environ["MPLCONFIGDIR"]).is_relative_to(places.cache)
    monkeypatch.delenv("MPLCONFIGDIR")
