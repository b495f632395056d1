"""Typed reading of TOML data files, with the file, the line and the reason of any fault.

A file is bounded before it is parsed: in size, which bounds the number of its keys, and in the
parts of a dotted name, for which the parser takes time by their square.
`tomllib` forgets where a value stood, so the lines are found again in the text, and only when a
fault has to be reported: reading a good file costs nothing extra.
"""

import math
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

Place = tuple[str | int, ...]
"""Where a value stands: keys, and positions in arrays; `("items", 2, "text")`."""

Choice = TypeVar("Choice", bound=StrEnum)

MOST_BYTES = 256 * 1024
"""Of one file. The longest of our own has 11 KiB; a mapping of a thousand columns about 100."""

MOST_PARTS = 32
"""Of one dotted name."""

_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_LONG_NAME = re.compile(rf"(?<![A-Za-z0-9_-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{MOST_PARTS}}}")
_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')\s*=\s*(.*)")
_POSITION = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


class FaultyData(Exception):
    """A data file that cannot be used: its name, the line (from 1, or None) and the reason."""

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file = file
        self.line = line
        self.reason = reason


@dataclass(frozen=True)
class _Source:
    text: str
    file: str
    error: type[FaultyData]


class Table:
    """One table of a data file. Every value is asked for by name and kind.

    A value that is missing, of another kind or out of range raises the file's fault; so does
    `finish` when a key was never asked for, which catches misspelt names.
    """

    def __init__(self, values: Mapping[str, object], source: _Source, place: Place = ()) -> None:
        self._values = values
        self._source = source
        self._place = place
        self._unread = set(values)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    @property
    def keys(self) -> tuple[str, ...]:
        """The names in this table, in the order of the file."""
        return tuple(self._values)

    def text(self, key: str, default: str | None = None) -> str:
        """A text that says something. Without the key the default, which may be empty."""
        if default is not None and key not in self:
            return default
        return self._as_text(key, self._take(key))

    def whole(self, key: str, least: int | None = None) -> int:
        """A whole number, not below `least`."""
        value = self._take(key)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.fault(f"“{key}” has to be a whole number", key)
        if least is not None and value < least:
            raise self.fault(f"“{key}” has to be {least} or more", key)
        return value

    def number(self, key: str) -> float:
        """A finite number."""
        return self._as_number(key, self._take(key))

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false; without the key the default."""
        value = self._take(key) if key in self else default
        if not isinstance(value, bool):
            raise self.fault(f"“{key}” has to be true or false", key)
        return value

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        """One of the words of an enumeration."""
        return self._as_choice(key, self.text(key), kind)

    def choices(self, key: str, kind: type[Choice]) -> tuple[Choice, ...]:
        """A list of words of an enumeration, none of them twice."""
        return tuple(self._as_choice(key, word, kind) for word in self.texts(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none of them twice."""
        found = tuple(self._as_text(key, value) for value in self._list(key))
        if len(set(found)) < len(found):
            raise self.fault(f"“{key}” names something twice", key)
        return found

    def numbers(self, key: str) -> tuple[float, ...]:
        """A list of finite numbers."""
        return tuple(self._as_number(key, value) for value in self._list(key))

    def table(self, key: str) -> "Table":
        """A table inside this one."""
        return self._inner(self._take(key), (*self._place, key))

    def tables(self, key: str) -> tuple["Table", ...]:
        """A list of tables; empty without the key."""
        if key not in self:
            return ()
        place = (*self._place, key)
        return tuple(self._inner(value, (*place, n)) for n, value in enumerate(self._list(key)))

    def finish(self) -> None:
        """Raise the fault if the table holds a key that nothing asked for."""
        for key in self._values:
            if key in self._unread:
                raise self.fault(f"“{key}” is not known here", key)

    def fault(self, reason: str, key: str | None = None) -> FaultyData:
        """The fault to raise about this table, or about one key of it."""
        place = self._place if key is None else (*self._place, key)
        return self._source.error(self._source.file, line_of(self._source.text, place), reason)

    def _take(self, key: str) -> object:
        if key not in self:
            raise self.fault(f"“{key}” is missing")
        self._unread.discard(key)
        return self._values[key]

    def _list(self, key: str) -> list[object]:
        value = self._take(key)
        if not isinstance(value, list):
            raise self.fault(f"“{key}” has to be a list", key)
        return value

    def _inner(self, value: object, place: Place) -> "Table":
        if not isinstance(value, dict):
            raise Table({}, self._source, place).fault("a table is needed here")
        return Table(value, self._source, place)

    def _as_text(self, key: str, value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.fault(f"“{key}” has to be a text that is not empty", key)
        return value.strip()

    def _as_choice(self, key: str, word: str, kind: type[Choice]) -> Choice:
        try:
            return kind(word)
        except ValueError:
            words = ", ".join(kind)
            raise self.fault(f"“{key}” has to be among {words}", key) from None

    def _as_number(self, key: str, value: object) -> float:
        if not isinstance(value, bool) and isinstance(value, int | float):
            try:
                number = float(value)
            except OverflowError:
                number = math.inf
            if math.isfinite(number):
                return number
        raise self.fault(f"“{key}” has to be a number", key)


def read_table(source: Path | str, file: str = "", error: type[FaultyData] = FaultyData) -> Table:
    """The outermost table of a file, or of TOML text that `file` names in faults.

    Raises `error` when it is too large, not UTF-8 or not TOML, and OSError when a file cannot be
    read.
    """
    file = file or (source.name if isinstance(source, Path) else "")
    text = _read(source, file, error) if isinstance(source, Path) else source
    if len(text) > MOST_BYTES:
        raise _too_large(file, error)
    if long := _LONG_NAME.search(text):
        line = text[: long.start()].count("\n") + 1
        raise error(file, line, f"a name has more than {MOST_PARTS} parts")
    try:
        values = tomllib.loads(text)
    except RecursionError as fault:
        raise error(file, None, "it is nested too deeply") from fault
    except ValueError as fault:  # TOMLDecodeError, and Python's own limit on digits
        raise _not_toml(fault, text, file, error) from fault
    return Table(values, _Source(text, file, error))


def _read(path: Path, file: str, error: type[FaultyData]) -> str:
    with path.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)  # never more of it, however large it is
    if len(content) > MOST_BYTES:
        raise _too_large(file, error)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise error(file, line, "this is not UTF-8 text") from fault


