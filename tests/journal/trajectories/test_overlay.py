"""The timeline's day values, and the overlay's median and range by offset."""

from collections.abc import Sequence

import pytest

from journal.trajectories.figures import around, summarise, summarise_offset, timeline
from journal.trajectories.rules import Rules
from journal.trajectories.values import DayValue, OffsetSummary, Reading, Treatment
from tests.journal.trajectories.written import (
    DAILY,
    DAY_0,
    each_day,
    on,
    rated,
    rated_at,
    treated,
    week_before,
)


def summaries(
    readings: Sequence[Reading], treatments: Sequence[Treatment], today: int
) -> dict[int, OffsetSummary]:
    around_each = around(readings, treatments, on(today), DAILY)
    return {summary.offset: summary for summary in summarise(around_each)}


def test_the_timeline_is_in_order_and_ends_today() -> None:
    shown = timeline(rated({2: 7, -1: 14, 1: 9, 3: 8}), [treated()], on(2))
    assert [(day.day, day.value) for day in shown] == [(on(-1), 14.0), (on(1), 9.0), (on(2), 7.0)]


def test_readings_after_the_dose_stay_out_of_the_timeline() -> None:
    readings = [rated_at(0, "09:00", 12), rated_at(0, "11:00", 1), rated_at(0, "20:00", 2)]
    assert timeline(readings, [treated()], on(0)) == (DayValue(DAY_0, 12.0, n=1),)
    assert timeline(readings[1:], [treated()], on(0)) == ()


def test_unclocked_readings_of_a_treatment_day_are_shown_with_a_flag() -> None:
    readings = [*rated({0: 5}), rated_at(0, "09:00", 12), Reading(DAY_0, 8, is_late=True)]
    assert timeline(readings, [treated()], on(0)) == (
        DayValue(DAY_0, 12.0, n=1),
        DayValue(DAY_0, 6.5, n=2, is_late=True, is_unclocked=True),
    )


def test_on_a_planned_treatments_day_in_the_future_nothing_is_split() -> None:
    readings = rated({0: 5})
    assert timeline(readings, [treated(1)], on(0)) == (DayValue(DAY_0, 5.0, n=1),)


def test_three_treatments_have_a_median_and_a_whole_range_and_two_have_none() -> None:
    """Treatments on days 0, 4, 8: +1 holds 6, 9, 8 and +3 holds 5, 7 and no third value."""
    readings = rated({1: 6, 5: 9, 9: 8, 3: 5, 7: 7})
    found = summaries(readings, [treated(0), treated(4), treated(8)], today=12)
    assert found[1] == OffsetSummary(1, n=3, median=8.0, low=6.0, high=9.0)
    assert found[3] == OffsetSummary(3, n=2, median=None, low=None, high=None)


def test_five_treatments_have_quartiles() -> None:
    """Ordered 2, 4, 6, 8, 20: the quartiles are the second and the fourth."""
    treatments = [treated(10 * index) for index in range(5)]
    readings = rated({10 * index + 1: value for index, value in enumerate([6, 20, 2, 8, 4])})
    assert summaries(readings, treatments, today=45)[1] == OffsetSummary(1, 5, 6.0, 4.0, 8.0)


def test_quartiles_between_values_are_linear() -> None:
    """Of 1, 2, 3, 4, 5, 6 the quartiles lie at 1 + 5/4 and 1 + 15/4."""
    summary = summarise_offset(1, [6, 5, 4, 3, 2, 1], Rules())
    assert (summary.low, summary.median, summary.high) == (2.25, 3.5, 4.75)


def test_an_offset_without_a_value_is_there_so_that_a_line_breaks() -> None:
    found = summaries(rated({1: 6, 3: 6}), [treated()], today=9)
    assert found[2] == OffsetSummary(2, n=0, median=None, low=None, high=None)
    assert list(found) == [1, 2, 3]


def test_a_trough_counts_at_offset_0_of_its_own_treatment_only() -> None:
    """Four treatments 3 days apart: the troughs 12, 9, 6, 3 at offset 0, nothing at +3."""
    treatments = [treated(3 * index) for index in range(4)]
    readings = [rated_at(3 * index, "09:00", 12 - 3 * index) for index in range(4)]
    found = summaries(readings, treatments, today=9)
    assert found == {0: OffsetSummary(0, n=4, median=7.5, low=3.0, high=12.0)}


def test_unclocked_readings_and_those_after_the_dose_are_in_no_summary() -> None:
    readings = [*rated({0: 5}), rated_at(0, "12:00", 1)]
    assert summaries(readings, [treated()], today=0) == {}


def test_the_days_before_are_summarised_too() -> None:
    readings = [*week_before(14), *rated(each_day(1, *[8] * 19))]
    found = summaries(readings, [treated(0), treated(10), treated(20)], today=20)
    assert found[-7] == OffsetSummary(-7, n=3, median=8.0, low=8.0, high=14.0)
    assert found[9].n == 2


@pytest.mark.parametrize("least", [0, 1])
def test_a_median_is_never_made_of_nothing(least: int) -> None:
    assert summarise_offset(1, [], Rules(overlay_least=least)).median is None


def test_thresholds_of_the_overlay_may_be_set_to_one() -> None:
    """One value has no quartiles: its range is itself. Of 4 and 8 they lie at 5 and 7."""
    rules = Rules(overlay_least=1, quartiles_from=1)
    assert summarise_offset(1, [6], rules) == OffsetSummary(1, 1, 6.0, 6.0, 6.0)
    assert summarise_offset(1, [4, 8], rules) == OffsetSummary(1, 2, 6.0, 5.0, 7.0)
