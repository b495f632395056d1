"""The rail on the left: the pages, help, and who is writing."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from ui import look, surface
from ui.icons import Icon, draw_icon
from ui.widgets.roving import Roving
from ui.widgets.text import Text

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Entry:
    """One page in the rail: its code, its name and its icon."""

    code: str
    name: str
    icon: Icon


class RailButton(QAbstractButton):
    """A line of the rail: an icon and a name; the one that is checked has a ground."""

    picked = Signal(str)

    def __init__(
        self, entry: Entry, *, size: float = look.TEXT, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.code = entry.code
        self._icon = entry.icon
        self._size = size
        self.set_name(entry.name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._press)

    def set_name(self, name: str) -> None:
        self.setText(name)
        self.setAccessibleName(name)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(look.sized(self.font(), self._size, semibold=True))
        width = self._text_left() + metrics.horizontalAdvance(self.text()) + look.MEDIUM
        return QSize(width, look.control_height(self.font()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def enterEvent(self, _event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = look.colours_of(self.palette())
        painter = QPainter(self)
        if self.isChecked():
            surface.draw_surface(painter, self.rect(), colours.hairline, None)
        elif self.underMouse() or self.isDown():
            surface.draw_surface(painter, self.rect(), colours.raised, None)
        if self.hasFocus():
            surface.draw_ring(painter, self.rect(), colours.accent)
        is_small = self._size < look.TEXT
        colour = colours.muted if is_small and not self.underMouse() else colours.ink
        edge = look.icon_size(self.font())
        icon_area = QRect(look.MEDIUM, (self.height() - edge) // 2, edge, edge)
        tint = colours.ink if self.isChecked() else colours.muted
        draw_icon(painter, self._icon, self._visual(icon_area), tint)
        painter.setPen(colour)
        painter.setFont(look.sized(self.font(), self._size, semibold=self.isChecked()))
        area = self.rect().adjusted(self._text_left(), 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._visual(area), flags, self.text())
        painter.end()

    def _press(self) -> None:
        self.picked.emit(self.code)

    def _visual(self, area: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), area)

    def _text_left(self) -> int:
        return look.MEDIUM + look.icon_size(self.font()) + look.INNER


class Mark(QWidget):
    """The program's sign, in the accent."""

    def sizeHint(self) -> QSize:
        edge = round(look.icon_size(self.font()) * 1.3)
        return QSize(edge, edge)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_icon(painter, Icon.TIDE, self.rect(), look.colours_of(self.palette()).accent)
        painter.end()


class NavRail(QWidget):
    """Lists the pages. `page_chosen` carries the code of the page that the person chose.

    Up and down move, Enter and Space choose.
    """

    page_chosen = Signal(str)
    writer_wanted = Signal()

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("Words", "Pages"))
        self.buttons = tuple(RailButton(entry) for entry in entries)
        for button in self.buttons:
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.picked.connect(self.page_chosen)
        self._roving = Roving(self.buttons)
        self.help = RailButton(Entry("help", translate("Words", "Help now"), Icon.HELP))
        self.help.setCheckable(True)
        self.help.picked.connect(self.page_chosen)
        self.writer = RailButton(Entry("writer", "", Icon.PERSON), size=look.SECOND_LINE)
        self.writer.clicked.connect(self._ask_for_writer)
        self.set_writer(translate("Words", "me"))
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def set_page(self, code: str) -> None:
        """Show which page is open, help among them, without sending `page_chosen`."""
        is_help = code == self.help.code
        self.help.setChecked(is_help)
        for place, button in enumerate(self.buttons):
            button.setAutoExclusive(not is_help)  # else one of them would have to stay checked
            button.setChecked(button.code == code)
            if button.code == code:
                self._roving.stop_at(place)

    def set_writer(self, name: str) -> None:
        """Say whose name new entries are made under."""
        self.writer.set_name(translate("Words", "Writing: {name}").format(name=name))

    def sizeHint(self) -> QSize:
        inner = super().sizeHint()
        return QSize(max(look.RAIL_WIDTH, inner.width()), inner.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()), 0)
        if step and any(button.hasFocus() for button in self.buttons):
            self._roving.move(step)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = look.colours_of(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.paper)
        edge = 0 if self.isRightToLeft() else self.width() - look.HAIR
        painter.fillRect(QRect(edge, 0, look.HAIR, self.height()), colours.hairline)
        painter.end()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(look.MEDIUM, look.MEDIUM, look.MEDIUM, look.LARGE)
        head.setSpacing(look.SMALL)
        head.addWidget(Mark())
        head.addWidget(Text("Tidemark", look.CARD_TITLE, semibold=True, wraps=False), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.INNER, look.SMALL, look.INNER, look.MEDIUM)
        column.setSpacing(look.SMALL)
        column.addLayout(head)
        for button in self.buttons:
            column.addWidget(button)
        column.addStretch(1)
        column.addWidget(self.help)
        column.addWidget(self.writer)

    def _ask_for_writer(self) -> None:
        self.writer_wanted.emit()
