"""Kills at random instants: nothing acknowledged is lost, and every journal opens.

`python -m reliability --only kills --runs 1000`
"""

import shutil
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random
from unittest.mock import patch

from sqlalchemy import insert, select

from journal.command_line.error_words import refusal_of
from journal.obstacles import Locked, WrongPassphrase
from journal.on_disk import journal_file, migrations
from journal.on_disk.copies import is_sound
from journal.on_disk.driver import Access, make_engine
from journal.on_disk.journal_file import key_of
from journal.records import KINDS, Note
from journal.safekeeping.backups import Reason, back_up, backups, copies_in
from journal.safekeeping.whose import ours_at
from journal.store import Journal
from journal.verification import verify
from reliability.kills_work import (
    BACKUP,
    FIRST,
    GIVEN_OUT,
    INCOMING,
    MARKER,
    NAME,
    NOW,
    OTHER,
    SECOND,
    THEN,
    WORKS,
    note,
    quick_keys,
    work,
)
from reliability.outcome import Outcome
from reliability.sample_folder import last_rows, write_files

NOTES = 20
"""In the journal before any of the works begins."""

PASSPHRASES = (None, FIRST, THEN)
PATIENCE = 120.0
LATER = 1.05
"""Some kills come too late, so that what was finished is looked at as well."""

Counts = Mapping[str, int]


@dataclass(frozen=True)
class Told:
    """What a child had said before it was killed, and how long it worked, in seconds."""

    words: tuple[object, ...]
    seconds: float

    @property
    def is_finished(self) -> bool:
        """Whether the kill came too late."""
        return "finished" in self.words


@dataclass(frozen=True)
class Bench:
    """A folder laid down anew for each kill, and what becomes of it when nobody kills."""

    name: str
    laid_down: Path
    passphrase: str | None
    seconds: float
    before: Counts
    after: Counts


def kill(home: Path, runs: int, first: int = 0) -> Outcome:
    """Kill a child in the middle of each kind of work, on plain and on encrypted journals."""
    with quick_keys():
        benches = [
            _bench(home, name, passphrase)
            for name in WORKS
            for passphrase in (None, FIRST)
            if passphrase is None or name != "changing the passphrase"
        ]
        found: Counter[str] = Counter()
        broken: list[str] = []
        for seed in range(first, first + runs):
            bench, folder = benches[seed % len(benches)], home / "killed"
            shutil.copytree(bench.laid_down, folder)
            at = Random(seed).random() * bench.seconds * LATER
            told = run(bench.name, folder, bench.passphrase, at)
            found["too late" if told.is_finished else bench.name] += 1
            broken += [
                f"seed {seed}, {bench.name} after {at:.3f} s: {fault}"
                for fault in faults(folder, bench, told)
            ]
            shutil.rmtree(folder)
    command = f"python -m reliability --only kills --runs {runs}"
    return Outcome("kills at random instants", runs, found, command, tuple(broken))


