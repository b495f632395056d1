"""The form of one side effect: what, how strong, from when to when, after which treatment.

A `SideEffectEntry` goes in and comes out. The safety text that belongs to an effect is shown as
soon as the effect is chosen; it is the same for everybody.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from journal.days import DAY_ENDS_AT, Instant, day_of
from journal.records import Severity, Status
from journal.side_effect_terms import Vocabulary
from journal.side_effects import SideEffectEntry
from journal.treatments import TreatmentEntry
from journal.words.recorded import amount_words
from ui import look, words
from ui.forms.effect_picker import EffectPicker
from ui.forms.effect_times import EffectTimes
from ui.icons import Icon
from ui.widgets.button import Button, Weight
from ui.widgets.button_row import button_row
from ui.widgets.entry_fields import ChoiceField, Labelled
from ui.widgets.fixed_text import FixedText
from ui.widgets.scale_buttons import ScaleButtons
from ui.widgets.text import Text, card_title, section_heading

translate = QCoreApplication.translate

FOLLOWS_WITHIN = timedelta(days=1)
"""A treatment up to so long before the day is filled in as the one that the effect followed."""

_GRADES = tuple(Severity)


@dataclass(frozen=True)
class Occasion:
    """What the form is opened for: the day shown, the time, and the treatments there are.

    `treatment_id` is the treatment that is looked at, if one is.
    """

    day: date
    now: Instant
    treatments: Sequence[TreatmentEntry] = ()
    day_ends_at: time = DAY_ENDS_AT
    treatment_id: str | None = None

    def treatment(self, treatment_id: str | None) -> TreatmentEntry | None:
        """The treatment of that id."""
        return next((one for one in self.treatments if one.id == treatment_id), None)

    @property
    def followed(self) -> TreatmentEntry | None:
        """The treatment that a new effect is taken to follow, until the person says otherwise."""
        if self.treatment_id is not None:
            return self.treatment(self.treatment_id)
        near = [
            one
            for one in self.treatments
            if one.status is not Status.CANCELLED
            and timedelta(0) <= self.day - one.day <= FOLLOWS_WITHIN
            and one.start.utc <= self.now.utc
        ]
        return max(near, key=lambda one: one.start.utc, default=None)


class SideEffectForm(QWidget):
    """First the effect is chosen, then the rest is said.

    `kept` carries a `SideEffectEntry`; `closed` is sent when the person leaves the form, `changed`
    with each change.
    """

    kept = Signal(object)
    closed = Signal()
    changed = Signal()

    def __init__(self, vocabulary: Vocabulary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vocabulary = vocabulary
        self._occasion: Occasion | None = None
        self._entry = SideEffectEntry(effect="")
        self.picker = EffectPicker(vocabulary)
        self.picker.picked.connect(self._pick)
        self.effect = card_title("")
        self.change = Button(translate("SideEffectForm", "Change"), weight=Weight.QUIET)
        self.safety = FixedText()
        self.severity = ScaleButtons(
            [
                (number, f"{words.grade(grade).capitalize()}: {vocabulary.grades[grade]}")
                for number, grade in enumerate(_GRADES, 1)
            ],
            translate("SideEffectForm", "How strong"),
        )
        self.treatment = ChoiceField(translate("SideEffectForm", "It followed"))
        self.times = EffectTimes()
        self.note = QLineEdit()
        self.problem = Text()
        self.save = Button(translate("SideEffectForm", "Save"), Icon.CHECK, Weight.MAIN)
        self.close_button = Button(translate("SideEffectForm", "Cancel"), weight=Weight.QUIET)
        self._lay_out()
        self._connect()

    def begin(self, occasion: Occasion, entry: SideEffectEntry | None = None) -> None:
        """Ask for a new side effect, or show one that is kept."""
        self._occasion = occasion
        self._entry = entry or SideEffectEntry(effect="")
        followed = occasion.treatment(entry.treatment_id) if entry else occasion.followed
        self.treatment.set_choices(_treatment_choices(occasion))
        self.treatment.set_value("" if followed is None else followed.id or "")
        self.times.set_treatment(followed)
        self.times.begin(
            occasion.day,
            occasion.now,
            self._entry.onset,
            self._entry.end,
            occasion.day_ends_at,
            is_new=entry is None,
        )
        grade = self._entry.severity
        self.severity.set_value(None if grade is None else _GRADES.index(grade) + 1)
        self.note.setText(self._entry.note)
        self.problem.hide()
        self.picker.begin()
        self._show_effect(self._entry.effect)

    def value(self) -> SideEffectEntry:
        """The side effect as it stands in the form."""
        onset, end = self.times.value()
        return dataclasses.replace(
            self._entry,
            severity=self._grade(),
            onset=onset,
            end=end,
            treatment_id=self.treatment.value or None,
            note=self.note.text().strip(),
        )

    def submit(self) -> None:
        """Send `kept`, or say what stands in the way."""
        if self.times.ends_too_early:
            self.problem.setText(
                translate(
                    "SideEffectForm",
                    "It would end before it began. Please change one of the two times.",
                )
            )
            self.problem.show()
            return
        self.problem.hide()
        if self._entry.effect:
            self.kept.emit(self.value())

    def take_focus(self) -> None:
        """Put the cursor where the form begins."""
        if self._entry.effect:
            self.severity.take_focus()
        else:
            self.picker.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, wherever it means nothing else."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._details.isHidden():
            self.submit()
        else:
            event.ignore()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(look.SMALL)
        head.addWidget(self.effect)
        head.addWidget(self.change)
        head.addStretch()
        self._details = QWidget()
        inner = QVBoxLayout(self._details)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(look.SMALL)
        inner.addLayout(head)
        inner.addWidget(self.safety)
        for heading, widget in (
            (translate("SideEffectForm", "How strong"), self.severity),
            (translate("SideEffectForm", "When"), self.times),
        ):
            inner.addSpacing(look.SMALL)
            inner.addWidget(section_heading(heading))
            inner.addWidget(widget)
        last = QHBoxLayout()
        last.setSpacing(look.LARGE)
        last.addWidget(Labelled(translate("SideEffectForm", "It followed"), self.treatment), 1)
        last.addWidget(Labelled(translate("SideEffectForm", "Note"), self.note), 1)
        inner.addSpacing(look.SMALL)
        inner.addLayout(last)
        inner.addWidget(self.problem)
        buttons = button_row(self.save, self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.MEDIUM)
        column.addWidget(self.picker)
        column.addWidget(self._details)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.change.clicked.connect(self._choose_again)
        self.severity.chosen.connect(self._show_safety)
        self.treatment.currentIndexChanged.connect(self._follow_treatment)
        self.save.clicked.connect(self.submit)
        self.close_button.clicked.connect(self.closed)
        self.picker.search.textChanged.connect(self._tell)
        self.note.textChanged.connect(self._tell)
        self.severity.chosen.connect(self._tell)
        self.treatment.currentIndexChanged.connect(self._tell)
        self.times.changed.connect(self._tell)

    def _tell(self) -> None:
        self.changed.emit()

    def _pick(self, effect: str) -> None:
        self._entry = dataclasses.replace(self._entry, effect=effect)
        self._show_effect(effect)
        self.severity.take_focus()
        self.changed.emit()

    def _choose_again(self) -> None:
        self.picker.begin()
        self._show_effect("")
        self.picker.take_focus()

    def _show_effect(self, effect: str) -> None:
        self.effect.setText(self._vocabulary.words(effect))
        self.picker.setVisible(not effect)
        self._details.setVisible(bool(effect))
        self.save.setVisible(bool(effect))
        # Alone it stands at the edge, where a quiet button would look moved in.
        self.close_button.set_weight(Weight.QUIET if effect else Weight.PLAIN)
        self._show_safety()

    def _show_safety(self) -> None:
        found = self._vocabulary.safety_text(self._entry.effect, self._grade())
        self.safety.set_words(found.title, found.text)

    def _grade(self) -> Severity | None:
        chosen = self.severity.value
        return None if chosen is None else _GRADES[chosen - 1]

    def _follow_treatment(self) -> None:
        if self._occasion is not None:
            self.times.set_treatment(self._occasion.treatment(self.treatment.value or None))


def _treatment_choices(occasion: Occasion) -> list[tuple[str, str]]:
    """No treatment, then those up to the day, the latest first."""
    today = day_of(occasion.now, occasion.day_ends_at)
    choices = [("", translate("SideEffectForm", "no treatment"))]
    for one in sorted(occasion.treatments, key=lambda one: one.start.utc, reverse=True):
        if one.id is not None and one.day <= occasion.day and one.status is not Status.CANCELLED:
            day = words.short_day(one.day, today)
            amount = amount_words(one.amount, one.unit, one.route)
            choices.append((one.id, f"{day}, {amount}" if amount else day))
    return choices
