"""Why a journal was not opened: said where it can be put right."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from journal.obstacles import JournalInUse, Locked, WrongPassphrase
from ui.damage import Damage
from ui.known_keys import KnownKeys
from ui.loading import Manner
from ui.navigation import Navigation
from ui.notices import Notices
from ui.opening import Opening
from ui.page_names import WELCOME
from ui.page_stack import PageStack
from ui.pages.welcome import WelcomePage
from ui.problem_words import problem_words

translate = QCoreApplication.translate


class NotOpened(QObject):
    """Says it on Welcome, on the page about damage, or above the pages of the journal before."""

    def __init__(
        self,
        opening: Opening,
        navigation: Navigation,
        stack: PageStack,
        welcome: WelcomePage,
        notices: Notices,
        known_keys: KnownKeys,
        damage: Damage,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opening = opening
        self._navigation = navigation
        self._stack = stack
        self._welcome = welcome
        self._notices = notices
        self._known_keys = known_keys
        self._damage = damage
        damage.other_wanted.connect(welcome.choose_file)

    def tell(self, path: Path, error: Exception) -> None:
        """Say it; a defect of the program is raised."""
        if isinstance(error, Locked | WrongPassphrase):
            self._ask_passphrase(path, error)
            return
        text = problem_words(error)
        if text is None:
            self._tell_defect(path)
            raise error
        is_in_use = isinstance(error, JournalInUse)
        may_be_over = isinstance(error, JournalInUse) and not error.is_locked
        journal = self._opening.journal
        if journal is not None:
            self._notices.say(text, *_way_on(is_in_use and journal.path != path, may_be_over))
        elif not self._damage.takes(path, error):
            self._welcome.tell_problem(text, path, can_read=is_in_use, can_take_over=may_be_over)
            self._navigation.show_closed()

    def _tell_defect(self, path: Path) -> None:
        """Today must not wait for a journal that does not come."""
        text = translate(
            "Window",
            "Something in Tidemark did not work, so this journal was not opened. Nothing was "
            "changed. Try it again; if it comes back, close Tidemark and open it again.",
        )
        if self._opening.journal is None:
            self._welcome.tell_problem(text, path, can_read=False)
            self._navigation.show_closed()

    def ask_again(self, path: Path) -> None:
        """It was locked: it does not open by itself, though this computer may remember it."""
        self._known_keys.ask_again(path)
        self._welcome.ask_passphrase(path, is_remembered=self._known_keys.remembers(path))

    def _ask_passphrase(self, path: Path, error: Exception) -> None:
        is_wrong = isinstance(error, WrongPassphrase)
        if self._opening.journal is None:
            self._navigation.show_closed()
        self._stack.show_page(WELCOME)
        self._welcome.ask_passphrase(
            path,
            (problem_words(error) or "") if is_wrong else "",
            is_remembered=self._known_keys.remembers(path),
        )


def _way_on(can_read: bool, may_be_over: bool) -> tuple[str, str]:
    """What is offered of a journal in use, above the pages of another, and the key of that."""
    if can_read:
        return translate("Window", "Open to read"), Manner.READ
    if may_be_over:
        return translate("Window", "Write in it here"), Manner.TAKE_OVER
    return "", ""
