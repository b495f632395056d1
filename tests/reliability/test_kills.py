"""Two kills of each kind of work: `python -m reliability --only kills` does a thousand."""

import sys
from pathlib import Path

import pytest

from reliability import kills


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and a fork server")
def test_a_kill_at_any_instant_loses_nothing_and_leaves_nothing_in_clear(tmp_path: Path) -> None:
    outcome = kills.kill(tmp_path, 26, 500_000)

    assert outcome.broken == ()
    assert sum(outcome.found.values()) == 26
