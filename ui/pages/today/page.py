"""The page: one day with its checks, and what else there is to say about it.

It is painted before SQLAlchemy has loaded and takes answers at once. Whatever no journal
holds yet is in `_unkept`, and is handed over as soon as it can be written.
"""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal.scoring import Answers, BadAnswer
from journal.side_effect_terms import load_vocabulary
from ui import look, words
from ui.attempt import tried
from ui.pages.read_only import is_read_only
from ui.pages.today import day_words
from ui.pages.today.check_words import saved_words
from ui.pages.today.checks import Checks
from ui.pages.today.day_clock import DayClock
from ui.pages.today.day_values import NO_ANSWERS, Check, Day, Stage
from ui.pages.today.extras import EXTRA_OF, Extra, Extras
from ui.pages.today.treatment_slot import TreatmentDaySlot
from ui.pages.today.unkept import Form, Unkept
from ui.surroundings import Surroundings
from ui.widgets.announcing import announce
from ui.widgets.day_stepper import DayStepper
from ui.widgets.page_body import PageBody, PageHead
from ui.widgets.text import Text

if TYPE_CHECKING:
    from journal.store import Journal

translate = QCoreApplication.translate

FIRST_FORM = "daily-anxiety"
"""What a day opens with before the journal has said otherwise."""


