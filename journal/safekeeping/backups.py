"""Dated copies of a journal: when one is due, where they lie, and which of them are kept.

A copy is made after the first change of a day and before whatever changes much at once. Each is
read whole before it counts, and it is encrypted as the journal is. Nothing here ever removes a
file that is not such a copy.
"""

import contextlib
import os
import shutil
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from journal import owner_only
from journal.copies import (
    folder_of_copies,
    free_copy,
    is_sound,
    read_name,
    remove_unfinished,
    sync_folder,
    unfinished,
)
from journal.keys import looks_encrypted
from journal.obstacles import CannotSave, Obstacle, refused_by_system
from journal.store import Journal

DAILY, WEEKLY, MONTHLY = 7, 4, 12
"""How many copies are kept: the newest of each of so many days, weeks and months that have one."""

EACH_KEPT = timedelta(days=14)
"""How long every copy made before a large change is kept, however many there are."""


class Reason(StrEnum):
    """Why a copy was made, as its name says it."""

    DAILY = "daily"
    ASKED = "asked for"
    IMPORT = "before import"
    MERGE = "before merge"
    RESTORE = "before restore"
    DAMAGED = "damaged"
    PASSPHRASE = "before new passphrase"  # noqa: S105 - no passphrase


@dataclass(frozen=True)
class Backup:
    """One copy: where it lies, when it was made (aware, UTC) and why."""

    path: Path
    made: datetime
    reason: str

    @property
    def day(self) -> date:
        """The day on which it was made, in this computer's time zone."""
        return self.made.astimezone().date()


@dataclass(frozen=True)
class BackedUp:
    """A copy that was made; and what kept a second one from being made in the second place."""

    path: Path
    second: Path | None = None
    second_failure: CannotSave | None = None


def backups(journal: Path, folder: Path | None = None) -> tuple[Backup, ...]:
    """The copies of a journal, the newest first; `folder` is its own unless another is named.

    A folder that is not there or cannot be read holds none.
    """
    found = []
    try:
        names = [file.name for file in (folder or folder_of_copies(journal)).iterdir()]
    except OSError:
        return ()
    for name in names:
        told = read_name(journal, name)
        if told is not None:
            found.append(Backup((folder or folder_of_copies(journal)) / name, *told))
    return tuple(sorted(found, key=lambda one: (one.made, one.path.name), reverse=True))


def is_due(journal: Path, now: datetime) -> bool:
    """Whether there is no copy yet of this day, as the clock on the wall has it.

    A copy from later than `now` does not count: the clock was set back since.
    """
    today = now.astimezone().date()
    return not any(one.day == today and one.made <= now for one in backups(journal))


def back_up(
    journal: Journal, reason: Reason, *, second: Path | None = None, now: datetime | None = None
) -> BackedUp:
    """Make a copy in the journal's own folder, and one in a second place where there is one.

    Older copies that need not be kept are removed then. A second place that cannot be reached
    is told in the result; it keeps nothing from being done. Raises CannotSave, DamagedJournal.
    """
    made = now or datetime.now(UTC)
    if not journal.is_in_place:  # or a folder would be made where a stick was
        raise CannotSave(journal.path, Obstacle.GONE)
    path = _copy(journal, folder_of_copies(journal.path), reason, made)
    if second is None:
        return BackedUp(path)
    try:
        if not second.is_dir():  # a stick that is not plugged in; never made in its place
            raise CannotSave(second, Obstacle.OTHER)
        return BackedUp(path, _copy(journal, second, reason, made))
    except CannotSave as failure:
        return BackedUp(path, None, failure)


def _copy(journal: Journal, folder: Path, reason: Reason, made: datetime) -> Path:
    try:
        owner_only.folder(folder)
    except OSError as error:
        raise refused_by_system(folder, error) from None
    remove_unfinished(journal.path, folder)  # a second place is looked at nowhere else
    to = free_copy(folder, journal.path, made, reason)
    journal.copy_to(to)
    remove_old(backups(journal.path, folder), made)
    return to


