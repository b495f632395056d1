"""What of the diary is shown: words, days, people and kinds."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from journal.diary import Wanted
from ui import look
from ui.pages.diary.words import GROUPS, first_day, groups, periods
from ui.widgets.chips import Chips
from ui.widgets.wheel_guard import guard_from_wheel

translate = QCoreApplication.translate

_SOON = 120
"""Milliseconds after the last key at which the list follows."""


class Filters(QWidget):
    """`changed` is sent when something else is looked for."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText(translate("Diary", "Search words or a day"))
        self.search.setAccessibleName(translate("Diary", "Search words or a day"))
        self.search.setClearButtonEnabled(True)
        self.period = QComboBox()
        self.period.setAccessibleName(translate("Diary", "Days"))
        for code, name in periods():
            self.period.addItem(name, code)
        self.person = QComboBox()
        self.person.setAccessibleName(translate("Diary", "Entered or rated by"))
        for field in (self.period, self.person):
            guard_from_wheel(field)
        self.kinds = Chips(groups(), translate("Diary", "Kinds of records"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        row = QHBoxLayout()
        row.setSpacing(look.SMALL)
        row.addWidget(self.search, 2)
        row.addWidget(self.period)
        row.addWidget(self.person)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.kinds)
        self.search.textChanged.connect(self._soon.start)
        self._soon.timeout.connect(self.changed)
        self.period.activated.connect(self._tell)
        self.person.activated.connect(self._tell)
        self.kinds.changed.connect(self.changed)

    def wanted(self, today: date, *, is_in_trash: bool) -> Wanted:
        """What is looked for. A period ends today, and so leaves out what is planned."""
        period = self.period.currentData()
        first = first_day(period, today)
        return Wanted(
            words=self.search.text(),
            kinds=frozenset(kind for group in self.kinds.chosen() for kind in GROUPS[group]),
            person_id=self.person.currentData(),
            first=first,
            last=None if first is None else today,
            is_in_trash=is_in_trash,
        )

    def show_people(self, people: Sequence[tuple[str, str]]) -> None:
        """Offer those who entered or rated something; there is no choice between fewer than two."""
        before = self.person.currentData()
        self.person.clear()
        self.person.addItem(translate("Diary", "Everybody"), None)
        for person_id, name in people:
            self.person.addItem(name[:1].upper() + name[1:], person_id)
        self.person.setCurrentIndex(max(self.person.findData(before), 0))
        self.person.setVisible(len(people) > 1)

    def clear(self) -> None:
        """Look for nothing in particular."""
        self.search.clear()
        self._soon.stop()
        self.period.setCurrentIndex(0)
        self.person.setCurrentIndex(0)
        self.kinds.set_chosen(())
        self.changed.emit()

    def _tell(self, _place: int) -> None:
        self.changed.emit()
