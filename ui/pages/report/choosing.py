"""What is to be on paper: days, sections, name, paper; for a form, the instrument."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from journal.report.choices import Naming, Paper, ReportChoices, Section
from journal.words import SELF
from ui import look
from ui.pages.report.work import Wanted
from ui.paper import usual_paper
from ui.widgets.card import Card
from ui.widgets.entry_fields import ChoiceField, DayField, Labelled
from ui.widgets.segments import Segments
from ui.widgets.text import section_heading

translate = QCoreApplication.translate

REPORT, FORM = "report", "form"
_AUTOMATIC = ""
_MONTH = 30.4375


class Days(StrEnum):
    """The days that a report covers, all but the last up to today."""

    VISIT = "visit"
    MONTHS_3 = "3-months"
    MONTHS_6 = "6-months"
    MONTHS_12 = "12-months"
    ALL = "all"
    OWN = "own"


_MONTHS = {Days.MONTHS_3: 3, Days.MONTHS_6: 6, Days.MONTHS_12: 12}


@dataclass(frozen=True)
class Offered:
    """What there is to choose from in a journal.

    `subjects` and `forms` are values with their words; a subject is an instrument's code and a
    rater, with a space between.
    """

    today: date
    first: date
    last_visit: date | None
    subjects: Sequence[tuple[str, str]]
    forms: Sequence[tuple[str, str]]


class ChoosingPanel(Card):
    """The choices in a card; `changed` is sent when the person changes one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offered: Offered | None = None
        self.what = Segments(
            [
                (REPORT, translate("Report", "Report")),
                (FORM, translate("Report", "Blank form")),
            ],
            translate("Report", "What is on paper"),
        )
        self.days = ChoiceField(translate("Report", "Days"))
        self.first = DayField(translate("Report", "First day"))
        self.last = DayField(translate("Report", "Last day"))
        self.subject = ChoiceField(translate("Report", "First page about"))
        self.sections = {section: QCheckBox(words) for section, words in _section_words().items()}
        self.naming = ChoiceField(translate("Report", "Name on each page"), _naming_words())
        self.form = ChoiceField(translate("Report", "Questionnaire"))
        self.paper = ChoiceField(translate("Report", "Paper"), _paper_words())
        self.paper.set_value(usual_paper().value)
        self._lay_out()
        self._connect()
        self._show_fitting()

    @property
    def wanted(self) -> Wanted | None:
        """What is chosen; None before a journal is shown."""
        if self._offered is None:
            return None
        is_form = self.what.value == FORM
        first, last = self._span(self._offered)
        code, _, rater = self.subject.value.partition(" ")
        choices = ReportChoices(
            cut_off=last,
            first=first,
            sections=frozenset(one for one, box in self.sections.items() if box.isChecked()),
            naming=Naming(self.naming.value),
            paper=Paper(self.paper.value),
            instrument=code or None,
            rater=rater or SELF,
        )
        return Wanted(choices, self.form.value if is_form else "")

    @property
    def remembered(self) -> dict[str, Any]:
        """The choices as a setting keeps them."""
        return {
            "days": self.days.value,
            "subject": self.subject.value,
            "without": [str(one) for one, box in self.sections.items() if not box.isChecked()],
            "name": self.naming.value,
            "paper": self.paper.value,
        }

    def offer(self, offered: Offered) -> None:
        """Offer what a journal holds; what was chosen stays where it still is there."""
        self._offered = offered
        self.days.set_choices(_days_words(has_visit=offered.last_visit is not None))
        automatic = (_AUTOMATIC, translate("Report", "What is asked every day"))
        self.subject.set_choices([automatic, *offered.subjects])
        self.form.set_choices(offered.forms)
        if self.days.value != Days.OWN:
            self.first.set_day(offered.first)
            self.last.set_day(offered.today)
        self._show_fitting()

    def recall(self, kept: Mapping[str, Any]) -> None:
        """Choose what was chosen last in this journal, without sending `changed`."""
        for field, name in (
            (self.days, "days"),
            (self.subject, "subject"),
            (self.naming, "name"),
            (self.paper, "paper"),
        ):
            value = kept.get(name)
            if isinstance(value, str) and field.findData(value) >= 0:
                with QSignalBlocker(field):
                    field.set_value(value)
        without = kept.get("without")
        for section, box in self.sections.items():
            with QSignalBlocker(box):
                box.setChecked(not (isinstance(without, list) and section.value in without))
        if self.days.value == Days.OWN:  # days of one's own are of one occasion
            with QSignalBlocker(self.days):
                self.days.setCurrentIndex(0)
        self._show_fitting()

    @property
    def width_wanted(self) -> int:
        """The width in pixels in which no field and no word is cut, whichever are shown."""
        fields = (*self.sections.values(), self.first, self.what)
        return max(field.sizeHint().width() for field in fields) + 2 * look.LARGE

    def _span(self, offered: Offered) -> tuple[date | None, date]:
        """The first and the last day; no first one for everything."""
        days = Days(self.days.value)
        if days is Days.OWN:
            first = self.first.day
            return first, max(min(self.last.day, offered.today), first)
        if days is Days.VISIT:
            return offered.last_visit, offered.today
        if days is Days.ALL:
            return None, offered.today
        first = offered.today - timedelta(days=round(_MONTHS[days] * _MONTH))
        return first + timedelta(days=1), offered.today

    def _lay_out(self) -> None:
        self.body.addWidget(self.what)
        self.body.addSpacing(look.TIGHT)
        self._rows: dict[QWidget, Labelled] = {
            self.days: Labelled(self.days.accessibleName(), self.days),
            self.first: Labelled(self.first.edit.accessibleName(), self.first),
            self.last: Labelled(self.last.edit.accessibleName(), self.last),
            self.subject: Labelled(self.subject.accessibleName(), self.subject),
            self.form: Labelled(self.form.accessibleName(), self.form),
        }
        self._later = {
            field: Labelled(field.accessibleName(), field) for field in (self.naming, self.paper)
        }
        for row in self._rows.values():
            self.body.addWidget(row)
        self._sections = QWidget()
        column = QVBoxLayout(self._sections)
        column.setContentsMargins(0, look.SMALL, 0, look.SMALL)
        column.setSpacing(0)
        column.addWidget(section_heading(translate("Report", "Behind the first page")))
        for box in self.sections.values():
            box.setChecked(True)
            box.setMinimumHeight(look.LEAST_CONTROL)
            column.addWidget(box)
        self.body.addWidget(self._sections)
        for row in self._later.values():
            self.body.addWidget(row)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.what.chosen.connect(self._choose)
        for field in (self.days, self.subject, self.form, self.naming, self.paper):
            field.currentIndexChanged.connect(self._choose)
        for day in (self.first, self.last):
            day.changed.connect(self._choose)
        for box in self.sections.values():
            box.toggled.connect(self._choose)

    def _choose(self) -> None:
        self._show_fitting()
        self.changed.emit()

    def _show_fitting(self) -> None:
        """Show those fields alone that mean something for what is chosen."""
        is_form = self.what.value == FORM
        is_own = self.days.value == Days.OWN
        for field, row in self._rows.items():
            is_day = field in (self.first, self.last)
            row.setVisible(is_form == (field is self.form) and (is_own or not is_day))
        self._sections.setVisible(not is_form)
        self._later[self.naming].setVisible(not is_form)


