"""The questions for the clinic in appointment mode: ticked and answered where they are read."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from journal.questions import QuestionEntry
from ui import look
from ui.widgets.text import Text, card_title

translate = QCoreApplication.translate

_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


State = tuple[bool, str]
"""Whether a question is answered, and the answer."""


class AnswerField(QLineEdit):
    """One line for an answer. Page keys and, while it is empty, arrows belong to the view."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_arrow = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if event.key() == Qt.Key.Key_Escape or (is_arrow and not self.text()):
            event.ignore()
        else:
            super().keyPressEvent(event)


class TickBox(QCheckBox):
    """Space ticks it; arrows belong to the view."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class QuestionLine(QWidget):
    """One question with a box to tick and a line to write on.

    `told` carries the question's id, whether it is answered, and the answer.
    """

    told = Signal(str, bool, str)

    def __init__(self, question: QuestionEntry, *, can_write: bool) -> None:
        super().__init__()
        self.id = question.id or ""
        self._kept: State | None = (not question.is_open, question.answer)
        self.before: State | None = self._kept
        self.box = TickBox()
        self.box.setAccessibleName(question.text)
        self.box.setChecked(not question.is_open)
        self.box.setEnabled(can_write)
        self.text = Text(question.text)
        self.answer = AnswerField(question.answer)
        self.answer.setAccessibleName(
            translate("Appointment", "Answer to: {question}").format(question=question.text)
        )
        self.answer.setPlaceholderText(translate("Appointment", "Write the answer"))
        self.answer.setReadOnly(not can_write)
        self.box.clicked.connect(self._tick)
        self.answer.editingFinished.connect(self.tell)
        words = QVBoxLayout()
        words.setSpacing(look.SMALL)
        words.addWidget(self.text)
        words.addWidget(self.answer)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.SMALL, 0, look.MEDIUM)
        row.setSpacing(look.MEDIUM)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def tell(self) -> None:
        """Tell what was ticked or written, unless it is told already."""
        answer = self.answer.text().strip()
        if answer and (self._kept is None or answer != self._kept[1]):
            self.box.setChecked(True)  # what has an answer is answered
        now = (self.box.isChecked(), answer)
        if now != self._kept:
            self.before, self._kept = self._kept, now
            self.told.emit(self.id, *now)

    def see(self, state: State) -> None:
        """The journal has another answer than was told; what is written is told again over it."""
        self._kept = state

    @property
    def is_told(self) -> bool:
        """Whether what is written was told."""
        return self._kept is not None and self._kept[1] == self.answer.text().strip()

    def take_back(self) -> None:
        """What was told last could not be kept, so it is told again the next time."""
        self._kept = None

    def _tick(self) -> None:
        self.tell()


class QuestionsLeaf(QWidget):
    """The open questions, and those answered today.

    `told` carries a question's id, whether it is answered, and the answer; `touched` follows each
    key.
    """

    told = Signal(str, bool, str)
    touched = Signal()

    def __init__(self, questions: Sequence[QuestionEntry], *, can_write: bool) -> None:
        super().__init__()
        self.lines = tuple(QuestionLine(one, can_write=can_write) for one in questions)
        self.empty = Text(translate("Appointment", "No question is waiting."), muted=True)
        self.empty.setVisible(not self.lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        column.addWidget(card_title(translate("Appointment", "Questions for the clinic")))
        column.addWidget(self.empty)
        for line in self.lines:
            line.told.connect(self.told)
            line.answer.textEdited.connect(self._touch)
            column.addWidget(line)
        column.addStretch(1)

    def flush(self) -> None:
        """Tell what was typed a moment ago."""
        for line in self.lines:
            line.tell()

    def typed(self) -> dict[str, str]:
        """What was written and not told yet, by the id of its question."""
        return {line.id: line.answer.text() for line in self.lines if not line.is_told}

    def show_typed(self, left: Mapping[str, str]) -> None:
        """Show what was written before and not told; it is told with the next page."""
        for line in self.lines:
            line.answer.setText(left.get(line.id, line.answer.text()))

    def _touch(self) -> None:
        self.touched.emit()

    def line(self, question_id: str) -> QuestionLine:
        """The line of a question."""
        return next(line for line in self.lines if line.id == question_id)

    def take_back(self, question_id: str) -> None:
        """The journal refused an answer: what is written stays, to be told again."""
        for line in self.lines:
            if line.id == question_id:
                line.take_back()
