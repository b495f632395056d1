"""Colours that can be read, sizes that follow the system."""

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from ui import look
from ui.look import DARK, LIGHT, Colours


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    shade = QColor(colour)
    red, green, blue = (linear(p) for p in (shade.redF(), shade.greenF(), shade.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_published() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["page", "paper", "raised"])
@pytest.mark.parametrize("text", ["ink", "muted", "accent"])
def test_text_can_be_read_on_every_ground(colours: Colours, ground: str, text: str) -> None:
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_a_chosen_answer_and_the_open_page_can_be_read(colours: Colours) -> None:
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert contrast(colours.ink, colours.hairline) >= 4.5
    pressed = look.mixed(colours.accent, colours.ink, 0.12).name()
    assert contrast(colours.on_accent, pressed) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("mark", ["accent", "treatment", "observer", "muted"])
def test_lines_and_marks_stand_out(colours: Colours, mark: str) -> None:
    assert contrast(getattr(colours, mark), colours.paper) >= 3


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_a_palette_tells_its_theme(qapp: QApplication, colours: Colours) -> None:
    palette = look.palette_of(colours)
    assert look.colours_of(palette) is colours
    muted = palette.color(QPalette.ColorRole.PlaceholderText)
    assert muted == QColor(colours.muted)
    assert muted.alpha() == 255


def test_sizes_follow_points_and_pixels(qapp: QApplication) -> None:
    points = QFont("Inter")
    points.setPointSizeF(10)
    assert look.sized(points, look.PAGE_TITLE).pointSizeF() == pytest.approx(17.5)
    pixels = QFont("Inter")
    pixels.setPixelSize(32)
    title = look.sized(pixels, look.CARD_TITLE, semibold=True)
    assert title.pixelSize() == 38
    assert title.weight() == QFont.Weight.DemiBold
    assert pixels.weight() == QFont.Weight.Normal


def test_controls_are_high_enough_and_grow_with_the_text(qapp: QApplication) -> None:
    small, large = QFont("Inter"), QFont("Inter")
    small.setPixelSize(9)
    large.setPixelSize(30)
    assert look.control_height(small) == 36
    assert look.control_height(large) >= 60
