"""Baselines, medians, best, change and coverage, each example worked out by hand."""

from dataclasses import replace

import pytest

from journal.trajectories.figures import around, baseline, change_percent, span_median
from journal.trajectories.rules import BaselineKind, Better, Rules, Span
from journal.trajectories.values import (
    Baseline,
    Best,
    Coverage,
    Duration,
    LineSource,
    Response,
    ResponseLine,
    ResponseStatus,
    SpanMedian,
)
from tests.journal.trajectories.written import (
    DAILY,
    DAY_0,
    each_day,
    first_of,
    on,
    rated,
    rated_at,
    treated,
    week_before,
)

WEEKS = Rules(least_baseline=8, has_line=False, baseline_kind=BaselineKind.LAST)
"""The rules of `gad7`."""
NO_LINE = Response(ResponseStatus.NO_LINE)


def test_the_example_of_the_command_line_digit_for_digit() -> None:
    days = each_day(1, 10, 7, 6, 6, 5, 7, 8, 7, 9, 10, 11, 12, 12, 13)
    (one,) = around([*week_before(14), *rated(days)], [treated()], on(14), DAILY)
    assert (one.number, one.course, one.window_end, one.is_closed) == (1, 1, 14, False)
    assert one.course_baseline == one.own_baseline == Baseline(14.0, n=7, of=7, cut=False)
    assert one.line == ResponseLine(7.0, LineSource.COURSE)
    assert one.response == Response(ResponseStatus.REACHED, day=2)
    assert one.duration == Duration(days=7, at_least=False, reason=None)
    assert one.best == Best(day=5, value=5.0)
    assert one.change == -9.0
    assert one.change_percent == pytest.approx(-64.2857, abs=1e-4)
    assert one.medians == {
        "1-3": SpanMedian(7.0, n=3, of=3),
        "4-7": SpanMedian(6.5, n=4, of=4),
        "8-14": SpanMedian(11.0, n=7, of=7),
        "15-28": SpanMedian(None, n=0, of=0),
    }
    assert one.coverage == Coverage(rated=14, of=14)
    assert one.rules == DAILY


def test_figures_are_floats_even_from_whole_numbers() -> None:
    one = first_of([*week_before(14), *rated(each_day(1, 10, 7, 6))], today=3)
    assert one.line is not None
    assert one.best is not None
    figures = [one.course_baseline.value, one.line.value, one.best.value, one.change]
    figures += [one.medians["1-3"].value, *(point.value for point in one.after)]
    assert all(isinstance(figure, float) for figure in figures)


def test_a_baseline_of_four_rated_days_counts_all_seven_days() -> None:
    """Entries began four days before: 10, 12, 14, 16 have their median at 13."""
    one = first_of(rated(each_day(-4, 10, 12, 14, 16)), today=0)
    assert one.own_baseline == Baseline(13.0, n=4, of=7, cut=False)


def test_three_rated_days_make_no_baseline_and_keep_their_n() -> None:
    one = first_of(rated({-8: 14, -7: 14, -4: 14, -1: 14, 1: 6, 2: 6}), today=3)
    assert one.own_baseline == one.course_baseline == Baseline(None, n=3, of=7)
    assert (one.line, one.response, one.duration) == (None, NO_LINE, None)
    assert (one.change, one.baseline_from) == (None, None)
    assert one.best == Best(1, 6.0)


def test_the_own_baseline_is_cut_at_the_treatment_before_and_the_course_keeps_its_own() -> None:
    """Treatments on days 0 and 5: days 1 to 4 hold 8, 9, 10, 11, median 9.5, of 4 days."""
    readings = [*week_before(14), *rated(each_day(1, 8, 9, 10, 11))]
    _, second = around(readings, [treated(), treated(5)], on(5), DAILY)
    assert second.own_baseline == Baseline(9.5, n=4, of=4, cut=True)
    assert second.course_baseline == Baseline(14.0, n=7, of=7, cut=False)
    assert second.line == ResponseLine(7.0, LineSource.COURSE)
    assert [point.offset for point in second.before] == [-4, -3, -2, -1]


def test_a_treatment_on_the_next_day_leaves_no_days_at_all() -> None:
    first, second = around(week_before(14), [treated(), treated(1)], on(1), DAILY)
    assert (first.window_end, first.coverage) == (0, Coverage(0, 0))
    assert first.response == Response(ResponseStatus.NOT_ENOUGH_ENTRIES)
    assert second.own_baseline == Baseline(None, n=0, of=0, cut=True)


