"""What the window and every page of it are made with."""

from collections.abc import Mapping
from dataclasses import dataclass

from journal.days import Clock
from journal.instruments import Instrument
from ui.jobs import Jobs


@dataclass(frozen=True)
class Surroundings:
    """Built once, at the door. `instruments` are the built-in ones, by their codes."""

    jobs: Jobs
    clock: Clock
    instruments: Mapping[str, Instrument]
