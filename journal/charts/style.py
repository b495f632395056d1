"""Type, colour and spacing of every chart, and how a chart becomes a file.

Sizes are in points and inches, never pixels. Screen, dark, paper and grey differ in the palette
alone. matplotlib's global settings are not touched.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

import matplotlib as mpl
from matplotlib import colormaps
from matplotlib.colors import Colormap, to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font

from journal import owner_only
from resources import FOLDER

REGULAR = FOLDER / "fonts" / "Inter-Regular.ttf"
SEMIBOLD = FOLDER / "fonts" / "Inter-SemiBold.ttf"
FAMILY = "Inter"

TITLE, SUBTITLE, AXIS, LABEL, FOOTNOTE = 13.0, 9.5, 9.0, 8.5, 8.0
"""Sizes of type in points, before the person's text scale."""

LEADING = 1.4
"""Height of a line of text as a multiple of its size."""

MARGIN = 0.24
"""White space at the edges of a chart, in inches."""

_RAMP_FROM, _RAMP_TO = 0.5, 0.95
_MEASURED_AT = 200.0
_ON_SCREEN = 1.02
"""Text on a screen is a little wider than on paper: a line begins and ends on whole pixels."""

_SPACE = 0.35 / 72
"""About the width of a space with the air of its neighbours, in inches at one point of size."""

_CLOSE = 0.06
"""By which share the sum of a line's words may differ from the width of the line."""

_FONT_HEIGHT = 1.21
"""Ascender plus descender of Inter, as a multiple of its size."""

LINE_SPACING = LEADING / _FONT_HEIGHT
"""matplotlib's measure for LEADING: a multiple of the font's own height."""


_SETTINGS = threading.RLock()
"""matplotlib's settings are one for all threads, and a report is drawn beside the window."""


@dataclass(frozen=True)
class Palette:
    """The colours of a chart, as hex. `faint` is a hairline that still shows on a tinted band."""

    ground: str
    ink: str
    muted: str
    hairline: str
    accent: str
    treatment: str
    observer: str
    is_dark: bool = False

    def in_order(self, index: int, count: int, *, is_observer: bool = False) -> str:
        """The colour of one of `count` treatments, from the first (faint) to the last (strong).

        One hue by lightness, an observer's in violet: on white from light to dark, on a dark
        ground the other way round.
        """
        share = 1.0 if count < 2 else index / (count - 1)
        place = _RAMP_FROM + (_RAMP_TO - _RAMP_FROM) * share
        if self.is_dark:
            place = 0.85 - 0.55 * share
        return to_hex(_ramp("Purples" if is_observer else "GnBu")(place))


LIGHT = Palette(
    ground="#FFFFFF",
    ink="#1F2933",
    muted="#5B6772",
    hairline="#DDE2E7",
    accent="#0F766E",
    treatment="#B45309",
    observer="#6D28D9",
)
DARK = Palette(
    ground="#1D2329",
    ink="#E6EAEE",
    muted="#9AA6B2",
    hairline="#313A44",
    accent="#2DA89C",
    treatment="#E0904A",
    observer="#A78BFA",
    is_dark=True,
)
PAPER = LIGHT
"""What is saved and printed, whatever the window looks like."""


_UNDATED: Mapping[str, Mapping[str, Any]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": "Tidemark"},
    "pdf": {"CreationDate": None, "Creator": "Tidemark", "Producer": None},
}
"""What each kind of file says of itself: nothing that differs from day to day."""


def blend(colour: str, ground: str, share: float) -> str:
    """A share of a colour on a ground, as hex without transparency.

    >>> blend("#000000", "#FFFFFF", 0.6)
    '#666666'
    """
    pairs = zip(to_rgb(colour), to_rgb(ground), strict=True)
    red, green, blue = (share * on + (1 - share) * under for on, under in pairs)
    return to_hex((red, green, blue))


