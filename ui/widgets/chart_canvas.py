"""matplotlib's own canvas, which lays the chart out anew only when something about it changed.

Only `chart_view` imports this module, and only once a chart is shown.
"""

from collections.abc import Callable, Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
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

from journal.charts.style import evenly_spaced

SPOT_RADIUS = 6.0


class ChartCanvas(FigureCanvasQTAgg):
    """One canvas over one figure.

    `lay_out` is called before a drawing for which something has changed: the chart, the size, the
    colours. It returns the artists that may change without a new layout, the lowest first: they
    are drawn over a kept picture of all the others. Places of the pointer are told in
    matplotlib's pixels, from the lower left.
    """

    pointed = Signal(float, float)
    pressed = Signal(float, float)
    left = Signal()

    def __init__(self, figure: Figure, lay_out: Callable[[Figure], Sequence[Artist]]) -> None:
        super().__init__(figure)  # type: ignore[no-untyped-call]
        self._lay_out = lay_out
        self._is_stale = True
        self._moving: Sequence[Artist] = ()
        self._still: Any = None
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
            self._moving = self._lay_out(self.figure)
            for artist in self._moving:
                artist.set_animated(True)  # left out of the picture of the others
        with evenly_spaced():
            super().draw()  # type: ignore[no-untyped-call]
            self._still = self._kept() if self._moving else None
            self._draw_moving()

    def restyle(self) -> None:
        """Draw the artists that may change over the others, which stay as they were drawn."""
        if self._is_stale or self._still is None:
            self.draw_idle()
            return
        with evenly_spaced():
            self.restore_region(self._still)  # type: ignore[no-untyped-call]
            self._draw_moving()
        self.update()

    def _kept(self) -> Any:
        return self.copy_from_bbox(self.figure.bbox)  # type: ignore[no-untyped-call]

    def _draw_moving(self) -> None:
        for artist in sorted(self._moving, key=lambda one: one.get_zorder()):
            self.figure.draw_artist(artist)

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
