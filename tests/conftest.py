"""Fixtures that several tests share."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from journal.on_disk import keys
from tests import examples

REPOSITORY = Path(__file__).resolve().parents[1]

# Some machines ask Python to keep no compiled modules. Tests start many interpreters, and each
# would compile matplotlib and SQLAlchemy anew: a third of the time of a whole run.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

examples.load_profile()

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - only asked whether it is there
"""Where Linux keeps files in memory. The program writes journals there as on a disk, to the last
call, and nobody waits for the disk: that was a fifth of the time of a whole run."""

_ROOM = 2 * 2**30


def keep_files_in_memory() -> None:
    """Where there is room, unless the one who runs the tests chose a folder."""
    is_there = "TMPDIR" not in os.environ and os.access(IN_MEMORY, os.W_OK)
    if is_there and shutil.disk_usage(IN_MEMORY).free > _ROOM:
        os.environ["TMPDIR"] = str(IN_MEMORY)
        tempfile.tempdir = None


keep_files_in_memory()

ROUNDS = keys._ROUNDS
"""How often the program in earnest goes round to derive a key."""


def pytest_collection_finish() -> None:
    """What was imported stays for good, so that the collector need not walk it over and over."""
    if "matplotlib" in sys.modules:
        from tests.measuring import measure_once

        measure_once()
    gc.collect()
    gc.freeze()
    gc.set_threshold(5000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def few_rounds() -> Iterator[None]:
    """Derive the keys of passphrases quickly; the test of the key itself takes all rounds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_ROUNDS", 1000)
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of published data sets; TIDEMARK_TEST_DATA names another. Skips without it."""
    beside = REPOSITORY.parent / "shared" / "data"
    folder = Path(os.environ.get("TIDEMARK_TEST_DATA") or beside)
    if not folder.is_dir():
        pytest.skip("the published data sets are not here")
    return folder
