"""Planning an import and carrying it out: what is new, what is there already, what is written."""

from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from journal import queries, settings
from journal.check_ins import discard_check_in
from journal.exchange.faults import NothingReadable, RowFault, ScaleInTrash
from journal.exchange.known_mappings import known_mapping, setting_name
from journal.exchange.mapping_file import load_mapping
from journal.exchange.plan import ImportPlan, Tally, carry_out, plan_import
from journal.instrument_files import load_instruments
from journal.records import CheckIn, Note, OwnInstrument, Person, Record, Role, Setting, Version
from journal.scoring import Answer, answers_to_json
from journal.settings import JournalSettings, keep_settings
from journal.store import Journal
from tests.builders import instant, new_journal

INSTRUMENTS = load_instruments()
MAPPING = """
name = "Mine"
[when]
day_column = "day"
clock_column = "clock"
utc_offset = "+01:00"
[[scales]]
code = "own-tension"
title = "Tension"
column = "tension"
minimum = 0
maximum = 10
several_a_day = true
[[notes]]
columns = ["note"]
"""
CONTENT = (
    "day,clock,tension,note\n2026-01-10,20:00,3,one\n2026-01-11,20:00,4,\n2026-01-11,20:00,4,\n"
)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return new_journal(tmp_path)


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    return written(tmp_path, CONTENT)


def written(folder: Path, content: str) -> Path:
    path = folder / "diary.csv"
    path.write_text(content, encoding="utf-8")
    return path


def planned(journal: Journal, path: Path, mapping: str = MAPPING) -> ImportPlan:
    with journal.read() as session:
        return plan_import(session, path, load_mapping(mapping), INSTRUMENTS)


def brought_in(journal: Journal, path: Path, mapping: str = MAPPING) -> ImportPlan:
    plan = planned(journal, path, mapping)
    with journal.write(plan.label) as session:
        return carry_out(session, plan)


def count(journal: Journal, kind: type[Record]) -> int:
    with journal.read() as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def test_a_plan_writes_nothing(journal: Journal, diary: Path) -> None:
    plan = planned(journal, diary)
    assert plan.rows == Tally(new=3)
    assert plan.kinds == {"check_ins": Tally(new=3), "notes": Tally(new=1)}
    assert [scale.code for scale in plan.new_scales] == ["own-tension"]
    assert plan.is_readable
    assert plan.label == "Import diary.csv"
    assert count(journal, CheckIn) == count(journal, OwnInstrument) == 0


def test_carrying_out_tells_which_kinds_changed(journal: Journal, diary: Path) -> None:
    told: list[frozenset[type]] = []
    journal.listen(told.append)
    brought_in(journal, diary)
    assert told == [frozenset({CheckIn, Note, OwnInstrument, Setting})]
    with journal.read() as session:
        found = queries.readings(session, "own-tension")
        assert [reading.value for reading in found] == [3, 4, 4]
        assert not any(reading.is_late for reading in found)
        instrument = queries.instruments(session, INSTRUMENTS)["own-tension"]
        assert instrument.several_a_day


def test_the_same_file_twice_adds_nothing(journal: Journal, diary: Path) -> None:
    brought_in(journal, diary)
    versions = count_versions(journal)
    again = brought_in(journal, diary)
    assert again.rows == Tally(present=3)
    assert again.new_scales == ()
    assert (count(journal, CheckIn), count(journal, Note)) == (3, 1)
    assert count_versions(journal) == versions


def count_versions(journal: Journal) -> int:
    with journal.read() as session:
        return session.scalar(select(func.count()).select_from(Version)) or 0


def test_an_older_plan_writes_nothing_twice(journal: Journal, diary: Path) -> None:
    old = planned(journal, diary)
    brought_in(journal, diary)
    with journal.write(old.label) as session:
        assert carry_out(session, old).rows == Tally(present=3)
    assert count(journal, CheckIn) == 3


def test_a_longer_file_adds_its_new_rows(journal: Journal, tmp_path: Path, diary: Path) -> None:
    brought_in(journal, diary)
    more = "2026-01-11,20:00,4,\n2026-01-12,20:00,5,\n"
    plan = brought_in(journal, written(tmp_path, CONTENT + more))
    assert plan.rows == Tally(new=2, present=3)


