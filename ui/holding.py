"""While one long piece of work writes in the journal, nothing else can: the pages wait for it."""

from PySide6.QtCore import QCoreApplication, QObject, Slot

from ui.notices import Notices
from ui.page_names import BRING_IN, HELP
from ui.page_stack import PageStack

translate = QCoreApplication.translate

STAYS_OPEN = frozenset((BRING_IN, HELP))
"""The page that does the work, and the one that has to be readable at any moment."""


class Holding(QObject):
    """Closes the pages to the person and says why, until the work is done."""

    def __init__(self, stack: PageStack, notices: Notices) -> None:
        super().__init__()
        self._stack = stack
        self._notices = notices

    @Slot(bool)
    def set_held(self, is_held: bool) -> None:
        """Hold the pages, or let them go. What was typed before is kept first."""
        text = translate(
            "Window",
            "A file is being brought in. Everything typed before is saved; the pages take entries "
            "again when it is done.",
        )
        if is_held:
            self._stack.flush()
            self._notices.say(text)
        else:
            self._notices.unsay(text)
        self._stack.hold(is_held, STAYS_OPEN)
