"""Numbered steps that bring an older file up to today's tables.

A step is a function over Alembic's `Operations` with literal names, so that it does the same for
ever, whatever the models become. The number of steps done stands in `user_version`. All steps of
one opening run in one transaction.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, Engine

from journal.on_disk import sums

Step = Callable[[Operations], None]


def _record_columns() -> list[sa.Column[object] | sa.ForeignKeyConstraint]:
    return [
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("entered_by_id", sa.String(36)),
        sa.Column("entered_utc", sa.DateTime()),
        sa.Column("entered_offset", sa.Integer()),
        sa.Column("changed_utc", sa.DateTime()),
        sa.Column("deleted_utc", sa.DateTime()),
    ]


def _record_keys(table: str) -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["people.id"], name=f"fk_{table}_entered_by_id_people"
        ),
    ]


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _instant(name: str, *, nullable: bool = True) -> list[sa.Column[object]]:
    return [
        sa.Column(f"{name}_utc", sa.DateTime(), nullable=nullable),
        sa.Column(f"{name}_offset", sa.Integer(), nullable=nullable),
    ]


def _record_table(op: Operations, name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(name, *_record_columns(), *columns, *_record_keys(name))


def first_tables(op: Operations) -> None:
    """Step 1: the tables of the first version."""
    _record_table(op, "people", _text("name"), sa.Column("role", sa.String(20), nullable=False))
    _create_check_ins(op)
    _create_treatments(op)
    _create_what_follows_treatments(op)
    _record_table(
        op,
        "notes",
        sa.Column("day", sa.Date(), nullable=False),
        _text("text"),
        sa.Column("is_private", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_notes_day", "notes", ["day"])
    _record_table(
        op,
        "questions",
        sa.Column("asked_on", sa.Date(), nullable=False),
        _text("text"),
        sa.Column("answered_on", sa.Date()),
        _text("answer"),
    )
    _record_table(
        op,
        "own_instruments",
        _text("code"),
        _text("definition"),
        sa.UniqueConstraint("code", name="uq_own_instruments_code"),
    )
    _create_keeping(op)


def _create_check_ins(op: Operations) -> None:
    _record_table(
        op,
        "check_ins",
        sa.Column("day", sa.Date(), nullable=False),
        *_instant("rated"),
        sa.Column("observer_id", sa.String(36)),
        _text("instrument"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("total", sa.Double()),
        _text("note"),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("is_imported", sa.Boolean(), nullable=False),
        _key("check_ins", "observer_id", "people"),
    )
    op.create_index("ix_check_ins_series", "check_ins", ["instrument", "observer_id", "day"])
    op.create_index("ix_check_ins_day", "check_ins", ["day"])


def _create_treatments(op: Operations) -> None:
    _record_table(
        op,
        "treatments",
        *_instant("start", nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("phase", sa.String(20)),
        sa.Column("course", sa.Integer()),
        _text("substance"),
        sa.Column("route", sa.String(20)),
        sa.Column("amount", sa.Double()),
        sa.Column("unit", sa.String(20)),
        sa.Column("minutes", sa.Integer()),
        *(_text(name) for name in ("clinic", "companion", "cost", "note")),
    )
    op.create_index("ix_treatments_day", "treatments", ["day"])


def _create_what_follows_treatments(op: Operations) -> None:
    _record_table(
        op,
        "vital_signs",
        *_instant("taken"),
        sa.Column("treatment_id", sa.String(36)),
        *(sa.Column(name, sa.Integer()) for name in ("systolic", "diastolic", "pulse")),
        *(sa.Column(name, sa.Double()) for name in ("spo2", "weight")),
        _key("vital_signs", "treatment_id", "treatments"),
    )
    op.create_index("ix_vital_signs_treatment_id", "vital_signs", ["treatment_id"])
    _record_table(
        op,
        "side_effects",
        _text("effect"),
        sa.Column("severity", sa.String(20)),
        *_instant("onset"),
        *_instant("end"),
        sa.Column("treatment_id", sa.String(36)),
        _text("note"),
        _key("side_effects", "treatment_id", "treatments"),
    )
    op.create_index("ix_side_effects_treatment_id", "side_effects", ["treatment_id"])
    _record_table(
        op,
        "medicines",
        _text("name"),
        sa.Column("kind", sa.String(20), nullable=False),
        _text("amount"),
        sa.Column("from_day", sa.Date()),
        sa.Column("to_day", sa.Date()),
    )
    _record_table(
        op,
        "intakes",
        sa.Column("medicine_id", sa.String(36), nullable=False),
        *_instant("taken"),
        _text("amount"),
        _key("intakes", "medicine_id", "medicines"),
    )
    op.create_index("ix_intakes_medicine_id", "intakes", ["medicine_id"])


def _create_keeping(op: Operations) -> None:
    op.create_table(
        "settings",
        _text("name"),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
    )
    op.create_table(
        "drafts",
        _text("form"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("form", "day", name="pk_drafts"),
    )
    op.create_table(
        "writes",
        sa.Column("id", sa.Integer(), nullable=False),
        _text("label"),
        *_instant("made", nullable=False),
        sa.Column("person_id", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_writes"),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("write_id", sa.Integer(), nullable=False),
        _text("kind"),
        _text("record_id"),
        sa.Column("before", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        _key("versions", "write_id", "writes"),
    )
    op.create_index("ix_versions_record", "versions", ["kind", "record_id"])
    op.create_index("ix_versions_write_id", "versions", ["write_id"])


def add_visits(op: Operations) -> None:
    """Step 2: visits to the clinic, from which "since the last visit" counts."""
    _record_table(
        op, "visits", sa.Column("day", sa.Date(), nullable=False), _text("clinic"), _text("note")
    )
    op.create_index("ix_visits_day", "visits", ["day"])


_KEYS = uuid.UUID("8b0f6a6e-3c58-4c0e-9f1b-6d2a4f1c7e35")
"""Names the space of the keys that writes without one are given: the same on every copy."""


def key_of_keyless(row: Iterable[object]) -> str:
    """The key of a write that was made without one, from its id, instant, offset and label."""
    return str(uuid.uuid5(_KEYS, "\n".join(map(str, row))))


def key_writes(op: Operations) -> None:
    """Step 3: writes have a key that is the same on every copy, and may put another one back;
    a write keeps one version of a row; what is emptied out of the trash leaves its id.
    """
    connection = op.get_bind()
    op.add_column("writes", sa.Column("key", sa.String(36)))
    op.add_column("writes", sa.Column("undoes", sa.String(36)))
    rows = connection.exec_driver_sql("SELECT id, made_utc, made_offset, label FROM writes").all()
    keys = [(key_of_keyless(row), row[0]) for row in rows]
    if keys:
        connection.exec_driver_sql("UPDATE writes SET key = ? WHERE id = ?", keys)
    with op.batch_alter_table("writes") as table:
        table.alter_column("key", existing_type=sa.String(36), nullable=False)
        table.create_unique_constraint("uq_writes_key", ["key"])
    connection.exec_driver_sql(
        "DELETE FROM versions WHERE id NOT IN"
        " (SELECT min(id) FROM versions GROUP BY write_id, kind, record_id)"
    )
    op.drop_index("ix_versions_write_id", "versions")
    whole = ["write_id", "kind", "record_id"]
    op.create_index("ix_versions_write", "versions", whole, unique=True)
    op.create_table(
        "emptied",
        _text("kind"),
        _text("record_id"),
        sa.Column("at_utc", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "record_id", name="pk_emptied"),
    )


_SCALES = uuid.UUID("2f6d4a0e-90c1-4d1b-8a57-1f3f6b1a9c44")
"""Names the space of the ids of own scales."""


def prepare_merging(op: Operations) -> None:
    """Step 4: an own scale's id follows from its code, so that it is the same on every copy;
    what two copies disagree on about the trash waits for the person.
    """
    connection = op.get_bind()
    for old, code in connection.exec_driver_sql("SELECT id, code FROM own_instruments").all():
        new = str(uuid.uuid5(_SCALES, code))
        connection.exec_driver_sql("UPDATE own_instruments SET id = ? WHERE id = ?", (new, old))
        connection.exec_driver_sql(
            "UPDATE versions SET record_id = ?, before = json_set(before, '$.id', ?)"
            " WHERE kind = 'own_instruments' AND record_id = ?",
            (new, new, old),
        )
    op.create_table(
        "undecided",
        _text("kind"),
        _text("record_id"),
        sa.Column("thrown_away", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "record_id", name="pk_undecided"),
    )


def add_sums(op: Operations) -> None:
    """Step 5: every row has a sum. They are written after the last step, as `migrate` tells."""
    op.create_table(
        "sums",
        _text("kind"),
        _text("record_id"),
        sa.Column("sum", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "record_id", name="pk_sums"),
        sqlite_with_rowid=False,
    )


STEPS: tuple[Step, ...] = (first_tables, add_visits, key_writes, prepare_merging, add_sums)


def migrate(engine: Engine, steps: Sequence[Step] = STEPS) -> None:
    """Run the steps that the file has not seen, all in one transaction, and write all sums anew.

    Foreign keys are off meanwhile, since rebuilding a parent table would delete its children, and
    are checked before the commit. Raises `BrokenLinks` if a step left a row without its parent.
    """
    with engine.connect() as connection:
        raw = connection.connection
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                done = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
                operations = Operations(MigrationContext.configure(connection))
                for step in steps[done:]:
                    step(operations)
                _refuse_broken_links(connection)
                connection.exec_driver_sql(f"PRAGMA user_version = {len(steps)}")
                sums.write_all(raw.dbapi_connection)
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


class BrokenLinks(Exception):
    """A migration would have left rows that refer to nothing; it was rolled back."""


def _refuse_broken_links(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise BrokenLinks(len(broken))
