"""Which signs the fonts on paper have. A PDF for archives may hold no other."""

import unicodedata
from functools import cache
from typing import Any

from resources import FOLDER

_FONTS = tuple(sorted((FOLDER / "fonts").glob("*.ttf")))

MISSING = "□"
"""Stands where a sign of another script, or a picture sign, was written."""


def drawable(value: Any) -> Any:
    """A value of JSON with every text in it made of signs that the fonts have.

    >>> drawable({"note": "fine 😀, 1 ﬁle"})
    {'note': 'fine □, 1 file'}
    """
    if isinstance(value, str):
        return drawable_text(value)
    if isinstance(value, dict):
        return {key: drawable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [drawable(one) for one in value]
    return value


def drawable_text(text: str) -> str:
    """The text with ligatures and the like spelt out, and other missing signs as boxes."""
    if text.isascii() and text.isprintable():
        return text
    known = _known()
    return "".join(
        sign if ord(sign) in known or sign == "\n" else _replaced(sign, known)
        for sign in unicodedata.normalize("NFC", text)
    )


def _replaced(sign: str, known: frozenset[int]) -> str:
    if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Mn", "Me"):
        return " " if sign in "\t\r\v\f" else ""
    spelt = unicodedata.normalize("NFKC", sign)
    return spelt if all(ord(one) in known for one in spelt) else MISSING


@cache
def _known() -> frozenset[int]:
    """The code points that every weight has."""
    from matplotlib.ft2font import FT2Font

    found = [frozenset(FT2Font(str(path)).get_charmap()) for path in _FONTS]
    return found[0].intersection(*found[1:])
