"""A disk with no room at any place of any work: nothing is lost, and nothing is kept by half.

`python -m reliability --only full-disk --runs 3000`. Linux, with a disk in memory for each run:
of its pages, none are free, then one, two, and so on, until the work comes to its end.
"""

import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from random import Random

from journal.command_line.error_words import refusal_of
from journal.exchange.archive import write_archive
from journal.on_disk.disk_file import INDEX, LOCK, LOG
from journal.on_disk.journal_file import key_of
from journal.safekeeping.passphrase import encrypt_left_behind
from journal.store import Journal
from reliability.bench import in_a_line
from reliability.full_disk_work import (
    ARCHIVE,
    FULL_DISK_WORKS,
    MADE,
    places_in,
    what_was_kept,
)
from reliability.kills import Bench, Counts, Told, counts_and_numbers, faults, fitting, lay_down
from reliability.kills_work import FIRST, NAME, SECOND, derive_quickly
from reliability.outcome import Outcome
from reliability.small_disk import SmallDisk, small_disk

PAGES = 4_000
"""Of the whole disk: more than any of the works needs."""

PLACES = 6
"""Of each kind at least: to lay a kind down takes as long as ten runs."""

_BESIDE = (LOG, INDEX, LOCK)
_STAMP = re.compile(r"\d{4}-\d\d-\d\d \d{6}Z")
_FULL = re.compile("disk is full|with room")
_LOOK_EVERY = 0.0005
"""Seconds between two looks at how much room a work takes."""

_MISSED = 4
"""Pages that a work may take between two looks."""


@dataclass(frozen=True)
class Laid(Bench):
    """A bench, with the number of free pages with which its work comes to an end."""

    needed: int
    names: frozenset[str]


