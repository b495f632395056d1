"""The sample patient's treatments and what was rated, measured and felt around them."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from journal.sample import story
from journal.sample.questionnaires import check_in, total_near

Row = dict[str, Any]

MOMENTS = ((-25, 0.0, 1.0), (40, 1.0, 0.55), (62, 0.55, 0.5), (125, 0.15, 0.5))
"""Minutes from the start; the share of the day's greatest detachment; the share of the anxiety."""
EVENING = "20:15"
SIGNS = ((-20, 0, 0), (40, 15, 9), (70, 8, 5), (130, 1, 1))
"""Minutes from the start; how far blood pressure (mmHg) and pulse stand above the first."""


def treatments() -> list[Row]:
    """Completed ones, one that was cancelled and one that is planned."""
    rows = [
        {
            **treatment(number, dose.day, dose.clock, "completed"),
            "phase": dose.phase,
            "amount": dose.amount,
            "minutes": dose.minutes,
            "note": dose.note,
        }
        for number, dose in enumerate(story.DOSES)
    ]
    last = story.DOSES[-1]
    usual = {"phase": "maintenance", "amount": last.amount, "minutes": last.minutes}
    day, clock, why = story.CANCELLED
    rows.append({**treatment(len(rows), day, clock, "cancelled"), **usual, "note": why})
    day, clock = story.PLANNED
    rows.append({**treatment(len(rows), day, clock, "planned"), **usual})
    return rows


def treatment(number: int, day: int, clock: str, status: str) -> Row:
    """What all treatments have in common; entered when it was over, or last looked at."""
    entered = f"{day} 19:30" if status != "planned" else f"{story.LAST_DAY - 3} 19:30"
    return {
        "id": f"treatment-{number}",
        "start": f"{day} {clock}",
        "day": day,
        "status": status,
        "substance": "ketamine",
        "route": "IV",
        "unit": "mg/kg",
        "clinic": story.CLINIC,
        "companion": "Alex",
        "entered_at": entered,
        "entered_by_id": "sam",
    }


def check_ins(chance: Random, levels: Sequence[float]) -> Iterator[Row]:
    """Anxiety now and feeling detached, before, during and after; some are left out."""
    for dose in story.DOSES:
        first = total_near(chance, 4.2 * levels[dose.day] + 12, 8, 100)
        for minutes, detached_share, anxiety_share in MOMENTS:
            at = after(dose.day, dose.clock, minutes + chance.randint(0, 4))
            anxiety = first if minutes < 0 else total_near(chance, first * anxiety_share, 7, 100)
            detached = total_near(chance, dose.detached * detached_share, 3, 100)
            if minutes > 40 and chance.random() < 0.15:
                continue
            yield check_in("anxiety-now", dose.day, at, {"value": anxiety})
            yield check_in("detached-now", dose.day, at, {"value": detached})
        evening = total_near(chance, 4 * levels[dose.day + 1] + 6, 7, 100)
        yield check_in("anxiety-now", dose.day, f"{dose.day} {EVENING}", {"value": evening})


def vital_signs(chance: Random) -> list[Row]:
    """Blood pressure and pulse; weight at the first and at every fourth treatment."""
    rows: list[Row] = []
    for number, dose in enumerate(story.DOSES):
        systolic, diastolic = 121 + chance.randint(-6, 6), 77 + chance.randint(-5, 5)
        pulse = 73 + chance.randint(-6, 6)
        for minutes, pressure, beats in SIGNS:
            row: Row = {
                "treatment_id": f"treatment-{number}",
                "taken_at": after(dose.day, dose.clock, minutes),
                "systolic": systolic + pressure + chance.randint(-3, 3),
                "diastolic": diastolic + round(pressure * 0.7) + chance.randint(-3, 3),
                "pulse": pulse + beats + chance.randint(-3, 3),
                "entered_at": f"{dose.day} 19:35",
                "entered_by_id": "sam",
            }
            if minutes > 0:
                row["spo2"] = chance.randint(96, 99)
            elif number % 4 == 0:
                row["weight"] = round(68.5 - number * 0.1 + chance.gauss(0, 0.3), 1)
            rows.append(row)
    return rows


def side_effects() -> list[Row]:
    """The effects of the story, each with its treatment."""
    rows: list[Row] = []
    for number, effect, severity, onset, end in story.EFFECTS:
        dose = story.DOSES[number]
        began = after(dose.day, dose.clock, onset)
        row: Row = {
            "effect": effect,
            "severity": severity,
            "onset": began,
            "end": None if end is None else after(dose.day, dose.clock, end),
            "treatment_id": f"treatment-{number}",
        }
        entered = max(calendar_day(row["end"] or began), calendar_day(began))
        rows.append({**row, "entered_at": f"{entered} 21:50", "entered_by_id": "sam"})
    return rows


def calendar_day(at: str) -> int:
    """The day number of a moment."""
    return int(at.split()[0])


def after(day: int, clock: str, minutes: int) -> str:
    """The moment so many minutes from a clock time.

    >>> after(24, "10:30", 15 * 60)
    '25 01:30'
    """
    hour, minute = map(int, clock.split(":"))
    days, rest = divmod(hour * 60 + minute + minutes, 24 * 60)
    return f"{day + days} {rest // 60:02}:{rest % 60:02}"
