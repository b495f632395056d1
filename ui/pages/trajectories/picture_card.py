"""The card with a picture: the chart or its table, what is singled out, copying and saving."""

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPolygon, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import look
from ui.icons import Icon
from ui.pages.trajectories.singling import Singling
from ui.pages.trajectories.view import Picture
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chart_view import ChartView
from ui.widgets.data_table import DataTable
from ui.widgets.in_clear import InClear
from ui.widgets.text import card_title, second_line

translate = QCoreApplication.translate


class PictureCard(Card):
    """Shows one picture at a time.

    `day_wanted` carries the day of a point, `said` what was done or singled out, `failed` an
    error of saving, `sight_wanted` the place in the card of what was singled out, or of the point
    that a key went to.
    """

    day_wanted = Signal(object)
    said = Signal(str)
    failed = Signal(object)
    sight_wanted = Signal(QRect)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.chart = ChartView()
        self.table = DataTable(translate("Trajectories", "The same as a table"))
        self.title_of_table = card_title("")
        self.singling = Singling()
        self.as_table = Button(translate("Trajectories", "Show as a table"))
        self.copy = Button(translate("Trajectories", "Copy picture"), Icon.COPY)
        self.save = Button(translate("Trajectories", "Save picture"), Icon.SAVE)
        self.in_clear = InClear(
            translate(
                "Trajectories",
                "Whoever gets the picture can look at it, without the passphrase. Keep it where "
                "only you, or those whom you show it, can get at it.",
            ),
            translate("Trajectories", "Save anyway"),
            self,
        )
        self.told = second_line("")
        self.keys = second_line("")
        self._lay_out()
        self._connect()

    def show_picture(self, picture: Picture) -> None:
        """Show another picture, as it was chosen to be seen: as a chart or as a table."""
        self._tell("")
        self.singling.offer(picture.members)
        self.chart.show_chart(picture.draw, picture.words)
        self.chart.set_shown(self.singling.shown)
        self.table.show_rows(picture.table.headings, picture.table.rows)
        self.table.setAccessibleDescription(picture.words.name)
        self.title_of_table.setText(picture.words.name)
        self._show_form()

    def take_key(self, event: QKeyEvent) -> bool:
        """Take a key that was pressed elsewhere on the page; False where it means nothing here."""
        if not self.isVisible() or self.chart.hasFocus():
            return False
        if event.key() == Qt.Key.Key_T:
            self.as_table.toggle()
            return True
        for_chart = (*_ALONG, *_AMONG) if self.singling.has_members else _ALONG
        if event.key() not in for_chart or not self.chart.isVisible():
            return False
        self.chart.keyPressEvent(event)
        if event.isAccepted():
            self.chart.setFocus(Qt.FocusReason.OtherFocusReason)
        return event.isAccepted()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(look.SMALL)
        buttons.addWidget(self.as_table)
        # What came of a picture is told where the button is; nothing moves under the pointer.
        buttons.addWidget(self.told, 1, Qt.AlignmentFlag.AlignVCenter)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.save)
        self.as_table.setCheckable(True)
        self.as_table.setToolTip(translate("Trajectories", "Key: T"))
        as_table = QVBoxLayout()
        as_table.setContentsMargins(look.MEDIUM, look.SMALL, look.MEDIUM, look.SMALL)
        as_table.setSpacing(look.INNER)
        as_table.addWidget(self.title_of_table)
        as_table.addWidget(self.table, 1)
        below = QVBoxLayout()
        below.setContentsMargins(look.MEDIUM, 0, look.MEDIUM, 0)
        below.setSpacing(look.SMALL)
        below.addWidget(self.singling)
        below.addLayout(buttons)
        below.addWidget(self.keys)
        self.body.setContentsMargins(look.SMALL, look.SMALL, look.SMALL, look.INNER)
        self.body.addWidget(self.chart, 1)
        self.body.addLayout(as_table, 1)
        self.body.addLayout(below)
        self._show_form()

    def _connect(self) -> None:
        self.as_table.toggled.connect(self._change_form)
        self.copy.clicked.connect(self.chart.copy)
        self.save.clicked.connect(self._choose_file)
        self.chart.day_wanted.connect(self.day_wanted)
        self.chart.said.connect(self._tell)
        self.chart.failed.connect(self.failed)
        self.chart.gone_to.connect(self._bring_into_sight)
        self.chart.step_wanted.connect(self.singling.step)
        self.chart.hide_wanted.connect(self.singling.toggle)
        self.chart.all_wanted.connect(self.singling.clear)
        self.singling.changed.connect(self._single_out)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_T), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.as_table.toggle)

    def _choose_file(self) -> None:
        self.in_clear.before(self.chart.choose_file)

    def _single_out(self) -> None:
        """Restyle the chart; nothing is read or laid out anew."""
        self._tell("")
        self.chart.set_shown(self.singling.shown)
        self.said.emit(self.singling.said())
        place = self._place_of(self.singling.shown.highlight)
        if not place.isNull():
            self.sight_wanted.emit(place)

    def _bring_into_sight(self, point: QPoint) -> None:
        self.sight_wanted.emit(QRect(self.chart.mapTo(self, point), QSize(1, 1)))

    def _place_of(self, key: str | None) -> QRect:
        """Where the points of a member lie in the card; null where it has none."""
        artists, canvas = self.chart.artists, self.chart.canvas
        if key is None or artists is None or canvas is None:
            return QRect()
        places = [
            canvas.to_widget(*artists.marks.place(mark)).toPoint()
            for mark in artists.marks.all
            if mark.key == key
        ]
        area = QPolygon(places).boundingRect()
        return area.translated(canvas.mapTo(self, QPoint(0, 0)))

    def _change_form(self) -> None:
        self._tell("")
        self._show_form()
        shown = self.table if self.as_table.isChecked() else self.chart
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_form(self) -> None:
        is_table = self.as_table.isChecked()
        can_single_out = self.singling.has_members and not is_table
        self.table.setVisible(is_table)
        self.title_of_table.setVisible(is_table)
        self.chart.setVisible(not is_table)
        self.singling.setVisible(can_single_out)
        self.keys.setText(_keys(is_table=is_table, can_single_out=can_single_out))

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        if text:
            self.said.emit(text)


def _keys(*, is_table: bool, can_single_out: bool) -> str:
    """Which keys there are, in a line."""
    if is_table:
        return translate("Trajectories", "T: back to the picture")
    if can_single_out:
        return translate(
            "Trajectories",
            "Keys: ← → from point to point, ↑ ↓ single out, H hides, Esc shows all, T: table",
        )
    return translate("Trajectories", "Keys: ← → from point to point, Enter opens the day, T: table")


_ALONG = (Qt.Key.Key_Left, Qt.Key.Key_Right)
_AMONG = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_H)