def fill(home: Path, runs: int, first: int = 0) -> Outcome:
    """Every kind of work with every number of free pages, or as many of them as are asked for."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["reliability.full_disk"])
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_fill, args=(home, runs, first, theirs))
    child.start()
    theirs.close()
    try:
        found: Outcome | Exception = ours.recv()
    except EOFError:
        raise RuntimeError("the campaign did not come to its end") from None
    finally:
        child.join()
    if isinstance(found, Exception):
        raise found
    return found


def _fill(home: Path, runs: int, first: int, tell: Connection) -> None:
    try:
        derive_quickly()
        (home / "disk").mkdir()
        disk = small_disk(home / "disk", PAGES)
        os.environ["SQLITE_TMPDIR"] = tempfile.tempdir = str(disk.root)
        tell.send(_filled(home, disk, runs, first))
    except Exception as error:  # noqa: BLE001 - told to who began this
        tell.send(error)


def _filled(home: Path, disk: SmallDisk, runs: int, first: int) -> Outcome:
    chance = Random(first)
    kinds = [
        (name, passphrase)
        for name in FULL_DISK_WORKS
        for passphrase in (None, FIRST)
        if passphrase is None or name != "changing the passphrase"
    ]
    if runs < len(kinds) * PLACES:
        kinds = chance.sample(kinds, max(runs // PLACES, 1))
    benches = [_bench(home, disk, *kind) for kind in kinds]
    places = [(bench, free) for bench in benches for free in range(bench.needed)]
    if runs < len(places):
        places = [
            (bench, free)
            for bench in benches
            for free in chance.sample(range(bench.needed), min(runs // len(kinds), bench.needed))
        ]
    found: Counter[str] = Counter()
    broken: list[str] = []
    for bench, free in places:
        ran = run(disk, bench, free)
        found["with room enough" if ran.is_finished else "refused"] += 1
        broken += [
            f"{bench.name}{' encrypted' * bool(bench.passphrase)}, {free} pages free: {fault}"
            for fault in _faults(disk, bench, ran)
        ]
        _clear(disk)
    command = f"python -m reliability --only full-disk --runs {runs}"
    return Outcome("works with no room on the disk", len(places), found, command, tuple(broken))


@dataclass(frozen=True)
class Ran:
    """What a child had told, how the work ended, and the most pages that it took at once."""

    told: Told
    end: "Ended"
    pages: int

    @property
    def is_finished(self) -> bool:
        """Whether there was room enough."""
        return self.end.is_finished


@dataclass(frozen=True)
class Ended:
    """How a work ended: the sentence of a refusal, or the defect, or neither."""

    sentence: str = ""
    defect: str = ""

    @property
    def is_finished(self) -> bool:
        """Whether the work came to its end."""
        return not self.sentence and not self.defect

    @classmethod
    def by(cls, error: Exception) -> "Ended":
        """By an error."""
        said = refusal_of(error)
        return cls("" if said is None else said.sentence, in_a_line(error))


def run(disk: SmallDisk, bench: Bench, free: int | None) -> Ran:
    """Lay the bench down, leave so many pages free, and let a child do the work.

    In a process of its own, since a full disk may also take that with it.
    """
    shutil.copytree(bench.laid_down, disk.root / "in")
    disk.leave(free)
    least = at_first = disk.free
    ours, theirs = Pipe(duplex=False)
    number = os.fork()
    if number == 0:
        _work(bench, disk.root / "in", theirs)
    theirs.close()
    words: list[object] = []
    try:
        while True:
            while not ours.poll(_LOOK_EVERY):
                least = min(least, disk.free)
            words.append(ours.recv())
    except EOFError:
        pass
    _, status = os.waitpid(number, 0)
    end = words.pop() if words else None
    if status or not isinstance(end, Ended):
        end = Ended(defect=f"the process ended with {status}")
    return Ran(Told(tuple(words), 0.0), end, at_first - least)


def _work(bench: Bench, folder: Path, tell: Connection) -> None:
    try:
        FULL_DISK_WORKS[bench.name](folder, bench.passphrase, tell)
        tell.send(Ended())
    except Exception as error:  # noqa: BLE001 - which it was is what is tested
        tell.send(Ended.by(error))
    os._exit(0)


def _faults(disk: SmallDisk, bench: Laid, ran: Ran) -> Iterator[str]:
    folder = disk.root / "in"
    if ran.end.defect and not ran.end.sentence:
        yield ran.end.defect
    elif ran.end.sentence and not _FULL.search(ran.end.sentence):
        yield f"not told that the disk is full: {ran.end.sentence} {ran.end.defect}"
    yield from _unreadable(folder / NAME, bench)
    disk.leave(None)
    odd = {name for name in _names(disk.root) if name not in bench.names}
    if odd:
        yield f"left behind: {sorted(odd)}"
    if "left" in ran.told.words:  # backups in clear that were told of, and are encrypted now
        passphrase = fitting(folder / NAME)
        key = key_of(folder / NAME, passphrase)
        if key is not None:
            encrypt_left_behind(folder / NAME, key, folder / SECOND)
    yield from faults(folder, bench, ran.told)
    if bench.name == "keeping drafts and settings":
        yield from _half_kept(folder, bench, ran.told)
    if "made" in ran.told.words:
        Journal.open(folder / MADE, bench.passphrase).close()


def _unreadable(path: Path, bench: Bench) -> Iterator[str]:
    """What keeps a journal from being read while the disk is still full."""
    if bench.name == "migrating":
        return  # an older file has to be brought up to date first
    try:
        Journal.open(path, fitting(path), to_read=True).close()
    except Exception as error:  # noqa: BLE001 - which it was is what is tested
        yield f"cannot be read while the disk is full: {in_a_line(error)}"


def _half_kept(folder: Path, bench: Bench, told: Told) -> Iterator[str]:
    acknowledged = max((one for one in told.words if isinstance(one, int)), default=0)
    with Journal.open(folder / NAME, bench.passphrase, to_read=True) as journal:
        kept = what_was_kept(journal)
    if kept[0] != kept[1] or not acknowledged <= kept[0] <= acknowledged + 1:
        yield f"acknowledged {acknowledged}, kept {kept}"
    places = places_in(folder)
    geometry = places.read_state().geometry
    if places.state_file.exists() and (not geometry or set(geometry) != {"x"}):
        yield "the window's state was kept by half"


def _names(root: Path) -> frozenset[str]:
    """What lies there, but for what SQLite keeps beside a file; of copies only why they are."""
    return frozenset(
        _STAMP.sub("then", str(one.relative_to(root)))
        for one in root.rglob("*")
        if not one.name.endswith((*_BESIDE, "ballast"))
    )


def _clear(disk: SmallDisk) -> None:
    for one in disk.root.iterdir():
        shutil.rmtree(one) if one.is_dir() else one.unlink()


def _bench(home: Path, disk: SmallDisk, name: str, passphrase: str | None) -> Laid:
    laid_down = home / f"{name} {passphrase or 'plain'}"
    lay_down(laid_down, name, passphrase)
    if name == "bringing in an archive":
        with Journal.open(laid_down / NAME, passphrase) as journal, journal.read() as session:
            write_archive(session, laid_down / ARCHIVE)
    nothing: Counts = {}
    ran = run(disk, Bench(name, laid_down, passphrase, 0.0, nothing, nothing), None)
    if not ran.is_finished:
        raise RuntimeError(f"{name} does not come to its end: {ran.end}")
    folder = disk.root / "in"
    after, _ = counts_and_numbers(folder / NAME, fitting(folder / NAME))
    names = _names(disk.root) | {f"in/{name}" for name in _names(laid_down)}
    _clear(disk)
    before = after if name == "migrating" else counts_and_numbers(laid_down / NAME, passphrase)[0]
    needed = ran.pages + _MISSED
    return Laid(name, laid_down, passphrase, 0.0, before, after, needed, frozenset(names))
