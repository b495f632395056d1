"""Numbers, dates, clocks and moments from the text of a cell."""

import csv
import io
import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.exchange.cells import (
    DateOrder,
    Decimal,
    Moment,
    OffsetUnit,
    date_readings,
    instant_at,
    instant_of_unix,
    number,
    read_clock,
    read_date,
    read_formatted,
    read_moment,
    read_offset,
    whole,
)
from journal.exchange.faults import AmbiguousDates, BadCell, RowFault
from journal.exchange.formula_guard import guarded, unguarded
from journal.exchange.layout import number_text
from journal.exchange.moments import DateSurvey

UNTOLD = Decimal(None, ";")


def reason(read: object, *given_to: object) -> RowFault:
    assert callable(read)
    with pytest.raises(BadCell) as caught:
        read(*given_to)
    return caught.value.reason


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("3", UNTOLD, 3),
        (" -3.5 ", UNTOLD, -3.5),
        ("−3,5", UNTOLD, -3.5),
        ("0,125", UNTOLD, 0.125),
        ("1.234", Decimal(None, ","), 1.234),
        ("1.234", Decimal(".", ";"), 1.234),
        ("1,234", Decimal(",", ";"), 1.234),
        ("2e2", UNTOLD, 200),
    ],
)
def test_a_number_is_read_by_the_decimal_mark_of_its_file(
    text: str, decimal: Decimal, value: float
) -> None:
    assert number(text, decimal) == value


@pytest.mark.parametrize("text", ["", "x", "nan", "inf", "1e999", "1_000", "٣", "1 000", "9" * 400])
def test_only_finite_numbers_in_plain_digits(text: str) -> None:
    assert reason(number, text, UNTOLD) is RowFault.NOT_A_NUMBER


def test_a_number_that_could_be_a_thousand_is_not_guessed() -> None:
    assert reason(number, "1,234", UNTOLD) is RowFault.AMBIGUOUS_NUMBER
    assert reason(number, "1.234", UNTOLD) is RowFault.AMBIGUOUS_NUMBER
    assert reason(number, "1,234", Decimal(None, ",")) is RowFault.AMBIGUOUS_NUMBER
    assert reason(number, "1.234", Decimal(",", ";")) is RowFault.NOT_A_NUMBER


def test_a_whole_number_may_be_written_with_zeros_behind_the_mark() -> None:
    assert whole("120.0") == 120
    assert reason(whole, "120.5") is RowFault.NOT_WHOLE
    assert reason(whole, "1e300") is RowFault.NOT_WHOLE


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_that_was_written_reads_back_the_same(value: float) -> None:
    assert number(number_text(value)) == value


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-01-10", DateOrder.DAY_FIRST, date(2026, 1, 10)),
        ("10.1.2026", DateOrder.DAY_FIRST, date(2026, 1, 10)),
        ("01/10/2026", DateOrder.MONTH_FIRST, date(2026, 1, 10)),
        ("26-1-10", DateOrder.YEAR_FIRST, date(2026, 1, 10)),
        ("10/1/26", DateOrder.DAY_FIRST, date(2026, 1, 10)),
        ("10/1/99", DateOrder.DAY_FIRST, date(1999, 1, 10)),
        ("10th Jan 2026", DateOrder.MONTH_FIRST, date(2026, 1, 10)),
        ("Saturday, January 10, 2026", DateOrder.DAY_FIRST, date(2026, 1, 10)),
    ],
)
def test_a_date_is_read_in_the_order_of_its_column(text: str, order: DateOrder, day: date) -> None:
    assert read_date(text, order) == day


@pytest.mark.parametrize(
    "text", ["", "30 May", "2026", "31/04/2026", "2026-02-30", "1850-01-01", "10/1/026", "x"]
)
def test_what_is_no_date_has_no_reading(text: str) -> None:
    assert date_readings(text) == {}
    assert reason(read_date, text) is RowFault.NOT_A_DATE


def surveyed(*texts: str) -> DateOrder:
    survey = DateSurvey()
    for text in texts:
        survey.see(text)
    return survey.order("a.csv", "Date")


def test_one_row_tells_the_order_of_the_whole_column() -> None:
    assert surveyed("03/04/2026", "13/04/2026") is DateOrder.DAY_FIRST
    assert surveyed("03/04/2026", "04/13/2026", "nonsense") is DateOrder.MONTH_FIRST


@pytest.mark.parametrize(
    "texts", [("2026-01-10", "2026-02-03"), ("3rd Apr 2026",), ("04/04/2026",), (), ("x",)]
)
def test_dates_with_one_meaning_need_no_order(texts: tuple[str, ...]) -> None:
    order = surveyed(*texts)
    assert all(order in date_readings(text) for text in texts if text != "x")


