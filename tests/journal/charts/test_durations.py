"""The bars are the figures, and what is not known is said in the row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.charts import style
from journal.charts.durations import DurationsArtists, height_for
from journal.charts.shown import Shown
from journal.trajectories.rules import Rules
from journal.words import durations as words
from tests.examples import tried
from tests.journal.charts.drawn import (
    outside,
    overlapping,
    places,
    reading,
    subject,
    texts,
    treatment,
)
from tests.journal.charts.panels import course, durations, found, many


def said(drawn: DurationsArtists) -> str:
    on = drawn.axes.figure
    return " ".join(one.get_text().replace("\n", " ") for one in texts(on.figure))


@tried(4)
@given(
    st.lists(st.none() | st.integers(0, 21), min_size=20, max_size=50),
    st.sets(st.integers(0, 49), min_size=1, max_size=6),
)
def test_every_bar_is_its_figure(values: list[int | None], treated: set[int]) -> None:
    readings = [reading(n, value) for n, value in enumerate(values) if value is not None]
    treatments = found(readings, [treatment(n) for n in sorted(treated)], until=50)
    drawn = durations(treatments, size=(10, height_for(treatments, 10)))
    assert [*drawn.rows] == [one.treatment.key for one in treatments]
    for one, row in zip(treatments, drawn.rows.values(), strict=True):
        if one.duration is None:
            assert row.bar is None
            assert row.arrow is None
            continue
        assert row.bar is not None
        assert (row.bar.get_x(), row.bar.get_width()) == (one.response.day, one.duration.days)
        assert (row.arrow is not None) == one.duration.at_least
        assert drawn.axes.get_xlim()[1] >= row.bar.get_x() + row.bar.get_width()


def test_rows_stand_in_order_under_their_names_with_the_year_at_its_first_row() -> None:
    drawn = durations(many(6, 30))
    assert [row.name.get_text() for row in drawn.rows.values()][:2] == ["1 · 11 Sep", "2 · 11 Oct"]
    middles = [row.name.get_position()[1] for row in drawn.rows.values()]
    assert middles == [0.5, 1.5, 2.5, 3.5, 4.5, 5.5]
    assert drawn.axes.get_ylim() == (6, 0)
    years = [one.get_text() for one in texts(drawn.axes.figure.figure)]
    assert years.count("2025") == 1
    assert years.count("2026") == 1


def test_names_of_columns_stand_apart_over_short_words() -> None:
    drawn = durations(course((10, 7, 6, 6, 9, 9)))
    shown = {one.get_text(): one for one in texts(drawn.axes.figure.figure)}
    how_long, rated = (shown[name].get_window_extent() for name in words.COLUMNS[-2:])
    assert how_long.x1 + 8 < rated.x0


@pytest.mark.parametrize(
    ("values", "more", "expected"),
    [
        ((10, 7, 6, 6, 9, 9), {}, "3 days"),
        ((6, 6, 6), {"again": 14, "until": 14}, "at least 3 days: the next treatment came first"),
        ((6, 6, 6), {"until": 13}, "at least 3 days: today came first"),
        ((6, 6), {"until": 30}, "at least 2 days, then more than 3 days without an entry"),
        ((12,) * 14, {}, "not reached"),
        ((12,), {"until": 30}, "not enough entries: 1 of 14 days, 7 needed"),
    ],
)
def test_every_row_says_how_long_or_why_that_is_not_known(
    values: tuple[float, ...], more: dict[str, int], expected: str
) -> None:
    row = next(iter(durations(course(values, **more)).rows.values()))
    assert row.said.get_text() == expected


def test_an_open_end_differs_by_shape_and_not_by_colour_alone() -> None:
    ended = next(iter(durations(course((6, 6, 9, 9))).rows.values()))
    open_ended = next(iter(durations(course((6, 6), until=12)).rows.values()))
    assert ended.arrow is None
    assert open_ended.arrow is not None
    assert open_ended.bar is not None
    assert ended.bar is not None
    assert next(x for x, _ in places(open_ended.arrow)) == 3
    assert open_ended.arrow.get_marker() == ">"
    assert open_ended.bar.get_facecolor() != ended.bar.get_facecolor()


def test_the_next_treatment_is_marked_where_it_came_and_today_is_not() -> None:
    first, last = durations(course((6, 6, 9, 9, 9), again=20, until=30)).rows.values()
    assert first.next is not None
    assert {x for x, _ in places(first.next)} == {10}
    assert [x for x, _ in places(first.track)] == [0, 10]
    assert last.next is None


def test_there_is_no_line_from_bar_to_bar() -> None:
    drawn = durations(many(8, 20))
    for row in drawn.rows.values():
        assert len({y for _, y in places(row.track)}) == 1


def test_a_scale_without_a_response_line_says_so_in_place_of_bars() -> None:
    treatments = found([reading(n, 9) for n in range(30)], [treatment(10)], rules=Rules())
    drawn = durations(treatments)
    assert drawn.rows == {}
    assert words.NO_LINE_HERE in said(drawn)
    assert "No completed treatment yet" in said(durations(()))


def test_without_room_the_latest_are_drawn_and_the_second_line_says_so() -> None:
    drawn = durations(many(60, 6), size=(10, 5))
    shown = len(drawn.rows)
    assert 8 <= shown < 60
    assert [*drawn.rows][-1] == str(10 + 6 * 59)
    assert f"the latest {shown} of 60 treatments" in said(drawn)
    assert "the others in the table" in said(drawn)


@pytest.mark.parametrize("count", [1, 2, 17, 60])
@pytest.mark.parametrize(("wide", "scale"), [(7.0, 1.0), (7.0, 1.5), (10.0, 1.0), (16.0, 1.5)])
def test_the_height_asked_for_has_room_for_all(count: int, wide: float, scale: float) -> None:
    treatments = many(count, 4)
    size = (wide, height_for(treatments, wide, scale))
    drawn = durations(treatments, size=size, scale=scale)
    assert len(drawn.rows) == count
    shown = texts(drawn.axes.figure.figure)
    assert outside(drawn.axes.figure.figure) == []
    assert overlapping(shown) == []


@pytest.mark.parametrize(("wide", "scale"), [(8.0, 1.0), (8.0, 1.9), (12.0, 1.0)])
def test_the_height_asked_for_leaves_no_empty_stretch(wide: float, scale: float) -> None:
    treatments = many(17, 4)
    drawn = durations(treatments, size=(wide, height_for(treatments, wide, scale)), scale=scale)
    on = drawn.axes.figure.figure
    lower = drawn.axes.get_window_extent().y0
    footnote = min(texts(on), key=lambda one: one.get_window_extent().y0)
    assert lower - footnote.get_window_extent().y1 < 1.0 * on.dpi


def test_singling_out_and_hiding_change_artists_and_move_nothing() -> None:
    drawn = durations(many(4, 20))
    one, other = [*drawn.rows][1:3]
    drawn.restyle(Shown(highlight=one, hidden=frozenset((other,))))
    assert drawn.rows[one].name.get_color() == style.LIGHT.treatment
    assert drawn.rows[other].said.get_text() == words.HIDDEN
    bar = drawn.rows[other].bar
    assert bar is not None
    assert not bar.get_visible()
    assert other not in {mark.key for mark in drawn.marks.all}
    drawn.restyle(Shown())
    assert drawn.rows[other].said.get_text() != words.HIDDEN
    assert drawn.rows[one].name.get_color() == style.LIGHT.ink


def test_the_pointer_names_a_bar_at_its_end() -> None:
    drawn = durations(course((10, 6, 6, 9, 9)))
    x, y = drawn.axes.transData.transform((4, 0.5))
    mark = drawn.marks.nearest(x, y)
    assert mark is not None
    assert "reached on day 2, 2 days" in mark.words
    assert str(mark.day) == "2025-09-13"


def test_table_and_description_hold_the_same_figures() -> None:
    treatments = course((6, 6), until=12)
    (row,) = words.table(treatments).rows
    assert len(row) == len(words.table(treatments).headings)
    assert row[2:] == ("day 1 after", "at least 2 days", "today came first", "2 of 2")
    assert "reached on day 1, at least 2 days: today came first" in words.description(
        subject(), treatments
    )
