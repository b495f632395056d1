"""Records thrown away in one copy of the journal and changed in another: each with both sides."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from journal.history.deciding import decide
from journal.store import Journal
from journal.undecided import UndecidedRecord
from ui import look
from ui.attempt import attempt
from ui.icons import Icon
from ui.pages.diary.words import (
    changed_words,
    decided_words,
    deciding_second,
    differences_words,
    thrown_away_words,
)
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.flow import Flow
from ui.widgets.tab_order import put_in_reading_order
from ui.widgets.text import Text, second_line, section_heading

translate = QCoreApplication.translate


class UndecidedCard(Card):
    """One record, its two sides in words, and the two answers."""

    kept = Signal()
    deleted = Signal()

    def __init__(self, record: UndecidedRecord, *, can_write: bool) -> None:
        super().__init__(record.title, deciding_second(record))
        self.record = record
        self.keep = Button(translate("Diary", "Keep it"), Icon.CHECK)
        self.delete = Button(translate("Diary", "Delete it"), Icon.TRASH)
        for button in (self.keep, self.delete):
            name = translate("Diary", "{action}: {record}")
            button.setAccessibleName(name.format(action=button.text(), record=record.title))
        self.body.addWidget(section_heading(translate("Diary", "Changed in one copy")))
        self.body.addWidget(Text(changed_words(record)))
        differences = differences_words(record.differences)
        if differences:
            self.body.addWidget(Text(differences))
        self.body.addSpacing(look.TIGHT)
        self.body.addWidget(section_heading(translate("Diary", "Deleted in another copy")))
        self.body.addWidget(Text(thrown_away_words(record)))
        self.answers = Flow((self.keep, self.delete))
        self.answers.setVisible(can_write)
        self.body.addSpacing(look.TIGHT)
        self.body.addWidget(self.answers)
        self.keep.clicked.connect(self.kept)
        self.delete.clicked.connect(self.deleted)


class Deciding(QScrollArea):
    """Cards one below the other. `said` carries what was done, `failed` an error of saving."""

    said = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("Diary", "Records to decide about"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._journal: Journal | None = None
        self.cards: list[UndecidedCard] = []

    def show_records(self, journal: Journal, records: Sequence[UndecidedRecord]) -> None:
        """Show what waits for a decision in a journal."""
        self._journal = journal
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.MEDIUM)
        column.addWidget(
            second_line(
                translate(
                    "Diary",
                    "Until you decide, each stays in the journal as it was changed. What you "
                    "delete goes to the trash. Every copy of the journal takes over what you "
                    "decide.",
                )
            )
        )
        self.cards = [
            UndecidedCard(record, can_write=not journal.is_read_only) for record in records
        ]
        for card in self.cards:
            card.kept.connect(self._keep)
            card.deleted.connect(self._delete)
            column.addWidget(card)
        column.addStretch(1)
        top = self.verticalScrollBar().value()
        before = self.takeWidget()
        if before is not None:  # it may hold the button that was just pressed
            before.hide()
            before.deleteLater()
        self.setWidget(content)
        put_in_reading_order(content)
        self.verticalScrollBar().setValue(top)

    def take_focus(self) -> None:
        """Put the keyboard on the first answer."""
        if self.cards and not self.isHidden():
            self.cards[0].keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        label = translate("Diary", "Keep a record deleted in another copy")
        self._decide(label, is_kept=True)

    def _delete(self) -> None:
        label = translate("Diary", "Delete a record changed in another copy")
        self._decide(label, is_kept=False)

    def _decide(self, label: str, *, is_kept: bool) -> None:
        card = self.sender()
        if not isinstance(card, UndecidedCard):
            return
        record = card.record
        work = partial(decide, kind=record.kind, record_id=record.id, is_kept=is_kept)
        if attempt(self._journal, label, work, self.failed.emit):
            self.said.emit(decided_words(record, is_kept=is_kept))
            self.take_focus()