def test_a_treatment_eight_days_later_cuts_nothing() -> None:
    _, second = around(rated(each_day(1, *[9] * 7)), [treated(), treated(8)], on(8), DAILY)
    assert second.own_baseline == Baseline(9.0, n=7, of=7, cut=False)


def test_without_a_course_baseline_the_line_comes_from_the_own_one() -> None:
    """Entries began after the first treatment; days 3 to 9 at 12 give a line at 6."""
    readings = rated({**each_day(3, *[12] * 7), 11: 9, 12: 3})
    first, second = around(readings, [treated(), treated(10)], on(12), DAILY)
    assert (first.line, first.response) == (None, NO_LINE)
    assert second.course_baseline == Baseline(None, n=0, of=7)
    assert second.line == ResponseLine(6.0, LineSource.OWN)
    assert second.baseline_from is LineSource.OWN
    assert (second.change, second.change_percent) == (-9.0, -75.0)


def test_a_course_baseline_below_the_least_gives_no_line_and_the_own_is_not_tried() -> None:
    """Before the course 4, below the 5 of the scale; the week before the second is at 12."""
    readings = [*week_before(4), *rated({**each_day(1, *[12] * 9), 11: 3, 12: 2})]
    _, second = around(readings, [treated(), treated(10)], on(12), DAILY)
    assert second.own_baseline.value == 12.0
    assert (second.line, second.response, second.duration) == (None, NO_LINE, None)
    assert (second.change, second.change_percent) == (-2.0, None)
    assert second.baseline_from is LineSource.COURSE


def test_a_baseline_at_the_least_gives_a_line_and_an_own_one_below_it_none() -> None:
    assert first_of(week_before(5), today=1).line == ResponseLine(2.5, LineSource.COURSE)
    readings = rated(each_day(3, *[4.5] * 7))
    _, second = around(readings, [treated(), treated(10)], on(12), DAILY)
    assert (second.own_baseline.value, second.line) == (4.5, None)


def test_two_courses_have_a_baseline_each() -> None:
    """Days 0 and 7, then 80: the second course starts from its own week, at 10."""
    readings = [*week_before(14), *rated(each_day(1, *[6] * 6)), *week_before(10, day_0=80)]
    one, two, three = around(readings, [treated(80), treated(7), treated(0)], on(81), DAILY)
    assert [each.course for each in (one, two, three)] == [1, 1, 2]
    assert [each.course_baseline.value for each in (one, two, three)] == [14.0, 14.0, 10.0]
    assert three.line == ResponseLine(5.0, LineSource.COURSE)


def test_a_course_that_the_person_opened_takes_its_baseline_from_the_cut_days() -> None:
    readings = [*week_before(14), *rated(each_day(1, 12, 12, 10, 10, 11))]
    _, second = around(readings, [treated(course=1), treated(6, course=2)], on(6), DAILY)
    assert second.course == 2
    assert second.course_baseline == second.own_baseline == Baseline(11.0, n=5, of=5, cut=True)


def test_two_treatments_of_one_day_give_one_set_of_figures_from_the_first_start() -> None:
    """The reading at 12:00 lies between the two: it is after the dose."""
    before, between = rated_at(0, "10:00", 13), rated_at(0, "12:00", 3)
    readings = [*week_before(14), before, between]
    (one,) = around(readings, [treated(0, "15:00"), treated()], on(3), DAILY)
    assert one.trough is not None
    assert (one.trough.value, one.day_0_after) == (13.0, (between,))


def test_unclocked_and_later_readings_of_day_0_count_nowhere() -> None:
    unclocked, later = rated({0: 1})[0], rated_at(0, "12:00", 2)
    readings = [*week_before(14), *rated(each_day(1, 9, 8, 9))]
    plain = first_of(readings, today=3)
    one = first_of([*readings, unclocked, later], today=3)
    assert (one.unclocked, one.day_0_after, one.trough) == ((unclocked,), (later,), None)
    assert replace(one, unclocked=(), day_0_after=()) == plain


