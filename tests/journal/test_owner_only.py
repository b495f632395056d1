"""What the program makes is its owner's alone, whatever the umask and the system."""

import ctypes
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from journal import access_lists, owner_only
from journal.store import Journal
from tests.conftest import REPOSITORY

has_modes = pytest.mark.skipif(sys.platform == "win32", reason="there are no modes there")


@pytest.fixture(params=[0o000, 0o022, 0o777], autouse=True)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """A umask that lets everybody in, a usual one, and one that shuts out the owner."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@has_modes
def test_files_and_folders_are_the_owners_alone(tmp_path: Path) -> None:
    owner_only.folder(tmp_path / "one" / "two")
    owner_only.new_file(tmp_path / "one" / "file")
    owner_only.write(tmp_path / "one" / "two" / "whole", b"content")

    assert mode(tmp_path / "one") == mode(tmp_path / "one" / "two") == 0o700
    assert mode(tmp_path / "one" / "file") == mode(tmp_path / "one" / "two" / "whole") == 0o600


@has_modes
def test_a_file_that_others_could_read_is_theirs_no_more_once_it_is_replaced(
    tmp_path: Path,
) -> None:
    path = tmp_path / "report.pdf"
    path.touch()
    path.chmod(0o644)

    owner_only.write(path, b"newer")

    assert mode(path) == 0o600
    assert path.read_bytes() == b"newer"
    assert list(tmp_path.iterdir()) == [path]


@has_modes
def test_a_journal_that_others_could_read_is_theirs_no_more_once_it_is_opened(
    tmp_path: Path,
) -> None:
    path = tmp_path / "mine.tidemark"
    Journal.create(path).close()
    path.chmod(0o644)
    with Journal.open(path) as journal, journal.write("Start"):
        beside = [one for one in tmp_path.iterdir() if one.is_file()]
        assert {mode(one) for one in beside} == {0o600}
        assert len(beside) > 1


@has_modes
def test_a_folder_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o750)

    owner_only.folder(shared / "mine")

    assert mode(shared) == 0o750
    assert mode(shared / "mine") == 0o700


@has_modes
def test_what_libraries_make_follows_from_the_umask(tmp_path: Path) -> None:
    owner_only.from_now_on()
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()

    assert mode(tmp_path / "folder") == 0o700
    assert mode(tmp_path / "file") == 0o600


@has_modes
def test_a_crash_leaves_no_image_of_the_memory_on_the_disk(tmp_path: Path) -> None:
    source = (
        "import resource, main; main.main(['verify', '--journal', 'none']);"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    command = [sys.executable, "-c", source]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0"]


def test_an_older_file_stays_when_the_new_one_does_not_come_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "chart.png"
    owner_only.write(path, b"older")

    def stop_half_way() -> None:
        with owner_only.in_place_of(path) as file:
            file.write(b"half of it")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop_half_way()

    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_takes_no_others_place(tmp_path: Path) -> None:
    owner_only.new_file(tmp_path / "mine")
    with pytest.raises(FileExistsError):
        owner_only.new_file(tmp_path / "mine")


def test_a_folder_in_its_place_is_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").mkdir()
    with pytest.raises(OSError):  # noqa: PT011 - which one differs between systems
        owner_only.write(tmp_path / "report.pdf", b"pages")
    assert [one.name for one in tmp_path.iterdir()] == ["report.pdf"]


class StandIn:
    """Windows' libraries: remembers what was asked of them, and says how it went."""

    def __init__(self, *, makes: int = 1, sets: int = 1) -> None:
        self.said: list[tuple[Any, ...]] = []
        self._makes, self._sets = makes, sets
        self.advapi32 = SimpleNamespace(
            ConvertStringSecurityDescriptorToSecurityDescriptorW=self._make,
            SetFileSecurityW=self._set,
        )
        self.kernel32 = SimpleNamespace(LocalFree=self._free)

    def _make(self, words: ctypes.c_wchar_p, revision: ctypes.c_ulong, to: Any, _: None) -> int:
        to._obj.value = 4711
        self.said.append(("make", words.value, revision.value))
        return self._makes

    def _set(self, path: ctypes.c_wchar_p, what: ctypes.c_ulong, found: ctypes.c_void_p) -> int:
        self.said.append(("set", path.value, what.value, found.value))
        return self._sets

    def _free(self, found: ctypes.c_void_p) -> None:
        self.said.append(("free", found.value))


def test_on_windows_a_list_names_the_owner_and_cuts_off_what_the_folder_hands_down() -> None:
    windows = StandIn()

    access_lists.give_to_owner(Path("mine.tidemark"), windows)

    assert windows.said == [
        ("make", "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;OW)", 1),
        ("set", "mine.tidemark", 4, 4711),
        ("free", 4711),
    ]


@pytest.mark.parametrize(("makes", "sets"), [(0, 1), (1, 0)])
def test_what_windows_refuses_is_an_error_and_nothing_is_left_over(makes: int, sets: int) -> None:
    windows = StandIn(makes=makes, sets=sets)

    with pytest.raises(access_lists.CannotRestrict):
        access_lists.give_to_owner(Path("mine.tidemark"), windows)

    assert (("free", 4711) in windows.said) == bool(makes)


def test_on_windows_every_file_and_folder_is_given_such_a_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []
    monkeypatch.setattr(access_lists, "give_to_owner", lambda path: given.append(path.name))
    owner_only.folder(tmp_path / "folder")
    monkeypatch.setattr(sys, "platform", "win32")

    owner_only.new_file(tmp_path / "file")
    owner_only.restrict(tmp_path / "folder", owner_only.FOLDER)

    assert given == ["file", "folder"]