@pytest.mark.parametrize(
    ("texts", "orders"),
    [
        (("03/04/2026", "05/05/2026"), ("day-month-year", "month-day-year")),
        (("10/11/12",), ("day-month-year", "month-day-year", "year-month-day")),
        (("13/04/2026", "04/13/2026"), ()),
    ],
)
def test_an_ambiguous_or_mixed_column_is_asked_about(
    texts: tuple[str, ...], orders: tuple[str, ...]
) -> None:
    with pytest.raises(AmbiguousDates) as caught:
        surveyed(*texts)
    assert caught.value.orders == orders
    assert caught.value.examples
    assert set(caught.value.examples) <= set(texts)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("13:48", time(13, 48)),
        ("8:30 pm", time(20, 30)),
        ("8:30\u202fPM", time(20, 30)),
        ("12:05 a.m.", time(0, 5)),
        ("12 pm", time(12)),
        ("21.05", time(21, 5)),
        ("07:30:39.5", time(7, 30, 39)),
    ],
)
def test_a_clock_time_is_read_with_24_or_with_12_hours(text: str, clock: time) -> None:
    assert read_clock(text) == clock


@pytest.mark.parametrize(
    "text", ["", "9", "24:00", "13:00 pm", "0:30 am", "7:5", "12:60", "pm", "mid"]
)
def test_what_is_no_clock_time_is_refused(text: str) -> None:
    assert reason(read_clock, text) is RowFault.NOT_A_CLOCK


def test_a_moment_is_read_with_its_offset_where_it_has_one() -> None:
    assert read_moment("2022-09-14T21:30:41.432+01:00") == Moment(
        date(2022, 9, 14), time(21, 30, 41), 60
    )
    assert read_moment("2021-02-09T11:07:28Z").offset == 0
    assert read_moment("2026/01/10 9:05:22 PM GMT+1") == Moment(
        date(2026, 1, 10), time(21, 5, 22), 60
    )
    assert read_moment("10.01.2026 21:05", DateOrder.DAY_FIRST).offset is None
    assert reason(read_moment, "2026-01-10") is RowFault.NOT_AN_INSTANT
    assert reason(read_moment, "2026-13-10 10:00") is RowFault.NOT_A_DATE


def test_a_format_that_was_told_is_followed() -> None:
    assert read_formatted("10|2026|01", "%d|%Y|%m").date == date(2026, 1, 10)
    assert read_formatted("20260110 2105 +0100", "%Y%m%d %H%M %z") == Moment(
        date(2026, 1, 10), time(21, 5), 60
    )
    assert reason(read_formatted, "10.01.2026", "%d/%m/%Y") is RowFault.NOT_A_DATE


def test_an_offset_is_read_as_text_seconds_or_hours() -> None:
    assert read_offset("-05:30") == -330
    assert read_offset("UTC+2") == 120
    assert read_offset("z") == 0
    assert read_offset("-12600", OffsetUnit.SECONDS) == -210
    assert read_offset("5.5", OffsetUnit.HOURS) == 330
    for text, unit in (("+25:00", OffsetUnit.TEXT), ("90", OffsetUnit.SECONDS)):
        assert reason(read_offset, text, unit) is RowFault.NOT_AN_OFFSET


def test_a_zone_gives_the_offset_of_its_date() -> None:
    zone = ZoneInfo("Europe/Amsterdam")
    summer = instant_at(Moment(date(2012, 8, 13), time(8, 58, 56), None), zone)
    winter = instant_at(Moment(date(2012, 12, 14), time(8, 58, 56), None), zone)
    twice = instant_at(Moment(date(2012, 10, 28), time(2, 30), None), zone)
    assert (summer.offset, winter.offset, twice.offset) == (120, 60, 120)
    assert str(summer) == "2012-08-13T08:58:56+02:00"
    told = instant_at(Moment(date(2012, 8, 13), time(9), -60), zone)
    assert told.offset == -60


def test_unix_time_is_an_instant_in_the_offset_or_zone_that_was_told() -> None:
    assert str(instant_of_unix("1713340275", 1, 120, None)) == "2024-04-17T09:51:15+02:00"
    millis = instant_of_unix("1713340275999", 1000, None, timezone(timedelta(hours=1)))
    assert millis.local == datetime(2024, 4, 17, 7, 51, 15, tzinfo=UTC)
    for text in ("1e300", "-9e12", "1e11"):
        assert reason(instant_of_unix, text, 1, 0, None) is RowFault.NOT_AN_INSTANT


@given(st.text())
def test_no_text_is_a_formula_and_every_text_comes_back(text: str) -> None:
    cell = guarded(text)
    assert cell[:1] not in tuple("=+-@\t\r\n")
    assert unguarded(cell) == text


@given(st.text(alphabet="'=+-@x\t\r\n;\" ", max_size=9))
def test_apostrophes_of_ones_own_come_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.text(alphabet="'=+-@x\t\r\n;\", ", max_size=12), st.sampled_from(";\t"))
def test_no_text_is_a_formula_where_another_delimiter_is_expected(text: str, other: str) -> None:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerow(["id", guarded(text), "end"])
    for line in re.split("[\r\n]", file.getvalue()):
        for cell in line.split(other):
            assert cell.strip(' "')[:1] not in tuple("=+-@"), line


def test_a_long_text_of_line_breaks_is_guarded_at_once() -> None:
    text = "\n;" * 65_000 + "x"
    assert unguarded(guarded(text)) == text


@given(st.text(max_size=40))
def test_no_cell_brings_anything_but_a_named_fault(text: str) -> None:
    for read in (number, whole, read_date, read_clock, read_moment, read_offset):
        with suppress(BadCell):
            read(text)
