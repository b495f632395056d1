"""A response card: the figures around one treatment, and in place how they are worked out."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from journal.words.cards import ResponseCard
from ui import look
from ui.clipboard import copy_text
from ui.icons import Icon
from ui.widgets.announcing import announce
from ui.widgets.button import Button
from ui.widgets.card_lines import CardLines
from ui.widgets.flow import Flow
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate


class ResponseCardView(QWidget):
    """Shows a `ResponseCard`; what is withheld is said as plainly as what is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: ResponseCard | None = None
        self.second = second_line("")
        self.lines = CardLines()
        self.how = Button("", Icon.CHEVRON_DOWN)
        self.copy = Button(translate("ResponseCard", "Copy as text"), Icon.COPY)
        self.said = second_line("")
        self.rules = QWidget()
        self.paragraphs: tuple[Text, ...] = ()
        self._lay_out()
        self.how.clicked.connect(self._turn)
        self.copy.clicked.connect(self._copy)
        self._show_rules(is_open=False)

    @property
    def card(self) -> ResponseCard | None:
        """What is shown."""
        return self._card

    def show_card(self, card: ResponseCard) -> None:
        """Show another card; the rules stay open if they were."""
        self._card = card
        self.setAccessibleName(card.title)
        self.setAccessibleDescription("\n".join(line.spoken for line in card.lines))
        self.second.setText(card.second)
        self.lines.setAccessibleName(card.title)
        self.lines.show_lines(card.lines)
        self.said.setText("")
        for paragraph in self.paragraphs:
            self._rules_column.removeWidget(paragraph)
            paragraph.hide()
            paragraph.deleteLater()
        self.paragraphs = tuple(Text(text) for text in card.worked_out)
        for paragraph in self.paragraphs:
            paragraph.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            paragraph.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._rules_column.addWidget(paragraph)

    def as_text(self) -> str:
        """The card in plain text, the rules with it."""
        if self._card is None:
            return ""
        lines = [line.spoken for line in self._card.lines]
        rules = [translate("ResponseCard", "How this is worked out"), *self._card.worked_out]
        return "\n".join([self._card.title, self._card.second, *lines, "", *rules])

    def _lay_out(self) -> None:
        self._rules_column = QVBoxLayout(self.rules)
        self._rules_column.setContentsMargins(0, look.SMALL, 0, 0)
        self._rules_column.setSpacing(look.INNER)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        column.addWidget(self.second)
        column.addSpacing(look.TIGHT)
        column.addWidget(self.lines)
        column.addSpacing(look.TIGHT)
        column.addWidget(Flow((self.how, self.copy)))
        column.addWidget(self.said)
        row = QHBoxLayout()  # beside a stretch, lines grow no longer than they are read well
        row.addWidget(self.rules)
        row.addStretch(1)
        column.addLayout(row)
        self.said.hide()

    def _turn(self) -> None:
        self._show_rules(is_open=self.rules.isHidden())

    def _show_rules(self, *, is_open: bool) -> None:
        self.rules.setVisible(is_open)
        self.how.set_words(
            translate("ResponseCard", "Close how this is worked out")
            if is_open
            else translate("ResponseCard", "How this is worked out")
        )
        self.how.set_icon_name(Icon.CHEVRON_UP if is_open else Icon.CHEVRON_DOWN)

    def _copy(self) -> None:
        copy_text(self.as_text())
        told = translate("ResponseCard", "Copied, with how it is worked out.")
        self.said.setText(told)
        self.said.show()
        announce(self, told)
