"""The page: what has happened since the last visit, the questions to ask, and the visits.

`top` is the place for what has happened since the last visit; the questions and the visits
follow below it.
"""

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal.side_effect_terms import load_vocabulary
from journal.store import Journal
from ui import look, words
from ui.icons import Icon
from ui.pages.visits.clinic_questions import QuestionsPanel
from ui.pages.visits.since_visit_card import SinceVisitCard
from ui.pages.visits.visit_list import VisitsPanel
from ui.surroundings import Surroundings
from ui.widgets.button import Button, Weight
from ui.widgets.flow import Flow
from ui.widgets.page_body import PageBody, PageHead

translate = QCoreApplication.translate


class VisitsPage(QWidget):
    """`failed` carries an error of saving; `appointment_wanted` asks for the whole screen."""

    kinds = QuestionsPanel.kinds | VisitsPanel.kinds | SinceVisitCard.kinds
    failed = Signal(object)
    appointment_wanted = Signal()

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal: Journal | None = None
        self.mark = Button(translate("Visits", "Mark today as a visit"), Icon.CHECK, Weight.MAIN)
        self.present = Button(translate("Visits", "Show at the appointment (F11)"), Icon.SCREEN)
        self.head = PageHead(translate("Visits", "Visits"), beside=Flow((self.present, self.mark)))
        self.since = SinceVisitCard(surroundings, load_vocabulary())
        self.top = QVBoxLayout()
        self.top.addWidget(self.since)
        self.questions = QuestionsPanel(surroundings.clock)
        self.visits = VisitsPanel(surroundings.clock)
        self._lay_out()
        self._connect()

    def open(self, journal: Journal) -> None:
        """Show a journal."""
        self._journal = journal
        self.since.open(journal)
        self.questions.open(journal)
        self.visits.open(journal)

    def refresh(self) -> None:
        """Read everything again; what is being written stays."""
        self.since.refresh()
        self.questions.refresh()
        self.visits.refresh()

    def show_record(self, record_id: str) -> None:
        """Open a visit or a question to be changed."""
        if not self.visits.show_record(record_id):
            self.questions.show_record(record_id)

    def flush(self) -> None:
        """Keep what was typed a moment ago, now."""
        self.questions.flush()
        self.visits.flush()

    def _lay_out(self) -> None:
        self.top.setSpacing(look.MEDIUM)
        self._body = PageBody(translate("Visits", "Visits"))
        self._body.column.addWidget(self.head)
        self._body.column.addLayout(self.top)
        self._body.column.addWidget(self.questions)
        self._body.column.addWidget(self.visits)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)

    def _connect(self) -> None:
        self.mark.clicked.connect(self.visits.mark_today)
        self.present.clicked.connect(self.appointment_wanted)
        self.visits.shown.connect(self._show_head)
        for panel in (self.questions, self.visits):
            panel.failed.connect(self.failed)
            panel.focus_moved.connect(self._show_focus_soon)
        self._body.verticalScrollBar().rangeChanged.connect(self._show_focus_soon)

    def _show_focus_soon(self) -> None:
        """Scroll to what has the keyboard, once it has its place."""
        QTimer.singleShot(0, self, self._show_focus)

    def _show_focus(self) -> None:
        """Also after something above has grown or shrunk, unless the keyboard is elsewhere."""
        focused = self.focusWidget()
        if focused is not None:
            for panel in (self.questions, self.visits):
                if panel.form.isAncestorOf(focused):
                    self._body.ensureWidgetVisible(panel.form, 0, look.WIDE)
                if panel.isAncestorOf(focused):
                    self._body.ensureWidgetVisible(focused, 0, look.WIDE)

    def _show_head(self) -> None:
        """Say when the last visit was; a day is marked once."""
        today = self.visits.today
        last = next((one for one in self.visits.visits if one.day <= today), None)
        if last is None:
            second = translate("Visits", "Mark the days on which you saw the clinic.")
        else:
            day, since = words.short_day(last.day, today), (today - last.day).days
            second = translate("Visits", "Last visit: {day}").format(day=day)
            if since > 1:
                ago = translate("Visits", "%n days ago", "", since)
                second = f"{second}, {ago}"
        self.head.set_words(translate("Visits", "Visits"), second)
        is_marked = last is not None and last.day == today
        can_write = self._journal is not None and not self._journal.is_read_only
        self.mark.setVisible(can_write and not is_marked)
