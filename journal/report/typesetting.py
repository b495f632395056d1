"""The one door to typst: a document and its pictures become a PDF, or pages as images.

Everything is handed over in memory, so that nothing of a journal lies in a temporary folder. The
project's fonts alone are used and no clock is read: the same document gives the same bytes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Final, Literal

import typst

from journal.report.document import Form, PassphraseSheet, Report, as_plain
from journal.report.signs import drawable
from resources import FOLDER

STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]
"""Accessible (tagged, with alternative texts) and fit for archives."""

_TEMPLATE = FOLDER / "report.typ"
_FONTS = FOLDER / "fonts"
_NO_DAY = date(2026, 1, 1)
"""A page to write on is of no day; a PDF for archives needs one."""


@dataclass(frozen=True)
class Sheet:
    """A document with its pictures, ready to be set.

    `day` is the date that the PDF carries; `spoken` is for who does not see the pages.
    """

    files: Mapping[str, bytes]
    day: date
    spoken: str


def sheet(document: Report | Form | PassphraseSheet, pictures: Mapping[str, bytes]) -> Sheet:
    """Put a document and its SVG pictures together. Signs that the font lacks become □."""
    plain = json.dumps(drawable(as_plain(document)), ensure_ascii=False)
    day = document.day if isinstance(document, Report) else _NO_DAY
    files = {"main.typ": _TEMPLATE.read_bytes(), "document.json": plain.encode()} | dict(pictures)
    return Sheet(files, day, document.spoken)


def pdf(found: Sheet) -> bytes:
    """The pages as one PDF that meets `STANDARDS`."""
    made = datetime(found.day.year, found.day.month, found.day.day, tzinfo=UTC)
    pages = _compiler(found).compile(format="pdf", pdf_standards=[*STANDARDS], timestamp=made)
    return pages if isinstance(pages, bytes) else b"".join(pages or ())


def images(found: Sheet, dots_per_inch: float) -> tuple[bytes, ...]:
    """Each page as a PNG."""
    pages = _compiler(found).compile(format="png", ppi=dots_per_inch)
    return (pages,) if isinstance(pages, bytes) else tuple(pages or ())


def _compiler(found: Sheet) -> typst.Compiler:
    # The files are a mapping from name to bytes, which typst's own annotations leave out.
    return typst.Compiler(dict(found.files), font_paths=_fonts())  # type: ignore[type-var]


@cache
def _fonts() -> typst.Fonts:
    """The project's fonts and no other, looked through once."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)]
    )
