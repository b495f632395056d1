"""Journals with changed bytes: opened whole with the same entries, or refused in a sentence.

`python -m reliability --only journals --runs 10000`
"""

import json
import re
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from journal.command_line.error_words import refusal_of
from journal.command_line.figures_json import figures_json
from journal.days import Instant
from journal.exchange.archive import archive_of
from journal.exchange.csv_folder import plan_folder
from journal.exchange.plan import carry_out
from journal.on_disk.disk_file import traces
from journal.safekeeping.backups import Reason, back_up
from journal.safekeeping.restoring import newest_good, restore
from journal.series import series
from journal.store import Journal
from journal.verification import verify
from reliability.kills_work import quick_keys
from reliability.mutations import mutated
from reliability.outcome import Outcome
from reliability.sample_folder import BUILT_IN, TODAY, last_weeks, write_files

PAGE = 4096
SCORES = ("daily-anxiety", "gad7", "sleep")
PASSPHRASE = "a passphrase for the campaign"  # noqa: S105 - of a journal that is thrown away

_DIGIT = re.compile(rb"[0-9]")

Damage = Callable[[bytearray, Random], object]


def change_bytes(content: bytearray, chance: Random) -> None:
    """Some bytes anywhere, as a failing disk or another program leaves them."""
    for _ in range(chance.randint(1, 40)):
        content[chance.randrange(len(content))] = chance.randrange(256)


