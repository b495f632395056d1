"""The CSV folder going out: its columns to the letter, and what it leaves out."""

import stat
from pathlib import Path

import pytest
from sqlalchemy import func, select

from journal.check_ins import log_check_in
from journal.exchange.exported import LeftOut
from journal.exchange.faults import (
    CannotWriteFolder,
    FolderInTheWay,
)
from journal.exchange.plan import Tally
from journal.records import (
    CheckIn,
    Draft,
    Intake,
    Medicine,
    MedicineKind,
    Note,
    Person,
    Role,
    Severity,
    SideEffect,
    Visit,
    VitalSigns,
)
from journal.scoring import Absence, Answer
from journal.store import Journal
from tests.builders import DAY, instant, new_journal, treatment
from tests.journal.exchange.folders import (
    CONTRACT,
    INSTRUMENTS,
    add,
    brought_in,
    exported,
    folder_of,
    rows,
)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return new_journal(tmp_path)


def test_the_columns_are_those_of_the_contract(journal: Journal, tmp_path: Path) -> None:
    exported(journal, tmp_path / "out")
    for name, columns in CONTRACT.items():
        (header,) = (tmp_path / "out" / name).read_text(encoding="utf-8").splitlines()
        assert header == columns.replace(" ", "")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {*CONTRACT, "data-dictionary.csv"}


def test_scores_beyond_the_total_follow(journal: Journal, tmp_path: Path) -> None:
    with journal.write("Log") as session:
        sleep = {"hours": Answer(7.5), "quality": Answer(4.0)}
        log_check_in(session, INSTRUMENTS["sleep"], DAY, sleep)
    exported(journal, tmp_path / "out")
    (row,) = rows(tmp_path / "out", "check-ins.csv")
    assert list(row)[-2:] == ["score_hours", "score_quality"]
    assert (row["total"], row["score_hours"], row["score_quality"]) == ("", "7.5", "4")


def test_cells_are_written_as_the_contract_says(journal: Journal, tmp_path: Path) -> None:
    at = instant("2026-01-10T11:00:00+01:00")
    ana = Person(id="p1", name="Ana", role=Role.CAREGIVER)
    infusion = treatment(id="t1", clock="11:00:00+01:00", minutes=40, note="=1+1")
    effect = SideEffect(effect="dizzy", severity=Severity.MILD, onset=at, treatment_id="t1")
    signs = VitalSigns(taken_at=at, treatment_id="t1", systolic=120, weight=68.5)
    add(journal, ana, infusion, effect, signs)
    with journal.write("Log") as session:
        social = INSTRUMENTS["social-daily"]
        first, second, *_ = (item.code for item in social.items)
        answers = {
            first: Answer(2.0, imagined=True),
            second: Answer(None, absence=Absence.DID_NOT_COME_UP),
        }
        log_check_in(session, social, DAY, answers, rated_at=at, observer_id="p1", note="-")
    exported(journal, tmp_path / "out")
    (row,) = rows(tmp_path / "out", "check-ins.csv")
    assert (row["day"], row["rated_at"]) == ("2026-01-10", "2026-01-10T11:00:00+01:00")
    assert (row["rater"], row["entered_by"], row["private"]) == ("Ana", "", "false")
    assert (row["entered_at"], row["note"]) == ("2026-01-24T21:00:00+00:00", "'-")
    assert [
        (a["item"], a["value"], a["imagined"]) for a in rows(tmp_path / "out", "answers.csv")
    ] == [
        (first, "2", "true"),
        (second, "did-not-come-up", "false"),
    ]
    (given,) = rows(tmp_path / "out", "treatments.csv")
    assert (given["amount"], given["unit"], given["route"]) == ("0.5", "mg/kg", "IV")
    assert (given["start"], given["note"]) == ("2026-01-10T11:00:00+01:00", "'=1+1")
    assert rows(tmp_path / "out", "side-effects.csv")[0]["treatment"] == "t1"
    assert rows(tmp_path / "out", "vital-signs.csv")[0]["weight"] == "68.5"


def test_labels_stand_in_the_dictionary(journal: Journal, tmp_path: Path) -> None:
    with journal.write("Log") as session:
        log_check_in(session, INSTRUMENTS["gad7"], DAY, {"1": Answer(1.0)})
        session.add(SideEffect(effect="dizzy"))
    exported(journal, tmp_path / "out")
    found = [tuple(row.values()) for row in rows(tmp_path / "out", "data-dictionary.csv")]
    assert ("check-ins.csv", "instrument", "gad7", "", "gad7", INSTRUMENTS["gad7"].title) in found
    assert ("answers.csv", "value", "gad7", "1", "1", "Several days") in found
    assert ("side-effects.csv", "effect", "", "", "dizzy", "Dizzy") in found
    assert {(file, column) for file, column, *_ in found} >= {
        (name, column) for name, columns in CONTRACT.items() for column in columns.split(", ")
    }
    assert not any(row[2] == "phq8" for row in found)