class TodayPage(QWidget):
    """One day of the journal. `failed` carries an error of saving."""

    kinds = frozenset(
        (
            "CheckIn",
            "Treatment",
            "VitalSigns",
            "SideEffect",
            "Medicine",
            "Intake",
            "Note",
            "ClinicQuestion",
            "Setting",
            "OwnInstrument",
            "Person",
        )
    )
    failed = Signal(object)

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._instruments = surroundings.instruments
        self._journal: Journal | None = None
        self._observer_id: str | None = None
        self._observer_name = ""
        self.clock = DayClock(surroundings.clock, self)
        self._shown = Day(self.clock.today, ())
        self._unkept = Unkept()
        self.stepper = DayStepper(self.clock.today)
        self.head = PageHead(beside=self.stepper)
        self.said = Text(semibold=True)
        self.observer_line = Text(muted=True)
        self.treatment_day = TreatmentDaySlot(surroundings.clock, surroundings.instruments)
        self.checks = Checks()
        self.extras = Extras(load_vocabulary(), surroundings.clock)
        self._lay_out()
        self._connect()

    @property
    def day(self) -> date:
        """The day that is shown."""
        return self._shown.day

    @property
    def has_unkept(self) -> bool:
        """Whether something was answered that no journal holds yet."""
        return bool(self._unkept)

    def begin(self, first_form: str, done_on: date | None) -> None:
        """Show today before its journal is open, from what the last start left behind."""
        instrument = self._instruments.get(first_form) or self._instruments[FIRST_FORM]
        check = Check(instrument, Stage.DUE, answers=NO_ANSWERS)
        checks = () if done_on == self.clock.today else (check,)
        day = self._unkept.laid_over(Day(self.clock.today, checks), None)
        self._show(day, checks[0].instrument.code if checks else None)
        opening = translate("Today", "The journal is being opened.")
        self.head.set_words(words.day_title(self.clock.today, self.clock.today), opening)
        self.extras.close_journal()
        self.stepper.setEnabled(False)

    def forget_unkept(self) -> None:
        """Drop what was answered for a journal that will not be opened after all."""
        self._unkept.clear()

    def open(self, journal: "Journal") -> None:
        """Show a journal, and hand over what was answered before it was open."""
        from ui.pages.today import day_records

        is_first = self._journal is None
        self._journal = journal
        self._observer_id, self._observer_name = None, ""
        before = self.clock.today
        self.clock.end_days_at(self._read(before).day_ends_at)
        self.stepper.set_today(self.clock.today)
        self.stepper.setEnabled(True)
        self.extras.open(journal)
        self.treatment_day.open(journal)
        self._unkept.move(before, self.clock.today)
        self._unkept.join(day_records.answers_kept(journal, self._unkept.waiting()))
        was_answered = [form.instrument.code for form, _, _ in self._unkept.waiting()]
        self._hand_over()
        day = self._read(self.clock.today)
        half = [one.instrument.code for one in day.checks if one.has_draft]
        stays = next((code for code in was_answered if is_first and code in half), None)
        if stays is None:
            self._show_first(day)
            self.start()
        else:
            self._show(day, stays)

    def leave_journal(self) -> None:
        """Show nothing of the journal any more."""
        self._journal = None
        self._observer_id, self._observer_name = None, ""
        self.extras.close_journal()
        self.treatment_day.open(None)
        self._show(Day(self.clock.today, ()), None)

    def start(self) -> None:
        """Put the keyboard into the open form, unless a treatment day begins above it."""
        if self.treatment_day.isHidden():
            self.checks.start()

    def refresh(self) -> None:
        """Read the day again; an open form stays open, unless a check was taken back."""
        if self._journal is None:
            return
        self.extras.flush()
        day = self._read(self._shown.day)
        if day.day_ends_at != self.clock.day_ends_at:
            self.clock.day_ends_at = day.day_ends_at
            self.clock.look()
            day = self._read(self._shown.day)
        code = self.checks.open_code
        if day.lacks(self._shown):
            self._say("")
            self._show_first(day)
            self.start()
        elif code is not None and day.check(code) is not None:
            self._show(day, code)
        else:
            self._show_first(day)

    def show_day(self, day: date) -> None:
        """Go to a day. Days to come cannot be logged, so today is shown instead."""
        self.flush()
        self._say(day_words.to_come_words(day) if day > self.clock.today else "")
        self.extras.close_all()
        self._show_first(self._read(min(day, self.clock.today)))
        self.start()

    def show_record(self, day: date, kind: str, record_id: str) -> None:
        """Go to a day with what a record of it stands in open, ready to be changed."""
        from ui.pages.today import day_records

        self.show_day(day)
        if day > self.clock.today:
            return
        if kind in EXTRA_OF:
            self.extras.open_record(EXTRA_OF[kind], record_id)
        elif self._journal is not None:
            code, said = day_records.check_to_change(
                self._journal, self._instruments, record_id, self._shown, self._observer_id
            )
            if code:
                self._open_check(code)
            self._say(said)

    def write_as(self, observer_id: str | None, name: str) -> None:
        """Choose who rates: the patient, or an observer by name."""
        if observer_id != self._observer_id:
            self.flush()
            self._observer_id, self._observer_name = observer_id, name
            self._say("")
            self._show_first(self._read(self._shown.day))
            self.start()

    def flush(self) -> None:
        """Keep everything that was typed, now."""
        self.extras.flush()
        self.treatment_day.flush()
        self._hand_over()

    def standing(self) -> tuple[str, date | None]:
        """For the next start: the code a day opens with, and today when nothing due is left."""
        if self._journal is None:
            return "", None
        day = self._kept(self.clock.today, None)
        codes = [one.instrument.code for one in day.checks if one.instrument.due_every == 1]
        is_done = bool(day.checks) and day.next_due is None
        return (codes[0] if codes else ""), (self.clock.today if is_done else None)

    def _begin_day(self, before: date) -> None:
        """Go on to another day, unless a form of the one shown is being filled in."""
        today, shown = self.clock.today, self._shown.day
        self.stepper.set_today(today)
        if shown != before and shown <= today:
            return
        check = self._shown.check(self.checks.open_code or "")
        held = self.checks.open_answers()
        is_answered = check is not None and (check.has_draft or held != check.answers)
        is_filling = is_answered or self.extras.is_being_written
        if is_filling:
            self._show_head()
        elif self._journal is None:
            self.begin(self.checks.open_code or FIRST_FORM, None)
        else:
            self.show_day(today)
        self._say(day_words.day_begun_words(before, shown, today, is_filling=is_filling))

    def _lay_out(self) -> None:
        self._body = body = PageBody(translate("Today", "Today"))
        self.said.hide()
        self.observer_line.hide()
        body.column.addWidget(self.head)
        body.column.addSpacing(look.TIGHT)
        for widget in (
            self.said,
            self.observer_line,
            self.treatment_day,
            self.checks,
            self.extras,
            self.checks.later,
        ):
            body.column.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(body)

    def _connect(self) -> None:
        self.stepper.day_changed.connect(self.show_day)
        self.checks.answered.connect(self._answered)
        self.checks.save_wanted.connect(self._save)
        self.checks.opened.connect(self._open_check)
        self.checks.closed.connect(self._close_check)
        self.checks.put_back_wanted.connect(self._put_back)
        self.checks.asked.connect(self._show_focus_soon)
        self.extras.failed.connect(self.failed)
        self.treatment_day.failed.connect(self.failed)
        self.extras.said.connect(self._say)
        self.extras.refresh_wanted.connect(self.refresh)
        self.extras.opened.connect(self._body.show_whole)
        self.clock.day_begun.connect(self._begin_day)

    def _read(self, day: date) -> Day:
        """A day as the journal holds it, with what it does not hold yet laid over it."""
        return self._unkept.laid_over(self._kept(day, self._observer_id), self._observer_id)

    def _kept(self, day: date, observer_id: str | None) -> Day:
        if self._journal is None:
            return Day(day, ())
        from ui.pages.today import day_records

        return day_records.read_day(
            self._journal, self._instruments, self.extras.vocabulary, day, observer_id
        )

    def _show_first(self, day: Day) -> None:
        """Show a day with the first check that is due open."""
        due = day.next_due
        self._show(day, due.instrument.code if due and not is_read_only(self._journal) else None)

    def _show(self, day: Day, open_code: str | None) -> None:
        is_elsewhere = (day.day, open_code) != (self._shown.day, self.checks.open_code)
        self._shown = day
        only_read = is_read_only(self._journal)
        is_done = day.next_due is None and open_code is None and bool(day.checks)
        done = day_words.all_done_words(day.day, self.clock.today)
        title = done if is_done and not only_read else ""
        self.checks.show_checks(
            day.checks, open_code, self.clock.today, title=title, is_read_only=only_read
        )
        self.extras.show_day(day, is_read_only=only_read)
        self.treatment_day.show_day(day, is_patient=self._observer_id is None)
        self.observer_line.setText(day_words.observer_words(self._observer_name))
        self.observer_line.setVisible(self._observer_id is not None)
        self._show_head()
        if is_elsewhere:
            self._body.column.activate()  # else the form would be scrolled to where it was
            self._body.verticalScrollBar().setValue(0)

    def _show_head(self) -> None:
        day = self._shown.day
        self.stepper.set_day(day)
        near = day_words.near_words(self._shown.treatment, day, self.clock.today)
        self.head.set_words(words.day_title(day, self.clock.today), near)

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))
        announce(self, text)

    def _form(self, code: str) -> Form:
        check = self._shown.check(code)
        instrument = self._instruments[code] if check is None else check.instrument
        return Form(instrument, self._shown.day, self._observer_id)

    def _answered(self, code: str, answers: Answers) -> None:
        self._say("")
        self._unkept.put(self._form(code), answers)
        self._hand_over()

    def _save(self, code: str, answers: Answers) -> None:
        self._unkept.put(self._form(code), answers, shall_be_logged=True)
        if self._journal is None:
            self._say(translate("Today", "Taken. It is saved as soon as the journal is open."))
            return
        if not self._hand_over():
            return
        day = self._read(self._shown.day)
        self._show_first(day)
        check = day.check(code)
        is_more = self.checks.open_code is not None
        # With nothing left to fill in, the line of the check says so itself.
        said = f"{check.instrument.title}: {saved_words(check)}" if check and is_more else ""
        self._say(said)
        if not is_more:
            self.extras.buttons[Extra.SIDE_EFFECTS].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.start()

    def _hand_over(self) -> bool:
        """Write what waits; False when the journal refused, and then all of it still waits."""
        if self._journal is None or self._journal.is_read_only:
            return False
        from ui.pages.today import day_records

        for form, answers, shall_be_logged in self._unkept.waiting():
            keep = day_records.log if shall_be_logged else day_records.keep_answers
            work = partial(keep, self._journal, form, answers)
            if tried(work, self.failed.emit, BadAnswer) is None:
                return False
            self._unkept.drop(form)
        return True

    def _open_check(self, code: str) -> None:
        self._say("")
        self._show(self._read(self._shown.day), code)
        self.start()

    def _close_check(self, code: str) -> None:
        self._show(self._read(self._shown.day), None)
        self.checks.line(code).action.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_focus_soon(self) -> None:
        """Scroll to what has the keyboard, once it has its place."""
        QTimer.singleShot(0, self._show_focus)

    def _show_focus(self) -> None:
        focused = self.focusWidget()
        if focused is not None:
            self._body.ensureWidgetVisible(focused, 0, look.WIDE)

    def _put_back(self, code: str) -> None:
        """Forget what was changed and never saved; the form shows what is logged again."""
        form = self._form(code)
        self._unkept.put(form, NO_ANSWERS)
        if self._hand_over():
            self._show(self._read(self._shown.day), code)
            self.start()
