"""Rows out of a list in JSON as its bytes come, each by itself.

Of the text only the row that is being read is held. What it becomes is bounded as well: an empty
list takes three bytes of text, and twenty times as many once it is read.
"""

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

LONGEST_ROW = 4 * 1024 * 1024
"""Characters of one row."""

_BETWEEN = re.compile(r"[ \t\r\n]*")
_OF_VALUES = re.compile(r"[,\[{]")


class TooLarge(Exception):
    """A row is longer than `LONGEST_ROW`, or there are more values than allowed."""


class RowStream:
    """Reads lists; at most `values` values come out of all of them together."""

    def __init__(self, values: int) -> None:
        self._left = values
        self._decoder = json.JSONDecoder(parse_constant=_refuse_constant)

    def rows(self, blocks: Iterable[bytes]) -> Iterator[Any]:
        """The elements of a list, one after another; `blocks` are its bytes in UTF-8.

        Raises ValueError or RecursionError for what is no list of objects in JSON, and TooLarge.

        >>> list(RowStream(9).rows([b'[{"a": 1},', b' {"a"', b': 2}]']))
        [{'a': 1}, {'a': 2}]
        """
        text = _Text(blocks)
        text.take("[")
        if text.next_sign() != "]":
            yield self._row(text)
            while text.next_sign() != "]":
                text.take(",")
                yield self._row(text)
        text.take("]")
        if text.next_sign():
            raise ValueError("something follows the list")

    def _row(self, text: "_Text") -> Any:
        if text.next_sign() != "{":
            raise ValueError("a row is no object")
        row, values = text.value(self._decoder)
        self._left -= values
        if self._left < 0:
            raise TooLarge
        return row


class _Text:
    """What has come and was not read yet."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._coming = codecs.iterdecode(blocks, "utf-8")
        self._text, self._at = "", 0

    def next_sign(self) -> str:
        """The next sign that is no space; empty at the end."""
        while True:
            between = _BETWEEN.match(self._text, self._at)
            self._at = self._at if between is None else between.end()
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._fetch(1):
                return ""

    def take(self, sign: str) -> None:
        """Go past the next sign. Raises ValueError where it is another one."""
        if self.next_sign() != sign:
            raise ValueError(f"{sign} is missing")
        self._at += 1

    def value(self, decoder: json.JSONDecoder) -> tuple[Any, int]:
        """What begins here, and of about how many values it is made."""
        while True:
            try:
                found, end = decoder.raw_decode(self._text, self._at)
            except ValueError:  # perhaps because more is to come: twice as much each time
                held = len(self._text) - self._at
                if held > LONGEST_ROW:
                    raise TooLarge from None
                if not self._fetch(held):
                    raise
            else:
                values = sum(1 for _ in _OF_VALUES.finditer(self._text, self._at, end))
                self._at = end
                return found, values

    def _fetch(self, length: int) -> bool:
        """Let at least so many more characters come; False at the end of them."""
        parts, came = [self._text[self._at :]], 0
        for part in self._coming:
            parts.append(part)
            came += len(part)
            if came >= length:
                break
        self._text, self._at = "".join(parts), 0
        return came > 0


def _refuse_constant(_said: str) -> None:
    raise ValueError("no number of JSON")
