"""One question of a scale of one's own: its words, and how it is answered.

A `Question` goes in, a `Question` comes out.
"""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from journal.instruments import Option
from journal.own_scales import Choices, Question, Slider
from ui import look
from ui.forms.own_options import FURTHEST, OptionLines
from ui.widgets.button import Button, Weight
from ui.widgets.entry_fields import ChoiceField, Labelled
from ui.widgets.number_field import NumberField, number_words
from ui.widgets.segments import Segments
from ui.widgets.text import Text

translate = QCoreApplication.translate

LONGEST_QUESTION = 160
LONGEST_END = 60
STEPS = (0.1, 0.5, 1.0, 5.0, 10.0)


class Kind(StrEnum):
    """How a question is answered."""

    SLIDER = "slider"
    CHOICES = "choices"


def first_options() -> tuple[Option, ...]:
    """What a choice begins with."""
    words = (
        translate("OwnScale", "Not at all"),
        translate("OwnScale", "A little"),
        translate("OwnScale", "Quite a lot"),
        translate("OwnScale", "Very much"),
    )
    return tuple(Option(number, text) for number, text in enumerate(words))


class SliderFields(QWidget):
    """The range of a slider, with its ends in words. `changed` says that it was changed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._unit = ""
        self.least = NumberField(-FURTHEST, FURTHEST, name=translate("OwnScale", "Least number"))
        self.greatest = NumberField(
            -FURTHEST, FURTHEST, name=translate("OwnScale", "Greatest number")
        )
        self.low, self.high = QLineEdit(), QLineEdit()
        self.low.setAccessibleName(translate("OwnScale", "What the least number means"))
        self.high.setAccessibleName(translate("OwnScale", "What the greatest number means"))
        self.step = ChoiceField(translate("OwnScale", "In steps of"))
        for number in (self.least, self.greatest):
            number.changed.connect(self._tell)
        for words in (self.low, self.high):
            words.setMaxLength(LONGEST_END)
            words.setMinimumHeight(look.LEAST_CONTROL)
            words.setPlaceholderText(translate("OwnScale", "in words"))
            words.textEdited.connect(self._tell)
        self.step.currentIndexChanged.connect(self._tell)
        self._lay_out()

    def show_slider(self, slider: Slider) -> None:
        """Show a slider without sending `changed`."""
        self._unit = slider.unit
        self.least.set_value(slider.least)
        self.greatest.set_value(slider.greatest)
        self.low.setText(slider.low)
        self.high.setText(slider.high)
        steps = sorted({*STEPS, float(slider.step)})
        with QSignalBlocker(self.step):
            self.step.set_choices([(str(step), number_words(step)) for step in steps])
            self.step.set_value(str(float(slider.step)))

    def slider(self) -> Slider:
        """The slider as it stands; an empty number counts as 0."""
        return Slider(
            least=self.least.value or 0,
            greatest=self.greatest.value or 0,
            step=float(self.step.value),
            low=self.low.text().strip(),
            high=self.high.text().strip(),
            unit=self._unit,
        )

    def problem(self) -> tuple[str, QWidget] | None:
        """What stands in the way, and where; None when nothing does."""
        for field in (self.least, self.greatest):
            if field.value is None:
                return translate("OwnScale", "Please give both ends a number."), field
        slider = self.slider()
        if slider.least >= slider.greatest:
            words = translate("OwnScale", "The greatest number has to be above the least.")
            return words, self.greatest
        if slider.step > slider.greatest - slider.least:
            words = translate("OwnScale", "The steps are larger than the whole scale.")
            return words, self.step
        return None

    def fix(self, *, fixed: bool) -> None:
        """Whether only the words may change."""
        for field in (self.least, self.greatest, self.step):
            field.setEnabled(not fixed)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.SMALL)
        grid.setVerticalSpacing(look.SMALL)
        grid.setColumnStretch(3, 1)
        rows = (
            (translate("OwnScale", "From"), self.least, self.low),
            (translate("OwnScale", "To"), self.greatest, self.high),
        )
        for row, (name, number, words) in enumerate(rows):
            title, means = Text(name, wraps=False), _means()
            title.setBuddy(number)
            means.setBuddy(words)
            grid.addWidget(title, row, 0)
            grid.addWidget(number, row, 1)
            grid.addWidget(means, row, 2)
            grid.addWidget(words, row, 3)
        steps = Text(translate("OwnScale", "In steps of"), wraps=False)
        steps.setBuddy(self.step)
        grid.addWidget(steps, 2, 0)
        grid.addWidget(self.step, 2, 1, 1, 3, Qt.AlignmentFlag.AlignLeading)

    def _tell(self) -> None:
        self.changed.emit()


class QuestionFields(QWidget):
    """`changed` says that the person changed something, `removed` that the question shall go."""

    changed = Signal()
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLineEdit()
        self.text.setMaxLength(LONGEST_QUESTION)
        self.kind = Segments(
            (
                (Kind.SLIDER, translate("OwnScale", "A number on a line")),
                (Kind.CHOICES, translate("OwnScale", "One of several answers")),
            ),
            translate("OwnScale", "How it is answered"),
        )
        self.slider = SliderFields()
        self.options = OptionLines()
        self.said = Text()
        self.remove = Button(translate("OwnScale", "Remove"), weight=Weight.QUIET)
        self._label = Labelled(
            translate("OwnScale", "What is asked"),
            self.text,
            self.remove,
            hint=translate("OwnScale", "Such as “How tense was your jaw today?”."),
        )
        self._lay_out()
        self._connect()
        self.show_question(Question(""))

    @property
    def tab_parts(self) -> tuple[QWidget, ...]:
        """What the Tab key reaches, in reading order."""
        slider = self.slider
        ends = (slider.least, slider.low, slider.greatest, slider.high, slider.step)
        options = self.options.tab_parts
        return (self.text, self.remove, *self.kind.segments, *ends, *options)

    def show_question(self, question: Question, *, fixed: bool = False) -> None:
        """Show a question; `fixed` leaves only its words to be changed."""
        is_slider = isinstance(question.answer, Slider)
        self.text.setText(question.text)
        self.kind.set_value(Kind.SLIDER if is_slider else Kind.CHOICES)
        self.slider.show_slider(
            question.answer if isinstance(question.answer, Slider) else Slider()
        )
        self.options.show_options(
            question.answer.options if isinstance(question.answer, Choices) else first_options()
        )
        self.kind.setEnabled(not fixed)
        self.slider.fix(fixed=fixed)
        self.options.fix(fixed=fixed)
        self._label.say("")
        self._say("")
        self._show_kind()

    def question(self) -> Question:
        """The question as it stands."""
        is_slider = self.kind.value == Kind.SLIDER
        answer = self.slider.slider() if is_slider else Choices(self.options.options())
        return Question(self.text.text().strip(), answer)

    def name(self, place: int, count: int) -> None:
        """Tell the question which of so many it is."""
        words = translate("OwnScale", "What is asked")
        if count > 1:
            words = translate("OwnScale", "Question {n}").format(n=place)
        self._label.name(words)
        self.remove.setVisible(count > 1 and self.kind.isEnabled())
        self.remove.setAccessibleName(translate("OwnScale", "Remove question {n}").format(n=place))

    def show_problem(self) -> bool:
        """Say what stands in the way and go there; False when nothing does."""
        is_slider = self.kind.value == Kind.SLIDER
        found = self.slider.problem() if is_slider else self.options.problem()
        is_asked = bool(self.text.text().strip())
        self._label.say(
            "" if is_asked else translate("OwnScale", "Please write what is to be asked.")
        )
        self._say("" if found is None else found[0])
        field = self.text if not is_asked else None if found is None else found[1]
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        return field is not None

    def take_focus(self) -> None:
        """Put the cursor into the question."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self.said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        column.addWidget(self._label)
        for widget in (self.kind, self.slider, self.options, self.said):
            column.addWidget(widget)

    def _connect(self) -> None:
        self.text.textEdited.connect(self._tell)
        self.kind.chosen.connect(self._choose_kind)
        self.slider.changed.connect(self.changed)
        self.options.changed.connect(self.changed)
        self.remove.clicked.connect(self.removed)

    def _choose_kind(self) -> None:
        self._say("")
        self._show_kind()
        self.changed.emit()

    def _show_kind(self) -> None:
        is_slider = self.kind.value == Kind.SLIDER
        self.slider.setVisible(is_slider)
        self.options.setVisible(not is_slider)

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _tell(self) -> None:
        self.changed.emit()


def _means() -> Text:
    return Text(translate("OwnScale", "means"), muted=True, wraps=False)
