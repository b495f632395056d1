"""Makes the sample patient's data from `story` and a seed: `python -m journal.sample.generator`.

The result is plain JSON data in terms of days counted from the start (0 to `LAST_DAY`) and clock
times ("24 10:30" is half past ten on calendar day 24), so that it can be laid on any calendar. One
`random.Random` gives all chance, so the same seed gives the same file.
"""

import json
from pathlib import Path
from random import Random
from typing import Any

from journal.sample import questionnaires, story, treatment_days
from resources import FOLDER

FILE = FOLDER / "sample" / "sample.json"

Row = dict[str, Any]


def generate(seed: int = story.SEED) -> dict[str, Any]:
    """The whole sample patient, by table name of the journal."""
    chance = Random(seed)  # noqa: S311 - invented data, not a secret
    levels = daily_levels(chance)
    return {
        "last_day": story.LAST_DAY,
        "zone": story.ZONE,
        "holiday": {
            "first": story.HOLIDAY.start,
            "last": story.HOLIDAY.stop - 1,
            "zone": story.HOLIDAY_ZONE,
        },
        "settings": settings(),
        "people": people(),
        "check_ins": [
            *questionnaires.check_ins(chance, levels),
            *treatment_days.check_ins(chance, levels),
        ],
        "treatments": treatment_days.treatments(),
        "vital_signs": treatment_days.vital_signs(chance),
        "side_effects": treatment_days.side_effects(),
        "medicines": medicines(),
        "intakes": intakes(chance),
        "notes": notes(chance),
        "questions": questions(),
        "visits": visits(),
        "drafts": drafts(),
    }


def daily_levels(chance: Random) -> list[float]:
    """How strong daily anxiety is on each day, in points of its total, before the day's noise.

    The base drifts, wanders from day to day as an autoregressive process, falls after treatments
    as the story says, and rises on hard days.
    """
    levels = []
    wander = 0.0
    for day in range(story.LAST_DAY + 1):
        wander = 0.8 * wander + chance.gauss(0, 0.55)
        fall = max((fall_after(dose, day) for dose in story.DOSES), default=0.0)
        base = story.BASE + story.BASE_DRIFT * day
        levels.append(base + wander - fall + story.HARD_DAYS.get(day, 0))
    return levels


def fall_after(dose: story.Dose, day: int) -> float:
    """By how many points a day stands below the base because the story says so.

    >>> dose = story.Dose(10, "10:30", "induction", 0.5, fall=8, hold=3, fade=4, detached=50)
    >>> [fall_after(dose, day) for day in (10, 11, 13, 15, 17)]
    [0.0, 8.0, 8.0, 4.0, 0.0]
    """
    since = day - dose.day
    if since < 1:
        return 0.0
    reached = min(1.0, since / dose.onset)
    left = max(0.0, 1 - max(0, since - dose.hold) / dose.fade)
    return dose.fall * min(reached, left)


def settings() -> Row:
    """What this journal is set to."""
    return {
        "logged": ["daily-anxiety", "social-daily", "gad7", "sleep"],
        "country": "GB",
        "clinic_phone": story.CLINIC_PHONE,
        "plan": story.PLAN,
    }


def people() -> list[Row]:
    """The patient, and the caregiver who rates as an observer."""
    return [
        {"id": "sam", "name": "Sam", "role": "patient", "entered_at": "0 19:02"},
        {"id": "alex", "name": "Alex", "role": "caregiver", "entered_at": "19 19:40"},
    ]


def medicines() -> list[Row]:
    """Other medicines."""
    return [
        {
            "id": key,
            "name": name,
            "kind": kind,
            "amount": amount,
            "from_day": first,
            "to_day": last,
            "entered_at": "1 20:10",
            "entered_by_id": "sam",
        }
        for key, name, kind, amount, first, last in story.MEDICINES
    ]


def intakes(chance: Random) -> list[Row]:
    """Single doses of medicines that are taken when needed."""
    rows: list[Row] = []
    for medicine, intake_days in story.INTAKES:
        for day in intake_days:
            at = f"{day} {chance.randint(8, 19):02}:{chance.randrange(0, 60, 5):02}"
            row = {"medicine_id": medicine, "taken_at": at, "amount": ""}
            rows.append({**row, "entered_at": f"{day} 21:30", "entered_by_id": "sam"})
    return rows


def notes(chance: Random) -> list[Row]:
    """Notes on days."""
    return [
        {
            "day": day,
            "text": text,
            "is_private": is_private,
            "entered_at": f"{day} 21:{chance.randint(0, 59):02}",
            "entered_by_id": "sam",
        }
        for day, is_private, text in story.NOTES
    ]


def questions() -> list[Row]:
    """Questions for the clinic."""
    return [
        {
            "asked_on": asked,
            "text": text,
            "answered_on": answered,
            "answer": answer,
            "entered_at": f"{asked} 21:40",
            "entered_by_id": "sam",
        }
        for asked, text, answered, answer in story.QUESTIONS
    ]


def visits() -> list[Row]:
    """Visits to the clinic."""
    return [
        {
            "day": day,
            "clinic": story.CLINIC,
            "note": note,
            "entered_at": f"{day} 20:55",
            "entered_by_id": "sam",
        }
        for day, note in story.VISITS
    ]


def drafts() -> list[Row]:
    """Today's daily check, begun and not finished."""
    content = {"1": 1, "2": 0, "3": 1}
    return [{"form": "daily-anxiety", "day": story.LAST_DAY, "content": content}]


def as_text(data: dict[str, Any]) -> str:
    """The data as JSON with one record a line, so that a change shows as a few lines."""
    parts = []
    for name, value in data.items():
        if isinstance(value, list):
            rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in value)
            parts.append(f"{json.dumps(name)}: [\n{rows}\n]")
        else:
            parts.append(f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def write(path: Path = FILE) -> None:
    """Write the data file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_text(generate()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
