"""Why a journal was not opened: said where it can be put right."""

from pathlib import Path

from PySide6.QtCore import QObject

from ui import words
from ui.damage import Damage
from ui.navigation import Navigation
from ui.notices import Notices
from ui.opening import Opening
from ui.page_names import WELCOME
from ui.page_stack import PageStack
from ui.pages.welcome import WelcomePage
from ui.remembering import Remembering

_ASKING = frozenset(("Locked", "WrongPassphrase"))
"""What a passphrase would put right; by name, since the journal's modules are loaded later."""


class NotOpened(QObject):
    """Says it on Welcome, on the page about damage, or above the pages of the journal before."""

    def __init__(
        self,
        opening: Opening,
        navigation: Navigation,
        stack: PageStack,
        welcome: WelcomePage,
        notices: Notices,
        remembering: Remembering,
        damage: Damage,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opening = opening
        self._navigation = navigation
        self._stack = stack
        self._welcome = welcome
        self._notices = notices
        self._remembering = remembering
        self._damage = damage

    def tell(self, path: Path, error: Exception) -> None:
        """Say it; a defect of the program is raised."""
        if type(error).__name__ in _ASKING:
            self._ask_passphrase(path, error)
            return
        text = words.problem(error)
        if text is None:
            raise error
        if self._opening.journal is not None:
            self._notices.say(text)
        elif not self._damage.takes(path, error):
            can_read = type(error).__name__ == "JournalInUse"
            self._welcome.tell_problem(text, path, can_read=can_read)
            self._navigation.show_closed()

    def ask_again(self, path: Path) -> None:
        """It was locked: it does not open by itself, though this computer may remember it."""
        self._remembering.ask_again(path)
        self._welcome.ask_passphrase(path, is_remembered=self._remembering.remembers(path))

    def _ask_passphrase(self, path: Path, error: Exception) -> None:
        is_wrong = type(error).__name__ == "WrongPassphrase"
        if self._opening.journal is None:
            self._navigation.show_closed()
        self._stack.show_page(WELCOME)
        self._welcome.ask_passphrase(
            path,
            (words.problem(error) or "") if is_wrong else "",
            is_remembered=self._remembering.remembers(path),
        )
