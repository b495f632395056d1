"""The step in which each column gets its meaning."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal.exchange.cells import DateOrder
from journal.exchange.mapping import SheetMapping
from journal.records import Route, Unit
from ui import look, words
from ui.pages.bring_in.column_row import ColumnRow
from ui.pages.bring_in.roles import (
    FileChoices,
    Meaning,
    Roles,
    can_be_shown,
    choices_of,
    empty_mapping,
    mapping_of,
    problem_of,
    roles_of,
)
from ui.pages.bring_in.words import (
    Choices,
    column_problem_words,
    decimal_choices,
    offset_choices,
    order_choices,
)
from ui.pages.bring_in.work import Table
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.entry_fields import ChoiceField, ClockField, Labelled
from ui.widgets.flow import Flow
from ui.widgets.text import Text

translate = QCoreApplication.translate


class WholeFile(Card):
    """What holds for all rows: a `FileChoices` goes in and comes out; `changed` tells of each."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(translate("BringIn", "The whole file"))
        found_out: Choices = [("", translate("BringIn", "found out, or asked"))]
        not_told: Choices = [("", translate("BringIn", "not told"))]
        self.order = ChoiceField("", [*found_out, *order_choices()])
        self.offset = ChoiceField("", offset_choices())
        self.decimal = ChoiceField("", decimal_choices())
        self.start = ClockField("")
        self.route = ChoiceField("", [*not_told, *((one, words.route(one)) for one in Route)])
        self.unit = ChoiceField("", [*not_told, *((one.value, one.value) for one in Unit)])
        self._start = Labelled(
            translate("BringIn", "Time of treatments and side effects"), self.start
        )
        self._route = Labelled(translate("BringIn", "Treatments were given"), self.route)
        self._unit = Labelled(translate("BringIn", "Unit of the amount"), self.unit)
        fields = (
            Labelled(translate("BringIn", "Dates are written"), self.order),
            Labelled(translate("BringIn", "Times are those of"), self.offset),
            Labelled(translate("BringIn", "Decimal mark"), self.decimal),
            self._start,
            self._route,
            self._unit,
        )
        for field in fields:
            field.setContentsMargins(0, 0, look.MEDIUM, look.SMALL)
        self.body.addWidget(Flow(fields))
        for choice in (self.order, self.offset, self.decimal, self.route, self.unit):
            choice.currentIndexChanged.connect(self._tell)
        self.start.timeChanged.connect(self._tell)

    def _tell(self) -> None:
        self.changed.emit()

    @property
    def value(self) -> FileChoices:
        """The choices as they stand."""
        return FileChoices(
            date_order=DateOrder(self.order.value) if self.order.value else None,
            utc_offset=int(self.offset.value) if self.offset.value else None,
            decimal=self.decimal.value or None,
            start=self.start.clock,
            route=Route(self.route.value) if self.route.value else None,
            unit=Unit(self.unit.value) if self.unit.value else None,
        )

    def show_value(self, choices: FileChoices) -> None:
        """Show choices."""
        offset = "" if choices.utc_offset is None else str(choices.utc_offset)
        self.order.set_value(choices.date_order or "")
        self.offset.set_value(offset)
        self.decimal.set_value(choices.decimal or "")
        self.start.set_clock(choices.start)
        self.route.set_value(choices.route or "")
        self.unit.set_value(choices.unit or "")

    def show_needed(self, roles: Roles) -> None:
        """Ask only for what the columns leave open."""
        found = {role.meaning for role in roles.values()}
        parts = {role.part for role in roles.values() if role.meaning is Meaning.TREATMENT}
        has_clock = bool(found & {Meaning.CLOCK, Meaning.INSTANT})
        has_treatment = Meaning.TREATMENT in found
        needs_start = has_treatment or Meaning.SIDE_EFFECT in found
        self._start.setVisible(needs_start and not has_clock)
        self._route.setVisible(has_treatment and "route" not in parts)
        self._unit.setVisible(has_treatment and "unit" not in parts)


class ColumnsStep(QWidget):
    """A `Table` goes in; `mapping` is what its columns mean now.

    A mapping that says more than can be shown here is used as it is. `ready_changed` tells after
    each change whether the columns make a mapping.
    """

    ready_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self._base: SheetMapping = empty_mapping("")
        self.rows: tuple[ColumnRow, ...] = ()
        self.remembered = Text("", muted=True)
        self.by_hand = Text(
            translate(
                "BringIn",
                "This mapping says more than can be shown here. It is used as it was written.",
            )
        )
        self.anew = Button(translate("BringIn", "Choose the columns anew"))
        self.anew.clicked.connect(self._begin_anew)
        self.card = Card(translate("BringIn", "What each column is"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.whole_file = WholeFile()
        self.problem = Text("", semibold=True)
        for widget in (self.remembered, self.by_hand, self.anew):
            self.card.body.addWidget(widget)
        self.card.body.addLayout(self._lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.MEDIUM)
        for part in (self.card, self.whole_file, self.problem):
            column.addWidget(part)
        self.whole_file.changed.connect(self._check)

    @property
    def mapping(self) -> SheetMapping:
        """What the columns mean now."""
        if not self.rows:
            return self._base
        return mapping_of(self._base, self._now(), self.whole_file.value)

    @property
    def is_ready(self) -> bool:
        """Whether the columns make a mapping."""
        return not self.rows or problem_of(self._now()) is None

    def show_table(self, table: Table, mapping: SheetMapping | None = None) -> None:
        """Show the columns of a file with the mapping that comes with it, or another one."""
        self._table = table
        self._base = mapping or table.mapping
        self.remembered.setText(
            translate("BringIn", "Filled in as for the last file with these columns.")
            if table.is_remembered and mapping is None
            else translate("BringIn", "Please look over what was found out about each column.")
        )
        self._show_rows(is_shown=can_be_shown(self._base))

    def tell_order(self, order: DateOrder) -> None:
        """Take an answer to how dates are written."""
        if self.rows:
            self.whole_file.order.set_value(order)
        else:
            when = replace(self._base.when, date_order=order, date_format=None)
            self._base = replace(self._base, when=when)

    def _begin_anew(self) -> None:
        if self._table is not None:
            self._base = empty_mapping(self._base.name)
            self._show_rows(is_shown=True)

    def _show_rows(self, *, is_shown: bool) -> None:
        for row in self.rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = ()
        table = self._table
        if table is not None and is_shown:
            roles = roles_of(self._base, table.header)
            self.rows = tuple(
                ColumnRow(column, table.samples.get(column, ()), table.instruments, role)
                for column, role in roles.items()
            )
            with QSignalBlocker(self.whole_file):
                self.whole_file.show_value(choices_of(self._base))
        for row in self.rows:
            row.changed.connect(self._check)
            self._lines.addWidget(row)
        self.remembered.setVisible(is_shown)
        self.by_hand.setVisible(not is_shown)
        self.anew.setVisible(not is_shown)
        self.whole_file.setVisible(is_shown)
        self._check()

    def _now(self) -> Roles:
        return {row.column: row.role for row in self.rows}

    def _check(self) -> None:
        roles = self._now()
        self.whole_file.show_needed(roles)
        found = problem_of(roles) if self.rows else None
        self.problem.setText("" if found is None else column_problem_words(found))
        self.problem.setVisible(found is not None)
        self.ready_changed.emit(found is None)
