"""What is drawn of treatment days by hours, made up: the journals that are measured hold none."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from benchmarks.years import SEED
from journal.trajectories.hours import CURVES, HourPoint, TreatmentHours
from journal.trajectories.side_effects import GRADES, LoggedEffect, SideEffects, lay_side_effects
from journal.trajectories.values import Treatment

HOURS = (-0.5, 0.3, 0.7, 1.0, 2.0, 6.0)
EFFECTS = ("Nausea", "Headache", "Dizziness", "Tiredness")


def hours_of(treatments: Sequence[Treatment]) -> tuple[TreatmentHours, ...]:
    """Every curve of every treatment, six values each."""
    chance = Random(SEED)  # noqa: S311 - invented data, not a secret
    return tuple(
        TreatmentHours(
            one,
            number,
            {
                curve: tuple(HourPoint(at, chance.uniform(60, 90)) for at in HOURS)
                for curve in CURVES
            },
        )
        for number, one in enumerate(treatments, 1)
    )


def effects_after(treatments: Sequence[Treatment], today: date) -> SideEffects:
    """Two side effects after every treatment, of an hour to a day."""
    chance = Random(SEED)  # noqa: S311 - invented data, not a secret
    logged = []
    for one in treatments:
        for name in chance.sample(EFFECTS, 2):
            onset = one.start + timedelta(hours=chance.uniform(0.2, 3))
            end = onset + timedelta(hours=chance.uniform(1, 24))
            grade = chance.choice(GRADES)
            logged.append(LoggedEffect(name, name, grade, onset, end, one.key))
    return lay_side_effects(logged, treatments, today)
