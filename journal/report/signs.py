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
    composed = unicodedata.normalize("NFC", text)
    missing = {ord(sign): _replaced(sign) for sign in {*composed} - _known() - {"\n"}}
    return composed.translate(missing) if missing else composed


def _replaced(sign: str) -> str:
    if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Mn", "Me"):
        return " " if sign in "\t\r\v\f" else ""
    spelt = unicodedata.normalize("NFKC", sign)
    return spelt if _known().issuperset(spelt) else MISSING


@cache
def _known() -> frozenset[str]:
    """The signs that every weight has."""
    from matplotlib.ft2font import FT2Font

    found = [frozenset(map(chr, FT2Font(str(path)).get_charmap())) for path in _FONTS]
    return found[0].intersection(*found[1:])
