"""The page: choices, a picture, and under it what is singled out and the same as a table."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QRect, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal import queries
from journal.days import day_of
from journal.store import Journal
from ui import look, words
from ui.pages.trajectories.choices import Choices
from ui.pages.trajectories.empty import EmptyPlace, nothing_logged
from ui.pages.trajectories.picture_card import PictureCard
from ui.pages.trajectories.reading import Reader
from ui.pages.trajectories.view import Asked, Nothing, Picture, View
from ui.pages.trajectories.views import all_views
from ui.surroundings import Surroundings
from ui.widgets.announcing import announce
from ui.widgets.page_body import PageBody, PageHead
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from journal.instruments import Instrument
    from journal.queries import LoggedSeries

translate = QCoreApplication.translate


class _Body(PageBody):
    """Keys that mean something to the picture are its own; with the others the page scrolls."""

    def __init__(self, name: str, card: PictureCard) -> None:
        super().__init__(name)
        self._card = card

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._card.take_key(event):
            super().keyPressEvent(event)


class TrajectoriesPage(QWidget):
    """`day_wanted` carries a day to open; `failed` an error of saving a picture.

    `import_wanted` asks for the place where a file is brought in.
    """

    kinds = frozenset(
        (
            "CheckIn",
            "OwnInstrument",
            "Person",
            "Setting",
            "SideEffect",
            "Treatment",
            "VitalSigns",
        )
    )
    day_wanted = Signal(object)
    import_wanted = Signal()
    failed = Signal(object)

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = surroundings.clock
        self._built_in = surroundings.instruments
        self._journal: Journal | None = None
        self._known: Mapping[str, Instrument] = surroundings.instruments
        self._logged: dict[str, LoggedSeries] = {}
        self._entries = 0
        self._found: Any = None
        self._views = {view.code: view for view in all_views()}
        self._reader = Reader(surroundings, self)
        self.view = Segments(
            [(view.code, view.name) for view in self._views.values()],
            translate("Trajectories", "What is drawn"),
        )
        self.head = PageHead(translate("Trajectories", "Trajectories"), beside=self.view)
        self.choices = Choices()
        self.card = PictureCard()
        self.nothing = nothing_logged()
        self.empty = EmptyPlace()
        self._lay_out()
        self._connect()

    def open(self, journal: Journal) -> None:
        """Show a journal."""
        self._journal = journal
        self._reader.open(journal)
        self.card.in_clear.open(is_encrypted=journal.is_encrypted)
        self.choices.begin(day_of(self._clock()))
        self.refresh()

    def refresh(self) -> None:
        """Read what is logged, and what is shown of it, again."""
        if self._journal is None:
            return
        self._reader.forget()
        with self._journal.read() as session:
            self._known = queries.instruments(session, self._built_in)
            logged = queries.logged_series(session)
            has_treatments = bool(queries.treatments(session))
        self._entries = sum(one.n for one in logged)
        offered = queries.offered_series(logged, self._known)
        self._logged = {f"{one.instrument} {one.rater}": one for one in offered}
        self.choices.what.set_choices(
            [
                (key, words.series(self._known[one.instrument].short_title, one.rater))
                for key, one in self._logged.items()
            ]
        )
        self.view.setVisible(bool(self._logged) or has_treatments)
        self._choose_what()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the picture mean the same wherever on the page nothing else takes them."""
        if not self.card.take_key(event):
            event.ignore()

    @property
    def _view(self) -> View[Any]:
        return self._views[self.view.value]

    def _lay_out(self) -> None:
        self._body = body = _Body(translate("Trajectories", "Trajectories"), self.card)
        body.column.addWidget(self.head)
        body.column.addWidget(self.choices)
        for filling in (self.card, self.nothing, self.empty):
            body.column.addWidget(filling, 1)
        _fill(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(body)

    def _connect(self) -> None:
        self.view.chosen.connect(self._read)
        self.choices.what_chosen.connect(self._choose_what)
        self.choices.score_chosen.connect(self._read)
        self.choices.changed.connect(self._show)
        self._reader.came.connect(self._take)
        self.nothing.acted.connect(self.import_wanted)
        self.card.day_wanted.connect(self.day_wanted)
        self.card.failed.connect(self.failed)
        self.card.said.connect(self._announce)
        self.card.sight_wanted.connect(self._bring_into_sight)

    def _bring_into_sight(self, place: QRect) -> None:
        """Scroll to one of many panels or rows; what reaches over the whole chart stays put."""
        content = self._body.widget()
        if content is None or place.height() > self._body.viewport().height() / 2:
            return
        for corner in (place.bottomLeft(), place.topLeft()):
            x, y = self.card.mapTo(content, corner).toTuple()
            self._body.ensureVisible(x, y, 0, look.WIDE)

    def _announce(self, text: str) -> None:
        announce(self, text)

    def _choose_what(self) -> None:
        """Offer the scores of what was chosen, and read it."""
        chosen = self._logged.get(self.choices.what.value)
        if chosen is not None:
            instrument, field = self._known[chosen.instrument], self.choices.score
            before, codes = field.value, [one.code for one in instrument.scores]
            field.set_choices([(one.code, one.title) for one in instrument.scores])
            if before not in codes:
                field.set_value(instrument.main_score.code)
        self._read()

    def _read(self) -> None:
        """Read what the view shows of what is chosen."""
        view, chosen = self._view, self._logged.get(self.choices.what.value)
        self.choices.show_about(is_about_score=view.is_about_score)
        if not view.is_about_score:
            self._reader.want(view.read, Asked(), self._entries)
        elif chosen is None:
            self._fill_with(None)
        else:
            asked = Asked(chosen.instrument, self.choices.score.value, chosen.rater)
            self._reader.want(view.read, asked, chosen.n)

    def _take(self, found: object) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        """Show what was read as it is chosen."""
        view, found = self._view, self._found
        self.choices.offer(partial(view.offer, found))
        self._fill_with(view.show(found, self.choices.chosen))

    def _fill_with(self, content: Picture | Nothing | None) -> None:
        """A picture, why there is none, or how to begin."""
        self.nothing.setVisible(content is None)
        self.choices.setVisible(content is not None and self.choices.has_any)
        self.card.setVisible(isinstance(content, Picture))
        self.empty.setVisible(isinstance(content, Nothing))
        if isinstance(content, Picture):
            self.card.show_picture(content)
        elif isinstance(content, Nothing):
            self.empty.say(content)
        self._body.lay_out_now()  # the chart is drawn once, at the size that it comes to


def _fill(body: PageBody) -> None:
    """Let the column take the whole height of the page, as a chart needs it."""
    content = body.widget()
    column = None if content is None else content.layout()
    if isinstance(column, QVBoxLayout):
        column.setStretchFactor(body.column, 1)
