"""Entries one below another, with a form that opens in the place of one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import look
from ui.icons import Icon
from ui.widgets.button import Button, Weight
from ui.widgets.entry_row import EntryRow
from ui.widgets.text import Text, second_line, section_heading

translate = QCoreApplication.translate

Action = tuple[str, str, Icon | None]
"""The key of an action, its words, and its icon."""


@dataclass(frozen=True)
class EntryWords:
    """What one entry says. `heading` stands above the first entry of a group."""

    key: str
    title: str
    second: str = ""
    actions: tuple[Action, ...] = ()
    heading: str = ""


class EntryList(QWidget):
    """Rows with their actions, what was discarded last, and one form among them.

    While the form is open no row offers anything, so that nothing typed is left by mistake.
    `acted` carries the keys of a row and of an action, `bring_back_wanted` that of the entry that
    was discarded last.
    """

    acted = Signal(str, str)
    bring_back_wanted = Signal(str)

    def __init__(self, empty: str, form: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[EntryRow, ...] = ()
        self.empty = Text(empty, muted=True)
        self.form = form
        self.said = second_line("")
        self.bring_back = Button(translate("EntryList", "Bring back"), Icon.UNDO, Weight.QUIET)
        self.bring_back.clicked.connect(self._bring_back)
        self._headings: tuple[QWidget, ...] = ()
        self._form_key: str | None = None
        self._discarded = ""
        self._lay_out()
        self.say_nothing()
        self.form.hide()

    @property
    def is_form_open(self) -> bool:
        """Whether something is being entered or changed."""
        return not self.form.isHidden()

    def show_entries(self, entries: Sequence[EntryWords]) -> None:
        """Show other entries; an open form stays as it is, beside its own entry."""
        self._rows.removeWidget(self.form)
        for old in (*self.rows, *self._headings):
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        rows, headings = [], []
        for one in entries:
            if one.heading:
                headings.append(_Heading(one.heading))
                self._rows.addWidget(headings[-1])
            rows.append(EntryRow(one.key, one.title, one.second, one.actions))
            rows[-1].acted.connect(self.acted)
            self._rows.addWidget(rows[-1])
            rows[-1].show()  # a layout shows what is added to it too late for the focus
        self.rows, self._headings = tuple(rows), tuple(headings)
        before = self.bring_back
        for button in (button for row in self.rows for button in row.buttons):
            QWidget.setTabOrder(before, button)  # else Tab goes to new rows last of all
            before = button
        self._place_form()

    def open_form(self, key: str | None = None) -> None:
        """Open the form below the entry of that key, or above all of them for a new one."""
        self.say_nothing()
        self._form_key = key
        self.form.show()
        self._place_form()

    def close_form(self) -> None:
        """Leave the form; the rows offer their actions again."""
        self._form_key = None
        self.form.hide()
        self._place_form()

    def focus_row(self, key: str) -> None:
        """Put the keyboard on the first action of an entry."""
        for row in self.rows:
            if row.key == key and row.buttons:
                row.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def say_discarded(self, key: str, words: str) -> None:
        """Say that an entry is in the trash, and offer to bring it back."""
        self._discarded = key
        self.said.setText(words)
        self.said.show()
        self.bring_back.show()
        self.bring_back.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_nothing(self) -> None:
        """Offer nothing any more of what was discarded."""
        self._discarded = ""
        self.said.hide()
        self.bring_back.hide()

    def _lay_out(self) -> None:
        undo = QHBoxLayout()
        undo.setSpacing(look.SMALL)
        undo.addWidget(self.said)
        undo.addWidget(self.bring_back)
        undo.addStretch()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._rows.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        column.addLayout(undo)
        column.addWidget(self.empty)
        column.addLayout(self._rows)

    def _place_form(self) -> None:
        is_open = self.is_form_open
        for row in self.rows:
            for button in row.buttons:
                button.setVisible(not is_open)
        self.empty.setVisible(not self.rows and not is_open)
        self._rows.removeWidget(self.form)
        below = (self._rows.indexOf(row) + 1 for row in self.rows if row.key == self._form_key)
        self._rows.insertWidget(next(below, 0), self.form)

    def _bring_back(self) -> None:
        self.bring_back_wanted.emit(self._discarded)


class _Heading(QWidget):
    """The words above a group of entries, with room over them."""

    def __init__(self, words: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.LARGE, 0, look.SMALL)
        column.addWidget(section_heading(words))
