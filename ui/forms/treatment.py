"""The form of one treatment: a `TreatmentEntry` goes in, a `TreatmentEntry` comes out.

Numbers are kept as the clinic told them: the amount is never converted, and one outside the usual
range is only asked about.
"""

import dataclasses
from collections.abc import Callable
from datetime import time

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from journal.days import DAY_ENDS_AT, Clock
from journal.limits import Finding, Limits
from journal.records import Phase, Route, Status, Unit
from journal.treatments import TreatmentEntry
from ui import look, words
from ui.forms.clock import clock_of, instant_on
from ui.forms.note import TextField
from ui.icons import Icon
from ui.widgets.button import Button, Weight
from ui.widgets.entry_fields import ChoiceField, ClockField, DayField, Labelled
from ui.widgets.number_field import NumberField
from ui.widgets.segments import Segments

translate = QCoreApplication.translate

_MOST_MINUTES = 1440
_MOST_COURSES = 99
_AMOUNT_ROOM = 100_000


class TreatmentForm(QWidget):
    """`kept` carries the entry once nothing in it is refused; `cancelled` asks to leave it.

    `changed` is sent when something in the form is another than before.
    """

    kept = Signal(object)
    cancelled = Signal()
    changed = Signal()

    def __init__(self, limits: Limits, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limits = limits
        self._clock = clock
        self._entry: TreatmentEntry | None = None
        self._day_ends_at = DAY_ENDS_AT
        self._is_status_chosen = False
        self._make_fields()
        self._lay_out()
        self._connect()

    def show_entry(self, entry: TreatmentEntry, day_ends_at: time = DAY_ENDS_AT) -> None:
        """Show a treatment, a new one or one that is kept already."""
        self._entry = entry
        self._day_ends_at = day_ends_at
        self._is_status_chosen = entry.id is not None
        self._fill_in(entry)
        self._follow_the_clock()
        self._check()

    def show_typed(self, entry: TreatmentEntry) -> None:
        """Lay over the one that is shown what was made of it before and not saved."""
        self._is_status_chosen = True
        self._fill_in(entry)
        self._check()

    def _fill_in(self, entry: TreatmentEntry) -> None:
        self.status.set_value(entry.status)
        self.day.set_day(entry.day)
        self.start.set_clock(clock_of(entry.start))
        self.minutes.set_value(entry.minutes)
        self.substance.setText(entry.substance)
        self.route.set_value(entry.route or "")
        self.amount.set_value(entry.amount)
        self.unit.set_value(entry.unit or "")
        self.phase.set_value(entry.phase or "")
        self.course.set_value(entry.course)
        self.clinic.setText(entry.clinic)
        self.companion.setText(entry.companion)
        self.cost.setText(entry.cost)
        self.note.setPlainText(entry.note)

    def take_focus(self) -> None:
        """Put the cursor into the date."""
        self.day.edit.setFocus()

    def value(self) -> TreatmentEntry:
        """The treatment as it stands in the form."""
        if self._entry is None:
            raise RuntimeError("nothing was shown yet")
        minutes, course, amount = self.minutes.value, self.course.value, self.amount.value
        start = instant_on(self.day.day, self.start.clock, self._entry.start, self._day_ends_at)
        return dataclasses.replace(
            self._entry,
            start=start,
            day=self.day.day,
            status=Status(self.status.value),
            phase=Phase(self.phase.value) if self.phase.value else None,
            course=None if course is None else round(course),
            substance=self.substance.text().strip(),
            route=Route(self.route.value) if self.route.value else None,
            amount=amount,
            unit=Unit(self.unit.value) if self.unit.value and amount is not None else None,
            minutes=None if minutes is None else round(minutes),
            clinic=self.clinic.text().strip(),
            companion=self.companion.text().strip(),
            cost=self.cost.text().strip(),
            note=self.note.toPlainText().strip(),
        )

    @property
    def is_refused(self) -> bool:
        """Whether something in the form is surely a typing error, or not said yet."""
        return self._finding() is Finding.REFUSED

    @property
    def said(self) -> str:
        """What is said about the amount; empty when nothing is."""
        return self._amount.said

    def submit(self) -> None:
        """Send `kept`, or stay at what is refused."""
        self._check()
        if self.is_refused:
            (self.amount if self.unit.value else self.unit).setFocus()
        else:
            self.kept.emit(self.value())

    def _make_fields(self) -> None:
        self.status = Segments(
            [(word, _status_words(word)) for word in Status],
            translate("TreatmentForm", "Where it stands"),
        )
        self.day = DayField(translate("TreatmentForm", "Day"))
        self.start = ClockField(translate("TreatmentForm", "Start"))
        self.minutes = NumberField(1, _MOST_MINUTES)
        self.route = ChoiceField(
            "", [("", translate("TreatmentForm", "not said")), *_choices(Route, words.route)]
        )
        self.substance = QLineEdit()
        self.amount = NumberField(0, _AMOUNT_ROOM, 0.01)
        unset = ("", translate("TreatmentForm", "which unit"))
        units = [unset, *((unit.value, unit.value) for unit in Unit)]
        self.unit = ChoiceField(translate("TreatmentForm", "Unit of the amount"), units)
        self.phase = ChoiceField(
            "", [("", translate("TreatmentForm", "not said")), *_choices(Phase, words.phase)]
        )
        self.course = NumberField(1, _MOST_COURSES)
        self.course.setPlaceholderText(translate("TreatmentForm", "auto"))
        self.clinic, self.companion, self.cost = QLineEdit(), QLineEdit(), QLineEdit()
        self.note = TextField(translate("TreatmentForm", "Note"))

    def _lay_out(self) -> None:
        self._amount = Labelled(
            translate("TreatmentForm", "Amount, as the clinic told it"), self.amount, self.unit
        )
        minutes = Labelled(translate("TreatmentForm", "Minutes it runs"), self.minutes)
        course = Labelled(
            translate("TreatmentForm", "Course"),
            self.course,
            hint=translate(
                "TreatmentForm", "Left empty, a new course begins after a break of 60 days."
            ),
        )
        start = Labelled(translate("TreatmentForm", "Start"), self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.MEDIUM)
        column.addWidget(self.status)
        column.addLayout(
            _row(
                (Labelled(translate("TreatmentForm", "Day"), self.day), 0), (start, 0), (minutes, 1)
            )
        )
        column.addLayout(
            _row(
                (Labelled(translate("TreatmentForm", "Given"), self.route), 1),
                (Labelled(translate("TreatmentForm", "Substance"), self.substance), 1),
                (self._amount, 1),
            )
        )
        column.addLayout(
            _row(
                (Labelled(translate("TreatmentForm", "Phase"), self.phase), 1),
                (course, 1),
                (QWidget(), 1),
            )
        )
        column.addLayout(
            _row(
                (Labelled(translate("TreatmentForm", "Clinic"), self.clinic), 1),
                (Labelled(translate("TreatmentForm", "Who brings me home"), self.companion), 1),
                (Labelled(translate("TreatmentForm", "Cost"), self.cost), 1),
            )
        )
        column.addWidget(Labelled(translate("TreatmentForm", "Note"), self.note))
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        self.save = Button(translate("TreatmentForm", "Save"), Icon.CHECK, Weight.MAIN)
        self.cancel = Button(translate("TreatmentForm", "Cancel"), weight=Weight.QUIET)
        row = QHBoxLayout()
        row.setSpacing(look.SMALL)
        row.addWidget(self.save)
        row.addWidget(self.cancel)
        row.addStretch()
        return row

    def _connect(self) -> None:
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.cancelled)
        self.status.chosen.connect(self._choose_status)
        self.day.changed.connect(self._follow_the_clock)
        self.start.timeChanged.connect(self._follow_the_clock)
        self.amount.changed.connect(self._check)
        for field in (self.route, self.unit):
            field.currentIndexChanged.connect(self._check)
        for line in (self.substance, self.clinic, self.companion, self.cost):
            line.returnPressed.connect(self.submit)
        self.substance.textChanged.connect(self._check)
        self.note.submitted.connect(self.submit)
        self._tell_of_changes()

    def _tell_of_changes(self) -> None:
        self.status.chosen.connect(self._tell)
        self.day.changed.connect(self._tell)
        self.start.timeChanged.connect(self._tell)
        for number in (self.minutes, self.amount, self.course):
            number.changed.connect(self._tell)
        for choice in (self.route, self.unit, self.phase):
            choice.currentIndexChanged.connect(self._tell)
        for text in (self.substance, self.clinic, self.companion, self.cost, self.note):
            text.textChanged.connect(self._tell)

    def _tell(self) -> None:
        self.changed.emit()

    def _choose_status(self) -> None:
        self._is_status_chosen = True

    def _follow_the_clock(self) -> None:
        """A new treatment is planned or took place by its time, until the person says which."""
        if self._is_status_chosen or self._entry is None:
            return
        is_past = self.value().start.utc <= self._clock().utc
        self.status.set_value(Status.COMPLETED if is_past else Status.PLANNED)

    def _finding(self) -> Finding:
        amount, unit = self.amount.value, self.unit.value
        if amount is None:
            return Finding.TAKEN
        if not unit:
            return Finding.REFUSED
        return self._limits.dose(amount, unit, self.route.value or None, self.substance.text())

    def _check(self) -> None:
        finding = self._finding()
        if finding is Finding.TAKEN:
            self._amount.say("")
        elif finding is Finding.ASKED:
            self._amount.say(
                translate("TreatmentForm", "Please check this number. It is kept as you typed it.")
            )
        elif not self.unit.value:
            self._amount.say(translate("TreatmentForm", "Please choose the unit."))
        else:
            self._amount.say(
                translate(
                    "TreatmentForm",
                    "An amount is above 0 and at most {most} {unit}. Please check what was typed.",
                ).format(most=f"{self._limits.most[self.unit.value]:g}", unit=self.unit.value)
            )


def _choices(kind: type[Route] | type[Phase], say: Callable[[str], str]) -> list[tuple[str, str]]:
    return [(word.value, say(word.value)) for word in kind]


def _status_words(status: Status) -> str:
    known = {
        Status.PLANNED: translate("TreatmentForm", "Planned"),
        Status.COMPLETED: translate("TreatmentForm", "Took place"),
        Status.CANCELLED: translate("TreatmentForm", "Cancelled"),
    }
    return known[status]


def _row(*parts: tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(look.LARGE)
    for widget, stretch in parts:
        row.addWidget(widget, stretch)
    return row
