"""The row under a picture: which treatment is singled out, and which are hidden."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journal.charts.shown import EVERYTHING, Shown
from ui import look
from ui.pages.trajectories.view import Member
from ui.widgets.button import Button
from ui.widgets.entry_fields import ChoiceField
from ui.widgets.flow import Flow
from ui.widgets.text import Text

translate = QCoreApplication.translate


class Singling(QWidget):
    """Singles out one member of a picture, hides and shows it.

    `changed` is sent when another one is to be singled out or hidden. What was chosen is kept
    while a picture with other members is shown.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._members: tuple[Member, ...] = ()
        self._highlight: str | None = None
        self._hidden: frozenset[str] = frozenset()
        self.field = ChoiceField("")
        self.hide_it = Button(translate("Trajectories", "Hide it"))
        self.told = Text("", look.SECOND_LINE, muted=True, wraps=False)
        self.show_all = Button(translate("Trajectories", "Show all"))
        label = Text(translate("Trajectories", "Singled out"), wraps=False)
        label.setBuddy(self.field)
        self.field.setAccessibleName(label.text())
        self._row = Flow(
            (_together(label, self.field), self.hide_it, _together(self.told, self.show_all))
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)
        self.field.currentIndexChanged.connect(self._choose)
        self.hide_it.clicked.connect(self.toggle)
        self.show_all.clicked.connect(self.clear)

    @property
    def shown(self) -> Shown:
        """What is singled out and hidden, of the members that there are."""
        keys = {one.key for one in self._members}
        highlight = self._highlight if self._highlight in keys else None
        return Shown(highlight, self._hidden & keys)

    @property
    def has_members(self) -> bool:
        """Whether there is anything to single out: one alone stands out by itself."""
        return len(self._members) > 1

    def offer(self, members: Sequence[Member]) -> None:
        """Offer the members of another picture, given in order. Sends no signal."""
        self._members = tuple(members)
        self._show()

    def step(self, step: int) -> None:
        """Single out the member after (+1) or before (-1), from none the first or the last."""
        keys = [one.key for one in self._members]
        if not keys:
            return
        if self.shown.highlight is None:
            place = 0 if step > 0 else len(keys) - 1
        else:
            place = min(max(keys.index(self.shown.highlight) + step, 0), len(keys) - 1)
        self._set(keys[place], self._hidden)

    def toggle(self) -> None:
        """Hide the one singled out, or show it again."""
        highlight = self.shown.highlight
        if highlight is not None:
            self._set(highlight, self._hidden ^ {highlight})

    def clear(self) -> None:
        """Show all alike again."""
        self._set(None, self._hidden - {one.key for one in self._members})

    def said(self) -> str:
        """What is singled out and how many are hidden, in a line for a screen reader."""
        parts = [self.field.currentText(), self.told.text()]
        return ", ".join(part for part in parts if part)

    def _choose(self) -> None:
        self._set(self.field.value or None, self._hidden)

    def _set(self, highlight: str | None, hidden: frozenset[str]) -> None:
        before = self.shown
        self._highlight, self._hidden = highlight, hidden
        if self.shown != before:
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        shown = self.shown
        every = ("", translate("Trajectories", "none, all alike"))
        named = [(one.key, _member_words(one, shown.hidden)) for one in self._members]
        self.field.set_choices([every, *reversed(named)])
        with QSignalBlocker(self.field):
            self.field.set_value(shown.highlight or "")
        self.hide_it.setEnabled(shown.highlight is not None)
        self.hide_it.set_words(
            translate("Trajectories", "Show it")
            if shown.highlight in shown.hidden
            else translate("Trajectories", "Hide it")
        )
        hidden = translate("Trajectories", "{n} of {all} hidden").format(
            n=len(shown.hidden), all=len(self._members)
        )
        self.told.setText(hidden if shown.hidden else "")
        self.told.setVisible(bool(shown.hidden))
        self.show_all.setEnabled(shown != EVERYTHING)
        self._row.updateGeometry()


def _member_words(one: Member, hidden: frozenset[str]) -> str:
    if one.key not in hidden:
        return one.words
    return translate("Trajectories", "{words} (hidden)").format(words=one.words)


def _together(first: QWidget, second: QWidget) -> QWidget:
    """Two widgets that stay together when the row breaks."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.SMALL)
    row.addWidget(first, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(second)
    return both
