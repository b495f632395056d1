"""The lines above the pages: what holds for this journal, and what just happened."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal.obstacles import has_room
from ui import look, words
from ui.icons import Icon
from ui.widgets.notice import Notice
from ui.widgets.page_body import side_margins

if TYPE_CHECKING:
    from journal.days import Instant
    from journal.store import Journal
    from ui.backing_up import Unreached

translate = QCoreApplication.translate

DECIDE, DIARY_WANTED, SETTINGS_WANTED = "decide", "diary", "settings"
"""Keys of what lines lead to."""


class Notices(QWidget):
    """`chosen` carries the key of what the person chose to do about a line."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.standing = Notice()
        self.damage = Notice()
        self.ahead = Notice()
        self.missed = Notice()
        self.out_of_step = Notice()
        self.undecided = Notice()
        self.passing = Notice()
        self._keys = {
            self.standing: "",
            self.damage: "",
            self.ahead: DIARY_WANTED,
            self.missed: "",
            self.out_of_step: SETTINGS_WANTED,
            self.undecided: DECIDE,
            self.passing: "",
        }
        self._problem = ""
        self._column = column = QVBoxLayout(self)
        column.setSpacing(look.SMALL)
        for notice in self._keys:
            notice.acted.connect(self._acted)
            notice.closed.connect(self._fit)
            column.addWidget(notice)
        self._fit()

    def say(self, text: str, action: str = "", key: str = "") -> None:
        """Say what happened, until it is put away or something else is said."""
        self._keys[self.passing] = key
        self.passing.say(text, action)
        self._fit()

    def say_problem(self, text: str) -> None:
        """Say what stands in the way of saving, until something could be saved again."""
        self._problem = text
        self.say(text)

    def tell_damage(self, key: str) -> None:
        """Say that the journal was found to be damaged; it stays until the person goes on."""
        self._keys[self.damage] = key
        self.damage.say(
            translate(
                "Window",
                "Part of this journal cannot be read any more. Nothing is written to it from now "
                "on. What you typed is still here: copy it where it matters, then go on.",
            ),
            translate("Window", "See what can be done"),
            stays=True,
        )
        self.passing.hide()
        self._fit()

    def tell_saved(self) -> None:
        """Something was saved, so what stood in the way does so no more."""
        if self._problem:
            self.unsay(self._problem)
            self._problem = ""

    def unsay(self, text: str) -> None:
        """Take back what was said, unless something else has been said since."""
        if self.passing.words == text:
            self.passing.hide()
            self._fit()

    def stand(self, text: str, action: str, key: str, icon_name: Icon = Icon.INFORMATION) -> None:
        """Say what holds until `clear`."""
        self._keys[self.standing] = key
        self.standing.say(text, action, icon_name=icon_name, stays=True)
        self._fit()

    def tell_standing(self, journal: "Journal") -> None:
        """Say what holds as long as a journal is open, and what is odd about it."""
        from journal.history.ahead import written_ahead

        with journal.read() as session:
            ahead = None if journal.is_sample else written_ahead(session, journal.clock())
        if ahead is not None:
            self.tell_ahead(ahead)
        if journal.is_sample:
            self.stand(
                translate("Window", "Sample patient – nothing here is real"),
                translate("Window", "Leave the sample"),
                "leave",
            )
        elif journal.is_read_only:
            self.stand(
                _only_to_read_words(journal.path),
                translate("Window", "Open it to write"),
                "write",
            )

    def tell_ahead(self, written: "Instant") -> None:
        """Say that the journal was written to at a time that has not come yet."""
        text = translate(
            "Window",
            "Something was written in this journal on {day} at {time}, which by this computer's "
            "clock has not come yet. If the clock is wrong now, put it right before you log "
            "anything. If it was wrong then, look in the diary whether entries stand on wrong "
            "days.",
        )
        at = written.local
        text = text.format(day=words.full_day(at.date()), time=words.clock(at))
        self.ahead.say(text, translate("Window", "Open the diary"))
        self._fit()

    def tell_missed(self, missed: "Unreached | None") -> None:
        """Say that backups do not reach their second place, until they do; None when they do."""
        if missed is None:
            self.missed.hide()
        else:
            self.missed.say(_missed_words(missed), stays=True)
        self._fit()

    def tell_out_of_step(self, text: str) -> None:
        """Say what keeps the journal from being in step with its shared folder, until none does."""
        if text:
            self.out_of_step.say(text, translate("Window", "Open settings"), stays=True)
        else:
            self.out_of_step.hide()
        self._fit()

    def tell_undecided(self, n: int) -> None:
        """Say that two copies disagree on so many records, while they do."""
        if n:
            text = (
                translate(
                    "Window",
                    "A record was deleted in one copy of the journal and changed in another.",
                )
                if n == 1
                else translate(
                    "Window",
                    "%n records were deleted in one copy of the journal and changed in another.",
                    "",
                    n,
                )
            )
            self.undecided.say(text, translate("Window", "Decide"), stays=True)
        else:
            self.undecided.hide()
        self._fit()

    def clear(self) -> None:
        """Say nothing."""
        for notice in self._keys:
            notice.hide()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as the page below."""
        self._set_margins()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_margins()

    def _set_margins(self) -> None:
        before, after = side_margins(self.width(), self.font())
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            before, after = after, before
        self._column.setContentsMargins(before, look.MEDIUM, after, look.SMALL)

    def _acted(self) -> None:
        notice = self.sender()
        if notice in (self.out_of_step, self.undecided):
            notice.show()  # it holds on, whatever is done about it
        self._fit()
        if isinstance(notice, Notice):
            self.chosen.emit(self._keys[notice])

    def _fit(self) -> None:
        """Without anything to say there is no room taken."""
        self.setVisible(any(not notice.isHidden() for notice in self._keys))


def _missed_words(missed: "Unreached") -> str:
    if missed.is_none_made:
        text = translate(
            "Window",
            "No backup could be made in {folder}. Everything you entered is in the journal. Make "
            "room on the drive, or see that the folder can be written to; it is tried again every "
            "minute.",
        )
    elif missed.is_left_behind:
        text = translate(
            "Window",
            "The backups in {folder} could not be reached when the passphrase was changed. They "
            "are as they were before: not encrypted, or under the passphrase of before. Plug the "
            "drive in; they are written anew then.",
        )
    else:
        text = translate(
            "Window",
            "The newest backup could not be copied to {folder}. The one beside the journal was "
            "made. Plug the drive in, or make room on it; it is tried again every minute.",
        )
    return text.format(folder=missed.folder)


def _only_to_read_words(path: Path) -> str:
    if not has_room(path):
        return translate(
            "Window",
            "The disk is full, so this journal is open only to read. Make some room, then open it "
            "to write.",
        )
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return translate(
            "Window",
            "This journal is open only to read, since it is open elsewhere, or its folder cannot "
            "lock files, as some network folders cannot. Nothing can be saved in it.",
        )
    return translate(
        "Window",
        "This journal is open only to read, since its file or folder may not be written to. "
        "Nothing can be saved in it.",
    )
