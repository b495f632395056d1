"""The application's dress: theme, text size, fonts, translators, what it imports."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui import look
from ui.app import FAMILY, FONTS, Appearance, Theme, install_translators, load_fonts
from ui.widgets.text import Text


def shown_label(qtbot: QtBot) -> QLabel:
    label = Text("Day 3 after")
    qtbot.addWidget(label)
    label.show()
    return label


def test_an_open_window_follows_the_theme(qtbot: QtBot, appearance: Appearance) -> None:
    label = shown_label(qtbot)
    for theme, colours in ((Theme.DARK, look.DARK), (Theme.LIGHT, look.LIGHT)):
        with qtbot.waitSignal(appearance.changed):
            appearance.use_theme(theme)
        assert appearance.colours is colours
        assert label.palette().color(QPalette.ColorRole.WindowText).name() == colours.ink.lower()
        assert label.grab().toImage().pixelColor(0, 0).name() == colours.page.lower()


def test_the_computers_theme_is_followed_unless_one_was_chosen(
    qtbot: QtBot, qapp: QApplication, appearance: Appearance
) -> None:
    hints = qapp.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert appearance.colours is look.DARK
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert appearance.colours is look.LIGHT
    appearance.use_theme(Theme.LIGHT)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert appearance.colours is look.LIGHT
    appearance.use_theme(Theme.SYSTEM)
    assert appearance.colours is look.DARK
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)


def test_an_open_window_follows_the_text_size(qtbot: QtBot, appearance: Appearance) -> None:
    label = shown_label(qtbot)
    before = label.sizeHint()
    size = label.font().pointSizeF()
    with qtbot.waitSignal(appearance.changed):
        appearance.use_text_scale(1.5)
    assert label.font().pointSizeF() == pytest.approx(1.5 * size)
    assert label.sizeHint().width() > 1.3 * before.width()
    with qtbot.waitSignal(appearance.changed):
        appearance.use_text_scale(1.0)
    assert label.sizeHint() == before


def test_no_style_sheet_stands_over_the_palettes(qapp: QApplication, dressed: Appearance) -> None:
    assert qapp.styleSheet() == ""
    assert qapp.style().metaObject().className() == "Style"


def test_the_programs_own_fonts_are_used(qapp: QApplication, dressed: Appearance) -> None:
    assert FAMILY in load_fonts(FONTS)
    assert qapp.font().families()[0] == FAMILY


def test_a_folder_without_fonts_leaves_the_systems(qapp: QApplication, tmp_path: Path) -> None:
    assert load_fonts(tmp_path) == ()


def test_qt_speaks_the_persons_language(qapp: QApplication) -> None:
    installed = install_translators(qapp, QLocale(QLocale.Language.German))
    try:
        assert installed
        assert qapp.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    finally:
        for translator in installed:
            qapp.removeTranslator(translator)


def test_the_windows_parts_load_neither_the_journal_nor_charts() -> None:
    parts = "ui.app, ui.jobs, ui.forms.questionnaire, ui.widgets.page_body, ui.widgets.day_stepper"
    code = (
        f"import sys, {parts}\n"
        "heavy = {'sqlalchemy', 'matplotlib', 'alembic', 'journal.store'} & set(sys.modules)\n"
        "sys.exit(' '.join(sorted(heavy)) or 0)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
