"""A clock, and a journal with one treatment and two questions."""

from pathlib import Path

import pytest

from journal.store import Journal
from tests.ui.appointment.opened import one_treatment
from tests.ui.windows import SetClock


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def journal(tmp_path: Path, clock: SetClock) -> Journal:
    return one_treatment(tmp_path, clock)
