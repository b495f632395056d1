"""What this computer remembers of the key to a journal: nothing, unless the person wants it.

The keychain holds the key that was derived from the passphrase, never the passphrase itself, which
may open other things too. Its account is the salt at the beginning of the journal's file: it stays
when the file is moved, tells nothing, and is another one after every change of the passphrase.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from ui.jobs import Jobs, Progress
from ui.keychain import Keychain, NoKeychain
from ui.remembered import Remembered

if TYPE_CHECKING:
    from journal.on_disk.keys import Key
    from journal.store import Journal

translate = QCoreApplication.translate


class KnownKeys(QObject):
    """The keychain's keys of this user's journals.

    `shown` tells whether the open journal is remembered; `said` carries words.
    """

    shown = Signal(bool)
    said = Signal(str)

    def __init__(
        self, jobs: Jobs, remembered: Remembered, keychain: Keychain, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._remembered = remembered
        self._keychain = keychain
        self._journal: Journal | None = None
        self._locked: set[Path] = set()
        self._wish: tuple[Path, bool] | None = None

    # ---- before a journal is open ----

    def key_for(self, path: Path) -> "Key | None":
        """The key of a journal that opens by itself. May wait for the keychain; for a thread.

        None for one that was locked since it was opened: then it is the person who is asked for.
        """
        if path.resolve() in self._locked or not self.remembers(path):
            return None
        from journal.on_disk.keys import Key, salt_of

        try:
            salt = salt_of(path)
            raw = self._keychain.found(salt.hex())
            return None if raw is None else Key(bytes.fromhex(raw), salt)
        except (NoKeychain, OSError, ValueError):
            return None

    def remembers(self, path: Path) -> bool:
        """Whether the keychain was given the key of this file. Does not ask the keychain."""
        accounts = self._remembered.state.in_keychain
        if not accounts:
            return False
        from journal.on_disk.keys import salt_of

        try:
            return salt_of(path).hex() in accounts
        except OSError:
            return False

    def ask_again(self, path: Path) -> None:
        """It was locked: from now on it opens for who types the passphrase, until that was done."""
        self._locked.add(path.resolve())

    def wish(self, path: Path, is_wanted: bool) -> None:
        """Whether the journal that is about to be unlocked shall be remembered."""
        self._wish = (path.resolve(), is_wanted)

    # ---- while one is open ----

    def open(self, journal: "Journal") -> None:
        """This journal is open, and what was wished when it was unlocked is done now."""
        self._journal = journal
        self._locked.discard(journal.path)
        wish, self._wish = self._wish, None
        if wish is not None and wish[0] == journal.path:
            self.choose(wish[1])
        self.tell()

    def close(self) -> None:
        """No journal is open."""
        self._journal = None

    @property
    def is_remembered(self) -> bool:
        """Whether the keychain holds the key of the journal that is open."""
        key = None if self._journal is None else self._journal.key
        return key is not None and key.salt.hex() in self._remembered.state.in_keychain

    def tell(self) -> None:
        """Tell whether the journal that is open is remembered."""
        self.shown.emit(self.is_remembered)

    def choose(self, is_wanted: bool) -> None:
        """Remember the journal that is open, or forget it."""
        key = None if self._journal is None else self._journal.key
        if key is not None and is_wanted is not self.is_remembered:
            self._change(None if is_wanted else key, key if is_wanted else None)

    def follow(self, before: "Key | None", after: "Key | None") -> None:
        """The passphrase was changed or taken away: what was remembered follows."""
        if before is not None and before.salt.hex() in self._remembered.state.in_keychain:
            self._change(before, after)

    def _change(self, before: "Key | None", after: "Key | None") -> None:
        # What the keychain might hold is noted, whatever becomes of the asking.
        self._note(gone=None, new=after)
        self._jobs.start(
            partial(_changed, self._keychain, before, after),
            self._tell_changed,
            failed=partial(self._tell_failed, before, after),
        )

    def _tell_changed(self, before: "Key | None") -> None:
        self._note(gone=before, new=None)
        self.tell()

    def _tell_failed(self, before: "Key | None", after: "Key | None", error: Exception) -> None:
        self._note(gone=after, new=None)
        self.tell()
        if not isinstance(error, NoKeychain):
            raise error
        self.said.emit(_not_kept_words() if before is None else _not_forgotten_words())

    def _note(self, *, gone: "Key | None", new: "Key | None") -> None:
        accounts = dict.fromkeys(self._remembered.state.in_keychain)
        if gone is not None:
            accounts.pop(gone.salt.hex(), None)
        if new is not None:
            accounts[new.salt.hex()] = None
        self._remembered.use_in_keychain(tuple(accounts))


def _changed(
    keychain: Keychain, before: "Key | None", after: "Key | None", _progress: Progress
) -> "Key | None":
    """Keep one key and forget another; returns the one that is gone."""
    if after is not None:
        keychain.keep(after.salt.hex(), after.raw.hex())
    if before is not None:
        keychain.forget(before.salt.hex())
    return before


def _not_kept_words() -> str:
    return translate(
        "Keychain",
        "This computer has no keychain that could keep it safe, or the keychain did not answer. "
        "Nothing was kept; the passphrase is asked for as before.",
    )


def _not_forgotten_words() -> str:
    return translate(
        "Keychain",
        "The keychain of this computer did not answer, so it may still hold the key of this "
        "journal. Unlock the keychain and try again, or take out what it lists under “Tidemark”.",
    )
