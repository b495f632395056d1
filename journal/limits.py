"""Which numbers are refused as typing errors, and which are asked about.

Routes and units are the words of `records.Route` and `records.Unit`, taken here as plain texts so
that a form can check a number before the records have loaded. Source of the ranges: the project's
clinical facts. No number is ever called too high or too low.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from journal.data_files import Table, read_table
from resources import FOLDER


class Measure(StrEnum):
    """A vital sign. Named as the columns of a journal are."""

    SYSTOLIC = "systolic"
    DIASTOLIC = "diastolic"
    PULSE = "pulse"
    SPO2 = "spo2"
    WEIGHT = "weight"


class Finding(StrEnum):
    """What is done with a number."""

    TAKEN = "taken"
    ASKED = "asked"
    REFUSED = "refused"


@dataclass(frozen=True)
class Range:
    """From `least` to `greatest`, both included."""

    least: float
    greatest: float

    def __contains__(self, value: float) -> bool:
        return self.least <= value <= self.greatest


@dataclass(frozen=True)
class Limit:
    """The two ranges of a vital sign, in `unit`."""

    unit: str
    hard: Range
    soft: Range


@dataclass(frozen=True)
class UsualDose:
    """Amounts in `unit` that are taken without a question for one route.

    Either a range or single amounts; `substance` is empty when it holds for any.
    """

    route: str
    unit: str
    substance: str
    range: Range | None
    amounts: tuple[float, ...]

    def __contains__(self, amount: float) -> bool:
        return amount in self.amounts if self.range is None else amount in self.range


@dataclass(frozen=True)
class Limits:
    """All limits. `most` holds the greatest amount of a dose in each unit."""

    vital_signs: Mapping[Measure, Limit]
    most: Mapping[str, float]
    usual_doses: tuple[UsualDose, ...]

    def vital_sign(self, measure: Measure, value: float) -> Finding:
        """What is done with one vital sign, in the unit of its limit.

        >>> load_limits().vital_sign(Measure.PULSE, 160)
        <Finding.ASKED: 'asked'>
        """
        limit = self.vital_signs[measure]
        if value not in limit.hard:
            return Finding.REFUSED
        return Finding.TAKEN if value in limit.soft else Finding.ASKED

    def blood_pressure(self, systolic: float, diastolic: float) -> Finding:
        """What is done with a pair in mmHg. The systolic one has to be above the diastolic."""
        findings = {
            self.vital_sign(Measure.SYSTOLIC, systolic),
            self.vital_sign(Measure.DIASTOLIC, diastolic),
        }
        if Finding.REFUSED in findings or not systolic > diastolic:
            return Finding.REFUSED
        return Finding.ASKED if Finding.ASKED in findings else Finding.TAKEN

    def dose(
        self, amount: float, unit: str, route: str | None = None, substance: str = ""
    ) -> Finding:
        """What is done with an amount in `unit`, which has to be one of `most`, else KeyError.

        A route or unit for which nothing usual is known raises no question.
        """
        if not 0 < amount <= self.most[unit]:
            return Finding.REFUSED
        given = substance.strip().casefold()
        usual = [
            dose
            for dose in self.usual_doses
            if (dose.route, dose.unit) == (route, unit) and dose.substance in ("", given)
        ]
        is_usual = not usual or any(amount in dose for dose in usual)
        return Finding.TAKEN if is_usual else Finding.ASKED


@cache
def load_limits(path: Path = FOLDER / "limits.toml") -> Limits:
    """Read the limits, once. Raises FaultyData."""
    table = read_table(path)
    vital_signs = {measure: _read_limit(table.table(measure)) for measure in Measure}
    dose = table.table("dose")
    most = {row.text("unit"): row.number("amount") for row in dose.tables("most")}
    usual = tuple(_read_usual(row, most) for row in dose.tables("soft"))
    dose.finish()
    table.finish()
    return Limits(MappingProxyType(vital_signs), MappingProxyType(most), usual)


def _read_limit(table: Table) -> Limit:
    limit = Limit(table.text("unit"), _read_range(table, "hard"), _read_range(table, "soft"))
    if limit.soft.least not in limit.hard or limit.soft.greatest not in limit.hard:
        raise table.fault("the soft range has to lie inside the hard one", "soft")
    table.finish()
    return limit


def _read_range(table: Table, key: str) -> Range:
    ends = table.numbers(key)
    if len(ends) != 2 or ends[0] >= ends[1]:
        raise table.fault("a range has two ends, the lesser first", key)
    return Range(*ends)


def _read_usual(table: Table, most: Mapping[str, float]) -> UsualDose:
    amounts = table.numbers("amounts") if "amounts" in table else ()
    usual = UsualDose(
        route=table.text("route"),
        unit=table.text("unit"),
        substance=table.text("substance", "").casefold(),
        range=None if amounts else _read_range(table, "range"),
        amounts=amounts,
    )
    if usual.unit not in most:
        raise table.fault("the unit has no greatest amount", "unit")
    table.finish()
    return usual
