"""Any change can be undone and done again, and nothing else is touched by it."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from journal import check_ins, notes, side_effects, treatments, visits
from journal.history import trash, undoing
from journal.history.states import RefersToGone
from journal.history.undoing import ChangedSince, NothingToUndo
from journal.records import Note, SideEffect, Treatment, Visit, Write
from journal.settings import JournalSettings, journal_settings, keep_settings
from journal.store import Journal
from tests.builders import DAY, fixed_clock, new_journal, treatment

NOW = fixed_clock()()


def undo_last(journal: Journal) -> str:
    """Undo the latest write; returns the key of the undoing."""
    with journal.write("Undo") as session:
        undoing.undo(session, journal.writes_made[-1])
    return journal.writes_made[-1]


def test_an_undone_entry_is_in_the_trash_and_comes_back_with_redo(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Mark a visit") as session:
            visits.keep_visit(session, visits.VisitEntry(DAY, "North clinic"))
        key = undo_last(journal)
        with journal.read() as session:
            assert visits.visits(session) == ()
            assert session.scalars(select(Visit)).one().deleted_utc == NOW.utc
        with journal.write("Redo") as session:
            undoing.undo(session, key)
        with journal.read() as session:
            assert [one.clinic for one in visits.visits(session)] == ["North clinic"]


def test_several_changes_of_one_record_are_undone_one_after_the_other(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        for text in ("first", "second", "third"):
            with journal.write("Write a note") as session:
                notes.keep_note(session, DAY, text, is_private=False, at=NOW)
        made = journal.writes_made
        texts = []
        for key in reversed(made):
            with journal.write("Undo") as session:
                undoing.undo(session, key)
            with journal.read() as session:
                note = notes.note_on(session, DAY)
                texts.append(None if note is None else note.text)
        assert texts == ["second", "first", None]
        for key in reversed(journal.writes_made[len(made) :]):
            with journal.write("Redo") as session:
                undoing.undo(session, key)
        with journal.read() as session:
            note = notes.note_on(session, DAY)
            assert note is not None
            assert note.text == "third"


def test_a_setting_is_undone_to_what_it_was_and_to_never_set(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        for phone in ("1", "2"):
            with journal.write("Set") as session:
                keep_settings(session, JournalSettings(clinic_phone=phone))
        first, second = journal.writes_made
        found = []
        for key in (second, first):
            with journal.write("Undo") as session:
                undoing.undo(session, key)
            with journal.read() as session:
                found.append(journal_settings(session))
        assert found == [JournalSettings(clinic_phone="1"), JournalSettings()]


def test_what_was_changed_since_is_not_undone_by_the_way(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        for text in ("first", "second"):
            with journal.write("Write a note") as session:
                notes.keep_note(session, DAY, text, is_private=False, at=NOW)
        with journal.write("Undo") as session, pytest.raises(ChangedSince) as refused:
            undoing.undo(session, journal.writes_made[0])
        assert refused.value.kind == "notes"
        with journal.read() as session:
            assert session.scalars(select(Note)).one().text == "second"
            assert len(session.scalars(select(Write)).all()) == 2


def test_a_write_that_touched_several_records_is_undone_whole(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Plan") as session:
            session.add_all((treatment(id="a"), treatment(date(2026, 1, 14), id="b")))
        with journal.write("Change both") as session:
            for key in ("a", "b"):
                session.get_one(Treatment, key).amount = 1.0
        undo_last(journal)
        with journal.read() as session:
            assert set(session.scalars(select(Treatment.amount))) == {0.5}


def test_the_undoing_names_the_write_that_it_undid_and_who_did_it(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Plan") as session:
            session.add(treatment())
        journal.writer_id = "somebody"
        undo_last(journal)
        with journal.read() as session:
            plan, undone = session.scalars(select(Write).order_by(Write.id))
        assert (plan.undoes, undone.undoes, undone.person_id) == (None, plan.key, "somebody")


def test_a_write_of_which_nothing_is_left_cannot_be_undone(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Plan") as session:
            session.add(treatment(id="a"))
        with journal.write("To the trash") as session:
            treatments.discard_treatment(session, "a", NOW)
        with journal.write("Empty the trash") as session:
            trash.empty_trash(session, NOW)
        for key in journal.writes_made:
            with journal.write("Undo") as session, pytest.raises(NothingToUndo):
                undoing.undo(session, key)


def test_a_record_is_not_put_back_beside_one_that_was_emptied(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Log") as session:
            session.add(treatment(id="a"))
            session.flush()
            session.add(SideEffect(id="b", effect="nausea", treatment_id="a"))
        with journal.write("Let it follow none") as session:
            session.get_one(SideEffect, "b").treatment_id = None
        with journal.write("To the trash") as session:
            treatments.discard_treatment(session, "a", NOW)
        with journal.write("Empty the trash") as session:
            trash.empty_trash(session, NOW)
        with journal.write("Undo") as session, pytest.raises(RefersToGone):
            undoing.undo(session, journal.writes_made[1])
        with journal.read() as session:
            assert [one.id for one in side_effects.entries(session)] == ["b"]


def test_a_draft_is_none_of_the_changes_that_are_undone(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        with journal.write("Plan") as session:
            session.add(treatment())
            check_ins.keep_draft(session, "daily-anxiety", DAY, {"1": 2})
        undo_last(journal)
        with journal.read() as session:
            assert check_ins.draft(session, "daily-anxiety", DAY) == {"1": 2}
