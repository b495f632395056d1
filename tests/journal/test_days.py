"""Days end at 03:00, instants keep their offset, late is more than one day."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.days import Instant, clock_within, day_of, is_late

DAY = date(2026, 3, 29)


def test_what_is_rated_after_midnight_belongs_to_the_day_before() -> None:
    assert day_of(Instant.parse("2026-03-30T00:40:00+02:00")) == DAY
    assert day_of(Instant.parse("2026-03-30T03:00:00+02:00")) == DAY + timedelta(days=1)


def test_the_end_of_the_day_can_be_set() -> None:
    moment = Instant.parse("2026-03-30T04:30:00+02:00")
    assert day_of(moment, time(5)) == DAY


def test_a_rating_about_yesterday_has_no_clock_time_on_yesterday() -> None:
    assert clock_within(DAY, Instant.parse("2026-03-30T10:00:00+02:00")) is None
    inside = clock_within(DAY, Instant.parse("2026-03-29T22:00:00+02:00"))
    assert inside is not None
    assert inside.hour == 22


def test_an_unknown_entry_time_is_never_late() -> None:
    assert not is_late(DAY, None)


@pytest.mark.parametrize(("days_on", "late"), [(0, False), (1, False), (2, True), (30, True)])
def test_late_is_more_than_one_day_after_the_day(days_on: int, late: bool) -> None:
    entered = Instant.parse(f"{DAY + timedelta(days=days_on)}T12:00:00+02:00")
    assert is_late(DAY, entered) is late


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        Instant.parse("2026-03-29T12:00:00")


offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timedelta(minutes=minutes))


@given(st.datetimes(timezones=st.timezones()))
def test_an_instant_reads_back_as_it_was_written(moment: object) -> None:
    written = Instant.of(moment)  # type: ignore[arg-type]
    if written.local.utcoffset() is not None and written.offset % 1 == 0:
        assert Instant.parse(str(written)) == written


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.times())
def test_the_instant_of_a_clock_on_a_day_lies_inside_that_day(day: date, clock: time) -> None:
    at = Instant.at(day, clock.replace(tzinfo=None))
    assert day_of(at) == day
