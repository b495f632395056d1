"""The name of somebody who writes, to be typed over; never saved unseen over a newer one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui import look
from ui.widgets.meanwhile import Meanwhile, News

LONGEST = 80
"""The most characters of a name."""


class NameField(QLineEdit):
    """One name. `left` is sent when it is done with, `touched` after each key.

    Stands in `line`, with what is asked where the name was changed elsewhere while it was typed.
    """

    left = Signal()
    touched = Signal()

    def __init__(self, person_id: str = "") -> None:
        super().__init__()
        self.id = person_id
        self.shown = self.opened = self._mine = ""
        self.meanwhile = Meanwhile()
        self.line = QWidget()
        column = QVBoxLayout(self.line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self)
        column.addWidget(self.meanwhile)
        self.setMaxLength(LONGEST)
        self.setMinimumHeight(look.LEAST_CONTROL)
        self.textEdited.connect(self._see_typed)
        self.editingFinished.connect(self._leave)
        self.meanwhile.mine_wanted.connect(self._keep_mine)
        self.meanwhile.newer_wanted.connect(self._show_newer)
        self.meanwhile.back_wanted.connect(self._show_mine)

    @property
    def name(self) -> str:
        """What is typed, without the spaces around it."""
        return self.text().strip()

    @property
    def is_to_be_saved(self) -> bool:
        """Whether another name was typed, over the one that is known now."""
        return self.isModified() and not self.meanwhile.is_asking

    def see(self, name: str) -> None:
        """Look at the name as it is kept now. One that is being typed stays, and is asked about."""
        self.shown = name
        if not self.isModified() or self.name == name:
            self.put_back()
        elif name != self.opened:
            self.meanwhile.tell(News.CHANGED)
        elif self.meanwhile.is_asking:
            self.meanwhile.hide()

    def put_back(self) -> None:
        """Show the name that is kept."""
        if self.text() != self.shown:
            self.setText(self.shown)
        self.setModified(False)
        self.opened = self.shown
        self.meanwhile.hide()

    def go_on(self, text: str, opened: str | None) -> None:
        """Show what was typed before, over the name of then."""
        self.setText(text)
        self.setModified(True)
        self.opened = self.shown if opened is None else opened
        self.see(self.shown)

    def _see_typed(self) -> None:
        if not self.meanwhile.is_asking:
            self.meanwhile.hide()
        self.touched.emit()

    def _leave(self) -> None:
        if self.meanwhile.is_asking and self.hasFocus():
            self.meanwhile.take_focus()
        elif not self.meanwhile.is_asking:
            self.left.emit()

    def _keep_mine(self) -> None:
        self.opened = self.shown
        self.meanwhile.hide()
        self.left.emit()

    def _show_newer(self) -> None:
        self._mine = self.text()
        self.put_back()
        self.meanwhile.tell(News.SHOWN)
        self.meanwhile.take_focus()

    def _show_mine(self) -> None:
        self.go_on(self._mine, None)
        self.setFocus()
        self.touched.emit()
