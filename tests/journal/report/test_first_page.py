"""The first page holds every figure, with its n, and says what is missing."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from journal.people import add_person
from journal.records import Role, Status
from journal.report.choices import Naming, Paper
from journal.report.data import RangeReversed
from tests.builders import DAY, check_in, instant, treatment
from tests.journal.report.papers import (
    CUT_OFF,
    FIRST_PAGE,
    a_journal,
    data_of,
    every_four_weeks,
    pages_of,
    report_of,
    size_of,
    text_of,
    worked_records,
)


@pytest.fixture(scope="module")
def worked_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The first page of the worked example."""
    with a_journal(tmp_path_factory.mktemp("journal"), worked_records()) as journal:
        return pages_of(report_of(journal))[0]


@pytest.mark.parametrize(
    "figure",
    [
        "1 10 Jan 2026 0.5 mg/kg IV 14, 7 of 7 5, day 5 −9 (−64 %) day 2 7 days 14 of 14",
        "21 of 22 days rated.",
        "1 treatment: response reached after 1.",
        "Baseline: median of the 7 days before the course, at least 4 of them rated.",
        "at or below 50 % of it, at most 3 days apart, by day 14",
    ],
)
def test_every_figure_of_the_worked_example_is_on_the_first_page(
    worked_page: str, figure: str
) -> None:
    assert figure in worked_page


def test_of_a_questionnaire_about_weeks_the_entries_are_counted(tmp_path: Path) -> None:
    logged = [check_in(DAY + timedelta(days=n), 8, instrument="phq8") for n in (-3, 11)]
    with a_journal(tmp_path, [treatment(), *logged]) as journal:
        page = pages_of(report_of(journal, replace(FIRST_PAGE, instrument="phq8")))[0]
    assert "2 entries in 18 days." in page
    assert "Entries after" in page
    assert "1 in 14 days" in page
    assert "rated" not in page.replace("rated by", "")


def test_every_page_says_whose_it_is_and_what_it_is(tmp_path: Path) -> None:
    with a_journal(tmp_path, worked_records() + every_four_weeks(40, DAY)) as journal:
        pages = pages_of(report_of(journal))
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert "Sam Winter" in page
        assert "to 24 Jan 2026" in page
        assert "patient-reported, not a medical device" in page
        assert f"page {number} of {len(pages)}" in page
        assert "Data up to 24 Jan 2026" in page


@pytest.mark.parametrize(
    ("naming", "is_there", "is_gone"),
    [
        (Naming.FULL, "Sam Winter", "S. W."),
        (Naming.INITIALS, "S. W.", "Winter"),
        (Naming.NONE, "Symptom journal", "Sam"),
    ],
)
def test_the_name_stands_as_it_was_chosen(
    tmp_path: Path, naming: Naming, is_there: str, is_gone: str
) -> None:
    with a_journal(tmp_path, worked_records()) as journal:
        content = report_of(journal, replace(FIRST_PAGE, naming=naming))
    assert is_there in text_of(content)
    assert is_gone not in text_of(content)
    assert is_gone.encode() not in content


def test_late_and_incomplete_entries_are_counted(tmp_path: Path) -> None:
    late = check_in(DAY + timedelta(days=1), 9, entered_at=instant("2026-01-20T21:00:00+00:00"))
    records = [treatment(), late, check_in(DAY + timedelta(days=2), None)]
    with a_journal(tmp_path, records) as journal:
        first = pages_of(report_of(journal))[0]
    assert "1 of 15 days rated. 1 of them entered more than a day late (hollow)." in first
    assert "1 entry without all answers: no total." in first


def test_a_score_that_is_no_total_is_not_taken_for_an_incomplete_entry(tmp_path: Path) -> None:
    whole, half = {"hours": 7.0, "quality": 6.0}, {"quality": 4.0}
    nights = [
        check_in(DAY + timedelta(days=place), None, instrument="sleep", scores=scores)
        for place, scores in enumerate((whole, half, whole))
    ]
    choices = replace(FIRST_PAGE, instrument="sleep", score="hours")
    with a_journal(tmp_path, nights) as journal:
        assert data_of(journal, choices).incomplete == 1
        assert data_of(journal, replace(choices, score="quality")).incomplete == 0


@pytest.mark.parametrize("status", [Status.PLANNED, Status.CANCELLED])
def test_a_treatment_that_did_not_take_place_makes_no_range_longer(
    tmp_path: Path, status: Status
) -> None:
    missed = treatment(DAY - timedelta(days=30), status=status)
    with a_journal(tmp_path, [missed, *worked_records()]) as journal:
        assert data_of(journal).first == DAY - timedelta(days=7)


