"""A form built from an instrument: answers go in, answers come out.

Digits answer and move on, Backspace goes back, Delete takes an answer away, the arrow keys move,
Enter is done. What is answered is told at once, so that nothing waits for the end.
"""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from journal.instruments import Instrument, Item
from journal.scoring import Answer, Answers
from ui import look
from ui.forms.answer_blocks import AnswerBlocks, make_blocks
from ui.forms.answer_lines import AnswerLine, Block
from ui.widgets.button import Button, Weight
from ui.widgets.card import Card
from ui.widgets.text import Text, card_title, second_line

translate = QCoreApplication.translate

LAST_DIGIT = 9
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Questionnaire(Card):
    """One instrument, partly or wholly answered.

    `answered` carries the code of an item whose answer the person changed or took away.
    `finished` says that they are done, complete or not. `save_words` are those of the button that
    sends it; empty ones leave the button out.
    """

    answered = Signal(str)
    finished = Signal()

    def __init__(
        self,
        instrument: Instrument,
        answers: Answers | None = None,
        *,
        save_words: str | None = None,
        framed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(framed=framed, parent=parent)
        self.setAccessibleName(instrument.title)
        self.instrument = instrument
        self._answers: dict[str, Answer] = {}
        self._blocks = make_blocks(instrument)
        self._lines = {line.item.code: line for block in self._blocks for line in block.lines}
        self._block_of = {line.item.code: block for block in self._blocks for line in block.lines}
        self._codes = tuple(item.code for item in instrument.items)
        self._current: str | None = None
        self._hint = second_line("")
        self._count = second_line("")
        self.save = Button(translate("Words", "Save") if save_words is None else save_words)
        self.save.setVisible(save_words != "")
        self._lay_out()
        self._connect()
        self.set_answers(answers or {})

    def answers(self) -> dict[str, Answer]:
        """The answers by item; items without one are left out."""
        return dict(self._answers)

    def set_answers(self, answers: Answers) -> None:
        """Show these answers, without sending `answered`."""
        self._answers = dict(answers)
        for block in self._blocks:
            codes = [line.item.code for line in block.lines]
            block.set_imagined(any(self._answers[c].imagined for c in codes if c in answers))
        for code, line in self._lines.items():
            line.set_answer(self._answers.get(code))
        self._area.refresh()
        self._show_progress()

    @property
    def current(self) -> str | None:
        """The code of the item that the keyboard is at; None while it is elsewhere."""
        return self._current

    @property
    def is_complete(self) -> bool:
        """Whether every item has a value."""
        return self._count_answered() == len(self._codes)

    def line(self, code: str) -> AnswerLine:
        """The line of an item; KeyError when the instrument has no such item."""
        return self._lines[code]

    def start(self) -> None:
        """Put the keyboard at the first item without a value, or at the first item."""
        self.go_to(
            next((code for code in self._codes if not self._has_value(code)), self._codes[0])
        )

    def go_to(self, code: str) -> None:
        """Put the keyboard at an item, and scroll it into view."""
        self._lines[code].control.take_focus()
        self._scroll_to(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._current is None or not plain:
            event.ignore()
        elif key in _ENTER:
            self._go_on_or_finish()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Up):
            self._step(-1)
        elif key == Qt.Key.Key_Down:
            self._step(1)
        elif key == Qt.Key.Key_Delete:
            self._clear(self._current)
        elif key == Qt.Key.Key_I and self._block_of[self._current].mark is not None:
            block = self._block_of[self._current]
            block.set_imagined(not block.is_imagined)
            self._mark_imagined(block)
        else:
            event.ignore()

    def _lay_out(self) -> None:
        """A block's padding lies in the card's margin, so that all words begin at one edge."""
        edges = self.body.contentsMargins()
        side = max(0, edges.left() - Block.PADDING)
        self.body.setContentsMargins(side, edges.top(), side, edges.bottom())
        self._area = AnswerBlocks(self._blocks)
        self.title = card_title(self.instrument.title)
        self._put(self.title, Text(self.instrument.instruction, muted=True))
        self.body.addWidget(self._area)
        foot = QHBoxLayout()
        foot.setSpacing(look.MEDIUM)
        foot.addWidget(self._hint, 1, Qt.AlignmentFlag.AlignVCenter)
        self._count.setWordWrap(False)
        foot.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.save, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.setContentsMargins(Block.PADDING, look.TIGHT, Block.PADDING, 0)
        self.body.addLayout(foot)
        if self.instrument.standard:
            self._put(second_line(self.instrument.licence))

    def _put(self, *texts: Text) -> None:
        """Add texts, set in as far as the words of the blocks are."""
        column = QVBoxLayout()
        column.setContentsMargins(Block.PADDING, 0, Block.PADDING, 0)
        column.setSpacing(look.TIGHT)
        for text in texts:
            column.addWidget(text)
        self.body.addLayout(column)

    def _connect(self) -> None:
        for line in self._lines.values():
            line.chosen.connect(self._chosen)
            line.changed.connect(self._changed)
            line.cleared.connect(self._clear)
            line.focused.connect(self._focused)
        for block in self._blocks:
            block.imagined.connect(self._imagined)
        self.save.clicked.connect(self._finish)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def _focused(self, code: str) -> None:
        self._set_current(code)

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The frame follows the keyboard, and goes when the keyboard leaves the form."""
        for block in self._blocks:
            if now is not None and now is block.mark and self._current not in block.codes:
                self._set_current(block.codes[0])
                return
        if now is not None and not self._area.isAncestorOf(now):
            self._set_current(None)

    def _set_current(self, code: str | None) -> None:
        self._current = code
        for block in self._blocks:
            block.set_current(code)

    def _chosen(self, code: str, by_key: bool) -> None:
        """Move on; nothing may scroll from under the pointer of somebody who clicks."""
        self._take(code)
        place = self._codes.index(code)
        if place + 1 < len(self._codes):
            following = self._codes[place + 1]
            self._lines[following].control.take_focus()
            if by_key:
                self._scroll_to(following)

    def _changed(self, code: str) -> None:
        self._take(code)

    def _take(self, code: str) -> None:
        """Keep what a line shows as its answer, and tell."""
        line = self._lines[code]
        value = line.value()
        if value is None:
            self._answers.pop(code, None)
        else:
            self._answers[code] = self._block_of[code].with_mark(line.item, Answer(value))
            line.set_answer(self._answers[code])
        self._show_progress()
        self.answered.emit(code)

    def _clear(self, code: str) -> None:
        if self._answers.pop(code, None) is not None:
            self._lines[code].set_answer(None)
            self._area.refresh()
            self._show_progress()
            self.answered.emit(code)

    def _imagined(self) -> None:
        block = self.sender()
        if isinstance(block, Block):
            self._mark_imagined(block)

    def _mark_imagined(self, block: Block) -> None:
        for line in block.lines:
            before = self._answers.get(line.item.code)
            if before is None:
                continue
            after = block.with_mark(line.item, before)
            if after != before:
                self._answers[line.item.code] = after
                self.answered.emit(line.item.code)

    def _step(self, step: int) -> None:
        if self._current is not None:
            place = self._codes.index(self._current) + step
            self.go_to(self._codes[min(max(place, 0), len(self._codes) - 1)])

    def _go_on_or_finish(self) -> None:
        """Enter leads from one number to the next; anywhere else it is done."""
        if self._current is None:
            return
        item = self.instrument.item(self._current)
        following = self._codes[self._codes.index(item.code) + 1 :]
        has_more = any(not self._has_value(code) for code in following)
        if not item.options and self._has_value(item.code) and has_more:
            self._step(1)
        else:
            self._finish()

    def _finish(self) -> None:
        self.finished.emit()

    def _has_value(self, code: str) -> bool:
        return code in self._answers and self._answers[code].value is not None

    def _count_answered(self) -> int:
        return sum(self._has_value(code) for code in self._codes)

    def _show_progress(self) -> None:
        count = translate("Words", "{answered} of {all}")
        self._count.setText(count.format(answered=self._count_answered(), all=len(self._codes)))
        is_complete = self.is_complete
        self._hint.setText(_complete_words() if is_complete else hint_words(self.instrument.items))
        self.save.set_weight(Weight.MAIN if is_complete else Weight.PLAIN)

    def _scroll_to(self, code: str) -> None:
        """Bring an item's block into view, where the form stands in something that scrolls."""
        widget = self.parentWidget()
        while widget is not None:
            if isinstance(widget, QScrollArea):
                widget.ensureWidgetVisible(self._block_of[code], 0, look.WIDE)
                return
            widget = widget.parentWidget()


def hint_words(items: Sequence[Item]) -> str:
    """The line that says which keys answer these items."""
    values = [option.value for item in items for option in item.options]
    if not values:
        words = translate(
            "Words", "Type a number or use the left and right keys, Enter to go on. Kept as you go."
        )
    elif min(values) < 0 or max(values) > LAST_DIGIT:
        words = translate("Words", "Move with the arrow keys, Space to answer. Kept as you go.")
    else:
        words = translate(
            "Words", "Press {least}–{greatest} to answer, Backspace to go back. Kept as you go."
        ).format(least=min(values), greatest=max(values))
    if any(item.may_be_imagined for item in items):
        words += " " + translate("Words", "I marks a situation as imagined.")
    return words


def _complete_words() -> str:
    return translate("Words", "All answered. Press Enter to save, Backspace to go back.")
