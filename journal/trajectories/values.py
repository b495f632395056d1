"""The plain values that go into the figures and come out of them.

Everything here is frozen. A chart, a table, a report and the command line are all made from the
same `AroundTreatment` and `DayValue` objects.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from journal.trajectories.rules import DEFAULT_RULES, Rules


@dataclass(frozen=True)
class Reading:
    """One number on a day: a complete score from one rater.

    `at` is an aware datetime when the reading has a clock time inside its day, else None.
    """

    day: date
    value: float
    at: datetime | None = None
    is_late: bool = False


@dataclass(frozen=True)
class Treatment:
    """A completed treatment as the figures need it.

    `start` is aware. `course` is the number the person gave, or None to follow the rule.
    `label` is what a chart prints beside it (amount and phase, say); figures do not read it, but
    join the labels of one day's treatments with " + ".
    """

    key: str
    start: datetime
    day: date
    course: int | None = None
    label: str = ""
    phase: str = ""


@dataclass(frozen=True)
class DayValue:
    """The median of a day's complete readings of one score from one rater.

    `n` is how many readings stand behind it; `is_late` says that one of them was entered late. On
    a treatment day only readings with a clock time before the start count; `is_unclocked` marks a
    treatment-day value that is shown and counted nowhere, because it has no clock time.
    """

    day: date
    value: float
    n: int
    is_late: bool = False
    is_unclocked: bool = False


@dataclass(frozen=True)
class Point:
    """A day value placed by days from a treatment; offset −1 is the day before it."""

    offset: int
    value: float
    n: int
    day: date
    is_late: bool = False


@dataclass(frozen=True)
class Baseline:
    """A value before treatment, from `n` rated days `of` possible ones; None with too few.

    `of` counts every day of the span, also those before the first entry; `cut` says that a
    treatment before this one shortened it. For a questionnaire about weeks the value is the last
    complete one, `n` is 1 and there is no own baseline (`n` and `of` are 0).
    """

    value: float | None
    n: int
    of: int
    cut: bool = False


class LineSource(StrEnum):
    """Whose baseline the response line or a change was taken from."""

    COURSE = "course"
    OWN = "own"


@dataclass(frozen=True)
class ResponseLine:
    """The value at or below which a day counts towards a response."""

    value: float
    source: LineSource


class ResponseStatus(StrEnum):
    """What can be said about a response."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    NOT_ENOUGH_ENTRIES = "not_enough_entries"
    NO_LINE = "no_line"


@dataclass(frozen=True)
class Response:
    """The status, and the offset of the first day of the pair when it was reached."""

    status: ResponseStatus
    day: int | None = None


class DurationEnd(StrEnum):
    """Why a duration is known only as "at least"."""

    NEXT_TREATMENT = "next_treatment"
    GAP = "gap"
    TODAY = "today"


@dataclass(frozen=True)
class Duration:
    """Days at or below the line; open-ended ones carry the reason, closed ones None."""

    days: int
    at_least: bool
    reason: DurationEnd | None = None


@dataclass(frozen=True)
class Best:
    """The earliest of the equal best values after the treatment, and its offset in days.

    The lowest value, or the highest where higher is better.
    """

    day: int
    value: float


@dataclass(frozen=True)
class SpanMedian:
    """The median of a span of days with `n` rated of `of` in the window; None when too few."""

    value: float | None
    n: int
    of: int


@dataclass(frozen=True)
class Coverage:
    """Rated days of possible days, from +1 to the end of the window."""

    rated: int
    of: int


@dataclass(frozen=True)
class AroundTreatment:
    """Everything the journal can say about one score around one completed treatment.

    `number` counts treatments from 1; `course` is the course's number. `before` holds offsets
    −7…−1, `after` +1 to `window_end`. `trough` is the value before the start on day 0 (it closes
    the previous treatment's window); `closing` is the next treatment's trough, at that
    treatment's offset. `is_closed` says that a next treatment ends the window (else: today).
    `was_at_line` says that the last value before the start, the trough or else the last of
    `before`, was already at or below the line. `change` is best − baseline in points, wherever
    there is a baseline (`baseline_from` names which); `change_percent` is the same in per cent of
    that baseline, None without a response line. `rules` are the thresholds that were used.
    """

    treatment: Treatment
    number: int
    course: int
    window_end: int
    is_closed: bool
    before: tuple[Point, ...]
    trough: Point | None
    after: tuple[Point, ...]
    closing: Point | None
    day_0_after: tuple[Reading, ...]
    unclocked: tuple[Reading, ...]
    course_baseline: Baseline
    own_baseline: Baseline
    line: ResponseLine | None
    was_at_line: bool
    response: Response
    duration: Duration | None
    best: Best | None
    change: float | None
    change_percent: float | None
    medians: Mapping[str, SpanMedian]
    coverage: Coverage
    rules: Rules = DEFAULT_RULES

    @property
    def baseline_from(self) -> LineSource | None:
        """Which baseline the line and the change refer to: the course's, else the own."""
        if self.course_baseline.value is not None:
            return LineSource.COURSE
        return LineSource.OWN if self.own_baseline.value is not None else None

    @property
    def points_before(self) -> tuple[Point, ...]:
        """The days before, and the trough."""
        return self.before if self.trough is None else (*self.before, self.trough)

    @property
    def points_after(self) -> tuple[Point, ...]:
        """The days after, and the trough that closes the window."""
        return self.after if self.closing is None else (*self.after, self.closing)

    def points_to(self, last: int) -> tuple[Point, ...]:
        """Every value around it up to the offset `last`, in order."""
        found = (*self.points_before, *self.points_after)
        return tuple(point for point in found if point.offset <= last)


@dataclass(frozen=True)
class OffsetSummary:
    """All treatments at one offset: how many have a value, their median and range.

    `median` needs 3 values. `low` and `high` are the least and greatest below 5 values and the
    quartiles from 5; None below 3. Offset 0 is the value before the start.
    """

    offset: int
    n: int
    median: float | None
    low: float | None
    high: float | None
