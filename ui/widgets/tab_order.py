"""The order in which the Tab key goes through a page: that in which it is read.

Qt puts a widget last in the chain of the Tab key when it is made, wherever it stands. What is made
later, or shown again, would be reached after everything below it. A widget with a focus proxy may
not stand in a page: Qt then loses parts of the chain, and the Tab key goes round in a circle.
"""

from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QGridLayout,
    QLayout,
    QScrollArea,
    QWidget,
)


def put_in_reading_order(root: QWidget) -> None:
    """Let the Tab key go through what stands in `root` by its layouts: rows down, each across."""
    for before, after in pairwise(_focusable(root)):
        if before.nextInFocusChain() is not after:
            QWidget.setTabOrder(before, after)


def _focusable(widget: QWidget) -> Iterator[QWidget]:
    """Everything that can take the keyboard, shown or hidden, as it is read."""
    if widget.focusProxy() is None and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
        yield widget
    layout = widget.layout()
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        if inner is not None:
            yield from _focusable(inner)
    elif layout is not None and not isinstance(widget, QAbstractScrollArea):
        yield from _within(layout)
    elif widget.focusPolicy() is Qt.FocusPolicy.NoFocus:  # one that places its parts itself
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for part in widget.findChildren(QWidget, options=direct):
            if not part.isWindow():
                yield from _focusable(part)


def _within(layout: QLayout) -> Iterator[QWidget]:
    for part in _parts(layout):
        if isinstance(part, QWidget):
            yield from _focusable(part)
        else:
            yield from _within(part)


def _parts(layout: QLayout) -> list[QWidget | QLayout]:
    """Widgets and inner layouts, in their order; those of a grid line by line.

    They are looked up by themselves rather than by their items: Qt deletes an item with its widget
    and Python is not told, so an item that was once asked for stands for whatever comes to lie at
    its place in memory.
    """
    around = layout.parentWidget()
    widgets = [] if around is None else around.children()
    found = [
        (_place(layout, number), one)
        for one in (*widgets, *layout.children())
        if isinstance(one, (QWidget, QLayout)) and (number := layout.indexOf(one)) >= 0
    ]
    return [one for _, one in sorted(found, key=itemgetter(0))]


def _place(layout: QLayout, number: int) -> tuple[int, ...]:
    if isinstance(layout, QGridLayout):  # its parts are numbered as they were added
        return cast("tuple[int, ...]", layout.getItemPosition(number))
    return (number,)
