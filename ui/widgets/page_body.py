"""The frame of a page: its title, what stands beside it, and a column that scrolls."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from ui import look
from ui.widgets.tab_order import put_in_reading_order
from ui.widgets.text import Text, page_title

NARROW = 900
"""Below this width, in pixels, the margins of a page shrink."""

WIDEST = 1080
"""A page's column grows no wider than this many pixels at the usual text size."""

USUAL_LINE = 18
"""Height in pixels of a line at the usual text size."""

_LEVELS = 4
"""Layouts within one another in a page: of a row, its card, the column, the part that scrolls."""


def side_margins(width: int, font: QFont) -> tuple[int, int]:
    """The margins before and after a page's column where the page is `width` pixels wide.

    The page's scroll bar is part of its width, shown or not.
    """
    side = look.LARGE if width < NARROW else look.WIDE
    scale = QFontMetrics(font).height() / USUAL_LINE
    left_over = max(0, width - 2 * side - round(WIDEST * max(scale, 1)))
    return side, side + left_over


class PageHead(QWidget):
    """A page's title and second line, with an optional widget at the other side.

    Where both do not fit side by side, the widget goes below.
    """

    def __init__(
        self,
        title: str = "",
        second: str = "",
        beside: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = page_title(title)
        self.second = Text(second, muted=True)
        if not second:
            self.second.hide()
        self._beside = beside
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, look.SMALL)
        self._row.setSpacing(look.INNER)
        # A widget, since a layout that is aligned would be cut where its words wrap; aligned,
        # since a stretch would grow with the page.
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(look.TIGHT)
        lines.addWidget(self.title)
        lines.addWidget(self.second)
        self._row.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)
        if beside is not None:
            self._row.addWidget(
                beside, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading
            )

    def set_words(self, title: str, second: str = "") -> None:
        self.title.setText(title)
        self.second.setText(second)
        self.second.setVisible(bool(second))
        self._arrange(self.width())

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for the two to stand below each other."""
        inner = super().minimumSizeHint()
        beside = 0 if self._beside is None else self._beside.minimumSizeHint().width()
        return QSize(max(self.title.minimumSizeHint().width(), beside), inner.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(event.size().width())
        super().resizeEvent(event)

    def _arrange(self, width: int) -> None:
        """Side by side where the title fits and the second line wraps once more at most."""
        if self._beside is None:
            return
        left = width - self._beside.sizeHint().width() - look.LARGE
        fits = self.title.sizeHint().width() <= left
        if fits and self.second.text():
            alone = self.second.heightForWidth(width)
            once_more = alone + QFontMetrics(self.second.display_font()).lineSpacing()
            fits = self.second.heightForWidth(left) <= once_more
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if fits else direction.TopToBottom)


class PageBody(QScrollArea):
    """A column that scrolls up and down only; its margins shrink on a narrow window.

    Widgets are added to `column`, from the top; what is left over stays empty at the bottom.
    """

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = QWidget()
        self._outer = QVBoxLayout(self._content)
        self.column = QVBoxLayout()
        self.column.setSpacing(look.MEDIUM)
        self._outer.addLayout(self.column)
        # What is left over goes here, unless something in the column wants to grow.
        self._outer.addSpacerItem(
            QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        )
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.put_in_order)
        self.setWidget(self._content)
        self._content.installEventFilter(self)
        self._set_margins()

    def put_in_order(self) -> None:
        """Let the Tab key go through the page as it is read; done by itself when it changes."""
        put_in_reading_order(self._content)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._content:
            self._soon.start()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_margins()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_margins()

    def lay_out_now(self) -> None:
        """Lay out what has changed, rather than level by level with paintings in between.

        Each level of a page asks the one around it to be laid out, which is told it afterwards.
        """
        for _ in range(_LEVELS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def show_whole(self, part: QWidget) -> None:
        """Scroll to a part that has just opened, once it has its place.

        All of it is shown, or its beginning where it is higher than the page.
        """
        QTimer.singleShot(0, part, partial(self._scroll_to, part))

    def show_focus(self, focused: QWidget) -> None:
        """Scroll so far that all of what the Tab key came to is in sight."""
        middle = focused.mapTo(self._content, focused.rect().center())
        most = self.viewport().height() // 2
        self.ensureVisible(middle.x(), middle.y(), 0, min(focused.height() // 2 + look.LARGE, most))

    def _scroll_to(self, part: QWidget) -> None:
        self.lay_out_now()
        if part.height() + 2 * look.LARGE <= self.viewport().height():
            self.ensureWidgetVisible(part, 0, look.LARGE)
        else:
            top = part.mapTo(self._content, QPoint(0, 0)).y()
            self.verticalScrollBar().setValue(top - look.LARGE)

    def _set_margins(self) -> None:
        """A scroll bar takes its room from the margin, so that no edge moves when it comes."""
        left, right = side_margins(self.width(), self.font())
        bar = self.width() - self.viewport().width()
        top = look.LARGE if self.width() < NARROW else look.LARGE + look.SMALL
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left, right = right - bar, left
        else:
            right -= bar
        self._outer.setContentsMargins(max(left, 0), top, max(right, 0), top)


class CentredBody(PageBody):
    """One column in the middle, at most `widest` pixels wide: `inner` takes its widgets."""

    def __init__(self, name: str, widest: int) -> None:
        super().__init__(name)
        middle = QWidget()
        middle.setMaximumWidth(widest)
        self.inner = QVBoxLayout(middle)
        self.inner.setContentsMargins(0, look.WIDE, 0, look.WIDE)
        self.inner.setSpacing(look.SMALL)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 1000)
        row.addStretch(1)
        self.column.addLayout(row)


def scroll_into_sight(focused: QWidget) -> None:
    """Scroll the page in which something stands, if it stands in one, so that all of it is seen."""
    around: QWidget | None = focused
    while around is not None and not isinstance(around, PageBody):
        around = around.parentWidget()
    if around is not None:
        around.show_focus(focused)
