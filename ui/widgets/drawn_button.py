"""A button that draws itself: one of several that are reached as a group."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QStyle


class DrawnButton(QAbstractButton):
    """Is drawn anew when the mouse comes and goes. Space presses it.

    Other keys belong to what holds the buttons; Qt would move the focus with the arrow keys among
    all buttons of the same parent.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def visual(self, area: QRect) -> QRect:
        """Where an area lies that was laid out from left to right."""
        return QStyle.visualRect(self.layoutDirection(), self.rect(), area)

    def enterEvent(self, _event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        self.update()
