"""The list of the diary: one line a record, its words made when it comes into view."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from journal.diary import Diary, DiaryEntry
from ui import look, surface
from ui.icons import draw_icon
from ui.pages.diary.words import ICONS, aside_words, day_words, second_words, spoken, widest_asides

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_WIDEST_DAY = "30 Sept 2026 00"


class DiaryLines(QAbstractListModel):
    """The records at some places of a diary."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._diary: Diary | None = None
        self._places: tuple[int, ...] = ()

    def show_places(self, diary: Diary, places: tuple[int, ...]) -> None:
        """Show other records."""
        self.beginResetModel()
        self._diary, self._places = diary, places
        self.endResetModel()

    def entry(self, row: int) -> DiaryEntry | None:
        """The record of a line; None when there is no such line."""
        if self._diary is None or not 0 <= row < len(self._places):
            return None
        return self._diary.entry(self._places[row])

    def row_of(self, kind: str, record_id: str) -> int | None:
        """The line of a record, if it is shown."""
        if self._diary is None:
            return None
        names = enumerate(map(self._diary.name, self._places))
        return next((row for row, name in names if name == (kind, record_id)), None)

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.entry(index.row())
        if one is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return one.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(one)
        return None


class _LinePainter(QStyledItemDelegate):
    """Draws the day where it is another than on the line above, then the record."""

    def __init__(self, lines: DiaryLines, view: QListView) -> None:
        super().__init__(view)
        self._lines = lines
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        title, second = self._metrics(look.TEXT), self._metrics(look.SECOND_LINE)
        return QSize(0, title.height() + second.height() + 2 * look.INNER)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        one = self._lines.entry(index.row())
        if one is None:
            return
        before = self._lines.entry(index.row() - 1)
        is_first_of_day = before is None or before.day != one.day
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        colours = look.colours_of(self._view.palette())
        painter.save()
        self._draw_ground(painter, area, state, colours, index)
        self._draw_words(painter, area, one, colours, has_day=is_first_of_day)
        painter.restore()

    def _draw_ground(
        self,
        painter: QPainter,
        area: QRect,
        state: QStyle.StateFlag,
        colours: look.Colours,
        index: _Index,
    ) -> None:
        # What the Tab key came to is current, but not selected.
        is_chosen = index == self._view.currentIndex()
        if index.row() > 0:
            painter.fillRect(area.x(), area.y(), area.width(), look.HAIR, colours.hairline)
        inside = area.adjusted(1, look.HAIR + 1, -1, -1)
        if is_chosen or state & QStyle.StateFlag.State_MouseOver:
            surface.draw_surface(painter, inside, colours.raised, None)
        if is_chosen:
            ring = colours.accent if self._view.hasFocus() else colours.hairline
            surface.draw_ring(painter, inside, ring)

    def _draw_words(
        self,
        painter: QPainter,
        area: QRect,
        one: DiaryEntry,
        colours: look.Colours,
        *,
        has_day: bool,
    ) -> None:
        title_height = self._metrics(look.TEXT).height()
        second_height = self._metrics(look.SECOND_LINE).height()
        inset = look.SMALL
        top = area.y() + (area.height() - title_height - second_height) // 2
        below = top + title_height
        x = area.x() + inset
        width = area.width() - 2 * inset
        day_room = self._metrics(look.SECOND_LINE).horizontalAdvance(_WIDEST_DAY)
        asides = map(self._metrics(look.SECOND_LINE).horizontalAdvance, widest_asides())
        aside_room = max(asides) + 1
        edge = look.icon_size(self._view.font())
        words_x = x + day_room + edge + look.INNER
        words_room = x + width - aside_room - look.SMALL - words_x
        aside_x = x + width - aside_room
        leading, trailing = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing
        day, weekday = day_words(one.day) if has_day else ("", "")
        time, changed = aside_words(one)
        ink, muted = colours.ink, colours.muted
        for left, room, upper, lower, side in (
            (x, day_room - look.SMALL, day, weekday, leading),
            (words_x, words_room, one.title, second_words(one), leading),
            (aside_x, aside_room, time, changed, trailing),
        ):
            is_title = left == words_x
            upper_colour = ink if is_title else muted
            font = self._font(look.TEXT if is_title else look.SECOND_LINE)
            self._write(
                painter, font, upper_colour, QRect(left, top, room, title_height), upper, side
            )
            small = self._font(look.SECOND_LINE)
            self._write(painter, small, muted, QRect(left, below, room, second_height), lower, side)
        icon = QRect(x + day_room, top + (title_height - edge) // 2, edge, edge)
        draw_icon(painter, ICONS[one.kind], self._visual(icon), muted)

    def _write(
        self,
        painter: QPainter,
        font: QFont,
        colour: str,
        area: QRect,
        text: str,
        side: Qt.AlignmentFlag,
    ) -> None:
        surface.write_elided(painter, font, colour, self._visual(area), text, side)

    def _visual(self, area: QRect) -> QRect:
        view = self._view
        return QStyle.visualRect(view.layoutDirection(), view.rect(), area)

    def _font(self, size: float) -> QFont:
        return look.sized(self._view.font(), size)

    def _metrics(self, size: float) -> QFontMetrics:
        return QFontMetrics(self._font(size))


class DiaryList(QListView):
    """Up and down go from line to line, Enter opens the one chosen.

    `chosen` is sent when another line is chosen, `opened` when Enter is pressed on it.
    """

    chosen = Signal()
    opened = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.lines = DiaryLines(self)
        self.setModel(self.lines)
        self.setItemDelegate(_LinePainter(self.lines, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._tell)
        self._is_showing = False

    @property
    def current(self) -> DiaryEntry | None:
        """The record of the line that is chosen."""
        return self.lines.entry(self.currentIndex().row())

    def show_places(self, diary: Diary, places: tuple[int, ...]) -> None:
        """Show other records; the one that was chosen stays so if it is still there."""
        before = self.current
        top = self.verticalScrollBar().value()
        self._is_showing = True
        self.lines.show_places(diary, places)
        row = None if before is None else self.lines.row_of(before.kind, before.id)
        if row is not None:
            self.setCurrentIndex(self.lines.index(row))
        self.verticalScrollBar().setValue(top if row is not None else 0)
        self._is_showing = False

    def choose_near(self, row: int) -> None:
        """Where no line is chosen any more, choose the one that has come to this place."""
        if self.current is None and self.lines.rowCount():
            self._is_showing = True
            self.setCurrentIndex(self.lines.index(min(row, self.lines.rowCount() - 1)))
            self._is_showing = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Escape or (event.text().isprintable() and event.text()):
            event.ignore()  # typing belongs to the search, not to a list's own
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        if not self._is_showing:
            self.chosen.emit()
