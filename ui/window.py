"""The frame: the rail, the pages, what is said above them, and all wiring between pages.

Pages know nothing of one another. Today and Welcome are made at once; the others when they are
first shown, because they load more than the first paint can wait for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal, SignalInstance
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journal.days import Clock
from journal.instruments import Instrument
from ui import words
from ui.holding import Holding
from ui.jobs import Jobs
from ui.keeping import Keeping
from ui.loading import Loading
from ui.notices import Notices
from ui.page_names import BRING_IN, HELP, MADE_LATER, SETTINGS, TODAY, WELCOME, entries
from ui.page_stack import PageStack
from ui.pages.today import TodayPage
from ui.pages.welcome import WelcomePage
from ui.places import Places
from ui.presenting import Presenting
from ui.remembered import Remembered
from ui.shortcuts import Shortcuts
from ui.undoing import Undoing
from ui.widgets.log_dialog import LogDialog
from ui.widgets.nav_rail import NavRail
from ui.writers import Writer, WriterMenu

if TYPE_CHECKING:
    from journal.keys import Secret
    from journal.records import Model
    from journal.store import Journal

translate = QCoreApplication.translate

_ASKING = frozenset(("Locked", "WrongPassphrase"))
"""What a passphrase would put right; by name, since the journal's modules are loaded later."""


@dataclass(frozen=True)
class Start:
    """What the person asked for at the door: a journal, the sample patient, or neither."""

    journal: Path | None = None
    is_demo: bool = False


