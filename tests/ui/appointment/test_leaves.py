"""What stands on the leaves: the essential first, the newest on top."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.appointment.opened import draw, empty, open_view, sample
from tests.ui.windows import SetClock
from ui.appointment import AppointmentView
from ui.pages.since_visit import SinceVisitPanel
from ui.widgets.chart_view import ChartView


def chart_of(view: AppointmentView, place: int) -> ChartView:
    """The chart of a leaf, drawn."""
    view.turn(place - view.shown)
    draw(view)
    content = view.leaves[place].content
    assert isinstance(content, ChartView)
    return content


def test_the_newest_treatment_stands_first_in_panels_and_rows(
    qtbot: QtBot, tmp_path: Path, clock: SetClock
) -> None:
    view = open_view(qtbot, sample(tmp_path, clock), clock)
    for place, name in ((2, "panels"), (3, "rows")):
        shown = list(getattr(chart_of(view, place).artists, name).values())
        titles = [(one.title if name == "panels" else one.name).get_text() for one in shown]
        numbers = [int(title.split(" ")[0]) for title in titles]
        assert numbers == list(range(len(shown), 0, -1))


def test_two_panels_stand_side_by_side_at_1280_pixels(
    qtbot: QtBot, tmp_path: Path, clock: SetClock
) -> None:
    view = open_view(qtbot, sample(tmp_path, clock), clock)
    panels = list(getattr(chart_of(view, 2).artists, "panels").values())  # noqa: B009
    first, second = (one.area.box for one in panels[:2])
    assert first.y0 == second.y0
    assert first.x1 < second.x0


def test_the_data_has_half_of_the_height(qtbot: QtBot, tmp_path: Path, clock: SetClock) -> None:
    view = open_view(qtbot, sample(tmp_path, clock), clock)
    axes = getattr(chart_of(view, 1).artists, "axes")  # noqa: B009
    assert axes.get_position().height > 0.5


def test_responses_come_first_the_latest_on_top_and_medians_later(
    qtbot: QtBot, tmp_path: Path, clock: SetClock
) -> None:
    view = open_view(qtbot, sample(tmp_path, clock), clock)
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
