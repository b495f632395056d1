"""What a view of the page is: what it reads, what there is to choose, and the picture it makes.

A view knows neither the page nor the other views. The page knows no view by name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from journal.instruments import Instrument
from journal.words.table import Table
from ui.icons import Icon
from ui.widgets.chart_view import ChartWords, Draw

Read = TypeVar("Read")


class Choice(StrEnum):
    """What can be chosen above a picture besides the score; not every view has each."""

    RANGE = "range"
    YEAR = "year"
    UNIT = "unit"
    COLOUR = "colour"
    BESIDE = "beside"


Options = Sequence[tuple[str, str]]
"""Values with their words; the first is chosen until the person chooses another."""


@dataclass(frozen=True)
class Asked:
    """Which score is asked for, from which rater; all empty where a view is not about a score."""

    instrument: str = ""
    score: str = ""
    rater: str = ""


@dataclass(frozen=True)
class Known:
    """What holds for whatever is read: the built-in instruments, today, when a day ends."""

    instruments: Mapping[str, Instrument]
    today: date
    day_ends_at: time
    is_sample: bool


@dataclass(frozen=True)
class Chosen:
    """What is chosen above the picture, by choice; `own` are the days of the person's own range."""

    values: Mapping[Choice, str]
    own: tuple[date, date]

    def __getitem__(self, choice: Choice) -> str:
        """The value chosen, empty where there is nothing to choose from."""
        return self.values.get(choice, "")


@dataclass(frozen=True)
class Member:
    """What can be singled out or hidden in a picture: a treatment or a course, in a line."""

    key: str
    words: str


@dataclass(frozen=True)
class Picture:
    """A chart, what is said of it, and the same numbers as a table; members are in order."""

    draw: Draw
    words: ChartWords
    table: Table
    members: tuple[Member, ...] = ()


@dataclass(frozen=True)
class Nothing:
    """Why there is no picture, and what will bring one."""

    title: str
    second: str
    icon: Icon = Icon.TRAJECTORIES


@dataclass(frozen=True)
class View(Generic[Read]):
    """One way to look at the journal.

    `read` reads what it shows, perhaps on a thread; views that share it share what was read.
    `offer` says what can be chosen, `show` makes the picture, or says why there is none.
    """

    code: str
    name: str
    read: Callable[[Session, Asked, Known], Read]
    offer: Callable[[Read, Chosen], Mapping[Choice, Options]]
    show: Callable[[Read, Chosen], Picture | Nothing]
    is_about_score: bool = True


def offer_nothing(_read: object, _chosen: Chosen) -> Mapping[Choice, Options]:
    """For a view without choices of its own."""
    return {}
