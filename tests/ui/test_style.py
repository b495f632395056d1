"""Plain Qt fields in the program's style."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QStyle,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.showing import show
from ui import look
from ui.app import Appearance, Theme

FIELDS: list[Callable[[], QWidget]] = [QComboBox, QDateTimeEdit, QLineEdit, QPushButton, QSpinBox]


def with_another(qtbot: QtBot, widget: QWidget) -> tuple[QWidget, QLineEdit]:
    """A window with the widget and another field that has the keyboard."""
    window, other = QWidget(), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(widget)
    column.addWidget(other)
    show(qtbot, window, 300, 200)
    other.setFocus()
    return window, other


def colours_in(image: QImage) -> set[str]:
    return {
        QColor(image.pixel(x, y)).name().upper()
        for x in range(image.width())
        for y in range(image.height())
    }


@pytest.mark.parametrize("make", FIELDS)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_fields_are_as_high_as_buttons(
    qtbot: QtBot, appearance: Appearance, make: Callable[[], QWidget], scale: float
) -> None:
    appearance.use_text_scale(scale)
    field = make()
    qtbot.addWidget(field)
    assert field.sizeHint().height() == look.control_height(field.font())


@pytest.mark.parametrize("make", [*FIELDS, QPlainTextEdit, QCheckBox, QRadioButton])
@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_the_keyboards_place_is_ringed_in_the_accent(
    qtbot: QtBot, appearance: Appearance, make: Callable[[], QWidget], theme: Theme
) -> None:
    with qtbot.waitSignal(appearance.changed):
        appearance.use_theme(theme)
    field = make()
    if isinstance(field, (QCheckBox, QRadioButton)):
        field.setText("Private")
    _window, _other = with_another(qtbot, field)
    accent = appearance.colours.accent
    assert accent not in colours_in(field.grab().toImage())
    field.setFocus(Qt.FocusReason.TabFocusReason)
    assert accent in colours_in(field.grab().toImage())


@pytest.mark.parametrize("make", [QCheckBox, QRadioButton])
def test_what_is_on_is_filled(
    qtbot: QtBot, appearance: Appearance, make: Callable[[], QCheckBox | QRadioButton]
) -> None:
    box = make()
    _window, _other = with_another(qtbot, box)
    before = colours_in(box.grab().toImage())
    box.setChecked(True)
    after = colours_in(box.grab().toImage())
    assert (look.LIGHT.accent in before, look.LIGHT.accent in after) == (False, True)


def test_progress_is_drawn_as_far_as_it_is_known(qtbot: QtBot, appearance: Appearance) -> None:
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setFixedHeight(8)
    show(qtbot, bar, 200, 8)
    bar.setValue(50)
    image = bar.grab().toImage()
    assert image.pixelColor(50, 4) == QColor(look.LIGHT.accent)
    assert image.pixelColor(150, 4) == QColor(look.LIGHT.hairline)
    bar.setRange(0, 0)
    assert look.LIGHT.accent not in colours_in(bar.grab().toImage())


def test_a_list_opens_below_its_field(qtbot: QtBot, dressed: Appearance) -> None:
    box = QComboBox()
    qtbot.addWidget(box)
    assert box.style().styleHint(QStyle.StyleHint.SH_ComboBox_Popup, None, box) == 0
