"""Backups: when one is made, that it opens, and which of them are kept."""

import errno
import os
import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.command_line import commands
from journal.command_line.error_words import refusal_of
from journal.days import Instant
from journal.obstacles import CannotMake, CannotSave, Obstacle, refused_by_system
from journal.on_disk import copies
from journal.on_disk.copies import LONGEST_NAME, copy_name
from journal.on_disk.keys import Key
from journal.safekeeping import bringing
from journal.safekeeping.backups import (
    DAILY,
    MONTHLY,
    WEEKLY,
    Backup,
    Reason,
    back_up,
    backups,
    catch_up,
    copies_in,
    drive_of,
    is_due,
    to_keep,
)
from journal.safekeeping.passphrase import set_passphrase
from journal.safekeeping.restoring import newest_good, restore
from journal.safekeeping.whose import ours_at
from journal.store import Journal
from tests.builders import new_journal
from tests.journal.safekeeping.sealed import MARKER, PASSPHRASE, add_note, make_journal, notes

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY_LONG = timedelta(days=1)
A_KEY = Key(bytes(range(32)), bytes(range(16)))
"""Not derived from a passphrase, which takes long."""


def copies_on(stick: Path, path: Path) -> list[Backup]:
    return list(copies_in(stick, ours_at(path, None)))


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
        for days in range(12):
            back_up(journal, Reason.DAILY, now=NOON + days * DAY_LONG)
    assert all(file.read_text() == "keep me" for file in others)
    assert len(backups(path)) < 12


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
    assert [one.path for one in copies_on(stick, path)] == [done.second]
    assert stat.S_IMODE(done.second.parent.stat().st_mode) == 0o700


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


def test_of_a_days_rounds_of_a_shared_folder_the_first_and_the_last_are_kept() -> None:
    rounds = [
        backup_at(NOON + day * DAY_LONG + timedelta(minutes=minute), Reason.ROUND)
        for day in range(2)
        for minute in range(4)
    ]
    by_hand = [backup_at(NOON + timedelta(seconds=second), Reason.MERGE) for second in range(3)]
    kept = to_keep([*rounds, *by_hand], NOON + 2 * DAY_LONG)
    assert kept == {*by_hand, rounds[0], rounds[3], rounds[4], rounds[7]}


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
        there = copies_on(stick, path)
        assert [one.reason for one in there] == ["asked for", "before merge", "daily"]
        assert notes(there[1].path) == [MARKER]
        before = {one.path: one.path.stat().st_mtime_ns for one in there}
        catch_up(journal, stick)
        assert {one.path: one.path.stat().st_mtime_ns for one in copies_on(stick, path)} == before
    assert not list(stick.rglob(".*"))


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


def two_of_one_name(folder: Path) -> tuple[Path, Path]:
    """Of two people, each in a folder of their own, as on a computer that they share."""
    for name in ("ann", "bob"):
        (folder / name).mkdir()
    return make_journal(folder / "ann"), make_journal(folder / "bob")


