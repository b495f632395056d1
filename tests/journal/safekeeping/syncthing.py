"""Two Syncthing programs that keep one folder in step, and talk to nobody else.

Both listen on the loopback address alone. Discovery, relays, port mapping, STUN, usage and crash
reports and upgrades are off.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self
from urllib.error import URLError
from urllib.request import Request, urlopen

PROGRAM = shutil.which("syncthing")
FOLDER = "journal"
_PATIENCE = 90.0

_CONFIG = """
<configuration version="36">
  <folder id="{folder_id}" path="{folder}" type="sendreceive" rescanIntervalS="3600"
          fsWatcherEnabled="true" fsWatcherDelayS="1">
    <device id="{own}"></device>
    <device id="{other}"></device>
    <minDiskFree unit="%">0</minDiskFree>
  </folder>
  <device id="{own}" name="own"><address>tcp://127.0.0.1:{port}</address></device>
  <device id="{other}" name="other"><address>tcp://127.0.0.1:{other_port}</address></device>
  <gui enabled="true" tls="false">
    <address>127.0.0.1:{asked_at}</address>
    <apikey>{key}</apikey>
  </gui>
  <options>
    <listenAddress>tcp://127.0.0.1:{port}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled>
    <natEnabled>false</natEnabled>
    <stunKeepaliveStartS>0</stunKeepaliveStartS>
    <reconnectionIntervalS>1</reconnectionIntervalS>
    <startBrowser>false</startBrowser>
    <urAccepted>-1</urAccepted>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <crashReportingEnabled>false</crashReportingEnabled>
    <announceLANAddresses>false</announceLANAddresses>
    <progressUpdateIntervalS>-1</progressUpdateIntervalS>
  </options>
</configuration>
"""


class Syncthing:
    """One program of its own, with a folder that it shares with `other`."""

    def __init__(self, home: Path, folder: Path) -> None:
        folder.mkdir(mode=0o700)
        self.home, self.folder = home, folder
        self._port, self._asked_at = free_port(), free_port()
        self._key = secrets.token_hex(16)
        self._process: subprocess.Popen[bytes] | None = None
        _run("generate", f"--home={home}", "--no-default-folder", "--skip-port-probing")
        self.id = _run("serve", f"--home={home}", "--device-id").strip()

    def share_with(self, other: "Syncthing") -> None:
        """Written before the first start."""
        self._other = other.id
        config = _CONFIG.format(
            folder_id=FOLDER,
            folder=self.folder,
            own=self.id,
            other=other.id,
            port=self._port,
            other_port=other._port,
            asked_at=self._asked_at,
            key=self._key,
        )
        (self.home / "config.xml").write_text(config, encoding="utf-8")

    def start(self) -> None:
        """Returns when it answers; one that runs goes on."""
        assert PROGRAM is not None
        if self._process is not None:
            return
        log = (self.home / "log").open("ab")
        self._process = subprocess.Popen(
            [
                PROGRAM,
                "serve",
                f"--home={self.home}",
                "--no-browser",
                "--no-upgrade",
                "--no-restart",
            ],
            stdout=log,
            stderr=log,
            env=_environment(),
        )
        log.close()
        wait_until(lambda: self._answers(), "Syncthing answers")

    def stop(self, *, kill: bool = False) -> None:
        """End it, or kill it as a computer that loses its power does."""
        if self._process is not None:
            (self._process.kill if kill else self._process.terminate)()
            self._process.wait()
            self._process = None

    def cut(self) -> None:
        """Let no connection through to the other."""
        self.ask("POST", f"system/pause?device={self._other}")

    def mend(self) -> None:
        """Let it through again."""
        self.ask("POST", f"system/resume?device={self._other}")

    def scan(self) -> None:
        """Look at the folder now."""
        self.ask("POST", f"db/scan?folder={FOLDER}")

    @property
    def is_running(self) -> bool:
        return self._process is not None

    @property
    def is_connected(self) -> bool:
        found = self.ask("GET", "system/connections")["connections"]
        return bool(found[self._other]["connected"])

    def ask(self, method: str, what: str) -> Any:
        """What the program itself answers. Raises OSError."""
        asked = Request(
            f"http://127.0.0.1:{self._asked_at}/rest/{what}",
            method=method,
            headers={"X-API-Key": self._key},
        )
        with urlopen(asked, timeout=20) as answer:  # noqa: S310 - of this computer
            content = answer.read()
        return json.loads(content) if content else None

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, (self.home / "log").read_text()
        try:
            return bool(self.ask("GET", "system/ping") == {"ping": "pong"})
        except (URLError, OSError):
            return False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop(kill=True)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Another program tells nothing of itself, so it is asked again and again."""
    end = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < end, f"not within {_PATIENCE:.0f} s: {what}"
        time.sleep(0.1)


def _run(*words: str) -> str:
    assert PROGRAM is not None
    done = subprocess.run(
        [PROGRAM, *words], check=True, capture_output=True, text=True, env=_environment()
    )
    return done.stdout


def _environment() -> dict[str, str]:
    """Without the process that watches over it, which would outlive it."""
    return {**os.environ, "STNOUPGRADE": "1", "STMONITORED": "1", "GOMAXPROCS": "1"}
