"""The rail on the left: the pages, help, and who is writing."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import look, surface
from ui.icons import Icon, draw_icon
from ui.widgets.drawn_button import DrawnButton
from ui.widgets.roving import Roving
from ui.widgets.text import Text

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Entry:
    """One page in the rail: its code, its name and its icon."""

    code: str
    name: str
    icon: Icon


class RailButton(DrawnButton):
    """A line of the rail: an icon and a name; the one that is checked has a ground."""

    picked = Signal(str)

    def __init__(
        self, entry: Entry, *, size: float = look.TEXT, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.code = entry.code
        self._icon = entry.icon
        self._size = size
        self._is_low = False
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
        return QSize(width, self.low_height() if self._is_low else self.roomy_height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def roomy_height(self) -> int:
        """Height in pixels where there is room enough."""
        return look.control_height(self.font())

    def low_height(self) -> int:
        """Height in pixels in a low window: no less than any button's, and room for the words."""
        return max(look.LEAST_CONTROL, QFontMetrics(self.font()).height() + look.SMALL)

    def set_low(self, is_low: bool) -> None:
        """Take less height, or the usual one."""
        if is_low != self._is_low:
            self._is_low = is_low
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

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
        draw_icon(painter, self._icon, self.visual(icon_area), tint)
        painter.setPen(colour)
        painter.setFont(look.sized(self.font(), self._size, semibold=self.isChecked()))
        area = self.rect().adjusted(self._text_left(), 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.visual(area), flags, self.text())
        painter.end()

    def _press(self) -> None:
        self.picked.emit(self.code)

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


class RailPages(QScrollArea):
    """The pages one below another; they scroll where even low rows have no room."""

    def __init__(self, buttons: Sequence[RailButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self._content = QWidget()
        self.rows = QVBoxLayout(self._content)
        self.rows.setContentsMargins(0, 0, look.INNER, 0)
        for button in buttons:
            self.rows.addWidget(button)
        self.rows.addStretch(1)
        self.setWidget(self._content)
        for ground in (self.viewport(), self._content):
            ground.setAutoFillBackground(False)  # the rail's own paper shows through

    def sizeHint(self) -> QSize:
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._content.minimumSizeHint().width(), look.LEAST_CONTROL)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A scroll bar takes its room from the margin, so that no name is cut."""
        bar = self.width() - self.viewport().width()
        self.rows.setContentsMargins(0, 0, max(look.INNER - bar, look.HAIR), 0)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go from page to page, which the rail sees to."""
        event.ignore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A longer name makes the rail wider."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


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
        self.pages = RailPages(self.buttons)
        self.help = RailButton(Entry("help", translate("Words", "Help now"), Icon.HELP))
        self.help.setCheckable(True)
        self.help.picked.connect(self.page_chosen)
        self.writer = RailButton(Entry("writer", "", Icon.PERSON), size=look.SECOND_LINE)
        self.writer.clicked.connect(self._ask_for_writer)
        key = translate("Words", "Who is writing? F2 lets you choose.")
        self.writer.setToolTip(key)
        self.writer.setAccessibleDescription(key)
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
                self.pages.ensureWidgetVisible(button, 0, 0)

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
            self.pages.ensureWidgetVisible(self.buttons[self._roving.stop], 0, 0)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = look.colours_of(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.paper)
        edge = 0 if self.isRightToLeft() else self.width() - look.HAIR
        painter.fillRect(QRect(edge, 0, look.HAIR, self.height()), colours.hairline)
        painter.end()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.setSpacing(look.SMALL)
        self._head.addWidget(Mark())
        self._head.addWidget(Text("Tidemark", look.CARD_TITLE, semibold=True, wraps=False), 1)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.help)
        self._foot.addWidget(self.writer)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(self._head)
        self._column.addWidget(self.pages, 1)
        self._column.addLayout(self._foot)
        self._set_low(is_low=False)

    def _fit(self) -> None:
        """Low rows in a low window, before anything has to scroll."""
        shown = [button for button in self.buttons if not button.isHidden()]
        rows = [*shown, self.help, *([] if self.writer.isHidden() else [self.writer])]
        head = self._head.sizeHint().height() - self._head.contentsMargins().bottom()
        needed = sum(row.roomy_height() + look.SMALL for row in rows)
        needed += head + look.LARGE + look.SMALL + look.MEDIUM
        is_low = needed > self.height()
        if is_low != self._is_low:  # else each layout would ask for the next
            self._set_low(is_low=is_low)

    def _set_low(self, *, is_low: bool) -> None:
        self._is_low = is_low
        gap, below = (look.HAIR, look.SMALL) if is_low else (look.SMALL, look.LARGE)
        self._head.setContentsMargins(look.MEDIUM, look.MEDIUM, look.MEDIUM, below)
        self.pages.rows.setSpacing(gap)
        self._foot.setSpacing(gap)
        self._foot.setContentsMargins(0, gap, look.INNER, 0)
        margins = (look.INNER, look.SMALL, 0, look.SMALL if is_low else look.MEDIUM)
        self._column.setContentsMargins(*margins)
        for row in (*self.buttons, self.help, self.writer):
            row.set_low(is_low)

    def _ask_for_writer(self) -> None:
        self.writer_wanted.emit()
