"""The way to the log, from the settings."""

from PySide6.QtCore import QCoreApplication, Qt, Signal

from ui.icons import Icon
from ui.widgets.button import Button
from ui.widgets.card import Card

translate = QCoreApplication.translate


class LogCard(Card):
    """`wanted` asks for the log to be shown."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            translate("Settings", "When something does not work"),
            translate(
                "Settings",
                "Tidemark keeps a log of its own faults: when, and in which part of the program. "
                "It holds nothing you wrote. It is sent nowhere; you can read it and pass it on "
                "to somebody who helps you.",
            ),
        )
        self.button = Button(translate("Settings", "Show the log"), Icon.INFORMATION)
        self.button.clicked.connect(self.wanted)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)
