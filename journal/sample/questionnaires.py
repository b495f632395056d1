"""The sample patient's questionnaires: what is rated at home, by the patient and by an observer."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from journal.sample import story

Row = dict[str, Any]
Answers = dict[str, Any]

DAILY_WEIGHTS = (1.3, 1.4, 1.1, 1.1, 0.6, 0.8, 0.7)
"""How readily each of the seven items takes a point of the total."""
GAD7_WEIGHTS = (1.4, 1.3, 1.2, 1.1, 0.5, 0.8, 0.7)
FORGOTTEN = 0.06
"""Share of days without a daily check, apart from the gaps of the story."""


def check_ins(chance: Random, levels: Sequence[float]) -> list[Row]:
    """Every questionnaire that is not tied to the hours of a treatment day."""
    rows = [
        *daily(chance, levels),
        *observed(chance, levels),
        *social(chance, levels),
        *gad7(chance, levels),
        *sleep(chance, levels),
        *moments(chance, levels),
    ]
    return sorted(rows, key=lambda row: (row["day"], row["instrument"]))


def written_days(until: int = story.LAST_DAY) -> Iterator[int]:
    """The days before `until` that lie in no gap."""
    for day in range(until):
        if not any(day in gap for gap in story.GAPS):
            yield day


def daily(chance: Random, levels: Sequence[float]) -> Iterator[Row]:
    """Daily anxiety: most days, in the evening, now and then after midnight or days later."""
    treatment_days = {dose.day for dose in story.DOSES}
    skipped_day, skipped_item = story.SKIPPED_ITEM
    for day in written_days():
        total = total_near(chance, levels[day], 1.4, 21)
        answers = share_out(chance, total, DAILY_WEIGHTS, 3)
        is_forgotten = chance.random() < FORGOTTEN
        if day in treatment_days and chance.random() < 0.75:
            rated = f"{day} 08:{chance.randint(0, 50):02}"
        else:
            rated = evening_or_later(chance, day)
        if day == skipped_day:
            answers[skipped_item] = "skipped"
        if day == skipped_day or not is_forgotten:
            yield check_in("daily-anxiety", day, rated, answers)


def evening_or_later(chance: Random, day: int) -> str:
    """When a day is rated: that evening, after midnight, the next morning, or days later."""
    when, minute = chance.random(), chance.randint(0, 59)
    if when < 0.07:
        return f"{day + 1} 00:{minute:02}"
    later = day + (2 + chance.randrange(3) if when < 0.11 else 1)
    if when < 0.11 and later < story.LAST_DAY:
        return f"{later} {chance.randint(19, 21)}:{minute:02}"
    if when < 0.18 and day + 1 < story.LAST_DAY:
        return f"{day + 1} {chance.randint(7, 9):02}:{minute:02}"
    return f"{day} {chance.randint(20, 22)}:{minute:02}"


def observed(chance: Random, levels: Sequence[float]) -> Iterator[Row]:
    """The caregiver's view of the same seven items, a few times a week."""
    for day in range(20, story.LAST_DAY):
        total = total_near(chance, 1.5 + 0.85 * levels[day], 1.8, 21)
        answers = share_out(chance, total, DAILY_WEIGHTS, 3)
        rated = f"{day} {chance.randint(18, 20)}:{chance.randint(0, 59):02}"
        if day not in story.HOLIDAY and chance.random() < 0.4:
            row = check_in("daily-anxiety", day, rated, answers)
            yield {**row, "observer_id": "alex", "entered_by_id": "alex"}


def social(chance: Random, levels: Sequence[float]) -> Iterator[Row]:
    """The daily social check: most days at first, twice a week later."""
    for day in written_days():
        total = total_near(chance, 1.45 * levels[day], 2.2, 36)
        fear = total_near(chance, 0.54 * total, 1.0, min(18, total))
        fear = max(fear, total - 18)
        parts = {
            "fear": share_out(chance, fear, (1.4, 1.1, 1.2, 0.9, 0.6, 1.0), 3),
            "avoidance": share_out(chance, total - fear, (1.2, 1.0, 1.3, 0.8, 0.6, 1.1), 3),
        }
        answers: Answers = {}
        for situation in map(str, range(1, 7)):
            is_imagined = chance.random() < 0.3
            for part, values in parts.items():
                value = values[situation]
                answer = {"value": value, "imagined": True} if is_imagined else value
                answers[f"{part}-{situation}"] = answer
        if chance.random() < 0.03:
            answers["fear-5"] = answers["avoidance-5"] = "did-not-come-up"
        rated = f"{day} {chance.randint(20, 22)}:{chance.randint(0, 59):02}"
        if chance.random() < (0.78 if 6 <= day < 75 else 0.26):
            yield check_in("social-daily", day, rated, answers)


def gad7(chance: Random, levels: Sequence[float]) -> Iterator[Row]:
    """The two-week questionnaire: when it is due, or a day or two later."""
    due = 8
    for day in written_days():
        if day < due or chance.random() < 0.15:
            continue
        weeks = levels[max(0, day - 13) : day + 1]
        total = total_near(chance, sum(weeks) / len(weeks), 1.0, 21)
        answers: Answers = share_out(chance, total, GAD7_WEIGHTS, 3)
        answers["difficulty"] = min(3, max(0, round(total / 6 - 0.3)))
        yield check_in("gad7", day, f"{day} 08:{chance.randint(10, 55)}", answers)
        due = day + 14


def sleep(chance: Random, levels: Sequence[float]) -> Iterator[Row]:
    """Last night's sleep: often at the beginning and at the end, seldom between."""
    for day in written_days():
        hours = 6.9 - 0.1 * (levels[day] - 8) + chance.gauss(0, 0.8)
        quality = round(8.2 - 0.32 * levels[day] + chance.gauss(0, 1.1))
        answers = {
            "hours": min(10.0, max(2.5, round(hours * 2) / 2)),
            "quality": min(10, max(0, quality)),
        }
        rated = f"{day} 07:{chance.randint(10, 55)}"
        if chance.random() < (0.75 if day < 60 or day > 320 else 0.12):
            yield check_in("sleep", day, rated, answers)


def moments(chance: Random, levels: Sequence[float]) -> Iterator[Row]:
    """Anxiety right now, on days that are no treatment days."""
    treatment_days = {dose.day for dose in story.DOSES}
    for day in written_days():
        value = total_near(chance, 5.2 * levels[day] + 10, 12, 100)
        rated = f"{day} {chance.randint(9, 19):02}:{chance.randint(0, 59):02}"
        if day not in treatment_days and chance.random() < 0.1:
            yield check_in("anxiety-now", day, rated, {"value": value})


def check_in(instrument: str, day: int, rated: str, answers: Answers) -> Row:
    """One check-in by the patient, entered when it was rated."""
    return {
        "instrument": instrument,
        "day": day,
        "rated_at": rated,
        "entered_at": rated,
        "entered_by_id": "sam",
        "answers": answers,
    }


def total_near(chance: Random, level: float, spread: float, greatest: int) -> int:
    """A whole number from 0 to `greatest`, near a level."""
    return min(greatest, max(0, round(level + chance.gauss(0, spread))))


def share_out(
    chance: Random, total: int, weights: Sequence[float], greatest: int
) -> dict[str, Any]:
    """Answers to items "1", "2", … of at most `greatest` each that add up to `total`."""
    values = [0] * len(weights)
    for _ in range(total):
        open_items = [i for i, value in enumerate(values) if value < greatest]
        (item,) = chance.choices(open_items, [weights[i] for i in open_items])
        values[item] += 1
    return {str(i): value for i, value in enumerate(values, start=1)}
