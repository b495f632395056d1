"""One moment of a treatment day: anxiety now, feeling detached, blood pressure and pulse."""

import dataclasses
from collections.abc import Mapping
from datetime import time

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from journal.days import DAY_ENDS_AT, Clock, Instant
from journal.instruments import Instrument
from journal.limits import Finding, Limits, Measure
from journal.treatment_days import ANXIETY, DETACHED, Moment, MomentEntry, fits, time_for
from journal.treatments import TreatmentEntry
from ui import look
from ui.forms.clock import clock_of, instant_on
from ui.widgets.entry_fields import ClockField, Labelled
from ui.widgets.number_field import NumberField
from ui.widgets.text import Text, section_heading
from ui.widgets.value_slider import ValueSlider

translate = QCoreApplication.translate

_MOST = 999


def moment_words(moment: Moment) -> str:
    """The name of a moment."""
    known = {
        Moment.BEFORE: translate("Moment", "Before"),
        Moment.MINUTES_40: translate("Moment", "After 40 minutes"),
        Moment.HOUR_1: translate("Moment", "After 1 hour"),
        Moment.HOURS_2: translate("Moment", "After 2 hours"),
        Moment.EVENING: translate("Moment", "This evening"),
    }
    return known[moment]


class MomentForm(QWidget):
    """A `MomentEntry` goes in and comes out.

    `changed` is sent when the person changes something, `submitted` by Enter after the last
    rating. An untouched moment takes the time at which the first value is typed.
    """

    changed = Signal()
    submitted = Signal()

    def __init__(
        self,
        instruments: Mapping[str, Instrument],
        limits: Limits,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._limits = limits
        self._clock = clock
        self._entry: MomentEntry | None = None
        self._treatment: TreatmentEntry | None = None
        self._day_ends_at = DAY_ENDS_AT
        self._is_untouched = False
        self.title = section_heading("")
        self.at = ClockField(translate("Moment", "Time"))
        self.anxiety = _slider(instruments[ANXIETY])
        self.detached = _slider(instruments[DETACHED])
        self.systolic = NumberField(0, _MOST, name=translate("Moment", "Blood pressure, systolic"))
        self.diastolic = NumberField(
            0, _MOST, name=translate("Moment", "Blood pressure, diastolic")
        )
        self.pulse = NumberField(0, _MOST, name=translate("Moment", "Pulse"))
        self._lay_out(instruments)
        for field in (self.anxiety, self.detached, self.systolic, self.diastolic, self.pulse):
            field.changed.connect(self._touch)
        self.at.timeChanged.connect(self._set_time)

    def show_entry(
        self,
        entry: MomentEntry,
        treatment: TreatmentEntry,
        day_ends_at: time = DAY_ENDS_AT,
        *,
        is_untouched: bool,
    ) -> None:
        """Show one moment. An untouched one holds nothing yet but its usual time."""
        self._entry, self._treatment, self._day_ends_at = entry, treatment, day_ends_at
        self._is_untouched = is_untouched
        self.title.setText(moment_words(entry.moment))
        self._show_time(entry.at)
        self.anxiety.set_value(entry.anxiety)
        self.detached.set_value(entry.detached)
        self.systolic.set_value(entry.systolic)
        self.diastolic.set_value(entry.diastolic)
        self.pulse.set_value(entry.pulse)
        self._say()

    def value(self) -> MomentEntry:
        """The moment as it stands in the form."""
        if self._entry is None or self._treatment is None:
            raise RuntimeError("nothing was shown yet")
        return dataclasses.replace(
            self._entry,
            at=instant_on(self._treatment.day, self.at.clock, self._entry.at, self._day_ends_at),
            anxiety=self.anxiety.value,
            detached=self.detached.value,
            systolic=_whole(self.systolic),
            diastolic=_whole(self.diastolic),
            pulse=_whole(self.pulse),
        )

    @property
    def is_refused(self) -> bool:
        """Whether something is surely a typing error, or the time belongs to another moment."""
        found = (self._pressure_finding(), self._pulse_finding())
        return Finding.REFUSED in found or not self._is_in_time()

    def take_focus(self) -> None:
        """Put the cursor into the first rating."""
        self.anxiety.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.anxiety.field.hasFocus():
            self.detached.take_focus(Qt.FocusReason.TabFocusReason)
        else:
            self.submitted.emit()

    def _lay_out(self, instruments: Mapping[str, Instrument]) -> None:
        at_words = Text(translate("Moment", "at"), muted=True, wraps=False)
        at_words.setBuddy(self.at)
        head = QHBoxLayout()
        head.setSpacing(look.SMALL)
        head.addWidget(self.title)
        head.addStretch()
        head.addWidget(at_words)
        head.addWidget(self.at)
        self.time_line = Text("", look.SECOND_LINE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        column.addLayout(head)
        column.addWidget(self.time_line)
        for code, slider in ((ANXIETY, self.anxiety), (DETACHED, self.detached)):
            column.addWidget(Text(instruments[code].instruction))
            column.addWidget(slider)
            column.addSpacing(look.SMALL)
        slash = _unit_words("/")
        unit = _unit_words(self._limits.vital_signs[Measure.SYSTOLIC].unit)
        beats = _unit_words(self._limits.vital_signs[Measure.PULSE].unit)
        self._pressure = Labelled(
            translate("Moment", "Blood pressure, if measured"),
            self.systolic,
            slash,
            self.diastolic,
            unit,
        )
        self._beats = Labelled(translate("Moment", "Pulse, if measured"), self.pulse, beats)
        measured = QHBoxLayout()
        measured.setSpacing(look.MEDIUM)
        measured.addWidget(self._pressure, 3)
        measured.addWidget(self._beats, 2)
        column.addLayout(measured)

    def _touch(self) -> None:
        if self._is_untouched and self._entry is not None and self._treatment is not None:
            self._is_untouched = False
            now = time_for(self._entry.moment, self._treatment, self._clock(), self._day_ends_at)
            self._entry = dataclasses.replace(self._entry, at=now)
            self._show_time(now)
        self._say()
        self.changed.emit()

    def _set_time(self) -> None:
        self._is_untouched = False
        self._say()
        self.changed.emit()

    def _show_time(self, at: Instant) -> None:
        with QSignalBlocker(self.at):
            self.at.set_clock(clock_of(at))

    def _is_in_time(self) -> bool:
        if self._entry is None or self._treatment is None:
            return True
        return fits(self._entry.moment, self.value().at, self._treatment, self._day_ends_at)

    def _pressure_finding(self) -> Finding:
        systolic, diastolic = self.systolic.value, self.diastolic.value
        if systolic is not None and diastolic is not None:
            return self._limits.blood_pressure(systolic, diastolic)
        if systolic is not None:
            return self._limits.vital_sign(Measure.SYSTOLIC, systolic)
        if diastolic is not None:
            return self._limits.vital_sign(Measure.DIASTOLIC, diastolic)
        return Finding.TAKEN

    def _pulse_finding(self) -> Finding:
        pulse = self.pulse.value
        return Finding.TAKEN if pulse is None else self._limits.vital_sign(Measure.PULSE, pulse)

    def _say(self) -> None:
        limits = self._limits.vital_signs
        systolic, diastolic = limits[Measure.SYSTOLIC].hard, limits[Measure.DIASTOLIC].hard
        refused = translate(
            "Moment",
            "The first number is {a} to {b}, the second {c} to {d}, and the first is the greater. "
            "Please check what was typed.",
        ).format(
            a=f"{systolic.least:g}",
            b=f"{systolic.greatest:g}",
            c=f"{diastolic.least:g}",
            d=f"{diastolic.greatest:g}",
        )
        self._pressure.say(_finding_words(self._pressure_finding(), refused))
        pulse = limits[Measure.PULSE].hard
        refused = translate("Moment", "A pulse is {a} to {b}. Please check what was typed.").format(
            a=f"{pulse.least:g}", b=f"{pulse.greatest:g}"
        )
        self._beats.say(_finding_words(self._pulse_finding(), refused))
        in_time = self._is_in_time()
        self.time_line.setVisible(not in_time)
        self.time_line.setText(
            ""
            if in_time
            else translate("Moment", "This time belongs to another moment of the day.")
        )


def _finding_words(finding: Finding, refused: str) -> str:
    if finding is Finding.REFUSED:
        return refused
    if finding is Finding.ASKED:
        return translate("Moment", "Please check this number. It is kept as you typed it.")
    return ""


def _slider(instrument: Instrument) -> ValueSlider:
    item = instrument.items[0]
    return ValueSlider(
        item.text,
        least=item.minimum,
        greatest=item.maximum,
        step=item.step,
        low=item.low,
        high=item.high,
    )


def _unit_words(words: str) -> Text:
    text = Text(words, muted=True, wraps=False)
    text.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    return text


def _whole(field: NumberField) -> int | None:
    return None if field.value is None else round(field.value)
