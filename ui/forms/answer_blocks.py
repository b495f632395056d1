"""All blocks of a questionnaire, one below another, with their columns in line."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from journal.instruments import Instrument
from ui import look
from ui.forms.answer_lines import AnswerLine, Block, Columns
from ui.widgets.scale_buttons import ScaleButtons

LEAST_WORDS = 25
"""Words beside answers get at least this many characters to a line, else they go above."""

USUAL_WORDS = 54
EASE = look.LARGE
"""Buttons grow by up to this many pixels each where there is room."""


def make_blocks(instrument: Instrument) -> tuple[Block, ...]:
    """One block for each item, or for each run of items of one group.

    The title says all that is to be said of a single slider.
    """
    shows_words = len(instrument.items) > 1 or bool(instrument.items[0].options)
    blocks = []
    numbered = enumerate(instrument.items)
    for _key, run in groupby(numbered, lambda pair: pair[1].group or pair[0]):
        blocks.append(Block(tuple(AnswerLine(item, shows_words=shows_words) for _, item in run)))
    return tuple(blocks)


def choose_columns(lines: Sequence[AnswerLine], width: int) -> Columns:
    """The widest way of setting the lines that fits into `width` pixels.

    First words and answers on one line each, then narrower words, then answers on two lines, and
    at last the words above the answers. A line with very long words puts them above by itself.
    """
    font = lines[0].font()
    natural = min(max(line.words_room() for line in lines), look.text_width(font, USUAL_WORDS))
    least = min(natural, look.text_width(font, LEAST_WORDS))
    if natural == 0:
        return Columns(side_by_side=False, words=width, answers=width)
    for rows, words in ((1, natural), (1, least), (2, least)):
        answers = max(line.answers_room(rows) for line in lines)
        spare = width - look.LARGE - words - answers
        if spare >= 0:
            # Answers on one line have what they need, so that what is left over goes to the words.
            words_first = natural - words if rows == 1 else 0
            answers += min(max(0, spare - words_first), _ease(lines))
            return Columns(side_by_side=True, words=width - look.LARGE - answers, answers=answers)
    return Columns(side_by_side=False, words=width, answers=width)


def _ease(lines: Sequence[AnswerLine]) -> int:
    return max(
        len(line.control.buttons) * EASE if isinstance(line.control, ScaleButtons) else 0
        for line in lines
    )


class AnswerBlocks(QWidget):
    """Places the blocks for any width; its height follows from its width."""

    GAP = look.TIGHT

    def __init__(self, blocks: Sequence[Block], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blocks = tuple(blocks)
        self._lines = tuple(line for block in blocks for line in block.lines)
        for block in self._blocks:
            block.setParent(self)
        # A fixed height would be that of the size hint, and cut whatever wraps.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        columns = self._columns(width)
        heights = [block.height_for(columns, width) for block in self._blocks]
        return sum(heights) + self.GAP * (len(heights) - 1)

    def sizeHint(self) -> QSize:
        usual = look.text_width(self.font(), USUAL_WORDS)
        words = min(max(line.words_room() for line in self._lines), usual)
        answers = max(line.answers_room(1) for line in self._lines)
        width = words + look.LARGE + answers + 2 * Block.PADDING
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        widest = max(line.control.minimumSizeHint().width() for line in self._lines)
        return QSize(widest + 2 * Block.PADDING, look.control_height(self.font()))

    def refresh(self) -> None:
        """Lay out anew after something inside became higher or lower."""
        self.updateGeometry()
        self._place()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self.refresh()

    def _columns(self, width: int) -> Columns:
        return choose_columns(self._lines, width - 2 * Block.PADDING)

    def _place(self) -> None:
        columns = self._columns(self.width())
        top = 0
        for block in self._blocks:
            height = block.height_for(columns, self.width())
            block.setGeometry(QRect(0, top, self.width(), height))
            block.lay_out(columns)
            top += height + self.GAP