def run(name: str, folder: Path, passphrase: str | None, seconds: float | None = None) -> Told:
    """Let a child work; with `seconds` it is killed so long after it was ready."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["reliability.kills_work"])
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(name, folder, passphrase, theirs))
    child.start()
    theirs.close()
    words: list[object] = []
    if not ours.poll(PATIENCE) or ours.recv() != "ready":
        raise RuntimeError("the child did not begin")
    began = time.monotonic()
    try:
        if seconds is not None:
            time.sleep(seconds)
            child.kill()
        while True:
            words.append(ours.recv())
            if words[-1] == "finished":
                break
    except (EOFError, OSError):
        pass
    took = time.monotonic() - began
    child.join()
    ours.close()
    return Told(tuple(words), took)


def faults(folder: Path, bench: Bench, told: Told) -> Iterator[str]:
    """What is not as it should be in a folder whose journal was being worked on."""
    path = folder / NAME
    try:
        passphrase = fitting(path)
        with Journal.open(path, passphrase) as journal:
            if any((folder / SECOND).rglob(".*")):  # what is left there goes with the next backup
                later = NOW + timedelta(hours=2)
                back_up(journal, Reason.ASKED, second=folder / SECOND, now=later)
        verify(path, passphrase)
        counts, numbers = counts_and_numbers(path, passphrase)
    except Exception as error:  # noqa: BLE001 - which it was is what is tested
        yield f"does not open: {type(error).__name__} {refusal_of(error)}"
        return
    yield from _lost(folder, bench, told, counts, numbers)
    for one in (*backups(path), *copies_in(folder / SECOND, ours_at(path, passphrase))):
        if not _opens(one.path):
            yield f"{one.path.name} is not sound"
    for file in sorted(folder.rglob("*")):
        is_left = file.name.endswith((".part", "-journal", "-wal", "-shm"))
        if is_left and not file.name.startswith(OTHER):  # whose log the next opening takes in
            yield f"{file.name} was left"
        if file.relative_to(folder).parts[0] in GIVEN_OUT:
            continue
        if passphrase and file.is_file() and MARKER.encode() in file.read_bytes():
            yield f"{file.name} is in clear"


def fitting(path: Path) -> str | None:
    """Which of the passphrases opens the journal."""
    for passphrase in PASSPHRASES:
        try:
            key_of(path, passphrase)
        except (Locked, WrongPassphrase):
            continue
        return passphrase
    raise WrongPassphrase(path)


def _lost(
    folder: Path, bench: Bench, told: Told, counts: Counts, numbers: Counter[int]
) -> Iterator[str]:
    if bench.name == "saving":
        saved = {number: times for number, times in numbers.items() if number >= NOTES}
        if any(times != 2 for times in saved.values()):
            yield "an entry was saved by half"
        if lost := {one for one in told.words if isinstance(one, int)} - saved.keys():
            yield f"acknowledged and lost: {sorted(lost)}"
        if any(numbers[number] != 1 for number in range(NOTES)):
            yield "older entries were lost"
        return
    if counts not in (bench.before, bench.after):
        yield f"by half: {counts}"
    if "done" in told.words and counts != bench.after:
        yield "acknowledged and lost"
    if bench.name == "backing up":
        for one in told.words:
            if one != "finished" and not (folder / str(one)).exists():
                yield f"an acknowledged backup is gone: {one}"


def _opens(path: Path) -> bool:
    for passphrase in PASSPHRASES:
        try:
            return is_sound(path, key_of(path, passphrase))
        except (Locked, WrongPassphrase):
            continue
    return False


def counts_and_numbers(path: Path, passphrase: str | None) -> tuple[Counts, Counter[int]]:
    """How many records of each kind there are, and the numbers of the notes."""
    with Journal.open(path, passphrase, to_read=True) as journal, journal.read() as session:
        counts = {kind.__tablename__: len(session.scalars(select(kind.id)).all()) for kind in KINDS}
        texts = session.scalars(select(Note.text)).all()
    return counts, Counter(int(text.split()[0]) for text in texts if MARKER in text)


def _bench(home: Path, name: str, passphrase: str | None) -> Bench:
    laid_down, whole = home / f"{name} {passphrase or 'plain'}", home / "whole"
    lay_down(laid_down, name, passphrase)
    shutil.copytree(laid_down, whole)
    told = run(name, whole, passphrase)
    if not told.is_finished:
        raise RuntimeError(f"{name} does not come to its end")
    after, _ = counts_and_numbers(whole / NAME, fitting(whole / NAME))
    shutil.rmtree(whole)
    # An older file is not read here, since that would migrate it.
    before = after if name == "migrating" else counts_and_numbers(laid_down / NAME, passphrase)[0]
    return Bench(name, laid_down, passphrase, told.seconds, before, after)


def lay_down(folder: Path, name: str, passphrase: str | None) -> None:
    """A journal of some notes, with two backups, and beside it whatever the work needs."""
    path = folder / NAME
    if name == "migrating":
        (folder / SECOND).mkdir(parents=True)
        _make_older(path, passphrase)
        return
    shutil.copytree(_some_notes(folder.parent, passphrase), folder)
    if name == "importing":
        write_files(folder / INCOMING, last_rows(120))
    if name in ("restoring", "merging"):
        with Journal.open(path, passphrase) as journal:
            journal.copy_to(folder / (BACKUP if name == "restoring" else OTHER))
    changed = {"restoring": (path, 2), "merging": (folder / OTHER, 5)}.get(name)
    if changed is not None:
        with Journal.open(changed[0], passphrase) as journal, journal.write("Log") as session:
            session.add_all([note(number) for number in range(NOTES, changed[1] * NOTES)])


def _some_notes(home: Path, passphrase: str | None) -> Path:
    """A folder with a journal of some notes and two backups in two places; made once."""
    folder = home / f"some notes {passphrase or 'plain'}"
    if not folder.exists():
        (folder / SECOND).mkdir(parents=True)
        with Journal.create(folder / NAME, passphrase) as journal:
            with journal.write("Log") as session:
                session.add_all([note(number) for number in range(NOTES)])
            for days in (2, 1):
                then = NOW - timedelta(days=days)
                back_up(journal, Reason.DAILY, second=folder / SECOND, now=then)
    return folder


def _make_older(path: Path, passphrase: str | None) -> None:
    first = migrations.STEPS[:1]
    with (
        patch.object(migrations.migrate, "__defaults__", (first,)),
        patch.object(journal_file, "SCHEMA_VERSION", len(first)),
    ):
        Journal.create(path, passphrase).close()
        engine = make_engine(path, key_of(path, passphrase), Access.WRITE, is_writable=True)
    with engine.begin() as connection:
        for number in range(NOTES):
            one = note(number)
            values = {"day": one.day, "text": one.text}
            connection.execute(insert(Note.__table__).values(values))  # type: ignore[arg-type]
    engine.dispose()
