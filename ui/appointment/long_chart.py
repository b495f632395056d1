"""A chart that may be taller than the screen, with rows to stop at and an end."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import look
from ui.pages.trajectories.view import Picture
from ui.widgets.chart_view import ChartView
from ui.widgets.text import Text

if TYPE_CHECKING:
    from journal.charts.parts import Part

translate = QCoreApplication.translate

Row = tuple[int, int]
"""Where a row begins and ends, in pixels from the top."""


def chart_of(picture: Picture) -> ChartView:
    """A chart without the keyboard, for arrows turn the leaves here."""
    chart = ChartView(fits=True)
    chart.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    chart.show_chart(picture.draw, picture.words)
    return chart


class LongChart(QWidget):
    """A chart on a sheet that scrolls.

    With `most_screens` it is no taller than so many screens. A chart that leaves out the earliest
    treatments where it has no room for all then says how many it shows, and a line below says
    where the others are.
    """

    def __init__(self, picture: Picture, most_screens: int | None = None) -> None:
        super().__init__()
        self._needs = picture.words.height_for
        self._most_screens = most_screens
        self.note = Text(
            translate("Appointment", "The earlier ones are on the Trajectories page."),
            look.SECOND_LINE,
            muted=True,
        )
        self.note.hide()
        words = picture.words
        if most_screens is not None:
            words = replace(words, height_for=self._height)
        self.chart = chart_of(replace(picture, words=words))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        column.addWidget(self.chart, 1)
        column.addWidget(self.note)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of treatments from the top down, once they are drawn; panels side by side too.

        A chart that is a single whole has none.
        """
        canvas = self.chart.canvas
        if canvas is None:
            return ()
        parts: Sequence[Part] = getattr(self.chart.artists, "parts", ())
        down, tall = canvas.mapTo(self, QPoint(0, 0)).y(), canvas.height()
        found: dict[str, Row] = {}
        for part in parts:
            if part.key:
                first = down + round((1 - part.box.y1) * tall)
                last = down + round((1 - part.box.y0) * tall)
                before = found.get(part.key, (first, last))
                found[part.key] = min(first, before[0]), max(last, before[1])
        return tuple(sorted(found.values()))

    def _height(self, wide: float, scale: float) -> float:
        """The inches that the chart needs, or those that there are."""
        needed = 0.0 if self._needs is None else self._needs(wide, scale)
        sheet = self.parentWidget()
        if self._most_screens is None or sheet is None:
            return needed
        most = self._most_screens * sheet.height() / self.logicalDpiY()
        self.note.setVisible(needed > most)
        return min(needed, most)


def next_stop(rows: Sequence[Row], top: int, page: int, step: int) -> int | None:
    """Where a page so tall that begins at `top` goes when it is stepped down (1) or up (−1).

    Every row then begins at its top, or no row does and there is none. A row taller than the page
    is no stop either.

    >>> rows = [(100, 300), (300, 500), (500, 700)]
    >>> next_stop(rows, 0, 450, 1), next_stop(rows, 300, 450, 1)
    (300, None)
    >>> next_stop(rows, 500, 450, -1), next_stop(rows, 300, 450, -1)
    (100, 0)
    """
    if step > 0:
        hidden = next((first for first, last in rows if last > top + page), None)
        return hidden if hidden is not None and hidden > top else None
    above = [row for row in rows if row[0] < top]
    if not above:
        return None
    last = max(row[1] for row in above)
    if last <= page:
        return 0
    return next((first for first, _ in above if last - first <= page), None)
