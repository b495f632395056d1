"""A treatment day by hours: instants from the start, each treatment's own day, gaps as they are."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from journal.trajectories.align import count_treatments
from journal.trajectories.hours import (
    ANXIETY,
    DETACHED,
    PULSE,
    HourPoint,
    TreatmentHours,
    hours_between,
    lay_hours,
)
from journal.trajectories.values import Reading, Treatment
from tests.journal.trajectories.written import DAY_0, clock, on, rated_at, treated

BERLIN = ZoneInfo("Europe/Berlin")


def points(found: TreatmentHours, curve: str = ANXIETY) -> list[tuple[float, float]]:
    return [(point.hours, point.value) for point in found.curve(curve)]


def test_the_hours_of_a_day_worked_by_hand() -> None:
    given = {
        ANXIETY: [
            rated_at(0, "20:00", 50),
            rated_at(0, "10:40", 70),
            rated_at(0, "11:00", 60),
            rated_at(0, "11:45", 30),
        ],
        PULSE: [rated_at(0, "11:45", 82)],
    }
    (found,) = lay_hours(given, [treated(0, "11:00")], on(0))
    before, *after = points(found)
    assert (round(before[0], 4), before[1]) == (-0.3333, 70)
    assert after == [(0, 60), (0.75, 30), (9, 50)]
    assert points(found, PULSE) == [(0.75, 82)]
    assert found.curve(DETACHED) == ()


def test_what_is_rated_after_midnight_belongs_to_the_treatment_of_the_day_before() -> None:
    night = Reading(DAY_0, 40, datetime(2026, 1, 11, 2, 30, tzinfo=UTC))
    (found,) = lay_hours({ANXIETY: [night]}, [treated(0, "11:00")], on(1))
    assert points(found) == [(15.5, 40)]


def test_the_night_on_which_the_clocks_go_forward_has_its_true_length() -> None:
    """From 23:00 to 04:00 by the clock are four hours on 29 March 2026 in Berlin."""
    day = date(2026, 3, 28)
    start = datetime(2026, 3, 28, 23, tzinfo=BERLIN)
    late = Reading(day, 20, datetime(2026, 3, 29, 4, tzinfo=BERLIN))
    (found,) = lay_hours({ANXIETY: [late]}, [Treatment("a", start, day)], day)
    assert points(found) == [(4, 20)]


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    """On 25 October 2026 it is 02:30 twice in Berlin, an hour apart."""
    day = date(2026, 10, 24)
    start = datetime(2026, 10, 25, 2, 0, tzinfo=BERLIN)
    readings = [
        Reading(day, 1, datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1)),
        Reading(day, 2, datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)),
    ]
    (found,) = lay_hours({ANXIETY: readings}, [Treatment("a", start, day)], day)
    assert points(found) == [(0.5, 2), (1.5, 1)]


def test_another_offset_on_the_same_day_changes_nothing() -> None:
    start = datetime.fromisoformat("2026-01-10T11:00:00+01:00")
    assert hours_between(start, datetime.fromisoformat("2026-01-10T15:30:00+05:30")) == 0


def test_two_treatments_of_one_day_are_one_from_the_first_start() -> None:
    treatments = [treated(0, "14:00"), treated(0, "09:00"), treated(7, "11:00")]
    given = {ANXIETY: [rated_at(0, "15:00", 30), rated_at(7, "12:00", 20)]}
    first, second = lay_hours(given, treatments, on(7))
    assert points(first) == [(6, 30)]
    assert (second.number, points(second)) == (2, [(1, 20)])


def test_a_reading_without_a_clock_time_is_in_no_curve() -> None:
    (found,) = lay_hours({ANXIETY: [Reading(DAY_0, 40)]}, [treated(0)], on(0))
    assert not found.has_values


def test_readings_of_days_without_a_treatment_and_treatments_to_come_are_left_out() -> None:
    given = {ANXIETY: [rated_at(1, "12:00", 40), rated_at(5, "12:00", 30)]}
    (found,) = lay_hours(given, [treated(0), treated(5)], on(4))
    assert (found.number, found.has_values) == (1, False)


def test_late_entries_are_known_as_late() -> None:
    late = replace(rated_at(0, "12:00", 40), is_late=True)
    (found,) = lay_hours({ANXIETY: [late]}, [treated(0, "11:00")], on(0))
    assert found.curve(ANXIETY) == (HourPoint(1.0, 40.0, is_late=True),)


days = st.integers(0, 5)
minutes = st.integers(0, 24 * 60 - 1)


@given(
    st.lists(st.tuples(days, minutes), max_size=6),
    st.lists(st.tuples(days, minutes, st.integers(0, 100)), max_size=20),
)
def test_every_clocked_reading_of_a_treatment_day_is_there_once_and_in_order(
    starts: list[tuple[int, int]], rated: list[tuple[int, int, int]]
) -> None:
    def at(day: int, minute: int) -> datetime:
        return clock(day, "00:00") + timedelta(minutes=minute)

    treatments = [
        Treatment(str(n), at(day, minute), on(day)) for n, (day, minute) in enumerate(starts)
    ]
    readings = [Reading(on(day), value, at(day, minute)) for day, minute, value in rated]
    found = lay_hours({ANXIETY: readings}, treatments, on(9))
    assert [one.treatment for one in found] == list(count_treatments(treatments, on(9)))
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    for one in found:
        hours = [point.hours for point in one.curve(ANXIETY)]
        assert hours == sorted(hours)
        back = sorted((round(point.hours * 60), point.value) for point in one.curve(ANXIETY))
        start = one.treatment.start
        assert back == sorted(
            (round((reading.at - start).total_seconds() / 60), reading.value)
            for reading in readings
            if reading.at is not None and reading.day == one.treatment.day
        )
