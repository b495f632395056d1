"""The icons are one family, complete, and take the colour they are given."""

import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from ui.icons import ICONS, WINDOW_SIZES, Icon, facing, icon, icon_pixmap, window_icon


def test_every_icon_has_its_file_and_every_file_its_icon() -> None:
    files = {path.stem for path in ICONS.glob("*.svg")}
    assert files == {name.value for name in Icon} | {"tidemark"}


@pytest.mark.parametrize("name", Icon)
def test_icons_are_of_one_family(name: Icon) -> None:
    source = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in source
    assert re.findall(r'stroke-width="([^"]+)"', source) == ["1.75"]
    assert re.findall(r'stroke="([^"]+)"', source) == ["currentColor"]


@pytest.mark.parametrize("name", Icon)
@pytest.mark.parametrize("colour", ["#1F2933", "#E6EAEE"])
def test_icons_take_their_colour(qapp: QApplication, name: Icon, colour: str) -> None:
    image = icon_pixmap(name, 48, colour).toImage()
    solid = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 250
    ]
    assert solid
    wanted = QColor(colour)
    assert all(abs(pixel.red() - wanted.red()) <= 2 for pixel in solid)


def test_icons_are_sharp_on_dense_screens(qapp: QApplication) -> None:
    dense = icon_pixmap(Icon.TODAY, 20, "#000000", 2.0)
    assert (dense.width(), dense.deviceIndependentSize().width()) == (40, 20)
    assert not icon(Icon.TODAY, "#000000").isNull()


def test_the_programs_mark_comes_in_all_sizes(qapp: QApplication) -> None:
    mark = window_icon()
    assert {size.width() for size in mark.availableSizes()} == set(WINDOW_SIZES)


def test_back_stays_back_in_either_writing_direction() -> None:
    assert facing(Icon.CHEVRON_LEFT, right_to_left=False) is Icon.CHEVRON_LEFT
    assert facing(Icon.CHEVRON_LEFT, right_to_left=True) is Icon.CHEVRON_RIGHT
    assert facing(Icon.NOTE, right_to_left=True) is Icon.NOTE
