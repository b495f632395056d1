"""Fields for a day, a clock time and one of several words, and the label over a field."""

from collections.abc import Sequence
from datetime import date, time
from functools import cached_property

from PySide6.QtCore import (
    QCoreApplication,
    QDate,
    QLocale,
    QSignalBlocker,
    QSize,
    Qt,
    QTime,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QSizePolicy,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from ui import look
from ui.icons import Icon
from ui.widgets.button import Button
from ui.widgets.day_calendar import DayCalendar, to_day, to_qdate
from ui.widgets.text import Text, second_line
from ui.widgets.wheel_guard import guard_from_wheel

translate = QCoreApplication.translate

_WIDEST_CHOICE = 36
"""Characters up to which a field of choices grows; longer ones are whole in its list alone."""


_MONTHS = 12
_NUMBER_OF_DAY = 1
"""Which part of a date the number of the day is, behind the weekday."""


class DayEdit(QDateEdit):
    """The typed part of a day: digits alone will do, and each part steps with the arrow keys."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month_begun = ""
        guard_from_wheel(self)
        self.setAccessibleName(name)
        self.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
        self.setDisplayFormat("ddd d MMM yyyy")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the number of the day: the weekday before it cannot be typed."""
        super().focusInEvent(event)
        is_pointed = event.reason() is Qt.FocusReason.MouseFocusReason
        if self.currentSectionIndex() == 0 and not is_pointed:
            self.setCurrentSectionIndex(_NUMBER_OF_DAY)
            self.setSelectedSection(self.currentSection())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The month, which is shown by its name, is typed by its number too."""
        if self.currentSection() is self.Section.MonthSection and event.text().isdecimal():
            self._type_month(event.text())
        else:
            self._month_begun = ""
            super().keyPressEvent(event)

    def _type_month(self, digit: str) -> None:
        """Go on to the year once no other digit can follow."""
        typed = self._month_begun + digit
        month = int(typed if int(typed) <= _MONTHS else digit)
        is_whole = month > 1 or len(typed) > 1
        self._month_begun = "" if is_whole else typed
        if month:
            day = self.date()
            last = QDate(day.year(), month, 1).daysInMonth()
            self.setDate(QDate(day.year(), month, min(day.day(), last)))
        section = self.Section.YearSection if month and is_whole else self.Section.MonthSection
        self.setSelectedSection(section)

    def sizeHint(self) -> QSize:
        widest = QFontMetrics(self.font()).horizontalAdvance("Www 30 Www 2026")
        return QSize(widest + look.LARGE, look.control_height(self.font()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class DayField(QWidget):
    """A calendar date, typed or picked from a calendar.

    `changed` carries a `date` when the person goes to another one.
    """

    changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = DayEdit(name)
        self.pick = Button(translate("DayField", "Calendar"), Icon.CALENDAR)
        self.pick.setAccessibleName(translate("DayField", "Calendar for: {name}").format(name=name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.SMALL)
        row.addWidget(self.edit)
        row.addWidget(self.pick)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.edit.dateChanged.connect(self._tell)
        self.pick.clicked.connect(self._open_calendar)

    @cached_property
    def _calendar(self) -> DayCalendar:
        calendar = DayCalendar(self)
        calendar.day_picked.connect(self._take)
        return calendar

    @property
    def day(self) -> date:
        return to_day(self.edit.date())

    def set_day(self, day: date) -> None:
        """Show a day without sending `changed`."""
        with QSignalBlocker(self.edit):
            self.edit.setDate(to_qdate(day))

    def _tell(self) -> None:
        self.changed.emit(self.day)

    def _take(self, day: date) -> None:
        self.edit.setDate(to_qdate(day))

    def _open_calendar(self) -> None:
        self._calendar.open_below(self.pick, self.day)


class ClockField(QTimeEdit):
    """A clock time, to the minute."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        guard_from_wheel(self)
        self.setAccessibleName(name)
        self.setDisplayFormat(QLocale().timeFormat(QLocale.FormatType.ShortFormat))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def clock(self) -> time:
        found = self.time()
        return time(found.hour(), found.minute())

    def set_clock(self, clock: time) -> None:
        self.setTime(QTime(clock.hour, clock.minute))

    def sizeHint(self) -> QSize:
        widest = QFontMetrics(self.font()).horizontalAdvance("00:00 pm")
        return QSize(widest + look.WIDE, look.control_height(self.font()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class ChoiceField(QComboBox):
    """One of several values, each shown in words."""

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        guard_from_wheel(self)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_choices(choices)

    @property
    def value(self) -> str:
        """The value chosen; empty while there is nothing to choose."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Choose a value; one that is not offered leaves the first."""
        self.setCurrentIndex(max(self.findData(value), 0))

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other values; the one chosen stays if it is still there. Sends no signal."""
        kept = self.value
        with QSignalBlocker(self):
            self.clear()
            for value, words in choices:
                self.addItem(words, value)
            self.set_value(kept)
        metrics = QFontMetrics(self.font())
        longest = max((metrics.horizontalAdvance(words) for _, words in choices), default=0)
        self.view().setMinimumWidth(longest + look.WIDE)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        widest = QFontMetrics(self.font()).averageCharWidth() * _WIDEST_CHOICE
        return super().sizeHint().boundedTo(QSize(widest, look.control_height(self.font())))

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.averageCharWidth() * 10 + look.WIDE, look.control_height(self.font()))


class Labelled(QWidget):
    """A label, its field, and under both a line for what is to be said about the field."""

    def __init__(self, label: str, *fields: QWidget, hint: str = "") -> None:
        super().__init__()
        self._hint = hint
        self._fields = fields
        self._title = Text(label, wraps=False)
        self._title.setBuddy(fields[0])
        if not fields[0].accessibleName():
            fields[0].setAccessibleName(label)
        row = QHBoxLayout()
        row.setSpacing(look.SMALL)
        for field in fields:
            row.addWidget(field)
        if all(field.sizePolicy().horizontalPolicy() in _NARROW for field in fields):
            row.addStretch()
        self._hint_line = second_line(hint)
        self._said_line = Text("", look.SECOND_LINE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.TIGHT)
        column.addWidget(self._title)
        column.addLayout(row)
        column.addWidget(self._hint_line)
        column.addWidget(self._said_line)
        column.addStretch()
        self.say("")

    @property
    def said(self) -> str:
        """What is said about the field now; its hint counts as nothing."""
        return self._said_line.text()

    def name(self, label: str) -> None:
        """Change the label, and the name of its field with it."""
        self._title.setText(label)
        self._fields[0].setAccessibleName(label)

    def say(self, text: str) -> None:
        """Say something about the field in place of its hint; nothing puts the hint back."""
        self._said_line.setText(text)
        self._said_line.setVisible(bool(text))
        self._hint_line.setVisible(bool(self._hint) and not text)
        for field in self._fields:
            field.setAccessibleDescription(text or self._hint)


_NARROW = (QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
