"""The CSV folder coming in: what it may do without, and what is refused."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from journal.check_ins import log_check_in
from journal.exchange.csv_folder import plan_folder
from journal.exchange.faults import (
    FileFault,
    HeaderDoesNotFit,
    NoKnownFile,
    RowFault,
    UnreadableFile,
)
from journal.exchange.plan import Tally
from journal.exchange.readers.folder import recognise
from journal.records import (
    CheckIn,
    Intake,
    Medicine,
    MedicineKind,
    Note,
    Person,
    Role,
    SideEffect,
    Treatment,
    VitalSigns,
)
from journal.scoring import Answer
from journal.store import Journal
from tests.builders import DAY, instant, new_journal, treatment
from tests.journal.exchange.folders import (
    CONTRACT,
    INSTRUMENTS,
    add,
    brought_in,
    exported,
    folder_of,
    planned,
)

CHECK_INS = "id,day,instrument,total\nc1,2026-01-10,anxiety-now,40\n"
ANSWERS = "check_in,item,value\nc1,value,40\n"


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return new_journal(tmp_path)


def test_the_least_that_comes_in(journal: Journal, tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        check_ins="day,instrument\n2026-01-10,anxiety-now\n2026-01-11,anxiety-now\n",
        answers="check_in,item,value\n1,value,40\n2,value,20\n",
        treatments="start\n2026-01-11T02:00:00+01:00\n",
        side_effects="effect\ndizzy\n",
        medicines="name\nlorazepam\n",
        notes="day,text\n2026-01-10,hello\n",
        questions="text\nwhen next?\n",
        people="name\nAna\n",
    )
    assert brought_in(journal, folder).rows == Tally(new=8)
    with journal.read() as session:
        first = session.scalars(select(CheckIn).order_by(CheckIn.day)).first()
        assert first is not None
        assert (first.total, first.rated_at, first.observer_id) == (40, None, None)
        assert (first.is_imported, first.version) == (True, 1)
        given = session.scalars(select(Treatment)).one()
        assert (given.day, given.status) == (date(2026, 1, 10), "completed")
        assert session.scalars(select(Medicine)).one().kind is MedicineKind.OTHER
    assert brought_in(journal, folder).rows == Tally(present=8)


@pytest.mark.parametrize("name", sorted(CONTRACT))
def test_any_file_may_be_missing_but_the_answers(
    journal: Journal, tmp_path: Path, name: str
) -> None:
    add(journal, Person(id="p1", name="Ana", role=Role.CAREGIVER), treatment(id="t1"))
    add(journal, Medicine(id="m1", name="x", kind=MedicineKind.OTHER), Note(day=DAY, text="a"))
    add(journal, SideEffect(effect="dizzy", treatment_id="t1", entered_by_id="p1"))
    add(journal, Intake(medicine_id="m1"), VitalSigns(pulse=60, treatment_id="t1"))
    with journal.write("Log") as session:
        log_check_in(session, INSTRUMENTS["anxiety-now"], DAY, {"value": Answer(1.0)})
    exported(journal, tmp_path / "out")
    (tmp_path / "out" / name).unlink()
    other = new_journal(tmp_path, "other.tidemark")
    plan = brought_in(other, tmp_path / "out")
    assert plan.rows.new >= 6
    expected = {
        "answers.csv": [RowFault.NO_ANSWERS],
        "check-ins.csv": [RowFault.UNKNOWN_CHECK_IN],
        "medicines.csv": [RowFault.UNKNOWN_REFERENCE],
    }
    assert [row.reason for row in plan.unreadable] == expected.get(name, [])
    assert [row.column for row in plan.unlinked] == ["treatment"] * 2 * (name == "treatments.csv")
    assert plan.new_people == (("Ana",) if name == "people.csv" else ())


def test_a_total_that_differs_is_reported_and_not_taken(journal: Journal, tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        check_ins=CHECK_INS + "c2,2026-01-11,anxiety-now,41\nc3,2026-01-12,anxiety-now,\n"
        "c4,2026-01-13,anxiety-now,5\nc5,2026-01-14,anxiety-now,\n",
        answers=ANSWERS + "c2,value,40\nc3,value,40\n",
    )
    plan = brought_in(journal, folder)
    assert plan.rows == Tally(new=3)
    assert [(row.file, row.line, row.reason, row.column, row.value) for row in plan.unreadable] == [
        ("check-ins.csv", 3, RowFault.TOTAL_DIFFERS, "total", "41"),
        ("check-ins.csv", 5, RowFault.TOTAL_DIFFERS, "total", "5"),
    ]


def test_other_scores_are_held_to_the_answers_too(journal: Journal, tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        check_ins="id,day,instrument,score_hours,score_fear\nc1,2026-01-10,sleep,7,\n"
        "c2,2026-01-11,sleep,8,\nc3,2026-01-12,sleep,7,1\n",
        answers="check_in,item,value\n" + "".join(f"c{n},hours,7\n" for n in (1, 2, 3)),
    )
    plan = planned(journal, folder)
    assert [(row.line, row.column) for row in plan.unreadable] == [
        (3, "score_hours"),
        (4, "score_fear"),
    ]
    assert plan.unknown_columns == ()


@pytest.mark.parametrize(
    ("answer", "reason", "column"),
    [
        ("c1,value,101", RowFault.OUT_OF_RANGE, "value"),
        ("c1,value,much", RowFault.NOT_A_NUMBER, "value"),
        ("c1,2,40", RowFault.UNKNOWN_ITEM, "2"),
        ("c1,value,40\nc1,value,41", RowFault.SECOND_ANSWER, "value"),
        ("c1,value,40\nc1,total,40", RowFault.UNKNOWN_ITEM, "total"),
        ("c1,total,101", RowFault.OUT_OF_RANGE, "total"),
        ("c1,value,40\nc9,value,1", RowFault.UNKNOWN_CHECK_IN, "check_in"),
    ],
)
def test_answers_that_cannot_be_taken(
    journal: Journal, tmp_path: Path, answer: str, reason: RowFault, column: str
) -> None:
    content = f"check_in,item,value\n{answer}\n"
    folder = folder_of(tmp_path, check_ins=CHECK_INS, answers=content)
    (row,) = planned(journal, folder).unreadable
    assert (row.file, row.reason, row.column) == ("answers.csv", reason, column)
    assert row.line == content.count("\n")


def test_imagined_only_where_the_item_allows_it(journal: Journal, tmp_path: Path) -> None:
    answers = "check_in,item,value,imagined\nc1,value,40,{}\n"
    for word, reason in (("true", RowFault.NOT_TO_BE_IMAGINED), ("perhaps", RowFault.NOT_A_FLAG)):
        folder = folder_of(tmp_path, check_ins=CHECK_INS, answers=answers.format(word))
        assert [row.reason for row in planned(journal, folder).unreadable] == [reason]


def test_with_an_id_the_id_alone_is_identity(journal: Journal, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, notes="id,day,text\nn1,2026-01-10,one\nn2,2026-01-10,one\n")
    brought_in(journal, folder)
    folder_of(tmp_path, notes="id,day,text\nn1,2026-01-10,two\nn2,2026-01-10,one\n")
    assert brought_in(journal, folder).rows == Tally(present=1, changed=1)
    with journal.read() as session:
        found = session.scalars(select(Note).order_by(Note.id)).all()
        assert [note.text for note in found] == ["two", "one"]


def test_columns_that_are_missing_change_nothing(journal: Journal, tmp_path: Path) -> None:
    add(journal, treatment(id="t1"), Note(id="n1", day=DAY, text="kept", is_private=True))
    folder = folder_of(
        tmp_path,
        treatments="id,start,clinic\nt1,2026-01-12T11:00:00+00:00,Harbour\n",
        notes="id,day\nn1,2026-01-10\n",
    )
    assert brought_in(journal, folder).rows == Tally(present=1, changed=1)
    with journal.read() as session:
        given = session.scalars(select(Treatment)).one()
        assert (given.clinic, given.amount, given.day) == ("Harbour", 0.5, date(2026, 1, 12))


def test_what_is_in_the_trash_is_not_brought_back(journal: Journal, tmp_path: Path) -> None:
    gone = instant("2026-01-20T10:00:00+00:00").utc
    add(journal, Note(id="n1", day=DAY, text="one", deleted_utc=gone))
    add(journal, Note(id="n2", day=DAY, text="two", deleted_utc=gone))
    folder = folder_of(tmp_path, notes="id,day,text\nn1,2026-01-10,other\n,2026-01-10,two\n")
    assert brought_in(journal, folder).rows == Tally(present=2)
    with journal.read() as session:
        assert not session.scalars(select(Note).where(Note.deleted_utc.is_(None))).all()


def test_equal_rows_without_an_id_are_counted(journal: Journal, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, notes="day,text\n" + "2026-01-10,one\n" * 2)
    assert brought_in(journal, folder).rows == Tally(new=2)
    assert brought_in(journal, folder).rows == Tally(present=2)
    folder_of(tmp_path, notes="day,text\n" + "2026-01-10,one\n" * 3)
    assert brought_in(journal, folder).rows == Tally(new=1, present=2)


def test_questions_without_a_day_are_found_again_another_day(
    journal: Journal, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, questions="text\nwhen next?\n")
    brought_in(journal, folder)
    with journal.read() as session:
        later = plan_folder(session, folder, INSTRUMENTS, date(2026, 3, 1))
    assert later.rows == Tally(present=1)


@pytest.mark.parametrize(
    ("files", "reason", "column"),
    [
        ({"notes": "day,text\n10/01/2026,x\n"}, RowFault.NOT_A_DATE, "day"),
        ({"notes": "day,text\n,x\n"}, RowFault.MISSING, "day"),
        ({"notes": "day,private\n2026-01-10,maybe\n"}, RowFault.NOT_A_FLAG, "private"),
        ({"notes": "id,day\na\u200bb,2026-01-10\n"}, RowFault.BAD_ID, "id"),
        ({"notes": f"id,day\n{'a' * 37},2026-01-10\n"}, RowFault.BAD_ID, "id"),
        ({"treatments": "start\n2026-01-10T11:00:00\n"}, RowFault.NO_OFFSET, "start"),
        ({"treatments": "start\n2026-01-10 about 11\n"}, RowFault.NOT_AN_INSTANT, "start"),
        ({"treatments": "start\n0001-01-01T00:00:00+14:00\n"}, RowFault.OUT_OF_RANGE, "start"),
        (
            {"treatments": "start,route\n2026-01-10T11:00:00Z,dart\n"},
            RowFault.UNKNOWN_WORD,
            "route",
        ),
        ({"vital_signs": "pulse\n60.5\n"}, RowFault.NOT_WHOLE, "pulse"),
        ({"vital_signs": "pulse\n-1\n"}, RowFault.OUT_OF_RANGE, "pulse"),
        (
            {"check_ins": "day,instrument\n2026-01-10,own-x\n"},
            RowFault.UNKNOWN_INSTRUMENT,
            "instrument",
        ),
        (
            {"side_effects": "effect,onset,end\nx,2026-01-10T11:00:00Z,2026-01-10T10:00:00Z\n"},
            RowFault.ENDS_TOO_EARLY,
            "end",
        ),
        ({"people": "id,name\np1,a\np1,b\n"}, RowFault.SECOND_ID, "id"),
    ],
)
def test_rows_that_cannot_be_taken(
    journal: Journal, tmp_path: Path, files: dict[str, str], reason: RowFault, column: str
) -> None:
    plan = planned(journal, folder_of(tmp_path, **files))
    assert [(row.reason, row.column) for row in plan.unreadable] == [(reason, column)]


def test_a_medicine_may_be_named(journal: Journal, tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        medicines="name\nlorazepam\n",
        intakes="medicine,taken_at\nlorazepam,2026-01-10T11:00:00Z\n",
    )
    brought_in(journal, folder)
    with journal.read() as session:
        medicine = session.scalars(select(Medicine)).one()
        assert session.scalars(select(Intake)).one().medicine_id == medicine.id
    assert brought_in(journal, folder).rows == Tally(present=2)


def test_a_folder_saved_by_a_spreadsheet_is_read(journal: Journal, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, check_ins=CHECK_INS, answers=ANSWERS)
    content = "id;taken_at;weight\r\nv1;2026-01-10T11:00:00+01:00;68,5\r\n"
    (folder / "vital-signs.csv").write_bytes(content.encode("utf-16"))
    brought_in(journal, folder)
    with journal.read() as session:
        assert session.scalars(select(VitalSigns)).one().weight == 68.5


def test_other_files_and_columns_are_listed(journal: Journal, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, notes="day,text,mood\n2026-01-10,x,3\n", holiday="a,b\n1,2\n")
    (folder / "data-dictionary.csv").write_text("anything", encoding="utf-8")
    plan = planned(journal, folder)
    assert plan.unknown_columns == ("notes.csv: mood",)
    assert plan.unknown_files == ("holiday.csv",)


def test_headers_that_do_not_fit(journal: Journal, tmp_path: Path) -> None:
    with pytest.raises(HeaderDoesNotFit) as caught:
        planned(journal, folder_of(tmp_path, check_ins="id,day,day\n", answers=ANSWERS))
    assert (caught.value.file, caught.value.missing) == ("check-ins.csv", ("instrument",))
    assert caught.value.twice == ("day",)


@pytest.mark.parametrize(
    ("name", "header", "found"),
    [
        ("x.csv", "id,day,text,private", "notes.csv"),
        ("x.csv", "start,substance,route,amount", "treatments.csv"),
        ("x.csv", "start,amount", None),
        ("x.csv", "name,amount", None),
        ("x.csv", "day", None),
        ("x.csv", "day,text", None),
        ("x.csv", "name,kind,from,to", "medicines.csv"),
        ("x.csv", "check_in,item,value", "answers.csv"),
        ("x.csv", "day,instrument,total,score_fear", "check-ins.csv"),
        ("x.csv", "pulse", None),
        ("x.csv", "taken_at,systolic,diastolic", "vital-signs.csv"),
        ("medicines.csv", "name,amount", "medicines.csv"),
        ("medicines.csv", "from what,to what", None),
        ("x.csv", "id,name", None),
        ("x.csv", "day,mood", None),
        ("people.csv", "id,name", "people.csv"),
        ("notes.csv", "day,text,mood", "notes.csv"),
        ("check-ins.csv", "date,instrument", None),
    ],
)
def test_one_file_is_known_by_its_header(
    tmp_path: Path, name: str, header: str, found: str | None
) -> None:
    path = tmp_path / name
    path.write_text(f"{header}\n", encoding="utf-8")
    assert recognise(path) == found


def test_one_file_comes_in_alone_and_check_ins_with_their_answers(
    journal: Journal, tmp_path: Path
) -> None:
    folder = folder_of(
        tmp_path, check_ins=CHECK_INS, answers=ANSWERS, notes="day,text\n2026-01-10,x\n"
    )
    assert brought_in(journal, folder / "check-ins.csv").kinds == {"check_ins": Tally(new=1)}
    assert planned(journal, folder / "answers.csv").kinds == {"check_ins": Tally(present=1)}
    assert planned(journal, folder / "notes.csv").kinds == {"notes": Tally(new=1)}


def test_what_is_no_csv_folder(journal: Journal, tmp_path: Path) -> None:
    with pytest.raises(NoKnownFile):
        planned(journal, folder_of(tmp_path, diary="day,mood\n"))
    with pytest.raises(NoKnownFile):
        planned(journal, tmp_path / "in" / "diary.csv")
    with pytest.raises(UnreadableFile) as caught:
        planned(journal, tmp_path / "nothing")
    assert caught.value.reason is FileFault.CANNOT_OPEN


def test_a_known_entry_time_makes_a_check_in_an_entered_one(
    journal: Journal, tmp_path: Path
) -> None:
    brought_in(journal, folder_of(tmp_path, check_ins=CHECK_INS, answers=ANSWERS))
    content = "id,day,instrument,entered_at\nc1,2026-01-10,anxiety-now,{}\n"
    told = content.format("2026-01-10T21:00:00+01:00")
    folder = folder_of(tmp_path, check_ins=told, answers=ANSWERS)
    assert brought_in(journal, folder).rows == Tally(changed=1)
    assert brought_in(journal, folder).rows == Tally(present=1)
    folder_of(tmp_path, check_ins=content.format(""))
    assert brought_in(journal, folder).rows == Tally(present=1)
    with journal.read() as session:
        kept = session.scalars(select(CheckIn)).one()
    assert (str(kept.entered_at), kept.is_imported) == ("2026-01-10T21:00:00+01:00", False)
