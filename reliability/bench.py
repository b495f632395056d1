"""A journal that files are brought into, one after the other, and what became of each.

A second connection counts and clears away, beside everything that the program does.
"""

import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from random import Random

from journal.command_line.error_words import refusal_of
from journal.days import Instant
from journal.on_disk import sums
from journal.on_disk.driver import connect
from journal.records import KINDS, Model
from journal.store import Journal
from reliability.outcome import Outcome
from reliability.sample_folder import TODAY

AGAIN_EVERY = 10
"""How many accepted files there are to one that is planned again, to see that it adds nothing."""

_TABLES = tuple(table.name for table in Model.metadata.sorted_tables)
_COUNT = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in _TABLES)
_KEPT = {kind.__tablename__ for kind in KINDS}

BringIn = Callable[[Journal, Path], Mapping[str, int]]
"""Brings a file in as the command does; tells how many new records of each kind came."""

Adds = Callable[[Journal, Path], bool]
"""Whether the same file, brought in again, would add or change something."""


@dataclass(frozen=True)
class Way:
    """One way of bringing files in."""

    bring_in: BringIn
    adds: Adds


@dataclass
class Tried:
    """What became of the files so far."""

    found: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


class Bench:
    """A journal laid down anew after each file that was taken: empty, or as a copy of `held`."""

    def __init__(self, folder: Path, held: Path | None = None) -> None:
        at = Instant.of(datetime.combine(TODAY, time(21)).astimezone())
        self._journal = Journal.create(folder / "used.tidemark", clock=lambda: at)
        self._beside = connect(self._journal.path)
        self._beside.execute("PRAGMA synchronous = OFF")
        self._is_holding = held is not None
        if held is not None:
            self._beside.execute("ATTACH DATABASE ? AS held", (str(held),))
        self._lay_down()

    def close(self) -> None:
        """Let go of the journal."""
        self._beside.close()
        self._journal.close()

    def try_out(self, path: Path, way: Way, tried: Tried, seed: int) -> None:
        """Bring one file in, and look at what is in the journal then."""
        before = self._counts()
        try:
            told = way.bring_in(self._journal, path)
        except Exception as error:  # noqa: BLE001 - which it was is what is tested
            if refusal_of(error) is None:
                tried.broken.append(f"seed {seed}: {in_a_line(error)}")
            elif self._counts() != before:
                tried.broken.append(f"seed {seed}: refused, and yet something was written")
            tried.found["refused"] += 1
            return
        tried.found["taken"] += 1
        came = Counter(self._counts())
        came.subtract(before)
        new = {kind: n for kind, n in told.items() if n}
        if {kind: n for kind, n in came.items() if n and kind in _KEPT} != new:
            tried.broken.append(f"seed {seed}: told {new}, wrote {came}")
        if tried.found["taken"] % AGAIN_EVERY == 0 and way.adds(self._journal, path):
            tried.broken.append(f"seed {seed}: the same file again would add something")
        self._lay_down()

    def _lay_down(self) -> None:
        with sums.kept(self._beside):
            for table in reversed(_TABLES):
                self._beside.execute(f"DELETE FROM main.{table}")
            for table in _TABLES if self._is_holding else ():
                self._beside.execute(f"INSERT INTO main.{table} SELECT * FROM held.{table}")

    def _counts(self) -> Mapping[str, int]:
        return dict(self._beside.execute(_COUNT).fetchall())


def in_a_line(error: Exception) -> str:
    """A defect as a line of a report."""
    return f"{type(error).__name__}: {' '.join(traceback.format_exception(error)[-2:])}"


def try_files(
    what: str, bench: Bench, runs: range, spoil: Callable[[Random], Path], way: Way
) -> Outcome:
    """Spoil a file for each seed and bring it in."""
    tried = Tried()
    for seed in runs:
        bench.try_out(spoil(Random(seed)), way, tried, seed)
    bench.close()
    command = f"python -m reliability --only imports --runs {len(runs)}"
    return Outcome(what, len(runs), tried.found, command, tuple(tried.broken))
