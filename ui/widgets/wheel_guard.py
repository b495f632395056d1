"""The mouse wheel scrolls the page: it changes no field that it passes, nor takes the keyboard."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


class _WheelGuard(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()  # so that it goes on to the page
            return True
        return super().eventFilter(watched, event)


def guard_from_wheel(field: QWidget) -> None:
    """Leave what a field holds, and where the keyboard is, to clicks and keys."""
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.installEventFilter(_WheelGuard(field))
