"""A file is there whole and for its owner alone, or not at all."""

import stat
import sys
from pathlib import Path

import pytest

from journal.report.files import write_file


def test_the_file_is_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"older")
    write_file(path, b"newer")
    assert path.read_bytes() == b"newer"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="files have no owner's bits there")
def test_its_owner_alone_can_read_it(tmp_path: Path) -> None:
    write_file(tmp_path / "report.pdf", b"pages")
    assert stat.S_IMODE((tmp_path / "report.pdf").stat().st_mode) == 0o600


def test_a_folder_in_its_place_is_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").mkdir()
    with pytest.raises(OSError):  # noqa: PT011 - which one differs between systems
        write_file(tmp_path / "report.pdf", b"pages")
    assert [one.name for one in tmp_path.iterdir()] == ["report.pdf"]
