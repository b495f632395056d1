"""A row of buttons, as it stands at the end of a form."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import look


def button_row(*buttons: QWidget, apart: QWidget | None = None) -> QHBoxLayout:
    """Buttons side by side, the main one first; one that is kept `apart` stands at the far end."""
    row = QHBoxLayout()
    row.setSpacing(look.SMALL)
    for button in buttons:
        row.addWidget(button)
    row.addStretch()
    if apart is not None:
        row.addWidget(apart)
    return row
