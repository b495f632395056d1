"""Every row of a journal is what was written, or the journal is refused."""

import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, insert, update
from sqlcipher3 import dbapi2 as sqlite

from journal.exchange.archive import write_archive
from journal.exchange.csv_folder import plan_folder
from journal.exchange.plan import carry_out
from journal.history.deciding import decide
from journal.history.states import kept_states
from journal.history.trash import discard, empty_trash
from journal.history.undoing import undo
from journal.instrument_files import load_instruments
from journal.obstacles import DamagedJournal
from journal.on_disk import sums
from journal.on_disk.copies import is_sound
from journal.on_disk.keys import new_key
from journal.records import CheckIn, Draft, Note, OwnInstrument, Person, Setting, Undecided
from journal.safekeeping.archive_joining import join_archive
from journal.safekeeping.backups import Reason, back_up
from journal.safekeeping.restoring import newest_good, restore
from journal.safekeeping.rewriting import rewrite
from journal.safekeeping.shared_copies import Seal, break_seal, put_seal
from journal.store import Journal
from journal.verification import verify
from tests.builders import DAY, check_in, new_journal
from tests.examples import tried
from tests.journal.exchange.folders import exported
from tests.journal.history.kinds import records_of_all_kinds
from tests.journal.safekeeping.copies import change_note, copy_of, first_copy, merge

SEAL = Seal("0a1b2c3d4e5f", "first", "token", "content")
NOTE = ("notes", "note")


def full(folder: Path) -> Journal:
    """A journal with a row in every table."""
    journal = first_copy(folder)
    with journal.write("Log") as session:
        session.add(Setting(name="day ends at", value={"hour": 4}))
        session.add(Draft(form="note", day=DAY, content={"text": "half"}))
        session.add(Note(id="out", day=DAY, text="out"))
    change_note(journal, "slept badly")
    with journal.write("Empty the trash") as session:
        discard(session, "notes", "out", journal.clock())
        empty_trash(session, journal.clock())
        state = {**kept_states(session, [NOTE])[NOTE], "deleted_utc": "2026-01-11T12:00:00"}
        session.add(Undecided(kind="notes", record_id="note", thrown_away=state))
    return journal


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with full(tmp_path_factory.mktemp("full")) as journal:
        return journal.path


def fits(path: Path) -> bool:
    with closing(sqlite.connect(str(path))) as raw:
        return sums.fit(raw)


@cache
def cells(path: Path) -> list[tuple[str, int, str]]:
    """Every stored value: its table, the number of its row, its column."""
    with closing(sqlite.connect(str(path))) as raw:
        return [
            (table, number, column[1])
            for (table,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if table != sums.TABLE
            for column in raw.execute(f"PRAGMA table_info({table})")
            for (number,) in raw.execute(f"SELECT rowid FROM {table}")  # noqa: S608
        ]


VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    st.binary(max_size=5),
)


@tried(40)
@given(data=st.data(), value=VALUES)
def test_whichever_single_value_was_changed_the_journal_is_refused(
    made: Path, data: st.DataObject, value: object
) -> None:
    table, number, name = data.draw(st.sampled_from(cells(made)))
    with closing(sqlite.connect(str(made))) as raw:  # closed without a commit
        asked = f"SELECT {name} FROM {table}"  # noqa: S608
        before = raw.execute(asked).fetchall()
        changed = f"UPDATE {table} SET {name} = ? WHERE rowid = ?"  # noqa: S608
        with suppress(sqlite.IntegrityError):  # such as two rows with one key
            raw.execute(changed, (value, number))
        is_same = raw.execute(asked).fetchall() == before
        assert sums.fit(raw) is is_same


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM notes WHERE id = 'note'",
        "DELETE FROM drafts",
        "INSERT INTO settings VALUES ('sample', '{}')",
        "UPDATE versions SET before = NULL",
        "UPDATE treatments SET amount = 0.6",
        "DELETE FROM sums WHERE kind = 'visits'",
        "UPDATE sums SET sum = x'00' WHERE kind = 'people'",
        "INSERT INTO sums VALUES ('notes', 'another', x'00')",
        "DROP INDEX ix_notes_day",
        "DROP TABLE sums",
        "PRAGMA user_version = 4",
    ],
)
def test_what_is_not_as_it_was_written_is_not_opened_nor_written(
    made: Path, tmp_path: Path, damage: str
) -> None:
    path = Path(shutil.copy(made, tmp_path))
    with closing(sqlite.connect(str(path))) as raw:
        raw.execute(damage)
        raw.commit()
    content = path.read_bytes()

    for opened in (Journal.open, verify):
        with pytest.raises(DamagedJournal):
            opened(path)

    assert path.read_bytes() == content


