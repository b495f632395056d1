"""What stands on the leaves: the essential first, the newest on top."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal.store import Journal
from tests.ui.appointment.opened import (
    draw,
    drawn_texts,
    empty,
    open_view,
    sample,
    sixty_treatments,
    view_on_screen,
)
from tests.ui.windows import SetClock
from ui.app import Appearance
from ui.appointment import AppointmentView
from ui.appointment.leaves import Sheet
from ui.appointment.long_chart import LongChart
from ui.pages.since_visit import SinceVisitPanel
from ui.widgets.chart_view import ChartView


@pytest.fixture(scope="module")
def view(
    dressed: Appearance, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AppointmentView]:
    """The sample patient's, for all tests that only look at it."""
    clock = SetClock()
    with sample(tmp_path_factory.mktemp("sample"), clock) as journal:
        found = view_on_screen(journal, clock)
        yield found
        found.close()
        found.deleteLater()


def chart_of(view: AppointmentView, place: int) -> ChartView:
    """The chart of a leaf, drawn."""
    view.turn(place - view.shown)
    draw(view)
    content = view.leaves[place].content
    assert isinstance(content, ChartView)
    return content


def written(view: AppointmentView) -> str:
    """What is written in the charts in sight."""
    return " ".join(text.get_text().replace("\n", " ") for text, _ in drawn_texts(view))


def test_the_newest_treatment_stands_first_in_panels_and_rows(view: AppointmentView) -> None:
    for place, name in ((2, "panels"), (3, "rows")):
        shown = list(getattr(chart_of(view, place).artists, name).values())
        titles = [(one.title if name == "panels" else one.name).get_text() for one in shown]
        numbers = [int(title.split(" ")[0]) for title in titles]
        assert numbers == list(range(len(shown), 0, -1))


def test_two_panels_stand_side_by_side_at_1280_pixels(view: AppointmentView) -> None:
    panels = list(getattr(chart_of(view, 2).artists, "panels").values())  # noqa: B009
    first, second = (one.area.box for one in panels[:2])
    assert first.y0 == second.y0
    assert first.x1 < second.x0


def test_of_sixty_treatments_the_latest_are_shown_and_the_others_are_pointed_to(
    qtbot: QtBot, tmp_path: Path, clock: SetClock
) -> None:
    view = open_view(qtbot, sixty_treatments(tmp_path, clock), clock)
    for place, name in ((2, "panels"), (3, "rows")):
        chart = chart_of(view, place)
        shown = list(getattr(chart.artists, name))
        assert 12 <= len(shown) < 60
        assert f"the latest {len(shown)} of 60 treatments" in written(view)
        long = chart.parentWidget()
        assert isinstance(long, LongChart)
        assert long.note.isVisibleTo(view)
        assert long.height() < 9 * view.height()


def test_all_treatments_are_shown_where_there_is_room(view: AppointmentView) -> None:
    for place in (2, 3):
        long = chart_of(view, place).parentWidget()
        assert isinstance(long, LongChart)
        assert len(long.rows) == 17
        assert not long.note.isVisibleTo(view)


def test_going_down_and_up_stops_where_a_row_begins(view: AppointmentView) -> None:
    for place in (2, 3):
        chart_of(view, place)
        sheet = view.leaves[place].widget
        assert isinstance(sheet, Sheet)
        long, bar = sheet.widget(), sheet.verticalScrollBar()
        assert isinstance(long, LongChart)
        tops = {first for first, _ in long.rows}
        seen: list[int] = []
        while sheet.has_more and (not seen or bar.value() > seen[-1]):
            seen.append(bar.value())
            sheet.step(1)
        assert len(seen) > 1
        assert set(seen[1:]) <= tops
        while bar.value() > 0:
            before = bar.value()
            sheet.step(-1)
            assert bar.value() < before
            assert bar.value() in {0, *tops}


def test_a_single_treatment_is_not_gone_through_one_by_one(
    qtbot: QtBot, journal: Journal, clock: SetClock
) -> None:
    view = open_view(qtbot, journal, clock)
    chart_of(view, 1)
    assert not view.down.isVisibleTo(view)


def test_the_data_has_half_of_the_height(view: AppointmentView) -> None:
    axes = getattr(chart_of(view, 1).artists, "axes")  # noqa: B009
    assert axes.get_position().height > 0.5


def test_responses_come_first_the_latest_on_top_and_medians_later(view: AppointmentView) -> None:
    panel = view.findChild(SinceVisitPanel)
    assert isinstance(panel, SinceVisitPanel)
    headings = [part.heading.text() for part in panel.parts]
    assert headings[0].startswith("Treatments")
    assert headings.index("Medians around each treatment") > headings.index("Side effects")
    labels = [row.label.text() for row in panel.parts[0].lines.rows]
    assert labels == sorted(labels, reverse=True)
    assert len(labels) > 1


def test_a_journal_with_nothing_in_it_says_so_on_each_leaf(
    qtbot: QtBot, tmp_path: Path, clock: SetClock
) -> None:
    view = open_view(qtbot, empty(tmp_path, clock), clock)
    assert len(view.leaves) == 6
    assert view.questions is not None
    assert view.questions.empty.isVisibleTo(view.questions)
