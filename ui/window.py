"""The frame: the rail, the pages, what is said above them, and all wiring between pages.

Pages know nothing of one another. Today and Welcome are made at once; the others when they are
first shown, because they load more than the first paint can wait for.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal, SignalInstance
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.damage import SEE_DAMAGE, Damage, said_by
from ui.holding import Holding
from ui.in_step import InStep
from ui.keeping import Keeping
from ui.keychain import Keychain
from ui.known_keys import KnownKeys
from ui.loading import Loading
from ui.navigation import Navigation
from ui.not_opened import NotOpened
from ui.notices import Notices
from ui.opening import Opening
from ui.page_names import MADE_LATER, SETTINGS, TODAY, WELCOME, entries
from ui.page_stack import PageStack
from ui.pages.today import TodayPage
from ui.pages.welcome import WelcomePage
from ui.places import Places
from ui.presenting import Presenting
from ui.problems import Problems
from ui.remembered import Remembered
from ui.settings_wiring import wire_settings
from ui.shortcuts import Shortcuts
from ui.surroundings import Surroundings
from ui.undoing import Undoing
from ui.widgets.log_dialog import LogDialog
from ui.widgets.nav_rail import NavRail
from ui.widgets.page_body import scroll_into_sight
from ui.writers import Writer, WriterMenu

if TYPE_CHECKING:
    from journal.records import Model
    from journal.store import Journal
    from ui.pages.settings import SettingsPage

translate = QCoreApplication.translate


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
        surroundings: Surroundings,
        places: Places,
        remembered: Remembered,
        keychain: Keychain,
    ) -> None:
        super().__init__()
        self.jobs = jobs = surroundings.jobs
        self._places = places
        self._remembered = remembered
        self._is_to_present = False
        self._waits_for_paint = False
        self.known_keys = KnownKeys(jobs, remembered, keychain, self)
        self.loading = Loading(jobs, surroundings.clock, self, key_for=self.known_keys.key_for)
        self.today = TodayPage(surroundings)
        self.welcome = WelcomePage(jobs, surroundings.clock, places.free_journal())
        self.rail = NavRail(entries())
        self.writer_menu = WriterMenu(self)
        self.notices = Notices()
        self.stack = PageStack(surroundings, MADE_LATER)
        self.opening = Opening(
            self.loading, self.stack, self.today, self.notices, places.shares, self
        )
        self.problems = Problems(self.opening, self.notices, self)
        self.navigation = Navigation(self.stack, self.rail, self.today, self.opening, self)
        self.holding = Holding(self.stack, self.notices)
        self.undoing = Undoing(jobs, self.stack, self.notices)
        self.keeping = Keeping(jobs, remembered, self.opening.would_lose, self)
        self.in_step = InStep(jobs, places.shares, self)
        self.presenting = Presenting(surroundings, self)
        self.damage = Damage(jobs, self.stack, remembered, self.loading.secret_for, self)
        self.not_opened = NotOpened(
            self.opening,
            self.navigation,
            self.stack,
            self.welcome,
            self.notices,
            self.known_keys,
            self.damage,
            self,
        )
        self.stack.add(TODAY, self.today)
        self.stack.add(WELCOME, self.welcome)
        self.shortcuts = Shortcuts(self, [entry.code for entry in entries()])
        self._lay_out()
        self._wire()

    @property
    def journal(self) -> "Journal | None":
        """The journal that is open."""
        return self.opening.journal

    # ---- the wiring of everything with everything, one line a connection ----

    def _wire(self) -> None:
        self.rail.page_chosen.connect(self.navigation.show_page)
        self.rail.writer_wanted.connect(self._show_writer_menu)
        self.shortcuts.page_wanted.connect(self.navigation.show_wanted)
        self.shortcuts.writer_wanted.connect(self._show_writer_menu)
        self.shortcuts.appointment_wanted.connect(self._begin_appointment)
        self.shortcuts.undo_wanted.connect(self.undoing.undo)
        self.shortcuts.redo_wanted.connect(self.undoing.redo)
        self.shortcuts.lock_wanted.connect(self.keeping.lock)
        self.presenting.failed.connect(self.problems.say)
        self.presenting.lock_wanted.connect(self.keeping.lock)
        self.presenting.changed.connect(self.keeping.wait_longer)
        self.keeping.close_wanted.connect(self._set_down)
        self.keeping.close_wanted.connect(self.writer_menu.close_journal)
        self.keeping.waiting.connect(self.welcome.wait)
        self.keeping.open_wanted.connect(self.opening.open_with)
        self.keeping.locked.connect(self.not_opened.ask_again)
        self.keeping.key_changed.connect(self.known_keys.follow)
        self.known_keys.said.connect(self.notices.say)
        self.keeping.said.connect(self.notices.say)
        self.keeping.second_place_missed.connect(self.notices.tell_missed)
        self.damage.close_wanted.connect(self._set_down)
        self.damage.shown.connect(self.navigation.show_closed)
        self.damage.open_wanted.connect(self.opening.open_with)
        self.damage.said.connect(self.notices.say)
        self.damage.new_wanted.connect(self._ask_for_new)
        self.welcome.remember_wanted.connect(self.known_keys.wish)
        self.welcome.unlock_wanted.connect(self.opening.open_with)
        self.welcome.failed.connect(self.problems.say)
        self.writer_menu.chosen.connect(self._write_as)
        self.writer_menu.people_wanted.connect(self.navigation.show_people)
        self.loading.opened.connect(self.open_journal)
        self.loading.failed.connect(self._tell_not_opened)
        self.welcome.start_wanted.connect(self.opening.start_new)
        self.welcome.open_wanted.connect(self.open_path)
        self.welcome.read_wanted.connect(self.opening.open_to_read)
        self.welcome.take_over_wanted.connect(self.opening.take_over)
        self.welcome.sample_wanted.connect(self.opening.open_sample)
        self.welcome.shared_chosen.connect(self.opening.begin_from)
        self.today.failed.connect(self.problems.say)
        self.in_step.troubled.connect(self.notices.tell_out_of_step)
        self.in_step.undecided_found.connect(self.notices.tell_undecided)
        self.notices.chosen.connect(self._chose)
        self.notices.chosen.connect(self.navigation.follow)
        self.notices.chosen.connect(self.opening.follow)
        self.stack.made.connect(self._wire_page)
        self._wrote.connect(self._refresh)

    def _wire_page(self, name: str) -> None:
        """A signal of one name means the same on every page that has it."""
        page = self.stack.page(name)
        for signal, slot in (
            ("day_wanted", self.navigation.show_day),
            ("record_wanted", self.navigation.show_page),
            ("day_record_wanted", self.navigation.show_on_day),
            ("failed", self.problems.say),
            ("said", self.notices.say),
            ("open_wanted", self.welcome.choose_file),
            ("start_wanted", self._ask_for_new),
            ("sample_wanted", self.opening.open_sample),
            ("import_wanted", self.navigation.show_bring_in),
            ("log_wanted", self._show_log),
            ("writing", self.holding.set_held),
            ("appointment_wanted", self._begin_appointment),
        ):
            found = getattr(page, signal, None)
            if isinstance(found, SignalInstance):  # a page may have a label of that name
                found.connect(slot)
        if name == SETTINGS:
            settings = cast("SettingsPage", page)
            wire_settings(settings, self._remembered, self.keeping, self.known_keys, self.in_step)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Where the Tab key goes is scrolled into sight, also where it comes from another part."""
        has_moved = super().focusNextPrevChild(is_next)
        scroll_into_sight(self.focusWidget())
        return has_moved

    # ---- from the door to an open journal ----

    def start(self, asked: Start) -> None:
        """Show what was asked for; it is loaded once the window has been painted."""
        path = None if asked.is_demo else asked.journal or self._places.journal_to_open()
        if path is None and not asked.is_demo:
            self.navigation.show_closed()
            return
        last = self._remembered.state
        is_last = path is not None and path == last.journal
        self.opening.expect(path)
        self._waits_for_paint = True
        self.today.begin(last.first_form if is_last else "", last.done_on if is_last else None)
        self.navigation.show_open()
        self.today.start()

    def event(self, event: QEvent) -> bool:
        """Look for the first paint; loading is begun behind it."""
        if event.type() == QEvent.Type.Paint and self._waits_for_paint:
            self._waits_for_paint = False
            QTimer.singleShot(0, self.opening.load_expected)
        elif event.type() == QEvent.Type.WindowActivate:
            self.today.clock.look()
        return super().event(event)

    def open_path(self, path: Path) -> None:
        """Open a journal in place of the one that is open."""
        current = self.journal
        if current is not None and path == current.path and not current.is_read_only:
            self.show_page(TODAY)
        else:
            self.opening.open(path)

    def open_journal(self, journal: "Journal") -> None:
        """Show a journal that has been opened; the one before is closed."""
        if self.journal is not None:
            self.jobs.drain()  # nothing may go on with a journal that is closed
            self._close_journal()
        self.opening.end(journal)
        journal.listen(self._tell_written)
        if not journal.is_sample:
            self._remembered.keep_journal(journal.path, is_encrypted=journal.is_encrypted)
        self.notices.clear()
        self.notices.tell_standing(journal)
        self.writer_menu.open(journal)  # first, since Today hands over what was typed already
        self.stack.open(journal)
        self.undoing.open(journal)
        self.keeping.open(journal)
        self.in_step.open(journal)
        self.known_keys.open(journal)
        self.today.open(journal)
        self.damage.say_done()
        self.navigation.show_open(self.keeping.card_left())
        if self._is_to_present:
            self._begin_appointment()

    def _tell_not_opened(self, path: Path, error: Exception) -> None:
        self.opening.end(None)
        self._is_to_present = False
        self.not_opened.tell(path, error)

    # ---- the journal's file as a whole ----

    def _set_down(self) -> None:
        """Close the journal; nothing of it stays on the screen."""
        self._close_journal()
        self.notices.clear()
        self.welcome.greet()
        self.navigation.show_closed()

    def _close_journal(self) -> None:
        if self.journal is not None:
            self.presenting.end()
            self.stack.flush()
            self.in_step.close()
            self.stack.close_journal()
            self.undoing.close()
            self.keeping.close()
            self.known_keys.close()
            self.today.leave_journal()
            self.journal.close()
            self.opening.journal = None

    # ---- what is shown ----

    def show_page(self, name: str) -> None:
        """Show a page by its name."""
        self.navigation.show_page(name)

    def _begin_appointment(self) -> None:
        """Everything typed is kept first, so that it can be read there too.

        While the journal is being opened, it begins as soon as that is done.
        """
        self._is_to_present = self.journal is None and self.opening.is_under_way
        if self.journal is not None:
            self.stack.flush()
            self.presenting.begin(self.journal)

    def _ask_for_new(self) -> None:
        self.welcome.ask_for_new(self._places.free_journal())
        self.stack.show_page(WELCOME)

    def _leave_sample(self) -> None:
        """Back to one's own journal, or to the beginning without one."""
        path = self._places.journal_to_open()
        if path is not None:
            self.open_path(path)
        else:
            self._set_down()

    def _chose(self, action: str) -> None:
        """An action of a notice."""
        if action == "leave":
            self._leave_sample()
        elif action == SEE_DAMAGE and self.journal is not None:
            self.damage.see(self.journal)
        elif action in ("forget", "close", "lock"):
            self.stack.forget_unkept()
            {"close": self.close, "lock": self.keeping.lock}.get(action, bool)()

    # ---- who is writing, and what was written ----

    def _show_writer_menu(self) -> None:
        if self.journal is not None:
            self.writer_menu.open_above(self.rail.writer)

    def _write_as(self, writer: Writer) -> None:
        self.rail.set_writer(writer.words)
        self.today.write_as(None if writer.is_patient else writer.id, writer.name)

    def _tell_written(self, kinds: "frozenset[type[Model]]") -> None:
        """Called on whatever thread wrote; the signal comes to this one."""
        self._wrote.emit(frozenset(kind.__name__ for kind in kinds))

    def _refresh(self, kinds: frozenset[str]) -> None:
        if self.journal is not None:
            self.notices.tell_saved()
            self.keeping.see_written()
            self.in_step.see_written()
            self.undoing.see_written()
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

    def _show_log(self) -> None:
        LogDialog(self._places.read_log(), self).open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep everything first. What cannot be kept is said once before the window goes."""
        if self.opening.is_under_way and self.today.has_unkept:
            self.jobs.drain(cancel=False)  # the journal is about to take what was typed
        if self.opening.would_lose(translate("Window", "Close and lose it"), "close"):
            event.ignore()
            return
        self._leave()
        event.accept()

    def _remember_standing(self) -> None:
        """What the next first paint shows is kept at once, for not every end is a closing."""
        journal = self.journal
        if journal is not None and not journal.is_sample and not journal.is_encrypted:
            with said_by(self.problems.takes):
                self._remembered.keep_standing(*self.today.standing())

    def _leave(self) -> None:
        self._remembered.keep_window(self.window())
        self._remember_standing()
        self.jobs.drain()
        self._close_journal()
        self.loading.close()
