"""Rows of a form: the words, the field, and a line that explains it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from ui import look
from ui.widgets.text import Text, second_line
from ui.widgets.wheel_guard import guard_from_wheel


class FormRows(QWidget):
    """Labelled fields, one below another; every field gets its label as its accessible name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QFormLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(look.LARGE)
        self._rows.setVerticalSpacing(look.INNER)
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)

    def add(self, words: str, field: QWidget, hint: str = "") -> Text:
        """Add a row; returns its label, which is the field's buddy."""
        self._name(field, words, hint)
        return self._add_row(words, field, field, hint)

    def set_row_visible(self, field: QWidget, *, visible: bool) -> None:
        """Show or hide the row of a field."""
        self._rows.setRowVisible(self._row_widget(field), visible)

    def _row_widget(self, field: QWidget) -> QWidget:
        parent = field.parentWidget()
        return field if parent is self or parent is None else parent

    def _name(self, field: QWidget, words: str, hint: str) -> None:
        field.setAccessibleName(words)
        field.setAccessibleDescription(hint)
        if isinstance(field, (QComboBox, QAbstractSpinBox)):
            guard_from_wheel(field)

    def _add_row(self, words: str, content: QWidget, buddy: QWidget, hint: str) -> Text:
        label = Text(words, wraps=False)
        label.setBuddy(buddy)
        label.setMinimumHeight(look.control_height(self.font()))
        if hint:
            stack = QWidget()
            column = QVBoxLayout(stack)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(look.TIGHT)
            column.addWidget(content)
            column.addWidget(second_line(hint))
            content = stack
        self._rows.addRow(label, content)
        return label
