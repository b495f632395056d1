"""Every change keeps the version before it: who, when, what."""

from datetime import date
from pathlib import Path

from sqlalchemy import select

from journal import check_ins
from journal.people import add_person
from journal.records import CheckIn, Role, Status, Treatment, Version, Write
from tests.builders import DAY, check_in, fixed_clock, instant, new_journal, treatment


def test_a_change_keeps_the_row_as_it_stood_with_who_when_and_what(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Add a person") as session:
            writer = add_person(session, "Ana", Role.PATIENT).id
        journal.writer_id = writer
        with journal.write("Plan") as session:
            session.add(treatment(status=Status.PLANNED, amount=0.5))
        with journal.write("Complete") as session:
            row = session.scalars(select(Treatment)).one()
            row.status, row.amount = Status.COMPLETED, 0.7
            row.start = instant("2026-01-10T12:30:00+01:00")
        with journal.read() as session:
            last = session.scalars(select(Version).order_by(Version.id.desc())).first()
            assert last is not None
            made = session.get_one(Write, last.write_id)
            assert (made.label, made.person_id) == ("Complete", writer)
            assert made.made_at == fixed_clock()()
            before = last.before
            assert before is not None
            assert (before["status"], before["amount"]) == ("planned", 0.5)
            assert before["start_utc"] == "2026-01-10T11:00:00"
            assert before["day"] == "2026-01-10"


def test_a_new_record_is_stamped_with_who_and_when(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Add a person") as session:
            journal.writer_id = add_person(session, "Ana", Role.PATIENT).id
        with journal.write("Log") as session:
            session.add(check_in(entered_at=None))
        with journal.read() as session:
            kept = session.scalars(select(CheckIn)).one()
            assert kept.entered_by_id == journal.writer_id
            assert kept.entered_at == fixed_clock()()
            first = session.scalars(select(Version).where(Version.kind == "check_ins")).one()
            assert first.before is None


def test_one_unit_of_work_is_one_write_however_often_it_flushes(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Log two") as session:
            session.add(check_in())
            session.flush()
            session.add(check_in(date(2026, 1, 11)))
        with journal.read() as session:
            assert [write.label for write in session.scalars(select(Write))] == ["Log two"]


def test_a_row_changed_twice_in_one_write_is_kept_as_it_was_before_the_write(
    tmp_path: Path,
) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Plan") as session:
            session.add(treatment(amount=1.0))
        with journal.write("Change") as session:
            row = session.scalars(select(Treatment)).one()
            row.amount = 2.0
            session.flush()
            row.amount = 3.0
        with journal.read() as session:
            kept = session.scalars(select(Version).order_by(Version.id)).all()
            amounts = [version.before and version.before["amount"] for version in kept]
            assert amounts == [None, 1.0]


def test_a_later_change_has_a_later_moment_though_the_clock_was_set_back(tmp_path: Path) -> None:
    times = iter(("12:00", "11:00", "11:00"))
    with new_journal(tmp_path, clock=lambda: instant(f"2026-01-24T{next(times)}:00Z")) as journal:
        with journal.write("Plan") as session:
            session.add(treatment(amount=1.0))
        moments = []
        for amount in (2.0, 3.0):
            with journal.write("Change") as session:
                row = session.scalars(select(Treatment)).one()
                moments.append(row.changed_utc)
                row.amount = amount
                session.flush()
                moments.append(row.changed_utc)
    first, second, same, third = (one for one in moments if one is not None)
    assert first < second == same < third


def test_every_write_has_a_key_of_its_own_that_the_journal_tells(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Log") as session:
            session.add(check_in())
        with journal.write("Keep a draft") as session:
            check_ins.keep_draft(session, "daily-anxiety", DAY, {"1": 2})
        with journal.write("Log another") as session:
            session.add(check_in(date(2026, 1, 11)))
        with journal.read() as session:
            keys = tuple(session.scalars(select(Write.key).order_by(Write.id)))
        assert journal.writes_made == keys
        assert len(set(keys)) == 2


def test_drafts_leave_no_version_and_no_write(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        for content in ({"1": 2}, {"1": 2, "2": 3}):
            with journal.write("Keep a draft") as session:
                check_ins.keep_draft(session, "daily-anxiety", DAY, content)
        with journal.read() as session:
            assert check_ins.draft(session, "daily-anxiety", DAY) == {"1": 2, "2": 3}
            assert not session.scalars(select(Write)).all()