def test_in_one_second_place_two_journals_of_one_name_have_nothing_to_do_with_each_other(
    tmp_path: Path,
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    ann, bob = two_of_one_name(tmp_path)
    for path, days in ((ann, 1), (bob, 2)):
        with Journal.open(path, clock=lambda: Instant.of(NOON + 5 * DAY_LONG)) as journal:
            add_note(journal, path.parent.name)
            for day in range(days):
                back_up(journal, Reason.DAILY, second=stick, now=NOON + day * DAY_LONG)
    bobs = copies_on(stick, bob)
    assert len(bobs) == 2
    (anns,) = copies_on(stick, ann)
    assert notes(anns.path) == [MARKER, "ann"]
    shutil.rmtree(tmp_path / "ann" / "mine backups")
    found = newest_good(ann, None, second=stick)
    assert found is not None
    assert found.backup == anns
    done = set_passphrase(ann, None, A_KEY, second=stick)
    assert done.left == ()
    assert [notes(one.path) for one in bobs] == [[MARKER, "bob"]] * 2


def test_copies_that_lay_beside_each_other_in_a_second_place_are_found_and_told_apart(
    tmp_path: Path,
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    ann, bob = two_of_one_name(tmp_path)
    theirs = []
    for days in range(12):
        theirs.append(stick / copy_name(bob, NOON - (days + 1) * DAY_LONG, Reason.DAILY))
        shutil.copy(bob, theirs[-1])
    mine = stick / copy_name(ann, NOON - 13 * DAY_LONG, Reason.DAILY)
    shutil.copy(ann, mine)
    assert [one.path for one in copies_on(stick, ann)] == [mine]
    with Journal.open(ann, clock=lambda: Instant.of(NOON)) as journal:
        back_up(journal, Reason.DAILY, now=NOON)
        assert catch_up(journal, stick) == ()
    assert sorted(stick.glob("*.tidemark")) == sorted(theirs)
    (folder,) = (one for one in stick.iterdir() if one.is_dir())
    assert [one.path.parent for one in copies_on(stick, ann)] == [folder, folder]


def test_a_journal_that_took_the_place_of_another_leaves_its_backups_alone(tmp_path: Path) -> None:
    path = make_journal(tmp_path)
    with Journal.open(path) as journal:
        first = back_up(journal, Reason.DAILY, now=NOON - 30 * DAY_LONG).path
        before = [first, first.parent / copy_name(path, NOON - 31 * DAY_LONG, "daily")]
        shutil.copy(*before)
    path.unlink()
    make_journal(tmp_path)
    with Journal.open(path) as journal:
        add_note(journal, "the other")
        made = back_up(journal, Reason.DAILY, now=NOON).path
        for day in range(1, 9):
            shutil.copy(made, made.parent / copy_name(path, NOON + day * DAY_LONG, "daily"))
        back_up(journal, Reason.DAILY, now=NOON + 9 * DAY_LONG)
    assert not made.exists()
    assert all(file.exists() for file in before)
    for one in backups(path):
        if one.path not in before:
            one.path.unlink()
    assert newest_good(path) is None, "nor is another's offered in place of its own"
    assert commands.run(["restore", "--journal", str(path)]) == 1
    assert notes(path) == [MARKER, "the other"]
    assert set(set_passphrase(path, None, A_KEY).left) == set(before)
    assert [notes(file) for file in before] == [[MARKER]] * 2


def test_a_damaged_journal_finds_its_copies_in_a_second_place_by_those_beside_it(
    tmp_path: Path,
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    path = make_journal(tmp_path)
    with Journal.open(path) as journal:
        first = back_up(journal, Reason.DAILY, now=NOON).path
        add_note(journal, "later")
        back_up(journal, Reason.DAILY, now=NOON + DAY_LONG, second=stick)
    for one in backups(path):
        if one.path != first:
            one.path.unlink()
    path.write_bytes(b"nothing that could be read")
    found = newest_good(path, None, second=stick)
    assert found is not None
    assert notes(found.backup.path) == [MARKER, "later"]


def test_a_command_beside_an_open_window_leaves_the_backup_that_it_is_making_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_journal(tmp_path)
    is_sound = copies.is_sound

    def with_another(half: Path, key: Key | None) -> bool:
        with monkeypatch.context() as patched:
            patched.setattr(copies, "is_sound", is_sound)
            with Journal.open(path, to_read=True) as reading:
                back_up(reading, Reason.ASKED, now=NOON)
        return is_sound(half, key)

    monkeypatch.setattr(copies, "is_sound", with_another)
    with Journal.open(path) as journal:
        back_up(journal, Reason.DAILY, now=NOON)
    assert {one.reason for one in backups(path)} == {"daily", "asked for"}


def test_a_copy_that_cannot_be_read_back_or_is_gone_is_no_damage_of_the_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, stick = make_journal(tmp_path), tmp_path / "stick"
    stick.mkdir()
    is_sound = copies.is_sound

    def fails(half: Path, key: Key | None) -> bool:
        if half.name.endswith(".part"):
            half.unlink()
        return is_sound(half, key)

    with Journal.open(path) as journal:
        with monkeypatch.context() as patched:
            patched.setattr(bringing, "is_sound", fails)
            done = back_up(journal, Reason.DAILY, second=stick, now=NOON)
            assert isinstance(done.second_failure, CannotSave)
            with pytest.raises(CannotSave):
                catch_up(journal, stick)
        with monkeypatch.context() as patched:
            patched.setattr(copies, "is_sound", fails)
            with pytest.raises(CannotSave):
                back_up(journal, Reason.DAILY, now=NOON)
        assert not journal.is_damaged
    assert [one.path for one in backups(path)] == [done.path]


@pytest.mark.parametrize("reason", [Reason.DAMAGED, Reason.IMPORT, Reason.MERGE, Reason.RESTORE])
def test_what_was_put_aside_or_made_before_something_is_no_backup_of_the_day(
    tmp_path: Path, reason: Reason
) -> None:
    path = tmp_path / "mine.tidemark"
    made = tmp_path / "mine backups" / copy_name(path, NOON, reason)
    made.parent.mkdir()
    made.touch()
    assert is_due(path, NOON + timedelta(hours=1))


def test_the_folder_of_the_backups_as_second_place_loses_none_of_them(tmp_path: Path) -> None:
    path = make_journal(tmp_path)
    with Journal.open(path, clock=lambda: Instant.of(NOON)) as journal:
        made = back_up(journal, Reason.DAILY, now=NOON).path
        catch_up(journal, made.parent)
    assert [one.path for one in backups(path)] == [made]
