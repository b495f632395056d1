"""Everything that the program does, watched for sockets by strace; and what it leaves on the disk.

`python -m reliability --only network`. Linux, with strace; with xvfb-run on a real display too.
"""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reliability.outcome import Outcome
from reliability.sample_folder import last_weeks, write_files

REPOSITORY = Path(__file__).resolve().parents[1]
MARK = "felt-watched-at-the-bakery"
"""Stands in entries and in names of files; no log may hold it."""

WEEKS = 8
"""Of the sample patient in the journal that is looked at: some of everything, and soon drawn."""

LOCAL = re.compile(
    r'sun_path=@?"('
    r"/tmp/\.X11-unix/|[^\"]*wayland-[0-9]|"  # the display
    r"[^\"]*/bus\"|/(var/)?run/dbus/|/tmp/dbus-|"  # the desktop's own bus
    r"/(var/)?run/nscd/"  # the names of users, asked by the C library
    r")"
)
"""Where a socket may lead to."""

_SOCKET = re.compile(r"\bsocket\((?P<family>[A-Z0-9_]+)")
_CONNECT = re.compile(r"\b(connect|bind|sendto|sendmsg)\(.*sa_family=(?P<family>[A-Z0-9_]+)")
_OTHERS = 0o077


@dataclass(frozen=True)
class Watched:
    """One run under strace: its status, what it said, and the lines about sockets."""

    status: int
    said: str
    lines: tuple[str, ...]

    @property
    def families(self) -> Counter[str]:
        """How many sockets of each family were made."""
        return Counter(found["family"] for line in self.lines if (found := _SOCKET.search(line)))

    def strangers(self) -> Iterator[str]:
        """Lines about sockets that lead elsewhere than to this computer's display or bus."""
        for line in self.lines:
            made, led = _SOCKET.search(line), _CONNECT.search(line)
            if (made and made["family"] != "AF_UNIX") or (led and not LOCAL.search(line)):
                yield line


def has_strace() -> bool:
    """Whether a process can be watched here: strace may be there and yet not be allowed to."""
    if shutil.which("strace") is None:
        return False
    asked = ["strace", "-f", "--seccomp-bpf", "-e", "trace=%network", "-o", os.devnull, "true"]
    tried = subprocess.run(asked, capture_output=True, check=False)
    return tried.returncode == 0


def watch(home: Path, command: Sequence[str], *, on_display: bool = False) -> Watched:
    """Run Python with these arguments as a user who has never started the program."""
    trace = home / "trace.txt"
    # Filtered in the kernel: nothing else that the program does is stopped and looked at.
    traced = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-s",
        "200",
        "-e",
        "trace=%network",
        "-o",
        str(trace),
    ]
    display = ["xvfb-run", "-a"] if on_display else []
    done = subprocess.run(
        [*display, *traced, sys.executable, *command],
        cwd=REPOSITORY,
        env=surroundings(home, on_display=on_display),
        capture_output=True,
        text=True,
        check=False,
        umask=0o022,
    )
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    return Watched(done.returncode, done.stdout + done.stderr, tuple(lines))


def surroundings(home: Path, *, on_display: bool = False) -> dict[str, str]:
    """The environment of that user; everything the program keeps lies under `home / "user"`."""
    user = home / "user"
    user.mkdir(exist_ok=True)
    folders = {f"XDG_{name}_HOME": str(user / name.lower()) for name in _FOLDERS}
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    platform = "xcb" if on_display else "offscreen"
    return {**kept, **folders, "HOME": str(user), "QT_QPA_PLATFORM": platform, "TZ": "UTC"}


_FOLDERS = ("DATA", "STATE", "CACHE", "CONFIG")


def prepare(home: Path) -> tuple[Path, Path]:
    """The folder that files are saved in, and a spreadsheet to bring in."""
    saved = home / "saved"
    saved.mkdir()
    write_files(home / "weeks", last_weeks(WEEKS))
    sheet = home / f"{MARK}.csv"
    sheet.write_text(f"day,score,note\n2026-01-10,5,{MARK}\n2026-01-11,6,\n", encoding="utf-8")
    return saved, sheet


def commands(saved: Path) -> Iterator[list[str]]:
    """Every command that needs no second journal, in an order in which each finds what it needs."""
    sample, mine = str(saved / "sample.tidemark"), str(saved / f"{MARK}.tidemark")
    yield ["demo", sample, "--today", "2026-01-24"]
    yield ["export", "--journal", sample, "--format", "csv", "--out", str(saved / "csv")]
    yield ["new", mine]
    yield ["import", str(saved.parent / "weeks"), "--journal", mine]
    yield ["figures", "--journal", mine, "--instrument", "daily-anxiety", "--json"]
    for suffix in ("png", "svg", "pdf"):
        out = str(saved / f"command.{suffix}")
        yield ["chart", "around", "--journal", mine, "--instrument", "daily-anxiety", "--out", out]
    yield ["report", "--journal", mine, "--out", str(saved / "command report.pdf")]
    yield ["form", "gad7", "--out", str(saved / "form.pdf")]
    yield ["backup", "--journal", mine]
    yield ["verify", "--journal", mine]


def open_to_others(*folders: Path) -> list[str]:
    """Files and folders below these that anybody but their owner may read or write."""
    found = (path for folder in folders for path in sorted(folder.rglob("*")))
    return [
        f"{path.relative_to(path.parents[1])} {stat.filemode(mode)}"
        for path in found
        if (mode := path.lstat().st_mode) & _OTHERS and not stat.S_ISLNK(mode)
    ]


def watch_everything(home: Path, runs: int, first: int = 0) -> Outcome:  # noqa: ARG001
    """Every command, and a session of every page.

    With more than one run each command has a process of its own, and there is a session on a
    display as well.
    """
    found: Counter[str] = Counter()
    broken: list[str] = []
    saved, sheet = prepare(home)
    asked = list(commands(saved))
    displays = [False, True] if runs > 1 and shutil.which("xvfb-run") else [False]
    mine = str(saved / f"{MARK}.tidemark")
    session = ["-m", "reliability.programs.session", mine, str(sheet), str(saved)]
    for arguments, on_display in [
        *((one, False) for one in _started(home, asked, apart=runs > 1)),
        *((session, on_display) for on_display in displays),
    ]:
        watched = watch(home, arguments, on_display=on_display)
        name = " ".join(arguments[:2])
        broken += [f"{name}: {line}" for line in watched.strangers()]
        if watched.status:
            broken.append(f"{name} ended with {watched.status}: {watched.said[-300:]}")
        found.update({f"sockets of {family}": n for family, n in watched.families.items()})
    broken += open_to_others(home / "user", saved)
    logs = list((home / "user").rglob("*.log*"))
    broken += [f"{log.name} holds an entry" for log in logs if MARK in log.read_text("utf-8")]
    found["files and folders looked at"] = len(list(saved.rglob("*")))
    return Outcome(
        "commands and sessions of every page, traced",
        len(asked) + len(displays),
        found,
        "python -m reliability --only network",
        tuple(broken),
    )


def _started(home: Path, asked: Sequence[list[str]], *, apart: bool) -> Iterator[list[str]]:
    """What Python is started with, so that it carries out all that is asked."""
    if apart:
        yield from (["main.py", *command] for command in asked)
        return
    written = home / "commands.json"
    written.write_text(json.dumps(asked), encoding="utf-8")
    yield ["-m", "reliability.programs.several", str(written)]
