"""The thresholds behind every figure, named, each with its default.

Their source is the project's own rule set, "Around a treatment"; where a published study stands
behind a threshold it is named beside it. A figure prints those it used.
"""

from dataclasses import dataclass
from enum import StrEnum


class BaselineKind(StrEnum):
    """How a score's baseline is found."""

    MEDIAN = "median"
    """The median of day values on the days before: for scores rated daily."""
    LAST = "last"
    """The last complete reading before the course: for questionnaires about weeks."""


@dataclass(frozen=True)
class Rules:
    """Thresholds in days, points or fractions. Frozen, so a figure can keep those it used."""

    baseline_days: int = 7
    """Days before a treatment from which its baseline is taken."""
    baseline_least: int = 4
    """Rated days a baseline needs."""
    response_fraction: float = 0.5
    """Share of the baseline by which a value must have fallen."""
    response_by: int = 14
    """The pair of days that makes a response begins on this day at the latest."""
    sustain_gap: int = 3
    """The second day of the pair comes no more than this many days after the first."""
    open_gap: int = 3
    """More unrated days on end than this make a duration open-ended."""
    course_gap: int = 60
    """A treatment more than this many days after the one before opens a course."""
    coverage_least: int = 4
    """Rated days of +1…+14 that "not reached" needs, along with at least half of them."""
    least_baseline: float | None = None
    """Below this baseline there is no response line; None where the score never has one."""
    baseline_kind: BaselineKind = BaselineKind.MEDIAN
    last_within: int = 14
    """Days before a course in which a questionnaire about weeks may stand as its baseline."""
    has_line: bool = True
    """False for scores whose recall, direction or minimum rules out a response line."""