def _days_words(*, has_visit: bool) -> list[tuple[str, str]]:
    since = [(Days.VISIT, translate("Report", "Since the last visit"))] if has_visit else []
    return [
        (days.value, words)
        for days, words in (
            (Days.ALL, translate("Report", "Everything up to today")),
            *since,
            (Days.MONTHS_3, translate("Report", "The last 3 months")),
            (Days.MONTHS_6, translate("Report", "The last 6 months")),
            (Days.MONTHS_12, translate("Report", "The last 12 months")),
            (Days.OWN, translate("Report", "Days of my choice")),
        )
    ]


def _section_words() -> dict[Section, str]:
    return {
        Section.TREATMENTS: translate("Report", "Each treatment"),
        Section.SIDE_EFFECTS: translate("Report", "Side effects"),
        Section.VITAL_SIGNS: translate("Report", "Vital signs"),
        Section.MEDICINES: translate("Report", "Other medicines"),
        Section.QUESTIONNAIRES: translate("Report", "Other questionnaires and raters"),
        Section.QUESTIONS: translate("Report", "Visits and questions for the clinic"),
        Section.NOTES: translate("Report", "Notes that are not private"),
        Section.METHOD: translate("Report", "How this was worked out"),
    }


def _naming_words() -> list[tuple[str, str]]:
    return [
        (Naming.FULL.value, translate("Report", "The whole name")),
        (Naming.INITIALS.value, translate("Report", "Initials")),
        (Naming.NONE.value, translate("Report", "No name")),
    ]


def _paper_words() -> list[tuple[str, str]]:
    return [
        (Paper.A4.value, translate("Report", "A4")),
        (Paper.LETTER.value, translate("Report", "Letter")),
    ]
