"""What the timeline shows: real values, gaps as gaps, nothing across a treatment."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.text import Text

from journal.charts import style
from journal.charts.timeline import draw_timeline
from journal.trajectories import figures
from journal.trajectories.values import Reading, Treatment
from tests.examples import tried
from tests.journal.charts.drawn import (
    FIRST,
    day,
    figure,
    heights,
    outside,
    overlapping,
    reading,
    segments,
    subject,
    texts,
    timeline,
    treatment,
)


def test_neighbouring_days_are_joined_and_longer_gaps_left_open() -> None:
    drawn = timeline([reading(n, 5) for n in (1, 2, 4, 8, 13)])
    start = FIRST.toordinal()
    solid = [(a[0] - start, b[0] - start) for a, b in segments(drawn.mine.line)]
    dotted = [(a[0] - start, b[0] - start) for a, b in segments(drawn.mine.bridges)]
    assert solid == [(1, 2)]
    assert dotted == [(2, 4), (4, 8)]


day_numbers = st.sets(st.integers(0, 60), max_size=40)


@tried(4)
@given(day_numbers, day_numbers)
def test_nothing_is_drawn_across_a_treatment(rated: set[int], treated: set[int]) -> None:
    readings = [reading(n, float(n % 21)) for n in sorted(rated)]
    given_treatments = [treatment(n) for n in sorted(treated)]
    drawn = timeline(readings, given_treatments, until=60)
    fences = [day(n).toordinal() for n in treated]
    for line in (drawn.mine.line, drawn.mine.bridges):
        for (x, _), (next_x, _) in segments(line):
            assert not [fence for fence in fences if x <= fence < next_x]


def test_a_stroke_may_end_in_the_trough_and_none_begins_there() -> None:
    trough = Reading(day(10), 12, datetime(2025, 9, 11, 8, tzinfo=UTC))
    drawn = timeline([reading(9, 13), trough, reading(11, 6)], [treatment(10)])
    (only,) = segments(drawn.mine.line)
    assert only == ((day(9).toordinal(), 13.0), (day(10).toordinal(), 12.0))


def test_late_entries_are_hollow_and_unclocked_ones_are_diamonds() -> None:
    drawn = timeline([reading(1, 5), reading(2, 6, is_late=True), reading(10, 7)], [treatment(10)])
    assert heights(drawn.mine.late) == [6.0]
    assert drawn.mine.late.get_markerfacecolor() == style.LIGHT.ground
    assert heights(drawn.mine.on_time) == [5.0]
    assert heights(drawn.mine.unclocked) == [7.0]
    assert drawn.mine.unclocked.get_marker() == "D"


def test_an_observer_differs_from_the_patient_in_shape_and_colour() -> None:
    values = figures.timeline([reading(1, 5)], [], day(3))
    span = (FIRST, day(3))
    mine = draw_timeline(figure(), subject(), values, [], span, style.LIGHT)
    bens = draw_timeline(figure(), subject(rater="Ben"), values, [], span, style.LIGHT)
    assert mine.mine.on_time.get_marker() != bens.mine.on_time.get_marker()
    assert mine.mine.line.get_color() != bens.mine.line.get_color()


def test_two_raters_are_two_lines_told_apart_named_and_counted_alone() -> None:
    drawn = timeline(
        [reading(n, 5) for n in range(10)],
        beside={"Ben": [reading(n, 9) for n in range(4)]},
        until=9,
    )
    (bens,) = drawn.beside
    assert heights(drawn.mine.on_time) == [5.0] * 10
    assert heights(bens.on_time) == [9.0] * 4
    assert drawn.mine.on_time.get_marker() != bens.on_time.get_marker()
    assert drawn.mine.line.get_color() == style.LIGHT.accent
    assert bens.line.get_color() == style.LIGHT.observer
    assert {one.get_text() for one in drawn.labels} == {"● the patient", "■ Ben"}
    said = [one.get_text() for one in texts(drawn.axes.figure.figure)]
    assert any("10 of 10 days rated by the patient, 4 by Ben" in text for text in said)
    assert {one.key for one in drawn.marks.all} == {"the patient", "Ben"}


def test_late_is_hollow_and_an_observer_is_filled() -> None:
    drawn = timeline([reading(1, 5)], beside={"Ben": [reading(1, 6), reading(2, 7, is_late=True)]})
    (bens,) = drawn.beside
    assert bens.on_time.get_markerfacecolor() == style.LIGHT.observer
    assert bens.late.get_markerfacecolor() == style.LIGHT.ground
    assert bens.late.get_marker() == bens.on_time.get_marker()
    said = " ".join(one.get_text() for one in texts(drawn.axes.figure.figure))
    assert "Hollow: entered more than a day late." in said.replace("\n", " ")


def test_the_patient_looks_the_same_beside_an_observer_and_observers_differ_in_shape() -> None:
    others = {"self": [reading(1, 5)], "Ann": [reading(1, 6)]}
    drawn = timeline([reading(1, 7)], rater="Ben", beside=others)
    patient, ann = drawn.beside
    assert (patient.look.colour, patient.look.shape) == (style.LIGHT.accent, "o")
    assert len({drawn.mine.look.shape, patient.look.shape, ann.look.shape}) == 3


def test_a_questionnaire_about_weeks_is_points_over_the_days_it_asks_about() -> None:
    drawn = timeline([reading(20, 12), reading(21, 11), reading(40, 7)], code="gad7")
    assert segments(drawn.mine.line) == segments(drawn.mine.bridges) == []
    start = FIRST.toordinal()
    periods = [(a[0] - start, b[0] - start) for a, b in segments(drawn.mine.periods)]
    assert periods == [(7, 20), (8, 21), (27, 40)]
    assert segments(timeline([reading(1, 5), reading(2, 5)]).mine.periods) == []


def test_points_of_two_raters_are_named_in_a_key_beside_bands() -> None:
    drawn = timeline([reading(20, 12)], code="gad7", beside={"Ben": [reading(20, 9)]})
    said = [one.get_text() for one in texts(drawn.axes.figure.figure)]
    assert drawn.labels == ()
    assert {"the patient", "Ben", "Moderate"} <= set(said)


def test_the_whole_range_is_always_shown() -> None:
    drawn = timeline([reading(n, 10) for n in range(5)])
    assert drawn.axes.get_ylim() == (0, 21)
    assert [tick.get_text() for tick in drawn.axes.get_yticklabels()] == ["0", "7", "14", "21"]


def test_the_recall_period_stands_on_the_axis() -> None:
    drawn = timeline([reading(1, 10)], code="gad7")
    said = [one.get_text() for one in texts(drawn.axes.figure.figure)]
    assert "asks about the last 2 weeks" in said
    assert "Moderate" in said


def test_treatments_are_marked_with_number_amount_and_phase() -> None:
    drawn = timeline(
        [reading(1, 10)],
        [treatment(20), treatment(40), treatment(70, "0.6 mg/kg IV", "maintenance")],
    )
    assert [one.get_text() for one in drawn.numbers] == ["1", "2", "3"]
    assert [one.get_text() for one in drawn.runs] == [
        "0.5 mg/kg IV, induction",
        "0.6 mg/kg IV, maintenance",
    ]


def test_a_treatment_of_which_nothing_was_told_says_so_after_one_that_was() -> None:
    drawn = timeline([], [treatment(20, "150 (no unit)", ""), treatment(60, "", "")])
    assert [one.get_text() for one in drawn.runs] == ["150 (no unit)", "not told"]


@pytest.mark.parametrize(
    ("treatments", "written"),
    [
        ([treatment(3 + 9 * n, "75 mg", f"phase {n}") for n in range(40)], ["75 mg"]),
        ([treatment(3 + 9 * n, f"{n} mg IV", "") for n in range(40)], []),
    ],
)
def test_no_amount_seems_to_hold_where_the_one_after_it_has_no_room(
    treatments: list[Treatment], written: list[str]
) -> None:
    drawn = timeline([], treatments, until=380, size=(7.0, 4.2))
    assert [one.get_text() for one in drawn.runs] == written


def test_a_later_range_keeps_the_numbers_of_its_treatments() -> None:
    treatments = [treatment(5), treatment(50)]
    span = (day(40), day(60))
    drawn = draw_timeline(figure(), subject(), [], treatments, span, style.LIGHT)
    assert [one.get_text() for one in drawn.numbers] == ["2"]


CROWDED = {
    "a treatment every sixth day": [treatment(10 + 6 * n) for n in range(60)],
    "twelve in four weeks": [treatment(10 + int(2.4 * n), f"{n} mg", "") for n in range(12)],
    "none": [],
}


@pytest.mark.parametrize("name", CROWDED)
@pytest.mark.parametrize("size", [(7.0, 4.2), (10.0, 5.0), (16.0, 9.0)])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_text_is_cut_off_or_lies_over_another(
    name: str, size: tuple[float, float], scale: float
) -> None:
    readings = [reading(n, n % 21) for n in range(0, 370, 2)]
    drawn = timeline(readings, CROWDED[name], until=380, size=size, scale=scale)
    on = drawn.axes.figure.figure
    assert outside(on) == []
    ticks = [one for one in drawn.axes.get_xticklabels() if one.get_text()]
    assert overlapping(drawn.numbers) == []
    assert overlapping(drawn.runs) == []
    assert overlapping([*drawn.numbers, *drawn.runs]) == []
    assert overlapping(ticks) == []


@pytest.mark.parametrize("code", ["daily-anxiety", "gad7"])
@pytest.mark.parametrize("size", [(7.0, 4.2), (10.0, 5.0)])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_name_of_a_rater_is_cut_off_or_lies_over_another(
    code: str, size: tuple[float, float], scale: float
) -> None:
    readings = [reading(n, n % 21) for n in range(0, 370, 2)]
    others = {"Ben": readings[:-3], "Ann": readings[5:], "Aunt Wilhelmina": readings}
    drawn = timeline(
        readings, [treatment(9)], until=370, size=size, scale=scale, code=code, beside=others
    )
    assert outside(drawn.axes.figure.figure) == []
    assert overlapping(drawn.labels) == []
    assert overlapping([one for one in drawn.key if isinstance(one, Text)]) == []


@pytest.mark.parametrize("days", [1, 2, 10, 45, 90, 400, 1500, 3650, 36500])
def test_the_time_axis_has_a_few_labels_at_any_length(days: int) -> None:
    drawn = timeline([reading(0, 1)], until=days)
    ticks = [one for one in drawn.axes.get_xticklabels() if one.get_text()]
    assert 1 <= len(ticks) <= 20
    assert overlapping(ticks) == []


def test_no_entries_are_said_in_words() -> None:
    drawn = timeline([])
    said = [one.get_text() for one in texts(drawn.axes.figure.figure)]
    assert "No entries in this range" in said


def test_the_pointer_finds_the_day_and_its_words() -> None:
    drawn = timeline([reading(1, 10), reading(30, 4)], [treatment(27)])
    x, y = drawn.axes.transData.transform((day(30).toordinal(), 4))
    mark = drawn.marks.nearest(x + 3, y - 3)
    assert mark is not None
    assert mark.day == day(30)
    assert mark.words == "1 October 2025: 4, day 3 after treatment 1"
    assert drawn.marks.nearest(x, y - 60) is None


def test_ten_years_take_few_artists() -> None:
    drawn = timeline([reading(n, n % 21) for n in range(3650)], until=3650)
    assert len(drawn.axes.lines) < 12


def test_an_observers_shape_is_seen_over_years_while_the_patients_line_stays_fine() -> None:
    values = [reading(n, 5) for n in range(900)]
    drawn = timeline(values, beside={"Ben": values}, until=899)
    (bens,) = drawn.beside
    assert bens.on_time.get_markersize() > 2 * drawn.mine.on_time.get_markersize()
    assert bens.line.get_linewidth() == drawn.mine.line.get_linewidth()
