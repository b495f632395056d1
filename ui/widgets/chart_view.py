"""The one door to matplotlib: shows a chart, names its points, saves and copies it.

A view has one figure and one canvas for its life, made when it is first shown. A chart is a
function that draws into a figure with a palette and returns its artists; the view calls it again
when the chart, the size or the colours change, and never while the pointer moves. Artists that
can single out and hide without a new drawing are told to (`restyle`).
"""

import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontInfo,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from journal.charts.shown import EVERYTHING, Shown
from ui import look, surface
from ui.clipboard import copy_image
from ui.widgets.picture_dialog import PictureDialog

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from journal.charts.marks import Mark, Marks
    from journal.charts.parts import Part
    from journal.charts.style import Palette
    from ui.widgets.chart_canvas import ChartCanvas

translate = QCoreApplication.translate

_NEAR = 14.0
"""A point is under the pointer when it is no further than so many pixels."""

_LEAST_LINES = 24
"""The least height of a chart without what is written around it, in lines of text."""

_WRITTEN = 230
"""The length of what is written around a chart, as a multiple of the height of a line."""

_RING = 3
"""Pixels around the canvas that the ring of the keyboard focus takes."""

_ALONG = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ACROSS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Artists(Protocol):
    """What a chart returns: the points that can be named."""

    @property
    def marks(self) -> "Marks":
        """The points, in the units of the chart."""


@runtime_checkable
class Restyled(Protocol):
    """What a chart returns that can single out and hide without being drawn anew."""

    @property
    def parts(self) -> "Sequence[Part]":
        """The artists that are drawn over the others, because `restyle` may change them."""

    def restyle(self, shown: Shown) -> None:
        """Change artists, and nothing else."""


Draw = Callable[["Figure", "Palette", float, Shown], Artists]
"""Draws a chart into a figure, in a palette, at a text scale, with what is singled out."""

HeightFor = Callable[[float, float], float]
"""The height in inches that a chart needs at a width in inches and a text scale."""


@dataclass(frozen=True)
class ChartWords:
    """What is said of a chart: its name, what it shows in a paragraph, and a name for a file.

    A chart of many panels says in `height_for` what height it needs; the page scrolls.
    """

    name: str
    description: str
    file_name: str = "chart"
    height_for: HeightFor | None = None


