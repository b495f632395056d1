"""The hours of a treatment day as drawn: panels, real values, nothing across the start."""

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.charts import style
from journal.charts.hour_axis import HourAxis, hours_and_days, hours_of_day
from journal.charts.hour_lines import JOINED_HOURS
from journal.charts.hours import HoursArtists, draw_hours, height_for
from journal.charts.shown import EVERYTHING, Shown
from journal.trajectories.hours import HourPoint, TreatmentHours
from journal.trajectories.values import Treatment
from journal.words import hours as words
from tests.examples import tried
from tests.journal.charts.drawn import (
    figure,
    lay_out,
    outside,
    overlapping,
    places,
    segments,
    texts,
)

Day = Mapping[str, Sequence[tuple[float, float]]]

USUAL: Day = {
    "anxiety": [(-0.3, 65), (0.7, 30), (1.1, 28), (2.1, 33), (9.5, 50)],
    "detached": [(-0.3, 0), (0.7, 60), (1.1, 30), (2.1, 5)],
    "systolic": [(-0.3, 121), (0.7, 140), (2.1, 122)],
    "diastolic": [(-0.3, 80), (0.7, 90), (2.1, 81)],
    "pulse": [(-0.3, 70), (0.7, 84)],
}


def treatment_hours(number: int, curves: Day, *, late: bool = False) -> TreatmentHours:
    day = date(2025, 9, 1) + timedelta(days=5 * number)
    start = datetime(day.year, day.month, day.day, 11, tzinfo=UTC)
    return TreatmentHours(
        Treatment(str(number), start, day, None, "0.5 mg/kg IV"),
        number,
        {
            name: tuple(HourPoint(hours, float(value), late) for hours, value in found)
            for name, found in curves.items()
        },
    )


def draw(
    *days: Day,
    shown: Shown = EVERYTHING,
    size: tuple[float, float] = (10.0, 7.0),
    scale: float = 1.0,
    late: bool = False,
) -> HoursArtists:
    hours = [treatment_hours(number, day, late=late) for number, day in enumerate(days, 1)]
    on = figure(size)
    drawn = draw_hours(on, hours, style.LIGHT, shown=shown, scale=scale)
    lay_out(on)
    return drawn


def dots(drawn: HoursArtists, curve: str, key: str = "1") -> list[tuple[float, float]]:
    return [one for one in places(drawn.curves[curve][key].line) if not math.isnan(one[0])]


def said(drawn: HoursArtists) -> str:
    on = drawn.marks.axes.figure.figure
    return " ".join(one.get_text() for one in texts(on)).replace("\n", " ")


def test_every_value_is_a_dot_at_its_hour() -> None:
    drawn = draw(USUAL)
    for curve, points in USUAL.items():
        assert dots(drawn, curve) == points


def test_values_near_in_time_are_joined_far_ones_dotted_and_none_across_the_start() -> None:
    drawn = draw(USUAL)
    artists = drawn.curves["anxiety"]["1"]
    assert [(a[0], b[0]) for a, b in segments(artists.line)] == [(0.7, 1.1), (1.1, 2.1)]
    assert artists.bridges is not None
    assert [(a[0], b[0]) for a, b in segments(artists.bridges)] == [(2.1, 9.5)]


hours_of_values = st.lists(st.integers(-300, 900).map(lambda minutes: minutes / 60), max_size=12)


@tried(4)
@given(hours_of_values)
def test_no_stroke_ever_crosses_the_start(found: list[float]) -> None:
    drawn = draw({"anxiety": [(hours, 50.0) for hours in sorted(found)]})
    for one in (artists for found in drawn.curves.values() for artists in found.values()):
        for line in one.all:
            assert not [1 for start, end in segments(line) if start[0] < 0 <= end[0]]
        for start, end in segments(one.line):
            assert end[0] - start[0] <= JOINED_HOURS


def test_systolic_and_diastolic_share_a_panel_and_differ_in_shape() -> None:
    drawn = draw(USUAL)
    assert list(drawn.panels) == ["anxiety", "detached", "systolic", "pulse"]
    upper, lower = (drawn.curves[name]["1"].line for name in ("systolic", "diastolic"))
    assert upper.axes is lower.axes
    assert upper.get_marker() != lower.get_marker()
    assert drawn.labels["systolic"].get_text() == "systolic"


def test_a_panel_without_values_is_left_out_and_the_words_say_so() -> None:
    drawn = draw({"anxiety": USUAL["anxiety"]})
    assert list(drawn.panels) == ["anxiety"]
    assert (
        "Left out, as nothing was logged with a clock time: "
        "feeling detached, blood pressure and pulse." in said(drawn)
    )


def test_the_whole_scale_is_shown_and_measurements_beyond_the_usual_range_too() -> None:
    drawn = draw({**USUAL, "systolic": [(0.5, 236)], "pulse": [(0.5, 34)]})
    assert drawn.panels["anxiety"].get_ylim() == (0, 100)
    low, high = drawn.panels["systolic"].get_ylim()
    assert low <= 40
    assert high >= 236
    assert drawn.panels["pulse"].get_ylim()[0] <= 34


def test_all_are_thin_the_latest_is_stronger_and_named() -> None:
    drawn = draw(USUAL, USUAL, USUAL)
    widths = [drawn.curves["anxiety"][key].line.get_linewidth() for key in "123"]
    assert widths == sorted(widths)
    assert drawn.labels["anxiety"].get_text() == "treatment 3"