def test_a_damaged_backup_is_neither_offered_nor_put_in_place(tmp_path: Path) -> None:
    with full(tmp_path) as journal:
        good = back_up(journal, Reason.ASKED).path
        change_note(journal, "of later")
        bad = back_up(journal, Reason.ASKED).path
    with closing(sqlite.connect(str(bad))) as raw:
        raw.execute("UPDATE treatments SET amount = 0.6")
        raw.commit()

    found = newest_good(journal.path)

    assert found is not None
    assert found.backup.path == good
    with pytest.raises(DamagedJournal):
        restore(journal.path, bad)


def test_of_what_became_damaged_while_it_was_open_no_backup_is_made(tmp_path: Path) -> None:
    with full(tmp_path) as journal:
        with closing(sqlite.connect(str(journal.path))) as raw:
            raw.execute("UPDATE treatments SET amount = 0.6")
            raw.commit()
        with pytest.raises(DamagedJournal):
            back_up(journal, Reason.ASKED)


def test_what_was_not_kept_left_no_sum(tmp_path: Path) -> None:
    with full(tmp_path) as journal:
        with suppress(RuntimeError), journal.write("Log") as session:
            session.add(Note(day=DAY, text="never kept"))
            session.flush()
            raise RuntimeError
        change_note(journal, "and the next one is")
    assert fits(journal.path)


# ---- every way of writing ----


def past_the_orm(folder: Path) -> Path:
    with full(folder) as journal, journal.write("Log") as session:
        session.execute(update(Note).values(text="another"))
        values = {"id": "new", "day": DAY, "text": "new", "is_private": False}
        session.execute(insert(Note).values(values))
        session.execute(insert(Note).prefix_with("OR REPLACE").values({**values, "text": "newer"}))
        session.execute(update(Note).where(Note.id == "new").values(id="renamed"))
        scale = {"code": "own-calm", "definition": "x", "id": "other"}
        session.execute(insert(OwnInstrument).prefix_with("OR REPLACE").values(scale))
        session.execute(delete(Draft))
    return journal.path


def undone(folder: Path) -> Path:
    with full(folder) as journal:
        change_note(journal, "changed")
        for _ in ("undo", "redo"):
            with journal.write("Undo") as session:
                undo(session, journal.writes_made[-1])
    return journal.path


def simple(folder: Path) -> Journal:
    journal = new_journal(folder, "simple.tidemark")
    with journal.write("Log") as session:
        kinds = (OwnInstrument, CheckIn, Person)  # the others make sense wherever they come
        session.add_all(one for one in records_of_all_kinds() if not isinstance(one, kinds))
    return journal


def imported(folder: Path) -> Path:
    with simple(folder) as journal:
        exported(journal, folder / "out")
    with new_journal(folder) as into:
        with into.read() as session:
            plan = plan_folder(session, folder / "out", load_instruments(), DAY)
        with into.write(plan.label) as session:
            carry_out(session, plan)
    return into.path


def archived(folder: Path) -> Path:
    with simple(folder) as journal, journal.read() as session:
        write_archive(session, folder / "all.zip")
    with new_journal(folder) as into:
        join_archive(into, folder / "all.zip")
    return into.path


def merged(folder: Path) -> Path:
    with first_copy(folder) as ours, copy_of(ours, "second") as theirs:
        change_note(ours, "changed")
        with theirs.write("Throw away") as session:
            discard(session, "notes", "note", theirs.clock())
            discard(session, "visits", "visit", theirs.clock())
        with theirs.write("Empty the trash") as session:
            empty_trash(session, theirs.clock())
            session.add(Person(id="new", name="Ben", role="caregiver"))
        merge(ours, theirs)
        merge(theirs, ours)
    return ours.path


def decided(folder: Path) -> Path:
    with full(folder) as journal, journal.write("Decide") as session:
        decide(session, "notes", "note", is_kept=True)
    return journal.path


def sealed(folder: Path) -> Path:
    with full(folder) as journal:
        journal.copy_to(folder / "shared.tidemark")
    put_seal(folder / "shared.tidemark", None, SEAL)
    assert fits(folder / "shared.tidemark")
    break_seal(folder / "shared.tidemark", None)
    return folder / "shared.tidemark"


def rewritten(folder: Path) -> Path:
    with full(folder) as journal:
        path = journal.path
    key = new_key("three words, ü")
    rewrite(path, None, folder / "sealed.tidemark", key)
    with Journal.open(folder / "sealed.tidemark", key) as journal:
        change_note(journal, "in secret")
    assert is_sound(journal.path, key)
    rewrite(journal.path, key, folder / "in clear.tidemark", None)
    return folder / "in clear.tidemark"


WAYS = (past_the_orm, undone, imported, archived, merged, decided, sealed, rewritten)
"""Of the sample, and of every migration, other tests open what was written."""


@pytest.mark.parametrize("way", WAYS)
def test_whatever_writes_a_journal_its_sums_fit(
    tmp_path: Path, way: Callable[[Path], Path]
) -> None:
    path = way(tmp_path)

    assert fits(path)
    with Journal.open(path) as journal, journal.write("Log") as session:
        session.add(check_in())
    assert fits(path)
