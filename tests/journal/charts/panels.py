"""Small panels and rows of durations drawn for tests."""

from collections.abc import Sequence

from journal.charts import style
from journal.charts.durations import DurationsArtists, draw_durations
from journal.charts.each import EachArtists, draw_each
from journal.charts.shown import EVERYTHING, Shown
from journal.trajectories import figures
from journal.trajectories.rules import Rules
from journal.trajectories.values import AroundTreatment, Reading, Treatment
from journal.words import Subject
from tests.journal.charts.drawn import RULES, day, figure, lay_out, reading, subject, treatment


def found(
    readings: Sequence[Reading],
    treatments: Sequence[Treatment],
    *,
    until: int = 100,
    rules: Rules = RULES,
) -> tuple[AroundTreatment, ...]:
    """The figures up to day `until`."""
    return figures.around(readings, treatments, day(until), rules)


def course(after: Sequence[float | None], **more: int) -> tuple[AroundTreatment, ...]:
    """A treatment on day 10 after a week of 14, then values on days 1, 2, 3… after it.

    `until` is today, `again` the day of a second treatment.
    """
    readings = [reading(n, 14) for n in range(3, 10)]
    readings += [reading(11 + n, value) for n, value in enumerate(after) if value is not None]
    given = [treatment(10)] + ([treatment(more["again"])] if "again" in more else [])
    return found(readings, given, until=more.get("until", 11 + len(after)))


def many(count: int, apart: int) -> tuple[AroundTreatment, ...]:
    """So many treatments, so many days apart, every day rated."""
    readings = [
        reading(n, 14 if n < 10 else 3 + (n - 10) % apart) for n in range(count * apart + 20)
    ]
    return found(readings, [treatment(10 + apart * n) for n in range(count)], until=1000)


def each(
    treatments: Sequence[AroundTreatment],
    *,
    size: tuple[float, float] = (10.0, 8.0),
    scale: float = 1.0,
    shown: Shown = EVERYTHING,
    on: Subject | None = None,
) -> EachArtists:
    """The small panels, drawn."""
    made = figure(size)
    drawn = draw_each(made, on or subject(), treatments, style.LIGHT, shown=shown, scale=scale)
    lay_out(made)
    return drawn


def durations(
    treatments: Sequence[AroundTreatment],
    *,
    size: tuple[float, float] = (10.0, 6.0),
    scale: float = 1.0,
    shown: Shown = EVERYTHING,
    on: Subject | None = None,
) -> DurationsArtists:
    """The durations, drawn."""
    made = figure(size)
    drawn = draw_durations(made, on or subject(), treatments, style.LIGHT, shown=shown, scale=scale)
    lay_out(made)
    return drawn
