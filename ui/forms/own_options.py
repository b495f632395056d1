"""The answers to choose from in a scale of one's own: a number and its words on each line."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from journal.instruments import Option
from ui import look
from ui.icons import Icon
from ui.widgets.button import Button, Weight
from ui.widgets.number_field import NumberField
from ui.widgets.text import Text

translate = QCoreApplication.translate

LONGEST_WORDS = 80
FURTHEST = 999
"""The numbers of answers lie between this and its negative."""

_LEAST = 2
_MOST = 12
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class OptionLine(QWidget):
    """One answer. `removed` is sent by its button, `edited` when the person changes it."""

    removed = Signal()
    edited = Signal()

    def __init__(self, value: int | None, words: str) -> None:
        super().__init__()
        self.number = NumberField(-FURTHEST, FURTHEST)
        self.number.set_value(value)
        self.words = QLineEdit(words)
        self.words.setMaxLength(LONGEST_WORDS)
        self.words.setMinimumHeight(look.LEAST_CONTROL)
        self.words.setPlaceholderText(translate("OwnScale", "in words"))
        self.remove = Button(translate("OwnScale", "Remove"), weight=Weight.QUIET)
        self.number.changed.connect(self.edited)
        self.words.textEdited.connect(self.edited)
        self.remove.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.SMALL)
        row.addWidget(self.number)
        row.addWidget(self.words, 1)
        row.addWidget(self.remove)

    @property
    def is_empty(self) -> bool:
        return not self.words.text().strip()

    def name(self, place: int) -> None:
        """Tell the parts which answer of the list they belong to."""
        for part, words in (
            (self.number, translate("OwnScale", "Number of answer {n}")),
            (self.words, translate("OwnScale", "Words of answer {n}")),
            (self.remove, translate("OwnScale", "Remove answer {n}")),
        ):
            part.setAccessibleName(words.format(n=place))

    def take_focus(self) -> None:
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)


class OptionLines(QWidget):
    """All answers of one question. Enter goes to the next line, and adds one after the last.

    `changed` is sent when the person changes anything.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[OptionLine] = []
        self._is_fixed = False
        self.add = Button(translate("OwnScale", "Add an answer"), Icon.PLUS)
        self.add.clicked.connect(self.add_line)
        self._column = QVBoxLayout()
        self._column.setSpacing(look.SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        column.addWidget(Text(translate("OwnScale", "Answers: a number, and what it means")))
        column.addLayout(self._column)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)

    @property
    def tab_parts(self) -> tuple[QWidget, ...]:
        """What the Tab key reaches, in reading order."""
        parts = [(line.number, line.words, line.remove) for line in self.lines]
        return (*(part for line in parts for part in line), self.add)

    def show_options(self, options: Sequence[Option]) -> None:
        """Show these answers, without sending `changed`."""
        for line in tuple(self.lines):
            self._drop(line)
        for option in options:
            self._put(OptionLine(option.value, option.text))
        self._tidy()

    def options(self) -> tuple[Option, ...]:
        """The answers that have words, by rising number; one without a number counts as 0."""
        told = [line for line in self.lines if not line.is_empty]
        found = [Option(int(one.number.value or 0), one.words.text().strip()) for one in told]
        return tuple(sorted(found, key=lambda option: option.value))

    def problem(self) -> tuple[str, QWidget] | None:
        """What stands in the way, and where; None when nothing does."""
        told = [line for line in self.lines if not line.is_empty]
        if len(told) < _LEAST:
            field = next((line for line in self.lines if line.is_empty), self.lines[-1]).words
            return translate("OwnScale", "Please give at least two answers."), field
        numbers: set[float] = set()
        words: set[str] = set()
        for line in told:
            value, text = line.number.value, " ".join(line.words.text().split()).casefold()
            if value is None:
                return translate("OwnScale", "Please give each answer a number."), line.number
            if value in numbers:
                return translate("OwnScale", "Two answers have the same number."), line.number
            if text in words:
                return translate("OwnScale", "Two answers have the same words."), line.words
            numbers.add(value)
            words.add(text)
        return None

    def fix(self, *, fixed: bool) -> None:
        """Whether only the words may change, because something was logged with the numbers."""
        self._is_fixed = fixed
        self._tidy()

    def add_line(self) -> None:
        """Add an answer, one number above the highest, and go to its words."""
        if len(self.lines) >= _MOST or self._is_fixed:
            return
        numbers = [line.number.value for line in self.lines if line.number.value is not None]
        self._put(OptionLine(int(max(numbers)) + 1 if numbers else 0, ""))
        self._tidy()
        self.lines[-1].show()  # a layout shows what is added to it too late for the focus
        self.lines[-1].take_focus()
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _ENTER:
            event.ignore()
            return
        place = next((n for n, line in enumerate(self.lines) if _holds_focus(line)), None)
        if place is None:
            event.ignore()
        elif place + 1 < len(self.lines):
            self.lines[place + 1].take_focus()
        elif self.lines[place].is_empty or self._is_fixed or len(self.lines) >= _MOST:
            event.ignore()  # nothing more to tell here, so it means what it means to the form
        else:
            self.add_line()

    def _put(self, line: OptionLine) -> None:
        line.edited.connect(self.changed)
        line.removed.connect(self._remove)
        self.lines.append(line)
        self._column.addWidget(line)

    def _remove(self) -> None:
        line = self.sender()
        if isinstance(line, OptionLine):
            place = self.lines.index(line)
            self._drop(line)
            self._tidy()
            self.lines[min(place, len(self.lines) - 1)].take_focus()
            self.changed.emit()

    def _drop(self, line: OptionLine) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _tidy(self) -> None:
        """Name the lines by their places, and offer what can be done with so many."""
        for place, line in enumerate(self.lines, 1):
            line.name(place)
            line.number.setEnabled(not self._is_fixed)
            line.remove.setVisible(not self._is_fixed and len(self.lines) > _LEAST)
        self.add.setVisible(not self._is_fixed and len(self.lines) < _MOST)


def _holds_focus(line: OptionLine) -> bool:
    return line.number.hasFocus() or line.words.hasFocus()
