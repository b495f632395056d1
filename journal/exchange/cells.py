"""The text of a cell as a number, a date, a clock time or a moment. Nothing is guessed.

Every function raises `BadCell` for a text that it cannot read.
"""

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from zoneinfo import ZoneInfo

from journal.days import Instant
from journal.exchange.faults import BadCell, RowFault

FIRST_YEAR, LAST_YEAR = 1900, 2200
_LONGEST = 100
_NUMBER = re.compile(r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][+-]?[0-9]{1,3})?")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}([.,])[0-9]{3}")
_NUMERIC_DATE = re.compile(r"([0-9]{1,4})\s*[-/.\s]\s*([0-9]{1,2})\s*[-/.\s]\s*([0-9]{1,4})\.?")
_WORD = re.compile(r"[0-9]+|[^\W\d_]+")
_CLOCK = re.compile(
    r"([0-9]{1,2})(?:[:.h]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,][0-9]+)?)?)?\s*([ap])?\.?(m)?\.?"
)
_MOMENT = re.compile(
    r"(?P<date>\S.*?)(?:[Tt]|,?\s+)"
    r"(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:\s*[AaPp]\.?[Mm]\.?)?)"
    r"\s*(?P<offset>[Zz]|(?:UTC|GMT)?[+-][0-9]{1,2}(?::?[0-9]{2})?|UTC|GMT)?"
)
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])([0-9]{1,2})(?::?([0-9]{2}))?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH_NAMES = {
    *_MONTHS,
    *("january", "february", "march", "april", "june", "july", "august"),
    *("sept", "september", "october", "november", "december"),
}
_ORDINALS = ("st", "nd", "rd", "th", "of")


class DateOrder(StrEnum):
    """In which order a date of numbers is written."""

    DAY_FIRST = "day-month-year"
    MONTH_FIRST = "month-day-year"
    YEAR_FIRST = "year-month-day"


