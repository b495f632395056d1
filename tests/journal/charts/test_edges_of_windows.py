"""Day 0, the end of a window, and the ends of the range."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from journal.charts import style
from journal.charts.timeline import draw_timeline
from journal.trajectories import figures
from journal.trajectories.values import Reading
from tests.journal.charts.drawn import (
    FIRST,
    around,
    day,
    figure,
    reading,
    segments,
    subject,
    timeline,
    treatment,
)


def trough(number: int, value: float) -> Reading:
    """A reading at eight in the morning, three hours before a treatment."""
    on = day(number)
    return Reading(on, value, datetime(on.year, on.month, on.day, 8, tzinfo=UTC))


def test_the_median_ends_in_the_troughs_and_begins_again_on_day_1() -> None:
    on = (10, 30, 50)
    around_each = [reading(n + offset, 9) for n in on for offset in (-1, 1, 2)]
    troughs = [trough(n, 15) for n in on]
    drawn = around([*around_each, *troughs], [treatment(n) for n in on], until=60)
    assert drawn.median is not None
    assert segments(drawn.median) == [((-1.0, 9.0), (0.0, 15.0)), ((1.0, 9.0), (2.0, 9.0))]


def test_the_next_trough_is_the_last_point_of_a_line() -> None:
    readings = [reading(11, 5), reading(19, 8), trough(20, 9)]
    drawn = around(readings, [treatment(10), treatment(20)], until=30)
    assert segments(drawn.lines["10"]) == [((9.0, 8.0), (10.0, 9.0))]


def test_an_unclocked_value_of_a_treatment_day_is_joined_to_nothing() -> None:
    drawn = timeline([reading(9, 13), reading(10, 3), reading(11, 6)], [treatment(10)])
    assert segments(drawn.mine.line) == []
    assert segments(drawn.mine.bridges) == []
    assert np.asarray(drawn.mine.unclocked.get_ydata()).tolist() == [3.0]


def test_a_range_below_zero_and_beyond_its_last_tick_is_shown_whole() -> None:
    what = replace(subject(), minimum=-3, maximum=3, ticks=(-3.0, 0.0, 2.0))
    values = figures.timeline([reading(1, -1)], [], day(3))
    drawn = draw_timeline(figure(), what, values, [], (FIRST, day(3)), style.LIGHT)
    assert drawn.axes.get_ylim() == (-3, 3)
    assert np.asarray(drawn.mine.on_time.get_ydata()).tolist() == [-1.0]
