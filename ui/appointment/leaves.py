"""The leaves of an appointment: what stands on each, and what up and down do there."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from journal.charts.shown import Shown
from ui.appointment.questions import QuestionsLeaf
from ui.appointment.reading import AppointmentData, Found
from ui.pages.since_visit import SinceVisitPanel
from ui.pages.trajectories.view import Chosen, Member, Nothing, Picture
from ui.widgets.chart_view import ChartView
from ui.widgets.empty_state import EmptyState

translate = QCoreApplication.translate

_STEP = 0.6
"""Share of what is in sight by which one key press scrolls."""


class Sheet(QScrollArea):
    """Something that may be taller than the screen; `step` scrolls it."""

    def __init__(self, content: QWidget, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)

    def step(self, step: int) -> None:
        """Scroll up (−1) or down (1)."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(step * self.viewport().height() * _STEP))


class ChartSheet(QWidget):
    """A chart that fills the screen; `step` singles out the treatment before or after."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self.chart = _chart(picture)
        self._members: tuple[Member, ...] = picture.members
        self._place: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.chart, 1)

    def step(self, step: int) -> None:
        """Go from one treatment to the next; past either end all are alike again."""
        if not self._members:
            return
        ends = {1: 0, -1: len(self._members) - 1}
        place = ends[step] if self._place is None else self._place + step
        self._place = place if 0 <= place < len(self._members) else None
        key = None if self._place is None else self._members[self._place].key
        self.chart.set_shown(Shown(highlight=key))


@dataclass(frozen=True)
class Leaf:
    """One leaf: the widget to show, and what stands on it."""

    widget: "Sheet | ChartSheet"
    content: QWidget

    def step(self, step: int) -> None:
        """What up (−1) and down (1) mean on it."""
        self.widget.step(step)


def make_leaves(data: AppointmentData, *, can_write: bool) -> tuple[Leaf, ...]:
    """All leaves in their order: since the last visit, the charts, the questions."""
    since = SinceVisitPanel(is_large=True)
    since.show_value(data.since)
    asked = QuestionsLeaf(data.questions, can_write=can_write)
    first = Leaf(Sheet(since, translate("Appointment", "Since the last visit")), since)
    last = Leaf(Sheet(asked, translate("Appointment", "Questions for the clinic")), asked)
    return (first, *(_drawn(found) for found in data.views), last)


def _drawn(found: Found) -> Leaf:
    days = (found.today, found.today)
    shown = found.view.show(found.read, Chosen({}, days))
    if isinstance(shown, Nothing):
        empty = EmptyState(shown.icon, shown.title, shown.second)
        return Leaf(Sheet(empty, shown.title), empty)
    if shown.words.height_for is None:
        sheet = ChartSheet(shown)
        return Leaf(sheet, sheet.chart)
    chart = _chart(shown)
    return Leaf(Sheet(chart, shown.words.name), chart)


def _chart(picture: Picture) -> ChartView:
    """A chart without the keyboard, for arrows turn the leaves here."""
    chart = ChartView(fits=True)
    chart.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    chart.show_chart(picture.draw, picture.words)
    return chart
