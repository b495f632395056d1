"""matplotlib's own canvas, which lays the chart out anew only when something about it changed.

Only `chart_view` imports this module, and only once a chart is shown.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)

from journal.charts.parts import Part
from journal.charts.shown import Shown
from journal.charts.style import evenly_spaced

SPOT_RADIUS = 6.0


class ChartCanvas(FigureCanvasQTAgg):
    """One canvas over one figure.

    `lay_out` is called before a drawing for which something has changed: the chart, the size, the
    colours. It returns the parts that may change without a new layout: each is drawn over a kept
    picture of what lies under it. Places of the pointer are told in matplotlib's pixels, from the
    lower left.
    """

    pointed = Signal(float, float)
    pressed = Signal(float, float)
    left = Signal()

    def __init__(self, figure: Figure, lay_out: Callable[[Figure], Sequence[Part]]) -> None:
        super().__init__(figure)  # type: ignore[no-untyped-call]
        self._lay_out = lay_out
        self._is_stale = True
        self._parts: Sequence[Part] = ()
        self._under: list[Any] = []
        self._spot: QPointF | None = None
        self._spot_colour = ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def renew(self) -> None:
        """Lay out and draw again when the window comes to it; while hidden, once it is shown."""
        self._is_stale = True
        self.draw_idle()

    def draw(self) -> None:
        """Draw, after laying out what is stale."""
        if self._is_stale:
            self._is_stale = False
            self._under = []
            self._parts = self._lay_out(self.figure)
            for part in self._parts:
                for artist in part.artists:
                    artist.set_animated(True)  # left out of the picture of the others
        with evenly_spaced():
            super().draw()  # type: ignore[no-untyped-call]
            self._under = [self._kept(part) for part in self._parts]
            for part in self._parts:
                self._draw_part(part)

    def restyle(self, before: Shown, after: Shown) -> None:
        """Draw the parts that look another way than before; all else stays as it was drawn."""
        if self._is_stale or not self._under:
            self.draw_idle()
            return
        with evenly_spaced():
            for part, under in zip(self._parts, self._under, strict=True):
                if part.changes(before, after):
                    self.restore_region(under)  # type: ignore[no-untyped-call]
                    self._draw_part(part)
                    self.update(self._place(part))

    def _kept(self, part: Part) -> Any:
        box = part.box.transformed(self.figure.transFigure)
        return self.copy_from_bbox(box)  # type: ignore[no-untyped-call]

    def _draw_part(self, part: Part) -> None:
        renderer = self.get_renderer()  # type: ignore[no-untyped-call]
        for artist in sorted(part.artists, key=lambda one: one.get_zorder()):
            artist.draw(renderer)

    def _place(self, part: Part) -> QRect:
        """The widget's pixels that a part lies on, whole ones and no fewer."""
        box = part.box.transformed(self.figure.transFigure)
        first = self.to_widget(box.x0, box.y1)
        last = self.to_widget(box.x1, box.y0)
        left, top = math.floor(first.x()), math.floor(first.y())
        return QRect(left, top, math.ceil(last.x()) - left + 1, math.ceil(last.y()) - top + 1)

    def draw_idle(self) -> None:
        """Draw soon. A hidden canvas draws when it is shown."""
        if self.isVisible():
            super().draw_idle()  # type: ignore[no-untyped-call]

    def set_spot(self, spot: QPointF | None, colour: str = "") -> None:
        """Ring a place, in the widget's own pixels; nothing of the chart is drawn for it."""
        self._spot, self._spot_colour = spot, colour
        self.update()

    def to_widget(self, x: float, y: float) -> QPointF:
        """A place in matplotlib's pixels as one in the widget's."""
        ratio = self.device_pixel_ratio
        return QPointF(x / ratio, self.height() - y / ratio)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)  # type: ignore[no-untyped-call]
        self.draw_idle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._is_stale = True
        self._spot = None
        super().resizeEvent(event)  # type: ignore[no-untyped-call]

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)  # type: ignore[no-untyped-call]
        if self._spot is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._spot_colour), 1.5))
            painter.drawEllipse(self._spot, SPOT_RADIUS, SPOT_RADIUS)
            painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointed.emit(*self.mouseEventCoords(event))  # type: ignore[no-untyped-call]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(*self.mouseEventCoords(event))  # type: ignore[no-untyped-call]

    def leaveEvent(self, _event: QEvent) -> None:
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls
