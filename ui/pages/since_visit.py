"""What has happened since the last visit, to be read: on the visits page and across a desk."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journal import words
from journal.words.since_visit import (
    TITLE,
    Section,
    SinceVisit,
    as_text,
    handout_sections,
    second_line,
    sections,
)
from ui import look
from ui.clipboard import copy_text
from ui.icons import Icon
from ui.widgets.announcing import announce
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.card_lines import CardLines
from ui.widgets.text import second_line as second_text
from ui.widgets.text import section_heading

translate = QCoreApplication.translate


class SectionView(QWidget):
    """A heading and its lines."""

    def __init__(
        self, section: Section, *, is_large: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.section = section
        self.heading = section_heading(section.heading)
        self.lines = CardLines(is_stacked=is_large)
        self.lines.setAccessibleName(section.heading)
        self.lines.show_lines(section.lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.SMALL, 0, 0)
        column.setSpacing(look.SMALL)
        column.addWidget(self.heading)
        column.addWidget(self.lines)


class SinceVisitPanel(Card):
    """Shows a `SinceVisit`; it reads nothing itself.

    `is_large` is for appointment mode, where it stands alone on the screen: without a frame or a
    button, and the essential first. The size of its type follows the font that it inherits.
    """

    def __init__(self, *, is_large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, framed=not is_large, parent=parent)
        self._since: SinceVisit | None = None
        self._is_large = is_large
        self.second = second_text("")
        self.parts: tuple[SectionView, ...] = ()
        self.copy = Button(translate("SinceVisit", "Copy as text"), Icon.COPY)
        self.said = second_text("")
        self._column = QVBoxLayout()
        self._column.setSpacing(look.INNER)
        self.body.addWidget(self.second)
        self.body.addLayout(self._column)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy)
        buttons.addWidget(self.said, 1, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(buttons)
        self.copy.setVisible(not is_large)
        self.copy.clicked.connect(self._copy)

    @property
    def since(self) -> SinceVisit | None:
        """What is shown."""
        return self._since

    def show_value(self, since: SinceVisit) -> None:
        """Show another one."""
        self._since = since
        self.said.setText("")
        self.setAccessibleName(TITLE)
        self.setAccessibleDescription(as_text(since))
        self.second.setText(words.opened(second_line(since)))
        for part in self.parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        found = handout_sections(since) if self._is_large else sections(since)
        self.parts = tuple(SectionView(section, is_large=self._is_large) for section in found)
        for part in self.parts:
            self._column.addWidget(part)

    def _copy(self) -> None:
        if self._since is None:
            return
        copy_text(as_text(self._since))
        told = translate("SinceVisit", "Copied.")
        self.said.setText(told)
        announce(self, told)
