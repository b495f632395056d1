"""Start-up and memory: the program against a bare window of the same packages."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.measure import Row

TIMES = 9
TIMES_MEMORY = 3
REPOSITORY = Path(__file__).resolve().parents[1]

HOMES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
OURS, BARE = "our_window", "bare_window"
Notes = dict[str, float]


def measure_start(home: Path, journals: Mapping[str, Path], times: int = TIMES) -> list[Row]:
    """From the start of the process to the painted window, and to being able to save."""
    rows = []
    for size, path in journals.items():
        ours: list[Notes] = []
        bare: list[Notes] = []
        for turn in range(times + 1):  # the first of each warms the disk's cache
            found = run(home, OURS, str(path)), run(home, BARE, str(path))
            if turn:
                ours.append(found[0])
                bare.append(found[1])
        for name, what in (("painted", "start to painted"), ("ready", "start to ready to save")):
            rows.append(Row(what, size, _median(ours, name), _median(bare, name), "ms", times))
    return rows


def measure_memory(
    home: Path, journals: Mapping[str, Path], times: int = TIMES_MEMORY
) -> list[Row]:
    """Resident memory with the timeline on show. Nothing is measured but on Linux."""
    if not Path("/proc/self/status").exists():
        return []
    rows = []
    for size, path in journals.items():
        ours, bare = [], []
        for _ in range(times):
            ours.append(run(home, OURS, str(path), "chart"))
            bare.append(run(home, BARE, str(path), "chart"))
        held, least = _median(ours, "resident"), _median(bare, "resident")
        rows.append(Row("memory with a chart on show", size, held, least, "MiB", times))
    return rows


def run(home: Path, program: str, *asked: str) -> Notes:
    """Run one program to its end; its notes, with times in milliseconds from its start.

    `home` stands in for the person's own folders: settings and caches.
    """
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.programs.{program}", *asked],
        cwd=REPOSITORY,
        env={**os.environ, **dict.fromkeys(HOMES, str(home))},
        capture_output=True,
        check=False,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{program} did not run to its end:\n{done.stderr}")
    notes: Notes = json.loads(done.stdout.splitlines()[-1])
    return {
        name: value if name == "resident" else (value - began) * 1000
        for name, value in notes.items()
    }


def _median(found: list[Notes], name: str) -> float:
    return statistics.median(notes[name] for notes in found)
