"""Help now: who to call, the clinic's number and the plan that the patient wrote with it.

Works without a journal: the numbers of the country are part of the program.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from journal.crisis_lines import Country, country_for, load_crisis_lines
from ui import look, words
from ui.attempt import attempt
from ui.forms.note import TextField
from ui.icons import Icon
from ui.surroundings import Surroundings
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.page_body import PageBody, PageHead
from ui.widgets.text import Text, second_line
from ui.widgets.wheel_guard import guard_from_wheel

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from journal.store import Journal
    from ui.drafts.half_written import HalfWritten

translate = QCoreApplication.translate

_KEPT_AFTER = 800
"""Milliseconds of rest after which what was written is kept."""


@dataclass(frozen=True)
class Plan:
    """What the patient wrote down: a country's code, the clinic's number, the plan."""

    country: str = ""
    clinic_phone: str = ""
    text: str = ""


class Numbers(Card):
    """Emergency number and crisis lines of one country. `chosen` carries a country's code."""

    chosen = Signal(str)

    def __init__(self, countries: Mapping[str, Country]) -> None:
        super().__init__(translate("HelpNow", "If you are in danger, call now"))
        self._countries = countries
        self._shown: list[QWidget] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(look.MEDIUM)
        self._checked = second_line("")
        self.choice = QComboBox()
        guard_from_wheel(self.choice)
        self.choice.setAccessibleName(translate("HelpNow", "Country"))
        self.choice.addItem(translate("HelpNow", "Choose a country"), "")
        for country in countries.values():
            self.choice.addItem(country.name, country.code)
        self.choice.activated.connect(self._choose)
        foot = QHBoxLayout()
        foot.setSpacing(look.MEDIUM)
        foot.addWidget(self.choice)
        foot.addWidget(self._checked, 1)
        self.body.addSpacing(look.SMALL)
        self.body.addLayout(self._lines)
        self.body.addSpacing(look.MEDIUM)
        self.body.addLayout(foot)

    def show_country(self, code: str) -> None:
        """Show the numbers of a country by its ISO 3166-1 code."""
        self._drop_lines()
        country = country_for(self._countries, code) if code else None
        found = -1 if country is None else self.choice.findData(country.code)
        self.choice.setCurrentIndex(max(found, 0))
        if country is None:
            self._add_line(
                Text(translate("HelpNow", "Choose your country, to see who answers there."))
            )
            self._checked.setText("")
            return
        self._add(country.emergency, translate("HelpNow", "emergency number"))
        for line in country.lines:
            self._add(line.number, ", ".join(part for part in (line.name, line.note) if part))
        self._checked.setText(
            translate(
                "HelpNow", "Checked {month}. Numbers change: keep your own beside them."
            ).format(month=words.month(country.checked))
        )

    def _add(self, number: str, name: str) -> None:
        row = QWidget()
        layout = QVBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        big = Text(number, look.PAGE_TITLE, semibold=True)
        big.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(big)
        layout.addWidget(Text(name, muted=True))
        self._add_line(row)

    def _add_line(self, line: QWidget) -> None:
        self._shown.append(line)
        self._lines.addWidget(line)

    def _drop_lines(self) -> None:
        for line in self._shown:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._shown = []

    def _choose(self) -> None:
        code = str(self.choice.currentData())
        self.show_country(code)
        self.chosen.emit(code)


class PlanCard(Card):
    """The clinic's number and the plan, read first and written in place.

    `changed` carries the `Plan` a moment after something was written, or at once by `flush`;
    `touched` follows each key.
    """

    changed = Signal(object)
    touched = Signal()

    def __init__(self) -> None:
        super().__init__(translate("HelpNow", "My clinic and my plan"))
        self._plan = Plan()
        self._is_refused = False
        self._phone = Text("", look.PAGE_TITLE, semibold=True)
        self._phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text = Text()
        self.edit_button = Button(translate("HelpNow", "Write it down"), Icon.NOTE)
        self.edit_button.clicked.connect(self._edit)
        self.phone_field = QLineEdit()
        self.plan_field = TextField(translate("HelpNow", "My plan"))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_KEPT_AFTER)
        self._rest.timeout.connect(self._tell)
        self.phone_field.textEdited.connect(self._touched)
        self.plan_field.textChanged.connect(self._touched)
        self._editor = self._make_editor()
        for widget in (self._phone, self._text):
            self.body.addWidget(widget)
        self.body.addWidget(self._editor)
        self.body.addSpacing(look.SMALL)
        self.body.addWidget(self.edit_button, 0, Qt.AlignmentFlag.AlignLeading)
        self._editor.hide()
        self.show_plan(Plan())

    def say_kept(self, *, is_kept: bool) -> None:
        """Take it that what was told is kept, or was refused and waits here."""
        self._is_refused = not is_kept

    def show_plan(self, plan: Plan) -> None:
        """Show what is written down; what is being written now stays, and what was refused."""
        if self._is_refused:
            return
        self._plan = plan
        self._phone.setText(plan.clinic_phone)
        self._phone.setVisible(bool(plan.clinic_phone))
        nothing = translate(
            "HelpNow",
            "Nothing is written here yet. On a calm day, write down the number of your clinic "
            "and what the two of you agreed to do when things get bad.",
        )
        is_empty = not plan.clinic_phone and not plan.text
        self._text.setText(nothing if is_empty else plan.text)
        if self._editor.isHidden():
            write, change = translate("HelpNow", "Write it down"), translate("HelpNow", "Change")
            self.edit_button.set_words(write if is_empty else change)

    def flush(self) -> None:
        """Tell what was written now instead of soon."""
        if self._rest.isActive() or self._is_refused:
            self._rest.stop()
            self._tell()

    def _make_editor(self) -> QWidget:
        holder = QWidget()
        form = QFormLayout(holder)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(look.SMALL)
        form.addRow(translate("HelpNow", "Number of my clinic"), self.phone_field)
        form.addRow(translate("HelpNow", "My plan"), self.plan_field)
        return holder

    def _edit(self) -> None:
        is_open = not self._editor.isHidden()
        if is_open:
            self.flush()
            self._editor.hide()
            self.show_plan(self._plan)
        else:
            self.phone_field.setText(self._plan.clinic_phone)
            self.plan_field.setPlainText(self._plan.text)
            self._rest.stop()
            self._editor.show()
            self.edit_button.set_words(translate("HelpNow", "Done"))
            self.phone_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._text.setVisible(is_open)
        self._phone.setVisible(is_open and bool(self._plan.clinic_phone))

    def typed(self) -> dict[str, str]:
        """What was written a moment ago and is not kept yet, for a draft."""
        if not self._rest.isActive() and not self._is_refused:
            return {}
        return {"clinic_phone": self.phone_field.text(), "text": self.plan_field.toPlainText()}

    def _touched(self) -> None:
        self._rest.start()
        self.touched.emit()

    def _tell(self) -> None:
        self._plan = replace(
            self._plan,
            clinic_phone=self.phone_field.text().strip(),
            text=self.plan_field.toPlainText().strip(),
        )
        self.changed.emit(self._plan)


