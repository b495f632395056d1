"""The leaves of an appointment: what stands on each, and what up and down do there."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from journal import words
from journal.charts.shown import Shown
from ui import look
from ui.appointment.long_chart import LongChart, chart_of, next_stop
from ui.appointment.questions import QuestionsLeaf
from ui.appointment.reading import AppointmentData, Found
from ui.pages.since_visit import SinceVisitPanel
from ui.pages.trajectories.view import Chosen, Member, Nothing, Picture
from ui.widgets.empty_state import EmptyState
from ui.widgets.text import Text

translate = QCoreApplication.translate

_STEP = 0.6
"""Share of what is in sight by which one key press scrolls."""

_MOST_SCREENS = {"each": 8, "durations": 4}
"""How many screens tall a chart may become that draws the latest treatments where all are many."""


class Sheet(QScrollArea):
    """Something that may be taller than the screen; `step` scrolls it.

    `moved` tells that there may be more below than before, or less.
    """

    moved = Signal()

    def __init__(self, content: QWidget, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self.moved)
        bar.rangeChanged.connect(self.moved)

    @property
    def has_more(self) -> bool:
        """Whether something stands below what is in sight."""
        return self.verticalScrollBar().value() < self.verticalScrollBar().maximum()

    @property
    def down_words(self) -> str:
        """What going down does here."""
        return translate("Appointment", "More")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # keys belong to the view, whatever on the sheet has the keyboard

    def step(self, step: int) -> None:
        """Scroll up (−1) or down (1), to the next row where there are rows."""
        bar, page = self.verticalScrollBar(), self.viewport().height()
        content = self.widget()
        rows = content.rows if isinstance(content, LongChart) else ()
        stop = next_stop(rows, bar.value(), page, step)
        bar.setValue(bar.value() + round(step * page * _STEP) if stop is None else stop)


class ChartSheet(QWidget):
    """A chart that fills the screen; `step` singles out the treatment before or after.

    Going down begins with the latest, which is what the talk is about.
    """

    moved = Signal()

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self.setAccessibleName(picture.words.name)
        self.chart = chart_of(picture)
        # One alone stands out by itself.
        self._members: tuple[Member, ...] = (
            picture.members[::-1] if len(picture.members) > 1 else ()
        )
        self._place: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.chart, 1)

    @property
    def has_more(self) -> bool:
        """Whether a treatment can be singled out."""
        return bool(self._members)

    @property
    def down_words(self) -> str:
        """What going down does here."""
        return translate("Appointment", "One by one")

    def step(self, step: int) -> None:
        """Go from one treatment to the next; past either end all are alike again."""
        if not self._members:
            return
        ends = {1: 0, -1: len(self._members) - 1}
        place = ends[step] if self._place is None else self._place + step
        self._place = place if 0 <= place < len(self._members) else None
        key = None if self._place is None else self._members[self._place].key
        self.chart.set_shown(Shown(highlight=key))
        self.moved.emit()


@dataclass(frozen=True)
class Leaf:
    """One leaf: the widget to show, and what stands on it."""

    widget: "Sheet | ChartSheet"
    content: QWidget

    @property
    def name(self) -> str:
        """What a screen reader says when it is turned to."""
        return self.widget.accessibleName()

    def step(self, step: int) -> None:
        """What up (−1) and down (1) mean on it."""
        self.widget.step(step)


def make_leaves(data: AppointmentData, *, can_write: bool) -> tuple[Leaf, ...]:
    """All leaves in their order: since the last visit, the charts, the questions."""
    since = _since(data)
    asked = QuestionsLeaf(data.questions, can_write=can_write)
    first = Leaf(Sheet(since, translate("Appointment", "Since the last visit")), since)
    last = Leaf(Sheet(asked, translate("Appointment", "Questions for the clinic")), asked)
    return (first, *(_drawn(found) for found in data.views), last)


def _since(data: AppointmentData) -> QWidget:
    """The panel; a sample says here once that it is one."""
    panel = SinceVisitPanel(is_large=True)
    panel.show_value(data.since)
    sheet = QWidget()
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.SMALL)
    if data.is_sample:
        column.addWidget(Text(words.SAMPLE, semibold=True))
    column.addWidget(panel)
    column.addStretch(1)
    return sheet


def _drawn(found: Found) -> Leaf:
    days = (found.today, found.today)
    shown = found.view.show(found.read, Chosen({}, days))
    if isinstance(shown, Nothing):
        empty = EmptyState(shown.icon, shown.title, shown.second)
        return Leaf(Sheet(empty, shown.title), empty)
    if shown.words.height_for is None:
        sheet = ChartSheet(shown)
        return Leaf(sheet, sheet.chart)
    long = LongChart(shown, _MOST_SCREENS.get(found.view.code))
    return Leaf(Sheet(long, shown.words.name), long.chart)
