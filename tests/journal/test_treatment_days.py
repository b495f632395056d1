"""The moments of a treatment day: their times, and what is kept for each."""

from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from journal import queries
from journal.check_ins import check_ins_on
from journal.days import Instant
from journal.instrument_files import load_instruments
from journal.records import CheckIn, VitalSigns
from journal.scoring import BadAnswer
from journal.store import Journal
from journal.treatment_days import (
    Moment,
    MomentEntry,
    fits,
    keep_moment,
    moment_of,
    moments,
    time_for,
    usual_time,
)
from journal.treatments import TreatmentEntry, VitalSignsEntry, keep_treatment, keep_vital_signs
from tests.builders import DAY, instant, new_journal

INSTRUMENTS = load_instruments()
START = instant("2026-01-10T11:00:00+01:00")
NOW = instant("2026-01-10T21:00:00+01:00")
AT_40 = instant("2026-01-10T11:42:00+01:00")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return new_journal(tmp_path)


def infusion(journal: Journal) -> TreatmentEntry:
    entry = TreatmentEntry(start=START, day=DAY)
    with journal.write("Add a treatment") as session:
        return replace(entry, id=keep_treatment(session, entry))


def keep(journal: Journal, treatment: TreatmentEntry, entry: MomentEntry) -> None:
    with journal.write("Log a moment") as session:
        keep_moment(session, treatment, entry, INSTRUMENTS, NOW)


def kept(journal: Journal, treatment: TreatmentEntry) -> tuple[MomentEntry, ...]:
    with journal.read() as session:
        return moments(session, treatment)


@pytest.mark.parametrize(
    ("clock", "moment"),
    [
        ("10:59:59", Moment.BEFORE),
        ("11:00:00", Moment.MINUTES_40),
        ("11:49:59", Moment.MINUTES_40),
        ("11:50:00", Moment.HOUR_1),
        ("12:30:00", Moment.HOURS_2),
        ("14:59:59", Moment.HOURS_2),
        ("15:00:00", Moment.EVENING),
    ],
)
def test_a_time_belongs_to_one_moment(clock: str, moment: Moment) -> None:
    assert moment_of(instant(f"2026-01-10T{clock}+01:00"), START) is moment


@pytest.mark.parametrize("moment", Moment)
@pytest.mark.parametrize("start", ["09:00", "11:00", "17:30"])
def test_the_usual_time_of_a_moment_belongs_to_it(moment: Moment, start: str) -> None:
    treatment = TreatmentEntry(start=instant(f"2026-01-10T{start}:00+01:00"), day=DAY)
    usual = usual_time(moment, treatment)
    assert fits(moment, usual, treatment)
    assert usual.offset == 60


def test_now_is_written_only_beside_the_moment_it_is() -> None:
    treatment = TreatmentEntry(start=START, day=DAY)
    assert time_for(Moment.MINUTES_40, treatment, AT_40) == AT_40
    assert time_for(Moment.HOUR_1, treatment, AT_40) == instant("2026-01-10T12:00:00+01:00")
    next_day = instant("2026-01-11T12:00:00+01:00")
    assert time_for(Moment.EVENING, treatment, next_day) == instant("2026-01-10T20:00:00+01:00")


def test_after_midnight_is_still_the_evening_until_the_day_ends() -> None:
    treatment = TreatmentEntry(start=START, day=DAY)
    night = instant("2026-01-11T00:40:00+01:00")
    assert fits(Moment.EVENING, night, treatment)
    assert not fits(Moment.EVENING, night, treatment, day_ends_at=time(0, 0))


def test_a_moment_comes_back_as_it_was_kept(journal: Journal) -> None:
    treatment = infusion(journal)
    entry = MomentEntry(Moment.MINUTES_40, AT_40, 62, 80, 142, 88, 91)
    keep(journal, treatment, entry)
    (found,) = kept(journal, treatment)
    assert replace(found, anxiety_id=None, detached_id=None, vital_signs_id=None) == entry
    with journal.read() as session:
        readings = queries.readings(session, "anxiety-now")
        assert [(reading.value, reading.at) for reading in readings] == [(62, AT_40.local)]


def test_changing_a_moment_changes_its_records(journal: Journal) -> None:
    treatment = infusion(journal)
    keep(journal, treatment, MomentEntry(Moment.MINUTES_40, AT_40, 62, 80, 142, 88, 91))
    (first,) = kept(journal, treatment)
    later = instant("2026-01-10T11:45:00+01:00")
    keep(journal, treatment, replace(first, at=later, anxiety=30, pulse=None))
    (second,) = kept(journal, treatment)
    assert (second.anxiety, second.detached, second.systolic, second.pulse) == (30, 80, 142, None)
    assert second.at == later
    with journal.read() as session:
        assert session.query(CheckIn).count() == 2
        assert session.query(VitalSigns).count() == 1