def test_one_is_singled_out_and_another_hidden_without_drawing_anew() -> None:
    drawn = draw(USUAL, USUAL, USUAL)
    before = {id(artist) for axes in drawn.panels.values() for artist in axes.get_children()}
    drawn.restyle(Shown("2", frozenset({"1"})))
    singled, hidden = (drawn.curves["anxiety"][key].line for key in "21")
    assert singled.get_color() == style.LIGHT.treatment
    assert singled.get_linewidth() > drawn.curves["anxiety"]["3"].line.get_linewidth()
    assert not hidden.get_visible()
    assert drawn.hidden.get_text() == "1 of 3 treatments hidden"
    assert drawn.labels["anxiety"].get_text() == "treatment 2"
    after = {id(artist) for axes in drawn.panels.values() for artist in axes.get_children()}
    assert before == after
    drawn.restyle(EVERYTHING)
    assert hidden.get_visible()
    assert singled.get_color() != style.LIGHT.treatment


def test_restyling_touches_moving_artists_alone() -> None:
    drawn = draw(USUAL, USUAL)
    moving = set(map(id, drawn.parts[0].artists))
    still = [
        artist
        for axes in drawn.panels.values()
        for artist in axes.get_children()
        if id(artist) not in moving
    ]
    for artist in still:
        artist.stale = False
    drawn.restyle(Shown("1"))
    assert not [artist for artist in still if artist.stale]


def test_late_values_are_hollow() -> None:
    drawn = draw(USUAL, late=True)
    hollow = drawn.curves["pulse"]["1"].late
    assert hollow is not None
    assert hollow.get_markerfacecolor() == style.LIGHT.ground
    assert places(hollow) == USUAL["pulse"]
    assert "Hollow: entered more than a day late." in said(drawn)


def test_the_first_hours_keep_their_room_before_a_long_evening() -> None:
    drawn = draw(USUAL)
    places_of = [float(drawn.axis.to_place(hours)) for hours in (0, 1, 2, 3)]
    each = [after - before for before, after in pairwise(places_of)]
    assert each == pytest.approx([each[0]] * 3)
    assert places_of[-1] - places_of[0] > 0.5
    assert drawn.axis.breaks == (3.0,)
    assert "At a double stroke the axis changes its scale" in said(drawn)
    short = draw({"anxiety": [(0.5, 30)]})
    assert short.axis.breaks == ()
    assert "double stroke" not in said(short)


@given(st.floats(-20, 20), st.floats(0, 30))
def test_hours_and_places_are_each_others_inverse(hours: float, last: float) -> None:
    for axis in (hours_of_day(-5, last), hours_and_days(-2, last * 20)):
        assert isinstance(axis, HourAxis)
        assert float(axis.to_hours(axis.to_place(hours))) == pytest.approx(hours, abs=1e-6)


@given(st.lists(st.floats(-20, 400), min_size=2, max_size=2, unique=True))
def test_later_always_lies_further_right(pair: list[float]) -> None:
    early, late = sorted(pair)
    for axis in (hours_of_day(early, late), hours_and_days(early, late)):
        assert axis.to_place(early) <= axis.to_place(late)
        assert axis.edges[0] <= early
        assert axis.edges[-1] >= late


def test_the_pointer_names_a_point_in_its_own_panel() -> None:
    drawn = draw(USUAL, USUAL)
    x, y = drawn.panels["systolic"].transData.transform((0.7, 90))
    mark = drawn.marks.nearest(x + 2, y - 2)
    assert mark is not None
    assert mark.key in {"1", "2"}
    assert mark.words.endswith("42 min after the start: blood pressure 140/90 mmHg")


@pytest.mark.parametrize(
    ("count", "wide", "scale"), [(1, 10.0, 1.0), (17, 7.0, 1.5), (60, 7.0, 1.0), (60, 10.0, 1.5)]
)
def test_no_text_is_cut_off_or_lies_over_another(count: int, wide: float, scale: float) -> None:
    hours = [treatment_hours(n, USUAL) for n in range(1, count + 1)]
    drawn = draw(*[USUAL] * count, size=(wide, height_for(hours, scale)), scale=scale)
    on = drawn.marks.axes.figure.figure
    assert outside(on) == []
    panels = list(drawn.panels.values())
    ticks = [one for one in panels[-1].get_xticklabels() if one.get_text()]
    assert len(ticks) >= 4
    assert overlapping(ticks) == []
    labels = [one for one in drawn.labels.values() if one.get_visible()]
    assert overlapping(labels) == []
    for axes in panels:
        assert overlapping([one for one in axes.get_yticklabels() if one.get_text()]) == []


def test_no_treatment_and_no_values_are_said_in_words() -> None:
    assert "No completed treatment yet" in said(draw())
    assert words.NO_HOURS in said(draw({}))
    assert words.NO_HOURS in words.description([treatment_hours(1, {})])


def test_the_table_has_every_value_and_a_row_for_each_time() -> None:
    found = words.table([treatment_hours(1, USUAL), treatment_hours(2, {"diastolic": [(1, 80)]})])
    assert len(found.rows) == len({hours for points in USUAL.values() for hours, _ in points}) + 1
    assert found.rows[0] == (
        "1, 6 September 2025",
        "18 min before the start",
        "65",
        "0",
        "121/80",
        "70",
    )
    assert found.rows[-1][4] == "diastolic 80"
    assert all(len(row) == len(found.headings) for row in found.rows)


def test_the_description_names_each_treatment_with_its_ranges() -> None:
    found = words.description([treatment_hours(1, USUAL)])
    assert "1 of 1 treatment with values" in found
    assert "anxiety now between 28 and 65, 5 values" in found
    assert "systolic between 121 and 140, 3 values" in found
