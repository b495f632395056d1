"""What stands above a form's buttons when its record was changed while it was open."""

from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import look
from ui.widgets.announcing import announce
from ui.widgets.button import Button
from ui.widgets.flow import Flow
from ui.widgets.text import Text

translate = QCoreApplication.translate


class News(Enum):
    """What happened to the record, or what the person chose to see of it."""

    CHANGED = auto()
    GONE = auto()
    SHOWN = auto()


class Meanwhile(QWidget):
    """One sentence and what can be done; hidden until there is something to say.

    `mine_wanted` asks to save what was typed, `newer_wanted` to show the record as it is now, and
    `back_wanted` to show what was typed again.
    """

    mine_wanted = Signal()
    newer_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._news = News.CHANGED
        self.words = Text(semibold=True)
        self.mine = Button(translate("Meanwhile", "Keep mine"))
        self.newer = Button(translate("Meanwhile", "Show the newer one"))
        self.back = Button(translate("Meanwhile", "Show what I typed"))
        self.buttons = (self.mine, self.newer, self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.SMALL, 0, look.SMALL)
        column.setSpacing(look.SMALL)
        column.addWidget(self.words)
        column.addWidget(Flow(self.buttons))
        self.mine.clicked.connect(self.mine_wanted)
        self.newer.clicked.connect(self.newer_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.hide()

    @property
    def is_asking(self) -> bool:
        """Whether it was not said yet which of the two is kept."""
        return not self.isHidden() and self._news is not News.SHOWN

    def tell(self, news: News) -> None:
        """Say it, once."""
        if self._news is news and not self.isHidden():
            return
        self._news = news
        self.words.setText(_said(news))
        self.mine.setVisible(news is not News.SHOWN)
        self.newer.setVisible(news is not News.SHOWN)
        self.newer.set_words(
            translate("Meanwhile", "Leave it in the trash")
            if news is News.GONE
            else translate("Meanwhile", "Show the newer one")
        )
        self.back.setVisible(news is News.SHOWN)
        self.show()
        announce(self, self.words.text())

    def take_focus(self) -> None:
        """Put the keyboard where it is chosen."""
        shown = next(one for one in self.buttons if not one.isHidden())
        shown.setFocus(Qt.FocusReason.OtherFocusReason)


def _said(news: News) -> str:
    known = {
        News.CHANGED: translate(
            "Meanwhile",
            "This was changed since you opened it. If you keep yours, the newer one stays among "
            "its earlier versions.",
        ),
        News.GONE: translate(
            "Meanwhile",
            "This was put into the trash since you opened it. Keeping yours takes it out again.",
        ),
        News.SHOWN: translate(
            "Meanwhile", "This is the newer one. What you typed is not lost yet."
        ),
    }
    return known[news]
