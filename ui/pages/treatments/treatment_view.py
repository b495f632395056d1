"""One treatment, opened: what was said about it, its day, what came after, its side effects."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from journal.limits import Limits
from journal.records import Status
from journal.side_effect_terms import Vocabulary
from journal.store import Journal
from ui import look
from ui.icons import Icon
from ui.pages.side_effects import SideEffectsPanel
from ui.pages.treatment_day import TreatmentDayPanel
from ui.pages.treatments.listed import (
    Listed,
    Treatments,
    detail_words,
    reading_words,
    second_words,
    title_words,
)
from ui.pages.treatments.treatment_card import TreatmentCardPanel
from ui.surroundings import Surroundings
from ui.widgets.button import Button, Weight
from ui.widgets.card import Card
from ui.widgets.flow import Flow
from ui.widgets.page_body import PageHead
from ui.widgets.text import Text

translate = QCoreApplication.translate


class Pairs(QWidget):
    """Labels and values, the labels in one column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts: list[Text] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.LARGE)
        self._grid.setVerticalSpacing(look.SMALL)
        self._grid.setColumnStretch(1, 1)

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show other pairs."""
        for text in self.texts:
            self._grid.removeWidget(text)
            text.hide()
            text.deleteLater()
        self.texts = []
        for row, (label, value) in enumerate(pairs):
            label_text, value_text = Text(label, muted=True, wraps=False), Text(value)
            label_text.setBuddy(value_text)
            value_text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label_text, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value_text, row, 1)
            self.texts += [label_text, value_text]


class TreatmentView(QWidget):
    """Everything about one treatment.

    `left` asks for the list, `change_wanted` for the form; `status_wanted` carries a `Status`,
    `discard_wanted` asks for the trash, `day_wanted` carries the treatment's day.
    """

    left = Signal()
    change_wanted = Signal()
    status_wanted = Signal(object)
    discard_wanted = Signal()
    day_wanted = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        surroundings: Surroundings,
        limits: Limits,
        vocabulary: Vocabulary,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._instruments = surroundings.instruments
        self._clock = surroundings.clock
        self._journal: Journal | None = None
        self._shown: Listed | None = None
        self.back = Button(translate("Treatments", "All treatments"), Icon.CHEVRON_LEFT)
        self.change = Button(translate("Treatments", "Change"))
        self.took_place = Button(translate("Treatments", "It took place"), Icon.CHECK)
        self.was_cancelled = Button(translate("Treatments", "It was cancelled"))
        self.discard = Button(translate("Treatments", "To the trash"), Icon.TRASH, Weight.QUIET)
        self.head = PageHead()
        self.choices = Flow((self.took_place, self.was_cancelled, self.change, self.discard))
        self.details = Pairs()
        self.details_card = Card(translate("Treatments", "What was said about it"))
        self.details_card.body.addWidget(self.details)
        self.response = TreatmentCardPanel(surroundings, vocabulary)
        self.day = TreatmentDayPanel(surroundings.instruments, limits, surroundings.clock)
        self.effects = SideEffectsPanel(vocabulary, surroundings.clock)
        self.readings = Pairs()
        self.open_day = Button(translate("Treatments", "Open this day"), Icon.CALENDAR)
        self.none_read = Text(translate("Treatments", "No checks logged that day."), muted=True)
        self.readings_card = self._make_readings_card()
        self._lay_out()
        self._connect()

    def open(self, journal: Journal) -> None:
        """Take treatments from a journal."""
        self._journal = journal
        self._shown = None
        self.day.open(journal)
        self.response.open(journal)
        self.effects.open(journal)

    def show_treatment(self, one: Listed, all_treatments: Treatments) -> None:
        """Show one treatment, or show it anew after a change."""
        if self._journal is None or one.entry.id is None:
            return
        is_same = self._shown is not None and self._shown.entry.id == one.entry.id
        self._shown = one
        entry = one.entry
        self.head.set_words(title_words(one), second_words(one, all_treatments.today))
        self.details.show_pairs(detail_words(entry))
        is_planned = entry.status is Status.PLANNED
        is_read_only = self._journal.is_read_only
        self.took_place.setVisible(entry.status is not Status.COMPLETED and not is_read_only)
        self.was_cancelled.setVisible(is_planned and not is_read_only)
        for button in (self.change, self.discard):
            button.setVisible(not is_read_only)
        has_begun = entry.day <= all_treatments.today and entry.status is not Status.CANCELLED
        for widget in (self.day, self.effects, self.readings_card):
            widget.setVisible(has_begun)
        self.response.setVisible(one.number is not None)
        if one.number is not None:
            self.response.show_treatment(entry.day)
        if has_begun:
            self._show_day(one, all_treatments, is_same=is_same)

    def flush(self) -> None:
        """Keep what was typed, now."""
        self.day.flush()
        self.effects.flush()

    def _show_day(self, one: Listed, all_treatments: Treatments, *, is_same: bool) -> None:
        treatment_id = one.entry.id
        if self._journal is None or treatment_id is None:
            return
        self.day.show_treatment(treatment_id)
        if is_same:
            self.effects.refresh()
        else:
            self.effects.show_treatment(treatment_id, one.entry.day)
        with self._journal.read() as session:
            ends_at = all_treatments.day_ends_at
            found = reading_words(session, self._instruments, one.entry.day, ends_at)
        self.readings.show_pairs(found)
        self.readings.setVisible(bool(found))
        self.none_read.setVisible(not found)

    def _make_readings_card(self) -> Card:
        card = Card(translate("Treatments", "Other checks of that day"))
        card.body.addWidget(self.none_read)
        card.body.addWidget(self.readings)
        card.body.addSpacing(look.SMALL)
        card.body.addWidget(self.open_day, 0, Qt.AlignmentFlag.AlignLeading)
        return card

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.MEDIUM)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.head)
        column.addWidget(self.choices)
        # What came after comes first: the day itself is logged on Today's page.
        parts = (self.response, self.day, self.effects, self.readings_card, self.details_card)
        for widget in parts:
            column.addWidget(widget)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.change.clicked.connect(self.change_wanted)
        self.discard.clicked.connect(self.discard_wanted)
        self.took_place.clicked.connect(self._tell_took_place)
        self.was_cancelled.clicked.connect(self._tell_cancelled)
        self.open_day.clicked.connect(self._ask_for_day)
        self.day.failed.connect(self.failed)
        self.effects.failed.connect(self.failed)

    def _tell_took_place(self) -> None:
        self.status_wanted.emit(Status.COMPLETED)

    def _tell_cancelled(self) -> None:
        self.status_wanted.emit(Status.CANCELLED)

    def _ask_for_day(self) -> None:
        if self._shown is not None:
            self.day_wanted.emit(self._shown.entry.day)
