"""The scales of one's own in the settings: made, changed, put in the trash and brought back."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from journal.instrument_files import FaultyInstrument
from journal.instruments import Instrument
from journal.own_scales import (
    FixedByUse,
    OwnScale,
    as_instrument,
    bring_back_own_scale,
    change_own_scale,
    discard_own_scale,
    discarded_own_scales,
    is_used,
    keep_own_scale,
    own_scales,
)
from journal.store import Journal
from ui import look
from ui.attempt import Kept, Result, attempt
from ui.drafts.open_form import OpenForm
from ui.forms.own_scale import OwnScaleForm, begun_scale
from ui.icons import Icon
from ui.pages.settings.cards import instrument_words
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.entry_list import Action, EntryList, EntryWords

translate = QCoreApplication.translate

CHANGE, DISCARD, BRING_BACK = "change", "discard", "bring-back"


class OwnScalesCard(Card):
    """`failed` carries an error of saving, `went_to` the part where the person goes on."""

    failed = Signal(object)
    went_to = Signal(object)

    def __init__(self, built_in: Iterable[Instrument]) -> None:
        super().__init__(
            translate("Settings", "Scales of your own"),
            translate(
                "Settings",
                "What no questionnaire here asks. You write the question and name its ends.",
            ),
        )
        self._names = tuple(one.title for one in built_in)
        self._journal: Journal | None = None
        self._known: dict[str, OwnScale] = {}
        self.form = OwnScaleForm()
        self.open_form = OpenForm("own scale", OwnScale, self.form, self)
        self._form_part = QWidget()
        around = QVBoxLayout(self._form_part)
        around.setContentsMargins(0, look.SMALL, 0, look.MEDIUM)
        around.addWidget(self.form)
        self.list = EntryList(translate("Settings", "None yet."), self._form_part)
        self.add = Button(translate("Settings", "Make a scale"), Icon.PLUS)
        self.body.addWidget(self.list)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        self.add.clicked.connect(self.begin_new)
        self.form.kept.connect(self._keep)
        self.form.cancelled.connect(self._leave)
        self.form.changed.connect(self.open_form.touch)
        self.form.went_to.connect(self.went_to)
        self.open_form.failed.connect(self.failed)
        self.open_form.gone.connect(self._leave_gone)
        self.list.acted.connect(self._act)
        self.list.bring_back_wanted.connect(self._bring_back)

    def open(self, journal: Journal) -> None:
        """Show the scales of a journal, and go on with one that was half made."""
        self._journal = journal
        self.list.close_form()
        self.list.say_nothing()
        left = self.open_form.open(journal)
        self.refresh()
        if left and not journal.is_read_only:
            code = left["code"]
            self.open_form.go_on(left, self._known.get(code, begun_scale()), self._show_scale)
            self.list.open_form(code or None)
            self.refresh()

    def flush(self) -> None:
        """Keep what was typed a moment ago, now."""
        self.open_form.flush()

    def refresh(self) -> None:
        """Read the scales again; what was typed into an open form stays."""
        if self._journal is None:
            return
        with self._journal.read() as session:
            scales, discarded = own_scales(session), discarded_own_scales(session)
        self._known = {one.code: one for one in (*scales, *discarded)}
        self.open_form.see({one.code: one for one in scales})
        can_change = not self._journal.is_read_only
        self.list.show_entries(
            [
                *(_listed(one, _actions() if can_change else ()) for one in scales),
                *_in_trash(discarded, _bring_back_action() if can_change else ()),
            ]
        )
        self.add.setVisible(not self.list.is_form_open and can_change)

    def begin_new(self) -> None:
        """Ask for a new scale."""
        if self.list.is_form_open:
            self.form.take_focus()
        else:
            self._open_form(begun_scale())

    def change(self, code: str) -> None:
        """Open the form of a scale; one in the trash is only shown in the list."""
        if any(row.key == code and len(row.buttons) > 1 for row in self.list.rows):
            self._act(code, CHANGE)
        else:
            self.list.focus_row(code)
            self.went_to.emit(self.list)

    def _show_scale(self, scale: OwnScale) -> None:
        """Show it in the form; what stands for a number of a scale in use does not change."""
        used = False
        if scale.code and self._journal is not None:
            with self._journal.read() as session:
                used = is_used(session, scale.code)
        others = [one.title for one in self._known.values() if one.code != scale.code]
        self.form.show_scale(scale, is_used=used, taken=(*others, *self._names))

    def _open_form(self, scale: OwnScale) -> None:
        self.open_form.begin(scale, self._show_scale)
        self.list.open_form(scale.code or None)
        self.refresh()
        self.form.take_focus()
        self.went_to.emit(self._form_part)

    def _close_form(self, code: str) -> None:
        """Show the list with the keyboard on a scale, or where a new one begins."""
        self.open_form.forget()
        self.list.close_form()
        self.refresh()
        if code:
            self.list.focus_row(code)
        else:
            self.add.setFocus()

    def _leave_gone(self) -> None:
        self._close_form("")

    def _leave(self) -> None:
        self._close_form(self.form.value().code)

    def _keep(self, scale: OwnScale) -> None:
        self.refresh()
        if not self.open_form.may_save(scale):
            return
        is_known = scale.code in self._known
        label = "Change a scale" if is_known else "Make a scale"
        keep = partial(_change, scale) if is_known else partial(keep_own_scale, scale=scale)
        if kept := self._attempt(label, keep):
            self._close_form(kept.result)

    def _act(self, code: str, action: str) -> None:
        if self._journal is None:
            return
        if action == CHANGE:
            self._open_form(self._known[code])
        elif action == BRING_BACK:
            self._bring_back(code)
        else:
            discard = partial(discard_own_scale, code=code, at=self._journal.clock())
            if self._attempt("Move a scale to the trash", discard):
                self.refresh()
                self.list.say_discarded(code, _trash_words(self._known[code]))

    def _bring_back(self, code: str) -> None:
        if self._attempt("Bring a scale back", partial(bring_back_own_scale, code=code)):
            self.list.say_nothing()
            self.refresh()
            self.list.focus_row(code)

    def _attempt(self, label: str, work: Callable[[Session], Result]) -> Kept[Result] | None:
        """What the journal took; otherwise the reason is told, and the form keeps all."""
        return attempt(self._journal, label, work, self._tell_refusal, FaultyInstrument, FixedByUse)

    def _tell_refusal(self, error: Exception) -> None:
        if isinstance(error, FaultyInstrument):
            words = translate("Settings", "This cannot be asked: {reason}.")
            self.form.say(words.format(reason=error.reason))
        elif isinstance(error, FixedByUse):
            self.form.say(
                translate(
                    "Settings",
                    "Something was logged with it meanwhile, so only its words can change now.",
                )
            )
        else:
            self.failed.emit(error)


def _change(scale: OwnScale, session: Session) -> str:
    change_own_scale(session, scale)
    bring_back_own_scale(session, scale.code)  # it may have gone to the trash meanwhile
    return scale.code


def _actions() -> tuple[Action, ...]:
    return (
        (CHANGE, translate("Settings", "Change"), None),
        (DISCARD, translate("Settings", "To the trash"), Icon.TRASH),
    )


def _bring_back_action() -> tuple[Action, ...]:
    return ((BRING_BACK, translate("Settings", "Bring back"), Icon.UNDO),)


def _listed(scale: OwnScale, actions: tuple[Action, ...]) -> EntryWords:
    return EntryWords(scale.code, scale.title, instrument_words(as_instrument(scale)), actions)


def _in_trash(scales: tuple[OwnScale, ...], actions: tuple[Action, ...]) -> list[EntryWords]:
    heading = translate("Settings", "In the trash")
    rows = [_listed(scale, actions) for scale in scales]
    return [replace(row, heading="" if place else heading) for place, row in enumerate(rows)]


def _trash_words(scale: OwnScale) -> str:
    return translate("Settings", "{title} is in the trash. What was logged with it stays.").format(
        title=scale.title
    )
