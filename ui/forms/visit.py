"""The form of one visit to the clinic: a `VisitEntry` goes in, a `VisitEntry` comes out."""

import dataclasses

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from journal.visits import VisitEntry
from ui import look
from ui.forms.note import TextField
from ui.icons import Icon
from ui.widgets.button import Button, Weight
from ui.widgets.button_row import button_row
from ui.widgets.entry_fields import DayField, Labelled

translate = QCoreApplication.translate


class VisitForm(QWidget):
    """`kept` carries the entry, `cancelled` asks to leave it, `changed` follows each key."""

    kept = Signal(object)
    cancelled = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: VisitEntry | None = None
        self._is_showing = False
        self.day = DayField(translate("VisitForm", "Day of the visit"))
        self.clinic = QLineEdit()
        self.note = TextField(translate("VisitForm", "What was agreed"))
        self.save = Button(translate("VisitForm", "Save"), Icon.CHECK, Weight.MAIN)
        self.cancel = Button(translate("VisitForm", "Cancel"), weight=Weight.QUIET)
        self._lay_out()
        self.day.changed.connect(self._touch)
        self.clinic.textEdited.connect(self._touch)
        self.note.textChanged.connect(self._touch)
        self.clinic.returnPressed.connect(self.submit)
        self.note.submitted.connect(self.submit)
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.cancelled)

    def show_entry(self, entry: VisitEntry) -> None:
        """Show a visit, a new one or one that is kept already."""
        self._entry = entry
        self._is_showing = True
        self.day.set_day(entry.day)
        self.clinic.setText(entry.clinic)
        self.note.setPlainText(entry.note)
        self._is_showing = False

    def value(self) -> VisitEntry:
        """The visit as it stands in the form."""
        if self._entry is None:
            raise RuntimeError("nothing was shown yet")
        return dataclasses.replace(
            self._entry,
            day=self.day.day,
            clinic=self.clinic.text().strip(),
            note=self.note.toPlainText().strip(),
        )

    def submit(self) -> None:
        """Send `kept`."""
        self.kept.emit(self.value())

    def take_focus(self) -> None:
        """Put the cursor into what was agreed, or into the day of a visit that is new."""
        if self._entry is not None and self._entry.id is not None:
            self.note.take_focus()
        else:
            self.day.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(look.LARGE)
        first.addWidget(Labelled(translate("VisitForm", "Day"), self.day))
        first.addWidget(Labelled(translate("VisitForm", "With whom, or where"), self.clinic), 1)
        buttons = button_row(self.save, self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.SMALL, 0, look.MEDIUM)
        column.setSpacing(look.MEDIUM)
        column.addLayout(first)
        column.addWidget(Labelled(translate("VisitForm", "What was agreed"), self.note))
        column.addLayout(buttons)

    def _touch(self) -> None:
        if not self._is_showing:
            self.changed.emit()
