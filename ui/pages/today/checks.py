"""The checks of a day: the open one as its form, the others as lines that can be opened."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal.scoring import Answers
from ui import look
from ui.forms.questionnaire import Questionnaire
from ui.pages.today.check_line import CheckLine
from ui.pages.today.day_values import Check, Stage
from ui.pages.today.open_check import OpenCheck
from ui.widgets.card import Card
from ui.widgets.text import card_title

translate = QCoreApplication.translate


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
