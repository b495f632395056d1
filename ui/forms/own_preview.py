"""A scale of one's own as it will be asked: the same questionnaire, only to look at."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal.instrument_files import FaultyInstrument
from journal.own_scales import OwnScale, as_instrument
from ui import look
from ui.forms.questionnaire import Questionnaire
from ui.widgets.text import second_line, section_heading

translate = QCoreApplication.translate

_CODE = "own-preview"


class OwnPreview(QWidget):
    """Neither the keyboard nor the mouse reaches what is only shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.questionnaire: Questionnaire | None = None
        self.waiting = second_line(
            translate("OwnScale", "It stands here as soon as it can be asked.")
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, look.SMALL, 0, look.SMALL)
        self._column.setSpacing(look.SMALL)
        self._column.addWidget(section_heading(translate("OwnScale", "As it will be asked")))
        self._column.addWidget(self.waiting)

    def show_scale(self, scale: OwnScale) -> None:
        """Show what would be asked; words that are still missing are stood in for."""
        questions = tuple(
            replace(one, text=one.text or translate("OwnScale", "What is asked"))
            for one in scale.questions
        )
        title = scale.title or translate("OwnScale", "Name of the scale")
        told = replace(scale, code=scale.code or _CODE, title=title, questions=questions)
        try:
            instrument = as_instrument(told)
        except FaultyInstrument:
            self._put(None)
            return
        if self.questionnaire is None or self.questionnaire.instrument != instrument:
            self._put(Questionnaire(instrument, save_words=""))

    def _put(self, questionnaire: Questionnaire | None) -> None:
        if self.questionnaire is not None:
            self._column.removeWidget(self.questionnaire)
            self.questionnaire.hide()
            self.questionnaire.deleteLater()
        self.questionnaire = questionnaire
        self.waiting.setVisible(questionnaire is None)
        if questionnaire is not None:
            questionnaire.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            for part in (questionnaire, *questionnaire.findChildren(QWidget)):
                part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._column.addWidget(questionnaire)
