"""The treatment-day card: before, about 40 minutes, 1 hour and 2 hours after, and this evening.

Values go in (a treatment, its moments, a draft) and come out (one moment to save, and the draft of
what was typed and not saved). Nothing typed in one moment is lost by looking at another.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journal.check_ins import OPENED, mark_of
from journal.days import DAY_ENDS_AT, Clock, Instant, day_of
from journal.instruments import Instrument
from journal.limits import Limits
from journal.treatment_days import Moment, MomentEntry, moment_of, time_for, usual_time
from journal.treatments import TreatmentEntry
from ui import look, words
from ui.forms.moment import MomentForm, moment_words
from ui.forms.note import DRAFT_AFTER, kept_words
from ui.icons import Icon
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.meanwhile import Meanwhile, News
from ui.widgets.steps import Step, Steps
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate

_TYPED = ("anxiety", "detached", "systolic", "diastolic", "pulse")

Draft = Mapping[str, Mapping[str, Any]]
"""What was typed and not saved, as JSON values: moment → its time and its numbers."""


def draft_of(
    typed: Mapping[Moment, MomentEntry], opened: Mapping[Moment, str]
) -> dict[str, dict[str, Any]]:
    """Moments as a draft keeps them, each with the mark of what was kept when it was begun."""
    return {
        moment.value: {**_content(one), OPENED: opened.get(moment, "")}
        for moment, one in typed.items()
    }


def _content(entry: MomentEntry) -> dict[str, Any]:
    return {"at": str(entry.at), **{name: getattr(entry, name) for name in _TYPED}}


def _mark(entry: MomentEntry | None) -> str:
    """What tells one moment that is kept from another; empty where none is."""
    return "" if entry is None else mark_of(_content(entry))


def typed_of(draft: Draft, kept: Mapping[Moment, MomentEntry]) -> dict[Moment, MomentEntry]:
    """The moments of a draft, each laid over the one that is kept."""
    typed = {}
    for moment in Moment:
        content = draft.get(moment.value)
        if content is not None:
            at = Instant.parse(str(content["at"]))
            before = kept.get(moment, MomentEntry(moment, at))
            numbers: dict[str, Any] = {name: content.get(name) for name in _TYPED}
            typed[moment] = dataclasses.replace(before, at=at, **numbers)
    return typed


class TreatmentDayCard(Card):
    """The moments on one side, the open one on the other.

    `saved` carries the `MomentEntry` to keep and the `Draft` that is left without it, `typed` a
    `Draft` to keep, soon after each key and at once when `flush` asks for it.
    """

    saved = Signal(object, object)
    typed = Signal(object)

    def __init__(
        self,
        instruments: Mapping[str, Instrument],
        limits: Limits,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        title = translate("TreatmentDay", "Treatment day")
        super().__init__(title, parent=parent)
        self._clock = clock
        self._treatment: TreatmentEntry | None = None
        self._day_ends_at = DAY_ENDS_AT
        self._kept: dict[Moment, MomentEntry] = {}
        self._typed: dict[Moment, MomentEntry] = {}
        self._opened: dict[Moment, str] = {}
        self.steps = Steps([Step(one, moment_words(one)) for one in Moment], title)
        self.form = MomentForm(instruments, limits, clock)
        self.save_button = Button(translate("TreatmentDay", "Save"), Icon.CHECK)
        self.meanwhile = Meanwhile()
        self.meanwhile.mine_wanted.connect(self._keep_mine)
        self.meanwhile.newer_wanted.connect(self._show_newer)
        self.state = second_line("")
        self._is_kept = True
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(DRAFT_AFTER)
        self.second = Text("", muted=True)
        self._lay_out()
        self.steps.chosen.connect(self._open)
        self.form.changed.connect(self._take)
        self.form.submitted.connect(self.submit)
        self.save_button.clicked.connect(self.submit)
        self._rest.timeout.connect(self._tell)

    @property
    def treatment(self) -> TreatmentEntry | None:
        """The treatment that is shown."""
        return self._treatment

    @property
    def is_begun(self) -> bool:
        """Whether something was typed that is not saved."""
        return bool(self._typed)

    def show_day(
        self,
        treatment: TreatmentEntry,
        moments: Sequence[MomentEntry],
        draft: Draft,
        second: str = "",
        day_ends_at: time = DAY_ENDS_AT,
        *,
        is_read_only: bool = False,
    ) -> None:
        """Show a treatment's moments. The one that is open stays, for the same treatment."""
        is_same = self._treatment is not None and self._treatment.id == treatment.id
        self._treatment, self._day_ends_at = treatment, day_ends_at
        self._kept = {one.moment: one for one in moments}
        if not (is_same and self._rest.isActive()):
            self._typed = typed_of(draft, self._kept)
            self._opened = {
                one: str(draft[one.value].get(OPENED, _mark(self._kept.get(one))))
                for one in self._typed
            }
        self.second.setText(second)
        self.second.setVisible(bool(second))
        self.form.setEnabled(not is_read_only)
        self.save_button.setVisible(not is_read_only)
        self._show_steps()
        if not is_same:
            self.steps.set_value(self._first())
        if not (is_same and self._rest.isActive()):
            self._open(self.steps.value)

    def submit(self) -> None:
        """Send `saved` with the open moment, unless something in it is refused."""
        entry = self.form.value()
        if self.form.is_refused or (entry.is_empty and entry.moment not in self._kept):
            return
        if self.meanwhile.is_asking:
            self.meanwhile.take_focus()
            return
        self._rest.stop()
        left = {moment: one for moment, one in self._typed.items() if moment is not entry.moment}
        self.saved.emit(entry, draft_of(left, self._opened))

    def touch(self) -> None:
        """What stands in the open moment was not saved; it is told as a draft soon."""
        self._take()

    def say_kept(self, is_kept: bool) -> None:
        """Say whether the draft that was told is kept."""
        self._is_kept = is_kept
        self._show_state()

    def flush(self) -> None:
        """Tell what was typed now instead of soon."""
        if self._rest.isActive():
            self._rest.stop()
            self._tell()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(look.SMALL)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.state, 1)
        right = QVBoxLayout()
        right.setSpacing(look.MEDIUM)
        right.addWidget(self.form)
        right.addWidget(self.meanwhile)
        right.addLayout(buttons)
        right.addStretch()
        row = QHBoxLayout()
        row.setSpacing(look.LARGE)
        row.addWidget(self.steps, 0)
        row.addLayout(right, 1)
        self.body.addWidget(self.second)
        self.body.addSpacing(look.SMALL)
        self.body.addLayout(row)

    def _first(self) -> Moment:
        """The moment that it is now, else the first without anything, else the last."""
        if self._treatment is None:
            return Moment.BEFORE
        now = self._clock()
        if day_of(now, self._day_ends_at) == self._treatment.day:
            return moment_of(now, self._treatment.start)
        open_ones = [moment for moment in Moment if moment not in self._kept]
        return open_ones[0] if open_ones else Moment.EVENING

    def _open(self, value: str) -> None:
        if self._treatment is None:
            return
        moment = Moment(value)
        now = time_for(moment, self._treatment, self._clock(), self._day_ends_at)
        known = self._typed.get(moment) or self._kept.get(moment)
        self.form.show_entry(
            known or MomentEntry(moment, now),
            self._treatment,
            self._day_ends_at,
            is_untouched=known is None,
        )
        self._show_state()

    def _take(self) -> None:
        entry = self.form.value()
        if entry == self._kept.get(entry.moment) or (
            entry.is_empty and entry.moment not in self._kept
        ):
            self._forget(entry.moment)
        else:
            self._opened.setdefault(entry.moment, _mark(self._kept.get(entry.moment)))
            self._typed[entry.moment] = entry
        if not self._rest.isActive():
            self._rest.start()
        self._show_steps()
        self._show_state()

    def _tell(self) -> None:
        self.typed.emit(draft_of(self._typed, self._opened))
        self._show_state()

    def _forget(self, moment: Moment) -> None:
        self._typed.pop(moment, None)
        self._opened.pop(moment, None)

    def _is_overtaken(self, moment: Moment) -> bool:
        """Whether the moment was logged, or changed, since it was begun here."""
        kept, typed = self._kept.get(moment), self._typed.get(moment)
        if kept is None or typed is None or typed == kept:
            return False
        return _mark(kept) != self._opened.get(moment)

    def _keep_mine(self) -> None:
        moment = Moment(self.steps.value)
        self._opened[moment] = _mark(self._kept.get(moment))
        self.meanwhile.hide()
        self.submit()

    def _show_newer(self) -> None:
        self._forget(Moment(self.steps.value))
        self._tell()
        self._open(self.steps.value)
        self._show_steps()

    def _show_steps(self) -> None:
        self.steps.show_steps([self._step(moment) for moment in Moment])

    def _step(self, moment: Moment) -> Step:
        kept, treatment = self._kept.get(moment), self._treatment
        second = ""
        if moment in self._typed:
            second = translate("TreatmentDay", "not saved yet")
        elif kept is not None:
            second = _kept_words(kept)
        elif treatment is not None:
            usual = usual_time(moment, treatment)
            second = translate("TreatmentDay", "about {clock}").format(
                clock=words.clock(usual.local)
            )
        is_done = kept is not None and moment not in self._typed
        return Step(moment, moment_words(moment), second, is_done)

    def _show_state(self) -> None:
        moment = Moment(self.steps.value)
        text = ""
        if moment in self._typed and not self._rest.isActive():
            text = kept_words(is_kept=self._is_kept)
        if self._is_overtaken(moment):
            self.meanwhile.tell(News.CHANGED)
        else:
            self.meanwhile.hide()
        self.state.setText(text)


def _kept_words(entry: MomentEntry) -> str:
    """What a moment holds, on one short line."""
    parts = [words.clock(entry.at.local)]
    if entry.anxiety is not None:
        parts.append(translate("TreatmentDay", "anxiety {n}").format(n=f"{entry.anxiety:g}"))
    elif entry.detached is not None:
        parts.append(translate("TreatmentDay", "detached {n}").format(n=f"{entry.detached:g}"))
    elif entry.systolic is not None and entry.diastolic is not None:
        parts.append(f"{entry.systolic}/{entry.diastolic}")
    return " · ".join(parts)