class Window(QWidget):
    """One window over one journal at a time."""

    _wrote = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        clock: Clock,
        instruments: Mapping[str, Instrument],
        places: Places,
        remembered: Remembered,
    ) -> None:
        super().__init__()
        self.jobs = jobs
        self._places = places
        self._remembered = remembered
        self._journal: Journal | None = None
        self._first_path: Path | None = None
        self._is_opening = False
        self._is_to_present = False
        self._waits_for_paint = False
        self.loading = Loading(jobs, clock, self)
        self.today = TodayPage(jobs, clock, instruments)
        self.welcome = WelcomePage(places.free_journal())
        self.rail = NavRail(entries())
        self.writer_menu = WriterMenu(self)
        self.notices = Notices()
        self.stack = PageStack(jobs, clock, instruments, MADE_LATER)
        self.holding = Holding(self.stack, self.notices)
        self.undoing = Undoing(jobs, self.stack, self.notices)
        self.keeping = Keeping(jobs, remembered, self)
        self.presenting = Presenting(jobs, clock, instruments, self)
        self.stack.add(TODAY, self.today)
        self.stack.add(WELCOME, self.welcome)
        self.shortcuts = Shortcuts(self, [entry.code for entry in entries()])
        self._lay_out()
        self._wire()

    @property
    def journal(self) -> "Journal | None":
        """The journal that is open."""
        return self._journal

    # ---- the wiring of everything with everything, one line a connection ----

    def _wire(self) -> None:
        self.rail.page_chosen.connect(self.show_page)
        self.rail.writer_wanted.connect(self._show_writer_menu)
        self.shortcuts.page_wanted.connect(self._show_wanted)
        self.shortcuts.writer_wanted.connect(self._show_writer_menu)
        self.shortcuts.appointment_wanted.connect(self._begin_appointment)
        self.shortcuts.undo_wanted.connect(self.undoing.undo)
        self.shortcuts.redo_wanted.connect(self.undoing.redo)
        self.shortcuts.lock_wanted.connect(self.keeping.lock)
        self.presenting.failed.connect(self.say_problem)
        self.keeping.close_wanted.connect(self._set_down)
        self.keeping.open_wanted.connect(self._open_with)
        self.keeping.locked.connect(self._show_locked)
        self.keeping.said.connect(self.notices.say)
        self.keeping.second_place_missed.connect(self.notices.tell_missed)
        self.welcome.unlock_wanted.connect(self._open_with)
        self.writer_menu.chosen.connect(self._write_as)
        self.writer_menu.people_wanted.connect(self._show_people)
        self.loading.opened.connect(self.open_journal)
        self.loading.failed.connect(self._tell_not_opened)
        self.welcome.start_wanted.connect(self._start_new)
        self.welcome.open_wanted.connect(self.open_path)
        self.welcome.read_wanted.connect(self._open_to_read)
        self.welcome.sample_wanted.connect(self._open_sample)
        self.today.failed.connect(self.say_problem)
        self.notices.chosen.connect(self._chose)
        self.stack.made.connect(self._wire_page)
        self._wrote.connect(self._refresh)

    def _wire_page(self, name: str) -> None:
        """A signal of one name means the same on every page that has it."""
        page = self.stack.page(name)
        for signal, slot in (
            ("day_wanted", self.show_day),
            ("record_wanted", self.show_page),
            ("failed", self.say_problem),
            ("said", self.notices.say),
            ("theme_chosen", self._remembered.use_theme),
            ("scale_chosen", self._remembered.use_scale),
            ("open_wanted", self.welcome.choose_file),
            ("start_wanted", self._ask_for_new),
            ("sample_wanted", self._open_sample),
            ("import_wanted", self._show_bring_in),
            ("log_wanted", self._show_log),
            ("writing", self.holding.set_held),
            ("appointment_wanted", self._begin_appointment),
            ("passphrase_wanted", self.keeping.set_passphrase),
            ("lock_wanted", self.keeping.lock),
            ("lock_after_chosen", self.keeping.use_lock_after),
            ("backup_wanted", self.keeping.back_up_now),
            ("restore_wanted", self.keeping.restore),
            ("second_place_chosen", self.keeping.use_second_place),
        ):
            found = getattr(page, signal, None)
            if isinstance(found, SignalInstance):  # a page may have a label of that name
                found.connect(slot)
        if name == SETTINGS:
            look = self._remembered.state
            page.show_look(look.theme, look.text_scale)  # type: ignore[attr-defined]
            self.keeping.how_kept.connect(page.show_keeping)  # type: ignore[attr-defined]
            self.keeping.backed_up.connect(page.backups.refresh)  # type: ignore[attr-defined]
            self.keeping.tell_how_kept()

    # ---- from the door to an open journal ----

    def start(self, asked: Start) -> None:
        """Show what was asked for; it is loaded once the window has been painted."""
        path = None if asked.is_demo else asked.journal or self._places.journal_to_open()
        if path is None and not asked.is_demo:
            self._show_closed()
            return
        last = self._remembered.state
        is_last = path is not None and path == last.journal
        self._first_path = path
        self._is_opening = self._waits_for_paint = True
        self.today.begin(last.first_form if is_last else "", last.done_on if is_last else None)
        self._show_open()
        self.today.start()

    def event(self, event: QEvent) -> bool:
        """Look for the first paint; loading is begun behind it."""
        if event.type() == QEvent.Type.Paint and self._waits_for_paint:
            self._waits_for_paint = False
            QTimer.singleShot(0, self._open_first)
        elif event.type() == QEvent.Type.WindowActivate:
            self.today.clock.look()
        return super().event(event)

    def open_path(self, path: Path) -> None:
        """Open a journal in place of the one that is open."""
        current = self._journal
        if current is not None and path == current.path and not current.is_read_only:
            self.show_page(TODAY)
            return
        if self._begin_opening(path):
            self.loading.open(path)

    def open_journal(self, journal: "Journal") -> None:
        """Show a journal that has been opened; the one before is closed."""
        if self._journal is not None:
            self.jobs.drain()  # nothing may go on with a journal that is closed
            self._close_journal()
        self._journal = journal
        self._is_opening = False
        journal.listen(self._tell_written)
        if not journal.is_sample:
            self._remembered.keep_journal(journal.path)
        self.notices.clear()
        self.notices.tell_standing(is_sample=journal.is_sample, is_read_only=journal.is_read_only)
        self.writer_menu.open(journal)  # first, since Today hands over what was typed already
        self.stack.open(journal)
        self.undoing.open(journal)
        self.keeping.open(journal)
        self.today.open(journal)
        self._show_open()
        if self._is_to_present:
            self._begin_appointment()

    def _open_first(self) -> None:
        if self._first_path is None:
            self.loading.open_sample()
        else:
            self.loading.open(self._first_path)

    def _open_to_read(self, path: Path) -> None:
        if self._begin_opening(path):
            self.loading.open(path, to_read=True)

    def _open_sample(self) -> None:
        if self._begin_opening(None):
            self.loading.open_sample()

    def _start_new(self, path: Path, name: str) -> None:
        if self._begin_opening(path):
            self.loading.start_new(path, name)

    def _begin_opening(self, path: Path | None) -> bool:
        """Whether the journal that is open may be left for another.

        Answers given before a journal opened belong to that journal alone.
        """
        if self._would_lose(translate("Window", "Leave it and lose them"), "forget"):
            return False
        if path != self._first_path:
            self.today.forget_unkept()
        self._first_path = path
        return True

    def _would_lose(self, action: str, key: str) -> bool:
        """Keep what was typed; say so where the journal refuses to take it."""
        self.stack.flush()
        is_refused = self._journal is not None and not self._journal.is_read_only
        if not (is_refused and self.today.has_unkept):
            return False
        text = translate(
            "Window",
            "Some answers could not be saved and would be lost now. Everything saved before is "
            "safe. Make room, or see to the drive, and answer once more to save them.",
        )
        self.notices.say(text, action, key)
        return True

    def _tell_not_opened(self, path: Path, error: Exception) -> None:
        self._is_opening = self._is_to_present = False
        if type(error).__name__ in _ASKING:
            self._ask_passphrase(path, error)
            return
        text = words.problem(error)
        if text is None:
            raise error
        if self._journal is None:
            self.welcome.tell_problem(text, path, can_read=type(error).__name__ == "JournalInUse")
            self._show_closed()
        else:
            self.notices.say(text)

    # ---- the journal's file as a whole ----

    def _open_with(self, path: Path, secret: "Secret | None") -> None:
        self._is_opening = True
        self._first_path = path
        self.loading.open(path, secret)

    def _ask_passphrase(self, path: Path, error: Exception) -> None:
        is_wrong = type(error).__name__ == "WrongPassphrase"
        if self._journal is None:
            self._show_closed()
        self.stack.show_page(WELCOME)
        self.welcome.ask_passphrase(path, (words.problem(error) or "") if is_wrong else "")

    def _set_down(self) -> None:
        """Close the journal for work on its file; nothing of it stays on the screen."""
        self._close_journal()
        self.notices.clear()
        self.welcome.greet()
        self._show_closed()

    def _show_locked(self, path: Path) -> None:
        self._first_path = path
        self.welcome.ask_passphrase(path)

    def _close_journal(self) -> None:
        if self._journal is not None:
            self.presenting.end()
            self.stack.flush()
            self.stack.close_journal()
            self.undoing.close()
            self.keeping.close()
            self.today.leave_journal()
            self._journal.close()
            self._journal = None

    # ---- what is shown ----

    def show_page(self, name: str, record_id: str = "") -> None:
        """Show a page by its name, and a record on it to be changed.

        While no journal is open, Welcome stands in for Today.
        """
        if name == TODAY and self._journal is None and not self._is_opening:
            name = WELCOME
        self.stack.show_page(name, record_id)
        if name == TODAY:
            self.today.start()
        elif not record_id:
            self.stack.page(name).setFocus()  # not its first field, where a key would change it
        self.rail.set_page(TODAY if name == WELCOME else name)

    def show_day(self, day: date) -> None:
        """Show a day on Today's page."""
        self.show_page(TODAY)
        self.today.show_day(day)

    def say_problem(self, error: Exception) -> None:
        """Say what stands in the way; a defect goes on to the dialog for uncaught errors."""
        text = words.problem(error)
        if text is None:
            raise error
        self.notices.say_problem(text)

    def _show_open(self) -> None:
        self._set_rail(entries()[0].name, is_open=True)
        self.show_page(TODAY)

    def _show_closed(self) -> None:
        self._set_rail(translate("Window", "Start"), is_open=False)
        self.show_page(TODAY)

    def _set_rail(self, first: str, *, is_open: bool) -> None:
        self.rail.buttons[0].set_name(first)
        for button in (*self.rail.buttons[1:], self.rail.writer):
            button.setVisible(is_open)

    def _begin_appointment(self) -> None:
        """Everything typed is kept first, so that it can be read there too.

        While the journal is being opened, it begins as soon as that is done.
        """
        self._is_to_present = self._journal is None and self._is_opening
        if self._journal is not None:
            self.stack.flush()
            self.presenting.begin(self._journal)

    def _show_people(self) -> None:
        self.show_page(SETTINGS)

    def _show_bring_in(self) -> None:
        self.show_page(BRING_IN)

    def _ask_for_new(self) -> None:
        self.welcome.ask_for_new(self._places.free_journal())
        self.stack.show_page(WELCOME)

    def _leave_sample(self) -> None:
        """Back to one's own journal, or to the beginning without one."""
        path = self._places.journal_to_open()
        if path is not None:
            self.open_path(path)
            return
        self._close_journal()
        self.notices.clear()
        self.welcome.greet()
        self._show_closed()

    def _chose(self, action: str) -> None:
        """An action of a notice."""
        if action == "leave":
            self._leave_sample()
        elif action == "write" and self._journal is not None:
            self.open_path(self._journal.path)
        elif action in ("forget", "close"):
            self.today.forget_unkept()
            if action == "close":
                self.close()

    # ---- who is writing, and what was written ----

    def _show_writer_menu(self) -> None:
        if self._journal is not None:
            self.writer_menu.open_above(self.rail.writer)

    def _write_as(self, writer: Writer) -> None:
        self.rail.set_writer(writer.words)
        self.today.write_as(None if writer.is_patient else writer.id, writer.name)

    def _tell_written(self, kinds: "frozenset[type[Model]]") -> None:
        """Called on whatever thread wrote; the signal comes to this one."""
        self._wrote.emit(frozenset(kind.__name__ for kind in kinds))

    def _refresh(self, kinds: frozenset[str]) -> None:
        if self._journal is not None:
            self.notices.tell_saved()
            self.keeping.see_written()
            if "Person" in kinds:
                self.writer_menu.refresh()
                self.rail.set_writer(self.writer_menu.current.words)
            self.stack.refresh(kinds)
            if kinds & {"CheckIn", "Setting"}:
                self._remember_standing()

    # ---- the frame itself ----

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.notices)
        right.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

    def _show_wanted(self, name: str) -> None:
        """A page by its key; only help can be read while no journal is open."""
        if self._journal is not None or name == HELP:
            self.show_page(name)

    def _show_log(self) -> None:
        LogDialog(self._places.read_log(), self).open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep everything first. What cannot be kept is said once before the window goes."""
        if self._is_opening and self.today.has_unkept:
            self.jobs.drain(cancel=False)  # the journal is about to take what was typed
        if self._would_lose(translate("Window", "Close and lose them"), "close"):
            event.ignore()
            return
        self._leave()
        event.accept()

    def _remember_standing(self) -> None:
        """What the next first paint shows is kept at once, for not every end is a closing."""
        if self._journal is not None and not self._journal.is_sample:
            self._remembered.keep_standing(*self.today.standing())

    def _leave(self) -> None:
        self._remembered.keep_window(self.window())
        self._remember_standing()
        self.jobs.drain()
        self._close_journal()
        self.loading.close()
