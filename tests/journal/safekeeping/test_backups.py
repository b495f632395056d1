"""Backups: when one is made, that it opens, and which of them are kept."""

import errno
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.copies import LONGEST_NAME, copy_name
from journal.days import Instant
from journal.error_words import refusal_of
from journal.obstacles import CannotMake, CannotSave, Obstacle, refused_by_system
from journal.safekeeping.backups import (
    DAILY,
    MONTHLY,
    WEEKLY,
    Backup,
    Reason,
    back_up,
    backups,
    catch_up,
    drive_of,
    is_due,
    to_keep,
)
from journal.safekeeping.restoring import restore
from journal.store import Journal
from tests.builders import new_journal
from tests.journal.safekeeping.sealed import MARKER, PASSPHRASE, add_note, make_journal, notes

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY_LONG = timedelta(days=1)


def backup_at(made: datetime, reason: str = Reason.DAILY) -> Backup:
    return Backup(Path(f"{made:%Y%m%d%H%M%S} {reason}"), made, reason)


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_backup_opens_and_holds_what_was_saved(tmp_path: Path, passphrase: str | None) -> None:
    path = make_journal(tmp_path, passphrase)
    with Journal.open(path, passphrase) as journal:
        add_note(journal, "and more")
        made = back_up(journal, Reason.ASKED).path
        add_note(journal, "after")
    assert notes(made, passphrase) == [MARKER, "and more"]
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert sorted(file.name for file in made.parent.iterdir()) == [made.name]


def test_a_backup_is_due_once_a_day_and_again_when_the_clock_was_set_back(tmp_path: Path) -> None:
    path = make_journal(tmp_path)
    assert is_due(path, NOON)
    with Journal.open(path) as journal:
        back_up(journal, Reason.DAILY, now=NOON)
    assert not is_due(path, NOON + timedelta(hours=1))
    assert is_due(path, NOON + DAY_LONG)
    assert is_due(path, NOON - timedelta(hours=1))


def test_what_a_kill_left_of_a_backup_is_taken_away_in_both_places(tmp_path: Path) -> None:
    path, second = make_journal(tmp_path), tmp_path / "stick"
    second.mkdir()
    with Journal.open(path) as journal:
        back_up(journal, Reason.DAILY, now=NOON)
    for folder in (tmp_path / "mine backups", second):
        for ending in (".part", ".part-journal"):
            (folder / f".mine 2026-03-10 110000Z asked for.tidemark{ending}").touch()
    (tmp_path / ".mine.tidemark.part-journal").touch()
    others = second / ".yours 2026-03-10 110000Z daily.tidemark.part"
    others.touch()

    with Journal.open(path) as journal:
        left_here = [*tmp_path.glob(".*part*"), *(tmp_path / "mine backups").glob(".*")]
        back_up(journal, Reason.DAILY, second=second, now=NOON + DAY_LONG)

    assert left_here == []
    assert [*second.glob(".*")] == [others]


def test_files_that_are_no_backups_are_left_alone(tmp_path: Path) -> None:
    path = make_journal(tmp_path)
    folder = tmp_path / "mine backups"
    folder.mkdir()
    others = [
        folder / name
        for name in (
            "mine.tidemark",
            "mine 2026-01-01 000000Z.tidemark",
            "mine 2026-13-01 000000Z daily.tidemark",
            "yours 2020-01-01 000000Z daily.tidemark",
        )
    ]
    for file in others:
        file.write_text("keep me")
    with Journal.open(path) as journal:
        for days in range(60):
            back_up(journal, Reason.DAILY, now=NOON + days * DAY_LONG)
    assert all(file.read_text() == "keep me" for file in others)
    assert len(backups(path)) < 20


def test_two_backups_in_one_second_are_two(tmp_path: Path) -> None:
    path = make_journal(tmp_path)
    with Journal.open(path) as journal:
        first = back_up(journal, Reason.ASKED, now=NOON).path
        add_note(journal, "and more")
        second = back_up(journal, Reason.ASKED, now=NOON).path
    assert notes(first) == [MARKER]
    assert notes(second) == [MARKER, "and more"]


def test_a_second_place_gets_a_copy_too(tmp_path: Path) -> None:
    path = make_journal(tmp_path)
    stick = tmp_path / "stick"
    stick.mkdir()
    with Journal.open(path) as journal:
        done = back_up(journal, Reason.DAILY, second=stick, now=NOON)
    assert done.second is not None
    assert done.second_failure is None
    assert notes(done.second) == [MARKER]
    assert [one.path for one in backups(path, stick)] == [done.second]


def test_a_second_place_that_is_not_there_is_told_and_never_made(tmp_path: Path) -> None:
    path = make_journal(tmp_path)
    with Journal.open(path) as journal:
        done = back_up(journal, Reason.DAILY, second=tmp_path / "stick")
    assert isinstance(done.second_failure, CannotSave)
    assert notes(done.path) == [MARKER]
    assert not (tmp_path / "stick").exists()


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    path = make_journal(tmp_path)
    (tmp_path / "mine backups").write_text("in the way")
    with Journal.open(path) as journal, pytest.raises(CannotSave):
        back_up(journal, Reason.DAILY)
    assert notes(path) == [MARKER]


def test_two_years_of_daily_copies_become_days_weeks_and_months() -> None:
    found = [backup_at(NOON + days * DAY_LONG) for days in range(730)]
    kept = to_keep(found, found[-1].made)
    assert {one.made for one in kept} >= {one.made for one in found[-DAILY:]}
    assert len(kept) <= DAILY + WEEKLY + MONTHLY
    oldest = min(one.made for one in kept)
    assert timedelta(days=300) < found[-1].made - oldest < timedelta(days=366)


