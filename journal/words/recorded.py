"""What the words of a record's line and of the whole record have in common."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from journal.instruments import Instrument
from journal.side_effect_terms import Vocabulary
from journal.words import figure, full_day
from journal.words.scores import score_words

Row = Mapping[str, Any]
"""A record's values by the names of its columns."""

SOMEBODY = "somebody"
PRIVATE_NOTE = "A private note"
_MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class Known:
    """What records name: scales, effects, people, medicines and treatments, by code or id."""

    instruments: Mapping[str, Instrument]
    vocabulary: Vocabulary
    people: Mapping[str, str] = field(default_factory=dict)
    medicines: Mapping[str, str] = field(default_factory=dict)
    treatments: Mapping[str, str] = field(default_factory=dict)


def clock(utc: datetime | None, offset: int | None) -> str:
    """The time of day at which something was, by the clock of its place.

    >>> clock(datetime(2026, 1, 10, 11, 5), 60)
    '12:05'
    """
    if utc is None:
        return ""
    minutes = (utc.hour * 60 + utc.minute + (offset or 0)) % _MINUTES_A_DAY
    return f"{minutes // 60:02}:{minutes % 60:02}"


def moment(utc: datetime | None, offset: int | None) -> str:
    """Day and time at which something was.

    >>> moment(datetime(2026, 1, 10, 23, 5), 60)
    '11 January 2026, 00:05'
    """
    if utc is None:
        return ""
    local = utc + timedelta(minutes=offset or 0)
    return f"{full_day(local.date())}, {clock(utc, offset)}"


def amount_words(amount: float | None, unit: str | None, route: str | None) -> str:
    """The amount of a treatment as the clinic told it; one without a unit says so.

    >>> amount_words(0.5, "mg/kg", "IV")
    '0.5 mg/kg IV'
    >>> amount_words(150, None, None)
    '150 (no unit)'
    """
    number = "" if amount is None else f"{amount:g}"
    unit_told = unit or ("(no unit)" if number else "")
    return " ".join(part for part in (number, unit_told, route or "") if part)


def amount(row: Row) -> str:
    """The same of a treatment's record."""
    return amount_words(row["amount"], row["unit"], row["route"])


def one_line(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())


def scores(row: Row, known: Known) -> str:
    """What a check came to."""
    instrument = known.instruments.get(row["instrument"])
    found: Mapping[str, float] = row["scores"]
    if not found:
        return "incomplete"
    if instrument is None:
        return ", ".join(figure(value) for value in found.values())
    return score_words(instrument, found)


def instrument_title(row: Row, known: Known) -> str:
    """The scale of a check."""
    instrument = known.instruments.get(row["instrument"])
    return row["instrument"] if instrument is None else instrument.short_title


def after(row: Row, known: Known) -> str:
    """The treatment that a record belongs to."""
    treatment = known.treatments.get(row["treatment_id"] or "")
    return "" if treatment is None else f"after the treatment of {treatment}"


def measured(row: Row) -> Iterator[tuple[str, str]]:
    """Vital signs, each with its unit; empty what was not measured."""
    found = pressure(row["systolic"], row["diastolic"])
    yield "Blood pressure", f"{found} mmHg" if found else ""
    yield "Pulse", "" if row["pulse"] is None else f"{row['pulse']} per minute"
    yield "Oxygen", "" if row["spo2"] is None else f"{figure(row['spo2'])} %"
    yield "Weight", "" if row["weight"] is None else f"{figure(row['weight'])} kg"


def pressure(systolic: int | None, diastolic: int | None) -> str:
    """A blood pressure in mmHg; empty where neither was measured.

    >>> pressure(120, 80), pressure(None, 80), pressure(None, None)
    ('120/80', '–/80', '')
    """
    if systolic is None and diastolic is None:
        return ""
    return "/".join("–" if value is None else str(value) for value in (systolic, diastolic))
