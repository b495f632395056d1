"""What is offered where a journal cannot be read whole: a backup, what can be read, another file.

Nothing here is urgent: the damaged file stays as it is, whatever is chosen.
"""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal.words.diary import kinds_counted
from ui import look, words
from ui.icons import Icon
from ui.widgets.button import Button, Weight
from ui.widgets.card import Card, CardButton
from ui.widgets.flow import Flow
from ui.widgets.page_body import CentredBody
from ui.widgets.text import Text, page_title, second_line

if TYPE_CHECKING:
    from journal.safekeeping.rescue import Rescued
    from journal.safekeeping.restoring import GoodBackup

translate = QCoreApplication.translate

_COLUMN = 620


class DamagedJournalPage(QWidget):
    """Asks what to do about one damaged file.

    `back_wanted` asks for the backup that is offered, `read_out_wanted` for what can be read,
    `use_wanted` to go on with what was read, `other_wanted` for another file, `new_wanted` for a
    new journal.
    """

    kinds: frozenset[str] = frozenset()
    back_wanted = Signal()
    read_out_wanted = Signal()
    use_wanted = Signal()
    other_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = page_title("")
        self.intro = Text()
        self.where = Text("", look.SECOND_LINE, muted=True, anywhere=True)
        self.state = Text()
        self.back = CardButton("", " ", Icon.UNDO)
        self.read_out = CardButton(
            translate("Damaged", "Read out what can be read"),
            translate("Damaged", "into a new file; the damaged one is not changed by it"),
            Icon.DIARY,
        )
        self.other = CardButton(
            translate("Damaged", "Choose another file"),
            translate("Damaged", "such as a copy of the journal that you have elsewhere"),
            Icon.FOLDER,
        )
        self.new = CardButton(
            translate("Damaged", "Begin a new journal"),
            translate("Damaged", "the damaged file stays where it is"),
            Icon.PLUS,
        )
        self.found = _Found()
        self._connect()
        self._lay_out()

    def tell(self, path: Path, *, is_there: bool) -> None:
        """Say what happened, while it is looked for what can be done."""
        if is_there:
            self.title.setText(translate("Damaged", "This journal is damaged"))
            text = translate(
                "Damaged",
                "Part of the file cannot be read any more, or is not what was saved. That can "
                "happen when a drive fails or is taken out too early. Nothing in the file was "
                "changed by this, and nothing will be.",
            )
        else:
            self.title.setText(translate("Damaged", "This journal is not there"))
            text = translate(
                "Damaged",
                "The file is gone from its place, but there are backups of it. Nothing was "
                "changed. If it was moved, open it from its new place.",
            )
        self.intro.setText(text)
        self.where.setText(str(path))
        self.read_out.setVisible(is_there)
        self.back.hide()
        self.new.hide()
        self.found.hide()
        self.set_busy(translate("Damaged", "Looking for the newest backup that can be read …"))

    def offer(self, good: "GoodBackup | None", today: date) -> None:
        """Offer the newest backup that can be read; without one, say that there is none."""
        self.set_busy("")
        if good is None:
            self._say(translate("Damaged", "No backup that can be read was found."))
        else:
            self._say("")
            self.back.setText(
                translate("Damaged", "Go back to the backup of {when}").format(
                    when=_when(good.backup.made, today)
                )
            )
            self.back.set_second(_content(good, today))
            self.read_out.set_second(
                translate("Damaged", "into a new file, joined with what that backup holds")
            )
        self.back.setVisible(good is not None)
        self.new.setVisible(good is None)
        for button in (self.back, self.read_out, self.other):
            if button.isVisibleTo(self):
                button.setFocus()
                return

    def set_busy(self, doing: str) -> None:
        """Say what is being done, and take no other wish meanwhile; nothing lets them be taken."""
        self._say(doing)
        for button in (self.back, self.read_out, self.other, self.new, self.found.use):
            button.setEnabled(not doing)

    def tell_rescued(self, rescued: "Rescued") -> None:
        """Show what was read."""
        self.set_busy("")
        self.found.show_counts(rescued)
        self.read_out.hide()
        self.found.show()
        self.found.use.setFocus()

    def tell_problem(self, text: str) -> None:
        """Say what stands in the way of what was chosen."""
        self.set_busy("")
        self._say(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the keyboard on. A focus proxy would break the chain of the Tab key."""
        super().focusInEvent(event)
        choices = (self.found.use, self.back, self.read_out, self.other)
        shown = (one for one in choices if one.isVisibleTo(self) and one.isEnabled())
        next(shown, self.other).setFocus(event.reason())

    def _say(self, text: str) -> None:
        self.state.setText(text)
        self.state.setVisible(bool(text))

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wanted)
        self.read_out.clicked.connect(self.read_out_wanted)
        self.other.clicked.connect(self.other_wanted)
        self.new.clicked.connect(self.new_wanted)
        self.found.use.clicked.connect(self.use_wanted)

    def _lay_out(self) -> None:
        body = CentredBody(translate("Damaged", "Damaged journal"), _COLUMN)
        inner = body.inner
        inner.addWidget(self.title)
        inner.addWidget(self.intro)
        inner.addWidget(self.where)
        inner.addSpacing(look.SMALL)
        inner.addWidget(self.state)
        inner.addSpacing(look.SMALL)
        choices = QVBoxLayout()
        choices.setSpacing(look.INNER)
        for widget in (self.found, self.back, self.read_out, self.other, self.new):
            choices.addWidget(widget)
        inner.addLayout(choices)
        inner.addSpacing(look.LARGE)
        inner.addWidget(
            second_line(
                translate(
                    "Damaged",
                    "Whatever you choose, the damaged file is kept. If it happens again, copy your "
                    "files to another drive.",
                )
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(body)


class _Found(Card):
    """What was read out of the damaged file, before anybody goes on with it."""

    def __init__(self) -> None:
        super().__init__(translate("Damaged", "What could be read"))
        self.lines = Text()
        self.where = Text("", look.SECOND_LINE, muted=True, anywhere=True)
        self.use = Button(translate("Damaged", "Go on with it"), weight=Weight.MAIN)
        for widget in (self.lines, self.where):
            self.body.addWidget(widget)
        self.body.addSpacing(look.SMALL)
        self.body.addWidget(Flow([self.use]))

    def show_counts(self, rescued: "Rescued") -> None:
        """Say it by kind of record."""
        counts = {kind: one for kind, one in rescued.counts.items() if kind in _RECORDS}
        sentences = (
            (translate("Damaged", "Read: {records}."), {k: n.read for k, n in counts.items()}),
            (
                translate("Damaged", "Known to have been there, but not readable: {records}."),
                {k: n.unreadable for k, n in counts.items()},
            ),
            (
                translate(
                    "Damaged",
                    "Readable, but not as anybody entered it, and left out: {records}.",
                ),
                {k: n.refused for k, n in counts.items()},
            ),
            (
                translate(
                    "Damaged",
                    "Read, but nothing is left that tells whether it is as it was entered: "
                    "{records}. Look through the diary before you rely on it.",
                ),
                {k: n.unproven for k, n in counts.items()},
            ),
        )
        lines = [_counted(sentence, found) for sentence, found in sentences]
        if rescued.backup is not None:
            lines.append(
                translate("Damaged", "%n more from the backup.", "", rescued.added)
                if rescued.added
                else translate("Damaged", "The backup holds nothing more.")
            )
        self.lines.setText("\n".join(line for line in lines if line))
        text = translate("Damaged", "It lies in {path}, and opens as a journal.")
        self.where.setText(text.format(path=rescued.path))


_RECORDS = frozenset(
    (
        *("people", "own_instruments", "check_ins", "treatments", "vital_signs", "side_effects"),
        *("medicines", "intakes", "notes", "questions", "visits"),
    )
)


def _counted(sentence: str, counts: Mapping[str, int]) -> str:
    some = {kind: n for kind, n in counts.items() if n}
    return sentence.format(records=kinds_counted(some)) if some else ""


def _when(made: datetime, today: date) -> str:
    local = made.astimezone()
    day = words.short_day(local.date(), today)
    return translate("Damaged", "{day}, {time}").format(day=day, time=words.clock(local))


def _content(good: "GoodBackup", today: date) -> str:
    parts = [translate("Damaged", "%n entries", "", good.records)]
    if good.last_day is not None:
        parts.append(
            translate("Damaged", "the last one about {day}").format(
                day=words.short_day(good.last_day, today)
            )
        )
    if good.passed_over:
        parts.append(translate("Damaged", "%n newer ones are damaged too", "", good.passed_over))
    return ", ".join(parts)
