"""The chart of courses: one line a course, its treatments marked, nothing drawn across one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.charts import style
from journal.charts.courses import CoursesArtists, draw_courses
from journal.charts.shown import EVERYTHING, Shown
from journal.trajectories import figures
from journal.trajectories.courses import courses
from journal.trajectories.values import Reading, Treatment
from tests.examples import tried
from tests.journal.charts.drawn import (
    RULES,
    day,
    figure,
    heights,
    lay_out,
    outside,
    overlapping,
    places,
    reading,
    segments,
    subject,
    texts,
    treatment,
)


def drawn_courses(
    readings: list[Reading],
    treatments: list[Treatment],
    *,
    until: int,
    shown: Shown = EVERYTHING,
    size: tuple[float, float] = (10.0, 5.0),
    scale: float = 1.0,
) -> CoursesArtists:
    found = courses(figures.around(readings, treatments, day(until), RULES))
    on = figure(size)
    drawn = draw_courses(on, subject(), found, style.LIGHT, shown=shown, scale=scale)
    lay_out(on)
    return drawn


TWO = [treatment(10), treatment(20), treatment(100)]
DAYS = [reading(n, 14 if n in range(3, 10) or n in range(93, 100) else 5) for n in range(120)]


def test_each_course_is_one_line_by_days_from_its_first_treatment() -> None:
    drawn = drawn_courses(DAYS, TWO, until=119)
    assert set(drawn.lines) == {"course-1", "course-2"}
    ends = {key: segments(line)[-1][1][0] for key, line in drawn.lines.items()}
    assert ends == {"course-1": 89, "course-2": 19}


def test_every_treatment_of_a_course_has_a_triangle() -> None:
    drawn = drawn_courses(DAYS, TWO, until=119)
    assert [x for x, _ in places(drawn.ticks["course-1"])] == [0, 10]
    assert [x for x, _ in places(drawn.ticks["course-2"])] == [0]
    assert [one.get_text() for one in drawn.numbers] == ["1", "2"]


@tried(4)
@given(
    st.sets(st.integers(0, 60), max_size=40), st.sets(st.integers(0, 60), min_size=1, max_size=8)
)
def test_nothing_is_drawn_across_a_treatment(rated: set[int], treated: set[int]) -> None:
    readings = [reading(n, float(n % 21)) for n in sorted(rated)]
    drawn = drawn_courses(readings, [treatment(n) for n in sorted(treated)], until=60)
    start = min(treated)
    for line in (*drawn.lines.values(), *drawn.bridges.values()):
        for (x, _), (next_x, _) in segments(line):
            assert not [n for n in treated if x <= n - start < next_x]


def test_baseline_and_line_are_those_of_the_course_singled_out_and_carry_n() -> None:
    drawn = drawn_courses(DAYS, TWO, until=119, shown=Shown("course-1"))
    said = [one.get_text() for one in drawn.labels]
    assert "baseline 14\n7 of 7 days\nbefore course 1" in said
    assert "response line 7\nof course 1" in said
    assert drawn.response_line is not None
    assert heights(drawn.response_line) == [7, 7]
    assert drawn.lines["course-1"].get_color() == style.LIGHT.treatment
    assert drawn.ticks["course-1"].get_color() == style.LIGHT.treatment


def test_a_hidden_course_goes_with_its_triangles_and_is_counted() -> None:
    drawn = drawn_courses(DAYS, TWO, until=119)
    drawn.restyle(Shown(hidden=frozenset(("course-1",))))
    assert not drawn.lines["course-1"].get_visible()
    assert not drawn.ticks["course-1"].get_visible()
    said = [one.get_text() for one in texts(drawn.axes.figure.figure)]
    assert "1 hidden; n counts all 2" in said
    assert drawn.counts[2].get_text() == "2"
    assert {*drawn.lines.values(), *drawn.ticks.values()} <= set(drawn.parts[0].artists)


def test_the_pointer_names_the_day_in_the_course_and_after_which_treatment() -> None:
    drawn = drawn_courses(DAYS, TWO, until=119)
    mark = next(one for one in drawn.marks.all if one.key == "course-1" and one.x == 13)
    assert mark.day == day(23)
    assert "day 13 after, day 3 after treatment 2, 24 September 2025: 5" in mark.words


@pytest.mark.parametrize(
    "treatments",
    [
        [],
        [treatment(10)],
        TWO,
        [treatment(10 + 6 * n) for n in range(60)],
        [treatment(10 + 61 * n) for n in range(12)],
        [treatment(10 + 61 * n) for n in range(60)],
    ],
)
@pytest.mark.parametrize("size", [(7.0, 4.6), (10.0, 5.0), (16.0, 9.0)])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_text_is_cut_off_or_lies_over_another(
    treatments: list[Treatment], size: tuple[float, float], scale: float
) -> None:
    readings = [reading(n, float((n * 7) % 21)) for n in range(0, 700, 2)]
    shown = Shown("course-1")
    drawn = drawn_courses(readings, treatments, until=3700, size=size, scale=scale, shown=shown)
    assert outside(drawn.axes.figure.figure) == []
    assert overlapping(drawn.labels) == []
    assert overlapping(drawn.counts) == []
    assert overlapping(drawn.numbers) == []
    highest = drawn.axes.get_yticklabels()[-1]
    assert overlapping((highest, *drawn.numbers)) == []
    assert overlapping([one for one in drawn.axes.get_xticklabels() if one.get_text()]) == []
