"""Cards side by side, all of one width; two by two, or one below another, where room is short."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from ui import look

GAP = look.MEDIUM

_LEAST_LINE = 15
"""A card shows at least this many characters beside its icon, or there are fewer in a row."""


def columns_for(count: int, width: int, least: int) -> int:
    """How many of `count` cards stand in a row of `width` pixels, each at least `least` wide.

    All, half of them, or one, so that the rows are full.

    >>> columns_for(4, 1000, 200), columns_for(4, 700, 200), columns_for(4, 300, 200)
    (4, 2, 1)
    """
    for columns in (count, -(-count // 2)):
        if columns > 0 and columns * least + (columns - 1) * GAP <= width:
            return columns
    return 1


class CardRow(QWidget):
    """Lays out the cards that are shown; those in one row are equally high."""

    def __init__(self, cards: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = tuple(cards)
        for card in self._cards:
            card.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((area.bottom() + 1 for area in self._areas(width)), default=0)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = len(shown) * self._least() + max(0, len(shown) - 1) * GAP
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        hints = [card.minimumSizeHint() for card in self._shown()]
        return QSize(
            max((hint.width() for hint in hints), default=0),
            max((hint.height() for hint in hints), default=0),
        )

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [card for card in self._cards if not card.isHidden()]

    def _least(self) -> int:
        """The least width of a card: its own, and room for a few words."""
        words = QFontMetrics(self.font()).averageCharWidth() * _LEAST_LINE
        edges = 2 * (look.MEDIUM + look.TIGHT) + look.icon_size(self.font()) + look.SMALL
        own = max((card.minimumSizeHint().width() for card in self._shown()), default=0)
        return max(own, words + edges)

    def _areas(self, width: int) -> list[QRect]:
        shown = self._shown()
        columns = columns_for(len(shown), width, self._least())
        room = max((width - (columns - 1) * GAP) // columns, 1)
        areas: list[QRect] = []
        top = 0
        for first in range(0, len(shown), columns):
            row = shown[first : first + columns]
            height = max(card.heightForWidth(room) for card in row)
            areas += [QRect(place * (room + GAP), top, room, height) for place in range(len(row))]
            top += height + GAP
        return areas

    def _place(self) -> None:
        for card, area in zip(self._shown(), self._areas(self.width()), strict=True):
            card.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), area))
