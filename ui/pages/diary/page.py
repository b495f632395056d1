"""The page: what is looked for, the list, and beside it the record that was chosen."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from journal.days import DAY_ENDS_AT, day_of
from journal.diary import Diary, DiaryEntry, Wanted, read_diary, whole_record
from journal.history import trash
from journal.history.states import RefersToGone
from journal.history.versions import put_back
from journal.settings import journal_settings
from journal.side_effect_terms import load_vocabulary
from journal.store import Journal
from journal.undecided import UndecidedRecord, undecided_records
from ui import look
from ui.attempt import attempt
from ui.icons import Icon
from ui.page_names import MEDICINES, SETTINGS, TREATMENTS, VISITS
from ui.pages.diary.deciding import Deciding
from ui.pages.diary.detail import Detail
from ui.pages.diary.filters import Filters
from ui.pages.diary.lines import DiaryList
from ui.pages.diary.trash_bar import TrashBar
from ui.pages.diary.words import count_words, emptied_words, shortened, to_decide_words
from ui.surroundings import Surroundings
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.page_body import NARROW, PageHead, side_margins
from ui.widgets.segments import Segments

translate = QCoreApplication.translate

KEPT, TRASH, TO_DECIDE = "kept", "trash", "to-decide"
_SIDE_BY_SIDE = 96
"""How many characters wide the page must be for the list and a record beside it."""
_EDITED_ON = {
    "treatments": TREATMENTS,
    "medicines": MEDICINES,
    "visits": VISITS,
    "questions": VISITS,
    "own_instruments": SETTINGS,
    "people": SETTINGS,
}
"""Pages on which records are edited; the others are edited on their day."""
_WRITERS = frozenset(("people",))
"""Who writes is never thrown away, and is no record of any day."""


class DiaryPage(QWidget):
    """`record_wanted` carries a page and a record to open on it, `day_record_wanted` a day, a kind
    and a record; `failed` an error of saving, `said` what was done.
    """

    kinds = frozenset(
        (
            "CheckIn",
            "ClinicQuestion",
            "Intake",
            "Medicine",
            "Note",
            "OwnInstrument",
            "Person",
            "Setting",
            "SideEffect",
            "Treatment",
            "Visit",
            "VitalSigns",
        )
    )
    record_wanted = Signal(str, str)
    day_record_wanted = Signal(object, str, str)
    failed = Signal(object)
    said = Signal(str)

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = surroundings.clock
        self._instruments = surroundings.instruments
        self._vocabulary = load_vocabulary()
        self._journal: Journal | None = None
        self._diary: Diary | None = None
        self._opened: DiaryEntry | None = None
        self._today = date.min
        self._day_ends_at = DAY_ENDS_AT
        places = (
            (KEPT, translate("Diary", "In the journal")),
            (TRASH, translate("Diary", "Trash")),
            (TO_DECIDE, to_decide_words(0)),
        )
        self.place = Segments(places, translate("Diary", "Which records"))
        self.head = PageHead(translate("Diary", "Diary"), beside=self.place)
        self.filters = Filters()
        self.trash_bar = TrashBar()
        self.list = DiaryList(translate("Diary", "Records"))
        self.nothing = EmptyState(
            Icon.SEARCH,
            translate("Diary", "Nothing is found"),
            translate("Diary", "No record has all of these words and is of these kinds and days."),
            translate("Diary", "Show all records"),
        )
        self.empty = EmptyState(
            Icon.DIARY,
            translate("Diary", "No records yet"),
            translate("Diary", "Everything that you log stands here, the latest day first."),
        )
        self.nothing_thrown = EmptyState(
            Icon.TRASH,
            translate("Diary", "The trash is empty"),
            translate("Diary", "What you throw away stays here until you empty the trash."),
        )
        self.detail = Detail()
        self.deciding = Deciding()
        self._lay_out()
        self._connect()

    # ---- what a page does ----

    def open(self, journal: Journal) -> None:
        """Show a journal."""
        self._journal = journal
        self._opened = None
        self.refresh()

    def refresh(self) -> None:
        """Read every record again; what was chosen and looked for stays."""
        if self._journal is None:
            return
        with self._journal.read() as session:
            settings = journal_settings(session)
            self._day_ends_at = settings.day_ends_at
            self._today = day_of(self._clock(), settings.day_ends_at)
            self._diary = read_diary(
                session, self._instruments, self._vocabulary, settings.day_ends_at
            )
            emptying = trash.emptying(session) if self._is_trash else None
            waiting = undecided_records(session, self._diary.names, settings.day_ends_at)
        self._show_waiting(waiting)
        if emptying is not None:
            self.trash_bar.show_emptying(emptying, can_write=self._can_write)
        self.filters.show_people(self._diary.people())
        self._show_list()

    def show_undecided(self) -> None:
        """Show what two copies of the journal disagree on."""
        if not self.place.segments[-1].isHidden():
            self.place.set_value(TO_DECIDE)
            self.refresh()
            self.deciding.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the record; what is typed anywhere on the page goes to the search."""
        if event.key() == Qt.Key.Key_Escape and self._opened is not None:
            self._close_record()
        elif self.filters.isVisible() and event.text().isprintable() and event.text():
            self.filters.search.setFocus(Qt.FocusReason.OtherFocusReason)
            self.filters.search.insert(event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    # ---- how it is laid out ----

    def _lay_out(self) -> None:
        self._list_card = Card()
        self._list_card.body.setContentsMargins(look.SMALL, look.SMALL, look.SMALL, look.SMALL)
        for widget in (self.list, self.nothing, self.empty, self.nothing_thrown):
            self._list_card.body.addWidget(widget, 1)
        self._sides = sides = _Sides()
        sides.row.addWidget(self._list_card, 3)
        sides.row.addWidget(self.detail, 2)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(look.MEDIUM)
        for above in (self.head, self.filters, self.trash_bar):
            self._column.addWidget(above)
        self._column.addWidget(sides, 1)
        self._column.addWidget(self.deciding, 1)
        messages = (self.nothing, self.empty, self.nothing_thrown)
        for part in (*messages, self.detail, self.trash_bar, self.deciding):
            part.hide()
        self._arrange()

    def _arrange(self) -> None:
        """Where there is no room for both, the record takes the place of the list."""
        before, after = side_margins(self.width(), self.font())
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            before, after = after, before
        top = look.LARGE if self.width() < NARROW else look.LARGE + look.SMALL
        self._column.setContentsMargins(before, top, after, look.LARGE)
        room = self.width() - before - after
        fits = room >= QFontMetrics(self.font()).averageCharWidth() * _SIDE_BY_SIDE
        is_open = self._opened is not None
        self.detail.setVisible(is_open)
        self.detail.back.setVisible(is_open and not fits)
        self._list_card.setVisible(fits or not is_open)

    def _connect(self) -> None:
        self.place.chosen.connect(self._show_place)
        self.filters.changed.connect(self._show_list)
        self.nothing.acted.connect(self.filters.clear)
        self.list.chosen.connect(self._open_chosen)
        self.list.opened.connect(self._go_into_record)
        self.list.clicked.connect(self._open_chosen)
        self.trash_bar.empty_wanted.connect(self._empty_trash)
        self.deciding.said.connect(self.said)
        self.deciding.failed.connect(self.failed)
        self.detail.closed.connect(self._close_record)
        self.detail.edit_wanted.connect(self._edit)
        self.detail.discard_wanted.connect(self._discard)
        self.detail.bring_back_wanted.connect(self._bring_back)
        self.detail.put_back_wanted.connect(self._put_back)

    # ---- what is shown ----

    @property
    def _is_trash(self) -> bool:
        return self.place.value == TRASH

    @property
    def _can_write(self) -> bool:
        return self._journal is not None and not self._journal.is_read_only

    def _show_place(self, _place: str) -> None:
        self._opened = None
        self.refresh()

    def _show_waiting(self, waiting: Sequence[UndecidedRecord]) -> None:
        """The third place is there while something waits in it."""
        place = self.place.segments[-1]
        place.set_words(to_decide_words(len(waiting)))
        place.setVisible(bool(waiting))
        if self.place.value == TO_DECIDE and not waiting:
            self.place.set_value(KEPT)
            self.place.take_focus()
        is_shown = self.place.value == TO_DECIDE
        self.deciding.setVisible(is_shown)
        self._sides.setVisible(not is_shown)
        if is_shown and self._journal is not None:
            self.deciding.show_records(self._journal, waiting)

    def _show_list(self) -> None:
        if self._diary is None:
            return
        if self.place.value == TO_DECIDE:
            self.filters.hide()
            self.trash_bar.hide()
            self.head.set_words(translate("Diary", "Diary"))
            return
        found = self._diary.find(self.filters.wanted(self._today, is_in_trash=self._is_trash))
        of = self._diary.count(is_in_trash=self._is_trash)
        people = self._diary.find(Wanted(kinds=_WRITERS))
        is_empty = not self._is_trash and of <= len(people)
        self.list.show_places(self._diary, found)
        self.list.setVisible(bool(found) and not is_empty)
        self.empty.setVisible(is_empty)
        self.nothing_thrown.setVisible(self._is_trash and not of)
        self.nothing.setVisible(not found and bool(of) and not is_empty)
        self.filters.setVisible(bool(of) and not is_empty)
        self.trash_bar.setVisible(self._is_trash and bool(of))
        has_count = bool(of) and not is_empty
        self.head.set_words(
            translate("Diary", "Diary"), count_words(len(found), of) if has_count else ""
        )
        self._show_record(self.list.current if self._opened is not None else None)

    def _open_chosen(self) -> None:
        self._show_record(self.list.current)

    def _go_into_record(self) -> None:
        self._open_chosen()
        if self._opened is not None:
            self.detail.take_focus()

    def _show_record(self, one: DiaryEntry | None) -> None:
        self._opened = None
        if one is not None and self._journal is not None and self._diary is not None:
            with self._journal.read() as session:
                record = whole_record(
                    session, one.kind, one.id, self._diary.names, self._day_ends_at
                )
            if record is not None:
                self._opened = one
                self.detail.show_record(
                    record,
                    is_in_trash=one.is_in_trash,
                    can_write=self._can_write,
                    can_discard=one.kind not in _WRITERS,
                )
        self._arrange()

    def _close_record(self) -> None:
        self._opened = None
        self._arrange()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- what is done ----

    def _edit(self) -> None:
        """Go where the record is edited: its own page, or its day."""
        one = self._opened
        if one is None:
            return
        if one.kind in _EDITED_ON:
            self.record_wanted.emit(_EDITED_ON[one.kind], one.id)
        elif one.day is not None:
            self.day_record_wanted.emit(one.day, one.kind, one.id)

    def _discard(self) -> None:
        self._act_on_opened(
            translate("Diary", "Move to the trash"),
            partial(trash.discard, at=self._clock()),
            translate("Diary", "“{record}” is in the trash. Ctrl+Z takes that back."),
        )

    def _bring_back(self) -> None:
        self._act_on_opened(
            translate("Diary", "Bring back from the trash"),
            trash.bring_back,
            translate("Diary", "“{record}” is back in the journal."),
        )

    def _put_back(self, key: str) -> None:
        self._act_on_opened(
            translate("Diary", "Put an earlier version back"),
            partial(put_back, key=key),
            translate("Diary", "“{record}” is as it was before. Ctrl+Z takes that back."),
        )

    def _act_on_opened(self, label: str, work: Callable[..., object], said: str) -> None:
        one = self._opened
        if one is None:
            return
        row = self.list.currentIndex().row()
        done = partial(_on, work, one.kind, one.id)
        if attempt(self._journal, label, done, self._tell_refusal, RefersToGone):
            self.said.emit(said.format(record=shortened(one.title)))
            self.list.choose_near(row)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _empty_trash(self) -> None:
        label = translate("Diary", "Empty the trash")
        empty = partial(trash.empty_trash, at=self._clock())
        if emptied := attempt(self._journal, label, empty, self.failed.emit):
            self.said.emit(emptied_words(emptied.result))
            self.place.take_focus()

    def _tell_refusal(self, error: Exception) -> None:
        if isinstance(error, RefersToGone):
            self.said.emit(
                translate(
                    "Diary",
                    "That version names a record that was taken out of the trash for good. "
                    "Nothing was changed.",
                )
            )
        else:
            self.failed.emit(error)


class _Sides(QWidget):
    """Two parts side by side that scroll, so that neither asks for the height of all it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(look.MEDIUM)

    def hasHeightForWidth(self) -> bool:
        return False


def _on(work: Callable[..., object], kind: str, record_id: str, session: Session) -> None:
    work(session, kind, record_id)
