"""The form of a scale of one's own: an `OwnScale` goes in, an `OwnScale` comes out.

Below it stands what will be asked, as the same questionnaire that asks it.
"""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from journal.instruments import Direction
from journal.own_scales import OwnScale, Question, Slider
from ui import look
from ui.forms.own_asking import AskingFields
from ui.forms.own_preview import OwnPreview
from ui.forms.own_question import QuestionFields
from ui.icons import Icon
from ui.widgets.button import Button, Weight
from ui.widgets.button_row import button_row
from ui.widgets.entry_fields import Labelled
from ui.widgets.segments import Segments
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate

LONGEST_TITLE = 60
MOST_QUESTIONS = 12


def begun_scale() -> OwnScale:
    """What a new scale begins with: one slider from 0 to 10, asked every day about today."""
    return OwnScale("", (Question("", Slider(0, 10)),), due_every=1)


class OwnScaleForm(QWidget):
    """`kept` carries the scale once nothing in it is refused; `cancelled` asks to leave it.

    `changed` is sent when something in the form is another than before;
    `went_to` carries the field that the keyboard was put into, which may lie out of sight.
    """

    kept = Signal(object)
    cancelled = Signal()
    changed = Signal()
    went_to = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = begun_scale()
        self._is_fixed = False
        self._taken: frozenset[str] = frozenset()
        self.questions: list[QuestionFields] = []
        self.title = QLineEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.add_question = Button(translate("OwnScale", "Ask something else too"), Icon.PLUS)
        self.asking = AskingFields()
        self.direction = Segments(
            (
                (Direction.WORSE, translate("OwnScale", "A higher number is worse")),
                (Direction.BETTER, translate("OwnScale", "A higher number is better")),
                (Direction.NEITHER, translate("OwnScale", "Neither")),
            ),
            translate("OwnScale", "Which end is better"),
        )
        self.preview = OwnPreview()
        self.said = Text()
        self.save = Button(translate("OwnScale", "Save"), Icon.CHECK, Weight.MAIN)
        self.cancel = Button(translate("OwnScale", "Cancel"), weight=Weight.QUIET)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.show_preview)
        self._lay_out()
        self._connect()
        self.show_scale(self._scale)

    def show_scale(
        self, scale: OwnScale, *, is_used: bool = False, taken: Iterable[str] = ()
    ) -> None:
        """Show a scale, a new one or one that is kept; of a used one only words may change.

        `taken` are the names that the others have.
        """
        self._scale, self._is_fixed = scale, is_used
        self._taken = frozenset(name.casefold() for name in taken)
        self.fixed_said.setVisible(is_used)
        self.title.setText(scale.title)
        for fields in tuple(self.questions):
            self._drop(fields)
        for question in scale.questions:
            self._put(question)
        self.asking.show_scale(scale, fixed=is_used)
        self.direction.set_value(scale.direction)
        self._title.say("")
        self.say("")
        self._tidy()
        self.show_preview()

    def value(self) -> OwnScale:
        """The scale as it stands in the form."""
        told = replace(
            self._scale,
            title=self.title.text().strip(),
            questions=tuple(fields.question() for fields in self.questions),
            direction=Direction(self.direction.value),
        )
        return self.asking.told(told)

    def submit(self) -> None:
        """Send `kept`, or say what stands in the way and go there."""
        problem = self._title_problem()
        self._title.say(problem)
        self.say("")
        if problem:
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        elif any(fields.show_problem() for fields in self.questions) or self.asking.show_problem():
            pass
        else:
            self.kept.emit(self.value())
            return
        self.went_to.emit(self.focusWidget())

    def say(self, text: str) -> None:
        """Say something above the buttons; an empty text takes it away."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def take_focus(self) -> None:
        """Put the cursor into the name."""
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_more(self) -> None:
        """Add a question that is answered as the last one is, and go to it."""
        self._put(replace(self.questions[-1].question(), text=""))
        self._tidy()
        self.questions[-1].take_focus()
        self._change()

    def show_preview(self) -> None:
        """Show what would be asked now."""
        self._soon.stop()
        self.preview.show_scale(self.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, wherever it means nothing else."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            event.ignore()

    def _title_problem(self) -> str:
        """What stands in the way of the name; empty when nothing does."""
        title = self.title.text().strip()
        if not title:
            return translate("OwnScale", "Please give the scale a name.")
        if title.casefold() in self._taken:
            return translate("OwnScale", "Another one has this name. Please tell the two apart.")
        return ""

    def _lay_out(self) -> None:
        self.fixed_said = Text(_fixed_words())
        self.sum_said = second_line(_sum_words())
        self._title = Labelled(
            translate("OwnScale", "Name of the scale"),
            self.title,
            hint=translate("OwnScale", "Such as “Tension in the jaw”."),
        )
        self._questions = QVBoxLayout()
        self._questions.setSpacing(look.LARGE)
        buttons = button_row(self.save, self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.MEDIUM)
        column.addWidget(self.fixed_said)
        column.addWidget(self._title)
        column.addLayout(self._questions)
        column.addWidget(self.add_question, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.sum_said)
        column.addWidget(self.asking)
        column.addWidget(Labelled(translate("OwnScale", "Which end is better"), self.direction))
        column.addWidget(self.preview)
        column.addWidget(self.said)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.title.textEdited.connect(self._change)
        self.add_question.clicked.connect(self.ask_more)
        self.asking.changed.connect(self._change)
        self.asking.often.chosen.connect(self._tell)
        self.asking.days.changed.connect(self._tell)
        self.asking.several.toggled.connect(self._tell)
        self.direction.chosen.connect(self._tell)
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.cancelled)

    def _put(self, question: Question) -> None:
        fields = QuestionFields()
        fields.show_question(question, fixed=self._is_fixed)
        fields.changed.connect(self._change)
        fields.removed.connect(self._remove)
        self.questions.append(fields)
        self._questions.addWidget(fields)
        if not self.isHidden():
            fields.show()  # a layout shows what is added to it too late for the focus

    def _remove(self) -> None:
        fields = self.sender()
        if isinstance(fields, QuestionFields):
            place = self.questions.index(fields)
            self._drop(fields)
            self._tidy()
            self.questions[min(place, len(self.questions) - 1)].take_focus()
            self._change()

    def _drop(self, fields: QuestionFields) -> None:
        self.questions.remove(fields)
        self._questions.removeWidget(fields)
        fields.hide()
        fields.deleteLater()

    def _tidy(self) -> None:
        """Offer what can be done with so many questions."""
        count = len(self.questions)
        for place, fields in enumerate(self.questions, 1):
            fields.name(place, count)
        self.add_question.setVisible(not self._is_fixed and count < MOST_QUESTIONS)
        self.sum_said.setVisible(count > 1)

        self._order()

    def _order(self) -> None:
        """Let Tab go in reading order, which is not that in which the parts were made."""
        before: QWidget = self.title
        for fields in self.questions:
            for part in fields.tab_parts:
                self.setTabOrder(before, part)
                before = part

    def _tell(self) -> None:
        self.changed.emit()

    def _change(self) -> None:
        self.changed.emit()
        self._order()
        self._soon.start(0)
        focused = self.focusWidget()
        if focused is not None:
            self.went_to.emit(focused)  # a line that was added may lie below the page


def _fixed_words() -> str:
    return translate(
        "OwnScale",
        "Something is logged with this scale, so what its numbers stand for stays as it is. Words "
        "can be put better. To ask something else, make another scale.",
    )


def _sum_words() -> str:
    return translate(
        "OwnScale",
        "The answers are added up to one number. For two lines on the chart, make two scales.",
    )
