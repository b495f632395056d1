"""The checks of a day: the open one as its form, the others as lines that can be opened."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from journal.scoring import Answers, is_complete
from journal.words.scores import score_words
from ui import look, words
from ui.forms.questionnaire import Questionnaire
from ui.icons import Icon, draw_icon
from ui.pages.today.day_values import Check, Stage
from ui.widgets.button import Button, Weight
from ui.widgets.card import Card
from ui.widgets.meanwhile import Meanwhile, News
from ui.widgets.text import Text, card_title, second_line

translate = QCoreApplication.translate


def status_words(check: Check, today: date) -> str:
    """How far a check is, in words."""
    if check.has_draft:
        if check.times and not check.instrument.several_a_day:
            return translate("Today", "changed, not saved")
        return translate("Today", "half filled in")
    if check.stage is Stage.DUE:
        return translate("Today", "due")
    if check.stage is Stage.INCOMPLETE:
        return translate("Today", "logged without a total, because answers are missing")
    if check.stage is Stage.LOGGED:
        return _logged_words(check)
    if check.next_day is not None:
        return translate("Today", "next on {day}").format(
            day=words.short_day(check.next_day, today)
        )
    return translate("Today", "whenever you like")


def _logged_words(check: Check) -> str:
    scores = score_words(check.instrument, check.scores)
    if check.times > 1 and not check.instrument.several_a_day:  # on two computers, say
        return translate(
            "Today",
            "logged {n} times, last {scores}; the median counts, and the diary shows each",
        ).format(n=check.times, scores=scores)
    if check.times > 1:
        return translate("Today", "logged {n} times, last {scores}").format(
            n=check.times, scores=scores
        )
    return translate("Today", "logged, {scores}").format(scores=scores)


def saved_words(check: Check) -> str:
    """What is said once a check is saved."""
    if check.stage is Stage.INCOMPLETE:
        return translate("Today", "saved as incomplete")
    return translate("Today", "logged, {scores}").format(
        scores=score_words(check.instrument, check.scores)
    )


def _action_words(check: Check) -> str:
    if check.has_draft or check.stage is Stage.INCOMPLETE:
        return translate("Today", "Go on")
    if check.stage is Stage.DUE:
        return translate("Today", "Fill in")
    if check.stage is Stage.LOGGED:
        if check.instrument.several_a_day:
            return translate("Today", "Log another")
        return translate("Today", "Change")
    if check.instrument.due_every is None:
        return translate("Today", "Log now")
    return translate("Today", "Start anyway")


class Tick(QWidget):
    """A tick before what is done."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        edge = look.icon_size(self.font())
        return QSize(edge, edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_icon(painter, Icon.CHECK, self.rect(), look.colours_of(self.palette()).accent)
        painter.end()


class CheckLine(QWidget):
    """One check that is not open. `opened` carries its instrument's code."""

    opened = Signal(str)

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code
        self._tick = Tick()
        self._title = Text(semibold=True)
        self.status = second_line("")
        self.action = Button("")
        self.action.clicked.connect(self._open)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        second = QHBoxLayout()
        second.setSpacing(look.TIGHT)
        second.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignVCenter)
        second.addWidget(self.status, 1)
        texts.addWidget(self._title)
        texts.addLayout(second)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.INNER)
        row.addLayout(texts, 1)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_check(self, check: Check, today: date, *, is_read_only: bool) -> None:
        """Show how far the check is."""
        title, action = check.instrument.title, _action_words(check)
        self._title.setText(title)
        self.status.setText(status_words(check, today))
        self._tick.setVisible(check.stage in (Stage.LOGGED, Stage.INCOMPLETE))
        self.action.set_words(action)
        self.action.setAccessibleName(f"{action}: {title}")
        self.action.setVisible(not is_read_only)

    def _open(self) -> None:
        self.opened.emit(self.code)


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