def test_a_copy_before_a_large_change_is_kept_for_two_weeks() -> None:
    before = backup_at(NOON, Reason.IMPORT)
    later = [backup_at(NOON + timedelta(hours=1) + days * DAY_LONG) for days in range(40)]
    assert before in to_keep([before, *later[:14]], later[13].made)
    assert before not in to_keep([before, *later], later[-1].made)


def test_a_clock_that_leaps_ahead_takes_no_copy_away() -> None:
    before = [backup_at(NOON - days * DAY_LONG) for days in range(DAILY - 1)]
    before.append(backup_at(NOON - 3 * DAY_LONG, Reason.IMPORT))
    leapt = backup_at(NOON + 365 * DAY_LONG)
    assert to_keep([*before, leapt], leapt.made) == {*before, leapt}


def test_copies_from_a_clock_that_was_wrong_take_no_days_from_those_made_since() -> None:
    ahead = [backup_at(NOON + (365 + days) * DAY_LONG) for days in range(DAILY + 1)]
    since = [backup_at(NOON + days * DAY_LONG) for days in range(DAILY)]
    assert to_keep([*ahead, *since], since[-1].made) == {*ahead, *since}


def test_a_damaged_journal_that_was_put_aside_is_never_removed() -> None:
    aside = backup_at(NOON, Reason.DAMAGED)
    later = [backup_at(NOON + days * DAY_LONG) for days in range(1, 800)]
    assert aside in to_keep([aside, *later], later[-1].made)


MOMENTS = st.lists(
    st.builds(
        backup_at,
        st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
        st.sampled_from(list(Reason)),
    ),
    max_size=60,
)


@given(MOMENTS)
def test_what_is_kept_holds_the_newest_and_keeping_again_changes_nothing(
    found: list[Backup],
) -> None:
    kept = to_keep(found, NOON)
    assert kept <= set(found)
    if found:
        assert max(found, key=lambda one: (one.made, one.path.name)) in kept
    assert to_keep(kept, NOON) == kept


@given(MOMENTS)
def test_of_the_newest_days_weeks_and_months_each_has_a_copy(found: list[Backup]) -> None:
    kept = to_keep(found, NOON)
    for number, period in (
        (DAILY, lambda one: one.day),
        (WEEKLY, lambda one: one.day.isocalendar()[:2]),
        (MONTHLY, lambda one: (one.day.year, one.day.month)),
    ):
        newest = sorted({period(one) for one in found}, reverse=True)[:number]
        assert {period(one) for one in kept} >= set(newest)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    path = make_journal(tmp_path)
    folder = tmp_path / "mine backups"
    folder.mkdir(mode=0o500)
    with Journal.open(path) as journal, pytest.raises(CannotSave):
        back_up(journal, Reason.DAILY)


def test_a_second_place_catches_up_with_what_it_missed_and_keeps_no_more_than_the_first(
    tmp_path: Path,
) -> None:
    path, stick = make_journal(tmp_path), tmp_path / "stick"
    with Journal.open(path, clock=lambda: Instant.of(NOON)) as journal:
        back_up(journal, Reason.MERGE, now=NOON - timedelta(days=1))
        with pytest.raises(CannotSave):
            catch_up(journal, stick)
        assert not stick.exists(), "never made in place of a stick"
        stick.mkdir()
        assert drive_of(stick).is_mount()
        with pytest.raises(CannotSave):
            catch_up(journal, stick, drive=stick)
        assert not list(stick.iterdir()), "nor where it was mounted before it was taken out"
        old = stick / copy_name(path, NOON - timedelta(days=4000), Reason.DAILY)
        old.write_bytes(path.read_bytes())
        back_up(journal, Reason.ASKED, now=NOON)
        damaged = back_up(journal, Reason.IMPORT, now=NOON).path
        damaged.write_bytes(damaged.read_bytes()[:5000])
        catch_up(journal, stick)
        there = backups(path, stick)
        assert [one.reason for one in there] == ["asked for", "before merge", "daily"]
        assert notes(there[1].path) == [MARKER]
        before = {one.path: one.path.stat().st_mtime_ns for one in there}
        catch_up(journal, stick)
        assert {one.path: one.path.stat().st_mtime_ns for one in backups(path, stick)} == before
    assert not list(stick.glob(".*"))


@pytest.mark.parametrize("letters", ["ü", "😀", "a"])
def test_a_journal_of_the_longest_name_is_backed_up_and_restored(
    tmp_path: Path, letters: str
) -> None:
    name = letters * ((LONGEST_NAME - len(".tidemark")) // len(letters.encode())) + ".tidemark"
    with new_journal(tmp_path, name) as journal, new_journal(tmp_path, f"b{name[1:]}") as alike:
        path = journal.path
        add_note(journal, MARKER)
        made = back_up(journal, Reason.PASSPHRASE, now=NOON).path
        back_up(alike, Reason.DAILY, now=NOON)
    assert [one.path for one in backups(path)] == [made]
    restore(path, made)
    assert notes(path) == [MARKER]


def test_a_name_that_leaves_no_room_for_names_beside_it_is_refused_for_that(
    tmp_path: Path,
) -> None:
    path = tmp_path / ("ü" * 118 + ".tidemark")
    with pytest.raises(CannotMake) as refused:
        Journal.create(path)
    said = refusal_of(refused.value)
    assert said is not None
    assert "its name is too long" in said.sentence
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_folder_that_may_not_be_written_to_is_told_as_such(tmp_path: Path, number: int) -> None:
    refused = refused_by_system(tmp_path / "mine.tidemark", OSError(number, "no"))
    assert refused.obstacle is Obstacle.READ_ONLY
