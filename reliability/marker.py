"""A mark typed into an encrypted journal is searched for on the disk, and found nowhere in clear.

`python -m reliability --only marker`. The program is killed while what was typed lies about:
saved, half typed, searched for, drawn, previewed, backed up, under one passphrase and the next.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import select

from journal.records import KINDS, Draft, Model
from journal.safekeeping.backups import backups
from journal.store import Journal
from reliability.network import REPOSITORY, surroundings
from reliability.outcome import Outcome

PASSPHRASES = ("plum walks over seven bridges", "the second kettle whistles twice")
_TYPED = 9
"""The name; of notes, questions, medicines and visits one saved in each session."""

_TAIL = 300


def mark_of(seed: int) -> str:
    """A word that no other program writes.

    >>> mark_of(7)
    'Quennalmarkseven'
    """
    digits = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return "Quennalmark" + "".join(digits[int(one)] for one in str(seed))


def in_clear(folder: Path, words: Mapping[str, str]) -> list[str]:
    """Files below a folder that hold one of these texts, in any case, as UTF-8 or UTF-16.

    `words` are texts by what they are called; files of a tape or a socket are passed over.
    """
    sought = {
        name: re.compile(
            b"|".join(re.escape(text.encode(code)) for code in ("utf-8", "utf-16-le", "utf-16-be")),
            re.IGNORECASE,
        )
        for name, text in words.items()
    }
    found = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        content = path.read_bytes()
        place = path.relative_to(folder)
        found += [f"{name} in {place}" for name, text in sought.items() if text.search(content)]
        found += [f"{name} in the name {place}" for name in words if words[name] in path.name]
    return found


def search(home: Path, runs: int, first: int = 0) -> Outcome:
    """Two sessions each, both killed; with more than one run also on a display."""
    found: Counter[str] = Counter()
    broken: list[str] = []
    for seed in range(first, first + runs):
        on_display = seed % 2 == 1 and shutil.which("xvfb-run") is not None
        place = home / str(seed)
        for what, line in _one(place, mark_of(seed), on_display=on_display):
            found[what] += 1
            if line:
                broken.append(f"{seed}: {line}")
        shutil.rmtree(place, ignore_errors=True)
    return Outcome(
        "a mark typed into an encrypted journal, searched for on the disk",
        runs,
        found,
        "python -m reliability --only marker",
        tuple(broken),
    )


def _one(home: Path, mark: str, *, on_display: bool) -> Iterator[tuple[str, str]]:
    """What was done and found, each with a line where a promise was broken."""
    home.mkdir()
    journal = home / "saved" / "mine.tidemark"
    journal.parent.mkdir(mode=0o700)
    words = {"the mark": mark, "a passphrase": PASSPHRASES[0], "the next": PASSPHRASES[1]}
    for _ in PASSPHRASES:
        with Marked(home, journal, mark, on_display=on_display) as session:
            yield "sessions", session.problem
            for line in in_clear(home, words):
                yield "searches", f"while it runs: {line}"
        searched = len([path for path in home.rglob("*") if path.is_file()])
        yield from (("files searched", "") for _ in range(searched))
        for line in in_clear(home, words):
            yield "searches", f"after the kill: {line}"
    held = _held(journal, mark)
    yield from (("entries and drafts with the mark", "") for _ in range(held))
    if held < _TYPED:
        yield "journals", f"the journal holds {held} of what was typed"
    for one in backups(journal):
        with Journal.open(one.path, PASSPHRASES[1], to_read=True):
            yield "backups that open", ""


def _held(journal: Path, mark: str) -> int:
    """How many records and drafts hold the mark, in the journal where they belong."""
    with (
        Journal.open(journal, PASSPHRASES[1], to_read=True) as opened,
        opened.read() as session,
    ):
        models: tuple[type[Model], ...] = (*KINDS, Draft)
        return sum(
            mark in str(row) for model in models for row in session.execute(select(model.__table__))
        )


class Marked:
    """One session of `programs.marked`, killed when it is left. `problem` says why it failed."""

    def __init__(self, home: Path, journal: Path, mark: str, *, on_display: bool) -> None:
        temporary = home / "temporary"
        temporary.mkdir(exist_ok=True)
        program = [sys.executable, "-m", "reliability.programs.marked"]
        self._said: list[str] = []
        self._errors = home / "errors.txt"
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [
                    *(["xvfb-run", "-a"] if on_display else []),
                    *program,
                    *(str(journal), mark, *PASSPHRASES),
                ],
                cwd=REPOSITORY,
                env={**surroundings(home, on_display=on_display), "TMPDIR": str(temporary)},
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
            )

    def __enter__(self) -> "Marked":
        for line in self._process.stdout or ():
            self._said.append(line.strip())
            if self._said[-1] == "ready":
                break
        return self

    def __exit__(self, *_error: object) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    @property
    def problem(self) -> str:
        """Empty where the session came to its end."""
        if self._said and self._said[-1] == "ready":
            return ""
        said = self._errors.read_text(encoding="utf-8", errors="replace")[-_TAIL:]
        return f"the session stopped after {self._said[-1:]}: {said}"
