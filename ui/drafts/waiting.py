"""What was typed and refused by the file, and waits to be kept."""

from PySide6.QtCore import QObject


class Waiting(QObject):
    """Part of a page. The window asks every part before the page is left for good."""

    @property
    def has_unkept(self) -> bool:
        """Whether something waits that no journal holds."""
        raise NotImplementedError

    def forget_unkept(self) -> None:
        """Drop it, because the person said so."""
        raise NotImplementedError
