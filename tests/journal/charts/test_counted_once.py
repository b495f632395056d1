"""What is counted, named and marked: the same in timeline, overlay and words."""

from datetime import UTC, datetime

import numpy as np

from journal.charts import style
from journal.trajectories import figures
from journal.trajectories.values import Reading
from journal.words import around as around_words
from journal.words import timeline as timeline_words
from tests.journal.charts.drawn import (
    FIRST,
    RULES,
    around,
    day,
    reading,
    segments,
    subject,
    texts,
    timeline,
    treatment,
)


def test_two_treatments_on_one_day_have_one_number_as_in_the_overlay() -> None:
    treatments = [treatment(10), treatment(10), treatment(70)]
    readings = [reading(n, 5) for n in range(80)]
    drawn = timeline(readings, treatments)
    overlaid = figures.around(readings, treatments, day(100), RULES)
    assert [one.get_text() for one in drawn.numbers] == [str(one.number) for one in overlaid]
    assert drawn.marks.all[-1].words.endswith("day 9 after treatment 2")


def test_an_unclocked_value_of_a_treatment_day_is_not_a_rated_day() -> None:
    trough = Reading(day(1), 20, datetime(2025, 9, 2, 8, tzinfo=UTC))
    given = [reading(0, 5), trough, reading(1, 1)]
    values = figures.timeline(given, [treatment(1)], day(3))
    assert len(values) == 3
    said = timeline_words.second_line(subject(), values, (FIRST, day(3)))
    assert "2 of 4 days rated" in said
    described = timeline_words.description(subject(), values, [treatment(1)])
    assert "2 days rated" in described
    assert "between 5 and 20" in described


def test_months_and_units_keep_their_capitals() -> None:
    found = figures.around([reading(11, 5)], [treatment(10)], day(20), RULES)
    described = around_words.description(subject(), found)
    assert "Treatment 1, 11 Sep 2025, 0.5 mg/kg IV" in described
    drawn = around([reading(11, 5)], [treatment(10)], until=20)
    assert drawn.marks.all[0].words.startswith("Treatment 1, 11 Sep 2025, 0.5 mg/kg IV")


def test_no_level_line_runs_on_where_the_median_has_ended() -> None:
    treatments = [treatment(n) for n in (10, 30, 50)]
    days = [t + offset for t in (10, 30, 50) for offset in (1, 2, 3)] + [
        50 + n for n in range(9, 30)
    ]
    drawn = around([reading(n, 6) for n in days], treatments, until=90)
    assert drawn.median is not None
    assert drawn.median.get_color() == style.LIGHT.ink
    median = np.column_stack([np.asarray(drawn.median.get_xdata()), drawn.median.get_ydata()])
    last = float(np.nanmax(median[~np.isnan(median[:, 1]), 0]))
    right = drawn.axes.get_xlim()[1]
    beyond = [
        (start, end)
        for line in drawn.axes.lines
        if line.get_color() == style.LIGHT.ink
        for start, end in segments(line)
        if end[0] > last
    ]
    assert all(start[0] >= right for start, _ in beyond)
    assert "median" in [one.get_text() for one in drawn.labels]


def test_late_entries_are_hollow_in_the_overlay_too_and_the_footnote_says_so() -> None:
    late = around([reading(11, 5), reading(12, 6, is_late=True)], [treatment(10)], until=20)
    assert np.asarray(late.late.get_offsets()).tolist() == [[2.0, 6.0]]
    said = " ".join(one.get_text() for one in texts(late.axes.figure.figure)).replace("\n", " ")
    assert "Hollow: entered more than a day late." in said
    prompt = around([reading(11, 5)], [treatment(10)], until=20)
    assert np.asarray(prompt.late.get_offsets()).size == 0
