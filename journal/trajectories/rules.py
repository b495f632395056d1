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


class Better(StrEnum):
    """Which values of a score are the better ones."""

    LOWER = "lower"
    HIGHER = "higher"
    NEITHER = "neither"
    """Neither end is better (hours of sleep): such a score has no best day."""


@dataclass(frozen=True)
class Span:
    """Days after a treatment, both ends included, that share one median.

    A median needs `least` rated days, and `share` of those days of the span that lie in the
    window.
    """

    first: int
    last: int
    least: int = 2
    share: float = 0.5

    @property
    def name(self) -> str:
        """The key under which the median is kept.

        >>> Span(4, 7).name
        '4-7'
        """
        return f"{self.first}-{self.last}"


SPANS = (Span(1, 3, share=0.0), Span(4, 7), Span(8, 14), Span(15, 28))
"""The spans of the change figures. The first asks for two of its three days, whatever the share."""


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
    """Rated days of +1…+14 that "not reached" needs, along with `coverage_share` of them."""
    coverage_share: float = 0.5
    """Share of the days +1…+14, or to the window's end if sooner, that "not reached" needs."""
    least_baseline: float | None = None
    """Below this baseline there is no response line; None where the score never has one."""
    baseline_kind: BaselineKind = BaselineKind.MEDIAN
    last_within: int = 14
    """Days before a course in which a questionnaire about weeks may stand as its baseline."""
    has_line: bool = True
    """False for scores whose recall, direction or minimum rules out a response line."""
    better: Better = Better.LOWER
    """Decides which day is the best one; only scores where lower is better have a line."""
    spans: tuple[Span, ...] = SPANS
    overlay_least: int = 3
    """Treatments with a value at an offset that the overlay's median and range need."""
    quartiles_from: int = 5
    """From so many treatments on, the range is that of the quartiles."""

    @property
    def allows_line(self) -> bool:
        """Whether a score under these rules may have a response line at all.

        >>> Rules(least_baseline=5).allows_line
        True
        >>> Rules(least_baseline=8, baseline_kind=BaselineKind.LAST).allows_line
        False
        """
        return (
            self.has_line
            and self.least_baseline is not None
            and self.baseline_kind is BaselineKind.MEDIAN
            and self.better is Better.LOWER
        )

    @property
    def is_rare(self) -> bool:
        """Whether the score is from a questionnaire about weeks, which is not due each day.

        >>> Rules(baseline_kind=BaselineKind.LAST).is_rare, Rules().is_rare
        (True, False)
        """
        return self.baseline_kind is BaselineKind.LAST


DEFAULT_RULES = Rules()
"""Every default, without a least baseline: figures under these have no response line."""
