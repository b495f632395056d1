"""Each view is drawn, named, told in words, saved; its points open their days."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from journal.charts.each import EachArtists
from journal.store import Journal
from tests.builders import DAY, treatment
from tests.ui.showing import press
from tests.ui.trajectories.logged import (
    SECOND,
    VIEWS,
    drawn,
    log_example,
    log_much,
    marks,
    show_view,
)
from ui.pages.trajectories import TrajectoriesPage

pytestmark = pytest.mark.qt_log_ignore("does not support raise")
"""Qt's plugin without a screen says so when a tooltip is shown."""


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_drawn_named_told_in_words_and_saved(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal, tmp_path: Path, view: str
) -> None:
    log_much(journal)
    page.open(journal)
    show_view(page, view)
    assert marks(qtbot, page)
    chart = page.card.chart
    assert chart.accessibleName()
    assert len(chart.accessibleDescription()) > len(chart.accessibleName())
    assert page.card.table.accessibleDescription() == chart.accessibleName()
    assert chart.save(tmp_path / "picture.svg")
    assert (tmp_path / "picture.svg").read_bytes().startswith(b"<?xml")
    assert "picture.svg" in page.card.told.text()


@pytest.mark.parametrize("view", VIEWS)
def test_a_point_of_every_view_opens_its_day(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal, view: str
) -> None:
    log_much(journal)
    page.open(journal)
    show_view(page, view)
    drawn(qtbot, page)
    page.card.chart.setFocus()
    press(Qt.Key.Key_Right)
    mark = page.card.chart.mark
    assert mark is not None
    with qtbot.waitSignal(page.day_wanted) as told:
        press(Qt.Key.Key_Return)
    assert told.args == [mark.day]
    if view in ("hours", "side-effects"):
        assert mark.day == SECOND


def test_a_picture_is_copied(qtbot: QtBot, page: TrajectoriesPage, journal: Journal) -> None:
    log_example(journal)
    page.open(journal)
    drawn(qtbot, page)
    QGuiApplication.clipboard().clear()
    page.card.copy.click()
    assert QGuiApplication.clipboard().image().width() > 1000
    assert page.card.told.text()


def test_many_panels_are_shown_and_saved_at_the_height_they_need(
    qtbot: QtBot, page: TrajectoriesPage, journal: Journal, tmp_path: Path
) -> None:
    log_example(journal)
    page.open(journal)
    show_view(page, "each")
    drawn(qtbot, page)
    page.card.chart.save(tmp_path / "few.svg")
    with journal.write("Add treatments") as session:
        for number in range(1, 18):
            session.add(treatment(DAY - timedelta(days=7 * number)))
    page.refresh()
    artists = drawn(qtbot, page)
    assert isinstance(artists, EachArtists)
    assert len(artists.panels) == 18
    assert page.card.chart.minimumHeight() > page.height()
    page.card.chart.save(tmp_path / "many.svg")
    few, many = (size_of(tmp_path / name) for name in ("few.svg", "many.svg"))
    assert many[0] == few[0]
    assert many[1] > 1.5 * few[1]


def size_of(drawing: Path) -> tuple[float, float]:
    """Width and height of an SVG, in points."""
    found = re.search(r'width="([\d.]+)pt" height="([\d.]+)pt"', drawing.read_text())
    assert found is not None
    return float(found[1]), float(found[2])
