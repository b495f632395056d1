"""The response card: every figure reckoned by hand, and what it says where one is withheld."""

from pathlib import Path

from journal.settings import JournalSettings, keep_settings
from tests.builders import check_in, instant, new_journal, treatment
from tests.journal.carded import (
    WEEK,
    a_card,
    cards_of,
    line,
    on,
    plain,
    said,
    the_worked_example,
    worked_paragraph,
)


def test_the_worked_example_says_every_figure(tmp_path: Path) -> None:
    found = a_card(tmp_path, the_worked_example())
    assert found.title == "Treatment 1, 10 Jan 2026, 0.5 mg/kg IV"
    assert found.second == (
        "Daily anxiety · score of the day, 0 to 21 · higher is worse · rated by the patient"
    )
    assert [plain(one.spoken) for one in found.lines] == [
        "Course baseline: 14, median of 7 of 7 days rated before this treatment, the first of the "
        "course",
        "Best day value: 5, on day 5 after, 15 January 2026",
        "Change: −9 points, from the course baseline of 14 to 5, −64 %",
        "Response: reached on day 2 after, line at 7, 50 % of the course baseline",
        "Duration: 7 days, day 2 to day 8 after; then two rated days running above the line",
        "Days 1 to 3 after: 7, median of 3 of 3 days rated",
        "Days 4 to 7 after: 6.5, median of 4 of 4 days rated",
        "Days 8 to 14 after: 11, median of 7 of 7 days rated",
        "Days 15 to 28 after: none, today is day 14 after",
        "Rated days after: 14 of 14, today is day 14 after",
        "Strongest side effect: none logged",
        "Other medicines that day: none logged",
    ]
    assert [one.label for one in found.lines if one.is_withheld] == ["Days 15 to 28 after"]


def test_how_it_is_worked_out_states_the_rules_with_these_numbers(tmp_path: Path) -> None:
    found = a_card(tmp_path, the_worked_example())
    assert "Here the course baseline is 14: 7 of 7 days rated." in worked_paragraph(
        found, "Baseline"
    )
    assert "Here it is 0.5 × 14 = 7" in worked_paragraph(found, "Response line")
    response = worked_paragraph(found, "Response:")
    assert "Here: 7 on day 2 after and 6 on day 3 after" in response
    caution = worked_paragraph(found, "What two days can say")
    assert (
        "about one in seven even when nothing was done (windows of 14 days; 5 % at 3 days, "
        "10 % at 7)"
    ) in caution
    assert "Fisher and others 2017, J Abnorm Psychol 126:1044" in caution
    assert "thresholds that a new journal has" not in caution
    assert "Here: day 2 to day 8 after, 7 days;" in worked_paragraph(found, "Duration")
    assert "Here: 5 − 14 = −9 points" in worked_paragraph(found, "Best value")


