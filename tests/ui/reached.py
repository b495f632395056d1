"""What the Tab key comes to, and what a screen reader says there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from tests.ui.showing import focused_widget, press


def tab_stops(root: QWidget) -> list[QWidget]:
    """Every widget in a window that the Tab key reaches."""
    widgets = [root, *root.findChildren(QWidget)]
    return [
        widget
        for widget in widgets
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(root)
        and widget.focusProxy() is None
    ]


def name_of(widget: QWidget) -> str:
    """What a screen reader says for a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip()


def walked(root: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """What the Tab key comes to from what has the keyboard, until it is there again."""
    reached = [focused_widget()]
    presses = 20 * len(tab_stops(root))
    for _ in range(presses):
        press(key)
        if focused_widget() is reached[-1]:
            continue  # another part of a date or of a clock time
        if focused_widget() is reached[0]:
            return reached
        reached.append(focused_widget())
    pytest.fail("the Tab key never comes back to where it began")