def test_rows_are_found_again_after_editing_and_deleting(journal: Journal, diary: Path) -> None:
    brought_in(journal, diary)
    with journal.write("Edit") as session:
        first, second, _ = session.scalars(select(CheckIn).order_by(CheckIn.day, CheckIn.id))
        first.answers, first.scores, first.total = {"value": 9}, {"total": 9}, 9
        discard_check_in(session, second.id, instant("2026-01-20T10:00:00+00:00"))
    assert brought_in(journal, diary).rows == Tally(present=3)
    with journal.read() as session:
        kept = session.scalars(select(CheckIn).where(CheckIn.deleted_utc.is_(None))).all()
        assert sorted(one.total or 0 for one in kept) == [4, 9]


def test_what_was_typed_in_by_hand_counts_as_there(journal: Journal, tmp_path: Path) -> None:
    mapping = 'name = "Mine"\n[when]\nday_column = "day"\n[[check_ins]]\n'
    mapping += 'instrument = "anxiety-now"\nitems = { value = "anxiety" }\n'
    path = written(tmp_path, "day,anxiety\n2026-01-10,40\n2026-01-10,40\n")
    with journal.write("Log") as session:
        answers = answers_to_json({"value": Answer(40.0)})
        values = {"day": date(2026, 1, 10), "instrument": "anxiety-now", "version": 1}
        scores = {"scores": {"total": 40.0}, "total": 40.0}
        session.add(CheckIn(**values, **scores, answers=answers))
    assert brought_in(journal, path, mapping).rows == Tally(new=1, present=1)
    assert brought_in(journal, path, mapping).rows == Tally(present=2)


def test_another_end_of_the_day_makes_no_duplicates(journal: Journal, tmp_path: Path) -> None:
    path = written(tmp_path, "day,clock,tension,note\n2026-01-11,03:30,3,\n")
    brought_in(journal, path)
    with journal.write("Set") as session:
        keep_settings(session, JournalSettings(day_ends_at=time(4)))
    assert brought_in(journal, path).rows == Tally(present=1)


def test_unreadable_rows_are_named_and_the_others_taken(journal: Journal, tmp_path: Path) -> None:
    path = written(tmp_path, CONTENT + "2026-01-12,20:00,11,two\n")
    plan = brought_in(journal, path)
    assert plan.rows == Tally(new=3)
    (row,) = plan.unreadable
    assert (row.file, row.line, row.reason) == ("diary.csv", 5, RowFault.OUT_OF_RANGE)
    assert count(journal, Note) == 1


@pytest.mark.parametrize("rows", ["", "2026-01-12,20:00,11,\n"])
def test_without_a_readable_row_nothing_is_written(
    journal: Journal, tmp_path: Path, rows: str
) -> None:
    plan = planned(journal, written(tmp_path, "day,clock,tension,note\n" + rows))
    assert not plan.is_readable
    with pytest.raises(NothingReadable) as caught, journal.write(plan.label) as session:
        carry_out(session, plan)
    assert caught.value.unreadable == plan.unreadable
    assert count(journal, OwnInstrument) == 0
    with journal.read() as session:
        assert session.scalar(select(func.count()).select_from(Setting)) == 0


def test_rows_that_say_nothing_are_counted_apart(journal: Journal, tmp_path: Path) -> None:
    plan = planned(journal, written(tmp_path, CONTENT + "2026-01-13,20:00,,\n"))
    assert (plan.rows, plan.passed_over) == (Tally(new=3), 1)


def test_a_scale_in_the_trash_stays_there(journal: Journal, diary: Path) -> None:
    brought_in(journal, diary)
    with journal.write("Delete") as session:
        scale = session.scalars(select(OwnInstrument)).one()
        scale.deleted_utc = instant("2026-01-20T10:00:00+00:00").utc
    with pytest.raises(ScaleInTrash, match="own-tension"):
        planned(journal, diary)


