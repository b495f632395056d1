"""The real thing: two Syncthing programs, two journals edited apart, a connection that breaks.

pytest -n0 -m syncthing tests/journal/safekeeping/test_syncthing.py
"""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.journal.safekeeping.sealed import PASSPHRASE
from tests.journal.safekeeping.syncthing import PROGRAM, Syncthing
from tests.journal.safekeeping.two_computers import EDITS, edit_apart, started_pair

pytestmark = [
    pytest.mark.syncthing,
    pytest.mark.skipif(PROGRAM is None, reason="Syncthing is not installed"),
]


@pytest.mark.parametrize("secret", [None, PASSPHRASE], ids=["plain", "encrypted"])
def test_two_computers_come_to_hold_the_same_though_the_connection_breaks(
    tmp_path: Path, secret: str | None
) -> None:
    counted = edit_apart(tmp_path, 1, secret)
    assert (counted["edits"], counted["cuts"]) == (2 * EDITS, 3)


def test_they_talk_to_this_computer_alone(tmp_path: Path) -> None:
    with ExitStack() as stack:
        for one in started_pair(tmp_path, stack):
            assert_is_alone(one)


def assert_is_alone(one: Syncthing) -> None:
    options = one.ask("GET", "config/options")
    asked = ("globalAnnounceEnabled", "localAnnounceEnabled", "relaysEnabled", "natEnabled")
    assert [options[name] for name in (*asked, "crashReportingEnabled")] == [False] * 5
    assert options["urAccepted"] == -1
    assert options["autoUpgradeIntervalH"] == 0
    assert all("127.0.0.1" in address for address in options["listenAddresses"])
    found = one.ask("GET", "system/connections")["connections"].values()
    assert all(not it["connected"] or "127.0.0.1" in it["address"] for it in found)
