"""Figures one below another: a label, the figure, and beside or under it what stands behind it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from journal.words.cards import CardLine
from ui import look
from ui.widgets.text import Text

_BESIDE = 96
"""From so many characters of width on, the third column stands beside the others."""

_WIDE, _NARROW, _HALVES = (4, 4, 7), (2, 3, 0), (1, 1, 0)
"""Shares of the width that the columns take."""


class LineTexts:
    """The three texts of one line. A figure that is withheld is not printed strong."""

    def __init__(self, line: CardLine, *, is_detail_small: bool = False) -> None:
        self.line = line
        self.label = Text(line.label, muted=True)
        self.figure = Text(line.figure, semibold=not line.is_withheld, muted=line.is_withheld)
        size = look.SECOND_LINE if is_detail_small else look.TEXT
        self.detail = Text(line.detail, size, muted=True)
        self.label.setBuddy(self.figure)
        self.figure.setAccessibleName(f"{line.label}: {line.figure}")
        self.beside = QWidget()
        column = QVBoxLayout(self.beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.detail)
        for text in (self.label, self.figure, self.detail):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def parts(self) -> tuple[QWidget, QWidget, QWidget]:
        """What is laid out: the label, the figure, and a holder of the detail."""
        return self.label, self.figure, self.beside


class CardLines(QWidget):
    """Lines in two columns, or in three where there is room.

    Stacked, for large type, what stands behind a figure takes the whole width below it, and so
    does the figure where it has no room beside its label.
    """

    def __init__(self, *, is_stacked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[LineTexts, ...] = ()
        self._is_stacked = is_stacked
        self._has_columns = True
        self._is_wide = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.MEDIUM)
        self._grid.setVerticalSpacing(0)
        self._set_shares()

    @property
    def is_wide(self) -> bool:
        """Whether the third column stands beside the others."""
        return self._is_wide

    def show_lines(self, lines: Sequence[CardLine]) -> None:
        """Show other lines."""
        for row in self.rows:
            for part in row.parts:
                self._grid.removeWidget(part)
                part.hide()
                part.deleteLater()
        self.rows = tuple(LineTexts(line, is_detail_small=self._is_stacked) for line in lines)
        self.setAccessibleDescription("\n".join(line.spoken for line in lines))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._suit_width()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._suit_width()
            self._place()

    def _suit_width(self) -> None:
        if self._is_stacked:
            self._suit_width_stacked()
            return
        is_wide = self.width() >= look.text_width(self.font(), _BESIDE)
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self._set_shares()
            self._place()

    def _suit_width_stacked(self) -> None:
        free = (self.width() - look.MEDIUM) // 2
        has_columns = all(
            QFontMetrics(text.display_font()).horizontalAdvance(text.text()) <= free
            for row in self.rows
            for text in (row.label, row.figure)
        )
        if has_columns != self._has_columns:
            self._has_columns = has_columns
            self._place()

    def _set_shares(self) -> None:
        shares = _WIDE if self._is_wide else _NARROW
        for column, share in enumerate(_HALVES if self._is_stacked else shares):
            self._grid.setColumnStretch(column, share)

    def _place(self) -> None:
        """Put the texts where they belong; the gap between lines is a row of its own."""
        for part in (part for row in self.rows for part in row.parts):
            self._grid.removeWidget(part)
        if self._is_stacked:
            self._place_stacked()
            return
        top = Qt.AlignmentFlag.AlignTop
        for number, row in enumerate(self.rows):
            first = 3 * number
            label, figure, beside = row.parts
            self._grid.addWidget(label, first, 0, 1 if self._is_wide else 2, 1, top)
            self._grid.addWidget(figure, first, 1, top)
            if self._is_wide:
                self._grid.addWidget(beside, first, 2, top)
            else:
                self._grid.addWidget(beside, first + 1, 1, top)
            # An empty third column would take its gap away and move the second.
            beside.setVisible(self._is_wide or bool(row.line.detail))
            gap = look.SMALL if number < len(self.rows) - 1 else 0
            self._grid.setRowMinimumHeight(first + 2, gap)
            for part in (label, figure):
                part.show()

    def _place_stacked(self) -> None:
        """Label and figure beside each other in all lines or in none, the detail below."""
        for number, row in enumerate(self.rows):
            first = 4 * number
            label, figure, beside = row.parts
            columns = 1 if self._has_columns else 2
            self._grid.addWidget(label, first, 0, 1, columns)
            self._grid.addWidget(figure, first + columns - 1, 2 - columns, 1, columns)
            self._grid.addWidget(beside, first + 2, 0, 1, 2)
            label.show()
            figure.setVisible(bool(row.line.figure))
            beside.setVisible(bool(row.line.detail))
            gap = look.MEDIUM if number < len(self.rows) - 1 else 0
            self._grid.setRowMinimumHeight(first + 3, gap)