def flip_bits(content: bytearray, chance: Random) -> None:
    """One bit, or a few: what a failing disk or memory does, and the hardest to see."""
    for _ in range(chance.choice((1, 1, 1, 3))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def change_digits(content: bytearray, chance: Random) -> None:
    """A digit that has become another digit: everything is still well-formed."""
    digits = [found.start() for found in _DIGIT.finditer(content)]
    for _ in range(chance.choice((1, 1, 1, 3))):
        if digits:
            content[chance.choice(digits)] = chance.randrange(48, 58)


def overwrite(content: bytearray, chance: Random) -> None:
    """A stretch of noise."""
    at, length = chance.randrange(len(content)), chance.choice((16, 200, 512, PAGE))
    content[at : at + length] = chance.randbytes(min(length, len(content) - at))


def cut_off(content: bytearray, chance: Random) -> None:
    """The end is missing, at a page's edge or not."""
    left = chance.randrange(len(content))
    del content[left - left % PAGE if chance.random() < 0.5 else left :]


def swap_pages(content: bytearray, chance: Random) -> None:
    """Two pages have changed places."""
    one, other = _page(content, chance), _page(content, chance)
    content[one], content[other] = content[other], content[one]


def repeat_page(content: bytearray, chance: Random) -> None:
    """A page was written in the place of another."""
    content[_page(content, chance)] = content[_page(content, chance)]


def empty_page(content: bytearray, chance: Random) -> None:
    """A page that never reached the disk."""
    content[_page(content, chance)] = bytes(PAGE)


def spoil_header(content: bytearray, chance: Random) -> None:
    """A byte of the first hundred."""
    content[chance.randrange(100)] = chance.randrange(256)


def mutate(content: bytearray, chance: Random) -> None:
    """What goes wrong with any file."""
    content[:] = mutated(bytes(content), chance)


def _page(content: bytearray, chance: Random) -> slice:
    at = chance.randrange(max(len(content) // PAGE, 1)) * PAGE
    return slice(at, at + PAGE)


WAYS: tuple[Damage, ...] = (
    *(
        flip_bits,
        change_digits,
        change_bytes,
        overwrite,
        cut_off,
        swap_pages,
        repeat_page,
        empty_page,
    ),
    *(spoil_header, mutate),
)


def damaged(whole: bytes, seed: int) -> tuple[str, bytes]:
    """The way in which a seed damages a journal, and what is left of it."""
    chance = Random(seed)
    content = bytearray(whole)
    way = chance.choice(WAYS)
    way(content, chance)
    return getattr(way, "__name__", ""), bytes(content)


def damage_journals(home: Path, runs: int, first: int = 0) -> Outcome:
    """A plain journal of some weeks."""
    return _outcome("journals with changed bytes", home, runs, first, None)


def damage_encrypted(home: Path, runs: int, first: int = 0) -> Outcome:
    """The same journal under a passphrase."""
    with quick_keys():
        return _outcome("encrypted journals with changed bytes", home, runs, first, PASSPHRASE)


def restore_damaged(home: Path, runs: int, first: int = 0) -> Outcome:
    """Journals with noise in them, plain and encrypted in turn; what is refused is restored."""
    with quick_keys():
        benches = [Bench.laid_down(home / name, key) for name, key in KEYS.items()]
        found: Counter[str] = Counter()
        broken: list[str] = []
        for seed in range(first, first + runs):
            chance, bench = Random(seed), benches[seed % 2]
            way = chance.choice(NOISE)
            bench.damage(way, chance)
            became, fault = _opened(bench.path, bench.passphrase, bench.expected)
            if became == "refused":
                became, fault = "refused and restored", bench.restored()
            found[became] += 1
            if fault:
                broken.append(f"seed {seed}, {way.__name__}: {fault}")
    command = f"python -m reliability --only journals --runs {runs}"
    return Outcome("journals with noise in them", runs, found, command, tuple(broken))


NOISE = (change_bytes, overwrite)
KEYS = {"plain": None, "encrypted": PASSPHRASE}


@dataclass(frozen=True)
class Bench:
    """A journal with a backup in a folder, laid down anew for each run."""

    path: Path
    passphrase: str | None
    whole: bytes
    expected: "Content"

    @classmethod
    def laid_down(cls, home: Path, passphrase: str | None) -> "Bench":
        """The journal, and the copy of it that is its backup."""
        home.mkdir()
        path = home / "mine.tidemark"
        make_weeks(home, path, passphrase)
        with Journal.open(path, passphrase) as journal:
            back_up(journal, Reason.DAILY)
        return cls(path, passphrase, path.read_bytes(), _content(path, passphrase))

    def damage(self, way: Damage, chance: Random) -> None:
        """Change bytes of the journal as it was, and lay it down."""
        for one in traces(self.path):
            one.unlink()
        content = bytearray(self.whole)
        way(content, chance)
        self.path.write_bytes(content)

    def restored(self) -> str:
        """Go back to the newest good backup; what was not as it should be, if anything."""
        found = newest_good(self.path, self.passphrase)
        if found is None:
            return "no good backup was found"
        kept = restore(self.path, found.backup.path, self.passphrase)
        try:
            if _content(self.path, self.passphrase) != self.expected:
                return "restored to something else"
        finally:
            if kept is not None:
                for one in traces(kept) | {kept}:
                    one.unlink(missing_ok=True)
        return ""


def _outcome(what: str, home: Path, runs: int, first: int, passphrase: str | None) -> Outcome:
    good, bad = home / "good.tidemark", home / "bad.tidemark"
    make_weeks(home, good, passphrase)
    whole, expected = good.read_bytes(), _content(good, passphrase)
    found: Counter[str] = Counter()
    broken: list[str] = []
    for seed in range(first, first + runs):
        way, content = damaged(whole, seed)
        bad.write_bytes(content)
        became, fault = _opened(bad, passphrase, expected)
        found[became] += 1
        if fault:
            broken.append(f"seed {seed}, {way}: {fault}")
        if became == "refused" and bad.read_bytes() != content:
            broken.append(f"seed {seed}: a refused journal was written to")
        for one in traces(bad):
            one.unlink()
    command = f"python -m reliability --only journals --runs {runs}"
    return Outcome(what, runs, found, command, tuple(broken))


@dataclass(frozen=True)
class Content:
    """What a journal says: its figures, and everything that it holds, as text."""

    figures: str
    held: str


def _opened(path: Path, passphrase: str | None, expected: Content) -> tuple[str, str]:
    """What became of a journal, and what was wrong with that if anything was."""
    try:
        content = _content(path, passphrase)
        if content.figures != expected.figures:
            return "opened with other figures", "a silent wrong figure"
        if content.held != expected.held:
            return "opened with another entry", "an entry that nobody made"
        verify(path, passphrase)
    except Exception as error:  # noqa: BLE001 - which it was is what is tested
        if refusal_of(error) is None:
            told = " ".join(traceback.format_exception(error)[-2:])
            return "defects", f"{type(error).__name__}: {told}"
        return "refused", ""
    return "opened whole", ""


def _content(path: Path, passphrase: str | None) -> Content:
    with Journal.open(path, passphrase, to_read=True) as journal, journal.read() as session:
        figures = []
        for code in SCORES:
            found = series(session, BUILT_IN, code, None, "self", TODAY)
            figures.append(figures_json(found))
        held = archive_of(session)
    return Content(json.dumps(figures), json.dumps(held))


def make_weeks(home: Path, path: Path, passphrase: str | None) -> None:
    """The last eight weeks of the sample patient: small enough to be opened thousands of times."""
    folder = write_files(home / "out", last_weeks(8))
    at = Instant.of(datetime(2026, 1, 24, 21, tzinfo=UTC))  # so that the same seed is the same file
    with Journal.create(path, passphrase, clock=lambda: at) as journal:
        with journal.read() as session:
            plan = plan_folder(session, folder, BUILT_IN, TODAY)
        with journal.write(plan.label) as session:
            carry_out(session, plan)
