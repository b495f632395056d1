"""Older files are brought up to date whole or not at all, after a copy was kept."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy.exc import OperationalError

from journal import journal_file, migrations
from journal.migrations import STEPS, BrokenLinks, migrate
from journal.records import CheckIn, Model, SideEffect, Treatment, Visit
from journal.store import Journal
from tests.builders import check_in, new_journal, treatment


def test_the_steps_make_exactly_the_tables_of_the_models(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, journal.read() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Model.metadata) == []


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
    monkeypatch.undo()
    (copy,) = [
        file for file in tmp_path.iterdir() if f"before upgrade from {len(STEPS)}" in file.name
    ]
    assert copy.stat().st_mode & 0o777 == 0o600
    with Journal.open(copy, to_read=True) as kept, kept.read() as session:
        assert session.scalars(sa.select(Treatment)).one().minutes == 40


def test_a_journal_of_the_first_version_can_take_visits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.tidemark"
    monkeypatch.setattr(migrations.migrate, "__defaults__", (STEPS[:1],))
    monkeypatch.setattr(journal_file, "SCHEMA_VERSION", 1)
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        session.add(check_in())
    monkeypatch.undo()
    with Journal.open(path) as journal, journal.write("Mark a visit") as session:
        session.add(Visit(day=date(2026, 1, 10)))
        session.flush()
        assert session.scalars(sa.select(Visit)).one().clinic == ""
        assert session.scalars(sa.select(CheckIn)).one().total == 10


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
