"""Which numbers are taken, asked about or refused, at every edge."""

import math
from pathlib import Path

import pytest

from journal.data_files import FaultyData
from journal.limits import Finding, Measure, load_limits
from journal.records import Route, Unit
from resources import FOLDER

LIMITS = load_limits()
TEXT = (FOLDER / "limits.toml").read_text(encoding="utf-8")
TAKEN, ASKED, REFUSED = Finding.TAKEN, Finding.ASKED, Finding.REFUSED


@pytest.mark.parametrize(
    ("measure", "hard", "soft"),
    [
        (Measure.SYSTOLIC, (50, 300), (80, 200)),
        (Measure.DIASTOLIC, (20, 200), (40, 120)),
        (Measure.PULSE, (20, 250), (40, 150)),
        (Measure.SPO2, (50, 100), None),
        (Measure.WEIGHT, (20, 400), (35, 250)),
    ],
)
def test_a_vital_sign_is_taken_asked_about_or_refused_at_its_edges(
    measure: Measure, hard: tuple[float, float], soft: tuple[float, float] | None
) -> None:
    least, greatest = hard
    usual_least, usual_greatest = soft or (90, 100)
    assert LIMITS.vital_sign(measure, least - 0.1) is REFUSED
    assert LIMITS.vital_sign(measure, least) is ASKED
    assert LIMITS.vital_sign(measure, usual_least - 0.1) is ASKED
    assert LIMITS.vital_sign(measure, usual_least) is TAKEN
    assert LIMITS.vital_sign(measure, usual_greatest) is TAKEN
    assert LIMITS.vital_sign(measure, greatest) is (ASKED if soft else TAKEN)
    assert LIMITS.vital_sign(measure, greatest + 0.1) is REFUSED
    assert LIMITS.vital_sign(measure, math.nan) is REFUSED


@pytest.mark.parametrize(
    ("systolic", "diastolic", "finding"),
    [
        (120, 80, TAKEN),
        (121, 120, TAKEN),
        (120, 120, REFUSED),
        (80, 120, REFUSED),
        (210, 80, ASKED),
        (120, 121, REFUSED),
        (130, 121, ASKED),
        (301, 80, REFUSED),
        (120, 19, REFUSED),
    ],
)
def test_the_upper_pressure_lies_above_the_lower(
    systolic: float, diastolic: float, finding: Finding
) -> None:
    assert LIMITS.blood_pressure(systolic, diastolic) is finding


@pytest.mark.parametrize(
    ("unit", "most"),
    [(Unit.MG, 1000), (Unit.MG_PER_KG, 10)],
)
def test_a_dose_is_above_0_up_to_the_most(unit: Unit, most: float) -> None:
    assert LIMITS.dose(0, unit) is REFUSED
    assert LIMITS.dose(-1, unit) is REFUSED
    assert LIMITS.dose(0.01, unit) is TAKEN
    assert LIMITS.dose(most, unit) is TAKEN
    assert LIMITS.dose(most + 0.1, unit) is REFUSED
    assert LIMITS.dose(math.nan, unit) is REFUSED


@pytest.mark.parametrize(
    ("route", "unit", "least", "greatest"),
    [
        (Route.IV, Unit.MG_PER_KG, 0.1, 1.0),
        (Route.SC, Unit.MG_PER_KG, 0.25, 1.0),
        (Route.IM, Unit.MG_PER_KG, 0.25, 1.5),
        (Route.ORAL, Unit.MG, 25, 300),
        (Route.SUBLINGUAL, Unit.MG, 10, 400),
    ],
)
def test_an_unusual_dose_for_a_route_is_asked_about(
    route: Route, unit: Unit, least: float, greatest: float
) -> None:
    assert LIMITS.dose(least - 0.01, unit, route) is ASKED
    assert LIMITS.dose(least, unit, route) is TAKEN
    assert LIMITS.dose(greatest, unit, route, "ketamine") is TAKEN
    assert LIMITS.dose(greatest + 0.01, unit, route, "ketamine") is ASKED
    other = Unit.MG if unit is Unit.MG_PER_KG else Unit.MG_PER_KG
    assert LIMITS.dose(10, other, route) is TAKEN


@pytest.mark.parametrize(
    ("amount", "substance", "finding"),
    [
        (28, "esketamine", TAKEN),
        (56, " Esketamine ", TAKEN),
        (84, "esketamine", TAKEN),
        (57, "esketamine", ASKED),
        (57, "ketamine", TAKEN),
        (57, "", TAKEN),
    ],
)
def test_a_dose_of_esketamine_spray_is_one_of_those_it_comes_in(
    amount: float, substance: str, finding: Finding
) -> None:
    assert LIMITS.dose(amount, Unit.MG, Route.NASAL, substance) is finding


def test_another_unit_is_not_guessed_at() -> None:
    with pytest.raises(KeyError):
        LIMITS.dose(1, "ml")


def test_routes_and_units_are_those_of_the_records() -> None:
    assert set(LIMITS.most) == set(Unit)
    assert {dose.route for dose in LIMITS.usual_doses} == set(Route)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("soft = [80, 200]", "soft = [40, 200]", "inside the hard one"),
        ("hard = [50, 300]", "hard = [300, 50]", "the lesser first"),
        ("hard = [50, 300]", "hard = [50]", "two ends"),
        ("[pulse]", "[heart]", "“pulse” is missing"),
        ('unit = "mg/kg"\nrange', 'unit = "ml"\nrange', "no greatest amount"),
        ("amounts = ", "amount = ", "“range” is missing"),
    ],
)
def test_faulty_limits_are_refused_with_the_reason(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    assert old in TEXT
    path = tmp_path / "limits.toml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FaultyData, match=reason) as caught:
        load_limits(path)
    assert caught.value.file == "limits.toml"
