"""The system's keychain: which ones are asked, and what happens where there is none."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import REPOSITORY
from ui import keychain
from ui.keychain import SERVICE, NoKeychain, SystemKeychain, working_backends


class Backend:
    """What keyring calls a backend; `kept` by service and account."""

    def __init__(self, *, loses: bool = False, fails: bool = False) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.loses, self.fails = loses, fails

    def get_password(self, service: str, account: str) -> str | None:
        if self.fails:
            raise RuntimeError("the person closed the question of the keychain")
        return self.kept.get((service, account))

    def set_password(self, service: str, account: str, secret: str) -> None:
        if not self.loses:
            self.kept[service, account] = secret

    def delete_password(self, service: str, account: str) -> None:
        del self.kept[service, account]


def over(*backends: Any) -> SystemKeychain:
    return SystemKeychain(lambda: iter(backends))


def test_what_is_kept_is_found_until_it_is_forgotten() -> None:
    backend = Backend()
    kept = over(backend)
    kept.keep("salt", "key")
    assert backend.kept == {(SERVICE, "salt"): "key"}
    assert kept.found("salt") == "key"
    kept.forget("salt")
    assert kept.found("salt") is None
    kept.forget("salt")


@pytest.mark.parametrize("backends", [(), (Backend(fails=True),)])
def test_a_computer_without_a_keychain_that_answers_is_told_apart(
    backends: tuple[Backend, ...],
) -> None:
    for ask in (over(*backends).found, over(*backends).forget):
        with pytest.raises(NoKeychain):
            ask("salt")


def test_a_keychain_that_keeps_nothing_is_as_good_as_none() -> None:
    with pytest.raises(NoKeychain):
        over(Backend(loses=True)).keep("salt", "key")


def test_a_keychain_that_never_answers_is_not_waited_for() -> None:
    let_go = threading.Event()

    def backends() -> Iterator[Any]:
        let_go.wait(20)
        yield Backend()

    with pytest.raises(NoKeychain):
        SystemKeychain(backends, patience=0.01).found("salt")
    let_go.set()


def test_only_keychains_that_encrypt_are_ever_asked() -> None:
    modules = {module for known in keychain._KNOWN.values() for module, _ in known}
    assert modules == {
        f"keyring.backends.{name}"
        for name in ("SecretService", "libsecret", "kwallet", "macOS", "Windows")
    }


@pytest.mark.skipif(sys.platform != "linux", reason="the desktop's bus is of Linux")
def test_a_machine_without_a_desktop_has_no_keychain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")
    assert not list(working_backends())


def test_keyring_is_not_loaded_before_a_keychain_is_asked() -> None:
    source = (
        "import sys; from ui.keychain import SystemKeychain; import ui.window; SystemKeychain();"
        "sys.exit(any(name.partition('.')[0] in ('keyring', 'jeepney') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", source], cwd=REPOSITORY, check=False)
    assert done.returncode == 0
