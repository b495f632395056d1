"""Plain text at the sizes of the type scale."""

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import look

_WITHOUT_END = 100_000
_WRAPS = Qt.TextFlag.TextWordWrap.value
_WRAPS_ANYWHERE = Qt.TextFlag.TextWrapAnywhere.value
_SHORT_PIECE = ("A piece of a path",)
"""As narrow as a text may become that wraps anywhere."""


class Text(QLabel):
    """A label whose size is a factor of the font it inherits, so that it follows every change.

    It wraps at `look.LINE_LENGTH` characters or sooner. `holds_room` keeps room for semibold, so
    that emphasis moves nothing. `anywhere` wraps inside words too, for paths, which have no spaces.
    """

    def __init__(
        self,
        words: str = "",
        size: float = look.TEXT,
        *,
        semibold: bool = False,
        muted: bool = False,
        holds_room: bool = False,
        wraps: bool = True,
        anywhere: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._is_semibold = semibold
        self._holds_room = holds_room
        self._wraps_anywhere = anywhere
        self._alignment = int(self.alignment().value)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words)
        self.set_muted(muted)
        self.setWordWrap(wraps)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(wraps)
        self.setSizePolicy(policy)

    @property
    def is_semibold(self) -> bool:
        return self._is_semibold

    def set_semibold(self, semibold: bool) -> None:
        if semibold != self._is_semibold:
            self._is_semibold = semibold
            if not self._holds_room:
                self.updateGeometry()
            self.update()

    def set_muted(self, muted: bool) -> None:
        """Write in the colour of second lines, or in ink."""
        role = QPalette.ColorRole
        self.setForegroundRole(role.PlaceholderText if muted else role.WindowText)

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        super().setAlignment(alignment)
        self._alignment = int(alignment.value)

    def display_font(self) -> QFont:
        """The font that the words are drawn in."""
        return look.sized(self.font(), self._size, semibold=self._is_semibold)

    def sizeHint(self) -> QSize:
        widest, _height = self._bounds(_WITHOUT_END)
        if self.wordWrap():
            widest = min(widest, look.line_width(self.font()))
        return QSize(widest, self.heightForWidth(widest))

    def minimumSizeHint(self) -> QSize:
        metrics = self._room_metrics()
        if not self.wordWrap():
            return self.sizeHint()
        words = _SHORT_PIECE if self._wraps_anywhere else self.text().split()
        widest = max((metrics.horizontalAdvance(word) for word in words), default=0)
        return QSize(widest + 1, metrics.height())

    def hasHeightForWidth(self) -> bool:
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        return self._bounds(width)[1]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.display_font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self._flags(), self.text())
        painter.end()

    def _room_metrics(self) -> QFontMetrics:
        semibold = self._is_semibold or self._holds_room
        return QFontMetrics(look.sized(self.font(), self._size, semibold=semibold))

    def _flags(self) -> int:
        if not self.wordWrap():
            return self._alignment
        return self._alignment | (_WRAPS_ANYWHERE if self._wraps_anywhere else _WRAPS)

    def _bounds(self, width: int) -> tuple[int, int]:
        semibold = self._is_semibold or self._holds_room
        dpi = self.logicalDpiY()
        return _room(self.font(), dpi, self._size, semibold, self._flags(), self.text(), width)


@lru_cache(maxsize=4096)
def _room(
    font: QFont, _dpi: int, factor: float, semibold: bool, flags: int, words: str, width: int
) -> tuple[int, int]:
    """Width and height of words in a column. A layout asks for the same ones over and over."""
    metrics = QFontMetrics(look.sized(font, factor, semibold=semibold))
    area = metrics.boundingRect(QRect(0, 0, width, _WITHOUT_END), flags, words)
    return ceil(area.width()) + 1, max(area.height(), metrics.height())


def page_title(words: str) -> Text:
    """The day or the thing itself that a page is about."""
    return Text(words, look.PAGE_TITLE, semibold=True)


def card_title(words: str) -> Text:
    return Text(words, look.CARD_TITLE, semibold=True)


def section_heading(words: str) -> Text:
    """Heads a part of a card."""
    return Text(words, semibold=True)


def second_line(words: str) -> Text:
    """What stands under a title, or explains a field."""
    return Text(words, look.SECOND_LINE, muted=True)
