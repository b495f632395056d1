"""Journals of all kinds, drawn by hypothesis: days alike in runs, and treatments among them."""

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from journal.trajectories.figures import around
from journal.trajectories.rules import BaselineKind, Rules
from journal.trajectories.values import AroundTreatment, Reading, Treatment
from tests.journal.trajectories.written import DAILY, clock, on, rated_at

FIRST, LAST = -16, 48
"""The days of a drawn journal; its first treatment is on one of days 0 to 16."""


@dataclass(frozen=True)
class Journal:
    readings: tuple[Reading, ...]
    treatments: tuple[Treatment, ...]
    today: date
    rules: Rules

    @property
    def figures(self) -> tuple[AroundTreatment, ...]:
        return around(self.readings, self.treatments, self.today, self.rules)


HIGH, LOW = st.sampled_from([12, 14, 14, 21]), st.sampled_from([0, 5, 6, 7])
VALUES = st.one_of(HIGH, LOW, st.just(7.5))
CLOCKS = st.sampled_from(["03:00", "09:30", "11:00", "11:01", "16:00", "23:59"])
RUNS = st.one_of(
    st.lists(HIGH, min_size=1, max_size=5),
    st.lists(LOW, min_size=2, max_size=8),
    st.lists(st.none() | VALUES, min_size=1, max_size=6),
)
"""Some days running that are much alike, so that responses come up and last; None is unrated."""
EXTRA = st.tuples(st.integers(FIRST, LAST), VALUES, st.none() | CLOCKS)
TREATMENTS = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 3), st.integers(4, 16)),  # days since the one before
        st.sampled_from(["09:30", "11:00", "15:00"]),
        st.sampled_from([None, None, None, 1, 2]),
        st.lists(st.tuples(st.just("09:00") | CLOCKS, VALUES), max_size=2),  # that day's readings
    ),
    min_size=1,
    max_size=5,
)
RULES = st.sampled_from(
    [
        DAILY,
        DAILY,
        Rules(),
        Rules(has_line=False, baseline_kind=BaselineKind.LAST),
        Rules(least_baseline=2, baseline_least=2, course_gap=10),
    ]
)


@st.composite
def journals(draw: st.DrawFn) -> Journal:
    before = draw(st.lists(st.none() | HIGH | HIGH, min_size=7, max_size=-FIRST))
    after = [value for run in draw(st.lists(RUNS, min_size=3, max_size=10)) for value in run]
    readings = [
        Reading(on(offset), value)
        for offset, value in enumerate((*before, *after), start=-len(before))
        if value is not None
    ]
    treatments: list[Treatment] = []
    offset = 0
    for days, start, course, that_day in draw(TREATMENTS):
        offset += days
        key = f"{len(treatments)}"
        treatments.append(Treatment(key, clock(offset, start), on(offset), course))
        readings += [rated_at(offset, hours, value) for hours, value in that_day]
    for day, value, at in draw(st.lists(EXTRA, max_size=6)):
        instant = clock(day, at) if at else None
        readings.append(Reading(on(day), value, instant, is_late=value == 12))
    today = draw(st.sampled_from([LAST, len(after), len(after) + 2]) | st.integers(0, LAST))
    return Journal(tuple(readings), tuple(treatments), on(today), draw(RULES))
