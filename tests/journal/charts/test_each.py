"""What a small panel shows of its treatment, and where panels lie."""

from datetime import UTC, datetime

import pytest

from journal.charts import style
from journal.charts.each import FURTHEST_LAST, EachArtists, height_for
from journal.charts.panel import Panel
from journal.charts.shown import Shown
from journal.trajectories.rules import BaselineKind, Rules
from journal.trajectories.values import Reading
from journal.words import each as words
from tests.journal.charts.drawn import (
    day,
    heights,
    outside,
    overlapping,
    places,
    reading,
    segments,
    strokes,
    subject,
    texts,
    treatment,
)
from tests.journal.charts.panels import course, each, found, many

REACHED = (10, 7, 6, 6, 5, 7, 8, 7, 9, 10, 11, 12, 12, 13)
"""Reached on day 2 and over on day 9: seven days."""


def only(drawn: EachArtists) -> Panel:
    (panel,) = drawn.panels.values()
    return panel


def said(drawn: EachArtists) -> str:
    on = drawn.axes.figure
    return " ".join(one.get_text().replace("\n", " ") for one in texts(on.figure))


def test_every_panel_has_the_same_axes_over_the_whole_range_of_the_score() -> None:
    drawn = each(many(5, 9))
    days = {one.area.days for one in drawn.panels.values()}
    values = {one.area.values for one in drawn.panels.values()}
    assert days == {(-7.5, max(days)[1])}
    assert values == {(0.0, 21.0)}
    sizes = {
        (round(one.area.box.width, 6), round(one.area.box.height, 6))
        for one in drawn.panels.values()
    }
    assert len(sizes) == 1


def test_a_panel_without_words_above_it_can_be_drawn_anew_like_any_other() -> None:
    treatments = found([reading(n, 9) for n in range(30)], [treatment(10)], rules=Rules())
    drawn = each(treatments, on=subject("gad7"))
    assert only(drawn).outcome.get_text() == ""
    assert min(min(part.box.width, part.box.height) for part in drawn.parts) >= 0


def test_the_span_is_shaded_over_the_days_of_the_response_and_closed_where_it_ended() -> None:
    panel = only(each(course(REACHED)))
    assert panel.span is not None
    assert (panel.span.get_x(), panel.span.get_width()) == (1.5, 7)
    (bracket,) = panel.bracket
    assert [x for x, _ in places(bracket)] == [1.5, 8.5]
    assert bracket.get_marker() == "|"
    assert panel.outcome.get_text() == "reached on day 2, 7 days"
    assert panel.rated.get_text() == "14 of 15 rated"


def test_an_end_that_is_not_known_is_an_arrow_and_the_words_name_the_reason() -> None:
    first, _ = each(course((6, 6, 6), again=14, until=14)).panels.values()
    assert first.span is not None
    assert first.bracket[-1].get_marker() == ">"
    assert "at least 3 days: the next treatment came first" in first.outcome.get_text()
    still = only(each(course((10, 6, 6, 6), until=14)))
    assert still.bracket[-1].get_marker() == ">"
    assert "reached on day 2, at least 3 days: today came first" in still.outcome.get_text()


def test_what_the_next_treatment_closes_is_marked_and_plainly_not_measured() -> None:
    first, last = each(
        found([reading(n, 5) for n in range(45)], [treatment(10), treatment(16)], until=40)
    ).panels.values()
    assert first.cut is not None
    assert first.beyond is not None
    assert places(first.cut)[0][0] == 6
    assert (first.beyond.get_x(), first.beyond.get_width()) == (6, first.area.days[1] - 6)
    assert first.unmeasured is not None
    assert first.unmeasured.get_text() == words.AFTER_NEXT
    assert last.cut is None
    assert last.beyond is None


def test_days_that_have_not_come_are_told_apart_from_those_after_a_treatment() -> None:
    first, last = each(
        found([reading(n, 5) for n in range(60)], [treatment(10), treatment(45)], until=50)
    ).panels.values()
    assert first.cut is not None
    assert last.cut is not None
    assert first.cut.get_linestyle() == "-"
    assert places(last.cut)[0][0] == 5.5
    assert last.cut.get_linestyle() != "-"
    assert last.unmeasured is not None
    assert last.unmeasured.get_text() == words.AFTER_TODAY


def test_trough_and_closing_point_are_the_last_points_before_a_treatment() -> None:
    morning = [Reading(day(n), 9, datetime(2025, 9, 1 + n, 7, tzinfo=UTC)) for n in (10, 16)]
    readings = [*morning, *(reading(n, 5) for n in (8, 9, 11, 12, 13, 14, 15))]
    first, second = each(found(readings, [treatment(10), treatment(16)], until=20)).panels.values()
    assert (0.0, 9.0) in places(first.line)
    assert (6.0, 9.0) in places(first.line)
    assert (0.0, 9.0) in places(second.line)
    for (x, _), (next_x, _) in segments(first.line):
        assert not x <= 0 < next_x
    assert any("before the next treatment" in one.words for one in first.marks)