def test_an_unknown_rater_becomes_a_caregiver(journal: Journal, tmp_path: Path) -> None:
    mapping = 'name = "Mine"\n[when]\nday_column = "day"\n[[check_ins]]\nrater = "Ana"\n'
    mapping += 'instrument = "anxiety-now"\nitems = { value = "anxiety" }\n'
    path = written(tmp_path, "day,anxiety\n2026-01-10,40\n")
    assert planned(journal, path, mapping).new_people == ("Ana",)
    brought_in(journal, path, mapping)
    again = brought_in(journal, path, mapping)
    assert (again.rows, again.new_people) == (Tally(present=1), ())
    with journal.read() as session:
        person = session.scalars(select(Person)).one()
        assert (person.name, person.role) == ("Ana", Role.CAREGIVER)
        assert len(queries.readings(session, "anxiety-now", rater="Ana")) == 1


def test_a_rater_of_the_journal_is_found_by_name(journal: Journal, tmp_path: Path) -> None:
    with journal.write("Add people") as session:
        session.add(Person(id="1", name="Ana", role=Role.CAREGIVER))
        session.add(Person(id="2", name="Me", role=Role.PATIENT))
    mapping = 'name = "Mine"\n[when]\nday_column = "day"\n[[check_ins]]\nrater = "{}"\n'
    mapping += 'instrument = "anxiety-now"\nitems = {{ value = "anxiety" }}\n'
    path = written(tmp_path, "day,anxiety\n2026-01-10,40\n")
    brought_in(journal, path, mapping.format("Ana"))
    brought_in(journal, path, mapping.format("Me"))
    with journal.read() as session:
        observers = session.scalars(select(CheckIn.observer_id)).all()
    assert set(observers) == {"1", None}


def test_the_mapping_is_remembered_under_the_header(journal: Journal, diary: Path) -> None:
    header = ("day", "clock", "tension", "note")
    with journal.read() as session:
        assert known_mapping(session, header) is None
    brought_in(journal, diary)
    with journal.read() as session:
        assert known_mapping(session, header) == load_mapping(MAPPING)
        assert known_mapping(session, header[::-1]) is None


def test_a_remembered_mapping_that_cannot_be_read_counts_as_none(journal: Journal) -> None:
    with journal.write("Spoil") as session:
        settings.keep_value(session, setting_name(("a",)), {"toml": "name = 1"})
    with journal.read() as session:
        assert known_mapping(session, ("a",)) is None


def test_faulty_rows_among_silent_ones_are_not_readable(journal: Journal, tmp_path: Path) -> None:
    rows = "2026-01-12,20:00,11,\n2026-01-13,20:00,,\n"
    plan = planned(journal, written(tmp_path, "day,clock,tension,note\n" + rows))
    assert (plan.rows, plan.passed_over, len(plan.unreadable)) == (Tally(), 1, 1)
    assert not plan.is_readable
    with pytest.raises(NothingReadable), journal.write(plan.label) as session:
        carry_out(session, plan)
    with journal.read() as session:
        assert known_mapping(session, ("day", "clock", "tension", "note")) is None
    assert count(journal, OwnInstrument) == 0


def test_silent_rows_alone_are_readable(journal: Journal, tmp_path: Path) -> None:
    path = written(tmp_path, "day,clock,tension,note\n2026-01-13,20:00,,\n")
    assert planned(journal, path).is_readable


def test_writing_tells_how_far_it_is(journal: Journal, tmp_path: Path) -> None:
    days = [f"2026-01-{n % 28 + 1:02},20:00,{n % 11},\n" for n in range(1200)]
    plan = planned(journal, written(tmp_path, "day,clock,tension,note\n" + "".join(days)))
    shares: list[float] = []
    with journal.write(plan.label) as session:
        carry_out(session, plan, shares.append)
    assert len(shares) >= 3
    assert shares == sorted(shares)
    assert (shares[0] < 1, shares[-1]) == (True, 1)


def test_writing_that_is_stopped_leaves_nothing(journal: Journal, diary: Path) -> None:
    plan = planned(journal, diary)

    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), journal.write(plan.label) as session:
        carry_out(session, plan, stop)
    assert count(journal, CheckIn) == count(journal, OwnInstrument) == 0


def test_a_failure_in_the_middle_leaves_nothing(journal: Journal, diary: Path) -> None:
    plan = planned(journal, diary)

    def fail_midway() -> None:
        with journal.write(plan.label) as session:
            carry_out(session, plan)
            raise RuntimeError("power")

    with pytest.raises(RuntimeError, match="power"):
        fail_midway()
    assert count(journal, CheckIn) == count(journal, OwnInstrument) == 0
