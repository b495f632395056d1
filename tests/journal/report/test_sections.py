"""Each section says what was logged, and says so when nothing was."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from journal.people import add_person
from journal.records import (
    ClinicQuestion,
    Intake,
    Medicine,
    MedicineKind,
    OwnInstrument,
    Role,
    Severity,
    SideEffect,
    Visit,
    VitalSigns,
)
from journal.report.choices import Paper, Section
from journal.report.parts import part_of
from tests.builders import DAY, check_in, instant, sample_file, treatment
from tests.journal.report.papers import (
    CUT_OFF,
    OWN,
    a_journal,
    data_of,
    every_four_weeks,
    pages_of,
    report_of,
    text_of,
    with_sections,
    worked_records,
)


@pytest.mark.parametrize(
    ("section", "words"),
    [
        (Section.TREATMENTS, "No completed treatment in these days."),
        (Section.SIDE_EFFECTS, "No side effects logged in these days."),
        (Section.VITAL_SIGNS, "No vital signs in these days."),
        (Section.MEDICINES, "No other medicines in these days."),
        (Section.QUESTIONNAIRES, "Nothing else was rated in these days."),
        (Section.QUESTIONS, "No visits and no questions in these days."),
        (Section.NOTES, "No notes in these days that are not private."),
    ],
)
def test_an_empty_section_says_that_nothing_was_logged(
    tmp_path: Path, section: Section, words: str
) -> None:
    with a_journal(tmp_path, [check_in(DAY, 9)]) as journal:
        assert words in text_of(report_of(journal, with_sections(section)))


def test_charts_of_many_treatments_are_as_tall_as_the_paper_allows(tmp_path: Path) -> None:
    with a_journal(tmp_path, every_four_weeks(60)) as journal:
        data = data_of(journal, with_sections(Section.TREATMENTS))
    tall = {
        paper: [one.picture.height for one in part_of(Section.TREATMENTS, data, paper)[1]]
        for paper in Paper
    }
    higher = Paper.A4.height - Paper.LETTER.height
    assert tall[Paper.A4] == pytest.approx([one + higher for one in tall[Paper.LETTER]])


def test_each_treatment_has_its_response_card_and_how_it_was_given(tmp_path: Path) -> None:
    with a_journal(tmp_path, worked_records()) as journal:
        text = text_of(report_of(journal, with_sections(Section.TREATMENTS)))
    assert "Treatment 1, 10 Jan 2026, 0.5 mg/kg IV" in text
    assert "begun at 11:00, ketamine, over 40 minutes, induction" in text
    assert "reached on day 2 after" in text
    assert "median of 7 of 7 days rated" in text


def test_side_effects_and_vital_signs_stand_with_their_treatment(tmp_path: Path) -> None:
    given = treatment()
    with a_journal(tmp_path, [given, check_in(DAY, None)]) as journal:
        with journal.write("Log") as session:
            found = session.get_one(type(given), given.id)
            session.add(
                SideEffect(
                    effect="nausea",
                    severity=Severity.SEVERE,
                    onset=instant(f"{DAY}T11:30:00+00:00"),
                    end=instant(f"{DAY}T14:00:00+00:00"),
                    treatment_id=found.id,
                )
            )
            session.add(
                VitalSigns(
                    taken_at=instant(f"{DAY}T11:40:00+00:00"),
                    treatment_id=found.id,
                    systolic=131,
                    diastolic=83,
                    pulse=77,
                )
            )
        text = text_of(report_of(journal, with_sections(Section.SIDE_EFFECTS, Section.VITAL_SIGNS)))
    assert "10 Jan 2026, 11:30 treatment 1 Nausea severe 10 Jan 2026, 14:00" in text
    assert "10 Jan 2026, 11:40 treatment 1 131/83 77 – –" in text


def test_a_side_effect_outlives_its_treatment_in_the_trash(tmp_path: Path) -> None:
    given = treatment(id="gone")
    began = instant(f"{DAY}T11:30:00+00:00")
    effect = SideEffect(effect="nausea", onset=began, treatment_id="gone", note="For an hour")
    with a_journal(tmp_path, [given, check_in(DAY, None)]) as journal:
        with journal.write("Log") as session:
            session.add(effect)
        with journal.write("Discard") as session:
            session.get_one(type(given), "gone").deleted_utc = journal.clock().utc
        text = text_of(report_of(journal, with_sections(Section.SIDE_EFFECTS)))
    assert "10 Jan 2026, 11:30 – Nausea" in text


def test_a_side_effect_before_its_treatment_is_there_before_the_treatment_is(
    tmp_path: Path,
) -> None:
    later = treatment(CUT_OFF + timedelta(days=1), id="later")
    with a_journal(tmp_path, [later, check_in(DAY, None)]) as journal:
        with journal.write("Log") as session:
            began = instant(f"{DAY}T11:30:00+00:00")
            session.add(SideEffect(effect="anxious", onset=began, treatment_id="later"))
        text = text_of(report_of(journal, with_sections(Section.SIDE_EFFECTS)))
    assert "10 Jan 2026, 11:30 – Anxious" in text


def test_every_note_that_may_leave_is_there_and_says_what_it_hangs_on(tmp_path: Path) -> None:
    own = "own-tension"
    with a_journal(tmp_path, [treatment(id="given")]) as journal:
        with journal.write("Log") as session:
            ben = add_person(session, "Ben", Role.CAREGIVER)
            session.add(OwnInstrument(code=own, definition=OWN))
            session.add_all(
                [
                    SideEffect(effect="tired", treatment_id="given", note="Slept all day"),
                    check_in(DAY, 5, instrument=own, note="Tight again"),
                    check_in(DAY, 9, observer_id=ben.id, note="Looked calm to me"),
                ]
            )
        notes = {one.text: one.about for one in data_of(journal).notes}
    assert notes == {
        "Slept all day": "side effect",
        "Tight again": "Shoulders",
        "Looked calm to me": "Daily anxiety, rated by Ben",
    }


def test_medicines_stand_with_their_days_and_single_intakes(tmp_path: Path) -> None:
    medicine = Medicine(
        id="m",
        name="Lorazepam",
        kind=MedicineKind.BENZODIAZEPINE,
        amount="0.5 mg when needed",
        from_day=DAY - timedelta(days=40),
    )
    taken = instant(f"{DAY}T22:15:00+00:00")
    with a_journal(tmp_path, [medicine, check_in(DAY, 9)]) as journal:
        with journal.write("Take") as session:
            session.add(Intake(medicine_id="m", taken_at=taken))
        text = text_of(report_of(journal, with_sections(Section.MEDICINES)))
    assert "Lorazepam benzodiazepine 0.5 mg when needed 1 Dec 2025 still taken 1" in text
    assert "10 Jan 2026, 22:15 Lorazepam as above" in text


def test_a_word_wider_than_its_column_is_broken(tmp_path: Path) -> None:
    name = "Methylphenidathydrochloridretardkapseln"
    medicine = Medicine(name=name, kind=MedicineKind.OTHER, from_day=DAY)
    with a_journal(tmp_path, [medicine, check_in(DAY, 9)]) as journal:
        text = text_of(report_of(journal, with_sections(Section.MEDICINES)))
    assert name not in text
    assert name in text.replace("- ", "").replace("\N{SOFT HYPHEN} ", "")


def test_visits_and_questions_open_and_answered(tmp_path: Path) -> None:
    records = [
        Visit(day=DAY, clinic="Harbour Street", note="Four weeks until the next one"),
        ClinicQuestion(asked_on=DAY, text="May I drive?"),
        ClinicQuestion(asked_on=DAY, text="With food?", answered_on=CUT_OFF, answer="Without."),
        check_in(DAY, 9),
    ]
    with a_journal(tmp_path, records) as journal:
        text = text_of(report_of(journal, with_sections(Section.QUESTIONS)))
    assert "10 Jan 2026 Harbour Street Four weeks until the next one" in text
    assert "Questions still open Asked Question 10 Jan 2026 May I drive?" in text
    assert "10 Jan 2026 With food? Without. 24 Jan 2026" in text


def test_other_questionnaires_stand_apart_with_their_bands_and_raters(tmp_path: Path) -> None:
    with a_journal(tmp_path, worked_records()) as journal:
        with journal.write("Rate") as session:
            alex = add_person(session, "Alex", Role.CAREGIVER)
            session.add(check_in(DAY - timedelta(days=1), 12, instrument="gad7"))
            late = instant("2026-01-20T21:00:00+00:00")
            day = DAY + timedelta(days=1)
            session.add(check_in(day, 8, instrument="gad7", entered_at=late))
            session.add(check_in(DAY, 8, observer_id=alex.id))
        text = text_of(report_of(journal, with_sections(Section.QUESTIONNAIRES)))
    assert "GAD-7, rated by the patient 2 entries, between 8 and 12" in text
    assert "9 Jan 2026 12 Moderate – –" in text
    assert "11 Jan 2026 8 Mild day 1 after treatment 1 entered late" in text
    assert "Daily anxiety check, rated by Alex" in text


def test_columns_in_which_nothing_would_stand_are_left_out(tmp_path: Path) -> None:
    with a_journal(tmp_path, worked_records()) as journal:
        with journal.write("Rate") as session:
            session.add(check_in(DAY + timedelta(days=1), 8, instrument="gad7"))
        text = text_of(report_of(journal, with_sections(Section.QUESTIONNAIRES)))
    assert "1 entry, 8" in text
    assert "Day Value Band Where it lies 11 Jan 2026 8 Mild day 1 after treatment 1" in text


def test_a_sample_says_so_on_every_page(tmp_path: Path) -> None:
    from journal.store import Journal

    choices = replace(with_sections(Section.NOTES), first=CUT_OFF - timedelta(days=200))
    with Journal.open(sample_file(tmp_path, CUT_OFF), to_read=True) as journal:
        pages = pages_of(report_of(journal, choices))
    assert len(pages) > 1
    assert all("Sample patient: nothing here is real." in page for page in pages)
