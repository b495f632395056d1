"""Older files are brought up to date whole or not at all, after a copy was kept."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from journal.obstacles import DamagedJournal
from journal.on_disk import journal_file, migrations, sums
from journal.on_disk.migrations import STEPS, BrokenLinks, migrate
from journal.records import (
    CheckIn,
    Model,
    OwnInstrument,
    SideEffect,
    Treatment,
    Version,
    Visit,
    Write,
)
from journal.soundness import is_as_written
from journal.store import Journal
from tests.builders import check_in, new_journal, treatment
from tests.journal.older import older_file


def test_the_steps_make_exactly_the_tables_of_the_models(tmp_path: Path) -> None:
    with Journal.create(tmp_path / "new.tidemark") as journal, journal.read() as session:
        assert differences(session) == []


def differences(session: Session) -> list[object]:
    """Between a file and the models; there is no model of sums, which no query asks for."""
    opts = {"compare_type": True, "include_name": lambda name, _kind, _of: name != sums.TABLE}
    context = MigrationContext.configure(session.connection(), opts=opts)
    return list(compare_metadata(context, Model.metadata))


def test_the_file_knows_how_many_steps_were_done(tmp_path: Path) -> None:
    assert len(STEPS) == journal_file.SCHEMA_VERSION
    with new_journal(tmp_path) as journal, journal.read() as session:
        found = session.connection().exec_driver_sql("PRAGMA user_version").scalar_one()
    assert found == len(STEPS)


def add_mood(op: Operations) -> None:
    with op.batch_alter_table("treatments") as table:
        table.add_column(sa.Column("mood", sa.String()))
        table.alter_column("clinic", existing_type=sa.String(), nullable=True)


def test_an_older_file_gains_the_new_step_and_keeps_children_and_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.tidemark"
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        given = treatment()
        session.add(given)
        session.flush()
        session.add(SideEffect(effect="nausea", treatment_id=given.id))
        session.add(check_in())
    monkeypatch.setattr(migrations, "STEPS", (*STEPS, add_mood))
    monkeypatch.setattr(migrations.migrate, "__defaults__", ((*STEPS, add_mood),))
    monkeypatch.setattr(journal_file, "SCHEMA_VERSION", len(STEPS) + 1)
    with Journal.open(path) as journal, journal.read() as session:
        columns = session.connection().exec_driver_sql("PRAGMA table_info(treatments)").all()
        assert "mood" in {column[1] for column in columns}
        assert session.scalars(sa.select(SideEffect)).one().effect == "nausea"
        assert session.scalars(sa.select(CheckIn)).one().total == 10
        assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        assert is_as_written(session), "a step writes no sums; they are written after it"
    monkeypatch.undo()
    (copy,) = [
        file for file in tmp_path.rglob("*") if f"before upgrade from {len(STEPS)}" in file.name
    ]
    assert copy.stat().st_mode & 0o777 == 0o600
    with Journal.open(copy, to_read=True) as kept, kept.read() as session:
        assert session.scalars(sa.select(Treatment)).one().minutes == 40


A_CHECK_IN = (
    "INSERT INTO check_ins (id, day, instrument, version, answers, scores, total, note,"
    " is_private, is_imported)"
    " VALUES ('a', '2026-01-10', 'daily-anxiety', 1, '{}', '{\"total\": 10}', 10, '', 0, 0)"
)


def test_a_journal_of_the_first_version_can_take_visits(tmp_path: Path) -> None:
    path = older_file(tmp_path, 1, A_CHECK_IN)
    with Journal.open(path) as journal, journal.write("Mark a visit") as session:
        session.add(Visit(day=date(2026, 1, 10)))
        session.flush()
        assert session.scalars(sa.select(Visit)).one().clinic == ""
        assert session.scalars(sa.select(CheckIn)).one().total == 10


WRITES = (
    "INSERT INTO writes (id, label, made_utc, made_offset) VALUES"
    " (1, 'Log', '2026-01-10 21:00:00', 60), (2, 'Log', '2026-01-11 21:00:00', 60)"
)
VERSIONS = (
    "INSERT INTO versions (write_id, kind, record_id, before) VALUES"
    " (1, 'check_ins', 'a', NULL), (2, 'check_ins', 'a', '{\"total\": 9}'),"
    " (2, 'check_ins', 'a', '{\"total\": 8}')"
)


KEYED = 3
"""The step that gave writes their keys."""


def test_two_copies_of_an_older_journal_give_its_writes_the_same_keys(tmp_path: Path) -> None:
    found = []
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        path = older_file(folder, 2, A_CHECK_IN, WRITES, VERSIONS)
        with Journal.open(path) as journal, journal.read() as session:
            found.append(session.scalars(sa.select(Write.key).order_by(Write.id)).all())
    assert found[0] == found[1]
    assert len(set(found[0])) == 2


def test_of_an_older_journal_the_version_before_each_write_is_kept(tmp_path: Path) -> None:
    path = older_file(tmp_path, 2, A_CHECK_IN, WRITES, VERSIONS)
    with Journal.open(path) as journal, journal.read() as session:
        kept = session.scalars(sa.select(Version.before).order_by(Version.id)).all()
    assert kept == [None, {"total": 9}]


@pytest.mark.parametrize("steps", range(1, len(STEPS)))
def test_a_file_of_every_earlier_version_becomes_exactly_the_models(
    tmp_path: Path, steps: int
) -> None:
    rows = (A_CHECK_IN, WRITES, VERSIONS) if steps < KEYED else (A_CHECK_IN,)
    path = older_file(tmp_path, steps, *rows)
    with Journal.open(path) as journal, journal.read() as session:
        assert differences(session) == []
        assert is_as_written(session)


@pytest.mark.parametrize("text", ["x'ff00'", "CAST(x'ff00' AS TEXT)"])
def test_an_older_journal_that_holds_no_text_where_one_belongs_is_damaged_and_left(
    tmp_path: Path, text: str
) -> None:
    note = f"UPDATE check_ins SET note = {text}"  # noqa: S608
    path = older_file(tmp_path, len(STEPS) - 1, A_CHECK_IN, note)
    content = path.read_bytes()
    with pytest.raises(DamagedJournal):
        Journal.open(path)
    assert path.read_bytes() == content


def fail(_op: Operations) -> None:
    raise OperationalError("", {}, Exception("database or disk is full"))


def break_links(op: Operations) -> None:
    op.execute("INSERT INTO intakes (id, medicine_id, amount) VALUES ('a', 'gone', '')")


@pytest.mark.parametrize(("step", "error"), [(fail, OperationalError), (break_links, BrokenLinks)])
def test_a_step_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, step: migrations.Step, error: type[Exception]
) -> None:
    with new_journal(tmp_path) as journal:
        engine = journal._opened.writing
        with pytest.raises(error):
            migrate(engine, (*STEPS, add_mood, step))
        with journal.read() as session:
            columns = session.connection().exec_driver_sql("PRAGMA table_info(treatments)").all()
            assert "mood" not in {column[1] for column in columns}
            found = session.connection().exec_driver_sql("PRAGMA user_version").scalar_one()
            assert found == len(STEPS)


A_SCALE = "INSERT INTO own_instruments (id, code, definition) VALUES ('{id}', 'own-ease', 'a')"
ITS_VERSION = (
    "INSERT INTO versions (write_id, kind, record_id, before) VALUES"
    " (2, 'own_instruments', '{id}', '{{\"id\": \"{id}\"}}')"
)


def test_a_scale_of_ones_own_has_the_same_id_in_every_copy_of_an_older_journal(
    tmp_path: Path,
) -> None:
    found = set()
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        rows = (A_SCALE.format(id=name), WRITES, ITS_VERSION.format(id=name))
        path = older_file(tmp_path / name, 2, *rows)
        with Journal.open(path) as journal, journal.read() as session:
            kept = session.scalars(sa.select(OwnInstrument)).one()
            version = session.scalars(sa.select(Version)).one()
            assert version.record_id == kept.id
            assert version.before == {"id": kept.id}
            found.add(kept.id)
    assert len(found) == 1
