"""The check that is open: its form, and what is asked around it before it is saved."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journal.scoring import is_complete
from ui import look
from ui.forms.questionnaire import Questionnaire
from ui.icons import Icon
from ui.pages.today.day_values import Check, Stage
from ui.widgets.button import Button, Weight
from ui.widgets.meanwhile import Meanwhile, News
from ui.widgets.text import Text

translate = QCoreApplication.translate


class MissingPrompt(QWidget):
    """Asked inside the form when it is saved with answers missing."""

    go_on = Signal()
    save_anyway = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = Text(semibold=True)
        self.on_button = Button(translate("Today", "Go on"), weight=Weight.MAIN)
        self.save_button = Button(translate("Today", "Save as incomplete"))
        self.on_button.clicked.connect(self.go_on)
        self.save_button.clicked.connect(self.save_anyway)
        row = QHBoxLayout(self)
        side = look.MEDIUM
        row.setContentsMargins(side, look.SMALL, side, 0)
        row.setSpacing(look.SMALL)
        row.addWidget(self._text, 1)
        row.addWidget(self.save_button)
        row.addWidget(self.on_button)
        self.hide()

    @property
    def text(self) -> str:
        """What is asked."""
        return self._text.text()

    def ask(self, missing: int) -> None:
        """Say how many answers are missing."""
        one = translate("Today", "1 answer is missing. Without it there is no total.")
        many = translate(
            "Today", "%n answers are missing. Without them there is no total.", "", missing
        )
        self._text.setText(one if missing == 1 else many)
        self._text.updateGeometry()
        self.show()
        self.on_button.setFocus(Qt.FocusReason.TabFocusReason)


class OpenCheck(QWidget):
    """The form of one instrument with what is asked around it.

    `answered` and `save_wanted` carry the instrument's code and the answers; `closed` and
    `put_back_wanted` the code. `asked` is sent when the form needs to be answered itself.
    """

    answered = Signal(str, object)
    save_wanted = Signal(str, object)
    closed = Signal(str)
    put_back_wanted = Signal(str)
    asked = Signal()

    def __init__(self, check: Check) -> None:
        super().__init__()
        self.instrument = check.instrument
        self.form = Questionnaire(check.instrument)
        self.form.answered.connect(self._answered)
        self.form.finished.connect(self._finish)
        self.prompt = MissingPrompt()
        self.prompt.go_on.connect(self._go_on)
        self.prompt.save_anyway.connect(self._save)
        self.form.body.addWidget(self.prompt)
        self.meanwhile = Meanwhile()
        self.meanwhile.setContentsMargins(look.MEDIUM, 0, look.MEDIUM, 0)
        self.meanwhile.mine_wanted.connect(self._keep_mine)
        self.meanwhile.newer_wanted.connect(self._put_back)
        self.form.body.addWidget(self.meanwhile)
        self.put_back = Button(
            translate("Today", "Put back what was logged"), Icon.UNDO, Weight.QUIET
        )
        self.close_button = Button(translate("Today", "Close"), Icon.CHEVRON_UP, Weight.QUIET)
        self.put_back.clicked.connect(self._put_back)
        self.close_button.clicked.connect(self._close)
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(look.SMALL, 0, look.SMALL, 0)
        row.addWidget(self.put_back)
        row.addStretch()
        row.addWidget(self.close_button)
        self.form.body.addWidget(self._foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)

    def show_check(self, check: Check) -> None:
        """Show a check; the form is left alone where it shows these answers already."""
        if self.form.answers() != dict(check.answers):
            self.form.set_answers(check.answers)
            self.prompt.hide()
        if check.is_overtaken:
            self.meanwhile.tell(News.CHANGED)
        else:
            self.meanwhile.hide()
        is_logged = check.times > 0 and not check.instrument.several_a_day
        self.put_back.setVisible(is_logged and check.has_draft and not check.is_overtaken)
        self._foot.setVisible(check.stage not in (Stage.DUE, Stage.HALF_FILLED) or is_logged)

    def _answered(self, _item: str) -> None:
        answers = self.form.answers()
        if is_complete(self.instrument, answers):
            self.prompt.hide()
        self.answered.emit(self.instrument.code, answers)

    def _finish(self) -> None:
        answers = self.form.answers()
        missing = [one for one in self.instrument.items if one.scored and one.code not in answers]
        if not answers:
            self.form.start()
        elif missing:
            self.prompt.ask(len(missing))
            self.asked.emit()
        else:
            self._save()

    def _go_on(self) -> None:
        self.prompt.hide()
        self.form.start()

    def _save(self) -> None:
        self.prompt.hide()
        if self.meanwhile.is_asking:
            self.meanwhile.take_focus()
            self.asked.emit()
            return
        self.save_wanted.emit(self.instrument.code, self.form.answers())

    def _keep_mine(self) -> None:
        self.meanwhile.hide()
        self._finish()

    def _put_back(self) -> None:
        self.put_back_wanted.emit(self.instrument.code)

    def _close(self) -> None:
        self.closed.emit(self.instrument.code)
