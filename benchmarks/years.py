"""Journals of any length to measure with: a daily check, a treatment every four weeks."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from journal.days import Instant
from journal.instrument_files import load_instruments
from journal.instruments import Instrument
from journal.records import CheckIn, Phase, Record, Route, Status, Treatment, Unit
from journal.scoring import Answer, answers_to_json, totals
from journal.store import Journal

SEED = 7
MISSED = 0.08
EVERY = 28
"""Days between treatments."""


def make_years(path: Path, years: int, *, today: date) -> None:
    """Make a journal of so many years that ends the day before `today`; none for 0 years."""
    chance = Random(SEED)  # noqa: S311 - invented data, not a secret
    instruments = load_instruments()
    with Journal.create(path) as journal:
        for year in range(years, 0, -1):
            with journal.write("Fill a year") as session:
                first = today - timedelta(days=365 * year)
                for number in range(365):
                    session.add_all(_day(chance, instruments, first + timedelta(days=number)))


def _day(chance: Random, instruments: Mapping[str, Instrument], day: date) -> list[Record]:
    """What is written on one day."""
    found: list[Record] = []
    since = day.toordinal() % EVERY
    if since == 0:
        found.append(_treatment(day))
    if chance.random() >= MISSED:
        level = 1 if 0 < since < 12 else 2
        found.append(_check_in(chance, instruments["daily-anxiety"], day, level))
    if day.toordinal() % 14 == 0:
        found.append(_check_in(chance, instruments["gad7"], day, 2))
    return found


def _check_in(chance: Random, instrument: Instrument, day: date, level: int) -> CheckIn:
    answers = {
        item.code: Answer(float(chance.choice((level - 1, level, level, level + 1))))
        for item in instrument.items
    }
    scores = totals(instrument, answers)
    at = _at(day, time(21, chance.randrange(60)))
    return CheckIn(
        instrument=instrument.code,
        version=instrument.version,
        day=day,
        rated_at=at,
        entered_at=at,
        answers=answers_to_json(answers),
        scores=scores,
        total=scores["total"],
    )


def _treatment(day: date) -> Treatment:
    return Treatment(
        start=_at(day, time(10, 30)),
        day=day,
        status=Status.COMPLETED,
        phase=Phase.MAINTENANCE,
        substance="ketamine",
        route=Route.IV,
        amount=0.5,
        unit=Unit.MG_PER_KG,
        minutes=40,
        entered_at=_at(day, time(20)),
    )


def _at(day: date, clock: time) -> Instant:
    return Instant(datetime.combine(day, clock), 0)