def test_what_is_emptied_goes_to_the_trash(journal: Journal) -> None:
    treatment = infusion(journal)
    keep(journal, treatment, MomentEntry(Moment.BEFORE, time_before(), 62, 80, 142, 88, 91))
    (first,) = kept(journal, treatment)
    emptied = replace(first, detached=None, systolic=None, diastolic=None, pulse=None)
    keep(journal, treatment, emptied)
    (second,) = kept(journal, treatment)
    assert (second.anxiety, second.detached_id, second.vital_signs_id) == (62, None, None)
    with journal.read() as session:
        trashed = [one for one in session.query(CheckIn) if one.deleted_utc is not None]
        assert [one.instrument for one in trashed] == ["detached-now"]
        assert session.query(VitalSigns).one().deleted_utc == NOW.utc


def time_before() -> Instant:
    return usual_time(Moment.BEFORE, TreatmentEntry(start=START, day=DAY))


def test_zero_is_kept_and_is_not_empty(journal: Journal) -> None:
    treatment = infusion(journal)
    keep(journal, treatment, MomentEntry(Moment.MINUTES_40, AT_40, anxiety=0))
    (found,) = kept(journal, treatment)
    assert found.anxiety == 0
    assert not found.is_empty


def test_weight_measured_with_the_rest_is_left_alone(journal: Journal) -> None:
    treatment = infusion(journal)
    with journal.write("Log vital signs") as session:
        signs = VitalSignsEntry(AT_40, treatment.id, systolic=140, diastolic=85, weight=71.5)
        keep_vital_signs(session, signs)
    (found,) = kept(journal, treatment)
    keep(journal, treatment, replace(found, systolic=None, diastolic=None))
    with journal.read() as session:
        row = session.query(VitalSigns).one()
        assert (row.systolic, row.weight, row.deleted_utc) == (None, 71.5, None)


def test_what_was_measured_a_little_later_keeps_its_own_time(journal: Journal) -> None:
    treatment = infusion(journal)
    keep(journal, treatment, MomentEntry(Moment.MINUTES_40, AT_40, anxiety=40))
    measured_at = instant("2026-01-10T11:47:00+01:00")
    with journal.write("Log vital signs") as session:
        keep_vital_signs(session, VitalSignsEntry(measured_at, treatment.id, pulse=80))
    (found,) = kept(journal, treatment)
    keep(journal, treatment, replace(found, anxiety=35))
    with journal.read() as session:
        assert session.query(VitalSigns).one().taken_at == measured_at
    (found,) = kept(journal, treatment)
    assert (found.anxiety, found.at) == (35, AT_40)
    keep(journal, treatment, replace(found, at=instant("2026-01-10T11:30:00+01:00")))
    with journal.read() as session:
        assert session.query(VitalSigns).one().taken_at == instant("2026-01-10T11:30:00+01:00")


def test_the_note_of_a_rating_survives_its_change(journal: Journal) -> None:
    treatment = infusion(journal)
    keep(journal, treatment, MomentEntry(Moment.MINUTES_40, AT_40, anxiety=40))
    with journal.write("Write a note") as session:
        (rating,) = check_ins_on(session, "anxiety-now", DAY)
        rating.note, rating.is_private = "loud corridor", True
    (found,) = kept(journal, treatment)
    keep(journal, treatment, replace(found, anxiety=45))
    with journal.read() as session:
        (rating,) = check_ins_on(session, "anxiety-now", DAY)
        assert (rating.total, rating.note, rating.is_private) == (45, "loud corridor", True)


def test_of_several_ratings_the_nearest_to_the_moment_is_shown(journal: Journal) -> None:
    treatment = infusion(journal)
    for clock, value in (("11:05", 10), ("11:38", 20), ("11:49", 30)):
        at = instant(f"2026-01-10T{clock}:00+01:00")
        keep(journal, treatment, MomentEntry(Moment.MINUTES_40, at, anxiety=value))
    (found,) = kept(journal, treatment)
    assert found.anxiety == 20


def test_a_rating_outside_its_scale_is_refused(journal: Journal) -> None:
    treatment = infusion(journal)
    with pytest.raises(BadAnswer):
        keep(journal, treatment, MomentEntry(Moment.MINUTES_40, AT_40, anxiety=101))
    assert kept(journal, treatment) == ()