class OffsetUnit(StrEnum):
    """What a column with the offset from UTC counts."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    TEXT = "text"
    """Written as +01:00."""


@dataclass(frozen=True)
class Decimal:
    """How numbers of a file are written: its decimal mark if told, and its delimiter.

    While nothing is told either mark is taken, but a number such as 1,234, which could be a
    thousand, is refused. In a file with commas between the cells 1.234 cannot be a thousand.
    """

    mark: str | None
    delimiter: str


PLAIN = Decimal(".", ",")
"""Numbers as programs write them."""


def number(text: str, decimal: Decimal = PLAIN) -> float:
    """A finite number.

    >>> number("3,5", Decimal(None, ";"))
    3.5
    """
    written = text.strip().replace("−", "-")
    if len(written) > _LONGEST or not _NUMBER.fullmatch(written):
        raise BadCell(RowFault.NOT_A_NUMBER, text)
    if decimal.mark is not None:
        if ("," if decimal.mark == "." else ".") in written:
            raise BadCell(RowFault.NOT_A_NUMBER, text)
    elif (grouped := _GROUPED.fullmatch(written)) and (
        grouped[1] == "," or decimal.delimiter != ","
    ):
        raise BadCell(RowFault.AMBIGUOUS_NUMBER, text)
    value = float(written.replace(",", "."))
    if not math.isfinite(value):
        raise BadCell(RowFault.NOT_A_NUMBER, text)
    return value


def whole(text: str, decimal: Decimal = PLAIN) -> int:
    """A whole number, perhaps written 120.0."""
    value = number(text, decimal)
    if not value.is_integer() or abs(value) > 2**53:
        raise BadCell(RowFault.NOT_WHOLE, text)
    return int(value)


def date_readings(text: str) -> dict[DateOrder, date]:
    """The day that a text means in each order in which it is a date; empty if it is none.

    >>> len(set(date_readings("03/04/2026").values()))
    2
    """
    found = {order: _date(text, order) for order in DateOrder}
    return {order: day for order, day in found.items() if day is not None}


def read_date(text: str, order: DateOrder = DateOrder.YEAR_FIRST) -> date:
    """A date, its numbers in the order told; a year of four digits in front needs no order.

    >>> read_date("8th Dec 2021")
    datetime.date(2021, 12, 8)
    """
    found = _date(text, order)
    if found is None:
        raise BadCell(RowFault.NOT_A_DATE, text)
    return found


def _date(text: str, order: DateOrder) -> date | None:
    written = _plain(text)
    if len(written) > _LONGEST:
        return None
    parts = _NUMERIC_DATE.fullmatch(written)
    if parts is None:
        return _worded_date(written)
    first, middle, last = parts.groups()
    if len(first) == 4:
        order = DateOrder.YEAR_FIRST
    if order is DateOrder.YEAR_FIRST:
        return _day(first, middle, last)
    if order is DateOrder.DAY_FIRST:
        return _day(last, middle, first)
    return _day(last, first, middle)


def _worded_date(text: str) -> date | None:
    """A date with an English month: "8th Dec 2021", "Wednesday, December 8, 2021"."""
    words = [word.casefold() for word in _WORD.findall(text)]
    kept = [word for word in words if word not in _ORDINALS and word[:3] not in _WEEKDAYS]
    months = [word for word in kept if word in _MONTH_NAMES]
    years = [word for word in kept if word.isdecimal() and len(word) == 4]
    days = [word for word in kept if word.isdecimal() and len(word) <= 2]
    if len(kept) != 3 or not (len(months) == len(years) == len(days) == 1):
        return None
    return _day(years[0], str(_MONTHS.index(months[0][:3]) + 1), days[0])


def _day(year: str, month: str, day: str) -> date | None:
    """A date, or None where there is no such day. 69 is 2069 and 70 is 1970, as in POSIX."""
    if len(year) not in (2, 4) or len(day) > 2:
        return None
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 70 else 1900
    try:
        found = date(number, int(month), int(day))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def read_clock(text: str) -> time:
    """A time of day: "13:48", "8:30 pm", "21.05", "9 pm".

    >>> read_clock("8:30 pm")
    datetime.time(20, 30)
    """
    written = _plain(text).casefold()
    parts = _CLOCK.fullmatch(written) if len(written) <= _LONGEST else None
    if parts is None or (parts[4] is None) != (parts[5] is None):
        raise BadCell(RowFault.NOT_A_CLOCK, text)
    hour, minute, second = int(parts[1]), int(parts[2] or 0), int(parts[3] or 0)
    if parts[4] is None and parts[2] is None:
        raise BadCell(RowFault.NOT_A_CLOCK, text)
    if parts[4] is not None:
        if not 1 <= hour <= 12:
            raise BadCell(RowFault.NOT_A_CLOCK, text)
        hour = hour % 12 + (12 if parts[4] == "p" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        raise BadCell(RowFault.NOT_A_CLOCK, text) from None


@dataclass(frozen=True)
class Moment:
    """A calendar date, a time of day, and the offset from UTC in minutes if it was written."""

    date: date
    clock: time
    offset: int | None


def split_moment(text: str) -> tuple[str, str, str | None]:
    """The date, the clock and the offset of a moment as they are written."""
    written = _plain(text)
    parts = _MOMENT.fullmatch(written) if len(written) <= _LONGEST else None
    if parts is None:
        raise BadCell(RowFault.NOT_AN_INSTANT, text)
    return parts["date"], parts["clock"], parts["offset"]


def read_moment(text: str, order: DateOrder = DateOrder.YEAR_FIRST) -> Moment:
    """A date and a clock in one text, perhaps with an offset.

    >>> read_moment("2026-01-09 15:34:06 -0500").offset
    -300
    """
    day, clock, offset = split_moment(text)
    try:
        return Moment(
            read_date(day, order),
            read_clock(clock),
            None if offset is None else read_offset(offset),
        )
    except BadCell as fault:
        raise BadCell(fault.reason, text) from None


def read_formatted(text: str, pattern: str) -> Moment:
    """A date, perhaps with a clock and an offset, in the format told, as `strptime` knows them."""
    try:
        found = datetime.strptime(text.strip(), pattern)  # noqa: DTZ007 - the offset may be absent
    except ValueError:
        raise BadCell(RowFault.NOT_A_DATE, text) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadCell(RowFault.NOT_A_DATE, text)
    ahead = found.utcoffset()
    return Moment(
        found.date(),
        found.time().replace(microsecond=0),
        None if ahead is None else round(ahead.total_seconds() / 60),
    )


def read_offset(text: str, unit: OffsetUnit = OffsetUnit.TEXT) -> int:
    """An offset from UTC, in minutes east of it.

    >>> read_offset("7200", OffsetUnit.SECONDS)
    120
    """
    if unit is OffsetUnit.TEXT:
        minutes: float = _written_offset(text)
    else:
        factor = {OffsetUnit.SECONDS: 1 / 60, OffsetUnit.MINUTES: 1, OffsetUnit.HOURS: 60}[unit]
        minutes = number(text) * factor
    if not float(minutes).is_integer() or abs(minutes) > 24 * 60 - 1:
        raise BadCell(RowFault.NOT_AN_OFFSET, text)
    return int(minutes)


def _written_offset(text: str) -> int:
    written = text.strip().upper()
    if written in ("Z", "UTC", "GMT"):
        return 0
    parts = _OFFSET.fullmatch(written)
    if parts is None or int(parts[3] or 0) > 59:
        raise BadCell(RowFault.NOT_AN_OFFSET, text)
    minutes = int(parts[2]) * 60 + int(parts[3] or 0)
    return -minutes if parts[1] == "-" else minutes


Zone = ZoneInfo | timezone | None
"""A named zone, a fixed offset, or None for the zone of this computer."""


def instant_at(moment: Moment, zone: Zone) -> Instant:
    """The instant of a moment. Its own offset counts; without one, the zone's on that date.

    An hour that the end of summer time repeats is taken as the first of the two.
    """
    if moment.offset is not None:
        zone = timezone(timedelta(minutes=moment.offset))
    local = datetime.combine(moment.date, moment.clock)
    if zone is not None:
        return Instant.of(local.replace(tzinfo=zone))
    try:
        return Instant.of(local.astimezone())
    except OSError:  # a date that this computer's own clock does not know
        raise BadCell(RowFault.NOT_AN_INSTANT, str(local)) from None


def instant_of_unix(text: str, per_second: int, offset: int | None, zone: Zone) -> Instant:
    """The instant of a count since 1970 in UTC, `per_second` of it to a second."""
    seconds = math.floor(number(text) / per_second)
    try:
        utc = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    except OverflowError:
        raise BadCell(RowFault.NOT_AN_INSTANT, text) from None
    if not FIRST_YEAR <= utc.year <= LAST_YEAR:
        raise BadCell(RowFault.NOT_AN_INSTANT, text)
    if offset is not None:
        zone = timezone(timedelta(minutes=offset))
    return Instant.of(utc.astimezone(zone))


def _plain(text: str) -> str:
    """Without space around it, and with every kind of space as the ordinary one."""
    return " ".join(text.split())
