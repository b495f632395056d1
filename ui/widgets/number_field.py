"""A field for one number that may be empty: empty is never zero."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui import look
from ui.widgets.roving import step_along

BIG_STEP = 10
EMPTY = "–"


def number_words(value: float) -> str:
    """A number without needless zeros.

    >>> number_words(7.0), number_words(7.5)
    ('7', '7.5')
    """
    return f"{value:.10g}"


class NumberField(QLineEdit):
    """A number from `least` to `greatest`, typed or set with the arrow keys in steps.

    Anything that cannot become such a number is not accepted while typing. Decimals, with a point
    or a comma, are allowed where `step` is not whole. `changed` is sent when the person changes
    the number, with a float or None.
    """

    changed = Signal(object)
    focused = Signal()

    def __init__(
        self,
        least: float,
        greatest: float,
        step: float = 1,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least = least
        self._greatest = greatest
        self._step = step
        self._value: float | None = None
        self._kept_text = ""
        self._leaves_on_backspace = False
        self._was_typed_in = False
        self.setAccessibleName(name)
        self.setPlaceholderText(EMPTY)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self._edited)

    @property
    def value(self) -> float | None:
        return self._value

    def set_value(self, value: float | None) -> None:
        """Show a number, or none, without sending `changed`."""
        self._value = value
        self._kept_text = "" if value is None else number_words(value)
        self.setText(self._kept_text)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        longest = max(len(number_words(self._greatest)), len(number_words(self._least)))
        longest += 0 if float(self._step).is_integer() else 2
        width = metrics.horizontalAdvance("0" * max(longest, 4)) + 2 * look.INNER
        return QSize(width, look.control_height(self.font()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def move_by(self, steps: int) -> None:
        """Change the number by whole steps; an empty field starts at its least value."""
        if self._value is None:
            moved = self._least if steps > 0 else self._greatest
        else:
            moved = self._value + steps * self._step
        self._take(round(min(max(moved, self._least), self._greatest), 6))

    def leave_on_backspace(self) -> None:
        """Leave Backspace to the form around, but for taking back what was just typed."""
        self._leaves_on_backspace = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = step_along(event.key(), self)
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            steps = BIG_STEP if event.key() == Qt.Key.Key_PageUp else -BIG_STEP
        if steps and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.move_by(steps)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # it means "go on" to the form around
            return
        is_back = event.key() == Qt.Key.Key_Backspace
        if is_back and self._leaves_on_backspace and not (self.text() and self._was_typed_in):
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._was_typed_in = False
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.set_value(self._value)  # a number begun and not finished goes away again

    def _edited(self, text: str) -> None:
        self._was_typed_in = True
        if text != text.strip():
            text = text.strip()
            self.setText(text)
        typed = text.replace(",", ".")
        if typed and not self._may_become_number(typed):
            place = self.cursorPosition() - 1
            self.setText(self._kept_text)
            self.setCursorPosition(max(place, 0))
            return
        self._kept_text = text
        number: float | None = None
        if typed:
            try:
                number = float(typed)
            except ValueError:
                return  # only a sign or a point so far
            if number < self._least:
                return
        if number != self._value:
            self._value = number
            self.changed.emit(number)

    def _may_become_number(self, typed: str) -> bool:
        sign = "-" if self._least < 0 else ""
        if set(typed) - set(f"0123456789{sign}.") or typed.count(".") > 1:
            return False
        if "." in typed and float(self._step).is_integer():
            return False
        try:
            return float(typed) <= self._greatest
        except ValueError:
            return typed in (".", "-", "-.")

    def _take(self, value: float) -> None:
        if value != self._value:
            self.set_value(value)
            self.selectAll()
            self.changed.emit(value)
