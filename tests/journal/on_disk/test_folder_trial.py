"""What a folder allows is tried before it is blamed, and before another program is."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite

from journal.command_line.commands import run
from journal.obstacles import CannotSave, NoLocks, Obstacle
from journal.on_disk.folder_trial import Allowed, allowed_in
from journal.store import Journal
from tests.builders import new_journal


def without_log(path: Path) -> Any:
    """A connection as in a folder where no memory can be shared between programs."""
    return sqlite.connect(f"file:{path}?vfs=unix-dotfile", uri=True, isolation_level=None)


@pytest.fixture
def without_locks() -> Iterator[Callable[[Path], Any]]:
    """Connects as in a folder where no file can be locked."""
    with contextlib.ExitStack() as until_then:

        def connect(path: Path) -> Any:
            other, mine = (
                until_then.enter_context(contextlib.closing(sqlite.connect(path))) for _ in range(2)
            )
            other.execute("BEGIN EXCLUSIVE")
            return mine

        yield connect


def test_a_folder_is_tried_and_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without_locks: Callable[[Path], Any]
) -> None:
    assert allowed_in(tmp_path) == Allowed(locks=True, log=True)
    for connect, allowed in (
        (without_log, Allowed(locks=True, log=False)),
        (without_locks, Allowed(locks=False, log=False)),
    ):
        monkeypatch.setattr("journal.on_disk.folder_trial.connect", connect)
        assert allowed_in(tmp_path) == allowed
    assert list(tmp_path.iterdir()) == []
    assert allowed_in(tmp_path / "none") is None


def test_a_lock_that_is_refused_is_another_programs_or_the_folder_has_none(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    without_locks: Callable[[Path], Any],
) -> None:
    monkeypatch.setattr("journal.on_disk.driver.BUSY_SECONDS", 0.0)
    with new_journal(tmp_path) as journal:
        path = journal.path
    with contextlib.closing(sqlite.connect(path)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CannotSave) as caught:
            Journal.open(path)
        assert caught.value.obstacle is Obstacle.BUSY
        monkeypatch.setattr("journal.on_disk.folder_trial.connect", without_locks)
        with pytest.raises(NoLocks):
            Journal.open(path)
        assert run(["verify", "--journal", str(path)]) == 1
    assert "lets no program lock or share files" in capsys.readouterr().err
