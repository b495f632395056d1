"""One record beside the list: what it says, what can be done with it, and its earlier versions."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from journal.diary import WholeRecord
from journal.words.diary import DAY, Line
from ui import look
from ui.icons import Icon
from ui.pages.diary.words import (
    LONG,
    happened_title,
    happened_words,
    record_second,
    shortened,
)
from ui.widgets.button import Button, Weight
from ui.widgets.card import Card
from ui.widgets.entry_row import EntryRow
from ui.widgets.flow import Flow
from ui.widgets.text import Text, card_title, second_line, section_heading

translate = QCoreApplication.translate

PUT_BACK = "put-back"


class Detail(Card):
    """`edit_wanted`, `discard_wanted` and `bring_back_wanted` are about the record shown.

    `put_back_wanted` carries the key of the change before which it is wanted back; `closed` is
    sent when the person goes back to the list.
    """

    edit_wanted = Signal()
    discard_wanted = Signal()
    bring_back_wanted = Signal()
    put_back_wanted = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.back = Button(translate("Diary", "Back to the list"), Icon.CHEVRON_LEFT)
        self.edit = Button(translate("Diary", "Edit"))
        self.discard = Button(translate("Diary", "To the trash"), Icon.TRASH)
        self.bring_back = Button(translate("Diary", "Bring back"), Icon.UNDO, Weight.MAIN)
        self.versions: list[EntryRow] = []
        self._content = QWidget()
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(translate("Diary", "The record"))
        self._area.viewport().setAutoFillBackground(False)
        self.body.addWidget(Flow((self.back, self.edit, self.discard, self.bring_back)))
        self.body.addWidget(self._area, 1)
        self.setAccessibleName(translate("Diary", "The record"))
        self.back.clicked.connect(self.closed)
        self.edit.clicked.connect(self.edit_wanted)
        self.discard.clicked.connect(self.discard_wanted)
        self.bring_back.clicked.connect(self.bring_back_wanted)

    def show_record(
        self, record: WholeRecord, *, is_in_trash: bool, can_write: bool, can_discard: bool
    ) -> None:
        """Show a record."""
        self.edit.setVisible(can_write and not is_in_trash)
        self.discard.setVisible(can_write and can_discard and not is_in_trash)
        self.bring_back.setVisible(can_write and is_in_trash)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, look.SMALL, look.SMALL, 0)
        column.setSpacing(look.TIGHT)
        column.addWidget(card_title(_title(record)))
        column.addWidget(second_line(record_second(record)))
        column.addSpacing(look.SMALL)
        entered = Line(translate("Diary", "Entered"), record.entered)
        said = [line for line in record.lines if line.label != DAY]
        column.addLayout(_grid((*said, *([entered] if record.entered else []))))
        self._add_versions(column, record, can_write=can_write)
        column.addStretch(1)
        self._area.setWidget(self._content)
        self._content.setAutoFillBackground(False)
        self._area.verticalScrollBar().setValue(0)

    def take_focus(self) -> None:
        """Put the keyboard on the first thing that can be done."""
        buttons = (self.back, self.edit, self.bring_back, self.discard)
        shown = next((one for one in buttons if not one.isHidden()), self.back)
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_versions(self, column: QVBoxLayout, record: WholeRecord, *, can_write: bool) -> None:
        """What happened to it, the latest first; before each change there was another version."""
        self.versions = []
        if not record.history:
            return
        column.addSpacing(look.MEDIUM)
        column.addWidget(section_heading(translate("Diary", "What happened to it")))
        put_back = (PUT_BACK, translate("Diary", "As it was before"), None)
        for one in record.history:
            can_be_put_back = can_write and not one.is_first
            actions = (put_back,) if can_be_put_back else ()
            row = EntryRow(one.key, happened_title(one), happened_words(one), actions)
            row.acted.connect(self._act)
            column.addWidget(row)
            self.versions.append(row)

    def _act(self, key: str, _action: str) -> None:
        self.put_back_wanted.emit(key)


def _title(record: WholeRecord) -> str:
    """A long text stands below in full, so that its beginning is enough above."""
    is_told = any(line.words == record.title for line in record.lines)
    return shortened(record.title) if is_told else record.title


def _grid(said: Sequence[Line]) -> QGridLayout:
    """What a record says beside what it is about; a long text below it, over the whole width."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(look.MEDIUM)
    grid.setVerticalSpacing(look.SMALL)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    top = Qt.AlignmentFlag.AlignTop
    row = 0
    for line in said:
        label = second_line(line.label)
        if len(line.words) > LONG:
            grid.addWidget(label, row, 0, 1, 2)
            grid.addWidget(Text(line.words), row + 1, 0, 1, 2)
            row += 2
        else:
            grid.addWidget(label, row, 0, top)
            grid.addWidget(Text(line.words), row, 1, top)
            row += 1
    return grid
