"""Logging a day: once-a-day checks edit themselves, drafts are kept, and what is due is known."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from journal import check_ins
from journal.instrument_files import load_instruments
from journal.records import CheckIn, Draft
from journal.scoring import Answer, Answers, BadAnswer, answers_to_json
from tests.builders import DAY, evening, fixed_clock, instant, new_journal

INSTRUMENTS = load_instruments()
DAILY, NOW, GAD7 = (INSTRUMENTS[code] for code in ("daily-anxiety", "anxiety-now", "gad7"))


def all_ones(count: int = 7) -> Answers:
    return {str(item): Answer(1) for item in range(1, count + 1)}


def test_a_second_daily_check_on_one_day_edits_the_first(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Log") as session:
            first = check_ins.log_check_in(session, DAILY, DAY, all_ones()).id
        with journal.write("Log") as session:
            again = check_ins.log_check_in(session, DAILY, DAY, {**all_ones(), "1": Answer(3)})
        assert (again.id, again.total) == (first, 9)


def test_checks_meant_for_several_a_day_are_all_kept(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        for value in (60, 40):
            check_ins.log_check_in(session, NOW, DAY, {"value": Answer(value)})
        assert session.scalar(select(func.count()).select_from(CheckIn)) == 2


def test_an_observer_and_the_patient_rate_side_by_side(tmp_path: Path) -> None:
    from journal.people import add_person
    from journal.records import Role

    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        ben = add_person(session, "Ben", Role.CAREGIVER).id
        check_ins.log_check_in(session, DAILY, DAY, all_ones())
        check_ins.log_check_in(session, DAILY, DAY, all_ones(), observer_id=ben)
        assert check_ins.check_in_on(session, "daily-anxiety", DAY) is not None
        both = session.scalars(select(CheckIn)).all()
        assert {one.observer_id for one in both} == {None, ben}


def test_a_missing_answer_leaves_no_total(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        kept = check_ins.log_check_in(session, DAILY, DAY, all_ones(6))
        assert kept.total is None
        assert kept.scores == {}
        (due,) = check_ins.due_checks(session, [DAILY], DAY)
        assert due.is_due
        assert not due.is_complete


@pytest.mark.parametrize("bad", [{"1": Answer(4)}, {"8": Answer(1)}, {"1": Answer(0.5)}])
def test_answers_that_the_instrument_does_not_allow_are_refused(
    tmp_path: Path, bad: Answers
) -> None:
    with new_journal(tmp_path) as journal:
        with pytest.raises(BadAnswer), journal.write("Log") as session:
            check_ins.log_check_in(session, DAILY, DAY, bad)
        with journal.read() as session:
            assert session.scalars(select(CheckIn)).all() == []


def test_a_half_filled_form_opens_as_it_was_left_and_saving_it_drops_the_draft(
    tmp_path: Path,
) -> None:
    half: Answers = {"1": Answer(2), "2": Answer(0)}
    with new_journal(tmp_path) as journal:
        with journal.write("Keep a draft") as session:
            check_ins.keep_draft(session, "daily-anxiety", DAY, answers_to_json(half))
        with journal.read() as session:
            assert check_ins.form_answers(session, DAILY, DAY) == half
            (due,) = check_ins.due_checks(session, [DAILY], DAY)
            assert due.has_draft
            assert due.is_due
        with journal.write("Log") as session:
            check_ins.log_check_in(session, DAILY, DAY, all_ones())
        with journal.read() as session:
            assert session.scalars(select(Draft)).all() == []
            assert check_ins.form_answers(session, DAILY, DAY) == all_ones()


def test_a_two_week_questionnaire_is_due_again_after_fourteen_days(tmp_path: Path) -> None:
    full = {item.code: Answer(1) for item in GAD7.items}
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        check_ins.log_check_in(session, GAD7, DAY, full)
        for days, expected in ((0, False), (1, False), (13, False), (14, True)):
            (due,) = check_ins.due_checks(session, [GAD7], DAY + timedelta(days=days))
            assert due.is_due is expected, days


def test_an_incomplete_questionnaire_does_not_put_off_the_next(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        check_ins.log_check_in(session, GAD7, DAY, {"1": Answer(1)})
        (due,) = check_ins.due_checks(session, [GAD7], DAY + timedelta(days=1))
        assert due.is_due


def test_the_unscored_difficulty_item_is_not_needed_for_a_total(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        assert check_ins.log_check_in(session, GAD7, DAY, all_ones()).total == 7


def test_a_discarded_check_in_is_gone_from_the_day_and_still_in_the_file(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Log") as session:
            kept = check_ins.log_check_in(session, DAILY, DAY, all_ones(), rated_at=evening(DAY)).id
        with journal.write("Discard") as session:
            check_ins.discard_check_in(session, kept, fixed_clock()())
        with journal.read() as session:
            assert check_ins.check_in_on(session, "daily-anxiety", DAY) is None
            assert session.get_one(CheckIn, kept).rated_at == instant("2026-01-10T21:00:00+00:00")
