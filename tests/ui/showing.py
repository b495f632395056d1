"""Shows a widget in an active window; presses keys where the focus is, clicks; hears of errors."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

NUMBER_KEYS = {str(digit): Qt.Key(Qt.Key.Key_0.value + digit) for digit in range(10)}
PLAIN = Qt.KeyboardModifier.NoModifier


def show(qtbot: QtBot, widget: QWidget, width: int = 900, height: int = 700) -> None:
    """Open a window with the keyboard in it."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()


def focused_widget() -> QWidget:
    """The widget that has the keyboard; fails when none has."""
    focused = QApplication.focusWidget()
    assert focused is not None, "no widget has the keyboard"
    return focused


def press(*keys: str | Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """Press digits (as text) and other keys, one after another, wherever the focus is."""
    for key in keys:
        code = NUMBER_KEYS[key] if isinstance(key, str) else key
        QTest.keyClick(focused_widget(), code, modifier)


def type_text(text: str) -> None:
    QTest.keyClicks(focused_widget(), text)


def click(widget: QWidget, place: QPoint | None = None) -> None:
    """Click into the middle of a widget, or at a place of it."""
    where = widget.rect().center() if place is None else place
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, PLAIN, where)


@contextmanager
def errors_raised(qtbot: QtBot) -> Iterator[list[BaseException]]:
    """Which errors were raised in slots meanwhile; known when it is over.

    None keeps the frames that it came through: what is in them belongs to this thread, and might
    be collected on another.
    """
    errors: list[BaseException] = []
    with qtbot.captureExceptions() as caught:
        yield errors
    errors += [error.with_traceback(None) for _, error, _ in caught]
    caught.clear()
