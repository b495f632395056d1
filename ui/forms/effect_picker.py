"""Choosing a side effect from the vocabulary, or saying it in one's own words."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from journal.side_effect_terms import Vocabulary, When
from ui import look
from ui.icons import Icon
from ui.widgets.button import Button
from ui.widgets.chips import Chips
from ui.widgets.text import section_heading

translate = QCoreApplication.translate


class EffectPicker(QWidget):
    """Lists of effects that what is typed narrows down; `picked` carries a code, or own words."""

    picked = Signal(str)

    def __init__(self, vocabulary: Vocabulary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vocabulary = vocabulary
        self.search = QLineEdit()
        self.search.setMaxLength(120)
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(translate("EffectPicker", "Side effect"))
        self.search.setPlaceholderText(
            translate("EffectPicker", "Type to find one, or use your own words")
        )
        self.search.textChanged.connect(self._narrow)
        self.own = Button("", Icon.PLUS)
        self.own.clicked.connect(self._take_own)
        self.lists = tuple(self._list(when) for when in When)
        top = QHBoxLayout()
        top.setSpacing(look.SMALL)
        top.addWidget(self.search, 1)
        top.addWidget(self.own)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        column.addLayout(top)
        for part, _chips in self.lists:
            column.addWidget(part)
        self.begin()

    def begin(self) -> None:
        """Show everything, with nothing chosen."""
        self.search.clear()
        for _part, chips in self.lists:
            chips.set_chosen(())
        self._narrow("")

    def take_focus(self) -> None:
        """Put the cursor where one types."""
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes no further, or it would save at once what it has just chosen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take_typed()
        else:
            event.ignore()

    def _list(self, when: When) -> tuple[QWidget, Chips]:
        name = _heading(when)
        effects = [(effect.code, effect.text) for effect in self._vocabulary.at(when)]
        chips = Chips(effects, name, exclusive=True)
        chips.changed.connect(self._take_chip)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, look.SMALL, 0, 0)
        column.setSpacing(look.SMALL)
        column.addWidget(section_heading(name))
        column.addWidget(chips)
        return part, chips

    def _narrow(self, text: str) -> None:
        wanted = text.strip().casefold()
        for part, chips in self.lists:
            part.setVisible(chips.show_only(wanted))
        self.own.set_words(translate("EffectPicker", "Log “{words}”").format(words=text.strip()))
        self.own.setVisible(bool(wanted) and self._known(text) is None)

    def _known(self, text: str) -> str | None:
        """The code of the effect that reads as what was typed."""
        wanted = text.strip().casefold()
        effects = self._vocabulary.effects.values()
        return next((one.code for one in effects if one.text.casefold() == wanted), None)

    def _take_chip(self) -> None:
        chips = self.sender()
        if isinstance(chips, Chips) and chips.chosen():
            self.picked.emit(chips.chosen()[0])

    def _take_typed(self) -> None:
        """Enter takes the effect that was typed, the only one left, or else the words."""
        text = self.search.text().strip()
        if not text:
            return
        left = {
            effect.code
            for effect in self._vocabulary.effects.values()
            if text.casefold() in effect.text.casefold()
        }
        known = self._known(text) or (left.pop() if len(left) == 1 else None)
        self.picked.emit(known or text)

    def _take_own(self) -> None:
        self.picked.emit(self.search.text().strip())


def _heading(when: When) -> str:
    known = {
        When.DURING: translate("EffectPicker", "During, or up to a day after"),
        When.NEXT_DAYS: translate("EffectPicker", "The next days"),
        When.LONGER_TERM: translate("EffectPicker", "Longer term"),
        When.ANY_TIME: translate("EffectPicker", "At any time"),
    }
    return known[when]
