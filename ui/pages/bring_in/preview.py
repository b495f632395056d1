"""The step that shows what would come in, and afterwards what did."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal import words as figure_words
from journal.exchange.cells import DateOrder, date_readings
from journal.exchange.faults import AmbiguousDates
from journal.exchange.plan import ImportPlan
from ui import look
from ui.pages.bring_in.words import kind_words, order_choices, plan_lines, row_words
from ui.widgets.card import Card
from ui.widgets.data_table import DataTable
from ui.widgets.flow import Flow
from ui.widgets.segments import Segments
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate

_ROWS_SHOWN = 8


class Count(QWidget):
    """A number, and below it what it counts."""

    def __init__(self, number: int, words: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, look.WIDE, 0)
        column.setSpacing(0)
        column.addWidget(Text(_grouped(number), look.PAGE_TITLE, semibold=True))
        column.addWidget(Text(words, look.SECOND_LINE, muted=True, wraps=False))


class Preview(QWidget):
    """A plan goes in: how many rows are new, present, changed and not readable, and which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.MEDIUM)
        self._cards: tuple[Card, ...] = ()
        self.table: DataTable | None = None

    def show_plan(self, plan: ImportPlan, *, is_done: bool = False) -> None:
        """Show what a plan would do, or did."""
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.table = None
        cards = [_counts(plan, is_done=is_done)]
        if plan.unreadable:
            cards.append(self._unreadable(plan, is_done=is_done))
        self._cards = tuple(cards)
        for card in self._cards:
            self._column.addWidget(card)

    def _unreadable(self, plan: ImportPlan, *, is_done: bool) -> Card:
        card = Card(
            translate("BringIn", "Rows that were left out")
            if is_done
            else translate("BringIn", "Rows that cannot be read"),
            translate("BringIn", "None of these rows is taken; all others are."),
        )
        headings = (
            translate("BringIn", "Where"),
            translate("BringIn", "Cell"),
            translate("BringIn", "Why"),
        )
        self.table = DataTable(translate("BringIn", "Rows that cannot be read"))
        self.table.show_rows(headings, [row_words(row) for row in plan.unreadable])
        row_height = self.table.verticalHeader().defaultSectionSize()
        shown = min(len(plan.unreadable), _ROWS_SHOWN) + 2
        self.table.setFixedHeight(row_height * shown)
        card.body.addWidget(self.table)
        return card


class DatesQuestion(Card):
    """Asks in which order the dates of a column are written; `answered` carries a `DateOrder`."""

    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("BringIn", "How are these dates written?"), parent=parent)
        self._text = Text("")
        self.orders: Segments | None = None
        self.body.addWidget(self._text)
        self.body.addSpacing(look.SMALL)

    def ask(self, error: AmbiguousDates) -> None:
        """Ask about a column, with examples read in each order."""
        if self.orders is not None:
            self.body.removeWidget(self.orders)
            self.orders.hide()
            self.orders.deleteLater()
        orders = error.orders or tuple(DateOrder)
        examples = ", ".join(error.examples)
        text = translate(
            "BringIn", "The column “{column}” holds dates such as {examples}. Nothing is guessed."
        ).format(column=error.column, examples=examples)
        if not error.orders:
            text += " " + translate(
                "BringIn", "No one order fits all rows; those that do not fit will be listed."
            )
        self._text.setText(text)
        choices = [
            (order, self._example(title, DateOrder(order), error.examples))
            for order, title in order_choices(orders)
        ]
        self.orders = Segments(choices, translate("BringIn", "Order of dates"))
        self.body.addWidget(self.orders)

    @property
    def order(self) -> DateOrder:
        """The order that is chosen now."""
        return DateOrder.YEAR_FIRST if self.orders is None else DateOrder(self.orders.value)

    def _example(self, title: str, order: DateOrder, examples: Sequence[str]) -> str:
        found = next(
            (date_readings(text)[order] for text in examples if order in date_readings(text)), None
        )
        return title if found is None else f"{title}: {figure_words.full_day(found)}"


def _grouped(number: int) -> str:
    """Thousands apart, with a narrow space that no line ends at."""
    return f"{number:,}".replace(",", "\u202f")


def _counts(plan: ImportPlan, *, is_done: bool) -> Card:
    title = translate("BringIn", "Brought in from {source}") if is_done else "{source}"
    second = (
        ""
        if is_done
        else translate("BringIn", "Nothing is written yet. This is what would come in.")
    )
    card = Card(title.format(source=plan.source), second)
    rows = plan.rows
    counts = (
        (rows.new, translate("BringIn", "rows new")),
        (rows.present, translate("BringIn", "already present")),
        (rows.changed, translate("BringIn", "changed")),
        (len(plan.unreadable), translate("BringIn", "not readable")),
    )
    card.body.addSpacing(look.SMALL)
    card.body.addWidget(Flow([Count(number, what) for number, what in counts]))
    card.body.addSpacing(look.SMALL)
    for kind, tally in plan.kinds.items():
        line = translate(
            "BringIn", "{kind}: {new} new, {present} already present, {changed} changed"
        )
        card.body.addWidget(
            Text(
                line.format(
                    kind=kind_words(kind).capitalize(),
                    new=_grouped(tally.new),
                    present=_grouped(tally.present),
                    changed=_grouped(tally.changed),
                )
            )
        )
    for text in plan_lines(plan):
        card.body.addWidget(second_line(text))
    return card
