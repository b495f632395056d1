"""A month to pick a day from, opened below a button."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QGridLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui import look, surface
from ui.icons import Icon
from ui.widgets.button import Button, Weight
from ui.widgets.text import Text

translate = QCoreApplication.translate


def to_qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def to_day(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


class DayCalendar(QFrame):
    """A popup that sends the picked day as a `date` and closes; Escape closes it without one."""

    day_picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAccessibleName(translate("Words", "Pick a day"))
        self.calendar = QCalendarWidget()
        self.calendar.setNavigationBarVisible(False)  # it has icons without words
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setAccessibleName(translate("Words", "Days of the month"))
        grid = self.calendar.findChild(QTableView)
        if isinstance(grid, QTableView):
            grid.setAccessibleName(translate("Words", "Days of the month"))
            grid.setFrameShape(QFrame.Shape.NoFrame)
        self._earlier = Button("", Icon.CHEVRON_LEFT, Weight.QUIET)
        self._later = Button("", Icon.CHEVRON_RIGHT, Weight.QUIET, icon_after=True)
        self._month = Text(semibold=True, wraps=False)
        self._month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QGridLayout()
        head.addWidget(self._earlier, 0, 0)
        head.addWidget(self._month, 0, 1)
        head.addWidget(self._later, 0, 2)
        head.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.INNER, look.INNER, look.INNER, look.INNER)
        column.addLayout(head)
        column.addWidget(self.calendar)
        self._earlier.clicked.connect(self.calendar.showPreviousMonth)
        self._later.clicked.connect(self.calendar.showNextMonth)
        self.calendar.currentPageChanged.connect(self._turned)
        self.calendar.clicked.connect(self._pick)
        self.calendar.activated.connect(self._pick)

    def open_below(self, widget: QWidget, day: date, latest: date | None = None) -> None:
        """Show the month of `day` below `widget`; days after `latest` cannot be picked."""
        self.prepare(day, latest)
        self.adjustSize()
        corner = widget.mapToGlobal(QPoint(0, widget.height() + look.TIGHT))
        if not self.isRightToLeft():
            corner.setX(corner.x() + widget.width() - self.width())
        screen = widget.screen().availableGeometry()
        corner.setX(min(max(corner.x(), screen.left()), screen.right() - self.width()))
        corner.setY(min(max(corner.y(), screen.top()), screen.bottom() - self.height()))
        self.move(corner)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def prepare(self, day: date, latest: date | None = None) -> None:
        """Turn to the month of `day` and select it."""
        self._dress()
        far = QDate(9999, 12, 31)
        self.calendar.setMaximumDate(far if latest is None else to_qdate(latest))
        self.calendar.setSelectedDate(to_qdate(day))
        self.calendar.showSelectedDate()
        self._turned(self.calendar.yearShown(), self.calendar.monthShown())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = look.colours_of(self.palette())
        painter = QPainter(self)
        surface.draw_surface(painter, self.rect(), colours.paper, colours.hairline, radius=0)
        painter.end()

    def _dress(self) -> None:
        """Weekends in ink like other days; Qt writes them in red. Rows high enough to point at."""
        self.calendar.setMinimumHeight(7 * round(QFontMetrics(self.font()).height() * 1.9))
        plain = QTextCharFormat()
        colours = look.colours_of(self.palette())
        plain.setForeground(QColor(colours.ink))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekday, plain)
        head = QTextCharFormat()
        head.setForeground(QColor(colours.ink))
        head.setBackground(QColor(colours.paper))
        self.calendar.setHeaderTextFormat(head)

    def _turned(self, year: int, month: int) -> None:
        shown = QDate(year, month, 1)
        locale = QLocale()
        self._month.setText(locale.toString(shown, "MMMM yyyy"))
        self._earlier.set_words(locale.standaloneMonthName(shown.addMonths(-1).month()))
        self._later.set_words(locale.standaloneMonthName(shown.addMonths(1).month()))
        latest = self.calendar.maximumDate()
        self._later.setEnabled(shown.addMonths(1) <= latest)

    def _pick(self, day: QDate) -> None:
        if day <= self.calendar.maximumDate():
            self.close()
            self.day_picked.emit(to_day(day))
