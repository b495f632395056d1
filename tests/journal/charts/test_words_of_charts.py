"""What timeline, overlay and courses say of their numbers: tables, counts, changes."""

from journal.trajectories import figures
from journal.trajectories.courses import courses
from journal.words import around as around_words
from journal.words import courses as course_words
from journal.words import timeline as words
from tests.journal.charts.drawn import (
    FIRST,
    RULES,
    Other,
    day,
    reading,
    subject,
    treatment,
)


def test_a_table_has_the_newest_day_first_and_says_what_is_late() -> None:
    values = figures.timeline([reading(1, 5), reading(2, 7.5, is_late=True)], [], day(3))
    found = words.table(subject(), values)
    assert found.headings == ("Day", "Value", "Entries", "Remarks")
    assert found.rows == (
        ("3 September 2025", "7.5", "1", "entered late"),
        ("2 September 2025", "5", "1", ""),
    )


def test_each_rater_has_a_column_and_an_unrated_day_is_empty() -> None:
    mine = figures.timeline([reading(1, 5), reading(2, 7)], [], day(3))
    bens = figures.timeline([reading(2, 9), reading(3, 4)], [], day(3))
    found = words.table(subject(), mine, [Other("Ben", bens)])
    assert found.headings == ("Day", "Rated by the patient", "Rated by Ben")
    assert [row[1:] for row in found.rows] == [("", "4"), ("7", "9"), ("5", "")]


def test_a_questionnaire_about_weeks_is_counted_in_ratings_and_shows_its_changes() -> None:
    values = figures.timeline(
        [reading(1, 15), reading(15, 12), reading(29, 8), reading(43, 14)], [], day(50)
    )
    what = subject("gad7")
    said = words.second_line(what, values, (FIRST, day(50)))
    assert said == "score, 0 to 21 · higher is worse · 4 ratings · rated by the patient"
    noted = ", often treated as meaningful; a stricter study found 6"
    found = words.table(what, values)
    assert found.headings[2] == "Change from the one before"
    assert [row[2] for row in found.rows] == ["+6" + noted, "−4" + noted, "−3", ""]
    assert words.CHANGE_NOTE in words.footnote(what, values)
    assert words.CHANGE_NOTE not in words.footnote(what, values[:2])
    assert words.CHANGE_NOTE not in words.footnote(subject("phq8"), values)


def test_a_screen_reader_hears_each_rater_alone() -> None:
    mine = figures.timeline([reading(1, 5), reading(2, 7)], [], day(3))
    bens = figures.timeline([reading(2, 9)], [], day(3))
    said = words.description(subject(), mine, [treatment(1)], [Other("Ben", bens)])
    assert "2 days rated by the patient from 2 September 2025" in said
    assert "1 day rated by Ben" in said
    assert said.endswith("1 treatment marked.")


def test_the_tables_of_treatments_and_courses_hold_one_row_each_the_newest_first() -> None:
    readings = [reading(n, 14 if n in range(3, 10) else 5) for n in range(3, 30)]
    around = figures.around(readings, [treatment(10), treatment(20)], day(29), RULES)
    rows = around_words.table(around).rows
    assert [row[0].split(",")[0] for row in rows] == ["treatment 2", "treatment 1"]
    assert rows[1][1:5] == ("induction", "14, 7 of 7 days rated", "7", "reached on day 1 after")
    (course,) = course_words.table(courses(around)).rows
    assert course == (
        "1",
        "11 September 2025",
        "2",
        "14, 7 of 7 days rated",
        "7",
        "reached after 2 of 2",
        "18 of 18",
    )
    said = course_words.description(subject(), courses(around))
    assert "Course 1, from 11 Sep 2025, 2 treatments: baseline 14, 7 of 7 days rated" in said
