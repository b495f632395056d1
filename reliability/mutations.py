"""Ways in which a file goes wrong: by accident, by another program, or on purpose."""

from collections.abc import Callable
from random import Random

ODD = (
    b"",
    b'"',
    b'""',
    b"'",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"\r\n",
    b"\0",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x98\x80",
    b"=1+1",
    b"-",
    b"1e999",
    b"-1e308",
    b"NaN",
    b"inf",
    b"9" * 400,
    b"1,5",
    b"0000-00-00",
    b"9999-12-31",
    b"1900-01-01T00:00:00+14:00",
    b"2026-02-30",
    b"2026-03-29T02:30:00",
    b"24:61",
    b"%s%n{0}",
    b"id",
    b"day",
    b"total",
    b"self",
    b"true",
    b"[[",
    b"]]",
    b"{",
    b"=",
    b"#",
    b'"""',
)
"""Pieces that readers stumble over."""


def mutated(content: bytes, chance: Random) -> bytes:
    """The content after one to four things have gone wrong with it."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        chance.choice(WAYS)(changed, chance)
    return bytes(changed)


def _place(content: bytearray, chance: Random) -> int:
    return chance.randrange(len(content) + 1)


def _flip(content: bytearray, chance: Random) -> None:
    for _ in range(chance.randint(1, 12)):
        if content:
            content[chance.randrange(len(content))] = chance.randrange(256)


def _put_in(content: bytearray, chance: Random) -> None:
    at = _place(content, chance)
    content[at:at] = chance.choice(ODD) * chance.choice((1, 1, 1, 2, 50))


def _put_over(content: bytearray, chance: Random) -> None:
    at, odd = _place(content, chance), chance.choice(ODD)
    content[at : at + len(odd)] = odd


def _cut_out(content: bytearray, chance: Random) -> None:
    at = _place(content, chance)
    del content[at : at + chance.choice((1, 3, 30, 300))]


def _cut_off(content: bytearray, chance: Random) -> None:
    del content[_place(content, chance) :]


def _repeat(content: bytearray, chance: Random) -> None:
    at = _place(content, chance)
    piece = content[at : at + chance.choice((1, 20, 200))]
    content[at:at] = piece * chance.choice((1, 2, 20))


def _move(content: bytearray, chance: Random) -> None:
    at = _place(content, chance)
    length = chance.choice((1, 10, 100, 1000))
    piece = content[at : at + length]
    del content[at : at + length]
    to = _place(content, chance)
    content[to:to] = piece


def _change_cell(content: bytearray, chance: Random) -> None:
    """Put something else between two delimiters."""
    at = _place(content, chance)
    ends = [place for sign in b",;\t\n=" if (place := content.find(sign, at)) >= 0]
    begin = min(ends, default=at) + 1
    ends = [place for sign in b",;\t\n" if (place := content.find(sign, begin)) >= 0]
    content[begin : min(ends, default=begin)] = chance.choice(ODD)


def _mix_lines(content: bytearray, chance: Random) -> None:
    lines = content.split(b"\n")
    chance.shuffle(lines) if chance.random() < 0.3 else lines.insert(0, chance.choice(lines))
    content[:] = b"\n".join(lines)


def _write_otherwise(content: bytearray, chance: Random) -> None:
    """As another program would encode it."""
    text = content.decode("utf-8", errors="replace")
    content[:] = text.encode(
        chance.choice(("utf-8-sig", "utf-16", "utf-16-le", "cp1252")), "replace"
    )


WAYS: tuple[Callable[[bytearray, Random], object], ...] = (
    *(_flip, _put_in, _put_over, _cut_out, _cut_off, _repeat, _move),
    *(_change_cell, _change_cell, _change_cell, _mix_lines, _write_otherwise),
)
