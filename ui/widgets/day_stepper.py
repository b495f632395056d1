"""Which day the page is about: the day before, today, or any day."""

from datetime import date, timedelta
from functools import cached_property

from PySide6.QtCore import QCoreApplication, QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import look
from ui.icons import Icon
from ui.widgets.button import Button
from ui.widgets.day_calendar import DayCalendar, to_qdate

translate = QCoreApplication.translate
_ONE_DAY = timedelta(days=1)


class DayStepper(QWidget):
    """Steps from day to day, never past today. `day_changed` is sent with a `date` when the person
    goes to another day.
    """

    day_changed = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._day = today
        self.earlier = Button("", Icon.CHEVRON_LEFT)
        self.later = Button("", Icon.CHEVRON_RIGHT, icon_after=True)
        self.to_today = Button(translate("Words", "Today"))
        self.to_today.setCheckable(True)
        self.pick = Button(translate("Words", "Pick a day"), Icon.CALENDAR)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.SMALL)
        for button in (self.earlier, self.later, self.to_today, self.pick):
            row.addWidget(button)
        self.earlier.clicked.connect(self._go_earlier)
        self.later.clicked.connect(self._go_later)
        self.to_today.clicked.connect(self._go_to_today)
        self.pick.clicked.connect(self._open_calendar)
        self._show()

    @cached_property
    def calendar(self) -> DayCalendar:
        """Made when it is first asked for: of many steppers and fields few are ever opened."""
        calendar = DayCalendar(self)
        calendar.day_picked.connect(self._go)
        return calendar

    @property
    def day(self) -> date:
        return self._day

    @property
    def today(self) -> date:
        return self._today

    def set_day(self, day: date) -> None:
        """Show a day, without sending `day_changed`. A day after today is shown as it is."""
        self._day = day
        self._show()

    def set_today(self, today: date) -> None:
        """Tell that another day has begun; the day shown stays."""
        self._today = today
        self._show()

    def _show(self) -> None:
        self.earlier.set_words(self._name(self._day - _ONE_DAY))
        self.later.set_words(self._name(self._day + _ONE_DAY))
        # Today itself has its own button, so the day before it needs no second way there.
        self.later.setVisible(self._day + _ONE_DAY < self._today)
        self.to_today.setChecked(self._day == self._today)

    def _name(self, day: date) -> str:
        if day == self._today - _ONE_DAY:
            return translate("Words", "Yesterday")
        return QLocale().toString(to_qdate(day), translate("Words", "ddd d MMM"))

    def _go(self, day: date) -> None:
        day = min(day, self._today)
        if day != self._day:
            self.set_day(day)
            self.day_changed.emit(day)
        self._show()

    def _go_earlier(self) -> None:
        self._go(self._day - _ONE_DAY)

    def _go_later(self) -> None:
        self._go(self._day + _ONE_DAY)

    def _go_to_today(self) -> None:
        self._go(self._today)

    def _open_calendar(self) -> None:
        self.calendar.open_below(self.pick, self._day, self._today)