@cache
def font(size: float, *, bold: bool = False) -> FontProperties:
    """The chart font at a size in points. Texts take a copy of it; nobody changes this one."""
    face, weight = (SEMIBOLD, 600) if bold else (REGULAR, 400)
    return FontProperties(family=FAMILY, weight=weight, size=size, fname=str(face))


def line_height(size: float) -> float:
    """The height of one line of text, in inches."""
    return size * LEADING / 72


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line of text, in inches, as the widest screen draws it.

    >>> text_width("1111", 10) == text_width("0987", 10)
    True
    """
    return _width(text, bold) * size


@cache
def _ramp(name: str) -> Colormap:
    """A colour map of matplotlib's, which reckons its colours anew each time it is asked for."""
    return colormaps[name]


@cache
def _width(text: str, bold: bool) -> float:
    """The width of a text in inches at one point of size, whatever the size it is written in."""
    face = get_font(str(SEMIBOLD if bold else REGULAR))
    face.set_size(_MEASURED_AT, 72)  # large, so that no width is rounded to whole pixels
    face.set_text(text, 0.0)
    width, _height = face.get_width_height()
    return float(width) / 64 / 72 / _MEASURED_AT * _ON_SCREEN


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break a text between words into lines no wider than `width` inches.

    A single word that is wider stays whole.

    >>> wrap("two words", 10, 0.1)
    ['two', 'words']
    """
    lines: list[str] = []
    roughly = 0.0
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        alone = text_width(word, size, bold=bold)
        sum_of_words = roughly + alone + _SPACE * size
        if lines and _fits(longer, sum_of_words, size, width, bold=bold):
            lines[-1], roughly = longer, sum_of_words
        else:
            lines.append(word)
            roughly = alone
    return lines


def wrapped(text: str, size: float, width: float) -> str:
    """A text of one or more lines, each of them broken between words as `wrap` does.

    >>> wrapped("two words\\nmore", 10, 0.1)
    'two\\nwords\\nmore'
    """
    return "\n".join(part for line in text.split("\n") for part in wrap(line, size, width))


def _fits(line: str, sum_of_words: float, size: float, width: float, *, bold: bool) -> bool:
    """Whether a line is no wider than `width`; it is measured whole only where it is close."""
    if sum_of_words * (1 + _CLOSE) <= width:
        return True
    return sum_of_words * (1 - _CLOSE) <= width and text_width(line, size, bold=bold) <= width


def write(
    figure: Figure, x: float, y: float, text: str, size: float, colour: str, **more: Any
) -> Any:
    """Put a text on a figure at inches from its left and top edges; `y` is its top."""
    width, height = figure.get_size_inches()
    bold = more.pop("bold", False)
    placed: dict[str, Any] = {"va": "top", "ha": "left", "linespacing": LINE_SPACING}
    return figure.text(
        x / width,
        1 - y / height,
        text,
        fontproperties=font(size, bold=bold),
        color=colour,
        **placed | more,
    )


@contextmanager
def evenly_spaced() -> Iterator[None]:
    """Draw texts without hinting, which would widen every letter to whole pixels.

    For the time of one drawing; matplotlib's settings are as before afterwards.
    """
    with _SETTINGS, mpl.rc_context({"text.hinting": "none"}):
        yield


def save(figure: Figure, path: Path, *, dpi: float = 200) -> None:
    """Write a chart as PNG, SVG or PDF by the file's ending; the same chart gives the same bytes.

    An older picture of this name stays until the new one is whole. Raises OSError where the file
    cannot be written and ValueError for another ending.
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind not in _UNDATED:
        raise ValueError(kind)
    with owner_only.in_place_of(path) as file:
        _save(figure, file, kind, dpi)


def _save(figure: Figure, target: IO[bytes], kind: str, dpi: float) -> None:
    settings: Any = {"pdf.fonttype": 42, "svg.fonttype": "path", "svg.hashsalt": "tidemark"}
    with evenly_spaced(), mpl.rc_context(settings):
        figure.savefig(target, format=kind, dpi=dpi, metadata=dict(_UNDATED[kind]))
