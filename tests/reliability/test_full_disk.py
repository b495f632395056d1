"""Some works on a full disk: `python -m reliability --only full-disk` leaves no page untried."""

import sys
from pathlib import Path

import pytest

from reliability import full_disk
from reliability.small_disk import NoSmallDisk


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a disk in memory")
def test_a_full_disk_loses_nothing_and_is_told_as_such(tmp_path: Path) -> None:
    try:
        outcome = full_disk.fill(tmp_path, 48, 500_000)
    except NoSmallDisk:
        pytest.skip("this process is given no disk of its own")

    assert outcome.broken == ()
    assert outcome.runs == 48
    assert outcome.found["refused"] > 20
