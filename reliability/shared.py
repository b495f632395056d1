"""Copies of a journal on several computers: edited apart, joined in any order, then the same."""

from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from reliability.outcome import Outcome
from tests.journal.safekeeping.sealed import PASSPHRASE
from tests.journal.safekeeping.syncthing import PROGRAM
from tests.journal.safekeeping.three_computers import ThreeComputers
from tests.journal.safekeeping.two_computers import edit_apart

STEPS = 25
"""Edits and joinings of a history, at most."""


def merge_histories(_home: Path, runs: int, first: int) -> Outcome:
    """Histories of three computers, each of up to `STEPS` edits and joinings, then joined whole."""
    done: Counter[str] = Counter()

    class Counted(ThreeComputers):
        def teardown(self) -> None:
            super().teardown()
            done["all equal"] += 1

    broken = []
    try:
        run_state_machine_as_test(
            seed(first)(Counted),
            settings=settings(
                max_examples=runs,
                stateful_step_count=STEPS,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    except Exception as error:  # noqa: BLE001 - whatever it is, the promise was broken
        history = "\n".join(getattr(error, "__notes__", ()))
        broken.append(f"seed {first}: {type(error).__name__}: {error}\n{history}")
    return Outcome(
        "random histories of edits on three computers, joined in random orders and repeatedly",
        done["all equal"] + len(broken),
        done,
        f"python -m reliability --only shared --runs {runs} --first {first}",
        tuple(broken),
    )


def sync_two_computers(home: Path, runs: int, first: int) -> Outcome:
    """Two Syncthing programs, two journals edited 200 times each, the connection cut on the way.

    Every other pair is encrypted. Where Syncthing is not installed there are no runs.
    """
    found: Counter[str] = Counter()
    broken = []
    numbers = range(first, first + runs) if PROGRAM is not None else range(0)
    for number in numbers:
        folder = home / str(number)
        folder.mkdir()
        try:
            counted = edit_apart(folder, number, PASSPHRASE if number % 2 else None)
        except Exception as error:  # noqa: BLE001 - whatever it is, the promise was broken
            broken.append(f"seed {number}: {type(error).__name__}: {error}"[:500])
        else:
            found["edits"] += counted["edits"]
            found["cuts"] += counted["cuts"]
            found["copies joined"] += counted["copies joined"]
            found["half-synced files left"] += counted["left: on its way"]
            found["seconds"] += counted["seconds"]
    return Outcome(
        "pairs of journals kept in step by two Syncthing programs on the loopback address",
        len(numbers),
        found,
        f"python -m reliability --only syncthing --runs {runs} --first {first}",
        tuple(broken),
    )
