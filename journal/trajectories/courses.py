"""A course as one trajectory: its days from its first treatment, the treatments in it marked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from journal.trajectories.values import AroundTreatment, Baseline, Coverage, Point, ResponseLine


@dataclass(frozen=True)
class AroundCourse:
    """Everything the journal can say about one score over one course.

    Offsets are days from the first treatment. `before` holds offsets −7…−1; `points` the trough
    of the first treatment at 0 and everything after, with the troughs of the treatments in the
    course on their days and, as the last point, that of the treatment that closes it. `barriers`
    are the offsets of treatments, those of another course among them where it closes a window;
    nothing joins points across one. `last` is the last offset that belongs to the course, rated
    or not; `coverage` counts the days of the windows, none of which is a treatment day.
    """

    number: int
    treatments: tuple[AroundTreatment, ...]
    before: tuple[Point, ...]
    points: tuple[Point, ...]
    barriers: tuple[int, ...]
    baseline: Baseline
    line: ResponseLine | None
    last: int
    coverage: Coverage

    @property
    def key(self) -> str:
        """The name by which a chart singles it out; never that of a treatment."""
        return f"course-{self.number}"

    @property
    def day(self) -> date:
        """The day of the first treatment."""
        return self.treatments[0].treatment.day

    @property
    def start(self) -> datetime:
        """The start of the first treatment."""
        return self.treatments[0].treatment.start

    @property
    def treatment_offsets(self) -> tuple[int, ...]:
        """The days of its treatments, the first of them 0."""
        return tuple(_offset(self.day, one.treatment.day) for one in self.treatments)


def courses(around: Sequence[AroundTreatment]) -> tuple[AroundCourse, ...]:
    """The courses of one score, in the order of their first treatments.

    Treatments that a person has given one number are one course, also with another between them.
    """
    by_number: dict[int, list[AroundTreatment]] = {}
    for one in around:
        by_number.setdefault(one.course, []).append(one)
    return tuple(_course(number, found) for number, found in by_number.items())


def _course(number: int, treatments: Sequence[AroundTreatment]) -> AroundCourse:
    first, final = treatments[0], treatments[-1]
    day = first.treatment.day
    points: dict[int, Point] = {}
    barriers: set[int] = set()
    for one in treatments:
        at = _offset(day, one.treatment.day)
        barriers |= {at, at + one.window_end + 1} if one.is_closed else {at}
        for point in (one.trough, *one.after, one.closing):
            if point is not None:
                points[at + point.offset] = replace(point, offset=at + point.offset)
    return AroundCourse(
        number=number,
        treatments=tuple(treatments),
        before=first.before,
        points=tuple(points[offset] for offset in sorted(points)),
        barriers=tuple(sorted(barriers)),
        baseline=first.course_baseline,
        line=first.line,
        last=_offset(day, final.treatment.day) + final.window_end + final.is_closed,
        coverage=Coverage(
            sum(one.coverage.rated for one in treatments),
            sum(one.coverage.of for one in treatments),
        ),
    )


def _offset(day: date, other: date) -> int:
    return (other - day).days
