"""One tab stop for a row of buttons, within which the arrow keys move."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget


class Roving:
    """Keeps exactly one of some buttons reachable by the Tab key."""

    def __init__(self, buttons: Sequence[QAbstractButton]) -> None:
        self._buttons = tuple(buttons)
        self.stop_at(0)

    @property
    def stop(self) -> int:
        """The place of the button that Tab reaches.

        Qt itself lets Tab reach the one of exclusive buttons that takes the keyboard, and by a
        policy of its own.
        """
        tab = Qt.FocusPolicy.TabFocus
        reached = (n for n, button in enumerate(self._buttons) if button.focusPolicy() & tab)
        return next(reached, 0)

    def stop_at(self, place: int) -> None:
        for number, button in enumerate(self._buttons):
            is_stop = number == place
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
            )

    def move(self, step: int) -> None:
        """Put the focus `step` buttons further among those shown, not past an end."""
        shown = [n for n, button in enumerate(self._buttons) if not button.isHidden()]
        if not shown:
            return
        focused = (n for n in shown if self._buttons[n].hasFocus())
        place = next(focused, self.stop)
        at = shown.index(place) if place in shown else 0
        place = shown[min(max(at + step, 0), len(shown) - 1)]
        self.stop_at(place)
        self._buttons[place].setFocus(Qt.FocusReason.TabFocusReason)


def step_along(key: int, widget: QWidget) -> int:
    """-1 or 1 for the arrow key that points back or on in the writing direction, else 0."""
    ahead = -1 if widget.isRightToLeft() else 1
    if key == Qt.Key.Key_Right:
        return ahead
    return -ahead if key == Qt.Key.Key_Left else 0
