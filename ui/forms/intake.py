"""The form of one intake: which medicine, when, how much in words.

An `IntakeEntry` goes in and comes out. A new one is filled in so that Enter alone is enough: the
medicine taken last, the time now, the amount of the last time.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from journal.days import DAY_ENDS_AT, Clock, Instant, day_of
from journal.medicines import IntakeEntry, MedicineEntry, last_intake, to_choose_from
from ui import look, words
from ui.forms.clock import clock_of, instant_on
from ui.forms.medicine import LONGEST_AMOUNT
from ui.icons import Icon
from ui.widgets.button import Button, Weight
from ui.widgets.button_row import button_row
from ui.widgets.entry_fields import ClockField, DayField, Labelled
from ui.widgets.segments import Segments
from ui.widgets.text import Text

translate = QCoreApplication.translate

_DIGITS = 9
"""So many medicines have a key of their own."""


@dataclass(frozen=True)
class Shelf:
    """What the form chooses from: the medicines there are, and the intakes logged so far."""

    medicines: Sequence[MedicineEntry] = ()
    intakes: Sequence[IntakeEntry] = ()

    def offered(self, day: date, chosen: str) -> tuple[MedicineEntry, ...]:
        """The medicines of a day and the one chosen already; all where the day has none."""
        on_day = to_choose_from(self.medicines, self.intakes, day)
        if not on_day:
            return tuple(self.medicines)
        kept = [one for one in self.medicines if one.id == chosen and one not in on_day]
        return (*on_day, *kept)

    def medicine(self, medicine_id: str) -> MedicineEntry | None:
        """The medicine of that id."""
        return next((one for one in self.medicines if one.id == medicine_id), None)


class IntakeForm(QWidget):
    """Digits and arrow keys choose the medicine, Enter saves.

    `kept` carries an `IntakeEntry`; `closed` is sent when the person leaves the form,
    `other_wanted` when the medicine is none of those offered, and `changed` with each change. With
    `asks_for_day` the day can be changed too.
    """

    kept = Signal(object)
    closed = Signal()
    other_wanted = Signal()
    changed = Signal()

    def __init__(
        self, clock: Clock, parent: QWidget | None = None, *, asks_for_day: bool = False
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._shelf = Shelf()
        self._entry = IntakeEntry("", None)
        self._before = clock()
        self._day_ends_at = DAY_ENDS_AT
        self._filled_in: str | None = ""
        self._is_time_said = False
        self.medicine: Segments | None = None
        self._offered: tuple[MedicineEntry, ...] = ()
        self.day = DayField(translate("IntakeForm", "Day"))
        self.at = ClockField(translate("IntakeForm", "Time"))
        self.amount = QLineEdit()
        self.amount.setMaxLength(LONGEST_AMOUNT)
        self.problem = Text()
        self.save = Button(translate("IntakeForm", "Save"), Icon.CHECK, Weight.MAIN)
        self.other = Button(translate("IntakeForm", "Another medicine"), Icon.PLUS, Weight.QUIET)
        self.close_button = Button(translate("IntakeForm", "Cancel"), weight=Weight.QUIET)
        self._lay_out(asks_for_day=asks_for_day)
        self._connect()

    def begin(
        self,
        day: date,
        shelf: Shelf,
        entry: IntakeEntry | None = None,
        day_ends_at: time = DAY_ENDS_AT,
    ) -> None:
        """Ask for a new intake of a day, or show one that is kept or was begun before."""
        self._day_ends_at = day_ends_at
        last = last_intake(shelf.intakes)
        self._entry = entry or IntakeEntry("" if last is None else last.medicine_id, None)
        self._is_time_said = entry is None or entry.taken_at is not None
        self._before = at = self._entry.taken_at or self._clock()
        with QSignalBlocker(self.at):
            self.at.set_clock(clock_of(at))
        is_kept = self._entry.taken_at is not None
        self.day.set_day(day_of(at, day_ends_at) if is_kept else day)
        self._filled_in = self._entry.amount if entry is None else None
        self.amount.setText(self._entry.amount)
        self._choose_from(shelf, self._entry.medicine_id)
        self.problem.hide()

    def set_shelf(self, shelf: Shelf) -> None:
        """Offer other medicines; what was chosen and typed stays."""
        self._choose_from(shelf, self._chosen())

    def choose(self, medicine_id: str) -> None:
        """Choose a medicine, as the person would."""
        self._choose_from(self._shelf, medicine_id)
        self.changed.emit()

    def value(self) -> IntakeEntry:
        """The intake as it stands in the form."""
        return dataclasses.replace(
            self._entry,
            medicine_id=self._chosen(),
            taken_at=self._taken_at() if self._is_time_said else None,
            amount=self.amount.text().strip(),
        )

    def submit(self) -> None:
        """Send `kept`, or say what stands in the way."""
        entry = self.value()
        is_to_come = entry.taken_at is not None and entry.taken_at.utc > self._clock().utc
        self.problem.setText(self._to_come_words() if is_to_come else "")
        self.problem.setVisible(is_to_come)
        self.at.setAccessibleDescription(self.problem.text())
        if is_to_come:
            self.at.setFocus()
        elif entry.medicine_id:
            self.kept.emit(entry)

    def take_focus(self) -> None:
        """Put the keyboard on the medicine that is chosen."""
        if self.medicine is not None:
            self.medicine.take_focus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses a medicine; Enter saves, wherever it means nothing else."""
        place = event.key() - Qt.Key.Key_1.value
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        elif 0 <= place < min(len(self._offered), _DIGITS) and not _is_command(event):
            self.choose(self._offered[place].id or "")
            self.take_focus()
        else:
            event.ignore()

    def _lay_out(self, *, asks_for_day: bool) -> None:
        self._choices = QVBoxLayout()
        fields = QHBoxLayout()
        fields.setSpacing(look.LARGE)
        day = Labelled(translate("IntakeForm", "Day"), self.day)
        if not asks_for_day:
            day.hide()
        fields.addWidget(day)
        self._time = Labelled(translate("IntakeForm", "Time"), self.at)
        fields.addWidget(self._time)
        fields.addWidget(Labelled(translate("IntakeForm", "Amount, in words"), self.amount), 1)
        buttons = button_row(self.save, self.close_button, apart=self.other)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.MEDIUM)
        column.addLayout(self._choices)
        column.addLayout(fields)
        column.addWidget(self.problem)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.day.changed.connect(self._change_day)
        self.at.timeChanged.connect(self._change_time)
        self.save.clicked.connect(self.submit)
        self.close_button.clicked.connect(self.closed)
        self.other.clicked.connect(self.other_wanted)
        self.amount.textChanged.connect(self._tell)

    def _chosen(self) -> str:
        return "" if self.medicine is None else self.medicine.value

    def _choose_from(self, shelf: Shelf, chosen: str) -> None:
        self._shelf = shelf
        offered = shelf.offered(self.day.day, chosen)
        if self.medicine is None or offered != self._offered:
            self._make_choices(offered)
        if self.medicine is not None and any(one.id == chosen for one in offered):
            self.medicine.set_value(chosen)
        self._fill_in_amount()

    def _make_choices(self, offered: tuple[MedicineEntry, ...]) -> None:
        """A row of the medicines, each behind the digit that chooses it."""
        had_focus = self.medicine is not None and self.medicine.isAncestorOf(self.focusWidget())
        if self.medicine is not None:
            self._choices.removeWidget(self.medicine)
            self.medicine.hide()
            self.medicine.deleteLater()
            self.medicine = None
        self._offered = offered
        if offered:
            choices = [
                (one.id or "", f"{number}  {one.name}" if number <= _DIGITS else one.name)
                for number, one in enumerate(offered, 1)
            ]
            self.medicine = Segments(choices, translate("IntakeForm", "Medicine"))
            self.medicine.chosen.connect(self._fill_in_amount)
            self.medicine.chosen.connect(self._tell)
            self._choices.addWidget(self.medicine)
            self._set_tab_order(self.medicine)
        if had_focus:
            self.take_focus()

    def _set_tab_order(self, medicine: Segments) -> None:
        """New buttons would come behind all the fields that were there before."""
        stops = (
            *medicine.segments,
            self.day.edit,
            self.day.pick,
            self.at,
            self.amount,
            self.save,
            self.close_button,
            self.other,
        )
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    def _fill_in_amount(self) -> None:
        """The amount of the last time, unless the person said another."""
        known = self._shelf.medicine(self._chosen())
        self.amount.setPlaceholderText("" if known is None else known.amount)
        if self.amount.text() == self._filled_in:
            last = last_intake(self._shelf.intakes, self._chosen())
            self._filled_in = "" if last is None else last.amount
            self.amount.setText(self._filled_in)

    def _change_day(self) -> None:
        self._is_time_said = True
        self._choose_from(self._shelf, self._chosen())
        self.changed.emit()

    def _change_time(self) -> None:
        self._is_time_said = True
        self.changed.emit()

    def _tell(self) -> None:
        self.changed.emit()

    def _taken_at(self) -> Instant:
        return instant_on(self.day.day, self.at.clock, self._before, self._day_ends_at)

    def _to_come_words(self) -> str:
        if self.at.clock < self._day_ends_at:
            return translate(
                "IntakeForm",
                "That is still to come, as the day goes on until {clock}. For the night before, "
                "choose the day before.",
            ).format(clock=words.clock(self._day_ends_at))
        return translate(
            "IntakeForm", "That is still to come. Please change the time, or choose another day."
        )


def _is_command(event: QKeyEvent) -> bool:
    command = Qt.KeyboardModifier
    held = command.ControlModifier | command.AltModifier | command.MetaModifier
    return bool(event.modifiers() & held)
