"""A year as a calendar: each day in its place, empty never zero, higher further from empty."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb

from journal.charts import style
from journal.charts.calendar import CalendarArtists, draw_year, shade
from journal.charts.calendar_grid import Grid, fit_grid
from journal.trajectories.values import DayValue, Treatment
from journal.words import calendar as words
from tests.examples import tried
from tests.journal.charts.drawn import figure, lay_out, outside, overlapping, subject, texts

YEAR = 2026


def treatment(day: date) -> Treatment:
    return Treatment(str(day), datetime(day.year, day.month, day.day, 11, tzinfo=UTC), day)


def draw(
    values: Sequence[DayValue],
    treatments: Sequence[Treatment] = (),
    *,
    today: date | None = date(YEAR, 12, 31),
    size: tuple[float, float] = (10.0, 5.4),
    palette: style.Palette = style.LIGHT,
    scale: float = 1.0,
    rater: str = "self",
) -> CalendarArtists:
    on = figure(size)
    drawn = draw_year(
        on, subject(rater=rater), values, treatments, YEAR, palette, scale=scale, today=today
    )
    lay_out(on)
    return drawn


def said(drawn: CalendarArtists) -> str:
    on = drawn.axes.figure.figure
    return " ".join(one.get_text() for one in texts(on)).replace("\n", " ")


def grey(colour: Sequence[float] | str) -> float:
    red, green, blue = to_rgb(colour)  # type: ignore[arg-type]
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_each_day_of_the_year_has_one_box() -> None:
    drawn = draw([DayValue(date(YEAR, 1, 10), 7.0, 1)])
    days = [*drawn.days["filled"], *drawn.days["empty"]]
    assert len(days) == len(set(days)) == 365
    assert len(drawn.filled.get_paths()) == 1
    assert len(drawn.empty.get_paths()) == 364


def test_an_empty_day_is_an_outline_and_a_zero_is_filled() -> None:
    drawn = draw([DayValue(date(YEAR, 3, 1), 0.0, 1)])
    assert np.asarray(drawn.empty.get_facecolor()).size == 0
    (zero,) = np.asarray(drawn.filled.get_facecolor())
    assert tuple(zero[:3]) != pytest.approx(to_rgb(style.LIGHT.ground))


@pytest.mark.parametrize("rater", ["self", "Ben"])
@pytest.mark.parametrize("palette", [style.LIGHT, style.DARK], ids=["light", "dark"])
def test_a_higher_value_is_further_from_the_ground_in_grey(
    palette: style.Palette, rater: str
) -> None:
    values = [DayValue(date(YEAR, 1, 1 + n), float(n), 1) for n in range(22)]
    colours = np.asarray(draw(values, palette=palette, rater=rater).filled.get_facecolor())
    away = [abs(grey(colour[:3]) - grey(palette.ground)) for colour in colours]
    assert away == sorted(away)
    assert min(after - before for before, after in pairwise(away)) > 0.01


def test_on_paper_higher_is_darker() -> None:
    assert grey(shade(0.0, style.PAPER)) > 0.85
    assert grey(shade(1.0, style.PAPER)) < 0.2


def test_days_after_today_are_not_drawn() -> None:
    drawn = draw([DayValue(date(YEAR, 1, 5), 3.0, 1)], today=date(YEAR, 1, 20))
    assert len(drawn.days["empty"]) == 19
    assert max(mark.day for mark in drawn.marks.all) == date(YEAR, 1, 20)
    assert [one.get_text() for one in drawn.months] == ["Jan"]
    assert "1 of 16 days rated since 5 Jan" in said(drawn)
    assert "Drawn up to 20 January 2026." in said(drawn)


def test_without_today_nothing_is_drawn_after_the_last_entry() -> None:
    drawn = draw([DayValue(date(YEAR, 2, 3), 3.0, 1)], today=None)
    assert max(mark.day for mark in drawn.marks.all) == date(YEAR, 2, 3)


def test_a_questionnaire_about_weeks_counts_ratings_not_days() -> None:
    values = [DayValue(date(YEAR, 2, 3), 9.0, 1), DayValue(date(YEAR, 2, 17), 7.0, 1)]
    assert "2 ratings" in words.second_line(subject("gad7"), values, YEAR, date(YEAR, 12, 31))
    end = date(YEAR, 12, 31)
    assert "2 of 332 days rated since 3 Feb" in words.second_line(subject(), values, YEAR, end)
    before = [DayValue(date(YEAR - 1, 12, 30), 9.0, 1), *values]
    assert "2 of 365 days rated ·" in words.second_line(subject(), before, YEAR, end)


def test_treatments_of_the_year_are_marked_by_a_triangle() -> None:
    days = [date(YEAR, 5, 4), date(YEAR, 5, 4), date(YEAR, 7, 1), date(YEAR - 1, 5, 4)]
    drawn = draw([], [treatment(day) for day in days])
    assert len(np.asarray(drawn.treatments.get_xdata())) == 2
    assert drawn.treatments.get_marker() == "v"
    words_of = {mark.day: mark.words for mark in drawn.marks.all}
    assert words_of[date(YEAR, 5, 4)] == "4 May 2026: no entry, treatment 2"


def test_late_days_have_a_cut_corner_and_unclocked_ones_a_small_square() -> None:
    late, loose = date(YEAR, 4, 1), date(YEAR, 4, 2)
    drawn = draw(
        [DayValue(late, 5, 1, is_late=True), DayValue(loose, 9, 1, is_unclocked=True)],
        [treatment(loose)],
    )
    assert len(drawn.cuts.get_paths()) == 1
    assert drawn.days["filled"] == (late,)
    assert drawn.days["unclocked"] == (loose,)
    assert loose in drawn.days["empty"]
    assert "Cut corner: entered more than a day late." in said(drawn)
    assert "Small square: on a treatment day without a clock time" in said(drawn)
    assert "1 of 275 days rated since 1 Apr" in said(drawn)


@tried(10)
@given(st.integers(1, 9999), st.integers(1, 4))
def test_weeks_are_columns_from_monday_and_no_two_days_share_a_box(year: int, strips: int) -> None:
    grid = Grid(year, strips, 1.0, 1.0, 0.0, 0.0)
    found = {day: grid.place(day) for day in grid.days()}
    assert len(set(found.values())) == len(found)
    for day, place in found.items():
        assert place.row == day.weekday()
        assert 0 <= place.column < 54
        after = found.get(day + timedelta(days=1)) if day < date.max else None
        if after is not None and after.strip == place.strip:
            assert after.column - place.column == (day.weekday() == 6)


@given(st.floats(2, 20), st.floats(1, 12))
def test_the_grid_fits_its_room(wide: float, tall: float) -> None:
    grid = fit_grid(YEAR, wide, tall, 0.4, 0.25)
    right = max(grid.corner(day)[0] for day in grid.days()) + grid.wide
    assert right <= wide + 1e-6 or grid.wide < 0.05
    assert grid.below <= tall + 1e-6 or grid.tall < 0.05


def test_months_to_come_keep_no_room_and_the_key_stands_below_the_last_week() -> None:
    spring = draw([DayValue(date(YEAR, 1, 10), 7.0, 1)], today=date(YEAR, 4, 10), size=(10.0, 4.0))
    whole = draw([DayValue(date(YEAR, 1, 10), 7.0, 1)], size=(10.0, 4.0))
    assert spring.grid.wide * spring.grid.tall > 1.5 * whole.grid.wide * whole.grid.tall
    drawn = [*spring.days["filled"], *spring.days["empty"]]
    lowest = max(spring.grid.top(spring.grid.place(day).strip) for day in drawn)
    assert spring.grid.below == pytest.approx(lowest + 7 * spring.grid.tall)
    assert outside(spring.axes.figure.figure) == []


def test_the_scale_has_its_numbers() -> None:
    drawn = draw([DayValue(date(YEAR, 1, 5), 3.0, 1)])
    numbers = [one.get_text() for one in texts(drawn.axes.figure.figure)]
    for tick in ("0", "7", "14", "21"):
        assert tick in numbers


@pytest.mark.parametrize("size", [(7.0, 4.2), (10.0, 5.4), (10.0, 3.2), (16.0, 9.0)])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_text_is_cut_off_or_lies_over_another(size: tuple[float, float], scale: float) -> None:
    values = [
        DayValue(date(YEAR, 1, 1) + timedelta(days=n), float(n % 21), 1) for n in range(0, 365, 2)
    ]
    drawn = draw(values, [treatment(date(YEAR, 5, 4))], size=size, scale=scale)
    assert outside(drawn.axes.figure.figure) == []
    assert overlapping(drawn.months) == []
    assert overlapping(drawn.weekdays) == []


def test_the_pointer_names_a_day_and_its_value() -> None:
    drawn = draw([DayValue(date(YEAR, 1, 10), 7.0, 1)])
    mark = next(one for one in drawn.marks.all if one.day == date(YEAR, 1, 10))
    x, y = drawn.marks.place(mark)
    found = drawn.marks.nearest(x + 1, y - 1)
    assert found is not None
    assert found.words == "10 January 2026: 7"


def test_table_and_description_say_the_same() -> None:
    values = [DayValue(date(YEAR - 1, 12, 31), 1, 1), DayValue(date(YEAR, 1, 10), 7, 2, True)]
    given_treatments = [treatment(date(YEAR, 1, 9))]
    assert words.table(values, given_treatments, YEAR).rows == (
        ("9 January 2026", "no entry", "", "treatment 1"),
        ("10 January 2026", "7", "2", "entered late"),
    )
    described = words.description(subject(), values, given_treatments, YEAR)
    assert "1 day rated, 1 treatment marked. January: 1 day, 7." in described
    assert "No entries in this range" in words.description(subject(), [], [], YEAR)
