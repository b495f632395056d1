"""The backups of a journal: where they lie, a new one, and the way back to one."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from journal.on_disk.copies import folder_of_copies
from journal.on_disk.keys import Secret
from journal.safekeeping.backups import Backup, Reason, backups, unlike_in
from journal.safekeeping.restoring import Preview, preview
from journal.safekeeping.whose import Sealed, ours_at, ours_in, sealed
from journal.store import Journal
from journal.words.diary import kinds_counted
from ui import look, words
from ui.icons import Icon
from ui.jobs import Jobs, Progress
from ui.pages.settings.left_copies import LeftCopies
from ui.widgets.button import Button, Weight
from ui.widgets.card import Card
from ui.widgets.entry_row import EntryRow
from ui.widgets.file_dialog import ask_folder
from ui.widgets.flow import Flow
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate

SHOWN_AT_FIRST = 5
"""Rows; the others are shown when they are asked for."""


class BackupsCard(Card):
    """`backup_wanted` asks for a backup, `restore_wanted` carries one; `failed` an error.

    `second_place_chosen` carries a folder, or None for no second place.
    """

    backup_wanted = Signal()
    restore_wanted = Signal(object)
    second_place_chosen = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(
            translate("Backups", "Backups"),
            translate(
                "Backups",
                "After the first entry of a day a copy of the whole journal is made and read back. "
                "Kept are copies of 7 days, 4 weeks and 12 months. An encrypted journal has "
                "encrypted backups.",
            ),
        )
        self._jobs = jobs
        self._journal: Journal | None = None
        self._chosen: Path | None = None
        self._folder: Path | None = None
        self._shows_all = False
        self.rows: tuple[EntryRow, ...] = ()
        self.where = Text(size=look.SECOND_LINE, muted=True, anywhere=True)
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.now = Button(translate("Backups", "Back up now"), Icon.COPY)
        self.folder = Button(translate("Backups", "Show the folder"), Icon.FOLDER)
        self.second = Text(muted=True, size=look.SECOND_LINE, anywhere=True)
        self.left = LeftCopies()
        self.choose = Button(translate("Backups", "Choose a second place"), Icon.FOLDER)
        self.no_second = Button(translate("Backups", "No second place"), weight=Weight.QUIET)
        self.more = Button("", weight=Weight.QUIET)
        self.asking = _Asking()
        self._list = Card(framed=False)
        self._lay_out()
        self._connect()

    def open(self, journal: Journal) -> None:
        """Show the backups of this journal."""
        self._journal = journal
        self._shows_all = False
        self.setEnabled(not journal.is_sample and not journal.is_read_only)
        self.where.setText(str(folder_of_copies(journal.path)))
        self.asking.hide()
        self.refresh()

    def refresh(self) -> None:
        """Look at the folder again."""
        if self._journal is not None:
            found = backups(self._journal.path)
            # One that was put aside is shown in the folder; nobody can go back to it.
            self._show([one for one in found if one.reason != Reason.DAMAGED])
            self._look_for_left()

    def take_focus(self) -> None:
        """Put the keyboard on what can be done next."""
        self.now.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_second_place(self, folder: Path | None) -> None:
        """Show where the second copies go."""
        self.second.setText(
            translate("Backups", "A second copy goes to {folder}.").format(folder=folder)
            if folder
            else translate(
                "Backups", "A second copy on a memory stick outlives this computer. None is set."
            )
        )
        self.no_second.setVisible(folder is not None)
        self._folder = folder
        self._look_for_left()

    def _look_for_left(self) -> None:
        """A stick may be slow."""
        if self._journal is None or self._folder is None:
            self.left.show_left(())
        elif self.isVisible():
            work = partial(_found_unlike, self._journal, self._folder)
            self._jobs.start(work, self.left.show_left, failed=self.failed.emit)

    def showEvent(self, event: QShowEvent) -> None:
        """Backups are also made before files are brought in or copies are joined."""
        self.refresh()
        super().showEvent(event)

    def show_shared(self, *, is_shared: bool) -> None:
        """Whether what a backup lacks would come back from a shared folder."""
        self.asking.comes_back.setVisible(is_shared)

    def _lay_out(self) -> None:
        self.body.addWidget(self.where)
        self.body.addWidget(Flow([self.now, self.folder]))
        self.body.addWidget(self._list)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self.asking)
        self.body.addSpacing(look.SMALL)
        self.body.addWidget(self.second)
        self.body.addWidget(self.left)
        self.body.addWidget(Flow([self.choose, self.no_second]))
        self.asking.hide()
        self.more.hide()
        self.show_second_place(None)

    def _connect(self) -> None:
        self.now.clicked.connect(self.backup_wanted)
        self.folder.clicked.connect(self._show_folder)
        self.choose.clicked.connect(self._choose_folder)
        self.no_second.clicked.connect(self._choose_none)
        self.more.clicked.connect(self._show_all)
        self.asking.agreed.connect(self._restore)
        self.asking.cancelled.connect(self._leave)

    def _show(self, found: Sequence[Backup]) -> None:
        for row in self.rows:
            self._list.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        shown = found if self._shows_all else found[:SHOWN_AT_FIRST]
        restore = translate("Backups", "Go back to it")
        rows = []
        for one in shown:
            row = EntryRow(
                str(one.path), _when(one), self._told_of(one), (("restore", restore, Icon.UNDO),)
            )
            row.acted.connect(self._ask)
            self._list.body.addWidget(row)
            rows.append(row)
        self.rows = tuple(rows)
        hidden = len(found) - len(shown)
        self.more.setVisible(hidden > 0)
        self.more.setText(translate("Backups", "Show %n more", "", hidden))

    def _told_of(self, one: Backup) -> str:
        """Why it was made, and whether another passphrase opens it, or none."""
        how = Sealed.ALIKE if self._journal is None else sealed(one.path, self._journal.path)
        notes = {
            Sealed.NOT: translate("Backups", "not encrypted"),
            Sealed.OTHERWISE: translate("Backups", "under a passphrase of before"),
        }
        return ", ".join((_why(one.reason), *([notes[how]] if how in notes else ())))

    def _show_all(self) -> None:
        self._shows_all = True
        self.refresh()

    def _ask(self, key: str, _action: str) -> None:
        journal = self._journal
        if journal is None:
            return
        self._chosen = Path(key)
        work = partial(_previewed, journal.path, self._chosen, journal.key)
        self._jobs.start(work, self._tell_preview, failed=self.failed.emit)

    def _tell_preview(self, told: tuple[Preview, bool]) -> None:
        found, is_another = told
        if self._chosen == found.backup:
            self.asking.ask(found, is_another=is_another)

    def _restore(self) -> None:
        if self._chosen is not None:
            self.restore_wanted.emit(self._chosen)

    def _leave(self) -> None:
        self._chosen = None
        self.asking.hide()

    def _show_folder(self) -> None:
        if self._journal is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self.where.text()))

    def _choose_folder(self) -> None:
        ask_folder(self, translate("Backups", "Where to put second copies"), self._choose)

    def _choose(self, folder: str) -> None:
        if folder:
            self.second_place_chosen.emit(Path(folder))

    def _choose_none(self) -> None:
        self.second_place_chosen.emit(None)


class _Asking(QWidget):
    """What going back would change, before it is done."""

    agreed = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = Text()
        self.agree = Button(translate("Backups", "Go back to this backup"), weight=Weight.MAIN)
        self.cancel = Button(translate("Backups", "Leave it as it is"), weight=Weight.QUIET)
        self.agree.clicked.connect(self.agreed)
        self.cancel.clicked.connect(self.cancelled)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.SMALL)
        buttons.addWidget(self.agree)
        buttons.addWidget(self.cancel)
        buttons.addStretch()
        card = Card(framed=False)
        card.body.addWidget(self.words)
        self.kept = second_line(
            translate("Backups", "A copy of the journal as it is now is kept among the backups.")
        )
        self.comes_back = second_line(
            translate(
                "Backups",
                "What other computers hold comes back from the shared folder. Stop using it first "
                "where that is not wanted.",
            )
        )
        self.comes_back.hide()
        card.body.addWidget(self.kept)
        card.body.addWidget(self.comes_back)
        card.body.addLayout(buttons)
        column = QHBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def ask(self, found: Preview, *, is_another: bool) -> None:
        """Show what would change."""
        lines = [_preview_words(found)]
        if is_another:
            lines.insert(
                0,
                translate(
                    "Backups",
                    "This is a backup of another journal, which had this name and place before.",
                ),
            )
        self.words.setText("\n".join(lines))
        would_change = bool(found.changes) or not found.is_readable
        self.agree.setVisible(would_change)
        self.kept.setVisible(would_change)
        self.show()
        target = self.agree if self.agree.isVisibleTo(self) else self.cancel
        target.setFocus(Qt.FocusReason.OtherFocusReason)


def _previewed(
    path: Path, backup: Path, key: Secret | None, _progress: Progress
) -> tuple[Preview, bool]:
    """What would change, and whether it is a backup of another journal."""
    return preview(path, backup, key), ours_at(path, key).is_another(backup)


def _found_unlike(
    journal: Journal, second: Path, _progress: Progress
) -> tuple[tuple[Path, Sealed], ...]:
    return unlike_in(second, ours_in(journal))


def _when(one: Backup) -> str:
    local = one.made.astimezone()
    day = words.day_title(local.date(), datetime.now().astimezone().date())
    return translate("Backups", "{day}, {time}").format(day=day, time=words.clock(local))


def _why(reason: str) -> str:
    known: dict[str, str] = {
        Reason.DAILY: translate("Backups", "after the first entry of the day"),
        Reason.ASKED: translate("Backups", "you asked for it"),
        Reason.IMPORT: translate("Backups", "before entries were brought in"),
        Reason.MERGE: translate("Backups", "before another copy was merged"),
        Reason.ROUND: translate("Backups", "before changes of another computer came"),
        Reason.RESTORE: translate("Backups", "before going back to a backup"),
        Reason.PASSPHRASE: translate("Backups", "before the passphrase was changed"),
    }
    if reason.startswith("before upgrade"):
        return translate("Backups", "before a newer version of Tidemark opened it")
    return known.get(reason, reason)


def _preview_words(found: Preview) -> str:
    if not found.is_readable:
        return translate(
            "Backups", "The journal cannot be read as it is, so what would change is not known."
        )
    if not found.changes:
        return translate(
            "Backups", "This backup holds the same as the journal. There is nothing to do."
        )
    ends = (
        ("gone", translate("Backups", "{records} entered since would go.")),
        ("back", translate("Backups", "{records} would come back.")),
        ("changed", translate("Backups", "{records} would be as before.")),
    )
    lines = []
    for name, sentence in ends:
        counted = {one.kind.__tablename__: getattr(one, name) for one in found.changes}
        counted = {kind: number for kind, number in counted.items() if number}
        if counted:
            lines.append(sentence.format(records=kinds_counted(counted)))
    return "\n".join(lines)
