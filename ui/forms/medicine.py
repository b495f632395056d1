"""The form of one medicine: a `MedicineEntry` goes in, a `MedicineEntry` comes out.

The amount is words, as the clinic told it, and nothing is reckoned from it.
"""

import dataclasses
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from journal.medicines import MedicineEntry
from journal.records import MedicineKind
from ui import look
from ui.icons import Icon
from ui.widgets.button import Button, Weight
from ui.widgets.button_row import button_row
from ui.widgets.entry_fields import DayField, Labelled
from ui.widgets.segments import Segments
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate

LONGEST_NAME = 120
LONGEST_AMOUNT = 200
"""The most characters of a name, and of an amount in words."""


def kind_words(kind: MedicineKind) -> str:
    """What a kind of medicine is called."""
    known = {
        MedicineKind.BENZODIAZEPINE: translate("MedicineForm", "benzodiazepine"),
        MedicineKind.ANTIDEPRESSANT: translate("MedicineForm", "antidepressant"),
        MedicineKind.MOOD_STABILISER: translate("MedicineForm", "mood stabiliser"),
        MedicineKind.BETA_BLOCKER: translate("MedicineForm", "beta blocker"),
        MedicineKind.OTHER: translate("MedicineForm", "other"),
    }
    return known[kind]


class MedicineForm(QWidget):
    """`kept` carries the entry once nothing in it is refused; `cancelled` asks to leave it.

    `changed` is sent when something in the form is another than before.
    """

    kept = Signal(object)
    cancelled = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry = MedicineEntry("", MedicineKind.OTHER)
        self.name, self.amount = QLineEdit(), QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.amount.setMaxLength(LONGEST_AMOUNT)
        self.kind = Segments(
            [(kind, kind_words(kind)) for kind in MedicineKind], translate("MedicineForm", "Kind")
        )
        self.has_begun = QCheckBox(translate("MedicineForm", "Taken since"))
        self.from_day = DayField(translate("MedicineForm", "First day"))
        self.has_ended = QCheckBox(translate("MedicineForm", "Taken until"))
        self.to_day = DayField(translate("MedicineForm", "Last day"))
        self.days_said = Text()
        self.save = Button(translate("MedicineForm", "Save"), Icon.CHECK, Weight.MAIN)
        self.cancel = Button(translate("MedicineForm", "Cancel"), weight=Weight.QUIET)
        self._lay_out()
        self._connect()

    def show_entry(self, entry: MedicineEntry, today: date) -> None:
        """Show a medicine, a new one or one that is kept already."""
        self._entry = entry
        self.name.setText(entry.name)
        self.amount.setText(entry.amount)
        self.kind.set_value(entry.kind)
        for box, field, day in (
            (self.has_begun, self.from_day, entry.from_day),
            (self.has_ended, self.to_day, entry.to_day),
        ):
            box.setChecked(day is not None)
            field.setEnabled(day is not None)
            field.set_day(today if day is None else day)
        self._name.say("")
        self._say_days("")

    def value(self) -> MedicineEntry:
        """The medicine as it stands in the form."""
        return dataclasses.replace(
            self._entry,
            name=self.name.text().strip(),
            kind=MedicineKind(self.kind.value),
            amount=self.amount.text().strip(),
            from_day=self.from_day.day if self.has_begun.isChecked() else None,
            to_day=self.to_day.day if self.has_ended.isChecked() else None,
        )

    def submit(self) -> None:
        """Send `kept`, or say what stands in the way."""
        entry = self.value()
        self._name.say("" if entry.name else translate("MedicineForm", "Please give it a name."))
        begin, end = entry.from_day, entry.to_day
        is_turned = begin is not None and end is not None and end < begin
        self._say_days(
            translate(
                "MedicineForm",
                "It would end before it began. Please change one of the two days.",
            )
            if is_turned
            else ""
        )
        if not entry.name:
            self.name.setFocus()
        elif is_turned:
            self.to_day.edit.setFocus()
        else:
            self.kept.emit(entry)

    def take_focus(self) -> None:
        """Put the cursor into the name."""
        self.name.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, wherever it means nothing else."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            event.ignore()

    def _lay_out(self) -> None:
        self._name = Labelled(translate("MedicineForm", "Name"), self.name)
        amount = Labelled(
            translate("MedicineForm", "Amount, in words"),
            self.amount,
            hint=translate("MedicineForm", "As the clinic told it, such as “10 mg when needed”."),
        )
        first = QHBoxLayout()
        first.setSpacing(look.LARGE)
        first.addWidget(self._name, 1)
        first.addWidget(amount, 1)
        days = QGridLayout()
        days.setHorizontalSpacing(look.INNER)
        days.setVerticalSpacing(look.SMALL)
        days.setColumnStretch(2, 1)
        for row, (box, field) in enumerate(
            ((self.has_begun, self.from_day), (self.has_ended, self.to_day))
        ):
            days.addWidget(box, row, 0, Qt.AlignmentFlag.AlignVCenter)
            days.addWidget(field, row, 1)
        self._days_hint = second_line(
            translate(
                "MedicineForm",
                "Leave “since” empty when the first day is not known, and “until” while it is "
                "still taken.",
            )
        )
        buttons = button_row(self.save, self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.MEDIUM)
        column.addLayout(first)
        column.addWidget(Labelled(translate("MedicineForm", "Kind"), self.kind))
        column.addLayout(days)
        column.addWidget(self._days_hint)
        column.addWidget(self.days_said)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.has_begun.toggled.connect(self.from_day.setEnabled)
        self.has_ended.toggled.connect(self.to_day.setEnabled)
        self.kind.chosen.connect(self._tell)
        for line in (self.name, self.amount):
            line.textChanged.connect(self._tell)
        for box, day in ((self.has_begun, self.from_day), (self.has_ended, self.to_day)):
            box.toggled.connect(self._tell)
            day.changed.connect(self._tell)
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.cancelled)

    def _tell(self) -> None:
        self.changed.emit()

    def _say_days(self, text: str) -> None:
        self.days_said.setText(text)
        self.days_said.setVisible(bool(text))
        self._days_hint.setVisible(not text)
        self.to_day.edit.setAccessibleDescription(text)
