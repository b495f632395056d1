"""Errors in words: every one is said, says that nothing was lost, and stays calm."""

import errno
from datetime import date
from pathlib import Path

import pytest

from journal import obstacles, scoring
from journal.days import Instant
from journal.obstacles import (
    CannotSave,
    FaultyRecords,
    Holder,
    JournalError,
    JournalInUse,
    NewerJournal,
    Obstacle,
)
from ui import words
from ui.problem_words import problem_words

PATH = Path("mine.tidemark")


def every_error() -> list[Exception]:
    """One of each thing that can stand between a person and a journal in the window."""
    kinds = [
        kind
        for kind in vars(obstacles).values()
        if isinstance(kind, type)
        and issubclass(kind, JournalError)
        and kind not in (JournalError, CannotSave, NewerJournal, FaultyRecords)
    ]
    plain: list[Exception] = [kind(PATH) for kind in kinds]
    refused: list[Exception] = [CannotSave(PATH, obstacle) for obstacle in Obstacle]
    since = Instant.parse("2026-01-10T19:40:00+00:00")
    here, attic = (Holder(name, since, is_here=name == "here") for name in ("here", "attic"))
    held = [JournalInUse(PATH, here), JournalInUse(PATH, attic)]
    return [
        *plain,
        *refused,
        *held,
        JournalInUse(PATH, attic, is_locked=False),
        NewerJournal(PATH, 7),
    ]


@pytest.mark.parametrize("error", every_error(), ids=repr)
def test_every_error_of_a_journal_is_said_calmly(error: Exception) -> None:
    said = problem_words(error)

    assert said is not None
    assert "!" not in said
    assert said.count(". ") >= 1, "what happened, and then what it means"
    assert any(calm in said for calm in ("othing", "left as it is", "still here"))


def test_the_obstacles_to_saving_are_told_apart() -> None:
    said = {problem_words(CannotSave(PATH, obstacle)) for obstacle in Obstacle}

    assert len(said) == len(Obstacle)


def test_errors_of_the_same_family_are_said_too() -> None:
    bad = scoring.BadAnswer("1", 9, scoring.AnswerFault.OUT_OF_RANGE)

    assert problem_words(bad) is not None
    assert problem_words(PermissionError(13, "Permission denied")) is not None
    full = problem_words(OSError(errno.ENOSPC, "No space left on device"))
    assert full is not None
    assert "the disk is full" in full


def test_a_defect_has_no_words() -> None:
    assert problem_words(KeyError("code")) is None


def test_a_day_is_named_by_how_near_it_is() -> None:
    today = date(2026, 11, 23)

    assert words.short_day(today, today) == "today"
    assert words.short_day(date(2026, 11, 22), today) == "yesterday"
    assert words.short_day(date(2026, 11, 3), today) == "3 November"
    assert words.short_day(date(2025, 11, 3), today) == "3 November 2025"
    assert words.day_title(today, today) == "Monday 23 November"
    assert words.month("2026-11") == "November 2026"
