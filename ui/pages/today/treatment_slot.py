"""The place of the treatment-day card on Today's page: empty on any other day.

The card loads SQLAlchemy, so it is made on the first treatment day that is shown.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal.days import Clock
from journal.instruments import Instrument
from journal.limits import load_limits
from ui.pages.today.day_values import Day

if TYPE_CHECKING:
    from journal.store import Journal
    from ui.pages.treatment_day import TreatmentDayPanel


class TreatmentDaySlot(QWidget):
    """Shows the card while the day shown has a treatment. `failed` carries an error of saving."""

    failed = Signal(object)

    def __init__(self, clock: Clock, instruments: Mapping[str, Instrument]) -> None:
        super().__init__()
        self._clock = clock
        self._instruments = instruments
        self._journal: Journal | None = None
        self.panel: TreatmentDayPanel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def open(self, journal: "Journal | None") -> None:
        """Show treatments of a journal, or of none."""
        self._journal = journal
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
        self.hide()

    def show_day(self, day: Day, *, is_patient: bool) -> None:
        """Show the card of a treatment day. Its ratings are the patient's own."""
        is_shown = day.treatment.is_treatment_day and is_patient and self._journal is not None
        if is_shown:
            is_shown = self._made_panel().show_day(day.day)
        self.setVisible(is_shown)

    def flush(self) -> None:
        """Keep what was typed."""
        if self.panel is not None:
            self.panel.flush()

    def _made_panel(self) -> "TreatmentDayPanel":
        if self.panel is None:
            from ui.pages.treatment_day import TreatmentDayPanel

            self.panel = TreatmentDayPanel(self._instruments, load_limits(), self._clock)
            self.panel.failed.connect(self.failed)
            if self._journal is not None:
                self.panel.open(self._journal)
            self._column.addWidget(self.panel)
        return self.panel