def test_hairlines_bridge_up_to_three_empty_days_and_longer_gaps_are_open() -> None:
    panel = only(each(course((5, None, 5, None, None, None, None, 5), until=20)))
    assert panel.bridges is not None
    assert strokes(panel.bridges) == [[(1, 5), (3, 5)]]
    assert all(next_x - x == 1 for (x, _), (next_x, _) in segments(panel.line))
    assert {x for x, _ in places(panel.line)} >= {1, 3, 8}


def test_late_entries_are_hollow_and_unclocked_ones_are_diamonds() -> None:
    readings = [reading(9, 12), reading(10, 8), reading(11, 5, is_late=True), reading(12, 6)]
    drawn = each(found(readings, [treatment(10)], until=20))
    panel = only(drawn)
    assert panel.late is not None
    assert panel.unclocked is not None
    assert places(panel.late) == [(1, 5)]
    assert places(panel.unclocked) == [(0, 8)]
    assert panel.unclocked.get_marker() == "D"
    assert (0.0, 8.0) not in places(panel.line)
    assert "Hollow" in said(drawn)
    assert "Diamond" in said(drawn)
    assert only(each(course(REACHED))).late is None


def test_an_observer_has_squares_in_another_colour() -> None:
    panel = only(each(course(REACHED), on=subject(rater="Ana")))
    assert panel.line.get_marker() == "s"
    assert panel.line.get_color() == style.LIGHT.observer


def test_each_treatment_has_its_own_response_line() -> None:
    readings = [reading(n, 14 if n < 10 else 10) for n in range(120)]
    first, second = each(found(readings, [treatment(10), treatment(100)])).panels.values()
    assert first.response_line is not None
    assert second.response_line is not None
    assert first.line_label is not None
    assert (heights(first.response_line), heights(second.response_line)) == ([7, 7], [5, 5])
    assert first.line_label.get_text() == "7"


@pytest.mark.parametrize(
    ("values", "until", "expected"),
    [
        ((12,) * 14, 24, "not reached"),
        ((12, None, None, 12, 12), 24, "not enough entries: 3 of 14 days, 7 needed"),
        ((12, 12), 12, "not enough entries yet: 2 of 2 days so far"),
    ],
)
def test_what_is_not_known_is_said_with_its_numbers(
    values: tuple[float | None, ...], until: int, expected: str
) -> None:
    outcome = only(each(course(values, until=until))).outcome.get_text()
    assert outcome.replace("\n", " ") == expected


def test_a_low_or_missing_baseline_is_said_in_place_of_a_response() -> None:
    low = only(each(found([reading(n, 4) for n in range(3, 20)], [treatment(10)], until=20)))
    assert low.response_line is None
    assert "no response line: the course baseline of 4 is below 5" in low.outcome.get_text()
    thin = only(each(found([reading(n, 14) for n in (8, 9, 11)], [treatment(10)], until=20)))
    assert "2 of 7 days before the course, 4 needed" in thin.outcome.get_text().replace("\n", " ")


def test_a_response_longer_than_the_usual_days_is_drawn_to_its_end_within_a_limit() -> None:
    assert only(each(course((5,) * 60))).area.days[1] == 61.5
    drawn = each(course((5,) * 200))
    assert only(drawn).area.days[1] == FURTHEST_LAST + 0.5
    assert only(drawn).bracket[-1].get_marker() == ">"
    assert f"drawn up to day {FURTHEST_LAST}" in said(drawn)


def test_without_room_the_latest_are_drawn_and_the_second_line_says_so() -> None:
    drawn = each(many(60, 6), size=(10, 5))
    shown = len(drawn.panels)
    assert 4 <= shown < 60
    assert [*drawn.panels][-1] == str(10 + 6 * 59)
    assert f"the latest {shown} of 60 treatments" in said(drawn)


@pytest.mark.parametrize(
    ("count", "wide", "scale"), [(1, 7.0, 1.0), (2, 16.0, 1.5), (17, 7.0, 1.5), (60, 10.0, 1.0)]
)
def test_the_height_asked_for_has_room_for_all(count: int, wide: float, scale: float) -> None:
    drawn = each(many(count, 3), size=(wide, height_for(count, wide, scale)), scale=scale)
    assert len(drawn.panels) == count
    assert outside(drawn.axes.figure.figure) == []


