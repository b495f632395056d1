"""Crisis lines and emergency numbers by country, each with the month in which it was checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from journal.data_files import Table, read_table
from resources import FOLDER

_CODE = re.compile(r"[A-Z]{2}")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_NUMBER = re.compile(r"\d[\d ]*\d")


@dataclass(frozen=True)
class CrisisLine:
    """Somebody to call. `note` says what to do once connected, if anything."""

    name: str
    number: str
    note: str


@dataclass(frozen=True)
class Country:
    """The numbers of one country, or of the several that it `covers`.

    `code` is ISO 3166-1 with two letters, or EU; `checked` a year and month, "2026-11".
    """

    code: str
    name: str
    emergency: str
    checked: str
    lines: tuple[CrisisLine, ...]
    covers: tuple[str, ...]


@cache
def load_crisis_lines(path: Path = FOLDER / "crisis-lines.toml") -> Mapping[str, Country]:
    """All countries by code, in the order of the file; read once. Raises FaultyData."""
    table = read_table(path)
    countries: dict[str, Country] = {}
    for entry in table.tables("countries"):
        country = _read_country(entry)
        if country.code in countries:
            raise entry.fault(f"“{country.code}” is there twice", "code")
        countries[country.code] = country
    table.finish()
    return MappingProxyType(countries)


def country_for(countries: Mapping[str, Country], code: str) -> Country | None:
    """The numbers for an ISO 3166-1 code: the country's own, else of the group that covers it.

    >>> country_for(load_crisis_lines(), "fr").emergency
    '112'
    """
    code = code.upper()
    covering = (country for country in countries.values() if code in country.covers)
    return countries.get(code) or next(covering, None)


def _read_country(entry: Table) -> Country:
    country = Country(
        code=_matching(entry, "code", _CODE, "a code is two capital letters"),
        name=entry.text("name"),
        emergency=_number(entry, "emergency"),
        checked=_matching(entry, "checked", _MONTH, "a month is written 2026-11"),
        lines=tuple(_read_line(row) for row in entry.tables("lines")),
        covers=entry.texts("covers") if "covers" in entry else (),
    )
    entry.finish()
    return country


def _read_line(row: Table) -> CrisisLine:
    line = CrisisLine(row.text("name"), _number(row, "number"), row.text("note", ""))
    row.finish()
    return line


def _number(table: Table, key: str) -> str:
    return _matching(table, key, _NUMBER, "a number to call is digits and spaces")


def _matching(table: Table, key: str, form: re.Pattern[str], reason: str) -> str:
    text = table.text(key)
    if not form.fullmatch(text):
        raise table.fault(reason, key)
    return text
