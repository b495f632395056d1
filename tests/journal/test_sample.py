"""The sample patient: made from its seed, laid on the calendar, and honest about what it holds."""

import os
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import days, people, queries, treatments
from journal.days import Instant
from journal.instrument_files import load_instruments
from journal.limits import Finding, load_limits
from journal.obstacles import AlreadyThere
from journal.questions import open_questions
from journal.records import (
    KINDS,
    CheckIn,
    ClinicQuestion,
    Draft,
    Intake,
    Note,
    Person,
    SideEffect,
    Status,
    Treatment,
    Visit,
    VitalSigns,
)
from journal.sample import FILE, make_sample
from journal.sample.generator import as_text, generate
from journal.settings import journal_settings, rules_for
from journal.side_effect_terms import load_vocabulary
from journal.store import Journal
from journal.trajectories import figures
from journal.trajectories.values import AroundTreatment, DurationEnd, ResponseStatus
from journal.visits import last_visit

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.tidemark"
    make_sample(path, today=TODAY)
    return path


@pytest.fixture
def session(sample: Path) -> Iterator[Session]:
    with Journal.open(sample, to_read=True) as journal, journal.read() as session:
        yield session


def contents(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every kind, as plain values."""
    with Journal.open(path, to_read=True) as journal, journal.read() as session:
        return {
            kind.__tablename__: sorted(
                (dict(row._mapping) for row in session.execute(select(*kind.__table__.columns))),
                key=lambda row: str(row["id"]),
            )
            for kind in KINDS
        }


def around(session: Session) -> tuple[AroundTreatment, ...]:
    instrument = load_instruments()["daily-anxiety"]
    rules = rules_for(instrument, instrument.main_score, journal_settings(session))
    readings = queries.readings(session, "daily-anxiety")
    return figures.around(readings, queries.treatments(session), TODAY, rules)


def test_the_kept_file_is_what_the_generator_makes() -> None:
    assert FILE.read_text(encoding="utf-8") == as_text(generate())


def test_another_seed_makes_another_patient() -> None:
    assert generate(1)["check_ins"] != generate(2)["check_ins"]


def test_the_journal_says_that_it_is_the_sample(sample: Path) -> None:
    with Journal.open(sample, to_read=True) as journal:
        assert journal.is_sample


def test_the_same_day_gives_the_same_records(sample: Path, tmp_path: Path) -> None:
    make_sample(tmp_path / "again.tidemark", today=TODAY)
    assert contents(tmp_path / "again.tidemark") == contents(sample)


def test_another_day_moves_every_entry_by_whole_days(sample: Path, tmp_path: Path) -> None:
    make_sample(tmp_path / "later.tidemark", today=TODAY + timedelta(days=40))
    here, later = contents(sample), contents(tmp_path / "later.tidemark")
    for one, other in zip(here["check_ins"], later["check_ins"], strict=True):
        assert other["day"] - one["day"] == timedelta(days=40)
        assert other["answers"] == one["answers"]


def test_it_ends_today_with_a_draft_and_nothing_of_the_future(session: Session) -> None:
    assert session.scalars(select(Draft)).one().day == TODAY
    assert max(session.scalars(select(CheckIn.day))) == TODAY - timedelta(days=1)
    morning = Instant.parse(f"{TODAY}T09:00:00+00:00")
    for kind in KINDS:
        for record in session.scalars(select(kind)):
            assert record.entered_at is not None
            assert record.entered_at.utc < morning.utc


def test_it_covers_fourteen_months(session: Session) -> None:
    first = min(session.scalars(select(CheckIn.day)))
    assert 420 <= (TODAY - first).days <= 430


def test_a_file_in_the_way_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.tidemark"
    path.write_bytes(b"mine")
    with pytest.raises(AlreadyThere):
        make_sample(path, today=TODAY)
    assert path.read_bytes() == b"mine"


def test_instants_carry_the_offset_of_the_place_and_season(session: Session) -> None:
    winters = [
        (datetime(2025, 10, 26, 1), datetime(2026, 3, 29, 1)),  # noqa: DTZ001 - UTC, as kept
        (datetime(2026, 10, 25, 1), datetime(2027, 3, 28, 1)),  # noqa: DTZ001
    ]
    abroad = []
    for row in session.scalars(select(CheckIn)):
        assert row.rated_at is not None
        if row.rated_at.offset == 180:
            abroad.append(row.day)
        else:
            is_winter = any(start <= row.rated_at.utc < end for start, end in winters)
            assert row.rated_at.offset == (0 if is_winter else 60)
    assert 4 <= (max(abroad) - min(abroad)).days <= 9


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system's zone cannot be set")
def test_the_computers_time_zone_changes_nothing(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = os.environ.get("TZ")
    away = "Pacific/Auckland" if here != "Pacific/Auckland" else "America/St_Johns"
    monkeypatch.setenv("TZ", away)
    time.tzset()
    try:
        make_sample(tmp_path / "away.tidemark", today=TODAY)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert os.environ.get("TZ") == here
    assert contents(tmp_path / "away.tidemark") == contents(sample)


def test_treatments_lie_at_lengthening_intervals(session: Session) -> None:
    rows = session.scalars(select(Treatment).order_by(Treatment.start_utc)).all()
    done = [row.day for row in rows if row.status is Status.COMPLETED]
    assert [row.phase for row in rows[:6]] == ["induction"] * 6
    assert (done[5] - done[0]).days == 17
    gaps = [(b - a).days for a, b in pairwise(done[5:13])]
    assert gaps == sorted(gaps)
    assert [row.status for row in rows if row.status is not Status.COMPLETED] == [
        Status.CANCELLED,
        Status.PLANNED,
    ]
    assert rows[-1].day > TODAY


def test_some_treatments_go_without_a_response_and_durations_differ(session: Session) -> None:
    found = around(session)
    statuses = [one.response.status for one in found]
    assert statuses.count(ResponseStatus.NOT_REACHED) >= 2
    assert statuses.count(ResponseStatus.NOT_ENOUGH_ENTRIES) >= 2
    durations = [one.duration for one in found if one.duration is not None]
    closed = sorted(one.days for one in durations if not one.at_least)
    assert closed[0] <= 5
    assert any(10 <= n <= 14 for n in closed)
    assert closed[-1] >= 20
    reasons = {one.reason for one in durations if one.at_least}
    assert reasons == {DurationEnd.NEXT_TREATMENT, DurationEnd.GAP, DurationEnd.TODAY}
    assert {one.course for one in found} == {1, 2}


def test_days_are_missed_and_entries_come_late(session: Session) -> None:
    readings = queries.readings(session, "daily-anxiety")
    rated = sorted({reading.day for reading in readings})
    missing = [(b - a).days - 1 for a, b in pairwise(rated)]
    assert sum(1 for n in missing if n > 3) >= 3
    assert sum(1 for n in missing if n == 1) >= 5
    assert 3 <= sum(reading.is_late for reading in readings) < 30
    after_midnight = [r for r in readings if r.at is not None and r.at.date() > r.day]
    assert after_midnight


def test_an_incomplete_check_has_no_total(session: Session) -> None:
    daily = session.scalars(select(CheckIn).where(CheckIn.instrument == "daily-anxiety")).all()
    (incomplete,) = [row for row in daily if row.total is None]
    assert "skipped" in incomplete.answers.values()
    assert incomplete.scores == {}


def test_the_two_week_questionnaire_comes_every_other_week(session: Session) -> None:
    found = [reading.day for reading in queries.readings(session, "gad7")]
    gaps = [(b - a).days for a, b in pairwise(found)]
    assert all(14 <= gap <= 26 for gap in gaps)


def test_the_observer_rates_beside_the_patient(session: Session) -> None:
    patient, observer = people.people(session)
    assert (patient.role, observer.role) == ("patient", "caregiver")
    weeks = (TODAY - min(session.scalars(select(CheckIn.day)))).days / 7
    seen = queries.readings(session, "daily-anxiety", rater=observer.name)
    assert 2 <= len(seen) / weeks <= 4
    rows = session.scalars(select(CheckIn).where(CheckIn.observer_id == observer.id))
    assert {row.entered_by_id for row in rows} == {observer.id}


def test_side_effects_are_words_of_the_vocabulary_but_one(session: Session) -> None:
    known = set(load_vocabulary().effects)
    found = set(session.scalars(select(SideEffect.effect)))
    assert len(found - known) == 1
    for row in session.scalars(select(SideEffect)):
        assert row.onset is not None
        assert row.end is None or row.end.utc > row.onset.utc


def test_vital_signs_are_numbers_nobody_would_ask_about(session: Session) -> None:
    limits = load_limits()
    for row in session.scalars(select(VitalSigns)):
        assert row.systolic is not None
        assert row.diastolic is not None
        assert limits.blood_pressure(row.systolic, row.diastolic) is Finding.TAKEN


def test_every_kind_of_entry_is_there(session: Session) -> None:
    used = set(session.scalars(select(CheckIn.instrument)))
    assert used >= {
        "daily-anxiety",
        "social-daily",
        "gad7",
        "sleep",
        "anxiety-now",
        "detached-now",
    }
    notes = session.scalars(select(Note)).all()
    assert {note.is_private for note in notes} == {True, False}
    questions = session.scalars(select(ClinicQuestion)).all()
    assert {question.answered_on is None for question in questions} == {True, False}
    assert session.scalars(select(Intake)).first() is not None
    assert session.scalars(select(Visit)).first() is not None
    assert session.scalars(select(Person)).first() is not None


def test_since_the_last_visit_there_is_something_to_talk_about(session: Session) -> None:
    visit = last_visit(session, TODAY)
    assert visit is not None
    done = [one.day for one in treatments.entries(session) if one.status is Status.COMPLETED]
    assert 1 <= sum(visit.day < day for day in done) <= 2
    assert len(open_questions(session)) == 2
    assert all(one.asked_on > visit.day for one in open_questions(session))


def test_today_defaults_to_the_clocks_day(tmp_path: Path) -> None:
    before = days.day_of(days.now())
    make_sample(tmp_path / "now.tidemark")
    after = days.day_of(days.now())
    path = tmp_path / "now.tidemark"
    with Journal.open(path, to_read=True) as journal, journal.read() as session:
        assert session.scalars(select(Draft.day)).one() in (before, after)
