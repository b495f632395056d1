"""A chart drawn on paper and written into a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from journal.charts import durations, each, hours, side_effects, style
from journal.charts.around import draw_around
from journal.charts.calendar import draw_year
from journal.charts.timeline import draw_timeline
from journal.trajectories.hours import TreatmentHours
from journal.trajectories.side_effects import SideEffects
from journal.trajectories.values import AroundTreatment, DayValue, Treatment
from journal.words import Subject

INCHES = (11.0, 5.4)
"""Width and least height; charts that list treatments are as tall as they need."""


@dataclass(frozen=True)
class ScoreMaterial:
    """What the charts of one score are drawn from; `year` is the calendar's."""

    subject: Subject
    day_values: tuple[DayValue, ...]
    treatments: tuple[Treatment, ...]
    around: tuple[AroundTreatment, ...]
    today: date
    year: int


@dataclass(frozen=True)
class HoursMaterial:
    """What the hours chart is drawn from."""

    hours: tuple[TreatmentHours, ...]
    is_sample: bool


@dataclass(frozen=True)
class SideEffectsMaterial:
    """What the chart of side effects is drawn from."""

    found: SideEffects
    is_sample: bool


Material = ScoreMaterial | HoursMaterial | SideEffectsMaterial


def save_chart(kind: str, material: Material, path: Path) -> None:
    """Draw one of the kinds of `DRAWN` and write it as the file's ending says.

    `material` is a HoursMaterial for "hours", a SideEffectsMaterial for "side-effects" and a
    ScoreMaterial for every other kind. Raises KeyError for a kind that there is not and OSError
    where the file cannot be written.
    """
    style.save(DRAWN[kind](material), path)


def _paper(tall: float = INCHES[1]) -> Figure:
    return Figure(figsize=(INCHES[0], max(tall, INCHES[1])))


def _timeline(of: ScoreMaterial) -> Figure:
    figure = _paper()
    days = [one.day for one in of.day_values] + [one.day for one in of.treatments] or [of.today]
    span = (min(days), max(days))
    draw_timeline(figure, of.subject, of.day_values, of.treatments, span, style.PAPER)
    return figure


def _around(of: ScoreMaterial) -> Figure:
    figure = _paper()
    draw_around(figure, of.subject, of.around, style.PAPER)
    return figure


def _each(of: ScoreMaterial) -> Figure:
    figure = _paper(each.height_for(len(of.around), INCHES[0]))
    each.draw_each(figure, of.subject, of.around, style.PAPER)
    return figure


def _durations(of: ScoreMaterial) -> Figure:
    figure = _paper(durations.height_for(of.around, INCHES[0]))
    durations.draw_durations(figure, of.subject, of.around, style.PAPER)
    return figure


def _calendar(of: ScoreMaterial) -> Figure:
    figure = _paper()
    draw_year(
        figure, of.subject, of.day_values, of.treatments, of.year, style.PAPER, today=of.today
    )
    return figure


def _hours(of: HoursMaterial) -> Figure:
    figure = _paper(hours.height_for(of.hours))
    hours.draw_hours(figure, of.hours, style.PAPER, is_sample=of.is_sample)
    return figure


def _side_effects(of: SideEffectsMaterial) -> Figure:
    figure = _paper(side_effects.height_for(of.found, INCHES[0]))
    side_effects.draw_side_effects(figure, of.found, style.PAPER, is_sample=of.is_sample)
    return figure


DRAWN: Mapping[str, Callable[[Any], Figure]] = {
    "timeline": _timeline,
    "around": _around,
    "each": _each,
    "durations": _durations,
    "hours": _hours,
    "side-effects": _side_effects,
    "calendar": _calendar,
}
"""How each kind of chart is drawn from its material."""