@pytest.mark.parametrize(("count", "apart"), [(0, 1), (1, 30), (12, 2), (17, 20)])
@pytest.mark.parametrize(
    ("size", "scale"), [((7.0, 5.0), 1.0), ((10.0, 5.4), 1.5), ((16.0, 9.0), 1.0)]
)
def test_no_text_is_cut_off_or_lies_over_another(
    count: int, apart: int, size: tuple[float, float], scale: float
) -> None:
    drawn = each(many(count, apart), size=size, scale=scale)
    assert outside(drawn.axes.figure.figure) == []
    headings = [
        one
        for panel in drawn.panels.values()
        for one in (panel.title, panel.rated, panel.outcome)
        if one.get_text()
    ]
    assert overlapping([*headings, *drawn.labels]) == []


def test_singling_out_and_hiding_change_artists_and_move_nothing() -> None:
    drawn = each(many(4, 9))
    before = [one.area.box.bounds for one in drawn.panels.values()]
    one, other = [*drawn.panels][1:3]
    drawn.restyle(Shown(highlight=one, hidden=frozenset((other,))))
    assert drawn.panels[one].line.get_color() == style.LIGHT.treatment
    assert drawn.panels[one].frame.get_visible()
    assert not drawn.panels[other].line.get_visible()
    assert drawn.panels[other].hidden.get_visible()
    assert other not in {mark.key for mark in drawn.marks.all}
    assert [one.area.box.bounds for one in drawn.panels.values()] == before
    drawn.restyle(Shown())
    assert drawn.panels[other].line.get_visible()
    assert not drawn.panels[one].frame.get_visible()


def test_restyling_comes_to_the_same_as_drawing_anew() -> None:
    treatments = many(3, 9)
    keys = [one.treatment.key for one in treatments]
    shown = Shown(keys[0], frozenset(keys[1:2]))
    changed = each(treatments)
    changed.restyle(shown)
    anew = each(treatments, shown=shown)
    for key in keys:
        both = (drawn.panels[key].parts(key) for drawn in (changed, anew))
        for one, other in zip(
            *([a for p in parts for a in p.artists] for parts in both), strict=True
        ):
            assert one.get_visible() == other.get_visible()
        assert changed.panels[key].line.get_color() == anew.panels[key].line.get_color()


def test_the_pointer_names_the_point_of_the_panel_it_is_on() -> None:
    drawn = each(many(3, 9))
    panel = [*drawn.panels.values()][1]
    x, y = panel.area.to_pixels.transform((3, 6))
    mark = drawn.marks.nearest(x, y)
    assert mark is not None
    assert mark.to_pixels is panel.area.to_pixels
    assert mark.words.startswith("Treatment 2, 20 Sep 2025")
    assert "day 3 after, 23 September 2025: 6" in mark.words


def test_without_a_treatment_there_is_a_sentence_and_no_panel() -> None:
    drawn = each(())
    assert drawn.panels == {}
    assert drawn.marks.all == ()
    assert "No completed treatment yet" in said(drawn)


def test_table_and_description_hold_what_is_drawn() -> None:
    treatments = course(REACHED)
    (row,) = words.table(treatments).rows
    assert len(row) == len(words.table(treatments).headings)
    assert "reached on day 2, 7 days" in row
    assert "day 1: 10, day 2: 7, day 3: 6" in row[-1]
    assert "reached on day 2, 7 days; 14 of 15 days rated" in words.description(
        subject(), treatments
    )


def test_the_recall_period_is_named_and_bands_are_those_of_the_questionnaire() -> None:
    treatments = found([reading(n, 9) for n in range(30)], [treatment(10)], rules=Rules())
    drawn = each(treatments, on=subject("gad7"))
    assert "asks about" in said(drawn)
    assert "Bands from the lowest: minimal, mild, moderate, severe." in said(drawn)
    assert only(drawn).outcome.get_text() == ""
    assert "Bands" not in said(each(course(REACHED)))


def test_entries_of_a_questionnaire_about_weeks_are_counted_not_its_days() -> None:
    rare = Rules(baseline_kind=BaselineKind.LAST, has_line=False)
    treatments = found([reading(12, 9), reading(26, 7)], [treatment(10), treatment(40)], rules=rare)
    drawn = each(treatments, on=subject("gad7"))
    heads = [panel.rated.get_text() for panel in drawn.panels.values()]
    assert heads[0].replace("\N{NO-BREAK SPACE}", " ") == "2 entries in 29 days"
    assert words.table(treatments).headings[3] == "Entries after"
    assert "days rated" not in words.description(subject("gad7"), treatments)


def test_a_questionnaire_about_weeks_is_points_that_nothing_joins() -> None:
    treatments = found([reading(n, 9) for n in (11, 12, 14)], [treatment(10)], rules=Rules())
    drawn = each(treatments, on=subject("gad7"))
    assert segments(only(drawn).line) == []
    assert only(drawn).bridges is None
    assert {(1.0, 9.0), (2.0, 9.0), (4.0, 9.0)} <= set(places(only(drawn).line))
    assert "Dotted" not in said(drawn)