class ChartView(QWidget):
    """Left and right go from point to point, Enter opens the point's day, as a click does.

    `day_wanted` carries a `date`; `said` what was done; `failed` an OSError of saving; `gone_to`
    the place in the view of a point that a key went to, before the point is named. Which
    line is singled out is for others to decide: `step_wanted` (Up −1, Down +1) asks for the one
    before or after, `hide_wanted` (H) to hide it or show it again, `all_wanted` (Esc, when no
    point is named) to show all alike. With `fits` a chart takes whatever height there is, unless
    it says itself what it needs.
    """

    day_wanted = Signal(object)
    gone_to = Signal(QPoint)
    step_wanted = Signal(int)
    hide_wanted = Signal()
    all_wanted = Signal()
    said = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, fits: bool = False) -> None:
        super().__init__(parent)
        self._fits = fits
        self._draw: Draw | None = None
        self._words = ChartWords("", "")
        self._artists: Artists | None = None
        self._mark: Mark | None = None
        self._shown = EVERYTHING
        self.canvas: ChartCanvas | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_RING, _RING, _RING, _RING)

    @property
    def artists(self) -> Artists | None:
        """The artists of the chart as it was last drawn; None before that."""
        return self._artists

    @property
    def mark(self) -> "Mark | None":
        """The point that is named now."""
        return self._mark

    def show_chart(self, draw: Draw, words: ChartWords) -> None:
        """Show another chart, with the same singled out. It is drawn when the view is in sight."""
        self._draw, self._words = draw, words
        self._artists = None
        self.setAccessibleName(words.name)
        self.setAccessibleDescription(words.description)
        self._set_least_height()
        self._renew()

    @property
    def shown(self) -> Shown:
        """What is singled out and hidden now."""
        return self._shown

    def set_shown(self, shown: Shown) -> None:
        """Single out and hide: by changing artists where the chart can, else by drawing it anew."""
        if shown == self._shown:
            return
        before, self._shown = self._shown, shown
        if self._mark is not None and self._mark.key in shown.hidden:
            self._name(None)
        if self._artists is None or self.canvas is None:
            return
        if isinstance(self._artists, Restyled):
            self._artists.restyle(shown)
            self.canvas.restyle(before, shown)
        else:
            self._renew()

    def save(self, path: Path) -> bool:
        """Write the chart on paper as PNG, SVG or PDF; False, and `failed`, when it cannot."""
        from journal.charts.style import save

        figure = self._on_paper()
        if figure is None:
            return False
        try:
            save(figure, path)
        except OSError as error:
            self.failed.emit(error)
            return False
        self.said.emit(translate("ChartView", "Saved as {path}.").format(path=path))
        return True

    def copy(self) -> None:
        """Put a picture of the chart, on paper, on the clipboard."""
        figure = self._on_paper()
        if figure is None:
            return
        content = io.BytesIO()
        figure.savefig(content, format="png", dpi=200)
        copy_image(QImage.fromData(content.getvalue()))
        self.said.emit(translate("ChartView", "The picture is on the clipboard."))

    def choose_file(self) -> QFileDialog:
        """Ask where to save; returns the dialog that was opened."""
        dialog = PictureDialog(self._words.file_name, self)
        dialog.path_chosen.connect(self.save)
        dialog.open()
        return dialog

    def sizeHint(self) -> QSize:
        unit = self.fontMetrics().height()
        return QSize(unit * 40, unit * 24)

    def minimumSizeHint(self) -> QSize:
        unit = self.fontMetrics().height()
        return QSize(unit * 20, unit * _LEAST_LINES)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_least_height()

    def _set_least_height(self) -> None:
        """A narrow chart needs more height, because what is written around it takes more lines."""
        unit = self.fontMetrics().height()
        written = _WRITTEN * unit / max(self.width(), 1)
        least = 0 if self._fits else round(unit * (_LEAST_LINES + written))
        if self._words.height_for is not None and self.isVisible():
            wide = (self.width() - 2 * _RING) / self.logicalDpiX()
            tall = self._words.height_for(wide, self._scale())
            least = max(least, math.ceil(tall * self.logicalDpiY()) + 2 * _RING)
        self.setMinimumHeight(least)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._draw is not None:
            self._make_canvas()
            self._set_least_height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_least_height()
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._renew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ALONG:
            self._step(_ALONG[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._mark is not None:
            self.day_wanted.emit(self._mark.day)
        elif key == Qt.Key.Key_Escape and self._mark is not None:
            self._name(None)
        elif not self._single_out_by(key):
            event.ignore()

    def _single_out_by(self, key: Qt.Key) -> bool:
        """Ask for another line to be singled out; False for a key that means nothing here."""
        if key == Qt.Key.Key_Escape and self._shown != EVERYTHING:
            self.all_wanted.emit()
        elif key in _ACROSS and self._has_lines():
            self.step_wanted.emit(_ACROSS[key])
        elif key == Qt.Key.Key_H and self._has_lines():
            self.hide_wanted.emit()
        else:
            return False
        return True

    def _has_lines(self) -> bool:
        """Whether the points lie on lines that can be told apart."""
        return self._artists is not None and any(mark.key for mark in self._artists.marks.all)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            surface.draw_ring(painter, self.rect(), look.colours_of(self.palette()).accent)
            painter.end()

    def _make_canvas(self) -> None:
        if self.canvas is not None:
            return
        from matplotlib.figure import Figure

        from ui.widgets.chart_canvas import ChartCanvas

        self.canvas = ChartCanvas(Figure(dpi=self.logicalDpiX()), self._lay_out)
        self.canvas.pointed.connect(self._point)
        self.canvas.pressed.connect(self._press)
        self.canvas.left.connect(self._leave)
        self._column.addWidget(self.canvas)

    def _renew(self) -> None:
        """Draw anew, if the view is in sight; otherwise once it comes into sight."""
        self._name(None)
        if self._draw is None:
            return
        if self.canvas is None and self.isVisible():
            self._make_canvas()
        elif self.canvas is not None:
            self.canvas.renew()

    def _lay_out(self, figure: "Figure") -> "Sequence[Part]":
        """Draw into the figure of the screen; returns the parts that may be restyled."""
        from journal.charts.style import DARK, LIGHT

        if self._draw is None:
            return ()
        self._name(None)
        palette = DARK if look.colours_of(self.palette()).is_dark else LIGHT
        self._artists = self._draw(figure, palette, self._scale(), self._shown)
        return self._artists.parts if isinstance(self._artists, Restyled) else ()

    def _on_paper(self) -> "Figure | None":
        """The chart as it is saved and copied: on white, at one size, whatever the window."""
        if self._draw is None:
            return None
        from matplotlib.figure import Figure

        from journal.charts.files import INCHES
        from journal.charts.style import PAPER

        wide, tall = INCHES
        if self._words.height_for is not None:
            tall = max(tall, self._words.height_for(wide, 1.0))
        figure = Figure(figsize=(wide, tall))
        self._draw(figure, PAPER, 1.0, self._shown)
        return figure

    def _scale(self) -> float:
        """How much larger the window's text is than the charts' own."""
        from journal.charts.style import AXIS

        return QFontInfo(self.font()).pixelSize() / (AXIS * self.logicalDpiX() / 72)

    def _point(self, x: float, y: float) -> None:
        if self._artists is None or self.canvas is None:
            return
        found = self._seen(self._artists.marks).nearest(
            x, y, _NEAR * self.canvas.device_pixel_ratio
        )
        if found is not self._mark:
            self._name(found)
        shape = Qt.CursorShape.ArrowCursor if found is None else Qt.CursorShape.PointingHandCursor
        if self.canvas.cursor().shape() != shape:
            self.canvas.setCursor(shape)

    def _press(self, x: float, y: float) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._point(x, y)
        if self._mark is not None:
            self.day_wanted.emit(self._mark.day)

    def _leave(self) -> None:
        self._name(None)

    def _step(self, step: int) -> None:
        """Go to the next point: along each line, then on to the next line."""
        if self._artists is None:
            return
        marks = self._seen(self._artists.marks).all
        if not marks:
            return
        lines = {key: place for place, key in enumerate(dict.fromkeys(one.key for one in marks))}
        ordered = sorted(marks, key=lambda mark: (lines[mark.key], mark.x))
        if self._mark is None or self._mark not in ordered:
            place = 0 if step > 0 else len(ordered) - 1
        else:
            place = min(max(ordered.index(self._mark) + step, 0), len(ordered) - 1)
        if self.canvas is not None:
            spot = self.canvas.to_widget(*self._artists.marks.place(ordered[place]))
            self.gone_to.emit(self.canvas.mapTo(self, spot.toPoint()))
        self._name(ordered[place])

    def _seen(self, marks: "Marks") -> "Marks":
        """The points that are not hidden; those of the line singled out come first."""
        if self._shown == EVERYTHING:
            return marks
        seen = [mark for mark in marks.all if mark.key not in self._shown.hidden]
        seen.sort(key=lambda mark: mark.key != self._shown.highlight)
        return replace(marks, all=tuple(seen))

    def _name(self, mark: "Mark | None") -> None:
        """Ring a point and say what it is; None says nothing."""
        self._mark = mark
        if self.canvas is None or self._artists is None:
            return
        if mark is None:
            self.canvas.set_spot(None)
            QToolTip.hideText()
            self.setAccessibleDescription(self._words.description)
            return
        spot = self.canvas.to_widget(*self._artists.marks.place(mark))
        self.canvas.set_spot(spot, look.colours_of(self.palette()).ink)
        at = self.canvas.mapToGlobal(spot.toPoint() + QPoint(look.SMALL, look.SMALL))
        QToolTip.showText(at, mark.words, self.canvas)
        self.setAccessibleDescription(mark.words)
