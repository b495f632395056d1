"""Fixtures that several tests share."""

import os
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]

# Some machines ask Python to keep no compiled modules. Tests start many interpreters, and each
# would compile matplotlib and SQLAlchemy anew: a third of the time of a whole run.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of published data sets; TIDEMARK_TEST_DATA names another. Skips without it."""
    beside = REPOSITORY.parent / "shared" / "data"
    folder = Path(os.environ.get("TIDEMARK_TEST_DATA") or beside)
    if not folder.is_dir():
        pytest.skip("the published data sets are not here")
    return folder
