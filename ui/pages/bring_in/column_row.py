"""One column of a file: its name, some of its values, and what it is taken for."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from journal.instruments import Direction, Instrument
from ui import look
from ui.pages.bring_in.roles import Meaning, Role, ScaleRange
from ui.pages.bring_in.words import (
    direction_choices,
    meaning_choices,
    part_choices,
    side_effect_choices,
    treatment_choices,
)
from ui.widgets.entry_fields import ChoiceField
from ui.widgets.flow import Flow
from ui.widgets.number_field import NumberField
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate

_MOST = 1_000_000
_SHORT = 60


class ScaleFields(QWidget):
    """The range of an own scale, what a higher value means, and whether it is about a moment."""

    changed = Signal()

    def __init__(self, column: str) -> None:
        super().__init__()
        name = translate("BringIn", "{what}, for the column {column}")
        self.minimum = NumberField(-_MOST, _MOST, 0.1)
        self.maximum = NumberField(-_MOST, _MOST, 0.1)
        self.direction = ChoiceField("", direction_choices())
        self.is_now = QCheckBox(translate("BringIn", "about the moment, several a day"))
        for field, what in (
            (self.minimum, translate("BringIn", "Least value")),
            (self.maximum, translate("BringIn", "Greatest value")),
            (self.direction, translate("BringIn", "What a higher value means")),
        ):
            field.setAccessibleName(name.format(what=what, column=column))
        self.minimum.changed.connect(self._tell)
        self.maximum.changed.connect(self._tell)
        self.direction.currentIndexChanged.connect(self._tell)
        self.is_now.toggled.connect(self._tell)
        ends = QWidget()
        row = QHBoxLayout(ends)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.SMALL)
        row.addWidget(Text(translate("BringIn", "from"), muted=True, wraps=False))
        row.addWidget(self.minimum)
        row.addWidget(Text(translate("BringIn", "to"), muted=True, wraps=False))
        row.addWidget(self.maximum)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.addWidget(Flow((ends, self.direction, self.is_now)))

    @property
    def value(self) -> ScaleRange:
        """The range as it stands; an empty end counts as 0."""
        return ScaleRange(
            self.minimum.value or 0.0,
            self.maximum.value or 0.0,
            Direction(self.direction.value),
            is_about_now=self.is_now.isChecked(),
        )

    def show_value(self, scale: ScaleRange) -> None:
        """Show a range."""
        self.minimum.set_value(scale.minimum)
        self.maximum.set_value(scale.maximum)
        self.direction.set_value(scale.direction)
        self.is_now.setChecked(scale.is_about_now)

    def _tell(self) -> None:
        self.changed.emit()


class ColumnRow(QWidget):
    """A `Role` goes in and comes out; `changed` is sent when the person changes it."""

    changed = Signal()

    def __init__(
        self,
        column: str,
        samples: Sequence[str],
        instruments: Mapping[str, Instrument],
        role: Role,
    ) -> None:
        super().__init__()
        self.column = column
        self._instruments = instruments
        self._is_showing = False
        self.meaning = ChoiceField(
            translate("BringIn", "What the column {column} is").format(column=column),
            meaning_choices(),
        )
        self.instrument = ChoiceField(
            translate("BringIn", "Questionnaire of the column {column}").format(column=column),
            [(code, one.short_title) for code, one in instruments.items()],
        )
        self.part = ChoiceField(
            translate("BringIn", "Which part the column {column} is").format(column=column)
        )
        self.scale = ScaleFields(column)
        self._lay_out(samples)
        self.show_role(role)
        self.meaning.currentIndexChanged.connect(self._change_meaning)
        self.instrument.currentIndexChanged.connect(self._change_instrument)
        self.part.currentIndexChanged.connect(self._tell)
        self.scale.changed.connect(self._tell)

    @property
    def role(self) -> Role:
        """The role as it stands."""
        meaning = Meaning(self.meaning.value)
        has_part = meaning in (Meaning.ANSWER, Meaning.TREATMENT, Meaning.SIDE_EFFECT)
        return Role(
            meaning,
            instrument=self.instrument.value if meaning is Meaning.ANSWER else "",
            part=self.part.value if has_part else "",
            scale=self.scale.value if meaning is Meaning.SCALE else ScaleRange(),
        )

    def show_role(self, role: Role) -> None:
        """Show a role."""
        self._is_showing = True
        self.meaning.set_value(role.meaning)
        if role.instrument:
            self.instrument.set_value(role.instrument)
        self.scale.show_value(role.scale)
        self._offer_parts()
        if role.part:
            self.part.set_value(role.part)
        self._is_showing = False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        hairline = look.colours_of(self.palette()).hairline
        painter.fillRect(0, 0, self.width(), look.HAIR, hairline)
        painter.end()

    def _lay_out(self, samples: Sequence[str]) -> None:
        shown = [one if len(one) <= _SHORT else one[: _SHORT - 1] + "…" for one in samples]
        nothing = translate("BringIn", "always empty")
        name = QVBoxLayout()
        name.setSpacing(0)
        name.addWidget(Text(self.column, semibold=True))
        name.addWidget(second_line(" · ".join(shown) or nothing))
        name.addStretch()
        fields = QVBoxLayout()
        fields.setSpacing(look.SMALL)
        self._fields = Flow((self.meaning, self.instrument, self.part))
        fields.addWidget(self._fields)
        fields.addWidget(self.scale)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.INNER, 0, look.INNER)
        row.setSpacing(look.LARGE)
        row.addLayout(name, 2)
        row.addLayout(fields, 3)

    def _change_meaning(self) -> None:
        self._offer_parts()
        self._tell()

    def _change_instrument(self) -> None:
        self._offer_parts()
        self._tell()

    def _offer_parts(self) -> None:
        meaning = Meaning(self.meaning.value)
        instrument = self._instruments.get(self.instrument.value)
        choices = []
        if meaning is Meaning.ANSWER and instrument is not None:
            choices = part_choices(instrument)
        elif meaning is Meaning.TREATMENT:
            choices = treatment_choices()
        elif meaning is Meaning.SIDE_EFFECT:
            choices = side_effect_choices()
        self.part.set_choices(choices)
        self.instrument.setVisible(meaning is Meaning.ANSWER)
        self.part.setVisible(bool(choices))
        self.scale.setVisible(meaning is Meaning.SCALE)

    def _tell(self) -> None:
        if not self._is_showing:
            self.changed.emit()
