"""Journals of many kinds opened in appointment mode, and what can be read there."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.text import Text as Drawn
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from journal.people import people
from journal.questions import QuestionEntry, keep_question
from journal.records import Note
from journal.store import Journal
from tests.builders import DAY, check_in, sample_file, treatment, worked_example
from tests.ui.trajectories.logged import log_much
from tests.ui.windows import INSTRUMENTS, SetClock, a_journal
from ui.appointment import AppointmentView
from ui.jobs import Jobs
from ui.surroundings import Surroundings
from ui.widgets.chart_view import ChartView

PRIVATE = "told nobody so far"
DRIVE = "May I drive the day after?"
SLEEP = "Could it be given in the morning?"


def sample(folder: Path, clock: SetClock) -> Journal:
    """The sample patient up to the day of the tests."""
    return Journal.open(sample_file(folder), clock=clock)


def empty(folder: Path, clock: SetClock) -> Journal:
    """Nothing logged."""
    return a_journal(folder, clock)


def one_treatment(folder: Path, clock: SetClock) -> Journal:
    """One treatment, the days before and after it, and two questions."""
    journal = a_journal(folder, clock)
    with journal.write("Log") as session:
        session.add(treatment(DAY - timedelta(days=14)))
        for day, value in worked_example():
            session.add(check_in(day - timedelta(days=14), value, note=PRIVATE, is_private=True))
        session.add(Note(day=DAY, text=PRIVATE, is_private=True))
        for ago, text in ((4, DRIVE), (3, SLEEP)):
            keep_question(session, QuestionEntry(DAY - timedelta(days=ago), text))
    return journal


def much(folder: Path, clock: SetClock) -> Journal:
    """Two treatments, hours, a side effect."""
    journal = a_journal(folder, clock)
    log_much(journal)
    return journal


def sixty_treatments(folder: Path, clock: SetClock) -> Journal:
    """A treatment each week, and each day rated."""
    journal = a_journal(folder, clock)
    with journal.write("Log") as session:
        for back in range(60 * 7):
            session.add(check_in(DAY - timedelta(days=back), 4 + back * 7 % 13))
        for week in range(60):
            session.add(treatment(DAY - timedelta(days=7 * week + 3)))
    return journal


def patient_id(journal: Journal) -> str:
    """The patient, who writes in these tests."""
    with journal.read() as session:
        return people(session)[0].id


def open_view(
    qtbot: QtBot, journal: Journal, clock: SetClock, width: int = 1280, height: int = 800
) -> AppointmentView:
    """The view as if on a screen so large, with everything read, until the test ends."""
    view = view_on_screen(journal, clock, width, height)
    qtbot.addWidget(view)
    return view


def view_on_screen(
    journal: Journal, clock: SetClock, width: int = 1280, height: int = 800
) -> AppointmentView:
    """The same, for who deletes it."""
    jobs = Jobs()
    view = AppointmentView(Surroundings(jobs, clock, INSTRUMENTS), journal)
    view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    view.resize(width, height)
    view.show()
    view.activateWindow()
    assert QTest.qWaitForWindowActive(view)
    jobs.drain(cancel=False)
    assert view.leaves
    return view


def each_leaf(view: AppointmentView) -> Iterator[QWidget]:
    """Turn to one leaf after another, each drawn."""
    view.turn(-len(view.leaves))
    for leaf in view.leaves:
        draw(view)
        yield leaf.widget
        view.turn(1)


def draw(view: AppointmentView) -> None:
    """Lay out and paint what is in sight."""
    for _ in range(3):  # a scroll bar that comes or goes lays it out once more
        QCoreApplication.processEvents()


def tick_labels(axes: Axes) -> list[Drawn]:
    """matplotlib's own labels of an axis, on either side."""
    ticks = (*axes.xaxis.get_major_ticks(), *axes.yaxis.get_major_ticks())
    return [label for tick in ticks for label in (tick.label1, tick.label2)]


def is_tick(text: Drawn, chart: ChartView) -> bool:
    """Whether a text stands at an axis: matplotlib's own ticks, or bare numbers beside it."""
    axes = [] if chart.canvas is None else chart.canvas.figure.axes
    own = [label for one in axes for label in tick_labels(one)]
    labels = getattr(chart.artists, "labels", ())
    is_number = text.get_text().removeprefix("−").isdigit()
    return text in own or (text in labels and is_number)


def drawn_texts(view: AppointmentView) -> Iterator[tuple[Drawn, ChartView]]:
    """What is written in the charts in sight."""
    for chart in view.findChildren(ChartView):
        if chart.isVisibleTo(view) and chart.canvas is not None:
            off = [one for one in chart.canvas.figure.axes if not one.axison]
            undrawn = {label for one in off for label in tick_labels(one)}
            for text in chart.canvas.figure.findobj(Drawn):
                assert isinstance(text, Drawn)
                if text not in undrawn and text.get_visible() and text.get_text().strip():
                    yield text, chart


def words_of(widget: QWidget) -> str:
    """What a widget shows in letters."""
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


def too_small(view: AppointmentView, least: float = 32, least_tick: float = 24) -> list[str]:
    """The words in sight that are smaller than so many pixels."""
    found = []
    for widget in view.findChildren(QWidget):
        words = words_of(widget)
        if widget.isVisibleTo(view) and words:
            font = getattr(widget, "display_font", widget.font)()
            if QFontInfo(font).pixelSize() < least:
                found.append(words)
    for text, chart in drawn_texts(view):
        pixels = text.get_fontproperties().get_size_in_points() * chart.logicalDpiX() / 72
        if pixels < (least_tick if is_tick(text, chart) else least):
            found.append(text.get_text())
    return found


def everything_said(view: AppointmentView) -> str:
    """All texts of widgets and charts, and what a screen reader says, on all leaves."""
    said = [view.windowTitle(), view.accessibleName()]
    for _ in each_leaf(view):
        said += [text.get_text() for text, _chart in drawn_texts(view)]
    for widget in view.findChildren(QWidget):
        said += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        said.append(words_of(widget))
    return "\n".join(said)
