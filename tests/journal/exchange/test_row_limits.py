"""Rows that can only be typing errors, or that say nothing, are left out and named."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from journal.exchange.faults import RowFault
from journal.exchange.mapping_file import load_mapping
from journal.exchange.plan import ImportPlan, Tally, carry_out, plan_import
from journal.records import CheckIn, Intake, Medicine, MedicineKind, Treatment, VitalSigns
from journal.store import Journal
from tests.builders import new_journal
from tests.journal.exchange.folders import INSTRUMENTS, add, brought_in, folder_of, planned

AT = "2026-01-10T11:00:00Z"


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return new_journal(tmp_path)


@pytest.mark.parametrize(
    ("files", "reason", "column", "value"),
    [
        ({"vital_signs": "systolic\n9000\n"}, RowFault.OUT_OF_RANGE, "systolic", "9000"),
        ({"vital_signs": "diastolic\n201\n"}, RowFault.OUT_OF_RANGE, "diastolic", "201"),
        (
            {"vital_signs": "systolic,diastolic\n80,80\n"},
            RowFault.OUT_OF_RANGE,
            "systolic",
            "80",
        ),
        ({"vital_signs": "pulse\n19\n"}, RowFault.OUT_OF_RANGE, "pulse", "19"),
        ({"vital_signs": "spo2\n300\n"}, RowFault.OUT_OF_RANGE, "spo2", "300"),
        ({"vital_signs": "weight\n9000\n"}, RowFault.OUT_OF_RANGE, "weight", "9000"),
        ({"vital_signs": f"taken_at,pulse\n{AT},\n"}, RowFault.MISSING, "", ""),
        (
            {"treatments": f"start,amount,unit\n{AT},5000,mg\n"},
            RowFault.OUT_OF_RANGE,
            "amount",
            "5000",
        ),
        (
            {"treatments": f"start,amount,unit\n{AT},0,mg\n"},
            RowFault.OUT_OF_RANGE,
            "amount",
            "0",
        ),
        (
            {"treatments": f"start,amount,unit\n{AT},10.5,mg/kg\n"},
            RowFault.OUT_OF_RANGE,
            "amount",
            "10.5",
        ),
        (
            {"medicines": "name,from,to\nx,2026-01-10,2026-01-09\n"},
            RowFault.ENDS_TOO_EARLY,
            "to",
            "2026-01-09",
        ),
        ({"medicines": "name,amount\n,1 mg\n"}, RowFault.MISSING, "name", ""),
        ({"side_effects": "effect,severity\n ,mild\n"}, RowFault.MISSING, "effect", ""),
        ({"notes": "day\n2026-01-10\n"}, RowFault.MISSING, "text", ""),
        ({"questions": "asked_on\n2026-01-10\n"}, RowFault.MISSING, "text", ""),
        (
            {
                "check_ins": "id,day,instrument,version\nc1,2026-01-10,anxiety-now,99\n",
                "answers": "check_in,item,value\nc1,value,40\n",
            },
            RowFault.NEWER_VERSION,
            "version",
            "99",
        ),
    ],
)
def test_rows_left_out(
    journal: Journal,
    tmp_path: Path,
    files: dict[str, str],
    reason: RowFault,
    column: str,
    value: str,
) -> None:
    plan = planned(journal, folder_of(tmp_path, **files))
    assert [(row.reason, row.column, row.value) for row in plan.unreadable] == [
        (reason, column, value)
    ]
    assert plan.rows == Tally()


def test_the_ends_of_the_ranges_are_taken(journal: Journal, tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        vital_signs="systolic,diastolic,pulse,spo2,weight\n50,20,20,50,20\n300,200,250,100,400\n",
        treatments=f"start,amount,unit\n{AT},1000,mg\n{AT},10,mg/kg\n{AT},5000,\n{AT},,mg\n",
    )
    assert brought_in(journal, folder).rows == Tally(new=6)


def test_a_change_is_held_to_the_limits_together_with_what_is_there(
    journal: Journal, tmp_path: Path
) -> None:
    add(journal, VitalSigns(id="v1", systolic=120, diastolic=80))
    folder = folder_of(tmp_path, vital_signs="id,diastolic\nv1,130\n")
    plan = planned(journal, folder)
    assert (plan.rows, [row.column for row in plan.unreadable]) == (Tally(), ["systolic"])
    folder_of(tmp_path, vital_signs="id,diastolic\nv1,90\n")
    assert brought_in(journal, folder).rows == Tally(changed=1)


def test_what_refers_to_a_row_that_is_left_out_is_left_out_too(
    journal: Journal, tmp_path: Path
) -> None:
    folder = folder_of(
        tmp_path,
        medicines="id,name,from,to\nm1,x,2026-01-10,2026-01-09\nm2,y,,\n",
        intakes=f"medicine,taken_at\nm1,{AT}\nm2,{AT}\n",
    )
    plan = brought_in(journal, folder)
    assert plan.rows == Tally(new=2)
    assert [(row.file, row.reason) for row in plan.unreadable] == [
        ("intakes.csv", RowFault.UNKNOWN_REFERENCE),
        ("medicines.csv", RowFault.ENDS_TOO_EARLY),
    ]


DOSES = """
name = "Doses"
[when]
day_column = "day"
zone = "Europe/Berlin"
[[treatments]]
clock = "11:00"
{unit}
columns = {{ amount = "given" }}
[[notes]]
columns = ["note"]
"""


def doses(journal: Journal, tmp_path: Path, unit: str) -> ImportPlan:
    path = tmp_path / "doses.csv"
    path.write_text(
        "day,given,note\n2026-01-10,5000,a\n2026-01-11,50,b\n2026-01-12,0,c\n", encoding="utf-8"
    )
    with journal.read() as session:
        plan = plan_import(session, path, load_mapping(DOSES.format(unit=unit)), INSTRUMENTS)
    with journal.write(plan.label) as session:
        return carry_out(session, plan)


def test_a_mapped_dose_leaves_out_the_whole_row(journal: Journal, tmp_path: Path) -> None:
    plan = doses(journal, tmp_path, 'unit = "mg"')
    assert [(row.line, row.reason, row.column, row.value) for row in plan.unreadable] == [
        (2, RowFault.OUT_OF_RANGE, "given", "5000"),
        (4, RowFault.OUT_OF_RANGE, "given", "0"),
    ]
    assert plan.kinds == {"treatments": Tally(new=1), "notes": Tally(new=1)}


def test_an_amount_without_a_unit_has_no_limit(journal: Journal, tmp_path: Path) -> None:
    plan = doses(journal, tmp_path, "")
    assert (plan.kinds["treatments"], plan.unreadable) == (Tally(new=3), ())
    with journal.read() as session:
        assert session.scalar(select(func.max(Treatment.amount))) == 5000


def test_one_answer_scores_one_check_in(journal: Journal, tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        check_ins="id,day,instrument\n2,2026-01-10,anxiety-now\n,2026-01-11,anxiety-now\n",
        answers="check_in,item,value\n2,value,10\n",
    )
    plan = brought_in(journal, folder)
    assert [(row.line, row.reason, row.column) for row in plan.unreadable] == [
        (3, RowFault.MISSING, "id")
    ]
    with journal.read() as session:
        assert [one.id for one in session.scalars(select(CheckIn))] == ["2"]


@pytest.mark.parametrize("row", ["c1,10/01/2026,anxiety-now", "c1,2026-01-10,anxiety-now,x,y"])
def test_a_check_in_that_cannot_be_read_is_counted_once(
    journal: Journal, tmp_path: Path, row: str
) -> None:
    answers = "".join(f"c1,{n},1\n" for n in range(1, 8))
    folder = folder_of(
        tmp_path,
        check_ins=f"id,day,instrument\n{row}\n",
        answers=f"check_in,item,value\n{answers}c2,value,1\n",
    )
    found = [(one.file, one.value) for one in planned(journal, folder).unreadable]
    assert len(found) == 2
    assert found[0] == ("answers.csv", "c2")
    assert found[1][0] == "check-ins.csv"


def test_two_medicines_of_one_name_are_told_apart_by_id(journal: Journal, tmp_path: Path) -> None:
    for own_id in ("m1", "m2"):
        add(journal, Medicine(id=own_id, name="lorazepam", kind=MedicineKind.OTHER))
    folder = folder_of(tmp_path, intakes=f"medicine,taken_at\nlorazepam,{AT}\nm2,{AT}\n")
    plan = brought_in(journal, folder)
    assert [(row.reason, row.column, row.value) for row in plan.unreadable] == [
        (RowFault.AMBIGUOUS_REFERENCE, "medicine", "lorazepam")
    ]
    with journal.read() as session:
        assert [one.medicine_id for one in session.scalars(select(Intake))] == ["m2"]
