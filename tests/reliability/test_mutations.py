"""About two per cent of the campaigns: `python -m reliability` runs them whole."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from reliability import archives, imports, journals
from reliability.mutations import ODD, WAYS, mutated
from reliability.outcome import Outcome, as_markdown

FIRST = 500_000
"""Seeds that the whole campaigns do not reach."""


@pytest.mark.parametrize(
    ("campaign", "runs", "taken"),
    [
        (imports.mutate_sheets, 200, 20),
        (imports.mutate_folders, 200, 20),
        (imports.mutate_mappings, 250, 25),
        (archives.mutate_archives, 200, 6),
    ],
)
def test_no_mutated_file_ends_in_a_defect_or_comes_in_by_half(
    tmp_path: Path, campaign: Callable[[Path, int, int], Outcome], runs: int, taken: int
) -> None:
    outcome = campaign(tmp_path, runs, FIRST)

    assert outcome.broken == ()
    assert outcome.found["taken"] > taken
    assert outcome.found["refused"] > runs / 10


def test_no_changed_byte_of_a_journal_ends_in_a_defect_or_in_another_entry(tmp_path: Path) -> None:
    outcome = journals.damage_journals(tmp_path, 200, FIRST)

    assert outcome.broken == ()
    assert outcome.found["opened whole"] > 12
    assert outcome.found["refused"] > 100


def test_no_changed_byte_of_an_encrypted_journal_is_believed(tmp_path: Path) -> None:
    outcome = journals.damage_encrypted(tmp_path, 50, FIRST)

    assert outcome.broken == ()
    assert sum(outcome.found.values()) == 50
    assert set(outcome.found) <= {"refused", "opened whole"}


def test_a_journal_with_noise_in_it_is_restored_from_its_backup(tmp_path: Path) -> None:
    outcome = journals.restore_damaged(tmp_path, 20, FIRST)

    assert outcome.broken == ()
    assert outcome.found["refused and restored"] > 10


def test_every_way_of_going_wrong_changes_something() -> None:
    content = b"day,score\n2026-01-10,5\n2026-01-11,7\n" * 9
    for way in WAYS:
        changed = [bytearray(content) for _ in range(9)]
        for seed, one in enumerate(changed):
            way(one, Random(seed))  # noqa: S311 - repeatable
        assert any(one != content for one in changed), way


def test_the_same_seed_goes_wrong_in_the_same_way() -> None:
    content = b"day,score\n" * 20
    again = [mutated(content, Random(7)) for _ in range(2)]  # noqa: S311 - repeatable
    assert again[0] == again[1]
    assert mutated(b"", Random(7)) is not None  # noqa: S311 - repeatable
    assert len(set(ODD)) == len(ODD)


def test_a_broken_promise_shows_in_the_table() -> None:
    kept = Outcome("files", 1_000, {"refused": 990, "taken": 10}, "python -m reliability")
    broken = Outcome("files", 1_000, {"taken": 1_000}, "python -m reliability", ("seed 3: x",))

    assert kept.is_kept
    assert not broken.is_kept
    assert not Outcome("files", 0, {}, "").is_kept
    table = as_markdown([kept, broken])
    assert "| files | 1,000 | 990 refused, 10 taken, 0 broken promises |" in table
    assert "1 broken promises" in table
