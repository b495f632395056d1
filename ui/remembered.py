"""What the window remembers from one start to the next: its place, its look, its journal."""

import dataclasses
from datetime import date
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QWidget

from ui.app import Appearance, Theme
from ui.places import Places, State

_USUAL_WIDTH, _USUAL_HEIGHT = 1280, 800
_FRAME_WIDTH, _FRAME_HEIGHT = 16, 48
"""What a window's own frame and title may take of the screen; known only once it is shown."""

_Pairs = tuple[tuple[str, str], ...]
"""Journals, each with a folder."""


class Remembered:
    """The kept state, applied to a window and kept again when it changes."""

    def __init__(self, places: Places, appearance: Appearance) -> None:
        self._places = places
        self.appearance = appearance
        self.state: State = places.read_state()

    def apply(self, window: QWidget) -> None:
        """Put the window where it stood, in the look that was chosen."""
        self.appearance.use_theme(Theme(self.state.theme))
        if self.state.text_scale != 1.0:
            self.appearance.use_text_scale(self.state.text_scale)
        geometry = QByteArray.fromBase64(self.state.geometry.encode())
        if geometry.isEmpty() or not window.restoreGeometry(geometry):
            usual = QSize(_USUAL_WIDTH, _USUAL_HEIGHT)
            room = window.screen().availableSize() - QSize(_FRAME_WIDTH, _FRAME_HEIGHT)
            window.resize(usual.boundedTo(room))

    def keep_journal(self, path: Path, *, is_encrypted: bool) -> None:
        """This journal is the one to open next time. Nothing is kept of what an encrypted holds."""
        state = dataclasses.replace(self.state, journal=path)
        if is_encrypted:
            state = dataclasses.replace(state, first_form="", done_on=None)
        self._keep(state)

    def keep_window(self, window: QWidget) -> None:
        """The window stands here."""
        geometry = bytes(window.saveGeometry().toBase64().data()).decode()
        self._keep(dataclasses.replace(self.state, geometry=geometry))

    def keep_standing(self, first_form: str, done_on: date | None) -> None:
        """What the next first paint has to show."""
        self._keep(dataclasses.replace(self.state, first_form=first_form, done_on=done_on))

    def use_theme(self, theme: str) -> None:
        """Wear a theme from now on."""
        self.appearance.use_theme(Theme(theme))
        self._keep(dataclasses.replace(self.state, theme=theme))

    def use_scale(self, scale: float) -> None:
        """Show text at this factor of the system's size from now on."""
        self.appearance.use_text_scale(scale)
        self._keep(dataclasses.replace(self.state, text_scale=scale))

    def use_second_place(self, folder: Path | None, drive: Path | None) -> None:
        """Send a second copy of each backup there from now on; its drive is mounted at `drive`."""
        self._keep(dataclasses.replace(self.state, second_place=folder, second_drive=drive))

    def left_behind(self, journal: Path) -> Path | None:
        """A second place whose copies of a journal are as they were before a new passphrase."""
        return _place_of(self.state.left_behind, journal)

    def keep_left_behind(self, journal: Path, folder: Path | None) -> None:
        """Remember that, or with None that its copies have been written anew."""
        kept = _with_place(self.state.left_behind, journal, folder)
        self._keep(dataclasses.replace(self.state, left_behind=kept))

    def lacking(self, journal: Path) -> Path | None:
        """A second place that has not all backups of a journal."""
        return _place_of(self.state.lacking, journal)

    def keep_lacking(self, journal: Path, folder: Path | None) -> None:
        """Remember that, or with None that it has them."""
        kept = _with_place(self.state.lacking, journal, folder)
        self._keep(dataclasses.replace(self.state, lacking=kept))

    def use_lock_after(self, minutes: int) -> None:
        """Lock after so many minutes from now on; 0 is never."""
        self._keep(dataclasses.replace(self.state, lock_after=minutes))

    def use_in_keychain(self, accounts: tuple[str, ...]) -> None:
        """The system's keychain holds the keys of these accounts from now on."""
        self._keep(dataclasses.replace(self.state, in_keychain=accounts))

    def _keep(self, state: State) -> None:
        if state != self.state:
            self.state = state
            self._places.keep_state(state)


def _place_of(pairs: _Pairs, journal: Path) -> Path | None:
    found = dict(pairs).get(str(journal))
    return None if found is None else Path(found)


def _with_place(pairs: _Pairs, journal: Path, folder: Path | None) -> _Pairs:
    kept = {name: place for name, place in pairs if name != str(journal)}
    if folder is not None:
        kept[str(journal)] = str(folder)
    return tuple(kept.items())
