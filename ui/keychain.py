"""The keychain of the system, for who wants this computer to remember what opens a journal.

keyring is loaded when something is first asked of a keychain, and not before: loading it takes
half a second, and on Linux a keychain is asked over the desktop's own bus. Only keychains that
encrypt what they hold are asked. What other packages or a settings file of keyring offer instead,
such as a file in clear, is never used.
"""

import importlib
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, Protocol

SERVICE = "Tidemark"
"""Under this name the keychain lists what is kept."""

PATIENCE = 60.0
"""Seconds for a keychain to answer, which may have to ask the person to unlock it first."""

_KNOWN = {
    "linux": (
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.libsecret", "Keyring"),
        ("keyring.backends.kwallet", "DBusKeyring"),
    ),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
}


class NoKeychain(Exception):
    """The computer has no keychain that keeps secrets safe, or it would not do what was asked."""


class Keychain(Protocol):
    """Keeps short texts by the name of an account. Everything raises NoKeychain, and may wait."""

    def found(self, account: str) -> str | None:
        """What is kept; None where nothing is."""

    def keep(self, account: str, secret: str) -> None:
        """Keep a text in place of the one before."""

    def forget(self, account: str) -> None:
        """Keep nothing; nothing to forget is no failure."""


Backends = Callable[[], Iterator[Any]]
"""Makes what keyring calls backends, those that work here, the best first."""


def working_backends() -> Iterator[Any]:
    """The keychains of this system that are there and answer."""
    for module, name in _KNOWN.get(sys.platform, ()):
        kind = getattr(importlib.import_module(module), name)
        if kind.viable:
            yield kind()


class SystemKeychain:
    """The first keychain that works. It is looked for anew each time, since it may come and go."""

    def __init__(self, backends: Backends = working_backends, patience: float = PATIENCE) -> None:
        self._backends = backends
        self._patience = patience

    def found(self, account: str) -> str | None:
        secret = self._ask(lambda backend: backend.get_password(SERVICE, account))
        return secret if isinstance(secret, str) else None

    def keep(self, account: str, secret: str) -> None:
        def keep(backend: Any) -> object:
            backend.set_password(SERVICE, account, secret)
            return backend.get_password(SERVICE, account)

        if self._ask(keep) != secret:  # one that keeps nothing says nothing
            raise NoKeychain

    def forget(self, account: str) -> None:
        def forget(backend: Any) -> None:
            if backend.get_password(SERVICE, account) is not None:
                backend.delete_password(SERVICE, account)

        self._ask(forget)

    def _ask(self, work: Callable[[Any], object]) -> object:
        """Ask on a thread of its own, which nobody need wait for when it never answers."""
        answers: list[object] = []

        def ask() -> None:
            try:
                backend = next(self._backends(), None)
                if backend is not None:
                    answers.append(work(backend))
            except Exception:  # noqa: BLE001, S110 - of other people's services; no answer is one
                pass

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(self._patience)
        if not answers:
            raise NoKeychain
        return answers[0]