def test_thresholds_of_the_journal_are_the_ones_stated(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Log") as session:
            keep_settings(
                session,
                JournalSettings(
                    rules={"baseline_days": 5, "response_fraction": 0.25, "open_gap": 2}
                ),
            )
            session.add(treatment())
            session.add_all(check_in(on(day), value) for day, value in the_worked_example())
        (found,) = cards_of(journal)
    assert said(found, "Response")[1] == "line at 10.5, 75 % of the course baseline"
    assert said(found, "Course baseline")[1].startswith("median of 5 of 5 days rated")
    assert "on the 5 days before" in worked_paragraph(found, "Baseline")
    assert "more than 2 days without an entry" in worked_paragraph(found, "Duration")
    assert "thresholds that a new journal has" in worked_paragraph(found, "What two days can say")


def test_a_cut_window_names_the_treatment_before_it(tmp_path: Path) -> None:
    values = [*WEEK, (1, 13), (2, 12), (3, 12), (4, 11), (5, 11), (7, 6), (8, 5)]
    found = a_card(tmp_path, values, treatments=(0, 6), which=1, today=8)
    assert said(found, "Course baseline") == (
        "14",
        "median of 7 of 7 days rated before the first treatment of the course",
        False,
    )
    assert said(found, "Own baseline") == (
        "12",
        "median of 5 of 5 days rated before this treatment, after the treatment before it",
        False,
    )


def test_too_few_days_before_are_counted_out(tmp_path: Path) -> None:
    found = a_card(tmp_path, [(-6, 14), (-4, 12), (-1, 13), *((day, 6) for day in range(1, 15))])
    assert said(found, "Course baseline") == (
        "none",
        "3 of 7 days rated before this treatment, the first of the course; at least 4 are needed",
        True,
    )
    assert said(found, "Response") == (
        "no response line",
        "there is no baseline to take it from",
        True,
    )
    assert said(found, "Change") == ("none", "there is no baseline to take it from", True)
    assert said(found, "Duration") == ("none", "counted only from a response on", True)


def test_without_a_course_baseline_the_own_one_is_named(tmp_path: Path) -> None:
    values = [(1, 12), (2, 12), (3, 12), (4, 12), (6, 6), (7, 6), (8, 6)]
    found = a_card(tmp_path, values, treatments=(0, 5), which=1, today=8)
    assert line(found, "Course baseline").is_withheld
    assert said(found, "Response")[:2] == (
        "reached on day 1 after",
        "line at 6, 50 % of the own baseline",
    )
    assert said(found, "Change")[:2] == (
        "−6 points",
        "from the own baseline of 12 to 6, −50 %",
    )


def test_a_low_baseline_has_no_line_and_no_per_cent(tmp_path: Path) -> None:
    week = [(-7 + place, 4) for place in range(7)]
    found = a_card(tmp_path, [*week, *((day, 2) for day in range(1, 15))])
    assert said(found, "Response") == (
        "no response line",
        "the course baseline of 4 is below 5",
        True,
    )
    assert said(found, "Change") == ("−2 points", "from the course baseline of 4 to 2", False)


def test_too_few_days_after_are_counted_out(tmp_path: Path) -> None:
    found = a_card(tmp_path, [*WEEK, (1, 13), (2, 12), (5, 12), (9, 12), (12, 11)])
    assert said(found, "Response") == (
        "not enough entries",
        "5 of 14 days rated; at least 7 are needed; line at 7, 50 % of the course baseline",
        True,
    )
    assert said(found, "Days 8 to 14 after") == (
        "none",
        "2 of 7 days rated; at least 4 are needed",
        True,
    )


def test_a_window_that_is_still_open_says_when_it_can_be_told(tmp_path: Path) -> None:
    found = a_card(tmp_path, [*WEEK, *((day, 12) for day in range(1, 10))], today=9)
    assert said(found, "Response")[0] == "not enough entries yet"
    assert said(found, "Response")[1].startswith(
        "today is day 9 after; this can be said from day 14 after, or from the next treatment on"
    )
    assert said(found, "Days 8 to 14 after")[:2] == (
        "12",
        "median of 2 of 2 days rated, today is day 9 after",
    )


def test_a_response_not_reached_says_how_many_days_were_rated(tmp_path: Path) -> None:
    found = a_card(tmp_path, [*WEEK, *((day, 12) for day in range(1, 11))])
    assert said(found, "Response") == (
        "not reached",
        "10 of 14 days rated; line at 7, 50 % of the course baseline",
        False,
    )


def test_what_was_already_at_the_line_is_said_so(tmp_path: Path) -> None:
    values = [*WEEK[:6], (-1, 7), (1, 6), (2, 6)]
    found = a_card(tmp_path, values, today=2)
    assert said(found, "Response")[1] == (
        "line at 7, 50 % of the course baseline; the last value before was already at or below "
        "the line"
    )
    assert "The last value before was already at or below the line." in worked_paragraph(
        found, "Response:"
    )


def test_a_duration_says_why_it_is_open(tmp_path: Path) -> None:
    values = [*WEEK, (1, 7), (2, 6), (3, 6)]
    ends = {
        "today": a_card(tmp_path / "1", values, today=4),
        "gap": a_card(tmp_path / "2", values, today=9),
        "next": a_card(tmp_path / "3", values, treatments=(0, 5), today=9),
    }
    assert {name: said(one, "Duration")[:2] for name, one in ends.items()} == {
        "today": ("at least 3 days", "day 1 to day 3 after; today came first"),
        "gap": (
            "at least 3 days",
            "day 1 to day 3 after; then more than 3 days without an entry",
        ),
        "next": ("at least 3 days", "day 1 to day 3 after; the next treatment came first"),
    }


def test_the_value_before_the_next_treatment_may_be_the_second_day_and_the_best(
    tmp_path: Path,
) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Log") as session:
            session.add_all((treatment(), treatment(on(4))))
            session.add_all(check_in(on(day), value) for day, value in [*WEEK, (1, 12), (3, 7)])
            session.add(check_in(on(4), 5, rated_at=instant(f"{on(4)}T08:00:00+00:00")))
        found = cards_of(journal)[0]
    assert said(found, "Response")[0] == "reached on day 3 after"
    assert said(found, "Best day value")[:2] == (
        "5",
        "on 14 January 2026, before the next treatment began",
    )
    assert said(found, "Duration")[:2] == (
        "at least 2 days",
        "day 3 to day 4 after; the next treatment came first",
    )
    assert said(found, "Rated days after")[:2] == ("2 of 3", "the next treatment was on day 4")
    assert "7 on day 3 after and 5 on day 4 after, before the next treatment began" in (
        worked_paragraph(found, "Response:")
    )


def test_a_treatment_of_today_has_no_day_after_yet(tmp_path: Path) -> None:
    found = a_card(tmp_path, WEEK, today=0)
    assert said(found, "Rated days after") == ("none", "the treatment was today", True)
    assert said(found, "Response")[1].startswith("the treatment was today; this can be said from")
    assert said(found, "Days 1 to 3 after") == ("none", "the treatment was today", True)


def test_treatments_on_two_days_running_say_what_lies_between(tmp_path: Path) -> None:
    first = a_card(tmp_path / "1", WEEK, treatments=(0, 1))
    second = a_card(tmp_path / "2", WEEK, treatments=(0, 1), which=1)
    assert said(first, "Response")[1].startswith("the next treatment was on the next day;")
    assert said(second, "Own baseline") == (
        "none",
        "no day lies between this treatment and the one before it; at least 4 are needed",
        True,
    )


def test_a_day_after_may_still_be_rated_only_while_the_window_is_open(tmp_path: Path) -> None:
    closed = a_card(tmp_path / "closed", WEEK, treatments=(0, 3))
    still_open = a_card(tmp_path / "open", WEEK)
    assert said(closed, "Best day value") == ("none", "no day after was rated", True)
    assert said(still_open, "Best day value") == ("none", "no day after was rated yet", True)
