"""What the page says in place of a picture."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.icons import Icon
from ui.pages.trajectories.view import Nothing
from ui.widgets.empty_state import EmptyState

translate = QCoreApplication.translate


class EmptyPlace(QWidget):
    """Says why there is no picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: Nothing | None = None
        self._state: EmptyState | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def said(self) -> Nothing | None:
        """What is said now."""
        return self._said

    def say(self, nothing: Nothing) -> None:
        """Say why there is nothing."""
        if nothing == self._said:
            return
        if self._state is not None:
            self._column.removeWidget(self._state)
            self._state.hide()
            self._state.deleteLater()
        self._said = nothing
        self._state = EmptyState(nothing.icon, nothing.title, nothing.second)
        self._column.addWidget(self._state)


def nothing_logged() -> EmptyState:
    """For a journal in which no score was logged."""
    return EmptyState(
        Icon.TRAJECTORIES,
        translate("Trajectories", "Nothing to draw yet"),
        translate(
            "Trajectories",
            "Log a day under “Today”, and it is drawn here. Days kept in a spreadsheet can be "
            "brought in.",
        ),
        translate("Trajectories", "Bring in a spreadsheet"),
    )
