"""Copies in the second place that do not open as the journal does, and where they lie."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from journal.safekeeping.whose import Sealed
from ui import look
from ui.widgets.text import Text, second_line

translate = QCoreApplication.translate

_NAMED = 5
"""Copies told by name; of more, the number."""


class LeftCopies(QWidget):
    """Lists them; hidden where there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.in_clear = _Listed(
            translate(
                "Backups",
                "These copies there are not encrypted. Delete them when you need them no more:",
            )
        )
        self.under_another = _Listed(
            translate(
                "Backups",
                "These copies there are under a passphrase of before. Delete them when you need "
                "them no more:",
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        column.addWidget(self.in_clear)
        column.addWidget(self.under_another)
        self.hide()

    def show_left(self, left: Sequence[tuple[Path, Sealed]]) -> None:
        """Show which they are."""
        for listed, wanted in (
            (self.in_clear, Sealed.NOT),
            (self.under_another, Sealed.OTHERWISE),
        ):
            listed.show_paths([path for path, how in left if how is wanted])
        self.setVisible(bool(left))


class _Listed(QWidget):
    def __init__(self, words: str) -> None:
        super().__init__()
        self.paths = Text("", look.SECOND_LINE, muted=True, anywhere=True)
        self.paths.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(second_line(words))
        column.addWidget(self.paths)

    def show_paths(self, paths: Sequence[Path]) -> None:
        """Show some, and how many more there are."""
        lines = [str(path) for path in paths[:_NAMED]]
        if len(paths) > _NAMED:
            lines.append(translate("Backups", "and %n more", "", len(paths) - _NAMED))
        self.paths.setText("\n".join(lines))
        self.setVisible(bool(paths))
