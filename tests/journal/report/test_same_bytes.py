"""The same cut-off over the same data gives the same bytes; what comes later changes nothing."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from journal.records import (
    ClinicQuestion,
    Intake,
    Medicine,
    MedicineKind,
    Model,
    Note,
    SideEffect,
    Status,
    Visit,
)
from journal.report.choices import Naming, Paper, Section
from journal.report.data import data_hash
from journal.store import Journal
from tests.builders import DAY, check_in, evening, treatment
from tests.journal.report.papers import (
    CUT_OFF,
    FIRST_PAGE,
    a_journal,
    data_of,
    report_of,
    text_of,
    with_sections,
    worked_records,
)

LATER = CUT_OFF + timedelta(days=1)
WEEK = timedelta(days=7)

LOGGED = with_sections(Section.SIDE_EFFECTS, Section.MEDICINES, Section.QUESTIONS, Section.NOTES)


def logged_records() -> list[Model]:
    """One of everything that is logged beside the scores."""
    return [
        SideEffect(effect="nausea", onset=evening(DAY)),
        Medicine(name="Sertraline", kind=MedicineKind.ANTIDEPRESSANT, from_day=DAY),
        Medicine(id="lorazepam", name="Lorazepam", kind=MedicineKind.BENZODIAZEPINE),
        ClinicQuestion(asked_on=DAY, text="May I drive the next day?"),
        ClinicQuestion(asked_on=DAY + timedelta(days=1), text="How long is the next one?"),
        Visit(day=DAY, clinic="Harbour Street"),
        Note(day=DAY, text="Quiet room."),
    ]


def test_twice_the_same_report_is_the_same_bytes(tmp_path: Path) -> None:
    choices = replace(FIRST_PAGE, sections=frozenset(Section))
    with a_journal(tmp_path, worked_records() + logged_records()) as journal:
        assert report_of(journal, choices) == report_of(journal, choices)


def later_records() -> list[Model]:
    """What may be entered about a day after the report's last."""
    return [
        check_in(LATER, 3),
        check_in(LATER + WEEK, None),
        check_in(LATER, 3, instrument="gad7"),
        treatment(LATER),
        treatment(LATER, status=Status.PLANNED),
        SideEffect(effect="headache", onset=evening(LATER)),
        Medicine(name="Propranolol", kind=MedicineKind.BETA_BLOCKER, from_day=LATER),
        ClinicQuestion(asked_on=LATER, text="Another one?"),
        Visit(day=LATER),
        Intake(medicine_id="lorazepam", taken_at=evening(LATER)),
        Note(day=LATER, text="Later."),
        Note(day=LATER, text="Later.", is_private=True),
    ]


def test_what_is_entered_about_a_later_day_changes_nothing(tmp_path: Path) -> None:
    with a_journal(tmp_path, worked_records() + logged_records()) as journal:
        before = report_of(journal, LOGGED)
        with journal.write("Later") as session:
            session.add_all(later_records())
        assert report_of(journal, LOGGED) == before


def test_what_ends_or_is_answered_later_is_still_going_on(tmp_path: Path) -> None:
    with a_journal(tmp_path, worked_records() + logged_records()) as journal:
        before = report_of(journal, LOGGED)
        _end_everything_later(journal)
        assert report_of(journal, LOGGED) == before


def _end_everything_later(journal: Journal) -> None:
    with journal.write("End") as session:
        for effect in session.scalars(select(SideEffect)):
            effect.end = evening(LATER)
        for medicine in session.scalars(select(Medicine)):
            medicine.to_day = LATER
        for question in session.scalars(select(ClinicQuestion)):
            # The one asked last is answered first.
            days = timedelta(days=(DAY - question.asked_on).days)
            question.answered_on, question.answer = LATER + days + WEEK, "Not before noon."


def test_an_entry_about_a_day_before_the_cut_off_gives_other_data(tmp_path: Path) -> None:
    with a_journal(tmp_path, worked_records()) as journal:
        before = data_hash(data_of(journal))
        with journal.write("Earlier") as session:
            session.add(check_in(DAY - timedelta(days=8), 20))
        assert data_hash(data_of(journal)) != before


def test_the_hash_is_that_of_the_data_whatever_is_chosen(tmp_path: Path) -> None:
    with a_journal(tmp_path, worked_records() + logged_records()) as journal:
        found = data_hash(data_of(journal))
        other = replace(
            FIRST_PAGE, sections=frozenset(Section), naming=Naming.NONE, paper=Paper.LETTER
        )
        assert data_hash(data_of(journal, other)) == found
        text = text_of(report_of(journal))
    assert found in text
    assert f"data {found[:12]}" in text


def test_what_the_first_page_is_about_is_not_changed_by_a_later_entry(tmp_path: Path) -> None:
    sometimes = check_in(DAY, 9, instrument="functioning")
    with a_journal(tmp_path, [sometimes, treatment()]) as journal:
        before = report_of(journal)
        with journal.write("Begin the daily check") as session:
            session.add(check_in(LATER, 9))
        assert report_of(journal) == before
