"""What is shown while a file is worked on: what is done, how far it is, and a way to stop it."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QProgressBar

from ui import look
from ui.jobs import Advance
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.text import Text

translate = QCoreApplication.translate

_MILLE = 1000


class WorkingCard(Card):
    """`cancel` is its button."""

    def __init__(self) -> None:
        super().__init__()
        self.doing = Text("")
        self.bar = QProgressBar()
        self.bar.setRange(0, _MILLE)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(translate("BringIn", "How far the work is"))
        self.cancel = Button(translate("BringIn", "Cancel"))
        self.body.addWidget(self.doing)
        self.body.addWidget(self.bar)
        self.body.addSpacing(look.SMALL)
        self.body.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeading)

    def begin(self, doing: str) -> None:
        """Show another piece of work, at its beginning."""
        self.doing.setText(doing)
        self.bar.setValue(0)

    def advance(self, advance: Advance) -> None:
        """Show how far it is."""
        self.bar.setValue(round(advance.share * _MILLE))
