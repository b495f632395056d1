"""When a side effect was there: during the treatment, from a clock time, or over days."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from journal.days import DAY_ENDS_AT, Instant, day_of
from journal.treatments import TreatmentEntry
from ui import look, words
from ui.forms.clock import clock_of, instant_on
from ui.widgets.entry_fields import ClockField, DayField
from ui.widgets.segments import Segments
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate


class Span(StrEnum):
    """How the time of a side effect is told."""

    DURING = "during"
    CLOCK = "clock"
    DAYS = "days"
    UNKNOWN = "unknown"


def first_moment(day: date, day_ends_at: time = DAY_ENDS_AT) -> Instant:
    """What stands for a day on which something began at no known time: its first moment."""
    return Instant.at(day, day_ends_at, day_ends_at)


def last_moment(day: date, day_ends_at: time = DAY_ENDS_AT) -> Instant:
    """What stands for a day on which something ended at no known time: its last minute."""
    clock = (datetime.combine(day, day_ends_at) - timedelta(minutes=1)).time()
    return Instant.at(day, clock, day_ends_at)


class EffectTimes(QWidget):
    """Onset and end go in and come out; either may be unknown, and an end may be yet to come.

    `changed` is sent when something is another than before.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = date(2000, 1, 1)
        self._day_ends_at = DAY_ENDS_AT
        self._treatment: TreatmentEntry | None = None
        self._onset: Instant | None = None
        self._end: Instant | None = None
        self.span = Segments(
            [
                (Span.DURING, translate("EffectTimes", "During the treatment")),
                (Span.CLOCK, translate("EffectTimes", "From a clock time")),
                (Span.DAYS, translate("EffectTimes", "Over days")),
                (Span.UNKNOWN, translate("EffectTimes", "Not known")),
            ],
            translate("EffectTimes", "When"),
        )
        self.span.chosen.connect(self._show_span)
        self.during = second_line("")
        self.from_clock = ClockField(translate("EffectTimes", "From"))
        self.until_clock = ClockField(translate("EffectTimes", "Until, as a clock time"))
        self.ended_by_clock = QCheckBox(translate("EffectTimes", "It ended at"))
        self.since_day = DayField(translate("EffectTimes", "Since"))
        self.until_day = DayField(translate("EffectTimes", "Until, as a day"))
        self.ended_by_day = QCheckBox(translate("EffectTimes", "It ended on"))
        from_words = Text(translate("EffectTimes", "From"), wraps=False)
        since_words = Text(translate("EffectTimes", "Since"), wraps=False)
        self.clock = _ends((from_words, self.from_clock), (self.ended_by_clock, self.until_clock))
        self.days = _ends((since_words, self.since_day), (self.ended_by_day, self.until_day))
        self.ended_by_clock.toggled.connect(self.until_clock.setEnabled)
        self.ended_by_day.toggled.connect(self.until_day.setEnabled)
        self._connect()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        for widget in (self.span, self.during, self.clock, self.days):
            column.addWidget(widget)

    def begin(
        self,
        day: date,
        now: Instant,
        onset: Instant | None = None,
        end: Instant | None = None,
        day_ends_at: time = DAY_ENDS_AT,
        *,
        is_new: bool = True,
    ) -> None:
        """Show times, or suggest some for a new effect on a day; the treatment is set before."""
        self._day_ends_at = day_ends_at
        self._onset, self._end = onset, end
        self._day = day if onset is None else day_of(onset, day_ends_at)
        until = self._day if end is None else day_of(end, day_ends_at)
        is_today = day_of(now, day_ends_at) == self._day
        suggested = clock_of(now if is_today else self._usual_start(now))
        self.from_clock.set_clock(suggested if onset is None else clock_of(onset))
        self.until_clock.set_clock(suggested if end is None else clock_of(end))
        self.since_day.set_day(self._day)
        self.until_day.set_day(until)
        for box, field in (
            (self.ended_by_clock, self.until_clock),
            (self.ended_by_day, self.until_day),
        ):
            box.setChecked(end is not None)
            field.setEnabled(end is not None)
        self.span.segments[-1].setVisible(not is_new and onset is None)
        self.span.set_value(self._suggested(is_today=is_today) if is_new else self._shape())
        self._show_span()

    def set_treatment(self, treatment: TreatmentEntry | None) -> None:
        """The treatment that the effect followed, if any."""
        self._treatment = treatment
        self.span.segments[0].setVisible(treatment is not None)
        if treatment is None and self.span.value == Span.DURING:
            self.span.set_value(Span.CLOCK)
        self._show_span()

    def value(self) -> tuple[Instant | None, Instant | None]:
        """Onset and end as they stand in the form."""
        if self.span.value == Span.DURING and self._treatment is not None:
            return self._treatment.start, _end_of(self._treatment)
        if self.span.value == Span.CLOCK:
            return self._by_clock()
        if self.span.value == Span.DAYS:
            return self._by_day()
        return None, self._end

    @property
    def ends_too_early(self) -> bool:
        """Whether the end lies before the onset."""
        onset, end = self.value()
        return onset is not None and end is not None and end.utc < onset.utc

    def _connect(self) -> None:
        self.span.chosen.connect(self._tell)
        for clock in (self.from_clock, self.until_clock):
            clock.timeChanged.connect(self._tell)
        for day in (self.since_day, self.until_day):
            day.changed.connect(self._tell)
        for box in (self.ended_by_clock, self.ended_by_day):
            box.toggled.connect(self._tell)

    def _tell(self) -> None:
        self.changed.emit()

    def _by_clock(self) -> tuple[Instant, Instant | None]:
        end = None
        onset = instant_on(self._day, self.from_clock.clock, self._onset, self._day_ends_at)
        if self.ended_by_clock.isChecked():
            end = instant_on(self._day, self.until_clock.clock, self._end, self._day_ends_at)
        return onset, end

    def _by_day(self) -> tuple[Instant, Instant | None]:
        since, until = self.since_day.day, self.until_day.day
        onset = self._onset if self._is_on(self._onset, since) else None
        end = None
        if self.ended_by_day.isChecked():
            end = self._end if self._is_on(self._end, until) else None
            end = end or last_moment(until, self._day_ends_at)
        return onset or first_moment(since, self._day_ends_at), end

    def _is_on(self, moment: Instant | None, day: date) -> bool:
        return moment is not None and day_of(moment, self._day_ends_at) == day

    def _shape(self) -> Span:
        """How the times that are kept were told."""
        if self._onset is None:
            return Span.UNKNOWN
        treatment = self._treatment
        if treatment is not None:
            begin_and_end = (treatment.start, _end_of(treatment))
            if (self._onset, self._end) == begin_and_end:
                return Span.DURING
        begins = first_moment(self._day, self._day_ends_at)
        is_one_day = self._end is None or self._is_on(self._end, self._day)
        return Span.CLOCK if is_one_day and self._onset.utc != begins.utc else Span.DAYS

    def _suggested(self, *, is_today: bool) -> Span:
        if self._treatment is not None and self._treatment.day == self._day:
            return Span.DURING
        return Span.CLOCK if is_today else Span.DAYS

    def _usual_start(self, now: Instant) -> Instant:
        return now if self._treatment is None else self._treatment.start

    def _show_span(self) -> None:
        chosen = self.span.value
        self.clock.setVisible(chosen == Span.CLOCK)
        self.days.setVisible(chosen == Span.DAYS)
        self.during.setVisible(chosen == Span.DURING)
        if self._treatment is not None:
            self.during.setText(_during_words(self._treatment))


def _ends(*rows: tuple[QWidget, QWidget]) -> QWidget:
    """The words or the box before each field, one row below the other."""
    widget = QWidget()
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(look.INNER)
    grid.setVerticalSpacing(look.SMALL)
    grid.setColumnStretch(2, 1)
    for number, (before, field) in enumerate(rows):
        grid.addWidget(before, number, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(field, number, 1)
    return widget


def _end_of(treatment: TreatmentEntry) -> Instant | None:
    """When a treatment was over, if its length is known."""
    if treatment.minutes is None:
        return None
    start = treatment.start
    return Instant(start.utc + timedelta(minutes=treatment.minutes), start.offset)


def _during_words(treatment: TreatmentEntry) -> str:
    begin, end = words.clock(treatment.start.local), _end_of(treatment)
    if end is None:
        return translate("EffectTimes", "From {begin}.").format(begin=begin)
    return translate("EffectTimes", "From {begin} to {end}.").format(
        begin=begin, end=words.clock(end.local)
    )
