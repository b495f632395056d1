"""The lines of a questionnaire: an item's words with its answers, and the blocks they stand in."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QCheckBox, QMenu, QStyle, QWidget

from journal.instruments import Item
from journal.scoring import Absence, Answer
from ui import look, surface
from ui.widgets.scale_buttons import ScaleButtons
from ui.widgets.text import Text, second_line, section_heading
from ui.widgets.value_slider import ValueSlider

translate = QCoreApplication.translate

SLIDER_CHARACTERS = 68
"""A slider's line is at least as wide as this many characters, where there is room."""

MOST_LINES = 4
"""Words that need more lines than so many beside their answers go above them."""


@dataclass(frozen=True)
class Columns:
    """How all lines of a form are set: words beside answers, or above them; widths in pixels."""

    side_by_side: bool
    words: int
    answers: int


class AnswerLine(QWidget):
    """One item. `chosen` says that the person made a whole answer, and whether by the keyboard,
    `changed` that a number moved; both carry the item's code, as do `focused` and `cleared`.
    """

    chosen = Signal(str, bool)
    changed = Signal(str)
    cleared = Signal(str)
    focused = Signal(str)

    def __init__(self, item: Item, *, shows_words: bool = True, parent: QWidget | None = None):
        super().__init__(parent)
        self.item = item
        self._question = f"{item.group}: {item.text}" if item.group else item.text
        self.words = Text(item.text, holds_room=True, parent=self)
        self.words.setVisible(shows_words)
        self._absence = second_line("")
        self._absence.setParent(self)
        self._absence.hide()
        self.control = self._make_control()
        self.control.focused.connect(self._focus)

    def set_answer(self, answer: Answer | None) -> None:
        """Show an answer; an absence is named below the words."""
        value = None if answer is None else answer.value
        if isinstance(self.control, ScaleButtons):
            self.control.set_value(None if value is None else int(value))
        else:
            self.control.set_value(value)
        absence = None if answer is None else answer.absence
        self._absence.setText("" if absence is None else absence_words(absence))
        self._absence.setVisible(absence is not None)

    def value(self) -> float | None:
        found = self.control.value
        return None if found is None else float(found)

    def set_current(self, current: bool) -> None:
        self.words.set_semibold(current)

    def answers_room(self, lines: int) -> int:
        """Width that the answers need with their words on so many lines."""
        if isinstance(self.control, ScaleButtons):
            return self.control.room(lines)
        return look.text_width(self.font(), SLIDER_CHARACTERS)

    def words_room(self) -> int:
        """Width of the words on one line, or of a full line of text."""
        return 0 if self.words.isHidden() else self.words.sizeHint().width()

    def height_for(self, columns: Columns) -> int:
        beside, words_width = self._words_place(columns)
        words = self._words_height(words_width)
        answers = self._control_height(columns.answers)
        if beside:
            return max(words, answers)
        return words + (look.TIGHT if words else 0) + answers

    def lay_out(self, columns: Columns) -> None:
        """Place the parts inside the line's own area."""
        beside, words_width = self._words_place(columns)
        words_height = self._words_height(words_width)
        answers_height = self._control_height(columns.answers)
        left = self.width() - columns.answers if columns.side_by_side else 0
        is_row = isinstance(self.control, ScaleButtons)
        top = self.height() - answers_height
        if beside:
            top = top // 2 if is_row else 0
        self._put(self.control, QRect(left, top, columns.answers, answers_height))
        # Words stand level with a row of buttons, and with the line of a slider, not its ends.
        level = self.height() if is_row else look.control_height(self.font())
        space = max(0, level - words_height) // 2 if beside else 0
        absence = self._absence_height()
        self._put(self.words, QRect(0, space, words_width, words_height - absence))
        area = QRect(0, space + words_height - absence, words_width, absence)
        self._put(self._absence, area)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.make_menu().popup(event.globalPos())

    def make_menu(self) -> QMenu:
        """A menu, deleted when it closes, that offers to take the answer away."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction(translate("Words", "Take this answer away"))
        action.setEnabled(self.value() is not None or not self._absence.isHidden())
        action.triggered.connect(self._clear)
        return menu

    def _make_control(self) -> ScaleButtons | ValueSlider:
        item = self.item
        if item.options:
            answers = [(option.value, option.text) for option in item.options]
            buttons = ScaleButtons(answers, self._question, self)
            buttons.chosen.connect(self._choose)
            return buttons
        slider = ValueSlider(
            self._question,
            least=item.minimum,
            greatest=item.maximum,
            step=item.step,
            low=item.low,
            high=item.high,
            unit=item.unit,
            parent=self,
        )
        slider.changed.connect(self._change)
        return slider

    def _words_place(self, columns: Columns) -> tuple[bool, int]:
        """Whether the words stand beside the answers, and their width.

        Words too long for that stand above, over the whole line; the answers stay in line.
        """
        lines = self._words_height(columns.words) / self.fontMetrics().lineSpacing()
        if columns.side_by_side and lines > MOST_LINES:
            return False, columns.words + look.LARGE + columns.answers
        return columns.side_by_side, columns.words

    def _words_height(self, width: int) -> int:
        words = 0 if self.words.isHidden() else self.words.heightForWidth(width)
        return words + self._absence_height()

    def _absence_height(self) -> int:
        return 0 if self._absence.isHidden() else self._absence.sizeHint().height()

    def _control_height(self, width: int) -> int:
        if self.control.hasHeightForWidth():
            return self.control.heightForWidth(width)
        return self.control.sizeHint().height()

    def _put(self, widget: QWidget, area: QRect) -> None:
        widget.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), area))

    def _choose(self, _value: int, by_key: bool) -> None:
        self.chosen.emit(self.item.code, by_key)

    def _change(self) -> None:
        self.changed.emit(self.item.code)

    def _clear(self) -> None:
        self.cleared.emit(self.item.code)

    def _focus(self) -> None:
        self.focused.emit(self.item.code)


class Block(QWidget):
    """The lines of one group under its heading, or a single line; framed while it is current.

    `imagined` is sent when the person says that the situation was imagined, or was not.
    """

    PADDING = look.MEDIUM
    RISE = look.SMALL

    imagined = Signal()

    def __init__(self, lines: tuple[AnswerLine, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = lines
        self._is_current = False
        self._columns = Columns(side_by_side=True, words=0, answers=0)
        for line in lines:
            line.setParent(self)
        group = lines[0].item.group
        self.heading = section_heading(group)
        self.heading.setParent(self)
        self.heading.setVisible(bool(group))
        self.mark: QCheckBox | None = None
        if any(line.item.may_be_imagined for line in lines):
            self.mark = QCheckBox(translate("Words", "Did not come up, imagined"), self)
            subject = group or lines[0].item.text
            self.mark.setAccessibleName(f"{subject}: {self.mark.text()}")
            self.mark.clicked.connect(self.imagined)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the items, in their order."""
        return tuple(line.item.code for line in self.lines)

    @property
    def is_imagined(self) -> bool:
        return self.mark is not None and self.mark.isChecked()

    def set_imagined(self, imagined: bool) -> None:
        """Set the mark, without sending `imagined`."""
        if self.mark is not None:
            self.mark.setChecked(imagined)

    def with_mark(self, item: Item, answer: Answer) -> Answer:
        """The answer, marked as imagined if the block is and the item may be."""
        if answer.value is None:
            return answer
        return replace(answer, imagined=self.is_imagined and item.may_be_imagined)

    def set_current(self, code: str | None) -> None:
        """Frame the block if the item is one of its own, and stress that item's words."""
        for line in self.lines:
            line.set_current(line.item.code == code)
        is_current = code in self.codes
        if is_current != self._is_current:
            self._is_current = is_current
            self.update()

    def height_for(self, columns: Columns, width: int) -> int:
        head = self._head_height(width)
        lines = sum(line.height_for(columns) for line in self.lines)
        return head + lines + look.SMALL * (len(self.lines) - 1) + 2 * self.RISE

    def lay_out(self, columns: Columns) -> None:
        self._columns = columns
        self._place()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._is_current:
            return
        colours = look.colours_of(self.palette())
        painter = QPainter(self)
        surface.draw_surface(painter, self.rect(), colours.page, colours.accent, width=1.25)
        painter.end()

    def _place(self) -> None:
        inner = self.width() - 2 * self.PADDING
        top = self.RISE
        heading, mark = self._head_areas(self.width())
        if not self.heading.isHidden():
            self._put(self.heading, heading.translated(self.PADDING, top))
        if self.mark is not None:
            self._put(self.mark, mark.translated(self.PADDING, top))
        top += self._head_height(self.width())
        for line in self.lines:
            height = line.height_for(self._columns)
            self._put(line, QRect(self.PADDING, top, inner, height))
            line.lay_out(self._columns)
            top += height + look.SMALL

    def _head_areas(self, width: int) -> tuple[QRect, QRect]:
        """Where the heading and the mark lie: side by side, else one below the other."""
        inner = width - 2 * self.PADDING
        mark = QSize(0, 0) if self.mark is None else self.mark.sizeHint()
        if self.heading.isHidden():
            return QRect(0, 0, 0, 0), QRect(inner - mark.width(), 0, mark.width(), mark.height())
        beside = inner - mark.width() - look.MEDIUM
        if self.mark is None or self.heading.sizeHint().width() <= beside:
            room = inner if self.mark is None else beside
            height = max(self.heading.heightForWidth(room), mark.height())
            return (
                QRect(0, 0, room, height),
                QRect(inner - mark.width(), 0, mark.width(), height),
            )
        height = self.heading.heightForWidth(inner)
        return QRect(0, 0, inner, height), QRect(0, height, mark.width(), mark.height())

    def _head_height(self, width: int) -> int:
        heading, mark = self._head_areas(width)
        height = max(heading.bottom(), mark.bottom()) + 1
        return height + look.TIGHT if height > 0 else 0

    def _put(self, widget: QWidget, area: QRect) -> None:
        widget.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), area))


def absence_words(absence: Absence) -> str:
    """Why there is no answer, in words."""
    return {
        Absence.SKIPPED: translate("Words", "Skipped"),
        Absence.DID_NOT_COME_UP: translate("Words", "Did not come up"),
        Absence.NOT_ASKED: translate("Words", "Not asked"),
    }[absence]
