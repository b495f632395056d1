"""Things side by side that go on to the next line when there is no more room."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from ui import look


def placed(sizes: Sequence[QSize], width: int, gap: int = look.SMALL) -> tuple[QRect, ...]:
    """Where boxes of these sizes come to lie, from the left, in lines of `width`.

    >>> [area.topLeft().toTuple() for area in placed([QSize(60, 10)] * 3, 130, gap=8)]
    [(0, 0), (68, 0), (0, 18)]
    """
    areas = []
    x = y = height = 0
    for size in sizes:
        if x > 0 and x + size.width() > width:
            x, y, height = 0, y + height + gap, 0
        areas.append(QRect(x, y, min(size.width(), width), size.height()))
        x += size.width() + gap
        height = max(height, size.height())
    return tuple(areas)


class Flow(QWidget):
    """Lays its widgets out in lines, as many to a line as fit."""

    def __init__(self, widgets: Sequence[QWidget] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        # A fixed height would be that of the size hint, and cut whatever wraps.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> None:
        self._widgets.append(widget)
        widget.setParent(self)
        widget.show()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        areas = placed(self._sizes(), width)
        return max((area.bottom() + 1 for area in areas), default=0)

    def sizeHint(self) -> QSize:
        sizes = self._sizes()
        width = sum(size.width() for size in sizes) + look.SMALL * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSizeHint(self) -> QSize:
        sizes = self._sizes()
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _sizes(self) -> list[QSize]:
        return [widget.sizeHint() for widget in self._shown()]

    def _place(self) -> None:
        areas = placed(self._sizes(), self.width())
        for widget, area in zip(self._shown(), areas, strict=True):
            widget.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), area))
