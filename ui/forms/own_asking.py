"""When a scale of one's own is asked, and what it is about."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from journal.own_scales import RECALLS, OwnScale
from ui import look
from ui.widgets.entry_fields import ChoiceField, Labelled
from ui.widgets.number_field import NumberField
from ui.widgets.segments import Segments

translate = QCoreApplication.translate

LONGEST_WAIT = 365
"""Days from one time that a scale is due to the next."""

DAILY, EVERY, WHENEVER = "daily", "every", "whenever"
_USUAL_WAIT = 7


def recall_words(words: str) -> str:
    """What a scale is about, in the language of the window; other words are as they were told."""
    known = {
        "right now": translate("OwnScale", "right now"),
        "today": translate("OwnScale", "today"),
        "last night": translate("OwnScale", "last night"),
        "the last week": translate("OwnScale", "the last week"),
        "the last 2 weeks": translate("OwnScale", "the last 2 weeks"),
    }
    return known.get(words, words)


class AskingFields(QWidget):
    """`changed` is sent when the person changes what the questions look like."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.recall = ChoiceField(translate("OwnScale", "It is about"))
        self.recall.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.often = Segments(
            (
                (DAILY, translate("OwnScale", "Every day")),
                (EVERY, translate("OwnScale", "Every few days")),
                (WHENEVER, translate("OwnScale", "Whenever I like")),
            ),
            translate("OwnScale", "How often it is asked"),
        )
        self.days = NumberField(2, LONGEST_WAIT, name=translate("OwnScale", "Days between"))
        self.several = QCheckBox(translate("OwnScale", "It may be logged more than once a day"))
        self.recall.currentIndexChanged.connect(self._tell)
        self.often.chosen.connect(self._show_days)
        self._lay_out()

    def show_scale(self, scale: OwnScale, *, fixed: bool) -> None:
        """Show a scale without sending `changed`; `fixed` leaves only how often it is asked."""
        known = (*RECALLS, *({(scale.recall, scale.recall_words)} - set(RECALLS)))
        with QSignalBlocker(self.recall):
            self.recall.set_choices(
                [(f"{iso} {words}", recall_words(words)) for iso, words in known]
            )
            self.recall.set_value(f"{scale.recall} {scale.recall_words}")
        often = {None: WHENEVER, 1: DAILY}.get(scale.due_every, EVERY)
        self.often.set_value(often)
        self.days.set_value(scale.due_every if often == EVERY else _USUAL_WAIT)
        self.several.setChecked(scale.several_a_day)
        for field in (self.recall, self.several):
            field.setEnabled(not fixed)
        self._days.say("")
        self._show_days()

    def told(self, scale: OwnScale) -> OwnScale:
        """The scale, asked as it is told here; without a number of days at no fixed time."""
        recall, _, words = self.recall.value.partition(" ")
        days = None if self.days.value is None else int(self.days.value)
        return replace(
            scale,
            recall=recall,
            recall_words=words,
            several_a_day=self.several.isChecked(),
            due_every={DAILY: 1, EVERY: days, WHENEVER: None}[self.often.value],
        )

    def show_problem(self) -> bool:
        """Say what stands in the way and go there; False when nothing does."""
        is_open = self.often.value == EVERY and self.days.value is None
        self._days.say(translate("OwnScale", "Please say how many days.") if is_open else "")
        if is_open:
            self.days.setFocus()
        return is_open

    def _lay_out(self) -> None:
        self._days = Labelled(translate("OwnScale", "Days between"), self.days)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.MEDIUM)
        column.addWidget(Labelled(translate("OwnScale", "It is about"), self.recall))
        column.addWidget(Labelled(translate("OwnScale", "How often it is asked"), self.often))
        column.addWidget(self._days)
        column.addWidget(self.several)

    def _show_days(self) -> None:
        self._days.setVisible(self.often.value == EVERY)

    def _tell(self) -> None:
        self.changed.emit()
