"""Treatments that count, courses, windows and the split of a treatment day."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from journal.trajectories.align import (
    count_treatments,
    day_value,
    elapsed,
    lay_windows,
    number_courses,
    sort_out,
    split_day,
)
from journal.trajectories.rules import Rules
from journal.trajectories.values import Reading, Treatment
from tests.journal.trajectories.written import DAY_0, clock, on, rated, rated_at, treated


def courses(*treatments: Treatment) -> tuple[int, ...]:
    return number_courses(treatments, Rules())


def test_treatments_after_today_do_not_count() -> None:
    assert count_treatments([treated(3), treated(0), treated(2)], on(2)) == (treated(0), treated(2))


def test_two_treatments_of_one_day_are_one_at_the_start_of_the_first() -> None:
    evening = replace(treated(0, "17:00", course=4, label="10 mg"), phase="booster")
    morning = treated(0, "09:00", label="20 mg")
    (one,) = count_treatments([evening, morning], on(0))
    assert (one.key, one.start) == (morning.key, clock(0, "09:00"))
    assert (one.course, one.label, one.phase) == (4, "20 mg + 10 mg", "booster")


def test_the_first_of_a_day_is_the_first_instant_not_the_first_clock() -> None:
    """10:00 in New York is 15:00 UTC, after 11:00 in London."""
    new_york = Treatment("a", datetime(2026, 1, 10, 10, tzinfo=ZoneInfo("America/New_York")), DAY_0)
    london = Treatment("b", datetime(2026, 1, 10, 11, tzinfo=ZoneInfo("Europe/London")), DAY_0)
    assert [one.key for one in count_treatments([new_york, london], DAY_0)] == ["b"]


def test_a_course_goes_on_after_60_days_and_ends_after_61() -> None:
    assert courses(treated(0), treated(60), treated(121)) == (1, 1, 2)


def test_the_course_gap_is_a_threshold() -> None:
    assert number_courses([treated(0), treated(8)], Rules(course_gap=7)) == (1, 2)


def test_the_number_a_person_gave_opens_joins_and_reopens_courses() -> None:
    assert courses(treated(0), treated(7, course=2), treated(14)) == (1, 2, 2)
    assert courses(treated(0), treated(90, course=1)) == (1, 1)
    assert courses(treated(0, course=3), treated(7), treated(90)) == (3, 3, 4)


def test_a_course_opened_by_the_rule_takes_a_number_that_is_free() -> None:
    """Day 200 opens a course after one that was joined to course 1: number 2 is taken."""
    assert courses(treated(0), treated(70), treated(75, course=1), treated(200)) == (1, 2, 1, 3)


def test_windows_end_on_the_day_before_the_next_treatment_and_the_last_one_today() -> None:
    first, second = lay_windows([treated(0), treated(8)], on(10), Rules())
    assert (first.end, first.is_closed, second.end, second.is_closed) == (7, True, 2, False)


def test_a_treatment_today_has_no_days_after_it_yet() -> None:
    (window,) = lay_windows([treated(0)], on(0), Rules())
    assert (window.end, window.is_closed) == (0, False)


@pytest.mark.parametrize(
    ("apart", "days"), [(1, []), (2, [-1]), (7, [*range(-6, 0)]), (8, [*range(-7, 0)])]
)
def test_days_before_reach_back_to_the_day_after_the_treatment_before(
    apart: int, days: list[int]
) -> None:
    windows = lay_windows([treated(0), treated(apart)], on(apart), Rules())
    assert list(windows[0].days_before(7)) == [*range(-7, 0)]
    assert list(windows[1].days_before(7)) == days


def test_a_treatment_day_is_split_at_the_start() -> None:
    early, at_start = rated_at(0, "10:59", 8), rated_at(0, "11:00", 9)
    later, unclocked = rated_at(0, "23:00", 2), Reading(DAY_0, 5)
    split = split_day([later, unclocked, at_start, early], clock(0, "11:00"))
    assert (split.before, split.after, split.unclocked) == (
        (early,),
        (at_start, later),
        (unclocked,),
    )


def test_in_the_hour_that_a_clock_change_repeats_instants_decide() -> None:
    """02:30 before the change (00:30 UTC) comes before 02:10 after it (01:10 UTC)."""
    berlin = ZoneInfo("Europe/Berlin")
    day = date(2026, 10, 24)
    reading = Reading(day, 8, at=datetime(2026, 10, 25, 2, 30, tzinfo=berlin))
    start = datetime(2026, 10, 25, 2, 10, tzinfo=berlin, fold=1)
    assert split_day([reading], start).before == (reading,)


def test_on_a_journey_instants_decide() -> None:
    """13:00 in London is before 11:00 in New York, which is 16:00 UTC."""
    reading = rated_at(0, "13:00", 8)
    start = datetime(2026, 1, 10, 11, tzinfo=ZoneInfo("America/New_York"))
    assert split_day([reading], start).before == (reading,)


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(TypeError):
        elapsed(datetime(2026, 1, 10, 11))  # noqa: DTZ001


def test_a_day_value_is_the_median_and_late_as_soon_as_one_reading_is() -> None:
    late = Reading(DAY_0, 12, is_late=True)
    value = day_value(DAY_0, [Reading(DAY_0, 3), late, Reading(DAY_0, 5)])
    assert value is not None
    assert (value.value, value.n, value.is_late) == (5.0, 3, True)


def test_readings_after_today_are_left_out() -> None:
    days = sort_out(rated({1: 7, 2: 7, 3: 7}), [treated(0)], on(2))
    assert list(days.values) == [on(1), on(2)]


def test_a_treatment_day_has_the_value_of_its_trough_only() -> None:
    readings = [rated_at(0, "08:00", 8), rated_at(0, "10:00", 11), rated_at(0, "12:00", 1)]
    days = sort_out([*readings, *rated({0: 2})], [treated(0)], on(0))
    assert (days.values[DAY_0].value, days.values[DAY_0].n) == (9.5, 2)