def test_what_an_observer_in_the_trash_rated_leaves_no_trace(tmp_path: Path) -> None:
    with a_journal(tmp_path, worked_records()) as journal:
        before = data_of(journal)
        with journal.write("Rate, then discard who rated") as session:
            gone = add_person(session, "Zoe", Role.CAREGIVER)
            earlier = DAY - timedelta(days=90)
            notes = [("At the door", True), ("In the car", False)]
            session.add_all(
                check_in(earlier, 12, observer_id=gone.id, note=note, is_private=is_private)
                for note, is_private in notes
            )
            gone.deleted_utc = journal.clock().utc
        assert data_of(journal) == before
        wide = data_of(journal, replace(FIRST_PAGE, first=earlier))
        assert (wide.notes, wide.private_notes) == ((), 0)


def test_treatments_whose_rows_take_two_lines_keep_to_the_first_page(tmp_path: Path) -> None:
    given = [treatment(CUT_OFF - timedelta(days=2 * place)) for place in range(12)]
    low = [check_in(CUT_OFF - timedelta(days=2 * place + 1), 3) for place in range(12)]
    high = [check_in(CUT_OFF - timedelta(days=24 + place), 14) for place in range(6)]
    with a_journal(tmp_path, [*given, *low, *high]) as journal:
        first = pages_of(report_of(journal))[0]
    assert first.count("too few entries, from before") > 9
    assert "are on page" not in first


def test_without_a_treatment_the_timeline_is_shown_and_said_so(tmp_path: Path) -> None:
    with a_journal(tmp_path, [check_in(DAY, 9), check_in(CUT_OFF, 7)]) as journal:
        sheet_text = text_of(report_of(journal))
        assert "No completed treatment in these days." in sheet_text
        assert "As told by the clinic" not in sheet_text


def test_one_reading_and_an_empty_journal_say_how_little_there_is(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        assert "0 of 1 day rated." in text_of(report_of(journal))
        with journal.write("One") as session:
            session.add(check_in(DAY, 9))
        assert "1 of 15 days rated." in text_of(report_of(journal))


def test_a_treatment_without_entries_says_why_there_is_no_figure(tmp_path: Path) -> None:
    with a_journal(tmp_path, [treatment(), check_in(DAY - timedelta(days=3), 9)]) as journal:
        first = pages_of(report_of(journal))[0]
    assert "none, 1 of 7" in first
    assert "none rated" in first
    assert "no line" in first
    assert "0 of 14" in first


def test_sixty_treatments_the_newest_are_first_and_the_rest_are_where_it_says(
    tmp_path: Path,
) -> None:
    with a_journal(tmp_path, every_four_weeks(60)) as journal:
        pages = pages_of(report_of(journal))
    assert "Earlier treatments, from number 1, are on page 2." in pages[0]
    assert " 60 24 Jan 2026 " in pages[0]
    assert pages[1].count("Earlier treatments") == 1
    rest = " ".join(pages[1:])
    days = [CUT_OFF - timedelta(days=28 * place) for place in range(60)]
    for number, day in enumerate(reversed(days), 1):
        row = f" {number} {day.day} {day:%b} {day.year} "
        assert (row in pages[0]) != (row in rest), f"treatment {number} once, on one page"


def test_a_range_leaves_out_what_lies_before_it_and_keeps_the_numbers(tmp_path: Path) -> None:
    with a_journal(tmp_path, every_four_weeks(3)) as journal:
        first = pages_of(report_of(journal, replace(FIRST_PAGE, first=DAY)))[0]
    assert " 3 24 Jan 2026 " in first
    assert "27 Dec 2025" not in first


def test_a_range_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal, pytest.raises(RangeReversed):
        data_of(journal, replace(FIRST_PAGE, first=CUT_OFF + timedelta(days=1)))


@pytest.mark.parametrize(("paper", "points"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_the_paper_is_the_one_chosen(tmp_path: Path, paper: Paper, points: tuple[int, int]) -> None:
    with a_journal(tmp_path, worked_records()) as journal:
        assert size_of(report_of(journal, replace(FIRST_PAGE, paper=paper))) == points


def test_an_observer_may_be_what_the_first_page_is_about(tmp_path: Path) -> None:
    from journal.people import add_person
    from journal.records import Role

    with a_journal(tmp_path, worked_records()) as journal:
        with journal.write("Observe") as session:
            alex = add_person(session, "Alex", Role.CAREGIVER)
            session.add(check_in(DAY, 12, observer_id=alex.id, answers={"1": 1}))
        choices = replace(FIRST_PAGE, instrument="daily-anxiety", rater="Alex")
        assert data_of(journal, choices).main.rater == "Alex"
