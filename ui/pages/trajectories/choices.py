"""The choices above a picture: what is shown of what was logged, and how."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import look
from ui.pages.trajectories.view import Choice, Chosen, Options
from ui.pages.trajectories.words import Range, choice_names, range_choices
from ui.widgets.entry_fields import ChoiceField, DayField, Labelled
from ui.widgets.flow import Flow

translate = QCoreApplication.translate

_SHORT_MARGIN = timedelta(days=90)


class Choices(QWidget):
    """Fields in a row; those with nothing to choose between are not shown.

    `what_chosen` and `score_chosen` ask for something else to be read, `changed` for the same to
    be shown in another way.
    """

    what_chosen = Signal()
    score_chosen = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what = ChoiceField("")
        self.score = ChoiceField("")
        self.first_day = DayField(translate("Trajectories", "First day"))
        self.last_day = DayField(translate("Trajectories", "Last day"))
        self.fields = {choice: ChoiceField("") for choice in Choice}
        self.fields[Choice.RANGE].set_choices(range_choices())
        self._offered: tuple[Choice, ...] = ()
        self._what = Labelled(translate("Trajectories", "What"), self.what)
        self._score = Labelled(translate("Trajectories", "Score"), self.score)
        self._first = Labelled(translate("Trajectories", "From"), self.first_day)
        self._last = Labelled(translate("Trajectories", "To"), self.last_day)
        names = choice_names()
        self._labelled = {
            choice: Labelled(names[choice], field) for choice, field in self.fields.items()
        }
        row = (self._what, self._score, *self._labelled.values(), self._first, self._last)
        for labelled in row:
            labelled.setContentsMargins(0, 0, look.SMALL, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Flow(row))
        self._connect()

    @property
    def chosen(self) -> Chosen:
        """What is chosen now; of a choice that is not offered, nothing."""
        return self._chosen(self._offered)

    @property
    def has_any(self) -> bool:
        """Whether there is anything to choose."""
        return any(not one.isHidden() for one in (self._what, *self._labelled.values()))

    def begin(self, today: date) -> None:
        """Days of one's own choice begin with the last weeks."""
        self.first_day.set_day(today - _SHORT_MARGIN)
        self.last_day.set_day(today)

    def show_about(self, *, is_about_score: bool) -> None:
        """Show what and which score where the view is about one."""
        self._what.setVisible(is_about_score)
        self._score.setVisible(is_about_score and self.score.count() > 1)

    def offer(self, offer: Callable[[Chosen], Mapping[Choice, Options]]) -> None:
        """Offer what a view offers; what was chosen before stays where it is still there.

        `offer` gets what all fields hold, those in sight or not.
        """
        offered = offer(self._chosen(Choice))
        self._offered = tuple(offered)
        for choice, field in self.fields.items():
            options = offered.get(choice, ())
            self._labelled[choice].setVisible(len(options) > 1)
            if options:
                field.set_choices(options)
        is_own = self.chosen[Choice.RANGE] == Range.OWN
        self._first.setVisible(is_own)
        self._last.setVisible(is_own)

    def _chosen(self, among: Iterable[Choice]) -> Chosen:
        values = {choice: self.fields[choice].value for choice in among}
        return Chosen(values, (self.first_day.day, self.last_day.day))

    def _connect(self) -> None:
        self.what.currentIndexChanged.connect(self.what_chosen)
        self.score.currentIndexChanged.connect(self.score_chosen)
        for field in self.fields.values():
            field.currentIndexChanged.connect(self.changed)
        for day in (self.first_day, self.last_day):
            day.changed.connect(self.changed)
