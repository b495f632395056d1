"""Since the last visit: which days that means, and every figure of them reckoned by hand."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.instrument_files import load_instruments
from journal.medicines import IntakeEntry, MedicineEntry, keep_intake, keep_medicine
from journal.questions import QuestionEntry, keep_question
from journal.records import MedicineKind, SideEffect
from journal.series import series
from journal.side_effect_terms import load_vocabulary
from journal.since_visit import SinceVisit, since_visit
from journal.store import Journal
from journal.trajectories.figures import timeline
from journal.trajectories.since import figures_between, least_rated
from journal.trajectories.values import Reading, ResponseStatus, Treatment
from journal.visits import VisitEntry, keep_visit
from journal.words import SELF
from journal.words.since_visit import as_text, handout_sections, second_line, sections
from tests.builders import DAY, check_in, instant, new_journal, treatment, worked_example
from tests.examples import tried
from tests.journal.trajectories.written import clock, on

INSTRUMENTS = load_instruments()


@pytest.fixture
def journal(tmp_path: Path) -> Iterable[Journal]:
    with new_journal(tmp_path) as made:
        yield made


def visited(journal: Journal, *offsets: int) -> None:
    with journal.write("Visits") as session:
        for offset in offsets:
            keep_visit(session, VisitEntry(on(offset)))


def rated(journal: Journal, *values: tuple[int, float], code: str = "daily-anxiety") -> None:
    with journal.write("Log") as session:
        session.add_all(check_in(on(day), value, instrument=code) for day, value in values)


def since(journal: Journal, today: int = 14, code: str = "daily-anxiety") -> SinceVisit:
    with journal.read() as session:
        found = series(session, INSTRUMENTS, code, None, SELF, on(today))
        return since_visit(session, found, load_vocabulary(), INSTRUMENTS)


def lines(found: SinceVisit, heading: str) -> list[str]:
    (section,) = [one for one in sections(found) if one.heading.startswith(heading)]
    return [one.spoken.replace("\N{NO-BREAK SPACE}", " ") for one in section.lines]


def test_the_day_of_the_visit_counts(journal: Journal) -> None:
    visited(journal, -30, 3, 20)
    with journal.write("Log") as session:
        session.add_all((treatment(on(2)), treatment(on(3))))
    found = since(journal)
    assert (found.figures.first, found.figures.last, found.visit) == (on(3), on(14), on(3))
    assert [one.treatment.day for one in found.around] == [on(3)]
    assert second_line(found) == (
        "from 13 January 2026, the day of the last visit, to today: 12 days"
    )


def test_a_visit_today_is_the_one_going_on(journal: Journal) -> None:
    visited(journal, 3, 14)
    found = since(journal)
    assert (found.figures.first, found.is_visit_today) == (on(3), True)
    assert "the day of the visit before today’s" in second_line(found)


def test_without_a_visit_it_is_the_whole_journal_and_says_so(journal: Journal) -> None:
    rated(journal, (-129, 12), (2, 8))
    found = since(journal)
    assert (found.visit, found.figures.first) == (None, on(-129))
    assert second_line(found) == (
        "no visit is marked yet, so this is everything since 3 September 2025, 144 days"
    )


def test_the_first_visit_being_today_leaves_the_whole_journal(journal: Journal) -> None:
    rated(journal, (-20, 12))
    visited(journal, 14)
    found = since(journal)
    assert found.figures.first == on(-20)
    assert second_line(found).startswith("today’s visit is the first, so this is everything since ")


def test_an_empty_journal_says_that_there_is_nothing(journal: Journal) -> None:
    found = since(journal)
    assert (found.figures.first, found.what) == (on(14), None)
    assert as_text(found).splitlines() == [
        "Since the last visit: no visit is marked yet, so this is everything since "
        "24 January 2026, 1 day.",
        "Treatments",
        "  Completed: none",
        "Days and questionnaires",
        "  Daily values: none, no day was rated",
        "Side effects",
        "  Logged: none",
        "Other medicines",
        "  Logged: none, nothing started, stopped or changed in this time",
        "Questions for the clinic",
        "  Open: none",
    ]


def test_each_treatment_of_the_range_has_its_response_duration_and_medians(
    journal: Journal,
) -> None:
    rated(journal, *(((day - DAY).days, value) for day, value in worked_example()))
    with journal.write("Log") as session:
        session.add(treatment())
    visited(journal, -2)
    found = since(journal)
    assert found.around[0].response.status is ResponseStatus.REACHED
    assert lines(found, "Treatments") == [
        "Treatment 1, 10 Jan 2026, 0.5 mg/kg IV: response reached on day 2 after, 7 days, day 2 "
        "to day 8 after; then two rated days running above the line; rated on 14 of 14 days "
        "after. Medians: course baseline 14 (7 of 7 days); 7 on days 1 to 3 (3 of 3 days); 6.5 "
        "on days 4 to 7 (4 of 4 days); 11 on days 8 to 14 (7 of 7 days)"
    ]


def test_across_a_desk_the_latest_treatments_are_told_and_how_many_there_were(
    journal: Journal,
) -> None:
    rated(journal, *((day, 14) for day in range(-7, 14)))
    with journal.write("Log") as session:
        session.add_all(treatment(on(day)) for day in range(0, 14, 2))
    treatments, *_, medians, _questions = handout_sections(since(journal))
    assert treatments.heading == "Treatments: 7"
    assert [one.label.split(",")[0] for one in treatments.lines] == [
        *(f"Treatment {number}" for number in range(7, 1, -1)),
        "Before these",
    ]
    assert treatments.lines[-1].spoken == "Before these: 1 treatment, on the Treatments page"
    assert len(medians.lines) == 6
    assert "Before these" not in as_text(since(journal))


def test_a_treatment_without_enough_entries_says_what_is_missing(journal: Journal) -> None:
    rated(journal, *((day, 14) for day in range(-7, 0)), (1, 12))
    with journal.write("Log") as session:
        session.add(treatment())
    visited(journal, 0)
    (line,) = lines(since(journal), "Treatments")
    assert "not enough entries for a response, 1 of 14 days rated; at least 7 are needed" in line


def test_median_coverage_and_late_days_of_the_range(journal: Journal) -> None:
    rated(journal, (9, 20), (10, 4), (11, 6), (12, 9))
    with journal.write("Log") as session:
        session.add(check_in(on(14), 12, entered_at=instant(f"{on(14)}T20:00:00+00:00")))
        session.add(check_in(on(13), 5, entered_at=instant(f"{on(20)}T20:00:00+00:00")))
        session.add(treatment(on(13)))
    visited(journal, 10)
    found = since(journal).figures
    assert (found.median.value, found.median.n, found.median.of) == (7.5, 4, 4)
    assert (found.coverage.rated, found.coverage.of) == (4, 4)
    assert found.late == 0  # on a treatment day an entry without a clock time counts nowhere


def test_late_days_are_counted_in_the_range_alone(journal: Journal) -> None:
    late = instant(f"{on(13)}T20:00:00+00:00")
    with journal.write("Log") as session:
        session.add_all(check_in(on(day), 5, entered_at=late) for day in (2, 8, 9, 12))
    visited(journal, 5)
    assert since(journal).figures.late == 2
    assert "Entered late: 2 days" in as_text(since(journal))


def test_a_median_of_too_few_days_is_withheld_with_what_is_missing(journal: Journal) -> None:
    rated(journal, (6, 4), (8, 6))
    visited(journal, 5)
    found = since(journal)
    assert found.figures.median.value is None
    assert lines(found, "Days")[0] == (
        "Daily anxiety, median: none, 2 of 10 days rated; at least 5 are needed"
    )


def test_a_questionnaire_is_told_by_its_first_and_last(journal: Journal) -> None:
    rated(journal, (-40, 19), (-13, 15), (0, 13), (14, 9), code="gad7")
    visited(journal, -20)
    assert lines(since(journal), "Days")[-1] == (
        "GAD-7: 15, then 9, 28 December 2025 to 24 January 2026, first and last of 3; −6 points; "
        "a change of 4 is often treated as meaningful; a stricter study found 6; asks about the "
        "last 2 weeks"
    )
    visited(journal, 1)
    assert lines(since(journal), "Days")[-1] == (
        "GAD-7: 9, 24 January 2026, the only one; asks about the last 2 weeks"
    )


def test_where_only_a_questionnaire_was_filled_in_no_days_are_counted(journal: Journal) -> None:
    rated(journal, (-13, 15), (0, 13), code="gad7")
    found = since(journal, code="gad7")
    assert lines(found, "Days") == [
        "Daily values: none, no day was rated",
        "GAD-7: 15, then 13, 28 December 2025 to 10 January 2026, first and last of 2; "
        "−2 points; asks about the last 2 weeks",
    ]


def test_a_questionnaire_tells_of_a_treatment_its_baseline_and_no_medians_of_days(
    journal: Journal,
) -> None:
    with journal.write("Log") as session:
        session.add(treatment())
    rated(journal, (-13, 15), (6, 13), (14, 9), code="gad7")
    found = since(journal, code="gad7")
    assert lines(found, "Treatments") == [
        "Treatment 1, 10 Jan 2026, 0.5 mg/kg IV: no response line, a questionnaire about weeks is "
        "filled in too rarely for one; 2 complete in 14 days after. Baseline: 15"
    ]
    assert "Medians around each treatment" not in [one.heading for one in handout_sections(found)]


def test_side_effects_are_told_by_their_worst_and_whether_they_are_gone(
    journal: Journal,
) -> None:
    def moment(day: int, hour: int = 12) -> object:
        return instant(f"{on(day)}T{hour:02}:00:00+00:00")

    with journal.write("Log") as session:
        given_one = treatment(on(6))
        session.add(given_one)
        session.flush()
        session.add_all(
            (
                SideEffect(effect="nausea", severity="mild", onset=moment(6), end=moment(6, 15)),
                SideEffect(effect="nausea", severity="severe", onset=moment(8), end=moment(9)),
                SideEffect(effect="tired", severity="moderate", onset=moment(2)),
                SideEffect(effect="headache", severity="mild", onset=moment(1), end=moment(3)),
                SideEffect(effect="a dry throat", treatment_id=given_one.id),
                SideEffect(effect="not placed at all"),
                SideEffect(effect="dizzy", severity="mild", onset=moment(20)),
            )
        )
    visited(journal, 5)
    assert lines(since(journal), "Side effects") == [
        "Nausea: severe, gone on 19 January 2026; logged 2 times",
        "Tired: moderate, no end noted",
        "a dry throat: no grade given, no time told",
    ]


def test_medicines_started_stopped_changed_and_taken_singly(journal: Journal) -> None:
    kind = MedicineKind.OTHER
    with journal.write("Log") as session:
        for entry in (
            MedicineEntry("Sertraline", kind, "50 mg", on(-90), on(7)),
            MedicineEntry("sertraline", kind, "100 mg", on(8)),
            MedicineEntry("Buspirone", kind, "5 mg", on(6)),
            MedicineEntry("Propranolol", kind, "10 mg", on(-90), on(9)),
            MedicineEntry("Quetiapine", kind, "25 mg", on(-90), on(2)),
        ):
            keep_medicine(session, entry)
        lorazepam = keep_medicine(session, MedicineEntry("Lorazepam", kind))
        for day, hour in ((4, 9), (6, 9), (6, 18), (14, 9)):
            moment = instant(f"{on(day)}T{hour:02}:00:00+00:00")
            keep_intake(session, IntakeEntry(lorazepam, moment))
        keep_intake(session, IntakeEntry(lorazepam, None))
    visited(journal, 5)
    assert lines(since(journal), "Other medicines") == [
        "Buspirone: started 16 Jan, 5 mg",
        "sertraline: changed 18 Jan, 100 mg, 50 mg until then",
        "Propranolol: last day 19 Jan, 10 mg",
        "Lorazepam: 3 single intakes, on 2 days",
    ]


def test_a_change_on_the_first_day_of_the_range_is_a_change(journal: Journal) -> None:
    kind = MedicineKind.OTHER
    with journal.write("Log") as session:
        keep_medicine(session, MedicineEntry("Sertraline", kind, "", on(-90), on(4)))
        keep_medicine(session, MedicineEntry("Sertraline", kind, "100 mg", on(5)))
    visited(journal, 5)
    found = since(journal)
    assert (found.started, found.stopped) == ((), ())
    assert lines(found, "Other medicines") == [
        "Sertraline: changed 15 Jan, 100 mg, amount not told until then"
    ]


def test_open_questions_and_those_answered_since(journal: Journal) -> None:
    with journal.write("Ask") as session:
        for entry in (
            QuestionEntry(on(-50), "May I fly?"),
            QuestionEntry(on(1), "How long?", on(8), "Eight weeks."),
            QuestionEntry(on(1), "Old", on(3), "Answered before."),
            QuestionEntry(on(9), "Later", on(20), "After today."),
            QuestionEntry(on(18), "Not asked yet"),
        ):
            keep_question(session, entry)
    visited(journal, 5)
    assert lines(since(journal), "Questions") == [
        "May I fly?: open, asked on 21 November 2025",
        "Later: open, asked on 19 January 2026",
        "How long?: answered, on 18 January 2026: Eight weeks.",
    ]


def test_nothing_after_today_is_told(journal: Journal) -> None:
    rated(journal, (2, 6), (20, 9))
    with journal.write("Log") as session:
        session.add_all((treatment(on(3)), treatment(on(18))))
    found = since(journal)
    assert [one.treatment.day for one in found.around] == [on(3)]
    assert found.figures.last == on(14)


READINGS = st.lists(st.tuples(st.integers(-10, 30), st.sampled_from([2, 5, 7.5, 14])), max_size=30)
TREATED = st.lists(st.integers(-10, 30), max_size=4, unique=True)
RANGE = st.tuples(st.integers(-12, 30), st.integers(0, 30))


@given(READINGS, TREATED, RANGE)
@tried(20)
def test_a_range_counts_each_of_its_days_once(
    values: list[tuple[int, float]], treated: list[int], span: tuple[int, int]
) -> None:
    first, last = on(span[0]), on(span[0] + span[1])
    given_ones = [Treatment(str(day), clock(day, "11:00"), on(day)) for day in treated]
    readings = [Reading(on(day), value) for day, value in values]
    found = figures_between(timeline(readings, given_ones, last), given_ones, first, last)
    days = [first + timedelta(days=day) for day in range(span[1] + 1)]
    usual = [day for day in days if day not in {one.day for one in given_ones}]
    by_day: dict[date, list[float]] = {}
    for reading in readings:
        by_day.setdefault(reading.day, []).append(reading.value)
    day_values = [median(by_day[day]) for day in usual if day in by_day]
    assert (found.coverage.rated, found.coverage.of) == (len(day_values), len(usual))
    assert (found.median.n, found.median.of) == (len(day_values), len(usual))
    assert (found.median.value is None) == (len(day_values) < least_rated(len(usual)))
    if found.median.value is not None:
        assert found.median.value == median(day_values)


@given(READINGS, RANGE)
@tried(15)
def test_what_lies_outside_a_range_changes_nothing(
    values: list[tuple[int, float]], span: tuple[int, int]
) -> None:
    first, last = on(span[0]), on(span[0] + span[1])
    inside = [(day, value) for day, value in values if first <= on(day) <= last]
    both = [
        figures_between(
            timeline([Reading(on(day), value) for day, value in some], [], on(60)),
            [],
            first,
            last,
        )
        for some in (values, inside)
    ]
    assert both[0] == both[1]
