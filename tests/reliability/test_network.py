"""Nothing leaves the computer, and nobody else on it reads what the program writes."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reliability import network
from reliability.network import Watched
from tests.conftest import REPOSITORY

OF_A_NETWORK = {
    *("socket", "socketserver", "ssl", "http", "urllib", "ftplib", "smtplib", "poplib", "imaplib"),
    *("telnetlib", "xmlrpc", "asyncio", "webbrowser", "requests", "httpx", "aiohttp", "websockets"),
}
OF_QT = {"QtNetwork", "QtWebSockets", "QtWebEngineCore", "QtWebEngineWidgets", "QtRemoteObjects"}
ALLOWED = {"urllib.parse"}
"""Takes addresses apart, and knows no network: used for SQLite's addresses of files."""

NAMED = re.compile(rf"\b(?:{'|'.join(OF_A_NETWORK | OF_QT)})\b")
"""Stands in every module that imports one; the others need not be read as Python."""


def imports_of(path: Path) -> Iterator[str]:
    """The full names of what a module imports, wherever it does; none where none could matter."""
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)) if NAMED.search(source) else ():
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (
                node.module if node.module in ALLOWED else f"{node.module}.{one.name}"
                for one in node.names
            )


def reaches_out(name: str) -> bool:
    """Whether an imported name is one of those that make connections."""
    if name in ALLOWED:
        return False
    return name.partition(".")[0] in OF_A_NETWORK or bool(OF_QT & set(name.split(".")))


def test_no_module_of_the_program_can_make_a_connection() -> None:
    folders = [REPOSITORY / name for name in ("journal", "ui", "resources")]
    files = [REPOSITORY / "main.py", *(path for one in folders for path in one.rglob("*.py"))]
    assert len(files) > 200
    found = [(path, name) for path in files for name in imports_of(path) if reaches_out(name)]
    assert not found


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "def late():\n    from urllib import request",
        "import urllib.request as r",
        "from PySide6.QtNetwork import QTcpSocket",
        "from PySide6 import QtNetwork",
        "import http.client",
    ],
)
def test_such_an_import_would_be_found(tmp_path: Path, source: str) -> None:
    path = tmp_path / "module.py"
    path.write_text(source, encoding="utf-8")
    assert [name for name in imports_of(path) if reaches_out(name)]


@pytest.mark.parametrize(
    ("line", "is_strange"),
    [
        ("1 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3", False),
        ("1 socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 3", True),
        ("1 socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP) = 3", True),
        ("1 socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) = 3", True),
        ('1 connect(3, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X99"}, 21) = 0', False),
        ('1 connect(3, {sa_family=AF_UNIX, sun_path="/run/user/1000/wayland-0"}, 27) = 0', False),
        ('1 connect(3, {sa_family=AF_UNIX, sun_path="/run/user/1000/bus"}, 22) = 0', False),
        ('1 connect(3, {sa_family=AF_UNIX, sun_path="/run/somebody.sock"}, 22) = 0', True),
        ("1 connect(3, {sa_family=AF_INET, sin_port=htons(53), sin_addr=...}, 16) = 0", True),
    ],
)
def test_a_socket_that_leads_elsewhere_is_told_from_the_displays_own(
    line: str, is_strange: bool
) -> None:
    assert bool(list(Watched(0, "", (line,)).strangers())) == is_strange


@pytest.mark.traced
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="strace is of Linux")
def test_nothing_makes_a_connection_or_leaves_anything_open_to_others(tmp_path: Path) -> None:
    if not network.has_strace():
        pytest.skip("strace is not here, or may not watch")

    outcome = network.watch_everything(tmp_path, 1)

    assert outcome.broken == ()
    assert outcome.runs > 10
    names = {path.name for path in (tmp_path / "saved").rglob("*")}
    assert {"chart.png", "chart.svg", "chart.pdf", "report.pdf", "map.toml", "form.pdf"} <= names
    assert any(name.endswith(".tidemark") for name in names)
    assert list((tmp_path / "user").rglob("tidemark.log"))


def test_a_file_that_others_can_read_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir(0o700)
    (tmp_path / "in" / "open").touch()
    (tmp_path / "in" / "open").chmod(0o644)
    (tmp_path / "in" / "shut").touch(0o600)
    assert network.open_to_others(tmp_path / "in") == ["in/open -rw-r--r--"]
