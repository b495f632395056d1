"""Response and duration: baseline 14 on the seven days before, so the line is at 7."""

import pytest

from journal.trajectories.response import is_at_line, response_line
from journal.trajectories.rules import Rules
from journal.trajectories.values import (
    AroundTreatment,
    Baseline,
    Duration,
    DurationEnd,
    Response,
    ResponseStatus,
)
from tests.journal.trajectories.written import (
    each_day,
    first_of,
    rated,
    rated_at,
    treated,
    week_before,
)

NOT_ENOUGH = Response(ResponseStatus.NOT_ENOUGH_ENTRIES)
NOT_REACHED = Response(ResponseStatus.NOT_REACHED)


def reached(day: int) -> Response:
    return Response(ResponseStatus.REACHED, day)


def at_least(days: int, reason: DurationEnd) -> Duration:
    return Duration(days, at_least=True, reason=reason)


def closed(days: int) -> Duration:
    return Duration(days, at_least=False)


def open_to(today: int, days: dict[int, float]) -> AroundTreatment:
    """The window runs to today."""
    return first_of([*week_before(14), *rated(days)], today=today)


def closed_on(day: int, days: dict[int, float], trough: float | None = None) -> AroundTreatment:
    """The next treatment is on this day, with a trough or without."""
    before = [rated_at(day, "09:00", trough)] if trough is not None else []
    return first_of([*week_before(14), *rated(days), *before], treated(day), today=day + 30)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param({1: 7, 2: 7}, reached(1), id="values on the line count"),
        pytest.param(
            each_day(1, 7, 7.5, 7, 8, 9, 9, 9), NOT_REACHED, id="single days never count, 7 of 14"
        ),
        pytest.param({2: 6, 5: 6}, reached(2), id="next rated day 3 on"),
        pytest.param({2: 6, 6: 6, 8: 9, 9: 9, 10: 9}, NOT_ENOUGH, id="4 on is too far, 5 of 14"),
        pytest.param({2: 6, 4: 9, 5: 6, 7: 6}, reached(5), id="next rated day above the line"),
        pytest.param({14: 6, 17: 6}, reached(14), id="the pair begins on day 14"),
        pytest.param({**each_day(1, *[9] * 14), 15: 6, 16: 6}, NOT_REACHED, id="on day 15"),
    ],
)
def test_a_pair_of_rated_days_makes_a_response(days: dict[int, float], expected: Response) -> None:
    assert open_to(20, days).response == expected


def test_a_pair_may_not_begin_before_day_1() -> None:
    """The trough on day 0 is low and so is day 1, but day 2 is not."""
    readings = [*week_before(14), rated_at(0, "09:00", 5), *rated({1: 6, 2: 9, 3: 6})]
    assert first_of(readings, today=3).response == NOT_ENOUGH


