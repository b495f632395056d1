"""From page to page: the stack and the rail beside it show the same one."""

from datetime import date
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QObject

from ui.notices import DECIDE, DIARY_WANTED, SETTINGS_WANTED
from ui.opening import Opening
from ui.page_names import BRING_IN, DIARY, HELP, SETTINGS, SOMEBODY_NEW, TODAY, WELCOME, entries
from ui.page_stack import PageStack
from ui.pages.today import TodayPage
from ui.widgets.nav_rail import NavRail

if TYPE_CHECKING:
    from ui.pages.diary import DiaryPage
    from ui.pages.settings import SettingsPage

translate = QCoreApplication.translate


class Navigation(QObject):
    """Shows pages. While no journal is open, Welcome stands in for Today."""

    def __init__(
        self,
        stack: PageStack,
        rail: NavRail,
        today: TodayPage,
        opening: Opening,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stack = stack
        self._rail = rail
        self._today = today
        self._opening = opening

    def show_page(self, name: str, record_id: str = "") -> None:
        """Show a page by its name, and a record on it to be changed."""
        if name == TODAY and self._opening.journal is None and not self._opening.is_under_way:
            name = WELCOME
        self._stack.show_page(name, record_id)
        if name == TODAY:
            self._today.start()
        elif not record_id:
            self._stack.page(name).setFocus()  # not its first field, where a key would change it
        self._rail.set_page(TODAY if name == WELCOME else name)

    def show_wanted(self, name: str) -> None:
        """A page by its key; only help can be read while no journal is open."""
        if self._opening.journal is not None or name == HELP:
            self.show_page(name)

    def show_day(self, day: date) -> None:
        """Show a day on Today's page."""
        self.show_page(TODAY)
        self._today.show_day(day)

    def show_on_day(self, day: date, kind: str, record_id: str) -> None:
        """Show a record on its day, to be changed there."""
        self.show_page(TODAY)
        self._today.show_record(day, kind, record_id)

    def show_people(self) -> None:
        """Show where people are named."""
        self.show_page(SETTINGS, SOMEBODY_NEW)

    def follow(self, action: str) -> None:
        """Go where a line above the pages leads."""
        if action == SETTINGS_WANTED:
            self.show_page(SETTINGS)
        elif action == DIARY_WANTED:
            self.show_page(DIARY)
        elif action == DECIDE:
            self.show_page(DIARY)
            cast("DiaryPage", self._stack.page(DIARY)).show_undecided()

    def show_bring_in(self) -> None:
        """Show where entries of other programs are brought in."""
        self.show_page(BRING_IN)

    def show_open(self, card: str = "") -> None:
        """Show Today, or a card of Settings, with every page on the rail."""
        self._set_rail(entries()[0].name, is_open=True)
        self.show_page(SETTINGS if card else TODAY)
        if card:
            cast("SettingsPage", self._stack.page(SETTINGS)).show_card(card)

    def show_closed(self) -> None:
        """Show Welcome, with nothing on the rail that needs a journal."""
        self._set_rail(translate("Window", "Start"), is_open=False)
        self._rail.set_writer("")
        self.show_page(TODAY)

    def _set_rail(self, first: str, *, is_open: bool) -> None:
        self._rail.buttons[0].set_name(first)
        for button in (*self._rail.buttons[1:], self._rail.writer):
            button.setVisible(is_open)
