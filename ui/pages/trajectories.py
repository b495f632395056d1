"""Trajectories: one score over time, and around each treatment."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journal import queries, words
from journal.days import Clock, day_of
from journal.instruments import Instrument
from journal.queries import LoggedSeries
from journal.series import Series, series
from journal.settings import journal_settings
from journal.store import Journal
from journal.trajectories.values import DayValue
from ui import look
from ui.icons import Icon
from ui.jobs import Job, Jobs, Progress
from ui.pages.trajectory_words import (
    Range,
    View,
    around_table,
    range_choices,
    series_words,
    singled_choices,
    span_of,
    timeline_table,
    view_choices,
)
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chart_view import Artists, ChartView, ChartWords, Draw
from ui.widgets.data_table import DataTable
from ui.widgets.empty_state import EmptyState
from ui.widgets.entry_fields import ChoiceField, DayField, Labelled
from ui.widgets.flow import Flow
from ui.widgets.page_body import PageBody, PageHead
from ui.widgets.segments import Segments
from ui.widgets.text import second_line

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from journal.charts.style import Palette

translate = QCoreApplication.translate

MANY = 2000
"""A series with more entries than this is reckoned on a thread."""

_SHORT_MARGIN = timedelta(days=90)


class TrajectoriesPage(QWidget):
    """`day_wanted` carries a day to open; `failed` an error of saving a picture.

    `import_wanted` asks for the place where a file is brought in.
    """

    kinds = frozenset(("CheckIn", "Treatment", "Setting", "OwnInstrument", "Person"))
    day_wanted = Signal(object)
    import_wanted = Signal()
    failed = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        clock: Clock,
        instruments: Mapping[str, Instrument],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._clock = clock
        self._built_in = instruments
        self._journal: Journal | None = None
        self._known: Mapping[str, Instrument] = instruments
        self._logged: dict[str, LoggedSeries] = {}
        self._series: Series | None = None
        self._job: Job | None = None
        self._wanted = 0
        self.view = Segments(view_choices(), translate("Trajectories", "What is drawn"))
        self.head = PageHead(translate("Trajectories", "Trajectories"), beside=self.view)
        self.what = ChoiceField("")
        self.score = ChoiceField("")
        self.range = ChoiceField("", range_choices())
        self.singled = ChoiceField("")
        self.first_day = DayField(translate("Trajectories", "First day"))
        self.last_day = DayField(translate("Trajectories", "Last day"))
        self.chart = ChartView()
        self.table = DataTable(translate("Trajectories", "The same as a table"))
        self.as_table = Button(translate("Trajectories", "Show as a table"))
        self.copy = Button(translate("Trajectories", "Copy picture"), Icon.COPY)
        self.save = Button(translate("Trajectories", "Save picture"), Icon.SAVE)
        self.told = second_line("")
        self.nothing = _nothing_logged()
        self.no_treatment = _no_treatment()
        self._lay_out()
        self._connect()

    def open(self, journal: Journal) -> None:
        """Show a journal."""
        self._journal = journal
        self._series = None
        today = day_of(self._clock())
        self.first_day.set_day(today - _SHORT_MARGIN)
        self.last_day.set_day(today)
        self.refresh()

    def refresh(self) -> None:
        """Read what is logged, and the chosen series, again."""
        if self._journal is None:
            return
        with self._journal.read() as session:
            self._known = queries.instruments(session, self._built_in)
            logged = queries.logged_series(session)
        order = list(self._known)
        shown = [
            one
            for one in logged
            if one.instrument in self._known and not self._known[one.instrument].treatment_day_only
        ]
        shown.sort(key=lambda one: (order.index(one.instrument), one.rater != words.SELF))
        self._logged = {f"{one.instrument} {one.rater}": one for one in shown}
        self.what.set_choices(
            [
                (key, series_words(one, self._known[one.instrument]))
                for key, one in self._logged.items()
            ]
        )
        self._choose_what()

    def _lay_out(self) -> None:
        self._what = Labelled(translate("Trajectories", "What"), self.what)
        self._score = Labelled(translate("Trajectories", "Score"), self.score)
        self._range = Labelled(translate("Trajectories", "Days"), self.range)
        self._singled = Labelled(translate("Trajectories", "Singled out"), self.singled)
        self._first = Labelled(translate("Trajectories", "From"), self.first_day)
        self._last = Labelled(translate("Trajectories", "To"), self.last_day)
        choices = (self._what, self._score, self._range, self._singled, self._first, self._last)
        for choice in choices:
            choice.setContentsMargins(0, 0, look.SMALL, 0)
        self._choices = Flow(choices)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.SMALL)
        buttons.addWidget(self.as_table)
        # What came of a picture is told where the button is; nothing moves under the pointer.
        buttons.addWidget(self.told, 1, Qt.AlignmentFlag.AlignVCenter)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.save)
        self._card = Card()
        self._card.body.setContentsMargins(look.SMALL, look.SMALL, look.SMALL, look.INNER)
        self._card.body.addWidget(self.chart, 1)
        self._card.body.addWidget(self.table, 1)
        holder = QVBoxLayout()
        holder.setContentsMargins(look.MEDIUM, 0, look.MEDIUM, 0)
        holder.addLayout(buttons)
        self._card.body.addLayout(holder)
        self.table.hide()
        self.as_table.setCheckable(True)
        body = PageBody(translate("Trajectories", "Trajectories"))
        body.column.addWidget(self.head)
        body.column.addWidget(self._choices)
        for filling in (self._card, self.nothing, self.no_treatment):
            body.column.addWidget(filling, 1)
        _fill(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(body)

    def _connect(self) -> None:
        self.view.chosen.connect(self._show)
        self.what.currentIndexChanged.connect(self._choose_what)
        self.score.currentIndexChanged.connect(self._load)
        for field in (self.range, self.singled):
            field.currentIndexChanged.connect(self._show)
        for day in (self.first_day, self.last_day):
            day.changed.connect(self._show)
        self.as_table.toggled.connect(self._show)
        self.copy.clicked.connect(self.chart.copy)
        self.save.clicked.connect(self.chart.choose_file)
        self.nothing.acted.connect(self.import_wanted)
        self.chart.day_wanted.connect(self.day_wanted)
        self.chart.said.connect(self._tell)
        self.chart.failed.connect(self.failed)

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        if text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _choose_what(self) -> None:
        """Offer the scores of the series that was chosen, and read it."""
        chosen = self._logged.get(self.what.value)
        if chosen is None:
            self._series = None
            self._show()
            return
        instrument = self._known[chosen.instrument]
        before = self.score.value
        self.score.set_choices([(one.code, one.title) for one in instrument.scores])
        codes = [one.code for one in instrument.scores]
        self.score.set_value(before if before in codes else instrument.main_score.code)
        self._load()

    def _load(self) -> None:
        """Read the chosen series: at once, or on a thread where it is long."""
        chosen = self._logged.get(self.what.value)
        if self._journal is None or chosen is None:
            return
        self._wanted += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None
        work = partial(
            _reckon,
            self._wanted,
            self._journal,
            self._built_in,
            chosen,
            self.score.value,
            self._clock,
        )
        if chosen.n > MANY:
            self._job = self._jobs.start(work, self._take)
        else:
            self._take(work(None))

    def _take(self, result: tuple[int, Series]) -> None:
        number, found = result
        if number == self._wanted:
            self._series = found
            self.singled.set_choices(singled_choices(found.around))
            self._show()

    def _show(self) -> None:
        """Show what is chosen of the series that was read."""
        self._tell("")
        found, view = self._series, View(self.view.value)
        has_choice = bool(self._logged)
        is_empty = view is View.AROUND and found is not None and not found.around
        self.nothing.setVisible(not has_choice)
        self.no_treatment.setVisible(has_choice and is_empty)
        self._card.setVisible(has_choice and not is_empty)
        self._choices.setVisible(has_choice)
        self.view.setVisible(has_choice)
        is_own = view is View.TIMELINE and self.range.value == Range.OWN
        self._score.setVisible(self.score.count() > 1)
        self._range.setVisible(view is View.TIMELINE)
        self._first.setVisible(is_own)
        self._last.setVisible(is_own)
        self._singled.setVisible(view is View.AROUND and not is_empty)
        is_table = self.as_table.isChecked()
        self.table.setVisible(is_table)
        self.chart.setVisible(not is_table)
        if found is not None and not is_empty:
            if view is View.TIMELINE:
                self._show_timeline(found)
            else:
                self._show_around(found)

    def _show_timeline(self, found: Series) -> None:
        own = (self.first_day.day, self.last_day.day)
        span = span_of(Range(self.range.value), found, own)
        subject = _subject(found)
        said = ChartWords(
            words.timeline_title(subject.title, span),
            words.timeline_description(subject, _inside(found, span), found.treatments),
            f"{found.instrument.code}-timeline",
        )
        self._draw(partial(_draw_timeline, found, span), said)
        self.table.show_rows(*timeline_table(found.day_values, span))

    def _show_around(self, found: Series) -> None:
        subject = _subject(found)
        said = ChartWords(
            words.around_title(subject),
            words.around_description(subject, found.around),
            f"{found.instrument.code}-around",
        )
        self._draw(partial(_draw_around, found, self.singled.value or None), said)
        self.table.show_rows(*around_table(found.around))

    def _draw(self, draw: Draw, said: ChartWords) -> None:
        self.chart.show_chart(draw, said)
        self.table.setAccessibleDescription(said.name)


def _reckon(
    number: int,
    journal: Journal,
    built_in: Mapping[str, Instrument],
    chosen: LoggedSeries,
    score: str,
    clock: Clock,
    progress: Progress | None,
) -> tuple[int, Series]:
    """Read one series and its figures; `number` comes back with it."""
    if progress is not None:
        progress.stop_if_cancelled()
    with journal.read() as session:
        today = day_of(clock(), journal_settings(session).day_ends_at)
        found = series(
            session,
            built_in,
            chosen.instrument,
            score,
            chosen.rater,
            today,
            is_sample=journal.is_sample,
        )
    return number, found


def _subject(found: Series) -> words.Subject:
    return words.subject(found.instrument, found.score, found.rater, is_sample=found.is_sample)


def _inside(found: Series, span: tuple[date, date]) -> tuple[DayValue, ...]:
    return tuple(one for one in found.day_values if span[0] <= one.day <= span[1])


def _draw_timeline(
    found: Series, span: tuple[date, date], figure: "Figure", palette: "Palette", scale: float
) -> Artists:
    from journal.charts.timeline import draw_timeline

    return draw_timeline(
        figure, _subject(found), found.day_values, found.treatments, span, palette, scale
    )


def _draw_around(
    found: Series, singled: str | None, figure: "Figure", palette: "Palette", scale: float
) -> Artists:
    from journal.charts.around import draw_around

    return draw_around(
        figure, _subject(found), found.around, palette, highlight=singled, scale=scale
    )


def _fill(body: PageBody) -> None:
    """Let the column take the whole height of the page, as a chart needs it."""
    content = body.widget()
    column = None if content is None else content.layout()
    if isinstance(column, QVBoxLayout):
        column.setStretchFactor(body.column, 1)


def _nothing_logged() -> EmptyState:
    return EmptyState(
        Icon.TRAJECTORIES,
        translate("Trajectories", "Nothing to draw yet"),
        translate(
            "Trajectories",
            "Log a day under “Today”, and its course begins here. Days kept in a spreadsheet can "
            "be brought in.",
        ),
        translate("Trajectories", "Bring in a spreadsheet"),
    )


def _no_treatment() -> EmptyState:
    return EmptyState(
        Icon.TREATMENTS,
        translate("Trajectories", "No completed treatment yet"),
        translate(
            "Trajectories",
            "Once one took place, the days before and after it are drawn here.",
        ),
    )