def test_the_trough_may_be_the_second_day_of_the_pair() -> None:
    """Days 2 and 3; two days at the line, of which the trough is the last: 3 − 2 + 1."""
    one = closed_on(3, {1: 10, 2: 7}, trough=6)
    assert one.response == reached(2)
    assert one.duration == at_least(2, DurationEnd.NEXT_TREATMENT)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(closed_on(6, {1: 9, 2: 9, 3: 9, 5: 9}), NOT_REACHED, id="4 of 5, closed"),
        pytest.param(closed_on(6, {1: 9, 2: 9, 3: 9}), NOT_ENOUGH, id="3 of 5, closed"),
        pytest.param(closed_on(4, {1: 9, 2: 9, 3: 9}), NOT_ENOUGH, id="3 of 3 is below 4"),
        pytest.param(
            closed_on(4, {1: 9, 2: 9, 3: 9}, trough=9), NOT_ENOUGH, id="the trough is not counted"
        ),
        pytest.param(closed_on(9, each_day(1, 9, 9, 9, 9)), NOT_REACHED, id="4 of 8 is half"),
        pytest.param(closed_on(10, each_day(1, 9, 9, 9, 9)), NOT_ENOUGH, id="4 of 9"),
        pytest.param(open_to(13, each_day(1, *[9] * 13)), NOT_ENOUGH, id="13 days so far"),
        pytest.param(open_to(14, each_day(1, *[9] * 7)), NOT_REACHED, id="7 of 14 so far"),
        pytest.param(open_to(14, each_day(1, *[9] * 6)), NOT_ENOUGH, id="6 of 14 so far"),
        pytest.param(
            open_to(40, {**each_day(1, *[9] * 6), **each_day(15, *[9] * 9)}),
            NOT_ENOUGH,
            id="days after +14 do not count",
        ),
    ],
)
def test_not_reached_needs_time_and_entries(one: AroundTreatment, expected: Response) -> None:
    assert (one.response, one.duration) == (expected, None)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(
            open_to(9, each_day(1, 6, 6, 6, 9, 9, 6, 6)),
            closed(3),
            id="closed: from day 1 to the day before day 4",
        ),
        pytest.param(
            open_to(9, each_day(1, 6, 6, 9, 6, 9, 6, 9, 9)),
            closed(7 - 1),
            id="single days above do not close it, days 7 and 8 do",
        ),
        pytest.param(
            open_to(12, {1: 6, 2: 6, 3: 9, 7: 9}),
            closed(2),
            id="3 unrated days between the two above",
        ),
        pytest.param(
            open_to(12, {1: 6, 2: 6, 3: 9, 8: 9, 9: 9}),
            at_least(2, DurationEnd.GAP),
            id="4 unrated days between them are a gap",
        ),
        pytest.param(
            open_to(12, {1: 6, 2: 6, 6: 7, 8: 9}),
            at_least(6, DurationEnd.TODAY),
            id="3 unrated days are no gap: at the line until day 6, and day 8 alone is above",
        ),
        pytest.param(
            open_to(9, {1: 6, 2: 6, 7: 6, 8: 6}),
            at_least(2, DurationEnd.GAP),
            id="nothing after 4 unrated days counts",
        ),
        pytest.param(
            open_to(5, each_day(1, 7, 7, 7, 7, 7)),
            at_least(5, DurationEnd.TODAY),
            id="today rated",
        ),
        pytest.param(
            open_to(7, each_day(1, 6, 6, 6)),
            at_least(3, DurationEnd.TODAY),
            id="days 4, 5, 6 unrated, today itself is not counted",
        ),
        pytest.param(
            open_to(8, each_day(1, 6, 6, 6)),
            at_least(3, DurationEnd.GAP),
            id="days 4 to 7 unrated before today",
        ),
        pytest.param(
            open_to(8, each_day(1, 6, 6, 6, 9)),
            at_least(3, DurationEnd.TODAY),
            id="one day above, then 3 unrated days before today",
        ),
        pytest.param(
            closed_on(7, each_day(1, 6, 6, 6)),
            at_least(3, DurationEnd.NEXT_TREATMENT),
            id="days 4, 5, 6 unrated before the next treatment",
        ),
        pytest.param(
            closed_on(8, each_day(1, 6, 6, 6)),
            at_least(3, DurationEnd.GAP),
            id="days 4 to 7 unrated before the next treatment",
        ),
        pytest.param(
            closed_on(8, each_day(1, 6, 6, 6), trough=6),
            at_least(3, DurationEnd.GAP),
            id="a trough after 4 unrated days does not count",
        ),
        pytest.param(
            closed_on(7, each_day(1, 6, 6, 6), trough=6),
            at_least(7, DurationEnd.NEXT_TREATMENT),
            id="a trough at the line is the last day counted: 7 - 1 + 1",
        ),
        pytest.param(
            closed_on(6, each_day(1, 6, 6, 6, 6, 9), trough=9),
            closed(4),
            id="day 5 and the trough above the line: 5 - 1",
        ),
        pytest.param(
            closed_on(6, each_day(1, 6, 6, 6, 6, 6), trough=9),
            at_least(5, DurationEnd.NEXT_TREATMENT),
            id="the trough alone above the line closes nothing",
        ),
        pytest.param(
            closed_on(6, each_day(1, 9, 6, 6, 6, 9), trough=7),
            at_least(5, DurationEnd.NEXT_TREATMENT),
            id="one day above between days 2 and 6: 6 - 2 + 1",
        ),
    ],
)
def test_how_a_duration_ends(one: AroundTreatment, expected: Duration) -> None:
    assert one.duration == expected


def test_other_thresholds_are_followed() -> None:
    """A fall by 30 % of 10 is 7; pairs 1 day apart; gaps from 2 unrated days on."""
    rules = Rules(least_baseline=5, response_fraction=0.3, sustain_gap=1, open_gap=1)
    days = {1: 7, 3: 7, 4: 7, 6: 7, 9: 7}
    one = first_of([*week_before(10), *rated(days)], today=9, rules=rules)
    assert one.response == reached(3)
    assert one.duration == at_least(4, DurationEnd.GAP)


@pytest.mark.parametrize(("fraction", "value"), [(0.9, 1.0), (0.7, 3.0), (0.35, 6.5)])
def test_a_value_that_equals_the_line_is_not_above_it_by_rounding(
    fraction: float, value: float
) -> None:
    """Binary fractions put 10 % of 10 just below 1."""
    week = Baseline(10.0, n=7, of=7)
    line = response_line(week, week, Rules(least_baseline=5, response_fraction=fraction))
    assert line is not None
    assert is_at_line(value, line)
    assert not is_at_line(value + 0.1, line)
