"""From records to the hours of a treatment day and to side effects after treatments."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from journal import people, queries
from journal.days import DAY_ENDS_AT
from journal.records import CheckIn, Role, Severity, SideEffect, Treatment, VitalSigns
from journal.side_effect_terms import load_vocabulary
from journal.side_effects import is_first_moment, is_last_moment
from journal.store import Journal
from journal.trajectories.hours import ANXIETY, DETACHED, DIASTOLIC, PULSE, SYSTOLIC, TreatmentHours
from tests.builders import DAY, instant, new_journal, treatment

VOCABULARY = load_vocabulary()
TODAY = DAY + timedelta(days=10)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return new_journal(tmp_path)


def rated(clock: str | None, value: float, code: str = "anxiety-now", **fields: object) -> CheckIn:
    at = None if clock is None else instant(f"2026-01-{clock}:00+00:00")
    scores = {"total": value}
    values = {"rated_at": at, "scores": scores, "total": value, **fields}
    return CheckIn(instrument=code, version=1, day=DAY, answers={}, **values)


def signs(of: Treatment, clock: str | None, **fields: object) -> VitalSigns:
    at = None if clock is None else instant(f"2026-01-{clock}:00+00:00")
    return VitalSigns(treatment_id=of.id, taken_at=at, **fields)


def effect(
    of: Treatment | None, onset: str | None, end: str | None, **fields: object
) -> SideEffect:
    return SideEffect(
        treatment_id=None if of is None else of.id,
        onset=None if onset is None else instant(f"2026-01-{onset}:00+00:00"),
        end=None if end is None else instant(f"2026-01-{end}:00+00:00"),
        **{"effect": "nausea", "severity": Severity.MILD, **fields},
    )


def hours(session: Session, today: date = TODAY) -> tuple[TreatmentHours, ...]:
    session.flush()
    return queries.treatment_hours(session, DAY_ENDS_AT, today)


def values(found: TreatmentHours, curve: str) -> list[tuple[float, float]]:
    return [(point.hours, point.value) for point in found.curve(curve)]


def test_ratings_of_the_day_and_vital_signs_of_the_treatment_make_its_curves(
    journal: Journal,
) -> None:
    with journal, journal.write("Log") as session:
        given = treatment()
        session.add(given)
        session.flush()
        session.add_all(
            [
                rated("10T10:30", 70),
                rated("10T12:00", 40),
                rated("11T02:30", 55),
                rated("10T12:00", 80, "detached-now"),
                signs(given, "10T11:30", systolic=140, diastolic=88, pulse=80),
                signs(given, "10T13:00", systolic=120),
            ]
        )
        (found,) = hours(session)
    assert values(found, ANXIETY) == [(-0.5, 70), (1, 40), (15.5, 55)]
    assert values(found, DETACHED) == [(1, 80)]
    assert values(found, SYSTOLIC) == [(0.5, 140), (2, 120)]
    assert values(found, DIASTOLIC) == [(0.5, 88)]
    assert values(found, PULSE) == [(0.5, 80)]


def test_an_observers_ratings_and_what_is_in_the_trash_stay_out(journal: Journal) -> None:
    with journal, journal.write("Log") as session:
        ben = people.add_person(session, "Ben", Role.CAREGIVER)
        given = treatment()
        session.add(given)
        session.flush()
        gone = instant("2026-01-12T09:00:00+00:00").utc
        session.add_all(
            [
                rated("10T12:00", 40, observer_id=ben.id),
                rated("10T12:00", 41, deleted_utc=gone),
                signs(given, "10T12:00", pulse=80, deleted_utc=gone),
            ]
        )
        (found,) = hours(session)
    assert not found.has_values


def test_times_that_are_missing_or_lie_outside_the_day_are_no_clock_times(
    journal: Journal,
) -> None:
    with journal, journal.write("Log") as session:
        given = treatment()
        session.add(given)
        session.flush()
        session.add_all(
            [
                rated(None, 40),
                rated("11T09:00", 41),
                signs(given, None, pulse=80),
                signs(given, "11T09:00", pulse=81),
            ]
        )
        (found,) = hours(session)
    assert not found.has_values


def test_planned_cancelled_and_later_treatments_have_no_hours(journal: Journal) -> None:
    with journal, journal.write("Log") as session:
        cancelled = treatment(status="cancelled")
        session.add_all([cancelled, treatment(TODAY + timedelta(days=1))])
        session.flush()
        session.add(signs(cancelled, "10T12:00", pulse=80))
        assert hours(session) == ()


def test_the_second_dose_of_a_day_shares_the_first_ones_hours(journal: Journal) -> None:
    with journal, journal.write("Log") as session:
        first, second = treatment(clock="09:00:00+00:00"), treatment(clock="14:00:00+00:00")
        session.add_all([first, second])
        session.flush()
        session.add_all([signs(second, "10T14:30", pulse=90), signs(first, "10T09:30", pulse=80)])
        (found,) = hours(session)
    assert values(found, PULSE) == [(0.5, 80), (5.5, 90)]


def test_side_effects_are_told_in_words_and_placed_by_their_treatment(journal: Journal) -> None:
    with journal, journal.write("Log") as session:
        given = treatment()
        session.add(given)
        session.flush()
        session.add_all(
            [
                effect(given, "10T11:30", "10T13:00", severity=Severity.SEVERE),
                effect(given, "10T12:00", None, effect="metal taste", severity=None),
                effect(None, "13T12:00", None, effect="headache"),
                effect(given, None, None, effect="tired"),
            ]
        )
        session.flush()
        found = queries.side_effects_after(session, VOCABULARY, TODAY)
    assert [(one.effect, one.severity, one.onset_hours, one.end_hours) for one in found.spans] == [
        ("Nausea", "severe", 0.5, 2),
        ("metal taste", None, 1, None),
    ]
    assert [one.effect for one in found.undated] == ["Tired"]
    assert [one.effect for one in found.apart] == ["Headache"]


def test_what_began_after_today_is_left_out_and_what_ends_after_it_has_no_end_yet(
    journal: Journal,
) -> None:
    with journal, journal.write("Log") as session:
        given = treatment()
        session.add(given)
        session.flush()
        session.add_all(
            [effect(given, "10T12:00", "14T12:00"), effect(given, "13T12:00", "13T13:00")]
        )
        session.flush()
        third = DAY + timedelta(days=2)
        (span,) = queries.side_effects_after(session, VOCABULARY, third).spans
    assert (span.onset_hours, span.end_hours, span.is_still_there) == (1, None, True)


def test_an_effect_told_by_days_keeps_its_days(journal: Journal) -> None:
    with journal, journal.write("Log") as session:
        given = treatment()
        session.add(given)
        session.flush()
        session.add(effect(given, "11T03:00", "13T02:59"))
        session.flush()
        (span,) = queries.side_effects_after(session, VOCABULARY, TODAY).spans
    assert (span.onset_day, span.end_day) == (date(2026, 1, 11), date(2026, 1, 12))


def test_the_moments_that_stand_for_a_day_follow_when_the_day_ends() -> None:
    four = instant("2026-01-11T04:00:00+01:00")
    assert is_first_moment(four, time(4))
    assert not is_first_moment(four)
    assert is_last_moment(instant("2026-01-11T03:59:00+01:00"), time(4))
