"""Treatments are planned, filled in from the last, completed and cancelled."""

import dataclasses
from datetime import timedelta
from pathlib import Path

import pytest

from journal import side_effects, treatments
from journal.records import Phase, Route, Severity, Status, Unit
from journal.side_effects import EndsBeforeItBegan, SideEffectEntry
from journal.treatments import TreatmentEntry, VitalSignsEntry
from tests.builders import DAY, fixed_clock, instant, new_journal

FIRST = TreatmentEntry(
    start=instant("2026-01-10T11:00:00+00:00"),
    day=DAY,
    phase=Phase.INDUCTION,
    route=Route.IV,
    amount=0.5,
    unit=Unit.MG_PER_KG,
    minutes=40,
    clinic="North clinic",
    companion="Ben",
    cost="£450",
    note="slow start",
)


def test_a_treatment_comes_back_as_it_was_entered(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Plan") as session:
            kept = treatments.keep_treatment(session, FIRST)
        with journal.read() as session:
            assert treatments.entries(session) == (dataclasses.replace(FIRST, id=kept),)


def test_the_next_one_is_filled_in_from_the_last_that_was_not_cancelled(tmp_path: Path) -> None:
    later = FIRST.start.parse("2026-01-14T11:00:00+00:00")
    with new_journal(tmp_path) as journal, journal.write("Plan") as session:
        treatments.keep_treatment(session, FIRST)
        cancelled = dataclasses.replace(
            FIRST, start=later, day=DAY + timedelta(days=4), amount=9.0, status=Status.CANCELLED
        )
        treatments.keep_treatment(session, cancelled)
        fresh = treatments.next_entry(session, later, DAY + timedelta(days=8))
        assert fresh == dataclasses.replace(
            FIRST, start=later, day=DAY + timedelta(days=8), cost="", note=""
        )


def test_planned_becomes_completed_or_cancelled_or_goes_to_the_trash(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, journal.write("Plan") as session:
        one, two, three = (treatments.keep_treatment(session, FIRST) for _ in range(3))
        treatments.complete_treatment(session, one)
        treatments.cancel_treatment(session, two)
        treatments.discard_treatment(session, three, fixed_clock()())
        session.flush()
        found = {entry.id: entry.status for entry in treatments.entries(session)}
        assert found == {one: Status.COMPLETED, two: Status.CANCELLED}
        on_day = treatments.entry_on(session, DAY)
        assert on_day is not None
        assert on_day.id == one


def test_vital_signs_stand_with_their_treatment_in_the_order_taken(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        given = treatments.keep_treatment(session, FIRST)
        for clock, systolic in (("12:00", 130), ("11:40", 142)):
            treatments.keep_vital_signs(
                session,
                VitalSignsEntry(
                    instant(f"2026-01-10T{clock}:00+00:00"), given, systolic=systolic, diastolic=80
                ),
            )
        assert [one.systolic for one in treatments.vital_signs(session, given)] == [142, 130]


def test_side_effects_show_on_each_day_they_touch(tmp_path: Path) -> None:
    nausea = SideEffectEntry(
        "nausea",
        Severity.MILD,
        onset=instant("2026-01-10T11:30:00+00:00"),
        end=instant("2026-01-11T09:00:00+00:00"),
    )
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        kept = side_effects.keep_side_effect(session, nausea)
        days = {
            offset: side_effects.entries_on(session, DAY + timedelta(days=offset))
            for offset in (-1, 0, 1, 2)
        }
        kept_entry = dataclasses.replace(nausea, id=kept)
        assert days == {-1: (), 0: (kept_entry,), 1: (kept_entry,), 2: ()}
        side_effects.discard_side_effect(session, kept, fixed_clock()())
        session.flush()
        assert side_effects.entries(session) == ()


def test_a_side_effect_cannot_end_before_it_began(tmp_path: Path) -> None:
    wrong = SideEffectEntry(
        "nausea",
        onset=instant("2026-01-10T11:30:00+00:00"),
        end=instant("2026-01-10T12:00:00+01:00"),
    )
    with (
        new_journal(tmp_path) as journal,
        pytest.raises(EndsBeforeItBegan),
        journal.write("Log") as session,
    ):
        side_effects.keep_side_effect(session, wrong)
