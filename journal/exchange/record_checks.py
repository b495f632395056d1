"""What a whole record has to hold before it is taken: something at all, and no typing errors.

A record is looked at as it would be kept: what the file says, over what is there already.
"""

from collections.abc import Mapping
from typing import Any

from journal.days import Instant
from journal.exchange.faults import BadCell, RowFault
from journal.limits import Finding, Limits, Measure
from journal.records import (
    ClinicQuestion,
    Medicine,
    Note,
    Record,
    SideEffect,
    Treatment,
    VitalSigns,
)

_TEXT: dict[type[Record], str] = {
    SideEffect: "effect",
    Medicine: "name",
    Note: "text",
    ClinicQuestion: "text",
}
"""The text without which a record says nothing."""

_SPAN: dict[type[Record], tuple[str, str]] = {
    SideEffect: ("onset", "end"),
    Medicine: ("from_day", "to_day"),
}
"""Where a record begins and ends."""

Values = Mapping[str, Any]


def check_record(kind: type[Record], values: Values, limits: Limits) -> None:
    """Raise BadCell, with the model's name for its column, if the record cannot be right."""
    if kind in _TEXT and not (values.get(_TEXT[kind]) or "").strip():
        raise BadCell(RowFault.MISSING, "", _TEXT[kind])
    if kind in _SPAN:
        _check_span(values, *_SPAN[kind])
    if kind is Treatment:
        _check_dose(values, limits)
    elif kind is VitalSigns:
        _check_signs(values, limits)


def _check_span(values: Values, first: str, last: str) -> None:
    begin, end = values.get(first), values.get(last)
    if begin is None or end is None:
        return
    is_instant = isinstance(begin, Instant)
    if (end.utc < begin.utc) if is_instant else (end < begin):
        raise BadCell(RowFault.ENDS_TOO_EARLY, str(end), last)


def _check_dose(values: Values, limits: Limits) -> None:
    """An amount without a unit is not known to be a dose in mg, so nothing limits it."""
    amount, unit = values.get("amount"), values.get("unit")
    if amount is not None and unit and limits.dose(amount, unit) is Finding.REFUSED:
        raise BadCell(RowFault.OUT_OF_RANGE, f"{amount:g}", "amount")


def _check_signs(values: Values, limits: Limits) -> None:
    found = {one: value for one in Measure if (value := values.get(one)) is not None}
    if not found:
        raise BadCell(RowFault.MISSING, "", "")
    for measure, value in found.items():
        if limits.vital_sign(measure, value) is Finding.REFUSED:
            raise BadCell(RowFault.OUT_OF_RANGE, f"{value:g}", measure)
    if Measure.SYSTOLIC in found and Measure.DIASTOLIC in found:
        upper, lower = found[Measure.SYSTOLIC], found[Measure.DIASTOLIC]
        if limits.blood_pressure(upper, lower) is Finding.REFUSED:
            raise BadCell(RowFault.OUT_OF_RANGE, f"{upper:g}", Measure.SYSTOLIC)