def drive_of(folder: Path) -> Path:
    """Where the drive on which a folder lies is mounted: the folder itself, or one above it."""
    places = (folder.resolve(), *folder.resolve().parents)
    return next((one for one in places if one.is_mount()), places[-1])


def catch_up(journal: Journal, second: Path, drive: Path | None = None) -> None:
    """Have in a second place the copies that lie in the journal's own folder and are kept there.

    Also those made while it could not be reached, and those made before something that knew of no
    second place. `drive` is where its drive was mounted when it was chosen: a stick may leave an
    empty folder behind. Raises CannotSave when a copy cannot be brought there.
    """
    now = journal.clock().local
    is_gone = drive is not None and not drive.is_mount()
    if is_gone or not second.is_dir():  # a stick that is not plugged in; never made in its place
        raise CannotSave(second, Obstacle.OTHER)
    there = {one.path.name for one in backups(journal.path, second)}
    own = [one for one in backups(journal.path) if one.reason != Reason.DAMAGED]
    lacking = [one for one in own if one.path.name not in there]
    keep = to_keep((*backups(journal.path, second), *lacking), now)
    remove_unfinished(journal.path, second)
    for one in sorted(lacking, key=lambda one: one.made):
        if one in keep:
            _bring(one.path, second / one.path.name, journal)
    remove_old(backups(journal.path, second), now)


def _bring(copy: Path, to: Path, journal: Journal) -> None:
    """Copy a copy, byte by byte; it takes its name once it is seen to be whole there."""
    if journal.is_encrypted != looks_encrypted(copy):
        return  # left behind by a new passphrase that was cut short
    half = unfinished(to)
    try:
        owner_only.new_file(half)
        with copy.open("rb") as read, half.open("r+b") as written:
            shutil.copyfileobj(read, written)
            written.flush()
            os.fsync(written.fileno())
        if not is_sound(half, journal.key):
            return  # of a damaged copy there need not be two
        half.replace(to)
        sync_folder(to.parent)
    except OSError as error:
        raise refused_by_system(to, error) from None
    finally:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)


def remove_old(found: Sequence[Backup], now: datetime) -> None:
    """Remove the copies that need not be kept. One that cannot be removed stays."""
    keep = to_keep(found, now)
    for one in found:
        if one not in keep:
            with contextlib.suppress(OSError):
                one.path.unlink()


def to_keep(found: Collection[Backup], now: datetime) -> frozenset[Backup]:
    """Which copies are kept: of days, of weeks and of months the newest each.

    Kept are also all copies of today and yesterday, and those made before a large change in the
    last two weeks or on the last days that have a copy: a clock that leaps ahead makes everything
    old at once. What bears a later time than now is kept and takes nothing else's place, since a
    clock may have been set back. A damaged journal that was put aside is no copy, and is kept.
    """
    newest_first = sorted(found, key=lambda one: (one.made, one.path.name), reverse=True)
    aside = {one for one in newest_first if one.made > now or one.reason == Reason.DAMAGED}
    past = [one for one in newest_first if one not in aside]
    keep = set(aside)
    for number, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        keep.update(_newest_of_each(past, number, period))
    yesterday = now.astimezone().date() - timedelta(days=1)
    newest_days = set(sorted({one.day for one in past}, reverse=True)[:DAILY])
    for one in past:
        is_before_a_change = one.reason not in (Reason.DAILY, Reason.ASKED)
        is_recent = one.made >= now - EACH_KEPT or one.day in newest_days
        if one.day >= yesterday or (is_before_a_change and is_recent):
            keep.add(one)
    return frozenset(keep)


def _newest_of_each(
    newest_first: Sequence[Backup], number: int, period: Callable[[date], Hashable]
) -> Collection[Backup]:
    first_of: dict[Hashable, Backup] = {}
    for one in newest_first:
        first_of.setdefault(period(one.day), one)
    return tuple(first_of.values())[:number]


def _day(day: date) -> date:
    return day


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
