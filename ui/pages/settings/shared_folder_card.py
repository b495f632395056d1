"""The folder that a syncing program keeps in step: which one, how it stands, what waits in it."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal

from journal.days import Instant
from journal.store import Journal
from journal.words.shared_folder import why_words
from ui import look, words
from ui.icons import Icon
from ui.in_step import SeenCopy, Told
from ui.widgets.button import Button, Weight
from ui.widgets.card import Card
from ui.widgets.entry_row import EntryRow
from ui.widgets.file_dialog import ask_folder
from ui.widgets.flow import Flow
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate


class SharedFolderCard(Card):
    """`folder_chosen` carries a folder, or None for none; `step_wanted` asks for a round now."""

    folder_chosen = Signal(object)
    step_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            translate("SharedFolder", "Shared folder"),
            translate(
                "SharedFolder",
                "The same journal on several computers: choose a folder that Syncthing, Nextcloud, "
                "Dropbox or the like keeps in step. Each computer puts a copy of its own there and "
                "joins those of the others. Tidemark itself sends nothing anywhere.",
            ),
        )
        self._journal: Journal | None = None
        self._told = Told()
        self.rows: tuple[EntryRow, ...] = ()
        self.in_clear = Text(
            translate(
                "SharedFolder",
                "This journal has no passphrase. Its copy in the shared folder can be read by "
                "whoever can read the folder, the company that keeps it included.",
            )
        )
        self.where = Text(size=look.SECOND_LINE, muted=True, anywhere=True)
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state = Text()
        self.choose = Button("", Icon.FOLDER)
        self.now = Button(translate("SharedFolder", "Join now"))
        self.stop = Button(translate("SharedFolder", "Stop using it"), weight=Weight.QUIET)
        self.stays = second_line(
            translate(
                "SharedFolder",
                "After you stop, this computer's copy stays there. Delete it when no other "
                "computer needs it.",
            )
        )
        self._list = Card(framed=False)
        for part in (self.where, self.state, self._list, self.in_clear):
            self.body.addWidget(part)
        self.body.addWidget(Flow((self.choose, self.now, self.stop)))
        self.body.addWidget(self.stays)
        self.choose.clicked.connect(self._choose_folder)
        self.now.clicked.connect(self.step_wanted)
        self.stop.clicked.connect(self._stop)
        self.show_told(Told())

    def open(self, journal: Journal) -> None:
        """Share this journal."""
        self._journal = journal
        self.setEnabled(not journal.is_sample and not journal.is_read_only)
        self.show_told(self._told)

    def show_told(self, told: Told) -> None:
        """Show how it stands."""
        self._told = told
        is_used = told.folder is not None
        self.where.setText(str(told.folder or ""))
        self.state.setText(_state_words(told, self._today))
        self.choose.set_words(
            translate("SharedFolder", "Choose another folder")
            if is_used
            else translate("SharedFolder", "Choose a folder")
        )
        self.now.setEnabled(not told.is_busy)
        for part in (self.where, self.now, self.stop, self.stays):
            part.setVisible(is_used)
        journal = self._journal
        self.in_clear.setVisible(journal is not None and not journal.is_encrypted)
        self._show_rows(told)

    @property
    def _today(self) -> date:
        now = datetime.now().astimezone() if self._journal is None else self._journal.clock().local
        return now.date()

    def _show_rows(self, told: Told) -> None:
        for row in self.rows:
            self._list.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        seen = [EntryRow(one.file, *_copy_words(one, self._today)) for one in told.copies]
        left = [EntryRow(one.file, one.file, _left_words(one.why)) for one in told.left]
        self.rows = (*seen, *left)
        _add(self._list, self.rows)
        self._list.setVisible(bool(self.rows))

    def _choose_folder(self) -> None:
        ask_folder(self, translate("SharedFolder", "The folder that is kept in step"), self._choose)

    def _choose(self, folder: str) -> None:
        if folder:
            self.folder_chosen.emit(Path(folder))

    def _stop(self) -> None:
        self.folder_chosen.emit(None)
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)


def _add(card: Card, rows: Iterable[EntryRow]) -> None:
    for row in rows:
        card.body.addWidget(row)


def _state_words(told: Told, today: date) -> str:
    if told.folder is None:
        return translate("SharedFolder", "None is used.")
    if told.is_busy:
        return translate("SharedFolder", "Joining what the other computers have put there.")
    if told.trouble:
        return told.trouble
    if told.at is None:
        return translate("SharedFolder", "It is looked at in a moment.")
    said = translate("SharedFolder", "Last in step {when}.")
    return said.format(when=_when(told.at, today))


def _copy_words(one: SeenCopy, today: date) -> tuple[str, str]:
    told = [translate("SharedFolder", "Last joined {when}").format(when=_when(one.at, today))]
    if one.is_in_clear:
        told.append(
            translate(
                "SharedFolder",
                "Not encrypted, though this journal is: give that one the same passphrase",
            )
        )
    return one.computer or one.file, " · ".join(told)


def _left_words(why: str) -> str:
    return translate("SharedFolder", "Left for later: {why}.").format(why=why_words(why))


def _when(at: Instant, today: date) -> str:
    return translate("SharedFolder", "{day}, {time}").format(
        day=words.short_day(at.local.date(), today),
        time=words.clock(at.local),
    )
