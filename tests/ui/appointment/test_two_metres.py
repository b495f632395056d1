"""Everything in appointment mode can be read at two metres, whatever the journal holds."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from journal.store import Journal
from tests.ui.appointment.opened import (
    draw,
    drawn_texts,
    each_leaf,
    empty,
    much,
    one_treatment,
    open_view,
    sample,
    sixty_treatments,
    too_small,
)
from tests.ui.windows import SetClock
from ui.appointment import AppointmentView
from ui.appointment.view import text_pixels

WIDE, NARROW = (1280, 800), (1024, 700)


@pytest.mark.parametrize(
    ("made", "size"),
    [
        *((made, size) for made in (sample, one_treatment) for size in (WIDE, NARROW)),
        (empty, WIDE),
        (much, NARROW),
        (sixty_treatments, WIDE),
    ],
)
def test_no_text_is_below_32_pixels_no_tick_below_24_and_no_words_leave_a_chart(
    qtbot: QtBot,
    tmp_path: Path,
    clock: SetClock,
    made: Callable[[Path, SetClock], Journal],
    size: tuple[int, int],
) -> None:
    view = open_view(qtbot, made(tmp_path, clock), clock, *size)
    for sheet in each_leaf(view):
        assert not too_small(view)
        if size == NARROW:
            view.leaves[view.shown].step(1)
            draw(view)
            assert_no_words_leave(view, sheet)


def assert_no_words_leave(view: AppointmentView, sheet: QWidget) -> None:
    for text, chart in drawn_texts(view):
        assert sheet.isAncestorOf(chart)
        assert chart.canvas is not None
        box, page = text.get_window_extent(), chart.canvas.figure.bbox
        assert box.x0 >= 0, text.get_text()
        assert box.x1 <= page.x1 + 1, text.get_text()
        assert box.y0 >= -1, text.get_text()
        assert box.y1 <= page.y1 + 1, text.get_text()


def test_a_small_text_would_be_found(qtbot: QtBot, clock: SetClock, journal: Journal) -> None:
    view = open_view(qtbot, journal, clock)
    planted = QLabel("small print", view)
    font = planted.font()
    font.setPixelSize(20)
    planted.setFont(font)
    planted.show()
    assert too_small(view) == ["small print"]


def test_a_small_word_in_a_chart_would_be_found(
    qtbot: QtBot, clock: SetClock, journal: Journal
) -> None:
    view = open_view(qtbot, journal, clock)
    view.turn(1)
    draw(view)
    text, _ = next(iter(drawn_texts(view)))
    text.set_fontsize(10)
    assert too_small(view) == [text.get_text()]


@pytest.mark.parametrize("height", [600, 800, 1080, 1600])
def test_type_grows_with_the_screen_and_has_a_least_size(height: int) -> None:
    assert text_pixels(height) >= text_pixels(600) >= 32
