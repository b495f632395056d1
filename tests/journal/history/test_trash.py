"""The trash keeps what was thrown away until the person empties it, and then nothing of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal import check_ins, medicines, side_effects, treatments
from journal.history import trash
from journal.history.states import KEPT
from journal.history.trash import Emptying
from journal.questions import keep_question, questions
from journal.records import (
    CheckIn,
    Emptied,
    Intake,
    Medicine,
    Note,
    OwnInstrument,
    Treatment,
    Version,
    VitalSigns,
    Write,
)
from journal.store import Journal
from journal.visits import keep_visit, visits
from tests.builders import DAY, check_in, fixed_clock, new_journal
from tests.journal.history.kinds import records_of_all_kinds

NOW = fixed_clock()()


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """A journal with one record of every kind."""
    made = new_journal(tmp_path)
    with made.write("Begin") as session:
        session.add_all(records_of_all_kinds())
    return made


def throw_away(journal: Journal, *names: tuple[str, str]) -> None:
    """Move records to the trash, each as an action of its own."""
    for kind, record_id in names:
        with journal.write("To the trash") as session:
            trash.discard(session, kind, record_id, NOW)


def empty(journal: Journal) -> Emptying:
    """Empty the trash."""
    with journal.write("Empty the trash") as session:
        return trash.empty_trash(session, NOW)


def test_what_hangs_on_a_medicine_or_a_treatment_is_out_of_view_with_it(journal: Journal) -> None:
    with journal:
        throw_away(journal, ("medicines", "medicine"), ("treatments", "treatment"))
        with journal.read() as session:
            assert trash.in_trash(session) == {
                ("medicines", "medicine"),
                ("intakes", "intake"),
                ("treatments", "treatment"),
                ("vital_signs", "signs"),
            }
            assert [one.id for one in side_effects.entries(session)] == ["effect"]


def test_bringing_a_medicine_back_restores_exactly_what_went_with_it(journal: Journal) -> None:
    with journal:
        with journal.write("Take it once more") as session:
            session.add(Intake(id="other", medicine_id="medicine", amount="2 mg"))
        throw_away(journal, ("intakes", "other"), ("medicines", "medicine"))
        with journal.write("Bring back") as session:
            trash.bring_back(session, "medicines", "medicine")
        with journal.read() as session:
            assert [one.id for one in medicines.intakes(session)] == ["intake"]
            assert trash.in_trash(session) == {("intakes", "other")}


def test_bringing_an_intake_back_brings_its_medicine_too(journal: Journal) -> None:
    with journal:
        throw_away(journal, ("medicines", "medicine"))
        with journal.write("Bring back") as session:
            trash.bring_back(session, "intakes", "intake")
        with journal.read() as session:
            assert [one.id for one in medicines.medicines(session)] == ["medicine"]


def test_an_emptied_record_is_gone_with_its_versions_and_leaves_its_id(journal: Journal) -> None:
    with journal:
        with journal.write("Change") as session:
            session.get_one(Note, "note").text = "a secret"
        throw_away(journal, ("notes", "note"), ("medicines", "medicine"))
        assert empty(journal) == Emptying({"medicines": 1, "intakes": 1, "notes": 1}, {})
        with journal.read() as session:
            assert session.get(Note, "note") is None
            assert session.get(Medicine, "medicine") is None
            kept = {(one.kind, one.record_id) for one in session.scalars(select(Version))}
            assert kept == {
                (kind, one.id)
                for one in records_of_all_kinds()
                if (kind := one.__tablename__) not in ("notes", "medicines", "intakes")
            }
            left = {(one.kind, one.record_id) for one in session.scalars(select(Emptied))}
            assert left == {("notes", "note"), ("medicines", "medicine"), ("intakes", "intake")}
            assert [one.label for one in session.scalars(select(Write))] == [
                "Begin",
                "Empty the trash",
            ]


def test_nothing_of_an_emptied_record_is_left_in_the_file(journal: Journal) -> None:
    words = "never to be read again"
    with journal:
        with journal.write("Change") as session:
            session.get_one(Note, "note").text = words
        throw_away(journal, ("notes", "note"))
        empty(journal)
        path = journal.path
    assert words.encode() not in path.read_bytes()


def test_what_something_in_view_refers_to_stays_in_the_trash(journal: Journal) -> None:
    with journal:
        throw_away(
            journal,
            ("treatments", "treatment"),
            ("people", "person"),
            ("own_instruments", "own"),
        )
        with journal.write("Log") as session:
            session.add(check_in(id="calm", instrument="own-calm"))
        stays = {"people": 1, "own_instruments": 1, "treatments": 1, "vital_signs": 1}
        with journal.read() as session:
            assert trash.emptying(session) == Emptying({}, stays)
        assert empty(journal).n == 0
        with journal.read() as session:
            for kind in (Treatment, VitalSigns, OwnInstrument):
                assert len(session.scalars(select(kind)).all()) == 1
        throw_away(journal, ("side_effects", "effect"), ("check_ins", "calm"))
        assert empty(journal).removed == {
            "own_instruments": 1,
            "check_ins": 1,
            "treatments": 1,
            "vital_signs": 1,
            "side_effects": 1,
        }


def test_everything_can_be_thrown_away_and_emptied(journal: Journal) -> None:
    with journal:
        throw_away(journal, *((one.__tablename__, one.id) for one in records_of_all_kinds()))
        assert empty(journal).n == len(records_of_all_kinds())
        with journal.read() as session:
            for kind in KEPT.values():
                assert session.scalars(select(kind)).all() == []


def test_emptying_tells_which_kinds_changed(journal: Journal) -> None:
    with journal:
        throw_away(journal, ("check_ins", "check-in"))
        told: list[frozenset[type]] = []
        journal.listen(told.append)
        empty(journal)
        assert told == [frozenset({CheckIn})]


def test_a_form_half_filled_for_an_emptied_record_is_forgotten(journal: Journal) -> None:
    with journal:
        with journal.write("Keep drafts") as session:
            check_ins.keep_draft(session, "visit", DAY, {"id": "visit"})
            check_ins.keep_draft(session, "note", DAY, {"text": "half"})
        throw_away(journal, ("visits", "visit"))
        empty(journal)
        with journal.read() as session:
            assert check_ins.draft(session, "visit", DAY) == {}
            assert check_ins.draft(session, "note", DAY) == {"text": "half"}


def test_a_treatment_discarded_on_its_page_can_be_brought_back_here(journal: Journal) -> None:
    with journal:
        with journal.write("To the trash") as session:
            treatments.discard_treatment(session, "treatment", NOW)
        with journal.write("Bring back") as session:
            trash.bring_back(session, "treatments", "treatment")
        with journal.read() as session:
            assert [one.id for one in treatments.entries(session)] == ["treatment"]
            assert len(treatments.vital_signs(session, "treatment")) == 1


def forms(session: Session) -> dict[str, Callable[[Session], str]]:
    """What each form would keep, as it was opened on the one record of its kind."""
    return {
        "visits": partial(keep_visit, entry=visits(session)[0]),
        "questions": partial(keep_question, entry=questions(session)[0]),
        "medicines": partial(medicines.keep_medicine, entry=medicines.medicines(session)[0]),
        "intakes": partial(medicines.keep_intake, entry=medicines.intakes(session)[0]),
        "side_effects": partial(
            side_effects.keep_side_effect, entry=side_effects.entries(session)[0]
        ),
        "treatments": partial(treatments.keep_treatment, entry=treatments.entries(session)[0]),
        "vital_signs": partial(
            treatments.keep_vital_signs, entry=treatments.vital_signs(session, "treatment")[0]
        ),
    }


@pytest.mark.parametrize("is_emptied", [False, True])
@pytest.mark.parametrize(
    "kind",
    ["visits", "questions", "medicines", "intakes", "side_effects", "treatments", "vital_signs"],
)
def test_what_a_form_keeps_is_in_view_though_its_record_was_thrown_away_meanwhile(
    journal: Journal, kind: str, *, is_emptied: bool
) -> None:
    with journal:
        with journal.read() as session:
            keep = forms(session)[kind]
        name = next((k, o.id) for o in records_of_all_kinds() if (k := o.__tablename__) == kind)
        throw_away(journal, name)
        if is_emptied:
            empty(journal)
        with journal.write("Keep") as session:
            kept = keep(session)
        with journal.read() as session:
            assert (kept == name[1]) is not (is_emptied and kind != "treatments")
            assert (kind, kept) not in trash.in_trash(session)
            assert session.get(KEPT[kind], kept) is not None
