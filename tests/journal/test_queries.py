"""From records to the plain values of the figures."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from journal import people, queries
from journal.instrument_files import load_instruments
from journal.people import UnknownPerson
from journal.records import Role, Setting
from journal.settings import JournalSettings, journal_settings, keep_settings, rules_for
from journal.trajectories.rules import BaselineKind
from tests.builders import DAY, check_in, instant, new_journal, treatment


def test_a_reading_has_a_clock_time_only_inside_its_day(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        session.add(check_in(rated_at=instant("2026-01-11T00:40:00+00:00")))
        session.add(check_in(rated_at=instant("2026-01-11T09:00:00+00:00")))
        session.add(check_in())
        session.flush()
        clocks = [one.at for one in queries.readings(session, "daily-anxiety")]
        assert [clock is None for clock in clocks].count(True) == 2
        four = queries.readings(session, "daily-anxiety", day_ends_at=time(10))
        assert [one.at is None for one in four].count(True) == 1


def test_late_entries_are_late_and_imported_ones_never(tmp_path: Path) -> None:
    entered = instant("2026-01-20T09:00:00+00:00")
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        session.add(check_in(entered_at=entered, total=1))
        session.add(check_in(entered_at=entered, total=2, is_imported=True))
        session.add(check_in(total=3))
        session.flush()
        found = {one.value: one.is_late for one in queries.readings(session, "daily-anxiety")}
        assert found == {1: True, 2: False, 3: False}


def test_readings_come_from_one_query(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        session.add_all(check_in(DAY + timedelta(days=day)) for day in range(30))
        session.flush()
        asked: list[str] = []

        def note(*args: object) -> None:
            asked.append(str(args[2]))

        event.listen(session.get_bind(), "before_cursor_execute", note)
        assert len(queries.readings(session, "daily-anxiety")) == 30
        assert len(asked) == 1
        plan = session.connection().exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT day, scores FROM check_ins "
            "WHERE instrument = 'a' AND observer_id IS NULL ORDER BY day"
        )
        assert "ix_check_ins_series" in str(plan.all())


def test_nobody_of_that_name_is_said_to_be_unknown(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        people.add_person(session, "Ben", Role.CAREGIVER)
        people.add_person(session, "Ana", Role.PATIENT)
        with pytest.raises(UnknownPerson):
            queries.readings(session, "daily-anxiety", rater="Zoe")


def test_an_observer_in_the_trash_rates_nothing(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Log") as session:
            ben = people.add_person(session, "Ben", Role.CAREGIVER)
            session.add_all([check_in(DAY, 9), check_in(DAY, 12, observer_id=ben.id)])
        with journal.read() as session:
            assert [one.rater for one in queries.logged_series(session)] == ["Ben", "self"]
        with journal.write("Discard") as session:
            people.people(session)[0].deleted_utc = journal.clock().utc
        with journal.read() as session:
            assert [one.rater for one in queries.logged_series(session)] == ["self"]


def test_only_completed_treatments_enter_the_figures(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        session.add_all(treatment(status=status) for status in ("planned", "cancelled"))
        session.add(treatment(DAY + timedelta(days=1), "11:00:00+05:30"))
        session.flush()
        (found,) = queries.treatments(session)
        assert (found.label, found.phase) == ("0.5 mg/kg IV", "induction")
        assert found.start.isoformat() == "2026-01-11T11:00:00+05:30"


def test_settings_come_back_and_what_was_never_set_has_its_default(tmp_path: Path) -> None:
    set_to = JournalSettings(
        day_ends_at=time(4, 30), logged=("sleep",), rules={"open_gap": 5, "has_line": 0}
    )
    with new_journal(tmp_path) as journal:
        with journal.write("Set") as session:
            assert journal_settings(session) == JournalSettings()
            keep_settings(session, set_to)
        with journal.write("Add what a later version knows") as session:
            row = session.get_one(Setting, "journal")
            row.value = {**row.value, "later": 1}
        with journal.read() as session:
            assert journal_settings(session) == set_to


def test_rules_follow_the_score_and_what_was_set() -> None:
    known = load_instruments()
    daily, gad7, sleep = known["daily-anxiety"], known["gad7"], known["sleep"]
    set_to = JournalSettings(rules={"open_gap": 5, "has_line": 0})
    rules = rules_for(daily, daily.main_score, set_to)
    assert (rules.open_gap, rules.least_baseline, rules.allows_line) == (5, 5, True)
    rare = rules_for(gad7, gad7.main_score, JournalSettings())
    assert (rare.baseline_kind, rare.least_baseline) == (BaselineKind.LAST, 8)
    assert not rare.allows_line
    assert not rules_for(sleep, sleep.main_score, JournalSettings()).allows_line


def test_only_daily_and_momentary_scales_with_a_least_baseline_have_a_line() -> None:
    allowed = {
        code
        for code, instrument in load_instruments().items()
        if rules_for(instrument, instrument.main_score, JournalSettings()).allows_line
    }
    assert allowed == {"daily-anxiety", "social-daily", "anxiety-now"}
