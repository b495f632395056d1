"""The application object: style, palettes, type, Qt's own words, uncaught errors."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from resources import FOLDER
from ui import clipboard, icons, look, words
from ui.collecting import Collecting
from ui.style import Style
from ui.uncaught import UncaughtErrors

FONTS = FOLDER / "fonts"
TRANSLATIONS = FOLDER / "translations"
FAMILY = "Inter"


class Theme(StrEnum):
    """What the person chose; `SYSTEM` follows the computer while the program runs."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Appearance(QObject):
    """Dresses an application and keeps it dressed: theme, text size, errors.

    `changed` is sent once all widgets have a new palette or text size, for whatever is drawn
    outside a widget's own palette, such as charts.
    """

    changed = Signal()
    _dressed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._hints = application.styleHints()
        # Read before anything is set: afterwards the palette is our own and tells nothing.
        self._system_is_dark = _is_dark(self._hints.colorScheme(), application.palette())
        self._theme = Theme.SYSTEM
        self._system_font = QFont(application.font())
        # Qt hands a palette to the widgets by a posted event, so what follows it is queued as well.
        self._dressed.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        self.errors = UncaughtErrors(self)
        application.setStyle(Style())
        load_fonts()
        self.use_text_scale(1.0)
        self.use_theme(Theme.SYSTEM)
        self._hints.colorSchemeChanged.connect(self._system_changed)

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def colours(self) -> look.Colours:
        """The colours now in use."""
        return look.colours_of(self._application.palette())

    def use_theme(self, theme: Theme) -> None:
        self._theme = theme
        is_dark = self._system_is_dark if theme is Theme.SYSTEM else theme is Theme.DARK
        self._application.setPalette(look.palette_of(look.DARK if is_dark else look.LIGHT))
        self._dressed.emit()

    def use_text_scale(self, scale: float) -> None:
        """Text at `scale` times the system's size; 1.0 is the system's own."""
        font = look.sized(self._system_font, scale)
        if QFontDatabase.hasFamily(FAMILY):
            font.setFamilies([FAMILY, *self._system_font.families()])
            font.setFeature(QFont.Tag("tnum"), 1)
        self._application.setFont(font)
        self._dressed.emit()

    def _system_changed(self, scheme: Qt.ColorScheme) -> None:
        if scheme != Qt.ColorScheme.Unknown:
            self._system_is_dark = scheme == Qt.ColorScheme.Dark
            self.use_theme(self._theme)


def build_application(arguments: Sequence[str]) -> tuple[QApplication, Appearance]:
    """The one QApplication, dressed, with its uncaught-error hook installed.

    `arguments` are the program's own, its name first.
    """
    application = QApplication(list(arguments))
    Collecting(application)
    application.setApplicationName("tidemark")
    application.setApplicationDisplayName("Tidemark")
    application.setDesktopFileName("tidemark")
    application.setWindowIcon(icons.window_icon())
    locale = words.locale()
    QLocale.setDefault(locale)  # or a title would stand in one language and its buttons in another
    install_translators(application, locale)
    appearance = Appearance(application)
    appearance.errors.install()
    clipboard.mark_every_copy()
    return application, appearance


def load_fonts(folder: Path = FONTS) -> tuple[str, ...]:
    """Load the fonts that ship with the program; the families found, none if there are no files."""
    families: dict[str, None] = {}
    for path in sorted(folder.glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families.update(dict.fromkeys(QFontDatabase.applicationFontFamilies(number)))
    return tuple(families)


def install_translators(application: QApplication, locale: QLocale) -> tuple[QTranslator, ...]:
    """Install Qt's own words and the program's for a language, as far as there are any."""
    installed = []
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase", qt_folder), ("tidemark", str(TRANSLATIONS))):
        translator = QTranslator(application)
        if translator.load(locale, name, "_", folder):
            application.installTranslator(translator)
            installed.append(translator)
    return tuple(installed)


def _is_dark(scheme: Qt.ColorScheme, palette: QPalette) -> bool:
    """Bare X11 knows no scheme; its palette tells instead."""
    if scheme == Qt.ColorScheme.Unknown:
        return palette.color(QPalette.ColorRole.Window).lightnessF() < 0.5
    return scheme == Qt.ColorScheme.Dark