class Checks(QWidget):
    """All checks of a day. Forms are kept, so that going from day to day builds none anew.

    Those that are not due stand in `later`, a card of its own for the end of the page.

    `answered` and `save_wanted` carry a code and answers, the others a code; `asked` says that
    the open form asks about missing answers.
    """

    answered = Signal(str, object)
    save_wanted = Signal(str, object)
    opened = Signal(str)
    closed = Signal(str)
    put_back_wanted = Signal(str)
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._forms: dict[str, OpenCheck] = {}
        self._lines: dict[str, CheckLine] = {}
        self.open_code: str | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.MEDIUM)
        self._list_title = card_title("")
        self._list = Card()
        self._list.body.addWidget(self._list_title)
        self.later = Card(translate("Today", "Not due"))
        for card in (self._list, self.later):
            card.body.setSpacing(look.INNER)
        self._column.addWidget(self._list)

    def show_checks(
        self,
        checks: Sequence[Check],
        open_code: str | None,
        today: date,
        *,
        title: str,
        is_read_only: bool,
    ) -> None:
        """Show the checks with one of them open; `title` heads the lines of the others."""
        self.open_code = open_code
        for code, form in self._forms.items():
            form.setVisible(code == open_code)
        shown: list[str] = []
        not_due: list[str] = []
        for check in checks:
            if check.instrument.code == open_code:
                form = self._form(check)
                form.show_check(check)
                form.show()
                form.form.setEnabled(not is_read_only)
            else:
                line = self._line(check)
                line.show_check(check, today, is_read_only=is_read_only)
                (not_due if check.stage is Stage.NOT_DUE else shown).append(line.code)
        for code, line in self._lines.items():
            line.setVisible(code in (*shown, *not_due))
        for card, codes in ((self._list, shown), (self.later, not_due)):
            self._put_lines(card, codes)
        self.later.setVisible(bool(not_due))
        self._list_title.setText(title)
        self._list_title.setVisible(bool(title))
        self._list.setVisible(bool(shown) or bool(title))

    def form(self, code: str) -> Questionnaire | None:
        """The form of an instrument, if it was ever open."""
        found = self._forms.get(code)
        return None if found is None else found.form

    def open_check(self, code: str) -> OpenCheck:
        """An instrument's form with what is asked around it; KeyError if it was never open."""
        return self._forms[code]

    def line(self, code: str) -> CheckLine:
        """The line of an instrument."""
        return self._lines[code]

    def start(self) -> None:
        """Put the keyboard into the open form."""
        if self.open_code is not None:
            self._forms[self.open_code].form.start()

    def open_answers(self) -> Answers:
        """What the open form holds; nothing when none is open."""
        return {} if self.open_code is None else self._forms[self.open_code].form.answers()

    def _put_lines(self, card: Card, codes: Sequence[str]) -> None:
        """Lines in the order of the day, their buttons equally wide."""
        lines = [self._lines[code] for code in codes]
        widest = max((line.action.sizeHint().width() for line in lines), default=0)
        for line in lines:
            card.body.addWidget(line)
            line.action.setMinimumWidth(widest)

    def _form(self, check: Check) -> OpenCheck:
        code = check.instrument.code
        form = self._forms.get(code)
        if form is None or form.instrument != check.instrument:
            if form is not None:
                form.hide()
                form.deleteLater()
            form = OpenCheck(check)
            form.answered.connect(self.answered)
            form.save_wanted.connect(self.save_wanted)
            form.closed.connect(self.closed)
            form.put_back_wanted.connect(self.put_back_wanted)
            form.asked.connect(self.asked)
            self._forms[code] = form
            self._column.insertWidget(0, form)
        return form

    def _line(self, check: Check) -> CheckLine:
        code = check.instrument.code
        if code not in self._lines:
            self._lines[code] = CheckLine(code)
            self._lines[code].opened.connect(self.opened)
            self._list.body.addWidget(self._lines[code])
        return self._lines[code]
