"""What holds for every journal, whatever is in it."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from journal.trajectories.figures import summarise, timeline
from journal.trajectories.rules import BaselineKind
from journal.trajectories.values import (
    AroundTreatment,
    DayValue,
    Point,
    Reading,
    ResponseStatus,
    Treatment,
)
from tests.journal.trajectories.journals import LAST, VALUES, Journal, journals
from tests.journal.trajectories.written import clock, on, rated_at


def moved(one: AroundTreatment, by: timedelta) -> AroundTreatment:
    """The same figures with every date and instant moved."""

    def point(old: Point | None) -> Point | None:
        return old and replace(old, day=old.day + by)

    def points(old: tuple[Point, ...]) -> tuple[Point, ...]:
        return tuple(replace(each, day=each.day + by) for each in old)

    return replace(
        one,
        treatment=moved_treatment(one.treatment, by),
        before=points(one.before),
        trough=point(one.trough),
        after=points(one.after),
        closing=point(one.closing),
        day_0_after=tuple(moved_reading(each, by) for each in one.day_0_after),
        unclocked=tuple(moved_reading(each, by) for each in one.unclocked),
    )


def moved_reading(old: Reading, by: timedelta) -> Reading:
    return replace(old, day=old.day + by, at=old.at and old.at + by)


def moved_treatment(old: Treatment, by: timedelta) -> Treatment:
    return replace(old, day=old.day + by, start=old.start + by)


@given(journals(), st.integers(-20_000, 20_000))
def test_moving_every_date_moves_the_dates_and_nothing_else(journal: Journal, days: int) -> None:
    by = timedelta(days=days)
    later = Journal(
        tuple(moved_reading(each, by) for each in journal.readings),
        tuple(moved_treatment(each, by) for each in journal.treatments),
        journal.today + by,
        journal.rules,
    )
    assert later.figures == tuple(moved(one, by) for one in journal.figures)
    assert summarise(later.figures) == summarise(journal.figures)


@given(journals(), st.randoms(use_true_random=False))
def test_the_order_of_the_entries_changes_nothing(journal: Journal, order: Random) -> None:
    readings, treatments = list(journal.readings), list(journal.treatments)
    order.shuffle(readings)
    order.shuffle(treatments)
    mixed = replace(journal, readings=tuple(readings), treatments=tuple(treatments))
    assert mixed.figures == journal.figures
    assert timeline(readings, treatments, journal.today) == timeline(
        journal.readings, journal.treatments, journal.today
    )


@given(journals(), st.lists(VALUES, min_size=1, max_size=3))
def test_readings_outside_every_window_change_nothing(
    journal: Journal, values: list[float]
) -> None:
    """The day after today, and the days before all those from which a baseline may be taken."""
    first = min((one.day for one in journal.treatments), default=journal.today)
    outside = [journal.today + timedelta(days=1), first - timedelta(days=15)]
    if journal.rules.baseline_kind is BaselineKind.MEDIAN:
        outside.append(first - timedelta(days=8))
    added = tuple(Reading(day, value) for day in outside for value in values)
    assert replace(journal, readings=journal.readings + added).figures == journal.figures


@given(journals(), st.lists(VALUES, min_size=1, max_size=3))
def test_treatment_day_readings_without_a_place_change_no_figure(
    journal: Journal, values: list[float]
) -> None:
    """Unclocked ones and those after the dose are kept apart, and enter nothing else."""

    def without(figures: tuple[AroundTreatment, ...]) -> list[AroundTreatment]:
        return [replace(one, unclocked=(), day_0_after=()) for one in figures]

    added = [
        Reading(one.day, value, at)
        for one in journal.treatments
        for value in values
        for at in (None, datetime.combine(one.day, time(23, 30), one.start.tzinfo))
    ]
    fuller = replace(journal, readings=(*journal.readings, *added))
    assert without(fuller.figures) == without(journal.figures)
    assert [
        day
        for day in timeline(fuller.readings, fuller.treatments, fuller.today)
        if not day.is_unclocked
    ] == [
        day
        for day in timeline(journal.readings, journal.treatments, journal.today)
        if not day.is_unclocked
    ]


@given(journals(), st.integers(1, 30), st.none() | VALUES)
def test_a_later_treatment_only_cuts_the_last_window(
    journal: Journal, days: int, trough: float | None
) -> None:
    """Add a treatment after all others, on a day with no reading but perhaps one before it.

    All but the last treatment keep every figure. The last keeps what was before it; its window
    gets shorter, its values are the first of those it had, and no figure grows: a response found
    now was found before on the same day, no duration is longer, no best value better.
    """
    journal = replace(journal, today=on(LAST))
    last_day = max((one.day for one in journal.treatments if one.day <= on(LAST)), default=on(0))
    day = min(last_day + timedelta(days=days), journal.today)
    if day == last_day:
        return
    offset = (day - on(0)).days
    readings = [each for each in journal.readings if each.day != day]
    if trough is not None:
        readings.append(rated_at(offset, "09:00", trough))
    journal = replace(journal, readings=tuple(readings))
    added = Treatment("later", clock(offset, "11:00"), day)
    *kept, new = replace(journal, treatments=(*journal.treatments, added)).figures
    assert (new.treatment, new.number) == (added, len(kept) + 1)
    before = journal.figures
    assert tuple(kept[:-1]) == before[:-1]
    if before:
        assert_cut(kept[-1], before[-1], day)


def assert_cut(cut: AroundTreatment, whole: AroundTreatment, day: date) -> None:
    assert cut.is_closed
    assert cut.window_end == (day - cut.treatment.day).days - 1 < whole.window_end
    for name in ("before", "trough", "course_baseline", "own_baseline", "line", "was_at_line"):
        assert getattr(cut, name) == getattr(whole, name)
    points = (*cut.after, *((cut.closing,) if cut.closing else ()))
    assert points == whole.after[: len(points)]
    if cut.response.status is ResponseStatus.REACHED:
        assert cut.response == whole.response
        assert cut.duration is not None
        assert whole.duration is not None
        assert cut.duration.days <= whole.duration.days
        assert cut.duration.at_least or cut.duration == whole.duration
    if cut.best is not None:
        assert whole.best is not None
        assert cut.best.value >= whole.best.value
    assert cut.coverage.rated <= whole.coverage.rated
    for name, span in cut.medians.items():
        assert span.n <= whole.medians[name].n
        assert span.of <= whole.medians[name].of


@given(journals(), st.lists(st.integers(-720, 840), min_size=1, max_size=7))
def test_a_clock_change_or_a_journey_moves_nothing(journal: Journal, zones: list[int]) -> None:
    """Every instant keeps its place in UTC and its day, and gets another offset in minutes."""

    def elsewhere(at: datetime, index: int) -> datetime:
        return at.astimezone(timezone(timedelta(minutes=zones[index % len(zones)])))

    travelled = replace(
        journal,
        readings=tuple(
            replace(each, at=each.at and elsewhere(each.at, index))
            for index, each in enumerate(journal.readings)
        ),
        treatments=tuple(
            replace(each, start=elsewhere(each.start, index))
            for index, each in enumerate(journal.treatments)
        ),
    )
    assert travelled.figures == journal.figures
    assert timeline(travelled.readings, travelled.treatments, journal.today) == timeline(
        journal.readings, journal.treatments, journal.today
    )


@given(journals())
def test_no_figure_without_its_n(journal: Journal) -> None:
    rules = journal.rules
    for one in journal.figures:
        for baseline in (one.course_baseline, one.own_baseline):
            assert 0 <= baseline.n <= baseline.of
            least = 1 if rules.baseline_kind is BaselineKind.LAST else rules.baseline_least
            assert (baseline.value is not None) == (baseline.n >= least)
        for span in one.medians.values():
            assert 0 <= span.n <= span.of
            assert span.value is None or span.n >= 2
        assert one.coverage.rated == len(one.after) <= one.coverage.of == one.window_end
        assert sum(span.n for span in one.medians.values()) == sum(
            point.offset <= 28 for point in one.after
        )
        assert (one.best is None) == (not one.after and one.closing is None)
        assert (one.duration is not None) == (one.response.status is ResponseStatus.REACHED)
        assert (one.line is None) == (one.response.status is ResponseStatus.NO_LINE)
        assert one.line is not None or one.change_percent is None
    for summary in summarise(journal.figures):
        assert (summary.median is not None) == (summary.n >= 3)
        if summary.median is not None:
            assert summary.low is not None
            assert summary.high is not None
            assert summary.low <= summary.median <= summary.high


@given(journals())
def test_every_rated_day_up_to_today_is_in_one_window_or_before_the_first(
    journal: Journal,
) -> None:
    """The timeline's days without those before the first treatment are the windows' days."""
    figures = journal.figures
    if not figures:
        return
    in_windows: list[DayValue] = []
    for one in figures:
        points = (*((one.trough,) if one.trough else ()), *one.after)
        in_windows += [DayValue(each.day, each.value, each.n, each.is_late) for each in points]
        assert one.closing is None or one.is_closed
    start = figures[0].treatment.day
    shown = timeline(journal.readings, journal.treatments, journal.today)
    assert in_windows == [day for day in shown if day.day >= start and not day.is_unclocked]