class HelpNowPage(QWidget):
    """Everything at once, nothing to unfold. `failed` carries an error of saving."""

    kinds = frozenset({"Setting"})
    failed = Signal(object)

    def __init__(self, _surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._journal: Journal | None = None
        self._draft: HalfWritten | None = None
        self.numbers = Numbers(load_crisis_lines())
        self.plan = PlanCard()
        self.numbers.chosen.connect(self._chose_country)
        self.plan.changed.connect(self._keep_plan)
        title = translate("HelpNow", "Help now")
        nobody = translate(
            "HelpNow", "This journal cannot alert anyone. Nobody sees what you write here."
        )
        body = PageBody(title)
        body.column.addWidget(PageHead(title, nobody))
        for card in (self.numbers, self.plan):
            body.column.addWidget(card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(body)
        self.plan.hide()
        self.numbers.show_country(own_country())

    def open(self, journal: "Journal") -> None:
        """Show what this journal holds; what was written last and cut off is kept now."""
        from ui.drafts.half_written import HalfWritten

        self._journal = journal
        if self._draft is None:
            self._draft = HalfWritten("my plan", self.plan.typed, self)
            self._draft.failed.connect(self.failed)
            self.plan.touched.connect(self._draft.touch)
        left = self._draft.open(journal)
        if left and not journal.is_read_only:
            self._keep_plan(Plan(**left))
        self.plan.show()
        self.plan.edit_button.setVisible(not journal.is_read_only)
        self.refresh()

    def refresh(self) -> None:
        """Read the plan again."""
        plan = self._read()
        self.plan.show_plan(plan)
        self.numbers.show_country(plan.country or own_country())

    def flush(self) -> None:
        """Keep what is being written."""
        self.plan.flush()
        if self._draft is not None:
            self._draft.flush()

    @property
    def has_unkept(self) -> bool:
        """Whether the plan was refused, and its draft with it."""
        return self._draft is not None and self._draft.has_unkept

    def forget_unkept(self) -> None:
        """Drop what was refused."""
        self.plan.say_kept(is_kept=True)

    def _read(self) -> Plan:
        if self._journal is None:
            return Plan()
        from journal.settings import journal_settings

        with self._journal.read() as session:
            kept = journal_settings(session)
        return Plan(kept.country, kept.clinic_phone, kept.plan)

    def _chose_country(self, code: str) -> None:
        if self._journal is not None and not self._journal.is_read_only:
            self._keep(replace(self._read(), country=code))

    def _keep_plan(self, plan: Plan) -> None:
        is_kept = self._keep(replace(plan, country=self._read().country))
        self.plan.say_kept(is_kept=is_kept)
        if self._draft is not None and is_kept:
            self._draft.forget()
        elif self._draft is not None:
            self._draft.touch()

    def _keep(self, plan: Plan) -> bool:
        kept = attempt(self._journal, "Write down my plan", partial(_keep, plan), self.failed.emit)
        return kept is not None


def _keep(plan: Plan, session: "Session") -> None:
    from journal.settings import journal_settings, keep_settings

    settings = journal_settings(session)
    keep_settings(
        session,
        replace(settings, country=plan.country, clinic_phone=plan.clinic_phone, plan=plan.text),
    )


def own_country() -> str:
    """The country that this computer is set to, as an ISO 3166-1 code."""
    return QLocale.territoryToCode(QLocale.system().territory())
