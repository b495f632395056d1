"""The colours, the type scale and the spacing of the windows.

Everything is read from a widget's own palette and font when it paints, so a change of theme or of
text size needs no bookkeeping. Sizes of type are factors of the inherited font, never points.
"""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette

PAGE_TITLE = 1.75
CARD_TITLE = 1.2
TEXT = 1.0
SECOND_LINE = 0.87

HAIR = 1
TIGHT = 4
SMALL = 8
INNER = 12
MEDIUM = 16
LARGE = 24
WIDE = 48
RAIL_WIDTH = 208
"""Pixels that the rail takes at least; its ground is painted before the rail is there."""

RADIUS = 8
CARD_RADIUS = 12
LINE_LENGTH = 74
"""The most characters on a line of running text."""

_USUAL_TEXT = "Words as people write them, some short and others a little longer. "

LEAST_CONTROL = 36
"""Buttons and answers are at least this many pixels high."""


@dataclass(frozen=True)
class Colours:
    """One theme. `on_accent` is the text on a filled accent; `raised` lies under the pointer."""

    page: str
    paper: str
    raised: str
    ink: str
    muted: str
    hairline: str
    accent: str
    on_accent: str
    treatment: str
    observer: str
    is_dark: bool


LIGHT = Colours(
    page="#F7F8F9",
    paper="#FFFFFF",
    raised="#F0F2F4",
    ink="#1F2933",
    muted="#5B6772",
    hairline="#DDE2E7",
    accent="#0F766E",
    on_accent="#FFFFFF",
    treatment="#B45309",
    observer="#6D28D9",
    is_dark=False,
)
DARK = Colours(
    page="#15191E",
    paper="#1D2329",
    raised="#262D35",
    ink="#E6EAEE",
    muted="#9AA6B2",
    hairline="#313A44",
    accent="#2DA89C",
    on_accent="#0E1317",
    treatment="#E0904A",
    observer="#A78BFA",
    is_dark=True,
)


def colours_of(palette: QPalette) -> Colours:
    """The theme that a palette belongs to, told by how light its window is."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightnessF() < 0.5 else LIGHT


def palette_of(colours: Colours) -> QPalette:
    """The Qt palette of a theme; muted text is `PlaceholderText`, hairlines are `Mid`."""
    role = QPalette.ColorRole
    palette = QPalette()
    for name, colour in (
        (role.Window, colours.page),
        (role.WindowText, colours.ink),
        (role.Base, colours.paper),
        (role.AlternateBase, colours.page),
        (role.Text, colours.ink),
        (role.PlaceholderText, colours.muted),
        (role.Button, colours.paper),
        (role.ButtonText, colours.ink),
        (role.BrightText, colours.on_accent),
        (role.ToolTipBase, colours.paper),
        (role.ToolTipText, colours.ink),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Light, colours.paper),
        (role.Midlight, colours.raised),
        (role.Mid, colours.hairline),
        (role.Dark, colours.muted),
        (role.Shadow, colours.muted),
    ):
        palette.setColor(name, QColor(colour))
    faint = mixed(colours.ink, colours.paper, 0.5)
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, faint)
    for name in (role.Highlight, role.Accent):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.hairline))
    return palette


def mixed(first: str, second: str, share: float) -> QColor:
    """`first` with `share` (0 to 1) of `second` in it.

    >>> mixed("#000000", "#FFFFFF", 0.5).name()
    '#808080'
    """
    a, b = QColor(first), QColor(second)
    return QColor(
        round(a.red() + (b.red() - a.red()) * share),
        round(a.green() + (b.green() - a.green()) * share),
        round(a.blue() + (b.blue() - a.blue()) * share),
    )


def sized(font: QFont, factor: float = TEXT, *, semibold: bool = False) -> QFont:
    """The same font at `factor` of its size, whether that is kept in points or in pixels."""
    result = QFont(font)
    if font.pixelSize() > 0:
        result.setPixelSize(max(1, round(font.pixelSize() * factor)))
    else:
        result.setPointSizeF(font.pointSizeF() * factor)
    if semibold:
        result.setWeight(QFont.Weight.DemiBold)
    return result


def control_height(font: QFont) -> int:
    """Height in pixels of a button or field whose text is in this font: 36 or more."""
    return max(LEAST_CONTROL, round(QFontMetrics(font).height() * 2.1))


def icon_size(font: QFont) -> int:
    """Edge in pixels of an icon standing beside text in this font."""
    return max(16, round(QFontMetrics(font).height() * 1.15))


def line_width(font: QFont) -> int:
    """The widest that running text in this font should be, in pixels."""
    return text_width(font, LINE_LENGTH)


def text_width(font: QFont, characters: int) -> int:
    """Width in pixels of so many characters of usual text.

    A font's own average counts wide letters as often as narrow ones, and is a third too large.
    """
    return round(_usual_width(font, dpi()) * characters / len(_USUAL_TEXT))


def dpi() -> float:
    """Dots per inch that a size in points is drawn at: what was measured goes stale with it."""
    screens = QGuiApplication.screens()  # the first is the primary one; there may be none
    return screens[0].logicalDotsPerInch() if screens else 0.0


@lru_cache(maxsize=256)
def _usual_width(font: QFont, _dpi: float) -> int:
    """Layouts ask for the same one over and over."""
    return QFontMetrics(font).horizontalAdvance(_USUAL_TEXT)
