"""What stands below and beside a chart is true of what is drawn, and says nothing else."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import pytest
from matplotlib.figure import Figure

from journal.charts import style
from journal.charts.around import draw_around
from journal.charts.courses import draw_courses
from journal.charts.frame import wrap_parts
from journal.trajectories.courses import courses
from journal.trajectories.rules import BaselineKind, Rules
from journal.trajectories.values import AroundTreatment, Reading
from journal.words import Subject
from journal.words.durations import brief_words, lasted_words
from tests.journal.charts.drawn import (
    around,
    day,
    figure,
    lay_out,
    outside,
    overlapping,
    reading,
    segments,
    subject,
    texts,
    timeline,
    treatment,
)
from tests.journal.charts.panels import course, durations, each, found, many

GAPS = "Dotted: across one to three empty days; longer gaps are left open."
OPEN = "Empty days are left open."


def said(on: Figure | None) -> str:
    assert on is not None
    return " ".join(one.get_text().replace("\n", " ") for one in texts(on))


def overlaid(treatments: Sequence[AroundTreatment], on: Subject) -> Figure:
    made = figure()
    draw_around(made, on, treatments, style.LIGHT)
    return made


def over_courses(treatments: Sequence[AroundTreatment], on: Subject | None = None) -> Figure:
    made = figure()
    draw_courses(made, on or subject(), courses(treatments), style.LIGHT)
    return made


@pytest.mark.parametrize(
    ("days", "told"),
    [((), ""), ((5,), ""), ((5, 6, 7), ""), ((5, 8), GAPS), ((5, 30), OPEN), ((5, 8, 30), GAPS)],
)
def test_the_timeline_speaks_of_gaps_where_there_are_some(days: tuple[int, ...], told: str) -> None:
    shown = said(timeline([reading(n, 9) for n in days]).axes.figure.figure)
    assert [one for one in (GAPS, OPEN) if one in shown] == [one for one in (told,) if one]


def test_a_gap_across_a_treatment_is_none_that_is_bridged() -> None:
    shown = said(timeline([reading(8, 9), reading(11, 9)], [treatment(9)]).axes.figure.figure)
    assert GAPS not in shown


def test_the_overlay_speaks_of_a_median_where_there_is_one() -> None:
    readings = [reading(n, 9) for n in range(40)]
    alone = around(readings, [treatment(10)])
    several = around(readings, [treatment(day) for day in (10, 18, 26)])
    assert alone.median is None
    assert "median" not in said(alone.axes.figure.figure).replace("Baseline: the median", "")
    assert several.median is not None
    assert "Thick line: median" in said(several.axes.figure.figure)
    assert GAPS not in said(several.axes.figure.figure)


def test_the_overlay_says_where_the_last_point_of_a_line_is_counted() -> None:
    counted_there = "A point on the day of the next treatment is counted there."
    before = Reading(day(20), 9, datetime(2025, 9, 21, 8, tzinfo=UTC))
    given = [treatment(10), treatment(20)]
    closed = around([reading(11, 9), before], given)
    assert (10, 9) in {(mark.x, mark.y) for mark in closed.marks.all}
    assert counted_there in said(closed.axes.figure.figure)
    assert counted_there not in said(around([reading(11, 9)], given).axes.figure.figure)


def test_the_thin_line_is_as_long_as_is_said_and_a_stroke_is_named_where_there_is_one() -> None:
    cut = durations(course((6, 6, 14, 14), until=60, again=55))
    row = next(iter(cut.rows.values()))
    assert np.asarray(row.track.get_xdata())[-1] == 28
    assert row.next is None
    assert "Thin line: the days looked at, drawn up to day 28." in said(cut.axes.figure.figure)
    whole = durations(course((6, 6, 14, 14), until=32, again=30))
    row = next(iter(whole.rows.values()))
    assert np.asarray(row.track.get_xdata())[-1] == 20
    assert row.next is not None
    assert "Thin line: the days looked at; an upright" in said(whole.axes.figure.figure)


def test_the_overlay_says_why_there_is_no_response_line() -> None:
    shown = said(around([reading(n, 9) for n in (9, 11)], [treatment(10)]).axes.figure.figure)
    assert "No response line: for a baseline, 4 of the 7 days before must be rated." in shown
    assert "Response line: 50%" not in shown


def test_a_questionnaire_about_weeks_is_points_in_every_chart() -> None:
    given = [treatment(10), treatment(100)]
    treatments = found([reading(n, 9) for n in (8, 9, 11, 12, 14)], given, until=120, rules=Rules())
    on = subject("gad7")
    for made in (overlaid(treatments, on), over_courses(treatments, on)):
        lines = [line for axes in made.axes for line in axes.get_lines() if line.get_marker()]
        strokes = [line for line in lines if line.get_marker() in ("o", "^", "v", "s", "D")]
        assert strokes
        assert [pair for line in strokes for pair in segments(line)] == []
        assert "Nothing joins them." in said(made)
        assert "Dotted" not in said(made)
        assert "lines" not in said(made).lower()


def test_points_that_nothing_joins_are_larger_than_dots_on_a_line() -> None:
    readings = [reading(9, 9), reading(11, 9), reading(12, 9, is_late=True)]
    treatments = found(readings, [treatment(10)], until=30, rules=Rules())
    joined, alone = (
        draw_around(figure(), subject(code), treatments, style.LIGHT)
        for code in ("daily-anxiety", "gad7")
    )
    sizes = [drawn.lines["10"].get_markersize() for drawn in (joined, alone)]
    assert sizes[1] > 1.5 * sizes[0]
    assert alone.late.get_sizes()[0] > 1.5 * joined.late.get_sizes()[0]
    panels = [each(treatments, on=subject(code)).panels["10"] for code in ("daily-anxiety", "gad7")]
    assert panels[1].line.get_markersize() > 1.4 * panels[0].line.get_markersize()


def test_the_overlay_of_several_courses_shows_the_latest_baseline_under_its_points() -> None:
    rules = Rules(baseline_kind=BaselineKind.LAST, least_baseline=None)
    given = [treatment(10), treatment(110), treatment(210)]
    treatments = found([reading(8, 16), reading(109, 12)], given, until=230, rules=rules)
    made = figure()
    drawn = draw_around(made, subject("gad7"), treatments, style.LIGHT)
    assert drawn.baseline is not None
    assert set(np.asarray(drawn.baseline.get_ydata())) == {12}
    assert "course baseline 12" in said(made)
    assert "before treatment 2" in said(made).replace("the last one ", "")
    assert drawn.baseline.get_zorder() < min(line.get_zorder() for line in drawn.lines.values())


@pytest.mark.parametrize("value", [11, 16])
def test_no_name_of_a_band_lies_under_the_name_of_the_baseline(value: int) -> None:
    rules = Rules(baseline_kind=BaselineKind.LAST, least_baseline=None)
    given = [treatment(10), treatment(40)]
    treatments = found([reading(8, value), reading(30, 9)], given, until=60, rules=rules)
    for draw in (overlaid, over_courses):
        made = draw(treatments, subject("phq8"))
        lay_out(made)
        assert any("baseline" in one.get_text() for one in texts(made))
        assert overlapping(texts(made)) == []
        assert outside(made) == []


def test_one_course_has_no_counts_for_they_would_all_be_one() -> None:
    one, two = over_courses(many(2, 20)), over_courses(many(2, 70))
    assert "n: courses" not in said(one)
    assert "n" not in [text.get_text() for text in texts(one)]
    assert "n: courses with a value that day." in said(two)
    assert "n" in [text.get_text() for text in texts(two)]


def test_small_panels_explain_grey_and_dots_where_they_are() -> None:
    whole = each(course((6, 6, 6, 6, 6, 6, 6), until=17))
    assert all(panel.beyond is None for panel in whole.panels.values())
    assert "Grey" not in said(whole.axes.figure.figure)
    assert "Dotted" not in said(whole.axes.figure.figure)
    cut = each(many(3, 5))
    assert "Grey: not measured" in said(cut.axes.figure.figure)
    assert GAPS in said(each(course((6, None, 6))).axes.figure.figure)


def test_what_is_withheld_names_what_is_needed_in_few_words_too() -> None:
    one, _ = course((12, 12), again=13)
    assert lasted_words(one).endswith("2 of 2 days, 4 needed")
    assert lasted_words(one, is_short=True) == "not enough: 2 of 2, 4 needed"
    assert brief_words(one) == "2 of 4 days needed"
    (running,) = course((12, 12))
    assert brief_words(running) == "too soon to say: 2 of 3"


def test_a_treatment_that_no_day_followed_says_why_and_counts_no_days() -> None:
    (today,) = course((), until=10)
    assert lasted_words(today) == "not enough entries yet: the treatment was today"
    assert brief_words(today) == "too soon to say"
    first, _ = course((), until=20, again=11)
    assert lasted_words(first) == "not enough entries: the next treatment was on the next day"


def test_a_second_line_breaks_between_its_parts() -> None:
    lines = wrap_parts("17 treatments · rated by the patient · drawn up to day 42", 10, 2.4)
    assert len(lines) > 1
    assert [line for line in lines if line.startswith("·")] == []
    assert any(line.startswith("drawn up to day 42") for line in lines)
    assert wrap_parts("one part that is wider than its place", 10, 0.9)[0] == "one part that"
