"""The response card of one treatment, with the choice of what was rated, read from the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from journal import queries
from journal.days import Clock, day_of
from journal.instruments import Instrument
from journal.response_cards import ResponseCard, logged_beside, response_card
from journal.series import series
from journal.settings import journal_settings
from journal.side_effect_terms import Vocabulary
from journal.store import Journal
from journal.words import SELF
from ui import words
from ui.jobs import Job, Jobs, Progress
from ui.widgets.card import Card
from ui.widgets.entry_fields import ChoiceField, Labelled
from ui.widgets.flow import Flow
from ui.widgets.response_card import ResponseCardView
from ui.widgets.text import Text

translate = QCoreApplication.translate

MANY = 2000
"""A series with more entries than this is reckoned on a thread."""


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


@dataclass(frozen=True)
class _Read:
    """What came of one reading; `number` tells whether it is the one waited for."""

    number: int
    card: ResponseCard | None


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
        self,
        jobs: Jobs,
        clock: Clock,
        instruments: Mapping[str, Instrument],
        vocabulary: Vocabulary,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(translate("TreatmentCard", "What came after"), parent=parent)
        self._jobs, self._clock = jobs, clock
        self._built_in, self._vocabulary = instruments, vocabulary
        self._journal: Journal | None = None
        self._day: date | None = None
        self._rated: dict[str, Rated] = {}
        self._job: Job | None = None
        self._wanted = 0
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

    def open(self, journal: Journal) -> None:
        """Show nothing of this journal yet."""
        self._journal, self._day = journal, None
        self._stop()

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
        """Read the card: at once, or on a thread where there are many entries."""
        chosen = self._rated.get(self.what.value)
        if self._journal is None or self._day is None or chosen is None:
            return
        self._stop()
        work = partial(
            _reckon,
            self._wanted,
            self._journal,
            self._built_in,
            self._vocabulary,
            chosen,
            self._day,
            self._clock,
        )
        if chosen.n > MANY:
            self._job = self._jobs.start(work, self._take)
        else:
            self._take(work(None))

    def _stop(self) -> None:
        self._wanted += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _take(self, read: _Read) -> None:
        if read.number != self._wanted:
            return
        self.view.setVisible(read.card is not None)
        if read.card is not None:
            self.view.show_card(read.card)


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


def _reckon(
    number: int,
    journal: Journal,
    built_in: Mapping[str, Instrument],
    vocabulary: Vocabulary,
    chosen: Rated,
    day: date,
    clock: Clock,
    progress: Progress | None,
) -> _Read:
    if progress is not None:
        progress.stop_if_cancelled()
    with journal.read() as session:
        found = series(
            session,
            built_in,
            chosen.instrument,
            chosen.score,
            chosen.rater,
            day_of(clock(), journal_settings(session).day_ends_at),
            is_sample=journal.is_sample,
        )
        one = next((one for one in found.around if one.treatment.day == day), None)
        if one is None:
            return _Read(number, None)
        return _Read(number, response_card(found, one, logged_beside(session, vocabulary)))
