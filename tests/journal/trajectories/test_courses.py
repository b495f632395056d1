"""Courses: the days from a course's first treatment, each of them once."""

from hypothesis import given

from journal.trajectories.courses import AroundCourse, courses
from journal.trajectories.figures import around
from journal.trajectories.values import Baseline, Coverage, LineSource, ResponseLine
from tests.journal.trajectories.journals import Journal, journals
from tests.journal.trajectories.written import (
    DAILY,
    each_day,
    on,
    rated,
    rated_at,
    treated,
    week_before,
)


def written(*values: AroundCourse) -> list[list[tuple[int, float]]]:
    return [[(point.offset, point.value) for point in one.points] for one in values]


def test_a_course_runs_from_its_first_treatment_through_the_troughs_of_the_others() -> None:
    readings = [
        *week_before(14),
        rated_at(0, "08:00", 13),
        *rated(each_day(1, 6, 5)),
        rated_at(4, "08:00", 9),
        *rated(each_day(5, 4, None, 3)),
    ]
    (one,) = courses(around(readings, [treated(), treated(4)], on(8), DAILY))
    assert written(one) == [[(0, 13), (1, 6), (2, 5), (4, 9), (5, 4), (7, 3)]]
    assert [point.offset for point in one.before] == [-7, -6, -5, -4, -3, -2, -1]
    assert one.treatment_offsets == one.barriers == (0, 4)
    assert one.baseline == Baseline(14.0, n=7, of=7)
    assert one.line == ResponseLine(7.0, LineSource.COURSE)
    assert one.last == 8
    assert one.coverage == Coverage(rated=4, of=7)
    assert (one.day, one.number, one.key) == (on(0), 1, "course-1")


def test_a_course_ends_in_the_trough_of_the_treatment_that_opens_the_next() -> None:
    readings = [*rated(each_day(1, 6)), rated_at(61, "08:00", 12), *rated(each_day(62, 3))]
    found = courses(around(readings, [treated(), treated(61)], on(65), DAILY))
    assert written(*found) == [[(1, 6), (61, 12)], [(0, 12), (1, 3)]]
    assert [one.last for one in found] == [61, 4]
    assert [one.barriers for one in found] == [(0, 61), (0,)]


def test_a_treatment_of_another_course_between_two_is_a_barrier_and_its_days_are_not_theirs() -> (
    None
):
    given_treatments = [treated(0, course=1), treated(5, course=2), treated(9, course=1)]
    readings = rated(each_day(1, *range(1, 13)))
    first, second = courses(around(readings, given_treatments, on(12), DAILY))
    assert first.barriers == (0, 5, 9)
    assert [point.offset for point in first.points] == [1, 2, 3, 4, 10, 11, 12]
    assert [point.offset for point in second.points] == [1, 2, 3]


def test_no_treatment_makes_no_course() -> None:
    assert courses(()) == ()


@given(journals())
def test_every_day_after_a_treatment_stands_once_in_its_course(journal: Journal) -> None:
    figures = journal.figures
    found = courses(figures)
    assert sum(len(one.treatments) for one in found) == len(figures)
    for one in found:
        offsets = [point.offset for point in one.points]
        assert offsets == sorted(set(offsets))
        assert all(0 <= offset <= one.last for offset in offsets)
        assert all((point.day - one.day).days == point.offset for point in one.points)
        after = {point.day: point.value for each in one.treatments for point in each.after}
        assert after.items() <= {point.day: point.value for point in one.points}.items()


@given(journals())
def test_every_course_measures_from_its_first_treatment(journal: Journal) -> None:
    for one in courses(journal.figures):
        assert one.treatment_offsets[0] == 0
        assert set(one.treatment_offsets) <= set(one.barriers)
        assert one.baseline == one.treatments[-1].course_baseline
