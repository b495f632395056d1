"""The project's own icons: one family on a 24 unit grid, one stroke weight, tinted when drawn."""

from enum import StrEnum

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from resources import FOLDER

ICONS = FOLDER / "icons"
WINDOW_SIZES = (16, 24, 32, 48, 64, 128, 256)


class Icon(StrEnum):
    """The names of the icons; each is `resources/icons/<value>.svg`."""

    TODAY = "today"
    TREATMENTS = "treatments"
    TRAJECTORIES = "trajectories"
    DIARY = "diary"
    REPORT = "report"
    SETTINGS = "settings"
    HELP = "help"
    APPOINTMENT = "appointment"
    SCREEN = "screen"
    PERSON = "person"
    NOTE = "note"
    QUESTION = "question"
    SIDE_EFFECT = "side-effect"
    MEDICINE = "medicine"
    VITAL_SIGNS = "vital-signs"
    CLOCK = "clock"
    PRIVATE = "private"
    PLUS = "plus"
    CHECK = "check"
    CLOSE = "close"
    SEARCH = "search"
    SAVE = "save"
    COPY = "copy"
    IMPORT = "import"
    EXPORT = "export"
    PRINT = "print"
    TRASH = "trash"
    UNDO = "undo"
    REDO = "redo"
    FOLDER = "folder"
    CALENDAR = "calendar"
    INFORMATION = "information"
    CHEVRON_LEFT = "chevron-left"
    CHEVRON_RIGHT = "chevron-right"
    CHEVRON_UP = "chevron-up"
    CHEVRON_DOWN = "chevron-down"
    TIDE = "tide"


_OTHER_WAY = {
    Icon.CHEVRON_LEFT: Icon.CHEVRON_RIGHT,
    Icon.CHEVRON_RIGHT: Icon.CHEVRON_LEFT,
    Icon.UNDO: Icon.REDO,
    Icon.REDO: Icon.UNDO,
}


def facing(name: Icon, *, right_to_left: bool) -> Icon:
    """The icon that points the same way in the writing direction: back stays back."""
    return _OTHER_WAY.get(name, name) if right_to_left else name


def icon_pixmap(name: Icon, size: int, colour: QColor | str, ratio: float = 1.0) -> QPixmap:
    """An icon `size` logical pixels wide in one colour, for a screen of this pixel ratio."""
    tint = QColor(colour)
    key = f"tidemark {name} {size} {ratio} {tint.name(QColor.NameFormat.HexArgb)}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    source = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    pixmap = _rendered(source.replace("currentColor", tint.name()), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixmap)
    return pixmap


def draw_icon(painter: QPainter, name: Icon, area: QRect, colour: QColor | str) -> None:
    """Draw an icon in the middle of `area`, as large as its shorter side."""
    size = min(area.width(), area.height())
    if size <= 0:
        return
    pixmap = icon_pixmap(name, size, colour, painter.device().devicePixelRatioF())
    square = QRect(0, 0, size, size)
    square.moveCenter(area.center())
    painter.drawPixmap(square, pixmap)


def icon(name: Icon, colour: QColor | str, size: int = 20) -> QIcon:
    """An icon for Qt's own menus and buttons; made anew when the theme changes."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(icon_pixmap(name, size, colour, ratio))
    return made


def window_icon() -> QIcon:
    """The program's mark."""
    made = QIcon()
    source = (ICONS / "tidemark.svg").read_text(encoding="utf-8")
    for size in WINDOW_SIZES:
        made.addPixmap(_rendered(source, size))
    return made


def _rendered(source: str, pixels: int) -> QPixmap:
    pixmap = QPixmap(QSize(pixels, pixels))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return pixmap
