"""The response card of one treatment, with the choice of what was rated, read from the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from journal import queries
from journal.instruments import Instrument
from journal.response_cards import ResponseCard, logged_beside, response_card
from journal.series import series
from journal.side_effect_terms import Vocabulary
from journal.store import Journal
from journal.words import SELF
from ui import words
from ui.pages.latest_reading import LatestReading, Opened
from ui.surroundings import Surroundings
from ui.widgets.card import Card
from ui.widgets.entry_fields import ChoiceField, Labelled
from ui.widgets.flow import Flow
from ui.widgets.response_card import ResponseCardView
from ui.widgets.text import Text

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Rated:
    """One score from one rater that has entries, and how many there are."""

    instrument: str
    score: str
    rater: str
    n: int
    words: str

    @property
    def key(self) -> str:
        return f"{self.instrument} {self.score} {self.rater}"


class TreatmentCardPanel(Card):
    """Shows what came after one treatment. `kinds` are the records it is made from."""

    kinds = frozenset(
        (
            "CheckIn",
            "Intake",
            "Medicine",
            "OwnInstrument",
            "Person",
            "Setting",
            "SideEffect",
            "Treatment",
        )
    )

    def __init__(
        self, surroundings: Surroundings, vocabulary: Vocabulary, parent: QWidget | None = None
    ) -> None:
        super().__init__(translate("TreatmentCard", "What came after"), parent=parent)
        self._built_in, self._vocabulary = surroundings.instruments, vocabulary
        self._journal: Journal | None = None
        self._day: date | None = None
        self._rated: dict[str, Rated] = {}
        self._reading = LatestReading(surroundings.jobs, surroundings.clock, self)
        self.what = ChoiceField(translate("TreatmentCard", "Rated"))
        self.view = ResponseCardView()
        self.nothing = Text(
            translate(
                "TreatmentCard",
                "Nothing was rated yet. Log a day under “Today”, and what came after stands here.",
            ),
            muted=True,
        )
        self._what = Labelled(translate("TreatmentCard", "Rated"), self.what)
        for part in (Flow((self._what,)), self.nothing, self.view):
            self.body.addWidget(part)
        self.what.currentIndexChanged.connect(self._load)
        self._reading.came.connect(self._show)

    def open(self, journal: Journal) -> None:
        """Show nothing of this journal yet."""
        self._journal, self._day = journal, None
        self._reading.stop()

    def show_treatment(self, day: date) -> None:
        """Show the card of the completed treatment of a day."""
        self._day = day
        self.refresh()

    def refresh(self) -> None:
        """Read again what was rated, and the card."""
        if self._journal is None or self._day is None:
            return
        with self._journal.read() as session:
            known = queries.instruments(session, self._built_in)
            logged = queries.logged_series(session)
        self._rated = {one.key: one for one in what_is_rated(logged, known)}
        self.what.set_choices([(key, one.words) for key, one in self._rated.items()])
        has_any = bool(self._rated)
        self._what.setVisible(len(self._rated) > 1)
        self.nothing.setVisible(not has_any)
        if not has_any:
            self.view.hide()
        self._load()

    def _load(self) -> None:
        """Read the card of what is chosen."""
        chosen = self._rated.get(self.what.value)
        if self._journal is None or self._day is None or chosen is None:
            return
        read = partial(_card, self._built_in, self._vocabulary, chosen, self._day)
        self._reading.want(self._journal, read, chosen.n)

    def _show(self, card: ResponseCard | None) -> None:
        self.view.setVisible(card is not None)
        if card is not None:
            self.view.show_card(card)


def what_is_rated(
    logged: tuple[queries.LoggedSeries, ...], known: Mapping[str, Instrument]
) -> tuple[Rated, ...]:
    """The scores there are to choose from, all the patient's own first.

    An instrument with a total offers that alone, another each of its scores.
    """
    found = []
    offered = queries.offered_series(logged, known)
    for one in sorted(offered, key=lambda one: one.rater != SELF):
        instrument = known[one.instrument]
        has_total = any(score.code == "total" for score in instrument.scores)
        for score in (instrument.main_score,) if has_total else instrument.scores:
            title = instrument.short_title
            if not has_total and len(instrument.scores) > 1:
                title = f"{title}: {score.title.lower()}"
            said = words.series(title, one.rater)
            found.append(Rated(one.instrument, score.code, one.rater, one.n, said))
    return tuple(found)


def _card(
    built_in: Mapping[str, Instrument],
    vocabulary: Vocabulary,
    chosen: Rated,
    day: date,
    opened: Opened,
) -> ResponseCard | None:
    """The card of the completed treatment of a day; None where there is none."""
    found = series(
        opened.session,
        built_in,
        chosen.instrument,
        chosen.score,
        chosen.rater,
        opened.today,
        is_sample=opened.is_sample,
    )
    one = next((one for one in found.around if one.treatment.day == day), None)
    if one is None:
        return None
    return response_card(found, one, logged_beside(opened.session, vocabulary))