def test_an_unclocked_reading_on_the_next_treatments_day_closes_nothing() -> None:
    readings = [*week_before(14), *rated({1: 9, 2: 9, 3: 1})]
    one = first_of(readings, treated(3), today=3)
    assert one.closing is None
    assert one.best == Best(1, 9.0)


def test_questionnaires_about_weeks_start_from_the_last_complete_one() -> None:
    """Day −14 and day −3 lie within 14 days; the last is 12. No line, change in points only."""
    one = first_of(rated({-14: 18, -3: 12, 10: 7}), today=20, rules=WEEKS)
    assert one.course_baseline == Baseline(12.0, n=1, of=14, cut=False)
    assert one.own_baseline == Baseline(None, n=0, of=0)
    assert (one.line, one.response, one.duration) == (None, NO_LINE, None)
    assert (one.best, one.change, one.change_percent) == (Best(10, 7.0), -5.0, None)


def test_a_questionnaire_15_days_before_is_too_old() -> None:
    one = first_of(rated({-15: 18, 10: 7}), today=20, rules=WEEKS)
    assert (one.course_baseline, one.change) == (Baseline(None, n=0, of=14), None)


def test_a_questionnaire_on_the_first_day_counts_with_a_clock_time_before_the_start() -> None:
    earlier = rated({-5: 15})
    before, after = rated_at(0, "10:00", 13), rated_at(0, "12:00", 3)
    assert first_of([*earlier, before], today=1, rules=WEEKS).course_baseline.value == 13.0
    assert first_of([*earlier, after], today=1, rules=WEEKS).course_baseline.value == 15.0
    assert first_of(rated({-5: 15, 0: 2}), today=1, rules=WEEKS).course_baseline.value == 15.0


def test_a_later_treatment_of_the_course_keeps_the_questionnaire_from_before_the_course() -> None:
    readings = rated({-2: 16, 13: 9, 30: 8})
    _, second = around(readings, [treated(), treated(14)], on(30), WEEKS)
    assert second.course_baseline == Baseline(16.0, n=1, of=14)
    assert second.change == -8.0


def test_a_questionnaire_from_before_the_course_before_is_no_baseline() -> None:
    """The person opened course 2 on day 10: its baseline reaches back to day 1, nine days."""
    treatments = [treated(), treated(10, course=2)]
    _, second = around(rated({-2: 16}), treatments, on(11), WEEKS)
    assert second.course_baseline == Baseline(None, n=0, of=9, cut=True)


def test_a_questionnaire_is_one_of_one_when_only_the_day_itself_is_left() -> None:
    treatments = [treated(), treated(1, course=2)]
    _, second = around([rated_at(1, "08:00", 15)], treatments, on(1), WEEKS)
    assert second.course_baseline == Baseline(15.0, n=1, of=1, cut=True)
    _, second = around([], treatments, on(1), WEEKS)
    assert second.course_baseline == Baseline(None, n=0, of=0, cut=True)


def test_scores_that_have_no_line_keep_their_median_baseline() -> None:
    one = first_of(
        [*week_before(14), *rated({1: 4, 2: 4})], today=2, rules=replace(DAILY, has_line=False)
    )
    assert (one.line, one.response) == (None, NO_LINE)
    assert (one.change, one.change_percent) == (-10.0, None)


def test_where_higher_is_better_the_best_day_is_the_highest_and_there_is_no_line() -> None:
    readings = [*week_before(5), *rated({1: 6, 2: 8, 3: 8})]
    one = first_of(readings, today=3, rules=replace(DAILY, better=Better.HIGHER))
    assert (one.best, one.change, one.line) == (Best(2, 8.0), 3.0, None)


def test_where_neither_end_is_better_there_is_no_best_day() -> None:
    readings = [*week_before(7), *rated({1: 6, 2: 8})]
    one = first_of(readings, today=3, rules=replace(DAILY, better=Better.NEITHER))
    assert (one.best, one.change) == (None, None)
    assert one.medians["1-3"] == SpanMedian(7.0, n=2, of=3)


def test_the_earliest_of_equal_best_values_is_the_best_day() -> None:
    assert first_of(rated({2: 6, 4: 5, 5: 5, 6: 7}), today=9).best == Best(4, 5.0)


