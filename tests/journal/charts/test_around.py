"""What the overlay shows, by rule 9 of the figures."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.artist import Artist
from matplotlib.collections import PathCollection, PolyCollection
from matplotlib.lines import Line2D

from journal.charts import style
from journal.charts.around import AroundArtists
from journal.charts.shown import EVERYTHING, Shown
from journal.trajectories.values import Reading, Treatment
from tests.examples import tried
from tests.journal.charts.drawn import (
    around,
    day,
    heights,
    outside,
    overlapping,
    places,
    reading,
    segments,
    texts,
    treatment,
)


def spread_out(count: int, apart: int) -> tuple[list[Reading], list[Treatment]]:
    readings = [reading(n, float((n * 7) % 21)) for n in range(count * apart + 20)]
    return readings, [treatment(10 + apart * n) for n in range(count)]


def test_each_treatment_has_one_line_that_ends_where_the_next_begins() -> None:
    drawn = around([reading(n, 5) for n in range(40)], [treatment(10), treatment(20)], until=30)
    first = [x for pair in segments(drawn.lines["10"]) for x, _ in pair]
    assert set(drawn.lines) == {"10", "20"}
    assert (min(first), max(first)) == (-7, 9)


day_numbers = st.sets(st.integers(0, 60), max_size=40)


@tried(4)
@given(day_numbers, st.sets(st.integers(0, 60), min_size=1, max_size=12))
def test_nothing_crosses_a_treatment_and_longer_gaps_are_open(
    rated: set[int], treated: set[int]
) -> None:
    readings = [reading(n, float(n % 21)) for n in sorted(rated)]
    drawn = around(readings, [treatment(n) for n in sorted(treated)], until=60)
    lines = [*drawn.lines.values(), *drawn.bridges.values()]
    for line in lines if drawn.median is None else [*lines, drawn.median]:
        for (x, _), (next_x, _) in segments(line):
            assert not x <= 0 < next_x
            assert next_x - x <= 4
    for line in drawn.lines.values():
        assert all(next_x - x == 1 for (x, _), (next_x, _) in segments(line))


def test_the_median_is_drawn_only_where_three_treatments_have_a_value() -> None:
    treatments = [treatment(n) for n in (10, 30, 50)]
    days = [t + offset for t in (10, 30, 50) for offset in (1, 2, 5, 6)] + [10 + 3, 30 + 3]
    drawn = around([reading(n, 6) for n in sorted(days)], treatments, until=69)
    assert drawn.median is not None
    found = {x: y for x, y in places(drawn.median) if y == y}
    assert set(found) == {1.0, 2.0, 5.0, 6.0}
    assert not [pair for pair in segments(drawn.median) if pair[0][0] < 3 < pair[1][0]]


def test_two_treatments_have_no_median() -> None:
    drawn = around([reading(n, 5) for n in range(40)], [treatment(10), treatment(20)], until=30)
    assert drawn.median is None
    assert drawn.band is None


def test_the_trough_ends_the_days_before_and_joins_nothing_after() -> None:
    trough = Reading(day(10), 12, datetime(2025, 9, 11, 8, tzinfo=UTC))
    drawn = around([reading(9, 13), trough, reading(11, 6)], [treatment(10)], until=12)
    assert segments(drawn.lines["10"]) == [((-1.0, 13.0), (0.0, 12.0))]


def test_n_stands_under_every_offset() -> None:
    readings, treatments = spread_out(3, 20)
    drawn = around(readings, treatments, until=69, size=(14, 6))
    said = [one.get_text() for one in drawn.counts]
    assert said[0] == "n"
    assert said[1:8] == ["3"] * 7
    assert len(said) == 1 + 7 + 1 + 20


def test_a_treatment_singled_out_is_drawn_over_the_others_and_named() -> None:
    readings, treatments = spread_out(5, 20)
    drawn = around(readings, treatments, until=109, highlight="50")
    line = drawn.lines["50"]
    assert line.get_color() == style.LIGHT.treatment
    assert line.get_zorder() > max(
        other.get_zorder() for key, other in drawn.lines.items() if key != "50"
    )
    assert "treatment 3\n21 Oct, 0.5 mg/kg IV" in [one.get_text() for one in drawn.labels]
    assert all(other.get_alpha() for key, other in drawn.lines.items() if key != "50")


def test_lines_are_told_apart_by_phase_in_colour_and_in_shape() -> None:
    phases = ("induction", "maintenance", "booster", "")
    treatments = [treatment(10 + 20 * n, phase=phase) for n, phase in enumerate(phases)]
    drawn = around([reading(n, 5) for n in range(90)], treatments, until=89, coloured_by="phase")
    looks = {(line.get_color(), line.get_marker()) for line in drawn.lines.values()}
    assert len({colour for colour, _ in looks}) == len({shape for _, shape in looks}) == 4
    said = [one.get_text() for one in texts(drawn.axes.figure.figure)]
    assert all(name in said for name in ("induction", "maintenance", "booster", "phase not noted"))


def test_hidden_treatments_are_not_drawn_and_stay_in_median_and_n() -> None:
    readings, treatments = spread_out(5, 20)
    whole = around(readings, treatments, until=109)
    drawn = around(readings, treatments, until=109, hidden=("10", "50"))
    assert [key for key, line in drawn.lines.items() if not line.get_visible()] == ["10", "50"]
    assert [key for key, line in drawn.bridges.items() if not line.get_visible()] == ["10", "50"]
    assert drawn.median is not None
    assert whole.median is not None
    assert str(places(drawn.median)) == str(places(whole.median))
    assert [one.get_text() for one in drawn.counts] == [one.get_text() for one in whole.counts]
    said = [one.get_text() for one in texts(drawn.axes.figure.figure)]
    assert "2 hidden; the median counts all 5" in said


def test_late_entries_are_hidden_with_their_line() -> None:
    readings = [reading(12, 5, is_late=True), reading(33, 7, is_late=True)]
    drawn = around(readings, [treatment(10), treatment(30)], until=40, hidden=("10",))
    assert np.asarray(drawn.late.get_offsets()).tolist() == [[3.0, 7.0]]


def test_singling_out_and_hiding_change_what_is_drawn_and_nothing_else() -> None:
    readings, treatments = spread_out(5, 20)
    drawn = around(readings, treatments, until=109)
    before = set(drawn.axes.figure.figure.findobj())
    frame = drawn.axes.get_position().bounds
    for shown in (Shown("50"), Shown("10", frozenset(("10", "30"))), EVERYTHING):
        drawn.restyle(shown)
        fresh = around(
            readings, treatments, until=109, highlight=shown.highlight, hidden=tuple(shown.hidden)
        )
        assert looks_of(drawn) == looks_of(fresh)
    assert set(drawn.axes.figure.figure.findobj()) == before
    assert drawn.axes.get_position().bounds == frame


def looks_of(drawn: AroundArtists) -> list[object]:
    lines = [*drawn.lines.values(), *drawn.bridges.values(), drawn.overlay.levels.line]
    looks: list[object] = [
        (one.get_visible(), one.get_color(), one.get_linewidth(), one.get_zorder()) for one in lines
    ]
    return [*looks, heights(drawn.overlay.levels.line), [one.get_text() for one in drawn.labels]]


def test_what_restyle_touches_is_among_what_moves() -> None:
    readings, treatments = spread_out(5, 20)
    drawn = around(readings, treatments, until=109, highlight="50")
    moving = set(drawn.parts[0].artists)
    touched = {*drawn.lines.values(), *drawn.bridges.values(), drawn.late, drawn.overlay.note}
    assert (
        touched | {*drawn.labels, drawn.overlay.levels.line, drawn.overlay.levels.baseline}
        <= moving
    )
    still = [one for one in drawn.axes.get_children() if one not in moving]
    under = min(one.get_zorder() for one in drawn.lines.values())
    assert all(one.get_zorder() < under or one in drawn.counts for one in still if is_drawn(one))


def is_drawn(artist: Artist) -> bool:
    return isinstance(artist, Line2D | PathCollection | PolyCollection)


def test_the_baseline_is_marked_over_the_days_it_was_taken_from() -> None:
    readings = [reading(n, 14) for n in range(3, 9)] + [reading(n, 6) for n in range(11, 20)]
    drawn = around(readings, [treatment(10)], until=20)
    assert drawn.baseline is not None
    (start, end), (value, _) = zip(*places(drawn.baseline), strict=True)
    assert -7.5 <= start < -6.5
    assert -1 < end < 0
    assert value == 14


def test_the_baseline_is_that_of_the_course_of_the_treatment_singled_out() -> None:
    readings = [reading(n, 14) for n in range(3, 10)] + [reading(n, 10) for n in range(93, 100)]
    given_treatments = [treatment(10), treatment(20), treatment(100)]
    for key, value, number in (("20", 14, 1), ("100", 10, 3)):
        drawn = around(readings, given_treatments, until=110, highlight=key)
        assert drawn.baseline is not None
        assert heights(drawn.baseline) == [value, value]
        said = [one.get_text() for one in drawn.labels]
        assert f"course baseline {value}\n7 of 7 days\nbefore treatment {number}" in said


def test_why_there_is_no_response_line_is_said() -> None:
    few = around([reading(n, 14) for n in (7, 8, 9, 11)], [treatment(10)], until=20)
    assert few.baseline is None
    said = [one.get_text() for one in few.labels]
    assert "no response line\n3 of 7 days before,\n4 are needed" in said
    low = around([reading(n, 4) for n in range(3, 20)], [treatment(10)], until=20)
    assert "no response line\nbaseline 4,\n5 is the least" in [o.get_text() for o in low.labels]


def test_the_response_line_says_its_value_and_its_baseline_with_n() -> None:
    readings = [reading(n, 14) for n in range(3, 9)] + [reading(n, 6) for n in range(11, 20)]
    drawn = around(readings, [treatment(10)], until=20)
    assert drawn.response_line is not None
    assert heights(drawn.response_line) == [7.0, 7.0]
    said = [one.get_text() for one in drawn.labels]
    assert "response line 7" in said
    assert "course baseline 14\n6 of 7 days\nbefore treatment 1" in said


def test_lines_that_differ_are_told_apart_by_their_treatment() -> None:
    readings = [reading(n, 14) for n in range(3, 10)] + [reading(n, 10) for n in range(93, 100)]
    drawn = around(readings, [treatment(10), treatment(100)], until=110)
    assert any("response line 5\nof treatment 2" in one.get_text() for one in drawn.labels)
    singled = around(readings, [treatment(10), treatment(100)], until=110, highlight="10")
    assert any("response line 7\nof treatment 1" in one.get_text() for one in singled.labels)


def test_a_low_baseline_gives_no_line() -> None:
    readings = [reading(n, 4) for n in range(3, 20)]
    assert around(readings, [treatment(10)], until=20).response_line is None


@pytest.mark.parametrize(("count", "apart"), [(0, 1), (1, 30), (12, 2), (60, 6), (10, 50)])
@pytest.mark.parametrize("size", [(7.0, 4.6), (10.0, 5.0), (16.0, 9.0)])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_text_is_cut_off_or_lies_over_another(
    count: int, apart: int, size: tuple[float, float], scale: float
) -> None:
    readings, treatments = spread_out(count, apart)
    drawn = around(
        readings,
        treatments,
        until=count * apart + 9,
        size=size,
        scale=scale,
        highlight="10" if count else None,
    )
    assert outside(drawn.axes.figure.figure) == []
    assert overlapping(drawn.labels) == []
    assert overlapping(drawn.counts) == []
    assert overlapping([one for one in drawn.axes.get_xticklabels() if one.get_text()]) == []


def test_long_windows_are_cut_and_the_second_line_says_where() -> None:
    drawn = around([reading(n, 5) for n in range(100)], [treatment(10)], until=99)
    said = " ".join(one.get_text() for one in texts(drawn.axes.figure.figure))
    assert "drawn up to day 42" in said


def test_the_pointer_names_treatment_day_and_value() -> None:
    drawn = around([reading(13, 6)], [treatment(10)], until=20)
    x, y = drawn.axes.transData.transform((3, 6))
    mark = drawn.marks.nearest(x, y)
    assert mark is not None
    assert mark.day == day(13)
    assert mark.key == "10"
    assert "day 3 after, 14 September 2025: 6" in mark.words


def test_the_name_of_the_median_stands_clear_of_a_line_that_goes_on() -> None:
    treatments = [treatment(10), treatment(30), treatment(50)]
    drawn = around([reading(n, 5) for n in range(91)], treatments, until=90)
    (name,) = [one for one in drawn.labels if one.get_text() == "median"]
    box = name.get_window_extent()
    (line,) = segments(drawn.lines["50"])[-1:]
    (_, at), (end, _) = (drawn.axes.transData.transform(place) for place in line)
    assert end > box.x1
    assert not box.y0 < at < box.y1


def test_a_row_of_a_few_counts_has_a_zero_where_nothing_was_rated() -> None:
    readings, treatments = spread_out(3, 20)
    kept = [one for one in readings if one.day not in {day(24), day(44), day(64)}]
    drawn = around(kept, treatments, until=69, size=(4, 4), scale=1.5)
    assert [one.get_text() for one in drawn.counts] == ["n", "3", "0", "3", "0"]


def test_a_window_too_small_for_the_words_still_has_a_chart() -> None:
    drawn = around([reading(1, 5)], [treatment(10)], size=(1.5, 1.0), scale=1.5)
    assert drawn.axes.get_position().width > 0


def test_a_row_of_few_counts_stands_under_the_days_that_have_one() -> None:
    treatments = [treatment(10), treatment(40)]
    drawn = around([reading(n, 5) for n in (12, 42, 50)], treatments, until=69, size=(4, 4))
    assert [one.get_text() for one in drawn.counts] == ["n", "2", "1"]