def test_the_report_says_what_is_left_out(journal: Journal, tmp_path: Path) -> None:
    gone = instant("2026-01-20T10:00:00+00:00").utc
    add(
        journal,
        Note(day=DAY, text="mine", is_private=True),
        Note(day=DAY, text="for the clinic"),
        Note(day=DAY, text="thrown away", deleted_utc=gone),
        Medicine(id="m1", name="x", kind=MedicineKind.OTHER, deleted_utc=gone),
        Intake(medicine_id="m1"),
        treatment(id="t1", deleted_utc=gone),
        SideEffect(effect="dizzy", treatment_id="t1"),
        Visit(day=DAY),
    )
    with journal.write("Keep") as session:
        session.add(Draft(form="gad7", day=DAY, content={"1": 2}))
    with journal.write("Log") as session:
        values = {"note": "mine too", "is_private": True}
        log_check_in(session, INSTRUMENTS["anxiety-now"], DAY, {"value": Answer(1.0)}, **values)  # type: ignore[arg-type]
    report = exported(journal, tmp_path / "out")
    assert report.left_out == LeftOut(
        trash=4, private_notes=2, own_scales=0, visits=1, versions=9, settings=0, drafts=1
    )
    assert (report.rows["notes.csv"], report.rows["intakes.csv"]) == (1, 0)
    assert rows(tmp_path / "out", "side-effects.csv")[0]["treatment"] == ""
    (kept,) = rows(tmp_path / "out", "check-ins.csv")
    assert (kept["note"], kept["private"]) == ("", "true")
    whole = exported(journal, tmp_path / "all", with_private=True)
    assert whole.left_out.private_notes == 0
    assert rows(tmp_path / "all", "check-ins.csv")[0]["note"] == "mine too"


def test_a_private_note_left_out_survives_the_way_back(journal: Journal, tmp_path: Path) -> None:
    with journal.write("Log") as session:
        answers = {"value": Answer(1.0)}
        log_check_in(
            session, INSTRUMENTS["anxiety-now"], DAY, answers, note="mine", is_private=True
        )
    exported(journal, tmp_path / "out")
    assert brought_in(journal, tmp_path / "out").rows == Tally(present=1)


def test_nothing_is_overwritten(journal: Journal, tmp_path: Path) -> None:
    full = folder_of(tmp_path, notes="mine")
    with pytest.raises(FolderInTheWay) as caught:
        exported(journal, full)
    assert caught.value.path == full
    assert (full / "notes.csv").read_text(encoding="utf-8") == "mine"
    with pytest.raises(FolderInTheWay):
        exported(journal, full / "notes.csv")
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {"in"}


def test_an_empty_folder_may_be_written_to(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    exported(journal, tmp_path / "out")
    assert (tmp_path / "out" / "notes.csv").is_file()
    assert stat.S_IMODE((tmp_path / "out" / "notes.csv").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700


def test_where_nothing_can_be_written(journal: Journal, tmp_path: Path) -> None:
    with pytest.raises(CannotWriteFolder) as caught:
        exported(journal, tmp_path / "none" / "out")
    assert caught.value.path == tmp_path / "none" / "out"


def test_a_failed_export_leaves_nothing_behind(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = set(tmp_path.iterdir())
    monkeypatch.setattr("journal.exchange.csv_folder._write_table", full)
    with pytest.raises(CannotWriteFolder):
        exported(journal, tmp_path / "out")
    assert set(tmp_path.iterdir()) - {tmp_path / "mine.tidemark-shm"} <= before


def test_a_score_without_answers_comes_back(journal: Journal, tmp_path: Path) -> None:
    scores = {"scores": {"total": 12.0}, "total": 12.0}
    add(journal, CheckIn(id="c1", day=DAY, instrument="gad7", version=1, answers={}, **scores))
    exported(journal, tmp_path / "out")
    assert rows(tmp_path / "out", "answers.csv") == [
        {"check_in": "c1", "item": "total", "value": "12", "imagined": "false"}
    ]
    other = new_journal(tmp_path, "other.tidemark")
    brought_in(other, tmp_path / "out")
    with other.read() as session:
        kept = session.scalars(select(CheckIn)).one()
        assert (kept.answers, kept.scores, kept.total) == ({}, {"total": 12}, 12)


def test_people_of_one_name_are_told_apart(journal: Journal, tmp_path: Path) -> None:
    people = [Person(id=f"p{n}", name="Ana", role=Role.CAREGIVER) for n in (1, 2)]
    add(journal, *people, Person(id="p3", name="self", role=Role.CAREGIVER))
    with journal.write("Log") as session:
        for observer in ("p1", "p2", "p3"):
            answers = {"value": Answer(1.0)}
            log_check_in(session, INSTRUMENTS["anxiety-now"], DAY, answers, observer_id=observer)
    exported(journal, tmp_path / "out")
    assert {row["rater"] for row in rows(tmp_path / "out", "check-ins.csv")} == {"p1", "p2", "p3"}
    other = new_journal(tmp_path, "other.tidemark")
    brought_in(other, tmp_path / "out")
    with other.read() as session:
        assert set(session.scalars(select(CheckIn.observer_id))) == {"p1", "p2", "p3"}
        assert session.scalar(select(func.count()).select_from(Person)) == 3