def test_the_trough_of_the_next_treatment_may_be_the_best_value() -> None:
    readings = [*rated(each_day(1, 9, 8, 9)), rated_at(4, "08:00", 3)]
    assert first_of(readings, treated(4), today=5).best == Best(4, 3.0)
    tie = [*rated(each_day(1, 9, 3, 9)), rated_at(4, "08:00", 3)]
    assert first_of(tie, treated(4), today=5).best == Best(2, 3.0)


def test_the_trough_is_in_no_median_and_no_coverage() -> None:
    """Window of 3 days, 2 rated: the trough on day 4 would make the median of 4-7."""
    readings = [*rated({1: 9, 3: 7}), rated_at(4, "08:00", 3)]
    one = first_of(readings, treated(4), today=9)
    assert one.medians["1-3"] == SpanMedian(8.0, n=2, of=3)
    assert one.medians["4-7"] == SpanMedian(None, n=0, of=0)
    assert one.coverage == Coverage(rated=2, of=3)


@pytest.mark.parametrize(
    ("span", "days", "today", "expected"),
    [
        ("1-3", {1: 8, 3: 6}, 9, SpanMedian(7.0, n=2, of=3)),
        ("1-3", {2: 8}, 9, SpanMedian(None, n=1, of=3)),
        ("1-3", {1: 8}, 1, SpanMedian(None, n=1, of=1)),
        ("4-7", {5: 8, 6: 5}, 9, SpanMedian(6.5, n=2, of=4)),
        ("4-7", {5: 8}, 5, SpanMedian(None, n=1, of=2)),
        ("8-14", {8: 9, 9: 5, 10: 6}, 14, SpanMedian(None, n=3, of=7)),
        ("8-14", {8: 9, 9: 5, 10: 6}, 13, SpanMedian(6.0, n=3, of=6)),
        ("15-28", dict.fromkeys(range(15, 21), 7), 40, SpanMedian(None, n=6, of=14)),
        ("15-28", dict.fromkeys(range(15, 22), 7), 40, SpanMedian(7.0, n=7, of=14)),
        ("15-28", {14: 7}, 14, SpanMedian(None, n=0, of=0)),
    ],
)
def test_a_span_needs_two_days_and_half_of_those_in_the_window_but_for_the_first_span(
    span: str, days: dict[int, float], today: int, expected: SpanMedian
) -> None:
    assert first_of(rated(days), today=today).medians[span] == expected


def test_today_is_a_possible_day_rated_or_not() -> None:
    assert first_of(rated({1: 7}), today=2).coverage == Coverage(rated=1, of=2)
    assert first_of(rated({1: 7, 2: 7}), today=2).coverage == Coverage(rated=2, of=2)


def test_several_readings_of_a_day_are_one_rated_day() -> None:
    one = first_of([*rated({1: 4}), rated_at(1, "20:00", 9)], today=1)
    assert one.coverage == Coverage(rated=1, of=1)
    assert [(point.value, point.n) for point in one.after] == [(6.5, 2)]


def test_the_last_value_before_the_start_at_the_line_is_told() -> None:
    """Baseline 14, line 7. The trough stands above day −1 where there is one."""
    low_eve = rated({**each_day(-7, *[14] * 6), -1: 7})
    assert first_of(low_eve, today=1).was_at_line
    assert not first_of([*low_eve, rated_at(0, "10:00", 8)], today=1).was_at_line
    assert first_of([*week_before(14), rated_at(0, "10:00", 6)], today=1).was_at_line
    assert not first_of([*low_eve, rated_at(0, "10:00", 6)], today=1, rules=Rules()).was_at_line


def test_no_per_cent_of_a_baseline_of_zero() -> None:
    assert change_percent(Best(1, 2.0), Baseline(0.0, 7, 7)) is None


def test_no_threshold_makes_a_figure_of_nothing() -> None:
    rules = Rules(baseline_least=0)
    assert baseline([], of=7, rules=rules) == Baseline(None, n=0, of=7)
    assert baseline([14], of=7, rules=rules) == Baseline(14.0, n=1, of=7)
    assert span_median({}, Span(1, 3, least=0, share=0), 9) == SpanMedian(None, n=0, of=3)
    assert span_median({2: 8}, Span(1, 3, least=0, share=0), 9) == SpanMedian(8.0, n=1, of=3)


def test_no_treatments_no_figures() -> None:
    assert around(week_before(14), [], DAY_0, DAILY) == ()
    assert around(week_before(14), [treated(1)], DAY_0, DAILY) == ()
