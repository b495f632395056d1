"""What is said above the list of the trash, and the question before it is emptied."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal.history.trash import Emptying
from ui import look
from ui.icons import Icon
from ui.pages.diary.words import question_words, trash_words
from ui.widgets.button import Button, Weight
from ui.widgets.flow import Flow
from ui.widgets.text import Text

translate = QCoreApplication.translate


class TrashBar(QWidget):
    """Asks before the trash is emptied; `empty_wanted` is sent once the person has said yes."""

    empty_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = Text(muted=True)
        self.begin = Button(translate("Diary", "Empty the trash"), Icon.TRASH)
        self.keep = Button(translate("Diary", "Keep them"))
        self.empty = Button(translate("Diary", "Take them out for good"), Icon.TRASH, Weight.PLAIN)
        self._emptying = Emptying({}, {})
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        column.addWidget(self.said)
        column.addWidget(Flow((self.begin, self.keep, self.empty)))
        self.begin.clicked.connect(self._ask)
        self.keep.clicked.connect(self._keep)
        self.empty.clicked.connect(self.empty_wanted)
        self._show(is_asking=False)

    def show_emptying(self, emptying: Emptying, *, can_write: bool) -> None:
        """Say what is there; a question that was asked is put away."""
        self._emptying = emptying
        self._show(is_asking=False)
        self.begin.setVisible(can_write and emptying.n > 0)

    def _ask(self) -> None:
        self._show(is_asking=True)
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        self._show(is_asking=False)
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, *, is_asking: bool) -> None:
        said = question_words if is_asking else trash_words
        self.said.setText(said(self._emptying))
        self.said.set_muted(not is_asking)
        self.begin.setVisible(not is_asking)
        self.keep.setVisible(is_asking)
        self.empty.setVisible(is_asking)