def _too_large(file: str, error: type[FaultyData]) -> FaultyData:
    return error(file, None, f"it is larger than {MOST_BYTES // 1024} KiB")


def _not_toml(fault: ValueError, text: str, file: str, error: type[FaultyData]) -> FaultyData:
    message = str(fault)
    position = _POSITION.search(message)
    if position is None:
        is_long = "digits" in message  # which Python says in words for programmers
        return error(file, None, "a number has too many digits" if is_long else message)
    line = int(position[1]) if position[1] else text.rstrip("\n").count("\n") + 1
    return error(file, line, message[: position.start()])


def line_of(text: str, place: Place) -> int | None:
    """The line (from 1) on which a place of a TOML text stands, or the nearest one around it.

    >>> line_of('[[items]]\\ncode = "1"\\n\\n[[items]]\\ncode = "2"\\n', ("items", 1, "code"))
    5
    """
    lines = _lines(text)
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place)


def _lines(text: str) -> dict[Place, int]:
    """The line of every header, every key, and every table inside a list over several lines."""
    lines: dict[Place, int] = {(): 1}
    tables: Counter[Place] = Counter()
    here: Place = ()
    key: Place = ()
    position = 0
    in_text = False
    for number, line in enumerate(text.split("\n"), 1):
        quotes = line.count('"""') + line.count("'''")
        if in_text:
            in_text = quotes % 2 == 0
        elif line.lstrip().startswith("{"):
            for _ in range(line.count("{")):
                lines.setdefault((*key, position), number)
                position += 1
        elif header := _HEADER.match(line):
            here = key = _header_place(header[2], tables, is_list=header[1] == "[[")
            lines.setdefault(here, number)
        elif assignment := _KEY.match(line):
            key = (*here, assignment[1].strip("\"'"))
            position = 0
            lines.setdefault(key, number)
            in_text = quotes % 2 == 1
    return lines


def _header_place(header: str, tables: Counter[Place], *, is_list: bool) -> Place:
    place: Place = ()
    names = [name.strip().strip("\"'") for name in header.split(".")]
    for name in names[:-1]:
        place = (*place, name)
        if tables[place]:
            place = (*place, tables[place] - 1)
    place = (*place, names[-1])
    if is_list:
        tables[place] += 1
        place = (*place, tables[place] - 1)
    return place
