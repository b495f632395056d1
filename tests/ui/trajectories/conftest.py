"""The trajectories page on the screen, and an empty journal beside it."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.showing import show
from tests.ui.windows import INSTRUMENTS, SetClock
from ui.jobs import Jobs
from ui.pages.trajectories import TrajectoriesPage
from ui.surroundings import Surroundings


@pytest.fixture
def clock() -> SetClock:
    clock = SetClock()
    clock.move(days=14)
    return clock


@pytest.fixture
def jobs() -> Jobs:
    return Jobs()


@pytest.fixture
def page(qtbot: QtBot, clock: SetClock, jobs: Jobs) -> TrajectoriesPage:
    made = TrajectoriesPage(Surroundings(jobs, clock, INSTRUMENTS))
    show(qtbot, made, 1000, 800)
    return made
