"""Fixtures that several tests share."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of published data sets; TIDEMARK_TEST_DATA names another. Skips without it."""
    beside = REPOSITORY.parent / "shared" / "data"
    folder = Path(os.environ.get("TIDEMARK_TEST_DATA") or beside)
    if not folder.is_dir():
        pytest.skip("the published data sets are not here")
    return folder
